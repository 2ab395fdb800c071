//! Turns an expression into the path that it names: `path.join(__dirname, 'a', 'b')`, `process.cwd() + '/x'`, `new URL('./x', import.meta.url)`.
//! Relies on tokens, names and the constants seen so far. Runs nothing: what is put together from variables is known up to the first of them.

use std::collections::HashMap;

use super::lexer::{HOLE, HOLE_END, Kind, TEMPLATE, TEMPLATE_END};
use super::names::{Library, Names};
use super::view::View;

/// Where a path starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Base {
    /// Nowhere: it is only a string.
    #[default]
    Nothing,
    /// The folder of the source file.
    File,
    /// The folder that the process runs in.
    Work,
    /// A folder in a variable.
    Folder,
    /// Inside an installed package.
    Package,
    /// A value that is not known at all.
    Unknown,
}

/// A path as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    pub base: Base,
    /// What is constant behind the base.
    pub text: String,
    /// Nothing unknown follows.
    pub complete: bool,
    /// It was put together by a function or an operator that makes paths.
    pub joined: bool,
}

impl Known {
    fn unknown() -> Self {
        Self { base: Base::Unknown, ..Self::default() }
    }

    fn at(base: Base) -> Self {
        Self { base, complete: true, ..Self::default() }
    }

    /// True where a read of this path can only touch places that the text or the base names.
    pub fn is_bounded(&self) -> bool {
        match self.base {
            Base::Package | Base::File => true,
            Base::Work => self.complete || self.text.trim_matches(['/', '.']).contains(|c| c != '/'),
            Base::Nothing => self.complete || self.text.trim_start_matches(['.', '/']).contains('/'),
            Base::Folder | Base::Unknown => false,
        }
    }
}

/// Reads the paths of one file.
pub(super) struct Paths<'v, 'a> {
    pub view: &'v View<'a>,
    pub names: &'v Names<'a>,
    /// Constants of the blocks that are open, with the path that they hold.
    pub constants: HashMap<&'a str, Known>,
    /// Positions of the strings that the last reads took in.
    pub consumed: Vec<usize>,
}

/// Nested calls that are looked into.
const DEPTH: usize = 6;

impl Paths<'_, '_> {
    /// The path that the expression at a position names, and the position behind it.
    pub fn read(&mut self, at: usize) -> (Known, usize) {
        self.sum(at, DEPTH)
    }

    /// sum = term { "+" term }
    fn sum(&mut self, at: usize, depth: usize) -> (Known, usize) {
        let (mut known, mut end) = self.term(at, depth);
        while self.view.mark(end) == b'+' && self.view.mark(end + 1) != b'+' {
            let (more, next) = self.term(end + 1, depth);
            known = self.plus(known, &more, at);
            if next <= end {
                break;
            }
            end = next;
        }
        (known, end)
    }

    fn plus(&self, mut known: Known, more: &Known, first: usize) -> Known {
        known.joined |= known.base != Base::Nothing;
        if known.base == Base::Unknown && self.looks_like_folder(first) {
            known = Known { base: Base::Folder, complete: true, joined: true, ..Known::default() };
        }
        if known.complete && more.base == Base::Nothing {
            known.text.push_str(&more.text);
            known.complete = more.complete;
        } else {
            known.complete = false;
        }
        known
    }

    /// A variable that by its name holds a folder.
    fn looks_like_folder(&self, at: usize) -> bool {
        let name = self.view.word(at).to_ascii_lowercase();
        name.ends_with("root") || name.ends_with("dir") || name.ends_with("cwd") || name.contains("rootpath")
    }

    fn term(&mut self, at: usize, depth: usize) -> (Known, usize) {
        let view = self.view;
        match view.kind(at) {
            Some(Kind::Text) => {
                self.consumed.push(at);
                let text = view.string(at).unwrap_or_default().into_owned();
                self.followed(at + 1, Known { text, complete: true, ..Known::default() })
            }
            Some(Kind::Mark(TEMPLATE)) => self.template(at, depth),
            Some(Kind::Word) if depth > 0 => match self.name(at, depth) {
                Some((known, end)) => self.followed(end, known),
                None => (Known::unknown(), self.skip(at)),
            },
            _ => (Known::unknown(), self.skip(at)),
        }
    }

