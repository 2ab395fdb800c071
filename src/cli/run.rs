//! The run: each file is read, asked about, acted on and told of, in order.
//! Relies on all of the command line's rooms. The exit status is decided here, in one place.

use std::path::{Path, PathBuf};

use dfsplit::code;
use dfsplit::outcome::{Applicability, Split};
use dfsplit::report::{self, Answer, Deed, Document, Scene, diff, explain, text, totals::Totals};
use dfsplit::{Outcome, Source};

use super::args::{Asked, Mode, Results, quoted};
use super::context::Contexts;
use super::failure::Failure;
use super::inputs::{self, Input};
use super::output::Output;
use super::patch_path::{self, PatchPath};
use super::{Status, words, write};

/// Does what is asked, file by file.
pub fn run(asked: &Asked, output: &mut Output) -> Status {
    let mut status = Status::default();
    let mut totals = Totals::default();
    let mut document = match asked.results {
        Results::Document(format) => Some(format.document()),
        _ => None,
    };
    if let Some(document) = &mut document {
        output.result(document.head().as_bytes());
    }
    let mut contexts = match Contexts::new(asked.context.as_deref()) {
        Ok(contexts) => contexts,
        Err(failure) => {
            totals.add_unreadable();
            tell_failure(&failure, &mut document, output);
            if let Some(document) = &mut document {
                output.result(document.tail(&totals).as_bytes());
            }
            return Status { failed: true, found: false };
        }
    };
    let inputs = inputs::find(&asked.paths);
    let several = inputs.len() > 1;
    for input in inputs {
        if output.reader_gone() && asked.mode != Mode::Write {
            break;
        }
        let subject = match input.and_then(|input| Subject::read(input, asked)) {
            Ok(subject) => subject,
            Err(failure) => {
                totals.add_unreadable();
                status.failed = true;
                tell_failure(&failure, &mut document, output);
                continue;
            }
        };
        let (outcome, build) = subject.split(asked, &mut contexts, output);
        match act(&subject, &outcome, asked) {
            Ok(deed) => {
                totals.add(&outcome, deed);
                status.failed |= matches!(outcome, Outcome::CheckFailed { .. });
                status.found |= asked.mode == Mode::Check && deed == Deed::Listed;
                status.found |= asked.strict && is_refusal_of_ours(&outcome);
                if let Some(document) = &mut document {
                    tell_document(&subject, &outcome, deed, asked, build.as_deref(), document.as_mut(), output);
                }
                tell(&subject, &outcome, deed, asked, several, output);
            }
            Err(failure) => {
                totals.add_unwritable();
                status.failed = true;
                tell_failure(&failure, &mut document, output);
            }
        }
    }
    if let Some(document) = &mut document {
        output.result(document.tail(&totals).as_bytes());
    }
    if several {
        output.sentence(&format!("{totals}\n"));
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

/// A Dockerfile that was read.
struct Subject {
    input: Input,
    source: Source,
    /// Its path as it was given.
    name: PathBuf,
}

impl Subject {
    fn read(input: Input, asked: &Asked) -> Result<Self, Failure> {
        let (name, source) = match &input {
            Input::File { name, resolved } => (name.clone(), inputs::read_file(name, resolved)?),
            Input::Stdin => {
                let name = asked.stdin_name.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
                let source = inputs::read_stdin(&name)?;
                (name, source)
            }
        };
        Ok(Self { input, source, name })
    }

    /// What becomes of it, and the words that build it where its build context is known.
    fn split(&self, asked: &Asked, contexts: &mut Contexts, output: &mut Output) -> (Outcome, Option<String>) {
        let place = match &self.input {
            Input::File { resolved, .. } => Some(resolved.as_path()),
            Input::Stdin => asked.stdin_name.as_deref(),
        };
        let found = contexts.of(place, self.source.text());
        for note in &found.notes {
            output.note(&self.name, note);
        }
        let build = match (&self.input, &found.root) {
            (Input::File { resolved, .. }, Some(root)) => Some(words::build(resolved, root)),
            (Input::File { .. } | Input::Stdin, _) => None,
        };
        (dfsplit::split(&self.source, found.project.as_ref(), &asked.options), build)
    }

    /// The arguments that name it again.
    fn again(&self, asked: &Asked) -> Option<String> {
        match &self.input {
            Input::File { name, .. } => Some(format!("{}{}", asked.again, quoted(name))),
            Input::Stdin => None,
        }
    }

    /// Its name in a patch.
    fn patch_path(&self, asked: &Asked) -> PatchPath {
        match &self.input {
            Input::File { resolved, .. } => patch_path::of(resolved),
            Input::Stdin => {
                let name = asked.stdin_name.as_deref().unwrap_or(Path::new("Dockerfile"));
                PatchPath { bytes: patch_path::named(name), outside: false }
            }
        }
    }
}

/// Writes what is to be written, and says what was done.
fn act(subject: &Subject, outcome: &Outcome, asked: &Asked) -> Result<Deed, Failure> {
    let Outcome::Split(split) = outcome else { return Ok(Deed::Shown) };
    let deed = intended(split, asked);
    if let (Deed::Written, Input::File { name, resolved }) = (deed, &subject.input) {
        write::replace(name, resolved, subject.source.text(), &split.text)?;
    }
    Ok(deed)
}

/// What is to be done with a file that can be split.
fn intended(split: &Split, asked: &Asked) -> Deed {
    let wanted = match split.safety {
        Applicability::Safe => true,
        Applicability::Unsafe => asked.unsafe_too,
        // A sketch is only ever shown.
        Applicability::DisplayOnly => asked.unsafe_too && asked.mode == Mode::Show,
    };
    match (asked.mode, wanted) {
        (Mode::Show, true) => Deed::Shown,
        (Mode::Show, false) => Deed::Withheld,
        (Mode::Write, true) => Deed::Written,
        (Mode::Check, true) => Deed::Listed,
        (Mode::Write | Mode::Check, false) => Deed::NotWritten,
    }
}

/// Puts the result on stdout and the sentences on stderr.
fn tell(subject: &Subject, outcome: &Outcome, deed: Deed, asked: &Asked, several: bool, output: &mut Output) {
    let source = &subject.source;
    let again = subject.again(asked);
    let scene = |colour| Scene { deed, colour, again: again.as_deref() };
    let sentences = |colour| {
        if asked.explain && asked.results != Results::Explanation {
            explain::explain(source, outcome, &scene(colour))
        } else if several {
            text::line(source, outcome, &scene(colour))
        } else {
            text::screen(source, outcome, &scene(colour))
        }
    };
    match asked.results {
        Results::Patch => {
            if let (Outcome::Split(split), Deed::Shown | Deed::Written | Deed::Listed) = (outcome, deed) {
                let named = subject.patch_path(asked);
                let patch = diff::unified(source.text(), &split.text, &named.bytes);
                output.result(if output.result_colour { diff::painted(&patch) } else { patch }.as_bytes());
                if named.outside && deed == Deed::Shown {
                    output.note(&subject.name, "it lies outside this folder; apply the patch with `patch -p1 -d /`");
                }
            }
        }
        Results::Document(_) => {}
        Results::Sentences => {
            let colour = output.result_colour;
            output.result(sentences(colour).as_bytes());
            return;
        }
        Results::Explanation => {
            let colour = output.result_colour;
            let between = if several { "\n" } else { "" };
            output.result((explain::explain(source, outcome, &scene(colour)) + between).as_bytes());
            if deed != Deed::Written {
                return;
            }
        }
        Results::Names => {
            if deed == Deed::Listed {
                let mut name = subject.name.as_os_str().as_encoded_bytes().to_vec();
                name.push(b'\n');
                output.result(&name);
            }
        }
        Results::File => {
            if subject.input == Input::Stdin {
                let new = match (outcome, deed) {
                    (Outcome::Split(split), Deed::Written) => split.text.as_str(),
                    _ => source.text(),
                };
                output.result(new.as_bytes());
            }
        }
    }
    let colour = output.sentence_colour;
    output.sentence(&sentences(colour));
}

/// Puts the file's piece of a document on stdout.
fn tell_document(
    subject: &Subject,
    outcome: &Outcome,
    deed: Deed,
    asked: &Asked,
    build: Option<&str>,
    document: &mut dyn Document,
    output: &mut Output,
) {
    let path = words::path(&subject.patch_path(asked));
    let again = subject.again(asked);
    let answer = Answer { source: &subject.source, outcome, deed, path: &path, again: again.as_deref(), build };
    output.result(document.file(&answer).as_bytes());
}

fn tell_failure(failure: &Failure, document: &mut Option<Box<dyn Document>>, output: &mut Output) {
    if let Some(document) = document {
        let failed = report::Failure { path: failure.path.as_os_str().as_encoded_bytes(), sentence: &failure.sentence };
        output.result(document.failure(&failed).as_bytes());
    }
    output.failure(failure);
}
