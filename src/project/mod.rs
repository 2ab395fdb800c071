//! Turns a build context (a list of files and texts) into facts about the project.

pub mod code;
pub mod compose;
mod facts;
pub mod ignore;
pub mod javascript;
pub mod node;
mod path;
pub mod scripts;
mod tree;

pub use code::{Code, Literal, Place};
pub use facts::{CargoWorkspace, ComposeService, Crate, Framework, GoModule, GoSources, NodePackage, Prisma};
pub use tree::{File, Tree};
