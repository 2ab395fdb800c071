//! Finds the build context of a Dockerfile and loads it into the library's terms.
//! Relies on the file system. Does not judge what it loads; a context that is too large is not loaded in part, since what is missing would be taken for not there.

mod find;
mod folders;
mod kept;
mod kinds;
mod load;
mod sources;

use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use dfsplit::Project;
use dfsplit::project::Context;
use dfsplit::syntax::Dockerfile;
use folders::Folders;
use kept::Kept;

/// How many contexts are kept: Dockerfiles that lie together mostly share one, and some threads are elsewhere.
const KEPT: usize = 8;

/// Finds and loads contexts, each once for all threads, and keeps the last ones.
#[derive(Debug)]
pub struct Contexts {
    folders: Folders,
    loaded: Kept<Place, Result<Arc<Context>, load::TooLarge>>,
}

impl Default for Contexts {
    fn default() -> Self {
        Self { folders: Folders::default(), loaded: Kept::new(KEPT) }
    }
}

/// What a loaded context depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    root: PathBuf,
    /// The Dockerfile, where it lies outside.
    outside: Option<PathBuf>,
}

/// Where the build context of a Dockerfile is.
#[derive(Debug)]
pub struct Found {
    /// The folder, links resolved.
    pub root: PathBuf,
    dockerfile: PathBuf,
    why: find::Why,
}

impl fmt::Display for Found {
    /// Which folder it is and who says so: ``services/api: `api` of compose.yaml builds this file with it``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown(&self.root).display(), self.why)
    }
}

impl Contexts {
    /// The context of the Dockerfile at `path` with the tree `file`; `given` is a folder without links that the user names. The file itself need not be there (stdin); its folder must be.
    pub fn find(&self, given: Option<&Path>, path: Option<&Path>, file: &Dockerfile) -> Option<Found> {
        let dockerfile = path.and_then(with_resolved_folder);
        let (root, why) = match (given, &dockerfile) {
            (Some(given), _) => (given.to_path_buf(), find::Why::Given),
            (None, Some(dockerfile)) => find::context(dockerfile, file, &self.folders),
            (None, None) => return None,
        };
        // Without a path of its own the Dockerfile counts as lying in the context.
        let dockerfile = dockerfile.unwrap_or_else(|| root.join("Dockerfile"));
        Some(Found { root, dockerfile, why })
    }

    /// The project at a place; the error says that its context is too large.
    pub fn load(&self, found: &Found) -> Result<Project, load::TooLarge> {
        let outside = (!found.dockerfile.starts_with(&found.root)).then(|| found.dockerfile.clone());
        let loaded = self.loaded.get(&Place { root: found.root.clone(), outside }, || {
            let mut tree = load::load(&found.root)?;
            load::add_around(&mut tree, &found.root, &found.dockerfile, &self.folders);
            Ok(Arc::new(Context::new(tree)))
        });
        Ok(Project::of(loaded?, &relative(&found.root, &found.dockerfile)))
    }
}

/// A folder as seen from the current one.
fn shown(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    match folder.strip_prefix(&here) {
        Ok(same) if same.as_os_str().is_empty() => PathBuf::from("."),
        Ok(inside) => inside.to_path_buf(),
        Err(_) if here.starts_with(folder) => {
            let up = here.strip_prefix(folder).map_or(0, |rest| rest.components().count());
            std::iter::repeat_n("..", up).collect()
        }
        Err(_) => folder.to_path_buf(),
    }
}

/// The path with its folder's links resolved; `None` where the folder is not there.
fn with_resolved_folder(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.canonicalize().ok()?,
        _ => Path::new(".").canonicalize().ok()?,
    };
    Some(folder.join(name))
}

/// The way from a folder to a file, with `/` between the names and `../` where it leads upwards. Both paths are absolute and without links.
fn relative(folder: &Path, file: &Path) -> String {
    let (folder, file): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let shared = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    let up = folder[shared..].iter().map(|_| "..".into());
    let down = file[shared..].iter().map(|part: &Component| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn way_from_the_context_to_the_dockerfile() {
        for (folder, file, expected) in
            [("/a/b", "/a/b/Dockerfile", "Dockerfile"), ("/a", "/a/b/c", "b/c"), ("/a/b/c", "/a/d/e", "../../d/e"), ("/", "/x", "x")]
        {
            assert_eq!(relative(Path::new(folder), Path::new(file)), expected);
        }
    }
}
