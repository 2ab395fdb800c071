//! A run in the Reviewdog Diagnostic Format (`rdjson`): comments on a review, with the change as suggestions.
//! Relies on [`super::findings`] for what is said. Each replaced stretch is a diagnostic of its own, at its own place: reviewdog shows a suggestion only where
//! its lines are those of the comment, and takes several suggestions of one diagnostic for alternatives.
//!
//! Source: reviewdog, `proto/rdf/reviewdog.proto` (columns count bytes of UTF-8 from 1, the end is exclusive) and `service/github/github.go`.

use serde_json::{Value, json};

use super::array::Array;
use super::document::{Answer, Document, Failure};
use super::findings::{Finding, Weight, findings};
use super::position::{inked, position};
use super::printable;
use super::totals::Totals;
use crate::source::Span;

/// A result without diagnostics yet.
#[derive(Debug, Default)]
pub struct Rdjson {
    diagnostics: Array,
}

impl Document for Rdjson {
    fn head(&mut self) -> String {
        "{\"source\":{\"name\":\"dfsplit\"},\"diagnostics\":[\n".into()
    }

    fn file(&mut self, answer: &Answer) -> String {
        let path = String::from_utf8_lossy(answer.path);
        self.diagnostics.more(findings(answer).iter().flat_map(|finding| diagnostics(answer.source.text(), &path, finding)))
    }

    fn failure(&mut self, failure: &Failure) -> String {
        let path = String::from_utf8_lossy(failure.path);
        self.diagnostics.more([json!({ "message": printable(failure.sentence), "location": { "path": path }, "severity": "ERROR" })])
    }

    fn tail(&mut self, _totals: &Totals) -> String {
        "]}\n".into()
    }
}

/// One diagnostic for a finding without a change, else one for each stretch that changes.
fn diagnostics(text: &str, path: &str, finding: &Finding) -> Vec<Value> {
    let severity = match finding.weight {
        Weight::Error => "ERROR",
        Weight::Warning => "WARNING",
        Weight::Note => "INFO",
    };
    let diagnostic = |message: &str, location: Value| json!({ "message": message, "location": location, "severity": severity, "code": { "value": finding.code } });
    if finding.edits.is_empty() {
        let mut only = diagnostic(&finding.message, location(text, path, finding.place));
        if !finding.related.is_empty() {
            let related = finding
                .related
                .iter()
                .map(|label| json!({ "message": printable(&label.text), "location": location(text, path, Some(label.span)) }));
            only["related_locations"] = related.collect();
        }
        return vec![only];
    }
    let count = finding.edits.len();
    let parts = finding.edits.iter().zip(1..).map(|(edit, number)| {
        let part = if count == 1 { String::new() } else { format!("\npart {number} of {count}: take all of them or none") };
        let message = if number == 1 { finding.message.clone() + &part } else { format!("the split goes on{part}") };
        let range = range(text, edit.span);
        let mut diagnostic = diagnostic(&message, json!({ "path": path, "range": range }));
        diagnostic["suggestions"] = json!([{ "range": range, "text": edit.text }]);
        diagnostic
    });
    parts.collect()
}

fn location(text: &str, path: &str, span: Option<Span>) -> Value {
    match span {
        Some(span) => json!({ "path": path, "range": range(text, inked(text, span)) }),
        None => json!({ "path": path }),
    }
}

fn range(text: &str, span: Span) -> Value {
    let [start, end] = [span.start, span.end].map(|at| position(text, at)).map(|at| json!({ "line": at.line, "column": at.byte }));
    json!({ "start": start, "end": end })
}
