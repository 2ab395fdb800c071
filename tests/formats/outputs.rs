//! Whole outputs of the program over one small tree: a safe split, an unsafe one, refusals with places, nothing to gain, a file that cannot be read,
//! odd names, CRLF, a missing last line break.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use dfsplit::report::Format;
use serde_json::Value;

use super::schemas::validate;

/// Where the files come from, and where they lie in the tree.
const FILES: [(&str, &str); 8] = [
    ("examples/go-static", "api/Dockerfile"),
    ("tests/golden/keeps_crlf_and_a_missing_last_newline", "crlf/Dockerfile"),
    ("tests/golden/go_run_is_unsafe", "job/Dockerfile"),
    ("tests/golden/node_nothing_to_gain", "small/Dockerfile"),
    ("tests/golden/already_multi_stage", "stages/Dockerfile"),
    ("tests/golden/node_dev_server", "web/Dockerfile"),
    ("tests/golden/entry_not_made", "worker/Dockerfile"),
    ("tests/golden/go_vendor_has_no_dependency_layer", "caf\u{e9} 50%/a:b,c.Dockerfile"),
];

/// The tree, in a folder of its own.
fn tree() -> tempfile::TempDir {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in FILES {
        let (from, to) = (repository.join(from), folder.path().join(to));
        let example = from.join("Dockerfile");
        copy(&if example.exists() { from.clone() } else { from.join("ctx") }, to.parent().unwrap());
        fs::copy(if example.exists() { example } else { from.join("in.Dockerfile") }, to).unwrap();
    }
    fs::create_dir(folder.path().join("latin1")).unwrap();
    fs::write(folder.path().join("latin1/Dockerfile"), b"FROM golang:1.22\n# caf\xe9\n").unwrap();
    folder
}

/// Copies the files of a context; an example's own Dockerfiles stay behind.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let Ok(entries) = fs::read_dir(from) else { return };
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name();
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(name));
        } else if !name.to_string_lossy().ends_with("Dockerfile") {
            fs::copy(entry.path(), to.join(name)).unwrap();
        }
    }
}

/// What the program prints, and its exit status.
fn run(folder: &Path, args: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_dfsplit")).args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn compare(name: &str, got: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/expected").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, got).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(&expected, got);
    assert!(expected == got, "{}", diff.unified_diff().header(&format!("{name} (expected)"), &format!("{name} (got)")));
}

#[test]
fn each_format_over_the_same_tree() {
    let tree = tree();
    for (word, format, name) in [
        ("json", Some(Format::Json), "show.json"),
        ("jsonl", Some(Format::JsonLines), "show.jsonl"),
        ("github", Some(Format::Github), "show.github"),
        ("rdjson", Some(Format::Rdjson), "show.rdjson"),
        ("markdown", Some(Format::Markdown), "show.md"),
        ("diff", None, "show.diff"),
    ] {
        let (output, status) = run(tree.path(), &["--format", word, "."]);
        assert_eq!(status, Some(2), "one file cannot be read");
        if let Some(format) = format {
            validate(format, &output);
        }
        compare(name, &output);
    }
}

#[test]
fn sarif_over_the_same_tree() {
    let (output, status) = run(tree().path(), &["--format", "sarif", "."]);
    assert_eq!(status, Some(2), "one file cannot be read");
    validate(Format::Sarif, &output);
    let mut log: Value = serde_json::from_str(&output).unwrap();
    let rules = log["runs"][0]["tool"]["driver"].as_object_mut().unwrap().remove("rules").unwrap();
    // The manual and the version change without the format.
    log["runs"][0]["tool"]["driver"]["semanticVersion"] = "0.0.0".into();
    compare("show.sarif", &(serde_json::to_string_pretty(&log).unwrap() + "\n"));

    let rules = rules.as_array().unwrap();
    let codes: Vec<&str> = dfsplit::code::all().map(|code| code.name).collect();
    assert_eq!(rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect::<Vec<_>>(), codes);
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    compare(
        "rule.json",
        &(serde_json::to_string_pretty(&rules[codes.iter().position(|code| *code == "no-command").unwrap()]).unwrap() + "\n"),
    );
}

#[test]
fn what_was_written_is_told_as_written() {
    for (word, format, name) in [
        ("jsonl", Format::JsonLines, "write.jsonl"),
        ("github", Format::Github, "write.github"),
        ("rdjson", Format::Rdjson, "write.rdjson"),
        ("markdown", Format::Markdown, "write.md"),
    ] {
        let tree = tree();
        let (output, status) = run(tree.path(), &["--write", "--unsafe", "--format", word, "."]);
        assert_eq!(status, Some(2), "one file cannot be read");
        validate(format, &output);
        compare(name, &output);
        for (from, to) in FILES {
            let new = Path::new(env!("CARGO_MANIFEST_DIR")).join(from).join("out.Dockerfile");
            if new.exists() {
                assert_eq!(fs::read_to_string(tree.path().join(to)).unwrap(), fs::read_to_string(new).unwrap(), "{to}");
            }
        }
    }
}

#[test]
fn run_without_files_is_a_whole_document() {
    let folder = tempfile::tempdir().unwrap();
    for (word, format) in [("json", Format::Json), ("jsonl", Format::JsonLines), ("sarif", Format::Sarif), ("rdjson", Format::Rdjson)] {
        for args in [vec!["--format", word, "."], vec!["--format", word, "--context", "nowhere", "."]] {
            let (output, status) = run(folder.path(), &args);
            assert_eq!(status, Some(2), "{args:?}");
            assert!(output.contains("there is no "), "{output}");
            validate(format, &output);
        }
    }
}

#[test]
fn patch_of_all_files_is_taken_by_git_from_the_root() {
    let tree = tree();
    let (patch, _) = run(tree.path(), &["--format", "diff", "--unsafe", "."]);
    fs::write(tree.path().join("all.patch"), patch).unwrap();
    let git = |args: &[&str]| Command::new("git").args(args).current_dir(tree.path()).output().map(|output| output.status.success());
    if git(&["init", "--quiet", "."]).is_err() {
        #[allow(clippy::print_stdout)] // says what it skips
        {
            println!("skipped: there is no git on this machine");
        }
        return;
    }
    assert!(git(&["apply", "--whitespace=nowarn", "all.patch"]).unwrap());
    for (from, to) in FILES {
        let new = Path::new(env!("CARGO_MANIFEST_DIR")).join(from).join("out.Dockerfile");
        if new.exists() {
            assert_eq!(fs::read_to_string(tree.path().join(to)).unwrap(), fs::read_to_string(new).unwrap(), "{to}");
        }
    }
}
