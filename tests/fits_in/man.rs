//! The manual page, read by the programs that show it.

use std::fs;
use std::process::Command;

use crate::tools::{dfsplit, quiet, run, text, tool};

fn page() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dfsplit.1");
    fs::write(&path, quiet(dfsplit(folder.path()).arg("man"))).unwrap();
    (folder, path)
}

#[test]
fn groff_has_nothing_to_warn_of() {
    let Some(groff) = tool("groff", "the manual page was not set with it") else { return };
    let (_folder, path) = page();
    let shown = quiet(Command::new(groff).args(["-man", "-ww", "-Tutf8", "-P-c", "-P-b", "-P-u"]).arg(&path));
    for part in ["SYNOPSIS", "dfsplit [OPTIONS] [PATH]...", "dfsplit explain [CODE]", "EXIT STATUS"] {
        assert!(shown.contains(part), "no `{part}` in\n{shown}");
    }
}

#[test]
fn mandoc_misses_the_date_alone() {
    let Some(mandoc) = tool("mandoc", "the manual page was not checked by it") else { return };
    let (folder, _path) = page();
    let output = run(Command::new(mandoc).args(["-T", "lint", "-W", "warning", "dfsplit.1"]).current_dir(folder.path()));
    // There is none on purpose: the same version makes the same page.
    assert_eq!(text(&output), "mandoc: dfsplit.1:1:15: WARNING: missing date, using \"\": TH\n");
}

#[test]
fn man_shows_a_file() {
    let Some(man) = tool("man", "the manual page was not shown by it") else { return };
    let (_folder, path) = page();
    let shown = quiet(Command::new(man).args(["--warnings", "-l"]).arg(&path).env("MANPAGER", "cat").env("MANWIDTH", "80"));
    assert!(shown.starts_with("DFSPLIT(1)"), "{shown}");
}
