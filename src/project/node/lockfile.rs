//! Turns a lockfile into the programs that installed packages bring, and the packages that only development needs.
//! Relies on `bin` and `dev` fields where the format has them (npm 7 and later, yarn berry, bun), and on a list for the others.
//! Does not read versions.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::super::facts::NodePackage;
use super::manifest::relaxed;

/// Programs with their package, and packages for development only.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Locked {
    pub programs: BTreeMap<String, String>,
    /// Programs that only the end of a scoped package's name suggests.
    pub guessed: BTreeSet<String>,
    pub dev_only: BTreeSet<String>,
    /// At the top of node_modules, and there without development dependencies.
    pub kept: BTreeSet<String>,
}

/// The programs of a package by its name, as a dated list has them.
pub(super) type Bins<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// What a lockfile says for a package (with an empty name: there is none); direct dependencies come first where two packages bring a program of the same name.
pub(super) fn read(package: &NodePackage, file: &str, text: &str, bins: Bins<'_>) -> Locked {
    let mut found = Locked::default();
    match file {
        "package-lock.json" | "npm-shrinkwrap.json" => npm(package, text, bins, &mut found),
        "yarn.lock" => yarn(package, text, bins, &mut found),
        "pnpm-lock.yaml" => pnpm(package, text, bins, &mut found),
        "bun.lock" => bun(text, &mut found),
        _ => {}
    }
    direct(package, bins, &mut found);
    found
}

/// The programs of the direct dependencies alone, by the list, else by their own names.
fn direct(package: &NodePackage, bins: Bins<'_>, found: &mut Locked) {
    let known: BTreeSet<&String> = found.programs.values().collect();
    let names = [&package.dependencies, &package.dev_dependencies, &package.other_dependencies].into_iter().flat_map(BTreeMap::keys);
    let missing: Vec<String> = names.filter(|name| !known.contains(name)).cloned().collect();
    for name in missing {
        let listed = bins(&name);
        let own = name.rsplit_once('/').map_or(name.as_str(), |(_, own)| own).to_owned();
        let guessed = listed.is_empty() && own != name;
        for program in if listed.is_empty() { vec![own] } else { listed } {
            if guessed && !found.programs.contains_key(&program) {
                found.guessed.insert(program.clone());
            }
            found.programs.entry(program).or_insert_with(|| name.clone());
        }
    }
}

fn add(package: &NodePackage, name: &str, programs: Vec<String>, found: &mut Locked) {
    for program in programs {
        let is_direct = package.has(name);
        if is_direct || !found.programs.contains_key(&program) {
            found.programs.insert(program, name.to_owned());
        }
    }
}

#[derive(Deserialize)]
struct NpmLock {
    #[serde(default)]
    packages: BTreeMap<String, NpmEntry>,
    #[serde(default)]
    dependencies: BTreeMap<String, NpmEntry>,
}

#[derive(Deserialize)]
struct NpmEntry {
    #[serde(default)]
    bin: Option<Value>,
    #[serde(default)]
    dev: bool,
    #[serde(default, rename = "devOptional")]
    dev_optional: bool,
    #[serde(default)]
    optional: bool,
}

impl NpmEntry {
    /// An optional package may be absent, so it is neither kept nor only for development.
    fn sort(&self, name: &str, found: &mut Locked) {
        if self.dev {
            found.dev_only.insert(name.to_owned());
        } else if !self.dev_optional && !self.optional {
            found.kept.insert(name.to_owned());
        }
    }
}

