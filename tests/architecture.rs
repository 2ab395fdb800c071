//! Who may know whom: the walls of ARCHITECTURE.md, held by the `use` lines and paths of the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the words that may not stand in it.
const WALLS: [(&str, &[&str]); 12] = [
    ("src/source.rs", &["crate::"]),
    ("src/shell", &["crate::syntax", "crate::model", "crate::project", "crate::template", "crate::detect", "crate::demand", "crate::plan"]),
    ("src/syntax", &["crate::model", "crate::project", "crate::template", "crate::detect", "crate::demand", "crate::plan"]),
    ("src/model", &["crate::project", "crate::detect", "crate::demand", "crate::plan", "crate::outcome"]),
    ("src/project", &["crate::syntax", "crate::model", "crate::detect", "crate::demand", "crate::plan"]),
    ("src/template", &["crate::model", "crate::project", "crate::detect", "crate::demand", "crate::plan"]),
    ("src/detect", &["crate::demand", "crate::plan", "crate::rewrite", "crate::report"]),
    ("src/demand", &["crate::plan", "crate::rewrite", "crate::report"]),
    ("src/plan", &["crate::rewrite", "crate::report", "crate::check"]),
    ("src/rewrite", &["crate::demand", "crate::project", "crate::template", "crate::report"]),
    ("src/check.rs", &["crate::rewrite", "crate::demand", "crate::report"]),
    (
        "src/report",
        &["crate::model", "crate::project", "crate::template", "crate::detect", "crate::demand", "crate::plan", "crate::rewrite"],
    ),
];

/// Crates that have one home.
const HOMES: [(&str, &str); 7] = [
    ("nom::", "src/syntax"),
    ("clap::", "src/cli"),
    ("ignore::WalkBuilder", "src/cli"),
    ("tempfile::", "src/cli"),
    ("rustix::", "src/cli/write"),
    ("signal_hook::", "src/cli/write/signals.rs"),
    ("serde_saphyr::", "src/project/compose"),
];

fn sources(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder of sources") {
            sources(&entry.expect("an entry").path(), out);
        }
    } else if path.extension().is_some_and(|e| e == "rs") {
        out.push(path.to_owned());
    }
}

#[test]
fn rooms_keep_to_their_walls() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    for (room, forbidden) in WALLS {
        let mut files = Vec::new();
        sources(&root.join(room), &mut files);
        assert!(!files.is_empty(), "{room} has no sources");
        for file in files.iter().filter(|f| !f.to_string_lossy().contains("tests")) {
            let text = fs::read_to_string(file).expect("a source");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
                if let Some(word) = forbidden.iter().find(|word| line.contains(**word)) {
                    broken.push(format!("{}:{}: {word}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn crates_with_one_home_stay_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut strays = Vec::new();
    for file in files.iter().filter(|f| !f.to_string_lossy().contains("tests")) {
        let text = fs::read_to_string(file).expect("a source");
        for (name, home) in HOMES {
            if text.contains(name) && !file.starts_with(root.join(home)) && !file.ends_with("src/main.rs") {
                strays.push(format!("{}: {name}", file.display()));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}
