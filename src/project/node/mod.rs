//! Turns the package.json files of a build context, what lies beside them and the sources of their folders into [`NodePackage`]s.
//! Relies on texts of the tree and on a list of the programs of packages that the caller gives, for lockfiles that do not say.
//! Does not install, resolve versions or run configuration files.

mod lockfile;
mod manifest;
mod prisma;
mod production;
mod reach;
mod relaxed;
mod sources;
#[cfg(test)]
mod tests;
mod tsconfig;

use std::collections::BTreeMap;

use super::facts::{Framework, NodePackage};
use super::tree::Tree;
use super::{javascript, path};

pub use production::{NotProven, is_built_in, is_local, package_of, production_imports, production_imports_of};
pub use reach::{reachable, source_of};
pub use sources::resolved;

/// A file of the project that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Path in the context.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// Why, without a full stop.
    pub reason: String,
}

/// The packages of a context, by folder. A broken package.json, one inside an installed or built folder, and one that only sets
/// `"type"` are left out. `bins` gives the programs that a package brings, for lockfiles that do not say so.
pub fn node_packages(tree: &Tree, bins: &dyn Fn(&str) -> Vec<String>) -> Vec<NodePackage> {
    let mut packages: BTreeMap<&str, NodePackage> = BTreeMap::new();
    for (folder, text) in manifests(tree) {
        let Ok(json) = manifest::object(text) else { continue };
        if folder.is_empty() || !manifest::is_marker(&json) {
            packages.insert(folder, manifest::package(tree, folder, &json));
        }
    }
    let mut files = by_package(tree, &packages);
    let workspaces: Vec<&str> = packages.iter().filter(|(_, package)| package.workspaces).map(|(folder, _)| *folder).collect();
    let mut packages: Vec<NodePackage> = packages
        .into_iter()
        .map(|(folder, mut package)| {
            let above = workspaces.iter().filter(|root| **root == folder || path::within(folder, root).is_some());
            package.workspace = above.max_by_key(|root| root.len()).map(|root| (*root).to_owned());
            tsconfig::fill(tree, &mut package);
            let files = files.remove(folder).unwrap_or_default();
            sources::fill(tree, &mut package, &files);
            package.prisma = prisma::find(tree, folder, &files);
            package
        })
        .collect();
    let locks: BTreeMap<String, Option<String>> = packages.iter().map(|p| (p.folder.clone(), p.lockfile.clone())).collect();
    for package in &mut packages {
        let own = (&package.folder, &package.lockfile);
        let of_workspace = package.workspace.as_ref().and_then(|root| Some((root, locks.get(root)?)));
        let lock = if own.1.is_some() { Some(own) } else { of_workspace };
        let lock = lock.and_then(|(folder, file)| file.as_deref().map(|file| (file.to_owned(), tree.text(&beside(folder, file)))));
        let (file, text) = lock.map_or((String::new(), ""), |(file, text)| (file, text.unwrap_or_default()));
        let locked = lockfile::read(package, &file, text, bins);
        package.programs = locked.programs;
        package.guessed_programs = locked.guessed;
        package.dev_only = locked.dev_only;
        package.kept = locked.kept;
        if package.framework == Some(Framework::Next) {
            next(tree, package);
        }
    }
    packages
}

/// JavaScript and TypeScript sources without any package.json above them, as a package of the root that has nothing but sources.
pub fn loose_sources(tree: &Tree) -> Option<NodePackage> {
    if tree.text("package.json").is_some() {
        return None;
    }
    let packages = manifests(tree).map(|(folder, _)| (folder, NodePackage::default())).collect();
    let files = by_package(tree, &packages).remove("")?;
    let mut package = NodePackage::default();
    sources::fill(tree, &mut package, &files);
    if package.modules.is_empty() { None } else { Some(package) }
}

/// The package.json and compose files that cannot be read.
pub fn broken_manifests(tree: &Tree) -> Vec<Broken> {
    let manifests = manifests(tree).filter_map(|(folder, text)| {
        let (line, reason) = manifest::object(text).err()?;
        Some(Broken { path: beside(folder, "package.json"), line, reason })
    });
    manifests.chain(super::compose::broken(tree)).collect()
}

/// The folders and texts of package.json files that are the project's own.
fn manifests(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.all().filter_map(|(path, file)| {
        let folder = if path == "package.json" { "" } else { path.strip_suffix("/package.json")? };
        let own =
            folder.split('/').all(|name| !matches!(name, "node_modules" | ".next" | ".nuxt" | ".output" | ".yarn" | "bower_components"));
        if own { Some((folder, file.text.as_deref()?)) } else { None }
    })
}

/// The files of the context by the folder of the nearest package above them; `""` where there is none.
fn by_package<'t>(tree: &'t Tree, packages: &BTreeMap<&str, NodePackage>) -> BTreeMap<String, Vec<&'t str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (file, _) in tree.all() {
        let mut folder = path::folder(file);
        while !folder.is_empty() && !packages.contains_key(folder) {
            folder = path::folder(folder);
        }
        match found.get_mut(folder) {
            Some(files) => files.push(file),
            None => {
                found.insert(folder.to_owned(), vec![file]);
            }
        }
    }
    found
}

fn beside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// `output` and `distDir` of next.config.
fn next(tree: &Tree, package: &mut NodePackage) {
    let file = package.config_files.iter().find(|file| file.starts_with("next.config."));
    if let Some(text) = file.and_then(|file| tree.text(&beside(&package.folder, file))) {
        package.next_output = javascript::option(text, "output");
        package.next_dist = javascript::option(text, "distDir");
    }
}
