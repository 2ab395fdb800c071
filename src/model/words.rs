//! Expands the words of a shell as far as their values are known.
//! Relies on the shell's tree and on [`super::scope`]. Does not read files: patterns stay as they are.

use std::borrow::Cow;
use std::ops::Range;

use super::Known;
use super::scope::{LONGEST, Scope};
use super::values::modified;
use crate::shell::{Part, Word};
use crate::source::Span;

/// The text as one word, as in `NAME=word` and `> word`; `None` where anything in it is not known.
pub(super) fn expand(word: &Word, scope: &Scope) -> Known {
    let mut out = String::new();
    for (i, part) in word.parts.iter().enumerate() {
        match part {
            Part::Text { text, quoted } => out.push_str(&text_of(text, *quoted || i > 0, word.parts.len() == 1, scope)?),
            Part::Variable { name, modifier, .. } => out.push_str(&variable(name, modifier.as_ref(), scope)?),
            Part::Substitution(_) => return None,
        }
        if out.len() > LONGEST {
            return None;
        }
    }
    Some(out)
}

/// Stands for what is not known in a word whose beginning is: `--tag=$(git describe)` is read as `--tag=` and this.
/// Such words are seen by the recognisers only; in a [`super::Call`] they are not known.
pub(super) const UNKNOWN: char = '\0';

/// The word where all of it is known.
pub(super) fn known(word: &Known) -> Known {
    word.clone().filter(|text| !text.ends_with(UNKNOWN))
}

/// Puts the words that the shell makes of this one behind `out`. What is not known is one word. `braces`: as bash does, `{a,b}` too.
pub(super) fn fields(word: &Word, scope: &Scope, braces: bool, at: &dyn Fn(Range<usize>) -> Span, out: &mut Vec<(Known, Span)>) {
    if braces && word.parts.iter().any(|part| matches!(part, Part::Text { text, quoted: false } if text.contains('{'))) {
        word.braces().iter().for_each(|word| fields(word, scope, false, at, out));
        return;
    }
    let span = at(word.span.clone());
    match word.parts.as_slice() {
        [Part::Text { text, quoted }] => out.push((text_of(text, *quoted, true, scope).map(Cow::into_owned), span)),
        [Part::Variable { name, modifier: None, .. }] if name == "@" => match &scope.positional {
            Some(words) => out.extend(words.iter().skip(1).map(|word| (word.clone(), span))),
            None => out.push((None, span)),
        },
        _ => match split(word, scope) {
            Some(words) => out.extend(words.into_iter().map(|text| (Some(text), span))),
            None => out.push((beginning(word), span)),
        },
    }
}

/// `--name=` or `NAME=` of a word whose value is not known.
fn beginning(word: &Word) -> Known {
    let Some(Part::Text { text, .. }) = word.parts.first() else { return None };
    let (name, _) = text.split_once('=')?;
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    plain.then(|| format!("{name}={UNKNOWN}"))
}

/// The words, what comes from a variable outside quotes cut at blanks. A variable without a value makes no word, `""` an empty one.
fn split(word: &Word, scope: &Scope) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut field = word.parts.is_empty().then(String::new);
    for (i, part) in word.parts.iter().enumerate() {
        match part {
            Part::Text { text, quoted } => field.get_or_insert_default().push_str(&text_of(text, *quoted || i > 0, false, scope)?),
            Part::Variable { name, modifier, quoted: true } => {
                field.get_or_insert_default().push_str(&variable(name, modifier.as_ref(), scope)?);
            }
            Part::Variable { name, modifier, quoted: false } => {
                for (i, piece) in variable(name, modifier.as_ref(), scope)?.split([' ', '\t', '\n']).enumerate() {
                    if i > 0 {
                        fields.extend(field.take());
                    }
                    if !piece.is_empty() {
                        field.get_or_insert_default().push_str(piece);
                    }
                }
            }
            Part::Substitution(_) => return None,
        }
        if field.as_ref().is_some_and(|field| field.len() > LONGEST) || fields.len() > LONGEST {
            return None;
        }
    }
    fields.extend(field);
    Some(fields)
}

/// Plain text, with `~` at its beginning put in. `whole`: nothing stands behind it in the word.
fn text_of<'t>(text: &'t str, literal: bool, whole: bool, scope: &Scope) -> Option<Cow<'t, str>> {
    if literal || !text.starts_with('~') {
        return Some(Cow::Borrowed(text));
    }
    match &text[1..] {
        "" if whole => scope.home().map(Cow::Owned),
        rest if rest.starts_with('/') => Some(Cow::Owned(scope.home()? + rest)),
        _ => None,
    }
}

fn variable<'s>(name: &str, modifier: Option<&(&'static str, Box<Word>)>, scope: &'s Scope) -> Option<Cow<'s, str>> {
    let value = scope.value(name);
    match modifier {
        None => value.plain(),
        Some((operator, word)) => modified(value, operator, || expand(word, scope)).map(Cow::Owned),
    }
}

/// The commands inside a word: `$(…)`, backquotes and `<(…)`, with no place of their own. Arithmetic and arrays are none.
pub(super) fn commands_in<'w>(word: &'w Word, text: &str, out: &mut Vec<&'w str>) {
    for part in &word.parts {
        match part {
            Part::Substitution(inside) => {
                let written = text.get(word.span.clone()).unwrap_or_default();
                let commands = written.contains("$(") || written.contains('`') || written.contains("<(");
                if commands && !(inside.starts_with('(') && inside.ends_with(')')) {
                    out.push(inside);
                }
            }
            Part::Variable { modifier: Some((_, word)), .. } => commands_in(word, text, out),
            Part::Variable { modifier: None, .. } | Part::Text { .. } => {}
        }
    }
}
