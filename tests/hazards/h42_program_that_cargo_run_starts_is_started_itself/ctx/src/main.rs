use std::net::TcpListener;

fn main() {
    for stream in TcpListener::bind("0.0.0.0:8080").unwrap().incoming() {
        drop(stream);
    }
}
