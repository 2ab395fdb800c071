//! Turns the text of a Dockerfile into a lossless tree.
//! Relies on [`crate::source`]; the only home of `nom`. Does not know what an instruction means.

mod tree;

pub use tree::{Arguments, Dockerfile, Flag, Heredoc, Instruction, Item, ItemKind, Keyword, Logical, Pair, Word};
