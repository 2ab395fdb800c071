//! Which files of the application folder the process may read: all that the context has and the steps made, less what only builds.

use std::collections::BTreeSet;

use super::order_of;
use crate::demand::code::{is_for_people, is_source};
use crate::demand::home::app_in_root;
use crate::demand::started;
use crate::demand::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::base_fills;
use crate::detect::layout::{Found, Origin, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Manager, normalise};
use crate::project::path::under;
use crate::project::{Code, NodePackage, Project, named_entries};
use crate::template::Facts;

/// More lines than this, and the folder is copied whole.
const MOST_LINES: usize = 8;

/// The application as the start shows it.
pub struct Application<'a> {
    /// Its folder in the image.
    pub home: &'a str,
    /// Its package.json.
    pub package: Option<&'a NodePackage>,
    /// What the sources say that the start reaches.
    pub code: &'a Code,
    /// The started file was made by a step.
    pub compiled: bool,
    /// Node.js or Bun runs it.
    pub interpreted: bool,
}

/// Demands the application's files.
pub fn demand(subject: &Subject, entry: &Entry, application: &Application, demands: &mut Demands) {
    let Application { home, package, code, compiled, interpreted } = *application;
    if !interpreted && !demands.paths.is_empty() && !unknown_outputs(subject, home) {
        return;
    }
    if let Some(standalone) = standalone(entry, demands) {
        demands.paths.retain(|path, _| below(path, home).is_none());
        demands.modules = None;
        demands.path(standalone, true, Order::Program, "Next.js puts all that the server needs there");
        return;
    }
    if let Some(root) = package.and_then(|package| workspace_in_image(subject, package)) {
        whole(subject, &root, "packages of a workspace link to each other", demands);
        return;
    }
    let known = subject.project.zip(subject.layout.context_folder(home));
    let Some((project, context)) = known else {
        let why = if subject.project.is_some() { "a step of the build puts it together" } else { "the build context is not at hand" };
        whole(subject, home, why, demands);
        return;
    };
    let mut entries = entries(project, &context, package, compiled, entry);
    let mut outputs = outputs(subject, home, package, demands);
    let lost = unknown_outputs(subject, home) && outputs.is_none() || fills_a_database(subject);
    outputs.get_or_insert_default().retain(|o| !entries.iter().any(|e| e == &under(&context, o)));
    if package.is_some() {
        let mut named: Vec<String> = named_entries(code, &project.tree, &context).into_iter().map(|(e, _)| e).collect();
        named.retain(|e| !entries.iter().any(|have| e == have || e.starts_with(&format!("{have}/"))));
        entries.extend(named);
    }
    let inside = base_fills(home);
    if !inside && (lost || !compiled || entries.len() + outputs.as_ref().map_or(0, Vec::len) > MOST_LINES) {
        whole(subject, home, if lost { "what the build makes is not known" } else { "the program runs from its sources" }, demands);
        return;
    }
    if lost {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "outputs-unknown", "what the build makes is not known in detail")
                .at(subject.file.items[subject.from].span, String::new())
                .because(format!("the application lies in {home} among the files of the base image, so its folder cannot be copied whole"))
                .way_out("give the application a folder of its own with WORKDIR"),
        );
    }
    for entry in entries {
        let Some(path) = subject.layout.in_image(&entry) else { continue };
        if matches!(subject.layout.find(&path), Found::Nothing) || !subject.layout.is_kept(&path) {
            continue;
        }
        let is_folder = project.tree.file(&entry).is_none();
        let name = entry.rsplit('/').next().unwrap_or(&entry).to_owned();
        demands.path(path, is_folder, order_of(&name), "the process may read it");
    }
    for output in outputs.into_iter().flatten() {
        demands.path(normalise(home, &output), true, Order::Program, "the build makes it");
    }
}

/// The folder of a Next.js server that brings its own dependencies, where nothing else is started. Source: nextjs.org, "output: standalone".
fn standalone(entry: &Entry, demands: &Demands) -> Option<String> {
    if started::programs(entry) > 1 {
        return None;
    }
    demands.paths.keys().find_map(|path| path.find("/.next/standalone/").map(|at| path[..at + "/.next/standalone".len()].to_owned()))
}

