//! Turns the instructions of a single-stage Dockerfile into steps.

mod tree;

pub use tree::*;
