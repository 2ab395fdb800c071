//! What is known of an argument before the program runs: the literals at its beginning and end, joined and concatenated.
//! Relies on tokens of one file and on the constants of its package. Follows no calls and no control flow.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Kind, PATH, Token, after_group, arguments};

/// How deep expressions are followed.
const DEPTH: usize = 6;

/// The known parts of a string.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::project) struct Phrase {
    /// What it begins with.
    pub head: String,
    /// An unknown part follows the beginning.
    pub open: bool,
    /// What it ends with, after the last unknown part.
    pub tail: String,
}

impl Phrase {
    fn unknown() -> Self {
        Self { open: true, ..Self::default() }
    }

    fn text(&mut self, text: &str) {
        if self.open { &mut self.tail } else { &mut self.head }.push_str(text);
    }

    fn gap(&mut self) {
        self.open = true;
        self.tail.clear();
    }

    fn append(&mut self, other: &Phrase) {
        self.text(&other.head);
        if other.open {
            self.gap();
            self.text(&other.tail);
        }
    }

    fn slash(&mut self) {
        let end = if self.open { &self.tail } else { &self.head };
        if !end.is_empty() && !end.ends_with('/') {
            self.text("/");
        }
    }
}

/// Names that stand for one literal in a package: constants, and variables that get no other value by a literal.
#[derive(Debug, Default)]
pub(in crate::project) struct Names<'a>(HashMap<&'a str, Option<Token<'a>>>);

impl<'a> Names<'a> {
    /// Notes `name = "literal"`. A second, different literal makes the name unknown.
    pub fn note(&mut self, name: &'a str, literal: Token<'a>) {
        self.0.entry(name).and_modify(|known| *known = known.filter(|k| k.text == literal.text)).or_insert(Some(literal));
    }

    /// The string that a name stands for.
    pub fn string(&self, name: &str) -> Option<Cow<'a, str>> {
        self.0.get(name).copied().flatten()?.string()
    }
}

/// What is known of the expression in a range of tokens.
pub(in crate::project) fn phrase(tokens: &[Token], (from, to): (usize, usize), names: &Names) -> Phrase {
    expression(&tokens[..to.min(tokens.len())], from, names, DEPTH)
}

/// expression = term { "+" term }
fn expression(tokens: &[Token], from: usize, names: &Names, depth: usize) -> Phrase {
    let mut out = Phrase::default();
    if depth == 0 {
        return Phrase::unknown();
    }
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        at = match token.kind {
            Kind::Text | Kind::Raw => {
                out.text(&token.string().unwrap_or_default());
                at + 1
            }
            Kind::Taken | Kind::Mark(b'&' | b'*' | b'+' | b'(' | b')' | b'?') => at + 1,
            Kind::Mark(b'.') => trailer(tokens, at, names, depth, &mut out),
            Kind::Word => term(tokens, at, names, depth, &mut out),
            Kind::Mark(b'[' | b'{') => {
                out.gap();
                after_group(tokens, at)
            }
            Kind::Number | Kind::Mark(_) => {
                out.gap();
                at + 1
            }
        };
    }
    out
}

/// term = name | path "(" arguments ")" | path "!" group
fn term(tokens: &[Token], from: usize, names: &Names, depth: usize, out: &mut Phrase) -> usize {
    let (owner, name, after) = path(tokens, from);
    // A method of a variable, which the trailer knows: `dir.join("a")`.
    if !owner.is_empty() && is_transparent(name) && tokens[after - 2].is(b'.') {
        match names.string(owner).filter(|_| after == from + 3) {
            Some(text) => out.text(&text),
            None => out.gap(),
        }
        return after - 2;
    }
    let open = after + usize::from(tokens.get(after).is_some_and(|t| t.is(b'!')));
    if !tokens.get(open).is_some_and(|t| matches!(t.kind, Kind::Mark(b'(' | b'['))) {
        match names.string(name).filter(|_| owner.is_empty()) {
            Some(text) => out.text(&text),
            None if matches!(name, "mut" | "move" | "byte") => {}
            None => out.gap(),
        }
        return after;
    }
    let end = after_group(tokens, open);
    let list = arguments(tokens, open);
    let of = |range: &(usize, usize)| expression(&tokens[..range.1], range.0, names, depth - 1);
    match (owner, name) {
        ("path" | "filepath", "Join") => {
            for (i, range) in list.iter().enumerate() {
                if i > 0 {
                    out.slash();
                }
                out.append(&of(range));
            }
        }
        ("", "concat") => list.iter().for_each(|range| out.append(&of(range))),
        (_, "format" | "Sprintf") => {
            let text = list.first().map(of).unwrap_or_default();
            out.append(&template(&text.head));
        }
        ("Path" | "PathBuf" | "String" | "filepath" | "path" | "template" | "http", "new" | "from" | "FromSlash" | "Clean" | "Dir")
        | ("", "relative" | "byte" | "string" | "Some" | "Ok") => out.append(&list.first().map(of).unwrap_or_default()),
        _ => out.gap(),
    }
    end
}

