//! The go command and what came before modules.
//! Relies on `go help build`, `go help install`, `go help run`. Does not know GOPATH, GOBIN or go.mod.

use super::options::{Options, Syntax};
use super::{Effect, Place};
use crate::model::{Action, GoBuild, Known};

/// Flags of `go build` and its kin that take a value (`go help build`; `exec` of `go help run`).
const BUILD: Syntax = Syntax {
    short: "",
    attached: "",
    long: &[
        "C",
        "o",
        "p",
        "asmflags",
        "buildmode",
        "compiler",
        "covermode",
        "coverpkg",
        "exec",
        "gccgoflags",
        "gcflags",
        "installsuffix",
        "ldflags",
        "mod",
        "modfile",
        "overlay",
        "pgo",
        "pkgdir",
        "tags",
        "toolexec",
    ],
    one_dash: true,
    clusters: "",
    flags_first: true,
};

/// `go …`
pub(super) fn go(words: &[Known], place: &Place) -> Effect {
    let Some((Some(name), words)) = words.split_first() else { return Action::Other.into() };
    let options = || Options::read(words, BUILD);
    match name.as_str() {
        "build" => build(&options(), place),
        "install" => install(&options(), place, false),
        "get" => {
            let options = options();
            if options.has(&["d", "tool"]) {
                Effect::within(Action::GoOther, folder(&options, place))
            } else {
                install(&options, place, true)
            }
        }
        "run" => run(&options(), place),
        "mod" | "generate" | "test" | "vet" | "fmt" | "fix" | "clean" | "work" | "list" | "telemetry" | "bug" | "tool" => {
            Action::GoOther.into()
        }
        "version" | "help" | "doc" => Action::Nothing.into(),
        "env" if !options().has(&["w", "u"]) => Action::Nothing.into(),
        _ => Action::Other.into(),
    }
}

fn build(options: &Options, place: &Place) -> Effect {
    let output = options.value(&["o"]);
    let action = Action::GoBuild(GoBuild { output, packages: options.all(), flags: as_written(options) });
    Effect::within(action, folder(options, place))
}

fn install(options: &Options, place: &Place, get: bool) -> Effect {
    let action = Action::GoInstall { packages: options.all(), flags: as_written(options), get };
    Effect::within(action, folder(options, place))
}

/// `go run [flags] FILE.go… ARGS…`, `go run [flags] PACKAGE ARGS…`
fn run(options: &Options, place: &Place) -> Effect {
    let mut target = options.all();
    let is_file = |word: &Known| word.as_deref().is_some_and(|word| std::path::Path::new(word).extension().is_some_and(|e| e == "go"));
    let files = target.iter().take_while(|word| is_file(word)).count();
    let args = target.split_off(files.max(1).min(target.len()));
    Effect::within(Action::GoRun { target, args, flags: as_written(options) }, folder(options, place))
}

/// `-C`
fn folder(options: &Options, place: &Place) -> Option<Known> {
    options.value(&["C"]).map(|folder| place.path(&folder))
}

/// All flags but `-C` and `-o`, values behind `=`; `?` for a value that is not known.
fn as_written(options: &Options) -> Vec<String> {
    let flags = options.flags.iter().filter(|flag| !matches!(flag.name, "C" | "o"));
    flags
        .map(|flag| match &flag.value {
            Some(value) => format!("-{}={}", flag.name, value.as_deref().unwrap_or("?")),
            None => format!("-{}", flag.name),
        })
        .collect()
}

/// Tools of the time before modules, and those that only read or format.
pub(super) fn companion(name: &str, words: &[Known], place: &Place) -> Effect {
    let first = words.first().and_then(|word| word.as_deref());
    match (name, first) {
        ("godep", Some("go")) => go(&words[1..], place),
        // go-wrapper install: `go install -v` (docker-library/golang, removed with Go 1.10).
        ("go-wrapper", Some("install")) => install(&Options::read(&words[1..], BUILD), place, false),
        ("go-wrapper", Some("download"))
        | ("godep", Some("restore" | "save" | "get" | "update"))
        | ("dep", Some("ensure" | "init" | "status" | "prune"))
        | ("glide", Some("install" | "i" | "up" | "update" | "init" | "get" | "create"))
        | ("govendor", Some("sync" | "fetch" | "init" | "add" | "update" | "get"))
        | ("gofmt" | "golint" | "golangci-lint", _) => Action::GoOther.into(),
        _ => Action::Other.into(),
    }
}
