//! Loads a folder as a tree of files: all names, and the texts of those that say something about the program.
//! Relies on [`super::kinds`] for which these are. Follows no link out of the folder, and takes files that git ignores: a build takes them too.

use std::fmt;
use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use dfsplit::project::{File, Tree};

use super::folders::Folders;
use super::kinds::{Reading, is_noted_only, reading};
use super::relative;

/// More files are too many.
const MOST_FILES: usize = 100_000;
/// More text is too much, in bytes.
const MOST_TEXT: u64 = 64 * 1024 * 1024;
/// Of one file.
const LARGEST_TEXT: u64 = 1024 * 1024;
/// Of one lockfile.
const LARGEST_LOCKFILE: u64 = 16 * 1024 * 1024;
/// Folders that are looked into for one file to note a folder by.
const NOTE_DEPTH: usize = 8;

/// A context that is not loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// It has too many files.
    Files(PathBuf),
    /// It has too much text.
    Text(PathBuf),
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(root) => write!(f, "the build context {} has more than {MOST_FILES} files", root.display()),
            Self::Text(root) => write!(f, "the build context {} has more than {} MiB of sources", root.display(), MOST_TEXT >> 20),
        }
    }
}

/// The files below `root`, which is absolute and without links.
pub fn load(root: &Path) -> Result<Tree, TooLarge> {
    let mut names = Vec::new();
    list(root, &mut names).map_err(|TooMany| TooLarge::Files(root.to_path_buf()))?;
    names.sort_by(|a, b| a.path.cmp(&b.path));
    let mut tree = Tree::default();
    let mut budget = MOST_TEXT;
    for name in names {
        let (path, mut file) = (name.path, name.file);
        if name.noted_only {
            tree.insert(path, file);
            continue;
        }
        let on_disk = match &file.link {
            // A link is read where it stays in the context.
            Some(_) => root.join(&path).canonicalize().ok().filter(|target| target.starts_with(root) && target.is_file()),
            None => Some(root.join(&path)),
        };
        if let Some(on_disk) = on_disk {
            file.text = text(&on_disk, reading(&path, file.executable));
            let length = file.text.as_ref().map_or(0, |text| text.len() as u64);
            budget = budget.checked_sub(length).ok_or_else(|| TooLarge::Text(root.to_path_buf()))?;
        }
        tree.insert(path, file);
    }
    Ok(tree)
}

/// Adds what lies outside the context and speaks of it, under paths that begin with `../`: the compose and bake files and ignore lists
/// of the folders above it, up to the repository's, and the Dockerfile's own ignore list.
pub fn add_around(tree: &mut Tree, root: &Path, dockerfile: &Path, folders: &Folders) {
    let mut around: Vec<PathBuf> = Vec::new();
    for folder in folders.up_to_repository(root).into_iter().skip(1) {
        around.extend_from_slice(folder.files());
        around.push(folder.path.join(".gitignore"));
    }
    if let (Some(folder), Some(name)) = (dockerfile.parent(), dockerfile.file_name())
        && !dockerfile.starts_with(root)
    {
        around.extend_from_slice(folders.at(folder).files());
        around.push(folder.join(format!("{}.dockerignore", name.to_string_lossy())));
    }
    for path in around {
        if let (Ok(about), Some(text)) = (fs::metadata(&path), text(&path, Reading::Text)) {
            tree.insert(relative(root, &path), File { text: Some(text), size: about.len(), ..File::default() });
        }
    }
}

struct TooMany;

/// A file that was listed.
struct Name {
    path: String,
    file: File,
    noted_only: bool,
}

/// Lists the files below the root. Folders that may not be read are left out: a build could not read them either.
fn list(root: &Path, names: &mut Vec<Name>) -> Result<(), TooMany> {
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else { continue };
        for entry in entries.filter_map(Result::ok) {
            let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if kind.is_dir() {
                let on_disk = entry.path();
                if is_noted_only(&name, |inside| on_disk.join(inside).exists()) {
                    names.extend(first_file(root, &path, NOTE_DEPTH));
                } else {
                    folders.push(path);
                }
            } else if kind.is_symlink() {
                let link = fs::read_link(entry.path()).ok().map(|target| target.to_string_lossy().into_owned());
                names.push(Name { path, file: File { link, ..File::default() }, noted_only: false });
            } else if kind.is_file()
                && let Ok(about) = entry.metadata()
            {
                names.push(Name { path, file: described(&about), noted_only: false });
            }
            if names.len() > MOST_FILES {
                return Err(TooMany);
            }
        }
    }
    Ok(())
}

/// One file below a folder, the first by name: it shows that the folder is there.
fn first_file(root: &Path, folder: &str, depth: usize) -> Option<Name> {
    let mut entries: Vec<_> = fs::read_dir(root.join(folder)).ok()?.filter_map(Result::ok).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    let file = entries.iter().find_map(|entry| {
        let about = entry.metadata().ok().filter(Metadata::is_file)?;
        Some(Name { path: format!("{folder}/{}", entry.file_name().to_str()?), file: described(&about), noted_only: true })
    });
    file.or_else(|| {
        let inner = entries.iter().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        inner
            .filter_map(|entry| entry.file_name().into_string().ok())
            .find_map(|name| first_file(root, &format!("{folder}/{name}"), depth.checked_sub(1)?))
    })
}

fn described(about: &Metadata) -> File {
    File { size: about.len(), executable: is_executable(about), ..File::default() }
}

#[cfg(unix)]
fn is_executable(about: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_about: &Metadata) -> bool {
    false
}

