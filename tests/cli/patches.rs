//! Patches are taken by the real `git apply` and `patch -p1`, whatever the file's bytes and name.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use dfsplit::report::diff;

/// Old and new text.
const CHANGES: [(&str, &str); 8] = [
    ("FROM a\nCMD x\n", "FROM a AS build\nFROM b\nCMD x\n"),
    ("FROM a\nCMD x", "FROM a AS build\nFROM b\nCMD x"),
    ("FROM a\nRUN b", "FROM a AS build\nRUN b\nFROM c\nCMD x\n"),
    ("FROM a\r\nRUN b\r\nCMD x\r\n", "FROM a AS build\r\nRUN b\r\nFROM c\r\nCMD x\r\n"),
    ("FROM a\r\nRUN b\nCMD x\r\n", "FROM a AS build\r\nRUN b\nFROM c\r\nCMD x\r\n"),
    ("FROM a\rb\nRUN c\u{85}d\u{2028}e\n\x0cCMD x\n", "FROM a\rb AS build\nRUN c\u{85}d\u{2028}e\nFROM c\n\x0cCMD x\n"),
    ("\u{feff}FROM a\n\n\n\n\n\n\n\nCMD x\n\n\n", "\u{feff}FROM a AS build\n\n\n\n\n\n\n\nFROM b\nCMD x\n\n\n"),
    ("-- a/x\n++ b\n@@ -1 +1 @@\n", "-- a/x\n++ b\n--- c\n@@ -1 +1 @@\n\\ No newline at end of file\n"),
];

const NAMES: [&str; 5] = ["Dockerfile", "api/Dockerfile", "my app/Dockerfile prod", "qu\"ote\\/Docker\tfile", "caf\u{e9}/Dockerfile"];

/// Applies a patch with a program in `folder`; `None` where there is no such program.
fn apply(program: &[&str], folder: &Path, patch: &str) -> Option<Result<(), String>> {
    let started = Command::new(program[0])
        .args(&program[1..])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else {
        println!("skipped: there is no {} on this machine", program[0]);
        return None;
    };
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), patch.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Some(if output.status.success() { Ok(()) } else { Err(said) })
}

fn all_apply(program: &[&str], git: bool) {
    for (old, new) in CHANGES {
        for name in NAMES {
            let folder = tempfile::tempdir().unwrap();
            if git {
                let done = Command::new("git").args(["init", "--quiet", "."]).current_dir(folder.path()).status();
                if done.is_err() {
                    println!("skipped: there is no git on this machine");
                    return;
                }
            }
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, old).unwrap();
            let patch = diff::unified(old, new, name.as_bytes());
            let Some(applied) = apply(program, folder.path(), &patch) else { return };
            assert_eq!(applied, Ok(()), "{name:?}\n{patch}");
            assert_eq!(fs::read_to_string(&file).unwrap(), new, "{name:?}\n{patch}");
        }
    }
}

#[test]
fn git_apply_takes_them() {
    all_apply(&["git", "apply", "--whitespace=nowarn", "-"], true);
}

#[test]
fn patch_takes_them() {
    all_apply(&["patch", "-p1", "--quiet", "--fuzz=0"], false);
}
