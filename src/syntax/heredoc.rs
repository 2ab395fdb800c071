//! Finds the heredoc markers of a joined line and takes their bodies from the lines behind it.
//! Relies on `nom` for the marker and on [`super::lines`]. Does not expand, and knows `\` as the only escape character, as BuildKit does here.
//! Follows `heredocsFromLine` and `heredocFromMatch` of BuildKit's `parser.go`, and `shell/lex.go`.

use super::lines::Lines;
use super::tree::{Heredoc, Logical};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Span;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, digit0};
use nom::combinator::{opt, rest, verify};
use nom::{IResult, Parser};
use std::ops::Range;

/// The heredocs that a joined line announces, with empty bodies.
pub(super) fn markers(line: &Logical) -> Vec<Heredoc> {
    let Some(words) = shell_words(&line.text) else { return Vec::new() };
    words.into_iter().filter_map(|range| heredoc(&line.text[range.clone()], line.span(range))).collect()
}

/// Takes the bodies of `heredocs` from `lines`, from the byte `at` on. Gives the end of the last line taken, with and without its line break.
/// A heredoc without an end takes the rest of the file, and nothing is left for those behind it.
pub(super) fn bodies(heredocs: &mut [Heredoc], lines: &mut Lines<'_>, at: usize, diagnostics: &mut Vec<Diagnostic>) -> (usize, usize) {
    let (mut taken, mut said, mut open) = (at, at, None);
    for heredoc in heredocs {
        let start = taken;
        let terminator = lines.by_ref().find(|line| {
            (taken, said) = (line.span.end, line.text_end());
            heredoc.name == if heredoc.chomp { line.text.trim_start_matches('\t') } else { line.text }
        });
        heredoc.body = Span::new(start, terminator.map_or(taken, |line| line.span.start));
        if terminator.is_none() {
            open.get_or_insert(&*heredoc);
        }
    }
    if let Some(open) = open {
        let name = excerpt(&open.name);
        let message = format!("the heredoc {name} has no end; a line with {name} alone ends it");
        diagnostics.push(Diagnostic::new(Level::Refused, "unterminated-heredoc", message).at(open.marker, "begins here"));
    }
    (taken, said)
}

/// At most 40 characters of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

fn heredoc(word: &str, place: Span) -> Option<Heredoc> {
    let (_, (descriptor, _, chomp, _, rest)) = marker(word).ok()?;
    let (name, quoted) = unquoted(rest.strip_prefix('\u{FEFF}').unwrap_or(rest))?; // Go's text/scanner drops a byte order mark in front
    let descriptor = (!descriptor.is_empty()).then(|| descriptor.parse().unwrap_or(u32::MAX));
    let body = Span::new(place.end, place.end);
    Some(Heredoc { name, expand: !quoted, chomp: chomp.is_some(), descriptor, body, marker: place })
}

type Marker<'i> = (&'i str, &'i str, Option<char>, &'i str, &'i str);

/// `marker = { digit } "<<" [ "-" ] { blank } name`, where the name has no `<`
fn marker(word: &str) -> IResult<&str, Marker<'_>> {
    let blanks = take_while(|c| matches!(c, '\t' | '\n' | '\x0C' | '\r' | ' '));
    (digit0, tag("<<"), opt(char('-')), blanks, verify(rest, |name: &str| !name.is_empty() && !name.contains('<'))).parse(word)
}

/// The name without quotes and escapes, and whether it had quotes. `None` where it is empty or more than one word.
fn unquoted(rest: &str) -> Option<(String, bool)> {
    let (mut name, mut quoted, mut at) = (String::new(), false, 0);
    while let Some(c) = rest[at..].chars().next() {
        let next = at + c.len_utf8();
        match c {
            '\'' => {
                quoted = true;
                let end = next + rest[next..].find('\'')?;
                name.push_str(&rest[next..end]);
                at = end + 1;
            }
            '"' => {
                quoted = true;
                at = token(rest, at)?.0;
                double_unquoted(&rest[next..at - 1], &mut name);
            }
            '$' => {
                let end = token(rest, at)?.0;
                name.push_str(&rest[at..end]);
                at = end;
            }
            '\\' => {
                let escaped = rest[next..].chars().next();
                name.extend(escaped);
                at = next + escaped.map_or(0, char::len_utf8);
            }
            c if c.is_whitespace() => return None,
            c => {
                name.push(c);
                at = next;
            }
        }
    }
    (!name.is_empty()).then_some((name, quoted))
}

