//! Turns an old and a new text into the pieces that a side-by-side view is built from, and tells what the new lines are for.
//! Relies on `similar` for the comparison. Does not fold or draw: that is the page's own script.

use serde::Serialize;
use similar::{DiffOp, TextDiff};

use super::super::diff::lines;
use crate::outcome::Need;

/// A stretch of both sides.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Piece<'a> {
    /// So many lines that are the same.
    Same {
        /// How many.
        keep: usize,
    },
    /// So many old lines that give way to new ones, each with its line feed.
    Changed {
        /// Old lines that go.
        drop: usize,
        /// New lines in their place.
        add: Vec<&'a str>,
    },
}

/// The pieces, in order: together they hold all lines of both sides.
pub(super) fn pieces<'a>(old: &str, new: &'a str) -> Vec<Piece<'a>> {
    let (old, new) = (lines(old), lines(new));
    let compared = TextDiff::from_slices(&old, &new);
    let piece = |op: &DiffOp| match op {
        DiffOp::Equal { len, .. } => Piece::Same { keep: *len },
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
            Piece::Changed { drop: op.old_range().len(), add: new[op.new_range()].to_vec() }
        }
    };
    compared.ops().iter().map(piece).collect()
}

/// Lines as `git diff --stat` counts them: a changed one is both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Lines {
    added: usize,
    removed: usize,
}

/// How many lines go and come.
pub(super) fn size(pieces: &[Piece]) -> Lines {
    pieces.iter().fold(Lines::default(), |size, piece| match piece {
        Piece::Same { .. } => size,
        Piece::Changed { drop, add } => Lines { added: size.added + add.len(), removed: size.removed + drop },
    })
}

/// Why a new line is there: its number, from 1, and the needs that it names.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Because {
    line: usize,
    because: String,
}

/// The reasons of the new lines, as far as a need names a word of theirs that the old line beside it has not. Equal reasons of one line are said once.
pub(super) fn because(old: &str, pieces: &[Piece], needs: &[Need]) -> Vec<Because> {
    let old = lines(old);
    let mut out = Vec::new();
    let (mut before, mut line) = (0, 0);
    for piece in pieces {
        match piece {
            Piece::Same { keep } => {
                before += keep;
                line += keep;
            }
            Piece::Changed { drop, add } => {
                for (i, text) in add.iter().enumerate() {
                    line += 1;
                    let beside = old.get(before + i).filter(|_| i < *drop).copied().unwrap_or_default();
                    let reasons = reasons(needs.iter().filter(|need| has_word(text, &need.what) && !has_word(beside, &need.what)));
                    if !reasons.is_empty() {
                        out.push(Because { line, because: reasons.join("; ") });
                    }
                }
                before += drop;
            }
        }
    }
    out
}

fn has_word(text: &str, wanted: &str) -> bool {
    text.split_whitespace().any(|word| word == wanted)
}

fn reasons<'a>(needs: impl Iterator<Item = &'a Need>) -> Vec<&'a str> {
    let mut reasons: Vec<&str> = Vec::new();
    for need in needs {
        if !reasons.contains(&need.why.as_str()) {
            reasons.push(&need.why);
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hold_all_lines_of_both_sides() {
        assert_eq!(
            pieces("FROM a\nRUN b\nCMD c", "FROM a AS x\nRUN b\nFROM d\nCMD c\n"),
            [
                Piece::Changed { drop: 1, add: vec!["FROM a AS x\n"] },
                Piece::Same { keep: 1 },
                Piece::Changed { drop: 1, add: vec!["FROM d\n", "CMD c\n"] },
            ]
        );
        assert_eq!(pieces("", ""), []);
        assert_eq!(size(&pieces("a\nb\nc\n", "a\nB\nB2\nc\n")), Lines { added: 2, removed: 1 });
    }

    #[test]
    fn new_lines_name_the_needs_that_they_meet() {
        let needs = [("/app/a", "CMD"), ("/app", "WORKDIR"), ("tzdata", "main.go:3"), ("ca", "main.go:3")]
            .map(|(what, why)| Need { what: what.into(), why: why.into() });
        let old = "RUN go build -o /app/a\n";
        let new = "RUN CGO_ENABLED=0 go build -o /app/a\nFROM y\nRUN apk add ca tzdata\nCOPY --from=build /app/a /app/a\n";
        assert_eq!(
            because(old, &pieces(old, new), &needs),
            [Because { line: 3, because: "main.go:3".into() }, Because { line: 4, because: "CMD".into() }]
        );
    }
}
