//! Literals of the sources into entries of the build context that the running program may open.
//! Relies on [`Code`] of any language and on the file list. Knows no framework and no Dockerfile; what the program makes itself, and what is not in
//! the context, is not found here.
//!
//! The rule: a literal whose first path segment is an entry of the folder that became the working directory names the longest part of it that
//! exists. A file too much only makes an image bigger, a missing one breaks it; so the rule only leaves out what no program reads.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Literal, Place};
use super::paths::{ancestors, is_below, join, resolve};
use super::tree::Tree;

/// A folder that holds sources and other files is narrowed to the others, unless these are more than so many entries.
const FEW: usize = 8;

/// The entries of the context that the literals name, with the place of the first literal that does. `folder` is the one that the program's
/// working directory was copied from. Entries below another one of the list are left out.
pub fn named_entries(code: &Code, tree: &Tree, folder: &str) -> Vec<(String, Place)> {
    let mut finder = Finder { tree, folder, entries: tree.entries(folder), found: BTreeMap::new() };
    let read: BTreeSet<&str> = code.read_literals.iter().map(|l| l.text.as_str()).collect();
    for literal in code.read_literals.iter().chain(code.literals.iter().filter(|l| !read.contains(l.text.as_str()))) {
        let is_read = read.contains(literal.text.as_str());
        finder.literal(literal, is_read, code);
    }
    if !code.reads_unknown.is_empty() {
        finder.suffixes(code);
    }
    let mut list: Vec<(String, Place)> = Vec::new();
    for (path, place) in finder.found {
        if !list.iter().rev().any(|(above, _)| is_below(&path, above)) {
            list.push((path, place));
        }
    }
    list
}

/// The search, with what it found so far.
struct Finder<'a> {
    tree: &'a Tree,
    folder: &'a str,
    entries: BTreeMap<String, bool>,
    found: BTreeMap<String, Place>,
}

/// How a literal's path was found in the context.
struct Hit {
    /// The longest part that exists.
    path: String,
    /// All of it exists.
    whole: bool,
}

