//! The pieces of a rewrite, and the law that nothing of the author's file is lost.

use crate::outcome::{Added, StageKind};
use crate::source::{Source, Span};

/// A piece of the new file.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// The author's text, at its one place in the new file.
    Kept(Span),
    /// The author's text once more.
    Repeated(Span),
    /// New text.
    New {
        /// The text.
        text: String,
        /// Why it is there.
        because: String,
    },
}

/// A new file as pieces, and what of the old one is not in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rewrite {
    /// In order.
    pub pieces: Vec<Piece>,
    /// What is dropped, each with its reason.
    pub dropped: Vec<(Span, String)>,
    /// How many pieces stand above the runtime stage.
    pub above_runtime: usize,
}

impl Rewrite {
    /// The new file's text.
    pub fn text(&self, source: &Source) -> String {
        let mut text = String::with_capacity(source.text().len() * 2);
        for piece in &self.pieces {
            text.push_str(slice(piece, source));
        }
        text
    }

    /// Checks that kept and dropped spans cover the source exactly once; the sentence says where they do not.
    pub fn conserves(&self, source: &Source) -> Result<(), String> {
        let kept = self.pieces.iter().filter_map(|p| match p {
            Piece::Kept(span) => Some(*span),
            Piece::Repeated(_) | Piece::New { .. } => None,
        });
        let mut spans: Vec<Span> = kept.chain(self.dropped.iter().map(|(span, _)| *span)).filter(|s| !s.is_empty()).collect();
        spans.sort();
        let mut at = 0;
        for span in spans {
            if span.start != at {
                let what = if span.start > at { "lost" } else { "there twice" };
                return Err(format!("line {} of the old file is {what}", source.line(at.min(span.start))));
            }
            at = span.end;
        }
        if at == source.text().len() { Ok(()) } else { Err(format!("line {} of the old file is lost", source.line(at))) }
    }

    /// The instructions that are new, or stand for one of the author's; what replaces a few words of one is none.
    pub fn added(&self) -> Vec<Added> {
        let lines = self.pieces.iter().enumerate().filter_map(|(index, piece)| match piece {
            Piece::New { text, because } if is_instruction(text) => {
                let stage = if index < self.above_runtime { StageKind::Build } else { StageKind::Runtime };
                Some(Added { stage, text: text.trim_end().to_owned(), because: because.clone() })
            }
            Piece::New { .. } | Piece::Kept(_) | Piece::Repeated(_) => None,
        });
        lines.collect()
    }

    /// True if the text of a span stands where it stood, to the byte.
    pub fn keeps(&self, span: Span) -> bool {
        self.pieces.contains(&Piece::Kept(span))
    }

    /// True if the text so far is empty or ends with a line break.
    pub(super) fn ends_line(&self, source: &Source) -> bool {
        let last = self.pieces.iter().rev().map(|p| slice(p, source)).find(|t| !t.is_empty() && *t != "\u{feff}");
        last.is_none_or(|t| t.ends_with('\n'))
    }

    /// True if the text so far is empty or ends with a blank line.
    pub(super) fn ends_blank(&self, source: &Source) -> bool {
        let mut text = String::new();
        for piece in self.pieces.iter().rev() {
            text.insert_str(0, slice(piece, source));
            if text.trim_end().len() < text.len() && text.lines().count() > 1 || !text.trim().is_empty() {
                break;
            }
        }
        let mut lines = text.split_inclusive('\n').rev();
        lines.next().is_none_or(|line| line.ends_with('\n') && line.trim().is_empty())
    }
}

/// True for whole lines that are no comment.
fn is_instruction(text: &str) -> bool {
    text.ends_with('\n') && !text.trim().is_empty() && !text.starts_with('#')
}

fn slice<'s>(piece: &'s Piece, source: &'s Source) -> &'s str {
    match piece {
        Piece::Kept(span) | Piece::Repeated(span) => source.slice(*span),
        Piece::New { text, .. } => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_neither_kept_nor_dropped_is_named() {
        let source = Source::new("Dockerfile", "FROM a\nRUN b\nCMD c\n");
        let kept = |spans: &[(usize, usize)]| Rewrite {
            above_runtime: 0,
            pieces: spans.iter().map(|&(a, b)| Piece::Kept(Span::new(a, b))).collect(),
            dropped: Vec::new(),
        };
        assert_eq!(kept(&[(0, 7), (13, 19), (7, 13)]).conserves(&source), Ok(()));
        assert_eq!(kept(&[(0, 7), (13, 19)]).conserves(&source), Err("line 2 of the old file is lost".into()));
        assert_eq!(kept(&[(0, 13), (7, 19)]).conserves(&source), Err("line 2 of the old file is there twice".into()));
    }
}
