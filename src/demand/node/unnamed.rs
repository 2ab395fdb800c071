//! Packages that the started program loads although no source of the project imports them: by NODE_OPTIONS, by a compiler's settings, by a
//! library that looks for its driver. Relies on dated lists and on the texts of configuration files.
//! Does not look at the sources: their imports are proven in `modules`.

use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::model::Known;
use crate::project::NodePackage;
use crate::project::path::under;

/// Why a development dependency may be loaded at start; `None` where nothing says so.
pub fn may_load(subject: &Subject, entry: &Entry, package: &NodePackage) -> Option<String> {
    options_of_node(subject, entry)
        .or_else(|| helper(subject, package))
        .or_else(|| driver(subject, package))
        .or_else(|| typed_settings(subject, entry, package))
        .or_else(|| plugin(entry, package))
}

/// `NODE_OPTIONS="-r dotenv/config"`, of the image, of a script or of a compose file. Source: nodejs.org, "NODE_OPTIONS".
fn options_of_node(subject: &Subject, entry: &Entry) -> Option<String> {
    let loads = |value: &Known| {
        value.as_deref().is_none_or(|v| ["-r", "--require", "--import", "--loader", "-loader"].iter().any(|f| v.contains(f)))
    };
    let of_image = subject.image.end.env.get("NODE_OPTIONS").is_some_and(loads);
    let of_commands = entry.started.iter().flat_map(|s| &s.call.env).any(|(name, value)| name == "NODE_OPTIONS" && loads(value));
    let services = subject.project.map(|project| project.compose.as_slice()).unwrap_or_default();
    let of_services = services.iter().any(|service| service.environment.iter().any(|name| name == "NODE_OPTIONS"));
    (of_image || of_commands || of_services).then(|| "NODE_OPTIONS may load a package before the program".into())
}

/// Helpers that a compiler writes imports of into what it makes.
fn helper(subject: &Subject, package: &NodePackage) -> Option<String> {
    let tree = &subject.project?.tree;
    let settings =
        |name: &str| name == "package.json" || name == ".swcrc" || name.starts_with(".babelrc") || name.starts_with("babel.config.");
    let names = tree.entries(&package.folder).into_keys().filter(|name| settings(name));
    let texts: Vec<(String, &str)> = names.filter_map(|name| Some((name.clone(), tree.text(&under(&package.folder, &name))?))).collect();
    subject.facts.compiler_helpers().find_map(|(word, helper)| {
        // `@babel/plugin-transform-runtime` among the dependencies does not yet say that it is used.
        let asks = |(name, text): &&(String, &str)| text.contains(word) && (name != "package.json" || text.contains("\"babel\""));
        let (file, _) = texts.iter().find(asks)?;
        let there = package.dependencies.keys().chain(&package.kept).any(|name| name.starts_with(helper));
        (!there).then(|| format!("{file} makes compiled files import {helper}, which is no production dependency"))
    })
}

/// A driver, or another part that a library of production loads where it is there.
fn driver(subject: &Subject, package: &NodePackage) -> Option<String> {
    subject.facts.parts_loaded_by_name().filter(|(library, _)| package.dependencies.contains_key(*library)).find_map(|(library, parts)| {
        let part =
            parts.split(", ").find(|part| package.dev_dependencies.contains_key(*part) && !package.dependencies.contains_key(*part))?;
        Some(format!("{library} may load {part}, a development dependency, by a name that it puts together"))
    })
}

/// Settings in TypeScript that a framework reads at start, with the compiler.
fn typed_settings(subject: &Subject, entry: &Entry, package: &NodePackage) -> Option<String> {
    let tree = &subject.project?.tree;
    let file = tree.entries(&package.folder).into_keys().find(|name| reads_typed_settings(entry, Some(package), name))?;
    let compiler = package.dev_dependencies.contains_key("typescript") && !package.dependencies.contains_key("typescript");
    compiler.then(|| format!("{file} is read at start, by means of typescript, a development dependency"))
}

/// A plugin that the settings of a started tool import.
fn plugin(entry: &Entry, package: &NodePackage) -> Option<String> {
    package.config_code.iter().find_map(|(file, code)| {
        let name = file.rsplit('/').next().unwrap_or(file);
        let read = ["vite", "astro"].iter().any(|tool| name.starts_with(&format!("{tool}.config.")) && starts(entry, tool));
        let import = code.imports.iter().find(|import| package.dev_dependencies.contains_key(import.as_str())).filter(|_| read)?;
        Some(format!("{name} is read at start, and imports {import}, a development dependency"))
    })
}

/// True for a configuration file in TypeScript that the started framework reads. Sources: nextjs.org, "next.config.ts" (15 and later);
/// vite.dev, "vite preview"; docs.astro.build, "astro preview"; typescript.nuxtjs.org (Nuxt 2).
pub fn reads_typed_settings(entry: &Entry, package: Option<&NodePackage>, name: &str) -> bool {
    let Some(stem) = [".ts", ".mts", ".cts"].iter().find_map(|end| name.strip_suffix(end)) else { return false };
    match stem {
        // A server of the project's own that starts Next.js reads it too.
        "next.config" => package.is_some_and(|p| p.dependencies.contains_key("next")),
        "vite.config" => starts(entry, "vite"),
        "astro.config" => starts(entry, "astro"),
        "nuxt.config" => starts(entry, "nuxt") || starts(entry, "nuxt-ts"),
        _ => false,
    }
}

/// True if the container runs a tool by its name.
pub fn starts(entry: &Entry, tool: &str) -> bool {
    let is_tool = |word: &str| word.rsplit('/').next() == Some(tool);
    let started = entry.started.iter().filter(|s| !s.health);
    started.into_iter().any(|s| {
        let executed = matches!(&s.call.action, crate::model::Action::NodeExec { program: Some(program), .. } if is_tool(program));
        executed || s.call.argv.iter().flatten().any(|word| is_tool(word))
    })
}
