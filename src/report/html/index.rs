//! Turns answers into the short rows that are kept for figures and table, and these into the page's index.
//! Relies on [`super::answer`]. Holds no text of a file but its name.

use serde::Serialize;

use super::Seen;
use super::answer::{self, Answer, Words};
use super::sides::Lines;
use crate::code::Code;
use crate::outcome::{Language, Outcome};

/// One line of the table.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    /// The file's name as it was given.
    pub(super) path: String,
    /// What became of it.
    pub(super) answer: Answer,
    /// The language in words; empty where none is told.
    pub(super) language: &'static str,
    /// Why it was refused, or why it is unsafe.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) codes: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Lines>,
    #[serde(skip_serializing_if = "Option::is_none")]
    images: Option<[String; 2]>,
}

impl Row {
    /// The row of a file that was read, and of which so many lines change.
    pub(super) fn of(seen: &Seen, size: Option<Lines>) -> Self {
        let mut row = Self::new(seen.source.name(), Answer::of(seen.outcome), of_several(seen.languages));
        match seen.outcome {
            Outcome::Split(split) => {
                row.language = split.language;
                row.codes = split.unsafe_steps.iter().map(|step| step.code).collect();
                row.codes.dedup();
                row.images = Some([split.build_image.clone(), split.runtime_image.clone()]);
                row.size = size;
            }
            Outcome::Refused(refused) => row.codes.push(refused.diagnostic.code),
            Outcome::NotADockerfile(diagnostic) => row.codes.push(diagnostic.code),
            Outcome::AlreadySplit { .. } | Outcome::NothingToGain { .. } | Outcome::Ignored { .. } | Outcome::CheckFailed { .. } => {}
        }
        row
    }

    /// The row of a file that could not be read.
    pub(super) fn unreadable(name: &str) -> Self {
        Self::new(name, Answer::Unreadable, "")
    }

    fn new(path: &str, answer: Answer, language: &'static str) -> Self {
        Self { path: path.to_owned(), answer, language, codes: Vec::new(), size: None, images: None }
    }
}

fn of_several(languages: &[Language]) -> &'static str {
    match languages {
        [] => "",
        [language] => language.name(),
        _ => "several",
    }
}

/// What the page's script reads first.
#[derive(Serialize)]
struct Index<'a> {
    answers: &'a [Words],
    codes: Vec<Entry>,
    rows: &'a [Row],
}

/// An entry of the manual.
#[derive(Serialize)]
struct Entry {
    name: &'static str,
    kind: &'static str,
    summary: &'static str,
    why: &'static str,
    example: &'static str,
    way_out: &'static str,
}

/// The index as JSON.
pub(super) fn index(rows: &[Row], codes: &[&'static Code]) -> String {
    let entry = |code: &&'static Code| Entry {
        name: code.name,
        kind: code.kind.name(),
        summary: code.summary,
        why: code.why,
        example: code.example,
        way_out: code.way_out,
    };
    super::json_text(&Index { answers: &answer::ALL, codes: codes.iter().map(entry).collect(), rows })
}
