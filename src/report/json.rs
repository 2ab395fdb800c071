//! One JSON object a file, on a line of its own, for programs.
//! Relies on `serde_json`. The fields are a promise: `version` grows when one of them changes its meaning or goes.

use serde::Serialize;
use serde_json::Value;

use super::diff;
use super::text::{self, Deed};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::outcome::{Applicability, Fate, Need, Outcome};
use crate::source::Source;

/// The version of the objects' form.
const VERSION: u32 = 1;

/// The object of one file, with its line break. `path` is the file's name in the patch.
pub fn object(source: &Source, outcome: &Outcome, deed: Deed, path: &[u8]) -> String {
    let mut file = File::new(source.name(), kind(outcome), text::message(source, outcome, deed));
    match outcome {
        Outcome::Split(split) => {
            file.safety = Some(split.safety);
            file.written = Some(deed == Deed::Written);
            file.language = Some(split.language);
            file.build_image = Some(&split.build_image);
            file.runtime_image = Some(&split.runtime_image);
            file.text = Some(&split.text);
            file.diff = Some(diff::unified(source.text(), &split.text, path));
            file.needs = Some(&split.needs);
            file.left_out = pairs(&split.left_out);
            file.unsafe_steps = split.unsafe_steps.iter().map(|step| Finding::new(source, step)).collect();
            file.warnings = split.warnings.iter().map(|step| Finding::new(source, step)).collect();
            file.fates = &split.fates;
        }
        Outcome::Refused(refused) => {
            file.code = Some(refused.diagnostic.code);
            file.finding = Some(Finding::new(source, &refused.diagnostic));
            file.notes = refused.notes.iter().map(|step| Finding::new(source, step)).collect();
            file.fates = &refused.fates;
        }
        Outcome::AlreadySplit { stages } => {
            file.code = Some("already-multi-stage");
            file.stages = Some(stages);
        }
        Outcome::NothingToGain { weighed, .. } => {
            file.code = Some("nothing-to-gain");
            file.weighed = pairs(weighed);
        }
        Outcome::Ignored { .. } => file.code = Some("ignored"),
        Outcome::NotADockerfile(diagnostic) => {
            file.code = Some(diagnostic.code);
            file.finding = Some(Finding::new(source, diagnostic));
        }
        Outcome::CheckFailed { .. } => file.code = Some("check-failed"),
    }
    file.into_line()
}

/// The object of a file that could not be read or written.
pub fn error(path: &str, message: &str) -> String {
    File::new(path, "error", message.to_owned()).into_line()
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

/// A file. Fields that say nothing are left out.
#[derive(Default, Serialize)]
struct File<'a> {
    version: u32,
    path: &'a str,
    outcome: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safety: Option<Applicability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    build_image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runtime_image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stages: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<Finding<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<&'a [Need]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weighed: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unsafe_steps: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "<[Fate]>::is_empty")]
    fates: &'a [Fate],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

impl<'a> File<'a> {
    fn new(path: &'a str, outcome: &'static str, message: String) -> Self {
        Self { version: VERSION, path, outcome, message, ..Self::default() }
    }

    fn into_line(self) -> String {
        // Strings, numbers and lists of them: there is nothing that could fail to be written.
        let mut line = serde_json::to_string(&self).unwrap_or_else(|_| Value::Null.to_string());
        line.push('\n');
        line
    }
}

/// A thing and its reason.
#[derive(Serialize)]
pub(super) struct Pair<'a> {
    what: &'a str,
    why: &'a str,
}

pub(super) fn pairs(pairs: &[(String, String)]) -> Vec<Pair<'_>> {
    pairs.iter().map(|(what, why)| Pair { what, why }).collect()
}

/// A diagnostic with lines and columns.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    level: Level,
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
            level: diagnostic.level,
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
        let (start, end) = (label.span.start, label.span.end);
        Self {
            line: source.line(start),
            column: source.column(start),
            end_line: source.line(end),
            end_column: source.column(end),
            start,
            end,
            text: &label.text,
        }
    }
}

#[derive(Serialize)]
struct Note<'a> {
    kind: &'static str,
    text: &'a str,
}
