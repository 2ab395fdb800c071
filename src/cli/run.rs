//! The run: each file is read and asked about on some thread, then acted on and told of, in order.
//! Relies on all of the command line's rooms. The exit status is decided here, in one place.

use std::ops::ControlFlow;
use std::path::Path;

use dfsplit::Outcome;
use dfsplit::code;
use dfsplit::outcome::{Applicability, Split};
use dfsplit::report::{Deed, Document, totals::Totals};

use super::asked::{Asked, Mode, Results};
use super::context::Contexts;
use super::failure::Failure;
use super::in_order::in_order;
use super::inputs::{self, Input};
use super::judged::Judged;
use super::output::Output;
use super::search::Search;
use super::write::{Replacement, Writer};
use super::{Status, tell};

/// A file to look at, or why there is none.
pub type Found = Result<Input, Failure>;

/// The files that are asked about.
pub fn inputs(asked: &Asked) -> Vec<Found> {
    let settings = &asked.settings;
    let leaves_out = |place: &Path| settings.excludes(place);
    let search = Search {
        hidden: settings.run.hidden(),
        ignore_files: !settings.run.no_ignore(),
        exclude: asked.exclude.clone(),
        leaves_out: &leaves_out,
    };
    inputs::find(&asked.paths, &search)
}

/// Reads each file and asks about it, and hands the answers to `take`, in order, until that breaks.
pub fn each(
    inputs: Vec<Found>,
    asked: &Asked,
    output: &mut Output,
    mut take: impl FnMut(Result<Judged, Failure>, &mut Output) -> ControlFlow<()>,
) -> Result<(), Failure> {
    output.expect(inputs.len());
    let contexts = Contexts::default();
    let judge = |input: Found| input.and_then(|input| Judged::new(input, asked, &contexts));
    let worked = in_order(inputs, asked.settings.run.jobs(), judge, |judged| take(judged, output));
    output.done();
    worked.map_err(|error| Failure::new("--jobs", format!("cannot start a thread: {error}"), "say --jobs 1"))
}

/// A run that cannot begin: a document is whole all the same.
pub fn nothing(failure: &Failure, results: Option<Results>, output: &mut Output) -> Status {
    let mut totals = Totals::default();
    totals.add_unreadable();
    let mut document = results.and_then(document);
    output.result(document.as_mut().map(|document| document.head()).unwrap_or_default().as_bytes());
    tell::failure(failure, &mut document, output);
    output.result(document.map(|mut document| document.tail(&totals)).unwrap_or_default().as_bytes());
    Status { failed: true, ..Status::default() }
}

fn document(results: Results) -> Option<Box<dyn Document>> {
    match results {
        Results::Document(format) => Some(format.document()),
        Results::Patch | Results::Sentences | Results::Explanation | Results::Names | Results::File => None,
    }
}

/// Does what is asked, file by file.
pub fn run(asked: &Asked, output: &mut Output) -> Status {
    let inputs = inputs(asked);
    let (several, all) = (inputs.len() > 1, inputs.len());
    let mut left = all;
    let writer = Writer::new(asked.backup.clone());
    let mut status = Status::default();
    let mut totals = Totals::default();
    let mut document = document(asked.results);
    if let Some(document) = &mut document {
        output.result(document.head().as_bytes());
    }
    let worked = each(inputs, asked, output, |judged, output| {
        if output.reader_gone() && asked.mode != Mode::Write || writer.stopped_by().is_some() {
            return ControlFlow::Break(());
        }
        left -= 1;
        if let (Mode::Write, Ok(judged)) = (asked.mode, &judged) {
            sweep(judged, &writer, output);
        }
        let acted = judged.map_err(|failure| (failure, Totals::add_unreadable as fn(&mut Totals))).and_then(|judged| {
            match act(&judged, asked, &writer) {
                Ok(deed) => Ok((judged, deed)),
                Err(failure) => Err((failure, Totals::add_unwritable as fn(&mut Totals))),
            }
        });
        match acted {
            Ok((judged, deed)) => {
                totals.add(&judged.outcome, deed);
                status.failed |= matches!(judged.outcome, Outcome::CheckFailed { .. });
                status.found |= asked.mode == Mode::Check && deed == Deed::Listed;
                status.found |= asked.settings.run.strict() && is_refusal_of_ours(&judged.outcome);
                if let Some(document) = &mut document {
                    tell::piece(&judged, deed, asked, document.as_mut(), output);
                }
                tell::file(&judged, deed, asked, several, output);
            }
            Err((failure, count)) => {
                count(&mut totals);
                status.failed = true;
                tell::failure(&failure, &mut document, output);
            }
        }
        ControlFlow::Continue(())
    });
    if let Err(failure) = worked {
        output.failure(&failure);
        status.failed = true;
    }
    if let Some(document) = &mut document {
        output.result(document.tail(&totals).as_bytes());
    }
    if several {
        output.sentence(&format!("{totals}\n"));
    }
    status.signal = writer.stopped_by();
    if let (Some(signal), 1..) = (status.signal, left) {
        let sentence = format!("stopped by {} with {left} of {all} files left", signal.name());
        output.failure(&Failure::new("-", sentence, "run the same command again; each file is whole, with the old text or the new one"));
    }
    status
}

/// A refusal that `--strict` counts: a Dockerfile of another language is none.
fn is_refusal_of_ours(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Refused(refused) => code::find(refused.diagnostic.code).is_none_or(|code| code.kind != code::Kind::NotOurs),
        Outcome::Split(_)
        | Outcome::AlreadySplit { .. }
        | Outcome::NothingToGain { .. }
        | Outcome::Ignored { .. }
        | Outcome::NotADockerfile(_)
        | Outcome::CheckFailed { .. } => false,
    }
}

/// Removes what a killed run has left beside a file.
fn sweep(judged: &Judged, writer: &Writer, output: &mut Output) {
    if let Input::File { resolved, .. } = &judged.input {
        for leftover in writer.sweep(resolved) {
            output.note(&judged.name, &format!("removed {leftover}, which a killed run of dfsplit had left beside it"));
        }
    }
}

/// Writes what is to be written, and says what was done.
fn act(judged: &Judged, asked: &Asked, writer: &Writer) -> Result<Deed, Failure> {
    let Outcome::Split(split) = &judged.outcome else { return Ok(Deed::Shown) };
    let deed = intended(split, judged.unsafe_too, asked.mode);
    if let (Deed::Written, Input::File { name, resolved }) = (deed, &judged.input) {
        writer.replace(&Replacement { name, resolved, old: judged.source.text(), new: &split.text })?;
    }
    Ok(deed)
}

/// What is to be done with a file that can be split.
fn intended(split: &Split, unsafe_too: bool, mode: Mode) -> Deed {
    let wanted = match split.safety {
        Applicability::Safe => true,
        Applicability::Unsafe => unsafe_too,
        // A sketch is only ever shown.
        Applicability::DisplayOnly => unsafe_too && mode == Mode::Show,
    };
    match (mode, wanted) {
        (Mode::Show, true) => Deed::Shown,
        (Mode::Show, false) => Deed::Withheld,
        (Mode::Write, true) => Deed::Written,
        (Mode::Check, true) => Deed::Listed,
        (Mode::Write | Mode::Check, false) => Deed::NotWritten,
    }
}
