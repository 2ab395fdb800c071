//! Turns a file's new text into the file, whole or not at all; what it was before can be kept beside it.
//! Relies on the file system to put a finished file over a name at once. Does not decide what is written, and never changes a file in place.

mod attributes;
mod backup;
mod beside;
mod leftover;
mod reason;
mod signals;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::failure::Failure;
pub use backup::Suffix;
use reason::Reason;
pub use signals::Signal;
use signals::Stop;

/// A file and its new text.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'a> {
    /// As messages call it.
    pub name: &'a Path,
    /// Its path without links.
    pub resolved: &'a Path,
    /// What it held when it was read.
    pub old: &'a str,
    /// What it is to hold.
    pub new: &'a str,
}

/// Who writes files, for one run. Several threads may share it.
#[derive(Debug)]
pub struct Writer {
    backup: Option<Suffix>,
    stop: OnceLock<Stop>,
    swept: Mutex<HashSet<PathBuf>>,
}

impl Writer {
    /// A writer that keeps the old files under the ending, where there is one.
    pub fn new(backup: Option<Suffix>) -> Self {
        Self { backup, stop: OnceLock::new(), swept: Mutex::default() }
    }

    /// The signal that has asked the run to end. From the first write on a signal no longer ends the run by itself, but waits to be asked for.
    pub fn stopped_by(&self) -> Option<Signal> {
        self.stop.get().and_then(Stop::signal)
    }

    /// Removes what a run of dfsplit that was killed has left in the folder of a file, once a folder; returns the names.
    pub fn sweep(&self, resolved: &Path) -> Vec<String> {
        let folder = folder(resolved);
        let is_new = self.swept.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        if is_new { leftover::sweep(folder) } else { Vec::new() }
    }

    /// Writes the new text over the file, provided that it still holds the old one. Mode, owner, group and extended attributes are kept.
    pub fn replace(&self, file: &Replacement) -> Result<(), Failure> {
        let _until_done = self.stop.get_or_init(Stop::watch).hold();
        self.try_to(file).map_err(|reason| reason.failure(file.name))
    }

    fn try_to(&self, file: &Replacement) -> Result<(), Reason> {
        let before = open(file.resolved)?;
        let backup = match &self.backup {
            Some(suffix) => backup::take(suffix, file.resolved, &before, file.old)?,
            None => None,
        };
        let done = beside::over(file.resolved, |new| {
            write(new, file.new)?;
            attributes::keep(&before, new)?;
            new.sync_all()?;
            unchanged(file)
        });
        if let (Err(_), Some(backup)) = (&done, backup) {
            // Of a file that was not replaced there is nothing to keep.
            let _ = fs::remove_file(backup);
        }
        done?;
        // The name is safe on disk once its folder is; not every system can do that, and the file itself is whole anyhow.
        if let Ok(folder) = File::open(folder(file.resolved)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// The file as it is, if it may be replaced.
fn open(resolved: &Path) -> Result<File, Reason> {
    let still = match resolved.canonicalize() {
        Ok(still) => still,
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder(resolved).is_dir() => return Err(Reason::Gone),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Err(Reason::FolderGone),
        Err(error) => return Err(error.into()),
    };
    if still != resolved {
        return Err(Reason::LeadsElsewhere);
    }
    let metadata = fs::metadata(resolved)?;
    if !metadata.is_file() {
        return Err(Reason::NoFile);
    }
    if metadata.permissions().readonly() {
        return Err(Reason::ReadOnly);
    }
    let names = attributes::names(&metadata);
    if names > 1 {
        return Err(Reason::SeveralNames(names));
    }
    // Whether it may be written is asked of the system: there is more to it than the mode.
    Ok(File::options().read(true).write(true).open(resolved)?)
}

fn write(mut file: &File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())
}

/// The last look before the new file takes the name.
fn unchanged(file: &Replacement) -> Result<(), Reason> {
    match fs::read(file.resolved) {
        Ok(bytes) if bytes == file.old.as_bytes() => Ok(()),
        Ok(_) => Err(Reason::Changed),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Reason::Gone),
        Err(error) => Err(error.into()),
    }
}

/// The folder of a path without links.
fn folder(resolved: &Path) -> &Path {
    resolved.parent().unwrap_or(Path::new("/"))
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
