//! The command line of dfsplit.
fn main() {}
