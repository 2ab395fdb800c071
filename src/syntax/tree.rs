//! The lossless tree of a Dockerfile: items that tile the source, each instruction with its parts and their places.
//! Relies on [`crate::source`]. Does not say what an instruction does.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A parsed Dockerfile. The items' spans cover the source byte for byte, in order.
#[derive(Clone, Debug)]
pub struct Dockerfile {
    /// All of the file, in order.
    pub items: Vec<Item>,
    /// The escape character in force: `\` or, by the `escape` directive, `` ` ``.
    pub escape: char,
    /// What is odd in the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Dockerfile {
    /// The instructions with the index of their item.
    pub fn instructions(&self) -> impl DoubleEndedIterator<Item = (usize, &Instruction)> {
        self.items.iter().enumerate().filter_map(|(i, item)| match &item.kind {
            ItemKind::Instruction(instruction) => Some((i, instruction.as_ref())),
            ItemKind::Bom | ItemKind::Blank | ItemKind::Comment | ItemKind::Directive { .. } => None,
        })
    }
}

/// A stretch of the file: whole lines, line break included (the byte order mark excepted).
#[derive(Clone, Debug)]
pub struct Item {
    /// Where; the last line break belongs to it.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// The byte order mark at the very beginning.
    Bom,
    /// A line of white space.
    Blank,
    /// A comment line.
    Comment,
    /// A parser directive: `# syntax=…`, `# escape=…`, `# check=…`.
    Directive {
        /// Lower case.
        name: String,
        /// As written, trimmed.
        value: String,
    },
    /// An instruction with its continuation lines (comments and blank lines inside included) and heredoc bodies.
    Instruction(Box<Instruction>),
}

/// The keyword of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // the names are the keywords
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
    /// No keyword of the language.
    Unknown,
}

/// One instruction.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// What it is.
    pub keyword: Keyword,
    /// The keyword as written (continuations inside it are rare, and included).
    pub name: Span,
    /// `--name=value` before the arguments.
    pub flags: Vec<Flag>,
    /// The text behind keyword and flags, continuations joined as BuildKit joins them, without the heredoc bodies.
    pub text: Logical,
    /// The arguments, cut as the keyword asks.
    pub arguments: Arguments,
    /// Heredocs, in order of their markers. Those of an ONBUILD belong to the instruction behind it.
    pub heredocs: Vec<Heredoc>,
    /// From the keyword to the last byte of the last line that says anything, without its line break.
    pub span: Span,
}

/// `--name`, `--name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Without the dashes.
    pub name: String,
    /// What follows `=`.
    pub value: Option<String>,
    /// With the dashes.
    pub span: Span,
}

/// A word with its place. The text is as BuildKit gives it: quotes and `$` kept unless the form says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The arguments of an instruction.
#[derive(Clone, Debug)]
pub enum Arguments {
    /// Words between blanks: COPY, ADD, EXPOSE, VOLUME, FROM, and the other short ones. Quotes are kept.
    Words(Vec<Word>),
    /// The JSON form; words decoded, their spans with the quotes.
    Json(Vec<Word>),
    /// A shell command: all of [`Instruction::text`] (behind `CMD` in a HEALTHCHECK); see [`Instruction::command`].
    Shell,
    /// `key=value` pairs of ENV, LABEL, ARG; the legacy `ENV key value` too. An ARG may lack its value. Quotes and escapes as written.
    Pairs(Vec<Pair>),
    /// `HEALTHCHECK NONE`, or the command behind `HEALTHCHECK … CMD` in its own form.
    Healthcheck(Option<Box<Arguments>>),
    /// The instruction behind ONBUILD.
    Onbuild(Box<Instruction>),
    /// The whole text as one value: WORKDIR, USER, MAINTAINER, STOPSIGNAL.
    Text(Word),
    /// Unknown instruction, or arguments that cannot be cut (the diagnostics say why).
    Opaque,
}

/// One `key=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// As written.
    pub key: Word,
    /// As written, quotes kept.
    pub value: Option<Word>,
    /// `key value` with a blank instead of `=`.
    pub legacy: bool,
}

/// A here-document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The terminator, unquoted.
    pub name: String,
    /// False where the name was quoted: no expansion in the body. `<<\\EOF` expands, for BuildKit.
    pub expand: bool,
    /// True for `<<-`: leading tabs are taken off.
    pub chomp: bool,
    /// File descriptor written before `<<`.
    pub descriptor: Option<u32>,
    /// The body, without the terminator line.
    pub body: Span,
    /// The marker `<<name`, with descriptor and quotes.
    pub marker: Span,
}

/// Text put together from pieces of the source, and the way back to their places.
#[derive(Clone, Debug, Default)]
pub struct Logical {
    /// The joined text.
    pub text: String,
    /// `(offset in text, offset in the source)` at the start of each piece, ascending.
    pub pieces: Vec<(usize, usize)>,
}

impl Logical {
    /// The text of a stretch, with its way back.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> Logical {
        let first = self.pieces.partition_point(|&(start, _)| start <= range.start);
        let inside = self.pieces[first..].iter().take_while(|&&(start, _)| start < range.end);
        let pieces = std::iter::once((0, self.offset(range.start))).chain(inside.map(|&(start, source)| (start - range.start, source)));
        Logical { pieces: pieces.collect(), text: self.text[range].to_string() }
    }

    /// The place in the source of a byte of the text.
    pub fn offset(&self, at: usize) -> usize {
        let i = self.pieces.partition_point(|&(start, _)| start <= at);
        match i.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(&(start, source)) => source + (at - start),
            None => 0,
        }
    }

    /// The place in the source of a stretch of the text.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.offset(range.start);
            return Span::new(at, at);
        }
        Span::new(self.offset(range.start), self.offset(range.end - 1) + 1)
    }
}
