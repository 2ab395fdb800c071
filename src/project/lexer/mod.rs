//! What the lexers of Go and Rust have in common: tokens that borrow from the source, their brackets, and the texts of literals.
//! Relies on a lexer having cut comments and white space away. Knows no grammar: a file that is no program still gives tokens.

use std::borrow::Cow;

mod gather;
mod phrase;

pub(in crate::project) use gather::Gather;
pub(in crate::project) use phrase::{Names, Phrase, phrase};

/// The mark for `::`, which is one token.
pub(in crate::project) const PATH: u8 = b'~' | 0x80;

/// How far an argument list is looked at, in tokens. Longer ones count as unknown, which keeps every scan linear.
const REACH: usize = 400;

/// The smallest piece of a source file that means something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::project) struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As written; of a literal what stands between the quotes.
    pub text: &'a str,
    /// From 1: where it begins.
    pub line: u32,
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::project) enum Kind {
    /// A name or keyword.
    Word,
    /// A number.
    Number,
    /// A string literal whose escapes are still there.
    Text,
    /// A raw string literal.
    Raw,
    /// A character of punctuation, or [`PATH`].
    Mark(u8),
    /// A literal that was taken up into a longer one.
    Taken,
}

impl<'a> Token<'a> {
    /// True for this mark.
    pub fn is(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// The name, if it is one.
    pub fn word(&self) -> Option<&'a str> {
        (self.kind == Kind::Word).then_some(self.text)
    }

    /// True for this word.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }

    /// The string that a literal stands for.
    pub fn string(&self) -> Option<Cow<'a, str>> {
        match self.kind {
            Kind::Text => Some(unescaped(self.text)),
            Kind::Raw => Some(Cow::Borrowed(self.text)),
            Kind::Word | Kind::Number | Kind::Mark(_) | Kind::Taken => None,
        }
    }

    fn opens(&self) -> bool {
        matches!(self.kind, Kind::Mark(b'(' | b'[' | b'{'))
    }

    fn closes(&self) -> bool {
        matches!(self.kind, Kind::Mark(b')' | b']' | b'}'))
    }
}

/// The index after the bracket that closes the one at `open`, or the end.
pub(in crate::project) fn after_group(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        if token.opens() {
            depth += 1;
        } else if token.closes() {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return i + 1;
            }
        }
    }
    tokens.len()
}

/// The arguments of the call whose bracket is at `open`, as ranges of tokens. Nothing if they go on too long.
pub(in crate::project) fn arguments(tokens: &[Token], open: usize) -> Vec<(usize, usize)> {
    let (mut list, mut depth, mut start) = (Vec::new(), 0_usize, open + 1);
    for (i, token) in tokens.iter().enumerate().skip(open).take(REACH) {
        if token.opens() {
            depth += 1;
        } else if token.closes() {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                if i > start {
                    list.push((start, i));
                }
                return list;
            }
        } else if depth == 1 && token.is(b',') {
            list.push((start, i));
            start = i + 1;
        }
    }
    Vec::new()
}

/// A string without its escapes, by the rules of Go and Rust together (no escape means different things in the two).
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = escape(&rest[at + 1..], &mut out);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// escape = "n" | "x" 2hex | "u" 4hex | "U" 8hex | "u{" hex "}" | 3octal | newline | any; gives what follows it.
fn escape<'a>(text: &'a str, out: &mut String) -> &'a str {
    let Some(first) = text.chars().next() else { return text };
    let rest = &text[first.len_utf8()..];
    let digits = |count: usize, radix: u32, from: &'a str, out: &mut String| {
        let Some(value) = from.get(..count).and_then(|d| u32::from_str_radix(d, radix).ok()) else { return from };
        out.push(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
        &from[count..]
    };
    match first {
        'n' => out.push('\n'),
        't' => out.push('\t'),
        'r' => out.push('\r'),
        'a' | 'b' | 'f' | 'v' => out.push(' '),
        'x' => return digits(2, 16, rest, out),
        'U' => return digits(8, 16, rest, out),
        'u' => match rest.strip_prefix('{').and_then(|r| r.split_once('}')) {
            Some((hex, rest)) => {
                digits(hex.len(), 16, hex, out);
                return rest;
            }
            None => return digits(4, 16, rest, out),
        },
        '0'..='7' if text.len() >= 3 && text.as_bytes()[..3].iter().all(|b| (b'0'..=b'7').contains(b)) => return digits(3, 8, text, out),
        '0' => out.push('\0'),
        '\n' => return rest.trim_start(),
        other => out.push(other),
    }
    rest
}

/// True for bytes that a name is made of; all of them outside ASCII, so that slices stay on character boundaries.
pub(in crate::project) const fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The index of the first byte from `from` on that is no part of a name.
pub(in crate::project) fn word_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|b| !in_word(*b)).map_or(bytes.len(), |n| from + n)
}

/// The index of the first byte behind a number; a point counts where a digit follows, so that a range keeps its own.
pub(in crate::project) fn number_end(bytes: &[u8], from: usize) -> usize {
    let end = word_end(bytes, from);
    match bytes.get(end..end + 2) {
        Some([b'.', digit]) if digit.is_ascii_digit() => word_end(bytes, end + 1),
        _ => end,
    }
}

/// The index of the next line break from `from` on, or the end.
pub(in crate::project) fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| from + n)
}

/// How many line breaks there are.
pub(in crate::project) fn breaks(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |count, byte| count + u32::from(*byte == b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_what_they_stand_for() {
        for (written, meant) in [
            ("plain", "plain"),
            (r"a\tb\n", "a\tb\n"),
            (r#"\"q\" \\ \'"#, "\"q\" \\ '"),
            (r"\x41\u0042\U00000043\u{44}", "ABCD"),
            (r"\101\0", "A\0"),
            ("one \\\n    two", "one two"),
            (r"\x4", "4"),
            ("end\\", "end"),
            (r"\u{zz}!", "!"),
        ] {
            assert_eq!(unescaped(written), meant, "{written}");
        }
    }
}
