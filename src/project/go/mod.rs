//! Go modules, and sources without one, into facts: requirements, programs, cgo, and what the code says.
//! Relies on the layout that the go command prescribes (testdata, vendor, `_test.go`, names that begin with `_` or `.`). Runs no toolchain and
//! resolves no versions.

mod header;
mod lexer;
mod manifest;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Literal, Place};
use super::facts::{GoModule, GoSources};
use super::lexer::{Names, Token};
use super::paths::{ancestors, is_below, join, resolve};
use super::tree::Tree;

/// The modules of a build context, in the order of their folders. Modules below vendor, testdata and node_modules are left out.
pub fn go_modules(tree: &Tree) -> Vec<GoModule> {
    let mut modules: Vec<GoModule> = module_folders(tree).into_iter().map(|folder| module(tree, folder)).collect();
    let sources = sources(tree);
    for module in &mut modules {
        let (mains, code) = read_folders(sources.iter().filter(|(_, package)| package.module == Some(module.folder.as_str())));
        (module.mains, module.code) = (mains, code);
        module.imports_c = imports_c(tree, module, &sources);
    }
    modules
}

/// Go sources that lie below no go.mod. One for each top folder with sources, if all of them hold programs; else one for all.
pub fn go_sources(tree: &Tree) -> Vec<GoSources> {
    let sources = sources(tree);
    let lone: BTreeMap<&str, &Package> = sources.iter().filter(|(_, p)| p.module.is_none()).map(|(f, p)| (*f, p)).collect();
    let mut tops: Vec<&str> = Vec::new();
    for folder in lone.keys() {
        if !tops.last().is_some_and(|top| is_below(folder, top)) {
            tops.push(folder);
        }
    }
    let made: Vec<GoSources> = tops
        .iter()
        .map(|top| {
            let (mains, code) = read_folders(lone.iter().filter(|(folder, _)| is_below(folder, top)).map(|(f, p)| (f, *p)));
            GoSources { folder: (*top).into(), mains, code }
        })
        .collect();
    if made.len() < 2 || made.iter().all(|top| !top.mains.is_empty()) {
        return made;
    }
    let folder = tops.iter().skip(1).fold(tops[0], |a, b| common(a, b)).to_owned();
    let mut all = GoSources { folder, ..GoSources::default() };
    for top in made {
        all.mains.extend(top.mains);
        all.code.absorb(top.code);
    }
    vec![all]
}

/// The Go files of one folder that a Linux build may take.
#[derive(Default)]
struct Package<'a> {
    module: Option<&'a str>,
    vendored: bool,
    files: Vec<(&'a str, &'a str)>,
}

fn module_folders(tree: &Tree) -> BTreeSet<&str> {
    let manifests = tree.all().filter_map(|(path, _)| Some((path, path.strip_suffix("go.mod")?)));
    let folders = manifests.filter(|(path, folder)| (folder.is_empty() || folder.ends_with('/')) && !is_left_out(path));
    folders.map(|(_, folder)| folder.trim_end_matches('/')).collect()
}

/// Folders with sources; those of vendor folders are there too.
fn sources(tree: &Tree) -> BTreeMap<&str, Package<'_>> {
    let modules = module_folders(tree);
    let mut packages: BTreeMap<&str, Package> = BTreeMap::new();
    for (path, file) in tree.all() {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !name.ends_with(".go") || name.ends_with("_test.go") || name.starts_with(['_', '.']) {
            continue;
        }
        let Some(text) = file.text.as_deref().filter(|text| header::may_build(path, text)) else { continue };
        if folder.split('/').any(|part| matches!(part, "testdata" | "node_modules") || part.starts_with('_') || part.starts_with('.')) {
            continue;
        }
        let package = packages.entry(folder).or_insert_with(|| {
            let vendored = folder.split('/').any(|part| part == "vendor");
            let module = if vendored { None } else { ancestors(folder).find(|above| modules.contains(above)) };
            Package { module, vendored, files: Vec::new() }
        });
        package.files.push((path, text));
    }
    packages.retain(|_, package| !package.files.is_empty());
    packages
}

fn module(tree: &Tree, folder: &str) -> GoModule {
    let manifest = manifest::manifest(tree.text(&join(folder, "go.mod")).unwrap_or_default());
    GoModule {
        folder: folder.into(),
        path: manifest.path,
        go: manifest.go,
        requires: manifest.requires,
        local_replaces: manifest.local_replaces,
        sum: tree.file(&join(folder, "go.sum")).is_some(),
        vendor: tree.is_folder(&join(folder, "vendor")),
        workspace: ancestors(folder).any(|above| tree.file(&join(above, "go.work")).is_some()) || is_used(tree, folder),
        ..GoModule::default()
    }
}

/// A go.work somewhere else in the context names the folder.
fn is_used(tree: &Tree, folder: &str) -> bool {
    let works = tree.all().filter_map(|(path, file)| Some((path.strip_suffix("go.work")?, file.text.as_deref()?)));
    works.filter(|(above, _)| above.is_empty() || above.ends_with('/')).any(|(above, text)| {
        manifest::manifest(text).uses.iter().any(|used| resolve(above.trim_end_matches('/'), used).as_deref() == Some(folder))
    })
}

/// Folders of programs, and what the sources say.
fn read_folders<'a, 'p: 'a>(packages: impl Iterator<Item = (&'a &'p str, &'a Package<'p>)>) -> (Vec<String>, Code) {
    let (mut mains, mut code) = (Vec::new(), Code::default());
    for (folder, package) in packages.filter(|(_, package)| !package.vendored) {
        if read_package(package, &mut code) {
            mains.push((*folder).to_owned());
        }
    }
    (mains, code)
}

/// Scans the files of a folder; true if they are a program.
fn read_package(package: &Package, code: &mut Code) -> bool {
    let mut names = Names::default();
    let mut files: Vec<(&str, Vec<Token>, header::Header)> = Vec::with_capacity(package.files.len());
    for (path, text) in &package.files {
        let mut tokens = Vec::with_capacity(text.len() / 4);
        lexer::tokens(text, &mut tokens);
        let head = header::header(&tokens);
        words::note_names(&tokens, head.end, &mut names);
        files.push((path, tokens, head));
    }
    for (path, tokens, head) in &mut files {
        words::scan(path, tokens, head, &names, code);
    }
    files.iter().any(|(_, _, head)| head.package == "main")
}

/// Files of the module and of its vendor folder that call C.
fn imports_c(tree: &Tree, module: &GoModule, sources: &BTreeMap<&str, Package>) -> Vec<String> {
    let vendor = join(&module.folder, "vendor");
    let own = sources.iter().filter(|(folder, package)| {
        package.module == Some(module.folder.as_str()) || (module.vendor && package.vendored && is_below(folder, &vendor))
    });
    let files = own.flat_map(|(_, package)| &package.files).filter(|(_, text)| text.contains("\"C\""));
    let mut tokens = Vec::new();
    files
        .filter(|(path, text)| {
            tokens.clear();
            lexer::tokens(text, &mut tokens);
            tree.file(path).is_some() && header::header(&tokens).imports.iter().any(|import| import.path == "C")
        })
        .map(|(path, _)| (*path).to_owned())
        .collect()
}

fn is_left_out(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "vendor" | "testdata" | "node_modules"))
}

fn common<'a>(a: &'a str, b: &str) -> &'a str {
    ancestors(a).find(|above| is_below(b, above)).unwrap_or_default()
}
