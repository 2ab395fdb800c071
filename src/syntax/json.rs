//! Reads and writes the JSON form: an array of strings and nothing behind it.
//! Relies on `nom`, and on `serde_json` to tell a JSON array of other things from no JSON at all. Does not accept comments or trailing commas.
//! Follows `parseJSON` of BuildKit's `line_parsers.go` and Go's `encoding/json`.

use super::tree::{Logical, Word};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, consumed, map, map_opt, opt, value};
use nom::multi::{fold_many0, separated_list0};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};
use std::ops::Range;

/// What a text is in the eyes of the JSON form.
pub(super) enum Form {
    /// An array of strings.
    Strings(Vec<Word>),
    /// A JSON array with something else in it.
    Others,
    /// No JSON array.
    Text,
}

/// Reads `text.text[range]` as the JSON form.
pub(super) fn form(text: &Logical, range: Range<usize>) -> Form {
    let input = text.text[range.clone()].trim_start();
    if !input.starts_with('[') {
        return Form::Text;
    }
    match all_consuming(array).parse(input) {
        Ok((_, strings)) => {
            let word = |(raw, decoded): (&str, String)| {
                let start = range.end - (input.len() - offset(input, raw));
                Word { text: decoded, span: text.span(start..start + raw.len()) }
            };
            Form::Strings(strings.into_iter().map(word).collect())
        }
        Err(_) if serde_json::from_str::<Vec<serde::de::IgnoredAny>>(input).is_ok() => Form::Others,
        Err(_) => Form::Text,
    }
}

/// The words as [`form`] reads them: an array on one line.
pub fn array_of(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| serde_json::Value::from(word.as_str()).to_string()).collect();
    format!("[{}]", words.join(", "))
}

fn offset(input: &str, part: &str) -> usize {
    nom::Offset::offset(input, part)
}

/// array = "[" [ string { "," string } ] "]"
fn array(input: &str) -> IResult<&str, Vec<(&str, String)>> {
    let strings = separated_list0(terminated(char(','), blanks), terminated(consumed(string), blanks));
    delimited((char('['), blanks), strings, (char(']'), blanks)).parse(input)
}

/// string = '"' { plain | escape } '"'
fn string(input: &str) -> IResult<&str, String> {
    let inside = fold_many0(alt((map(plain, Piece::Text), map(escape, Piece::Char))), String::new, |mut text, piece| {
        match piece {
            Piece::Text(plain) => text.push_str(plain),
            Piece::Char(c) => text.push(c),
        }
        text
    });
    delimited(char('"'), inside, char('"')).parse(input)
}

enum Piece<'i> {
    Text(&'i str),
    Char(char),
}

/// plain = 1*( any but '"', "\" and control characters )
fn plain(input: &str) -> IResult<&str, &str> {
    take_while1(|c| c != '"' && c != '\\' && c >= ' ').parse(input)
}

/// escape = "\" ( one of `"\/bfnrt` | "u" code )
fn escape(input: &str) -> IResult<&str, char> {
    let short = alt((
        one_of("\"\\/"),
        value('\x08', char('b')),
        value('\x0C', char('f')),
        value('\n', char('n')),
        value('\r', char('r')),
        value('\t', char('t')),
    ));
    alt((preceded(char('\\'), short), surrogates, map(unit, |code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))))
        .parse(input)
}

/// surrogates = unit unit, which make up one character together
fn surrogates(input: &str) -> IResult<&str, char> {
    map_opt((unit, unit), |(high, low)| {
        let pair = (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low);
        if pair { char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)) } else { None }
    })
    .parse(input)
}

/// unit = "\u" four hexadecimal digits
fn unit(input: &str) -> IResult<&str, u32> {
    let digits = take_while_m_n(4, 4, |c: char| c.is_ascii_hexdigit());
    preceded(tag("\\u"), map_opt(digits, |digits| u32::from_str_radix(digits, 16).ok())).parse(input)
}

/// blanks = { " " | tab | line break }
fn blanks(input: &str) -> IResult<&str, Option<()>> {
    opt(value((), take_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n')))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, &'static str> {
        match form(&Logical { text: text.to_string(), pieces: vec![(0, 0)] }, 0..text.len()) {
            Form::Strings(words) => Ok(words.into_iter().map(|word| word.text).collect()),
            Form::Others => Err("others"),
            Form::Text => Err("text"),
        }
    }

    #[test]
    fn words_are_written_as_they_are_read() {
        let words = ["/a b".to_owned(), "q\"\\".to_owned(), "line\nend\u{3}".to_owned(), "ü".to_owned()];
        let text = array_of(&words);
        assert_eq!(text, r#"["/a b", "q\"\\", "line\nend\u0003", "ü"]"#);
        assert_eq!(read(&text), Ok(words.to_vec()));
    }

    #[test]
    fn decodes_strings_as_go_does() {
        let table: [(&str, &[&str]); 6] = [
            (r#"["a","b c"]"#, &["a", "b c"]),
            (r#"[ "a" , "" ] "#, &["a", ""]),
            ("[]", &[]),
            (r#"["\"\\\/\b\f\n\r\t\u0041"]"#, &["\"\\/\x08\x0C\n\r\tA"]),
            (r#"["\ud83d\ude00 \ud83d \ude00x"]"#, &["\u{1F600} \u{FFFD} \u{FFFD}x"]),
            ("[\t\"a\"\t]", &["a"]),
        ];
        for (input, expected) in table {
            assert_eq!(read(input), Ok(expected.iter().map(ToString::to_string).collect()), "{input}");
        }
    }

    #[test]
    fn tells_other_json_from_text() {
        let table = [
            ("[\"a\", 1]", "others"),
            ("[null]", "others"),
            ("[[\"a\"]]", "others"),
            ("[\"a\",]", "text"),
            ("[\"a\"] b", "text"),
            ("[\"a\"", "text"),
            ("['a']", "text"),
            ("[ -f x ] && y", "text"),
            ("[\"\\x\"]", "text"),
            ("[\"a\tb\"]", "text"),
            ("\"a\"", "text"),
            ("", "text"),
        ];
        for (input, expected) in table {
            assert_eq!(read(input), Err(expected), "{input}");
        }
    }
}
