//! What a shell text says: commands, words and what ties them together, with places in the text.
//! Relies on nothing. Does not run, guess or know a program.

use std::ops::Range;

/// A list of statements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// In order.
    pub statements: Vec<Statement>,
}

/// A command, and how the next one depends on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What is run.
    pub command: Command,
    /// What stands behind it.
    pub then: Then,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
}

/// What stands behind a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;` or a line break, or the end
    Next,
    /// `&`
    Background,
}

/// A command of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Words.
    Simple(Simple),
    /// `a | b`
    Pipeline(Vec<Command>),
    /// `{ …; }`
    Group(Script),
    /// `( … )`
    Subshell(Script),
    /// `if …; then …; elif …; then …; else …; fi`
    If {
        /// Each condition with its body.
        branches: Vec<(Script, Script)>,
        /// The `else` body.
        otherwise: Option<Script>,
    },
    /// `for x in …; do …; done`
    For {
        /// The variable.
        variable: String,
        /// The words it runs through.
        words: Vec<Word>,
        /// What is done.
        body: Script,
    },
    /// `while`, `until`, `case`, functions, and what cannot be read.
    Opaque {
        /// Why, as words that fit behind "because": "a case statement".
        because: &'static str,
        /// Where.
        span: Range<usize>,
    },
}

/// A simple command.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Simple {
    /// `NAME=value` in front.
    pub assignments: Vec<Assignment>,
    /// The program and its arguments; empty where there are only assignments or redirections.
    pub words: Vec<Word>,
    /// In order.
    pub redirects: Vec<Redirect>,
    /// Where.
    pub span: Range<usize>,
}

/// `NAME=value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// Its value.
    pub value: Word,
}

/// `> file`, `2>&1`, `< file`, `<<EOF`.
#[derive(Clone, Debug, PartialEq)]
pub struct Redirect {
    /// `>`, `>>`, `<`, `>&`, `<<`, `<<<`, `&>`, `>|`
    pub operator: &'static str,
    /// The descriptor in front, where one is written.
    pub descriptor: Option<u32>,
    /// The file, descriptor or heredoc name.
    pub target: Word,
}

impl Redirect {
    /// True if it makes or changes a file.
    pub fn writes(&self) -> bool {
        matches!(self.operator, ">" | ">>" | "&>" | ">|")
    }
}

/// A word: parts that stand without a blank between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// In order; none for `''`.
    pub parts: Vec<Part>,
    /// Where.
    pub span: Range<usize>,
}

/// A part of a word.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text as it is, escapes and quotes taken off.
    Text {
        /// The text.
        text: String,
        /// True if it stood in quotes or behind a backslash: `*`, `?`, `[`, `{` and `~` in it mean themselves.
        quoted: bool,
    },
    /// `$NAME`, `${NAME}`, `${NAME:-word}` and the like.
    Variable {
        /// The name (also `1`, `@`, `?` …).
        name: String,
        /// Operator (`:-`, `-`, `:+`, `+`, `:=`, `=`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `len`) and word, where there is one.
        modifier: Option<(&'static str, Box<Word>)>,
    },
    /// `$(…)`, backquotes, `$((…))`, `<(…)`: the text inside.
    Substitution(String),
}

impl Word {
    /// The word's text where it is the same on every machine: no variable, no substitution.
    pub fn literal(&self) -> Option<String> {
        self.expand(&|_| None)
    }

    /// The word's text with variables put in from `lookup` (which gives `None` for what is not known; known and unset is `Some("")`).
    /// `None` where anything in it is not known. Globs and braces stay as they are; see [`Word::has_glob`].
    pub fn expand(&self, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text { text, .. } => out.push_str(text),
                Part::Variable { name, modifier: None } => out.push_str(&lookup(name)?),
                Part::Variable { name, modifier: Some((operator, word)) } => {
                    let value = lookup(name)?;
                    out.push_str(&modified(&value, operator, word, lookup)?);
                }
                Part::Substitution(_) => return None,
            }
        }
        Some(out)
    }

    /// True if an unquoted `*`, `?` or `[` stands in it.
    pub fn has_glob(&self) -> bool {
        self.parts.iter().any(|p| matches!(p, Part::Text { text, quoted: false } if text.contains(['*', '?', '['])))
    }
}

/// `${NAME<operator>word}` for the operators that need no pattern.
fn modified(value: &str, operator: &str, word: &Word, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match operator {
        ":-" | ":=" | "-" | "=" if value.is_empty() => word.expand(lookup),
        ":-" | ":=" | "-" | "=" | ":?" | "?" => Some(value.to_owned()),
        ":+" | "+" if value.is_empty() => Some(String::new()),
        ":+" | "+" => word.expand(lookup),
        _ => None,
    }
}
