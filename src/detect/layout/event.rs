//! The entries of the layout's log: what a step put where, and where it comes from. Knows no rules.

use crate::model::{Known, Manager};
use crate::source::Span;

/// Something that a step put into the image.
#[derive(Clone, Debug)]
pub struct Event {
    /// Index into [`Image::steps`].
    pub step: usize,
    /// Absolute path in the image.
    pub path: String,
    /// What it is and where it comes from.
    pub origin: Origin,
    /// The place in the Dockerfile that says so.
    pub span: Span,
}

/// Where something in the image comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A file or folder of the build context, by its path there.
    Copied {
        /// Path in the context; `""` is all of it.
        context: String,
        /// A folder, with all that lies below it.
        folder: bool,
    },
    /// A compiled program.
    Program(Program),
    /// Compiled programs in this folder, whose names are not known.
    Programs(Program),
    /// The dependencies of a Node.js package: its node_modules folder.
    Modules {
        /// Development dependencies are not among them.
        production: bool,
        /// Installed by.
        manager: Manager,
    },
    /// A file or folder that a command made, moved, downloaded or unpacked.
    Made {
        /// With all that lies below it.
        folder: bool,
    },
    /// A package script or an unknown program ran here and may have made anything below this folder.
    Anything {
        /// Its words, for messages.
        by: String,
    },
    /// Taken away.
    Removed,
}

/// How a program was compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// `go` or `cargo`, for messages.
    pub tool: Tool,
    /// The folder in the image in which the compiler ran.
    pub folder: Option<String>,
    /// The build context's folder with the sources of the main package, where known.
    pub sources: Option<String>,
    /// Flags, as written.
    pub flags: Vec<String>,
    /// Variables that were set for it alone.
    pub env: Vec<(String, Known)>,
    /// A program of somebody else, by its package or crate: `github.com/pressly/goose/v3/cmd/goose`.
    pub foreign: Option<String>,
}

/// The compiler's driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tool {
    Go,
    Cargo,
}

/// The answer to "what is at this path?".
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// This event put it there.
    Known(&'a Event),
    /// Probably this one: it makes things whose names are not known.
    Likely(&'a Event),
    /// No step of the Dockerfile makes it.
    Nothing,
}
