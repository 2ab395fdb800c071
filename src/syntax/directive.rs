//! Reads the parser directives at the top of a file.
//! Relies on [`super::lines`]. Does not fetch or judge a `syntax`. Follows BuildKit's `directives.go`.

use super::lines::Line;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Span;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{alpha1, alphanumeric0};
use nom::combinator::{recognize, rest, verify};
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};

/// The state of the top of a file: the directives seen, and whether there can be more.
#[derive(Debug, Default)]
pub(super) struct Directives {
    seen: Vec<(String, Span)>,
    over: bool,
}

impl Directives {
    /// The directive (lower-case name, trimmed value) on this line, if it is one. Any other line ends the directives.
    pub fn read(&mut self, line: Line<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<(String, String)> {
        if self.over {
            return None;
        }
        let Some((name, value)) = known(line.text.trim_start()) else {
            self.over = true;
            return None;
        };
        let place = Span::new(line.span.start, line.text_end());
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == name) {
            let message = format!("the {name} directive stands twice; BuildKit takes one only");
            diagnostics.push(Diagnostic::new(Level::Refused, "repeated-directive", message).at(place, "again").with(*first, "first here"));
        } else {
            self.seen.push((name.clone(), place));
        }
        Some((name, value))
    }
}

/// The character that an `escape` directive asks for.
pub(super) fn escape(value: &str, place: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<char> {
    match value {
        "\\" => Some('\\'),
        "`" => Some('`'),
        _ => {
            let message = "the escape directive takes \\ or ` and nothing else";
            diagnostics.push(Diagnostic::new(Level::Refused, "bad-escape", message).at(place, "neither of the two"));
            None
        }
    }
}

fn known(line: &str) -> Option<(String, String)> {
    let (_, (name, value)) = directive(line).ok()?;
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "syntax" | "escape" | "check").then(|| (name, value.trim_matches(is_blank).to_string()))
}

/// directive = "#" white-space name blanks "=" value
fn directive(line: &str) -> IResult<&str, (&str, &str)> {
    preceded((tag("#"), take_while(char::is_whitespace)), (name, preceded(equals, verify(rest, |value: &str| !value.is_empty()))))
        .parse(line)
}

/// name = letter { letter | digit }
fn name(input: &str) -> IResult<&str, &str> {
    recognize(pair(alpha1, alphanumeric0)).parse(input)
}

/// equals = blanks "="
fn equals(input: &str) -> IResult<&str, &str> {
    delimited(take_while(is_blank), tag("="), nom::combinator::success(())).parse(input)
}

/// `\s` of Go's regular expressions.
fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0C' | '\r' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_three_directives_in_any_case_and_spacing() {
        let table = [
            ("# syntax=docker/dockerfile:1", Some(("syntax", "docker/dockerfile:1"))),
            ("#EsCaPe =  ` ", Some(("escape", "`"))),
            ("#\t check = skip=all; error=true", Some(("check", "skip=all; error=true"))),
            ("# syntax=", None),
            ("# other=1", None),
            ("# check", None),
            ("## escape=`", None),
            ("# my syntax=1", None),
            ("RUN a=b", None),
            ("", None),
        ];
        for (line, expected) in table {
            let expected = expected.map(|(name, value)| (name.to_string(), value.to_string()));
            assert_eq!(known(line), expected, "{line:?}");
        }
    }
}
