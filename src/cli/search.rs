//! Finds the Dockerfiles below a folder.
//! Relies on `ignore` to walk it, so that ignore files and hidden entries are treated as ripgrep does. Opens no file: a name decides.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, Walk, WalkBuilder};

use super::failure::Failure;
use super::inputs::{Input, resolve};
use super::links::Links;
use super::patterns::Patterns;

/// Beside `.gitignore` and `.ignore`.
const IGNORE_FILE: &str = ".dfsplitignore";

/// Folders that a search does not enter: they hold other people's Dockerfiles, or none.
const NOT_SEARCHED: [&str; 2] = [".git", "node_modules"];

/// Endings of files that are about a Dockerfile, or only share its name.
const NOT_DOCKERFILES: [&str; 16] =
    ["dockerignore", "orig", "rej", "bak", "swp", "md", "markdown", "txt", "rst", "html", "json", "yml", "yaml", "toml", "lock", "log"];

/// Endings of sources in languages: `dockerfile.go` is code, `Dockerfile.go` is the Dockerfile of the Go part.
const SOURCES: [&str; 12] = ["go", "rs", "js", "mjs", "cjs", "ts", "tsx", "py", "rb", "java", "kt", "vim"];

/// How to search.
pub struct Search<'a> {
    /// Hidden entries too.
    pub hidden: bool,
    /// Respect `.gitignore` and its like.
    pub ignore_files: bool,
    /// What the command line excludes; folders that fit are not entered.
    pub exclude: Patterns,
    /// What a configuration excludes, by the absolute path of a file.
    pub leaves_out: &'a dyn Fn(&Path) -> bool,
}

/// The Dockerfiles below a folder. A link to one that is found as well does not count.
pub fn search(folder: &Path, how: &Search, links: &Links, seen: &mut HashSet<PathBuf>, found: &mut Vec<Result<Input, Failure>>) {
    let root = match resolve(folder) {
        Ok(root) => root,
        Err(failure) => return found.push(Err(failure)),
    };
    let (mut files, mut found_links, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for entry in walk(folder, &root, how, |_| true) {
        match entry {
            Ok(entry) => {
                let Some(kind) = entry.file_type() else { continue };
                if !is_dockerfile_name(&entry.file_name().to_string_lossy()) {
                    continue;
                }
                // A folder is searched, and a pipe would be waited for; a link to nothing is a failure worth telling.
                if kind.is_file() {
                    files.push(entry.into_path());
                } else if kind.is_symlink() && fs::metadata(entry.path()).map_or(true, |about| about.is_file()) {
                    found_links.push(entry.into_path());
                }
            }
            Err(error) => failures.push(unreadable_folder(folder, &error)),
        }
    }
    let mut inputs = Vec::new();
    let mut left_out = 0;
    for (path, is_link) in files.into_iter().map(|path| (path, false)).chain(found_links.into_iter().map(|path| (path, true))) {
        let place = root.join(path.strip_prefix(folder).unwrap_or(&path));
        let name = path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path);
        if (how.leaves_out)(&place) {
            left_out += 1;
            continue;
        }
        match if is_link { links.follow(&name, seen) } else { Ok(place) } {
            Ok(resolved) if seen.insert(resolved.clone()) => inputs.push((name.clone(), Ok(Input::File { name, resolved }))),
            Ok(_) => {}
            Err(failure) => inputs.push((name, Err(failure))),
        }
    }
    if inputs.is_empty() && left_out == 0 && failures.is_empty() && !holds_known(&root, seen) {
        failures.push(Failure::new(
            folder,
            format!("there is no Dockerfile in {}", folder.display()),
            "name the file itself, or see `dfsplit --help` for what a search takes and leaves out (--hidden, --no-ignore)",
        ));
    }
    inputs.sort_by(|a, b| a.0.cmp(&b.0));
    found.extend(inputs.into_iter().map(|(_, input)| input));
    found.extend(failures.into_iter().map(Err));
}

/// What a search of a folder comes across, as far as it is wanted. `root` is the folder without links.
pub fn walk(folder: &Path, root: &Path, how: &Search, is_wanted: impl Fn(&DirEntry) -> bool + Send + Sync + 'static) -> Walk {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(how.ignore_files).hidden(!how.hidden).require_git(false).sort_by_file_name(Ord::cmp);
    if how.ignore_files {
        walk.add_custom_ignore_filename(IGNORE_FILE);
    }
    let (excluded, root, given) = (how.exclude.clone(), root.to_path_buf(), folder.to_path_buf());
    walk.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let place = || root.join(entry.path().strip_prefix(&given).unwrap_or(entry.path()));
        let is_searched = || !NOT_SEARCHED.iter().any(|name| entry.file_name() == *name) && !excluded.fit(&place(), is_folder);
        entry.depth() == 0 || is_wanted(entry) && is_searched()
    });
    walk.build()
}

/// True if a file that was found before lies below the folder: then the folder is not without Dockerfiles.
fn holds_known(root: &Path, seen: &HashSet<PathBuf>) -> bool {
    seen.iter().any(|path| path.starts_with(root))
}

fn unreadable_folder(folder: &Path, error: &ignore::Error) -> Failure {
    let (path, kind) = match error {
        ignore::Error::WithDepth { err, .. } => return unreadable_folder(folder, err),
        ignore::Error::WithPath { path, err } => (path.as_path(), err.io_error()),
        other => (folder, other.io_error()),
    };
    match kind {
        Some(io) => Failure::io("search", path, io),
        None => Failure::new(path, format!("cannot search {}: {error}", path.display()), "correct what the reason names"),
    }
}

/// `Dockerfile`, `Containerfile`, `Dockerfile.x`, `x.Dockerfile`, in any case.
pub fn is_dockerfile_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    for word in ["dockerfile", "containerfile"] {
        if lower == word {
            return true;
        }
        if let Some(ending) = lower.strip_prefix(word).and_then(|rest| rest.strip_prefix('.')) {
            let last = ending.rsplit('.').next().unwrap_or(ending);
            let source = SOURCES.contains(&last) && !name.starts_with(|c: char| c.is_ascii_uppercase());
            return !last.is_empty() && !last.ends_with('~') && !NOT_DOCKERFILES.contains(&last) && !source;
        }
        if lower.strip_suffix(word).and_then(|rest| rest.strip_suffix('.')).is_some_and(|stem| !stem.is_empty()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_dockerfiles() {
        for (name, expected) in [
            ("Dockerfile", true),
            ("dockerfile", true),
            ("Containerfile", true),
            ("Dockerfile.prod", true),
            ("DOCKERFILE.dev", true),
            ("api.Dockerfile", true),
            ("api.dockerfile", true),
            ("Dockerfile.tmpl", true),
            ("Dockerfile.go", true),
            ("dockerfile.go", false),
            ("Dockerfile.dockerignore", false),
            ("api.Dockerfile.dockerignore", false),
            ("Dockerfile.orig", false),
            ("Dockerfile.md", false),
            ("Dockerfile~", false),
            ("Dockerfile.prod~", false),
            ("Dockerfiles", false),
            (".dockerfile", false),
            ("Dockerfile.", false),
            ("notes.txt", false),
        ] {
            assert_eq!(is_dockerfile_name(name), expected, "{name}");
        }
    }
}