/// Version 2 and 3 carry `bin`; version 1 has only names.
fn npm(package: &NodePackage, text: &str, bins: Bins<'_>, found: &mut Locked) {
    let Ok(lock) = serde_json::from_str::<NpmLock>(text.strip_prefix('\u{feff}').unwrap_or(text)) else { return };
    for (place, entry) in &lock.packages {
        let Some(name) = place.strip_prefix("node_modules/").filter(|name| !name.contains("/node_modules/")) else { continue };
        entry.sort(name, found);
        let own = name.rsplit_once('/').map_or(name, |(_, own)| own);
        let programs = match &entry.bin {
            Some(Value::Object(bin)) => bin.keys().cloned().collect(),
            Some(Value::String(_)) => vec![own.to_owned()],
            _ => continue,
        };
        add(package, name, programs, found);
    }
    if lock.packages.is_empty() {
        for (name, entry) in &lock.dependencies {
            entry.sort(name, found);
            add(package, name, bins(name), found);
        }
    }
}

/// Entries begin at the line's beginning; berry's have `bin:` with one program a line.
fn yarn(package: &NodePackage, text: &str, bins: Bins<'_>, found: &mut Locked) {
    let (mut name, mut in_bin) = ("", false);
    let mut programs = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let body = line.trim();
        if indent == 0 {
            add(package, name, std::mem::take(&mut programs), found);
            in_bin = false;
            if !body.starts_with('#') && body.ends_with(':') {
                name = package_name(body.trim_matches(['"', ':']));
                programs = bins(name);
            }
        } else if indent == 2 {
            in_bin = body == "bin:";
            if in_bin {
                programs.clear();
            }
        } else if in_bin && let Some((program, _)) = body.split_once(':') {
            programs.push(program.trim_matches('"').to_owned());
        }
    }
    add(package, name, programs, found);
}

/// `"@a/b@npm:^1.0.0"` is the package `@a/b`.
fn package_name(descriptor: &str) -> &str {
    let descriptor = descriptor.trim_start_matches(['"', '\'', '/']);
    let version = descriptor.char_indices().skip(1).find(|(_, c)| *c == '@').map_or(descriptor.len(), |(at, _)| at);
    &descriptor[..version]
}

/// Entries of `packages:` have `hasBin: true`, without the names; pnpm links those of direct dependencies.
fn pnpm(package: &NodePackage, text: &str, bins: Bins<'_>, found: &mut Locked) {
    let (mut name, mut in_packages) = (String::new(), false);
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let body = line.trim();
        match indent {
            0 if !body.is_empty() => in_packages = body == "packages:",
            2 if in_packages => name = pnpm_name(body.trim_end_matches(':').trim_matches('\'')),
            4 if in_packages && body == "hasBin: true" && package.has(&name) => add(package, &name, bins(&name), found),
            4 if in_packages && body == "dev: true" => {
                found.dev_only.insert(name.clone());
            }
            _ => {}
        }
    }
}

/// `/@a/b@1.0.0`, `@a/b@1.0.0(c@1)`, and `/@a/b/1.0.0` of old versions.
fn pnpm_name(key: &str) -> String {
    let key = key.trim_start_matches('/');
    let bare = package_name(key);
    if bare.len() < key.len() {
        return bare.to_owned();
    }
    let parts = if key.starts_with('@') { 2 } else { 1 };
    key.splitn(parts + 1, '/').take(parts).collect::<Vec<_>>().join("/")
}

/// `"packages": { "a": ["a@1.0.0", "", { "bin": { "a": "cli.js" } }, "sha…"] }`
fn bun(text: &str, found: &mut Locked) {
    let Some(lock) = relaxed(text) else { return };
    let Some(packages) = lock.get("packages").and_then(Value::as_object) else { return };
    for (name, entry) in packages {
        let bin = entry.as_array().and_then(|parts| parts.iter().find_map(|part| part.get("bin")));
        let own = name.rsplit_once('/').map_or(name.as_str(), |(_, own)| own);
        match bin {
            Some(Value::Object(bin)) => found.programs.extend(bin.keys().map(|program| (program.clone(), name.clone()))),
            Some(Value::String(_)) => {
                found.programs.insert(own.to_owned(), name.clone());
            }
            _ => {}
        }
    }
}
