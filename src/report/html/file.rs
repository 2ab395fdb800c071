//! Turns one finished answer into the data that its details are built from when a reader opens it.
//! Relies on [`super::sides`] and on the findings of [`crate::report::jsonl`]. Leaves the lines of very long texts out.

use serde::Serialize;

use super::sides::{self, Because, Lines, Piece};
use super::{Seen, json_text};
use crate::diagnostic::Diagnostic;
use crate::outcome::{Applicability, Fate, Need, Outcome};
use crate::report::jsonl::{Finding, Pair, pairs};
use crate::report::{Deed, text};
use crate::source::Source;

/// Bytes of a Dockerfile up to which its lines are in the page: some six thousand lines.
const SHOWN_UP_TO: usize = 256 * 1024;

/// All that is said of one file. Fields that say nothing are left out.
#[derive(Default, Serialize)]
pub(super) struct Details<'a> {
    /// The answer in words, where no finding says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    /// The command that writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    write: Option<String>,
    /// The build context.
    #[serde(skip_serializing_if = "str::is_empty")]
    context: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<String>,
    /// Why it was refused, or is unsafe.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "<[Need]>::is_empty")]
    needs: &'a [Need],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weighed: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "<[Fate]>::is_empty")]
    fates: &'a [Fate],
    /// The original's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'a str>,
    /// What becomes of it, where it changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<Piece<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<Because>,
    /// Codes of the manual that it refers to.
    #[serde(skip)]
    codes: Vec<&'static str>,
}

impl<'a> Details<'a> {
    /// The details of a file that was read.
    pub(super) fn of(seen: &Seen<'a>) -> Self {
        let source = seen.source;
        let mut details = Self { context: seen.context, remarks: seen.notes.to_vec(), ..Self::default() };
        if !matches!(seen.outcome, Outcome::Refused(_) | Outcome::NotADockerfile(_)) {
            details.message = text::message(source, seen.outcome, Deed::Shown);
        }
        let shown = source.text().len() <= SHOWN_UP_TO;
        if shown {
            details.old = Some(source.text());
        } else {
            details.remarks.push(format!("it has {} bytes: its lines are not in this page", source.text().len()));
        }
        match seen.outcome {
            Outcome::Split(split) => {
                details.write = seen.again.and_then(|again| write_command(split.safety, again));
                details.reasons = details.findings(source, &split.unsafe_steps);
                details.warnings = details.findings(source, &split.warnings);
                details.needs = &split.needs;
                details.left_out = pairs(&split.left_out);
                details.fates = &split.fates;
                if shown {
                    details.pieces = sides::pieces(source.text(), &split.text);
                    details.because = sides::because(source.text(), &details.pieces, &split.needs);
                }
            }
            Outcome::Refused(refused) => {
                details.reasons = details.findings(source, std::slice::from_ref(&refused.diagnostic));
                details.warnings = details.findings(source, &refused.notes);
                details.fates = &refused.fates;
            }
            Outcome::NotADockerfile(diagnostic) => details.reasons = details.findings(source, std::slice::from_ref(diagnostic)),
            Outcome::NothingToGain { weighed, .. } => details.weighed = pairs(weighed),
            Outcome::AlreadySplit { .. } | Outcome::Ignored { .. } => {}
            Outcome::CheckFailed { .. } => {
                details.remarks.push("this is a bug of dfsplit, and nothing is written; please report it with the file".into());
            }
        }
        details
    }

    /// The details of a file that could not be read.
    pub(super) fn unreadable(sentence: &str, way_out: &str) -> Self {
        Self { message: sentence.to_owned(), remarks: vec![way_out.to_owned()], ..Self::default() }
    }

    /// The codes that its findings have.
    pub(super) fn codes(&self) -> &[&'static str] {
        &self.codes
    }

    /// How many lines change; `None` where none does, or where they are not in the page.
    pub(super) fn size(&self) -> Option<Lines> {
        (!self.pieces.is_empty()).then(|| sides::size(&self.pieces))
    }

    /// As JSON.
    pub(super) fn json(&self) -> String {
        json_text(self)
    }

    fn findings(&mut self, source: &Source, findings: &'a [Diagnostic]) -> Vec<Finding<'a>> {
        self.codes.extend(findings.iter().map(|finding| finding.code));
        findings.iter().map(|finding| Finding::new(source, finding)).collect()
    }
}

fn write_command(safety: Applicability, again: &str) -> Option<String> {
    match safety {
        Applicability::Safe => Some(format!("dfsplit --write {again}")),
        Applicability::Unsafe => Some(format!("dfsplit --write --unsafe {again}")),
        Applicability::DisplayOnly => None,
    }
}
