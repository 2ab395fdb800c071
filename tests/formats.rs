//! The formats as their consumers read them: whole outputs over one small tree, the schemas, and that the changes they propose make exactly the new text.
//! With `UPDATE_GOLDEN=1` in the environment the outputs are written anew; read their diff before it is committed.

#![allow(clippy::unwrap_used)] // tests fail by panicking

mod context;

#[path = "formats/changes.rs"]
mod changes;
#[path = "formats/outputs.rs"]
mod outputs;
#[path = "formats/schemas.rs"]
mod schemas;
