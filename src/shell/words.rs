//! Reads words: plain text, quotes, backslashes, variables, substitutions.
//! Relies on `reader`, and on `commands` for where a substitution ends. Does not expand anything.

use super::reader::{Read, Reader};
use super::{Part, Word};

/// Where a word stands, which decides what ends it and what quotes in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between blanks and operators.
    Plain = 1,
    /// In double quotes, to the closing one.
    Quotes = 2,
    /// In `${…}`, to the closing brace.
    Braces = 4,
    /// In `${…}` inside double quotes, to the closing brace.
    QuotedBraces = 8,
}

/// For each byte, the places in which it is more than itself.
const SPECIAL: [u8; 256] = {
    let mut table = [0; 256];
    table = mark(table, b"\\$`", 15);
    table = mark(table, b" \t\r\n;&|()<>", Place::Plain as u8);
    table = mark(table, b"\"", 15);
    table = mark(table, b"'", Place::Plain as u8 | Place::Braces as u8);
    mark(table, b"}", Place::Braces as u8 | Place::QuotedBraces as u8)
};

const fn mark(mut table: [u8; 256], bytes: &[u8], places: u8) -> [u8; 256] {
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] |= places;
        i += 1;
    }
    table
}

/// The operators behind the name in `${NAME…}`, each before those that it begins with.
const MODIFIERS: [&str; 22] =
    [":-", ":=", ":?", ":+", ":", "-", "=", "?", "+", "##", "#", "%%", "%", "//", "/#", "/%", "/", "^^", "^", ",,", ",", "@"];

