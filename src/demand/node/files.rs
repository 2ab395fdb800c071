//! Which files of the application folder the process may read: all that the context has and the steps made, less what only builds.

use super::{contained, order_of, unnamed};
use crate::demand::code::{is_for_people, is_source};
use crate::demand::home::app_in_root;
use crate::demand::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::base_fills;
use crate::detect::layout::{Found, Origin, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Manager, normalise};
use crate::project::path::{is_below, under};
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

/// Demands the application's files; true for a server that brings its own dependencies.
pub fn demand(subject: &Subject, entry: &Entry, application: &Application, demands: &mut Demands) -> bool {
    let Application { home, package, code, compiled, interpreted } = *application;
    if !interpreted && !demands.paths.is_empty() && !unknown_outputs(subject, home) {
        return false;
    }
    if let Some(contained::Contained { folder, why }) = contained::server(subject, entry, home, package, code, demands) {
        // `npm start` reads the script there.
        let manifest = (!entry.managers.is_empty()).then(|| normalise(home, "package.json"));
        demands.paths.retain(|path, _| below(path, home).is_none());
        if let Some(manifest) = manifest.filter(|path| matches!(subject.layout.find(path), Found::Known(_))) {
            demands.path(manifest, false, Order::Manifest, "the package manager reads the script there");
        }
        demands.modules = None;
        demands.left_out.retain(|(what, _)| what != "pruning development dependencies");
        demands.path(folder, true, Order::Program, why);
        return true;
    }
    if let Some(root) = package.and_then(|package| workspace_in_image(subject, package)) {
        whole(subject, &root, "packages of a workspace link to each other", demands);
        return false;
    }
    let known = subject.project.zip(subject.layout.context_folder(home));
    let Some((project, context)) = known else {
        let why = if subject.project.is_some() { "a step of the build puts it together" } else { "the build context is not at hand" };
        whole(subject, home, why, demands);
        return false;
    };
    let mut entries = entries(project, &context, package, compiled, entry);
    let mut outputs = outputs(subject, home, package, demands);
    let lost = unknown_outputs(subject, home) && outputs.is_none() || fills_a_database(subject);
    let held = |output: &String| entries.iter().any(|entry| is_below(&under(&context, output), entry));
    outputs.get_or_insert_default().retain(|output| !held(output));
    if package.is_some() {
        let mut named: Vec<String> = named_entries(code, &project.tree, &context).into_iter().map(|(e, _)| e).collect();
        named.retain(|e| !entries.iter().any(|have| e == have || e.starts_with(&format!("{have}/"))));
        entries.extend(named);
    }
    let inside = base_fills(home);
    if !inside && (lost || !compiled || entries.len() + outputs.as_ref().map_or(0, Vec::len) > MOST_LINES) {
        whole(subject, home, if lost { "what the build makes is not known" } else { "the program runs from its sources" }, demands);
        return false;
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
    false
}

/// Where the root of the workspace lies that a package is a part of.
fn workspace_in_image(subject: &Subject, package: &NodePackage) -> Option<String> {
    let root = package.workspace.as_ref().filter(|root| **root != package.folder)?;
    let manifest = subject.layout.in_image(&under(root, "package.json"))?;
    Some(normalise(&manifest, ".."))
}

/// The whole folder, in one line.
pub fn whole(subject: &Subject, home: &str, why: &str, demands: &mut Demands) {
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

/// What the steps of the build make in the application's folder, relative to it; `None` where that is not known. Of a folder that the context
/// has not, all is made.
fn outputs(subject: &Subject, home: &str, package: Option<&NodePackage>, demands: &Demands) -> Option<Vec<String>> {
    if package.is_none() || !unknown_outputs(subject, home) {
        return None;
    }
    let made = super::outputs::of_the_build(subject, home, demands)?;
    let mut out: Vec<String> = Vec::new();
    for path in made {
        let Some(rest) = below(&path, home) else { continue };
        let first = rest.split('/').next().unwrap_or(rest);
        let new = subject.layout.in_context(&normalise(home, first)).is_none();
        let name = if new { first } else { rest };
        if base_fills(&normalise(home, name)) {
            return None;
        }
        out.push(name.to_owned());
    }
    out.dedup();
    Some(out)
}

/// SvelteKit's server takes the files of static/ into its own folder. Source: svelte.dev/docs/kit/adapter-node.
fn bundles_static(package: Option<&NodePackage>) -> bool {
    package.is_some_and(|p| p.has("@sveltejs/kit"))
}

/// Entries of the application folder that a running program may read.
fn entries(project: &Project, context: &str, package: Option<&NodePackage>, compiled: bool, entry: &Entry) -> Vec<String> {
    let facts = Facts::builtin();
    let vite = unnamed::starts(entry, "vite");
    let mut out = Vec::new();
    let names = project.tree.entries(context);
    let typed = |name: &str| unnamed::reads_typed_settings(entry, package, name);
    // `strapi start` looks for what was compiled only where there is a tsconfig.json. Source: @strapi/typescript-utils, isUsingTypeScript.
    let any_typed = names.keys().any(|name| typed(name)) || unnamed::starts(entry, "strapi");
    for (name, is_folder) in names {
        let path = under(context, &name);
        if (typed(&name) || any_typed && name == "tsconfig.json") && !project.ignore.hides(&path) {
            out.push(path);
            continue;
        }
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

/// Demands what the package manager that starts the program reads: its script stands in package.json.
pub fn read_by_managers(subject: &Subject, entry: &Entry, home: &str, package: Option<&NodePackage>, demands: &mut Demands) {
    let (Some(project), Some(package)) = (subject.project, package) else { return };
    for name in project.tree.entries(&package.folder).into_keys() {
        let path = normalise(home, &name);
        let is_read = name == "package.json" || is_read_by_managers(&name, entry, package.berry);
        if is_read && matches!(subject.layout.find(&path), Found::Known(_)) {
            let folder = crate::demand::is_folder(subject, &path);
            demands.path(path, folder, order_of(&name), "the package manager reads it");
        }
    }
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
