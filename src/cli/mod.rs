//! Turns the command line into a run over files: finds them, loads their build contexts, shows or writes the results.
//! Relies on the library's public API. Knows no language and no instruction: what becomes of a file is the library's answer.

mod args;
mod context;
mod failure;
mod inputs;
mod output;
mod patch_path;
mod run;
mod words;
mod write;

use std::process::ExitCode;

use clap::Parser as _;
use dfsplit::{code, report::manual};

use args::{Args, Asked, Command};
use failure::Failure;
use output::Output;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let mut output = Output::new(args.color, args.quiet);
    let mut status = match args.command {
        Some(Command::Explain { code }) => explain(code.as_deref(), &mut output),
        None => run::run(&Asked::from(args), &mut output),
    };
    if let Some(kind) = output.broken() {
        output.failure(&Failure::new("-", format!("cannot write the output: {kind}"), "send it to another place"));
        status.failed = true;
    }
    status.into()
}

/// How a run ended, for the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Status {
    /// A file could not be read or written, the usage is wrong, or dfsplit itself has failed.
    failed: bool,
    /// What `--check` or `--strict` asks for was found.
    found: bool,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(if status.failed { 2 } else { u8::from(status.found) })
    }
}

/// `dfsplit explain CODE`; without a code, the list of codes.
fn explain(name: Option<&str>, output: &mut Output) -> Status {
    let Some(name) = name else {
        output.result(manual::list().as_bytes());
        return Status::default();
    };
    let Some(code) = code::find(name) else {
        let way_out = match manual::near(name).as_slice() {
            [] => "`dfsplit explain` lists the codes".to_owned(),
            near => format!("did you mean {}? `dfsplit explain` lists the codes", near.join(" or ")),
        };
        output.failure(&Failure::new(name, format!("there is no code `{name}`"), way_out));
        return Status { failed: true, found: false };
    };
    output.result(manual::page(code).as_bytes());
    Status::default()
}
