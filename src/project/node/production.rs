//! Turns a package's sources into an answer: do they run without the development dependencies?
//! Relies on imports, computed imports and string literals. Proves nothing about programs of scripts: that is for whoever knows the start.

use std::collections::BTreeSet;

use super::super::code::Place;
use super::super::facts::NodePackage;
use super::super::path;

/// Why the sources may need more than production dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotProven {
    /// Where, if it is in one place.
    pub place: Option<Place>,
    /// A sentence without a full stop.
    pub reason: String,
}

/// Configuration files that a server reads when it starts.
const READ_AT_START: [&str; 8] =
    ["next.config.", "nuxt.config.", "ecosystem.", "knexfile.", "ormconfig.", ".sequelizerc", "remix.config.", "gatsby-config."];

/// Packages that people import without naming them, with the dependency that brings them along (npm registry, 2026-11).
const BROUGHT: [(&str, &str); 6] = [
    ("express", "@nestjs/platform-express"),
    ("express", "@feathersjs/express"),
    ("fastify", "@nestjs/platform-fastify"),
    ("react-router", "react-router-dom"),
    ("@remix-run/router", "@remix-run/react"),
    ("discord-api-types", "discord.js"),
];

/// Proves that every import of the non-test sources is local, built in or a production dependency, or says what speaks against it.
pub fn production_imports(package: &NodePackage) -> Result<(), Vec<NotProven>> {
    proof(package, &|_| true)
}

/// The same for some of the sources: those that [`super::reachable`] finds from the file that is started.
pub fn production_imports_of(package: &NodePackage, files: &BTreeSet<&str>) -> Result<(), Vec<NotProven>> {
    proof(package, &|file| files.contains(file))
}

fn proof(package: &NodePackage, counts: &dyn Fn(&str) -> bool) -> Result<(), Vec<NotProven>> {
    let mut against = Vec::new();
    for place in package.code.reads_unknown.iter().filter(|place| counts(&place.file)) {
        if place.text.starts_with("require") || place.text.starts_with("import(") {
            against.push(NotProven { place: Some(place.clone()), reason: "a module is loaded by a name that is not in the source".into() });
        }
    }
    for (import, places) in &package.imported {
        if let Some(place) = places.iter().find(|place| counts(&place.file))
            && let Some(reason) = missing(package, import)
        {
            against.push(NotProven { place: Some(place.clone()), reason });
        }
    }
    for (file, code) in &package.config_code {
        let name = path::name(file);
        if READ_AT_START.iter().any(|begin| name.starts_with(begin)) {
            for import in code.imports.iter().filter(|import| !is_local(package, import)) {
                if let Some(reason) = missing(package, import) {
                    let place = Place { file: file.clone(), line: 1, text: import.clone() };
                    against.push(NotProven { place: Some(place), reason });
                }
            }
        }
    }
    // A name in a string is loaded too: a view engine, a transport of pino, a client of knex.
    for literal in package.code.literals.iter().filter(|literal| counts(&literal.file)) {
        if is_development(package, &literal.text) && !package.imported.contains_key(&literal.text) {
            let place = Place { file: literal.file.clone(), line: literal.line, text: literal.text.clone() };
            against.push(NotProven { place: Some(place), reason: format!("a string names {}, a development dependency", literal.text) });
        }
    }
    if package.import_helpers && !package.dependencies.contains_key("tslib") {
        against.push(NotProven {
            place: None,
            reason: "the compiled files import tslib (importHelpers), which is no production dependency".into(),
        });
    }
    if against.is_empty() { Ok(()) } else { Err(against) }
}

/// Why an import is not there in production; `None` where it is.
fn missing(package: &NodePackage, import: &str) -> Option<String> {
    let name = package_of(import);
    if is_built_in(import) || package.dependencies.contains_key(name) || package.name.as_deref() == Some(name) {
        return None;
    }
    if package.dev_dependencies.contains_key(name) {
        return Some(format!("{name} is a development dependency"));
    }
    if BROUGHT.iter().any(|(brought, by)| *brought == name && package.dependencies.contains_key(*by)) {
        return None;
    }
    // A package that another production dependency brings lies at the top of node_modules, and stays there.
    if package.other_dependencies.contains_key(name) || package.kept.contains(name) {
        return None;
    }
    Some(format!("{name} is no dependency of package.json"))
}

fn is_development(package: &NodePackage, name: &str) -> bool {
    package.dev_dependencies.contains_key(name) && !package.dependencies.contains_key(name)
}

/// True for an import that names a file of the project: relative, by an alias, or made by a bundler (`virtual:…`, `$lib/…`, `https://…`).
pub fn is_local(package: &NodePackage, from: &str) -> bool {
    let scheme = from.split_once(':').map(|(scheme, _)| scheme);
    from.is_empty()
        || from.starts_with(['.', '/', '#', '$', '\0'])
        || from.starts_with("@/")
        || from.starts_with('~')
        || from.starts_with("@@/")
        // No package can have a new name with capitals, so it is an alias of a bundler.
        || (package_of(from).contains(|c: char| c.is_ascii_uppercase()) && !package.has(package_of(from)) && !package.kept.contains(package_of(from)) && !from.contains('.'))
        || scheme.is_some_and(|scheme| !matches!(scheme, "node" | "bun" | "npm" | "jsr"))
        || package.aliases.iter().any(|(alias, _)| is_alias(alias, from))
}

/// An alias that ends in a slash stands for what lies below, another one for its own name and what lies below.
fn is_alias(alias: &str, from: &str) -> bool {
    let Some(rest) = from.strip_prefix(alias) else { return false };
    !alias.is_empty() && (alias.ends_with(['/', '@', '~', '#', '$']) || rest.is_empty() || rest.starts_with('/'))
}

/// The package that an import is of: `@a/b/c` is of `@a/b`, `date-fns/locale` of `date-fns`.
pub fn package_of(import: &str) -> &str {
    let import = import.strip_prefix("npm:").unwrap_or(import);
    let import = import.split('?').next().unwrap_or(import);
    let parts = if import.starts_with('@') { 2 } else { 1 };
    import.match_indices('/').nth(parts - 1).map_or(import, |(slash, _)| &import[..slash])
}

/// True for a module of Node.js or Bun itself, with and without `node:`.
pub fn is_built_in(import: &str) -> bool {
    if import.starts_with("node:") || import.starts_with("bun:") {
        return true;
    }
    matches!(
        import.split('/').next().unwrap_or(import),
        "assert"
            | "async_hooks"
            | "buffer"
            | "bun"
            | "child_process"
            | "cluster"
            | "console"
            | "constants"
            | "crypto"
            | "dgram"
            | "diagnostics_channel"
            | "dns"
            | "domain"
            | "events"
            | "fs"
            | "http"
            | "http2"
            | "https"
            | "inspector"
            | "module"
            | "net"
            | "os"
            | "path"
            | "perf_hooks"
            | "process"
            | "punycode"
            | "querystring"
            | "readline"
            | "repl"
            | "stream"
            | "string_decoder"
            | "sys"
            | "timers"
            | "tls"
            | "trace_events"
            | "tty"
            | "url"
            | "util"
            | "v8"
            | "vm"
            | "wasi"
            | "worker_threads"
            | "zlib"
    )
}
