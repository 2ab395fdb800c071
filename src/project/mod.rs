//! Turns a build context (a list of files and texts) into facts about the project.

pub mod code;
pub mod compose;
mod facts;
pub mod ignore;
pub mod javascript;
pub mod node;
mod path;
pub mod scripts;
mod go;
mod lexer;
mod named;
mod paths;
mod rust;
mod tree;

pub use code::{Code, Literal, Place};
pub use facts::{CargoWorkspace, ComposeService, Crate, GoModule, GoSources, NodePackage};
pub use go::{go_modules, go_sources};
pub use named::named_entries;
pub use rust::{cargo_workspaces, crates};
pub use tree::{File, Tree};
