//! Turns a build context (a list of files and texts) into facts about the project.
//! Relies on the files that it is given. Reads no disk and knows no Dockerfile.

pub mod code;
pub mod compose;
mod facts;
mod go;
pub mod ignore;
pub mod javascript;
mod lexer;
mod named;
pub mod node;
pub mod path;
mod rust;
pub mod scripts;
mod tree;

pub use code::{Code, Literal, Place};
pub use facts::*;
pub use go::{go_code, go_modules, go_sources};
pub use ignore::{GitIgnore, Ignore};
pub use javascript::option as javascript_option;
pub use named::named_entries;
pub use node::production_imports;
pub use rust::{cargo_workspaces, crate_code, crates};
pub use tree::{File, Tree};

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::outcome::Language;
use crate::template::Facts;

/// The facts about a build context, whichever Dockerfile is built with it.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Its files.
    pub tree: Tree,
    /// What git ignores.
    pub git_ignore: GitIgnore,
    /// Go modules.
    pub go: Vec<GoModule>,
    /// Go sources outside any module.
    pub go_sources: Vec<GoSources>,
    /// Node.js packages.
    pub node: Vec<NodePackage>,
    /// Rust packages.
    pub crates: Vec<Crate>,
    /// Cargo workspaces.
    pub workspaces: Vec<CargoWorkspace>,
    /// Where a pipeline runs tests or a tool chain inside of an image.
    pub tools_in_images: Option<Place>,
}

impl Context {
    /// Looks at the files of a build context.
    pub fn new(tree: Tree) -> Self {
        let programs = |package: &str| Facts::builtin().programs_of_node_package(package).into_iter().map(str::to_owned).collect();
        Self {
            git_ignore: ignore::git_ignore(&tree),
            go: go_modules(&tree),
            go_sources: go_sources(&tree),
            node: node::node_packages(&tree, &programs),
            crates: crates(&tree),
            workspaces: cargo_workspaces(&tree),
            tools_in_images: compose::tools_in_images(&tree),
            tree,
        }
    }
}

/// The facts about a build context for one Dockerfile. Those that do not depend on it are shared, and read as if they were its own.
#[derive(Clone, Debug, Default)]
pub struct Project {
    context: Arc<Context>,
    /// What .dockerignore hides from the build.
    pub ignore: Ignore,
    /// Services of compose files that build this Dockerfile.
    pub compose: Vec<ComposeService>,
    /// Stage names that compose, bake and pipeline files ask for.
    pub stage_references: Vec<String>,
    /// The description of a development container that is built from this Dockerfile.
    pub dev_container: Option<String>,
}

impl Deref for Project {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

impl Project {
    /// Looks at the files of a build context. `dockerfile` is the Dockerfile's path in it.
    pub fn new(tree: Tree, dockerfile: &str) -> Self {
        Self::of(Arc::new(Context::new(tree)), dockerfile)
    }

    /// A build context that was looked at before, for the Dockerfile at this path in it.
    pub fn of(context: Arc<Context>, dockerfile: &str) -> Self {
        let tree = &context.tree;
        let mut names: Vec<String> = compose::stage_references(tree, dockerfile).into_iter().map(|r| r.name).collect();
        names.dedup();
        Self {
            ignore: ignore::docker_ignore(tree, dockerfile),
            compose: compose::compose_services(tree, dockerfile),
            stage_references: names,
            dev_container: compose::dev_container(tree, dockerfile),
            context,
        }
    }

    /// The same without some files and folders, as if they had never been there.
    #[must_use]
    pub fn without(&self, paths: &BTreeSet<String>) -> Self {
        let mut tree = Tree::default();
        let stays = |file: &str| !paths.iter().any(|path| path::is_below(file, path));
        for (file, about) in self.tree.all().filter(|(file, _)| stays(file)) {
            tree.insert(file, about.clone());
        }
        Self { context: Arc::new(Context::new(tree)), ..self.clone() }
    }

    /// True if the context holds sources or a manifest of the language.
    pub fn has_sources_of(&self, language: Language) -> bool {
        match language {
            Language::Go => !self.go.is_empty() || !self.go_sources.is_empty(),
            Language::Node => {
                !self.node.is_empty()
                    || self
                        .tree
                        .all()
                        .any(|(path, _)| !path.starts_with("../") && javascript::is_source(path) && !path.contains("node_modules/"))
            }
            Language::Rust => !self.crates.is_empty() || !self.workspaces.is_empty(),
        }
    }

