//! Turns programs of others that steps put on PATH, and that no step calls, into demands: in a running container people and code start them by name.
//! Relies on the layout, the commands of the build and the dated list of programs that only build. Does not ask what such a program does.

use std::collections::BTreeSet;

use super::{Demands, Order, started};
use crate::detect::Subject;
use crate::detect::layout::{Event, Found, Origin, Program, Tool};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Call, Known, Run};
use crate::outcome::Runtime;
use crate::source::Span;
use crate::template::{Family, Flavour};

/// Folders of PATH that are empty in every image without an interpreter of its own: what lies there, a step has put there.
const EMPTY: [&str; 2] = ["/usr/local/bin", "/usr/local/sbin"];

/// Folders that the distribution fills, and that archives are laid over.
const FILLED: [&str; 5] = ["/", "/usr", "/usr/local", "/usr/bin", "/bin"];

/// Demands the programs that `go install` and `cargo install` fetch, and those that are unpacked into a folder of PATH.
pub fn put_on_path(subject: &Subject, demands: &mut Demands) {
    let mut doubted = BTreeSet::new();
    for event in subject.layout.events() {
        match &event.origin {
            Origin::Program(program) => {
                let Some(package) = program.foreign.as_deref() else { continue };
                installed(subject, event, program, package, &mut doubted, demands);
            }
            // A program that is moved or downloaded to the folder of the installed ones; elsewhere it is copied like any other file.
            Origin::Made { .. } if is_among_the_installed(subject, &event.path) => made(subject, event, demands),
            Origin::Made { folder: true } => unpacked(subject, event, demands),
            _ => {}
        }
    }
}

/// Directly in a folder of PATH into which a tool of a language installs programs.
fn is_among_the_installed(subject: &Subject, path: &str) -> bool {
    let Some((folder, _)) = path.rsplit_once('/') else { return false };
    let of_a_language = ["/go/bin", "/usr/local/cargo/bin"].contains(&folder) || folder.starts_with("/root/");
    of_a_language && subject.path_folders().iter().any(|f| f == folder)
}

/// Demands a program of somebody else by its path. A base that the user asks for, and that cannot run it, leaves it behind.
fn take_along(subject: &Subject, event: &Event, folder: bool, why: String, demands: &mut Demands) {
    let foreign = match subject.options.runtime {
        Some(Runtime::Distroless | Runtime::Scratch) => true,
        Some(Runtime::Alpine) => subject.base.flavour != Flavour::Alpine,
        Some(Runtime::Slim | Runtime::Image(_)) | None => false,
    };
    if foreign {
        demands.doubts.push(left_behind(event.span, "the base that is asked for cannot run what is linked here"));
        return;
    }
    demands.looked_up.insert(last_part(&event.path).to_owned());
    demands.path(event.path.clone(), folder, Order::Tool, why);
}

fn made(subject: &Subject, event: &Event, demands: &mut Demands) {
    let name = last_part(&event.path);
    let lies_there = matches!(subject.layout.find(&event.path), Found::Known(found) if found.path == event.path);
    let brings_a_toolchain = subject.installs_a_toolchain(&subject.image.steps[event.step]);
    if lies_there && !brings_a_toolchain && !subject.facts.only_builds(name) && !is_called(subject, name) {
        take_along(subject, event, false, "a step puts it on PATH, and no step of the build calls it".into(), demands);
    }
}

fn installed<'s>(
    subject: &'s Subject,
    event: &'s Event,
    program: &Program,
    package: &'s str,
    doubted: &mut BTreeSet<&'s str>,
    demands: &mut Demands,
) {
    let Some((folder, name)) = event.path.rsplit_once('/') else { return };
    let lies_there = matches!(subject.layout.find(&event.path), Found::Known(found) if found.span == event.span);
    if demands.paths.contains_key(&event.path) || !lies_there || !subject.path_folders().iter().any(|f| f == folder) {
        return;
    }
    let of_the_same = |other: &&Event| matches!(&other.origin, Origin::Program(p) if p.foreign.as_deref() == Some(package));
    let mut names = subject.layout.events().iter().filter(of_the_same).filter_map(|other| other.path.rsplit('/').next());
    if subject.facts.only_builds(name) || names.any(|name| is_called(subject, name)) {
        return;
    }
    let known = match program.tool {
        Tool::Go => name != "..." && !is_fetched_as_a_library(subject, event.span),
        Tool::Cargo => subject.facts.programs_of_crate(package).is_some(),
    };
    if known {
        take_along(subject, event, false, format!("{package} is installed, and no step of the build calls it"), demands);
    } else if (program.tool == Tool::Cargo || name == "..." || package.contains("/cmd/")) && doubted.insert(package) {
        demands.doubts.push(left_behind(event.span, &format!("what {package} installs is not known by name")));
    }
}

/// What an archive holds is not known by name: in a folder that was empty all of it goes along.
fn unpacked(subject: &Subject, event: &Event, demands: &mut Demands) {
    let step = &subject.image.steps[event.step];
    let by_archive = step.what.run().is_none_or(|run| {
        run.calls.iter().any(|call| call.span == event.span && matches!(call.action, Action::Unpack { .. } | Action::Transfer { .. }))
    });
    let there = EMPTY.contains(&event.path.as_str()) || FILLED.contains(&event.path.as_str()) && unpacks(subject, event);
    if !there || !by_archive || subject.installs_a_toolchain(step) || calls_what_nothing_brings(subject) {
        return;
    }
    if EMPTY.contains(&event.path.as_str()) && !matches!(subject.base.family, Family::Node | Family::Bun) {
        take_along(subject, event, true, "programs are unpacked there, and no step of the build calls them".into(), demands);
    } else {
        demands.doubts.push(left_behind(event.span, &format!("what is unpacked into {} is not known by name", event.path)));
    }
}

