//! Turns the instructions of a single-stage Dockerfile into steps: the state of the image before each, and what it runs and copies.
//! Relies on [`crate::syntax`] and [`crate::shell`] for the text, and on the documentation of the programs that Dockerfiles run.
//! Does not look at the project, picks no template, and says "not known" where a guess would be needed.
//!
//! | file | holds |
//! |---|---|
//! | `tree` | the types |
//! | `steps` | one step an instruction |
//! | `state` | ENV, ARG, WORKDIR, USER, SHELL |
//! | `expand`, `values` | variables in the Dockerfile's own words |
//! | `copies` | COPY, ADD |
//! | `flow`, `scope`, `words`, `functions`, `builtins`, `wrappers` | shell texts into calls |
//! | `actions` | what a call does, one file a kind of program |
//! | `paths` | paths as text |

mod actions;
mod builtins;
mod copies;
mod expand;
mod flow;
mod functions;
mod paths;
mod scope;
mod state;
mod steps;
#[cfg(test)]
mod tests;
mod tree;
mod values;
mod words;
mod wrappers;

pub(crate) use expand::names_in;
pub use expand::quoted;
pub use paths::normalise;
pub use steps::{call_of_words, calls_of_script, calls_of_shell, steps};
pub use tree::*;
