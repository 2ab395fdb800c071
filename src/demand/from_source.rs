//! Turns a command that compiles and runs into the place where the program that it starts can stand in its stead.
//! Relies on the entry and on where its words stand. Does not say which program that is: each language does.

use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Span;
use crate::syntax::{Arguments, Instruction};

/// What the program takes the place of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// The whole command: it holds nothing else.
    Command,
    /// These words of it, or these words of a text inside it; what stands around them stays.
    Words(Span),
}

/// The place of a call that is one of the image's own command, or why it cannot be replaced.
pub fn place(subject: &Subject, entry: &Entry, one: &Started, taken: bool) -> Result<Place, Box<Diagnostic>> {
    let command = one.call.argv.iter().take(2).flatten().cloned().collect::<Vec<_>>().join(" ");
    let refusal = |because: String| {
        Box::new(
            Diagnostic::new(Level::Refused, "run-from-script", format!("{} runs `{command}`, which needs the tool chain", one.by))
                .at(one.call.span, String::new())
                .because(because)
                .way_out("build the program in a RUN, and start the result in its place"),
        )
    };
    if one.by != "CMD" && one.by != "ENTRYPOINT" {
        return Err(refusal(format!("only a `{command}` that stands in the Dockerfile can be replaced")));
    }
    let compiles = |other: &&Started| {
        let first = other.call.argv.first().and_then(|word| word.as_deref());
        other.call.places != one.call.places
            && !other.health
            && first.is_some_and(|word| subject.facts.is_toolchain(word) || subject.facts.only_builds(word))
    };
    if taken || entry.started.iter().any(|other| compiles(&other)) {
        return Err(refusal("the command calls the tool chain a second time".into()));
    }
    let found = instruction(subject, entry, one).and_then(|instruction| in_instruction(subject, instruction, one));
    found.ok_or_else(|| refusal(format!("`{command}` stands in a text in which its words cannot be told from the others")))
}

/// The one of CMD and ENTRYPOINT in which the call begins.
fn instruction<'s>(subject: &'s Subject, entry: &Entry, one: &Started) -> Option<&'s Instruction> {
    let start = one.call.places.first()?.start;
    let own = [entry.entrypoint, entry.cmd].into_iter().flatten().filter_map(|item| subject.instruction(item));
    own.into_iter().find(|i| i.span.contains(start) && i.heredocs.is_empty())
}

fn in_instruction(subject: &Subject, instruction: &Instruction, one: &Started) -> Option<Place> {
    let places = &one.call.places;
    let inside: Vec<Span> = places.iter().copied().filter(|place| instruction.span.contains(place.start)).collect();
    let span = inside.first()?.to(*inside.last()?);
    let apart = inside.windows(2).all(|pair| pair[0].end <= pair[1].start);
    if let (Arguments::Json(words), true) = (&instruction.arguments, apart) {
        return Some(if words.first()?.span.start == span.start { Place::Command } else { Place::Words(span) });
    }
    let blank = |text: &str| text.trim_matches(['\\', ' ', '\t', '\r', '\n']).is_empty();
    if apart && inside.windows(2).all(|pair| blank(subject.source.slice(Span::new(pair[0].end, pair[1].start)))) {
        let before = subject.source.slice(Span::new(instruction.name.end, span.start)).trim();
        let for_the_build = |word: &str| word.split_once('=').is_some_and(|(name, _)| subject.facts.build_only_env(name));
        let bare = before == "exec" || before.split_whitespace().all(for_the_build);
        let alone = bare && blank(subject.source.slice(Span::new(span.end, instruction.span.end)));
        return Some(if alone { Place::Command } else { Place::Words(span) });
    }
    in_text(subject, instruction, one, span)
}

/// In the text that a shell of the command is given: by its words, as they are written.
fn in_text(subject: &Subject, instruction: &Instruction, one: &Started, span: Span) -> Option<Place> {
    let command = one.call.argv.iter().cloned().collect::<Option<Vec<String>>>()?.join(" ");
    let text = subject.source.slice(span);
    let mut found = text.match_indices(&command);
    let (Some((at, _)), None) = (found.next(), found.next()) else { return None };
    let alone = text.trim_matches(['"', '\'', ' ']).trim_start_matches("exec ").trim() == command;
    let shell_alone = matches!(&instruction.arguments, Arguments::Json(words) if words.len() == 3) && one.call.through.len() == 1;
    let start = span.start + at;
    Some(if alone && shell_alone { Place::Command } else { Place::Words(Span::new(start, start + command.len())) })
}
