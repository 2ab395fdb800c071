//! Compiled programs that the running container needs besides the one that a command names.
//! Relies on the layout and on what the commands start. Knows no language.

use super::started::{Thing, at, text_of, thing};
use super::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::{Event, Origin, Program, Tool, base_fills, below};
use crate::diagnostic::{Diagnostic, Level};

/// Demands every program that the build makes where the container starts a file whose text is not at hand: it may start any of them.
pub fn for_an_unread_script(subject: &Subject, entry: &Entry, demands: &mut Demands) -> Result<(), Box<Diagnostic>> {
    let unread = |one: &&Started| match thing(subject, one) {
        Thing::Made(_, Event { origin: Origin::Copied { .. }, .. }) => !one.health,
        // Written by a heredoc or a redirection.
        Thing::Made(path, event) => !one.health && event.path == path && event.origin == Origin::Made { folder: false },
        Thing::File(path) => !one.health && !entry.scripts.contains(&path) && text_of(subject, &path).is_none(),
        _ => false,
    };
    let Some(script) = entry.started.iter().find(unread) else { return Ok(()) };
    demands.exact = false;
    for event in subject.layout.events() {
        match &event.origin {
            Origin::Program(program) if is_own(subject, program) && is_compiled(subject, &event.path) => {
                demands.path(event.path.clone(), false, Order::Program, format!("{} may run it", script.by));
            }
            Origin::Programs(program) if is_own(subject, program) && program.tool == Tool::Cargo && event.path.ends_with("/bin") => {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "artefact-unknown", "the names of the programs that are built here are not known")
                        .at(event.span, "makes them")
                        .because("the container starts a script that is not at hand, and it may run any of them")
                        .way_out("run dfsplit where the build context is, or name the program in CMD"),
                ));
            }
            Origin::Programs(program) if is_own(subject, program) => {
                demands.path(event.path.clone(), true, Order::Program, format!("{} may run what is in it", script.by));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Demands the folder of a program that a step makes in a way that cannot be read (`make`, a script): it may make more beside the program.
pub fn made_unseen(subject: &Subject, entry: &Entry, demands: &mut Demands) {
    let homes = super::home::homes(subject, entry);
    for one in entry.started.iter().filter(|one| !one.health) {
        let Thing::Made(path, Event { origin: Origin::Anything { by }, .. }) = thing(subject, one) else { continue };
        let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| !homes.iter().any(|home| home == folder)) else { continue };
        if !folder.is_empty() && !base_fills(folder) {
            demands.path(folder, true, Order::Program, format!("what else `{by}` makes beside the program is not known"));
        }
    }
}

/// Demands the programs that the build puts into a folder of PATH, or elsewhere outside of the sources, besides the one that is started:
/// `docker run IMAGE NAME` finds them there.
pub fn put_in_place(subject: &Subject, demands: &mut Demands) {
    let folders = subject.path_folders();
    let sources = |e: &Event| matches!(&e.origin, Origin::Copied { folder: true, .. }) && e.path != "/";
    for event in subject.layout.events() {
        let Origin::Program(program) = &event.origin else { continue };
        let Some((folder, _)) = event.path.rsplit_once('/') else { continue };
        let in_builder = ["/go", "/usr/local/cargo", "/root", "/tmp", "/var/tmp"].iter().any(|f| below(folder, f).is_some());
        let in_sources = subject.layout.over(&event.path).any(sources);
        let built_there = program.folder.as_deref().is_some_and(|f| below(&event.path, f).is_some());
        let placed = !in_builder && (folders.iter().any(|f| f == folder) || !in_sources && !built_there);
        if placed && is_own(subject, program) && is_compiled(subject, &event.path) {
            demands.path(event.path.clone(), false, Order::Program, "the build puts it where it is found");
        }
    }
}

/// The programs among the demanded paths.
pub fn compiled<'l>(subject: &'l Subject, demands: &Demands) -> Vec<(String, &'l Program)> {
    let paths = demands.paths.keys().filter_map(|path| match at(subject, path) {
        Thing::Compiled(path, program) => Some((path, program)),
        _ => None,
    });
    paths.collect()
}

/// Compiled from sources that the Dockerfile brings.
fn is_own(subject: &Subject, program: &Program) -> bool {
    let Some(folder) = program.folder.as_deref().filter(|_| program.foreign.is_none()) else { return false };
    subject.layout.over(folder).any(|e| matches!(e.origin, Origin::Copied { .. } | Origin::Made { folder: true }))
}

fn is_compiled(subject: &Subject, path: &str) -> bool {
    matches!(at(subject, path), Thing::Compiled(..))
}
