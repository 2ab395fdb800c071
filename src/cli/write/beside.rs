//! Makes a new file beside an old one and gives it its name only when it is finished, so that no half file is ever seen under that name.
//! Relies on files without a name (`O_TMPFILE`) where the system has them: a run that is killed while it fills one leaves nothing behind.
//! Elsewhere the file has a passing name from the start. Does not know what the file is filled with.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::leftover;
use super::reason::Reason;

/// Puts a new file in the place of the one at `path`. `fill` writes it, and may refuse.
pub fn over(path: &Path, fill: impl Fn(&File) -> Result<(), Reason>) -> Result<(), Reason> {
    if let Some(file) = nameless(super::folder(path)) {
        fill(&file)?;
        if let Some(named) = Passing::give(&file, path) {
            return named.replace(path);
        }
    }
    let (file, named) = Passing::create(path)?;
    fill(&file)?;
    named.replace(path)
}

/// Puts a new file at `path`, where nothing may be yet: else the error is of the kind `AlreadyExists`.
pub fn anew(path: &Path, fill: impl Fn(&File) -> Result<(), Reason>) -> Result<(), Reason> {
    if let Some(file) = nameless(super::folder(path)) {
        fill(&file)?;
        match link(&file, path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error.into()),
            // Tried again below, with a name from the start.
            Err(_) => {}
        }
    }
    let (file, named) = Passing::create(path)?;
    fill(&file)?;
    match fs::hard_link(&named.0, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error.into()),
        // A file system without hard links.
        Err(_) if path.symlink_metadata().is_ok() => Err(io::Error::from(io::ErrorKind::AlreadyExists).into()),
        Err(_) => named.replace(path),
    }
}

/// A new file of ours without a name, where the system can make one and name it later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    // Why it failed is seen when a file with a name is made instead.
    let file = File::from(open(folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
    leftover::mark_as_in_use(&file);
    Some(file)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path) -> Option<File> {
    None
}

/// Gives a nameless file a name that nothing has yet.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd as _;
    // open(2) names this way; the other one, AT_EMPTY_PATH, is for root on most systems.
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A name that is removed again, unless the file has got its own.
struct Passing(PathBuf);

impl Passing {
    /// Gives a nameless file a passing name, since a link never replaces what is there; `None` where the system cannot do that.
    fn give(file: &File, path: &Path) -> Option<Self> {
        let name = super::folder(path).join(leftover::fresh_name());
        link(file, &name).ok().map(|()| Self(name))
    }

    /// A new file with a passing name, that only we may read.
    fn create(path: &Path) -> Result<(File, Self), Reason> {
        loop {
            let name = super::folder(path).join(leftover::fresh_name());
            let mut options = File::options();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(&name).map_err(|error| match error.kind() {
                io::ErrorKind::PermissionDenied => Reason::ClosedFolder,
                io::ErrorKind::NotFound => Reason::FolderGone,
                _ => error.into(),
            })?;
            let named = Self(name);
            leftover::mark_as_in_use(&file);
            // Another run may have swept it away before it was marked.
            if named.0.symlink_metadata().is_ok() {
                return Ok((file, named));
            }
        }
    }

    /// Puts the file in the place of the one at `path`.
    fn replace(self, path: &Path) -> Result<(), Reason> {
        fs::rename(&self.0, path).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => Reason::NotReplaceable,
            io::ErrorKind::ResourceBusy => Reason::MountPoint,
            _ => error.into(),
        })
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// A file with a passing name beside `Dockerfile`, as on systems without nameless files.
    fn passing(folder: &Path) -> (File, Passing) {
        let (mut file, named) = Passing::create(&folder.join("Dockerfile")).unwrap();
        file.write_all(b"new").unwrap();
        (file, named)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn file_with_a_passing_name_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Dockerfile");
        fs::write(&path, "old").unwrap();
        let (_file, named) = passing(folder.path());
        named.replace(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(&folder), ["Dockerfile"]);
    }

    #[test]
    fn file_with_a_passing_name_is_in_use_until_it_is_dropped_and_then_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (file, named) = passing(folder.path());
        assert!(leftover::sweep(folder.path()).is_empty());
        assert_eq!(names(&folder).len(), 1);
        drop((file, named));
        assert!(names(&folder).is_empty());
    }

    #[test]
    fn nothing_is_replaced_by_what_is_to_be_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Dockerfile.orig");
        fs::write(&path, "old").unwrap();
        let Err(Reason::Io(error)) = anew(&path, |_| Ok(())) else { panic!("it is there already") };
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(&folder), ["Dockerfile.orig"]);
    }
}
