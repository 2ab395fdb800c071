use std::path::Path;

fn main() {
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables");
    println!("{}", std::fs::read_to_string(tables.join("spring.txt")).unwrap());
}
