//! Turns the paths of the command line into the files to look at, and reads them.
//! Relies on [`super::search`] for folders. Does not look into the files: a name decides.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::links::Links;
use super::search::{Search, search};
use dfsplit::Source;

/// Larger files are no Dockerfiles.
const LARGEST: u64 = 64 * 1024 * 1024;

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
pub fn find(paths: &[PathBuf], how: &Search) -> Vec<Result<Input, Failure>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let links = Links::within(paths, how);
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(PathBuf::from("-")) {
                found.push(Ok(Input::Stdin));
            }
        } else if path.is_dir() {
            search(path, how, &links, &mut seen, &mut found);
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

/// The path without links; a failure says why there is none.
pub fn resolve(path: &Path) -> Result<PathBuf, Failure> {
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
