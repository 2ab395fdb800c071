//! The answers before there is a plan: several stages, no Dockerfile, an opt-out, a base or a command that is not known.
//! Relies on `syntax` and the facts. Each refusal has a stable code, the place, the reason and the way out.

use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::language::Unclear;
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Outcome, Refused};
use crate::plan::NoPlan;
use crate::source::{Source, Span};
use crate::syntax::{Dockerfile, Instruction, ItemKind, Keyword};
use crate::template::{Base, Facts};

/// The one stage of a file.
pub struct SingleStage {
    /// Item of its FROM.
    pub from: usize,
    /// Its base image.
    pub base: Base,
}

/// The one stage of the file, or the answer for a file without one.
pub fn single_stage(source: &Source, file: &Dockerfile, facts: &Facts) -> Result<SingleStage, Box<Outcome>> {
    if let Some(diagnostic) = template_marker(source, file) {
        return Err(Box::new(Outcome::NotADockerfile(diagnostic)));
    }
    if let Some(reason) = opt_out(source, file) {
        return Err(Box::new(Outcome::Ignored { reason }));
    }
    let froms: Vec<(usize, &Instruction)> = file.instructions().filter(|(_, i)| i.keyword == Keyword::From).collect();
    let (from, instruction) = match froms.as_slice() {
        [] => {
            let diagnostic = Diagnostic::new(Level::Refused, "not-a-dockerfile", "there is no FROM in it")
                .because("a Dockerfile begins with FROM")
                .way_out("check that this is the file you meant");
            return Err(Box::new(Outcome::NotADockerfile(diagnostic)));
        }
        [(from, instruction)] => (*from, *instruction),
        several => {
            let name = |(index, (_, i)): (usize, &(usize, &Instruction))| {
                let words = i.words();
                let at = words.iter().position(|w| w.text.eq_ignore_ascii_case("as"));
                at.and_then(|at| words.get(at + 1)).map_or_else(|| index.to_string(), |w| w.text.clone())
            };
            return Err(Box::new(Outcome::AlreadySplit { stages: several.iter().enumerate().map(name).collect() }));
        }
    };
    let reference = instruction.words().first().map(|w| (w.text.as_str(), w.span));
    let Some((written, span)) = reference else {
        let diagnostic = Diagnostic::new(Level::Refused, "not-a-dockerfile", "FROM names no image").at(instruction.span, String::new());
        return Err(Box::new(Outcome::NotADockerfile(diagnostic)));
    };
    match resolved(file, from, written) {
        Some(reference) => match facts.base(&reference) {
            Some(base) => Ok(SingleStage { from, base }),
            None => Err(Box::new(refused(unknown_base(&reference, span)))),
        },
        None => Err(Box::new(refused(
            Diagnostic::new(
                Level::Refused,
                "base-unknown",
                format!("which image `{written}` is depends on a build argument without a default"),
            )
            .at(span, String::new())
            .because("without the base image there is no telling what the runtime stage needs")
            .way_out("give the ARG above FROM a default"),
        ))),
    }
}

fn unknown_base(reference: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Level::Refused,
        "unknown-base",
        format!("the base {reference} is no official Go, Node.js or Rust image, nor a plain distribution"),
    )
    .at(span, String::new())
    .because("what it holds, and which release of which distribution it stands on, is not known")
    .way_out("build FROM an official image, if the build allows it")
}

/// The reference in FROM, with the global ARGs put in.
pub fn resolved(file: &Dockerfile, from: usize, written: &str) -> Option<String> {
    if !written.contains('$') {
        return Some(written.to_owned());
    }
    let mut args: Vec<(String, Option<String>)> = Vec::new();
    for (_, instruction) in file.instructions().filter(|(item, i)| *item < from && i.keyword == Keyword::Arg) {
        for pair in instruction.pairs() {
            let value = pair.value.as_ref().map(|v| v.text.trim_matches(['"', '\'']).to_owned());
            args.push((pair.key.text.clone(), value));
        }
    }
    let script = crate::shell::parse(written);
    let statement = script.statements.first()?;
    let crate::shell::Command::Simple(simple) = &statement.command else { return None };
    let expanded = simple.words.first()?.expand(&|name| {
        let value = args.iter().rev().find(|(n, _)| n == name);
        Some(value.and_then(|(_, v)| v.clone()).unwrap_or_default())
    })?;
    (!expanded.is_empty() && !expanded.starts_with(':') && !expanded.ends_with(':')).then_some(expanded)
}

