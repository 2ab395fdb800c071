//! What lies in the folders around Dockerfiles: a repository, compose and bake files and the builds in them.
//! Relies on the library's reading of these files. Looks at a folder once, however many Dockerfiles ask, and only when one does.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use dfsplit::project::compose::{bake_targets, compose_builds, is_bake_file};
use dfsplit::project::{File, Tree};

use super::kept::Kept;

/// Larger files are not looked at.
const LARGEST: u64 = 1024 * 1024;
/// Folders that are remembered: those from a Dockerfile up to its repository's root, for some threads.
const KEPT: usize = 64;

/// Folders that were looked at.
#[derive(Debug)]
pub struct Folders {
    /// By path, compared as it is written: that is what most of the time would go into.
    kept: Kept<OsString, Arc<Folder>>,
}

impl Default for Folders {
    fn default() -> Self {
        Self { kept: Kept::new(KEPT) }
    }
}

impl Folders {
    /// The folder at an absolute path without links.
    pub fn at(&self, path: &Path) -> Arc<Folder> {
        let look = || {
            let (files, builds) = (OnceLock::new(), OnceLock::new());
            Arc::new(Folder { path: path.to_path_buf(), is_repository: path.join(".git").exists(), files, builds })
        };
        self.kept.get(path.as_os_str(), look)
    }

    /// The folder and those above it, up to the one that holds `.git`; without a repository only the folder itself and its parent.
    pub fn up_to_repository(&self, path: &Path) -> Vec<Arc<Folder>> {
        let mut folders = Vec::new();
        for above in path.ancestors() {
            folders.push(self.at(above));
            if folders.last().is_some_and(|folder| folder.is_repository) {
                return folders;
            }
        }
        folders.truncate(if folders.len() > 2 { 2 } else { 1 });
        folders
    }
}

/// A folder.
#[derive(Debug)]
pub struct Folder {
    /// Its path, absolute and without links.
    pub path: PathBuf,
    is_repository: bool,
    files: OnceLock<Vec<PathBuf>>,
    builds: OnceLock<Vec<Build>>,
}

/// A build that a compose or bake file describes.
#[derive(Debug)]
pub struct Build {
    /// The context, links resolved.
    pub context: PathBuf,
    /// The Dockerfile, links resolved.
    pub dockerfile: PathBuf,
    /// The file's name.
    pub file: String,
    /// Of the service or target.
    pub name: String,
}

impl Folder {
    /// The compose and bake files right in it, by name.
    pub fn files(&self) -> &[PathBuf] {
        self.files.get_or_init(|| files(&self.path))
    }

    /// The builds of its compose files, then those of its bake files; only those whose context and Dockerfile are there.
    pub fn builds(&self) -> &[Build] {
        self.builds.get_or_init(|| builds(&self.path, self.files()))
    }
}

fn builds(folder: &Path, files: &[PathBuf]) -> Vec<Build> {
    let mut tree = Tree::default();
    for file in files {
        if let (Some(name), Ok(text)) = (file.file_name(), fs::read_to_string(file)) {
            tree.insert(name.to_string_lossy(), File { size: text.len() as u64, text: Some(text), ..File::default() });
        }
    }
    if tree.is_empty() {
        return Vec::new();
    }
    let builds = compose_builds(&tree).into_iter().chain(bake_targets(&tree).into_iter().map(|target| target.build));
    let on_disk = builds.filter_map(|build| {
        let context = folder.join(&build.context).canonicalize().ok()?;
        let dockerfile = folder.join(&build.dockerfile).canonicalize().ok()?;
        context.is_dir().then_some(Build { context, dockerfile, file: build.file, name: build.name })
    });
    on_disk.collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_str().is_some_and(|name| is_compose_name(name) || is_bake_file(name)))
        .map(|entry| entry.path())
        .filter(|path| fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST))
        .collect();
    files.sort();
    files
}

/// `compose.yaml`, `docker-compose.prod.yml` and the like.
fn is_compose_name(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml")) else { return false };
    ["compose", "docker-compose"]
        .iter()
        .any(|word| stem.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_compose_files() {
        for (name, expected) in [
            ("compose.yaml", true),
            ("docker-compose.yml", true),
            ("docker-compose.override.yml", true),
            ("docker-compose-dev.yaml", true),
            ("compositor.yml", false),
            ("compose.json", false),
        ] {
            assert_eq!(is_compose_name(name), expected, "{name}");
        }
    }

    #[test]
    fn folder_without_repository_looks_one_up() {
        let folders = Folders::default();
        assert_eq!(folders.up_to_repository(Path::new("/nowhere/a/b")).len(), 2);
        assert_eq!(folders.up_to_repository(Path::new("/")).len(), 1);
    }

    #[test]
    fn compose_files_are_read_once() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().canonicalize().unwrap();
        fs::write(path.join("compose.yaml"), "services:\n  api:\n    build: .\n").unwrap();
        fs::write(path.join("Dockerfile"), "FROM a\n").unwrap();
        let folders = Folders::default();
        assert_eq!(folders.at(&path).builds()[0].name, "api");
        fs::remove_file(path.join("compose.yaml")).unwrap();
        assert_eq!(folders.at(&path).builds()[0].dockerfile, path.join("Dockerfile"));
    }
}
