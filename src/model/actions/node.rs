//! npm, npx and corepack, and what the other managers of packages share with them.
//! Relies on the documented commands, aliases and flags of npm 11. Does not know package.json: a script's name is all.

use super::options::{Options, Syntax, all_known};
use super::pnpm::pnpm;
use super::yarn::yarn;
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

/// The program behind `node_modules/.bin/`.
pub(super) fn bin_tool(program: &str) -> Option<&str> {
    let (folder, name) = program.rsplit_once('/')?;
    (folder == "node_modules/.bin" || folder.ends_with("/node_modules/.bin")).then_some(name)
}

/// What stands in front of the subcommand's own words.
pub(super) struct Front<'w> {
    /// The subcommand.
    pub name: Option<&'w str>,
    /// All words without the subcommand: the managers take flags before and behind it.
    pub words: Vec<Known>,
    /// The words behind the subcommand.
    pub behind: &'w [Known],
    /// Flags in front.
    pub flags: Options<'w>,
}

/// Finds the subcommand; `None` where it is not known.
pub(super) fn front(words: &[Known], syntax: Syntax) -> Option<Front<'_>> {
    let flags = Options::read(words, Syntax { flags_first: true, ..syntax });
    match flags.at.first() {
        Some(&at) => {
            let rest = words.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, word)| word.clone()).collect();
            Some(Front { name: Some(words.get(at)?.as_deref()?), words: rest, behind: words.get(at + 1..)?, flags })
        }
        None => Some(Front { name: None, words: words.to_vec(), behind: &[], flags }),
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
pub(super) fn script_words(words: &[Known], syntax: Syntax, manager: Manager, workspaces: Vec<String>) -> Action {
    match Options::read(words, Syntax { flags_first: true, ..syntax }).command(words) {
        Some((script, args)) => Action::NodeScript { manager, script: known(script), args: without_dashes(args), workspaces },
        None => Action::Nothing,
    }
}

pub(super) fn without_dashes(words: &[Known]) -> Vec<Known> {
    match words.split_first() {
        Some((Some(first), rest)) if first == "--" => all_known(rest),
        Some(_) | None => all_known(words),
    }
}

/// The workspaces chosen by name, `*` for all.
pub(super) fn workspaces(options: &Options, names: &[&str], all: &[&str]) -> Vec<String> {
    let mut chosen = options.values(names);
    if options.has(all) {
        chosen.push("*".into());
    }
    chosen
}

/// Packages given by name; `?` for one that is not known.
pub(super) fn named(options: &Options) -> Vec<String> {
    // `--unsafe-perm true`: npm takes the word as the flag's.
    let words = options.all().into_iter().map(|word| word.unwrap_or_else(|| "?".into()));
    words.filter(|word| !matches!(word.as_str(), "true" | "false")).collect()
}

pub(super) fn other(manager: Manager, name: &str, options: &Options) -> Action {
    let second = options.operands.first().and_then(|word| word.as_deref());
    Action::NodeOther { manager, what: second.map_or_else(|| name.to_owned(), |second| format!("{name} {second}")) }
}

pub(super) fn quiet_or_other(options: &Options) -> Effect {
    if options.flags.is_empty() || options.has(&["v", "version", "h", "help"]) { Action::Nothing.into() } else { Action::Other.into() }
}
