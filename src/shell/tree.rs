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
    /// True if `!` stands in front: it succeeds where the command fails.
    pub negated: bool,
    /// What is run.
    pub command: Command,
    /// What stands behind it.
    pub then: Then,
    /// Where, in bytes of the text; `!` and redirections included, the operator behind it not.
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
    /// `{ …; } > file`: a command of another kind than [`Command::Simple`], with redirections of its own.
    Redirected {
        /// What is run.
        command: Box<Command>,
        /// In order; never empty.
        redirects: Vec<Redirect>,
    },
    /// `while`, `until`, `case`, functions, and what cannot be read.
    Opaque {
        /// Why, as words that fit behind "because": "a case statement".
        because: &'static str,
        /// Where.
        span: Range<usize>,
        /// What could be read in it: the condition and body of a loop, the arms of a `case`, the body of a function.
        /// Says which commands occur, not how often or whether they run.
        inside: Vec<Script>,
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
    /// `>`, `>>`, `<`, `>&`, `<&`, `<>`, `<<`, `<<-`, `<<<`, `&>`, `&>>`, `>|`
    pub operator: &'static str,
    /// The descriptor in front, where one is written.
    pub descriptor: Option<u32>,
    /// The file, descriptor or heredoc name.
    pub target: Word,
    /// Where the lines of a heredoc stand, the closing line not included; `None` where the text ends before them.
    pub body: Option<Range<usize>>,
}

impl Redirect {
    /// True if it makes or changes a file. `>&file` does, `>&1` and `>&-` do not.
    pub fn writes(&self) -> bool {
        match self.operator {
            ">" | ">>" | "&>" | "&>>" | ">|" | "<>" => true,
            ">&" => self.target.literal().is_none_or(|target| !target.bytes().all(|b| b.is_ascii_digit() || b == b'-')),
            _ => false,
        }
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
        /// Operator and word, where there is one. Operators: `:-`, `-`, `:+`, `+`, `:=`, `=`, `:?`, `?`, `#`, `##`, `%`, `%%`, `len`,
        /// and bash's `/`, `//`, `/#`, `/%`, `:`, `^`, `^^`, `,`, `,,`, `@`, `[` (an array's element) and `!` (the variable named by it).
        modifier: Option<(&'static str, Box<Word>)>,
        /// True if it stands in double quotes: its value is not cut at blanks.
        quoted: bool,
    },
    /// `$(…)`, backquotes, `<(…)`: the text inside. `$((…))`: the text inside the outer parentheses. `(…)` behind `NAME=`: an array's text.
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
                Part::Variable { name, modifier, .. } => out.push_str(&value(name, modifier.as_ref(), lookup)?),
                Part::Substitution(_) => return None,
            }
        }
        Some(out)
    }

    /// The words that the shell makes of it: as [`Word::expand`], and what comes from an unquoted variable is cut at blanks.
    /// An unquoted variable without a value makes no word, `""` makes an empty one.
    pub fn fields(&self, lookup: &dyn Fn(&str) -> Option<String>) -> Option<Vec<String>> {
        let mut fields = Vec::new();
        let mut field = self.parts.is_empty().then(String::new);
        for part in &self.parts {
            match part {
                Part::Text { text, .. } => field.get_or_insert_default().push_str(text),
                Part::Variable { name, modifier, quoted: true } => {
                    field.get_or_insert_default().push_str(&value(name, modifier.as_ref(), lookup)?);
                }
                Part::Variable { name, modifier, quoted: false } => {
                    let value = value(name, modifier.as_ref(), lookup)?;
                    cut(&value, &mut field, &mut fields);
                }
                Part::Substitution(_) => return None,
            }
        }
        fields.extend(field);
        Some(fields)
    }

    /// True if an unquoted `*`, `?` or `[` stands in it.
    pub fn has_glob(&self) -> bool {
        self.parts.iter().any(|p| matches!(p, Part::Text { text, quoted: false } if text.contains(['*', '?', '['])))
    }
}

/// Puts a value behind the open field, and begins a new field at each run of blanks.
fn cut(value: &str, field: &mut Option<String>, fields: &mut Vec<String>) {
    for (i, piece) in value.split([' ', '\t', '\n']).enumerate() {
        if i > 0 {
            fields.extend(field.take());
        }
        if !piece.is_empty() {
            field.get_or_insert_default().push_str(piece);
        }
    }
}

/// What a variable with its modifier stands for.
fn value(name: &str, modifier: Option<&(&'static str, Box<Word>)>, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let value = lookup(name)?;
    match modifier {
        None => Some(value),
        Some((operator, word)) => modified(value, operator, word, lookup),
    }
}

/// `${NAME<operator>word}` for the operators that need no pattern, and for patterns that are plain text.
fn modified(value: String, operator: &str, word: &Word, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match operator {
        ":-" | ":=" | "-" | "=" if value.is_empty() => word.expand(lookup),
        ":-" | ":=" | "-" | "=" | ":?" | "?" => Some(value),
        ":+" | "+" if value.is_empty() => Some(value),
        ":+" | "+" => word.expand(lookup),
        "#" | "##" if !word.has_glob() => {
            let prefix = word.expand(lookup)?;
            Some(value.strip_prefix(&prefix).map(str::to_owned).unwrap_or(value))
        }
        "%" | "%%" if !word.has_glob() => {
            let suffix = word.expand(lookup)?;
            Some(value.strip_suffix(&suffix).map(str::to_owned).unwrap_or(value))
        }
        "len" => Some(value.chars().count().to_string()),
        _ => None,
    }
}
