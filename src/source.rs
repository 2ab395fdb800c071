//! Turns the bytes of a file into text with spans, lines and columns.
//! Relies on nothing else. Knows nothing of Dockerfiles: a span is a pair of byte offsets.

use std::fmt;
use std::ops::Range;

/// A stretch of a [`Source`], in bytes from its beginning: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True for a span without bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if the byte at `offset` lies in the span.
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// As a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// The text of one file, with its name for messages.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

/// Why bytes are not the text of a Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText {
    /// The line (from 1) of the first byte that does not fit.
    pub line: usize,
    /// What was found there, as a sentence without a full stop.
    pub reason: String,
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl Source {
    /// Takes text as it is. `name` is what messages call the file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i + 1)).collect();
        Self { name: name.into(), text, line_starts }
    }

    /// Takes bytes that must be UTF-8. UTF-16 (by its byte order mark), NUL bytes and other encodings are told apart in the reason.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, NotText> {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(NotText { line: 1, reason: "the file is UTF-16; a Dockerfile must be UTF-8".into() });
        }
        #[allow(clippy::naive_bytecount)] // only on the way to a message
        let line_of = |offset: usize, bytes: &[u8]| 1 + bytes[..offset].iter().filter(|&&b| b == b'\n').count();
        match String::from_utf8(bytes) {
            Ok(text) => match text.find('\0') {
                Some(at) => {
                    Err(NotText { line: line_of(at, text.as_bytes()), reason: "a NUL byte: the file is binary, not a Dockerfile".into() })
                }
                None => Ok(Self::new(name, text)),
            },
            Err(e) => {
                let at = e.utf8_error().valid_up_to();
                let bytes = e.as_bytes();
                let reason = format!("the byte 0x{:02X} is not UTF-8; save the file as UTF-8", bytes[at]);
                Err(NotText { line: line_of(at, bytes), reason })
            }
        }
    }

    /// What messages call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The line, from 1, that the byte at `offset` stands on.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// First and last line (from 1, both inclusive) that a span touches; its last line break does not count.
    pub fn lines(&self, span: Span) -> (usize, usize) {
        let last = if span.end > span.start { span.end - 1 } else { span.start };
        (self.line(span.start), self.line(last))
    }

    /// The line ending that most lines have: `"\r\n"` or `"\n"`.
    pub fn line_ending(&self) -> &'static str {
        let crlf = self.text.matches("\r\n").count();
        if crlf * 2 > self.line_starts.len() - 1 { "\r\n" } else { "\n" }
    }
}
