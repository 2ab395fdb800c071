//! What becomes of one Dockerfile, as finished values: the new text, or why there is none.
//! Relies on [`crate::diagnostic`]. Decides nothing and prints nothing: `split` makes these values, `report` shows them, the command line acts on them.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::Diagnostic;

/// The answer for one Dockerfile.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// There is a new file.
    Split(Box<Split>),
    /// It has several stages already.
    AlreadySplit {
        /// What the stages are called, in order; the number of a stage without a name.
        stages: Vec<String>,
    },
    /// A runtime stage would leave nothing of weight behind.
    NothingToGain {
        /// Why, in a few words that fit behind "nothing to gain: ".
        summary: String,
        /// Each thing that could have been a gain, and why it is none: `("toolchain", "no: node:20-alpine has no compiler")`.
        weighed: Vec<(String, String)>,
    },
    /// It cannot be split so that the image behaves as before.
    Refused(Box<Refused>),
    /// A comment in the file opts it out.
    Ignored {
        /// What the comment says behind `ignore`; may be empty.
        reason: String,
    },
    /// The text is no Dockerfile: a template, prose, another format.
    NotADockerfile(Diagnostic),
    /// The result did not pass dfsplit's own checks: a bug of ours, and there is no result.
    CheckFailed {
        /// What is wrong with it, in words that fit behind "own check failed: ".
        sentence: String,
    },
}

/// A Dockerfile cut into a build stage and a runtime stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The whole new file.
    pub text: String,
    /// The least safe of the steps that it cannot do without.
    pub safety: Applicability,
    /// `Go`, `Node.js` or `Rust`: as people write it.
    pub language: &'static str,
    /// What the build stage is called: `docker build --target` takes it.
    pub build_stage: String,
    /// What the build stage is made from, `golang:1.23-bookworm`.
    pub build_image: String,
    /// What the runtime stage is made from, `debian:bookworm-slim`.
    pub runtime_image: String,
    /// What the running container needs, in the order it is worth reading.
    pub needs: Vec<Need>,
    /// What was weighed and not done: `("CA certificates", "no outgoing TLS seen")`.
    pub left_out: Vec<(String, String)>,
    /// What a person may want to know and that does not make the result less safe.
    pub warnings: Vec<Diagnostic>,
    /// Why it is not [`Applicability::Safe`]; empty where it is.
    pub unsafe_steps: Vec<Diagnostic>,
    /// What became of each original line, in order.
    pub fates: Vec<Fate>,
    /// The instructions that are new or stand for an original one, in the order of the new file.
    pub added: Vec<Added>,
}

/// An instruction that the original file does not have in these words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Added {
    /// Where it stands.
    pub stage: StageKind,
    /// Its text, without the line break at its end.
    pub text: String,
    /// Why it is there, as a sentence without a full stop.
    pub because: String,
}

/// One of the two stages of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageKind {
    /// The one that keeps what the author wrote.
    Build,
    /// The one that the image is made from.
    Runtime,
}

/// Something that the running container needs, with the place that says so.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Need {
    /// A path, a package, a property: `/forum/static`.
    pub what: String,
    /// How it is known: `cmd/main/main.go:32 and 6 more`. Needs of the same reason that follow each other share a line on the screen.
    pub why: String,
}

/// Why a Dockerfile is left as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The reason, with its place and the way out.
    pub diagnostic: Diagnostic,
    /// What else is worth saying.
    pub notes: Vec<Diagnostic>,
    /// What was found out about each original line before the refusal; may be empty.
    pub fates: Vec<Fate>,
}

/// How far a result may be trusted without a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// A sketch: the user would have to finish it. Never written.
    DisplayOnly,
    /// Very likely right; the user risks a behaviour that differs in the way that [`Split::unsafe_steps`] name. Written on demand.
    Unsafe,
    /// The image behaves as before: all that the project can be seen to use is there, and all that stays behind is on a list.
    Safe,
}

impl Applicability {
    /// In a sentence: `safe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// What became of a stretch of the original file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fate {
    /// First and last line, from 1, both inclusive.
    pub lines: (usize, usize),
    /// Where it went.
    pub fate: FateKind,
    /// Why, as a sentence without a full stop.
    pub because: String,
}

