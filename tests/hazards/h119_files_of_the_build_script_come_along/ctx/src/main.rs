use std::io::Write;

fn main() {
    let assets = std::path::Path::new(env!("OUT_DIR")).join("assets");
    let listener = std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
    for stream in listener.incoming() {
        let page = std::fs::read(assets.join("index.html")).unwrap();
        stream.unwrap().write_all(&page).unwrap();
    }
}
