//! One JSON object a file, on a line of its own, for programs.
//! Relies on `serde_json`. `schemas/jsonl.schema.json` describes every field, and is a promise: the version grows when one of them changes its meaning or goes.

use std::borrow::Cow;

use serde::Serialize;

use super::array::written;
use super::document::{Answer, Document, Failure};
use super::{Deed, diff, position, text};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::outcome::{Applicability, Fate, FateKind, Need, Outcome, Split, StageKind};
use crate::source::Source;

/// The version of the objects' form.
pub(super) const VERSION: u32 = 1;

/// Lines, each of which stands for itself.
#[derive(Debug)]
pub struct JsonLines;

impl Document for JsonLines {
    fn file(&mut self, answer: &Answer) -> String {
        written(&object(answer)) + "\n"
    }

    fn failure(&mut self, failure: &Failure) -> String {
        written(&error(failure)) + "\n"
    }
}

/// The object of one file.
pub(super) fn object<'a>(answer: &Answer<'a>) -> File<'a> {
    let source = answer.source;
    let message = text::message(source, answer.outcome, answer.deed);
    let mut file = File::new(source.name(), kind(answer.outcome), message);
    match answer.outcome {
        Outcome::Split(split) => {
            file.code = Some(super::findings::CAN_BE_SPLIT);
            file.deed = Some(deed(answer.deed));
            file.safety = Some(split.safety);
            file.language = Some(split.language);
            file.images = Some(Images { build: &split.build_image, runtime: &split.runtime_image });
            file.build_stage = Some(&split.build_stage);
            file.needs = &split.needs;
            file.left_out = pairs(&split.left_out);
            file.diagnostics = looked_at(source, split);
            file.steps = steps(&split.fates);
            file.added = split.added.iter().map(|it| Added { stage: it.stage, text: &it.text, reason: &it.because }).collect();
            if matches!(answer.deed, Deed::Shown | Deed::Listed | Deed::Written) {
                file.text = Some(&split.text);
                file.diff = Some(diff::unified(source.text(), &split.text, answer.path.strip_prefix(b"/").unwrap_or(answer.path)));
            }
        }
        Outcome::Refused(refused) => {
            file.code = Some(refused.diagnostic.code);
            file.diagnostics = std::iter::once(&refused.diagnostic).chain(&refused.notes).map(|it| Finding::new(source, it)).collect();
            file.steps = steps(&refused.fates);
        }
        Outcome::AlreadySplit { stages } => {
            file.code = Some("already-multi-stage");
            file.stages = stages;
        }
        Outcome::NothingToGain { weighed, .. } => {
            file.code = Some("nothing-to-gain");
            file.weighed = pairs(weighed);
        }
        Outcome::Ignored { .. } => file.code = Some("ignored"),
        Outcome::NotADockerfile(diagnostic) => {
            file.code = Some(diagnostic.code);
            file.diagnostics = vec![Finding::new(source, diagnostic)];
        }
        Outcome::CheckFailed { .. } => file.code = Some("check-failed"),
    }
    file
}

/// The object of a file that could not be read or written.
pub(super) fn error<'a>(failure: &Failure<'a>) -> File<'a> {
    File::new(String::from_utf8_lossy(failure.path), "error", failure.sentence.to_owned())
}

fn kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Split(_) => "split",
        Outcome::AlreadySplit { .. } => "already-multi-stage",
        Outcome::NothingToGain { .. } => "nothing-to-gain",
        Outcome::Refused(_) => "refused",
        Outcome::Ignored { .. } => "ignored",
        Outcome::NotADockerfile(_) => "not-a-dockerfile",
        Outcome::CheckFailed { .. } => "check-failed",
    }
}

fn deed(deed: Deed) -> &'static str {
    match deed {
        Deed::Shown => "shown",
        Deed::Written => "written",
        Deed::Listed => "listed",
        Deed::Withheld => "withheld",
        Deed::NotWritten => "not-written",
    }
}

/// A file. Fields that say nothing are left out.
#[derive(Default, Serialize)]
pub(super) struct File<'a> {
    version: u32,
    path: Cow<'a, str>,
    outcome: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deed: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safety: Option<Applicability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    images: Option<Images<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    build_stage: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    stages: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "<[Need]>::is_empty")]
    needs: &'a [Need],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weighed: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    added: Vec<Added<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

impl<'a> File<'a> {
    fn new(path: impl Into<Cow<'a, str>>, outcome: &'static str, message: String) -> Self {
        Self { version: VERSION, path: path.into(), outcome, message, ..Self::default() }
    }
}

#[derive(Serialize)]
struct Images<'a> {
    build: &'a str,
    runtime: &'a str,
}

#[derive(Serialize)]
pub(super) struct Pair<'a> {
    what: &'a str,
    why: &'a str,
}

pub(super) fn pairs(pairs: &[(String, String)]) -> Vec<Pair<'_>> {
    pairs.iter().map(|(what, why)| Pair { what, why }).collect()
}

/// What became of some lines, both counted in.
#[derive(Serialize)]
struct Step<'a> {
    first_line: usize,
    last_line: usize,
    fate: FateKind,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'a str,
}

/// A new instruction.
#[derive(Serialize)]
struct Added<'a> {
    stage: StageKind,
    text: &'a str,
    reason: &'a str,
}

fn steps(fates: &[Fate]) -> Vec<Step<'_>> {
    fates.iter().map(|it| Step { first_line: it.lines.0, last_line: it.lines.1, fate: it.fate, reason: &it.because }).collect()
}

/// What a person should look at: first what makes the result less than safe.
fn looked_at<'a>(source: &Source, split: &'a Split) -> Vec<Finding<'a>> {
    let unsafe_steps = split.unsafe_steps.iter().map(|step| Finding { level: "unsafe", ..Finding::new(source, step) });
    unsafe_steps.chain(split.warnings.iter().map(|warning| Finding::new(source, warning))).collect()
}

/// A diagnostic with lines and columns.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    level: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note<'a>>,
}

impl<'a> Finding<'a> {
    /// The finding, with its places in that source.
    pub(super) fn new(source: &Source, diagnostic: &'a Diagnostic) -> Self {
        Self {
            level: match diagnostic.level {
                Level::Note => "note",
                Level::Warning => "warning",
                Level::Refused => "refused",
            },
            code: diagnostic.code,
            message: &diagnostic.message,
            place: diagnostic.place.as_ref().map(|label| Place::new(source, label)),
            related: diagnostic.related.iter().map(|label| Place::new(source, label)).collect(),
            notes: diagnostic.notes.iter().map(|(kind, text)| Note { kind, text }).collect(),
        }
    }
}

/// Lines and columns count from 1, columns in characters; the end is exclusive. Offsets are bytes from 0.
#[derive(Serialize)]
struct Place<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
}

impl<'a> Place<'a> {
    fn new(source: &Source, label: &'a Label) -> Self {
        let span = position::inked(source.text(), label.span);
        let (start, end) = (position::position(source.text(), span.start), position::position(source.text(), span.end));
        Self {
            line: start.line,
            column: start.character,
            end_line: end.line,
            end_column: end.character,
            start: span.start,
            end: span.end,
            text: &label.text,
        }
    }
}

#[derive(Serialize)]
struct Note<'a> {
    kind: &'static str,
    text: &'a str,
}
