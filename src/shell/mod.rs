//! Turns the text of a shell command into commands and words.
//! Does not run, expand or guess: what cannot be known is opaque, with the reason.

mod tree;

pub use tree::{Assignment, Command, Part, Redirect, Script, Simple, Statement, Then, Word};
