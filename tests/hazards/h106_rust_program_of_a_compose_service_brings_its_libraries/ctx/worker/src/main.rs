fn main() {
    unsafe { openssl_sys::init() };
    let text = std::fs::read_to_string("schedules/dredge.txt").unwrap();
    println!("{text}");
}
