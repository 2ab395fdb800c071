//! Cargo packages and workspaces into facts: programs, dependencies, the lockfile, and what the code says.
//! Relies on the layout that cargo prescribes (src/main.rs, src/bin, tests, benches, examples). Runs no cargo and resolves no features.

mod lexer;
mod lock;
mod manifest;
mod uses;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Literal, Place};
use super::facts::{CargoWorkspace, Crate};
use super::lexer::{Names, Token};
use super::path::{ancestors, is_below, resolve, under};
use super::tree::Tree;
use manifest::{Manifest, Package};

/// Crates whose presence among the dependencies means connections that check certificates.
const CONNECTS: [&str; 17] = [
    "reqwest",
    "ureq",
    "isahc",
    "surf",
    "awc",
    "attohttpc",
    "native-tls",
    "rustls",
    "tokio-rustls",
    "tokio-native-tls",
    "hyper-tls",
    "hyper-rustls",
    "openssl",
    "lettre",
    "curl",
    "teloxide",
    "octocrab",
];

/// Crates that keep their data in files.
const STORES: [&str; 12] = [
    "rusqlite",
    "libsqlite3-sys",
    "sqlite",
    "sled",
    "redb",
    "rocksdb",
    "heed",
    "lmdb",
    "tempfile",
    "tracing-appender",
    "log4rs",
    "flexi_logger",
];

/// The packages of a build context, in the order of their folders. Vendored ones and those below a target folder are left out, and so is
/// a manifest that isn't TOML.
pub fn crates(tree: &Tree) -> Vec<Crate> {
    let manifests = manifests(tree);
    let owners: BTreeSet<&str> = manifests.iter().filter(|(_, m)| m.package.is_some()).map(|(folder, _)| *folder).collect();
    let mut sources = sources(tree, &owners);
    let mut locks: BTreeMap<String, Option<BTreeMap<String, Vec<String>>>> = BTreeMap::new();
    let mut list = Vec::new();
    for (folder, manifest) in &manifests {
        let Some(package) = &manifest.package else { continue };
        let mut made = make(tree, &manifests, folder, manifest, package);
        made.code = read_sources(&sources.remove(folder).unwrap_or_default(), &made);
        let lock = locks.entry(made.workspace.clone()).or_insert_with_key(|root| tree.text(&under(root, "Cargo.lock")).map(lock::lock));
        note_dependencies(tree, &mut made, lock.as_ref());
        list.push(made);
    }
    list
}

/// What a package and the packages of the context say that it takes by their paths, directly or not.
pub fn crate_code(crates: &[Crate], folder: &str) -> Code {
    let (mut code, mut seen, mut next) = (Code::default(), BTreeSet::new(), vec![folder]);
    while let Some(folder) = next.pop() {
        let Some(one) = crates.iter().find(|one| one.folder == folder).filter(|_| seen.insert(folder)) else { continue };
        code.absorb(one.code.clone());
        next.extend(one.local.iter().map(String::as_str));
    }
    code
}

/// The workspaces of a build context; a package that belongs to none is its own.
pub fn cargo_workspaces(tree: &Tree) -> Vec<CargoWorkspace> {
    let manifests = manifests(tree);
    let roots = manifests.iter().map(|(folder, m)| if m.package.is_some() { root(&manifests, folder, m) } else { (*folder).to_owned() });
    let roots: BTreeSet<String> = roots.collect();
    roots.into_iter().map(|folder| surroundings(tree, folder)).collect()
}

fn manifests(tree: &Tree) -> BTreeMap<&str, Manifest> {
    let files = tree.all().filter_map(|(path, file)| Some((path.strip_suffix("Cargo.toml")?, file.text.as_deref()?)));
    let own = files.filter(|(folder, _)| {
        let proper = folder.is_empty() || folder.ends_with('/');
        let built = folder.split('/').any(|part| matches!(part, "target" | "node_modules"));
        proper && !built && tree.file(&format!("{folder}.cargo-checksum.json")).is_none()
    });
    own.filter_map(|(folder, text)| Some((folder.trim_end_matches('/'), manifest::manifest(text)?))).collect()
}

