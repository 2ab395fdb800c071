//! Turns a command that no step makes into the refusal that names what is made instead. Relies on the layout's events. Decides nothing.

use crate::detect::Subject;
use crate::detect::entry::Started;
use crate::detect::layout::{Origin, Program};
use crate::diagnostic::{Diagnostic, Level};

/// So many programs that are made are shown.
const SHOWN: usize = 5;

/// The refusal for a command that no step makes.
pub fn entry_not_made(subject: &Subject, path: &str, started: &Started) -> Diagnostic {
    let word = started.call.argv.first().cloned().flatten().unwrap_or_default();
    let mut diagnostic = Diagnostic::new(Level::Refused, "entry-not-made", format!("nothing in this image is called `{word}`"))
        .at(started.call.places.first().copied().unwrap_or(started.call.span), format!("looked for {path}"));
    let programs = subject.layout.events().iter().filter_map(|e| match &e.origin {
        Origin::Program(Program { foreign: None, .. }) => Some((e.span, e.path.as_str())),
        _ => None,
    });
    let mut made = None;
    let mut more = 0;
    for (number, (span, path)) in programs.enumerate() {
        if number < SHOWN {
            diagnostic = diagnostic.with(span, format!("makes {path}"));
        } else {
            more += 1;
        }
        made = Some(path);
    }
    if more > 0 {
        diagnostic = diagnostic.note("note", format!("{more} more programs are made, none of them with that name"));
    }
    diagnostic = diagnostic.because("a container of this image stops at once, so there is nothing to keep working");
    match made {
        Some(made) => diagnostic.way_out(format!("make the command name {made}, then run dfsplit again")),
        None => diagnostic.way_out("add the step that builds it, or name the program that is built, then run dfsplit again"),
    }
}
