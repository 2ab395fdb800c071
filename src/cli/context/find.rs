//! Which folder is the build context of a Dockerfile.
//! Relies on compose and bake files, on the sources of COPY, and on where manifests lie, in this order. Loads nothing.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dfsplit::syntax::Dockerfile;

use super::folders::{Folder, Folders};
use super::sources;

/// A folder with one of these is a project's root.
const MANIFESTS: [&str; 3] = ["go.mod", "package.json", "Cargo.toml"];

/// Why a folder counts as the build context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The user says so.
    Given,
    /// A file builds the Dockerfile with it: the file's name, and the service or target.
    Builds(String, String),
    /// So many of so many sources of COPY lie there.
    Sources(usize, usize),
    /// `COPY . .`, and this manifest lies there.
    Manifest(&'static str),
    /// The Dockerfile lies there, and nothing says otherwise.
    Own,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given => f.write_str("given by --context or dfsplit.toml"),
            Self::Builds(file, name) => write!(f, "`{name}` of {file} builds this file with it"),
            Self::Sources(found, all) => write!(f, "{found} of {all} sources of COPY lie there"),
            Self::Manifest(name) => write!(f, "`COPY .` alone, and {name} lies there"),
            Self::Own => f.write_str("the Dockerfile lies there"),
        }
    }
}

/// The build context of the Dockerfile at `dockerfile` (absolute, its folder without links), and why.
pub fn context(dockerfile: &Path, file: &Dockerfile, folders: &Folders) -> (PathBuf, Why) {
    let Some(own) = dockerfile.parent() else { return (PathBuf::from("/"), Why::Own) };
    let folders = folders.up_to_repository(own);
    let mut builds = folders.iter().flat_map(|folder| folder.builds());
    if let Some(build) = builds.find(|build| build.dockerfile == dockerfile) {
        return (build.context.clone(), Why::Builds(build.file.clone(), build.name.clone()));
    }
    let sources = sources::of(file);
    let (named, whole): (Vec<&str>, Vec<&str>) = sources.iter().map(String::as_str).partition(|source| !matches!(*source, "" | "."));
    if let Some((count, folder)) = most_sources(&folders, &named) {
        return (folder.to_path_buf(), Why::Sources(count, named.len()));
    }
    if named.is_empty() && !whole.is_empty() {
        // `COPY . .` alone fits everywhere; it is meant where the project's manifest lies.
        let manifest = |folder: &Path| MANIFESTS.into_iter().find(|name| folder.join(name).is_file());
        if let Some((folder, name)) = folders.iter().find_map(|folder| Some((&folder.path, manifest(&folder.path)?))) {
            return (folder.clone(), Why::Manifest(name));
        }
    }
    (own.to_path_buf(), Why::Own)
}

/// The folder that holds most of the sources, and how many; of several the nearest. `None` where none holds any.
fn most_sources<'a>(folders: &'a [Arc<Folder>], sources: &[&str]) -> Option<(usize, &'a Path)> {
    let mut best: Option<(usize, &Path)> = None;
    for folder in folders {
        let count = sources.iter().filter(|source| folder.path.join(source).exists()).count();
        if count > best.map_or(0, |(most, _)| most) {
            best = Some((count, &folder.path));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use dfsplit::Source;
    use dfsplit::syntax::parse;
    use std::fs;

    /// A repository with these files; the build context of the Dockerfile at `dockerfile`, from its root.
    fn found(files: &[(&str, &str)], dockerfile: &str, text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        for (path, text) in files {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), text).unwrap();
        }
        let dockerfile = root.join(dockerfile);
        fs::create_dir_all(dockerfile.parent().unwrap()).unwrap();
        fs::write(&dockerfile, text).unwrap();
        context(&dockerfile, &parse(&Source::new("Dockerfile", text)), &Folders::default())
            .0
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn sources_beside_the_dockerfile() {
        assert_eq!(found(&[("api/go.mod", ""), ("go.mod", "")], "api/Dockerfile", "FROM a\nCOPY go.mod .\nCOPY . .\n"), "api");
    }

    #[test]
    fn sources_of_the_repository_root() {
        assert_eq!(found(&[("go.mod", ""), ("cmd/main.go", "")], "docker/Dockerfile", "FROM a\nCOPY go.mod ./\nCOPY cmd/ cmd/\n"), "");
        assert_eq!(found(&[("api/main.go", ""), ("api/Makefile", "")], "api/Dockerfile", "FROM a\nCOPY api/*.go /src/\n"), "");
    }

    #[test]
    fn whole_context_is_where_the_manifest_lies() {
        assert_eq!(found(&[("package.json", "")], "docker/node/Dockerfile", "FROM a\nCOPY . .\n"), "");
        assert_eq!(found(&[("package.json", ""), ("web/package.json", "")], "web/Dockerfile", "FROM a\nADD . /app\n"), "web");
        assert_eq!(found(&[("README", "")], "web/Dockerfile", "FROM a\nCOPY . .\n"), "web");
    }

    #[test]
    fn compose_file_decides() {
        let compose = "services:\n  api:\n    build:\n      context: .\n      dockerfile: api/Dockerfile\n";
        assert_eq!(found(&[("compose.yaml", compose), ("api/go.mod", "")], "api/Dockerfile", "FROM a\nCOPY go.mod .\n"), "");
        let other = "services:\n  api:\n    build: ./web\n";
        assert_eq!(found(&[("docker-compose.yml", other), ("api/go.mod", "")], "api/Dockerfile", "FROM a\nCOPY go.mod .\n"), "api");
    }

    #[test]
    fn bake_file_decides_where_no_compose_file_does() {
        let bake = "target \"api\" {\n  context = \".\"\n  dockerfile = \"api/Dockerfile\"\n}\n";
        assert_eq!(found(&[("docker-bake.hcl", bake), ("api/go.mod", "")], "api/Dockerfile", "FROM a\nCOPY go.mod .\n"), "");
    }

    #[test]
    fn nothing_copied_leaves_the_own_folder() {
        assert_eq!(found(&[("go.mod", "")], "api/Dockerfile", "FROM a\nCMD x\n"), "api");
    }
}
