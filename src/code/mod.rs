//! The manual: what each stable code means, one entry a code, shown by `dfsplit explain CODE`.
//! Relies on nothing. Does not decide when a code is used; [`crate::diagnostic`] carries it.
//!
//! A new code is one entry in the list of its kind, in alphabetical order; a test holds every entry complete.

mod answers;
mod refusals;
mod warnings;

/// The entry of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name: `dev-server`.
    pub name: &'static str,
    /// What an outcome with it means for the file.
    pub kind: Kind,
    /// One sentence: what was found.
    pub summary: &'static str,
    /// Why that matters to the image.
    pub why: &'static str,
    /// The smallest Dockerfile, or the shortest scene, that shows it.
    pub example: &'static str,
    /// What the user can do about it.
    pub way_out: &'static str,
}

/// What a code means for the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The file is left as it is, although it is a Dockerfile of a known language.
    Refusal,
    /// The file is none that dfsplit is for: said in one line, without a frame.
    NotOurs,
    /// The file can be split, and a person should look at this.
    Warning,
    /// There is nothing to do.
    Answer,
    /// What the user gave does not fit, or dfsplit itself has failed.
    Error,
}

impl Kind {
    /// In a heading: `refusal`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refusal => "refusal",
            Self::NotOurs => "not for dfsplit",
            Self::Warning => "warning",
            Self::Answer => "answer",
            Self::Error => "error",
        }
    }
}

/// All codes, kind by kind, each list in alphabetical order.
pub fn all() -> impl Iterator<Item = &'static Code> {
    refusals::REFUSALS.iter().chain(warnings::WARNINGS).chain(answers::ANSWERS)
}

/// The entry of a code.
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_has_all_its_parts() {
        for code in all() {
            let name = code.name;
            assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}: name");
            for (part, text) in [("summary", code.summary), ("why", code.why), ("example", code.example), ("way out", code.way_out)] {
                assert!(text.trim() == text && text.len() > 15, "{name}: {part} is empty, or begins or ends with white space");
            }
            assert!(!code.summary.contains('\n'), "{name}: the summary is one sentence");
            for (part, text) in [("summary", code.summary), ("why", code.why), ("way out", code.way_out)] {
                assert!(text.ends_with('.'), "{name}: {part} ends with a full stop");
            }
        }
    }

    #[test]
    fn every_name_is_there_once_and_in_order() {
        for list in [refusals::REFUSALS, warnings::WARNINGS, answers::ANSWERS] {
            assert!(list.is_sorted_by(|a, b| a.name < b.name), "{:?}", list.iter().map(|c| c.name).collect::<Vec<_>>());
        }
        let names: BTreeSet<_> = all().map(|code| code.name).collect();
        assert_eq!(names.len(), all().count());
    }

    #[test]
    fn code_is_found_by_its_whole_name_only() {
        assert_eq!(find("dev-server").map(|c| c.kind), Some(Kind::Refusal));
        assert_eq!(find("dev"), None);
    }
}
