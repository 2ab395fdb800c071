//! A branch and a commit in each repository.

use std::fs;
use std::process::Command;

use super::{Place, SPLIT_ALREADY, said};
use crate::repository::Repository;
use crate::tools::quiet;

/// Repositories in every state, and the list of them.
fn repositories(place: &Place) -> [Repository; 6] {
    let repositories = [
        place.splittable("src/-a b"),
        place.splittable("src/dirty"),
        place.repository("src/done", &[("Dockerfile", SPLIT_ALREADY)]),
        place.splittable("src/exists"),
        place.repository("src/failed", &[("dfsplit.toml", "colour = true\n"), ("Dockerfile", SPLIT_ALREADY)]),
        place.repository("src/none", &[("README.md", "# Nothing here\n")]),
    ];
    fs::write(repositories[1].path().join("notes"), "work\n").unwrap();
    repositories[3].git(&["branch", "dfsplit"]);
    let list: Vec<String> = repositories.iter().map(|repository| repository.path().display().to_string()).collect();
    fs::write(place.path().join("list"), list.join("\n") + "\n\n/src/gone\n").unwrap();
    repositories
}

/// The words for those repositories, `first` for the one that can be split.
fn words(first: &str) -> String {
    let words = [first, "dirty", "nothing", "exists", "failed", "nothing"];
    let names = ["-a b", "dirty", "done", "exists", "failed", "none"];
    let lines: Vec<String> = words.iter().zip(names).map(|(word, name)| format!("{word}\t/src/{name}\n")).collect();
    lines.concat() + "failed\t/src/gone\n"
}

/// All that git knows in a repository.
fn known(repository: &Repository) -> String {
    ["for-each-ref", "worktree list", "status --porcelain --branch"]
        .map(|words| repository.git(&words.split(' ').collect::<Vec<_>>()))
        .concat()
}

#[test]
fn dry_run_says_the_words_and_leaves_no_trace() {
    let Some(place) = Place::new() else { return };
    let repositories = repositories(&place);
    let before: Vec<String> = repositories.iter().map(known).collect();
    let files = || quiet(Command::new("find").arg(".").current_dir(place.path()));
    let all = files();
    for (options, word) in [(&["--dry-run", "list"][..], "committed"), (&["--dry-run", "--push", "list"], "pushed")] {
        let (status, stdout, _) = said(&place, &place.script("branches/branches.sh", options));
        assert_eq!((status, stdout), (Some(1), words(word)));
    }
    assert_eq!(repositories.iter().map(known).collect::<Vec<_>>(), before);
    assert_eq!(files(), all);
}

#[test]
fn branch_has_one_commit_and_the_checkout_is_not_touched() {
    let Some(place) = Place::new() else { return };
    let repositories = repositories(&place);
    let before: Vec<String> = repositories.iter().skip(1).map(known).collect();
    let (status, stdout, stderr) = said(&place, &place.script("branches/branches.sh", &["list"]));
    assert_eq!((status, stdout), (Some(1), words("committed")), "{stderr}");
    assert!(stderr.contains("error: cannot use dfsplit.toml: line 1: there is no key `colour`\n"), "{stderr}");
    assert_eq!(repositories.iter().skip(1).map(known).collect::<Vec<_>>(), before);

    let split = &repositories[0];
    assert_eq!(split.git(&["status", "--porcelain", "--branch"]), "## main\n");
    assert_eq!(split.git(&["worktree", "list"]).lines().count(), 1);
    let log = split.git(&["log", "--format=%B", "main..dfsplit"]);
    assert!(log.starts_with("Split Dockerfiles into build and runtime stages\n\n- Dockerfile: split into build and runtime ("), "{log}");
    assert_eq!(split.git(&["diff", "--name-only", "main", "dfsplit"]), "Dockerfile\n");
    let body = place.path().join(format!("dfsplit-branches/bodies{}.md", split.path().display()));
    assert!(fs::read_to_string(body).unwrap().contains("Dockerfile"));
    let left = quiet(Command::new("find").args([".", "-maxdepth", "1", "-printf", "%P\n"]).current_dir(place.path()));
    assert_eq!(left.lines().filter(|name| name.starts_with("dfsplit-")).collect::<Vec<_>>(), ["dfsplit-branches"], "nothing else is left");

    // Again: what is done is not done twice, what needed a person is looked at anew.
    fs::remove_file(repositories[1].path().join("notes")).unwrap();
    let tip = split.git(&["rev-parse", "dfsplit"]);
    let (status, stdout, _) = said(&place, &place.script("branches/branches.sh", &["list"]));
    assert_eq!((status, stdout), (Some(1), words("committed").replace("dirty\t", "committed\t")));
    assert_eq!(split.git(&["rev-parse", "dfsplit"]), tip);
}

