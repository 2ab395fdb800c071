use std::io::Write;

fn main() -> std::io::Result<()> {
    let listener = std::net::TcpListener::bind("0.0.0.0:8080")?;
    for stream in listener.incoming() {
        stream?.write_all(b"HTTP/1.0 200 OK\r\n\r\nhello\n")?;
    }
    Ok(())
}
