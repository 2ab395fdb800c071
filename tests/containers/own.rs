//! dfsplit's own image: built from the Dockerfile at the top of this repository, and run over a mounted folder.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::Path;
use std::process::Command;

use crate::engine::Engine;
use crate::{megabytes, say};

const GO: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";

#[test]
fn own_dockerfile_is_split_already() {
    let dfsplit = Command::new(env!("CARGO_BIN_EXE_dfsplit")).arg("Dockerfile").current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&dfsplit.stderr), "Dockerfile: already multi-stage (build, 1)\n");
}

#[test]
fn own_image_splits_a_mounted_folder() {
    let Some(engine) = Engine::find() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dockerfile = root.join("Dockerfile");
    let base = fs::read_to_string(&dockerfile).unwrap();
    let base = base.lines().find_map(|line| line.strip_prefix("FROM ")?.strip_suffix(" AS build")).unwrap();
    if !engine.has(base) {
        return say(&format!("skipped: {base} cannot be had, so dfsplit's own image was not built\n"));
    }
    let image = engine.build("own", &dockerfile, root);

    let folder = tempfile::tempdir().unwrap();
    let files = [("Dockerfile", GO), ("go.mod", "module example.com/app\n\ngo 1.23\n"), ("main.go", "package main\n\nfunc main() {}\n")];
    // Somebody whom the image does not know; where these tests do not run as root, that is who runs them.
    let somebody = |path: &Path| drop(chown(path, Some(4321), Some(4321)));
    somebody(folder.path());
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
        somebody(&folder.path().join(name));
    }
    let mount = format!("{}:/work", folder.path().canonicalize().unwrap().display());
    let before = fs::metadata(folder.path().join("Dockerfile")).unwrap();
    let user = format!("{}:{}", before.uid(), before.gid());
    let said = image.run(&["--user", &user, "--volume", &mount], &["--write"]).unwrap();
    assert_eq!(said, "Dockerfile: split into build and runtime (2 lines changed, 5 added)");
    let written = fs::metadata(folder.path().join("Dockerfile")).unwrap();
    assert_eq!((written.uid(), written.gid()), (before.uid(), before.gid()));
    let again = image.run(&["--read-only", "--volume", &mount], &["--check"]).unwrap();
    assert_eq!(again, "Dockerfile: already multi-stage (build, 1)");
    say(&format!("dfsplit's own image: {}\n", megabytes(image.size())));
    assert!(image.size() < 20_000_000, "{} bytes", image.size());
}
