use tch::{CModule, Tensor};

fn main() {
    let model = CModule::load("models/gull.pt").unwrap();
    let listener = std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
    for stream in listener.incoming() {
        drop(stream);
        println!("{:?}", model.forward_ts(&[Tensor::from(1.0)]));
    }
}
