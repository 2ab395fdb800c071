//! Turns the commands of the build into the names of the programs that it calls, so that each program can be asked for.
//! Relies on the commands of the steps, the scripts of the context that they run and the `go:generate` lines. Does not ask who brings a program.

use std::collections::HashSet;

use super::started;
use crate::detect::Subject;
use crate::model::{Action, Call, Known, Run, normalise};

/// What the steps of the build call.
pub struct Called {
    names: HashSet<String>,
    nothing_brings: bool,
}

impl Called {
    /// Of all steps.
    pub fn of(subject: &Subject) -> Self {
        let mut names = HashSet::new();
        let mut plain: HashSet<&str> = HashSet::new();
        let mut scripts = HashSet::new();
        let mut generates = false;
        for (index, step) in subject.image.steps.iter().enumerate() {
            let Some(run) = step.what.run() else { continue };
            add(subject, run, &mut names, &mut scripts);
            plain.extend(run.calls.iter().filter(|c| c.action == Action::Other).filter_map(|c| c.argv.first()?.as_deref()));
            generates |= run.calls.iter().chain(subject.layout.run_by_scripts(index)).any(runs_directives);
        }
        if generates {
            let sources = subject.project.into_iter().flat_map(|project| project.tree.all()).filter(|(path, _)| path.ends_with(".go"));
            let lines = sources.filter_map(|(_, file)| file.text.as_deref()).flat_map(str::lines);
            lines.filter_map(|line| line.strip_prefix("//go:generate")).for_each(|line| names.extend(words(line)));
        }
        let made: HashSet<&str> = subject.layout.events().iter().map(|event| last_part(&event.path)).collect();
        let foreign = |name: &&str| {
            let there = started::is_builtin(name) || subject.facts.has_command(&subject.base, name) || subject.installs(name);
            !name.contains('/') && !made.contains(name) && !there
        };
        let nothing_brings = plain.iter().any(foreign);
        Self { names, nothing_brings }
    }

    /// True if a step calls the program: by name, by a script of the context, by `go generate`, or in a part that cannot be read.
    pub fn calls(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// True if a step calls a program by name that neither the base image nor a package nor another step brings: an archive or an installer has.
    pub fn calls_what_nothing_brings(&self) -> bool {
        self.nothing_brings
    }

    /// True if a command installs something for the build alone: it names a program that only builds, or one that a step calls.
    pub fn is_for_the_build(&self, subject: &Subject, call: &Call) -> bool {
        let said = call.argv.iter().skip(1).flatten().flat_map(|word| words(word)).filter(|word| word.len() > 2 && word != "install");
        said.into_iter().any(|word| subject.facts.only_builds(&word) || self.names.contains(&word))
    }
}

fn add<'s>(subject: &'s Subject, run: &Run, names: &mut HashSet<String>, scripts: &mut HashSet<&'s str>) {
    run.opaque.iter().for_each(|(place, _)| names.extend(words(subject.source.slice(*place))));
    for call in &run.calls {
        if let Some(text) = script_text(subject, call)
            && scripts.insert(text)
        {
            names.extend(words(text));
        }
        if only_asks(call) {
            continue;
        }
        let written = || call.places.first().map_or("", |place| subject.source.slice(*place));
        let first = call.argv.first().and_then(|word| word.as_deref()).unwrap_or_else(written);
        names.insert(last_part(first).to_owned());
        names.extend(call.through.iter().map(|wrapper| last_part(wrapper).to_owned()));
        if first == "cargo" {
            names.extend(call.argv.iter().skip(1).flatten().map(|word| format!("cargo-{word}")));
        }
    }
}

/// `go generate`.
fn runs_directives(call: &Call) -> bool {
    call.action == Action::GoOther && call.argv.get(1).is_some_and(|word| word.as_deref() == Some("generate"))
}

/// `goose -version` at the end of an installation.
fn only_asks(call: &Call) -> bool {
    let asks =
        |word: &Known| word.as_deref().is_some_and(|word| matches!(word.trim_start_matches('-'), "version" | "v" | "V" | "help" | "h"));
    call.action == Action::Nothing || matches!(call.argv.get(1..), Some([word]) if asks(word))
}

/// The text of a script of the build context that a step runs.
fn script_text<'s>(subject: &'s Subject, call: &Call) -> Option<&'s str> {
    let folder = call.folder.as_deref().filter(|_| call.action == Action::Other)?;
    let mut said = call.argv.iter().take(3).map_while(|word| word.as_deref()).filter(|word| !word.starts_with('-'));
    said.find_map(|word| started::text_of(subject, &normalise(folder, word)))
}

/// The last part of a path.
pub fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').filter(|word| !word.is_empty()).map(str::to_owned)
}
