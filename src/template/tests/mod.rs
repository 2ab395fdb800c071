//! The facts, asked from outside: tables of references and names against whole answers.

mod contents;
mod images;
mod names;

use super::{Base, Facts};

pub(super) fn base(reference: &str) -> Base {
    Facts::builtin().base(reference).unwrap_or_else(|| panic!("{reference} is not known"))
}
