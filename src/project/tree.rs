//! The build context as values: which files there are, and the texts of those that were read.
//! Relies on nothing. Reads no disk: the command line's loader, or a test, fills it.

use std::collections::BTreeMap;

/// The files of a folder, by path relative to it with `/` between the names.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// Its text, where it is text and was read.
    pub text: Option<String>,
    /// In bytes.
    pub size: u64,
    /// Has an execute bit.
    pub executable: bool,
    /// A symbolic link: where it points.
    pub link: Option<String>,
}

impl Tree {
    /// Adds a file. `path` has no leading slash.
    pub fn insert(&mut self, path: impl Into<String>, file: File) {
        self.files.insert(path.into(), file);
    }

    /// A tree of texts, for tests and embedding.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.insert(*path, File { text: Some((*text).into()), size: text.len() as u64, ..File::default() });
        }
        tree
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The text of the file at a path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text.as_deref()
    }

    /// True if there are no files at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// True if there are files below a path. The root is `""`.
    pub fn is_folder(&self, path: &str) -> bool {
        self.under(path).next().is_some()
    }

    /// All files, in the order of their paths.
    pub fn all(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(p, f)| (p.as_str(), f))
    }

    /// The files below a folder (`""`: all), with their paths relative to the root.
    pub fn under<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a File)> + 'a {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.files.range(prefix.clone()..).take_while(move |(path, _)| path.starts_with(&prefix)).map(|(path, file)| (path.as_str(), file))
    }

    /// Names of the entries right in a folder, each with true for a folder; what lies outside the context (`../compose.yaml`) is left out.
    pub fn entries(&self, folder: &str) -> BTreeMap<String, bool> {
        let skip = if folder.is_empty() { 0 } else { folder.len() + 1 };
        self.under(folder)
            .filter(|(path, _)| !path.starts_with("../"))
            .map(|(path, _)| match path[skip..].split_once('/') {
                Some((name, _)) => (name.to_owned(), true),
                None => (path[skip..].to_owned(), false),
            })
            .collect()
    }
}
