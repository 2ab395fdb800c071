//! Turns programs of others that steps put on PATH, and that no step calls, into demands: in a running container people and code start them by name.
//! Relies on the layout, the commands of the build and the dated list of programs that only build. Does not ask what such a program does.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::called::{Called, last_part};
use super::started::is_unpacked;
use super::{Demands, Order};
use crate::detect::Subject;
use crate::detect::layout::{Event, Found, Origin, Program, Tool};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Action;
use crate::outcome::Runtime;
use crate::source::Span;
use crate::template::{Family, Flavour};

/// Folders of PATH that are empty in every image without an interpreter of its own: what lies there, a step has put there.
const EMPTY: [&str; 2] = ["/usr/local/bin", "/usr/local/sbin"];

/// Folders that the distribution fills, and that archives are laid over.
const FILLED: [&str; 5] = ["/", "/usr", "/usr/local", "/usr/bin", "/bin"];

/// Demands the programs that `go install` and `cargo install` fetch, and those that are unpacked into a folder of PATH.
pub fn put_on_path(subject: &Subject, demands: &mut Demands) {
    let called = LazyCell::new(|| Called::of(subject));
    let mut doubted = BTreeSet::new();
    for event in subject.layout.events() {
        match &event.origin {
            Origin::Program(program) => {
                let Some(package) = program.foreign.as_deref() else { continue };
                installed(subject, event, (program, package), &called, &mut doubted, demands);
            }
            Origin::Programs(Program { foreign: Some(package), .. }) if !called.calls_what_nothing_brings() => {
                demands.doubts.push(left_behind(event.span, &format!("what {package} installs is not known by name")));
            }
            // A program that is moved or downloaded to the folder of the installed ones; elsewhere it is copied like any other file.
            Origin::Made { .. } if is_among_the_installed(subject, &event.path) => made(subject, event, &called, demands),
            Origin::Made { folder: true } => unpacked(subject, event, &called, demands),
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

fn made(subject: &Subject, event: &Event, called: &Called, demands: &mut Demands) {
    let name = last_part(&event.path);
    let lies_there = matches!(subject.layout.find(&event.path), Found::Known(found) if found.path == event.path);
    let brings_a_toolchain = subject.installs_a_toolchain(&subject.image.steps[event.step]);
    if lies_there && !brings_a_toolchain && !subject.facts.only_builds(name) && !called.calls(name) {
        take_along(subject, event, false, "a step puts it on PATH, and no step of the build calls it".into(), demands);
    }
}

fn installed<'s>(
    subject: &'s Subject,
    event: &'s Event,
    (program, package): (&Program, &'s str),
    called: &Called,
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
    if subject.facts.only_builds(name) || names.any(|name| called.calls(name)) {
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
fn unpacked(subject: &Subject, event: &Event, called: &Called, demands: &mut Demands) {
    let step = &subject.image.steps[event.step];
    let by_archive = step.what.run().is_none_or(|run| {
        run.calls.iter().any(|call| call.span == event.span && matches!(call.action, Action::Unpack { .. } | Action::Transfer { .. }))
    });
    let there = EMPTY.contains(&event.path.as_str()) || FILLED.contains(&event.path.as_str()) && is_unpacked(subject, event);
    if !there || !by_archive || subject.installs_a_toolchain(step) || called.calls_what_nothing_brings() {
        return;
    }
    if EMPTY.contains(&event.path.as_str()) && !matches!(subject.base.family, Family::Node | Family::Bun) {
        take_along(subject, event, true, "programs are unpacked there, and no step of the build calls them".into(), demands);
    } else {
        demands.doubts.push(left_behind(event.span, &format!("what is unpacked into {} is not known by name", event.path)));
    }
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
    let runs = subject.image.steps.iter().filter_map(|step| step.what.run());
    runs.flat_map(|run| &run.calls).any(|call| call.span == place && matches!(call.action, Action::GoInstall { get: true, .. }))
}
