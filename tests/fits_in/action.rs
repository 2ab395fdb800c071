//! The GitHub Action: its metadata by GitHub's schema, and its scripts with the files and variables that a runner gives them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::repository::Repository;
use crate::schema::{self, yaml};
use crate::tools::{quiet, root, run, text, tool};

const GO: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";
const SPLIT_ALREADY: &str = "FROM a AS build\nFROM build\n";
const NO_COMMAND: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go vet ./...\n";

fn action() -> Value {
    yaml(&fs::read_to_string(root().join("action.yml")).unwrap())
}

/// A runner of GitHub, as far as a step can see it.
struct Runner {
    temp: tempfile::TempDir,
}

impl Runner {
    fn new() -> Option<Self> {
        tool("jq", "the action was not run")?;
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir(temp.path().join("bin")).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_dfsplit"), temp.path().join("bin/dfsplit")).unwrap();
        Some(Self { temp })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap_or_default()
    }

    /// Runs a script of the action, in a repository where that matters.
    fn step(&self, script: &str, repository: Option<&Repository>, env: &[(&str, &str)]) -> Output {
        for name in ["output", "summary", "path"] {
            fs::write(self.file(name), "").unwrap();
        }
        let path = std::env::var_os("PATH").unwrap();
        let path = std::env::join_paths(std::iter::once(self.file("bin")).chain(std::env::split_paths(&path))).unwrap();
        run(Command::new("bash")
            .arg(root().join("action").join(script))
            .current_dir(repository.map_or(self.temp.path(), Repository::path))
            .env("PATH", path)
            .env("GITHUB_ACTION_PATH", root())
            .env("GITHUB_OUTPUT", self.file("output"))
            .env("GITHUB_PATH", self.file("path"))
            .env("GITHUB_STEP_SUMMARY", self.file("summary"))
            .env("RUNNER_TEMP", self.temp.path())
            .envs(env.iter().copied()))
    }

    fn check(&self, repository: &Repository, paths: &str, args: &str, fail_on: &str) -> Output {
        let env = [("DFSPLIT_PATHS", paths), ("DFSPLIT_ARGS", args), ("DFSPLIT_UNSAFE", "false"), ("DFSPLIT_FAIL_ON", fail_on)];
        self.step("check.sh", Some(repository), &env)
    }

    /// What the step gives to those that follow, with the runner's folder left out.
    fn outputs(&self) -> String {
        self.read("output").replace(self.temp.path().to_str().unwrap(), "TEMP")
    }
}

#[test]
fn metadata_is_valid_and_actions_of_others_are_pinned() {
    let action = action();
    schema::accepts("github-action.schema.json", &action);
    for step in action["runs"]["steps"].as_array().unwrap() {
        if let Some(uses) = step["uses"].as_str() {
            let (_, commit) = uses.split_once('@').unwrap();
            assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{uses}");
        }
    }
}

#[test]
fn steps_give_the_scripts_what_they_read() {
    let mut scripts = 0;
    for step in action()["runs"]["steps"].as_array().unwrap() {
        let Some(name) = step["run"].as_str().and_then(|run| run.strip_prefix("bash \"$GITHUB_ACTION_PATH/action/")) else { continue };
        let script = fs::read_to_string(root().join("action").join(name.trim_end_matches('"'))).unwrap();
        let mut read: Vec<&str> = script
            .split("DFSPLIT_")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().unwrap())
            .collect();
        read.sort_unstable();
        read.dedup();
        let mut given: Vec<&str> = step["env"].as_object().unwrap().keys().map(|key| key.strip_prefix("DFSPLIT_").unwrap()).collect();
        given.sort_unstable();
        assert_eq!(read, given, "{name}");
        scripts += 1;
    }
    assert_eq!(scripts, 3);
}

#[test]
fn split_is_annotated_summed_up_and_patched() {
    let Some(runner) = Runner::new() else { return };
    let repository = Repository::of_go(&[("a b/Dockerfile", SPLIT_ALREADY), ("Dockerfile", GO)]);
    let output = runner.check(&repository, "Dockerfile\na b\n", "", "split");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(text(&output).starts_with("::warning file=Dockerfile,line=1,endLine=1,title=dfsplit::can be split (safe)"), "{output:?}");
    let verdict = "Dockerfiles that can be split: 1. `dfsplit --write` does it, and so does the patch";
    assert_eq!(runner.outputs(), format!("count=1\npatch=TEMP/dfsplit.patch\nverdict={verdict}\n"));
    assert!(
        runner.read("summary").starts_with("Splits 1 Dockerfile into a build stage and a runtime stage.\n"),
        "{}",
        runner.read("summary")
    );
    repository.git(&["apply", runner.file("dfsplit.patch").to_str().unwrap()]);
    assert_eq!(repository.git(&["diff", "--name-only"]), "Dockerfile\n");
    // What the patch has split passes.
    runner.check(&repository, ".", "", "split");
    assert_eq!(runner.outputs(), "count=0\npatch=\nverdict=\n");
}

