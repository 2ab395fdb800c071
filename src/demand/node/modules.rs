//! Whether the dependencies are needed, and whether the development ones can be taken out: the proof, or why there is none.

use std::collections::BTreeSet;

use super::managers::{without_version, words_run};
use super::{elsewhere, prune, unnamed};
use crate::demand::{Demands, Modules, Order};
use crate::detect::Subject;
use crate::detect::entry::{Entry, manager_name};
use crate::detect::layout::{Event, Origin, base_fills, below};
use crate::model::{Action, Call, Manager, What, normalise};
use crate::project::node::{NotProven, production_imports, production_imports_of, reachable, source_of};
use crate::project::path::under;
use crate::project::scripts::install_scripts;
use crate::project::{Code, NodePackage};
use crate::template::Facts;

/// Demands node_modules, pruned where that is proven.
pub fn demand(subject: &Subject, entry: &Entry, home: &str, package: Option<&NodePackage>, demands: &mut Demands) {
    if let Some(package) = package.filter(|package| package.pnp && runs_berry(subject, package)) {
        plug_and_play(subject, home, package, demands);
        return;
    }
    let Some(installed) = install_of(subject, home) else {
        let installs = subject.layout.events().iter().any(|e| matches!(e.origin, Origin::Modules { .. }));
        if !installs && package.is_some_and(|p| !p.dependencies.is_empty()) && !base_fills(home) {
            demands.path(home, true, Order::Program, "no step installs its dependencies: they come with the build context");
        }
        return;
    };
    let Origin::Modules { production, manager } = &installed.origin else { return };
    let late = package.is_some_and(|package| late_lockfile(subject, package, home).is_some());
    let of_another = package.filter(|package| {
        let of_this = package.lockfiles_of(manager_name(*manager), |_| true);
        late || package.lockfile.as_deref().is_some_and(|file| !of_this.contains(&file))
    });
    // What lies at the top of node_modules is said by the lockfile that was installed from, or not at all.
    let told = of_another.map(|package| NodePackage { kept: BTreeSet::new(), ..package.clone() });
    let package = told.as_ref().or(package);
    if let Some(package) = package
        && bundled_whole(subject, entry, package)
    {
        demands.left_out.push(("node_modules".into(), "everything is bundled, and package.json has no dependencies".into()));
        return;
    }
    demands.path(installed.path.clone(), true, Order::Dependency, "the program's dependencies");
    let mut modules = Modules { folder: normalise(&installed.path, ".."), prune: None, perhaps: None };
    let as_installed = late.then_some(prune::AS_INSTALLED).map(str::to_owned);
    let flags = || prune::flags_of_installs(subject, *manager, &installed.path).into_iter().chain(as_installed.clone());
    if !*production {
        match why_not_pruned(subject, entry, package, *manager, home) {
            None => modules.prune = prune::command(subject, *manager, flags()),
            Some(Kept { reason, perhaps }) => {
                if perhaps {
                    modules.perhaps = prune::command(subject, *manager, flags()).map(|command| (command, reason.clone()));
                }
                demands.left_out.push(("pruning development dependencies".into(), reason));
            }
        }
    }
    demands.modules = Some(modules);
}

/// `packageManager` chooses yarn only where corepack is there: else the image's own yarn 1 runs, unless yarn's own files say otherwise.
/// Sources: nodejs.org, "Corepack"; yarnpkg.com, "yarnPath".
fn runs_berry(subject: &Subject, package: &NodePackage) -> bool {
    let settings = package.install_files.iter().any(|file| file == ".yarnrc.yml");
    let lock = subject.project.and_then(|p| p.tree.text(&under(&package.folder, "yarn.lock"))).unwrap_or_default();
    settings || lock.contains("__metadata:") || super::managers::corepack_step(subject).is_some()
}