/// Files of each package that are part of its libraries and programs.
fn sources<'a>(tree: &'a Tree, owners: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Vec<(&'a str, &'a str)>> {
    let mut list: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, file) in tree.all().filter(|(path, _)| path.strip_suffix(".rs").is_some()) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(owner) = ancestors(folder).find(|above| owners.contains(above)) else { continue };
        let inside = path[owner.len()..].trim_start_matches('/');
        let first = inside.split('/').next().unwrap_or_default();
        let name = inside.rsplit('/').next().unwrap_or_default();
        if matches!(first, "tests" | "benches" | "examples" | "target" | "build.rs" | "vendor") || matches!(name, "tests.rs" | "test.rs") {
            continue;
        }
        if let Some(text) = &file.text {
            list.entry(owner).or_default().push((path, text));
        }
    }
    list
}

fn make(tree: &Tree, manifests: &BTreeMap<&str, Manifest>, folder: &str, manifest: &Manifest, package: &Package) -> Crate {
    let workspace = root(manifests, folder, manifest);
    let shared = manifests.get(workspace.as_str()).and_then(|m| m.workspace.as_ref());
    let mut made = Crate {
        folder: folder.into(),
        name: package.name.clone(),
        bins: bins(tree, folder, manifest, package),
        shared_library: manifest.makes_shared_library.then(|| {
            let name = manifest.library_name.as_ref().unwrap_or(&package.name);
            format!("lib{}.so", name.replace('-', "_"))
        }),
        default_run: package.default_run.clone(),
        build_script: match &package.build {
            Some(toml::Value::Boolean(wanted)) => *wanted,
            Some(_) => true,
            None => tree.file(&under(folder, "build.rs")).is_some(),
        },
        features: manifest.features.clone(),
        ..Crate::default()
    };
    for own in &manifest.dependencies {
        let inherited = shared.filter(|_| own.inherited).and_then(|w| w.dependencies.iter().find(|d| d.key == own.key));
        let name = own.package.as_ref().or_else(|| inherited.and_then(|i| i.package.as_ref())).unwrap_or(&own.key);
        let features = made.dependencies.entry(name.clone()).or_default();
        features.extend(inherited.into_iter().flat_map(|i| &i.features).chain(&own.features).cloned());
        if own.bare || inherited.is_some_and(|i| i.bare) {
            made.bare.insert(name.clone());
        }
        let own_path = own.path.as_ref().and_then(|path| resolve(folder, path));
        made.local.extend(own_path.or_else(|| inherited.and_then(|i| resolve(&workspace, i.path.as_ref()?))));
    }
    made.workspace = workspace;
    made
}

/// The folder of the workspace of a package: the nearest above it that doesn't exclude it.
fn root(manifests: &BTreeMap<&str, Manifest>, folder: &str, manifest: &Manifest) -> String {
    if let Some(named) = manifest.package.as_ref().and_then(|p| p.workspace.as_ref()).and_then(|path| resolve(folder, path)) {
        return named;
    }
    let above = ancestors(folder).find(|above| {
        let workspace = manifests.get(above).and_then(|m| m.workspace.as_ref());
        let excluded = |w: &manifest::Workspace| w.exclude.iter().filter_map(|e| resolve(above, e)).any(|e| is_below(folder, &e));
        workspace.is_some_and(|w| *above == folder || !excluded(w))
    });
    above.unwrap_or(folder).into()
}

/// Names of programs, as cargo finds them: `[[bin]]`, and what lies in src unless `autobins` is off.
fn bins(tree: &Tree, folder: &str, manifest: &Manifest, package: &Package) -> Vec<String> {
    let found = found_bins(tree, folder, package);
    let named: Vec<&str> = manifest.bins.iter().map(|(name, _)| name.as_str()).collect();
    let paths: Vec<&str> = manifest.bins.iter().filter_map(|(_, path)| path.as_deref()).map(|p| p.trim_start_matches("./")).collect();
    let more = found.iter().filter(|(name, path)| !named.contains(&name.as_str()) && !paths.contains(&path.as_str()));
    // Edition 2015 looks for no further programs once one is declared.
    let looks = package.autobins.unwrap_or(package.edition || manifest.bins.is_empty());
    named.iter().map(|name| (*name).to_owned()).chain(more.filter(|_| looks).map(|(name, _)| name.clone())).collect()
}