/// The text of a file, where it is to be read and is text.
fn text(path: &Path, reading: Reading) -> Option<String> {
    let most = match reading {
        Reading::Name => return None,
        Reading::Lockfile => LARGEST_LOCKFILE,
        Reading::Text | Reading::VendoredGo | Reading::Script => LARGEST_TEXT,
    };
    let bytes = bounded(path, most, reading == Reading::Script).ok()??;
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))?;
    let kept = reading != Reading::VendoredGo || text.contains("\"C\"");
    kept.then_some(text)
}

/// All bytes of a file, unless there are more than `most`, or it has to be a script and is none.
fn bounded(path: &Path, most: u64, script: bool) -> io::Result<Option<Vec<u8>>> {
    let mut file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    if script {
        file.by_ref().take(2).read_to_end(&mut bytes)?;
        if bytes != b"#!" {
            return Ok(None);
        }
    }
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("project");
        for (path, bytes) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        (folder, root)
    }

    fn shown(tree: &Tree) -> Vec<(&str, Option<&str>)> {
        tree.all().map(|(path, file)| (path, file.text.as_deref())).collect()
    }

    #[test]
    fn names_are_all_there_and_texts_where_they_say_something() {
        let (_keep, root) = folder(&[
            ("main.go", b"package main\n"),
            (".gitignore", b"/.env\n"),
            (".env", b"A=1\n"),
            ("static/logo.png", b"\x89PNG\0"),
            ("index.html", b"<html>"),
            ("broken.js", b"\xff\xfe"),
            ("nul.go", b"a\0b"),
            ("start", b"#!/bin/sh\nexec ./app\n"),
            ("LICENSE", b"free"),
            ("vendor/modules.txt", b"# a\n"),
            ("vendor/a/a.go", b"package a\n"),
            ("vendor/b/b.go", b"package b\nimport \"C\"\n"),
        ]);
        assert_eq!(
            shown(&load(&root).unwrap()),
            [
                (".env", Some("A=1\n")),
                (".gitignore", Some("/.env\n")),
                ("LICENSE", None),
                ("broken.js", None),
                ("index.html", None),
                ("main.go", Some("package main\n")),
                ("nul.go", None),
                ("start", Some("#!/bin/sh\nexec ./app\n")),
                ("static/logo.png", None),
                ("vendor/a/a.go", None),
                ("vendor/b/b.go", Some("package b\nimport \"C\"\n")),
                ("vendor/modules.txt", Some("# a\n")),
            ]
        );
    }

    #[test]
    fn installed_folders_are_noted_by_one_file() {
        let (_keep, root) = folder(&[
            ("node_modules/a/index.js", b"1"),
            ("node_modules/a/package.json", b"{}"),
            ("node_modules/b/index.js", b"1"),
            (".git/HEAD", b"ref"),
            (".git/objects/00/x", b"x"),
            ("target/CACHEDIR.TAG", b"x"),
            ("target/debug/app", b"x"),
            ("lib/target/a.js", b"1"),
        ]);
        let tree = load(&root).unwrap();
        assert_eq!(
            shown(&tree),
            [(".git/HEAD", None), ("lib/target/a.js", Some("1")), ("node_modules/a/index.js", None), ("target/CACHEDIR.TAG", None)]
        );
    }

    #[test]
    fn links_are_read_inside_and_named_outside() {
        let (_keep, root) = folder(&[("a.go", b"package a\n")]);
        fs::write(root.parent().unwrap().join("secret.go"), "no").unwrap();
        symlink("a.go", root.join("b.go")).unwrap();
        symlink("../secret.go", root.join("c.go")).unwrap();
        symlink("nowhere", root.join("d.go")).unwrap();
        symlink("..", root.join("e")).unwrap();
        let tree = load(&root).unwrap();
        let links: Vec<_> = tree.all().map(|(path, file)| (path, file.link.as_deref(), file.text.as_deref())).collect();
        assert_eq!(
            links,
            [
                ("a.go", None, Some("package a\n")),
                ("b.go", Some("a.go"), Some("package a\n")),
                ("c.go", Some("../secret.go"), None),
                ("d.go", Some("nowhere"), None),
                ("e", Some(".."), None),
            ]
        );
    }

    #[test]
    fn size_and_execute_bit_are_kept() {
        let (_keep, root) = folder(&[("run.sh", b"#!/bin/sh\n")]);
        fs::set_permissions(root.join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
        let tree = load(&root).unwrap();
        assert_eq!(tree.file("run.sh"), Some(&File { text: Some("#!/bin/sh\n".into()), size: 10, executable: true, link: None }));
    }

    #[test]
    fn long_sources_are_not_read_and_long_lockfiles_are() {
        let long = vec![b'a'; 1024 * 1024 + 1];
        let (_keep, root) = folder(&[("bundle.js", &long), ("yarn.lock", &long)]);
        let tree = load(&root).unwrap();
        assert_eq!((tree.text("bundle.js"), tree.text("yarn.lock").map(str::len)), (None, Some(long.len())));
    }

    #[test]
    fn what_speaks_of_the_context_from_outside_is_added() {
        let (_keep, root) = folder(&[
            (".git/HEAD", b"ref"),
            (".gitignore", b".env\n"),
            ("compose.yaml", b"services: {}\n"),
            ("docker/Dockerfile", b"FROM a\n"),
            ("docker/Dockerfile.dockerignore", b"x\n"),
            ("api/main.go", b"package main\n"),
        ]);
        let context = root.join("api");
        let mut tree = load(&context).unwrap();
        add_around(&mut tree, &context, &root.join("docker/Dockerfile"), &Folders::default());
        assert_eq!(
            shown(&tree),
            [
                ("../.gitignore", Some(".env\n")),
                ("../compose.yaml", Some("services: {}\n")),
                ("../docker/Dockerfile.dockerignore", Some("x\n")),
                ("main.go", Some("package main\n")),
            ]
        );
    }
}
