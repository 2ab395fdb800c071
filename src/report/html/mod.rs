//! Turns the answers for many files into one self-contained page for people: figures, a table, and each file's change with its reasons.
//! Relies on finished outcomes, and on [`super::diff`] and [`super::json`] for their parts.
//! Knows no network, no clock and no disk, and keeps no answer: each file's part of the page is handed out at once, and only short rows are remembered.

mod answer;
mod assets;
mod chart;
mod escape;
mod file;
mod index;
mod sides;

use std::fmt::Write as _;

use serde::Serialize;

use crate::code::{self, Code};
use crate::outcome::{Language, Outcome};
use crate::source::Source;
use answer::Answer;
use chart::grouped;
use escape::{html, script};
use file::Details;
use index::Row;

/// A page in the making: [`Page::begin`], then a part for each file in order, then [`Page::end`]. The texts, one after the other, are the page.
#[derive(Debug)]
pub struct Page {
    rows: Vec<Row>,
    /// The manual's entries that some file refers to, each once.
    codes: Vec<&'static Code>,
}

/// One file that was read, for its part of the page.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its text and name.
    pub source: &'a Source,
    /// What becomes of it.
    pub outcome: &'a Outcome,
    /// What it is about where the outcome does not say; see [`crate::languages`].
    pub languages: &'a [Language],
    /// The arguments that name this file and these options again, to be put behind `dfsplit --write`; `None` where that is not possible.
    pub again: Option<&'a str>,
    /// Which folder is its build context, and who says so; empty where that is not known.
    pub context: &'a str,
    /// What else was said of it, each a sentence without a full stop.
    pub notes: &'a [String],
}

impl Page {
    /// A page with this title, and its beginning.
    pub fn begin(title: &str) -> (Self, String) {
        (Self { rows: Vec::new(), codes: Vec::new() }, assets::start(&html(title)))
    }

    /// The part of a file.
    pub fn file(&mut self, seen: &Seen) -> String {
        let details = Details::of(seen);
        let row = Row::of(seen, details.size());
        for name in details.codes() {
            self.refer(name);
        }
        self.part(row, &details)
    }

    /// The part of a file that could not be read: its name, why, and the way out.
    pub fn unreadable(&mut self, name: &str, sentence: &str, way_out: &str) -> String {
        self.part(Row::unreadable(name), &Details::unreadable(sentence, way_out))
    }

    /// The end of the page: the figures, the table and what makes them work. `hint` is a command that writes what is safe, where there is one.
    pub fn end(mut self, hint: Option<&str>) -> String {
        self.codes.sort_unstable_by_key(|code| code.name);
        let mut out = String::new();
        let _ = write!(out, "<main>\n{}", self.headline());
        if let Some(hint) = hint.filter(|_| self.count(Answer::Safe) > 0) {
            let _ = writeln!(out, "<p class=\"hint\">Write what is safe: <code>{}</code></p>", html(hint));
        }
        out += &chart::charts(&self.rows, &self.codes);
        out += assets::TABLE;
        let index = script(&index::index(&self.rows, &self.codes));
        let _ = write!(out, "<script type=\"application/json\" id=\"index\">{index}</script>\n{}", assets::end());
        out
    }

    fn part(&mut self, row: Row, details: &Details) -> String {
        let number = self.rows.len();
        self.rows.push(row);
        format!("<script type=\"application/json\" id=\"file-{number}\">{}</script>\n", script(&details.json()))
    }

    fn refer(&mut self, name: &str) {
        if let Some(code) = code::find(name).filter(|code| !self.codes.contains(code)) {
            self.codes.push(code);
        }
    }

    fn count(&self, answer: Answer) -> usize {
        self.rows.iter().filter(|row| row.answer == answer).count()
    }

    /// The one sentence that a reader takes home.
    fn headline(&self) -> String {
        let (safe, doubtful) = (self.count(Answer::Safe), self.count(Answer::Unsafe) + self.count(Answer::Sketch));
        let files = self.rows.len();
        let noun = if files == 1 { "file" } else { "files" };
        let how = match (safe, doubtful) {
            (0, 0) => String::new(),
            (_, 0) => " safely".to_owned(),
            (0, _) => " after a look".to_owned(),
            (safe, doubtful) => format!(": {} safely, {} after a look", grouped(safe), grouped(doubtful)),
        };
        let (split, all) = (grouped(safe + doubtful), grouped(files));
        format!("<p class=\"headline\"><strong>{split} of {all}</strong> {noun} can be split{how}.</p>\n")
    }
}

/// Strings, numbers and lists of them as JSON: there is nothing that could fail to be written.
fn json_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
