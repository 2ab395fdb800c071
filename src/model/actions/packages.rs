//! The distributions' package managers, and the programs that make users.
//! Relies on the manual pages of apt-get, apk, dnf, dpkg, rpm, useradd, adduser. Does not know packages: names are as written.

use super::options::{Options, Syntax, all_known};
use super::{Effect, Place};
use crate::model::{Action, Known, PackageManager};

/// apt-get(8), apt(8)
const APT: Syntax = Syntax {
    short: "otcaP",
    attached: "q",
    long: &["option", "target-release", "default-release", "config-file", "host-architecture", "build-profiles", "solver"],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// apk(8)
const APK: Syntax = Syntax {
    short: "Xpt",
    attached: "",
    long: &[
        "repository",
        "root",
        "virtual",
        "arch",
        "keys-dir",
        "repositories-file",
        "wait",
        "cache-dir",
        "cache-max-age",
        "progress-fd",
        "timeout",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// dnf(8), yum(8), microdnf(8)
const DNF: Syntax = Syntax {
    short: "cdeRx",
    attached: "",
    long: &[
        "config",
        "debuglevel",
        "errorlevel",
        "exclude",
        "enablerepo",
        "disablerepo",
        "repo",
        "repoid",
        "setopt",
        "releasever",
        "installroot",
        "forcearch",
        "advisory",
        "comment",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// useradd(8), usermod(8), groupadd(8); adduser(8) and addgroup(8) of Debian and of BusyBox.
const USER: Syntax = Syntax {
    short: "bcdefgGhkKpsuRPZU",
    attached: "",
    long: &[
        "base-dir",
        "comment",
        "home-dir",
        "home",
        "expiredate",
        "inactive",
        "gid",
        "groups",
        "skel",
        "key",
        "password",
        "shell",
        "uid",
        "root",
        "prefix",
        "selinux-user",
        "ingroup",
        "gecos",
        "firstuid",
        "lastuid",
        "firstgid",
        "lastgid",
        "conf",
        "login",
        "new-name",
        "users",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// What a command of these programs does; `None` for other programs.
pub(super) fn recognise(name: &str, words: &[Known], place: &Place) -> Option<Effect> {
    let action = match name {
        "apt-get" | "apt" | "aptitude" => apt(words, place),
        "install_packages" => install(PackageManager::Apt, local_files(words, place)),
        "apk" => apk(words),
        "apk-install" => install(PackageManager::Apk, all_known(words)),
        "dnf" | "yum" | "microdnf" | "dnf5" | "tdnf" => dnf(words, place),
        "dpkg" => dpkg(words, place),
        "rpm" => rpm(words, place),
        "apt-key"
        | "add-apt-repository"
        | "apt-add-repository"
        | "apt-mark"
        | "apt-cache"
        | "apt-config"
        | "apt-file"
        | "debconf-set-selections"
        | "dpkg-reconfigure"
        | "dpkg-divert"
        | "dpkg-query"
        | "yum-config-manager"
        | "debconf-communicate" => Action::PackageOther,
        "useradd" | "usermod" | "groupadd" | "groupmod" | "adduser" | "addgroup" => user(name, words),
        _ => return None,
    };
    Some(action.into())
}

fn install(manager: PackageManager, packages: Vec<Known>) -> Action {
    Action::Install { manager, packages, virtual_name: None }
}

/// Names as written, files (`./x.deb`) by their full path.
fn local_files(words: &[Known], place: &Place) -> Vec<Known> {
    let path = |word: &Known| match word.as_deref() {
        Some(text) if text.starts_with(['.', '/']) => place.path(word),
        Some(_) | None => word.clone(),
    };
    words.iter().map(path).collect()
}

fn apt(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, APT);
    let manager = PackageManager::Apt;
    let all = options.all();
    let Some((Some(command), names)) = all.split_first() else { return Action::PackageOther };
    match command.as_str() {
        "install" | "reinstall" => install(manager, local_files(names, place)),
        "build-dep" => install(manager, vec![None]),
        "remove" | "purge" | "autoremove" | "autopurge" => Action::Uninstall { manager, packages: names.to_vec() },
        _ => Action::PackageOther,
    }
}

fn apk(words: &[Known]) -> Action {
    let options = Options::read(words, APK);
    let manager = PackageManager::Apk;
    let all = options.all();
    let Some((Some(command), names)) = all.split_first() else { return Action::PackageOther };
    match command.as_str() {
        "add" => Action::Install { manager, packages: names.to_vec(), virtual_name: options.value(&["t", "virtual"]).flatten() },
        "del" => Action::Uninstall { manager, packages: names.to_vec() },
        _ => Action::PackageOther,
    }
}

fn dnf(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, DNF);
    let manager = PackageManager::Dnf;
    let all = options.all();
    let Some((Some(command), names)) = all.split_first() else { return Action::PackageOther };
    match command.as_str() {
        "install" | "localinstall" | "reinstall" => install(manager, local_files(names, place)),
        "groupinstall" => install(manager, names.iter().map(|name| name.as_ref().map(|name| format!("@{name}"))).collect()),
        "builddep" => install(manager, vec![None]),
        "remove" | "erase" | "autoremove" => Action::Uninstall { manager, packages: names.to_vec() },
        _ => Action::PackageOther,
    }
}

fn dpkg(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, Syntax::default());
    let manager = PackageManager::Dpkg;
    if options.has(&["i", "install"]) {
        Action::Install { manager, packages: place.paths(&options.all()), virtual_name: None }
    } else if options.has(&["r", "remove", "P", "purge"]) {
        Action::Uninstall { manager, packages: options.all() }
    } else {
        Action::PackageOther
    }
}

fn rpm(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, Syntax { long: &["root", "dbpath", "prefix", "define"], ..Syntax::default() });
    let manager = PackageManager::Dpkg;
    let is_url = |word: &Known| word.as_deref().is_some_and(|word| word.contains("://"));
    let packages = || options.all().iter().map(|word| if is_url(word) { word.clone() } else { place.path(word) }).collect();
    if options.has(&["import", "q", "query", "V", "verify", "K", "checksig"]) {
        Action::PackageOther
    } else if options.has(&["i", "install", "U", "upgrade", "F", "freshen"]) {
        Action::Install { manager, packages: packages(), virtual_name: None }
    } else if options.has(&["e", "erase"]) {
        Action::Uninstall { manager, packages: options.all() }
    } else {
        Action::PackageOther
    }
}

/// The name stands last for useradd and its kin, first for adduser, whose second operand is a group to be put in.
fn user(name: &str, words: &[Known]) -> Action {
    let syntax = match name {
        // BusyBox: -S, -D, -H are switches; so is Debian's -U nowhere.
        "adduser" | "addgroup" => Syntax { short: "hgsGuk", ..USER },
        // useradd -U, -M, -m, -r, -N, -o, -l are switches; usermod -l takes a name.
        "usermod" => Syntax { short: "cdefgGlpsuRPZ", ..USER },
        "groupadd" | "groupmod" => Syntax { short: "gKnpRPU", ..USER },
        _ => Syntax { short: "bcdefgGkKpsuRPZ", ..USER },
    };
    let operands = Options::read(words, syntax).all();
    let named = if name.starts_with("add") { operands.first() } else { operands.last() };
    let group = name.contains("group") && operands.len() < 2;
    Action::User { name: named.cloned().flatten(), group }
}
