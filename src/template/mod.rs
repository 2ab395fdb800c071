//! Dated facts about images and packages, and the stage templates: data, read once.
//! Relies on the TOML files of the templates folder, which are part of the program. Contains no logic about what a fact means.

mod build_tools;
mod builtin;
mod combined;
mod contents;
mod facts;
mod images;
mod languages;
mod packages;
mod reference;
mod related;
mod rows;
mod stage;
mod tags;
mod tools;

pub use build_tools::BuildTool;
pub use builtin::Facts;
pub use contents::Content;
pub use facts::{Base, Distro, Family, Flavour, Use};
pub use languages::{Cgo, GoModuleFact, Link, Needs, NodeKind, NodePackageFact, SysCrateFact};
pub use stage::{Evidence, Layer, RuntimeRule, Stage, fill};

#[cfg(test)]
mod tests;
