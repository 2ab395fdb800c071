//! Replaces a file by its new text, whole or not at all.
//! Relies on `tempfile` for the new file beside the old one. Does not decide what is written.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;

use super::failure::Failure;

/// Writes `new` over the file, provided that it still holds `old`. Mode and, where that is allowed, owner are kept; `resolved` is no link.
pub fn replace(name: &Path, resolved: &Path, old: &str, new: &str) -> Result<(), Failure> {
    let failed = |error: &io::Error| Failure::io("write", name, error);
    let before = fs::metadata(resolved).map_err(|error| failed(&error))?;
    if before.permissions().readonly() {
        return Err(Failure::new(
            name,
            format!("cannot write {}: it is read-only", name.display()),
            "make it writable (chmod u+w), or print the patch instead: leave out --write",
        ));
    }
    let folder = resolved.parent().unwrap_or(Path::new("/"));
    let mut beside = tempfile::Builder::new().prefix(".dfsplit-").tempfile_in(folder).map_err(|error| {
        let mut failure = failed(&error);
        if error.kind() == io::ErrorKind::PermissionDenied {
            failure.sentence = format!("cannot write {}: no new file may be made in its folder", name.display());
            failure.way_out = "give yourself the right to it, or print the patch instead: leave out --write".into();
        }
        failure
    })?;
    beside.write_all(new.as_bytes()).map_err(|error| failed(&error))?;
    keep_owner_and_mode(beside.as_file(), &before).map_err(|error| failed(&error))?;
    beside.as_file().sync_all().map_err(|error| failed(&error))?;
    if fs::read(resolved).map_err(|error| failed(&error))? != old.as_bytes() {
        return Err(Failure::new(
            name,
            format!("cannot write {}: somebody changed it while dfsplit looked at it", name.display()),
            "run dfsplit again",
        ));
    }
    beside.persist(resolved).map_err(|error| failed(&error.error))?;
    // The name is safe on disk once its folder is; not every system can do that, and the file itself is whole anyhow.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

#[cfg(unix)]
fn keep_owner_and_mode(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    // Only root may give a file away; the group alone often works.
    if fchown(file, Some(before.uid()), Some(before.gid())).is_err() {
        let _ = fchown(file, None, Some(before.gid()));
    }
    // Last: a change of owner takes bits of the mode away.
    file.set_permissions(before.permissions())
}

#[cfg(not(unix))]
fn keep_owner_and_mode(file: &File, before: &Metadata) -> io::Result<()> {
    file.set_permissions(before.permissions())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn file(text: &str, mode: u32) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Dockerfile");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (folder, path)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn text_is_new_and_mode_is_old() {
        let (folder, path) = file("old\n", 0o664);
        assert_eq!(replace(&path, &path, "old\n", "new\r\n"), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new\r\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o664);
        assert_eq!(names(&folder), ["Dockerfile"]);
    }

    #[test]
    fn file_that_changed_meanwhile_is_left_alone() {
        let (folder, path) = file("other\n", 0o644);
        let failure = replace(Path::new("Dockerfile"), &path, "old\n", "new\n").unwrap_err();
        assert_eq!(failure.sentence, "cannot write Dockerfile: somebody changed it while dfsplit looked at it");
        assert_eq!(fs::read_to_string(&path).unwrap(), "other\n");
        assert_eq!(names(&folder), ["Dockerfile"]);
    }

    #[test]
    fn read_only_file_is_left_alone() {
        let (folder, path) = file("old\n", 0o444);
        let failure = replace(Path::new("Dockerfile"), &path, "old\n", "new\n").unwrap_err();
        assert_eq!(failure.sentence, "cannot write Dockerfile: it is read-only");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
        assert_eq!(names(&folder), ["Dockerfile"]);
    }
}
