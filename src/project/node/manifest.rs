//! Turns a package.json into the facts that stand in it and in the files beside it.
//! Relies on the texts of the tree. A field of the wrong kind counts as absent, as npm mostly has it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::facts::{Framework, NodePackage};
use super::super::path;
use super::super::tree::Tree;
use super::relaxed;

/// The names of lockfiles, in the order in which they are believed.
const LOCKFILES: [(&str, &str); 6] = [
    ("npm-shrinkwrap.json", "npm"),
    ("package-lock.json", "npm"),
    ("yarn.lock", "yarn"),
    ("pnpm-lock.yaml", "pnpm"),
    ("bun.lock", "bun"),
    ("bun.lockb", "bun"),
];

/// Further files and folders that an install reads.
const INSTALL_FILES: [&str; 10] = [
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    ".yarn",
    ".pnp.cjs",
    ".pnpmfile.cjs",
    "patches",
    "pnpm-workspace.yaml",
    "bunfig.toml",
    "lerna.json",
];

/// The object that a package.json holds, or the line and reason why it holds none.
pub(super) fn object(text: &str) -> Result<Map<String, Value>, (usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err((1, "it is not a JSON object".into())),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
            Err((error.line().max(1), reason.to_owned()))
        }
    }
}

/// The facts of the package.json in a folder, without sources and lockfile contents.
pub(super) fn package(tree: &Tree, folder: &str, json: &Map<String, Value>) -> NodePackage {
    let name = text(json, "name");
    let beside = |file: &str| super::beside(folder, file);
    let entries_yarnrc = tree.text(&beside(".yarnrc.yml"));
    let package_manager = text(json, "packageManager");
    let manager = package_manager.as_deref().map(|m| m.split_once('@').unwrap_or((m, "")));

    let mut lockfiles: Vec<_> = LOCKFILES.iter().filter(|(file, _)| tree.file(&beside(file)).is_some()).collect();
    lockfiles.sort_by_key(|(_, of)| Some(*of) != manager.map(|(name, _)| name));
    let lockfiles: Vec<String> = lockfiles.iter().map(|(file, _)| (*file).to_owned()).collect();

    let yarn_lock = tree.text(&beside("yarn.lock"));
    let berry = yarn_lock.is_some_and(|lock| lock.contains("\n__metadata:") || lock.starts_with("__metadata:"))
        || entries_yarnrc.is_some()
        || matches!(manager, Some(("yarn", version)) if version.split('.').next().and_then(|v| v.parse::<u32>().ok()).is_some_and(|v| v >= 2));
    let linked = entries_yarnrc.is_some_and(|rc| {
        rc.lines().any(|line| {
            line.strip_prefix("nodeLinker:").is_some_and(|v| matches!(v.trim().trim_matches(['"', '\'']), "node-modules" | "pnpm"))
        })
    });

    let mut other = texts(json, "peerDependencies");
    other.extend(texts(json, "optionalDependencies"));
    let mut package = NodePackage {
        folder: folder.to_owned(),
        main: text(json, "main"),
        module: json.get("type").is_some_and(|t| t == "module"),
        scripts: texts(json, "scripts"),
        dependencies: texts(json, "dependencies"),
        dev_dependencies: texts(json, "devDependencies"),
        other_dependencies: other,
        workspaces: json.contains_key("workspaces") || has_pnpm_workspace(tree, folder),
        bin: bin(json, name.as_deref()),
        lockfile: lockfiles.first().cloned(),
        lockfiles,
        berry,
        pnp: berry && !linked,
        install_files: INSTALL_FILES
            .iter()
            .filter(|file| tree.file(&beside(file)).is_some() || tree.is_folder(&beside(file)))
            .map(|file| (*file).to_owned())
            .collect(),
        aliases: aliases(json, folder),
        package_manager,
        name,
        ..NodePackage::default()
    };
    package.framework = framework(&package);
    package
}

