//! Git repositories that go away with their values.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::quiet;

/// A repository with one commit.
pub struct Repository {
    path: PathBuf,
    // Owns the folder, where nobody else does.
    _folder: Option<tempfile::TempDir>,
}

impl Repository {
    /// A repository of its own, with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repository");
        Self { _folder: Some(folder), ..Self::at(&path, files) }
    }

    /// The same with the sources of a small Go program.
    pub fn of_go(files: &[(&str, &str)]) -> Self {
        Self::new(&with_go(files))
    }

    /// A repository at a place that somebody else owns.
    pub fn at(path: &Path, files: &[(&str, &str)]) -> Self {
        for (name, text) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let repository = Self { path: path.to_owned(), _folder: None };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "begin"]);
        repository
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What git says, asked in it.
    pub fn git(&self, args: &[&str]) -> String {
        quiet(git(Command::new("git").args(args)).current_dir(&self.path))
    }
}

/// The files, and those of a small Go program.
pub fn with_go<'a>(files: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let sources = [("go.mod", "module example.com/app\n\ngo 1.23\n"), ("main.go", "package main\n\nfunc main() { println(\"hello\") }\n")];
    files.iter().copied().chain(sources).collect()
}

/// git that knows an author and nobody's settings.
pub fn git(command: &mut Command) -> &mut Command {
    let names = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "test"));
    let addresses = ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "test@example.com"));
    command.envs(names).envs(addresses).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1")
}