impl Reader<'_> {
    /// word = { text | "'" … "'" | '"' … '"' | "\" any | "$" … | "`" … "`" }
    ///
    /// Empty where a delimiter stands.
    pub fn word(&mut self) -> Read<Word> {
        let start = self.at;
        // Nearly all words have one part; a vector that grows by itself takes room for four.
        let mut parts = Vec::with_capacity(1);
        if matches!(self.peek(), Some(b'<' | b'>')) && self.byte(start + 1) == Some(b'(') {
            parts.push(Part::Substitution(self.commands_in_parentheses(start + 2)?));
        }
        self.parts(Place::Plain, &mut parts)?;
        self.end = self.at;
        Ok(Word { parts, span: start..self.at })
    }

    /// Reads on to what ends the place, and stops before it.
    fn parts(&mut self, place: Place, parts: &mut Vec<Part>) -> Read<()> {
        let quoted = matches!(place, Place::Quotes | Place::QuotedBraces);
        let start = self.at;
        loop {
            self.text_run(place, quoted, parts);
            match (self.peek(), place) {
                (None, Place::Quotes) => return Err("a double quote that is not closed"),
                (None, Place::Braces | Place::QuotedBraces) => return Err("a brace that is not closed"),
                (Some(b'\\'), _) => self.backslash(place, quoted, parts),
                (Some(b'\''), _) => self.single_quotes(parts)?,
                (Some(b'"'), Place::Plain | Place::Braces | Place::QuotedBraces) => self.double_quotes(parts)?,
                (Some(b'$'), _) => self.dollar(place, quoted, parts)?,
                (Some(b'`'), _) => self.backquotes(quoted, parts)?,
                (Some(b'('), _) if self.opens_pattern(start) => self.pattern(place, parts)?,
                (Some(b'\r'), _) if self.line_break(self.at) == 0 => {
                    push(parts, "\r", quoted);
                    self.at += 1;
                }
                // The closing quote or brace, a blank, an operator, or the end.
                (Some(_) | None, _) => return Ok(()),
            }
        }
    }

    /// Bytes that mean themselves.
    fn text_run(&mut self, place: Place, quoted: bool, parts: &mut Vec<Part>) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&b| SPECIAL[usize::from(b)] & place as u8 != 0).unwrap_or(rest.len());
        push(parts, &self.text[self.at..self.at + length], quoted);
        self.at += length;
    }

    /// `\` and what it takes the meaning from.
    fn backslash(&mut self, place: Place, quoted: bool, parts: &mut Vec<Part>) {
        let continuation = self.continuation(self.at);
        if continuation > 0 {
            self.at += continuation;
            return;
        }
        let Some(next) = self.text[self.at + 1..].chars().next() else {
            push(parts, "\\", quoted);
            self.at += 1;
            return;
        };
        let escapes = !quoted || matches!(next, '$' | '`' | '"' | '\\') || (next == '}' && place == Place::QuotedBraces);
        let start = if escapes { self.at + 1 } else { self.at };
        self.at += 1 + next.len_utf8();
        push(parts, &self.text[start..self.at], true);
    }

    /// single = "'" … "'"
    fn single_quotes(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        let start = self.at + 1;
        let length = self.text[start..].find('\'').ok_or("a single quote that is not closed")?;
        push(parts, &self.text[start..start + length], true);
        self.at = start + length + 1;
        Ok(())
    }

    /// double = '"' … '"'
    fn double_quotes(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        self.at += 1;
        self.parts(Place::Quotes, parts)?;
        self.at += 1;
        Ok(())
    }

    /// backquotes = "`" … "`", with `\` before `` ` ``, `\` and `$` taken off
    fn backquotes(&mut self, quoted: bool, parts: &mut Vec<Part>) -> Read<()> {
        let mut inside = String::new();
        let mut from = self.at + 1;
        let mut at = from;
        loop {
            let stop = self.text[at..].find(['`', '\\']).ok_or("a backquote that is not closed")?;
            at += stop;
            if self.byte(at) == Some(b'`') {
                break;
            }
            match self.byte(at + 1) {
                Some(b'`' | b'\\' | b'$') => {}
                Some(b'"') if quoted => {}
                Some(_) | None => {
                    at += 1;
                    continue;
                }
            }
            inside.push_str(&self.text[from..at]);
            from = at + 1;
            at += 2;
        }
        inside.push_str(&self.text[from..at]);
        parts.push(Part::Substitution(inside));
        self.at = at + 1;
        Ok(())
    }

    /// dollar = "$" ( name | digit | special | "{" … "}" | "(" … ")" | "((" … "))" | "'" … "'" )
    fn dollar(&mut self, place: Place, quoted: bool, parts: &mut Vec<Part>) -> Read<()> {
        let start = self.at + 1;
        match self.byte(start) {
            Some(b'(') => {
                let inside = match self.byte(start + 1) {
                    Some(b'(') => self.arithmetic(start + 2),
                    _ => None,
                };
                let text = match inside {
                    Some(end) => {
                        // Arithmetic runs nothing.
                        self.at = end + 2;
                        String::new()
                    }
                    None => self.commands_in_parentheses(start + 1)?,
                };
                parts.push(Part::Substitution(text));
            }
            Some(b'{') => {
                let part = self.deeper(|reader| reader.parameter(quoted))?;
                parts.push(part);
            }
            Some(b'\'') if !quoted => self.escaped_quotes(parts)?,
            // `$"…"` is `"…"` in the user's language.
            Some(b'"') if place != Place::Quotes => self.at = start,
            Some(_) | None => match variable_name(&self.text[start..]) {
                "" => {
                    push(parts, "$", quoted);
                    self.at = start;
                }
                name => {
                    parts.push(Part::Variable { name: name.to_owned(), modifier: None, quoted });
                    self.at = start + name.len();
                }
            },
        }
        Ok(())
    }

    /// The text from `start` to the `)` that closes it, which is found by reading the commands.
    fn commands_in_parentheses(&mut self, start: usize) -> Read<String> {
        self.at = start;
        self.deeper(Reader::script)?;
        if self.peek() != Some(b')') {
            return Err("a substitution that is not closed");
        }
        let inside = self.text[start..self.at].to_owned();
        self.at += 1;
        Ok(inside)
    }

    /// parameter = "${" ( "#" name | "!" name … | name [ modifier word ] ) "}"
    fn parameter(&mut self, quoted: bool) -> Read<Part> {
        let start = self.at + 2;
        let (sign, mut name) = match self.byte(start) {
            Some(b'#') => ("len", variable_name(&self.text[start + 1..])),
            Some(b'!') => ("!", variable_name(&self.text[start + 1..])),
            _ => ("", variable_name(&self.text[start..])),
        };
        if sign.is_empty() && name.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = self.text[start..].bytes().take_while(u8::is_ascii_digit).count();
            name = &self.text[start..start + digits];
        }
        self.at = start + name.len();
        let mut operator = None;
        if sign == "!" && !name.is_empty() || sign == "len" && self.byte(start + 1 + name.len()) == Some(b'}') && !name.is_empty() {
            self.at += 1;
            operator = Some(sign);
        } else if !sign.is_empty() {
            name = &self.text[start..=start];
            self.at = start + 1;
        }
        let operator = operator.or_else(|| self.modifier());
        let place = match operator {
            Some(":-" | ":=" | ":?" | ":+" | "-" | "=" | "?" | "+" | "len") if quoted => Place::QuotedBraces,
            _ => Place::Braces,
        };
        let from = self.at;
        let mut word = Word::default();
        self.parts(place, &mut word.parts)?;
        word.span = from..self.at;
        self.at += 1;
        Ok(match operator {
            _ if name.is_empty() => Part::Substitution(self.text[start..self.at - 1].to_owned()),
            None if word.span.is_empty() => Part::Variable { name: name.to_owned(), modifier: None, quoted },
            None => Part::Substitution(self.text[start..self.at - 1].to_owned()),
            Some(operator) => Part::Variable { name: name.to_owned(), modifier: Some((operator, Box::new(word))), quoted },
        })
    }

    /// Steps over the operator behind a name in `${…}`.
    fn modifier(&mut self) -> Option<&'static str> {
        let rest = &self.text[self.at..];
        let found = MODIFIERS.into_iter().chain(["["]).find(|operator| rest.starts_with(operator))?;
        self.at += found.len();
        Some(found)
    }

    /// escaped = "$'" … "'", with the escapes of C
    fn escaped_quotes(&mut self, parts: &mut Vec<Part>) -> Read<()> {
        let mut out = String::new();
        self.at += 2;
        loop {
            let length = self.text[self.at..].find(['\'', '\\']).ok_or("a single quote that is not closed")?;
            out.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            if self.byte(self.at - 1) == Some(b'\'') {
                break;
            }
            self.escape(&mut out);
        }
        push(parts, &out, true);
        Ok(())
    }

    /// One escape of `$'…'`, its backslash read.
    fn escape(&mut self, out: &mut String) {
        let Some(letter) = self.text[self.at..].chars().next() else { return };
        self.at += letter.len_utf8();
        let (digits, radix) = match letter {
            '0'..='7' => (3, 8),
            'x' => (2, 16),
            'u' => (4, 16),
            'U' => (8, 16),
            _ => return letter_escape(letter, out),
        };
        let from = if radix == 8 { self.at - 1 } else { self.at };
        let length = self.text[from..].bytes().take(digits).take_while(|&b| char::from(b).is_digit(radix)).count();
        self.at = from + length;
        let code = u32::from_str_radix(&self.text[from..self.at], radix).ok().and_then(char::from_u32);
        out.extend(code);
    }

    /// True if the `(` here belongs to one of bash's patterns `?(`, `*(`, `+(`, `@(`, `!(`.
    fn opens_pattern(&self, start: usize) -> bool {
        self.at > start && matches!(self.byte(self.at - 1), Some(b'?' | b'*' | b'+' | b'@' | b'!'))
    }

    /// pattern = "(" … ")", its alternatives kept as text with a glob's meaning
    fn pattern(&mut self, place: Place, parts: &mut Vec<Part>) -> Read<()> {
        push(parts, "(", false);
        self.at += 1;
        loop {
            self.deeper(|reader| reader.parts(place, parts))?;
            match self.peek() {
                Some(b')') => break,
                Some(b'|') => push(parts, "|", false),
                _ => return Err("a parenthesis where none can stand"),
            }
            self.at += 1;
        }
        push(parts, ")", false);
        self.at += 1;
        Ok(())
    }

    /// array = "(" { word } ")" behind `NAME=`, as its text; the caller has seen the `(`.
    pub fn array(&mut self) -> Read<Word> {
        let start = self.at;
        self.at += 1;
        loop {
            self.lines();
            let before = self.at;
            self.word()?;
            if self.at == before {
                break;
            }
        }
        if self.peek() != Some(b')') {
            return Err("an array that is not closed");
        }
        self.at += 1;
        self.end = self.at;
        let inside = self.text[start + 1..self.at - 1].to_owned();
        Ok(Word { parts: vec![Part::Substitution(inside)], span: start..self.at })
    }
}

/// `\n`, `\t` and the like.
fn letter_escape(letter: char, out: &mut String) {
    match letter {
        'n' => out.push('\n'),
        't' => out.push('\t'),
        'r' => out.push('\r'),
        'a' => out.push('\x07'),
        'b' => out.push('\x08'),
        'e' | 'E' => out.push('\x1b'),
        'f' => out.push('\x0c'),
        'v' => out.push('\x0b'),
        '\\' | '\'' | '"' | '?' => out.push(letter),
        _ => out.extend(['\\', letter]),
    }
}

/// The name that a variable's text begins with: letters, digits and `_`, or one digit or special sign.
pub(super) fn variable_name(text: &str) -> &str {
    let length = match text.as_bytes().first() {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => text.bytes().take_while(|&b| b.is_ascii_alphanumeric() || b == b'_').count(),
        Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => 1,
        _ => 0,
    };
    &text[..length]
}

/// Puts text behind the parts, into the last one where that is text of the same kind.
fn push(parts: &mut Vec<Part>, more: &str, more_quoted: bool) {
    if more.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(Part::Text { text, quoted }) if *quoted == more_quoted => text.push_str(more),
        _ => parts.push(Part::Text { text: more.to_owned(), quoted: more_quoted }),
    }
}
