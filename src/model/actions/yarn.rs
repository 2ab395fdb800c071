//! yarn, the first and the later ones.
//! Relies on the documented commands and flags of yarn 1 and 4. Does not know package.json: what is no command of yarn's is a script.

use super::node::{front, named, other, script_words};
use super::options::{Options, Syntax, all_known};
use super::{Effect, Place};
use crate::model::words::known;
use crate::model::{Action, Known, Manager};

const YARN: Syntax = Syntax {
    short: "",
    attached: "",
    long: &[
        "cwd",
        "modules-folder",
        "preferred-cache-folder",
        "cache-folder",
        "mutex",
        "network-timeout",
        "network-concurrency",
        "registry",
        "proxy",
        "https-proxy",
        "use-yarnrc",
        "global-folder",
        "link-folder",
        "prefix",
        "loglevel",
        "otp",
        "mode",
        "pattern",
        "depth",
        "include",
        "exclude",
        "jobs",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// `yarn …`
pub(super) fn yarn(words: &[Known], place: &Place) -> Effect {
    let Some(front) = front(words, YARN) else { return Action::Other.into() };
    let options = Options::read(&front.words, YARN);
    let manager = Manager::Yarn;
    let folder = front.flags.value(&["cwd"]).or_else(|| options.value(&["cwd"])).map(|folder| place.path(&folder));
    let behind = front.behind;
    let action = match front.name {
        None if options.has(&["v", "version", "h", "help"]) => Action::Nothing,
        None | Some("install") => yarn_install(&options, Vec::new()),
        Some("add") => yarn_install(&options, named(&options)),
        Some("global") => match options.operands.first().map(|word| word.as_deref()) {
            Some(Some("add")) => Action::NodeGlobal { manager, packages: options.all().split_off(1) },
            _ => other(manager, "global", &options),
        },
        Some("run" | "run-script") => script_words(behind, YARN, manager, Vec::new()),
        Some("exec" | "dlx" | "node") => {
            let (program, args) = if front.name == Some("node") {
                (Some("node".to_owned()), all_known(behind))
            } else {
                let inner = Options::read(behind, Syntax { short: "p", long: &["package"], flags_first: true, ..Syntax::default() });
                let Some((program, args)) = inner.command(behind) else { return Action::Other.into() };
                (known(program), all_known(args))
            };
            Action::NodeExec { program, args }
        }
        Some("workspace") => return yarn_workspace(behind, place, folder),
        Some("workspaces") => match options.operands.first().map(|word| word.as_deref()) {
            Some(Some("focus")) => yarn_install(&options, Vec::new()),
            Some(Some("run")) => script_words(&behind[1..], YARN, manager, vec!["*".into()]),
            Some(Some("foreach")) => match behind.iter().position(|word| word.as_deref() == Some("run")) {
                Some(at) => script_words(&behind[at + 1..], YARN, manager, vec!["*".into()]),
                None => other(manager, "workspaces", &options),
            },
            _ => other(manager, "workspaces", &options),
        },
        Some(
            "bin" | "help" | "info" | "list" | "licenses" | "outdated" | "owner" | "team" | "why" | "versions" | "audit" | "check"
            | "whoami",
        ) => Action::Nothing,
        Some(
            name @ ("access"
            | "autoclean"
            | "cache"
            | "config"
            | "create"
            | "generate-lock-entry"
            | "import"
            | "init"
            | "link"
            | "login"
            | "logout"
            | "pack"
            | "policies"
            | "publish"
            | "remove"
            | "tag"
            | "unlink"
            | "unplug"
            | "upgrade"
            | "up"
            | "upgrade-interactive"
            | "version"
            | "constraints"
            | "dedupe"
            | "explain"
            | "npm"
            | "patch"
            | "patch-commit"
            | "plugin"
            | "rebuild"
            | "search"
            | "set"
            | "stage"),
        ) => other(manager, name, &options),
        Some(name) => Action::NodeScript { manager, script: Some(name.to_owned()), args: all_known(behind), workspaces: Vec::new() },
    };
    Effect::within(action, folder)
}

fn yarn_install(options: &Options, packages: Vec<String>) -> Action {
    Action::NodeInstall {
        manager: Manager::Yarn,
        production: options.has(&["production", "prod"]),
        packages,
        ignore_scripts: options.has(&["ignore-scripts"]) || options.values(&["mode"]).iter().any(|mode| mode == "skip-build"),
        frozen: options.has(&["frozen-lockfile", "immutable"]),
        workspaces: Vec::new(),
    }
}

/// `yarn workspace NAME COMMAND…`
fn yarn_workspace(words: &[Known], place: &Place, folder: Option<Known>) -> Effect {
    let Some((name, words)) = words.split_first() else { return Action::Other.into() };
    let mut effect = yarn(words, place);
    match &mut effect.action {
        Action::NodeInstall { workspaces, .. } | Action::NodeScript { workspaces, .. } => {
            workspaces.push(name.clone().unwrap_or_else(|| "?".into()));
        }
        _ => {}
    }
    effect.folder = effect.folder.or(folder);
    effect
}
