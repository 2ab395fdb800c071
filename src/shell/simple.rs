//! Reads simple commands: assignments, words, redirections. A word with `()` behind it turns out to be a function.
//! Relies on `words`. Does not know what a program does with its words.

use super::reader::{Operator, Read, Reader};
use super::words::variable_name;
use super::{Assignment, Command, Part, Redirect, Simple};

/// Operators of redirections, each before those that it begins with.
const REDIRECTIONS: [&str; 12] = ["<<<", "<<-", "<<", "<&", "<>", "<", "&>>", "&>", ">>", ">&", ">|", ">"];

impl Reader<'_> {
    /// `simple = { assignment | redirect } { word | redirect }`
    pub fn simple(&mut self) -> Read<Command> {
        let start = self.at;
        let mut simple = Simple::default();
        loop {
            if let Some(redirect) = self.redirect()? {
                simple.redirects.push(redirect);
            } else if let Some(assignment) = if simple.words.is_empty() { self.assignment()? } else { None } {
                simple.assignments.push(assignment);
            } else if self.at_delimiter(self.at) && !self.substitutes_process() {
                break;
            } else {
                let word = self.word()?;
                simple.words.push(word);
                if self.peek() == Some(b'(')
                    && self.byte(self.at - 1) == Some(b'=')
                    && let Some(word) = simple.words.last_mut()
                {
                    let array = self.array()?;
                    word.parts.extend(array.parts);
                    word.span.end = array.span.end;
                }
            }
            self.blanks();
            if simple.words.len() == 1 && self.peek() == Some(b'(') {
                if simple.redirects.is_empty() && simple.assignments.is_empty() && self.empty_parentheses() {
                    return self.function(start);
                }
                return Err("a parenthesis where none can stand");
            }
        }
        if simple.words.is_empty() && simple.redirects.is_empty() && simple.assignments.is_empty() {
            return Err("an operator without a command");
        }
        simple.span = start..self.end;
        Ok(Command::Simple(simple))
    }

    /// Steps over `( )`.
    fn empty_parentheses(&mut self) -> bool {
        self.take_operator(Operator::Open);
        self.blanks();
        self.take_operator(Operator::Close)
    }

    fn substitutes_process(&self) -> bool {
        matches!(self.peek(), Some(b'<' | b'>')) && self.byte(self.at + 1) == Some(b'(')
    }

    /// `assignment = name [ "[" … "]" ] ( "=" | "+=" ) ( word | array )`
    fn assignment(&mut self) -> Read<Option<Assignment>> {
        let Some((name, operator)) = assigned(&self.text[self.at..]) else { return Ok(None) };
        let name = name.to_owned();
        let start = self.at + name.len() + operator.len();
        self.at = start;
        let mut value = if self.peek() == Some(b'(') { self.array()? } else { self.word()? };
        if operator == "+=" {
            value.parts.insert(0, Part::Variable { name: name.clone(), modifier: None, quoted: true });
        }
        Ok(Some(Assignment { name, value }))
    }

    /// `redirect = [ digits ] operator word`
    pub fn redirect(&mut self) -> Read<Option<Redirect>> {
        let digits = match self.peek() {
            Some(b'<' | b'>' | b'&') => 0,
            Some(b'0'..=b'9') => self.text[self.at..].bytes().take_while(u8::is_ascii_digit).count(),
            _ => return Ok(None),
        };
        let rest = &self.text[self.at + digits..];
        let Some(operator) = REDIRECTIONS.into_iter().find(|operator| rest.starts_with(operator)) else { return Ok(None) };
        if digits == 0 && self.substitutes_process() || digits > 0 && operator.starts_with('&') {
            return Ok(None);
        }
        let Ok(descriptor) = (digits > 0).then(|| self.text[self.at..self.at + digits].parse()).transpose() else { return Ok(None) };
        self.at += digits + operator.len();
        self.blanks();
        if self.at_delimiter(self.at) && !self.substitutes_process() {
            return Err("a redirection without a target");
        }
        let target = self.word()?;
        let body = match operator {
            "<<" | "<<-" => {
                let name = target.literal().unwrap_or_else(|| self.text[target.span.clone()].to_owned());
                let number = self.expect_heredoc(name, operator == "<<-");
                Some(number..number)
            }
            _ => None,
        };
        Ok(Some(Redirect { operator, descriptor, target, body }))
    }
}

/// The name and operator that an assignment begins with.
fn assigned(text: &str) -> Option<(&str, &'static str)> {
    let mut length = variable_name(text).len();
    if !text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    if text.as_bytes().get(length) == Some(&b'[') {
        length += text[length..].find([']', ' ', '\n']).filter(|&i| text.as_bytes().get(length + i) == Some(&b']'))? + 1;
    }
    let rest = &text[length..];
    let operator = ["=", "+="].into_iter().find(|operator| rest.starts_with(operator))?;
    Some((&text[..length], operator))
}
