//! `use` declarations into the full paths that the names of a file stand for.
//! Relies on tokens. Looks into no other file: what a glob brings stays unknown.

use super::super::lexer::{Kind, PATH, Token};

/// The names of a file, with the path that each stands for.
#[derive(Debug, Default)]
pub(super) struct Uses<'a> {
    names: Vec<Use<'a>>,
}

/// A name with the path that it stands for.
#[derive(Debug)]
pub(super) struct Use<'a> {
    name: &'a str,
    /// `std`, `fs`, `File`
    pub path: Vec<&'a str>,
    /// From 1.
    pub line: u32,
}

impl<'a> Uses<'a> {
    /// The path that a name stands for.
    pub fn path(&self, name: &str) -> Option<&[&'a str]> {
        self.names.iter().find(|known| known.name == name).map(|known| known.path.as_slice())
    }

    /// All paths.
    pub fn all(&self) -> &[Use<'a>] {
        &self.names
    }
}

/// The declarations among the tokens of a file.
pub(super) fn uses<'a>(tokens: &[Token<'a>]) -> Uses<'a> {
    let mut out = Uses::default();
    for (i, token) in tokens.iter().enumerate() {
        // `use` before `<` is the precise capturing of a return type.
        if token.is_word("use") && !tokens.get(i + 1).is_some_and(|t| t.is(b'<')) {
            tree(&tokens[i + 1..], &mut out.names);
        } else if token.is_word("extern") && tokens.get(i + 1).is_some_and(|t| t.is_word("crate")) {
            out.names.extend(tokens.get(i + 2).and_then(Token::word).map(|name| Use { name, path: vec![name], line: token.line }));
        }
    }
    out
}

/// tree = [ path "::" ] ( name [ "as" name ] | "*" | "{" { tree "," } "}" )
fn tree<'a>(tokens: &[Token<'a>], out: &mut Vec<Use<'a>>) {
    let (mut path, mut groups): (Vec<&str>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut alias = None;
    let mut fresh = false;
    for token in tokens {
        match token.kind {
            // Nothing below a declaration is another one; this also keeps a text of nothing but `use` linear.
            Kind::Word if token.text == "use" => return,
            Kind::Word if token.text == "as" => alias = Some(""),
            Kind::Word if alias.is_some() => alias = Some(token.text),
            Kind::Word => {
                if token.text != "self" || path.is_empty() {
                    path.push(token.text);
                }
                fresh = true;
            }
            Kind::Mark(b'*') => {
                path.push("*");
                fresh = true;
            }
            Kind::Mark(PATH) => fresh = false,
            Kind::Mark(b'{') => groups.push(path.len()),
            Kind::Mark(b',' | b'}' | b';') => {
                if fresh && let Some(last) = path.last() {
                    out.push(Use { name: alias.unwrap_or(last), path: path.clone(), line: token.line });
                }
                (alias, fresh) = (None, false);
                if token.is(b'}') {
                    groups.pop();
                }
                path.truncate(groups.last().copied().unwrap_or(0));
                if token.is(b';') || (groups.is_empty() && token.is(b',')) {
                    return;
                }
            }
            Kind::Mark(_) | Kind::Number | Kind::Text | Kind::Raw | Kind::Taken => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    #[test]
    fn trees_become_paths() {
        for (text, expected) in [
            ("use std::fs;", vec!["fs=std::fs"]),
            ("use std::{fs, io::{self, Read as R}, path::*};", vec!["fs=std::fs", "io=std::io", "R=std::io::Read", "*=std::path::*"]),
            ("pub use crate::a::B; use ::c::D as _;", vec!["B=crate::a::B", "_=c::D"]),
            ("extern crate rocket;", vec!["rocket=rocket"]),
            ("use a::{b::{c, d}, e};", vec!["c=a::b::c", "d=a::b::d", "e=a::e"]),
            ("fn f() -> impl use<'a> X {}", vec![]),
            ("use", vec![]),
            ("use {{{{;", vec![]),
        ] {
            let mut out = Vec::new();
            tokens(text, &mut out);
            let seen: Vec<String> = uses(&out).names.iter().map(|u| format!("{}={}", u.name, u.path.join("::"))).collect();
            assert_eq!(seen, expected, "{text}");
        }
    }
}
