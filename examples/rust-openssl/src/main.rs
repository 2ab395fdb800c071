//! Seals texts with a keyed hash, and says whether this machine could trust anybody over TLS.

use std::fs;

use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use openssl::x509::X509;
use tiny_http::{Response, Server};

fn main() {
    let server = Server::http("0.0.0.0:8080").expect("cannot listen");
    println!("listening on :8080 with {}", openssl::version::version());
    for request in server.incoming_requests() {
        let (status, text) = match request.url().split_once("?text=") {
            Some(("/seal", text)) => (200, seal(text)),
            _ if request.url() == "/trust" => (200, format!("trusts {} authorities", amount(authorities()))),
            _ => (404, "ask /seal?text=something or /trust".into()),
        };
        if let Err(error) = request.respond(Response::from_string(text + "\n").with_status_code(status)) {
            eprintln!("{error}");
        }
    }
}

fn seal(text: &str) -> String {
    let key = PKey::hmac(b"not a secret").expect("a key");
    let mut signer = Signer::new(MessageDigest::sha256(), &key).expect("a signer");
    let seal = signer.sign_oneshot_to_vec(text.as_bytes()).expect("a seal");
    seal.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The number of certificates in the system's bundle, where OpenSSL looks for it.
fn authorities() -> usize {
    let bundle = openssl_probe::probe().cert_file.and_then(|file| fs::read(file).ok()).unwrap_or_default();
    X509::stack_from_pem(&bundle).map(|stack| stack.len()).unwrap_or_default()
}

fn amount(number: usize) -> &'static str {
    match number {
        0 => "no",
        1..=50 => "few",
        _ => "many",
    }
}
