//! npm, yarn, pnpm, bun, npx and corepack.
//! Relies on their documented commands, aliases and flags (npm 11, yarn 1 and 4, pnpm 10, bun 1). Does not know package.json: a script's name is all.

use super::options::{Options, Syntax, all_known};
use super::{Effect, Place};
use crate::model::words::known;
use crate::model::{Action, Known, Manager};

/// npm reads flags anywhere; what it does not know takes no value (nopt).
const NPM: Syntax = Syntax {
    short: "Cwc",
    attached: "",
    long: &[
        "prefix",
        "workspace",
        "omit",
        "include",
        "only",
        "also",
        "registry",
        "reg",
        "cache",
        "loglevel",
        "userconfig",
        "globalconfig",
        "tag",
        "call",
        "package",
        "location",
        "cpu",
        "os",
        "libc",
        "fetch-retries",
        "fetch-retry-factor",
        "fetch-retry-mintimeout",
        "fetch-retry-maxtimeout",
        "fetch-timeout",
        "maxsockets",
        "depth",
        "before",
        "install-strategy",
        "script-shell",
        "cafile",
        "ca",
        "proxy",
        "https-proxy",
        "noproxy",
        "scope",
        "save-prefix",
        "user-agent",
        "node-options",
        "python",
        "tmp",
        "cache-min",
        "cache-max",
    ],
    one_dash: false,
    clusters: "DEOPSBCafgdhilmnpqsvwyLNc",
    flags_first: false,
};

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

/// The program behind `node_modules/.bin/`.
pub(super) fn bin_tool(program: &str) -> Option<&str> {
    let (folder, name) = program.rsplit_once('/')?;
    (folder == "node_modules/.bin" || folder.ends_with("/node_modules/.bin")).then_some(name)
}

/// What stands in front of the subcommand's own words.
struct Front<'w> {
    /// The subcommand.
    name: Option<&'w str>,
    /// All words without the subcommand: the managers take flags before and behind it.
    words: Vec<Known>,
    /// The words behind the subcommand.
    behind: &'w [Known],
    /// Flags in front.
    front: Options<'w>,
}

/// Finds the subcommand; `None` where it is not known.
fn front(words: &[Known], syntax: Syntax) -> Option<Front<'_>> {
    let front = Options::read(words, Syntax { flags_first: true, ..syntax });
    match front.at.first() {
        Some(&at) => {
            let rest = words.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, word)| word.clone()).collect();
            Some(Front { name: Some(words.get(at)?.as_deref()?), words: rest, behind: words.get(at + 1..)?, front })
        }
        None => Some(Front { name: None, words: words.to_vec(), behind: &[], front }),
    }
}

/// `npm …`
pub(super) fn npm(words: &[Known], place: &Place) -> Effect {
    let Some(front) = front(words, NPM) else { return Action::Other.into() };
    let options = Options::read(&front.words, NPM);
    let manager = Manager::Npm;
    let global = options.has(&["g", "global"]) || options.value(&["location"]).flatten().as_deref() == Some("global");
    let folder = options.value(&["prefix", "C"]).filter(|_| !global).map(|folder| place.path(&folder));
    let workspaces = workspaces(&options, &["workspace", "w"], &["workspaces", "ws"]);
    let action = match front.name {
        None => return quiet_or_other(&options),
        Some("install" | "i" | "in" | "ins" | "inst" | "insta" | "instal" | "isnt" | "isnta" | "isntal" | "isntall" | "add") if global => {
            Action::NodeGlobal { manager, packages: options.all() }
        }
        Some(
            name @ ("install" | "i" | "in" | "ins" | "inst" | "insta" | "instal" | "isnt" | "isnta" | "isntal" | "isntall" | "add" | "ci"
            | "clean-install" | "ic" | "install-clean" | "isntall-clean" | "install-test" | "it" | "cit"),
        ) => {
            let is = |names: &[&str], texts: &[&str]| options.values(names).iter().any(|value| texts.contains(&value.as_str()));
            Action::NodeInstall {
                manager,
                production: (options.has(&["production", "prod"]) || is(&["omit"], &["dev"]) || is(&["only"], &["prod", "production"]))
                    && !is(&["include", "also"], &["dev", "development"]),
                packages: named(&options),
                ignore_scripts: options.has(&["ignore-scripts"]),
                frozen: matches!(name, "ci" | "clean-install" | "ic" | "install-clean" | "isntall-clean" | "cit"),
                workspaces,
            }
        }
        Some("run" | "run-script" | "rum" | "urn") => return script(&options, manager, workspaces, folder),
        Some("start" | "stop" | "restart") => named_script(front.name, &options, manager, workspaces),
        Some("test" | "t" | "tst") => named_script(Some("test"), &options, manager, workspaces),
        Some("exec" | "x") => match exec(front.behind).action {
            Action::NodeExec { program, args } => Action::NodeExec { program, args: without_dashes(&args) },
            action => action,
        },
        Some(
            "version" | "view" | "info" | "show" | "v" | "ls" | "list" | "ll" | "la" | "root" | "bin" | "help" | "get" | "whoami"
            | "outdated" | "ping" | "prefix" | "explain" | "why",
        ) => Action::Nothing,
        Some("config" | "c") if matches!(options.operands.first().map(|w| w.as_deref()), Some(Some("get" | "list" | "ls"))) => {
            Action::Nothing
        }
        Some(name) => other(manager, name, &options),
    };
    Effect::within(action, folder)
}