/// yarn's Plug'n'Play makes no node_modules: the application's folder has what says where packages lie, and they lie in the folder of the
/// project or of the user. Source: yarnpkg.com, "Plug'n'Play", "enableGlobalCache".
fn plug_and_play(subject: &Subject, home: &str, package: &NodePackage, demands: &mut Demands) {
    demands.path(home, true, Order::Program, "yarn's Plug'n'Play says there where packages lie");
    let settings = subject.project.and_then(|p| p.tree.text(&under(&package.folder, ".yarnrc.yml"))).unwrap_or_default();
    let own_cache = settings.lines().any(|l| l.trim_start().starts_with("enableGlobalCache:") && l.contains("false"));
    if !own_cache {
        demands.path("/root/.yarn/berry/cache", true, Order::Dependency, "yarn's packages lie there");
        demands.needs_root.get_or_insert_with(|| "the packages lie in root's home".into());
    }
}

/// The install that filled the node_modules nearest to a folder.
pub fn install_of<'l>(subject: &'l Subject, home: &str) -> Option<&'l Event> {
    let mut folder = home.to_owned();
    loop {
        let path = normalise(&folder, "node_modules");
        // A COPY behind the install lays files over those that are there, it takes none away.
        let filled = |event: &&Event| event.path == path && matches!(event.origin, Origin::Modules { .. });
        if let Some(event) = subject.layout.events().iter().rev().find(filled).filter(|_| subject.layout.is_kept_since_made(&path)) {
            return Some(event);
        }
        if folder == "/" {
            return None;
        }
        folder = normalise(&folder, "..");
    }
}

/// A framework that bundles what it imports, and a package without dependencies of its own.
fn bundled_whole(subject: &Subject, entry: &Entry, package: &NodePackage) -> bool {
    let framework = package.dev_dependencies.keys().any(|n| n == "@sveltejs/adapter-node" || n == "nuxt");
    framework
        && package.dependencies.is_empty()
        && package.other_dependencies.is_empty()
        && entry.managers.is_empty()
        && super::starts_something_made(subject, entry)
}

/// Why the development dependencies stay.
struct Kept {
    reason: String,
    /// They are likely not needed, but a person should look.
    perhaps: bool,
}

fn why_not_pruned(subject: &Subject, entry: &Entry, package: Option<&NodePackage>, manager: Manager, home: &str) -> Option<Kept> {
    if let Some(reason) = why_never_pruned(subject, entry, package, manager, home) {
        return Some(Kept { reason, perhaps: false });
    }
    let package = package?;
    if let Some(lockfile) = late_lockfile(subject, package, home).filter(|_| !prune::is_as_installed(subject, manager)) {
        return Some(Kept { reason: format!("{lockfile} was not there when the dependencies were installed"), perhaps: false });
    }
    if let Some(tool) = migration_tool(subject, package) {
        let reason = format!("{tool} is a development dependency, and people may run its migrations from this image");
        return Some(Kept { reason, perhaps: imports(subject, entry, package).is_ok() });
    }
    let against = imports(subject, entry, package).err()?;
    let hard = against.iter().find(|a| !a.reason.contains("by a name"));
    let reason = hard.or(against.first()).map_or_else(|| "an import cannot be resolved".to_owned(), |a| a.reason.clone());
    Some(Kept { reason, perhaps: hard.is_none() })
}

/// The proof over what the started files import, where they can be traced to sources; else over all sources.
fn imports(subject: &Subject, entry: &Entry, package: &NodePackage) -> Result<(), Vec<NotProven>> {
    match sources_started(subject, entry, package) {
        Some(files) => production_imports_of(package, &files),
        None => production_imports(package),
    }
}

/// What the files say that the start reaches, where it can be traced to sources; else what all say.
pub fn code_of_started(subject: &Subject, entry: &Entry, package: &NodePackage) -> Code {
    let mut code = package.code.clone();
    if let Some(files) = sources_started(subject, entry, package) {
        let reached = |file: &str| files.contains(file);
        code.literals.retain(|l| reached(&l.file));
        code.read_literals.retain(|l| reached(&l.file));
        code.starts.retain(|(_, place)| reached(&place.file));
        code.starts_unknown.retain(|place| reached(&place.file));
        code.reads_unknown.retain(|place| reached(&place.file));
        code.writes.retain(|place| reached(&place.file));
    }
    code
}

