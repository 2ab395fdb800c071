//! What the environment could not do: a sentence with the path, and the way out.
//! Relies on nothing. Is never about what stands in a Dockerfile; that is a diagnostic.

use std::io;
use std::path::{Path, PathBuf};

/// One failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it is about.
    pub path: PathBuf,
    /// What could not be done, with the path and the reason.
    pub sentence: String,
    /// What the user can do about it.
    pub way_out: String,
}

impl Failure {
    /// A failure in full words.
    pub fn new(path: impl Into<PathBuf>, sentence: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { path: path.into(), sentence: sentence.into(), way_out: way_out.into() }
    }

    /// `cannot DEED PATH: REASON`, with the way out that the kind of error suggests.
    pub fn io(deed: &str, path: &Path, error: &io::Error) -> Self {
        let (reason, way_out) = match error.kind() {
            io::ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the path"),
            io::ErrorKind::PermissionDenied => ("permission denied".to_owned(), "give yourself the right to it, or leave it out"),
            io::ErrorKind::StorageFull => ("the disk is full".to_owned(), "make room and run dfsplit again; the file is as it was"),
            io::ErrorKind::QuotaExceeded => {
                ("your quota of the disk is used up".to_owned(), "make room and run dfsplit again; the file is as it was")
            }
            io::ErrorKind::ReadOnlyFilesystem => ("the file system is read-only".to_owned(), "print the patch instead: leave out --write"),
            io::ErrorKind::InvalidFilename => ("its name is too long".to_owned(), "choose a shorter name"),
            _ => (error.to_string(), "put right what the reason names and run dfsplit again, or leave it out"),
        };
        Self::new(path, format!("cannot {deed} {}: {reason}", path.display()), way_out)
    }
}
