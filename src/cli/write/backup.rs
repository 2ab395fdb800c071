//! Keeps the old file beside the new one: its bytes, owner, mode, attributes and times.
//! Relies on `beside` to make it whole or not at all. Never changes a file that is there already: a backup that holds something else is a
//! reason not to write.

use std::fs::{self, File, FileTimes};
use std::io;
use std::path::{Path, PathBuf};

use super::reason::Reason;
use super::{attributes, beside};
use crate::cli::search::is_dockerfile_name;

/// What is added to a file's name to name its backup. No search takes such a name for a Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suffix(String);

impl Suffix {
    /// The ending in words, or what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() || text.contains(['/', '\\', '\0']) {
            return Err("say an ending for a file's name, like .orig".into());
        }
        match ["Dockerfile", "Dockerfile.prod", "api.Dockerfile"].map(|name| format!("{name}{text}")).iter().find(|n| is_dockerfile_name(n))
        {
            Some(name) => Err(format!("a search would take {name} for a Dockerfile; say .orig, .bak or ~")),
            None => Ok(Self(text.to_owned())),
        }
    }

    fn beside(&self, path: &Path) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(&self.0);
        name.into()
    }
}

/// Makes the backup of a file that holds `text`; returns its path, or `None` where it was there already.
pub fn take(suffix: &Suffix, path: &Path, file: &File, text: &str) -> Result<Option<PathBuf>, Reason> {
    let backup = suffix.beside(path);
    if is_there(&backup, text)? {
        return Ok(None);
    }
    let before = file.metadata()?;
    let times = FileTimes::new().set_accessed(before.accessed()?).set_modified(before.modified()?);
    let made = beside::anew(&backup, |new| {
        super::write(new, text)?;
        attributes::keep(file, new)?;
        new.set_times(times)?;
        Ok(new.sync_all()?)
    });
    match made {
        Ok(()) => Ok(Some(backup)),
        Err(Reason::Io(error)) if error.kind() == io::ErrorKind::AlreadyExists => Err(Reason::BackupTaken(backup)),
        Err(Reason::Io(error)) => Err(Reason::Backup { path: backup, error }),
        Err(reason) => Err(reason),
    }
}

/// True if this very backup is there already; a reason if something else is.
fn is_there(backup: &Path, text: &str) -> Result<bool, Reason> {
    match backup.symlink_metadata() {
        Ok(metadata) if metadata.is_file() && fs::read(backup).is_ok_and(|bytes| bytes == text.as_bytes()) => Ok(true),
        Ok(_) => Err(Reason::BackupTaken(backup.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Reason::Backup { path: backup.to_owned(), error }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_that_a_search_would_take_are_refused() {
        for (ending, fits) in [
            (".orig", true),
            (".bak", true),
            ("~", true),
            ("", false),
            ("/x", false),
            (".old", false),
            ("-old", false),
            (".Dockerfile", false),
        ] {
            assert_eq!(Suffix::parse(ending).is_ok(), fits, "{ending:?}");
        }
        assert_eq!(Suffix::parse(".old").unwrap_err(), "a search would take Dockerfile.old for a Dockerfile; say .orig, .bak or ~");
    }
}