/// Between double quotes the escape character goes only before `"`, `$` and itself.
fn double_unquoted(inside: &str, name: &mut String) {
    let mut chars = inside.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars.next_if(|next| c == '\\' && matches!(next, '"' | '$' | '\\'));
        name.push(escaped.unwrap_or(c));
    }
}

/// The words of a line as BuildKit's shell lexer cuts them; `None` where it gives up, and so finds no heredoc: an open quote, a `${…}` that it does not know.
///
/// One oddity is kept: a `${…}` with an operator starts its word anew, so `a${b:-c}` is read as `${b:-c}`.
fn shell_words(line: &str) -> Option<Vec<Range<usize>>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let next = at + c.len_utf8();
        match c {
            '\'' => {
                start.get_or_insert(at);
                at = next + line[next..].find('\'')? + 1;
            }
            '"' | '$' => {
                let (end, anew) = token(line, at)?;
                if anew {
                    start = None;
                }
                if c == '"' {
                    start.get_or_insert(at);
                } else {
                    split_blanks(line, at..end, &mut start, &mut words);
                }
                at = end;
            }
            '<' => {
                start.get_or_insert(at);
                at = match line[next..].strip_prefix('<') {
                    Some(behind) => line.len() - behind.trim_start_matches(['\t', '\r', ' ']).len(),
                    None => next,
                };
            }
            '\\' => {
                start.get_or_insert(at);
                at = next + line[next..].chars().next().map_or(0, char::len_utf8);
            }
            _ => {
                split_blanks(line, at..next, &mut start, &mut words);
                at = next;
            }
        }
    }
    if let Some(start) = start {
        words.push(start..line.len());
    }
    Some(words)
}

fn split_blanks(line: &str, range: Range<usize>, start: &mut Option<usize>, words: &mut Vec<Range<usize>>) {
    for (i, c) in line[range.clone()].char_indices() {
        if !c.is_whitespace() {
            start.get_or_insert(range.start + i);
        } else if let Some(start) = start.take() {
            words.push(start..range.start + i);
        }
    }
}

/// What a byte of a quotation or of a `${…}` stands in.
#[derive(Clone, Copy)]
enum Inside {
    Quote,
    Braces,
    /// The pattern of `${name/pattern/replacement}`.
    Pattern,
}

/// The end of the quotation or of the `$…` that begins at `at`, and whether it holds a `${…}` with an operator. Nesting is kept in a list, so that it may be deep.
fn token(line: &str, at: usize) -> Option<(usize, bool)> {
    let (mut at, mut inside, mut anew) = (at, Vec::new(), false);
    loop {
        let c = line[at..].chars().next()?;
        let next = at + c.len_utf8();
        at = next;
        match (inside.last(), c) {
            (Some(Inside::Quote), '"') | (Some(Inside::Braces), '}') => {
                inside.pop();
            }
            (Some(Inside::Pattern), '/') => {
                inside.pop();
                inside.push(Inside::Braces);
            }
            (_, '$') => {
                let (end, opened) = dollar(line, next)?;
                at = end;
                anew |= opened.is_some();
                inside.extend(opened);
            }
            (Some(Inside::Quote), '\\') if line[next..].starts_with(['"', '$', '\\']) => at = next + 1,
            (Some(Inside::Quote), _) => {}
            (_, '"') => inside.push(Inside::Quote),
            (_, '\'') => at = next + line[next..].find('\'')? + 1,
            (_, '\\') => at = next + line[next..].chars().next()?.len_utf8(),
            (_, _) => {}
        }
        if inside.is_empty() {
            return Some((at, anew));
        }
    }
}

