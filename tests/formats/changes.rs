//! Every outcome of the golden folders, the hazards and the examples in every format: the schemas hold, and the fixes of SARIF and the suggestions for
//! reviewdog, applied as their specifications say, make exactly the new text. Then the same for texts put together at random.

use std::collections::BTreeMap;
use std::path::Path;

use dfsplit::outcome::{Applicability, Split};
use dfsplit::report::totals::Totals;
use dfsplit::report::{Answer, Deed, Failure, Format};
use dfsplit::{Options, Outcome, Source};
use proptest::prelude::*;
use serde_json::Value;

use super::context::{folders, split_in};
use super::schemas::validate;

const FORMATS: [Format; 6] = [Format::Json, Format::JsonLines, Format::Sarif, Format::Github, Format::Rdjson, Format::Markdown];
const DEEDS: [Deed; 5] = [Deed::Shown, Deed::Written, Deed::Listed, Deed::Withheld, Deed::NotWritten];

/// A file of a run: its path, its text and what became of it.
struct File {
    path: String,
    source: Source,
    outcome: Outcome,
}

fn answers() -> Vec<File> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for (root, name, context) in
        [("tests/golden", "in.Dockerfile", "ctx"), ("tests/hazards", "in.Dockerfile", "ctx"), ("examples", "Dockerfile", "")]
    {
        // `examples/bulk` is about many repositories, and has no Dockerfile.
        for folder in folders(&repository.join(root)).into_iter().filter(|folder| folder.join(name).exists()) {
            let context = folder.join(context);
            let (source, outcome) = split_in(&folder.join(name), context.is_dir().then_some(context.as_path()), &Options::default());
            files.push(File { path: format!("{root}/{}", folder.file_name().unwrap().to_string_lossy()), source, outcome });
        }
    }
    files.push(File {
        path: "own fault".into(),
        source: Source::new("a", "FROM a\n"),
        outcome: Outcome::CheckFailed { sentence: "x".into() },
    });
    files
}

fn document(format: Format, files: &[File], deed: Deed) -> String {
    let mut document = format.document();
    let mut totals = Totals::default();
    let mut out = document.head();
    for file in files {
        totals.add(&file.outcome, deed);
        let answer = Answer {
            source: &file.source,
            outcome: &file.outcome,
            deed,
            path: file.path.as_bytes(),
            again: Some("Dockerfile"),
            build: Some("."),
        };
        out += &document.file(&answer);
    }
    totals.add_unreadable();
    out += &document.failure(&Failure { path: b"bad\xff/a b", sentence: "cannot read it" });
    out + &document.tail(&totals)
}

/// The findings of a document.
fn findings(format: Format, document: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(document).unwrap();
    let findings = if format == Format::Sarif { &document["runs"][0]["results"] } else { &document["diagnostics"] };
    findings.as_array().unwrap().clone()
}

/// The new texts that findings propose, by path, each change found by the units of its format.
fn proposed(format: Format, findings: &[Value], files: &[File]) -> BTreeMap<String, String> {
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    if format == Format::Sarif {
        for fix in findings.iter().filter_map(|result| result["fixes"].as_array()) {
            assert_eq!(fix.len(), 1);
            for change in fix[0]["artifactChanges"].as_array().unwrap() {
                let path = decoded(change["artifactLocation"]["uri"].as_str().unwrap());
                changes.entry(path).or_default().extend(change["replacements"].as_array().unwrap().iter().cloned());
            }
        }
    } else {
        for diagnostic in findings.iter().filter(|it| it.get("suggestions").is_some()) {
            let suggestions = diagnostic["suggestions"].as_array().unwrap();
            assert_eq!(suggestions.len(), 1, "several suggestions of one diagnostic are alternatives");
            assert_eq!(suggestions[0]["range"], diagnostic["location"]["range"], "reviewdog refuses a suggestion for other lines");
            changes.entry(diagnostic["location"]["path"].as_str().unwrap().to_owned()).or_default().push(suggestions[0].clone());
        }
    }
    let text = |path: &str| files.iter().find(|file| file.path == path).unwrap().source.text();
    changes.into_iter().map(|(path, changes)| (path.clone(), applied(format, text(&path), &changes))).collect()
}

/// The text with all changes, which count in the unchanged text.
fn applied(format: Format, text: &str, changes: &[Value]) -> String {
    let mut changes: Vec<(usize, usize, &str)> = changes
        .iter()
        .map(|change| {
            let (start, end, new) = if format == Format::Sarif {
                let region = &change["deletedRegion"];
                let at = |line: &str, column: &str| by_character(text, number(&region[line]), number(&region[column]));
                (at("startLine", "startColumn"), at("endLine", "endColumn"), &change["insertedContent"]["text"])
            } else {
                let at = |side: &str| by_byte(text, number(&change["range"][side]["line"]), number(&change["range"][side]["column"]));
                (at("start"), at("end"), &change["text"])
            };
            (start, end, new.as_str().unwrap_or_default())
        })
        .collect();
    changes.sort_by_key(|(start, ..)| *start);
    assert!(changes.windows(2).all(|pair| pair[0].1 <= pair[1].0), "changes overlap: {changes:?}");
    let mut out = String::new();
    let mut done = 0;
    for (start, end, new) in changes {
        out += &text[done..start];
        out += new;
        done = end;
    }
    out + &text[done..]
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// Where a line begins, from 1.
fn line(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line - 1).map(str::len).sum()
}

