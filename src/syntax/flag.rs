//! Reads the flags between a keyword and its arguments.
//! Relies on `nom`. Does not know which flags an instruction has, nor garble flags that are not ASCII. Follows BuildKit's `split_command.go`.

use super::tree::{Flag, Logical};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{anychar, char};
use nom::combinator::{eof, opt, recognize, value};
use nom::multi::many0_count;
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// The flags at the beginning of `line.text[from..to]`, and where the rest begins.
pub(super) fn flags(line: &Logical, from: usize, to: usize, escape: char) -> (Vec<Flag>, usize) {
    let mut flags = Vec::new();
    let mut rest = &line.text[from..to];
    loop {
        rest = rest.trim_start_matches(is_blank);
        let Ok((behind, raw)) = word(escape)(rest) else { break };
        let start = to - rest.len();
        let text = unquoted(raw, escape);
        rest = behind;
        if text == "--" {
            break;
        }
        let (name, value) = match text[2..].split_once('=') {
            Some((name, value)) => (name.to_string(), Some(value.to_string())),
            None => (text[2..].to_string(), None),
        };
        flags.push(Flag { name, value, span: line.span(start..start + raw.len()) });
    }
    (flags, to - rest.len())
}

/// flag = "--" { plain | quoted | escaped }
fn word(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| {
        recognize(pair(tag("--"), many0_count(alt((plain(escape), quoted('"', escape), quoted('\'', escape), escaped(escape))))))
            .parse(input)
    }
}

/// plain = 1*( any but white space, quotes, escape )
fn plain(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| take_while1(|c: char| !is_blank(c) && c != '"' && c != '\'' && c != escape).parse(input)
}

/// quoted = quote { any | escaped } ( quote | end )
fn quoted(quote: char, escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| {
        let inside = many0_count(alt((take_while1(|c| c != quote && c != escape), escaped(escape))));
        recognize((char(quote), inside, opt(char(quote)))).parse(input)
    }
}

/// escaped = escape ( any | end )
fn escaped(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| recognize(preceded(char(escape), alt((value((), anychar), value((), eof))))).parse(input)
}

/// The word as BuildKit keeps it: without its quotes and escapes.
fn unquoted(raw: &str, escape: char) -> String {
    if !raw.contains(['"', '\'', escape]) {
        return raw.to_string();
    }
    let mut text = String::with_capacity(raw.len());
    let mut inside = None;
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c == escape && inside.is_none_or(|quote| quote != c) {
            text.extend(chars.next());
        } else if inside == Some(c) {
            inside = None;
        } else if inside.is_none() && matches!(c, '"' | '\'') {
            inside = Some(c);
        } else {
            text.push(c);
        }
    }
    text
}

/// Blanks that part a keyword, flags and words: `[\t\v\f\r ]` of `reWhitespace`, and the line feed that no joined line has.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0B' | '\x0C' | '\r' | ' ')
}

/// blanks = { blank }
pub(super) fn blanks(input: &str) -> IResult<&str, &str> {
    take_while(is_blank).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_flags_with_quotes_and_escapes() {
        type Flags = &'static [(&'static str, Option<&'static str>)];
        let table: [(&str, Flags, &str); 10] = [
            ("--from=a b c", &[("from", Some("a"))], "b c"),
            ("--link x", &[("link", None)], "x"),
            ("--chown=\"u g\"  --mode='0\\'7' y", &[("chown", Some("u g")), ("mode", Some("0'7"))], "y"),
            ("--a=b\\ c d", &[("a", Some("b c"))], "d"),
            ("--a -- --b", &[("a", None)], " --b"),
            ("-a --b", &[], "-a --b"),
            ("--a=\"open", &[("a", Some("open"))], ""),
            ("--", &[], ""),
            ("--x=1=2", &[("x", Some("1=2"))], ""),
            ("", &[], ""),
        ];
        for (input, expected, rest) in table {
            let line = Logical { text: input.to_string(), pieces: vec![(0, 100)] };
            let (flags, at) = flags(&line, 0, input.len(), '\\');
            let found: Vec<_> = flags.iter().map(|flag| (flag.name.as_str(), flag.value.as_deref())).collect();
            assert_eq!((found.as_slice(), &input[at..]), (expected, rest), "{input:?}");
        }
    }
}