/// What follows a `$`: the end of a plain variable, or where the inside of a `${name…}` with an operator begins.
fn dollar(line: &str, at: usize) -> Option<(usize, Option<Inside>)> {
    let Some(braced) = line[at..].strip_prefix('{') else {
        return Some((at + name_length(&line[at..]), None));
    };
    if braced.is_empty() || braced.starts_with(['{', '}', ':']) {
        return None;
    }
    let at = at + 1 + name_length(braced);
    let mut chars = line[at..].chars();
    match chars.next()? {
        '}' => Some((at + 1, None)),
        ':' => {
            let operator = chars.next().filter(|c| !matches!(c, '#' | '%'))?;
            Some((at + 1 + operator.len_utf8(), Some(Inside::Braces)))
        }
        '+' | '-' | '?' | '#' | '%' => Some((at + 1, Some(Inside::Braces))),
        '/' => Some((at + 1 + usize::from(chars.next() == Some('/')), Some(Inside::Pattern))),
        _ => None,
    }
}

/// The length of a variable's name: digits, one special parameter, or letters, digits and `_`.
fn name_length(text: &str) -> usize {
    let prefix = |holds: fn(char) -> bool| text.find(|c: char| !holds(c)).unwrap_or(text.len());
    match text.chars().next() {
        Some(c) if c.is_numeric() => prefix(char::is_numeric),
        Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => 1,
        _ => prefix(|c| c.is_alphanumeric() || c == '_'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found = (String, bool, bool, Option<u32>, (usize, usize));

    fn found(text: &str) -> Vec<Found> {
        let line = Logical { text: text.to_string(), pieces: vec![(0, 0)] };
        markers(&line).into_iter().map(|h| (h.name, h.expand, h.chomp, h.descriptor, (h.marker.start, h.marker.end))).collect()
    }

    #[test]
    fn finds_the_markers_that_buildkit_finds() {
        let one = |name: &str, expand, chomp, descriptor, marker| vec![(name.to_string(), expand, chomp, descriptor, marker)];
        let table = [
            ("RUN <<EOF", one("EOF", true, false, None, (4, 9))),
            ("RUN <<-EOF cat", one("EOF", true, true, None, (4, 10))),
            ("RUN << EOF", one("EOF", true, false, None, (4, 10))),
            ("RUN <<'EOF'", one("EOF", false, false, None, (4, 11))),
            ("RUN <<\"E F\"", one("E F", false, false, None, (4, 11))),
            ("RUN <<E\"O\"F", one("EOF", false, false, None, (4, 11))),
            ("RUN <<\\EOF", one("EOF", true, false, None, (4, 10))),
            ("RUN python3 3<<PY", one("PY", true, false, Some(3), (12, 17))),
            ("RUN echo $(( 1<<2 ))", one("2", true, false, Some(1), (13, 17))),
            ("RUN cat <<A$X", one("A$X", true, false, None, (8, 13))),
            ("RUN echo ${x:-a} <<E", one("E", true, false, None, (17, 20))),
            ("RUN echo \"${x:-\"a b\"}\" <<E", one("E", true, false, None, (23, 26))),
        ];
        for (line, expected) in table {
            assert_eq!(found(line), expected, "{line}");
        }
        assert_eq!(found("COPY <<a <<b /c").len(), 2);
    }

    #[test]
    fn leaves_what_is_no_marker() {
        let lines = [
            "RUN cat <<< word",
            "RUN <<- EOF",
            "RUN echo $((1<<2))",
            "RUN echo \"<<A\" '<<B' \\<<C",
            "RUN a<<EOF",
            "RUN <<\"\"",
            "RUN <<",
            "RUN <<EOF 'open",
            "RUN <<EOF ${x^^}",
            "RUN <<EOF ${}",
            "RUN <<EOF ${x:-open",
            "RUN <<EOF ${x/a}",
            "RUN <<EOF${x:-y}",
        ];
        for line in lines {
            assert_eq!(found(line), [], "{line}");
        }
    }

    #[test]
    fn deep_nesting_needs_no_stack() {
        let line = format!("RUN <<EOF {}{}", "${a:-\"".repeat(100_000), "\"}".repeat(100_000));
        assert_eq!(found(&line).len(), 1);
    }
}
