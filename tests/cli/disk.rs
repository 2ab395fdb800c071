//! Runs over a small project on a real disk: links, rights, pipes, and that the ways to the same result agree.
#![cfg(unix)]

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const GO: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";
pub const SPLIT_ALREADY: &str = "FROM a AS build\nFROM build\n";

/// A repository with a Go project in it.
pub fn project(dockerfiles: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join(".git")).unwrap();
    fs::write(root.join("go.mod"), "module example.com/app\n\ngo 1.23\n").unwrap();
    fs::write(root.join("main.go"), "package main\n\nfunc main() { println(\"hello\") }\n").unwrap();
    for (path, text) in dockerfiles {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    folder
}

pub fn dfsplit(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dfsplit")).args(args).current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null()).output().unwrap()
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The text of a file after `--write`.
pub fn written(text: &str) -> String {
    let folder = project(&[("Dockerfile", text)]);
    let output = dfsplit(folder.path(), &["--write", "Dockerfile"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let new = fs::read_to_string(folder.path().join("Dockerfile")).unwrap();
    assert_ne!(new, text, "a plain Go project is split: {}", stderr(&output));
    new
}

#[test]
fn write_empties_stdout_and_says_one_line() {
    let folder = project(&[("Dockerfile", GO)]);
    let output = dfsplit(folder.path(), &["-w", "Dockerfile"]);
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    assert!(stderr(&output).starts_with("Dockerfile: split into build and runtime ("), "{}", stderr(&output));
    let again = dfsplit(folder.path(), &["-w", "Dockerfile"]);
    assert!(stderr(&again).starts_with("Dockerfile: already multi-stage ("), "{}", stderr(&again));
}

#[test]
fn patch_filter_json_and_write_give_the_same_file() {
    for text in [GO.to_owned(), GO.replace('\n', "\r\n"), GO.trim_end().to_owned()] {
        let new = written(&text);
        let folder = project(&[("Dockerfile", &text)]);

        let output = dfsplit(folder.path(), &["--format", "jsonl", "--quiet", "Dockerfile"]);
        let object: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
        assert_eq!(object["text"], new.as_str());

        let mut filter = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
            .args(["--write", "--stdin-filename", "Dockerfile", "--quiet", "-"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut filter.stdin.take().unwrap(), text.as_bytes()).unwrap();
        assert_eq!(stdout(&filter.wait_with_output().unwrap()), new);

        let patch = dfsplit(folder.path(), &["--quiet", "."]).stdout;
        let mut git = Command::new("patch").args(["-p1", "--quiet"]).current_dir(folder.path()).stdin(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut git.stdin.take().unwrap(), &patch).unwrap();
        assert!(git.wait().unwrap().success());
        assert_eq!(fs::read_to_string(folder.path().join("Dockerfile")).unwrap(), new);
    }
}

#[test]
fn check_names_what_write_changes() {
    let files = [("Dockerfile", GO), ("a b/Dockerfile", GO), ("old/Dockerfile", SPLIT_ALREADY), ("x.Dockerfile", GO)];
    let folder = project(&files);
    let output = dfsplit(folder.path(), &["--check", "--quiet", "."]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(1), ""));
    let named: Vec<&str> = stdout(&output).lines().collect();
    let output = dfsplit(folder.path(), &["--write", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let changed: Vec<&str> =
        files.iter().filter(|(path, text)| fs::read_to_string(folder.path().join(path)).unwrap() != *text).map(|(path, _)| *path).collect();
    assert_eq!(named, changed);
    assert!(stderr(&output).ends_with("3 split, 1 already multi-stage\n"), "{}", stderr(&output));
    assert_eq!(dfsplit(folder.path(), &["--check", "--quiet", "."]).status.code(), Some(0));
}

#[test]
fn strict_is_one_for_a_refusal_only() {
    let folder =
        project(&[("Dockerfile", "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go vet ./...\n"), ("old/Dockerfile", SPLIT_ALREADY)]);
    assert_eq!(dfsplit(folder.path(), &["Dockerfile"]).status.code(), Some(0));
    assert_eq!(dfsplit(folder.path(), &["--strict", "Dockerfile"]).status.code(), Some(1));
    assert_eq!(dfsplit(folder.path(), &["--strict", "old"]).status.code(), Some(0));
}

#[test]
fn write_follows_a_link_and_keeps_it() {
    let folder = project(&[("docker/real.Dockerfile", GO)]);
    let (real, link) = (folder.path().join("docker/real.Dockerfile"), folder.path().join("Dockerfile"));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("docker/real.Dockerfile", &link).unwrap();

    // The patch is for the file, not for the link: `git apply` would refuse that.
    let patch = dfsplit(folder.path(), &["--quiet", "Dockerfile"]);
    assert!(stdout(&patch).starts_with("--- a/docker/real.Dockerfile\n+++ b/docker/real.Dockerfile\n"), "{}", stdout(&patch));
    let output = dfsplit(folder.path(), &["--write", "Dockerfile"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_ne!(fs::read_to_string(&real).unwrap(), GO);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o7777, 0o640);
    assert_eq!(fs::read_dir(folder.path().join("docker")).unwrap().count(), 1, "nothing is left beside the file");
}

#[test]
fn link_and_file_are_one_in_a_search() {
    let folder = project(&[("z/Dockerfile", SPLIT_ALREADY)]);
    symlink("z/Dockerfile", folder.path().join("Dockerfile")).unwrap();
    symlink("z", folder.path().join("Dockerfile.d")).unwrap();
    assert_eq!(stderr(&dfsplit(folder.path(), &["."])), "z/Dockerfile: already multi-stage (build, 1)\n");
}

#[test]
fn dangling_link_is_an_error_and_the_rest_goes_on() {
    let folder = project(&[("z/Dockerfile", SPLIT_ALREADY)]);
    symlink("nowhere", folder.path().join("Dockerfile")).unwrap();
    let output = dfsplit(folder.path(), &["."]);
    let expected = "\
error: cannot read Dockerfile: it is a link to nowhere, which is not there
  = do: correct the link, or remove it
z/Dockerfile: already multi-stage (build, 1)
1 already multi-stage, 1 unreadable
";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
}

#[test]
fn read_only_file_is_reported_and_left() {
    let folder = project(&[("Dockerfile", GO)]);
    let path = folder.path().join("Dockerfile");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = dfsplit(folder.path(), &["--write", "--quiet", "Dockerfile"]);
    let expected = "\
error: cannot write Dockerfile: it is read-only
  = do: make it writable (chmod u+w), or print the patch instead: leave out --write
";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
    assert_eq!(fs::read_to_string(&path).unwrap(), GO);
}

#[test]
fn search_leaves_out_what_ripgrep_would() {
    let folder = project(&[
        ("api/Dockerfile", SPLIT_ALREADY),
        ("build/Dockerfile", SPLIT_ALREADY),
        ("node_modules/x/Dockerfile", SPLIT_ALREADY),
        (".github/Dockerfile", SPLIT_ALREADY),
        ("old/Dockerfile", SPLIT_ALREADY),
        ("older/Dockerfile", SPLIT_ALREADY),
        ("web/dev.Dockerfile", SPLIT_ALREADY),
    ]);
    for (file, text) in [(".gitignore", "/build/\n"), (".ignore", "old\n"), (".dfsplitignore", "older\n")] {
        fs::write(folder.path().join(file), text).unwrap();
    }
    let found = |args: &[&str]| -> Vec<String> {
        let output = dfsplit(folder.path(), &[&["--jobs", "1"], args].concat());
        stderr(&output).lines().filter_map(|line| Some(line.split_once(": already")?.0.to_owned())).collect()
    };
    assert_eq!(found(&["."]), ["api/Dockerfile", "web/dev.Dockerfile"]);
    assert_eq!(found(&["--hidden", "."]), [".github/Dockerfile", "api/Dockerfile", "web/dev.Dockerfile"]);
    let all = ["api/Dockerfile", "build/Dockerfile", "old/Dockerfile", "older/Dockerfile", "web/dev.Dockerfile"];
    assert_eq!(found(&["--no-ignore", "."]), all);
    assert_eq!(found(&["--exclude", "/api", "--exclude", "*.Dockerfile", "--no-ignore", "."]), all[1..4]);
    // What is named is looked at.
    assert_eq!(found(&["build/Dockerfile", "--exclude", "build"]), ["build/Dockerfile"]);
    assert_eq!(found(&["build"]), ["build/Dockerfile"]);
}

#[test]
fn pipe_with_the_name_of_a_dockerfile_is_not_waited_for() {
    let folder = project(&[("api/Dockerfile", SPLIT_ALREADY)]);
    let made = Command::new("mkfifo").arg(folder.path().join("Dockerfile")).status().unwrap();
    assert!(made.success());
    assert_eq!(stderr(&dfsplit(folder.path(), &["."])), "api/Dockerfile: already multi-stage (build, 1)\n");
}

#[test]
fn explanation_says_which_build_context_and_why() {
    let folder = project(&[
        ("docker/Dockerfile", GO),
        ("compose.yaml", "services:\n  api:\n    build: {context: ., dockerfile: docker/Dockerfile}\n"),
    ]);
    let last = |args: &[&str]| stdout(&dfsplit(folder.path(), args)).lines().next_back().unwrap().to_owned();
    assert_eq!(last(&["--explain", "docker/Dockerfile"]), "build context .: `api` of compose.yaml builds this file with it");
    fs::remove_file(folder.path().join("compose.yaml")).unwrap();
    assert_eq!(last(&["--explain", "docker/Dockerfile"]), "build context .: `COPY .` alone, and go.mod lies there");
    assert_eq!(last(&["--explain", "--context", ".", "docker/Dockerfile"]), "build context .: given by --context or dfsplit.toml");
}

#[test]
fn number_of_jobs_changes_nothing() {
    let names: Vec<String> = (0..120).map(|n| format!("services/{n:03}/Dockerfile")).collect();
    let texts =
        [GO.to_owned(), GO.replace("CMD", "#"), SPLIT_ALREADY.to_owned(), GO.replace('\n', "\r\n"), "FROM golang:1.23\nRUN <<".to_owned()];
    let files: Vec<(&str, &str)> = names.iter().zip(texts.iter().cycle()).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = project(&files);
    fs::write(folder.path().join("services/007/Dockerfile"), b"FROM \xff\n").unwrap();
    for args in [&["."][..], &["--explain", "."], &["--check", "."]] {
        let runs: Vec<Output> = ["1", "2", "9"].iter().map(|jobs| dfsplit(folder.path(), &[&["--jobs", jobs], args].concat())).collect();
        assert!(runs.iter().all(|run| run == &runs[0]), "{args:?}");
        assert!(stderr(&runs[0]).contains("1 unreadable"), "{}", stderr(&runs[0]));
    }
}

#[test]
fn file_of_more_than_64_mebibytes_is_refused() {
    let folder = project(&[]);
    let file = fs::File::create(folder.path().join("Dockerfile")).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    let output = dfsplit(folder.path(), &["Dockerfile"]);
    let expected = "error: cannot read Dockerfile: it is larger than 64 MiB\n  = do: check the path: no Dockerfile is that large\n";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
}

#[test]
fn reader_that_went_away_is_no_error() {
    let folder = project(&[("Dockerfile", GO)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
        .args(["explain"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_an_error() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dfsplit")).arg("explain").stdout(full).stderr(Stdio::piped()).output().unwrap();
    let expected = "error: cannot write the output: no storage space\n  = do: send it to another place\n";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
}

#[test]
fn patch_of_a_file_outside_says_how_to_apply_it() {
    let folder = project(&[("Dockerfile", GO), ("here/keep", "")]);
    let output = dfsplit(&folder.path().join("here"), &["../Dockerfile"]);
    let root = folder.path().canonicalize().unwrap();
    let name = root.to_str().unwrap().trim_start_matches('/');
    assert!(stdout(&output).starts_with(&format!("--- a/{name}/Dockerfile\n")), "{}", stdout(&output));
    assert!(stderr(&output).contains("../Dockerfile: note: it lies outside this folder; apply the patch with `patch -p1 -d /`\n"));
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = project(&[("Dockerfile", GO)]);
    let plain = dfsplit(folder.path(), &["Dockerfile"]);
    let never = dfsplit(folder.path(), &["--color", "never", "Dockerfile"]);
    let always = dfsplit(folder.path(), &["--color", "always", "Dockerfile"]);
    assert!(!stdout(&plain).contains('\x1b') && !stderr(&plain).contains('\x1b'));
    assert_eq!((&plain.stdout, &plain.stderr), (&never.stdout, &never.stderr));
    assert_eq!(anstream::adapter::strip_str(stdout(&always)).to_string(), stdout(&plain));
    assert_eq!(anstream::adapter::strip_str(stderr(&always)).to_string(), stderr(&plain));
    assert!(stdout(&always).contains('\x1b') && stderr(&always).contains('\x1b'));
}

#[test]
fn explanation_goes_to_stdout_unless_a_format_is_there() {
    let folder = project(&[("Dockerfile", GO)]);
    let alone = dfsplit(folder.path(), &["--explain", "Dockerfile"]);
    assert!(stdout(&alone).contains("  1  changed    FROM golang:1.23\n"), "{}", stdout(&alone));
    assert_eq!(stderr(&alone), "");
    let beside = dfsplit(folder.path(), &["--explain", "--format", "diff", "Dockerfile"]);
    assert_eq!(stderr(&beside), stdout(&alone));
    assert!(stdout(&beside).starts_with("--- a/Dockerfile\n"));
}
