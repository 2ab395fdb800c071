//! Dated facts about images and packages, and the stage templates: data, read once.

mod builtin;
mod facts;
mod images;
mod packages;
mod reference;
mod related;
mod rows;
mod tags;
mod tools;

pub use builtin::Facts;
pub use facts::{Base, Distro, Family, Flavour, Use};

#[cfg(test)]
mod tests;
