//! Which configuration governs a Dockerfile: the nearest one above it.
//! Relies on the file system and on [`super::file`]. Looks into each folder once, whatever the number of files.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::file::Config;
use super::{FILE_NAME, Source};
use crate::cli::failure::Failure;

/// What is known of a folder: the configuration that governs it, none, or one that cannot be used.
type Known = Result<Option<Arc<Config>>, Failure>;

/// The configurations of a run.
#[derive(Debug)]
pub enum Configs {
    /// The nearest one above each folder, as far as that is known.
    Nearest(Mutex<HashMap<PathBuf, Known>>),
    /// The same for all.
    Settled(Option<Arc<Config>>),
}

impl Configs {
    /// A failure says that the given file cannot be used.
    pub fn new(source: &Source) -> Result<Self, Failure> {
        Ok(match source {
            Source::Nearest => Self::Nearest(Mutex::default()),
            Source::None => Self::Settled(None),
            Source::Given(path) => Self::Settled(Some(Arc::new(read(path, path)?))),
        })
    }

    /// The configuration for files in a folder, which is absolute.
    pub fn governing(&self, folder: &Path) -> Known {
        match self {
            Self::Nearest(known) => nearest(folder, &mut known.lock().unwrap_or_else(PoisonError::into_inner)),
            Self::Settled(config) => Ok(config.clone()),
        }
    }
}

fn nearest(folder: &Path, known: &mut HashMap<PathBuf, Known>) -> Known {
    if let Some(found) = known.get(folder) {
        return found.clone();
    }
    let path = folder.join(FILE_NAME);
    let found = if fs::symlink_metadata(&path).is_ok() {
        read(&shown(&path), &path).map(|config| Some(Arc::new(config)))
    } else {
        folder.parent().map_or(Ok(None), |above| nearest(above, known))
    };
    known.insert(folder.to_path_buf(), found.clone());
    found
}

/// The path from the current folder, where it lies there.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_path_buf()
}

fn read(name: &Path, path: &Path) -> Result<Config, Failure> {
    let failed = |error: &io::Error| Failure::io("read", name, error);
    let resolved = path.canonicalize().map_err(|error| failed(&error))?;
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    Config::parse(name, resolved.parent().unwrap_or(Path::new("/")), &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_configuration_governs_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        fs::create_dir_all(root.join("d")).unwrap();
        fs::write(root.join(FILE_NAME), "runtime = \"alpine\"\n").unwrap();
        fs::write(root.join("a/b").join(FILE_NAME), "user = \"app\"\n").unwrap();
        let configs = Configs::new(&Source::Nearest).unwrap();
        let of = |path: &str| {
            let place = root.join(path).join("Dockerfile");
            let layer = configs.governing(&root.join(path)).unwrap().unwrap().of(&place);
            (layer.runtime.is_some(), layer.user.is_some())
        };
        assert_eq!((of("a/b/c"), of("a/b"), of("a"), of("d")), ((false, true), (false, true), (true, false), (true, false)));
    }
}
