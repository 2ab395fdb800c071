use std::{env, net::TcpListener};

const SHELVES: &str = env!("LARDER_SHELVES");

fn main() {
    let address = env::var("LARDER_ADDR").expect("LARDER_ADDR is set");
    let level = env::var("RUST_LOG").expect("RUST_LOG is set");
    println!("{address} {level} {SHELVES}");
    for stream in TcpListener::bind(address).unwrap().incoming() {
        drop(stream);
    }
}