/// `yarn …`
pub(super) fn yarn(words: &[Known], place: &Place) -> Effect {
    let Some(front) = front(words, YARN) else { return Action::Other.into() };
    let options = Options::read(&front.words, YARN);
    let manager = Manager::Yarn;
    let folder = front.front.value(&["cwd"]).or_else(|| options.value(&["cwd"])).map(|folder| place.path(&folder));
    let behind = front.behind;
    let action = match front.name {
        None if options.has(&["v", "version", "h", "help"]) => Action::Nothing,
        None | Some("install") => yarn_install(&options, Vec::new()),
        Some("add") => yarn_install(&options, named(&options)),
        Some("global") => match behind.first().map(|word| word.as_deref()) {
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

/// `pnpm …`
pub(super) fn pnpm(words: &[Known], place: &Place) -> Effect {
    let Some(front) = front(words, PNPM) else { return Action::Other.into() };
    let options = Options::read(&front.words, PNPM);
    let manager = Manager::Pnpm;
    let all = front.front.has(&["r", "recursive"]);
    let folder = front.front.value(&["C", "dir"]).or_else(|| options.value(&["C", "dir"])).map(|folder| place.path(&folder));
    let mut chosen = workspaces(&front.front, &["filter", "F", "filter-prod"], &["r", "recursive"]);
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
        Some("exec" | "dlx") => return Effect::within(exec(front.behind).action, folder),
        Some("list" | "ls" | "ll" | "la" | "why" | "outdated" | "root" | "bin" | "help" | "audit" | "licenses" | "doctor") => {
            Action::Nothing
        }
        Some(
            name @ ("prune" | "rebuild" | "rb" | "store" | "config" | "c" | "fetch" | "deploy" | "import" | "link" | "ln" | "unlink"
            | "remove" | "rm" | "uninstall" | "un" | "update" | "up" | "upgrade" | "env" | "setup" | "dedupe" | "patch"
            | "patch-commit" | "publish" | "pack" | "create" | "init" | "server" | "cache" | "self-update" | "approve-builds"
            | "set" | "get" | "use"),
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
    let folder = front.front.value(&["cwd"]).or_else(|| options.value(&["cwd"])).map(|folder| place.path(&folder));
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
        Some("run") => match script_words(front.behind, BUN, manager, workspaces(&front.front, &["filter", "F"], &[])) {
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

/// `npx X`, `npm exec X`, `pnpm dlx X`, `bunx X`
pub(super) fn exec(words: &[Known]) -> Effect {
    let syntax = Syntax {
        short: "pcwF",
        long: &["package", "call", "workspace", "filter", "cache", "userconfig", "registry", "node-arg", "shell", "loglevel", "prefix"],
        flags_first: true,
        ..Syntax::default()
    };
    let options = Options::read(words, syntax);
    match options.command(words) {
        Some((program, args)) => Action::NodeExec { program: known(program), args: all_known(args) }.into(),
        None if options.has(&["c", "call"]) => Action::NodeExec { program: None, args: Vec::new() }.into(),
        None => Action::Nothing.into(),
    }
}

/// `corepack enable`, `corepack yarn install`
pub(super) fn corepack(words: &[Known], place: &Place) -> Effect {
    match words.first().map(|word| word.as_deref()) {
        Some(Some(name)) if name.split('@').next() == Some("yarn") => yarn(&words[1..], place),
        Some(Some(name)) if name.split('@').next() == Some("pnpm") => pnpm(&words[1..], place),
        Some(Some(name)) if name.split('@').next() == Some("npm") => npm(&words[1..], place),
        Some(Some(name)) => Action::NodeOther { manager: Manager::Npm, what: format!("corepack {name}") }.into(),
        Some(None) | None => Action::Other.into(),
    }
}

/// `npm run NAME -- ARGS`: npm takes its own flags from anywhere before `--`.
fn script(options: &Options, manager: Manager, workspaces: Vec<String>, folder: Option<Known>) -> Effect {
    let Some((name, args)) = options.operands.split_first() else { return Action::Nothing.into() };
    let args = args.iter().copied().chain(options.rest).map(known).collect();
    Effect::within(Action::NodeScript { manager, script: known(name), args, workspaces }, folder)
}

/// `npm start -- ARGS`
fn named_script(name: Option<&str>, options: &Options, manager: Manager, workspaces: Vec<String>) -> Action {
    Action::NodeScript { manager, script: name.map(str::to_owned), args: options.all(), workspaces }
}

/// `yarn run NAME ARGS`: everything behind the name is the script's.
fn script_words(words: &[Known], syntax: Syntax, manager: Manager, workspaces: Vec<String>) -> Action {
    match Options::read(words, Syntax { flags_first: true, ..syntax }).command(words) {
        Some((script, args)) => Action::NodeScript { manager, script: known(script), args: without_dashes(args), workspaces },
        None => Action::Nothing,
    }
}

fn without_dashes(words: &[Known]) -> Vec<Known> {
    match words.split_first() {
        Some((Some(first), rest)) if first == "--" => all_known(rest),
        Some(_) | None => all_known(words),
    }
}

/// The workspaces chosen by name, `*` for all.
fn workspaces(options: &Options, names: &[&str], all: &[&str]) -> Vec<String> {
    let mut chosen = options.values(names);
    if options.has(all) {
        chosen.push("*".into());
    }
    chosen
}

/// Packages given by name; `?` for one that is not known.
fn named(options: &Options) -> Vec<String> {
    options.all().into_iter().map(|word| word.unwrap_or_else(|| "?".into())).collect()
}

fn other(manager: Manager, name: &str, options: &Options) -> Action {
    let second = options.operands.first().and_then(|word| word.as_deref());
    Action::NodeOther { manager, what: second.map_or_else(|| name.to_owned(), |second| format!("{name} {second}")) }
}

fn quiet_or_other(options: &Options) -> Effect {
    if options.flags.is_empty() || options.has(&["v", "version", "h", "help"]) { Action::Nothing.into() } else { Action::Other.into() }
}
