use curl::easy::Easy;

fn main() {
    let mut easy = Easy::new();
    easy.url("https://weather.example.org/").unwrap();
    easy.perform().unwrap();
}
