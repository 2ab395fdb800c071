//! Turns the files of a package's folder into what its sources say, and tells sources from tests, configuration and built files.
//! Relies on names and on the beginnings of lines. Does not know which file is the entry.

use std::collections::{BTreeMap, BTreeSet};

use super::super::code::Place;
use super::super::facts::NodePackage;
use super::super::javascript::{self, Module};
use super::super::path;
use super::super::tree::Tree;
use super::production::is_local;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of the program.
    Source,
    /// Configuration right in the package's folder.
    Configuration,
    /// Tests, built files, files for browsers, and whatever is no script.
    Neither,
}

/// Fills in everything that comes from the sources. `files` are the paths (in the context) that belong to the package.
pub(super) fn fill(tree: &Tree, package: &mut NodePackage, files: &[&str]) {
    let mut sources: BTreeMap<&str, Module> = BTreeMap::new();
    let mut configuration: BTreeMap<&str, Module> = BTreeMap::new();
    for &file in files {
        let Some(own) = path::within(file, &package.folder) else { continue };
        let role = role(package, own, tree.text(file).unwrap_or_default());
        if role == Role::Configuration {
            package.config_files.push(own.to_owned());
        }
        let (Some(text), true) = (tree.text(file), role == Role::Source || role == Role::Configuration && javascript::is_source(file))
        else {
            continue;
        };
        let module = javascript::scan(file, text);
        if role == Role::Source {
            sources.insert(file, module)
        } else {
            configuration.insert(file, module)
        };
    }
    let mut imported: BTreeSet<String> = BTreeSet::new();
    for (file, module) in &sources {
        imported.extend(local(tree, package, file, module));
    }
    // A configuration file that the program imports is part of it.
    let (own, tools): (BTreeMap<_, _>, BTreeMap<_, _>) = configuration.into_iter().partition(|(file, _)| imported.contains(*file));
    sources.extend(own);
    package.config_code = tools.into_iter().map(|(file, module)| (file.to_owned(), module.code)).collect();
    for (file, module) in sources {
        let modules = local(tree, package, file, &module).into_iter().collect();
        package.modules.insert(file.to_owned(), modules);
        for import in &module.imports {
            if is_local(package, &import.from) {
                continue;
            }
            if import.types_only {
                package.type_imports.insert(import.from.clone());
            } else {
                let place = || Place { file: file.to_owned(), line: import.line, text: import.from.clone() };
                let places = package.imported.entry(import.from.clone()).or_default();
                if places.last().is_none_or(|last| last.file != file) {
                    places.push(place());
                }
            }
        }
        package.code.absorb(module.code);
    }
}

/// What a file is for, by its path in the package's folder and its text.
pub(super) fn role(package: &NodePackage, own: &str, text: &str) -> Role {
    let (folders, name) = own.rsplit_once('/').unwrap_or(("", own));
    let mut names = folders.split('/');
    let top = names.next().unwrap_or_default();
    if folders.is_empty() && is_configuration(name) {
        return Role::Configuration;
    }
    if is_test(name) || !(javascript::is_source(name) || !name.contains('.') && is_program(text)) {
        return Role::Neither;
    }
    let hidden = |folder: &str| {
        folder.starts_with('.') && folder.len() > 1
            || matches!(
                folder,
                "node_modules" | "bower_components" | "coverage" | "__tests__" | "__mocks__" | "__fixtures__" | "storybook-static"
            )
    };
    if folders.split('/').any(hidden) {
        return Role::Neither;
    }
    let built = package.out_dir.as_deref().is_some_and(|out| path::within(own, out).is_some())
        || matches!(top, "dist" | "build" | "out")
            && (package.out_dir.is_some() || package.scripts.keys().any(|s| s.contains("build") || s.contains("compile")));
    let beside = match top {
        "test" | "tests" | "e2e" | "cypress" | "spec" => true,
        "examples" | "example" | "docs" | "playground" | "benchmark" | "benchmarks" | "webpack" | "gulp" => {
            !package.scripts.iter().any(|(name, text)| name.contains("start") && text.contains(top))
        }
        _ => false,
    };
    if built || beside || (matches!(top, "public" | "static" | "assets") && !is_server(text)) {
        return Role::Neither;
    }
    for folder in names {
        let for_browsers = matches!(folder, "public" | "static" | "assets") && path::extension(name) != "ts" && !is_server(text);
        let of_tests = matches!(folder, "test" | "tests" | "e2e") && is_test_text(text);
        if for_browsers || of_tests {
            return Role::Neither;
        }
    }
    Role::Source
}

