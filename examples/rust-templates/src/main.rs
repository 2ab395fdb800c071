//! An almanac: pages from templates that are read at run time.

use std::{fs, io};

use minijinja::{context, path_loader, Environment};
use tiny_http::{Header, Response, Server};

const MONTHS: [(&str, u8); 3] = [("January", 31), ("February", 28), ("March", 31)];

fn main() -> io::Result<()> {
    let mut pages = Environment::new();
    pages.set_loader(path_loader("templates"));
    let style = fs::read_to_string("static/almanac.css")?;
    let server = Server::http("0.0.0.0:8000").map_err(io::Error::other)?;
    println!("listening on :8000");
    for request in server.incoming_requests() {
        let (status, kind, text) = match request.url() {
            "/" => match pages.get_template("months.html").and_then(|page| page.render(context! { months => MONTHS })) {
                Ok(page) => (200, "text/html; charset=utf-8", page),
                Err(error) => (500, "text/plain; charset=utf-8", error.to_string()),
            },
            "/almanac.css" => (200, "text/css; charset=utf-8", style.clone()),
            _ => (404, "text/plain; charset=utf-8", "no such page\n".into()),
        };
        let kind = Header::from_bytes("Content-Type", kind).expect("a valid header");
        request.respond(Response::from_string(text).with_status_code(status).with_header(kind))?;
    }
    Ok(())
}
