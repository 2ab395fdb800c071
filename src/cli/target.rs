//! A new file of ours, named by the user: it is there whole or not at all, and `-` is stdout.
//! Relies on `tempfile` for the new file beside its place. Does not touch the files that dfsplit looks at; that is [`super::write`].

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::failure::Failure;
use super::output::Output;

/// Where text goes.
#[derive(Debug)]
pub enum Target {
    /// To the results.
    Stdout,
    /// To a file beside its place, until it is whole.
    File {
        /// As messages call it.
        name: PathBuf,
        /// Where it will be.
        place: PathBuf,
        /// Where it is.
        beside: BufWriter<NamedTempFile>,
    },
}

impl Target {
    /// Makes ready to write. The folder must be there; what has the name already must be a file, and keeps its mode.
    pub fn open(name: &Path) -> Result<Self, Failure> {
        if name.as_os_str() == "-" {
            return Ok(Self::Stdout);
        }
        let (place, mode) = place_of(name)?;
        let beside = beside(&place, mode).map_err(|error| cannot_write(name, &error))?;
        Ok(Self::File { name: name.to_owned(), place, beside: BufWriter::new(beside) })
    }

    /// Writes a part. `output` is where stdout is.
    pub fn write(&mut self, text: &str, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Stdout => {
                output.result(text.as_bytes());
                Ok(())
            }
            Self::File { name, beside, .. } => beside.write_all(text.as_bytes()).map_err(|error| cannot_write(name, &error)),
        }
    }

    /// Puts the file in its place.
    pub fn close(self) -> Result<(), Failure> {
        let Self::File { name, place, beside } = self else { return Ok(()) };
        let put = || -> io::Result<()> {
            let file = beside.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            file.persist(&place).map_err(|error| error.error)?;
            Ok(())
        };
        put().map_err(|error| cannot_write(&name, &error))
    }
}

/// The path that the file will have, links followed; and the mode of the file that is there now.
fn place_of(name: &Path) -> Result<(PathBuf, Option<Permissions>), Failure> {
    let no = |reason: String, way_out: String| Err(Failure::new(name, format!("cannot write {}: {reason}", name.display()), way_out));
    match fs::metadata(name) {
        Ok(there) if there.is_dir() => no("it is a folder".into(), "name a file in it".into()),
        Ok(there) if !there.is_file() => no("it is no file".into(), "print to stdout with `--output -`, and send it there".into()),
        Ok(there) if there.permissions().readonly() => {
            no("it is read-only".into(), "make it writable (chmod u+w), or name another file".into())
        }
        Ok(there) => {
            let place = name.canonicalize().map_err(|error| cannot_write(name, &error))?;
            Ok((place, Some(there.permissions())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            if folder.is_dir() {
                Ok((name.to_owned(), None))
            } else {
                no(format!("there is no folder {}", folder.display()), format!("make it first: mkdir -p {}", super::asked::quoted(folder)))
            }
        }
        Err(error) => Err(cannot_write(name, &error)),
    }
}

/// A new file in the same folder, with that mode, or the one that new files have here.
fn beside(place: &Path, mode: Option<Permissions>) -> io::Result<NamedTempFile> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dfsplit-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    Ok(file)
}

fn cannot_write(name: &Path, error: &io::Error) -> Failure {
    Failure { way_out: "name another file with --output, or print it with `--output -`".into(), ..Failure::io("write", name, error) }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use crate::cli::args::When;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn put(name: &Path, text: &str) -> Result<(), Failure> {
        let mut target = Target::open(name)?;
        target.write(text, &mut Output::new(When::Never, true))?;
        target.close()
    }

    #[test]
    fn file_is_there_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("page.html");
        let mut target = Target::open(&name).unwrap();
        target.write("half", &mut Output::new(When::Never, true)).unwrap();
        assert!(!name.exists());
        drop(target);
        assert_eq!(names(folder.path()), Vec::<String>::new());
        assert_eq!(put(&name, "whole"), Ok(()));
        assert_eq!(fs::read_to_string(&name).unwrap(), "whole");
        assert_eq!(names(folder.path()), ["page.html"]);
        let usual = fs::write(folder.path().join("usual"), "").and_then(|()| fs::metadata(folder.path().join("usual"))).unwrap();
        assert_eq!(fs::metadata(&name).unwrap().permissions(), usual.permissions());
    }

    #[test]
    fn old_file_keeps_its_mode_and_its_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        symlink("file", &link).unwrap();
        assert_eq!(put(&link, "new"), Ok(()));
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
