//! Turns paths into what a document calls them: the path from the folder of the run, and the words that build an image from it.
//! Relies on [`super::patch_path`]. Looks at no file.

use std::path::Path;

use super::asked::quoted;
use super::patch_path::{self, PatchPath};

/// The path from the current folder; from the root, with a `/` before it, where the file lies elsewhere.
pub fn path(place: &PatchPath) -> Vec<u8> {
    let root: &[u8] = if place.outside { b"/" } else { b"" };
    [root, &place.bytes].concat()
}

/// What stands behind `docker build` to build the Dockerfile at `file` with the context `folder`, both without links, from the current folder.
pub fn build(file: &Path, folder: &Path) -> String {
    let name = |path: &Path| String::from_utf8_lossy(&self::path(&patch_path::of(path))).into_owned();
    let context = match name(folder) {
        empty if empty.is_empty() => ".".to_owned(),
        name => quoted(Path::new(&name)),
    };
    if file == folder.join("Dockerfile") { context } else { format!("-f {} {context}", quoted(Path::new(&name(file)))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_elsewhere_begin_at_the_root() {
        let place = |outside| PatchPath { bytes: b"srv/Dockerfile".to_vec(), outside };
        assert_eq!([path(&place(false)), path(&place(true))], [b"srv/Dockerfile".to_vec(), b"/srv/Dockerfile".to_vec()]);
    }

    #[test]
    fn build_names_the_file_where_docker_would_not_find_it() {
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        for (file, folder, words) in [
            ("Dockerfile", "", "."),
            ("api/Dockerfile", "api", "api"),
            ("api/Dockerfile", "", "-f api/Dockerfile ."),
            ("my app/prod.Dockerfile", "my app", "-f 'my app/prod.Dockerfile' 'my app'"),
        ] {
            assert_eq!(build(&here.join(file), here.join(folder).components().as_path()), words);
        }
    }
}
