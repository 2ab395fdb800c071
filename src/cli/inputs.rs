//! Turns the paths of the command line into the files to look at, and reads them.
//! Relies on `ignore` to walk folders. Does not look into the files: a name decides.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use dfsplit::Source;
use ignore::WalkBuilder;

use super::failure::Failure;

/// Larger files are no Dockerfiles.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Folders that a search does not enter: they hold other people's Dockerfiles, or none.
const NOT_SEARCHED: [&str; 2] = [".git", "node_modules"];

/// Endings of files that are about a Dockerfile, or only share its name.
const NOT_DOCKERFILES: [&str; 16] =
    ["dockerignore", "orig", "rej", "bak", "swp", "md", "markdown", "txt", "rst", "html", "json", "yml", "yaml", "toml", "lock", "log"];

/// Endings of sources in languages: `dockerfile.go` is code, `Dockerfile.go` is the Dockerfile of the Go part.
const SOURCES: [&str; 12] = ["go", "rs", "js", "mjs", "cjs", "ts", "tsx", "py", "rb", "java", "kt", "vim"];

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// On disk.
    File {
        /// As messages call it.
        name: PathBuf,
        /// Without links.
        resolved: PathBuf,
    },
    /// The standard input.
    Stdin,
}

/// The files that the paths stand for, each once, in the order of the paths and by name below a folder; and what could not be found.
pub fn find(paths: &[PathBuf]) -> Vec<Result<Input, Failure>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(PathBuf::from("-")) {
                found.push(Ok(Input::Stdin));
            }
        } else if path.is_dir() {
            search(path, &mut seen, &mut found);
        } else {
            match resolve(path) {
                Ok(resolved) if seen.insert(resolved.clone()) => found.push(Ok(Input::File { name: path.clone(), resolved })),
                Ok(_) => {}
                Err(failure) => found.push(Err(failure)),
            }
        }
    }
    found
}

/// The Dockerfiles below a folder. A link to one that is found as well does not count.
fn search(folder: &Path, seen: &mut HashSet<PathBuf>, found: &mut Vec<Result<Input, Failure>>) {
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(|entry| entry.depth() == 0 || !NOT_SEARCHED.iter().any(|name| entry.file_name() == *name))
        .build();
    let (mut files, mut links, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for entry in walk {
        match entry {
            Ok(entry) => {
                let Some(kind) = entry.file_type() else { continue };
                if is_dockerfile_name(&entry.file_name().to_string_lossy()) && !entry.path().is_dir() {
                    if kind.is_symlink() { links.push(entry.into_path()) } else { files.push(entry.into_path()) }
                }
            }
            Err(error) => failures.push(unreadable_folder(folder, &error)),
        }
    }
    let mut inputs = Vec::new();
    for path in files.into_iter().chain(links) {
        let name = path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path);
        match resolve(&name) {
            Ok(resolved) if seen.insert(resolved.clone()) => inputs.push((name.clone(), Ok(Input::File { name, resolved }))),
            Ok(_) => {}
            Err(failure) => inputs.push((name, Err(failure))),
        }
    }
    if inputs.is_empty() && failures.is_empty() && !holds_known(folder, seen) {
        failures.push(Failure::new(
            folder,
            format!("there is no Dockerfile in {}", folder.display()),
            "name the file itself; a search takes Dockerfile, Containerfile, Dockerfile.* and *.Dockerfile, and leaves out what .gitignore names",
        ));
    }
    inputs.sort_by(|a, b| a.0.cmp(&b.0));
    found.extend(inputs.into_iter().map(|(_, input)| input));
    found.extend(failures.into_iter().map(Err));
}

/// True if a file that was found before lies below the folder: then the folder is not without Dockerfiles.
fn holds_known(folder: &Path, seen: &HashSet<PathBuf>) -> bool {
    folder.canonicalize().is_ok_and(|folder| seen.iter().any(|path| path.starts_with(&folder)))
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
fn is_dockerfile_name(name: &str) -> bool {
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

/// The path without links; a failure says why there is none.
fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|error| match fs::read_link(path) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => Failure::new(
            path,
            format!("cannot read {}: it is a link to {}, which is not there", path.display(), target.display()),
            "correct the link, or remove it",
        ),
        Ok(_) | Err(_) => Failure::io("read", path, &error),
    })
}

/// The text of a file on disk.
pub fn read_file(name: &Path, resolved: &Path) -> Result<Source, Failure> {
    let file = File::open(resolved).map_err(|error| Failure::io("read", name, &error))?;
    read(file, name)
}

/// The text of stdin, called `name`.
pub fn read_stdin(name: &Path) -> Result<Source, Failure> {
    read(io::stdin().lock(), name)
}

fn read(from: impl io::Read, name: &Path) -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| Failure::io("read", name, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::new(
            name,
            format!("cannot read {}: it is larger than 64 MiB", name.display()),
            "check the path: no Dockerfile is that large",
        ));
    }
    Source::decode(name.to_string_lossy(), bytes).map_err(|not_text| {
        Failure::new(name, format!("cannot read {}: {not_text}", name.display()), "save the file as UTF-8 text, or leave it out")
    })
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
