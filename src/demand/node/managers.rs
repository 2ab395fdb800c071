//! Package managers that start the program, and programs that were installed globally: the steps that bring them, and what they keep.
//! Relies on the steps and the facts about packages.

use crate::demand::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::{Entry, manager_name};
use crate::detect::layout::package_at;
use crate::model::{Action, Call, Known, Manager, What};
use crate::template::Family;

/// True for a RUN that installs packages globally.
pub fn installs_globally(what: &What) -> bool {
    match what {
        What::Run(run) => run.calls.iter().any(|c| matches!(c.action, Action::NodeGlobal { .. })),
        What::Copy(_) | What::Config | What::Opaque => false,
    }
}

/// The step that installs a program globally.
pub fn global_step(subject: &Subject, program: &str) -> Option<usize> {
    subject.image.steps.iter().position(|step| match &step.what {
        What::Run(run) => run.calls.iter().any(|call| match &call.action {
            Action::NodeGlobal { packages, .. } => packages.iter().flatten().any(|p| brings(subject, p, program)),
            _ => false,
        }),
        What::Copy(_) | What::Config | What::Opaque => false,
    })
}

/// Global installs that the program loads or a person starts: NODE_PATH names their folder, `npm link` leads to them, or they bring a tool
/// for migrations that no step of the build uses. Source: nodejs.org, "Loading from the global folders".
pub fn globals_that_modules_load(subject: &Subject, entry: &Entry) -> Vec<usize> {
    let calls = || subject.image.steps.iter().filter_map(|step| step.what.run()).flat_map(|run| &run.calls);
    let names_them = |value: &Known| value.as_deref().is_none_or(|value| value.contains("lib/node_modules"));
    let by_command = entry.started.iter().flat_map(|one| &one.call.env).any(|(name, value)| name == "NODE_PATH" && names_them(value));
    let by_path = by_command || subject.image.end.env.get("NODE_PATH").is_some_and(names_them);
    let linked = || calls().any(|call| matches!(&call.action, Action::NodeOther { what, .. } if what.starts_with("link ")));
    let all = by_path || linked();
    let is_used = |name: &str| {
        let starts = |call: &Call| words_run(call).first().is_some_and(|word| word.is_some_and(|word| brings(subject, name, word)));
        calls().any(starts)
    };
    let for_people = |package: &String| {
        let name = without_version(package);
        subject.facts.is_migration_package(name) && !is_used(name)
    };
    let wanted =
        |call: &Call| matches!(&call.action, Action::NodeGlobal { packages, .. } if all || packages.iter().flatten().any(for_people));
    let steps = subject.image.steps.iter().enumerate();
    steps.filter(|(_, step)| step.what.run().is_some_and(|run| run.calls.iter().any(wanted))).map(|(index, _)| index).collect()
}

/// True if a package, named as for `npm install`, brings a program.
fn brings(subject: &Subject, package: &str, program: &str) -> bool {
    let name = without_version(package);
    name == program || name.rsplit('/').next() == Some(program) || subject.facts.programs_of_node_package(name).contains(&program)
}

/// The name of a package that a command names: `serve@14` is `serve`, `@a/b@1` is `@a/b`.
pub fn without_version(package: &str) -> &str {
    let version = package.char_indices().skip(1).find(|(_, c)| *c == '@').map_or(package.len(), |(at, _)| at);
    &package[..version]
}

/// The words of what a command runs: those behind `npx` and its own flags, else all.
pub fn words_run(call: &Call) -> Vec<Option<&str>> {
    match &call.action {
        Action::NodeExec { program, args } => std::iter::once(program).chain(args).map(Option::as_deref).collect(),
        _ => call.argv.iter().map(Option::as_deref).collect(),
    }
}

/// A package manager that runs scripts must be there: npm and yarn 1 are part of the image, the others were installed by a step.
pub fn need(subject: &Subject, manager: Manager, demands: &mut Demands) {
    let name = manager_name(manager);
    if let Some(step) = global_step(subject, name) {
        demands.globals.insert(step);
        if manager == Manager::Pnpm && is_called_by_the_build(subject, manager) {
            keep_the_pnpm_that_is_asked_for(subject, step, demands);
        }
    } else if let Some(step) = corepack_step(subject).filter(|_| manager != Manager::Npm) {
        demands.globals.insert(step);
        if is_called_by_the_build(subject, manager) {
            keep_what_corepack_fetched(subject, step, demands);
        }
    } else if subject.base.family == Family::Plain {
        demands.command(name, "it runs the start script");
    }
}