#[test]
fn push_is_asked_for_and_done_once() {
    let Some(place) = Place::new() else { return };
    let shop = place.splittable("shop");
    quiet(Command::new("git").args(["init", "--quiet", "--bare", "remote"]).current_dir(place.path()));
    shop.git(&["remote", "add", "origin", "../remote"]);
    fs::write(place.path().join("list"), "shop\n").unwrap();
    let remote = || quiet(Command::new("git").args(["-C", "remote", "for-each-ref", "--format=%(refname)"]).current_dir(place.path()));

    let run = |options: &[&str]| said(&place, &place.script("branches/branches.sh", &[options, &["list", "--", "--lang", "go"]].concat()));
    assert_eq!(run(&[]), (Some(0), "committed\t/shop\n".into(), String::new()));
    assert_eq!(remote(), "");
    assert_eq!(run(&["--push"]), (Some(0), "pushed\t/shop\n".into(), String::new()));
    assert_eq!(remote(), "refs/heads/dfsplit\n");
    // Nothing is sent again: there is nowhere to.
    fs::remove_dir_all(place.path().join("remote")).unwrap();
    assert_eq!(run(&["--push"]), (Some(0), "pushed\t/shop\n".into(), String::new()));
    // A push that fails is tried again by the next run.
    let (status, stdout, _) = run(&["--push", "--state", "other"]);
    assert_eq!((status, stdout.as_str()), (Some(1), "failed\t/shop\n"));
    quiet(Command::new("git").args(["init", "--quiet", "--bare", "remote"]).current_dir(place.path()));
    assert_eq!(run(&["--push", "--state", "other"]), (Some(0), "pushed\t/shop\n".into(), String::new()));
}

#[test]
fn throttle_counts_earlier_runs_and_a_killed_run_is_gone_on_with() {
    let Some(place) = Place::new() else { return };
    let names = ["a", "b", "c", "d"];
    let repositories = names.map(|name| place.splittable(name));
    fs::write(place.path().join("list"), names.join("\n")).unwrap();
    let options = ["--batch", "2", "--every", "3600", "list"];
    let slept = |text: String| -> Vec<u32> { text.lines().map(|line| line.parse().unwrap()).collect() };

    // The first sleep is the end of the first run.
    place.instead_of("sleep", "echo \"$1\" >> slept; kill -9 $PPID");
    let (status, stdout, stderr) = said(&place, &place.script("branches/branches.sh", &options));
    assert_eq!((status, stdout.as_str()), (None, "committed\t/a\ncommitted\t/b\n"), "{stderr}");
    // One more is done, and not written down.
    let output = place.script("branches/branch.sh", &["c", "dfsplit", "c.md"]);
    assert_eq!(said(&place, &output), (Some(0), "committed\n".into(), String::new()));

    place.instead_of("sleep", "echo \"$1\" >> slept");
    let (status, stdout, stderr) = said(&place, &place.script("branches/branches.sh", &options));
    assert_eq!((status, stdout.as_str()), (Some(0), "committed\t/a\ncommitted\t/b\ncommitted\t/c\ncommitted\t/d\n"), "{stderr}");
    let seconds = slept(fs::read_to_string(place.path().join("slept")).unwrap());
    assert!(seconds.len() == 3 && seconds.iter().all(|&seconds| (3000..=3600).contains(&seconds)), "{seconds:?}");
    for repository in &repositories {
        assert_eq!(repository.git(&["rev-list", "--count", "main..dfsplit"]), "1\n");
    }
}

#[test]
fn usage_is_said_for_what_makes_no_sense() {
    let Some(place) = Place::new() else { return };
    fs::write(place.path().join("list"), "").unwrap();
    for args in [&[][..], &["--batch", "x", "list"], &["--branch", "a..b", "list"], &["--force", "list"], &["list", "list"], &["--state"]] {
        let (status, stdout, stderr) = said(&place, &place.script("branches/branches.sh", args));
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{args:?} {stderr}");
        assert!(stderr.contains("branches.sh [OPTION...] LIST [-- DFSPLIT-OPTION...]\n"), "{stderr}");
    }
}
