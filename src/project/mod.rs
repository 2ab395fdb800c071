//! Turns a build context (a list of files and texts) into facts about the project.

pub mod code;
mod facts;
mod go;
mod lexer;
mod named;
mod paths;
mod rust;
mod tree;

pub use code::{Code, Literal, Place};
pub use facts::{CargoWorkspace, ComposeService, Crate, GoModule, GoSources, NodePackage};
pub use go::{go_code, go_modules, go_sources};
pub use named::named_entries;
pub use rust::{cargo_workspaces, crate_code, crates};
pub use tree::{File, Tree};
