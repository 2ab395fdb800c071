//! Turns COPY and ADD into what they copy and where to.
//! Relies on [`super::expand`] and [`super::paths`]. Does not match patterns and looks at no build context.

use super::expand::expand;
use super::paths::{as_folder, normalise};
use super::{Copy, Known, State};
use crate::syntax::{Arguments, Instruction, Keyword, Word};

/// What a COPY or ADD does; `None` where its words could not be read.
pub(super) fn copy(instruction: &Instruction, escape: char, state: &State) -> Option<Copy> {
    let words: &[Word] = match &instruction.arguments {
        Arguments::Words(words) | Arguments::Json(words) => words,
        Arguments::Shell
        | Arguments::Pairs(_)
        | Arguments::Healthcheck(_)
        | Arguments::Onbuild(_)
        | Arguments::Text(_)
        | Arguments::Opaque => return None,
    };
    let (to, sources) = words.split_last()?;
    let put_in = |text: &str| expand(text, escape, &|name| state.value(name));
    let flag = |name: &str| instruction.flags.iter().find(|flag| flag.name == name).and_then(|flag| flag.value.as_deref());
    let add = instruction.keyword == Keyword::Add;
    let files: Vec<&Word> = sources.iter().filter(|word| instruction.heredocs.is_empty() || !is_heredoc(&word.text)).collect();
    Some(Copy {
        sources: files.iter().map(|word| put_in(&word.text).map(|path| source(&path, add))).collect(),
        inline: instruction.heredocs.iter().map(|heredoc| heredoc.name.clone()).collect(),
        to: put_in(&to.text).and_then(|path| target(&path, sources.len(), &state.workdir)),
        from: flag("from").map(str::to_owned),
        chown: flag("chown").and_then(put_in),
        add,
    })
}

/// `<<EOF`, `<<-"EOF"`, `3<<EOF`
fn is_heredoc(word: &str) -> bool {
    word.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("<<")
}

/// A source as the build context names it.
fn source(path: &str, add: bool) -> String {
    if add && (path.contains("://") || path.starts_with("git@")) {
        return path.to_owned();
    }
    match normalise("/", path).get(1..) {
        Some("") | None => ".".into(),
        Some(inside) => inside.to_owned(),
    }
}

/// Where to; with a slash at the end where it is a folder for sure.
fn target(path: &str, sources: usize, workdir: &Known) -> Known {
    let full = if path.starts_with('/') { normalise("", path) } else { normalise(workdir.as_ref()?, path) };
    let folder = sources > 1 || matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    Some(if folder { as_folder(full) } else { full })
}
