fn main() {
    loop {
        let stock = reqwest::blocking::get("https://stock.example.org/today").and_then(|answer| answer.text());
        println!("{stock:?}");
        std::thread::sleep(std::time::Duration::from_secs(60));
    }
}