/// Where the root of the workspace lies that a package is a part of.
fn workspace_in_image(subject: &Subject, package: &NodePackage) -> Option<String> {
    let root = package.workspace.as_ref().filter(|root| **root != package.folder)?;
    let manifest = subject.layout.in_image(&under(root, "package.json"))?;
    Some(normalise(&manifest, ".."))
}

/// The whole folder, in one line.
fn whole(subject: &Subject, home: &str, why: &str, demands: &mut Demands) {
    if base_fills(home) {
        demands.doubts.push(app_in_root(subject, home, why));
        return;
    }
    demands.path(home, true, Order::Program, why);
}

/// True if a step brings a database up to date, whose file may lie anywhere in the application's folder.
fn fills_a_database(subject: &Subject) -> bool {
    let migrates = |by: &str| {
        by.split_whitespace().any(|w| subject.facts.is_migration_program(w)) && !by.contains("generate") && !by.contains("validate")
    };
    subject.layout.events().iter().any(|e| matches!(&e.origin, Origin::Anything { by } if migrates(by)))
}

/// True if a script ran in the folder whose results are not known.
fn unknown_outputs(subject: &Subject, home: &str) -> bool {
    subject.layout.under(home).chain(subject.layout.over(home)).any(|e| matches!(e.origin, Origin::Anything { .. }))
}

/// Folders that the build makes, by what the command names, the framework and tsconfig's outDir; `None` where nothing says it.
fn outputs(subject: &Subject, home: &str, package: Option<&NodePackage>, demands: &Demands) -> Option<Vec<String>> {
    let package = package?;
    if !unknown_outputs(subject, home) || several_tools_write(subject, home, package) {
        return None;
    }
    let mut out: Vec<String> = Vec::new();
    // What the command names, and no file of the context is.
    for path in demands.paths.keys() {
        if let Some(first) = below(path, home).and_then(|rest| rest.split('/').next()).filter(|f| !f.is_empty() && *f != "node_modules")
            && subject.layout.in_context(&normalise(home, first)).is_none()
        {
            out.push(first.to_owned());
        }
    }
    let framework = subject.facts.outputs_of_frameworks().find(|(name, _)| has_since(package, name));
    let configured =
        |name: &String| subject.project.and_then(|p| p.tree.text(&under(&package.folder, name))).is_some_and(|t| t.contains("outDir"));
    let moved = package.config_files.iter().any(configured) || package.next_dist.is_some();
    match framework {
        Some(_) if moved => return None,
        Some((_, folders)) if out.is_empty() => out.extend(folders.iter().cloned()),
        Some((_, folders)) if folders.iter().any(|f| out.contains(f)) => out.extend(folders.iter().cloned()),
        Some(_) | None => {}
    }
    if out.is_empty()
        && let Some(folder) = package.out_dir.as_ref().filter(|f| !f.is_empty() && *f != ".")
    {
        out.push(folder.split('/').next().unwrap_or(folder).to_owned());
    }
    out.sort();
    out.dedup();
    out.retain(|folder| !base_fills(&normalise(home, folder)));
    (!out.is_empty()).then_some(out)
}

/// `name` or `name@3`: the package has it, from that major version on.
fn has_since(package: &NodePackage, name: &str) -> bool {
    let (name, since) = match name.rsplit_once('@') {
        Some((name, since)) if !name.is_empty() => (name, since.parse::<u32>().unwrap_or(0)),
        Some(_) | None => (name, 0),
    };
    let major = |version: &str| version.trim_start_matches(|c: char| !c.is_ascii_digit()).split('.').next()?.parse::<u32>().ok();
    package.version(name).is_some_and(|version| major(version).is_none_or(|major| major >= since))
}

/// True if the scripts that ran in the folder start more than one tool that may write: what one of them is known to write is then not all.
fn several_tools_write(subject: &Subject, home: &str, package: &NodePackage) -> bool {
    let events = subject.layout.under(home).chain(subject.layout.over(home));
    let ran: BTreeSet<&str> =
        events.filter_map(|e| if let Origin::Anything { by } = &e.origin { Some(by.as_str()) } else { None }).collect();
    ran.into_iter().map(|command| writers(subject, package, command, DEPTH)).sum::<usize>() > 1
}

/// Scripts that start scripts are followed so deep.
const DEPTH: usize = 6;

