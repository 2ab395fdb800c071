//! Cuts a text into physical lines and joins those that a continuation ties together.
//! Relies on the tree's [`Logical`]. Does not know where an instruction's words are. Follows BuildKit's `parser.go`.

use super::tree::Logical;
use crate::source::Span;

/// A physical line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'s> {
    /// Without its line break and the carriage returns before it.
    pub text: &'s str,
    /// Line break included.
    pub span: Span,
}

impl Line<'_> {
    /// Where the text ends.
    pub fn text_end(&self) -> usize {
        self.span.start + self.text.len()
    }

    /// True for white space only.
    pub fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// True if the first character that is no white space is `#`.
    pub fn is_comment(&self) -> bool {
        self.text.trim_start().starts_with('#')
    }
}

/// The physical lines of a text.
pub(super) struct Lines<'s> {
    rest: std::str::SplitInclusive<'s, char>,
    at: usize,
}

impl<'s> Lines<'s> {
    /// The lines of `text` from the byte `at`.
    pub fn new(text: &'s str, at: usize) -> Self {
        Self { rest: text[at..].split_inclusive('\n'), at }
    }
}

impl<'s> Iterator for Lines<'s> {
    type Item = Line<'s>;

    fn next(&mut self) -> Option<Line<'s>> {
        let raw = self.rest.next()?;
        let span = Span::new(self.at, self.at + raw.len());
        self.at = span.end;
        Some(Line { text: raw.trim_end_matches(['\r', '\n']), span })
    }
}

/// What [`join`] took beside the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// End of the last line taken, line break included.
    pub taken: usize,
    /// End of the last line that is neither blank nor a comment, without its line break.
    pub said: usize,
    /// The first blank line inside.
    pub blank: Option<Span>,
}

/// Puts `first` and the lines that continue it into `joined`. Comments and blank lines in between are left out.
pub(super) fn join<'s>(first: Line<'s>, lines: &mut Lines<'s>, escape: char, joined: &mut Logical) -> Extent {
    joined.text.clear();
    joined.pieces.clear();
    let indent = first.text.len() - first.text.trim_start().len();
    let mut extent = Extent { taken: first.span.end, said: first.text_end(), blank: None };
    let mut open = push(joined, &first.text[indent..], first.span.start + indent, escape);
    while open {
        let Some(line) = lines.next() else { break };
        extent.taken = line.span.end;
        if line.is_comment() {
            continue;
        }
        if line.is_blank() {
            extent.blank.get_or_insert(Span::new(line.span.start, line.text_end()));
            continue;
        }
        extent.said = line.text_end();
        open = push(joined, line.text, line.span.start, escape);
    }
    if joined.pieces.is_empty() {
        joined.pieces.push((0, extent.said));
    }
    extent
}

/// Adds a line without its continuation character, and says whether there was one.
fn push(joined: &mut Logical, line: &str, start: usize, escape: char) -> bool {
    let continued = before_continuation(line, escape);
    let text = continued.unwrap_or(line);
    if !text.is_empty() {
        joined.pieces.push((joined.text.len(), start));
        joined.text.push_str(text);
    }
    continued.is_some()
}

/// continuation = escape { " " | tab } end-of-line, with no second escape before it
fn before_continuation(line: &str, escape: char) -> Option<&str> {
    let before = line.trim_end_matches([' ', '\t']).strip_suffix(escape)?;
    (!before.ends_with(escape)).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Joined = (String, Vec<(usize, usize)>, usize, usize);

    fn joined(text: &str) -> Option<Joined> {
        let mut lines = Lines::new(text, 0);
        let mut logical = Logical::default();
        let first = lines.next()?;
        let extent = join(first, &mut lines, '\\', &mut logical);
        Some((logical.text, logical.pieces, extent.taken, extent.said))
    }

    #[test]
    fn joins_as_buildkit_does() {
        let table = [
            ("RUN a\n", "RUN a", vec![(0, 0)], 6, 5),
            ("  RUN a\\\n b\nx", "RUN a b", vec![(0, 2), (5, 9)], 12, 11),
            ("RUN a \\  \t\r\n# c\r\n\r\n  b", "RUN a   b", vec![(0, 0), (6, 19)], 22, 22),
            ("RUN a\\\n# c\n", "RUN a", vec![(0, 0)], 11, 6),
            ("\\\nRUN a", "RUN a", vec![(0, 2)], 7, 7),
            ("RUN a\\\\\nb", "RUN a\\\\", vec![(0, 0)], 8, 7),
            ("RUN a\\\\\\\nb", "RUN a\\\\\\", vec![(0, 0)], 9, 8),
            ("RUN a\\ # c\nb", "RUN a\\ # c", vec![(0, 0)], 11, 10),
            ("\\", "", vec![(0, 1)], 1, 1),
        ];
        for (source, text, pieces, taken, said) in table {
            assert_eq!(joined(source), Some((text.to_string(), pieces, taken, said)), "{source:?}");
        }
    }
}
