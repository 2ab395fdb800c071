//! The scripts of `examples/bulk`, run over repositories as they are found in the wild.

mod branches;
mod multi_gitter;
mod patches;
mod shell;
mod sourcegraph;
mod xargs;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::repository::{Repository, git, with_go};
use crate::tools::{root, run, tool};

/// A Dockerfile that can be split.
const GO: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";
const SPLIT_ALREADY: &str = "FROM a AS build\nFROM build\n";

/// A folder with repositories, and dfsplit in front of PATH.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// `None`, said once a test, where a program that the scripts need is missing.
    fn new() -> Option<Self> {
        for program in ["bash", "git", "jq"] {
            tool(program, "a script of examples/bulk was not run")?;
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("bin")).unwrap();
        symlink(env!("CARGO_BIN_EXE_dfsplit"), folder.path().join("bin/dfsplit")).unwrap();
        Some(Self { folder })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// A repository with a Dockerfile that can be split.
    fn splittable(&self, name: &str) -> Repository {
        self.repository(name, &with_go(&[("Dockerfile", GO)]))
    }

    fn repository(&self, name: &str, files: &[(&str, &str)]) -> Repository {
        Repository::at(&self.path().join(name), files)
    }

    /// A program that comes before the one of PATH.
    fn instead_of(&self, program: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path().join("bin").join(program);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// A command of bash, in a folder.
    fn bash(&self, folder: &Path) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(self.path().join("bin")).chain(std::env::split_paths(&path))).unwrap();
        let mut command = Command::new("bash");
        git(&mut command).current_dir(folder).env("PATH", path).env("TMPDIR", self.path()).env_remove("NO_COLOR");
        command
    }

    /// A script of `examples/bulk`, in this folder.
    fn script(&self, name: &str, args: &[&str]) -> Output {
        run(self.bash(&self.path()).arg(example(name)).args(args))
    }
}

/// A file of `examples/bulk`.
fn example(name: &str) -> PathBuf {
    root().join("examples/bulk").join(name)
}

/// Status, stdout and stderr, with this place's folder left out.
fn said(place: &Place, output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(place.path().to_str().unwrap(), "");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}
