//! A run as workflow commands of GitHub Actions: annotations at the places they are about, and on the summary of the job.
//! Relies on [`super::findings`] for what is said. GitHub shows ten warnings, ten errors and ten notices a step: what is good to know is a notice.
//!
//! Source of the form and of the escapes: GitHub's documentation of workflow commands, and `actions/toolkit`, `packages/core/src/command.ts`.

use super::document::{Answer, Document, Failure};
use super::findings::{CAN_BE_SPLIT, Finding, Weight, findings};
use super::position::inked;

/// Commands, each of which stands for itself.
#[derive(Debug)]
pub struct Github;

impl Document for Github {
    fn file(&mut self, answer: &Answer) -> String {
        let path = String::from_utf8_lossy(answer.path);
        findings(answer).iter().map(|finding| annotation(answer, finding, &path)).collect()
    }

    fn failure(&mut self, failure: &Failure) -> String {
        command("error", &String::from_utf8_lossy(failure.path), None, "dfsplit", failure.sentence)
    }
}

fn annotation(answer: &Answer, finding: &Finding, path: &str) -> String {
    let name = match finding.weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note => "notice",
    };
    let lines = finding.place.map(|span| answer.source.lines(inked(answer.source.text(), span)));
    let mut message = finding.message.clone();
    for label in finding.related.iter().filter(|label| !label.text.is_empty()) {
        message += &format!("\nline {}: {}", answer.source.line(label.span.start), super::printable(&label.text));
    }
    let title = if finding.code == CAN_BE_SPLIT { "dfsplit".to_owned() } else { format!("dfsplit: {}", finding.code) };
    command(name, path, lines, &title, &message)
}

/// `::warning file=F,line=1,endLine=2,title=T::message`
fn command(name: &str, path: &str, lines: Option<(usize, usize)>, title: &str, message: &str) -> String {
    let lines = lines.map(|(first, last)| format!(",line={first},endLine={last}")).unwrap_or_default();
    format!("::{name} file={}{lines},title={}::{}\n", property(path), property(title), data(message))
}

/// A message: `%` and line breaks.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: what stands between properties too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
