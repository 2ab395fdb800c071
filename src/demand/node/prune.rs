//! The command that takes development dependencies out of node_modules, with the flags that the author's installs need.
//! Relies on the stage template. Does not decide whether they may be taken out: that is for [`super::modules`].

use crate::detect::Subject;
use crate::detect::entry::manager_name;
use crate::model::{Action, Call, Manager, normalise};
use crate::outcome::Language;
use crate::template::{Family, Stage};

/// The stage template's command that takes development dependencies out of node_modules.
pub fn command(subject: &Subject, manager: Manager, flags: impl Iterator<Item = String>) -> Option<String> {
    let name = match manager {
        Manager::Npm if has_npm_before_7(subject) => "npm_before_16",
        Manager::Npm => "npm",
        Manager::Yarn => "yarn",
        Manager::Pnpm => "pnpm",
        Manager::Bun => "bun",
    };
    let command = Stage::of(Language::Node).prune.get(name)?.clone();
    Some(std::iter::once(command).chain(flags).collect::<Vec<_>>().join(" "))
}

/// Before Node.js 16.
fn has_npm_before_7(subject: &Subject) -> bool {
    subject.base.tag.split(['.', '-']).next().and_then(|v| v.parse::<u32>().ok()).is_some_and(|major| major < 16)
}

/// npm goes by node_modules alone then. Source: docs.npmjs.com, "package-lock"; that each version stays, beside a lockfile with other ones
/// and without a network, seen with npm 8.19, 10.8 and 10.9.
pub const AS_INSTALLED: &str = "--no-package-lock";

/// True if the package manager takes packages out without a look at a lockfile that they were not installed from.
pub fn is_as_installed(subject: &Subject, manager: Manager) -> bool {
    manager == Manager::Npm && subject.base.family == Family::Node && !has_npm_before_7(subject)
}

/// Those of some flags that the author's installs into a node_modules folder are given: without them the tree that is there counts as
/// broken, and the command stops. Seen with npm 11 (`--legacy-peer-deps`, `--force`) and yarn 1.22.22 (`--ignore-engines`).
pub fn flags_of_installs(subject: &Subject, manager: Manager, modules: &str) -> Vec<String> {
    let kept = Stage::of(Language::Node).prune.get(&format!("{}_keeps", manager_name(manager))).map_or("", String::as_str);
    let calls = subject.image.steps.iter().filter_map(|step| step.what.run()).flat_map(|run| &run.calls);
    let into = |call: &&Call| {
        let installs = matches!(call.action, Action::NodeInstall { .. });
        installs && call.folder.as_deref().is_some_and(|folder| normalise(folder, "node_modules") == modules)
    };
    let mut flags: Vec<String> = Vec::new();
    for call in calls.filter(into) {
        let by_variable = call.env.iter().any(|(name, _)| name.eq_ignore_ascii_case("npm_config_legacy_peer_deps"));
        let of_variable = by_variable.then_some("--legacy-peer-deps");
        for flag in call.argv.iter().flatten().map(String::as_str).chain(of_variable) {
            if kept.split(' ').any(|known| known == flag) && !flags.iter().any(|have| have == flag) {
                flags.push(flag.to_owned());
            }
        }
    }
    flags
}
