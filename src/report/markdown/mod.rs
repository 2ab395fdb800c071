//! A run as the body of a pull request: a table of the files, then for each file what moved and why, then what is left as it is.
//! Relies on [`details`] for a file's part. Measures nothing: an image's size is known when somebody has built it.
//!
//! The table stands first, so the pieces wait for the tail. GitHub takes no body above 65,536 characters: what is kept is bounded by that, however many files there are.

mod details;
mod escape;

use std::fmt::Write as _;

use super::document::{Answer, Document, Failure};
use super::totals::Totals;
use super::{Deed, diff, text};
use crate::outcome::{Applicability, Outcome, Split};
use escape::{code, prose};

/// A body without files yet.
#[derive(Debug)]
pub struct Markdown {
    split: Part,
    withheld: Part,
    left: Part,
    failed: Part,
    details: Part,
    /// A file of the first table is less than safe.
    to_look_at: bool,
}

/// Text that may grow to a length and no further.
#[derive(Debug)]
struct Part {
    text: String,
    room: usize,
    items: usize,
    left_out: usize,
}

impl Part {
    fn new(room: usize) -> Self {
        Self { text: String::new(), room, items: 0, left_out: 0 }
    }

    fn add(&mut self, piece: &str) {
        self.items += 1;
        // Once something did not fit nothing else is taken: what is shown is the beginning, without gaps.
        if self.left_out > 0 || self.text.len() + piece.len() > self.room {
            self.left_out += 1;
        } else {
            self.text += piece;
        }
    }

    /// What did not fit.
    fn rest(&self) -> String {
        if self.left_out == 0 {
            return String::new();
        }
        let sentence = counted(self.left_out, "more does not fit here", "more do not fit here");
        format!("\n{sentence}: a pull request holds 65,536 characters. `dfsplit --explain FILE` says it of each file.\n")
    }
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            split: Part::new(14_000),
            withheld: Part::new(6_000),
            left: Part::new(6_000),
            failed: Part::new(2_000),
            details: Part::new(34_000),
            to_look_at: false,
        }
    }
}

impl Document for Markdown {
    fn file(&mut self, answer: &Answer) -> String {
        let path = String::from_utf8_lossy(answer.path);
        match answer.outcome {
            Outcome::Split(split) => match answer.deed {
                Deed::Shown | Deed::Listed | Deed::Written => {
                    self.to_look_at |= split.safety < Applicability::Safe;
                    self.split.add(&row(answer, split, &path));
                    self.details.add(&details::details(answer, split, &path));
                }
                Deed::Withheld | Deed::NotWritten => {
                    self.withheld.add(&details::withheld(answer, split, &path));
                }
            },
            Outcome::Refused(refused) if !text::is_not_ours(refused) => {
                let diagnostic = &refused.diagnostic;
                let way_out = diagnostic.notes.iter().find(|(kind, _)| *kind == "do").map_or("", |(_, sentence)| sentence);
                self.left.add(&format!(
                    "| {} | {} [{}] | {} |\n",
                    code(&path),
                    prose(&diagnostic.message),
                    diagnostic.code,
                    prose(way_out)
                ));
            }
            Outcome::CheckFailed { sentence } => {
                self.failed.add(&format!("- {}: dfsplit's own check failed: {}\n", code(&path), prose(sentence)));
            }
            Outcome::Refused(_)
            | Outcome::AlreadySplit { .. }
            | Outcome::NothingToGain { .. }
            | Outcome::Ignored { .. }
            | Outcome::NotADockerfile(_) => {}
        }
        String::new()
    }

    fn failure(&mut self, failure: &Failure) -> String {
        self.failed.add(&format!("- {}\n", prose(failure.sentence)));
        String::new()
    }

    fn tail(&mut self, totals: &Totals) -> String {
        let mut out = self.introduction();
        if self.split.items > 0 {
            out +=
                "\n| Dockerfile | language | build stage | runtime stage | lines | image size |\n| --- | --- | --- | --- | --- | --- |\n";
            let _ = write!(out, "{}{}\n{}{}", self.split.text, self.split.rest(), self.details.text, self.details.rest());
        }
        if self.withheld.items > 0 {
            let _ = write!(out, "\n### Can be split, after a look\n{}{}", self.withheld.text, self.withheld.rest());
        }
        if self.left.items > 0 {
            let summary = counted(self.left.items, "Dockerfile is left as it is", "Dockerfiles are left as they are");
            let table = "| Dockerfile | why | what helps |\n| --- | --- | --- |\n";
            let _ = write!(out, "\n<details>\n<summary>{summary}</summary>\n\n{table}{}{}\n</details>\n", self.left.text, self.left.rest());
        }
        if self.failed.items > 0 {
            let _ = write!(out, "\n### Could not be looked at\n\n{}{}", self.failed.text, self.failed.rest());
        }
        let _ = write!(out, "\nAll Dockerfiles: {totals}.\n");
        out
    }
}

impl Markdown {
    /// What the change is, in a few sentences.
    fn introduction(&self) -> String {
        if self.split.items == 0 {
            return "No Dockerfile is split.\n".into();
        }
        format!(
            "Splits {} into a build stage and a runtime stage.\n\n\
             The image is made from the runtime stage: a small base with what the container needs when it runs. What only the build needs \
             stays in the build stage, which keeps its author's text but for the changes that are listed below, each with its reason.\n\n\
             Nothing was built for this, so image sizes are not measured. Build the image and start it once before you merge.{}\n",
            counted(self.split.items, "Dockerfile", "Dockerfiles"),
            if self.to_look_at { " Where it says **unsafe**, there is something to look at first; it is named below." } else { "" }
        )
    }
}

/// The row of a file in the first table.
fn row(answer: &Answer, split: &Split, path: &str) -> String {
    let size = text::size(diff::size(answer.source.text(), &split.text));
    format!(
        "| {} | {}, {} | {} | {} | {size} | not measured |\n",
        code(path),
        split.language,
        if split.safety == Applicability::Safe { "safe".to_owned() } else { format!("**{}**", split.safety.name()) },
        code(&split.build_image),
        code(&split.runtime_image)
    )
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Format;
    use crate::source::Source;

    #[test]
    fn body_stays_within_what_github_takes_and_says_what_is_missing() {
        let source = Source::new("Dockerfile", "FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nCMD [\"./server\"]\n");
        let outcome = crate::split(&source, None, &crate::Options::default());
        let mut document = Format::Markdown.document();
        let mut totals = Totals::default();
        for number in 0..2_000 {
            let deed = if number % 2 == 0 { Deed::Shown } else { Deed::Withheld };
            totals.add(&outcome, deed);
            let path = format!("service-{number}/Dockerfile");
            let answer = Answer { source: &source, outcome: &outcome, deed, path: path.as_bytes(), again: Some("."), build: None };
            assert_eq!(document.file(&answer), "");
            assert_eq!(document.failure(&Failure { path: b"a", sentence: "cannot read a" }), "");
        }
        let body = document.tail(&totals);
        assert!((50_000..65_536).contains(&body.len()), "{}", body.len());
        assert_eq!(body.matches("do not fit here: a pull request holds 65,536 characters").count(), 4);
        assert_eq!(body.matches("<details").count(), body.matches("</details>").count());
    }

    #[test]
    fn body_without_a_split_says_so() {
        let mut document = Format::Markdown.document();
        assert_eq!(document.head() + &document.tail(&Totals::default()), "No Dockerfile is split.\n\nAll Dockerfiles: nothing to do.\n");
    }
}
