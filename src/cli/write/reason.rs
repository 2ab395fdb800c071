//! Why a file was not written, as facts; the sentences and the ways out are here and nowhere else.
//! Relies on `Failure` for what the system says by itself. Every reason leaves the file as it was.

use std::io;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;

/// Why a file was left as it was.
#[derive(Debug)]
#[cfg_attr(not(unix), allow(dead_code))] // not every system knows owners and attributes
pub enum Reason {
    /// It was there when it was read, and is no more.
    Gone,
    /// The same of its folder.
    FolderGone,
    /// A link has taken the place of the file or of a folder above it.
    LeadsElsewhere,
    /// A pipe, a device, a folder.
    NoFile,
    /// Its mode lets nobody write.
    ReadOnly,
    /// It has so many names (hard links).
    SeveralNames(u64),
    /// It holds another text than it did when it was read.
    Changed,
    /// No new file may be made beside it.
    ClosedFolder,
    /// A new file may be made beside it, but not put in its place.
    NotReplaceable,
    /// Something is mounted on it.
    MountPoint,
    /// The new file cannot be given its owner and group.
    Owner {
        /// The owner's number.
        user: u32,
        /// The group's number.
        group: u32,
    },
    /// The new file cannot be given its extended attribute.
    Attribute {
        /// The attribute's name.
        name: String,
        /// What the system says.
        error: io::Error,
    },
    /// There is another file where the backup belongs.
    BackupTaken(PathBuf),
    /// The backup cannot be written.
    Backup {
        /// Where it belongs.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// What the system says.
    Io(io::Error),
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Reason {
    /// The failure about the file that messages call `name`.
    pub fn failure(self, name: &Path) -> Failure {
        let shown = name.display();
        let (reason, way_out) = match self {
            Self::Gone => {
                ("somebody removed it while dfsplit looked at it".to_owned(), "run dfsplit again, if it is to be there".to_owned())
            }
            Self::FolderGone => {
                ("somebody removed its folder while dfsplit looked at it".to_owned(), "run dfsplit again, if it is to be there".to_owned())
            }
            Self::LeadsElsewhere => {
                ("somebody put a link in its place while dfsplit looked at it".to_owned(), "run dfsplit again".to_owned())
            }
            Self::NoFile => ("it is no regular file".to_owned(), format!("name a file, or {PATCH}")),
            Self::ReadOnly => ("it is read-only".to_owned(), format!("make it writable (chmod u+w), or {PATCH}")),
            Self::SeveralNames(names) => (
                format!("it has {names} names (hard links), and a new file can take the place of one only"),
                format!("part it from the others (cp -p FILE COPY && mv COPY FILE), or {PATCH}"),
            ),
            Self::Changed => ("somebody changed it while dfsplit looked at it".to_owned(), "run dfsplit again".to_owned()),
            Self::ClosedFolder => {
                ("no new file may be made in its folder".to_owned(), format!("give yourself the right to it, or {PATCH}"))
            }
            Self::NotReplaceable => {
                ("its folder lets only its owner replace it".to_owned(), format!("run dfsplit as its owner, or {PATCH}"))
            }
            Self::MountPoint => ("something is mounted on it".to_owned(), format!("mount its folder instead of the file, or {PATCH}")),
            Self::Owner { user, group } => (
                format!("its owner and group ({user}:{group}) cannot be kept"),
                format!("run dfsplit as its owner, give it to yourself (chown), or {PATCH}"),
            ),
            Self::Attribute { name, error } => (
                format!("its extended attribute {name} cannot be kept: {error}"),
                format!("remove the attribute, run dfsplit as somebody who may set it, or {PATCH}"),
            ),
            Self::BackupTaken(path) => (
                format!("its backup {} is there already and holds something else", path.display()),
                "move that away, or choose another ending: --backup=SUFFIX".to_owned(),
            ),
            Self::Backup { path, error } => {
                let failure = Failure::io("write", &path, &error);
                (format!("there is no backup of it: {}", failure.sentence), failure.way_out)
            }
            Self::Io(error) => return Failure::io("write", name, &error),
        };
        Failure::new(name, format!("cannot write {shown}: {reason}"), way_out)
    }
}

/// What always works.
const PATCH: &str = "print the patch instead: leave out --write";
