//! Turns the old and the new text of a file into the stretches of the old one that are replaced.
//! Relies on [`super::diff`] for the comparison. Joins nothing and explains nothing: between two stretches the author's lines stand as they were.

use super::diff;
use crate::source::Span;

/// A stretch of the old text, and what stands there in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// By what; empty for a deletion.
    pub text: String,
}

/// The edits that make `new` of `old`, in order, apart from each other. They begin and end where lines do, and where it is possible
/// on lines that are there: an insertion stands before a line, and what is replaced leaves the last line's ending as it is.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let lines = diff::lines(old);
    let starts: Vec<usize> = std::iter::once(0).chain(lines.iter().scan(0, |end, line| Some(advance(end, line)))).collect();
    diff::changes(old, new)
        .map(|change| {
            let span = Span::new(starts[change.old.start], starts[change.old.end]);
            shortened(old, span, &change.new.concat(), change.old.start > 0)
        })
        .collect()
}

/// The text that the edits make of `old`.
pub fn applied(old: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(old.len());
    let mut done = 0;
    for edit in edits {
        out += &old[done..edit.span.start];
        out += &edit.text;
        done = edit.span.end;
    }
    out + &old[done..]
}

/// The byte order mark.
const MARK: char = '\u{feff}';

fn advance(end: &mut usize, line: &str) -> usize {
    *end += line.len();
    *end
}

/// The edit without what both sides have at their beginning (a byte order mark) or at their end (a line ending). Behind the last line
/// there is no line to point at: what is put or deleted there begins at the ending of the line before it.
fn shortened(old: &str, span: Span, new: &str, has_line_before: bool) -> Edit {
    let removed = &old[span.range()];
    let mark = if removed.starts_with(MARK) && new.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    let before = ending(&old[..span.start]);
    let (cut, put) = (ending(removed), ending(new));
    if span.end == old.len() && has_line_before {
        if removed.is_empty() && put == before {
            let place = span.start - before.len();
            return Edit { span: Span::new(place, place), text: format!("{before}{}", &new[..new.len() - put.len()]) };
        }
        if new.is_empty() && cut == before {
            return Edit { span: Span::new(span.start - before.len(), span.end - cut.len()), text: String::new() };
        }
    }
    let shared = if cut == put { cut.len() } else { 0 };
    Edit { span: Span::new(span.start + mark, span.end - shared), text: new[mark..new.len() - shared].to_owned() }
}

/// How the last line of a text ends.
fn ending(text: &str) -> &'static str {
    if text.ends_with("\r\n") {
        "\r\n"
    } else if text.ends_with('\n') {
        "\n"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Vec<(usize, usize, String)> {
        let edits = edits(old, new);
        assert_eq!(applied(old, &edits), new, "{edits:?}");
        edits.into_iter().map(|edit| (edit.span.start, edit.span.end, edit.text)).collect()
    }

    fn edit(start: usize, end: usize, text: &str) -> (usize, usize, String) {
        (start, end, text.to_owned())
    }

    #[test]
    fn changed_line_keeps_its_ending_and_new_lines_stand_before_a_line() {
        assert_eq!(
            of("FROM a\nRUN b\nCMD c\n", "FROM a AS x\nRUN b\nFROM d\nCMD c\n"),
            [edit(0, 6, "FROM a AS x"), edit(13, 13, "FROM d\n")]
        );
        assert_eq!(
            of("FROM a\r\nRUN b\r\nCMD c\r\n", "FROM a AS x\r\nRUN b\r\nFROM d\r\nCMD c\r\n"),
            [edit(0, 6, "FROM a AS x"), edit(15, 15, "FROM d\r\n")]
        );
    }

    #[test]
    fn lines_behind_the_last_begin_at_its_ending() {
        assert_eq!(of("FROM a\nRUN b\n", "FROM a\nRUN b\nFROM c\nCMD d\n"), [edit(12, 12, "\nFROM c\nCMD d")]);
        assert_eq!(of("FROM a\nRUN b", "FROM a\nRUN b\nFROM c"), [edit(7, 12, "RUN b\nFROM c")]);
        assert_eq!(of("FROM a\nRUN b\nUSER c\n", "FROM a\nRUN b\n"), [edit(12, 19, "")]);
    }

    #[test]
    fn deleted_lines_go_whole_and_differing_endings_are_replaced() {
        assert_eq!(of("FROM a\nUSER c\nRUN b\n", "FROM a\nRUN b\n"), [edit(7, 14, "")]);
        assert_eq!(of("FROM a\nCMD b", "FROM a\nCMD b\n"), [edit(7, 12, "CMD b\n")]);
        assert_eq!(of("FROM a\nCMD b\n", "FROM a\nCMD b"), [edit(7, 13, "CMD b")]);
        assert_eq!(of("FROM a\r\nCMD b\n", "FROM a\r\nCMD b\nFROM c\r\n"), [edit(14, 14, "FROM c\r\n")]);
    }

    #[test]
    fn byte_order_mark_stays() {
        assert_eq!(of("\u{feff}FROM a\n", "\u{feff}FROM a AS x\n"), [edit(3, 9, "FROM a AS x")]);
        assert_eq!(of("\u{feff}FROM a", "\u{feff}FROM a\nFROM b\n"), [edit(3, 9, "FROM a\nFROM b\n")]);
    }

    #[test]
    fn equal_and_empty_texts() {
        assert_eq!(of("FROM a\n", "FROM a\n"), []);
        assert_eq!(of("", "FROM a\n"), [edit(0, 0, "FROM a\n")]);
        assert_eq!(of("FROM a\n", ""), [edit(0, 7, "")]);
    }
}
