//! Programs of other people, found or said to be missing.

use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of this repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where `tools.sh` puts what it installs for these tests alone.
fn own() -> PathBuf {
    root().join("target/fits-in/bin")
}

/// A program; says what is skipped where it is missing.
pub fn tool(name: &str, skipped: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::iter::once(own()).chain(std::env::split_paths(&path)).map(|folder| folder.join(name)).find(|program| program.is_file());
    if found.is_none() {
        skip(&format!("no {name}, so {skipped}"));
    }
    found
}

/// A sentence past the test runner's capture.
pub fn skip(reason: &str) {
    stderr().write_all(format!("skipped: {reason}\n").as_bytes()).unwrap();
}

/// dfsplit, in a folder, without anybody's colours.
pub fn dfsplit(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dfsplit"));
    command.current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// What a command prints on stdout; it ends with 0 and says nothing on stderr.
pub fn quiet(command: &mut Command) -> String {
    let output = run(command);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{command:?}\n{}", text(&output));
    text(&output)
}

/// How a command ends.
pub fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// What it printed on stdout.
pub fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}
