//! Literals of the sources into entries of the build context that the running program may open.
//! Relies on [`Code`] of any language and on the file list. Knows no framework and no Dockerfile; what the program makes itself, and what is not in
//! the context, is not found here.
//!
//! The rule: a literal whose first path segment is an entry of the folder that became the working directory names the longest part of it that
//! exists. A file too much only makes an image bigger, a missing one breaks it; so the rule only leaves out what no program reads.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Literal, Place};
use super::path::{ancestors, is_below, resolve, under};
use super::tree::Tree;
use kinds::{
    ALL_SOURCES, CONFIGURATION, before_pattern, extension, first, is_configuration, is_for_people, is_left_out, is_manifest, is_script,
    path_of, source_extensions, suffix,
};

/// A folder that holds sources and other files is narrowed to the others, unless these are more than so many entries.
const FEW: usize = 8;

/// Larger configuration files are looked into no further, in bytes.
const LARGEST: usize = 64 * 1024;

/// First parts of usual working directories.
const WORKING_FOLDERS: [&str; 12] = ["app", "usr", "opt", "srv", "home", "go", "src", "code", "root", "var", "work", "workspace"];

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
        finder.suffixes(code, &read);
        finder.beside_unknown_reads(code);
    }
    finder.configured();
    finder.folders_of_files();
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
                self.narrowed(&hit, literal, is_read, source_extensions(&literal.file));
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
            hits.extend(self.own_folders(&literal.file).into_iter().find_map(|own| self.longest(own, fixed)));
        }
        if is_read && !is_pattern {
            hits.extend(self.without_extension(fixed));
        }
        hits
    }

    /// The folder of a source, and that of its Cargo package.
    fn own_folders<'f>(&self, file: &'f str) -> Vec<&'f str> {
        let own = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let package = ancestors(own).find(|above| self.tree.file(&under(above, "Cargo.toml")).is_some());
        std::iter::once(own).chain(package.filter(|_| extension(file) == "rs")).collect()
    }

    /// `/app/templates` may be `templates` of the working directory, `/static` a route to the folder of that name.
    fn absolute(&self, path: &str, is_read: bool, serves: bool) -> Option<Hit> {
        let usual = WORKING_FOLDERS.contains(&first(path));
        let mut rest = path;
        while !self.entries.contains_key(first(rest)) {
            (_, rest) = rest.split_once('/')?;
        }
        let hit = self.longest(self.folder, rest)?;
        let is_file = self.tree.file(&hit.path).is_some();
        let wanted = if rest.len() == path.len() { serves || is_file } else { hit.whole && (usual || is_file || rest.contains('/')) };
        (is_read || wanted).then_some(hit)
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
        if target.is_empty() || target.rsplit('/').next().unwrap_or_default().contains('.') {
            return Vec::new();
        }
        let files = CONFIGURATION.iter().map(|extension| format!("{target}.{extension}"));
        files.filter(|file| self.tree.file(file).is_some()).map(|path| Hit { path, whole: true }).collect()
    }

    /// A hit without what no program reads: sources, manifests, documents for people.
    fn narrowed(&mut self, hit: &Hit, literal: &Literal, is_read: bool, language: &[&str]) {
        let top = &hit.path[if self.folder.is_empty() { 0 } else { common_length(&hit.path, self.folder) }..];
        let top = first(top.trim_start_matches('/'));
        if top == ".git" || (!is_read && (is_left_out(top) || (self.tree.file(&hit.path).is_some() && is_for_people(&hit.path)))) {
            return;
        }
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
    fn suffixes(&mut self, code: &Code, read: &BTreeSet<&str>) {
        let is_dots = |text: &str| text.ends_with('/') && text.split('/').all(|part| matches!(part, "" | "." | ".."));
        let mut folders: BTreeSet<String> = BTreeSet::from([self.folder.to_owned()]);
        let dots = code.literals.iter().filter(|l| is_dots(&l.text) && !l.text.starts_with('/'));
        folders.extend(dots.filter_map(|l| resolve(self.folder, &l.text)));
        let ends = code.literals.iter().rev().filter(|l| !read.contains(l.text.as_str()) || l.text.starts_with('*'));
        let suffixes: BTreeMap<&str, &Literal> = ends.filter_map(|l| Some((suffix(&l.text)?, l))).collect();
        for folder in folders {
            for (name, is_folder) in self.tree.entries(&folder) {
                let literal = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).and_then(|(_, end)| suffixes.get(end));
                let Some(literal) = literal.filter(|_| !is_folder && !is_for_people(&name) && !is_left_out(&name)) else { continue };
                if !source_extensions(&literal.file).contains(&extension(&name)) {
                    self.demand(under(&folder, &name), literal);
                }
            }
        }
    }

    /// A file whose name isn't known where it is read often lies beside the source that reads it (`mail/mail.go`, `mail/templates`).
    fn beside_unknown_reads(&mut self, code: &Code) {
        let mut seen = BTreeSet::new();
        for place in &code.reads_unknown {
            let folder = place.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folder != self.folder && is_below(folder, self.folder) && seen.insert(folder) {
                let literal = Literal { text: place.text.clone(), file: place.file.clone(), line: place.line };
                self.narrowed(&Hit { path: folder.into(), whole: true }, &literal, false, &ALL_SOURCES);
            }
        }
    }

    /// Values in the configuration files that were found so far: `DATABASE_URL=app.db`, `template_dir = "views"`.
    fn configured(&mut self) {
        let files: Vec<String> = self.found.keys().filter(|path| is_configuration(path)).cloned().collect();
        for file in files {
            let Some(text) = self.tree.text(&file).filter(|text| text.len() < LARGEST) else { continue };
            for (i, line) in text.lines().enumerate() {
                let Some((_, value)) = line.split_once(['=', ':']).filter(|_| !line.trim_start().starts_with('#')) else { continue };
                for value in values(value) {
                    let Some(path) = path_of(value).filter(|path| !path.starts_with('/')) else { continue };
                    let literal = Literal { text: value.into(), file: file.clone(), line: i + 1 };
                    if let Some(hit) = self.longest(self.folder, path).filter(|hit| hit.whole) {
                        self.narrowed(&hit, &literal, false, &ALL_SOURCES);
                    }
                }
            }
        }
    }

    /// Where a file of a folder of data is read, others of the same folder are as a rule (parts of a template, translations).
    fn folders_of_files(&mut self) {
        let mut folders: BTreeMap<String, Place> = BTreeMap::new();
        for (file, place) in self.found.iter().filter(|(path, _)| self.tree.file(path).is_some()) {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !is_below(self.folder, folder) && !folders.contains_key(folder) {
                folders.insert(folder.into(), place.clone());
            }
        }
        let is_data = |path: &str| !ALL_SOURCES.contains(&extension(path)) && !is_manifest(path);
        folders.retain(|folder, _| self.tree.under(folder).all(|(path, _)| is_data(path)));
        self.found.extend(folders);
    }

    fn demand(&mut self, path: String, literal: &Literal) {
        self.found.entry(path).or_insert_with(|| Place {
            file: literal.file.clone(),
            line: literal.line,
            text: format!("\"{}\"", literal.text),
        });
    }
}