/// True for a pnpm-workspace.yaml that names packages, or that has some below it: it may hold settings alone.
/// Source: pnpm.io, "Settings (pnpm-workspace.yaml)"; `pnpm prune` seen with pnpm 10.12.1.
fn has_pnpm_workspace(tree: &Tree, folder: &str) -> bool {
    let Some(file) = tree.file(&super::beside(folder, "pnpm-workspace.yaml")) else { return false };
    let names = |line: &str| line.starts_with("packages") || line.starts_with(['{', '"', '\'']);
    let inside = |(other, _): (&str, &str)| other != folder && path::within(other, folder).is_some();
    file.text.as_deref().is_none_or(|text| text.lines().any(names)) || super::manifests(tree).any(inside)
}

/// True for a package.json that only sets `"type"` for its folder.
pub(super) fn is_marker(json: &Map<String, Value>) -> bool {
    !["name", "scripts", "dependencies", "devDependencies", "peerDependencies", "workspaces"].iter().any(|key| json.contains_key(*key))
}

fn text(json: &Map<String, Value>, key: &str) -> Option<String> {
    json.get(key)?.as_str().map(str::to_owned)
}

fn texts(json: &Map<String, Value>, key: &str) -> BTreeMap<String, String> {
    let Some(Value::Object(object)) = json.get(key) else { return BTreeMap::new() };
    object.iter().filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// `"bin": "cli.js"` is a program of the package's own name, without its scope.
fn bin(json: &Map<String, Value>, name: Option<&str>) -> BTreeMap<String, String> {
    match (json.get("bin"), name) {
        (Some(Value::String(file)), Some(name)) => {
            let own = name.rsplit_once('/').map_or(name, |(_, own)| own);
            [(own.to_owned(), file.clone())].into()
        }
        _ => texts(json, "bin"),
    }
}

/// `"imports": { "#db/*": "./src/db/*" }` and `_moduleAliases` of the package module-alias.
fn aliases(json: &Map<String, Value>, folder: &str) -> Vec<(String, String)> {
    ["imports", "_moduleAliases"]
        .iter()
        .flat_map(|key| texts(json, key))
        .map(|(from, to)| {
            let to = super::super::path::join(folder, to.trim_end_matches('*'));
            (from.trim_end_matches('*').to_owned(), to)
        })
        .collect()
}

/// By dependency, those that build and start a project in their own way before those that only serve.
fn framework(package: &NodePackage) -> Option<Framework> {
    let has = |name: &str| package.has(name);
    let starts = |prefix: &str| {
        let of = |names: &BTreeMap<String, String>| names.keys().any(|name| name.starts_with(prefix));
        of(&package.dependencies) || of(&package.dev_dependencies)
    };
    Some(match () {
        () if has("next") => Framework::Next,
        () if has("nuxt") || has("nuxt3") || has("nuxt-edge") || has("nuxt-start") => Framework::Nuxt,
        () if has("@nestjs/core") => Framework::Nest,
        () if starts("@remix-run/") && !has("@react-router/dev") && (has("@remix-run/dev") || has("@remix-run/react")) => Framework::Remix,
        () if has("@react-router/dev") => Framework::ReactRouter,
        () if has("@sveltejs/kit") && has("@sveltejs/adapter-node") => Framework::SvelteKitNode,
        () if has("@sveltejs/kit") => Framework::SvelteKit,
        () if has("astro") => Framework::Astro,
        () if has("gatsby") => Framework::Gatsby,
        () if has("@strapi/strapi") || has("strapi") => Framework::Strapi,
        () if has("@adonisjs/core") => Framework::Adonis,
        () if has("sails") => Framework::Sails,
        () if has("@angular/core") => Framework::Angular,
        () if has("@vue/cli-service") => Framework::VueCli,
        () if has("react-scripts") => Framework::ReactScripts,
        () if has("vite") => Framework::Vite,
        () if has("express") => Framework::Express,
        () if has("fastify") => Framework::Fastify,
        () if has("koa") => Framework::Koa,
        () if has("@hapi/hapi") || has("hapi") => Framework::Hapi,
        () if has("hono") => Framework::Hono,
        () => return None,
    })
}

/// The value of a JSON file that may have comments.
pub(super) fn relaxed(text: &str) -> Option<Value> {
    serde_json::from_str(&relaxed::strict(text)).ok()
}