/// The offset of a column that counts bytes from 1.
fn by_byte(text: &str, at: usize, column: usize) -> usize {
    line(text, at) + column - 1
}

/// The offset of a column that counts characters from 1, as if there were no byte order mark.
fn by_character(text: &str, at: usize, column: usize) -> usize {
    let start = line(text, at) + if at == 1 && text.starts_with('\u{feff}') { 3 } else { 0 };
    start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

/// The path of a URI.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let hex: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        bytes.push(if hex.is_empty() { byte } else { u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap() });
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_outcome_is_valid_in_every_format() {
    let files = answers();
    for deed in DEEDS {
        for format in FORMATS {
            validate(format, &document(format, &files, deed));
        }
    }
}

#[test]
fn proposed_changes_make_the_new_text() {
    let files = answers();
    let splits: BTreeMap<String, String> = files
        .iter()
        .filter_map(|file| match &file.outcome {
            Outcome::Split(split) => Some((file.path.clone(), split.text.clone())),
            _ => None,
        })
        .collect();
    assert!(splits.len() > 100, "{}", splits.len());
    for format in [Format::Sarif, Format::Rdjson] {
        for deed in [Deed::Shown, Deed::Listed] {
            assert_eq!(proposed(format, &findings(format, &document(format, &files, deed)), &files), splits);
        }
        for deed in [Deed::Written, Deed::Withheld, Deed::NotWritten] {
            assert_eq!(
                proposed(format, &findings(format, &document(format, &files, deed)), &files),
                BTreeMap::new(),
                "nothing to do, or not without a look"
            );
        }
    }
}

#[test]
fn texts_are_there_where_they_may_be_used() {
    let files = answers();
    for deed in DEEDS {
        let document: Value = serde_json::from_str(&document(Format::Json, &files, deed)).unwrap();
        for (file, object) in files.iter().zip(document["files"].as_array().unwrap()) {
            let text = match (&file.outcome, deed) {
                (Outcome::Split(split), Deed::Shown | Deed::Listed | Deed::Written) => Some(split.text.as_str()),
                _ => None,
            };
            assert_eq!(object.get("text").and_then(Value::as_str), text, "{}", file.path);
        }
    }
}

/// Lines that come again, so that there is something to align, with all line endings and with characters of more than one byte.
fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec!["FROM a", "RUN b", "", "# caf\u{e9} \u{1d11e}", "COPY c d", "CMD x\r"]);
    let ending = prop::sample::select(vec!["\n", "\n", "\n", "\r\n"]);
    let last = prop::sample::select(vec!["", "", "USER y"]);
    (prop::collection::vec((line, ending), 0..9), last)
        .prop_map(|(lines, last)| lines.into_iter().flat_map(|(line, ending)| [line, ending]).chain([last]).collect())
}

/// An old and a new text. A rewrite keeps the byte order mark, and SARIF could not say that it goes.
fn texts() -> impl Strategy<Value = (String, String)> {
    (prop::sample::select(vec!["", "", "\u{feff}"]), lines(), lines())
        .prop_map(|(mark, old, new)| (format!("{mark}{old}"), format!("{mark}{new}")))
}

proptest! {
    #[test]
    fn any_change_is_proposed_exactly((old, new) in texts()) {
        let split = Split {
            text: new.clone(),
            safety: Applicability::Safe,
            language: "Go",
            build_stage: "build".into(),
            build_image: "a".into(),
            runtime_image: "b".into(),
            needs: Vec::new(),
            left_out: Vec::new(),
            warnings: Vec::new(),
            unsafe_steps: Vec::new(),
            fates: Vec::new(),
            added: Vec::new(),
        };
        let files = [File { path: "x/y z".into(), source: Source::new("a", old.clone()), outcome: Outcome::Split(Box::new(split)) }];
        let answer = Answer {
            source: &files[0].source,
            outcome: &files[0].outcome,
            deed: Deed::Shown,
            path: b"x/y z",
            again: None,
            build: None,
        };
        for format in [Format::Sarif, Format::Rdjson] {
            let piece = format.document().file(&answer);
            let findings: Vec<Value> = serde_json::from_str(&format!("[{piece}]")).unwrap();
            let made = proposed(format, &findings, &files).remove("x/y z").unwrap_or_else(|| old.clone());
            prop_assert_eq!(&made, &new, "{}", piece);
        }
    }
}
