//! The folders that the container's processes run in, and what is demanded of them as a whole.
//! Relies on the layout. Knows no language.

use std::collections::BTreeSet;

use super::{Demands, Order, Path, code};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::{Origin, Program, base_fills};
use crate::diagnostic::{Diagnostic, Level};
use crate::project::path::under;

/// The folders that the processes of the container run in.
pub fn homes(subject: &Subject, entry: &Entry) -> Vec<String> {
    let mut homes: Vec<String> = entry.started.iter().filter(|s| !s.health).filter_map(|s| s.call.folder.clone()).collect();
    homes.push(subject.workdir().to_owned());
    homes.sort();
    homes.dedup();
    homes
}

/// The refusal of an application that lies among the files of the base image, and is to be copied whole.
pub fn app_in_root(subject: &Subject, home: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Level::Refused, "app-in-root", format!("the application lies in {home} among the files of the base image"))
        .at(subject.file.items[subject.from].span, String::new())
        .because(why.to_owned())
        .way_out("give the application a folder of its own with WORKDIR, or run dfsplit where the build context is")
}

/// Without the build context, whatever the program may read: the folders that it runs in, whole.
pub fn wide_without_context(subject: &Subject, entry: &Entry, demands: &mut Demands) {
    if subject.project.is_some() && demands.exact {
        return;
    }
    for home in homes(subject, entry) {
        let copied = subject.layout.under(&home).any(|e| matches!(e.origin, Origin::Copied { .. } | Origin::Made { .. }));
        let whole = subject.layout.at(&home).any(|e| matches!(e.origin, Origin::Copied { folder: true, .. }));
        if base_fills(&home) && whole {
            demands.doubts.push(app_in_root(subject, &home, "what the program reads beside it is not known"));
        } else if copied && !base_fills(&home) {
            demands.path(home, true, Order::Data, "the sources are not at hand, and the program may read what lies beside it");
        }
    }
}

/// A program of somebody else that runs in the container (a migration tool) reads migrations and its own configuration.
pub fn what_tools_read(subject: &Subject, entry: &Entry, programs: &[(String, &Program)], demands: &mut Demands) {
    let foreign = programs.iter().filter(|(_, program)| program.foreign.is_some());
    let tools: Vec<&str> = foreign.map(|(path, _)| path.rsplit('/').next().unwrap_or(path)).collect();
    let Some(project) = subject.project.filter(|_| !tools.is_empty()) else { return };
    let contexts: BTreeSet<String> = homes(subject, entry).iter().flat_map(|home| subject.layout.context_folders(home)).collect();
    for context in contexts {
        for (path, _) in project.tree.under(&context) {
            let mut parts = path[context.len()..].trim_start_matches('/').split('/');
            let folder = parts.clone().position(|part| part.to_lowercase().contains("migrat"));
            let (name, configuration) = (parts.clone().next_back().unwrap_or_default(), parts.clone().count() == 1);
            let entry = match folder {
                Some(at) => under(&context, &parts.by_ref().take(at + 1).collect::<Vec<_>>().join("/")),
                None if configuration && tools.iter().any(|tool| name.starts_with(tool)) => path.to_owned(),
                None => continue,
            };
            if !code::is_source(project, &entry, project.tree.file(&entry).is_none()) {
                code::demand_entry(subject, project, &entry, "a tool that goes along may read it", demands);
            }
        }
    }
}

/// A folder of which all files but sources are demanded one by one goes along whole: a file that is added later is not forgotten.
pub fn whole_folders(subject: &Subject, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    let single = |path: &Path| path.order == Order::Data && !path.optional;
    let parents = demands.paths.iter().filter(|(_, path)| single(path)).filter_map(|(path, _)| path.rsplit_once('/'));
    let mut folders: Vec<String> = parents.map(|(folder, _)| folder.to_owned()).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
    folders.dedup();
    for folder in folders.iter().filter(|folder| !folder.is_empty() && *folder != subject.workdir() && !base_fills(folder)) {
        let Some(context) = subject.layout.in_context(folder).filter(|context| !context.is_empty()) else { continue };
        let read = |(name, is_folder): &(String, bool)| {
            !code::is_for_people(name) && !code::is_source(project, &under(&context, name), *is_folder)
        };
        let entries: Vec<_> = project.tree.entries(&context).into_iter().filter(read).collect();
        let wanted: Vec<String> = entries.iter().map(|(name, _)| format!("{folder}/{name}")).collect();
        let all = wanted.iter().all(|path| demands.paths.get(path).is_some_and(single));
        if entries.iter().filter(|(_, is_folder)| !is_folder).count() < 2 || !all {
            continue;
        }
        let taken: Vec<Path> = wanted.iter().filter_map(|path| demands.paths.remove(path)).collect();
        demands.path(folder.clone(), true, Order::Data, taken.into_iter().map(|path| path.why).next().unwrap_or_default());
    }
}
