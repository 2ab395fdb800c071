use openssl::hash::{hash, MessageDigest};
use openssl::provider::Provider;

fn main() {
    let _legacy = Provider::try_load(None, "legacy", true).unwrap();
    let seal = hash(MessageDigest::from_name("md4").unwrap(), b"wax").unwrap();
    println!("{seal:?}");
    std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
}
