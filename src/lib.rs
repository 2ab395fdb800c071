//! dfsplit turns single-stage Dockerfiles of Go, Node.js and Rust projects into multi-stage ones.

pub mod diagnostic;
pub mod model;
pub mod outcome;
pub mod project;
pub mod shell;
pub mod source;
pub mod syntax;
pub mod template;

pub use outcome::{Options, Outcome};
pub use source::Source;
