//! Turns an offset of a text into a line and a column, in the units that formats count in.
//! Relies on [`crate::source`] for spans. Never fails: an offset behind the end is the end, one inside of a character is the character's beginning.

use crate::source::Span;

/// A place between two characters of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// From 1; a line ends at `\n`.
    pub line: usize,
    /// From 1, in bytes of UTF-8.
    pub byte: usize,
    /// From 1, in characters; a byte order mark is none.
    pub character: usize,
}

/// The position of the byte at `offset`.
pub(super) fn position(text: &str, offset: usize) -> Position {
    let offset = (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let mark = usize::from(start == 0 && before.starts_with('\u{feff}'));
    Position { line: 1 + before.matches('\n').count(), byte: 1 + offset - start, character: 1 + before[start..].chars().count() - mark }
}

/// The span without the white space at its end: a place ends where its last word does, and not on the line below.
pub(super) fn inked(text: &str, span: Span) -> Span {
    let (start, end) = (span.start.min(text.len()), span.end.min(text.len()));
    let len = text.get(start..end).map_or(end - start, |text| text.trim_end().len());
    Span::new(start, start + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_bytes_and_characters() {
        let text = "\u{feff}a\nb\u{e9}\u{1d11e}c\r\n";
        for (offset, line, byte, character) in [
            (0, 1, 1, 1),
            (3, 1, 4, 1),
            (4, 1, 5, 2),
            (5, 2, 1, 1),
            (8, 2, 4, 3),
            (9, 2, 4, 3),
            (12, 2, 8, 4),
            (15, 3, 1, 1),
            (99, 3, 1, 1),
        ] {
            assert_eq!(position(text, offset), Position { line, byte, character }, "{offset}");
        }
    }

    #[test]
    fn places_end_with_their_last_word() {
        let text = "FROM a \r\nCMD b\n";
        assert_eq!(inked(text, Span::new(0, 9)), Span::new(0, 6));
        assert_eq!(inked(text, Span::new(9, 14)), Span::new(9, 14));
        assert_eq!(inked(text, Span::new(14, 99)), Span::new(14, 14));
        assert_eq!(inked(text, Span::new(99, 120)), Span::new(15, 15));
    }
}
