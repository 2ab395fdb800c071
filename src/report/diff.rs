//! The change as a unified diff, for people and for `git apply` and `patch -p1`.
//! Relies on `similar` for the comparison. Writes hunks itself: a line ends at `\n` and nowhere else, so that CR stays part of its line.

use std::fmt::Write as _;
use std::ops::Range;

use similar::{DiffOp, TextDiff};

/// Lines around a change.
const CONTEXT: usize = 3;

/// The patch that makes `new` of `old`; empty where they are equal. `path` is the file's path relative to the folder that the patch is applied in, with `/` between the names.
pub fn unified(old: &str, new: &str, path: &[u8]) -> String {
    let (old, new) = (lines(old), lines(new));
    let compared = TextDiff::from_slices(&old, &new);
    let mut out = String::new();
    for hunk in compared.grouped_ops(CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        if out.is_empty() {
            let _ = write!(out, "--- {}\n+++ {}\n", header("a/", path), header("b/", path));
        }
        let before = first.old_range().start..last.old_range().end;
        let after = first.new_range().start..last.new_range().end;
        let _ = writeln!(out, "@@ -{} +{} @@", range(&before), range(&after));
        for op in &hunk {
            let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
            match op {
                DiffOp::Equal { .. } => push(&mut out, ' ', before),
                DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                    push(&mut out, '-', before);
                    push(&mut out, '+', after);
                }
            }
        }
    }
    out
}

/// How many lines a change touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Size {
    /// Old lines that have another text now.
    pub changed: usize,
    /// Lines that are new.
    pub added: usize,
    /// Old lines that are gone.
    pub removed: usize,
}

/// How many lines differ: of the lines that one place loses and gains, as many as there are of both count as changed.
pub fn size(old: &str, new: &str) -> Size {
    let mut size = Size::default();
    for change in changes(old, new) {
        let (lost, gained) = (change.old.len(), change.new.len());
        let changed = lost.min(gained);
        size.changed += changed;
        size.removed += lost - changed;
        size.added += gained - changed;
    }
    size
}

/// The patch with colours for a terminal.
pub fn painted(patch: &str) -> String {
    const RESET: &str = "\x1b[0m";
    let mut out = String::with_capacity(patch.len() * 2);
    for line in patch.split_inclusive('\n') {
        let colour = match line.as_bytes().first() {
            _ if line.starts_with("--- ") || line.starts_with("+++ ") => "\x1b[1m",
            Some(b'@') => "\x1b[36m",
            Some(b'-') => "\x1b[31m",
            Some(b'+') => "\x1b[32m",
            _ => "",
        };
        match line.strip_suffix('\n') {
            Some(line) if !colour.is_empty() => {
                let _ = writeln!(out, "{colour}{line}{RESET}");
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// Lines of the old text that have made room for lines of the new one; either side may be empty.
pub(super) struct Change<'a> {
    /// Which lines, from 0.
    pub old: Range<usize>,
    /// With their line endings.
    pub new: Vec<&'a str>,
}

/// What differs, in order.
pub(super) fn changes<'a>(old: &str, new: &'a str) -> impl Iterator<Item = Change<'a>> {
    let (old, new) = (lines(old), lines(new));
    let ops = TextDiff::from_slices(&old, &new).ops().to_vec();
    ops.into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(move |op| Change { old: op.old_range(), new: new[op.new_range()].to_vec() })
}

/// The lines of a text, each with its line feed; the last may lack it.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where a hunk begins, from 1, and how many lines it has; an empty one begins at the line before it.
fn range(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        n => format!("{},{n}", lines.start + 1),
    }
}