/// path = name { ("." | "::") name }: the part before the last name, the last name, and the index after it.
fn path<'a>(tokens: &[Token<'a>], from: usize) -> (&'a str, &'a str, usize) {
    let (mut owner, mut name, mut at) = ("", tokens[from].text, from + 1);
    while let [separator, next, ..] = tokens.get(at..).unwrap_or_default()
        && (separator.is(b'.') || separator.is(PATH))
        && let Some(word) = next.word()
    {
        (owner, name, at) = (name, word, at + 2);
    }
    (owner, name, at)
}

/// `trailer = "." name [ "(" arguments ")" ]`, behind a term.
fn trailer(tokens: &[Token], dot: usize, names: &Names, depth: usize, out: &mut Phrase) -> usize {
    let name = tokens.get(dot + 1).and_then(Token::word).unwrap_or_default();
    let end = if tokens.get(dot + 2).is_some_and(|t| t.is(b'(')) { after_group(tokens, dot + 2) } else { dot + 2 };
    match name {
        "join" => {
            out.slash();
            out.append(&expression(&tokens[..end], dot + 3, names, depth - 1));
        }
        _ if is_transparent(name) => {}
        _ => out.gap(),
    }
    end
}

/// Methods that give the same text, and the one that adds to it.
fn is_transparent(method: &str) -> bool {
    matches!(
        method,
        "join"
            | "to_string"
            | "to_owned"
            | "into"
            | "as_str"
            | "as_ref"
            | "as_path"
            | "as_bytes"
            | "clone"
            | "display"
            | "unwrap"
            | "expect"
            | "to_path_buf"
            | "to_str"
            | "to_string_lossy"
            | "String"
            | "await"
    )
}

/// The constant beginning and end of a format string: `{}`, `{name}`, `%s`, `%-5d` are the gaps.
pub(in crate::project) fn template(text: &str) -> Phrase {
    let parts = constant_parts(text);
    let [head, .., tail] = parts.as_slice() else {
        return Phrase { head: text.into(), ..Phrase::default() };
    };
    Phrase { head: (*head).into(), open: true, tail: (*tail).into() }
}

/// What stands before, between and after the gaps of a format string.
pub(in crate::project) fn constant_parts(text: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    while let Some((start, end)) = gap(text, from) {
        parts.push(&text[from..start]);
        from = end;
    }
    parts.push(&text[from..]);
    parts
}

/// The first gap from a byte on: its start and end.
fn gap(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let start = at + bytes.get(at..)?.iter().position(|b| matches!(b, b'{' | b'%'))?;
        let inside = &bytes[start + 1..];
        let (close, length) = if bytes[start] == b'{' {
            (b'}', inside.iter().take(40).position(|b| !(b.is_ascii_alphanumeric() || b"_:.?#$<>^+-*".contains(b))))
        } else {
            (0, inside.iter().position(|b| !b"+-# 0123456789.*[]".contains(b)))
        };
        match length.map(|n| (n, inside[n])) {
            Some((n, last)) if last == close || close == 0 && last.is_ascii_alphabetic() => return Some((start, start + n + 2)),
            _ => at = start + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_strings_keep_their_ends() {
        for (text, head, open, tail) in [
            ("plain", "plain", false, ""),
            ("views/{}.html", "views/", true, ".html"),
            ("{}/{name:?}/x", "", true, "/x"),
            ("data/%s-%03d.json", "data/", true, ".json"),
            ("100%", "100%", false, ""),
            ("{ a }", "{ a }", false, ""),
            ("a{}", "a", true, ""),
        ] {
            assert_eq!(template(text), Phrase { head: head.into(), open, tail: tail.into() }, "{text}");
        }
    }
}
