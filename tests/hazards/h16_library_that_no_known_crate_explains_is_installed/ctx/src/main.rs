unsafe extern "C" {
    static __gmp_bits_per_limb: i32;
}

fn main() {
    let document = libxml::parser::Parser::default().parse_string("<beads/>").unwrap();
    println!("{} {:?}", unsafe { __gmp_bits_per_limb }, document.get_root_element().map(|e| e.get_name()));
    std::net::TcpListener::bind("0.0.0.0:8080").unwrap();
}
