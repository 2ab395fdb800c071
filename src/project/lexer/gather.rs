//! Findings in the tokens of one file into [`Code`]: literals, reads, started programs, variables, with their places.
//! Relies on the language's scanner to say which call does what. Decides nothing about what a runtime image needs.

use super::phrase::constant_parts;
use super::{Kind, Names, Phrase, Token, arguments, phrase};
use crate::project::code::{Code, Literal, Place};

/// Literals that are longer are no paths, names or addresses.
const LONGEST: usize = 1000;

/// One file on its way into the code's facts.
pub(in crate::project) struct Gather<'a, 'c> {
    /// Path of the file.
    pub file: &'a str,
    /// Its tokens; literals that were taken up into a longer one lose their kind.
    pub tokens: &'c mut [Token<'a>],
    /// Constants of the package.
    pub names: &'c Names<'a>,
    /// Where the findings go.
    pub code: &'c mut Code,
}

impl<'a> Gather<'a, '_> {
    /// The token at an index; a mark that is nothing beyond the ends.
    pub fn at(&self, index: usize) -> Token<'a> {
        self.tokens.get(index).copied().unwrap_or(Token { kind: Kind::Taken, text: "", line: 0 })
    }

    /// The token so many before an index.
    pub fn back(&self, index: usize, count: usize) -> Token<'a> {
        self.at(index.wrapping_sub(count))
    }

    /// A place in the file.
    pub fn place(&self, index: usize, text: impl Into<String>) -> Place {
        Place { file: self.file.into(), line: self.at(index).line as usize, text: text.into() }
    }

    /// Notes a literal as it stands; of a format string each constant part.
    pub fn literal(&mut self, index: usize) {
        let token = self.at(index);
        if token.text.is_empty() || token.text.len() > LONGEST {
            return;
        }
        let Some(text) = token.string() else { return };
        self.address(index, &text);
        let continues = self.back(index, 1).is(b'+');
        for (i, part) in constant_parts(&text).into_iter().enumerate() {
            // What follows an unknown part is relative to it: `dir + "/b.txt"` is `b.txt`.
            let part = if continues || i > 0 { part.trim_start_matches('/') } else { part };
            self.note(index, part);
        }
    }

    /// Notes a text among the literals.
    pub fn note(&mut self, index: usize, text: &str) {
        if !text.is_empty() {
            let literal = self.found(index, text);
            self.code.literals.push(literal);
        }
    }

    /// A call that reads the files which its arguments `from..to` name; its bracket is at `open`.
    pub fn read(&mut self, open: usize, from: usize, to: usize) {
        let list = arguments(self.tokens, open);
        let mut seen = false;
        for range in list.iter().take(to).skip(from) {
            seen = true;
            let known = phrase(self.tokens, *range, self.names);
            self.read_phrase(open, &known);
        }
        if !seen {
            self.read_phrase(open, &Phrase { open: true, ..Phrase::default() });
        }
    }

    /// A path that is read, as far as it is known.
    pub fn read_phrase(&mut self, index: usize, known: &Phrase) {
        for text in [known.head.as_str(), known.tail.trim_start_matches('/')] {
            if !text.is_empty() {
                let literal = self.found(index, text);
                self.code.read_literals.push(literal);
            }
        }
        if known.open && !known.head.contains('/') {
            let place = self.place(index, self.before(index));
            self.code.reads_unknown.push(place);
        }
    }

    /// A file that is read by convention.
    pub fn read_by_convention(&mut self, index: usize, path: &str) {
        let literal = self.found(index, path);
        self.code.read_literals.push(literal);
    }

    /// A call that starts the program which its argument number `argument` names. The script of a shell is looked into.
    pub fn start(&mut self, open: usize, argument: usize) {
        let list = arguments(self.tokens, open);
        let place = self.place(open, self.before(open));
        let Some(range) = list.get(argument) else {
            self.code.starts_unknown.push(place);
            return;
        };
        if self.names_itself(*range) {
            return;
        }
        let known = phrase(self.tokens, *range, self.names);
        if known.head.is_empty() || known.open {
            self.code.starts_unknown.push(place);
            return;
        }
        if is_shell(&known.head) {
            match list.get(argument + 2).copied().or_else(|| self.script_behind(open)) {
                Some(script) => self.start_script(script, &place),
                // A script that is a file is a path like others.
                None if list.len() > argument + 1 => {}
                None => self.code.starts_unknown.extend(self.names_no_file(open).then(|| place.clone())),
            }
        }
        self.code.starts.push((known.head, place));
    }

    /// The commands of a shell's text: the first word of each.
    fn start_script(&mut self, range: (usize, usize), place: &Place) {
        let script = phrase(self.tokens, range, self.names);
        let parts = script.head.split(['&', '|', ';', '\n', '(', ')']);
        let first = |part: &str| part.split_whitespace().find(|word| !word.contains('=')).unwrap_or_default().to_owned();
        let programs: Vec<String> = parts.map(first).filter(|name| !name.is_empty() && !is_of_the_shell(name)).collect();
        if programs.is_empty() || programs.iter().any(|name| name.starts_with(['$', '`', '"', '{'])) {
            self.code.starts_unknown.push(place.clone());
        }
        let plain = programs.into_iter().filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-/@".contains(&b)));
        self.code.starts.extend(plain.map(|name| (name, place.clone())));
    }

    /// What stands behind a call, up to the end of its statement, as far as a builder's methods go: `.args(["-c", "…"])`, `.arg("-c").arg(x)`.
    fn behind(&self, open: usize) -> std::ops::Range<usize> {
        let rest = self.tokens.iter().enumerate().skip(open);
        let end = rest.take(60).find(|(_, token)| token.is(b';')).map_or(open + 60, |(at, _)| at);
        open..end.min(self.tokens.len())
    }

    /// The text behind a `-c` that a builder's methods give to a shell.
    fn script_behind(&self, open: usize) -> Option<(usize, usize)> {
        let is_text = |at: &usize| matches!(self.tokens[*at].kind, Kind::Text | Kind::Raw);
        let mut texts = self.behind(open).filter(is_text);
        texts.find(|at| self.tokens[*at].text == "-c")?;
        texts.next().map(|at| (at, at + 1))
    }

    /// True if a builder's methods give a shell no text but options.
    fn names_no_file(&self, open: usize) -> bool {
        let mut texts = self.behind(open).skip(2).filter(|at| matches!(self.tokens[*at].kind, Kind::Text | Kind::Raw));
        texts.all(|at| self.tokens[at].text.starts_with('-'))
    }

    /// `os.Args[0]`, `env::current_exe()`
    fn names_itself(&self, (from, to): (usize, usize)) -> bool {
        let mut words = self.tokens[from..to].iter().filter_map(Token::word);
        words.next_back().is_some_and(|w| matches!(w, "Args" | "current_exe" | "Executable"))
    }

    /// A call that reads the environment variable which its first argument names.
    pub fn env(&mut self, open: usize) {
        if let Some(range) = arguments(self.tokens, open).first() {
            let known = phrase(self.tokens, *range, self.names);
            if !known.open && !known.head.is_empty() {
                self.code.env.insert(known.head);
            }
        }
    }

    /// The words before an opening bracket, with it: `os.Open(`.
    pub fn before(&self, open: usize) -> String {
        let mut from = open;
        while from > 0 && open - from < 5 && !matches!(self.at(from - 1).kind, Kind::Number | Kind::Text | Kind::Raw | Kind::Taken) {
            let previous = self.at(from - 1);
            let joins = previous.is(b'.') || previous.is(super::PATH) || previous.is(b'!');
            let follows_word = self.at(from).kind == Kind::Word;
            if !joins && (previous.kind != Kind::Word || follows_word) {
                break;
            }
            from -= 1;
        }
        (from..=open).map(|i| self.at(i).text).collect()
    }

    fn found(&self, index: usize, text: &str) -> Literal {
        Literal { text: text.into(), file: self.file.into(), line: self.at(index).line as usize }
    }

    /// What an address says: a checked connection, a port that only root may open.
    fn address(&mut self, index: usize, text: &str) {
        if self.code.tls.is_none()
            && let Some(at) = ["https://", "wss://"].iter().find_map(|scheme| text.find(scheme))
        {
            self.code.tls = Some(self.place(index, quoted(&text[at..])));
        }
        if self.code.low_port.is_none() && listens_low(text) {
            self.code.low_port = Some(self.place(index, quoted(text)));
        }
    }

    /// `[0, 0, 0, 0]`, whose last bracket is at an index.
    fn is_any_address(&self, close: usize) -> bool {
        self.at(close).is(b']') && matches!(self.back(close, 7).text, "0" | "127") && self.back(close, 8).is(b'[')
    }

    /// A number that is a port below 1024: `("0.0.0.0", 80)`, `port: 80`, `.port(80)`.
    pub fn number(&mut self, index: usize) {
        if self.code.low_port.is_some() || !low(self.at(index).text) {
            return;
        }
        let (before, two) = (self.back(index, 1), self.back(index, 2));
        let named = match before.kind {
            Kind::Mark(b':' | b'=' | b'(') if two.kind == Kind::Word => two,
            Kind::Mark(b'=') if two.is(b':') => self.back(index, 3),
            Kind::Mark(b'=') if self.back(index, 4).kind == Kind::Word => self.back(index, 4),
            _ => two,
        };
        let by_name = named.kind == Kind::Word && is_port(named.text);
        // `flag.Int("port", 80, …)`: the text before says what the number is.
        let by_text = before.is(b',') && two.string().is_some_and(|text| is_port(text.trim_start_matches('-')));
        let by_host =
            before.is(b',') && (self.is_any_address(index.wrapping_sub(2)) || two.string().is_some_and(|host| is_any_host(&host)));
        if by_name || by_text || by_host {
            self.code.low_port = Some(self.place(index, self.at(index).text));
        }
    }
}

