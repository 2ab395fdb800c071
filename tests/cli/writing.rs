//! What is kept when a file is replaced, and what is said when it cannot be.
#![cfg(unix)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use super::disk::{GO, SPLIT_ALREADY, dfsplit, project, stderr, stdout, written};

/// Somebody who is not root: on most systems nobody.
const SOMEBODY: u32 = 65534;

fn text(folder: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The project's own names, and the Dockerfile's.
const NAMES: [&str; 4] = [".git", "Dockerfile", "go.mod", "main.go"];

/// True if the test runs as root; else says what is skipped.
fn is_root(skipped: &str) -> bool {
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if !root {
        println!("skipped, not being root: {skipped}");
    }
    root
}

/// dfsplit as somebody else, with a copy of the program that everybody may run.
fn as_somebody(folder: &tempfile::TempDir, args: &[&str]) -> Output {
    let place = tempfile::tempdir().unwrap();
    for open in [place.path(), folder.path()] {
        fs::set_permissions(open, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let program = place.path().join("dfsplit");
    // Another process copies: what this one has open for writing, a test beside this one may hand to its child, and then it cannot be run.
    assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_dfsplit")).arg(&program).status().unwrap().success());
    Command::new(program).args(args).current_dir(folder.path()).uid(SOMEBODY).gid(SOMEBODY).stdin(Stdio::null()).output().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn extended_attributes_are_kept() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = project(&[("Dockerfile", GO)]);
    let path = folder.path().join("Dockerfile");
    let long = vec![b'x'; 2000];
    for (name, value) in [("user.owner", b"team-a".as_slice()), ("user.empty", b""), ("user.long", &long)] {
        if let Err(error) = setxattr(&path, name, value, XattrFlags::empty()) {
            println!("skipped: this file system keeps no {name}: {error}");
            return;
        }
    }
    let output = dfsplit(folder.path(), &["--write", "Dockerfile"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(text(&folder, "Dockerfile"), written(GO));
    for (name, value) in [("user.owner", b"team-a".as_slice()), ("user.empty", b""), ("user.long", &long)] {
        let mut kept = vec![0; 4096];
        let length = getxattr(&path, name, kept.as_mut_slice()).unwrap();
        assert_eq!(&kept[..length], value, "{name}");
    }
}

/// `user::rw-,user:UID:r--,group::r--,mask::r--,other::---` and its like, as the kernel stores it.
#[cfg(target_os = "linux")]
fn access_control_list(user: u32, bits: u16) -> Vec<u8> {
    const NOBODY: u32 = u32::MAX;
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, bits, id) in [(0x01, 6, NOBODY), (0x02, bits, user), (0x04, 4, NOBODY), (0x10, bits, NOBODY), (0x20, 0, NOBODY)] {
        bytes.extend(u16::to_le_bytes(tag));
        bytes.extend(u16::to_le_bytes(bits));
        bytes.extend(u32::to_le_bytes(id));
    }
    bytes
}

#[test]
#[cfg(target_os = "linux")]
fn access_control_list_is_kept_and_the_folders_own_is_not_inherited() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    use rustix::io::Errno;
    const LIST: &str = "system.posix_acl_access";
    let folder = project(&[("with/Dockerfile", GO), ("without/Dockerfile", GO)]);
    let (with, without) = (folder.path().join("with/Dockerfile"), folder.path().join("without/Dockerfile"));
    let list = access_control_list(1234, 4);
    let set = setxattr(&with, LIST, &list, XattrFlags::empty()).and_then(|()| {
        let inherited = access_control_list(4321, 6);
        setxattr(without.parent().unwrap(), "system.posix_acl_default", &inherited, XattrFlags::empty())
    });
    if let Err(error) = set {
        println!("skipped: this file system keeps no access control lists: {error}");
        return;
    }
    let modes = [&with, &without].map(|path| fs::metadata(path).unwrap().mode());
    let output = dfsplit(folder.path(), &["--write", "--context", ".", "with", "without"]);
    assert!(stderr(&output).ends_with("2 split\n"), "{}", stderr(&output));
    let mut kept = vec![0; 4096];
    let length = getxattr(&with, LIST, kept.as_mut_slice()).unwrap();
    assert_eq!(kept[..length], list);
    assert_eq!(getxattr(&without, LIST, kept.as_mut_slice()), Err(Errno::NODATA));
    assert_eq!([&with, &without].map(|path| fs::metadata(path).unwrap().mode()), modes);
}

#[test]
fn owner_group_and_mode_are_kept() {
    if !is_root("another owner") {
        return;
    }
    let folder = project(&[("Dockerfile", GO)]);
    let path = folder.path().join("Dockerfile");
    std::os::unix::fs::chown(&path, Some(1234), Some(4321)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o4664)).unwrap();
    let output = dfsplit(folder.path(), &["--write", "Dockerfile"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode() & 0o7777), (1234, 4321, 0o4664));
    assert_eq!(text(&folder, "Dockerfile"), written(GO));
}

#[test]
fn file_whose_owner_cannot_be_kept_is_left_alone() {
    if !is_root("a file of somebody else's") {
        return;
    }
    let folder = project(&[("open/Dockerfile", GO)]);
    fs::set_permissions(folder.path().join("open"), fs::Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(folder.path().join("open/Dockerfile"), fs::Permissions::from_mode(0o666)).unwrap();
    let output = as_somebody(&folder, &["--write", "--quiet", "--context", ".", "open"]);
    let expected = "\
error: cannot write open/Dockerfile: its owner and group (0:0) cannot be kept
  = do: run dfsplit as its owner, give it to yourself (chown), or print the patch instead: leave out --write
";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
    assert_eq!(text(&folder, "open/Dockerfile"), GO);
    assert_eq!(names(&folder.path().join("open")), ["Dockerfile"]);
}

#[test]
fn file_with_two_names_is_left_alone() {
    let folder = project(&[("Dockerfile", GO)]);
    fs::create_dir(folder.path().join("other")).unwrap();
    fs::hard_link(folder.path().join("Dockerfile"), folder.path().join("other/image")).unwrap();
    let output = dfsplit(folder.path(), &["--write", "--quiet", "Dockerfile"]);
    let expected = "\
error: cannot write Dockerfile: it has 2 names (hard links), and a new file can take the place of one only
  = do: part it from the others (cp -p FILE COPY && mv COPY FILE), or print the patch instead: leave out --write
";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
    assert_eq!((text(&folder, "Dockerfile"), text(&folder, "other/image")), (GO.to_owned(), GO.to_owned()));
}

#[test]
fn one_file_that_cannot_be_written_does_not_stop_the_rest() {
    if !is_root("a folder of somebody else's") {
        return;
    }
    let folder = project(&[("a/Dockerfile", GO), ("b/Dockerfile", GO), ("c/Dockerfile", GO), ("d/Dockerfile", SPLIT_ALREADY)]);
    for name in ["a", "b", "c", "a/Dockerfile", "c/Dockerfile"] {
        std::os::unix::fs::chown(folder.path().join(name), Some(SOMEBODY), Some(SOMEBODY)).unwrap();
    }
    std::os::unix::fs::chown(folder.path().join("a"), Some(0), Some(0)).unwrap();
    let output = as_somebody(&folder, &["--write", "--context", ".", "."]);
    let expected = "\
error: cannot write a/Dockerfile: no new file may be made in its folder
  = do: give yourself the right to it, or print the patch instead: leave out --write
error: cannot write b/Dockerfile: permission denied
  = do: give yourself the right to it, or leave it out
c/Dockerfile: split into build and runtime (2 lines changed, 5 added)
d/Dockerfile: already multi-stage (build, 1)
1 split, 1 already multi-stage, 2 not writable
";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
    for folder in ["a", "b", "c"].map(|name| folder.path().join(name)) {
        assert_eq!(names(&folder), ["Dockerfile"]);
    }
}

/// Runs `prepare`, which may mount, then dfsplit, and shows what is in `mnt`, where mounts are seen by nobody else and go with the process.
/// `None` where that is not possible.
fn mounted(folder: &tempfile::TempDir, prepare: &str, args: &str) -> Option<Output> {
    let able = Command::new("unshare").args(["--mount", "true"]).output().is_ok_and(|output| output.status.success());
    if !able {
        println!("skipped, being unable to mount: {prepare}");
        return None;
    }
    let show = "ls -A mnt; cat mnt/Dockerfile";
    let script = format!("set -e; cd \"$1\"; {prepare}; status=0; \"$2\" {args} || status=$?; {show}; exit $status");
    let arguments = ["--mount", "sh", "-c", &script, "sh"];
    let output = Command::new("unshare").args(arguments).arg(folder.path()).arg(env!("CARGO_BIN_EXE_dfsplit")).output().unwrap();
    Some(output)
}

#[test]
fn full_disk_leaves_the_old_file_and_nothing_else() {
    let folder = project(&[("mnt/keep", ""), ("z/Dockerfile", GO)]);
    fs::write(folder.path().join("Dockerfile"), GO).unwrap();
    let fill = "mount -t tmpfs -o size=64k none mnt; cp Dockerfile mnt; head -c 1000000 /dev/zero > mnt/zeros 2>/dev/null || true";
    let Some(output) = mounted(&folder, fill, "--write --context . mnt z") else { return };
    let expected = "\
error: cannot write mnt/Dockerfile: the disk is full
  = do: make room and run dfsplit again; the file is as it was
z/Dockerfile: split into build and runtime (2 lines changed, 5 added)
1 split, 1 not writable
";
    assert_eq!((output.status.code(), stdout(&output), stderr(&output)), (Some(2), format!("Dockerfile\nzeros\n{GO}").as_str(), expected));
}

#[test]
fn read_only_file_system_is_reported() {
    let folder = project(&[("mnt/Dockerfile", GO)]);
    let mount = "mount --bind mnt mnt; mount -o remount,bind,ro mnt";
    let Some(output) = mounted(&folder, mount, "--write --quiet --context . mnt") else { return };
    let expected = "\
error: cannot write mnt/Dockerfile: the file system is read-only
  = do: print the patch instead: leave out --write
";
    assert_eq!((output.status.code(), stdout(&output), stderr(&output)), (Some(2), format!("Dockerfile\n{GO}").as_str(), expected));
}

#[test]
fn file_that_is_mounted_by_itself_is_reported() {
    let folder = project(&[("mnt/Dockerfile", GO), ("other", GO)]);
    let Some(output) = mounted(&folder, "mount --bind other mnt/Dockerfile", "--write --quiet --context . mnt") else { return };
    let expected = "\
error: cannot write mnt/Dockerfile: something is mounted on it
  = do: mount its folder instead of the file, or print the patch instead: leave out --write
";
    assert_eq!((output.status.code(), stdout(&output), stderr(&output)), (Some(2), format!("Dockerfile\n{GO}").as_str(), expected));
    assert_eq!((text(&folder, "mnt/Dockerfile"), text(&folder, "other")), (GO.to_owned(), GO.to_owned()));
}

#[test]
fn backup_has_bytes_mode_and_times_of_the_old_file() {
    let folder = project(&[("Dockerfile", GO)]);
    let path = folder.path().join("Dockerfile");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let then = SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 123_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
    let output = dfsplit(folder.path(), &["--write", "--backup", "Dockerfile"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!((text(&folder, "Dockerfile"), text(&folder, "Dockerfile.orig")), (written(GO), GO.to_owned()));
    let backup = fs::metadata(folder.path().join("Dockerfile.orig")).unwrap();
    assert_eq!((backup.mode() & 0o7777, backup.nlink(), backup.modified().unwrap()), (0o640, 1, then));
    assert!(fs::metadata(&path).unwrap().modified().unwrap() > then);
    assert_eq!(stderr(&dfsplit(folder.path(), &["."])), "Dockerfile: already multi-stage (build, 1)\n", "a search takes no backup");
}

#[test]
fn backup_that_is_there_is_taken_if_it_is_the_same_and_never_changed() {
    let folder = project(&[("Dockerfile", GO), ("Dockerfile.orig", GO), ("Dockerfile~", "mine\n")]);
    let output = dfsplit(folder.path(), &["--write", "--quiet", "--backup=~", "Dockerfile"]);
    let expected = format!(
        "error: cannot write Dockerfile: its backup {}/Dockerfile~ is there already and holds something else
  = do: move that away, or choose another ending: --backup=SUFFIX
",
        folder.path().canonicalize().unwrap().display()
    );
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected.as_str()));
    assert_eq!((text(&folder, "Dockerfile"), text(&folder, "Dockerfile~")), (GO.to_owned(), "mine\n".to_owned()));
    assert_eq!(dfsplit(folder.path(), &["--write", "--backup", "Dockerfile"]).status.code(), Some(0));
    assert_eq!((text(&folder, "Dockerfile"), text(&folder, "Dockerfile.orig")), (written(GO), GO.to_owned()));
}

#[test]
fn leftover_of_a_killed_run_is_swept_and_nothing_else() {
    // A name that dfsplit has made, and one whose checksum is wrong.
    let (ours, other) = (".dfsplit-0000000000000007-5ebe1c2590f74218", ".dfsplit-0000000000000008-5ebe1c2590f74218");
    let folder = project(&[("Dockerfile", SPLIT_ALREADY), (ours, "FROM sc"), (other, "mine\n")]);
    for look in [&["Dockerfile"][..], &["--check", "Dockerfile"]] {
        dfsplit(folder.path(), look);
        assert!(folder.path().join(ours).exists(), "only --write may remove anything");
    }
    let expected = format!(
        "Dockerfile: note: removed {ours}, which a killed run of dfsplit had left beside it\nDockerfile: already multi-stage (build, 1)\n"
    );
    assert_eq!(stderr(&dfsplit(folder.path(), &["--write", "Dockerfile"])), expected);
    let rest = names(folder.path());
    assert_eq!(rest, [".dfsplit-0000000000000008-5ebe1c2590f74218", ".git", "Dockerfile", "go.mod", "main.go"]);
}

/// Three folders with a Dockerfile each.
fn three() -> tempfile::TempDir {
    project(&[("a/Dockerfile", GO), ("b/Dockerfile", GO), ("c/Dockerfile", GO)])
}

#[test]
fn everything_is_written_though_nobody_reads_the_output() {
    for format in ["json", "diff", "text"] {
        let folder = three();
        let mut child = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
            .args(["--write", "--format", format, "--context", ".", "."])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}");
        for path in ["a/Dockerfile", "b/Dockerfile", "c/Dockerfile"] {
            assert!(text(&folder, path).starts_with("FROM golang:1.23 AS build\n"), "{format}: {path}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn everything_is_written_though_the_output_has_no_room_and_that_is_said() {
    let folder = three();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
        .args(["--write", "--quiet", "--format", "json", "--context", ".", "."])
        .current_dir(folder.path())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let expected = "error: cannot write the output: no storage space\n  = do: send it to another place\n";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected));
    for path in ["a/Dockerfile", "b/Dockerfile", "c/Dockerfile"] {
        assert!(text(&folder, path).starts_with("FROM golang:1.23 AS build\n"), "{path}");
    }
}

#[test]
fn pipe_can_be_read_but_not_written() {
    let folder = project(&[]);
    let pipe = folder.path().join("Dockerfile");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut child = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
        .args(["--write", "--quiet", "Dockerfile"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    fs::File::options().write(true).open(&pipe).unwrap().write_all(GO.as_bytes()).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(
        said,
        "error: cannot write Dockerfile: it is no regular file\n  = do: name a file, or print the patch instead: leave out --write\n"
    );
    assert_eq!(names(folder.path()), NAMES);
}