impl Finder<'_> {
    fn literal(&mut self, literal: &Literal, is_read: bool, code: &Code) {
        let Some(path) = path_of(&literal.text) else { return };
        for hit in self.hits(path, literal, is_read, code) {
            if is_read && hit.whole && self.tree.file(&hit.path).is_some() {
                self.demand(hit.path, literal);
            } else {
                self.narrowed(&hit, literal, is_read);
            }
        }
    }

    /// Where a path leads: from the working directory; from the root of the image; from the source's own folder.
    fn hits(&self, path: &str, literal: &Literal, is_read: bool, code: &Code) -> Vec<Hit> {
        let (fixed, is_pattern) = before_pattern(path);
        if let Some(absolute) = fixed.strip_prefix('/') {
            return self.absolute(absolute, is_read, code.serves_files.is_some()).into_iter().collect();
        }
        let mut hits = Vec::new();
        if fixed.starts_with("../") || fixed.starts_with("./") || self.entries.contains_key(first(fixed)) {
            hits.extend(self.longest(self.folder, fixed));
        }
        let beside_source = is_script(&literal.file) || !code.compile_time_paths.is_empty();
        if hits.is_empty() && beside_source && (fixed.contains('/') || is_read) {
            let beside = literal.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            hits.extend(self.longest(beside, fixed));
        }
        if hits.is_empty() && is_read && !is_pattern {
            hits.extend(self.without_extension(fixed));
        }
        hits
    }

    /// `/app/templates` may be `templates` of the working directory, `/static` a route to the folder of that name.
    fn absolute(&self, path: &str, is_read: bool, serves: bool) -> Option<Hit> {
        let mut rest = path;
        let mut depth = 0;
        loop {
            if self.entries.contains_key(first(rest)) {
                let hit = self.longest(self.folder, rest)?;
                let is_file = self.tree.file(&hit.path).is_some();
                let is_deep = rest.contains('/');
                let wanted = if depth == 0 { is_read || serves || is_file } else { hit.whole && (is_read || is_file || is_deep) };
                return wanted.then_some(hit);
            }
            (_, rest) = rest.split_once('/')?;
            depth += 1;
        }
    }

    /// The longest existing part of a path from a folder, which lies below that folder or beside it.
    fn longest(&self, from: &str, path: &str) -> Option<Hit> {
        let target = resolve(from, path)?;
        if target.is_empty() {
            return None;
        }
        let exists = |path: &&str| self.tree.file(path).is_some() || self.tree.is_folder(path);
        let found = ancestors(&target).take_while(|p| !p.is_empty()).find(exists)?;
        // The folder that the path starts from, or one above it, says nothing.
        let is_above = is_below(self.folder, found) || is_below(from, found);
        (!is_above).then(|| Hit { path: found.into(), whole: found.len() == target.len() })
    }

    /// `config/default` is read as `config/default.toml` by configuration libraries.
    fn without_extension(&self, path: &str) -> Vec<Hit> {
        let Some(target) = resolve(self.folder, path) else { return Vec::new() };
        let (folder, name) = target.rsplit_once('/').unwrap_or(("", &target));
        if name.is_empty() || name.contains('.') {
            return Vec::new();
        }
        let is_named = |file: &str| {
            let extension = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
            extension
                .is_some_and(|e| matches!(e, "yaml" | "yml" | "json" | "json5" | "toml" | "env" | "ini" | "properties" | "hcl" | "ron"))
        };
        let files = self.tree.entries(folder).into_iter().filter(|(file, is_folder)| !is_folder && is_named(file));
        files.map(|(file, _)| Hit { path: join(folder, &file), whole: true }).collect()
    }

    /// A hit without what no program reads: sources, manifests, documents for people.
    fn narrowed(&mut self, hit: &Hit, literal: &Literal, is_read: bool) {
        let top = &hit.path[if self.folder.is_empty() { 0 } else { common_length(&hit.path, self.folder) }..];
        if top.split('/').any(is_left_out) || (!is_read && self.tree.file(&hit.path).is_some() && is_for_people(&hit.path)) {
            return;
        }
        let language = source_extensions(&literal.file);
        let is_source = |path: &str| language.contains(&extension(path));
        if self.tree.file(&hit.path).is_some() {
            if !is_source(&hit.path) {
                self.demand(hit.path.clone(), literal);
            }
            return;
        }
        let mut parts = Vec::new();
        collect(self.tree, &hit.path, &is_source, &mut parts);
        let holds_built_files = is_read && !hit.whole && !parts.is_empty();
        if parts.len() > FEW || holds_built_files {
            parts = vec![hit.path.clone()];
        }
        for part in parts {
            self.demand(part, literal);
        }
    }

    /// `name + ".txt"` reads the files with that ending in the working directory, and in the folders above it that are named by dots alone.
    fn suffixes(&mut self, code: &Code) {
        let is_dots = |text: &str| text.ends_with('/') && text.split('/').all(|part| matches!(part, "" | "." | ".."));
        let mut folders: BTreeSet<String> = BTreeSet::from([self.folder.to_owned()]);
        let dots = code.literals.iter().filter(|l| is_dots(&l.text) && !l.text.starts_with('/'));
        folders.extend(dots.filter_map(|l| resolve(self.folder, &l.text)));
        let suffixes: BTreeMap<&str, &Literal> = code.literals.iter().rev().filter_map(|l| Some((suffix(&l.text)?, l))).collect();
        for folder in folders {
            for (name, is_folder) in self.tree.entries(&folder) {
                let literal = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).and_then(|(_, end)| suffixes.get(end));
                let Some(literal) = literal.filter(|_| !is_folder && !is_for_people(&name) && !is_left_out(&name)) else { continue };
                if !source_extensions(&literal.file).contains(&extension(&name)) {
                    self.demand(join(&folder, &name), literal);
                }
            }
        }
    }

    fn demand(&mut self, path: String, literal: &Literal) {
        self.found.entry(path).or_insert_with(|| Place {
            file: literal.file.clone(),
            line: literal.line,
            text: format!("\"{}\"", literal.text),
        });
    }
}

/// The path in a literal, without a scheme of files and without the options of a database; `None` for what is none.
fn path_of(text: &str) -> Option<&str> {
    let schemes = ["file://", "sqlite3://", "sqlite://", "sqlite:", "file:"];
    let scheme = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    let path = scheme.map_or(text, |rest| rest.split(['?', '#']).next().unwrap_or_default());
    let is_odd = path.len() > 255 || path.contains("://") || path.contains(['\n', '\t', '<', '>', '"', '|', '\0']);
    (!is_odd && !is_media_type(path) && !path.trim_matches(['.', '/']).is_empty()).then_some(path)
}

/// type "/" subtype
fn is_media_type(text: &str) -> bool {
    let Some((kind, subtype)) = text.split_once('/') else { return false };
    let known = matches!(kind, "text" | "image" | "application" | "audio" | "video" | "multipart" | "font" | "message" | "model");
    let subtype = subtype.split(';').next().unwrap_or_default();
    known && !subtype.contains('/') && MEDIA.iter().any(|word| subtype.trim_start_matches("x-").starts_with(word))
}