/// The source files that the started files are made of, and those that they import; `None` where the start cannot be traced.
pub fn sources_started<'p>(subject: &Subject, entry: &Entry, package: &'p NodePackage) -> Option<BTreeSet<&'p str>> {
    let home = subject.layout.in_image(&under(&package.folder, "package.json")).map(|manifest| normalise(&manifest, ".."))?;
    let mut sources = Vec::new();
    for one in entry.started.iter().filter(|s| !s.health) {
        let path = super::script_of(&one.call).zip(one.call.folder.as_deref()).map(|(file, folder)| normalise(folder, file));
        let source = path.and_then(|path| below(&path, &home).and_then(|rest| source_of(package, rest)));
        sources.push(source?);
    }
    (!sources.is_empty()).then(|| reachable(package, &sources))
}

/// A lockfile that a later step brings: taking packages out would install its versions over those that are there.
fn late_lockfile(subject: &Subject, package: &NodePackage, home: &str) -> Option<String> {
    let event = install_of(subject, home)?;
    let Origin::Modules { manager, .. } = &event.origin else { return None };
    let installed = event.step;
    let builds_after = |step: usize| subject.image.steps[step..].iter().any(|s| matches!(s.what, What::Run(_)));
    let brought = |name: &str| subject.layout.first_copied(&normalise(home, name));
    let late = |name: &&str| brought(name).is_some_and(|step| step > installed && builds_after(step));
    let read = package.lockfiles_of(manager_name(*manager), |name| brought(name).is_some());
    read.into_iter().find(late).map(str::to_owned)
}

/// What speaks against taking them out, whatever the sources import.
fn why_never_pruned(subject: &Subject, entry: &Entry, package: Option<&NodePackage>, manager: Manager, home: &str) -> Option<String> {
    let Some(package) = package else { return Some("package.json is not at hand".into()) };
    if package.dev_dependencies.is_empty() {
        return Some("there are none".into());
    }
    if package.workspaces {
        return Some("the package is a workspace".into());
    }
    if package.berry || manager == Manager::Bun {
        return Some("the package manager cannot take them out of an existing node_modules".into());
    }
    if manager == Manager::Yarn && package.lockfiles_of("yarn", |_| true).is_empty() {
        return Some("there is no yarn.lock to install from again".into());
    }
    if manager == Manager::Yarn && would_fetch_privately(subject) {
        return Some("yarn would fetch the packages again, without what the install has mounted".into());
    }
    if let Some(reason) = scripts_at_install(package, manager, subject.facts) {
        return Some(reason);
    }
    if package.workspace.as_ref().is_some_and(|root| *root != package.folder) {
        return Some("the package is one of a workspace".into());
    }
    if prunes_already(subject) {
        return Some("the author takes them out".into());
    }
    if adds_what_is_not_saved(subject, package, home) {
        return Some("packages are installed by name besides package.json".into());
    }
    if let Some(reason) = elsewhere::development_program(subject, package) {
        return Some(reason);
    }
    if let Some(reason) = started_from_development(subject, entry, package).or_else(|| unnamed::may_load(subject, entry, package)) {
        return Some(reason);
    }
    let wrapper = entry.wrappers.iter().map(|w| w.rsplit('/').next().unwrap_or(w)).find(|w| is_of(subject, package, w));
    if let Some(wrapper) = wrapper {
        return Some(format!("the command runs through {wrapper}, a development dependency"));
    }
    let spawned = package
        .code
        .starts
        .iter()
        .find(|(name, _)| matches!(name.as_str(), "npm" | "npx" | "yarn" | "pnpm" | "bun") || is_of(subject, package, name));
    if let Some((name, place)) = spawned {
        return Some(format!("{}:{} starts {name}", place.file, place.line));
    }
    if home.is_empty() || subject.project.is_none_or(|p| p.tree.is_empty()) {
        return Some("the sources are not at hand".into());
    }
    None
}

