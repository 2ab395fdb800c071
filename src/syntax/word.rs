//! Cuts arguments into words and into `key=value` pairs.
//! Relies on `nom`. Keeps quotes and `$` as written. Follows `parseStringsWhitespaceDelimited`, `parseWords` and `parseNameVal` of BuildKit's `line_parsers.go`.

use super::flag::{blanks, is_blank};
use super::tree::{Logical, Pair, Word};
use nom::branch::alt;
use nom::bytes::complete::{take_till, take_till1, take_while, take_while1};
use nom::character::complete::{anychar, char};
use nom::combinator::{opt, recognize};
use nom::multi::{many0_count, many1_count};
use nom::sequence::preceded;
use nom::{IResult, Parser};
use std::ops::Range;

/// Why a text is no list of pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoPairs {
    /// There is nothing.
    Empty,
    /// One word alone.
    Alone(Range<usize>),
    /// A word without `=` behind one with it.
    NoEquals(Range<usize>),
    /// `=value`.
    NoName(Range<usize>),
}

/// words = { blanks 1*( any but blank ) }
pub(super) fn words(text: &Logical) -> Vec<Word> {
    ranges(&text.text, |rest| preceded(blanks, take_till1(is_blank)).parse(rest)).map(|range| word(text, range)).collect()
}

/// The whole text as one word.
pub(super) fn whole(text: &Logical) -> Word {
    word(text, 0..text.text.len())
}

/// The pairs of ENV and LABEL: `key=value …`, or `key value` where the first word has no `=`.
pub(super) fn pairs(text: &Logical, escape: char) -> Result<Vec<Pair>, NoPairs> {
    let mut words = quoted_words(&text.text, escape).peekable();
    let Some(first) = words.peek().cloned() else { return Err(NoPairs::Empty) };
    if !text.text[first.clone()].contains('=') {
        return legacy(text).map(|pair| vec![pair]).ok_or(NoPairs::Alone(first));
    }
    words
        .map(|range| pair(text, range))
        .map(|(range, pair)| match pair {
            Pair { value: None, .. } => Err(NoPairs::NoEquals(range)),
            Pair { key, .. } if key.text.is_empty() => Err(NoPairs::NoName(range)),
            pair => Ok(pair),
        })
        .collect()
}

/// The names of ARG, each with or without `=value`.
pub(super) fn declarations(text: &Logical, escape: char) -> Result<Vec<Pair>, NoPairs> {
    let pairs: Vec<_> = quoted_words(&text.text, escape).map(|range| pair(text, range)).collect();
    match pairs.iter().find(|(_, pair)| pair.key.text.is_empty()) {
        Some((range, _)) => Err(NoPairs::NoName(range.clone())),
        None if pairs.is_empty() => Err(NoPairs::Empty),
        None => Ok(pairs.into_iter().map(|(_, pair)| pair).collect()),
    }
}

/// pair = key [ "=" value ]
fn pair(text: &Logical, range: Range<usize>) -> (Range<usize>, Pair) {
    let equals = text.text[range.clone()].find('=').map(|at| range.start + at);
    let key = word(text, range.start..equals.unwrap_or(range.end));
    let value = equals.map(|at| word(text, at + 1..range.end));
    (range, Pair { key, value, legacy: false })
}

/// legacy = key blanks value
fn legacy(text: &Logical) -> Option<Pair> {
    let all = &text.text;
    let key = all.find(is_blank)?;
    let value = all.len() - all[key..].trim_start_matches(is_blank).len();
    Some(Pair { key: word(text, 0..key), value: Some(word(text, value..all.len())), legacy: true })
}

/// The words of `parseWords`; an escape character at the very end is not part of the last one.
fn quoted_words(text: &str, escape: char) -> impl Iterator<Item = Range<usize>> + '_ {
    ranges(text, move |rest| preceded(take_while(char::is_whitespace), quoted_word(escape)).parse(rest))
}

/// quoted-word = 1*( plain | double-quoted | single-quoted | escaped )
fn quoted_word(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| recognize(many1_count(alt((plain(escape), single_quoted, double_quoted(escape), escaped(escape))))).parse(input)
}