fn push(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// A file's name as git writes it: in quotes with C escapes where it has to be, a TAB after it where it has blanks (else `patch` takes the rest for a date).
fn header(prefix: &str, path: &[u8]) -> String {
    let plain = |b: &u8| !b.is_ascii_control() && !matches!(b, b'"' | b'\\');
    if let Ok(text) = std::str::from_utf8(path)
        && path.iter().all(plain)
    {
        let tab = if text.contains(' ') { "\t" } else { "" };
        return format!("{prefix}{text}{tab}");
    }
    let mut out = format!("\"{prefix}");
    for &byte in path {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patch_is_written_whole() {
        let old = "FROM golang:1.23\n\nWORKDIR /a\nCOPY . .\nRUN go build -o a\n\nEXPOSE 8080\n\nCMD [\"./a\"]\n";
        let new = "FROM golang:1.23-bookworm AS build\n\nWORKDIR /a\nCOPY . .\nRUN go build -o a\n\nFROM debian:bookworm-slim\n\nWORKDIR /a\n\nCOPY --from=build /a/a /a/a\n\nEXPOSE 8080\n\nCMD [\"./a\"]\n";
        let patch = "\
--- a/api/Dockerfile
+++ b/api/Dockerfile
@@ -1,9 +1,15 @@
-FROM golang:1.23
+FROM golang:1.23-bookworm AS build
 
 WORKDIR /a
 COPY . .
 RUN go build -o a
 
+FROM debian:bookworm-slim
+
+WORKDIR /a
+
+COPY --from=build /a/a /a/a
+
 EXPOSE 8080
 
 CMD [\"./a\"]
";
        assert_eq!(unified(old, new, b"api/Dockerfile"), patch);
        assert_eq!(size(old, new), Size { changed: 1, added: 6, removed: 0 });
    }

    #[test]
    fn equal_texts_give_nothing() {
        assert_eq!(unified("FROM a\r\n", "FROM a\r\n", b"Dockerfile"), "");
        assert_eq!(size("a", "a"), Size::default());
    }

    #[test]
    fn last_line_without_newline_is_marked_on_both_sides() {
        assert_eq!(
            unified("FROM a\nCMD x", "FROM a\nFROM b\nCMD x", b"D"),
            "--- a/D\n+++ b/D\n@@ -1,2 +1,3 @@\n FROM a\n+FROM b\n CMD x\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("CMD x", "CMD x\n", b"D"), "--- a/D\n+++ b/D\n@@ -1 +1 @@\n-CMD x\n\\ No newline at end of file\n+CMD x\n");
    }

    #[test]
    fn carriage_returns_stay_part_of_their_lines() {
        assert_eq!(
            unified("FROM a\r\nRUN b\rc\r", "FROM a\r\nX\r\nRUN b\rc\r", b"D"),
            "--- a/D\n+++ b/D\n@@ -1,2 +1,3 @@\n FROM a\r\n+X\r\n RUN b\rc\r\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn empty_side_begins_before_the_first_line() {
        assert_eq!(unified("", "a\nb\n", b"D"), "--- a/D\n+++ b/D\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        for (path, expected) in [
            (&b"api/Dockerfile"[..], "a/api/Dockerfile"),
            (b"my app/Dockerfile", "a/my app/Dockerfile\t"),
            (b"q\"\\\t\x01/D", "\"a/q\\\"\\\\\\t\\001/D\""),
            ("caf\u{e9}/D".as_bytes(), "a/caf\u{e9}/D"),
            (b"latin\xe9/D", "\"a/latin\\351/D\""),
        ] {
            assert_eq!(header("a/", path), expected);
        }
    }

    #[test]
    fn paint_changes_nothing_but_colours() {
        let patch = unified("a\nb\r\n", "a\nc\r\n", b"D");
        assert_eq!(anstream::adapter::strip_str(&painted(&patch)).to_string().replace('\r', ""), patch.replace('\r', ""));
        assert_eq!(
            painted(&patch),
            "\x1b[1m--- a/D\x1b[0m\n\x1b[1m+++ b/D\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n a\n\x1b[31m-b\r\x1b[0m\n\x1b[32m+c\r\x1b[0m\n"
        );
    }
}