/// Beginnings of subtypes.
const MEDIA: [&str; 37] = [
    "*",
    "html",
    "plain",
    "css",
    "csv",
    "xml",
    "javascript",
    "ecmascript",
    "markdown",
    "event-stream",
    "json",
    "ld+json",
    "problem+json",
    "vnd.",
    "octet-stream",
    "www-form",
    "form-data",
    "mixed",
    "related",
    "pdf",
    "zip",
    "gzip",
    "protobuf",
    "grpc",
    "graphql",
    "png",
    "jpeg",
    "jpg",
    "gif",
    "webp",
    "svg",
    "avif",
    "bmp",
    "icon",
    "mp",
    "ogg",
    "wav",
];

/// The part of a path before its first pattern, at a slash; true if there is a pattern.
fn before_pattern(path: &str) -> (&str, bool) {
    match path.find(['*', '?', '[', '{', '$']) {
        Some(at) => (path[..at].rsplit_once('/').map_or("", |(before, _)| before), true),
        None => (path, false),
    }
}

fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// suffix = [ "*" ] "." letters, alone or as a pattern: `.txt`, `*.txt`
fn suffix(text: &str) -> Option<&str> {
    let text = text.strip_prefix("./").unwrap_or(text);
    let end = text.strip_prefix('*').unwrap_or(text).strip_prefix('.')?;
    ((1..=8).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(end)
}

/// Entries of a folder that are worth copying; the folder itself if all of them are.
fn collect(tree: &Tree, folder: &str, is_source: &dyn Fn(&str) -> bool, out: &mut Vec<String>) {
    let unwanted = |path: &str| is_source(path) || path[folder.len() + 1..].split('/').any(is_left_out) || is_manifest(path);
    let (mut any, mut all) = (false, true);
    for (path, _) in tree.under(folder) {
        let skipped = unwanted(path);
        any |= !skipped;
        all &= !skipped;
    }
    if !any {
        return;
    }
    if all {
        out.push(folder.to_owned());
        return;
    }
    for (name, is_folder) in tree.entries(folder) {
        let path = join(folder, &name);
        if is_folder && !is_left_out(&name) {
            collect(tree, &path, is_source, out);
        } else if !is_folder && !is_source(&path) && !is_left_out(&name) && !is_manifest(&name) && !is_for_people(&name) {
            out.push(path);
        }
        if out.len() > FEW {
            return;
        }
    }
}

/// Files that only a build reads, and folders of tools, tests and caches.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        ".git"
            | ".github"
            | ".gitlab"
            | ".idea"
            | ".vscode"
            | ".gitignore"
            | ".gitattributes"
            | ".dockerignore"
            | ".editorconfig"
            | "node_modules"
            | "target"
            | "vendor"
            | "test"
            | "tests"
            | "testdata"
            | "__tests__"
            | "e2e"
            | "benches"
            | ".cargo"
            | ".DS_Store"
    )
}

fn is_manifest(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        "go.mod"
            | "go.sum"
            | "go.work"
            | "go.work.sum"
            | "Cargo.toml"
            | "Cargo.lock"
            | "rust-toolchain"
            | "rust-toolchain.toml"
            | "build.rs"
            | "Makefile"
            | "package.json"
            | "package-lock.json"
            | "yarn.lock"
            | "pnpm-lock.yaml"
            | "tsconfig.json"
    ) || name.to_ascii_lowercase().contains("dockerfile")
        || name.starts_with("docker-compose")
        || name.starts_with("compose.")
}

/// Documents, and what only a build reads.
fn is_for_people(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_uppercase();
    is_manifest(path) || ["README", "LICENSE", "CHANGELOG", "CONTRIBUTING", "AUTHORS"].iter().any(|start| name.starts_with(start))
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, end)| end)
}

/// Endings of files that are compiled, in the language of a source. Scripts that run as they are aren't among them.
fn source_extensions(source: &str) -> &'static [&'static str] {
    match extension(source) {
        "rs" => &["rs"],
        "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" | "vue" | "svelte" => {
            &["ts", "tsx", "mts", "cts", "jsx", "vue", "svelte"]
        }
        _ => &["go"],
    }
}

/// Sources that read files beside themselves (`__dirname`).
fn is_script(source: &str) -> bool {
    matches!(extension(source), "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx")
}

fn common_length(path: &str, folder: &str) -> usize {
    if is_below(path, folder) { folder.len() } else { 0 }
}
