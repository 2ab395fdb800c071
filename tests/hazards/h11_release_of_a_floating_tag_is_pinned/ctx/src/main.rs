fn main() {
    std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
}
