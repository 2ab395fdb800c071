//! The command line as its users see it: cases as data files in `cli/`, and what needs a real disk, links, rights or other programs.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // tests fail by panicking, and say what they skip

#[path = "cli/disk.rs"]
mod disk;
#[path = "cli/interrupted.rs"]
mod interrupted;
#[path = "cli/links.rs"]
mod links;
#[path = "cli/patches.rs"]
mod patches;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/writing.rs"]
mod writing;

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/*.md").case("tests/cli/*.toml");
}
