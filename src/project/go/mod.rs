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
use super::path::{ancestors, is_below, resolve, under};
use super::tree::Tree;
use header::Built;

/// The modules of a build context, in the order of their folders. Modules below vendor, testdata and node_modules are left out. The code of a
/// module is that of all its packages, and of those that they import from other modules of the context.
pub fn go_modules(tree: &Tree) -> Vec<GoModule> {
    let mut modules: Vec<GoModule> = module_folders(tree).into_iter().map(|folder| module(tree, folder)).collect();
    let packages = packages(tree);
    let paths: Vec<(String, String)> = modules.iter().map(|m| (m.path.clone(), m.folder.clone())).collect();
    for module in &mut modules {
        let own = || packages.iter().filter(|(_, package)| package.module == Some(module.folder.as_str()));
        module.mains = own().filter(|(_, package)| package.name == "main").map(|(folder, _)| (*folder).to_owned()).collect();
        module.code = code_of(&packages, &reached(&packages, &paths, own().map(|(folder, _)| *folder).collect()));
        module.imports_c = imports_c(module, &packages, Built::Plain);
        module.imports_c_tagged = imports_c(module, &packages, Built::Tagged);
    }
    modules
}

/// What one program and the packages say that it imports from the context: `main` is a folder of [`GoModule::mains`].
pub fn go_code(tree: &Tree, main: &str) -> Code {
    let packages = packages(tree);
    let paths: Vec<(String, String)> = module_folders(tree).into_iter().map(|folder| (module_path(tree, folder), folder.into())).collect();
    let starts = packages.keys().filter(|folder| **folder == main).copied().collect();
    code_of(&packages, &reached(&packages, &paths, starts))
}

/// Go sources that lie below no go.mod. One for each top folder with sources, if all of them hold programs; else one for all.
pub fn go_sources(tree: &Tree) -> Vec<GoSources> {
    let packages = packages(tree);
    let lone: BTreeMap<&str, &Package> = packages.iter().filter(|(_, p)| p.module.is_none() && !p.vendored).map(|(f, p)| (*f, p)).collect();
    let mut tops: Vec<&str> = Vec::new();
    for folder in lone.keys() {
        if !tops.last().is_some_and(|top| is_below(folder, top)) {
            tops.push(folder);
        }
    }
    let made: Vec<GoSources> = tops
        .iter()
        .map(|top| {
            let below = || lone.iter().filter(|(folder, _)| is_below(folder, top));
            let mains = below().filter(|(_, package)| package.name == "main").map(|(folder, _)| (*folder).to_owned()).collect();
            GoSources { folder: (*top).into(), mains, code: code_of(&packages, &below().map(|(folder, _)| *folder).collect()) }
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
    /// Folder of the module that it belongs to.
    module: Option<&'a str>,
    /// It lies below a vendor folder.
    vendored: bool,
    /// Paths and texts.
    files: Vec<(&'a str, &'a str)>,
    /// The package clause; `main` if any file says so.
    name: &'a str,
    /// Import paths of all files.
    imports: BTreeSet<&'a str>,
    /// Files that import "C".
    c: Vec<(&'a str, Built)>,
}

fn module_folders(tree: &Tree) -> BTreeSet<&str> {
    let manifests = tree.all().filter_map(|(path, _)| Some((path, path.strip_suffix("go.mod")?)));
    let folders = manifests.filter(|(path, folder)| (folder.is_empty() || folder.ends_with('/')) && !is_left_out(path));
    folders.map(|(_, folder)| folder.trim_end_matches('/')).collect()
}

/// Folders with sources; those of vendor folders are there too.
fn packages(tree: &Tree) -> BTreeMap<&str, Package<'_>> {
    let modules = module_folders(tree);
    let mut packages: BTreeMap<&str, Package> = BTreeMap::new();
    let mut tokens = Vec::new();
    for (path, file) in tree.all() {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(stem) = name.strip_suffix(".go") else { continue };
        if stem.ends_with("_test") || stem.starts_with(['_', '.']) {
            continue;
        }
        if folder.split('/').any(|part| is_for_tests(part) || part.starts_with(['_', '.'])) {
            continue;
        }
        let Some(text) = file.text.as_deref() else { continue };
        let built = header::built(path, text);
        if built == Built::Never {
            continue;
        }
        let package = packages.entry(folder).or_insert_with(|| {
            let vendored = folder.split('/').any(|part| part == "vendor");
            let module = if vendored { None } else { ancestors(folder).find(|above| modules.contains(above)) };
            Package { module, vendored, ..Package::default() }
        });
        tokens.clear();
        lexer::head_tokens(text, &mut tokens);
        package.note(path, text, &header::header(&tokens), built);
    }
    packages
}

impl<'a> Package<'a> {
    fn note(&mut self, path: &'a str, text: &'a str, head: &header::Header<'a>, built: Built) {
        if self.name != "main" {
            self.name = head.package;
        }
        if head.imports.iter().any(|import| import.path == "C") {
            self.c.push((path, built));
        }
        if !self.vendored {
            self.imports.extend(head.imports.iter().map(|import| import.path));
            self.files.push((path, text));
        }
    }
}

/// Folders of the packages that some of them import, directly or not, these included.
fn reached<'a>(packages: &BTreeMap<&'a str, Package<'a>>, modules: &[(String, String)], starts: Vec<&'a str>) -> BTreeSet<&'a str> {
    let (mut seen, mut next) = (BTreeSet::new(), starts);
    while let Some(folder) = next.pop() {
        let Some(package) = packages.get(folder).filter(|_| seen.insert(folder)) else { continue };
        for import in &package.imports {
            let inside = modules.iter().filter(|(path, _)| !path.is_empty() && is_below(import, path));
            let candidates = inside.map(|(path, folder)| under(folder, import[path.len()..].trim_start_matches('/')));
            next.extend(candidates.filter_map(|folder| packages.get_key_value(folder.trim_end_matches('/')).map(|(folder, _)| *folder)));
        }
    }
    seen
}

