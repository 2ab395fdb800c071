//! The script for multi-gitter, started as multi-gitter starts it: in a fresh clone, with the name of the repository in the environment.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{GO, Place, SPLIT_ALREADY, example};
use crate::repository::{Repository, git, with_go};
use crate::tools::{quiet, run};

/// A clone of depth one, as `fetch-depth: 1` makes it.
fn clone(place: &Place, repository: &Repository) -> std::path::PathBuf {
    let clone = place.path().join("clone");
    let _ = fs::remove_dir_all(&clone);
    let url = format!("file://{}", repository.path().display());
    quiet(git(&mut Command::new("git")).args(["clone", "--quiet", "--depth", "1", &url]).arg(&clone));
    clone
}

fn script(place: &Place, clone: &Path) -> Output {
    let mut command = place.bash(clone);
    command.arg(example("multi-gitter/dfsplit.sh")).env("REPOSITORY", "my-org/shop").env("DFSPLIT_REPORTS", place.path().join("reports"));
    run(&mut command)
}

/// The messages of what the script has committed.
fn commits(clone: &Path) -> String {
    quiet(git(&mut Command::new("git")).args(["log", "--format=%B", "origin/main.."]).current_dir(clone))
}

#[test]
fn split_is_committed_with_the_pull_request_as_its_message() {
    let Some(place) = Place::new() else { return };
    let clone = clone(&place, &place.splittable("shop"));
    let output = script(&place, &clone);
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{output:?}");
    let message = commits(&clone);
    let (title, body) = message.split_once("\n\n").unwrap();
    assert_eq!(title, "Split Dockerfiles into build and runtime stages");
    let said = quiet(place.bash(&place.path().join("shop")).args(["-c", "dfsplit --quiet --format markdown ."]));
    assert_eq!(body.trim_end(), said.trim_end());
    assert_eq!(quiet(git(&mut Command::new("git")).args(["diff", "--name-only", "origin/main"]).current_dir(&clone)), "Dockerfile\n");
    let report = fs::read_to_string(place.path().join("reports/my-org/shop.jsonl")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&report).unwrap()["deed"], "shown");
}

#[test]
fn nothing_to_split_is_no_commit_and_no_error() {
    let Some(place) = Place::new() else { return };
    for (name, files) in [("done", ("Dockerfile", SPLIT_ALREADY)), ("none", ("README.md", "# Nothing here\n"))] {
        let clone = clone(&place, &place.repository(name, &[files]));
        let output = script(&place, &clone);
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{name} {output:?}");
        assert_eq!(commits(&clone), "");
    }
}

#[test]
fn file_that_cannot_be_read_fails_the_repository_and_changes_nothing() {
    let Some(place) = Place::new() else { return };
    let repository = place.repository("broken", &with_go(&[("Dockerfile", GO)]));
    std::os::unix::fs::symlink("nowhere", repository.path().join("api.Dockerfile")).unwrap();
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "link"]);
    let clone = clone(&place, &repository);
    let output = script(&place, &clone);
    let expected =
        "error: cannot read api.Dockerfile: it is a link to nowhere, which is not there\n  = do: correct the link, or remove it\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(2), expected));
    assert_eq!(commits(&clone) + &quiet(Command::new("git").args(["status", "--porcelain"]).current_dir(&clone)), "");
}
