//! A finding as a frame around its place, the way rustc shows it: place, code, reason, way out.
//! Relies on `annotate-snippets` for the layout. Does not choose what is said.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Weight, Renderer, Snippet};

use super::printable;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Source, Span};

/// Lines that are added below a finding: `(kind, sentence)`.
pub(super) type Further<'a> = &'a [(&'static str, String)];

/// The frame, with colours as escape sequences where `colour` is set. It ends in a line break.
pub(super) fn frame(source: &Source, diagnostic: &Diagnostic, further: Further, colour: bool) -> String {
    let (name, weight) = match diagnostic.level {
        Level::Note => ("note", Weight::NOTE),
        Level::Warning => ("warning", Weight::WARNING),
        Level::Refused => ("refused", Weight::ERROR),
    };
    let title = weight.with_name(name).primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let path = printable(source.name());
    let mut group = match &diagnostic.place {
        Some(place) => {
            let marks: Vec<(AnnotationKind, Range<usize>, &str)> = [(AnnotationKind::Primary, place)]
                .into_iter()
                .chain(diagnostic.related.iter().map(|other| (AnnotationKind::Context, other)))
                .map(|(kind, place)| (kind, one_line(source, place.span), place.text.as_str()))
                .collect();
            title.element(snippet(source, &marks).path(path.as_ref()))
        }
        None => Group::with_title(title).element(annotate_snippets::Origin::path(path.as_ref())),
    };
    for (kind, sentence) in diagnostic.notes.iter().chain(further) {
        group = group.element(Weight::NOTE.with_name(*kind).message(sentence.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = renderer.render(&[group]);
    out.push('\n');
    out
}

/// The lines of the source from the first mark to the last: the renderer reads all that it is given.
fn snippet<'s>(source: &'s Source, marks: &[(AnnotationKind, Range<usize>, &'s str)]) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    let text = source.text();
    let first = marks.iter().map(|(_, mark, _)| mark.start).min().unwrap_or(0);
    let last = marks.iter().map(|(_, mark, _)| mark.end).max().unwrap_or(0);
    let from = text[..first].rfind('\n').map_or(0, |end| end + 1);
    let to = text[last..].find('\n').map_or(text.len(), |end| last + end + 1);
    let mut snippet = Snippet::source(&text[from..to]).line_start(source.line(from));
    for (kind, mark, text) in marks {
        snippet = snippet.annotation(kind.span(mark.start - from..mark.end - from).label(label(text)));
    }
    snippet
}

fn label(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The part of a span that stands on its first line: a place is to be found, not to be filled with ink.
fn one_line(source: &Source, span: Span) -> Range<usize> {
    let text = source.text();
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let line = text[start..end].split('\n').next().unwrap_or_default().trim_end();
    start..start + line.len()
}

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn refusal_with_two_places() {
        let text = "FROM golang:1.23\nWORKDIR /app\nCOPY . .\n\nRUN go build -o main .\nCMD [\"./app\"]\n";
        let source = Source::new("Dockerfile", text);
        let finding = Diagnostic::new(Level::Refused, "entry-not-made", "nothing in this image is called `./app`")
            .at(span(text, "\"./app\""), "looked for /app/app")
            .with(span(text, "main"), "makes /app/main")
            .because("a container of this image stops at once, so there is nothing to keep working")
            .way_out("make line 6 say \"./main\" (or line 5 `-o app`), then run dfsplit again");
        let expected = "\
refused[entry-not-made]: nothing in this image is called `./app`
 --> Dockerfile:6:6
  |
5 | RUN go build -o main .
  |                 ---- makes /app/main
6 | CMD [\"./app\"]
  |      ^^^^^^^ looked for /app/app
  |
  = reason: a container of this image stops at once, so there is nothing to keep working
  = do: make line 6 say \"./main\" (or line 5 `-o app`), then run dfsplit again
  = more: dfsplit explain entry-not-made
";
        let more = [("more", "dfsplit explain entry-not-made".to_owned())];
        assert_eq!(frame(&source, &finding, &more, false), expected);
        let colour = frame(&source, &finding, &more, true);
        assert_ne!(colour, expected);
        assert_eq!(anstream::adapter::strip_str(&colour).to_string(), expected);
    }

    #[test]
    fn warning_without_a_place() {
        let source = Source::new("api/Dockerfile", "FROM a\n");
        let finding = Diagnostic::new(Level::Warning, "context-missing", "go.sum is not in the build context")
            .way_out("name the context with --context DIR");
        assert_eq!(
            frame(&source, &finding, &[], false),
            "warning[context-missing]: go.sum is not in the build context\n--> api/Dockerfile\n = do: name the context with --context DIR\n"
        );
    }

    #[test]
    fn place_of_many_lines_shows_its_first() {
        let text = "FROM a\nRUN one \\\n  two \\\n  three\nCMD x\n";
        let source = Source::new("Dockerfile", text);
        let finding = Diagnostic::new(Level::Refused, "opaque-step", "what this step does is not known").at(Span::new(7, 35), "");
        assert_eq!(
            frame(&source, &finding, &[], false),
            "refused[opaque-step]: what this step does is not known\n --> Dockerfile:2:1\n  |\n2 | RUN one \\\n  | ^^^^^^^^^\n"
        );
    }

    #[test]
    fn odd_spans_and_control_characters_do_no_harm() {
        let text = "FROM caf\u{e9}\r\nRUN \x1b[31m\tx";
        let source = Source::new("a\x1b[2Jb", text);
        for (start, end) in [(9, 9), (9, 10), (0, 1000), (999, 1000), (text.len(), text.len()), (11, 12)] {
            let finding = Diagnostic::new(Level::Note, "x", "odd").at(Span::new(start, end), "here");
            let shown = frame(&source, &finding, &[], false);
            assert!(!shown.contains('\x1b') && shown.contains("a\\u{1b}[2Jb:"), "{shown:?}");
        }
    }
}