/// The value of a line of a configuration file; of a list or an inline table, all that stands in quotes.
fn values(value: &str) -> Vec<&str> {
    let value = value.trim();
    if value.starts_with(['{', '[']) {
        value.split(['"', '\'']).skip(1).step_by(2).collect()
    } else {
        vec![value.trim_matches(['"', '\'', ','])]
    }
}

/// Entries of a folder that are worth copying; the folder itself if no sources are among them.
fn collect(tree: &Tree, folder: &str, is_source: &dyn Fn(&str) -> bool, out: &mut Vec<String>) {
    let (mut any, mut all) = (false, true);
    for (path, _) in tree.under(folder) {
        any |= !is_source(path);
        all &= !is_source(path);
    }
    if any && all {
        out.push(folder.to_owned());
        return;
    }
    for (name, is_folder) in tree.entries(folder).into_iter().filter(|_| any) {
        let path = under(folder, &name);
        if is_folder && !is_left_out(&name) {
            collect(tree, &path, is_source, out);
        } else if !is_folder && !is_source(&path) && !is_left_out(&name) && !is_for_people(&name) {
            out.push(path);
        }
        if out.len() > FEW {
            return;
        }
    }
}

fn common_length(path: &str, folder: &str) -> usize {
    if is_below(path, folder) { folder.len() } else { 0 }
}

#[cfg(test)]
mod tests;