/// Scripts of package.json that speak against it. yarn 1 copies each file that differs from its cache anew, and does not run what had
/// changed it (patch-package); `pnpm prune` runs the scripts, whose programs it has just taken out. Both seen with yarn 1.22.22, pnpm 9.12.0.
fn scripts_at_install(package: &NodePackage, manager: Manager, facts: &Facts) -> Option<String> {
    let mut scripts = install_scripts(package).into_iter();
    match manager {
        Manager::Yarn => {
            let (name, _) = scripts.find(|(_, text)| !facts.changes_no_package(text))?;
            Some(format!("the script {name} may change packages, and yarn would bring their own files back"))
        }
        Manager::Pnpm => scripts.next().map(|(name, _)| format!("pnpm would run the script {name} without the development dependencies")),
        Manager::Npm | Manager::Bun => None,
    }
}

/// True for an install with a mounted secret whose cache is not kept: yarn 1 installs again from its cache, else from the registry.
fn would_fetch_privately(subject: &Subject) -> bool {
    let mut runs = subject.image.steps.iter().filter_map(|step| step.what.run());
    let cleans = |call: &Call| call.argv.iter().flatten().map(String::as_str).collect::<Vec<_>>().starts_with(&["yarn", "cache", "clean"]);
    runs.any(|run| {
        let installs = run.calls.iter().any(|call| matches!(call.action, Action::NodeInstall { manager: Manager::Yarn, .. }));
        let mounts = |kind: &str| run.mounts.iter().any(|mount| mount.contains(kind));
        let secret = mounts("type=secret") || mounts("type=ssh");
        installs && secret && (mounts("type=cache") || run.calls.iter().any(cleans))
    })
}

/// `npm prune`, `pnpm prune`, called by a step.
fn prunes_already(subject: &Subject) -> bool {
    let mut calls = subject.image.steps.iter().filter_map(|s| s.what.run()).flat_map(|run| &run.calls);
    calls.any(|call| matches!(&call.action, Action::NodeOther { what, .. } if what.starts_with("prune")))
}

/// `npm install X` without a manifest entry: what prune would take out again.
pub fn changes_modules(subject: &Subject) -> bool {
    subject.image.steps.iter().any(|step| match &step.what {
        What::Run(run) => run.calls.iter().any(|c| matches!(&c.action, Action::NodeInstall { packages, .. } if !packages.is_empty())),
        What::Copy(_) | What::Config | What::Opaque => false,
    })
}

/// True if a step installs a package by name that the package.json of the image does not list among its dependencies in the end.
fn adds_what_is_not_saved(subject: &Subject, package: &NodePackage, home: &str) -> bool {
    let last =
        subject.layout.over(&normalise(home, "package.json")).filter(|e| matches!(e.origin, Origin::Copied { .. })).map(|e| e.step).max();
    let is_saved = |step: usize, call: &Call, packages: &[String]| {
        let has = |flags: &[&str]| call.argv.iter().flatten().any(|word| flags.contains(&word.as_str()));
        let written = last.is_none_or(|last| last <= step) && !has(&["--no-save"]) && call.folder.as_deref() == Some(home);
        let listed = packages.iter().all(|name| package.dependencies.contains_key(without_version(name)));
        !has(&["-D", "--save-dev", "--dev", "-d", "--development"]) && (listed || written && packages.iter().all(|name| name != "?"))
    };
    subject.image.steps.iter().enumerate().any(|(index, step)| match &step.what {
        What::Run(run) => run.calls.iter().any(|call| match &call.action {
            Action::NodeInstall { packages, .. } => !packages.is_empty() && !is_saved(index, call, packages),
            _ => false,
        }),
        What::Copy(_) | What::Config | What::Opaque => false,
    })
}

