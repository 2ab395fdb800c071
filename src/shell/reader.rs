//! A place in a shell text that moves forward: blanks, comments, line breaks with the heredocs behind them, and the operators between commands.
//! Relies on nothing. Does not know words or commands.

use std::ops::Range;

/// What was read, or why the text cannot be read from here on.
pub(super) type Read<T> = Result<T, &'static str>;

/// How deep commands, substitutions and groups may lie in each other: enough for any text that a person wrote, and no danger to the stack.
const DEPTH: usize = 48;

/// A text and how far it is read.
pub(super) struct Reader<'t> {
    pub text: &'t str,
    /// The next byte to read.
    pub at: usize,
    /// Where the last word, operator or keyword ended.
    pub end: usize,
    depth: usize,
    /// Heredocs whose marker is read and whose lines come behind the next line break.
    waiting: Vec<Waiting>,
    /// The place of each heredoc's lines, in the order of the markers.
    pub bodies: Vec<Option<Range<usize>>>,
}

/// A heredoc's marker.
struct Waiting {
    number: usize,
    name: String,
    strip_tabs: bool,
}

/// What stands between commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Next,
    Background,
    Pipe,
    /// `;;`, `;&`, `;;&`
    EndOfArm,
    Open,
    Close,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str) -> Self {
        Reader { text, at: 0, end: 0, depth: 0, waiting: Vec::new(), bodies: Vec::new() }
    }

    /// The byte at `at`.
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The next byte.
    pub fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    pub fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The length of the line break at `at`, or 0. CRLF is one, as in a script that was checked out on Windows and repaired in the image.
    pub fn line_break(&self, at: usize) -> usize {
        match self.byte(at) {
            Some(b'\n') => 1,
            Some(b'\r') if self.byte(at + 1) == Some(b'\n') => 2,
            _ => 0,
        }
    }

    /// The length of the backslash and line break at `at`, or 0.
    pub fn continuation(&self, at: usize) -> usize {
        match (self.byte(at), self.line_break(at + 1)) {
            (Some(b'\\'), length @ 1..) => 1 + length,
            _ => 0,
        }
    }

    /// Skips blanks and continued lines, and a comment behind them.
    pub fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\\') if self.continuation(self.at) > 0 => self.at += self.continuation(self.at),
                Some(b'#') => return self.comment(),
                _ => return,
            }
        }
    }

    /// Skips to the end of the line, not over it.
    fn comment(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.find('\n').unwrap_or(rest.len());
        if self.byte(self.at - 1) == Some(b'\r') && self.line_break(self.at - 1) == 2 {
            self.at -= 1;
        }
    }

    /// Skips blanks, comments, line breaks.
    pub fn lines(&mut self) {
        self.blanks();
        while self.end_of_line() {
            self.blanks();
        }
    }

    /// Skips a line break and the heredocs behind it; false where there is none.
    pub fn end_of_line(&mut self) -> bool {
        let length = self.line_break(self.at);
        self.at += length;
        if length > 0 {
            for heredoc in std::mem::take(&mut self.waiting) {
                self.heredoc(&heredoc);
            }
        }
        length > 0
    }

    /// Remembers a heredoc's marker and gives it a number.
    pub fn expect_heredoc(&mut self, name: String, strip_tabs: bool) -> usize {
        let number = self.bodies.len();
        self.bodies.push(None);
        self.waiting.push(Waiting { number, name, strip_tabs });
        number
    }

    /// Skips a heredoc's lines and the closing one. Without a closing line it reaches to the end, as in the shells.
    fn heredoc(&mut self, heredoc: &Waiting) {
        let start = self.at;
        let mut end = self.at;
        while end < self.text.len() {
            let rest = self.text.get(end..).unwrap_or_default();
            let length = rest.find('\n').map_or(rest.len(), |i| i + 1);
            let line = rest.get(..length).unwrap_or_default();
            let line = line.strip_suffix('\n').unwrap_or(line);
            let line = line.strip_suffix('\r').unwrap_or(line);
            let line = if heredoc.strip_tabs { line.trim_start_matches('\t') } else { line };
            if line == heredoc.name {
                self.at = end + length;
                break;
            }
            end += length;
            self.at = end;
        }
        if let Some(body) = self.bodies.get_mut(heredoc.number) {
            *body = Some(start..end);
        }
    }

    /// The operator here and where it ends. `&>` is a redirection and none.
    pub fn operator(&self) -> Option<(Operator, usize)> {
        let first = self.peek().filter(|b| matches!(b, b';' | b'&' | b'|' | b'(' | b')'))?;
        let mut second = self.at + 1;
        while self.continuation(second) > 0 {
            second += self.continuation(second);
        }
        let found = match (first, self.byte(second)) {
            (b'&', Some(b'&')) => (Operator::And, second + 1),
            (b'&', Some(b'>')) => return None,
            (b'&', _) => (Operator::Background, self.at + 1),
            (b'|', Some(b'|')) => (Operator::Or, second + 1),
            (b'|', Some(b'&')) => (Operator::Pipe, second + 1),
            (b'|', _) => (Operator::Pipe, self.at + 1),
            (b';', Some(b';')) => (Operator::EndOfArm, second + 1 + usize::from(self.byte(second + 1) == Some(b'&'))),
            (b';', Some(b'&')) => (Operator::EndOfArm, second + 1),
            (b';', _) => (Operator::Next, self.at + 1),
            (b'(', _) => (Operator::Open, self.at + 1),
            _ => (Operator::Close, self.at + 1),
        };
        Some(found)
    }

    /// Steps over the operator if it is the wanted one.
    pub fn take_operator(&mut self, wanted: Operator) -> bool {
        match self.operator() {
            Some((found, end)) if found == wanted => {
                self.at = end;
                self.end = end;
                true
            }
            _ => false,
        }
    }

    /// True where a word ends.
    pub fn at_delimiter(&self, at: usize) -> bool {
        match self.byte(at) {
            None | Some(b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>') => true,
            Some(b'\r') => self.line_break(at) > 0,
            Some(b'\\') => self.continuation(at) > 0 && self.at_blank(at),
            Some(_) => false,
        }
    }

    /// True if the continued line at `at` begins with something that ends a word.
    fn at_blank(&self, at: usize) -> bool {
        let next = at + self.continuation(at);
        self.byte(next).is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\\' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>'))
    }

    /// Reads something that lies in what is being read.
    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEPTH {
            return Err("commands nested too deeply");
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Where the arithmetic whose `((` ends at `at` ends, before its `))`; `None` where the parentheses are two subshells.
    pub fn arithmetic(&self, at: usize) -> Option<usize> {
        let mut open = 0_usize;
        let mut bytes = self.text.as_bytes().get(at..)?.iter().enumerate();
        while let Some((i, byte)) = bytes.next() {
            match byte {
                b'(' => open += 1,
                b')' if open > 0 => open -= 1,
                b')' => return (self.byte(at + i + 1) == Some(b')')).then_some(at + i),
                b'\\' => drop(bytes.next()),
                _ => {}
            }
        }
        None
    }
}