/// True if a RUN calls the package manager: corepack has fetched it by then.
fn is_called_by_the_build(subject: &Subject, manager: Manager) -> bool {
    let calls = subject.image.steps.iter().filter_map(|s| s.what.run()).flat_map(|run| &run.calls);
    calls.into_iter().any(|call| match &call.action {
        Action::NodeInstall { manager: called, .. } | Action::NodeScript { manager: called, .. } => *called == manager,
        _ => false,
    })
}

/// corepack fetches the package manager when it is first called, into its user's home: without that, every container would fetch it.
/// Source: github.com/nodejs/corepack, "COREPACK_HOME".
fn keep_what_corepack_fetched(subject: &Subject, step: usize, demands: &mut Demands) {
    let step = &subject.image.steps[step];
    let What::Run(run) = &step.what else { return };
    let of_corepack = |call: &Call| call.argv.first().and_then(|w| w.as_deref()) == Some("corepack");
    let fetches =
        |call: &Call| of_corepack(call) && call.argv.iter().flatten().any(|w| matches!(w.as_str(), "prepare" | "install" | "use" | "up"));
    if run.calls.iter().any(fetches) {
        return;
    }
    let set = subject.image.end.env.get("COREPACK_HOME").cloned().flatten();
    let home = match step.before.user.clone().flatten().as_deref() {
        None | Some("root" | "0") => "/root",
        Some("node") => "/home/node",
        Some(_) => return,
    };
    let path = set.unwrap_or_else(|| format!("{home}/.cache/node/corepack"));
    demands.path(path, true, Order::Tool, "corepack has fetched the package manager there");
}

/// pnpm 10 and later fetches the version that `packageManager` names, and runs that one: without it, every container would fetch it.
/// Source: pnpm.io, "managePackageManagerVersions"; its place seen with pnpm 10.5.0.
fn keep_the_pnpm_that_is_asked_for(subject: &Subject, step: usize, demands: &mut Demands) {
    let package = package_at(&subject.layout, subject.workdir());
    let Some(asked) = package.and_then(|p| p.package_manager.as_deref()).and_then(|m| m.strip_prefix("pnpm@")) else { return };
    let asked = asked.split('+').next().unwrap_or(asked);
    let step = &subject.image.steps[step];
    let Some(run) = step.what.run() else { return };
    let packages = run.calls.iter().filter_map(|call| match &call.action {
        Action::NodeGlobal { packages, .. } => Some(packages.iter().flatten()),
        _ => None,
    });
    let named = packages.flatten().find(|p| *p == "pnpm" || p.starts_with("pnpm@"));
    let installed = named.and_then(|p| p.strip_prefix("pnpm@")).unwrap_or("latest");
    let major = installed.trim_start_matches(['^', '~']).split('.').next().and_then(|major| major.parse::<u32>().ok());
    if installed == asked || major.is_some_and(|major| major < 10) {
        return;
    }
    let variable = |name: &str| subject.image.end.env.get(name).cloned().flatten();
    let home = match step.before.user.clone().flatten().as_deref() {
        Some("node") => "/home/node",
        _ => "/root",
    };
    let data = variable("XDG_DATA_HOME").map(|folder| format!("{folder}/pnpm"));
    let path = variable("PNPM_HOME").or(data).unwrap_or_else(|| format!("{home}/.local/share/pnpm"));
    let exact = major == Some(10) && installed.split('.').count() == 3 && installed.starts_with("10");
    let path = if exact { format!("{path}/.tools") } else { path };
    demands.path(path, true, Order::Tool, "pnpm has fetched there the version that package.json asks for");
}

/// The step that runs `corepack enable`.
pub fn corepack_step(subject: &Subject) -> Option<usize> {
    subject.image.steps.iter().position(|step| match &step.what {
        What::Run(run) => run.calls.iter().any(|c| c.argv.first().and_then(|w| w.as_deref()) == Some("corepack")),
        What::Copy(_) | What::Config | What::Opaque => false,
    })
}
