//! Finds the build context of a Dockerfile and loads it into the library's terms.
//! Relies on the file system. Does not judge what it loads; a context that is too large is not loaded in part, since what is missing would be taken for not there.

mod builds;
mod find;
mod kinds;
mod load;
mod sources;

use std::path::{Component, Path, PathBuf};

use dfsplit::Project;
use dfsplit::project::Tree;

/// Loads contexts, and keeps the last one: Dockerfiles that lie together mostly share it.
#[derive(Debug, Default)]
pub struct Contexts {
    last: Option<(PathBuf, Result<Tree, load::TooLarge>)>,
}

/// What is known about the context of a Dockerfile.
#[derive(Debug, Default)]
pub struct Found {
    /// The project; `None` where there is no context, or it is too large.
    pub project: Option<Project>,
    /// Which folder it is and who says so: `services/api: compose.yaml builds this file with it`; empty where there is none.
    pub reason: String,
    /// What the user should know about it.
    pub notes: Vec<String>,
}

impl Contexts {
    /// The context of the Dockerfile at `path` with the text `text`; `given` is a folder without links that the user names. The file itself need not be there (stdin); its folder must be.
    pub fn of(&mut self, given: Option<&Path>, path: Option<&Path>, text: &str) -> Found {
        let dockerfile = path.and_then(with_resolved_folder);
        let (root, why) = match (given, &dockerfile) {
            (Some(given), _) => (given.to_path_buf(), find::Why::Given),
            (None, Some(dockerfile)) => find::context(dockerfile, text),
            (None, None) => return Found::default(),
        };
        let reason = format!("{}: {why}", shown(&root).display());
        // Without a path of its own the Dockerfile counts as lying in the context.
        let dockerfile = dockerfile.unwrap_or_else(|| root.join("Dockerfile"));
        if self.last.as_ref().is_none_or(|(last, _)| *last != root) {
            self.last = Some((root.clone(), load::load(&root)));
        }
        match &self.last {
            Some((_, Ok(tree))) => {
                let mut tree = tree.clone();
                load::add_around(&mut tree, &root, &dockerfile);
                Found { project: Some(Project::new(tree, &relative(&root, &dockerfile))), reason, notes: Vec::new() }
            }
            Some((_, Err(too_large))) => {
                Found { project: None, reason, notes: vec![format!("{too_large}; only the Dockerfile itself is looked at")] }
            }
            None => Found::default(),
        }
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
