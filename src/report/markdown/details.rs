//! Turns a split into the part of a pull request that explains it: what runs where and why, what was left, what to look at.
//! Relies on the finished outcome. Shows no patch: the pull request does.

use std::fmt::Write as _;

use super::escape::{block, code, html, prose};
use crate::diagnostic::Diagnostic;
use crate::outcome::{Applicability, Fate, FateKind, Split, StageKind};
use crate::report::document::Answer;
use crate::report::position::inked;
use crate::source::Source;

/// Characters of an instruction before it is cut short.
const WIDTH: usize = 100;

/// The part about one file, folded.
pub(super) fn details(answer: &Answer, split: &Split, path: &str) -> String {
    let source = answer.source;
    let lines = Lines(source.text().lines().collect());
    // What has to be looked at is not folded away.
    let open = if split.unsafe_steps.is_empty() { "" } else { " open" };
    let mut out = format!("<details{open}>\n<summary><code>{}</code>: what moved, and why</summary>\n\n", html(path));
    out += &list("Look at this before you merge", split.unsafe_steps.iter().map(|step| item(source, step)));
    out += &list("Worth knowing", split.warnings.iter().map(|warning| item(source, warning)));
    out += &runtime_stage(&lines, split);
    out += &list("Changed in the build stage", changed_in_build(&lines, split));
    out += &list("Left in the build stage, on purpose", left_in_build(&lines, split).into_iter());
    out += &list("Considered, and not done", split.left_out.iter().map(|(what, why)| format!("- {}: {}\n", prose(what), prose(why))));
    let words = answer.build.unwrap_or(".");
    let command = block("sh", &format!("docker build --target {} {words}\n", split.build_stage));
    out + "**The build stage alone**, for tests or for a shell with the tool chain\n\n" + &command + "\n</details>\n"
}

/// A file that can be split, but is not: why a person should look first, and how to have it.
pub(super) fn withheld(answer: &Answer, split: &Split, path: &str) -> String {
    let again = answer.again.map(|again| format!("- then: {}\n", code(&format!("dfsplit --write --unsafe {again}"))));
    let steps: String = split.unsafe_steps.iter().map(|step| item(answer.source, step)).collect();
    format!("\n**{}**\n\n{steps}{}", code(path), again.filter(|_| split.safety == Applicability::Unsafe).unwrap_or_default())
}

/// A finding as an item of a list, its reasons below it.
fn item(source: &Source, finding: &Diagnostic) -> String {
    let mut out = format!("- {}", prose(&finding.message));
    if let Some(place) = &finding.place {
        let (first, last) = source.lines(inked(source.text(), place.span));
        let _ = write!(out, " ({})", numbers(first, last));
    }
    let _ = writeln!(out, " [{}]", finding.code);
    for (kind, sentence) in &finding.notes {
        let _ = writeln!(out, "  - {kind}: {}", prose(sentence));
    }
    out
}

fn list(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.collect();
    if items.is_empty() { items } else { format!("**{heading}**\n\n{items}\n") }
}

/// The table of the runtime stage: its new lines, and which of the author's stand in it.
fn runtime_stage(lines: &Lines, split: &Split) -> String {
    let mut out = "| in the runtime stage | because |\n| --- | --- |\n".to_owned();
    for line in split.added.iter().filter(|line| line.stage == StageKind::Runtime) {
        let _ = writeln!(out, "| {} | {} |", code(&short(&line.text)), prose(&line.because));
    }
    for fate in &split.fates {
        let where_from = match fate.fate {
            FateKind::Both => "again",
            FateKind::Moved => "moved here",
            FateKind::Runtime => "as it was",
            FateKind::Build | FateKind::Raised | FateKind::Changed | FateKind::Dropped | FateKind::Untouched => continue,
        };
        let _ = writeln!(out, "| {}, {where_from} | {} |", lines.instruction(fate), prose(&fate.because));
    }
    out + "\n"
}

/// What is new in the build stage, and which lines of the author's are not as they were.
fn changed_in_build<'a>(lines: &'a Lines, split: &'a Split) -> impl Iterator<Item = String> + 'a {
    let changed = split.fates.iter().filter_map(|fate| {
        let how = match fate.fate {
            FateKind::Changed => "changes",
            FateKind::Raised => "moves up",
            FateKind::Dropped => "is gone",
            FateKind::Build | FateKind::Runtime | FateKind::Both | FateKind::Moved | FateKind::Untouched => return None,
        };
        Some(format!("- {} {how}: {}\n", lines.instruction(fate), prose(&fate.because)))
    });
    let new = split.added.iter().filter(|line| line.stage == StageKind::Build);
    changed.chain(new.map(|line| format!("- {} is new: {}\n", code(&short(&line.text)), prose(&line.because))))
}

/// What stays in the build stage only, by reason, in the order of the first line of each.
fn left_in_build(lines: &Lines, split: &Split) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for fate in split.fates.iter().filter(|fate| fate.fate == FateKind::Build) {
        let line = lines.instruction(fate);
        match reasons.iter_mut().find(|(because, _)| *because == fate.because) {
            Some((_, lines)) => lines.push(line),
            None => reasons.push((&fate.because, vec![line])),
        }
    }
    reasons.into_iter().map(|(because, lines)| format!("- {}: {}\n", lines.join(", "), prose(because))).collect()
}

/// The lines of the original file.
struct Lines<'a>(Vec<&'a str>);

impl Lines<'_> {
    /// An instruction of the author's, and where it stood.
    fn instruction(&self, fate: &Fate) -> String {
        let (first, last) = fate.lines;
        let text = self.0.get(first - 1..last).unwrap_or_default().join("\n");
        format!("{} ({})", code(&short(text.trim_start_matches('\u{feff}'))), numbers(first, last))
    }
}

/// An instruction in one line, cut short.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.lines().flat_map(|line| line.trim_end().trim_end_matches('\\').split_whitespace()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => line[..end].trim_end().to_owned() + " …",
        None => line,
    }
}

/// `line 3`, `lines 3 to 5`.
fn numbers(first: usize, last: usize) -> String {
    if first == last { format!("line {first}") } else { format!("lines {first} to {last}") }
}
