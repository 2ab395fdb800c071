//! Rust source into tokens: nested comments, raw, byte and C strings, characters and lifetimes are told apart as the reference says.
//! Relies on nothing. Does not report what is wrong: every text gives tokens.

use super::super::lexer::{Kind, PATH, Token, breaks, in_word, line_end, number_end, word_end};

/// The tokens of a text, added to `out`. Characters and lifetimes leave none.
pub(super) fn tokens<'a>(text: &'a str, out: &mut Vec<Token<'a>>) {
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, 1_u32);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        let start = at;
        let (kind, from, to, end) = match byte {
            b'\n' | b' ' | b'\t' | b'\r' => {
                line += u32::from(byte == b'\n');
                at += 1;
                continue;
            }
            b'/' if next == Some(b'/') => {
                at = line_end(bytes, at);
                continue;
            }
            b'/' if next == Some(b'*') => {
                at = comment_end(bytes, at);
                line += breaks(&bytes[start..at]);
                continue;
            }
            b'\'' => {
                at = quote_end(text, at);
                line += breaks(&bytes[start..at]);
                continue;
            }
            b'"' => string(bytes, at),
            b'b' | b'c' if next == Some(b'"') => string(bytes, at + 1),
            b'b' if next == Some(b'\'') => {
                at = quote_end(text, at + 1);
                continue;
            }
            b'r' if raw_follows(bytes, at + 1) => raw(bytes, at + 1),
            b'b' | b'c' if next == Some(b'r') && raw_follows(bytes, at + 2) => raw(bytes, at + 2),
            b'r' if next == Some(b'#') && bytes.get(at + 2).is_some_and(|b| in_word(*b)) => {
                let end = word_end(bytes, at + 2);
                (Kind::Word, at + 2, end, end)
            }
            b'0'..=b'9' => {
                let end = number_end(bytes, at);
                (Kind::Number, at, end, end)
            }
            b':' if next == Some(b':') => (Kind::Mark(PATH), at, at + 2, at + 2),
            _ if in_word(byte) => {
                let end = word_end(bytes, at);
                (Kind::Word, at, end, end)
            }
            _ => (Kind::Mark(byte), at, at + 1, at + 1),
        };
        out.push(Token { kind, text: &text[from..to], line });
        if matches!(kind, Kind::Text | Kind::Raw) {
            line += breaks(&bytes[start..end]);
        }
        at = end;
    }
}

/// The index after a block comment; they nest.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// The index after a character (`'a'`, `'\''`) or after the quote of a lifetime (`'a`).
fn quote_end(text: &str, quote: usize) -> usize {
    let inside = &text[quote + 1..];
    if inside.starts_with('\\') {
        let skip = quote + 1 + inside.chars().take(2).map(char::len_utf8).sum::<usize>();
        let line = line_end(text.as_bytes(), skip);
        return text[skip..line].find('\'').map_or(line, |n| skip + n + 1);
    }
    match inside.chars().next() {
        Some(c) if inside[c.len_utf8()..].starts_with('\'') => quote + 2 + c.len_utf8(),
        Some(_) | None => quote + 1,
    }
}

/// A string whose quote is at `quote`: kind, inside, end.
fn string(bytes: &[u8], quote: usize) -> (Kind, usize, usize, usize) {
    let mut at = quote + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return (Kind::Text, quote + 1, at, at + 1),
            // A backslash at the very end of the text escapes nothing.
            b'\\' if at + 1 < bytes.len() => at += 2,
            _ => at += 1,
        }
    }
    (Kind::Text, quote + 1, bytes.len(), bytes.len())
}

/// raw = { "#" } '"'
fn raw_follows(bytes: &[u8], from: usize) -> bool {
    bytes[from..].iter().find(|b| **b != b'#') == Some(&b'"')
}

/// A raw string whose hashes begin at `from`.
fn raw(bytes: &[u8], from: usize) -> (Kind, usize, usize, usize) {
    let hashes = bytes[from..].iter().take_while(|b| **b == b'#').count();
    let inside = from + hashes + 1;
    let mut at = inside;
    while let Some(found) = bytes[at..].iter().position(|b| *b == b'"') {
        let quote = at + found;
        let after = bytes[quote + 1..].iter().take(hashes).take_while(|b| **b == b'#').count();
        if after == hashes {
            return (Kind::Raw, inside, quote, quote + 1 + hashes);
        }
        at = quote + 1;
    }
    (Kind::Raw, inside, bytes.len(), bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokens(text, &mut out);
        out.iter()
            .map(|t| match t.kind {
                Kind::Text => format!("{}:\"{}\"", t.line, t.text),
                Kind::Raw => format!("{}:r{}", t.line, t.text),
                _ => format!("{}:{}", t.line, t.text),
            })
            .collect()
    }

    #[test]
    fn strings_characters_and_lifetimes_are_told_apart() {
        for (text, expected) in [
            ("/* a /* \"b\" */ \n \"c\" */ d // \"e\"", vec!["2:d"]),
            ("/* open /* */", vec![]),
            (r#"let c = '"'; let s = "x";"#, vec!["1:let", "1:c", "1:=", "1:;", "1:let", "1:s", "1:=", "1:\"x\"", "1:;"]),
            (r#"'\'' "a" '\u{41}' "b" 'ü' "c" b'"' "d""#, vec!["1:\"a\"", "1:\"b\"", "1:\"c\"", "1:\"d\""]),
            ("fn f<'a>(x: &'a str)", vec!["1:fn", "1:f", "1:<", "1:a", "1:>", "1:(", "1:x", "1::", "1:&", "1:a", "1:str", "1:)"]),
            ("r\"a\\\" r#\"q\"q\"# br##\"x\"# \"## c\"z\"", vec!["1:ra\\", "1:rq\"q", "1:rx\"# ", "1:\"z\""]),
            ("r#type r \"a\\\"b\"", vec!["1:type", "1:r", "1:\"a\\\"b\""]),
            ("\"two\nlines\" x::y", vec!["1:\"two\nlines\"", "2:x", "2:::", "2:y"]),
            ("0..10 1.5 0xff", vec!["1:0", "1:.", "1:.", "1:10", "1:1.5", "1:0xff"]),
            ("\"open", vec!["1:\"open\""]),
            ("\"open\\", vec!["1:\"open\\\""]),
            ("r#\"open", vec!["1:ropen"]),
            ("'", vec![]),
            ("'\\", vec![]),
            ("'\\ü", vec![]),
            ("\"\\ü\" x", vec!["1:\"\\ü\"", "1:x"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
