//! The build context that a compose or bake file gives a Dockerfile.
//! Relies on the library's reading of these files. Only finds the files and turns its paths into folders of the disk.

use std::fs;
use std::path::{Path, PathBuf};

use dfsplit::project::compose::{bake_targets, compose_builds, is_bake_file};
use dfsplit::project::{File, Tree};

use super::find::Why;

/// Larger files are not looked at.
const LARGEST: u64 = 1024 * 1024;

/// The context that a compose file in `folder`, or else a bake file there, builds the Dockerfile with, and which file and service or target that is; the first by their names.
pub fn context_for(folder: &Path, dockerfile: &Path) -> Option<(PathBuf, Why)> {
    let mut tree = Tree::default();
    for file in files(folder) {
        let name = file.file_name()?.to_string_lossy().into_owned();
        if let Ok(text) = fs::read_to_string(&file) {
            tree.insert(name, File { size: text.len() as u64, text: Some(text), ..File::default() });
        }
    }
    let mut builds = compose_builds(&tree).into_iter().chain(bake_targets(&tree).into_iter().map(|target| target.build));
    builds.find_map(|build| {
        let context = folder.join(&build.context).canonicalize().ok()?;
        let named = folder.join(&build.dockerfile).canonicalize().ok()?;
        (context.is_dir() && named == dockerfile).then_some((context, Why::Builds(build.file, build.name)))
    })
}

/// The compose and bake files right in a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| is_compose_name(&entry.file_name().to_string_lossy()) || is_bake_file(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST))
        .collect();
    files.sort();
    files
}

/// `compose.yaml`, `docker-compose.prod.yml` and the like.
pub fn is_compose_name(name: &str) -> bool {
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
}
