//! The hooks, run by pre-commit itself in a repository of a user.
//!
//! pre-commit installs a hook of `language: rust` by `cargo install`, which takes minutes: here a `cargo` in front of the real one
//! answers with the binary under test.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::repository::Repository;
use crate::tools::{dfsplit, quiet, root, run, tool};

const GO: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";
const SPLIT_ALREADY: &str = "FROM a AS build\nFROM build\n";

/// Names that a search takes, and names that it leaves out.
const NAMES: [&str; 24] = [
    "Dockerfile",
    "-prod.Dockerfile",
    "a b/dockerfile",
    "Containerfile",
    "containerfile.dev",
    "Dockerfile.prod",
    "DOCKERFILE.x",
    "api.Dockerfile",
    "api.dockerfile",
    "web.Containerfile",
    "Dockerfile.tmpl",
    "Dockerfile.go",
    "deep/er/Dockerfile.v1.2",
    "dockerfile.go",
    "containerfile.dev.ts",
    "Dockerfile.dockerignore",
    "Dockerfile.prod.dockerignore",
    "Dockerfile.orig",
    "Dockerfile.YAML",
    "Dockerfile~",
    "Dockerfile.prod~",
    "Dockerfiles",
    "MyDockerfile",
    "notes.txt",
];

/// pre-commit, and what it needs to install the hooks of this repository.
struct PreCommit {
    program: PathBuf,
    home: tempfile::TempDir,
    hooks: Repository,
}

impl PreCommit {
    fn find() -> Option<Self> {
        let program = tool("pre-commit", "its hooks were not run")?;
        let manifest = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
        let hooks = Repository::new(&[(".pre-commit-hooks.yaml", &manifest)]);
        let home = tempfile::tempdir().unwrap();
        let cargo = home.path().join("cargo");
        fs::write(&cargo, include_str!("cargo.sh")).unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        Some(Self { program, home, hooks })
    }

    /// Runs a hook over all files of a repository that has it in its configuration.
    fn run(&self, hook: &str, repository: &Repository) -> Output {
        let (path, revision) = (self.hooks.path().display(), self.hooks.git(&["rev-parse", "HEAD"]));
        let config = format!("repos:\n- repo: {path}\n  rev: {}\n  hooks:\n  - id: {hook}\n", revision.trim());
        fs::write(repository.path().join(".pre-commit-config.yaml"), config).unwrap();
        repository.git(&["add", "--all"]);
        let path = std::env::join_paths(
            [self.home.path().to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        run(Command::new(&self.program)
            .args(["run", "--all-files", "--verbose", "--color", "never", hook])
            .current_dir(repository.path())
            .env("PATH", path.unwrap())
            .env("PRE_COMMIT_HOME", self.home.path().join("home"))
            .env("DFSPLIT_UNDER_TEST", env!("CARGO_BIN_EXE_dfsplit")))
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn manifest_is_valid() {
    let Some(pre_commit) = tool("pre-commit", "the manifest of its hooks was not validated") else { return };
    assert_eq!(quiet(Command::new(pre_commit).args(["validate-manifest", ".pre-commit-hooks.yaml"]).current_dir(root())), "");
}

#[test]
fn hooks_take_the_files_that_a_search_takes() {
    let Some(pre_commit) = PreCommit::find() else { return };
    let files: Vec<(&str, &str)> = NAMES.iter().map(|name| (*name, SPLIT_ALREADY)).collect();
    let repository = Repository::new(&files);
    let answered = |text: &str| -> BTreeSet<String> {
        text.lines().filter_map(|line| line.strip_suffix(": already multi-stage (build, 1)")).map(str::to_owned).collect()
    };
    let searched = run(dfsplit(repository.path()).args(["--check", "."]));
    let searched = answered(&said(&searched));
    assert_eq!(searched.len(), 13, "{searched:?}");
    for hook in ["dfsplit", "dfsplit-check"] {
        let output = pre_commit.run(hook, &repository);
        assert_eq!((output.status.code(), &answered(&said(&output))), (Some(0), &searched), "{hook}: {}", said(&output));
    }
}

#[test]
fn hook_that_checks_fails_and_hook_that_writes_splits() {
    let Some(pre_commit) = PreCommit::find() else { return };
    let repository = Repository::of_go(&[("Dockerfile", GO), ("old/Dockerfile", SPLIT_ALREADY)]);
    let output = pre_commit.run("dfsplit-check", &repository);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("- exit code: 1\n\nDockerfile\nDockerfile: can be split (safe): Go"), "{text}");
    assert_eq!(fs::read_to_string(repository.path().join("Dockerfile")).unwrap(), GO);

    let output = pre_commit.run("dfsplit", &repository);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("- files were modified by this hook\n\nDockerfile: split into build and runtime ("), "{text}");
    assert_eq!(repository.git(&["diff", "--name-only"]), "Dockerfile\n");

    for hook in ["dfsplit", "dfsplit-check"] {
        let output = pre_commit.run(hook, &repository);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
}
