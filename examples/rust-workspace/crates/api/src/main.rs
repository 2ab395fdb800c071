//! Serves the forecast: `/sea?knots=12`.

use std::env;

use tiny_http::{Header, Request, Response, Server};

fn main() {
    let port = env::args().nth(1).expect("usage: api PORT");
    let region = env::var("REGION").unwrap_or_else(|_| "nowhere".into());
    let server = Server::http(format!("0.0.0.0:{port}")).expect("cannot listen");
    println!("listening on :{port} for {region}");
    for request in server.incoming_requests() {
        answer(request, &region);
    }
}

fn answer(request: Request, region: &str) {
    let knots = request.url().strip_prefix("/sea?knots=").and_then(|knots| knots.parse().ok());
    let response = match knots {
        Some(knots) => Response::from_string(format!("{region}: {}\n", forecast::sea(knots))),
        None => Response::from_string("ask /sea?knots=12\n").with_status_code(404),
    };
    let plain = Header::from_bytes("Content-Type", "text/plain; charset=utf-8").expect("a valid header");
    if let Err(error) = request.respond(response.with_header(plain)) {
        eprintln!("{error}");
    }
}