/// Where an original line went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FateKind {
    /// Stays in the build stage only.
    Build,
    /// Stands in the runtime stage only, in its old order.
    Runtime,
    /// Stays in the build stage and is repeated in the runtime stage.
    Both,
    /// Stands in the runtime stage only, at another place among its neighbours.
    Moved,
    /// Stays in the build stage only, above its old place.
    Raised,
    /// Stands there with other words.
    Changed,
    /// Is gone.
    Dropped,
    /// Belongs to no stage: comments at the top, directives, global ARGs, blank lines.
    Untouched,
}

impl FateKind {
    /// One word: `build`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Runtime => "runtime",
            Self::Both => "both",
            Self::Moved => "moved",
            Self::Raised => "raised",
            Self::Changed => "changed",
            Self::Dropped => "dropped",
            Self::Untouched => "untouched",
        }
    }
}

/// What the user asks for beyond the Dockerfile itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language, where the user names it.
    pub lang: Option<Language>,
    /// What the runtime stage is made from, where the user chooses.
    pub runtime: Option<Runtime>,
    /// The user that the container runs as, where the user chooses.
    pub user: Option<String>,
}

/// A language that dfsplit knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say it
pub enum Language {
    Go,
    Node,
    Rust,
}

impl Language {
    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Go => "Go",
            Self::Node => "Node.js",
            Self::Rust => "Rust",
        }
    }
}

/// A word that is no [`Language`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("known languages are go, node and rust")
    }
}

impl std::error::Error for UnknownLanguage {}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "go" | "golang" => Ok(Self::Go),
            "node" | "nodejs" | "node.js" | "javascript" | "typescript" => Ok(Self::Node),
            "rust" => Ok(Self::Rust),
            _ => Err(UnknownLanguage),
        }
    }
}

/// The base of the runtime stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// The builder's distribution without its toolchain.
    Slim,
    /// Alpine.
    Alpine,
    /// The distroless image that fits the language.
    Distroless,
    /// Nothing at all.
    Scratch,
    /// The image of this name.
    Image(String),
}

/// A word that names no image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnImage {
    found: String,
}

impl fmt::Display for NotAnImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.found.trim().is_empty() {
            return f.write_str("say slim, alpine, distroless, scratch, or an image like debian:bookworm-slim");
        }
        write!(f, "`{}` is no image name; say slim, alpine, distroless, scratch, or an image like debian:bookworm-slim", self.found.trim())
    }
}

impl std::error::Error for NotAnImage {}

impl FromStr for Runtime {
    type Err = NotAnImage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "slim" => Ok(Self::Slim),
            "alpine" => Ok(Self::Alpine),
            "distroless" => Ok(Self::Distroless),
            "scratch" => Ok(Self::Scratch),
            image if is_image_name(image) => Ok(Self::Image(image.to_owned())),
            other => Err(NotAnImage { found: other.to_owned() }),
        }
    }
}

/// True for what may stand behind FROM: no blanks, no flags, nothing that would end the word; an upper-case letter only in a tag or a registry's name.
fn is_image_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | ':' | '@');
    let repository = text.rsplit('/').next().unwrap_or_default().split([':', '@']).next().unwrap_or_default();
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(allowed)
        && !text.ends_with([':', '@', '/'])
        && !repository.is_empty()
        && !repository.contains(|c: char| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safety_is_ordered() {
        assert!(Applicability::DisplayOnly < Applicability::Unsafe && Applicability::Unsafe < Applicability::Safe);
    }

    #[test]
    fn runtime_is_a_known_word_or_an_image() {
        for (text, expected) in [
            ("slim", Some(Runtime::Slim)),
            ("scratch", Some(Runtime::Scratch)),
            ("debian:bookworm-slim", Some(Runtime::Image("debian:bookworm-slim".into()))),
            ("localhost:5000/a/b@sha256:0af1", Some(Runtime::Image("localhost:5000/a/b@sha256:0af1".into()))),
            ("alpine:3.22", Some(Runtime::Image("alpine:3.22".into()))),
            ("", None),
            ("Slim", None),
            ("--platform=x", None),
            ("a b", None),
            ("debian:", None),
            ("debian\nRUN x", None),
        ] {
            assert_eq!(text.parse::<Runtime>().ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn language_by_its_usual_names() {
        for (text, expected) in [
            ("go", Some(Language::Go)),
            ("Golang", Some(Language::Go)),
            ("node", Some(Language::Node)),
            ("rust", Some(Language::Rust)),
            ("python", None),
        ] {
            assert_eq!(text.parse().ok(), expected, "{text:?}");
        }
    }
}
