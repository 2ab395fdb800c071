//! Turns the answer for a file into the findings that a reviewer is shown at their places: that it can be split, what to look at, why it cannot.
//! Relies on finished values and on [`super::text`] for the words. Says nothing of files that need no reviewer: those that are fine as they are, and those of other languages.

use super::document::Answer;
use super::edits::{Edit, edits};
use super::{Deed, printable, text};
use crate::diagnostic::{Diagnostic, Label};
use crate::outcome::{Applicability, Outcome, Split};
use crate::source::{Source, Span};

/// The code of the finding that a file can be split.
pub(super) const CAN_BE_SPLIT: &str = "can-be-split";

/// How much a finding asks of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Something has failed.
    Error,
    /// There is something to do or to look at.
    Warning,
    /// It is good to know.
    Note,
}

/// One finding.
#[derive(Debug)]
pub(super) struct Finding<'a> {
    pub code: &'static str,
    pub weight: Weight,
    /// A sentence in the first line; a reason, or the way out, in each further one.
    pub message: String,
    /// In the text as it was read.
    pub place: Option<Span>,
    pub related: &'a [Label],
    /// The change that it proposes; empty where there is none, or where it was made already.
    pub edits: Vec<Edit>,
}

/// The findings of a file, the weightiest first.
pub(super) fn findings<'a>(answer: &Answer<'a>) -> Vec<Finding<'a>> {
    match answer.outcome {
        Outcome::Split(split) => {
            let to_look_at = split.unsafe_steps.iter().chain(&split.warnings).map(|step| of(step, Weight::Warning));
            std::iter::once(can_be_split(answer, split)).chain(to_look_at).collect()
        }
        Outcome::Refused(refused) if text::is_not_ours(refused) => Vec::new(),
        Outcome::Refused(refused) => {
            std::iter::once(&refused.diagnostic).chain(&refused.notes).map(|finding| of(finding, Weight::Note)).collect()
        }
        Outcome::CheckFailed { .. } => vec![Finding {
            code: "check-failed",
            weight: Weight::Error,
            message: line(&text::message(answer.source, answer.outcome, answer.deed)),
            place: None,
            related: &[],
            edits: Vec::new(),
        }],
        Outcome::AlreadySplit { .. } | Outcome::NothingToGain { .. } | Outcome::Ignored { .. } | Outcome::NotADockerfile(_) => Vec::new(),
    }
}

fn can_be_split<'a>(answer: &Answer<'a>, split: &Split) -> Finding<'a> {
    let edits = edits(answer.source.text(), &split.text);
    let place = edits.first().map(|edit| first_line(answer.source, edit.span.start));
    let mut message = line(&text::message(answer.source, answer.outcome, answer.deed));
    if let Some(way_out) = way_out(answer, split) {
        message += &format!("\ndo: {}", line(&way_out));
    }
    let (weight, edits) = match answer.deed {
        Deed::Shown | Deed::Listed => (Weight::Warning, edits),
        Deed::Written | Deed::Withheld | Deed::NotWritten => (Weight::Note, Vec::new()),
    };
    Finding { code: CAN_BE_SPLIT, weight, message, place, related: &[], edits }
}

/// How to have the split, where it is not there yet.
fn way_out(answer: &Answer, split: &Split) -> Option<String> {
    let again = answer.again?;
    match (answer.deed, split.safety) {
        (Deed::Written, _) => None,
        (Deed::Shown | Deed::Listed, Applicability::Safe) => Some(format!("dfsplit --write {again}")),
        (Deed::Shown | Deed::Listed, Applicability::Unsafe) => Some(format!("dfsplit --write --unsafe {again}")),
        (Deed::Shown | Deed::Listed, Applicability::DisplayOnly) => Some("it is a sketch: finish it by hand".into()),
        (Deed::Withheld | Deed::NotWritten, Applicability::DisplayOnly) => Some(format!("look at it with dfsplit --unsafe {again}")),
        (Deed::Withheld | Deed::NotWritten, Applicability::Safe | Applicability::Unsafe) => {
            Some(format!("look at it with dfsplit --unsafe {again}, write it with dfsplit --write --unsafe {again}"))
        }
    }
}

fn of(diagnostic: &Diagnostic, weight: Weight) -> Finding<'_> {
    let mut message = line(&diagnostic.message);
    if let Some(place) = diagnostic.place.as_ref().filter(|place| !place.text.is_empty()) {
        message += &format!("\nhere: {}", line(&place.text));
    }
    for (kind, sentence) in &diagnostic.notes {
        message += &format!("\n{kind}: {}", line(sentence));
    }
    Finding {
        code: diagnostic.code,
        weight,
        message,
        place: diagnostic.place.as_ref().map(|place| place.span),
        related: &diagnostic.related,
        edits: Vec::new(),
    }
}

fn line(text: &str) -> String {
    printable(text).into_owned()
}

/// The line that begins at or before `start`, without its ending.
fn first_line(source: &Source, start: usize) -> Span {
    let text = source.text();
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    Span::new(from, from + text[from..].lines().next().unwrap_or_default().len())
}
