fn main() {
    println!("{:?}", std::env::var("MODE"));
}
