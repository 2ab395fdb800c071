//! Reads compound commands: groups, conditions, loops, arms, tests and functions, each to its own end.
//! Relies on `commands` for the lists inside. Keeps of the kinds that the tree has no place for only the lists, in an opaque command.

use super::reader::{Operator, Read, Reader};
use super::words::variable_name;
use super::{Command, Part, Script, Statement, Then, Word};

impl Reader<'_> {
    /// Steps over a `time` before a compound command; before words it is a program like others, as in dash.
    pub fn times_a_compound(&mut self) -> bool {
        let before = self.at;
        self.take_keyword("time");
        self.blanks();
        let compound = self.peek() == Some(b'(') || self.keyword().is_some_and(|keyword| !matches!(keyword, "time" | "!"));
        if !compound {
            self.at = before;
        }
        compound
    }

    /// `group = "{" script "}"`
    pub fn group(&mut self) -> Read<Script> {
        self.take_keyword("{");
        let inside = self.script()?;
        self.take_keyword("}").then_some(inside).ok_or("a group that is not closed")
    }

    /// `parentheses = "(" script ")" | "((" arithmetic "))"`
    pub fn parentheses(&mut self) -> Read<Command> {
        let start = self.at;
        if self.byte(start + 1) == Some(b'(')
            && let Some(end) = self.arithmetic(start + 2)
        {
            self.at = end + 2;
            self.end = self.at;
            return Ok(self.opaque("arithmetic", start, Vec::new()));
        }
        self.at += 1;
        let inside = self.script()?;
        if self.take_operator(Operator::Close) { Ok(Command::Subshell(inside)) } else { Err("a subshell that is not closed") }
    }

    /// `if = "if" script "then" script { "elif" script "then" script } [ "else" script ] "fi"`
    pub fn condition(&mut self) -> Read<Command> {
        const OPEN: &str = "an if that is not closed";
        self.take_keyword("if");
        let mut branches = Vec::new();
        loop {
            let condition = self.script()?;
            if !self.take_keyword("then") {
                return Err(OPEN);
            }
            branches.push((condition, self.script()?));
            if !self.take_keyword("elif") {
                break;
            }
        }
        let otherwise = if self.take_keyword("else") { Some(self.script()?) } else { None };
        self.take_keyword("fi").then_some(Command::If { branches, otherwise }).ok_or(OPEN)
    }

    /// `for = "for" "((" arithmetic "))" body | for_clause`
    pub fn counting(&mut self) -> Read<Command> {
        let start = self.at;
        self.at += "for".len();
        self.blanks();
        if self.peek() != Some(b'(') {
            self.at = start;
            let (variable, words, body) = self.for_clause("for")?;
            return Ok(Command::For { variable, words, body });
        }
        let end = (self.byte(self.at + 1) == Some(b'(')).then(|| self.arithmetic(self.at + 2)).flatten();
        self.at = end.ok_or("a for loop without a variable")? + 2;
        self.blanks();
        self.take_operator(Operator::Next);
        let body = self.loop_body()?;
        Ok(self.opaque("a for loop with arithmetic", start, vec![body]))
    }

    /// `for_clause = "for" name [ "in" { word } ] ( ";" | line break ) loop_body`
    pub fn for_clause(&mut self, keyword: &str) -> Read<(String, Vec<Word>, Script)> {
        self.take_keyword(keyword);
        self.blanks();
        let name = variable_name(&self.text[self.at..]).to_owned();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') || !self.at_delimiter(self.at + name.len()) {
            return Err("a for loop without a variable");
        }
        self.at += name.len();
        let after_name = self.at;
        self.lines();
        let words = if self.text[self.at..].starts_with("in") && self.at_delimiter(self.at + 2) {
            self.at += 2;
            self.words()?
        } else {
            let all = Part::Variable { name: "@".to_owned(), modifier: None, quoted: true };
            vec![Word { parts: vec![all], span: after_name..after_name }]
        };
        self.take_operator(Operator::Next);
        Ok((name, words, self.loop_body()?))
    }

    /// `words = { word }`
    fn words(&mut self) -> Read<Vec<Word>> {
        let mut words = Vec::new();
        loop {
            self.blanks();
            if self.at_delimiter(self.at) {
                return Ok(words);
            }
            words.push(self.word()?);
        }
    }

    /// `loop_body = "do" script "done" | "{" script "}"`
    fn loop_body(&mut self) -> Read<Script> {
        self.lines();
        if self.keyword() == Some("{") {
            return self.group();
        }
        if !self.take_keyword("do") {
            return Err("a loop without its do");
        }
        let body = self.script()?;
        self.take_keyword("done").then_some(body).ok_or("a loop that is not closed")
    }

    /// `while = ( "while" | "until" ) script loop_body`
    pub fn repetition(&mut self, keyword: &str, because: &'static str) -> Read<Command> {
        let start = self.at;
        self.take_keyword(keyword);
        let condition = self.script()?;
        let body = self.loop_body()?;
        Ok(self.opaque(because, start, vec![condition, body]))
    }

    /// `case = "case" word "in" { arm } "esac"`
    pub fn case(&mut self) -> Read<Command> {
        const OPEN: &str = "a case statement that is not closed";
        let start = self.at;
        self.take_keyword("case");
        self.blanks();
        self.word()?;
        self.lines();
        if !(self.text[self.at..].starts_with("in") && self.at_delimiter(self.at + 2)) {
            return Err(OPEN);
        }
        self.at += 2;
        let mut inside = Vec::new();
        loop {
            self.lines();
            if self.take_keyword("esac") {
                return Ok(self.opaque("a case statement", start, inside));
            }
            inside.push(self.arm().map_err(|because| if self.at_end() { OPEN } else { because })?);
        }
    }

    /// `arm = [ "(" ] word { "|" word } ")" script [ ";;" | ";&" | ";;&" ]`
    fn arm(&mut self) -> Read<Script> {
        self.take_operator(Operator::Open);
        loop {
            self.blanks();
            self.word()?;
            self.blanks();
            if self.take_operator(Operator::Close) {
                break;
            }
            if !self.take_operator(Operator::Pipe) {
                return Err("a case pattern that is not closed");
            }
        }
        let body = self.script()?;
        if self.take_operator(Operator::EndOfArm) || self.keyword() == Some("esac") {
            Ok(body)
        } else {
            Err("a case arm that is not closed")
        }
    }

    /// `double_brackets = "[[" { word | operator } "]]"`
    pub fn double_brackets(&mut self) -> Read<Command> {
        let start = self.at;
        self.at += 2;
        loop {
            self.between_operands();
            let from = self.at;
            self.word()?;
            if &self.text[from..self.at] == "]]" {
                return Ok(self.opaque("a test in double brackets", start, Vec::new()));
            }
            if self.at_end() {
                return Err("a test in double brackets that is not closed");
            }
        }
    }

    /// Skips blanks, line breaks and operators of a test, the parentheses and bars of regular expressions among them.
    fn between_operands(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'&' | b'|' | b'(' | b')' | b'<' | b'>' | b';') => self.at += 1,
                Some(b'\n' | b'\r') if self.end_of_line() => {}
                Some(b'\\') if self.continuation(self.at) > 0 => self.at += self.continuation(self.at),
                _ => return,
            }
        }
    }

    /// `function_keyword = "function" name [ "(" ")" ] command`
    pub fn function_keyword(&mut self) -> Read<Command> {
        let start = self.at;
        self.take_keyword("function");
        self.blanks();
        self.word()?;
        self.blanks();
        if self.take_operator(Operator::Open) {
            self.blanks();
            if !self.take_operator(Operator::Close) {
                return Err("a parenthesis where none can stand");
            }
        }
        self.function(start)
    }

    /// `function = name "(" ")" command`; all up to the parentheses is read
    pub fn function(&mut self, start: usize) -> Read<Command> {
        self.lines();
        if self.at_end() || self.closes() || self.operator().is_some_and(|(operator, _)| operator != Operator::Open) {
            return Err("a function without a body");
        }
        let from = self.at;
        let command = self.deeper(Self::command)?;
        let body = match command {
            Command::Group(body) => body,
            command => Script { statements: vec![Statement { negated: false, command, then: Then::Next, span: from..self.end }] },
        };
        Ok(self.opaque("a function", start, vec![body]))
    }
}
