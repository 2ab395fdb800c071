//! The sentences for people: one line a file, or the whole screen of a single file.
//! Relies on [`super::frame`] for findings with a place. Says what was done, and does nothing.

use std::fmt::Write as _;

use super::{diff, frame::frame, printable};
use crate::code::{self, Kind};
use crate::outcome::{Applicability, Need, Outcome, Refused, Split};
use crate::source::Source;

/// What the command line does with a file that can be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Its patch, or the asked format, is shown.
    Shown,
    /// The new text is in the file.
    Written,
    /// It would be written, were it asked for.
    Listed,
    /// It is not shown, being less than safe.
    Withheld,
    /// It is not written, being less than safe.
    NotWritten,
}

/// What the sentences are said about, besides the outcome itself.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// What is done with a file that can be split.
    pub deed: Deed,
    /// Escape sequences for a terminal.
    pub colour: bool,
    /// The arguments that name this file and this run again, to be put behind `dfsplit --write`; `None` where that is not possible (stdin).
    pub again: Option<&'a str>,
    /// Which folder is the build context, and who says so; empty where there is none.
    pub context: &'a str,
}

/// Rows of needs, and of what was left out, before "--explain" has to be asked.
const NEEDS: usize = 5;
const LEFT_OUT: usize = 3;
/// Frames of warnings before "--explain" has to be asked.
const WARNINGS: usize = 2;

/// The whole screen of a single file.
pub fn screen(source: &Source, outcome: &Outcome, scene: &Scene) -> String {
    match outcome {
        Outcome::Split(split) => split_screen(source, outcome, split, scene),
        Outcome::Refused(refused) if !is_not_ours(refused) => refused_screen(source, refused, scene),
        Outcome::Refused(_)
        | Outcome::AlreadySplit { .. }
        | Outcome::NothingToGain { .. }
        | Outcome::Ignored { .. }
        | Outcome::NotADockerfile(_)
        | Outcome::CheckFailed { .. } => line(source, outcome, scene),
    }
}

/// One line, as for each of several files (our own bugs excepted: they have three).
pub fn line(source: &Source, outcome: &Outcome, scene: &Scene) -> String {
    let name = printable(source.name());
    match outcome {
        Outcome::CheckFailed { .. } => {
            let report = scene.again.map(|again| format!(" (dfsplit --explain {again} > report.txt)")).unwrap_or_default();
            let error = strong("error", RED, scene.colour);
            format!(
                "{error}: {}\n --> {name}\n  = nothing was written; please report this with the file{report}\n",
                printable(&message(source, outcome, scene.deed))
            )
        }
        Outcome::Split(_)
        | Outcome::Refused(_)
        | Outcome::AlreadySplit { .. }
        | Outcome::NothingToGain { .. }
        | Outcome::Ignored { .. }
        | Outcome::NotADockerfile(_) => {
            let tag = tag(outcome).map(|code| format!("  [{code}]")).unwrap_or_default();
            format!("{}: {}{tag}\n", strong(&name, BOLD, scene.colour), printable(&message(source, outcome, scene.deed)))
        }
    }
}

/// What is said of a file behind its name; the same words in every format.
pub fn message(source: &Source, outcome: &Outcome, deed: Deed) -> String {
    match outcome {
        Outcome::Split(split) => split_message(source, split, deed),
        Outcome::Refused(refused) if is_not_ours(refused) => format!("not split: {}", refused.diagnostic.message),
        Outcome::Refused(refused) => format!("left as it is ({}): {}", refused.diagnostic.code, refused.diagnostic.message),
        Outcome::AlreadySplit { stages } => format!("already multi-stage ({})", stages.join(", ")),
        Outcome::NothingToGain { summary, .. } => format!("nothing to gain: {summary}"),
        Outcome::Ignored { reason } if reason.trim().is_empty() => "ignored by its own comment".into(),
        Outcome::Ignored { reason } => format!("ignored: {}", reason.trim()),
        Outcome::NotADockerfile(diagnostic) => format!("left as it is: {}", diagnostic.message),
        Outcome::CheckFailed { sentence } => format!("dfsplit's own check failed: {sentence}"),
    }
}

/// The code that stands behind a one-line answer.
fn tag(outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Refused(refused) if is_not_ours(refused) => Some(refused.diagnostic.code),
        Outcome::NotADockerfile(diagnostic) => Some(diagnostic.code),
        Outcome::Refused(_)
        | Outcome::Split(_)
        | Outcome::AlreadySplit { .. }
        | Outcome::NothingToGain { .. }
        | Outcome::Ignored { .. }
        | Outcome::CheckFailed { .. } => None,
    }
}

/// True where the file is none of dfsplit's languages: no problem of the user's, so it gets no frame.
pub(super) fn is_not_ours(refused: &Refused) -> bool {
    code::find(refused.diagnostic.code).is_some_and(|code| code.kind == Kind::NotOurs)
}

fn split_message(source: &Source, split: &Split, deed: Deed) -> String {
    let safety = safety(split);
    match deed {
        Deed::Shown | Deed::Listed => {
            format!("can be split ({safety}): {}, build stage {}, runtime {}", split.language, split.build_image, split.runtime_image)
        }
        Deed::Written => format!("split into build and runtime ({})", size(diff::size(source.text(), &split.text))),
        Deed::Withheld => format!("can be split ({safety}), not shown"),
        Deed::NotWritten => format!("can be split ({safety}), not written"),
    }
}