/// A line that only a template engine reads.
fn template_marker(source: &Source, file: &Dockerfile) -> Option<Diagnostic> {
    for item in &file.items {
        let text = source.slice(item.span);
        let marker = match &item.kind {
            ItemKind::Instruction(i) if matches!(i.keyword, Keyword::Unknown | Keyword::From) => {
                ["{{", "{%", "<%", "%%"].iter().find(|m| text.contains(**m)).copied()
            }
            _ => None,
        };
        if let Some(marker) = marker {
            let at = item.span.start + text.find(marker).unwrap_or(0);
            let line = source.line(at);
            let shown = text[at - item.span.start..].lines().next().unwrap_or_default().trim();
            return Some(
                Diagnostic::new(Level::Refused, "not-a-dockerfile", format!("line {line} is a template (`{shown}`), not a Dockerfile yet"))
                    .at(Span::new(at, at + marker.len()), String::new())
                    .because("what the template engine puts there is not known")
                    .way_out("run dfsplit on what the engine makes of it"),
            );
        }
    }
    None
}

/// `# dfsplit: ignore [reason]`.
fn opt_out(source: &Source, file: &Dockerfile) -> Option<String> {
    file.items.iter().filter(|i| matches!(i.kind, ItemKind::Comment)).find_map(|item| {
        let text = source.slice(item.span).trim().trim_start_matches('#').trim();
        let rest = text.strip_prefix("dfsplit:")?.trim_start().strip_prefix("ignore")?;
        (rest.is_empty() || rest.starts_with([' ', '\t', ':'])).then(|| rest.trim_start_matches(':').trim().to_owned())
    })
}

/// The refusal of an image that says nothing about what it starts.
pub fn without_command(subject: &Subject, entry: &Entry) -> Option<Outcome> {
    if entry.cmd.is_some() || entry.entrypoint.is_some() {
        let only_shell = entry.started.len() == 1 && {
            let argv: Vec<&str> = entry.started[0].call.argv.iter().map(|w| w.as_deref().unwrap_or("$")).collect();
            matches!(argv.as_slice(), ["bash" | "sh" | "/bin/bash" | "/bin/sh" | "zsh"])
                || matches!(argv.as_slice(), ["tail", "-f", "/dev/null"] | ["sleep", "infinity"])
                || matches!(argv.as_slice(), ["node" | "npm" | "cargo" | "go" | "rustc" | "npx" | "yarn"])
        };
        return only_shell.then(|| {
            refused(
                Diagnostic::new(Level::Refused, "tool-image", "the container starts a shell or an interpreter, not a program of its own")
                    .at(entry.span, String::new())
                    .because("people work inside this image, and may need all that is in it")
                    .way_out("silence this with `# dfsplit: ignore tool image`"),
            )
        });
    }
    Some(refused(
        Diagnostic::new(Level::Refused, "no-command", "the image has no CMD and no ENTRYPOINT of its own")
            .at(subject.file.items[subject.from].span, String::new())
            .because("what the container runs is said elsewhere, so there is no telling what the runtime stage needs")
            .way_out("add the CMD that the container is started with, then run dfsplit again"),
    ))
}

/// The refusal where no language can be said.
pub fn unclear(subject: &Subject, unclear: &Unclear) -> Outcome {
    let place = subject.file.items[subject.from].span;
    refused(match unclear {
        Unclear::None => Diagnostic::new(
            Level::Refused,
            "unknown-base",
            format!(
                "the base {}:{} is no Go, Node.js or Rust image, and nothing in it builds one",
                subject.base.repository, subject.base.tag
            ),
        )
        .at(place, String::new())
        .because("dfsplit knows the builds of these three languages")
        .way_out("nothing to do, unless the language is hidden in a script: then say it with --lang"),
        Unclear::NotThat(name) => {
            Diagnostic::new(Level::Refused, "no-such-build", format!("nothing in this image builds or installs a {name} program"))
                .at(place, String::new())
                .because("--lang chooses among the languages that are there; it cannot bring one in")
                .way_out("leave --lang away, or name another language")
        }
        Unclear::Several(names) => {
            Diagnostic::new(Level::Refused, "several-languages", format!("the image builds {}", names.join(" and ")))
                .at(place, String::new())
                .because("a split would have to follow the builds of several languages into one runtime stage")
                .way_out("say which one the container runs with --lang, or split by hand")
        }
    })
}

/// An outcome from a diagnostic.
pub fn refused(diagnostic: Diagnostic) -> Outcome {
    Outcome::Refused(Box::new(Refused { diagnostic, notes: Vec::new(), fates: Vec::new() }))
}

/// An outcome where there is no plan.
pub fn no_plan(no_plan: NoPlan) -> Outcome {
    match no_plan {
        NoPlan::Refused(diagnostic) => refused(*diagnostic),
        NoPlan::NothingToGain(summary, weighed) => Outcome::NothingToGain { summary, weighed },
    }
}
