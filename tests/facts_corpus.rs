//! The facts against the base images of collected Dockerfiles, and against the lab's own table of suites.
#![allow(clippy::print_stdout, reason = "what is measured is for the reader of a test run")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dfsplit::template::{Distro, Facts};

/// Images that the facts are about.
const OFFICIAL: [&str; 9] = ["golang", "node", "rust", "debian", "ubuntu", "alpine", "buildpack-deps", "oven/bun", "rustlang/rust"];

/// A file of the shared folder; `None`, with a printed line, where this checkout stands alone.
fn shared(path: &str) -> Option<String> {
    let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        println!("skipped: no ../shared/{path}");
    }
    text
}

#[test]
fn nearly_every_base_image_of_the_corpus_is_known() {
    let Some(text) = shared("corpus/apps.jsonl") else { return };
    let facts = Facts::builtin();
    let (mut all, mut known, mut with_release, mut others) = (0, 0, 0, 0);
    let mut unknown = BTreeMap::<String, usize>::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let Some(reference) = record["base"].as_str() else { continue };
        others += 1;
        if !OFFICIAL.contains(
            &reference.trim_start_matches("docker.io/").trim_start_matches("library/").split([':', '@']).next().unwrap_or_default(),
        ) {
            continue;
        }
        others -= 1;
        all += 1;
        let base = facts.base(reference);
        known += usize::from(base.is_some());
        if base.is_some_and(|base| base.distro.is_some()) {
            with_release += 1;
        } else {
            *unknown.entry(reference.to_owned()).or_default() += 1;
        }
    }
    let mut unknown = unknown.into_iter().collect::<Vec<_>>();
    unknown.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!(
        "{others} other images; {all} official base images, {known} known, {with_release} with their release; without it: {:?}",
        &unknown[..unknown.len().min(60)]
    );
    assert!(with_release * 100 >= all * 98, "{with_release} of {all}");
}

#[test]
fn suites_agree_with_the_table_of_the_lab() {
    let Some(text) = shared("lab/files/suites") else { return };
    let facts = Facts::builtin();
    let mut checked = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words = line.split(' ').collect::<Vec<_>>();
        let [image @ ("golang" | "node" | "rust" | "debian"), version, suite] = words[..] else { continue };
        if let Some(Distro::Debian(found)) = facts.base(&format!("{image}:{version}")).and_then(|base| base.distro) {
            // node:N and node:N.0.0 differ where a major moved; the table gives the first version on a suite.
            assert_eq!(found, suite, "{image}:{version}");
            checked += 1;
        }
    }
    println!("{checked} rows agree");
    assert!(checked > 20, "{checked}");
}
