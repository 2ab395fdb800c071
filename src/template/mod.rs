//! Dated facts about images and packages, and the stage templates: data, read once.

mod facts;

pub use facts::{Base, Distro, Family, Flavour, Use};
