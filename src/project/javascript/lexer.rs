//! Turns JavaScript, TypeScript or JSX into tokens: words, strings, templates, numbers and single punctuation marks.
//! Relies on nothing. Does not parse: regular expressions and JSX are told from division and comparison by the token before them,
//! and what cannot be read is skipped character by character, so that every text has tokens and takes linear time.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// A number.
    Number,
    /// A string, or a template without substitutions; the span is what stands between the quotes.
    Text,
    /// A constant stretch of a template with substitutions.
    Chunk,
    /// Any other mark. [`TEMPLATE`], [`TEMPLATE_END`], [`HOLE`] and [`HOLE_END`] are brackets.
    Mark(u8),
    /// A regular expression, or the place of a JSX element.
    Operand,
}

/// Opens a template with substitutions.
pub(super) const TEMPLATE: u8 = b'`';
/// Closes it.
pub(super) const TEMPLATE_END: u8 = 1;
/// `${` of a template.
pub(super) const HOLE: u8 = b'$';
/// The `}` of it.
pub(super) const HOLE_END: u8 = 2;

/// `...`
pub(super) const SPREAD: u8 = 3;

/// A token with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// From 1.
    pub line: usize,
}

/// The tokens of a text. `jsx` is true where `<` may begin an element.
pub(super) fn tokens(text: &str, jsx: bool) -> Vec<Token> {
    let mut lexer = Lexer {
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        jsx,
        modes: Vec::new(),
        unclosed: [0; 128],
        out: Vec::with_capacity(text.len() / 6),
    };
    lexer.run();
    let in_element = lexer.modes.iter().any(|m| matches!(m, Mode::Tag | Mode::Children));
    if jsx && in_element { tokens(text, false) } else { lexer.out }
}

