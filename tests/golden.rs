//! Dockerfiles and the whole answer to each: the folders of `golden/`, named by behaviour, those of `hazards/`, named by the id of the
//! hazard that they show (`HAZARDS.md` is their table), and the projects of `../examples/`.
//!
//! A folder of the first two holds `in.Dockerfile`, the build context in `ctx/` where it matters, options as on the command line in
//! `options.txt`, and the answer: `out.Dockerfile` (with `unsafe.txt` where a person should look, and `warnings.txt`), or one text that
//! says why there is none.
//! With `UPDATE_GOLDEN=1` in the environment the answers are written anew; read their diff before it is committed.

#![allow(clippy::unwrap_used)] // tests fail by panicking

mod context;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use context::{folders, split_in};
use dfsplit::diagnostic::Diagnostic;
use dfsplit::outcome::{Applicability, Outcome};
use dfsplit::{Options, Source, split};
use similar::TextDiff;

/// The files that an answer may consist of.
const ANSWERS: [&str; 8] =
    ["out.Dockerfile", "unsafe.txt", "warnings.txt", "refusal.txt", "nothing.txt", "already.txt", "ignored.txt", "no-dockerfile.txt"];

#[test]
fn folders_have_the_answer_they_show() {
    answers_of("tests/golden");
}

#[test]
fn hazards_have_the_answer_they_show() {
    answers_of("tests/hazards");
}

fn answers_of(root: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut wrong = String::new();
    for folder in folders(&root) {
        let context = folder.join("ctx");
        let (source, outcome) = split_in(&folder.join("in.Dockerfile"), context.is_dir().then_some(context.as_path()), &options(&folder));
        wrong += &compare(&folder, &ANSWERS, &answer(&source, &outcome));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn examples_are_split_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut wrong = String::new();
    for folder in folders(&root).into_iter().filter(|folder| folder.join("Dockerfile").is_file()) {
        let (source, outcome) = split_in(&folder.join("Dockerfile"), Some(&folder), &Options::default());
        let mut answer = answer(&source, &outcome);
        if let Some(text) = answer.remove("out.Dockerfile") {
            answer.insert("expected.Dockerfile", text);
        }
        wrong += &compare(&folder, &["expected.Dockerfile", "unsafe.txt", "warnings.txt"], &answer);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn readme_shows_the_first_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for file in ["Dockerfile", "expected.Dockerfile"] {
        let text = fs::read_to_string(root.join("examples/go-static").join(file)).unwrap();
        assert!(readme.contains(&format!("```dockerfile\n{text}```")), "README.md does not show examples/go-static/{file} as it is");
    }
}

/// The answer as the texts of files, by name.
fn answer(source: &Source, outcome: &Outcome) -> BTreeMap<&'static str, String> {
    match outcome {
        Outcome::Split(result) => {
            let again = split(&Source::new("Dockerfile", result.text.as_str()), None, &Options::default());
            assert!(matches!(again, Outcome::AlreadySplit { .. }), "the result is not seen as multi-stage:\n{}", result.text);
            let mut files = BTreeMap::from([("out.Dockerfile", result.text.clone())]);
            if result.safety < Applicability::Safe {
                let steps: String = result.unsafe_steps.iter().map(|step| said(source, "unsafe", step)).collect();
                files.insert("unsafe.txt", format!("{}\n{steps}", result.safety.name()));
            }
            if !result.warnings.is_empty() {
                files.insert("warnings.txt", result.warnings.iter().map(|warning| said(source, "warning", warning)).collect());
            }
            files
        }
        Outcome::Refused(refused) => BTreeMap::from([("refusal.txt", said(source, "refused", &refused.diagnostic))]),
        Outcome::NothingToGain { summary, .. } => BTreeMap::from([("nothing.txt", format!("{summary}\n"))]),
        Outcome::AlreadySplit { stages } => BTreeMap::from([("already.txt", format!("{}\n", stages.join(", ")))]),
        Outcome::Ignored { reason } => BTreeMap::from([("ignored.txt", format!("{reason}\n"))]),
        Outcome::NotADockerfile(diagnostic) => BTreeMap::from([("no-dockerfile.txt", said(source, "not ours", diagnostic))]),
        Outcome::CheckFailed { sentence } => panic!("dfsplit's own check failed: {sentence}\n{}", source.text()),
    }
}

/// Two lines: `refused[CODE]: message` and, where it has a place, ` --> line 6`.
fn said(source: &Source, level: &str, diagnostic: &Diagnostic) -> String {
    let mut text = format!("{level}[{}]: {}\n", diagnostic.code, diagnostic.message);
    if let Some(place) = &diagnostic.place {
        writeln!(text, " --> line {}", source.line(place.span.start)).unwrap();
    }
    text
}

/// What differs between the answer and the files of a folder, of those that could be there; nothing after it has written them.
fn compare(folder: &Path, names: &[&'static str], answer: &BTreeMap<&'static str, String>) -> String {
    let mut wrong = String::new();
    let strangers = answer.keys().filter(|name| !names.contains(name));
    for &name in names.iter().chain(strangers) {
        let path = folder.join(name);
        let expected = fs::read_to_string(&path).ok();
        let got = answer.get(name);
        if expected.as_ref() == got {
            continue;
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            match got {
                Some(text) => fs::write(&path, text).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            continue;
        }
        let name = format!("{}/{name}", folder.file_name().unwrap().to_string_lossy());
        let (old, new) = (expected.unwrap_or_default(), got.cloned().unwrap_or_default());
        let diff = TextDiff::from_lines(&old, &new);
        writeln!(wrong, "\n{}", diff.unified_diff().context_radius(20).header(&format!("{name} (expected)"), &format!("{name} (got)")))
            .unwrap();
    }
    wrong
}

/// The options in a folder's `options.txt`.
fn options(folder: &Path) -> Options {
    let text = fs::read_to_string(folder.join("options.txt")).unwrap_or_default();
    let mut options = Options::default();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let value = words.next().unwrap_or_else(|| panic!("{}: {word} has no value", folder.display()));
        match word {
            "--lang" => options.lang = Some(value.parse().unwrap()),
            "--runtime" => options.runtime = Some(value.parse().unwrap()),
            "--user" => options.user = Some(value.to_owned()),
            _ => panic!("{}: unknown option {word}", folder.display()),
        }
    }
    options
}
