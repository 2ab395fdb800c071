//! Turns finished values into what is shown: a patch, sentences, an explanation, documents for programs and for pull requests. One file a format.
//! Relies on [`crate::outcome`], [`crate::diagnostic`] and [`crate::code`]. Changes nothing and prints nothing: every function returns text.

mod array;
pub mod diff;
pub mod document;
pub mod edits;
pub mod explain;
mod findings;
mod frame;
mod github;
pub mod html;
mod json;
mod jsonl;
pub mod manual;
mod markdown;
mod position;
mod rdjson;
mod sarif;
pub mod text;
pub mod totals;

pub use document::{Answer, Document, Failure, Format};
pub use text::{Deed, Scene};

/// Text of a user's file or a file's name, made fit for one line of a terminal: control characters are shown as escapes.
pub fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let harmful = |c: char| c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(harmful) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c == '\t' {
            out.push_str("    ");
        } else if harmful(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.into()
}

#[cfg(test)]
mod tests;
