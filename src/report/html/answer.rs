//! Turns an outcome into one of the kinds that the page counts.
//! Relies on [`crate::outcome`] and the kinds of [`crate::code`]. Says nothing about a single file's reasons.

use serde::{Serialize, Serializer};

use crate::code::{self, Kind};
use crate::outcome::{Applicability, Outcome};

/// What became of a file, in the order in which the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    /// Can be split, safe.
    Safe,
    /// Can be split, unsafe.
    Unsafe,
    /// Can be split, to be finished by hand.
    Sketch,
    /// Nothing to gain.
    NothingToGain,
    /// Has several stages.
    MultiStage,
    /// Refused, with a code.
    Refused,
    /// Of another language, or no Dockerfile.
    NotOurs,
    /// Opted out.
    Ignored,
    /// Could not be read.
    Unreadable,
    /// Our own bug.
    OwnFault,
}

/// How the page calls an answer.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Words {
    /// The value that a filter names.
    pub(super) answer: Answer,
    /// In the column of outcomes.
    pub(super) outcome: &'static str,
    /// In the column of safety.
    pub(super) safety: &'static str,
    /// A sign that tells it from the others without colour.
    pub(super) sign: &'static str,
}

/// All answers, in order.
pub(super) const ALL: [Words; 10] = [
    Words { answer: Answer::Safe, outcome: "can be split", safety: "safe", sign: "\u{25cf}" },
    Words { answer: Answer::Unsafe, outcome: "can be split", safety: "unsafe", sign: "\u{25d0}" },
    Words { answer: Answer::Sketch, outcome: "can be split", safety: "display only", sign: "\u{25cc}" },
    Words { answer: Answer::NothingToGain, outcome: "nothing to gain", safety: "", sign: "\u{25cb}" },
    Words { answer: Answer::MultiStage, outcome: "already multi-stage", safety: "", sign: "\u{25c7}" },
    Words { answer: Answer::Refused, outcome: "refused", safety: "", sign: "\u{2715}" },
    Words { answer: Answer::NotOurs, outcome: "not ours", safety: "", sign: "\u{2013}" },
    Words { answer: Answer::Ignored, outcome: "ignored", safety: "", sign: "\u{2260}" },
    Words { answer: Answer::Unreadable, outcome: "unreadable", safety: "", sign: "!" },
    Words { answer: Answer::OwnFault, outcome: "dfsplit's own fault", safety: "", sign: "\u{203c}" },
];

impl Answer {
    /// The kind of an outcome.
    pub(super) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Split(split) => match split.safety {
                Applicability::Safe => Self::Safe,
                Applicability::Unsafe => Self::Unsafe,
                Applicability::DisplayOnly => Self::Sketch,
            },
            Outcome::NothingToGain { .. } => Self::NothingToGain,
            Outcome::AlreadySplit { .. } => Self::MultiStage,
            Outcome::Refused(refused) => match code::find(refused.diagnostic.code).map(|code| code.kind) {
                Some(Kind::NotOurs) => Self::NotOurs,
                Some(Kind::Refusal | Kind::Warning | Kind::Answer | Kind::Error) | None => Self::Refused,
            },
            Outcome::NotADockerfile(_) => Self::NotOurs,
            Outcome::Ignored { .. } => Self::Ignored,
            Outcome::CheckFailed { .. } => Self::OwnFault,
        }
    }

    /// True where there is a new file.
    pub(super) fn is_split(self) -> bool {
        self <= Self::Sketch
    }

    /// The value that a filter names.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Sketch => "sketch",
            Self::NothingToGain => "nothing-to-gain",
            Self::MultiStage => "multi-stage",
            Self::Refused => "refused",
            Self::NotOurs => "not-ours",
            Self::Ignored => "ignored",
            Self::Unreadable => "unreadable",
            Self::OwnFault => "own-fault",
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
