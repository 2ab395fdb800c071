//! Turns the tokens of a text into questions that can be asked of a position: which word, which mark, which string stands here.
//! Relies on the lexer. Any position may be asked, also one behind the end.

use std::borrow::Cow;

use super::lexer::{self, HOLE, HOLE_END, Kind, TEMPLATE, TEMPLATE_END, Token};

/// How far a look ahead or back goes; it keeps the scan linear.
pub(super) const REACH: usize = 200;

/// A text with its tokens.
pub(super) struct View<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
}

impl<'a> View<'a> {
    pub fn new(text: &'a str, jsx: bool) -> Self {
        Self { text, tokens: lexer::tokens(text, jsx) }
    }

    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    pub fn line(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(0, |t| t.line)
    }

    fn slice(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| &self.text[t.start..t.end])
    }

    /// The word at a position; `""` for anything else.
    pub fn word(&self, at: usize) -> &'a str {
        if self.kind(at) == Some(Kind::Word) { self.slice(at) } else { "" }
    }

    /// The word that lies `back` positions before; `""` too where the text has not begun.
    pub fn word_before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// The mark at a position; 0 for anything else.
    pub fn mark(&self, at: usize) -> u8 {
        if let Some(Kind::Mark(mark)) = self.kind(at) { mark } else { 0 }
    }

    /// The mark that lies `back` positions before.
    pub fn mark_before(&self, at: usize, back: usize) -> u8 {
        at.checked_sub(back).map_or(0, |at| self.mark(at))
    }

    /// The string at a position, its escapes resolved.
    pub fn string(&self, at: usize) -> Option<Cow<'a, str>> {
        matches!(self.kind(at), Some(Kind::Text | Kind::Chunk)).then(|| unescape(self.slice(at)))
    }

    /// The number at a position, if it is a whole one.
    pub fn number(&self, at: usize) -> Option<u32> {
        match self.kind(at) {
            Some(Kind::Number | Kind::Text) => self.slice(at).parse().ok(),
            _ => None,
        }
    }

    /// A few words from one position to another, for [`crate::project::Place`]: no line break, not long.
    pub fn words(&self, from: usize, to: usize) -> String {
        let (Some(first), Some(last)) = (self.tokens.get(from), self.tokens.get(to)) else { return String::new() };
        let mut out = String::new();
        for piece in self.text[first.start..last.end].split_whitespace().take(8) {
            out.push_str(piece);
            if out.len() > 60 {
                break;
            }
        }
        out
    }

    /// The position behind the bracket that closes the one at `open`, if it is in reach.
    pub fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in open..self.tokens.len().min(open + REACH) {
            match self.mark(at) {
                b'(' | b'[' | b'{' | TEMPLATE | HOLE => depth += 1,
                b')' | b']' | b'}' | TEMPLATE_END | HOLE_END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The position of the brace that opens the one at `close`, if it is in reach.
    pub fn opening(&self, close: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in (close.saturating_sub(REACH)..=close).rev() {
            match self.mark(at) {
                b'}' => depth += 1,
                b'{' if depth == 1 => return Some(at),
                b'{' => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

/// Resolves the escapes of a string.
fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('0') => out.push('\0'),
            Some('x') => out.extend(code_point(rest.by_ref().take(2))),
            Some('u') if rest.as_str().starts_with('{') => out.extend(code_point(rest.by_ref().skip(1).take_while(|&c| c != '}'))),
            Some('u') => out.extend(code_point(rest.by_ref().take(4))),
            Some('\n') | None => {}
            Some(other) => out.push(other),
        }
    }
    Cow::Owned(out)
}

fn code_point(digits: impl Iterator<Item = char>) -> Option<char> {
    let mut value = 0u32;
    for digit in digits {
        value = value.checked_mul(16)?.checked_add(digit.to_digit(16)?)?;
    }
    char::from_u32(value)
}
