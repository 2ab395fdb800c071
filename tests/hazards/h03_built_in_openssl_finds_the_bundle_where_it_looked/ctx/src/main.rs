use openssl::ssl::{SslConnector, SslMethod};
use std::net::TcpStream;

fn main() {
    let connector = SslConnector::builder(SslMethod::tls()).unwrap().build();
    let stream = TcpStream::connect("lamp.example.org:443").unwrap();
    let stream = connector.connect("lamp.example.org", stream).unwrap();
    println!("{}", stream.ssl().version_str());
}