/// A few characters of a literal, for a place.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    format!("\"{short}\"")
}

fn is_shell(program: &str) -> bool {
    program.rsplit('/').next().is_some_and(crate::project::scripts::is_shell)
}

/// A command of the shell itself, or a word of its grammar.
fn is_of_the_shell(name: &str) -> bool {
    [
        "cd", "echo", "printf", "export", "set", "unset", "exec", "eval", "true", "false", "test", "[", "[[", ":", ".", "source", "exit",
        "return", "read", "shift", "trap", "wait", "ulimit", "umask", "command", "type", "pwd", "if", "then", "else", "elif", "fi", "for",
        "while", "until", "do", "done", "case", "esac", "!", "{", "}", "1", "2",
    ]
    .contains(&name)
}

/// address = [ host ] ":" port, where the host is this machine; or a bare 80 or 443.
fn listens_low(text: &str) -> bool {
    match text.rsplit_once(':') {
        Some((host, port)) => text.len() < 30 && (low(port) || matches!(port, "http" | "https" | "domain" | "smtp")) && is_any_host(host),
        None => text == "80" || text == "443",
    }
}

fn is_any_host(host: &str) -> bool {
    matches!(host, "" | "0.0.0.0" | "127.0.0.1" | "localhost" | "[::]" | "::" | "[::1]" | "::1" | "*")
}

/// `port`, `PORT`, `serverPort`, `http_port`; not `report` or `Import`.
fn is_port(name: &str) -> bool {
    let before = name.strip_suffix("port").or_else(|| name.strip_suffix("PORT"));
    before.is_some_and(|b| b.is_empty() || b.ends_with('_')) || name.ends_with("Port")
}

fn low(port: &str) -> bool {
    port.len() <= 4 && port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|p| (1..1024).contains(&p))
}
