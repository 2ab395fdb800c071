//! The completions, loaded by the shells that they are for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::{dfsplit, quiet, tool};

/// The script of a shell, in a file of a folder that lives as long as the value.
fn script(shell: &str, name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, quiet(dfsplit(folder.path()).args(["completions", shell]))).unwrap();
    (folder, path)
}

#[test]
fn bash_completes_an_option_and_its_values() {
    let Some(bash) = tool("bash", "its completions were not loaded") else { return };
    let (_folder, path) = script("bash", "dfsplit.bash");
    let complete = |words: &str, last: usize| {
        let program = format!(
            "source {path}\nCOMP_WORDS=(dfsplit {words}); COMP_CWORD={last}\n_dfsplit dfsplit \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last}-1]}}\"\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
            path = path.display()
        );
        quiet(Command::new(&bash).args(["--norc", "--noprofile", "-eu", "-c", &program]))
    };
    assert_eq!(complete("--writ", 1), "--write\n");
    assert_eq!(complete("--color a", 2), "auto\nalways\n");
    assert_eq!(complete("completions z", 2), "zsh\n");
}

#[test]
fn zsh_finds_the_function_by_the_name_of_its_file() {
    let Some(zsh) = tool("zsh", "its completions were not loaded") else { return };
    let (folder, _path) = script("zsh", "_dfsplit");
    let program =
        "fpath=($1 $fpath); autoload -Uz compinit; compinit -D -u; print -r -- $_comps[dfsplit]; autoload +X _dfsplit; whence -w _dfsplit";
    let output = quiet(Command::new(zsh).args(["-f", "-c", program, "zsh"]).arg(folder.path()));
    assert_eq!(output, "_dfsplit\n_dfsplit: function\n");
}

#[test]
fn fish_completes_an_option_and_its_values() {
    let Some(fish) = tool("fish", "its completions were not loaded") else { return };
    let (_folder, path) = script("fish", "dfsplit.fish");
    let program = "source $argv[1]; complete -C 'dfsplit --stri'; complete -C 'dfsplit --color al'; complete -C 'dfsplit comp'";
    let home = tempfile::tempdir().unwrap();
    let output = quiet(Command::new(fish).args(["--no-config", "-c", program]).arg(&path).env("HOME", home.path()));
    let expected = "\
--strict\tExit with 1 when a file is refused
always\tAlways
completions\tPrint a script that completes the command line of dfsplit in a shell
";
    assert_eq!(output, expected);
}

/// What elvish's editor has, for a script without one.
const EDITOR: &str = "
var edit: = (ns [&completion:=(ns [&arg-completer=[&]]) &complex-candidate~={|word &display=''| put $word}])
eval &ns=(ns [&edit:=$edit:]) (slurp < $args[0])
each $echo~ [($edit:completion:arg-completer[dfsplit] dfsplit '')]
";

#[test]
fn elvish_completes_options_and_commands() {
    let Some(elvish) = tool("elvish", "its completions were not loaded") else { return };
    let (_folder, path) = script("elvish", "dfsplit.elv");
    let output = quiet(Command::new(elvish).args(["-norc", "-c", EDITOR]).arg(&path));
    for word in ["--write", "-w", "completions", "man"] {
        assert!(output.lines().any(|line| line == word), "no {word} in\n{output}");
    }
}

#[test]
fn powershell_loads_its_script() {
    let Some(pwsh) = tool("pwsh", "PowerShell's completions were not loaded") else { return };
    let (_folder, path) = script("powershell", "dfsplit.ps1");
    assert_eq!(quiet(Command::new(pwsh).args(["-NoProfile", "-NonInteractive", "-File"]).arg(&path)), "");
}

#[test]
fn every_shell_has_an_own_script() {
    let scripts: Vec<String> = ["bash", "zsh", "fish", "elvish", "powershell"]
        .iter()
        .map(|shell| quiet(dfsplit(Path::new(".")).args(["completions", shell])))
        .collect();
    for script in &scripts {
        assert!(script.contains("dfsplit") && script.ends_with('\n'), "{script}");
        assert_eq!(scripts.iter().filter(|other| *other == script).count(), 1);
    }
}
