fn main() {
    println!("high water");
}
