//! Turns the text of a shell command or script into commands and words with their places, as `sh` and `bash` read it.
//! Relies on nothing else in the crate; reading never fails and takes time in proportion to the text.
//! Does not run, expand or guess: what cannot be known is opaque, with the reason.

mod braces;
mod commands;
mod compound;

/// A word of a shell command, quoted where it must be.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@,+%^".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod properties;
mod reader;
mod simple;
#[cfg(test)]
mod tests;
mod tree;
mod walk;
mod words;

pub use tree::{Assignment, Command, Part, Redirect, Script, Simple, Statement, Then, Word};

/// The commands of a shell text: of a RUN, of a shell-form CMD, of a script in package.json, or of a whole script file.
///
/// ```
/// use dfsplit::shell::{Then, parse};
///
/// let script = parse("npm ci && npm run build");
/// assert_eq!(script.statements[0].then, Then::And);
/// let words: Vec<_> = script.simple_commands()[1].words.iter().filter_map(|word| word.literal()).collect();
/// assert_eq!(words, ["npm", "run", "build"]);
/// ```
///
/// # Limits
///
/// The dialect is the union of POSIX sh and bash; where they differ (`[[`, `&>`, `$'…'`) the text is read as bash reads it.
/// Aliases are not known. A text that no shell accepts is read as far as it makes sense.
pub fn parse(text: &str) -> Script {
    let mut reader = reader::Reader::new(text);
    let mut script = commands::whole(&mut reader);
    if !reader.bodies.is_empty() {
        walk::place_heredocs(&mut script, &reader.bodies);
    }
    script
}

/// The words of a command string as Compose cuts it: quotes and backslashes as in a shell, line breaks as blanks.
/// `None` where it has an operator, a variable or a substitution, or an open quote.
pub fn split_words(text: &str) -> Option<Vec<String>> {
    let mut reader = reader::Reader::new(text);
    let mut words = Vec::new();
    loop {
        let rest = text.get(reader.at..)?;
        reader.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if reader.at_end() {
            return Some(words);
        }
        let start = reader.at;
        let word = reader.word().ok()?;
        if reader.at == start {
            return None;
        }
        words.push(word.literal()?);
    }
}
