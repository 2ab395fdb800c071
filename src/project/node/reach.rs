//! Turns the file that is started into the sources that it can load.
//! Relies on the imports between the modules of a package, and on literals that name folders of it.
//! Does not know how frameworks load files by convention: for those every source counts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::super::code::Literal;
use super::super::facts::{Framework, NodePackage};
use super::super::path;
use super::beside;

/// The source of a file that is started, by its path in the package's folder as written: `dist/index.js` is `src/index.ts`,
/// `.` is the package's `main`. `None` where no source fits.
pub fn source_of<'p>(package: &'p NodePackage, file: &str) -> Option<&'p str> {
    let file = path::join("", file);
    let file = if file.is_empty() { path::join("", package.main.as_deref().unwrap_or("index.js")) } else { file };
    let built = package.out_dir.as_deref().map(|out| path::join("", out)).and_then(|out| path::within(&file, &out).map(str::to_owned));
    let candidates = built.iter().flat_map(|own| [own.clone(), format!("src/{own}")]).chain([file.clone()]);
    candidates.into_iter().find_map(|candidate| {
        let stem = [".js", ".mjs", ".cjs"].iter().find_map(|end| candidate.strip_suffix(end)).unwrap_or(&candidate);
        let names = [
            candidate.clone(),
            format!("{stem}.ts"),
            format!("{stem}.mts"),
            format!("{stem}.cts"),
            format!("{stem}.tsx"),
            format!("{stem}.js"),
        ];
        let names = names.into_iter().chain([format!("{candidate}/index.ts"), format!("{candidate}/index.js")]);
        names.into_iter().find_map(|name| package.modules.get_key_value(&beside(&package.folder, &name)).map(|(file, _)| file.as_str()))
    })
}

/// The sources that can be loaded when these are started: what they import, and all below a folder that one of them names in a string.
/// Frameworks that load files by convention reach every source.
pub fn reachable<'p>(package: &'p NodePackage, entries: &[&str]) -> BTreeSet<&'p str> {
    if package.framework.is_some_and(loads_by_convention) {
        return package.modules.keys().map(String::as_str).collect();
    }
    let mut literals: BTreeMap<&str, Vec<&Literal>> = BTreeMap::new();
    for literal in &package.code.literals {
        literals.entry(&literal.file).or_default().push(literal);
    }
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> =
        entries.iter().filter_map(|entry| package.modules.get_key_value(*entry)).map(|(file, _)| file.as_str()).collect();
    while let Some(file) = open.pop() {
        if !found.insert(file) {
            continue;
        }
        let imported = package.modules.get(file).into_iter().flatten();
        open.extend(
            imported.filter_map(|to| package.modules.get_key_value(to)).map(|(to, _)| to.as_str()).filter(|to| !found.contains(to)),
        );
        for folder in literals.remove(file).into_iter().flatten().flat_map(|literal| folders(package, &literal.text)) {
            let below = package.modules.range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded));
            let below = below.map(|(to, _)| to.as_str()).take_while(|to| to.starts_with(&folder));
            open.extend(below.filter(|to| !found.contains(to)));
        }
    }
    found
}

fn loads_by_convention(framework: Framework) -> bool {
    match framework {
        Framework::Next
        | Framework::Nuxt
        | Framework::Remix
        | Framework::ReactRouter
        | Framework::SvelteKitNode
        | Framework::SvelteKit
        | Framework::Astro
        | Framework::Gatsby
        | Framework::Strapi
        | Framework::Adonis
        | Framework::Sails => true,
        Framework::Nest
        | Framework::Angular
        | Framework::VueCli
        | Framework::ReactScripts
        | Framework::Vite
        | Framework::Express
        | Framework::Fastify
        | Framework::Koa
        | Framework::Hapi
        | Framework::Hono => false,
    }
}

/// The folder (with a slash at its end) that a string names, up to the first wildcard, seen from the package and from the context.
fn folders(package: &NodePackage, text: &str) -> Vec<String> {
    let constant = text.split(['*', '{', '?']).next().unwrap_or_default();
    let folder = if constant.len() < text.len() { path::folder(constant) } else { constant };
    let folder = path::join("", folder.trim_start_matches('/'));
    if folder.is_empty() || path::is_outside(&folder) {
        return Vec::new();
    }
    vec![format!("{}/", beside(&package.folder, &folder)), format!("{folder}/")]
}
