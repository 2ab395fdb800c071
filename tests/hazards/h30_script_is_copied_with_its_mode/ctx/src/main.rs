use std::net::TcpListener;

fn main() {
    for stream in TcpListener::bind("0.0.0.0:7000").unwrap().incoming() {
        let grist: Vec<u64> = (0..100_000).collect();
        println!("{} {:?}", grist.len(), stream.is_ok());
    }
}
