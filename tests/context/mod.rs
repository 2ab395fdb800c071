//! A folder of the tests, read into the values that the library works on.

use std::fs;
use std::path::{Path, PathBuf};

use dfsplit::project::{File, Tree};
use dfsplit::{Options, Outcome, Project, Source, split};

/// What somebody who has built an example by hand leaves behind.
const LEFT_BEHIND: [&str; 3] = ["node_modules", "target", ".git"];

/// Splits the Dockerfile at `dockerfile`, called `Dockerfile` in messages, with the build context in `folder` where there is one.
pub fn split_in(dockerfile: &Path, folder: Option<&Path>, options: &Options) -> (Source, Outcome) {
    let bytes = fs::read(dockerfile).unwrap_or_else(|e| panic!("{}: {e}", dockerfile.display()));
    let source = Source::decode("Dockerfile", bytes).unwrap_or_else(|e| panic!("{}: {e}", dockerfile.display()));
    let project = folder.map(|folder| Project::new(tree(folder), "Dockerfile"));
    let outcome = split(&source, project.as_ref(), options);
    (source, outcome)
}

/// The folders right in a folder, by name.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = entries(folder).into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::default();
    fill(&mut tree, folder, "");
    tree
}

fn fill(tree: &mut Tree, folder: &Path, prefix: &str) {
    for path in entries(folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !path.is_symlink() {
            if !LEFT_BEHIND.contains(&name.as_str()) {
                fill(tree, &path, &format!("{prefix}{name}/"));
            }
        } else {
            tree.insert(format!("{prefix}{name}"), file(&path));
        }
    }
}

fn file(path: &Path) -> File {
    if let Ok(link) = fs::read_link(path) {
        return File { link: Some(link.to_string_lossy().into_owned()), ..File::default() };
    }
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    File { size: bytes.len() as u64, text: String::from_utf8(bytes).ok(), executable: is_executable(path), link: None }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_path: &Path) -> bool {
    false
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries.map(|entry| entry.unwrap().path()).collect()
}
