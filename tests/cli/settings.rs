//! `dfsplit.toml`: which one counts, what it may say, and what is said about one that cannot be used.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const NODE: &str = "FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD [\"node\", \"server.js\"]\n";

/// A repository with a small Node.js project, and these files.
fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, text) in [("package.json", "{\"name\": \"app\", \"dependencies\": {\"ms\": \"2\"}}\n"), ("server.js", "console.log(1)\n")]
        .iter()
        .chain(files)
    {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn dfsplit(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dfsplit")).args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn both(output: &Output) -> (&str, &str) {
    (std::str::from_utf8(&output.stdout).unwrap(), std::str::from_utf8(&output.stderr).unwrap())
}

/// The last FROM of the patch for a Dockerfile.
fn runtime(folder: &Path, args: &[&str]) -> String {
    let output = dfsplit(folder, args);
    let (patch, said) = both(&output);
    let image = patch.lines().filter_map(|line| line.strip_prefix("+FROM ")).next_back();
    image.unwrap_or_else(|| panic!("no new stage: {said}")).to_owned()
}

#[test]
fn command_line_over_override_over_file_over_built_in() {
    let folder = project(&[
        ("Dockerfile", NODE),
        ("services/a/Dockerfile", NODE),
        ("services/a/package.json", "{\"name\": \"a\", \"dependencies\": {\"ms\": \"2\"}}\n"),
        ("services/a/server.js", "console.log(1)\n"),
    ]);
    let of = |args: &[&str]| runtime(folder.path(), args);
    assert_eq!(of(&["Dockerfile"]), "node:20-slim");
    fs::write(
        folder.path().join("dfsplit.toml"),
        "runtime = \"node:20-bookworm-slim\"\n\n[[overrides]]\npaths = [\"/services\"]\nruntime = \"node:20-trixie-slim\"\n",
    )
    .unwrap();
    assert_eq!(of(&["Dockerfile"]), "node:20-bookworm-slim");
    assert_eq!(of(&["services/a/Dockerfile"]), "node:20-trixie-slim");
    assert_eq!(of(&["--runtime", "slim", "services/a/Dockerfile"]), "node:20-slim");
    assert_eq!(of(&["--no-config", "services/a/Dockerfile"]), "node:20-slim");
    fs::write(folder.path().join("other.toml"), "runtime = \"node:20.1-slim\"\n").unwrap();
    assert_eq!(of(&["--config", "other.toml", "services/a/Dockerfile"]), "node:20.1-slim");
    // The nearest one counts alone.
    fs::write(folder.path().join("services/dfsplit.toml"), "user = \"node\"\n").unwrap();
    assert_eq!(of(&["services/a/Dockerfile"]), "node:20-slim");
}

#[test]
fn settings_are_shown_with_who_says_so() {
    let config = "jobs = 3\nstrict = true\nruntime = \"slim\"\nexclude = [\"old\"]\n\n[[overrides]]\npaths = [\"api/\"]\nlang = \"node\"\nunsafe = true\n";
    let folder = project(&[("dfsplit.toml", config), ("api/Dockerfile", NODE), ("old/Dockerfile", NODE)]);
    let output = dfsplit(folder.path(), &["--show-settings", "--strict=false", "--user", "node", "api/Dockerfile", "old/Dockerfile"]);
    let expected = "\
# the run
format = \"diff\"               # built in
jobs = 3                      # dfsplit.toml:1
color = \"auto\"                # built in
quiet = false                 # built in
strict = false                # command line
hidden = false                # built in
no-ignore = false             # built in

# api/Dockerfile
# context: found from compose and bake files, or from the sources of COPY
lang = \"node\"                 # dfsplit.toml:8
runtime = \"slim\"              # dfsplit.toml:3
user = \"node\"                 # command line
unsafe = true                 # dfsplit.toml:9

# old/Dockerfile
# context: found from compose and bake files, or from the sources of COPY
# lang: found from the Dockerfile and the project
runtime = \"slim\"              # dfsplit.toml:3
user = \"node\"                 # command line
unsafe = false                # built in
# a search leaves it out: `exclude`
";
    assert_eq!(both(&output), (expected, ""));
}

#[test]
fn excluded_files_are_left_out_of_a_search_alone() {
    let folder = project(&[("dfsplit.toml", "exclude = [\"/old\", \"*.dev\"]\n"), ("old/Dockerfile", NODE), ("Dockerfile.dev", NODE)]);
    assert_eq!(both(&dfsplit(folder.path(), &["--check", "."])), ("", ""));
    assert_eq!(both(&dfsplit(folder.path(), &["--check", "-q", "old/Dockerfile"])), ("old/Dockerfile\n", ""));
}

#[test]
fn configuration_that_cannot_be_used_is_an_error_with_its_line() {
    let unknown =
        "known keys are context, lang, runtime, user, unsafe, exclude, format, jobs, color, quiet, strict, hidden, no-ignore, overrides";
    for (text, reason, way_out) in [
        ("\nruntme = \"slim\"\n", "line 2: there is no key `runtme`", "did you mean `runtime`?"),
        ("frobnicate = 1\n", "line 1: there is no key `frobnicate`", unknown),
        ("user = \"a b\"\n", "line 1: `a b` does not fit", "say NAME or NAME:GROUP, names or numbers"),
        ("lang = \"c\"\n", "line 1: `c` does not fit", "known languages are go, node and rust"),
        ("color = \"red\"\n", "line 1: `red` does not fit", "say one of auto, always, never"),
        ("jobs = 0\n", "line 1: a number from 1 is expected, not a number", "correct it there"),
        ("quiet = \"yes\"\n", "line 1: true or false is expected, not a string", "correct it there"),
        ("exclude = \"old\"\n", "line 1: a list of patterns: [\"vendor/**\"] is expected, not a string", "correct it there"),
        (
            "[[overrides]]\nuser = \"a\"\n",
            "line 1: an override without `paths`",
            "say which Dockerfiles it is for: paths = [\"services/**\"]",
        ),
        (
            "[[overrides]]\npaths = []\njobs = 1\n",
            "line 3: `jobs` cannot differ from file to file",
            "put it above the first [[overrides]]: it is about the whole run",
        ),
        ("[[overrides]]\npath = []\n", "line 2: there is no key `path`", "did you mean `paths`?"),
        ("a = \n", "line 1: string values must be quoted, expected literal string", "correct the TOML there"),
    ] {
        let folder = project(&[("dfsplit.toml", text), ("Dockerfile", NODE)]);
        let output = dfsplit(folder.path(), &["--check", "Dockerfile"]);
        let expected = format!("error: cannot use dfsplit.toml: {reason}\n  = do: {way_out}\n");
        assert_eq!((output.status.code(), both(&output)), (Some(2), ("", expected.as_str())), "{text}");
    }
}

#[test]
fn broken_configuration_below_stops_its_own_files_alone() {
    let folder = project(&[("a/Dockerfile", NODE), ("a/dfsplit.toml", "x = 1\n"), ("b/Dockerfile", "FROM a\nFROM b\n")]);
    let output = dfsplit(folder.path(), &["--write", "."]);
    let known =
        "known keys are context, lang, runtime, user, unsafe, exclude, format, jobs, color, quiet, strict, hidden, no-ignore, overrides";
    let expected = format!(
        "error: cannot use a/dfsplit.toml: line 1: there is no key `x`\n  = do: {known}\nb/Dockerfile: already multi-stage (0, 1)\n1 already multi-stage, 1 unreadable\n"
    );
    assert_eq!((output.status.code(), both(&output)), (Some(2), ("", expected.as_str())));
    assert_eq!(fs::read_to_string(folder.path().join("a/Dockerfile")).unwrap(), NODE);
}

#[test]
fn build_context_of_a_configuration_begins_at_its_folder() {
    let folder = project(&[("dfsplit.toml", "context = \"web\"\n"), ("docker/Dockerfile", NODE)]);
    let args = ["--check", "docker/Dockerfile"];
    let expected = "error: cannot read web: there is no such file or folder\n  = do: correct `context` in dfsplit.toml:1\n";
    let output = dfsplit(folder.path(), &args);
    assert_eq!(both(&output).1.replace(&format!("{}/", folder.path().canonicalize().unwrap().display()), ""), expected);
    fs::create_dir(folder.path().join("web")).unwrap();
    assert_eq!(dfsplit(folder.path(), &args).status.code(), Some(0));
}
