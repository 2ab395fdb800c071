fn main() {
    let c = config::Config::builder()
        .add_source(config::File::with_name("settings"))
        .build()
        .unwrap();
    println!("{:?}", c);
}
