use std::process::Command;
fn main() { Command::new("sh").args(["-c", "unzip a.zip && git log"]).status().unwrap(); }