/// `a.test.ts`, `a.spec.js`, `a.e2e-spec.ts`, `a.stories.tsx`, `a.cy.ts`
fn is_test(name: &str) -> bool {
    name.split('.').skip(1).any(|part| matches!(part, "test" | "spec" | "e2e-spec" | "stories" | "story" | "cy"))
}

/// Configuration of tools and of the run, by the forms of their names.
fn is_configuration(name: &str) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let script = matches!(extension, "js" | "cjs" | "mjs" | "ts" | "mts" | "cts");
    let config = matches!(extension, "json" | "yml" | "yaml" | "toml") || script;
    (config && (matches!(path::extension(stem), "config" | "conf") || (stem.ends_with("rc") && stem.starts_with('.'))))
        || (script
            && (["webpack", "rollup", "karma", "jest", "vitest", "gulpfile", "Gruntfile", "gruntfile", "gatsby-", "babel", "ecosystem"]
                .iter()
                .any(|begin| stem.starts_with(begin))
                || matches!(stem, "knexfile" | "ormconfig" | "setupTests" | "next-env")))
        || matches!(
            name,
            "nest-cli.json"
                | "ormconfig.json"
                | "ormconfig.yml"
                | "ormconfig.yaml"
                | ".sequelizerc"
                | ".babelrc"
                | ".sailsrc"
                | ".swcrc"
                | "angular.json"
                | "nodemon.json"
                | "process.yml"
        )
}

/// `#!/usr/bin/env node`, for files without an extension: bin/www.
fn is_program(text: &str) -> bool {
    super::super::scripts::interpreter(text).is_some_and(|program| matches!(path::name(program), "node" | "bun" | "ts-node" | "tsx"))
}

/// A line begins as those of CommonJS modules or of server programs do.
fn is_server(text: &str) -> bool {
    text.lines().any(|line| {
        line.starts_with("module.exports")
            || line.starts_with("exports.")
            || (["const ", "let ", "var "].iter().any(|k| line.starts_with(k)) && line.contains("require("))
    })
}

fn is_test_text(text: &str) -> bool {
    text.lines().any(|line| ["describe(", "test(", "it(", "describe.", "test."].iter().any(|begin| line.starts_with(begin)))
}

/// The files of the project that a module imports.
fn local(tree: &Tree, package: &NodePackage, file: &str, module: &Module) -> BTreeSet<String> {
    module.imports.iter().filter(|i| !i.types_only).filter_map(|i| resolved(tree, package, file, &i.from)).collect()
}

/// The file that a local import names, as Node.js and bundlers look for it; the path as written where there is none.
pub fn resolved(tree: &Tree, package: &NodePackage, file: &str, from: &str) -> Option<String> {
    let from = from.split('?').next().unwrap_or(from);
    let target = if from == "." || from == ".." || from.starts_with("./") || from.starts_with("../") {
        path::join(path::folder(file), from)
    } else if let Some((alias, to)) = best_alias(package, from) {
        path::join(to, &from[alias.len()..])
    } else if let Some(rest) = from.strip_prefix("@/").or_else(|| from.strip_prefix("~/")) {
        let src = path::join(&package.folder, "src");
        let inside = path::join(&src, rest);
        return Some(existing(tree, &inside).or_else(|| existing(tree, &path::join(&package.folder, rest))).unwrap_or(inside));
    } else {
        return None;
    };
    Some(existing(tree, &target).unwrap_or(target)).filter(|target| !path::is_outside(target))
}

/// The longest alias that an import begins with.
fn best_alias<'p>(package: &'p NodePackage, from: &str) -> Option<&'p (String, String)> {
    package.aliases.iter().filter(|(alias, _)| !alias.is_empty() && from.starts_with(alias.as_str())).max_by_key(|(alias, _)| alias.len())
}

/// What an import may leave out of a file's name.
const ENDS: [&str; 11] = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".svelte", ".mts", ".cts"];

fn existing(tree: &Tree, target: &str) -> Option<String> {
    if tree.file(target).is_some() {
        return Some(target.to_owned());
    }
    let with_ends = |stem: &str| ENDS.iter().map(|end| format!("{stem}{end}")).find(|path| tree.file(path).is_some());
    // TypeScript's own imports say `.js` for a file that is `.ts` until it is compiled.
    let compiled = [".js", ".jsx", ".mjs", ".cjs"].iter().find_map(|end| target.strip_suffix(end));
    with_ends(target).or_else(|| compiled.and_then(with_ends)).or_else(|| with_ends(path::join(target, "index").as_str()))
}