/// A program that a development dependency brings.
pub fn is_of(subject: &Subject, package: &NodePackage, program: &str) -> bool {
    let owner = package.programs.get(program).map_or(program, String::as_str);
    !package.dependencies.contains_key(owner)
        && (package.dev_dependencies.contains_key(owner)
            || package.dev_dependencies.keys().any(|d| subject.facts.programs_of_node_package(d).contains(&program)))
}

/// A started program that only a development dependency brings.
fn started_from_development(subject: &Subject, entry: &Entry, package: &NodePackage) -> Option<String> {
    for one in entry.started.iter().filter(|s| !s.health) {
        let argv: Vec<&str> = one.call.argv.iter().map_while(|w| w.as_deref()).collect();
        let loads_a_compiler = argv.iter().any(|w| w.contains("ts-node/") || w.contains("tsx/") || w.contains("@babel/register"));
        let words: Vec<&str> = words_run(&one.call).into_iter().flatten().map(|word| word.rsplit('/').next().unwrap_or(word)).collect();
        let builds = subject.facts.build_tool(&words).is_some_and(|tool| !tool.folders.is_empty() || tool.by_flag_only);
        let compiles = matches!(words.as_slice(), ["tsc" | "vue-tsc" | "ttsc" | "tspc", ..] | ["nest", "build", ..]) || builds;
        if loads_a_compiler || compiles || subject.facts.compiles_and_serves(&argv).is_some() {
            return Some(format!("{} compiles the sources, for which types and plugins of development dependencies may be needed", one.by));
        }
        let program = match &one.call.action {
            Action::NodeExec { program: Some(program), .. } => program.rsplit('/').next().unwrap_or(program).to_owned(),
            Action::NodeExec { program: None, .. } | Action::NodeScript { .. } => {
                return Some(format!("what {} starts is not known", one.by));
            }
            _ => {
                let word = one.call.argv.first().cloned().flatten()?;
                word.rsplit('/').next().unwrap_or(&word).to_owned()
            }
        };
        if matches!(program.as_str(), "node" | "nodejs") {
            let loader = one.call.argv.iter().flatten().any(|w| w == "-r" || w == "--require" || w == "--loader" || w == "--import");
            if loader {
                return Some("node is started with a loader".into());
            }
            continue;
        }
        let owner = package.programs.get(&program).cloned().unwrap_or_else(|| program.clone());
        if package.dependencies.contains_key(&owner) && !package.guessed_programs.contains(&program) {
            continue;
        }
        if package.dev_dependencies.contains_key(&owner) {
            return Some(format!("{} starts {program}, a development dependency", one.by));
        }
        let by_facts = package.dev_dependencies.keys().find(|d| subject.facts.programs_of_node_package(d).contains(&program.as_str()));
        if let Some(owner) = by_facts {
            return Some(format!("{} starts {program} of {owner}, a development dependency", one.by));
        }
        let elsewhere = subject.facts.has_command(&subject.base, &program)
            || subject.installs(&program)
            || super::managers::global_step(subject, &program).is_some()
            || one.call.argv.first().cloned().flatten().is_some_and(|word| word.contains('/') && !word.contains("node_modules/"));
        let of_production = package.kept.contains(&owner) && !package.guessed_programs.contains(&program);
        if matches!(one.call.action, Action::Other | Action::NodeExec { .. }) && !elsewhere && !of_production {
            return Some(format!("nothing says that {program}, which {} starts, is of a production dependency", one.by));
        }
    }
    None
}

/// A migration tool among the development dependencies, beside migrations that no step and no command runs.
fn migration_tool(subject: &Subject, package: &NodePackage) -> Option<String> {
    let project = subject.project?;
    let migrations = project.tree.under(&package.folder).any(|(path, _)| path.contains("/migrations/") || path.starts_with("migrations/"));
    let tool = package.dev_dependencies.keys().find(|name| subject.facts.is_migration_package(name))?;
    migrations.then(|| tool.clone())
}