/// What the lexer is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// `{ … }`, of code or of JSX.
    Braces,
    /// The text of a template.
    Template,
    /// `${ … }`
    Hole,
    /// `<a …`
    Tag,
    /// `<a> …`
    Children,
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    jsx: bool,
    modes: Vec<Mode>,
    /// By opening mark: up to where it is known to have no end on its line, which keeps the scan linear.
    unclosed: [usize; 128],
    out: Vec<Token>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        if self.bytes.starts_with(b"#!") {
            self.skip_line();
        }
        while self.at < self.bytes.len() {
            match self.modes.last() {
                Some(Mode::Template) => self.template(),
                Some(Mode::Tag) => self.tag(),
                Some(Mode::Children) => self.children(),
                Some(Mode::Braces | Mode::Hole) | None => self.code(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.out.push(Token { kind, start, end, line: self.line });
    }

    fn mark(&mut self, mark: u8, len: usize) {
        self.push(Kind::Mark(mark), self.at, self.at + len);
        self.at += len;
    }

    fn code(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'\n' => {
                self.line += 1;
                self.at += 1;
            }
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'/' if self.peek(1) == b'/' => self.skip_line(),
            b'/' if self.peek(1) == b'*' => self.skip_comment(),
            b'/' if self.at >= self.unclosed[usize::from(b'/')] && self.begins_operand() => self.regex(),
            b'"' | b'\'' => self.string(byte),
            b'`' => self.open_template(),
            b'<' if self.jsx && self.begins_element() => {
                self.push(Kind::Operand, self.at, self.at + 1);
                self.at += 1;
                self.modes.push(Mode::Tag);
            }
            b'{' => {
                self.modes.push(Mode::Braces);
                self.mark(b'{', 1);
            }
            b'}' => {
                let hole = self.modes.pop() == Some(Mode::Hole);
                self.mark(if hole { HOLE_END } else { b'}' }, 1);
            }
            b'.' if self.bytes[self.at..].starts_with(b"...") => self.mark(SPREAD, 3),
            b'0'..=b'9' => self.word(Kind::Number),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 128.. => self.word(Kind::Word),
            _ => self.mark(byte, 1),
        }
    }

    fn skip_line(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    fn skip_comment(&mut self) {
        self.at += 2;
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'*' if self.peek(1) == b'/' => {
                    self.at += 2;
                    return;
                }
                b'\n' => self.line += 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn word(&mut self, kind: Kind) {
        let start = self.at;
        while matches!(self.peek(0), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' | 128..)
            || (kind == Kind::Number && self.peek(0) == b'.' && self.peek(1).is_ascii_digit())
        {
            self.at += 1;
        }
        self.push(kind, start, self.at);
    }

    /// A string ends on its line; a quote that does not is an apostrophe in some text.
    fn string(&mut self, quote: u8) {
        if self.at < self.unclosed[usize::from(quote)] {
            self.at += 1;
            return;
        }
        let (start, line) = (self.at + 1, self.line);
        let mut at = start;
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'\\' => {
                    self.line += usize::from(self.bytes.get(at + 1) == Some(&b'\n'));
                    at += 1;
                }
                b'\n' => break,
                b if b == quote => {
                    self.out.push(Token { kind: Kind::Text, start, end: at, line });
                    self.at = at + 1;
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.unclosed[usize::from(quote)] = at;
        self.line = line;
        self.at += 1;
    }

    /// A template without substitutions becomes one token here.
    fn open_template(&mut self) {
        let (start, line) = (self.at + 1, self.line);
        let mut lines = 0;
        let mut at = start;
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'\n' => lines += 1,
                b'$' if self.bytes.get(at + 1) == Some(&b'{') => break,
                b'`' => {
                    self.out.push(Token { kind: Kind::Text, start, end: at, line });
                    self.at = at + 1;
                    self.line += lines;
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.modes.push(Mode::Template);
        self.mark(TEMPLATE, 1);
    }

    fn template(&mut self) {
        let (start, line) = (self.at, self.line);
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'\\' => self.at += 1,
                b'\n' => self.line += 1,
                b'`' => {
                    self.chunk(start, line);
                    self.modes.pop();
                    self.mark(TEMPLATE_END, 1);
                    return;
                }
                b'$' if self.peek(1) == b'{' => {
                    self.chunk(start, line);
                    self.modes.push(Mode::Hole);
                    self.mark(HOLE, 2);
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.bytes.len();
    }

    fn chunk(&mut self, start: usize, line: usize) {
        if self.at > start {
            self.out.push(Token { kind: Kind::Chunk, start, end: self.at, line });
        }
    }

    fn regex(&mut self) {
        let (start, mut class) = (self.at, false);
        let mut at = self.at + 1;
        while at < self.bytes.len() && self.bytes[at] != b'\n' {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    self.at = at + 1;
                    while self.peek(0).is_ascii_alphabetic() {
                        self.at += 1;
                    }
                    self.push(Kind::Operand, start, self.at);
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.unclosed[usize::from(b'/')] = at;
        self.mark(b'/', 1);
    }

    /// True where an expression may begin, by the token before.
    fn begins_operand(&self) -> bool {
        let Some(last) = self.out.last() else { return true };
        match last.kind {
            Kind::Mark(b')' | b']' | TEMPLATE_END) | Kind::Number | Kind::Text | Kind::Chunk | Kind::Operand => false,
            Kind::Mark(b'}') => self.line > last.line,
            Kind::Mark(_) => true,
            Kind::Word => matches!(
                &self.bytes[last.start..last.end],
                b"return"
                    | b"typeof"
                    | b"case"
                    | b"in"
                    | b"of"
                    | b"do"
                    | b"else"
                    | b"void"
                    | b"delete"
                    | b"throw"
                    | b"await"
                    | b"yield"
                    | b"default"
                    | b"new"
            ),
        }
    }

    /// `<Name`, `<>` in the place of an expression, and not `<T,` or `<T extends` of a generic function.
    fn begins_element(&self) -> bool {
        let next = self.peek(1);
        let operand = self.begins_operand() && !self.out.last().is_some_and(|t| t.kind == Kind::Mark(b'}'));
        if !operand || !(next.is_ascii_alphabetic() || next == b'>' || next == b'_') {
            return false;
        }
        let rest = &self.bytes[self.at + 1..];
        let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b':')).count();
        let behind = rest[name..].trim_ascii_start();
        !behind.starts_with(b",") && !behind.starts_with(b"extends ")
    }

    fn tag(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'\n' => self.line += 1,
            b'"' | b'\'' => {
                self.at += 1;
                while self.at < self.bytes.len() && self.bytes[self.at] != byte {
                    self.line += usize::from(self.bytes[self.at] == b'\n');
                    self.at += 1;
                }
            }
            b'{' => {
                self.modes.push(Mode::Braces);
                self.mark(b'{', 1);
                return;
            }
            b'/' if self.peek(1) == b'>' => {
                self.modes.pop();
                self.at += 1;
                self.push(Kind::Operand, self.at, self.at + 1);
            }
            b'/' if self.peek(1) == b'*' => {
                self.skip_comment();
                return;
            }
            b'>' => {
                self.modes.pop();
                self.modes.push(Mode::Children);
            }
            _ => {}
        }
        self.at += 1;
    }

    fn children(&mut self) {
        match self.bytes[self.at] {
            b'\n' => self.line += 1,
            b'{' => {
                self.modes.push(Mode::Braces);
                self.mark(b'{', 1);
                return;
            }
            b'<' if self.peek(1) == b'/' => {
                while self.at < self.bytes.len() && self.bytes[self.at] != b'>' {
                    self.line += usize::from(self.bytes[self.at] == b'\n');
                    self.at += 1;
                }
                self.modes.pop();
                self.push(Kind::Operand, self.at, self.at + 1);
            }
            b'<' => self.modes.push(Mode::Tag),
            _ => {}
        }
        self.at += 1;
    }
}