/// `safe`, or `unsafe: run-from-source`.
fn safety(split: &Split) -> String {
    let mut codes: Vec<_> = split.unsafe_steps.iter().map(|step| step.code).collect();
    codes.dedup();
    let name = split.safety.name();
    if codes.is_empty() { name.to_owned() } else { format!("{name}: {}", codes.join(", ")) }
}

/// `2 lines changed, 9 added`.
pub(super) fn size(size: diff::Size) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (count, word) in [(size.changed, "changed"), (size.added, "added"), (size.removed, "removed")] {
        if count > 0 {
            let noun = match (parts.is_empty(), count) {
                (false, _) => "",
                (true, 1) => " line",
                (true, _) => " lines",
            };
            parts.push(format!("{count}{noun} {word}"));
        }
    }
    if parts.is_empty() { "no line changed".into() } else { parts.join(", ") }
}

fn split_screen(source: &Source, outcome: &Outcome, split: &Split, scene: &Scene) -> String {
    let mut out = String::new();
    for warning in split.warnings.iter().take(WARNINGS) {
        out += &frame(source, warning, &[], scene.colour);
    }
    if split.warnings.len() > WARNINGS {
        let hint = scene.again.map(|again| format!(": dfsplit --explain {again}")).unwrap_or_default();
        let _ = writeln!(out, "{} more warnings{hint}", split.warnings.len() - WARNINGS);
    }
    if split.safety < Applicability::Safe {
        let further = not_done(split, scene);
        for (i, step) in split.unsafe_steps.iter().enumerate() {
            let last = i + 1 == split.unsafe_steps.len();
            out += &frame(source, step, if last { &further } else { &[] }, scene.colour);
        }
    }
    out += &line(source, outcome, scene);
    if scene.deed == Deed::Shown {
        out += &needs(&split.needs, NEEDS);
        out += &left_out(&split.left_out, LEFT_OUT);
        if let Some(again) = scene.again {
            let write = match split.safety {
                Applicability::Safe => format!("Write it: dfsplit --write {again}   "),
                Applicability::Unsafe => format!("Write it: dfsplit --write --unsafe {again}   "),
                Applicability::DisplayOnly => String::new(),
            };
            let _ = writeln!(out, "{write}Every line's reason: dfsplit --explain {again}");
        }
    }
    out
}

/// What keeps a result that is less than safe from being shown or written, and the way to it.
fn not_done(split: &Split, scene: &Scene) -> Vec<(&'static str, String)> {
    let see = |again: &str| format!("see it with `dfsplit --unsafe {again}`");
    match (scene.deed, scene.again) {
        (Deed::NotWritten, Some(again)) if split.safety == Applicability::DisplayOnly => {
            vec![("not written", format!("this is a sketch to finish by hand; {}", see(again)))]
        }
        (Deed::NotWritten, Some(again)) => vec![("not written", format!("add --unsafe to write it, or {}", see(again)))],
        (Deed::NotWritten, None) => vec![("not written", "add --unsafe to have it".into())],
        (Deed::Withheld, Some(again)) if split.safety == Applicability::DisplayOnly => vec![("not shown", see(again))],
        (Deed::Withheld, Some(again)) => vec![("not shown", format!("{}, write it with `dfsplit --write --unsafe {again}`", see(again)))],
        (Deed::Withheld, None) => vec![("not shown", "add --unsafe to see it".into())],
        (Deed::Shown | Deed::Written | Deed::Listed, _) => Vec::new(),
    }
}

fn refused_screen(source: &Source, refused: &Refused, scene: &Scene) -> String {
    let diagnostic = &refused.diagnostic;
    let mut further = Vec::new();
    if code::find(diagnostic.code).is_some() {
        further.push(("more", format!("dfsplit explain {}", diagnostic.code)));
    }
    let mut out = frame(source, diagnostic, &further, scene.colour);
    for note in &refused.notes {
        out += &frame(source, note, &[], scene.colour);
    }
    let _ = writeln!(out, "{}: left as it is ({})", strong(&printable(source.name()), BOLD, scene.colour), diagnostic.code);
    out
}

/// The table of needs, at most `most` rows; needs of one reason that follow each other share a row.
pub(super) fn needs(needs: &[Need], most: usize) -> String {
    let rows: Vec<(String, &str)> = needs
        .chunk_by(|a, b| a.why == b.why)
        .map(|group| (group.iter().map(|need| need.what.as_str()).collect::<Vec<_>>().join("  "), group[0].why.as_str()))
        .collect();
    table("needs", rows.iter().map(|(what, why)| (what.as_str(), *why)), most)
}

/// The table of what was weighed and not done, at most `most` rows.
pub(super) fn left_out(left_out: &[(String, String)], most: usize) -> String {
    table("left out", left_out.iter().map(|(what, why)| (what.as_str(), why.as_str())), most)
}

/// Rows of two columns under a word at the left. Of more than `most` rows the last says how many there are.
pub(super) fn table<'a>(word: &str, rows: impl Iterator<Item = (&'a str, &'a str)>, most: usize) -> String {
    let rows: Vec<_> = rows.collect();
    let shown = if rows.len() > most { most.saturating_sub(1) } else { rows.len() };
    let mut out = String::new();
    for (i, (what, why)) in rows[..shown].iter().enumerate() {
        let row = format!("  {:<11}{:<24}  {}", if i == 0 { word } else { "" }, printable(what), printable(why));
        let _ = writeln!(out, "{}", row.trim_end());
    }
    if shown < rows.len() {
        let _ = writeln!(out, "  {:<11}and {} more (--explain)", "", rows.len() - shown);
    }
    out
}

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";

/// The text with a colour, where one is asked for.
fn strong(text: &str, style: &str, colour: bool) -> String {
    if colour { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
}
