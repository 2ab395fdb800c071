//! Turns a build context (a list of files and texts) into facts about the project.

pub mod code;
mod facts;
mod tree;

pub use code::{Code, Literal, Place};
pub use facts::{CargoWorkspace, ComposeService, Crate, GoModule, GoSources, NodePackage};
pub use tree::{File, Tree};
