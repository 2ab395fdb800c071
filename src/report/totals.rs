//! What a run over several files came to: in one line for people, in numbers for programs.
//! Relies on [`crate::outcome`]. Keeps counts only.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::Deed;
use crate::outcome::Outcome;

/// Counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    #[serde(rename = "written")]
    split: usize,
    can_be_split: usize,
    not_shown: usize,
    not_written: usize,
    #[serde(rename = "already_multi_stage")]
    already: usize,
    nothing_to_gain: usize,
    refused: BTreeMap<&'static str, usize>,
    ignored: usize,
    #[serde(rename = "not_a_dockerfile")]
    not_dockerfiles: usize,
    #[serde(rename = "check_failed")]
    own_faults: usize,
    unreadable: usize,
    unwritable: usize,
}

impl Totals {
    /// Counts a file.
    pub fn add(&mut self, outcome: &Outcome, deed: Deed) {
        match outcome {
            Outcome::Split(_) => match deed {
                Deed::Written => self.split += 1,
                Deed::Shown | Deed::Listed => self.can_be_split += 1,
                Deed::Withheld => self.not_shown += 1,
                Deed::NotWritten => self.not_written += 1,
            },
            Outcome::AlreadySplit { .. } => self.already += 1,
            Outcome::NothingToGain { .. } => self.nothing_to_gain += 1,
            Outcome::Refused(refused) => *self.refused.entry(refused.diagnostic.code).or_default() += 1,
            Outcome::Ignored { .. } => self.ignored += 1,
            Outcome::NotADockerfile(_) => self.not_dockerfiles += 1,
            Outcome::CheckFailed { .. } => self.own_faults += 1,
        }
    }

    /// Counts a file that could not be read.
    pub fn add_unreadable(&mut self) {
        self.unreadable += 1;
    }

    /// Counts a file that could not be written.
    pub fn add_unwritable(&mut self) {
        self.unwritable += 1;
    }

    /// True where each file was read, and written where it was to be, and dfsplit itself has not failed.
    pub fn all_went_well(&self) -> bool {
        self.unreadable + self.unwritable + self.own_faults == 0
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut codes: Vec<_> = self.refused.iter().collect();
        codes.sort_by_key(|&(code, count)| (std::cmp::Reverse(*count), *code));
        let refused: usize = self.refused.values().sum();
        let codes: Vec<_> = codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
        let refused_words = format!("refused ({})", codes.join(", "));
        let parts: Vec<String> = [
            (self.split, "split"),
            (self.can_be_split, "can be split"),
            (self.not_shown, "unsafe and not shown"),
            (self.not_written, "unsafe and not written"),
            (self.already, "already multi-stage"),
            (self.nothing_to_gain, "nothing to gain"),
            (refused, refused_words.as_str()),
            (self.ignored, "ignored"),
            (self.not_dockerfiles, "not a Dockerfile"),
            (self.unreadable, "unreadable"),
            (self.unwritable, "not writable"),
            (self.own_faults, "failed by dfsplit's own fault"),
        ]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
        f.write_str(if parts.is_empty() { "nothing to do".into() } else { parts.join(", ") }.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Level};
    use crate::outcome::Refused;

    #[test]
    fn counts_are_one_line_with_the_commonest_refusal_first() {
        let mut totals = Totals::default();
        let gain = Outcome::NothingToGain { summary: String::new(), weighed: Vec::new() };
        let refused = |code| {
            let diagnostic = Diagnostic::new(Level::Refused, code, "");
            Outcome::Refused(Box::new(Refused { diagnostic, notes: Vec::new(), fates: Vec::new() }))
        };
        for outcome in
            [&gain, &gain, &refused("no-command"), &refused("onbuild"), &refused("no-command"), &Outcome::Ignored { reason: String::new() }]
        {
            totals.add(outcome, Deed::Shown);
        }
        totals.add_unreadable();
        assert_eq!(totals.to_string(), "2 nothing to gain, 3 refused (no-command 2, onbuild 1), 1 ignored, 1 unreadable");
        assert_eq!(Totals::default().to_string(), "nothing to do");
    }
}
