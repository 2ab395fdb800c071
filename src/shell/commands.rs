//! Reads lists of commands: what ties them together, and which kind each one is.
//! Relies on `reader` for what stands between words, and on `compound` and `simple` for the kinds. Does not recover in the middle of a compound command: its caller makes the rest opaque.

use super::reader::{Operator, Read, Reader};
use super::{Command, Script, Statement, Then};

/// The words that mean something where a command may begin.
const KEYWORDS: [&str; 19] = [
    "!", "[[", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "select", "then", "time", "until", "while",
    "{", "}",
];

/// All of a text. What cannot be read is opaque: a stray word or operator alone, anything else to the end of the text.
pub(super) fn whole(reader: &mut Reader<'_>) -> Script {
    let mut statements = Vec::new();
    loop {
        reader.lines();
        if reader.at_end() {
            return Script { statements };
        }
        let start = reader.at;
        let statement = if reader.closes() { Ok(reader.stray()) } else { reader.statement() };
        match statement {
            Ok(statement) => statements.push(statement),
            Err(because) => {
                statements.push(opaque_statement(because, start, reader.text.len()));
                return Script { statements };
            }
        }
    }
}

fn opaque_statement(because: &'static str, start: usize, end: usize) -> Statement {
    let command = Command::Opaque { because, span: start..end, inside: Vec::new() };
    Statement { negated: false, command, then: Then::Next, span: start..end }
}

impl Reader<'_> {
    /// `script = { line break | statement }`, up to what closes something
    pub fn script(&mut self) -> Read<Script> {
        let mut statements = Vec::new();
        loop {
            self.lines();
            if self.at_end() || self.closes() {
                return Ok(Script { statements });
            }
            statements.push(self.statement()?);
        }
    }

    /// True where the list of commands ends: `)`, `;;`, or a keyword that closes something.
    pub fn closes(&self) -> bool {
        match self.peek() {
            Some(b')') => true,
            Some(b';') => matches!(self.operator(), Some((Operator::EndOfArm, _))),
            Some(b'd' | b'e' | b'f' | b't' | b'}') => {
                matches!(self.keyword(), Some("do" | "done" | "elif" | "else" | "esac" | "fi" | "then" | "}"))
            }
            _ => false,
        }
    }

    /// The keyword here. A word is one only where nothing in it is quoted and a command may begin; the caller knows that.
    pub fn keyword(&self) -> Option<&'static str> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let found = KEYWORDS.into_iter().find(|word| rest.starts_with(word.as_bytes()) && self.at_delimiter(self.at + word.len()))?;
        Some(found)
    }

    pub fn take_keyword(&mut self, wanted: &str) -> bool {
        let found = self.keyword() == Some(wanted);
        if found {
            self.at += wanted.len();
            self.end = self.at;
        }
        found
    }

    /// A word or operator that can begin no command, alone.
    pub fn stray(&mut self) -> Statement {
        let start = self.at;
        let because = if let Some((_, end)) = self.operator() {
            self.at = end;
            "an operator that stands alone"
        } else {
            self.at += self.keyword().map_or(1, str::len);
            "a word that closes nothing"
        };
        opaque_statement(because, start, self.at)
    }

    /// `statement = [ "!" ] pipeline [ "&&" | "||" | ";" | "&" ]`
    fn statement(&mut self) -> Read<Statement> {
        let start = self.at;
        if self.operator().is_some_and(|(operator, _)| operator != Operator::Open) {
            return Ok(self.stray());
        }
        let mut negated = false;
        while self.take_keyword("!") {
            negated = !negated;
            self.blanks();
        }
        let command = self.pipeline()?;
        let span = start..self.end;
        self.blanks();
        let then = match self.operator() {
            Some((Operator::And, end)) => (Then::And, end),
            Some((Operator::Or, end)) => (Then::Or, end),
            Some((Operator::Next, end)) => (Then::Next, end),
            Some((Operator::Background, end)) => (Then::Background, end),
            Some((Operator::Open, _)) => return Err("a parenthesis where none can stand"),
            Some((Operator::Pipe | Operator::EndOfArm | Operator::Close, _)) | None => (Then::Next, self.at),
        };
        self.at = then.1;
        Ok(Statement { negated, command, then: then.0, span })
    }

    /// `pipeline = command { ( "|" | "|&" ) command }`
    fn pipeline(&mut self) -> Read<Command> {
        let first = self.deeper(Self::command)?;
        self.blanks();
        if !self.take_operator(Operator::Pipe) {
            return Ok(first);
        }
        let mut commands = vec![first];
        loop {
            self.lines();
            commands.push(self.deeper(Self::command)?);
            self.blanks();
            if !self.take_operator(Operator::Pipe) {
                return Ok(Command::Pipeline(commands));
            }
        }
    }

    /// `command = simple | compound { redirect } | function`
    pub fn command(&mut self) -> Read<Command> {
        let start = self.at;
        let command = match self.keyword() {
            Some("{") => Command::Group(self.group()?),
            Some("if") => self.condition()?,
            Some("for") => self.counting()?,
            Some("select") => {
                let (_, _, body) = self.for_clause("select")?;
                self.opaque("a select loop", start, vec![body])
            }
            Some("while") => self.repetition("while", "a while loop")?,
            Some("until") => self.repetition("until", "an until loop")?,
            Some("case") => self.case()?,
            Some("[[") => self.double_brackets()?,
            Some("function") => return self.function_keyword(),
            Some("time") if self.times_a_compound() => return self.command(),
            _ if self.peek() == Some(b'(') => self.parentheses()?,
            _ => return self.simple(),
        };
        let mut redirects = Vec::new();
        self.blanks();
        while let Some(redirect) = self.redirect()? {
            redirects.push(redirect);
            self.blanks();
        }
        Ok(if redirects.is_empty() { command } else { Command::Redirected { command: Box::new(command), redirects } })
    }

    pub fn opaque(&self, because: &'static str, start: usize, inside: Vec<Script>) -> Command {
        Command::Opaque { because, span: start..self.end, inside }
    }
}
