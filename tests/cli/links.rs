//! What links lead to: files that a search may take, and files that only their own name may.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use super::disk::{GO, dfsplit, project, stderr, stdout};

#[test]
fn link_out_of_the_given_folder_is_reported_and_its_file_left_alone() {
    let folder = project(&[("shared/api", GO), ("app/web/Dockerfile", GO)]);
    symlink("../shared/api", folder.path().join("app/Dockerfile")).unwrap();
    let expected = "\
error: cannot take app/Dockerfile: it is a link to ../shared/api, which lies outside the given paths
  = do: name the file itself to take it
";
    for arguments in [&["--check", "--quiet", "app"][..], &["--write", "--quiet", "app"], &["--quiet", "app"]] {
        let output = dfsplit(folder.path(), arguments);
        assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected), "{arguments:?}");
        assert!(!stdout(&output).contains("shared"), "{}", stdout(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("shared/api")).unwrap(), GO);
    assert_ne!(fs::read_to_string(folder.path().join("app/web/Dockerfile")).unwrap(), GO, "the rest of the run goes on");
}

#[test]
fn link_is_followed_where_it_is_named_or_leads_into_another_given_path() {
    for arguments in
        [&["--write", "app/Dockerfile"][..], &["--write", "app", "shared"], &["--write", "app", "shared/api"], &["--write", "."]]
    {
        let folder = project(&[("shared/api", GO), ("app/keep", "")]);
        symlink("../shared/api", folder.path().join("app/Dockerfile")).unwrap();
        let output = dfsplit(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        assert_ne!(fs::read_to_string(folder.path().join("shared/api")).unwrap(), GO, "{arguments:?}");
        assert!(folder.path().join("app/Dockerfile").is_symlink());
    }
}

#[test]
fn link_to_what_the_search_leaves_out_is_reported_and_its_file_left_alone() {
    let left_out = ["node_modules/x/Dockerfile", "ignored/deep/image", ".git/image", ".hidden/image", "excluded/image", "configured/image"];
    let folder = project(&left_out.map(|path| (path, GO)));
    fs::write(folder.path().join(".gitignore"), "/ignored/\n").unwrap();
    fs::write(folder.path().join("dfsplit.toml"), "exclude = [\"/configured\"]\n").unwrap();
    let mut expected = String::new();
    for (number, target) in left_out.iter().enumerate() {
        symlink(target, folder.path().join(format!("{number}.Dockerfile"))).unwrap();
        expected += &format!("error: cannot take {number}.Dockerfile: it is a link to {target}, which the search leaves out\n");
        expected += "  = do: name the file itself to take it\n";
    }
    let output = dfsplit(folder.path(), &["--write", "--quiet", "--exclude", "excluded", "."]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected.as_str()));
    for path in left_out {
        assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), GO, "{path}");
    }
}

#[test]
fn link_to_a_pipe_is_not_waited_for() {
    let folder = project(&[("Dockerfile", GO)]);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap();
    assert!(made.success());
    symlink("pipe", folder.path().join("Dockerfile.link")).unwrap();
    assert_eq!(stderr(&dfsplit(folder.path(), &["--check", "."])), stderr(&dfsplit(folder.path(), &["--check", "Dockerfile"])));
}
