fn main() {
    let plugin = unsafe { libloading::Library::new("target/release/libmoon.so").unwrap() };
    let listener = std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
    for stream in listener.incoming() {
        drop(stream);
        let phase: libloading::Symbol<extern "C" fn() -> u32> = unsafe { plugin.get(b"phase").unwrap() };
        println!("{}", phase());
    }
}
