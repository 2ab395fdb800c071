//! Go source into tokens: comments, runes, interpreted and raw strings are told apart as the language specification says.
//! Relies on nothing. Does not insert semicolons and does not report what is wrong: every text gives tokens.

use super::super::lexer::{Kind, Token, breaks, in_word, line_end, number_end, word_end};

/// The tokens of a text, added to `out`.
pub(super) fn tokens<'a>(text: &'a str, out: &mut Vec<Token<'a>>) {
    lex(text, out, |_| false);
}

/// The tokens up to the first declaration that is no import.
pub(super) fn head_tokens<'a>(text: &'a str, out: &mut Vec<Token<'a>>) {
    lex(text, out, |word| matches!(word, "func" | "type" | "var" | "const"));
}

fn lex<'a>(text: &'a str, out: &mut Vec<Token<'a>>, ends_at: impl Fn(&str) -> bool) {
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, 1_u32);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        at = match byte {
            b'\n' => {
                line += 1;
                at + 1
            }
            b' ' | b'\t' | b'\r' => at + 1,
            b'/' if next == Some(b'/') => line_end(bytes, at),
            b'/' if next == Some(b'*') => {
                let end = text[at + 2..].find("*/").map_or(bytes.len(), |n| at + n + 4);
                line += breaks(&bytes[at..end]);
                end
            }
            b'"' => {
                let end = quoted_end(bytes, at, b'"');
                out.push(Token { kind: Kind::Text, text: &text[at + 1..end], line });
                after_quote(bytes, end)
            }
            b'`' => {
                let end = text[at + 1..].find('`').map_or(bytes.len(), |n| at + 1 + n);
                out.push(Token { kind: Kind::Raw, text: &text[at + 1..end], line });
                line += breaks(&bytes[at..end]);
                after_quote(bytes, end)
            }
            b'\'' => after_quote(bytes, quoted_end(bytes, at, b'\'')),
            b'0'..=b'9' => {
                let end = number_end(bytes, at);
                out.push(Token { kind: Kind::Number, text: &text[at..end], line });
                end
            }
            _ if in_word(byte) => {
                let end = word_end(bytes, at);
                out.push(Token { kind: Kind::Word, text: &text[at..end], line });
                if ends_at(&text[at..end]) {
                    return;
                }
                end
            }
            _ => {
                out.push(Token { kind: Kind::Mark(byte), text: &text[at..=at], line });
                at + 1
            }
        };
    }
}

/// The index of the quote that ends the literal at `start`, or of the end of the line that it is broken off at.
fn quoted_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(|b| *b != b'\n') => at += 2,
            b'\n' => return at,
            _ if byte == quote => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn after_quote(bytes: &[u8], end: usize) -> usize {
    if bytes.get(end).is_some_and(|b| *b != b'\n') { end + 1 } else { end }
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
                Kind::Raw => format!("{}:`{}`", t.line, t.text),
                _ => format!("{}:{}", t.line, t.text),
            })
            .collect()
    }

    #[test]
    fn comments_runes_and_strings_are_told_apart() {
        for (text, expected) in [
            ("a // \"no\"\nb", vec!["1:a", "2:b"]),
            ("/* \"no\n\" */ x", vec!["2:x"]),
            ("/* open", vec![]),
            (r#"f("a\"b", '"', '\'', "c")"#, vec!["1:f", "1:(", "1:\"a\\\"b\"", "1:,", "1:,", "1:,", "1:\"c\"", "1:)"]),
            ("`raw\\` \"t\"", vec!["1:`raw\\`", "1:\"t\""]),
            ("`two\nlines` x", vec!["1:`two\nlines`", "2:x"]),
            ("\"broken\nx", vec!["1:\"broken\"", "2:x"]),
            ("\"broken\\\nx", vec!["1:\"broken\\\"", "2:x"]),
            ("x := 1.5e3 + 0x1F", vec!["1:x", "1::", "1:=", "1:1.5e3", "1:+", "1:0x1F"]),
            ("größe \"ü\" '世'", vec!["1:größe", "1:\"ü\""]),
            ("'", vec![]),
            ("\"", vec!["1:\"\""]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