/// src/main.rs, src/bin/*.rs and src/bin/*/main.rs: name and path.
fn found_bins(tree: &Tree, folder: &str, package: &Package) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if tree.file(&under(folder, "src/main.rs")).is_some() {
        found.push((package.name.clone(), "src/main.rs".to_owned()));
    }
    let below = under(folder, "src/bin");
    for (path, _) in tree.under(&below) {
        let inside = &path[below.len() + 1..];
        let name = inside.strip_suffix("/main.rs").or_else(|| inside.strip_suffix(".rs"));
        if let Some(name) = name.filter(|n| !n.contains('/')) {
            found.push((name.into(), format!("src/bin/{inside}")));
        }
    }
    found
}

fn read_sources(files: &[(&str, &str)], made: &Crate) -> Code {
    let (mut names, mut code) = (Names::default(), Code::default());
    let mut lexed: Vec<(&str, Vec<Token>)> = Vec::with_capacity(files.len());
    for (path, text) in files {
        let mut tokens = Vec::with_capacity(text.len() / 4);
        lexer::tokens(text, &mut tokens);
        words::note_names(&tokens, &mut names);
        lexed.push((path, tokens));
    }
    for (path, tokens) in &mut lexed {
        words::scan(path, tokens, &names, &mut code);
    }
    // The beginnings of paths are modules of the package as often as crates.
    let is_crate = |name: &str| name.starts_with("std::") || made.dependencies.keys().any(|known| same_name(known, name));
    code.imports.retain(|name| is_crate(name));
    code
}

/// What the dependencies alone say: certificates, files that are written.
fn note_dependencies(tree: &Tree, made: &mut Crate, lock: Option<&BTreeMap<String, Vec<String>>>) {
    let file = under(&made.folder, "Cargo.toml");
    let place = |file: &str, name: &str| {
        let line = tree.text(file).and_then(|text| text.lines().position(|line| line.contains(name))).unwrap_or_default() + 1;
        Place { file: file.into(), line, text: name.into() }
    };
    if made.code.tls.is_none() {
        made.code.tls = CONNECTS.iter().find(|name| made.dependencies.contains_key(**name)).map(|name| place(&file, name));
    }
    if made.code.tls.is_none() {
        let reached = lock.map(|lock| reached(lock, &made.name)).unwrap_or_default();
        let name = CONNECTS.iter().find(|name| reached.contains(**name));
        made.code.tls = name.map(|name| place(&under(&made.workspace, "Cargo.lock"), name));
    }
    let keeps = |name: &str, features: &[String]| STORES.contains(&name) || features.iter().any(|feature| feature.contains("sqlite"));
    let stores = made.dependencies.iter().filter(|(name, features)| keeps(name, features));
    made.code.writes.extend(stores.map(|(name, _)| place(&file, name)));
    if made.dependencies.contains_key("rocket") && !made.code.read_literals.iter().any(|l| l.text == "Rocket.toml") {
        let Place { file, line, .. } = place(&file, "rocket");
        made.code.read_literals.push(Literal { text: "Rocket.toml".into(), file, line });
    }
}

/// Names of the packages that a package comes to depend on.
fn reached<'a>(lock: &'a BTreeMap<String, Vec<String>>, name: &str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&str> = lock.get(name).into_iter().flatten().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        if seen.insert(name) {
            next.extend(lock.get(name).into_iter().flatten().map(String::as_str));
        }
    }
    seen
}

fn surroundings(tree: &Tree, folder: String) -> CargoWorkspace {
    let beside = |name: &str| tree.text(&under(&folder, name));
    let configs = ancestors(&folder).flat_map(|above| [".cargo/config.toml", ".cargo/config"].map(|name| under(above, name)));
    let (mut target, mut target_dir) = (None, None);
    for text in configs.filter_map(|path| tree.text(&path)) {
        let (near, near_dir) = manifest::config(text);
        target = target.or(near);
        target_dir = target_dir.or(near_dir);
    }
    CargoWorkspace {
        lock: beside("Cargo.lock").map(lock::lock),
        target,
        target_dir,
        toolchain_file: ["rust-toolchain", "rust-toolchain.toml"].iter().any(|name| tree.file(&under(&folder, name)).is_some()),
        folder,
    }
}

/// Crates are imported with underscores.
fn same_name(package: &str, import: &str) -> bool {
    package.len() == import.len() && package.bytes().zip(import.bytes()).all(|(a, b)| a == b || (a == b'-' && b == b'_'))
}

#[cfg(test)]
mod tests;
