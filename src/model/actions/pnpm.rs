//! pnpm and bun.
//! Relies on the documented commands and flags of pnpm 10 and bun 1. Does not know package.json: what is no command of theirs is a script.

use super::node::{exec, front, named, other, quiet_or_other, script_words, without_dashes, workspaces};
use super::options::{Options, Syntax, all_known};
use super::{Effect, Place};
use crate::model::{Action, Known, Manager};

const PNPM: Syntax = Syntax {
    short: "CF",
    attached: "",
    long: &[
        "dir",
        "filter",
        "filter-prod",
        "loglevel",
        "reporter",
        "store-dir",
        "virtual-store-dir",
        "global-dir",
        "registry",
        "network-concurrency",
        "workspace-concurrency",
        "child-concurrency",
        "modules-dir",
        "lockfile-dir",
        "package-import-method",
        "node-linker",
        "cache-dir",
        "state-dir",
        "changed-files-ignore-pattern",
        "test-pattern",
        "package",
        "resume-from",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

const BUN: Syntax = Syntax {
    short: "crFe",
    attached: "",
    long: &["cwd", "config", "registry", "cache-dir", "backend", "filter", "env-file", "preload", "omit", "concurrent-scripts", "linker"],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// `pnpm …`
pub(super) fn pnpm(words: &[Known], place: &Place) -> Effect {
    let Some(front) = front(words, PNPM) else { return Action::Other.into() };
    let options = Options::read(&front.words, PNPM);
    let manager = Manager::Pnpm;
    let all = front.flags.has(&["r", "recursive"]);
    let folder = front.flags.value(&["C", "dir"]).or_else(|| options.value(&["C", "dir"])).map(|folder| place.path(&folder));
    let mut chosen = workspaces(&front.flags, &["filter", "F", "filter-prod"], &["r", "recursive"]);
    let global = options.has(&["g", "global"]);
    let action = match front.name {
        None => return quiet_or_other(&options),
        Some("recursive" | "multi" | "m") => {
            let mut words = vec![Some("-r".to_owned())];
            words.extend_from_slice(front.behind);
            return pnpm(&words, place);
        }
        Some("install" | "i" | "add" | "a" | "ci" | "install-test" | "it") if global => {
            Action::NodeGlobal { manager, packages: options.all() }
        }
        Some(name @ ("install" | "i" | "add" | "ci" | "install-test" | "it")) => Action::NodeInstall {
            manager,
            production: options.has(&["prod", "production", "P"]) && name != "add",
            packages: named(&options),
            ignore_scripts: options.has(&["ignore-scripts"]),
            frozen: options.has(&["frozen-lockfile"]) || name == "ci",
            workspaces: workspaces(&options, &["filter", "F", "filter-prod"], &["r", "recursive"]),
        },
        Some("run" | "run-script") => {
            let inner = Options::read(front.behind, Syntax { flags_first: true, ..PNPM });
            chosen.extend(workspaces(&inner, &["filter", "F"], if all { &[] } else { &["r", "recursive"] }));
            script_words(front.behind, PNPM, manager, chosen)
        }
        Some("start" | "stop" | "restart" | "test" | "t" | "tst") => {
            let script = front.name.map(|name| if name.starts_with('t') { "test" } else { name }.to_owned());
            Action::NodeScript { manager, script, args: without_dashes(front.behind), workspaces: chosen }
        }
        Some("deploy") => Action::Deploy { to: options.all().pop().map_or_else(|| None, |to| place.path(&to)) },
        Some("exec" | "dlx") => return Effect::within(exec(front.behind).action, folder),
        Some("list" | "ls" | "ll" | "la" | "why" | "outdated" | "root" | "bin" | "help" | "audit" | "licenses" | "doctor") => {
            Action::Nothing
        }
        Some(
            name @ ("prune" | "rebuild" | "rb" | "store" | "config" | "c" | "fetch" | "import" | "link" | "ln" | "unlink" | "remove" | "rm"
            | "uninstall" | "un" | "update" | "up" | "upgrade" | "env" | "setup" | "dedupe" | "patch" | "patch-commit" | "publish"
            | "pack" | "create" | "init" | "server" | "cache" | "self-update" | "approve-builds" | "set" | "get" | "use"),
        ) => other(manager, name, &options),
        Some(name) => Action::NodeScript { manager, script: Some(name.to_owned()), args: without_dashes(front.behind), workspaces: chosen },
    };
    Effect::within(action, folder)
}

/// `bun …`
pub(super) fn bun(words: &[Known], place: &Place) -> Effect {
    let Some(front) = front(words, BUN) else { return Action::Other.into() };
    let options = Options::read(&front.words, BUN);
    let manager = Manager::Bun;
    let folder = front.flags.value(&["cwd"]).or_else(|| options.value(&["cwd"])).map(|folder| place.path(&folder));
    let action = match front.name {
        None => return quiet_or_other(&options),
        Some("install" | "i" | "add" | "a" | "ci") if options.has(&["g", "global"]) => {
            Action::NodeGlobal { manager, packages: options.all() }
        }
        Some(name @ ("install" | "i" | "add" | "a" | "ci")) => Action::NodeInstall {
            manager,
            production: options.has(&["production", "p"]) || options.values(&["omit"]).iter().any(|kind| kind == "dev"),
            packages: named(&options),
            ignore_scripts: options.has(&["ignore-scripts"]),
            frozen: options.has(&["frozen-lockfile"]) || name == "ci",
            workspaces: workspaces(&options, &["filter", "F"], &[]),
        },
        Some("run") => match script_words(front.behind, BUN, manager, workspaces(&front.flags, &["filter", "F"], &[])) {
            Action::NodeScript { script: Some(file), .. } if is_source(&file) => Action::Other,
            action => action,
        },
        Some("x") => return Effect::within(exec(front.behind).action, folder),
        Some(
            name @ ("remove" | "rm" | "update" | "upgrade" | "link" | "unlink" | "pm" | "create" | "c" | "init" | "outdated" | "patch"
            | "publish"),
        ) => other(manager, name, &options),
        Some("test" | "build" | "exec" | "repl" | "completions") => Action::Other,
        Some(name) if is_source(name) => Action::Other,
        Some(name) => Action::NodeScript { manager, script: Some(name.to_owned()), args: all_known(front.behind), workspaces: Vec::new() },
    };
    Effect::within(action, folder)
}

/// True for a file that bun runs by itself.
fn is_source(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    name.starts_with(['.', '/']) || matches!(extension, Some("js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx"))
}
