//! HAZARDS.md against the folders of `hazards/`: each hazard has its row, each row its tests, each test its row.
//! What the tests themselves say is checked by `golden.rs`.

#![allow(clippy::unwrap_used)] // tests fail by panicking

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A row of the table: the hazard's id, what dfsplit does, the folders of its tests or why there are none.
struct Row {
    id: String,
    sentence: String,
    tests: String,
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("HAZARDS.md")).unwrap();
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = table.lines().filter(|line| line.starts_with("| H")).map(cells);
    rows.map(|row| {
        let [id, sentence, tests] = <[String; 3]>::try_from(row).unwrap_or_else(|row| panic!("not three cells: {row:?}"));
        Row { id, sentence, tests }
    })
    .collect()
}

#[test]
fn every_hazard_has_a_row_in_order() {
    let ids: Vec<String> = rows().into_iter().map(|row| row.id).collect();
    let expected: Vec<String> = (1..=151).map(|number| format!("H{number:02}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn every_row_says_what_is_done_and_names_its_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hazards");
    for Row { id, sentence, tests } in rows() {
        assert!(sentence.ends_with('.') && sentence.len() > 20, "{id}: {sentence}");
        if let Some(reason) = tests.strip_prefix("outside: ") {
            assert!(!reason.is_empty(), "{id}");
            continue;
        }
        for name in tests.split(", ").map(|name| name.trim_matches('`')) {
            assert!(name.starts_with(&format!("{}_", id.to_lowercase())), "{id}: {name} is not named after it");
            assert!(folder.join(name).join("in.Dockerfile").is_file(), "{id}: there is no {name}");
        }
    }
}

#[test]
fn every_test_stands_in_its_row() {
    let named: BTreeSet<String> =
        rows().iter().flat_map(|row| row.tests.split(", ").map(|name| name.trim_matches('`').to_owned())).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hazards");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(named.contains(&name), "{name} stands in no row of HAZARDS.md");
    }
}