fn unpacks(subject: &Subject, event: &Event) -> bool {
    let run = subject.image.steps[event.step].what.run();
    run.is_none_or(|run| run.calls.iter().any(|call| call.span == event.span && matches!(call.action, Action::Unpack { .. })))
}

/// The doubt for programs whose names are not known.
pub fn left_behind(place: Span, because: &str) -> Diagnostic {
    Diagnostic::new(Level::Warning, "tool-left-behind", "programs that a step installs stay in the build stage")
        .at(place, "installs them".to_owned())
        .because(format!("no step of the build calls them, so they may be for the running container, and {because}"))
        .way_out("copy what the container needs to the runtime stage by hand, or take the step out if nothing needs it")
}

/// `go get`: since Go 1.17 it fetches and builds nothing, and before that most of what it was given were libraries.
fn is_fetched_as_a_library(subject: &Subject, place: Span) -> bool {
    runs(subject).flat_map(|run| &run.calls).any(|call| call.span == place && matches!(call.action, Action::GoInstall { get: true, .. }))
}

fn runs<'s>(subject: &'s Subject) -> impl Iterator<Item = &'s Run> {
    subject.image.steps.iter().filter_map(|step| step.what.run())
}

/// True if a step calls the program: by name, by a script of the context, by `go generate`, or in a part that cannot be read.
fn is_called(subject: &Subject, name: &str) -> bool {
    let generates =
        |call: &Call| matches!(call.action, Action::GoOther) && call.argv.get(1).is_some_and(|w| w.as_deref() == Some("generate"));
    let calls = |call: &Call| {
        let first = call.argv.first().and_then(|word| word.as_deref());
        let written = || call.places.first().map_or("", |place| subject.source.slice(*place));
        let by_name = last_part(first.unwrap_or_else(written)) == name || call.through.iter().any(|wrapper| last_part(wrapper) == name);
        let of_cargo =
            first == Some("cargo") && name.strip_prefix("cargo-").is_some_and(|sub| call.argv[1..].iter().flatten().any(|w| w == sub));
        let asks =
            |word: &Known| word.as_deref().is_some_and(|word| matches!(word.trim_start_matches('-'), "version" | "v" | "V" | "help" | "h"));
        let only_asks = call.action == Action::Nothing || matches!(call.argv.get(1..), Some([word]) if asks(word));
        (by_name || of_cargo) && !only_asks || script_text(subject, call).is_some_and(|text| has_word(text, name))
    };
    runs(subject).any(|run| {
        let opaque = || run.opaque.iter().any(|(place, _)| has_word(subject.source.slice(*place), name));
        run.calls.iter().any(|call| calls(call) || generates(call) && directives_name(subject, name)) || opaque()
    })
}

/// True if a command installs something for the build alone: it names a program that only builds, or one that a step calls.
pub fn is_for_the_build(subject: &Subject, call: &Call) -> bool {
    let words =
        |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').map(str::to_owned).collect::<Vec<_>>();
    let said = call.argv.iter().flatten().flat_map(|word| words(word));
    said.into_iter().any(|word| word.len() > 2 && (subject.facts.only_builds(&word) || is_called_elsewhere(subject, call, &word)))
}

fn is_called_elsewhere(subject: &Subject, installs: &Call, name: &str) -> bool {
    let calls = runs(subject).flat_map(|run| &run.calls).filter(|call| call.span != installs.span);
    calls
        .filter(|call| call.action == Action::Other)
        .any(|call| call.argv.first().and_then(|w| w.as_deref()).is_some_and(|w| last_part(w) == name))
}

/// A step calls a program by name that neither the base image nor a package nor another step brings: it is the archive's.
pub fn calls_what_nothing_brings(subject: &Subject) -> bool {
    let foreign = |name: &str| {
        !name.contains('/')
            && !started::is_builtin(name)
            && !subject.facts.has_command(&subject.base, name)
            && !subject.installs(name)
            && !subject.layout.events().iter().any(|event| last_part(&event.path) == name)
    };
    let calls =
        |call: &Call| matches!(call.action, Action::Other) && call.argv.first().and_then(|word| word.as_deref()).is_some_and(foreign);
    runs(subject).flat_map(|run| &run.calls).any(calls)
}

/// The text of a script of the build context that a step runs.
fn script_text<'s>(subject: &'s Subject, call: &Call) -> Option<&'s str> {
    let folder = call.folder.as_deref()?;
    let words = call.argv.iter().take(3).map_while(|word| word.as_deref());
    let mut texts =
        words.filter(|word| !word.starts_with('-')).filter_map(|word| started::text_of(subject, &crate::model::normalise(folder, word)));
    (call.action == Action::Other).then(|| texts.next()).flatten()
}

/// A `//go:generate` line of the sources names the program.
fn directives_name(subject: &Subject, name: &str) -> bool {
    let sources = subject.project.into_iter().flat_map(|project| project.tree.all()).filter(|(path, _)| path.ends_with(".go"));
    let mut lines = sources.filter_map(|(_, file)| file.text.as_deref()).flat_map(str::lines);
    lines.any(|line| line.strip_prefix("//go:generate").is_some_and(|words| has_word(words, name)))
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').any(|part| part == word)
}
