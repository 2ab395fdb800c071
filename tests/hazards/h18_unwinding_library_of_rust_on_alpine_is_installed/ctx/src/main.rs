fn main() {
    let connector = native_tls::TlsConnector::new().unwrap();
    let stream = std::net::TcpStream::connect("wax.example.org:443").unwrap();
    connector.connect("wax.example.org", stream).unwrap();
}
