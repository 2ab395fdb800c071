//! Demands what a Node.js image was made for, where nothing else has asked for it: the started file, its dependencies, what installs made.
//! Relies on the finished demands of the sources and of the commands. Asks for whole folders: it knows that something is missing, not what.

use super::{ENDINGS, files, modules, script_of};
use crate::demand::started::{Thing, thing};
use crate::demand::{Demands, Order, Path};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::{Event, Found, Origin, at_and_above, base_fills, below, is_of_every_image, package_at};
use crate::model::normalise;
use crate::project::path::under;

/// Demands what is missing for the commands that Node.js runs.
pub fn of_program(subject: &Subject, entry: &Entry, home: &str, demands: &mut Demands) {
    let mut folders = vec![home.to_owned()];
    for one in entry.started.iter().filter(|one| !one.health && !one.call.conditional) {
        let Some((file, folder)) = script_of(&one.call).zip(one.call.folder.as_deref()).filter(|(file, _)| !file.contains('$')) else {
            continue;
        };
        let path = normalise(folder, file);
        if !ENDINGS.iter().any(|end| is_claimed(demands, &format!("{path}{end}"))) {
            started_file(home, &path, &one.by, demands);
        }
        folders.push(normalise(&path, ".."));
    }
    for one in entry.started.iter().filter(|one| !one.health) {
        operands_in_root(subject, one, demands);
    }
    for folder in folders {
        dependencies(subject, &folder, demands);
    }
}

/// Where no command is one of Node.js, what it starts in the end is not known: all folders with dependencies go along.
pub fn of_system(subject: &Subject, entry: &Entry, demands: &mut Demands) {
    let started = || entry.started.iter().filter(|one| !one.health);
    let by_system = started().all(|one| matches!(thing(subject, one), Thing::Command(_) | Thing::File(_) | Thing::Unknown));
    let serves = |word: &str| subject.facts.is_file_server(word.rsplit('/').next().unwrap_or(word));
    if entry.cmd.or(entry.entrypoint).is_none()
        || !by_system
        || started().any(|one| one.call.argv.first().is_some_and(|w| w.as_deref().is_some_and(serves)))
    {
        return;
    }
    let installed: Vec<String> = installs(subject).map(|event| event.path.clone()).collect();
    if installed.is_empty() {
        return;
    }
    for path in installed {
        files::whole(subject, &normalise(&path, ".."), "what the command starts in it is not known", demands);
        // Where an instruction of the author brings that folder, it does not bring these.
        demands.path(path, true, Order::Dependency, "what the command starts may need them");
    }
    demands.exact = false;
    demands.needs_root.get_or_insert_with(|| "what the command starts is not known".into());
}

/// True if a path is demanded, or a folder around it.
pub fn is_claimed(demands: &Demands, path: &str) -> bool {
    at_and_above(path).any(|around| demands.paths.get(around).is_some_and(|demand| around == path || demand.folder && !demand.optional))
}

/// The file that Node.js is given: with its folder, since it is one of a graph of modules.
fn started_file(home: &str, path: &str, by: &str, demands: &mut Demands) {
    let why = format!("{by} starts a file of it, which no known step makes");
    if !base_fills(home) {
        demands.path(home, true, Order::Program, why);
        return;
    }
    let first = below(path, home).and_then(|rest| rest.split_once('/')).map(|(first, _)| normalise(home, first));
    if let Some(folder) = first.filter(|folder| !base_fills(folder)) {
        demands.path(folder, true, Order::Program, why);
    }
}

/// `remix-serve build`, where the application lies among the files of the base image and a script of unknown outputs may make `/build`.
fn operands_in_root(subject: &Subject, one: &Started, demands: &mut Demands) {
    let Some(folder) = one.call.folder.as_deref().filter(|folder| base_fills(folder)) else { return };
    let usual = |word: &str| subject.facts.folders_of_builds().any(|folder| folder == word);
    for word in one.call.argv.iter().skip(1).flatten().map(|word| word.trim_start_matches("./").split('/').next().unwrap_or(word)) {
        let path = normalise(folder, word);
        let may_be = matches!(subject.layout.find(&path), Found::Likely(event) if matches!(event.origin, Origin::Anything { .. }));
        if usual(word) && may_be && subject.layout.in_context(&path).is_none() {
            let why = format!("{} names it", one.by);
            demands.paths.entry(path).or_insert(Path { folder: true, optional: true, order: Order::Program, why });
        }
    }
}

/// The outermost folder around a file that a step makes in an application among the files of the base image: of a graph of modules, one
/// alone is nothing.
pub fn folder_of_its_own(subject: &Subject, path: &str, home: &str) -> Option<String> {
    let rest = below(path, home).filter(|_| base_fills(home))?;
    let first = normalise(home, rest.split_once('/')?.0);
    let new = |folder: &String| !base_fills(folder) && !is_of_every_image(folder) && subject.layout.in_context(folder).is_none();
    [first, normalise(path, "..")].into_iter().find(new)
}

/// The dependencies of the package that a started file belongs to.
fn dependencies(subject: &Subject, folder: &str, demands: &mut Demands) {
    let Some(package) = package_at(&subject.layout, folder).filter(|package| !package.dependencies.is_empty()) else { return };
    if let Some(event) = modules::install_of(subject, folder) {
        demands.path(event.path.clone(), true, Order::Dependency, "the program's dependencies");
        return;
    }
    let Some(project) = subject.project else { return };
    let Some(home) = subject.layout.in_image(&under(&package.folder, "package.json")).map(|manifest| normalise(&manifest, "..")) else {
        return;
    };
    // The context cannot bring them, so a step does, whatever it looks like.
    let own = under(&package.folder, "node_modules");
    let hidden = project.ignore.hides(&own) || project.git_ignore.hides(&own);
    let made = subject.layout.over(&home).any(|event| matches!(event.origin, Origin::Anything { .. }));
    if hidden && made {
        let path = Path { folder: true, optional: true, order: Order::Dependency, why: "a step may install the dependencies there".into() };
        demands.paths.entry(normalise(&home, "node_modules")).or_insert(path);
    }
}

/// The installs that no later step takes away.
fn installs<'l>(subject: &'l Subject) -> impl Iterator<Item = &'l Event> {
    let kept = |event: &&Event| matches!(event.origin, Origin::Modules { .. }) && subject.layout.is_kept_since_made(&event.path);
    subject.layout.events().iter().filter(kept)
}
