//! Demands what the configuration imports that a framework loads when it starts: `next.config.mjs` and its `./src/env.mjs`.
//! Relies on the demanded configuration files and on the imports of sources. Does not follow packages.

use std::collections::BTreeSet;

use super::files::Application;
use crate::demand::{Demands, code};
use crate::detect::Subject;
use crate::project::named_entries;
use crate::project::node::resolved;

/// Demands the files of the project that demanded configuration loads.
pub fn demand(subject: &Subject, application: &Application, demands: &mut Demands) {
    let (Some(project), Some(package)) = (subject.project, application.package) else { return };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let is_demanded = |file: &str| subject.layout.in_image(file).is_some_and(|path| demands.paths.contains_key(&path));
    let mut open: Vec<String> = package.config_code.keys().filter(|file| is_demanded(file)).cloned().collect();
    let mut found: Vec<(String, String)> = Vec::new();
    while let Some(file) = open.pop() {
        if !seen.insert(file.clone()) {
            continue;
        }
        let of_source = package.modules.get(&file).into_iter().flatten().cloned();
        let text = package.config_code.get(&file);
        let of_configuration = text.into_iter().flat_map(|text| &text.imports);
        let targets = of_source.chain(of_configuration.filter_map(|import| resolved(&project.tree, package, &file, import)));
        for target in targets.collect::<Vec<_>>() {
            found.push((target.clone(), format!("{file} imports it")));
            open.push(target);
        }
        let Some(text) = text else { continue };
        let files = named_entries(text, &project.tree, &package.folder).into_iter();
        found.extend(files.filter(|(entry, _)| project.tree.file(entry).is_some()).map(|(entry, _)| (entry, format!("{file} names it"))));
    }
    for (file, why) in found.into_iter().filter(|(file, _)| project.tree.file(file).is_some()) {
        code::demand_entry(subject, project, &file, &why, demands);
    }
}
