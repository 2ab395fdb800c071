//! The lines of the page about xargs, taken from it.

use std::fs;

use super::{GO, Place, SPLIT_ALREADY, example, said};
use crate::repository::{Repository, with_go};
use crate::tools::run;

/// The page's programs for bash, in order.
fn lines() -> Vec<String> {
    let page = fs::read_to_string(example("xargs/README.md")).unwrap();
    page.split("```bash\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Dockerfiles with names that break careless lines.
fn repository(place: &Place) -> Repository {
    place.repository(
        "src/shop",
        &with_go(&[("-x.Dockerfile", GO), ("a b/Dockerfile", SPLIT_ALREADY), ("line\nbreak/Dockerfile", SPLIT_ALREADY)]),
    )
}

fn bash(place: &Place, repository: &Repository, program: &str) -> (Option<i32>, String, String) {
    said(place, &run(place.bash(repository.path()).args(["-euo", "pipefail", "-c", program]).env("HOME", place.path())))
}

#[test]
fn search_and_list_of_git_write_the_same() {
    let Some(place) = Place::new() else { return };
    let repository = repository(&place);
    let mut diffs = Vec::new();
    for line in &lines()[..2] {
        let (status, stdout, stderr) = bash(&place, &repository, line);
        assert_eq!((status, stdout.as_str()), (Some(0), ""), "{line}{stderr}");
        diffs.push(repository.git(&["diff"]));
        repository.git(&["checkout", "--quiet", "."]);
    }
    assert!(diffs[0].contains("+++ b/-x.Dockerfile\n") && diffs[0] == diffs[1], "{diffs:?}");
}

#[test]
fn list_of_find_is_checked_and_xargs_has_its_own_status() {
    let Some(place) = Place::new() else { return };
    let repository = repository(&place);
    let (status, stdout, stderr) = bash(&place, &repository, &lines()[2]);
    assert_eq!((status, stdout.as_str()), (Some(123), "./-x.Dockerfile\n"), "{stderr}");
}

#[test]
fn objects_tell_errors_from_findings() {
    let Some(place) = Place::new() else { return };
    let repository = repository(&place);
    std::os::unix::fs::symlink("nowhere", repository.path().join("b.Dockerfile")).unwrap();
    repository.git(&["add", "--all"]);
    let (status, stdout, stderr) = bash(&place, &repository, &lines()[3]);
    assert_eq!((status, stdout.as_str()), (Some(0), "-x.Dockerfile\n"), "{stderr}");
    let said = "cannot read b.Dockerfile: it is a link to nowhere, which is not there\n";
    assert_eq!(stderr.lines().last().map(|line| format!("{line}\n")).as_deref(), Some(said), "{stderr}");
}