    /// What sources without a go.mod import of others: paths that begin with a host, and that name no folder of the context
    /// (`host/owner/project/folder` of the project itself does, by its end).
    pub fn imported_by<'s>(&'s self, sources: &'s GoSources) -> impl Iterator<Item = &'s str> {
        let imports = sources.code.imports.iter().map(String::as_str);
        imports.filter(|path| path.split('/').next().is_some_and(|host| host.contains('.')) && !self.is_own_package(path))
    }

    fn is_own_package(&self, import: &str) -> bool {
        let ends = import.match_indices('/').map(|(at, _)| &import[at + 1..]).skip(2);
        ends.into_iter().any(|folder| self.tree.is_folder(folder))
    }

    /// True for a file or folder that the build sees.
    pub fn has(&self, path: &str) -> bool {
        if path.is_empty() {
            return true;
        }
        if self.tree.file(path).is_some() {
            return !self.ignore.hides(path);
        }
        self.tree.under(path).any(|(file, _)| !self.ignore.hides(file))
    }

    /// What a COPY source with `*`, `?` or `[` names: path, and whether it is a folder. Source: Go's filepath.Match, which BuildKit uses.
    pub fn matching(&self, pattern: &str) -> Vec<(String, bool)> {
        let parts: Vec<&str> = pattern.split('/').collect();
        let mut found = vec![String::new()];
        for part in parts {
            let mut next = Vec::new();
            for folder in &found {
                for (name, _) in self.tree.entries(folder) {
                    if matches(part.as_bytes(), name.as_bytes()) {
                        next.push(if folder.is_empty() { name } else { format!("{folder}/{name}") });
                    }
                }
            }
            found = next;
        }
        found
            .into_iter()
            .filter(|p| self.has(p))
            .map(|p| {
                let folder = self.tree.file(&p).is_none();
                (p, folder)
            })
            .collect()
    }
}

/// `*`, `?` and `[a-z]` in one name. Of several `*` only the last one is tried anew: what the others took need never change, so that the
/// time grows with the product of both lengths at most.
fn matches(mut pattern: &[u8], mut name: &[u8]) -> bool {
    let mut last_star: Option<(&[u8], &[u8])> = None;
    loop {
        if let Some((b'*', rest)) = pattern.split_first() {
            pattern = rest;
            last_star = Some((rest, name));
            continue;
        }
        if pattern.is_empty() && name.is_empty() {
            return true;
        }
        let fits = name.split_first().and_then(|(first, tail)| Some((behind_one(pattern, *first)?, tail)));
        (pattern, name) = match (fits, last_star) {
            (Some(next), _) => next,
            (None, Some((rest, [_, tail @ ..]))) => {
                last_star = Some((rest, tail));
                (rest, tail)
            }
            (None, _) => return false,
        };
    }
}

/// What is left of a pattern behind the part of it that takes this byte; `None` where that does not fit.
fn behind_one(pattern: &[u8], byte: u8) -> Option<&[u8]> {
    match pattern.split_first()? {
        (b'?', rest) => Some(rest),
        (b'[', rest) => {
            let end = rest.iter().position(|b| *b == b']')?;
            in_class(&rest[..end], byte).then_some(&rest[end + 1..])
        }
        (b'\\', rest) => rest.split_first().filter(|(escaped, _)| **escaped == byte).map(|(_, rest)| rest),
        (want, rest) => (*want == byte).then_some(rest),
    }
}

fn in_class(class: &[u8], byte: u8) -> bool {
    let (negated, class) = match class.split_first() {
        Some((b'^', rest)) => (true, rest),
        _ => (false, class),
    };
    let mut hit = false;
    let mut at = 0;
    while at < class.len() {
        if at + 2 < class.len() && class[at + 1] == b'-' {
            hit |= (class[at]..=class[at + 2]).contains(&byte);
            at += 3;
        } else {
            hit |= class[at] == byte;
            at += 1;
        }
    }
    hit != negated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_copy() {
        for (pattern, name, expected) in [
            ("package*.json", "package-lock.json", true),
            ("package*.json", "package.json5", false),
            ("*", "", true),
            ("a*b*c", "aXbXbXc", true),
            ("a*b*c", "aXbXbX", false),
            ("?a", "\u{e9}a", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("[a", "[a", false),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("a\\", "a", false),
            ("*.rs", "main.rs.rs", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern.as_bytes(), name.as_bytes()), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn many_stars_do_not_multiply() {
        let pattern = format!("{}b", "a*".repeat(5000));
        assert!(!matches(pattern.as_bytes(), "a".repeat(20_000).as_bytes()));
    }
}
