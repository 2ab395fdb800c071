//! Every line of the original with what became of it and why.
//! Relies on [`super::text`] for the tables and on [`super::frame`] for findings. Explains finished values, and finds nothing out.

use std::fmt::Write as _;

use super::text::{self, Scene};
use super::{frame::frame, printable};
use crate::outcome::{Fate, FateKind, Outcome};
use crate::source::Source;

/// The explanation of one file.
pub fn explain(source: &Source, outcome: &Outcome, scene: &Scene) -> String {
    let mut out = String::new();
    match outcome {
        Outcome::Split(split) => {
            out += &text::line(source, outcome, scene);
            for finding in split.unsafe_steps.iter().chain(&split.warnings) {
                out.push('\n');
                out += &frame(source, finding, &[], scene.colour);
            }
            out.push('\n');
            out += &lines(source, &split.fates);
            let tables = text::needs(&split.needs, usize::MAX) + &text::left_out(&split.left_out, usize::MAX);
            if !tables.is_empty() {
                let _ = write!(out, "\n{tables}");
            }
        }
        Outcome::Refused(refused) => {
            out += &text::screen(source, outcome, scene);
            if !refused.fates.is_empty() {
                let _ = write!(out, "\n{}", lines(source, &refused.fates));
            }
        }
        Outcome::NothingToGain { weighed, .. } => {
            out += &text::line(source, outcome, scene);
            out += &text::table("weighed", weighed.iter().map(|(what, why)| (what.as_str(), why.as_str())), usize::MAX);
        }
        Outcome::NotADockerfile(diagnostic) => {
            out += &frame(source, diagnostic, &[], scene.colour);
            out += &text::line(source, outcome, scene);
        }
        Outcome::CheckFailed { .. } => {
            out += &text::line(source, outcome, scene);
            out.push('\n');
            out += &lines(source, &[]);
        }
        Outcome::AlreadySplit { .. } | Outcome::Ignored { .. } => out += &text::line(source, outcome, scene),
    }
    if !scene.context.is_empty() {
        let _ = writeln!(out, "build context {}", printable(scene.context));
    }
    out
}

/// The lines of the file with number and fate; the reason stands below the last line that it is about.
fn lines(source: &Source, fates: &[Fate]) -> String {
    let texts: Vec<&str> = source.text().lines().collect();
    let width = texts.len().to_string().len().max(3);
    let mut out = String::new();
    let mut fates = fates.iter().peekable();
    for (i, line) in texts.iter().enumerate() {
        let number = i + 1;
        while fates.next_if(|fate| fate.lines.1 < number).is_some() {}
        let here = fates.peek().filter(|fate| fate.lines.0 <= number);
        // A blank line that stays where it is needs no word.
        let word = here.filter(|fate| !(line.trim().is_empty() && fate.fate == FateKind::Untouched)).map_or("", |fate| fate.fate.name());
        let row = format!("{number:>width$}  {word:<9}  {}", printable(line));
        let _ = writeln!(out, "{}", row.trim_end());
        if let Some(fate) = here.filter(|fate| fate.lines.1 == number && !fate.because.is_empty()) {
            let _ = writeln!(out, "{:width$}  {:<9}    = {}", "", "", printable(&fate.because));
        }
    }
    out
}
