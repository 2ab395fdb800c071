//! Finds the build context of a Dockerfile and loads it into the library's terms.
//! Relies on the file system. Does not judge what it loads; a context that is too large is not loaded in part, since what is missing would be taken for not there.

mod compose;
mod find;
mod kinds;
mod load;
mod sources;

use std::path::{Component, Path, PathBuf};

use dfsplit::Project;
use dfsplit::project::Tree;

use super::failure::Failure;

/// Loads contexts, and keeps the last one: Dockerfiles that lie together mostly share it.
#[derive(Debug)]
pub struct Contexts {
    given: Option<PathBuf>,
    last: Option<(PathBuf, Result<Tree, load::TooLarge>)>,
}

/// What is known about the context of a Dockerfile.
#[derive(Debug, Default)]
pub struct Found {
    /// The project; `None` where there is no context, or it is too large.
    pub project: Option<Project>,
    /// Its folder, links resolved; `None` where no folder is known.
    pub root: Option<PathBuf>,
    /// What the user should know about it.
    pub notes: Vec<String>,
}

impl Contexts {
    /// `given` is the folder that the user names.
    pub fn new(given: Option<&Path>) -> Result<Self, Failure> {
        let way_out = "--context takes the folder that `docker build` is given";
        let given = match given {
            None => None,
            Some(path) => {
                let resolved =
                    path.canonicalize().map_err(|error| Failure { way_out: way_out.into(), ..Failure::io("read", path, &error) })?;
                if !resolved.is_dir() {
                    return Err(Failure::new(
                        path,
                        format!("cannot use {} as the build context: it is no folder", path.display()),
                        way_out,
                    ));
                }
                Some(resolved)
            }
        };
        Ok(Self { given, last: None })
    }

    /// The context of the Dockerfile at `path` with the text `text`. The file itself need not be there (stdin); its folder must be.
    pub fn of(&mut self, path: Option<&Path>, text: &str) -> Found {
        let dockerfile = path.and_then(with_resolved_folder);
        let root = match (&self.given, &dockerfile) {
            (Some(given), _) => given.clone(),
            (None, Some(dockerfile)) => find::context(dockerfile, text),
            (None, None) => return Found::default(),
        };
        // Without a path of its own the Dockerfile counts as lying in the context.
        let dockerfile = dockerfile.unwrap_or_else(|| root.join("Dockerfile"));
        if self.last.as_ref().is_none_or(|(last, _)| *last != root) {
            self.last = Some((root.clone(), load::load(&root)));
        }
        match &self.last {
            Some((_, Ok(tree))) => {
                let mut tree = tree.clone();
                load::add_around(&mut tree, &root, &dockerfile);
                let project = Some(Project::new(tree, &relative(&root, &dockerfile)));
                Found { project, root: Some(root), notes: Vec::new() }
            }
            Some((_, Err(too_large))) => {
                let notes = vec![format!("{too_large}; only the Dockerfile itself is looked at")];
                Found { project: None, root: Some(root), notes }
            }
            None => Found::default(),
        }
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