    /// A method that is called on a path makes it unknown again: `'a'.concat(b)`; a type assertion does not.
    fn followed(&self, end: usize, known: Known) -> (Known, usize) {
        match self.view.mark(end) {
            b'.' | b'[' | b'?' | b'|' | b'(' | b'&' => (Known { complete: false, ..known }, self.skip(end)),
            _ if self.view.word(end) == "as" => (known, end + 2),
            _ => (known, end),
        }
    }

    fn name(&mut self, at: usize, depth: usize) -> Option<(Known, usize)> {
        let view = self.view;
        let name = view.word(at);
        match name {
            "__dirname" => Some((Known::at(Base::File), at + 1)),
            "process" if view.mark(at + 1) == b'.' && view.word(at + 2) == "cwd" => Some((Known::at(Base::Work), self.skip_call(at + 3))),
            "import" if view.word(at + 2) == "meta" && view.mark(at + 3) == b'.' => match view.word(at + 4) {
                "dirname" | "dir" => Some((Known::at(Base::File), at + 5)),
                "url" | "filename" | "path" => Some((own_file(), at + 5)),
                _ => None,
            },
            "__filename" => Some((own_file(), at + 1)),
            "new" if view.word(at + 1) == "URL" && view.mark(at + 2) == b'(' => self.address(at + 3, depth),
            "require" if view.mark(at + 1) == b'.' && view.word(at + 2) == "resolve" => {
                Some((Known::at(Base::Package), self.skip_call(at + 3)))
            }
            "String" | "decodeURIComponent" if view.mark(at + 1) == b'(' => self.wrapped(at + 1, depth),
            _ if view.mark(at + 1) == b'.' => match self.names.module(name)? {
                Library::Paths if view.word(at + 2) == "sep" => Some((separator(), at + 3)),
                Library::Paths if view.mark(at + 3) == b'.' => self.path_call(view.word(at + 4), at + 5, depth),
                Library::Paths => self.path_call(view.word(at + 2), at + 3, depth),
                Library::Addresses if view.word(at + 2) == "fileURLToPath" => self.wrapped(at + 3, depth),
                _ => None,
            },
            _ if view.mark(at + 1) == b'(' => match self.names.function(name) {
                Some((Library::Paths, function)) => self.path_call(function, at + 1, depth),
                Some((Library::Addresses, "fileURLToPath")) => self.wrapped(at + 1, depth),
                _ => None,
            },
            _ => match self.names.function(name) {
                Some((Library::Paths, "sep")) => Some((separator(), at + 1)),
                _ => self.constants.get(name).map(|known| (Known { joined: true, ..known.clone() }, at + 1)),
            },
        }
    }

    /// `join(…)`, `resolve(…)`, `normalize(…)`, `dirname(…)`; `open` is the place of the bracket.
    fn path_call(&mut self, function: &str, open: usize, depth: usize) -> Option<(Known, usize)> {
        if self.view.mark(open) != b'(' || !matches!(function, "join" | "resolve" | "normalize" | "dirname" | "toNamespacedPath") {
            return None;
        }
        let mut known: Option<Known> = None;
        let mut at = open + 1;
        while !matches!(self.view.mark(at), b')') && at < self.view.tokens.len() {
            let (more, end) = self.sum(at, depth - 1);
            known = Some(match known {
                None if more.base == Base::Unknown => Known { base: Base::Folder, complete: true, ..more },
                None => more,
                Some(known) => joined(known, &more),
            });
            at = if self.view.mark(end) == b',' { end + 1 } else { end };
            if self.view.mark(end) != b',' && self.view.mark(end) != b')' {
                return Some((Known { complete: false, joined: true, ..known? }, self.skip(open)));
            }
        }
        let mut known = Known { joined: true, ..known? };
        if function == "dirname" {
            known.text.truncate(known.text.rfind('/').unwrap_or(0));
        }
        Some((known, at + 1))
    }

