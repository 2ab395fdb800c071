//! Commands that are part of the shell, and what they change in it: the folder and the variables.
//! Relies on [`super::scope`]. Does not know programs.

use super::Known;
use super::paths::resolve;
use super::scope::Scope;
use super::words::{UNKNOWN, expand};
use crate::shell::{Part, Word};
use crate::source::Span;

/// What a command of the shell itself changes in it.
pub(super) fn builtin(words: &[(Known, Span)], scope: &mut Scope) {
    let mut texts = words.iter().map(|(word, _)| word.as_deref().filter(|word| !word.ends_with(UNKNOWN)));
    let Some(Some(name)) = texts.next() else { return };
    let mut operands = texts.filter(|word| !word.is_some_and(|word| word.len() > 1 && word.starts_with('-')));
    match name {
        "cd" | "pushd" => {
            let to = match operands.next() {
                None => scope.home(),
                Some(None) => None,
                Some(Some("-")) => scope.previous.clone(),
                Some(Some(path)) if path.contains(['*', '?', '[']) => None,
                Some(Some(path)) => resolve(&scope.folder, &Some(path.to_owned())),
            };
            scope.change_folder(to);
        }
        "popd" => {
            let to = scope.previous.clone();
            scope.change_folder(to);
        }
        "unset" => operands.flatten().for_each(|name| scope.unset(name)),
        "read" | "mapfile" | "getopts" => operands.flatten().for_each(|name| scope.assign(name, None)),
        "set" if sets_arguments(words) => scope.positional = None,
        "shift" => {
            let by = match operands.next() {
                None => Some(1),
                Some(word) => word.and_then(|word| word.parse().ok()),
            };
            scope.shift(by);
        }
        "." | "source" => scope.loose = true,
        _ => {}
    }
}

/// `export NAME=value`, `local NAME`: the words as written, for their values may hold what is not known.
pub(super) fn declare(words: &[Word], scope: &mut Scope) {
    let export = words.first().and_then(Word::literal).as_deref() == Some("export");
    for word in &words[1..] {
        let Some(Part::Text { text, .. }) = word.parts.first() else { continue };
        let name = text.split('=').next().unwrap_or_default().to_owned();
        if name.starts_with('-') || name.is_empty() {
            continue;
        }
        if text.len() > name.len() {
            let value = expand(word, scope).map(|text| text[name.len() + 1..].to_owned());
            scope.assign(&name, value);
        } else if word.parts.len() > 1 {
            continue;
        }
        if export {
            scope.export(&name);
        }
    }
}

/// `set a b` and `set -- a b` replace `$@`; `set -e`, `set -euo pipefail` do not. Source: POSIX, "set".
fn sets_arguments(words: &[(Known, Span)]) -> bool {
    let mut words = words.iter().skip(1).map(|(w, _)| w.as_deref().unwrap_or("?"));
    while let Some(word) = words.next() {
        match word {
            "--" => return true,
            // `-o NAME`, also behind other letters.
            word if word.starts_with(['-', '+']) && word.ends_with('o') => drop(words.next()),
            word if word.starts_with(['-', '+']) => {}
            _ => return true,
        }
    }
    false
}