#[test]
fn refusals_fail_where_that_is_asked_for() {
    let Some(runner) = Runner::new() else { return };
    let repository = Repository::of_go(&[("Dockerfile", NO_COMMAND), ("other/Dockerfile", GO)]);
    for (args, fail_on, verdict) in [
        ("", "never", ""),
        ("", "refused", "a Dockerfile was refused; the log of this step says why"),
        ("--exclude\n/Dockerfile\n", "refused", ""),
    ] {
        let output = runner.check(&repository, ".", args, fail_on);
        assert_eq!((output.status.code(), runner.outputs()), (Some(0), format!("count=1\npatch=TEMP/dfsplit.patch\nverdict={verdict}\n")));
    }
    let output = runner.check(&repository, ".", "", "always");
    let said = "::error title=dfsplit::fail-on is split, refused or never, not always\n";
    assert_eq!((output.status.code(), text(&output).as_str()), (Some(1), said));
}

#[test]
fn file_that_cannot_be_read_always_fails_and_the_patch_of_the_rest_is_there() {
    let Some(runner) = Runner::new() else { return };
    let repository = Repository::of_go(&[("Dockerfile", GO)]);
    std::os::unix::fs::symlink("nowhere", repository.path().join("z.Dockerfile")).unwrap();
    let output = runner.check(&repository, ".", "", "never");
    assert!(
        text(&output).contains("::error file=z.Dockerfile,title=dfsplit::cannot read z.Dockerfile: it is a link to nowhere"),
        "{output:?}"
    );
    let verdict = "something could not be read; the log of this step says what";
    assert_eq!(runner.outputs(), format!("count=1\npatch=TEMP/dfsplit.patch\nverdict={verdict}\n"));
}

#[test]
fn dfsplit_is_installed_from_the_checkout_or_by_its_tag() {
    let Some(runner) = Runner::new() else { return };
    let platform = ("DFSPLIT_PLATFORM", "Linux-X64");
    let found = runner.step("find.sh", None, &[("DFSPLIT_VERSION", "installed"), platform]);
    assert_eq!((text(&found), runner.outputs()), (format!("dfsplit {}\n", env!("CARGO_PKG_VERSION")), String::new()));
    runner.step("find.sh", None, &[("DFSPLIT_VERSION", "v1.2.3"), platform]);
    assert_eq!(runner.outputs(), "root=TEMP/dfsplit\nkey=dfsplit-Linux-X64-v1.2.3\n");
    assert_eq!(runner.read("path"), format!("{}/bin\n", runner.file("dfsplit").display()));
    runner.step("find.sh", None, &[("DFSPLIT_VERSION", ""), platform]);
    let key = runner.outputs().trim_end().rsplit('-').next().unwrap().to_owned();
    assert!(key.len() == 40 && key.chars().all(|c| c.is_ascii_hexdigit()), "{key}");

    fs::write(runner.file("bin/cargo"), "#!/bin/sh\nprintf '%s\\n' \"$*\"\n").unwrap();
    fs::set_permissions(runner.file("bin/cargo"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let install = |version| {
        let env = [("DFSPLIT_VERSION", version), ("DFSPLIT_ROOT", "/r"), ("DFSPLIT_SOURCE", "https://git.example.com/dfsplit")];
        text(&runner.step("install.sh", None, &env))
    };
    assert_eq!(install(""), format!("install --locked --root /r --path {}\n", root().display()));
    assert_eq!(install("v1.2.3"), "install --locked --root /r --git https://git.example.com/dfsplit --tag v1.2.3\n");
}

#[test]
fn actionlint_takes_a_workflow_that_uses_it() {
    let Some(actionlint) = tool("actionlint", "no workflow with the action was checked by it") else { return };
    let workflow = "on: push\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./\n        id: dfsplit\n        with:\n          paths: services\n          fail-on: never\n      - run: echo \"$COUNT\"\n        env:\n          COUNT: ${{ steps.dfsplit.outputs.count }}\n";
    let metadata = fs::read_to_string(root().join("action.yml")).unwrap();
    let repository = Repository::new(&[("action.yml", &metadata), (".github/workflows/check.yml", workflow)]);
    assert_eq!(quiet(Command::new(actionlint).args(["-shellcheck=", "-no-color"]).current_dir(repository.path())), "");
}
