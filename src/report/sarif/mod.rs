//! A run as a SARIF 2.1.0 log, each result on a line of its own: for code scanning, editors and whatever reads static analysis.
//! Relies on [`super::findings`] for what is said, on [`crate::code`] for the rules. Describes the texts as they were read: of a file that was written, the old one.
//!
//! Source: the OASIS specification of SARIF 2.1.0, cited by paragraph.

mod place;
mod rules;

use serde_json::{Value, json};

use super::array::{Array, written};
use super::document::{Answer, Document, Failure};
use super::findings::{Finding, Weight, findings};
use super::printable;
use super::totals::Totals;
use crate::code;
use crate::outcome::Outcome;
use place::Fingerprints;

/// A log without results yet. What could not be looked at is kept until the tail: its sentences, nothing else.
#[derive(Debug, Default)]
pub struct Sarif {
    results: Array,
    notifications: Vec<Value>,
}

impl Document for Sarif {
    fn head(&mut self) -> String {
        let driver = json!({
            "name": "dfsplit",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
            "rules": code::all().map(rules::rule).collect::<Vec<_>>(),
        });
        // §3.14.14: where the folder lies is for the reader to know.
        let base = json!({ place::ROOT: { "description": { "text": "The folder that dfsplit was run in." } } });
        format!(
            "{{\"version\":\"2.1.0\",\"$schema\":{},\"runs\":[{{\"tool\":{{\"driver\":{}}},\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{},\"results\":[\n",
            written(&"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"),
            written(&driver),
            written(&base),
        )
    }

    fn file(&mut self, answer: &Answer) -> String {
        if let Outcome::CheckFailed { sentence } = answer.outcome {
            // No result of the analysis, but a fault of the tool.
            self.notifications.push(notification(&format!("dfsplit's own check failed: {sentence}"), answer.path));
            return String::new();
        }
        let mut fingerprints = Fingerprints::default();
        self.results.more(findings(answer).iter().map(|finding| result(answer, finding, &mut fingerprints)))
    }

    fn failure(&mut self, failure: &Failure) -> String {
        self.notifications.push(notification(failure.sentence, failure.path));
        String::new()
    }

    fn tail(&mut self, totals: &Totals) -> String {
        let invocation = json!({ "executionSuccessful": totals.all_went_well(), "toolExecutionNotifications": self.notifications });
        format!("],\"invocations\":[{}]}}]}}\n", written(&invocation))
    }
}

fn notification(sentence: &str, path: &[u8]) -> Value {
    let place = json!({ "physicalLocation": { "artifactLocation": place::artifact(path) } });
    json!({ "level": "error", "message": { "text": printable(sentence) }, "locations": [place] })
}

fn result(answer: &Answer, finding: &Finding, fingerprints: &mut Fingerprints) -> Value {
    let text = answer.source.text();
    let mut result = json!({
        "ruleId": finding.code,
        "level": match finding.weight {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Note => "note",
        },
        "message": { "text": finding.message },
        "locations": [place::location(answer, finding.place)],
        "partialFingerprints": { "dfsplit/v1": fingerprints.of(text, finding) },
    });
    if let Some(index) = code::all().position(|code| code.name == finding.code) {
        result["ruleIndex"] = index.into();
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|label| {
            let mut location = place::location(answer, Some(label.span));
            if !label.text.is_empty() {
                location["message"] = json!({ "text": printable(&label.text) });
            }
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if !finding.edits.is_empty() {
        let replacements: Vec<Value> = finding
            .edits
            .iter()
            .map(|edit| {
                let region = place::region(text, edit.span);
                // §3.57.4: without inserted content the region is deleted.
                if edit.text.is_empty() {
                    json!({ "deletedRegion": region })
                } else {
                    json!({ "deletedRegion": region, "insertedContent": { "text": edit.text } })
                }
            })
            .collect();
        let change = json!({ "artifactLocation": place::artifact(answer.path), "replacements": replacements });
        result["fixes"] =
            json!([{ "description": { "text": "Split into a build stage and a runtime stage" }, "artifactChanges": [change] }]);
    }
    result
}
