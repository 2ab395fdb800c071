use openssl::ssl::{SslConnector, SslMethod};
use std::net::TcpStream;

fn main() {
    let connector = SslConnector::builder(SslMethod::tls()).unwrap().build();
    let stream = TcpStream::connect("gauge.example.com:443").unwrap();
    connector.connect("gauge.example.com", stream).unwrap();
}
