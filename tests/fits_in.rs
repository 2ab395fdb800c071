//! What dfsplit brings along for the tools around it: completions, the manual page, hooks, the action, its image, scripts for many repositories.
//!
//! Each test runs the real tool where it is installed (`bash tests/fits_in/tools.sh` installs those that can be had), and says what it skips.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // tests fail by panicking

#[path = "fits_in/action.rs"]
mod action;
#[path = "fits_in/bulk/mod.rs"]
mod bulk;
#[path = "fits_in/completions.rs"]
mod completions;
#[path = "fits_in/man.rs"]
mod man;
#[path = "fits_in/pre_commit.rs"]
mod pre_commit;
#[path = "fits_in/repository.rs"]
mod repository;
#[path = "fits_in/schema.rs"]
mod schema;
#[path = "fits_in/tools.rs"]
mod tools;
