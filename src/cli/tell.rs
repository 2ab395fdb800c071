//! Tells of a file: the result on stdout, the sentences on stderr.
//! Relies on the library's renderers. Decides nothing about the file.

use dfsplit::Outcome;
use dfsplit::report::{self, Answer, Deed, Document, Scene, diff, explain, text};

use super::asked::{Asked, Results, quoted};
use super::failure::Failure;
use super::inputs::Input;
use super::judged::Judged;
use super::output::Output;
use super::words;

/// Tells of one file, of `several` or alone.
pub fn file(judged: &Judged, deed: Deed, asked: &Asked, several: bool, output: &mut Output) {
    let (source, outcome) = (&judged.source, &judged.outcome);
    for note in &judged.notes {
        output.note(&judged.name, note);
    }
    let again = again(judged, asked);
    let context = judged.context.as_ref().map(ToString::to_string).unwrap_or_default();
    let scene = |colour| Scene { deed, colour, again: again.as_deref(), context: &context };
    let sentences = |colour| {
        if asked.explain && asked.results != Results::Explanation {
            explain::explain(source, outcome, &scene(colour))
        } else if several {
            text::line(source, outcome, &scene(colour))
        } else {
            text::screen(source, outcome, &scene(colour))
        }
    };
    output.step(&judged.name);
    match asked.results {
        Results::Patch => {
            if let (Outcome::Split(split), Deed::Shown | Deed::Written | Deed::Listed) = (outcome, deed) {
                let named = judged.patch_path(asked);
                let patch = diff::unified(source.text(), &split.text, &named.bytes);
                output.result(if output.result_colour { diff::painted(&patch) } else { patch }.as_bytes());
                if named.outside && deed == Deed::Shown {
                    output.note(&judged.name, "it lies outside this folder; apply the patch with `patch -p1 -d /`");
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
                let mut name = judged.name.as_os_str().as_encoded_bytes().to_vec();
                name.push(b'\n');
                output.result(&name);
            }
        }
        Results::File => {
            if judged.input == Input::Stdin {
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

/// The piece of a document that is about the file.
pub fn piece(judged: &Judged, deed: Deed, asked: &Asked, document: &mut dyn Document, output: &mut Output) {
    let path = words::path(&judged.patch_path(asked));
    let build = match (&judged.input, &judged.context) {
        (Input::File { resolved, .. }, Some(context)) => Some(words::build(resolved, &context.root)),
        (Input::File { .. } | Input::Stdin, _) => None,
    };
    let again = again(judged, asked);
    let answer =
        Answer { source: &judged.source, outcome: &judged.outcome, deed, path: &path, again: again.as_deref(), build: build.as_deref() };
    output.result(document.file(&answer).as_bytes());
}

/// Tells of a file that could not be read or written.
pub fn failure(failure: &Failure, document: &mut Option<Box<dyn Document>>, output: &mut Output) {
    output.step(&failure.path);
    if let Some(document) = document {
        let failed = report::Failure { path: failure.path.as_os_str().as_encoded_bytes(), sentence: &failure.sentence };
        output.result(document.failure(&failed).as_bytes());
    }
    output.failure(failure);
}

/// The arguments that name the file again.
fn again(judged: &Judged, asked: &Asked) -> Option<String> {
    match &judged.input {
        Input::File { name, .. } => Some(format!("{}{}", asked.again, quoted(name))),
        Input::Stdin => None,
    }
}
