//! Patches for review.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{GO, Place, SPLIT_ALREADY, said};
use crate::repository::with_go;
use crate::tools::quiet;

#[test]
fn each_repository_gets_its_patch_and_none_is_changed() {
    let Some(place) = Place::new() else { return };
    let odd = place.splittable("src/team one/-api \"x\"");
    let repositories = [
        place.repository("src/broken", &with_go(&[("Dockerfile", GO), ("old/Dockerfile", "FROM golang:1.23\nRUN \u{e9}\n")])),
        place.repository("src/done", &[("Dockerfile", SPLIT_ALREADY)]),
        place.repository("src/none", &[("README.md", "# Nothing here\n")]),
    ];
    fs::write(repositories[0].path().join("old/Dockerfile"), b"FROM golang:1.23\nRUN \xe9\n").unwrap();
    repositories[0].git(&["commit", "--quiet", "--all", "--message", "latin"]);

    let output = place.script("patches/patches.sh", &["src", "out"]);
    let expected = "\
broken: dfsplit ended with 2
error: cannot read old/Dockerfile: line 2: the byte 0xE9 is not UTF-8; save the file as UTF-8
  = do: save the file as UTF-8 text, or leave it out
1 already-multi-stage, 1 error, 2 split
";
    assert_eq!(said(&place, &output), (Some(1), "1\tbroken\n1\tteam one/-api \"x\"\n".into(), expected.into()));
    for repository in repositories.iter().chain([&odd]) {
        assert_eq!(repository.git(&["status", "--porcelain"]), "");
    }

    let out = place.path().join("out");
    let patch = out.join("team one/-api \"x\".patch");
    odd.git(&["apply", patch.to_str().unwrap()]);
    assert_eq!(odd.git(&["diff", "--name-only"]), "Dockerfile\n");
    assert!(fs::read_to_string(out.join("team one/-api \"x\".md")).unwrap().contains("Dockerfile"));
    let report = fs::read_to_string(out.join("report.jsonl")).unwrap();
    let objects: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<String> =
        objects.iter().map(|object| ["repository", "path", "outcome"].map(|key| object[key].as_str().unwrap()).join(" ")).collect();
    assert_eq!(
        told,
        [
            "broken Dockerfile split",
            "broken old/Dockerfile error",
            "done Dockerfile already-multi-stage",
            "team one/-api \"x\" Dockerfile split"
        ]
    );
    let left = quiet(Command::new("find").args([".", "-type", "f", "-printf", "%P\n"]).current_dir(&out));
    assert_eq!(left.lines().count(), 5, "{left}");
}

#[test]
fn options_go_to_dfsplit_and_a_root_that_is_a_repository_has_its_name() {
    let Some(place) = Place::new() else { return };
    place.splittable("shop");
    let output = place.script("patches/patches.sh", &["shop", "out", "--", "--exclude", "Dockerfile"]);
    assert_eq!(said(&place, &output), (Some(0), String::new(), "\n".into()));
    let output = place.script("patches/patches.sh", &["shop", "out"]);
    assert_eq!(said(&place, &output), (Some(0), "1\tshop\n".into(), "1 split\n".into()));
}

#[test]
fn usage_is_said_for_what_makes_no_sense() {
    let Some(place) = Place::new() else { return };
    for args in [&["."][..], &["nowhere", "out"], &[".", "out", "--unsafe"]] {
        let (status, stdout, stderr) = said(&place, &place.script("patches/patches.sh", args));
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(stderr.starts_with("patches.sh ROOT OUT [-- DFSPLIT-OPTION...]\n"), "{stderr}");
    }
}
