//! The cargo command.
//! Relies on the flags of `cargo help build`, `install` and `run`. Does not know Cargo.toml or CARGO_TARGET_DIR.

use super::options::{Options, Syntax};
use super::{Effect, Place};
use crate::model::{Action, CargoBuild, Known};

/// Flags before the subcommand.
const GLOBAL: Syntax =
    Syntax { short: "CZ", attached: "", long: &["color", "config", "explain"], one_dash: false, clusters: "", flags_first: true };

/// Flags of build, run, rustc, install that take a value.
const BUILD: Syntax = Syntax {
    short: "pFjZC",
    attached: "",
    long: &[
        "package",
        "exclude",
        "bin",
        "example",
        "test",
        "bench",
        "features",
        "profile",
        "target",
        "target-dir",
        "artifact-dir",
        "out-dir",
        "manifest-path",
        "lockfile-path",
        "message-format",
        "jobs",
        "color",
        "config",
        "version",
        "vers",
        "git",
        "branch",
        "tag",
        "rev",
        "path",
        "root",
        "registry",
        "index",
        "crate-type",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// As [`BUILD`], the first operand ends the flags: what follows is the program's.
const RUN: Syntax = Syntax { flags_first: true, ..BUILD };

/// Subcommands that leave programs nowhere: they check, fetch, or change `target`, Cargo.lock and the sources.
const OTHER: &[&str] = &[
    "fetch",
    "update",
    "test",
    "t",
    "clean",
    "chef",
    "new",
    "init",
    "check",
    "c",
    "clippy",
    "fmt",
    "doc",
    "d",
    "bench",
    "vendor",
    "add",
    "remove",
    "rm",
    "tree",
    "metadata",
    "search",
    "login",
    "logout",
    "fix",
    "generate-lockfile",
    "locate-project",
    "package",
    "publish",
    "audit",
    "deny",
    "machete",
    "udeps",
    "nextest",
    "llvm-cov",
    "tarpaulin",
];

/// `cargo …`
pub(super) fn cargo(words: &[Known], place: &Place) -> Effect {
    let words = match words.first() {
        Some(Some(toolchain)) if toolchain.starts_with('+') => &words[1..],
        _ => words,
    };
    let global = Options::read(words, GLOBAL);
    let Some((Some(name), rest)) = global.command(words) else {
        return if global.has(&["V", "version", "h", "help", "list"]) { Action::Nothing.into() } else { Action::Other.into() };
    };
    let action = match name.as_str() {
        "build" | "b" | "rustc" | "zigbuild" => Action::CargoBuild(build(&Options::read(rest, BUILD), place)),
        "run" | "r" => Action::CargoRun(build(&Options::read(rest, RUN), place)),
        "install" | "binstall" => install(&Options::read(rest, BUILD), place),
        "auditable" => return cargo(rest, place),
        "version" | "help" => Action::Nothing,
        name if OTHER.contains(&name) => Action::CargoOther,
        _ => Action::Other,
    };
    Effect::within(action, global.value(&["C"]).map(|folder| place.path(&folder)))
}

fn build(options: &Options, place: &Place) -> CargoBuild {
    let path = |names: &[&str]| options.value(names).map(|path| place.path(&path));
    let profile = match options.value(&["profile"]) {
        Some(profile) => profile.unwrap_or_else(|| "?".into()),
        None if options.has(&["release", "r"]) => "release".into(),
        None => "dev".into(),
    };
    let mut features: Vec<String> = options.values(&["features", "F"]).into_iter().map(|names| format!("--features={names}")).collect();
    let switches = ["all-features", "no-default-features"];
    features.extend(switches.iter().filter(|name| options.has(&[name])).map(|name| format!("--{name}")));
    features.sort();
    let others = options.flags.iter().filter(|flag| {
        matches!(
            flag.name,
            "workspace"
                | "all"
                | "examples"
                | "all-targets"
                | "lib"
                | "bins"
                | "tests"
                | "benches"
                | "example"
                | "exclude"
                | "artifact-dir"
                | "out-dir"
        )
    });
    CargoBuild {
        profile,
        bins: options.values(&["bin"]),
        packages: options.values(&["package", "p"]),
        target: options.value(&["target"]),
        target_dir: path(&["target-dir"]),
        manifest: path(&["manifest-path"]),
        features,
        others: others
            .map(|flag| match &flag.value {
                Some(value) => format!("--{}={}", flag.name, value.as_deref().unwrap_or("?")),
                None => format!("--{}", flag.name),
            })
            .collect(),
        args: options.all(),
    }
}

fn install(options: &Options, place: &Place) -> Action {
    let path = |names: &[&str]| options.value(names).map(|path| place.path(&path));
    Action::CargoInstall {
        path: path(&["path"]),
        crates: options.all(),
        bins: options.values(&["bin"]),
        root: path(&["root"]),
        git: options.has(&["git"]),
    }
}
