//! What readers of the tree ask often, as methods.
//! Relies on [`super::tree`]. Does not compute anything that the tree does not hold.

use super::flag::is_blank;
use super::tree::{Arguments, Flag, Instruction, Keyword, Logical, Pair, Word};
use std::borrow::Cow;

impl Keyword {
    /// All keywords of the language with their names.
    pub const NAMES: [(&'static str, Keyword); 18] = [
        ("ADD", Keyword::Add),
        ("ARG", Keyword::Arg),
        ("CMD", Keyword::Cmd),
        ("COPY", Keyword::Copy),
        ("ENTRYPOINT", Keyword::Entrypoint),
        ("ENV", Keyword::Env),
        ("EXPOSE", Keyword::Expose),
        ("FROM", Keyword::From),
        ("HEALTHCHECK", Keyword::Healthcheck),
        ("LABEL", Keyword::Label),
        ("MAINTAINER", Keyword::Maintainer),
        ("ONBUILD", Keyword::Onbuild),
        ("RUN", Keyword::Run),
        ("SHELL", Keyword::Shell),
        ("STOPSIGNAL", Keyword::Stopsignal),
        ("USER", Keyword::User),
        ("VOLUME", Keyword::Volume),
        ("WORKDIR", Keyword::Workdir),
    ];

    /// The keyword of this name, in any case.
    pub fn of(name: &str) -> Keyword {
        Self::NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map_or(Keyword::Unknown, |&(_, keyword)| keyword)
    }

    /// Its name in upper case; empty for an unknown one.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|&&(_, keyword)| keyword == self).map_or("", |&(name, _)| name)
    }
}

impl Instruction {
    /// The first flag of this name (without dashes).
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|flag| flag.name == name)
    }

    /// The words between blanks or of the JSON form; one word for WORKDIR, USER, STOPSIGNAL and MAINTAINER; none for the others.
    pub fn words(&self) -> &[Word] {
        self.arguments.words()
    }

    /// The pairs of ENV, LABEL and ARG; none for the others.
    pub fn pairs(&self) -> &[Pair] {
        match &self.arguments {
            Arguments::Pairs(pairs) => pairs,
            Arguments::Words(_)
            | Arguments::Json(_)
            | Arguments::Shell
            | Arguments::Healthcheck(_)
            | Arguments::Onbuild(_)
            | Arguments::Text(_)
            | Arguments::Opaque => &[],
        }
    }

    /// True for the JSON (exec) form, also behind HEALTHCHECK; what stands behind ONBUILD is asked by itself.
    pub fn is_exec(&self) -> bool {
        self.arguments.json().is_some()
    }

    /// The text of a command in shell form: RUN, CMD, ENTRYPOINT, SHELL, and behind `HEALTHCHECK CMD`.
    pub fn command(&self) -> Option<Cow<'_, Logical>> {
        match &self.arguments {
            Arguments::Shell => Some(Cow::Borrowed(&self.text)),
            Arguments::Healthcheck(Some(command)) if matches!(**command, Arguments::Shell) => {
                let text = &self.text.text;
                let kind = text.find(is_blank).unwrap_or(text.len());
                let start = text.len() - text[kind..].trim_start_matches(is_blank).len();
                Some(Cow::Owned(self.text.slice(start..text.len())))
            }
            Arguments::Words(_)
            | Arguments::Json(_)
            | Arguments::Pairs(_)
            | Arguments::Healthcheck(_)
            | Arguments::Onbuild(_)
            | Arguments::Text(_)
            | Arguments::Opaque => None,
        }
    }

    /// The instruction behind ONBUILD.
    pub fn trigger(&self) -> Option<&Instruction> {
        if let Arguments::Onbuild(trigger) = &self.arguments { Some(trigger) } else { None }
    }

    /// The instruction behind ONBUILD, to be completed.
    pub(super) fn trigger_mut(&mut self) -> Option<&mut Instruction> {
        if let Arguments::Onbuild(trigger) = &mut self.arguments { Some(trigger) } else { None }
    }
}

impl Arguments {
    /// The words of the JSON form, also behind HEALTHCHECK.
    pub fn json(&self) -> Option<&[Word]> {
        match self {
            Arguments::Json(words) => Some(words),
            Arguments::Healthcheck(Some(command)) => command.json(),
            Arguments::Words(_)
            | Arguments::Shell
            | Arguments::Pairs(_)
            | Arguments::Healthcheck(None)
            | Arguments::Onbuild(_)
            | Arguments::Text(_)
            | Arguments::Opaque => None,
        }
    }

    /// See [`Instruction::words`].
    pub fn words(&self) -> &[Word] {
        match self {
            Arguments::Words(words) | Arguments::Json(words) => words,
            Arguments::Text(word) => std::slice::from_ref(word),
            Arguments::Healthcheck(Some(command)) => command.words(),
            Arguments::Shell | Arguments::Pairs(_) | Arguments::Healthcheck(None) | Arguments::Onbuild(_) | Arguments::Opaque => &[],
        }
    }
}
