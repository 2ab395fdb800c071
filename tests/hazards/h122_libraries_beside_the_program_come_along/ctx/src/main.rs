use ort::{Environment, SessionBuilder};

fn main() {
    let environment = Environment::builder().with_name("gull").build().unwrap().into_arc();
    let session = SessionBuilder::new(&environment).unwrap().with_model_from_file("models/gull.onnx").unwrap();
    let listener = std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
    for stream in listener.incoming() {
        drop(stream);
        println!("{}", session.inputs.len());
    }
}
