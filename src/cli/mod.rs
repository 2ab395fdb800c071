//! Turns the command line into a run over files: finds them, loads their build contexts, shows or writes the results.
//! Relies on the library's public API. Knows no language and no instruction: what becomes of a file is the library's answer.

mod args;
mod asked;
mod completions;
mod context;
mod failure;
mod in_order;
mod inputs;
mod judged;
mod links;
mod man;
mod output;
mod patch_path;
mod patterns;
mod progress;
mod report;
mod run;
mod search;
mod settings;
mod target;
mod tell;
mod words;
mod write;

use std::process::ExitCode;

use clap::Parser as _;
use dfsplit::{code, report::manual};

use args::{Args, Command, When};
use asked::Asked;
use failure::Failure;
use output::Output;
use write::Signal;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let mut output = Output::new(args.color.unwrap_or(When::Auto), args.quiet.unwrap_or(false));
    let mut status = match args.command {
        Some(Command::Explain { code }) => explain(code.as_deref(), &mut output),
        Some(Command::Report(report)) => report::report(*report, &mut output),
        Some(Command::Completions { shell }) => printed(completions::script(shell).as_bytes(), &mut output),
        Some(Command::Man) => printed(man::page().as_bytes(), &mut output),
        None => files(args, &mut output),
    };
    if let Some(kind) = output.broken() {
        output.failure(&Failure::new("-", format!("cannot write the output: {kind}"), "send it to another place"));
        status.failed = true;
    }
    match status.signal {
        Some(signal) => signal.die(),
        None => status.into(),
    }
}

/// What is asked about Dockerfiles.
fn files(args: Args, output: &mut Output) -> Status {
    let (show_settings, format) = (args.show_settings, args.format);
    let asked = match Asked::new(args) {
        Ok(asked) => asked,
        Err(failure) => return run::nothing(&failure, format.map(asked::results), output),
    };
    *output = Output::new(asked.settings.run.color(), asked.settings.run.quiet());
    if show_settings { settings_of(&asked, output) } else { run::run(&asked, output) }
}

/// `dfsplit --show-settings PATH...`
fn settings_of(asked: &Asked, output: &mut Output) -> Status {
    output.result(asked.settings.show_run().as_bytes());
    let mut status = Status::default();
    for path in &asked.paths {
        let place = path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_default();
        let place = if place.is_dir() { place.join("Dockerfile") } else { place };
        match asked.settings.show_file(path, &place) {
            Ok(text) => output.result(text.as_bytes()),
            Err(failure) => {
                output.failure(&failure);
                status.failed = true;
            }
        }
    }
    status
}

/// How a run ended, for the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Status {
    /// A file could not be read or written, the usage is wrong, or dfsplit itself has failed.
    failed: bool,
    /// What `--check` or `--strict` asks for was found.
    found: bool,
    /// What has ended the run before its time: the process ends by it as well.
    signal: Option<Signal>,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(if status.failed { 2 } else { u8::from(status.found) })
    }
}

/// What dfsplit knows without looking at a file.
fn printed(text: &[u8], output: &mut Output) -> Status {
    output.result(text);
    Status::default()
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
        return Status { failed: true, ..Status::default() };
    };
    output.result(manual::page(code).as_bytes());
    Status::default()
}