/// plain = 1*( any but white space, quotes, escape )
fn plain(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| take_while1(|c: char| !c.is_whitespace() && c != '"' && c != '\'' && c != escape).parse(input)
}

/// single-quoted = "'" { any but "'" } ( "'" | end )
fn single_quoted(input: &str) -> IResult<&str, &str> {
    recognize((char('\''), take_till(|c| c == '\''), opt(char('\'')))).parse(input)
}

/// double-quoted = '"' { any | escaped } ( '"' | end )
fn double_quoted(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| {
        let inside = many0_count(alt((take_while1(|c| c != '"' && c != escape), escaped(escape))));
        recognize((char('"'), inside, opt(char('"')))).parse(input)
    }
}

/// escaped = escape any
fn escaped(escape: char) -> impl Fn(&str) -> IResult<&str, &str> {
    move |input| recognize((char(escape), anychar)).parse(input)
}

/// Where each token stands that `next` reads from the front of the rest of `text`.
fn ranges<'t>(text: &'t str, mut next: impl FnMut(&'t str) -> IResult<&'t str, &'t str> + 't) -> impl Iterator<Item = Range<usize>> + 't {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (behind, token) = next(rest).ok()?;
        rest = behind;
        let end = text.len() - behind.len();
        Some(end - token.len()..end)
    })
}

fn word(text: &Logical, range: Range<usize>) -> Word {
    Word { text: text.text[range.clone()].to_string(), span: text.span(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logical(text: &str) -> Logical {
        Logical { text: text.to_string(), pieces: vec![(0, 10)] }
    }

    fn shown(pairs: &[Pair]) -> Vec<String> {
        let value = |pair: &Pair| pair.value.as_ref().map_or(String::new(), |value| format!("={}", value.text));
        pairs.iter().map(|pair| format!("{}{}{}", if pair.legacy { "old " } else { "" }, pair.key.text, value(pair))).collect()
    }

    #[test]
    fn cuts_words_at_blanks_and_keeps_quotes() {
        let found = words(&logical("a \"b\t c\"\x0B$d"));
        let expected = [("a", 10, 11), ("\"b", 12, 14), ("c\"", 16, 18), ("$d", 19, 21)];
        assert_eq!(found, expected.map(|(text, start, end)| Word { text: text.into(), span: crate::source::Span::new(start, end) }));
    }

    #[test]
    fn cuts_pairs_as_buildkit_does() {
        let table: [(&str, &[&str]); 11] = [
            ("A=b", &["A=b"]),
            ("A=\"b c\" D='e f'", &["A=\"b c\"", "D='e f'"]),
            ("A=b\\ c D=", &["A=b\\ c", "D="]),
            ("A=\"x \\\" y\" B='\\' C=d", &["A=\"x \\\" y\"", "B='\\'", "C=d"]),
            ("A b  c=d", &["old A=b  c=d"]),
            ("A=b=c", &["A=b=c"]),
            ("\"k k\"=v", &["\"k k\"=v"]),
            ("A=b\\\\\\", &["A=b\\\\"]),
            ("A=\"open", &["A=\"open"]),
            ("A=${B:-c}", &["A=${B:-c}"]),
            ("A \"\"", &["old A=\"\""]),
        ];
        for (input, expected) in table {
            assert_eq!(
                pairs(&logical(input), '\\').map(|pairs| shown(&pairs)),
                Ok(expected.iter().map(ToString::to_string).collect()),
                "{input:?}"
            );
        }
    }

    #[test]
    fn says_why_there_are_no_pairs() {
        let table = [
            ("", NoPairs::Empty),
            ("A", NoPairs::Alone(0..1)),
            ("A=b c", NoPairs::NoEquals(4..5)),
            ("=b", NoPairs::NoName(0..2)),
            ("\\", NoPairs::Empty),
        ];
        for (input, expected) in table {
            assert_eq!(pairs(&logical(input), '\\'), Err(expected), "{input:?}");
        }
    }

    #[test]
    fn cuts_declarations() {
        let found = declarations(&logical("A B=c D="), '\\').map(|pairs| shown(&pairs));
        assert_eq!(found, Ok(vec!["A".to_string(), "B=c".to_string(), "D=".to_string()]));
    }
}
