//! Follows the scripts of package.json that a RUN starts, and those that an install runs by itself, to the installs and builds in them.
//! Relies on `model` for their texts and on the package.json that lies there at that line. Does not say what a build makes: that is for the
//! demands, which know the tools.

use std::collections::BTreeSet;

use super::{Layout, Origin, package_at, variable};
use crate::detect::entry::{manager_name, state_in};
use crate::model::{Action, Call, State, calls_of_shell, normalise};
use crate::project::NodePackage;
use crate::project::path::under;
use crate::project::scripts::{install_scripts, run_order};
use crate::template::Facts;

/// The step whose scripts are followed, and the scripts that were.
pub(super) struct Inside<'s> {
    pub step: usize,
    pub state: &'s State,
    pub seen: BTreeSet<String>,
}

impl<'s> Inside<'s> {
    pub fn of(step: usize, state: &'s State) -> Self {
        Self { step, state, seen: BTreeSet::new() }
    }
}

impl Layout<'_> {
    /// An install in the folder of a call, with what it runs by itself.
    pub(super) fn install(&mut self, call: &Call, inside: &mut Inside) {
        let Action::NodeInstall { manager, production, ignore_scripts, packages, .. } = &call.action else { return };
        let production = *production || variable(inside.state, call, "NODE_ENV").as_deref() == Some("production");
        let Some(folder) = &call.folder else { return };
        let package = package_at(self, folder).filter(|_| !ignore_scripts && packages.is_empty());
        let hooks = package.map(install_scripts).unwrap_or_default();
        for (name, text) in hooks.into_iter().filter(|(name, _)| !(production && name.contains("prepare"))) {
            let sources = self.over(folder).any(|event| matches!(&event.origin, Origin::Copied { folder: true, .. }));
            if sources && !Facts::builtin().changes_no_package(text) {
                let by = format!("{} install, which runs the script {name}", manager_name(*manager));
                self.put(inside.step, call.span, folder.clone(), Origin::Anything { by }, None);
            }
            self.text_of_script(call, folder, name, text, inside);
        }
        let origin = Origin::Modules { production, manager: *manager };
        self.put(inside.step, call.span, normalise(folder, "node_modules"), origin, None);
    }

    /// The installs of what a package manager starts: a script of package.json, or `lerna bootstrap`.
    pub(super) fn started_by_manager(&mut self, call: &Call, inside: &mut Inside) {
        let Some(folder) = call.folder.as_deref() else { return };
        let package = package_at(self, folder);
        match &call.action {
            Action::NodeScript { script: Some(script), workspaces, .. } if workspaces.is_empty() => {
                let Some(package) = package.filter(|package| package.scripts.contains_key(script)) else { return };
                let home = self.folder_of(package).unwrap_or_else(|| folder.to_owned());
                for (name, text) in run_order(package, script) {
                    self.text_of_script(call, &home, &name, text, inside);
                }
            }
            _ if bootstraps(call) => self.bootstrap(call, folder, inside),
            _ => {}
        }
    }

    fn folder_of(&self, package: &NodePackage) -> Option<String> {
        self.in_image(&under(&package.folder, "package.json")).map(|manifest| normalise(&manifest, ".."))
    }

    fn text_of_script(&mut self, call: &Call, folder: &str, name: &str, text: &str, inside: &mut Inside) {
        if !inside.seen.insert(format!("{folder} {name}")) {
            return;
        }
        let mut state = state_in(inside.state, call);
        state.workdir = Some(folder.to_owned());
        let run = calls_of_shell(text, |_| call.span, &state);
        for one in &run.calls {
            match &one.action {
                Action::NodeInstall { .. } => self.install(one, inside),
                _ => self.started_by_manager(one, inside),
            }
        }
    }

    /// lerna installs in each of its packages. Source: lerna.js.org, "lerna bootstrap" (before version 7).
    fn bootstrap(&mut self, call: &Call, folder: &str, inside: &Inside) {
        let Some(project) = self.project() else { return };
        let places = project.node.iter().filter_map(|package| self.folder_of(package));
        let places: Vec<String> = places.filter(|place| super::below(place, folder).is_some()).collect();
        for place in places {
            let origin = Origin::Modules { production: false, manager: crate::model::Manager::Npm };
            self.put(inside.step, call.span, normalise(&place, "node_modules"), origin, None);
        }
    }
}

/// `lerna bootstrap`, `npx lerna bootstrap`
fn bootstraps(call: &Call) -> bool {
    let words = call.argv.iter().flatten().map(|word| word.split('@').next().unwrap_or(word));
    let words: Vec<&str> = words.skip_while(|word| *word != "lerna").collect();
    words.get(1) == Some(&"bootstrap")
}
