//! Turns a build context into one without what a build on somebody's disk has left there: what git ignores, and the steps make anew.
//! Relies on the ignore files, the layout and the known outputs of the build.
//! Does not take away what only the disk can bring: `.env`, a program that no step makes.

use std::collections::BTreeSet;

use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::{Origin, at_and_above, below};
use crate::model::normalise;
use crate::project::Project;
use crate::project::path::{join, under};

/// The build context as a clone of the repository has it, where this one has more that speaks of the build; `None` where it has not.
pub fn without_leftovers(subject: &Subject, entry: &Entry) -> Option<Project> {
    let project = subject.project?;
    let home = super::home(subject, entry);
    let context = subject.layout.context_folder(&home)?;
    let made: BTreeSet<String> = match super::outputs::of_the_steps(subject, &home) {
        Some(made) => made.iter().filter_map(|path| below(path, &home).map(|rest| under(&context, rest))).collect(),
        None => may_be_made(subject, entry, project),
    };
    let left: BTreeSet<String> =
        made.iter().filter_map(|path| ignored(project, path)).filter(|path| is_anew(subject, project, path)).collect();
    (!left.is_empty()).then(|| project.without(&left))
}

/// Where builds put their results, by the tables and settings, and what the container starts.
fn may_be_made(subject: &Subject, entry: &Entry, project: &Project) -> BTreeSet<String> {
    let of_packages = project.node.iter().flat_map(|package| {
        let named = subject.facts.folders_of_builds().map(|folder| under(&package.folder, folder));
        named.chain(package.out_dir.as_deref().map(|out| join(&package.folder, out)))
    });
    let started = entry.started.iter().filter_map(|one| Some(normalise(one.call.folder.as_deref()?, super::script_of(&one.call)?)));
    of_packages.chain(started.filter_map(|path| subject.layout.in_context(&path))).collect()
}

/// The uppermost of a path of the context and the folders above it that git ignores, and that is there.
fn ignored(project: &Project, path: &str) -> Option<String> {
    let there = |path: &&str| project.tree.file(path).is_some() || project.tree.is_folder(path);
    let hidden =
        |path: &&str| project.git_ignore.hides(path) || project.tree.is_folder(path) && project.git_ignore.hides(&format!("{path}/"));
    at_and_above(path).filter(there).filter(hidden).last().map(str::to_owned)
}

/// True if the image has it from a step alone, or a step that may make it runs after the COPY.
fn is_anew(subject: &Subject, project: &Project, path: &str) -> bool {
    let Some(place) = subject.layout.in_image(path).filter(|_| !project.ignore.hides(path)) else { return project.ignore.hides(path) };
    let mut events = subject.layout.over(&place).map(|event| &event.origin);
    let says = events.find(|origin| matches!(origin, Origin::Copied { .. } | Origin::Made { .. } | Origin::Anything { .. }));
    says.is_some_and(|origin| !matches!(origin, Origin::Copied { .. }))
}
