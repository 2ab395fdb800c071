//! Files that change, vanish or move between the moment they are read and the moment they are written.

use super::*;
use std::os::unix::fs::{PermissionsExt as _, symlink};

/// A folder with `app/Dockerfile`, which holds `old`.
fn project(mode: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir(root.join("app")).unwrap();
    let path = root.join("app/Dockerfile");
    fs::write(&path, "old\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    (folder, path)
}

fn replace(path: &Path) -> Result<(), Failure> {
    Writer::new(None).replace(&Replacement { name: Path::new("Dockerfile"), resolved: path, old: "old\n", new: "new\r\n" })
}

/// What is said when the file cannot be written.
fn refused(path: &Path) -> String {
    let failure = replace(path).unwrap_err();
    format!("{}; {}", failure.sentence, failure.way_out)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn text_is_new_and_mode_is_old() {
    let (_folder, path) = project(0o664);
    let held = File::open(&path).unwrap();
    assert_eq!(replace(&path), Ok(()));
    assert_eq!(io::read_to_string(held).unwrap(), "old\n", "whoever has the old file open keeps it whole");
    assert_eq!(fs::read_to_string(&path).unwrap(), "new\r\n");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o664);
    assert_eq!(names(path.parent().unwrap()), ["Dockerfile"]);
}

#[test]
fn file_that_changed_meanwhile_is_left_alone() {
    let (_folder, path) = project(0o644);
    fs::write(&path, "other\n").unwrap();
    assert_eq!(refused(&path), "cannot write Dockerfile: somebody changed it while dfsplit looked at it; run dfsplit again");
    assert_eq!(fs::read_to_string(&path).unwrap(), "other\n");
    assert_eq!(names(path.parent().unwrap()), ["Dockerfile"]);
}

#[test]
fn file_or_folder_that_vanished_does_not_come_back() {
    let (_folder, path) = project(0o644);
    fs::remove_file(&path).unwrap();
    let again = "run dfsplit again, if it is to be there";
    assert_eq!(refused(&path), format!("cannot write Dockerfile: somebody removed it while dfsplit looked at it; {again}"));
    assert!(names(path.parent().unwrap()).is_empty());
    fs::remove_dir(path.parent().unwrap()).unwrap();
    assert_eq!(refused(&path), format!("cannot write Dockerfile: somebody removed its folder while dfsplit looked at it; {again}"));
    assert!(!path.parent().unwrap().exists());
    fs::write(path.parent().unwrap(), "").unwrap();
    assert_eq!(refused(&path), format!("cannot write Dockerfile: somebody removed its folder while dfsplit looked at it; {again}"));
}

#[test]
fn link_that_took_the_place_of_the_file_or_its_folder_is_not_followed() {
    let (folder, path) = project(0o644);
    let (app, outside) = (path.parent().unwrap(), folder.path().join("outside"));
    fs::rename(app, &outside).unwrap();
    symlink("outside", app).unwrap();
    let sentence = "cannot write Dockerfile: somebody put a link in its place while dfsplit looked at it; run dfsplit again";
    assert_eq!(refused(&path), sentence);
    fs::remove_file(app).unwrap();
    fs::create_dir(app).unwrap();
    symlink("../outside/Dockerfile", &path).unwrap();
    assert_eq!(refused(&path), sentence);
    assert_eq!(fs::read_to_string(outside.join("Dockerfile")).unwrap(), "old\n");
}

#[test]
fn what_is_no_file_is_left_alone() {
    let (_folder, path) = project(0o644);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let sentence = "cannot write Dockerfile: it is no regular file; name a file, or print the patch instead: leave out --write";
    assert_eq!(refused(&path), sentence);
    assert!(path.is_dir());
}

#[test]
fn backup_of_a_file_that_is_not_replaced_is_removed_again() {
    let (_folder, path) = project(0o644);
    let writer = Writer::new(Some(Suffix::parse(".orig").unwrap()));
    let file = Replacement { name: &path, resolved: &path, old: "other\n", new: "new\n" };
    assert!(writer.replace(&file).is_err());
    assert_eq!(names(path.parent().unwrap()), ["Dockerfile"]);
}

#[test]
fn leftover_is_swept_once_a_folder() {
    let (_folder, path) = project(0o644);
    let name = leftover::fresh_name();
    let leftover = path.with_file_name(&name);
    let writer = Writer::new(None);
    fs::write(&leftover, "").unwrap();
    assert_eq!(writer.sweep(&path), [name]);
    fs::write(&leftover, "").unwrap();
    assert!(writer.sweep(&path).is_empty());
}
