//! Turns the names that TypeScript imports bind into an answer: is a name used for its type alone, so that the compiler drops the import?
//! Relies on the tokens around each use. Calls a use a type only where nothing else can stand; everything in doubt is a value.

use std::collections::{HashMap, HashSet};

use super::lexer::{HOLE, HOLE_END, Kind, TEMPLATE, TEMPLATE_END};
use super::view::View;

/// The names of `bound` that some use outside of `imports` (ranges of positions, in order) takes as a value.
pub(super) fn values<'a>(view: &View<'a>, bound: &HashSet<&'a str>, imports: &[(usize, usize)]) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut brackets: Vec<u8> = Vec::new();
    let ends: HashMap<usize, usize> = imports.iter().copied().collect();
    // With decorators the compiler may keep the type of a parameter or property as metadata, which is a use of its value.
    let decorated = view.tokens.iter().any(|token| token.kind == Kind::Mark(b'@'));
    let mut at = 0;
    while at < view.tokens.len() {
        if let Some(end) = ends.get(&at) {
            at = end + 1;
            continue;
        }
        match view.mark(at) {
            open @ (b'(' | b'[' | b'{' | TEMPLATE | HOLE) => brackets.push(open),
            b')' | b']' | b'}' | TEMPLATE_END | HOLE_END => {
                brackets.pop();
            }
            _ => {}
        }
        let word = view.word(at);
        if view.kind(at) == Some(Kind::Word) && view.mark_before(at, 1) != b'.' && bound.contains(word) {
            let enclosing = brackets.last().copied().unwrap_or(0);
            if !is_type(view, at, enclosing, decorated) {
                found.insert(word);
            }
        }
        at += 1;
    }
    found
}

/// True for a name in a place where only a type can stand.
fn is_type(view: &View<'_>, at: usize, enclosing: u8, decorated: bool) -> bool {
    if matches!(view.word_before(at, 1), "as" | "implements" | "satisfies" | "keyof") {
        return true;
    }
    let next = view.mark(at + 1);
    match view.mark_before(at, 1) {
        b'<' => matches!(next, b'>' | b',' | b'[' | b'|'),
        b',' => next == b'>',
        b':' => !decorated && annotates(view, at, enclosing, next),
        _ => false,
    }
}

/// `(name: T)`, `): T {`, `const name: T`, `{ name: T; }`
fn annotates(view: &View<'_>, at: usize, enclosing: u8, next: u8) -> bool {
    if view.mark_before(at, 2) == b')' {
        return next == b'{' || (next == b'=' && view.mark(at + 2) == b'>');
    }
    let back = if view.mark_before(at, 2) == b'?' { 3 } else { 2 };
    if view.word_before(at, back).is_empty() {
        return false;
    }
    let modifier = matches!(view.word_before(at, back + 1), "public" | "private" | "protected" | "readonly" | "declare" | "static");
    let before = view.mark_before(at, back + 1);
    match enclosing {
        _ if matches!(view.word_before(at, back + 1), "const" | "let" | "var") => true,
        b'(' => (modifier || matches!(before, b'(' | b',' | b')')) && matches!(next, b',' | b')' | b'=' | b'[' | b'|' | b'<'),
        b'{' => modifier || (matches!(before, b'{' | b';' | b'}') && next == b';'),
        _ => false,
    }
}