    /// `new URL('./x', import.meta.url)`; `at` is the place of the first argument.
    fn address(&mut self, at: usize, depth: usize) -> Option<(Known, usize)> {
        let (known, end) = self.sum(at, depth - 1);
        if self.view.mark(end) != b',' || known.base != Base::Nothing {
            return None;
        }
        let (base, end) = self.sum(end + 1, depth - 1);
        if base != own_file() {
            return None;
        }
        let end = if self.view.mark(end) == b',' { end + 1 } else { end };
        let (mut known, mut end) = (Known { base: Base::File, joined: true, ..known }, end + 1);
        if self.view.mark(end) == b'.' && matches!(self.view.word(end + 1), "pathname" | "href") {
            end += 2;
        }
        if known.text == "." {
            known.text.clear();
        }
        Some((known, end))
    }

    /// `f(path)` that gives the same path; `open` is the place of the bracket.
    fn wrapped(&mut self, open: usize, depth: usize) -> Option<(Known, usize)> {
        let (known, end) = self.sum(open + 1, depth - 1);
        if self.view.mark(open) == b'(' && self.view.mark(end) == b')' { Some((known, end + 1)) } else { None }
    }

    /// A template: what its first substitution names, and what is constant behind it.
    fn template(&mut self, open: usize, depth: usize) -> (Known, usize) {
        let Some(end) = self.view.closing(open) else { return (Known::unknown(), self.skip(open)) };
        let mut known = Known { complete: true, ..Known::default() };
        let mut at = open + 1;
        while at + 1 < end && known.complete {
            if self.view.mark(at) == HOLE {
                let (more, next) = self.sum(at + 1, depth.saturating_sub(1));
                let whole = self.view.mark(next) == HOLE_END;
                known = match (at == open + 1, whole) {
                    (true, true) if more.base == Base::Unknown && self.looks_like_folder(at + 1) => Known::at(Base::Folder),
                    (true, true) => more,
                    (true, false) => Known::unknown(),
                    (false, true) => self.plus(known, &more, at + 1),
                    (false, false) => Known { complete: false, ..known },
                };
                at = self.view.closing(at).unwrap_or(end);
            } else {
                known.joined |= known.base != Base::Nothing;
                self.consumed.push(at);
                known.text.push_str(&self.view.string(at).unwrap_or_default());
                at += 1;
            }
        }
        self.followed(end, known)
    }

    fn skip_call(&self, open: usize) -> usize {
        self.view.closing(open).unwrap_or(open + 1)
    }

    /// The end of an argument: the next `,`, `)` or `+` that belongs to no inner bracket, if it is near.
    fn skip(&self, at: usize) -> usize {
        let mut depth = 0usize;
        let mut i = at;
        while i < self.view.tokens.len().min(at + 64) {
            match self.view.mark(i) {
                b'(' | b'[' | b'{' | TEMPLATE | HOLE => depth += 1,
                b')' | b']' | b'}' | TEMPLATE_END | HOLE_END if depth == 0 => break,
                b')' | b']' | b'}' | TEMPLATE_END | HOLE_END => depth -= 1,
                b',' | b'+' | b';' if depth == 0 => break,
                _ => {}
            }
            i += 1;
        }
        i
    }
}

fn own_file() -> Known {
    Known { base: Base::File, text: "./".into(), complete: true, joined: false }
}

fn separator() -> Known {
    Known { text: "/".into(), complete: true, ..Known::default() }
}

/// `path.join(known, more)`
fn joined(mut known: Known, more: &Known) -> Known {
    if known.complete && more.base == Base::Nothing {
        if !known.text.is_empty() && !known.text.ends_with('/') {
            known.text.push('/');
        }
        known.text.push_str(&more.text);
        known.complete = more.complete;
    } else {
        known.complete = false;
    }
    known
}
