//! The passing names of new files, and what becomes of one that a killed run has left behind.
//! Relies on locks: the system drops them with the process, whatever ends it. Never removes what it cannot prove to be dfsplit's: a name
//! carries its own checksum, and a file that somebody holds, or whose file system knows no locks, stays.

use std::fs::{self, File};
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;

const PREFIX: &str = ".dfsplit-";
/// Digits of each of the two numbers in a name.
const DIGITS: usize = 16;

/// A name that no file has had before: `.dfsplit-NUMBER-CHECK`. No search takes it for a Dockerfile.
pub fn fresh_name() -> String {
    // The keys of the standard library's hash maps are random.
    named(RandomState::new().hash_one(std::process::id()))
}

fn named(number: u64) -> String {
    format!("{PREFIX}{number:0DIGITS$x}-{:0DIGITS$x}", check(number))
}

/// FNV-1a over a sentence of ours and the number: names that merely look alike do not have it.
fn check(number: u64) -> u64 {
    let bytes = b"a file that dfsplit is about to rename".iter().copied().chain(number.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// True for a name that [`fresh_name`] has made.
fn is_ours(name: &str) -> bool {
    let number = name.strip_prefix(PREFIX).and_then(|rest| rest.get(..DIGITS)).and_then(|digits| u64::from_str_radix(digits, 16).ok());
    number.is_some_and(|number| name == named(number))
}

/// Tells other runs that the file is no leftover, for as long as it is open.
pub fn mark_as_in_use(file: &File) {
    // Where there are no locks nobody removes anything either.
    let _ = file.try_lock();
}

/// Removes the leftovers in a folder, and returns their names.
pub fn sweep(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names.retain(|name| is_ours(name) && is_left(&folder.join(name)) && fs::remove_file(folder.join(name)).is_ok());
    names
}

/// True for a regular file that nobody holds.
fn is_left(path: &Path) -> bool {
    let is_file = || path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    if !is_file() {
        return false;
    }
    let Ok(file) = File::options().read(true).write(true).open(path) else { return false };
    // Looked at once more: who held it may have given it its own name before letting go.
    file.try_lock().is_ok() && is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(folder.path().join(name), "FROM scratch\n").unwrap();
        }
        folder
    }

    fn rest(folder: &tempfile::TempDir) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn leftover_is_removed_and_named() {
        let name = fresh_name();
        let folder = folder(&["Dockerfile", &name]);
        assert_eq!(sweep(folder.path()), [name]);
        assert_eq!(rest(&folder), ["Dockerfile"]);
        assert!(sweep(folder.path()).is_empty());
    }

    #[test]
    fn names_that_only_look_alike_stay() {
        let ours = named(7);
        let (other_check, longer, upper) = (ours.replace("0007", "0008"), format!("{ours}~"), ours.to_uppercase());
        let names = [".dfsplit-", ".dfsplit-0000000000000007", ".dfsplit-notes", &other_check, &longer, &upper];
        let folder = folder(&names);
        assert!(sweep(folder.path()).is_empty());
        assert_eq!(rest(&folder).len(), names.len());
    }

    #[test]
    fn file_that_is_in_use_stays() {
        let name = fresh_name();
        let folder = folder(&[&name]);
        let held = File::open(folder.path().join(&name)).unwrap();
        mark_as_in_use(&held);
        assert!(sweep(folder.path()).is_empty());
        drop(held);
        assert_eq!(sweep(folder.path()).len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn link_or_folder_of_such_a_name_stays() {
        let folder = folder(&["Dockerfile"]);
        std::os::unix::fs::symlink("Dockerfile", folder.path().join(named(1))).unwrap();
        fs::create_dir(folder.path().join(named(2))).unwrap();
        assert!(sweep(folder.path()).is_empty());
        assert_eq!(rest(&folder).len(), 3);
    }
}
