//! A finding about the user's files, as data: place, code, reason, way out.
//! Relies on [`crate::source`]. Does not print; the renderers are in `report`.

use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Odd, or a risk that a person should look at.
    Warning,
    /// The file is left as it is because of this.
    Refused,
}

/// A place in the Dockerfile with a few words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Diagnostic {
    /// Its weight.
    pub level: Level,
    /// Its stable code, `dev-server` for example; see [`crate::code`].
    pub code: &'static str,
    /// One sentence without a full stop.
    pub message: String,
    /// The place that it is about, if there is one.
    pub place: Option<Label>,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// Further lines, each `(kind, sentence)`: kind is `reason`, `note`, `changes`, `do`, `not written`.
    pub notes: Vec<(&'static str, String)>,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(level: Level, code: &'static str, message: impl Into<String>) -> Self {
        Self { level, code, message: message.into(), place: None, related: Vec::new(), notes: Vec::new() }
    }

    /// Adds the place that it is about.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.place = Some(Label { span, text: text.into() });
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn with(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Adds the reason.
    #[must_use]
    pub fn because(self, sentence: impl Into<String>) -> Self {
        self.note("reason", sentence)
    }

    /// Adds the way out.
    #[must_use]
    pub fn way_out(self, sentence: impl Into<String>) -> Self {
        self.note("do", sentence)
    }

    /// Adds a line of the given kind.
    #[must_use]
    pub fn note(mut self, kind: &'static str, sentence: impl Into<String>) -> Self {
        self.notes.push((kind, sentence.into()));
        self
    }
}