/// How many tools that may write a command starts, through the package's scripts.
fn writers(subject: &Subject, package: &NodePackage, commands: &str, depth: usize) -> usize {
    let one = |command: &str| {
        let words: Vec<&str> = command.split_whitespace().filter(|word| !word.contains('=')).collect();
        if words.is_empty() || subject.facts.writes_no_output(&words) {
            return 0;
        }
        let script = words.iter().skip(1).find_map(|word| package.scripts.get(*word).map(|text| (*word, text)));
        let through_manager = words.first().is_some_and(|word| ["npm", "yarn", "pnpm", "bun"].contains(word));
        let Some((name, text)) = script.filter(|_| through_manager && depth > 0) else { return 1 };
        let around = ["pre", "post"].iter().filter_map(|when| package.scripts.get(&format!("{when}{name}")));
        around.chain([text]).map(|text| writers(subject, package, text, depth - 1)).sum()
    };
    commands.split(['&', ';', '|', '\n']).map(one).sum()
}

/// True if the container runs Vite itself, which reads its configuration.
fn starts_vite(entry: &Entry) -> bool {
    let named = |s: &Started| s.call.argv.iter().flatten().any(|w| w.rsplit('/').next() == Some("vite"));
    entry.started.iter().any(|s| named(s) || matches!(&s.call.action, Action::NodeExec { program: Some(p), .. } if p == "vite"))
}

/// SvelteKit's server takes the files of static/ into its own folder. Source: svelte.dev/docs/kit/adapter-node.
fn bundles_static(package: Option<&NodePackage>) -> bool {
    package.is_some_and(|p| p.has("@sveltejs/kit"))
}

/// Entries of the application folder that a running program may read.
fn entries(project: &Project, context: &str, package: Option<&NodePackage>, compiled: bool, entry: &Entry) -> Vec<String> {
    let facts = Facts::builtin();
    let vite = starts_vite(entry);
    let mut out = Vec::new();
    for (name, is_folder) in project.tree.entries(context) {
        let path = under(context, &name);
        if is_read_by_managers(&name, entry, package.is_some_and(|p| p.berry)) && !project.ignore.hides(&path) {
            out.push(path);
            continue;
        }
        if is_for_people(&name)
            || facts.is_node_build_file(&name)
            || is_for_installing(&name)
            || project.ignore.hides(&path)
            || is_source(project, &path, is_folder)
        {
            continue;
        }
        let schema = package.and_then(|p| p.prisma.as_ref()).is_some_and(|p| p.schema.starts_with(&format!("{path}/")));
        if compiled
            && (is_compiled_away(project, &path, is_folder) && !schema
                || (facts.is_tool_configuration(&name) && !(vite && name.starts_with("vite.config"))
                    || name == "index.html" && package.is_some_and(|p| p.has("vite"))
                    || name == "static" && bundles_static(package)))
        {
            continue;
        }
        out.push(path);
    }
    out
}

/// What the package manager that starts the program reads: yarn 2 and later stop without their lockfile, pnpm 11 installs anew without its own.
/// Seen with yarn 4.4.1 and pnpm 11.28.
fn is_read_by_managers(name: &str, entry: &Entry, berry: bool) -> bool {
    let by = |manager: Manager, names: &[&str]| entry.managers.contains(&manager) && names.contains(&name);
    by(Manager::Yarn, if berry { &["yarn.lock", ".yarnrc.yml", ".yarn"] } else { &[".yarnrc", ".yarn", ".npmrc"] })
        || by(Manager::Pnpm, &["pnpm-lock.yaml", "pnpm-workspace.yaml", ".pnpmfile.cjs", ".npmrc"])
        || by(Manager::Npm, &[".npmrc"])
}

/// What only an install reads, and may hold the password of a registry.
fn is_for_installing(name: &str) -> bool {
    matches!(name, ".npmrc" | ".yarnrc" | ".yarnrc.yml" | ".pnpmfile.cjs" | "pnpm-workspace.yaml")
}

fn is_compiled_away(project: &Project, path: &str, is_folder: bool) -> bool {
    let source = |path: &str| Facts::builtin().is_compiled_by_node_tools(path);
    if !is_folder {
        return source(path);
    }
    let sources = project.tree.under(path).filter(|(file, _)| source(file)).count();
    // A folder of sources with pictures or texts among them is still sources: a bundler takes those in, and what the code opens is demanded by name.
    sources > 0
}