fn module(tree: &Tree, folder: &str) -> GoModule {
    let manifest = manifest::manifest(tree.text(&under(folder, "go.mod")).unwrap_or_default());
    GoModule {
        folder: folder.into(),
        path: manifest.path,
        go: manifest.go,
        requires: manifest.requires,
        local_replaces: manifest.local_replaces,
        sum: tree.file(&under(folder, "go.sum")).is_some(),
        vendor: tree.is_folder(&under(folder, "vendor")),
        workspace: ancestors(folder).any(|above| tree.file(&under(above, "go.work")).is_some()) || is_used(tree, folder),
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

/// What the packages of these folders say.
fn code_of(packages: &BTreeMap<&str, Package>, folders: &BTreeSet<&str>) -> Code {
    let mut code = Code::default();
    for package in folders.iter().filter_map(|folder| packages.get(folder)) {
        read_package(package, &mut code);
    }
    code
}

/// Scans the files of a folder; their constants are common to all of them.
fn read_package(package: &Package, code: &mut Code) {
    let mut names = Names::default();
    let mut files: Vec<(&str, Vec<Token>, header::Header)> = Vec::with_capacity(package.files.len());
    for (path, text) in &package.files {
        let mut tokens = Vec::with_capacity(text.len() / 4);
        lexer::tokens(text, &mut tokens);
        let head = header::header(&tokens);
        words::note_names(&tokens, head.end, &mut names);
        files.push((path, tokens, head));
    }
    let says = |word: &str| package.files.iter().any(|(_, text)| text.contains(word));
    let embeds = says("//go:embed ") && !says("os.DirFS");
    for (path, tokens, head) in &mut files {
        words::scan(path, tokens, head, &names, embeds, code);
    }
}

/// Files of the module and of its vendor folder that call C.
fn imports_c(module: &GoModule, packages: &BTreeMap<&str, Package>, when: Built) -> Vec<String> {
    let vendor = under(&module.folder, "vendor");
    let own = packages.iter().filter(|(folder, package)| {
        package.module == Some(module.folder.as_str()) || (module.vendor && package.vendored && is_below(folder, &vendor))
    });
    own.flat_map(|(_, package)| &package.c).filter(|(_, built)| *built == when).map(|(path, _)| (*path).to_owned()).collect()
}

fn module_path(tree: &Tree, folder: &str) -> String {
    manifest::manifest(tree.text(&under(folder, "go.mod")).unwrap_or_default()).path
}

fn is_for_tests(folder: &str) -> bool {
    matches!(folder, "testdata" | "testutil" | "testutils" | "testhelper" | "testhelpers" | "node_modules")
}

fn is_left_out(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "vendor" | "testdata" | "node_modules"))
}

fn common<'a>(a: &'a str, b: &str) -> &'a str {
    ancestors(a).find(|above| is_below(b, above)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
