//! The name of a file in a patch: its path from the current folder, links resolved.
//! Relies on the file system. Does not quote; the diff does.

use std::path::{Component, Path, PathBuf};

/// Where a file lies, for a patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchPath {
    /// With `/` between the names.
    pub bytes: Vec<u8>,
    /// It lies outside the current folder: the path begins at `/`.
    pub outside: bool,
}

/// The name of a file that exists. `resolved` is its path without links.
pub fn of(resolved: &Path) -> PatchPath {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    match resolved.strip_prefix(&here) {
        Ok(inside) if !here.as_os_str().is_empty() => PatchPath { bytes: bytes(inside), outside: false },
        _ => PatchPath { bytes: bytes(resolved), outside: true },
    }
}

/// A name that was only given: `.` and `..` and a leading slash are taken out.
pub fn named(name: &Path) -> Vec<u8> {
    let mut path = PathBuf::new();
    for part in name.components() {
        match part {
            Component::Normal(part) => path.push(part),
            Component::ParentDir => {
                path.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    bytes(&path)
}

/// The names of a path, without root and drive.
fn bytes(path: &Path) -> Vec<u8> {
    let names: Vec<&[u8]> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.as_encoded_bytes()),
            Component::CurDir | Component::ParentDir | Component::RootDir | Component::Prefix(_) => None,
        })
        .collect();
    names.join(&b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_stay_below_the_folder() {
        for (name, expected) in
            [("./a/Dockerfile", "a/Dockerfile"), ("/srv/Dockerfile", "srv/Dockerfile"), ("../x/../Dockerfile", "Dockerfile")]
        {
            assert_eq!(named(Path::new(name)), expected.as_bytes());
        }
    }
}
