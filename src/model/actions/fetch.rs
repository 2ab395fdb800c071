//! Programs that bring files from elsewhere: curl, wget, git, and those that unpack archives.
//! Relies on the manuals of curl, wget, git, tar, unzip. Does not know what an address or archive holds.

use super::files::name_of_url;
use super::options::{Options, Syntax};
use super::{Effect, Place};
use crate::model::paths::{normalise, parent};
use crate::model::{Action, Known};

/// curl(1): flags with a value.
const CURL: Syntax = Syntax {
    short: "AbcCdDeEFHKmoPQrtTuUwxXyYz",
    attached: "",
    long: &[
        "user-agent",
        "cookie",
        "cookie-jar",
        "continue-at",
        "data",
        "data-raw",
        "data-binary",
        "data-urlencode",
        "data-ascii",
        "json",
        "dump-header",
        "referer",
        "cert",
        "key",
        "form",
        "header",
        "config",
        "max-time",
        "connect-timeout",
        "output",
        "output-dir",
        "quote",
        "range",
        "upload-file",
        "user",
        "proxy-user",
        "write-out",
        "proxy",
        "request",
        "speed-time",
        "speed-limit",
        "time-cond",
        "retry",
        "retry-delay",
        "retry-max-time",
        "cacert",
        "capath",
        "ciphers",
        "tls-max",
        "limit-rate",
        "resolve",
        "connect-to",
        "interface",
        "max-redirs",
        "max-filesize",
        "proto",
        "proto-default",
        "proto-redir",
        "noproxy",
        "netrc-file",
        "oauth2-bearer",
        "dns-servers",
        "url",
        "unix-socket",
        "keepalive-time",
        "stderr",
        "trace",
        "trace-ascii",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// wget(1): flags with a value; `-nv` and its kin are one flag.
const WGET: Syntax = Syntax {
    short: "OPoaieBtTUQwDRAIXln",
    attached: "",
    long: &[
        "output-document",
        "directory-prefix",
        "output-file",
        "append-output",
        "input-file",
        "execute",
        "base",
        "tries",
        "timeout",
        "dns-timeout",
        "connect-timeout",
        "read-timeout",
        "user-agent",
        "quota",
        "wait",
        "waitretry",
        "domains",
        "reject",
        "accept",
        "header",
        "user",
        "password",
        "http-user",
        "http-password",
        "referer",
        "load-cookies",
        "save-cookies",
        "post-data",
        "post-file",
        "method",
        "body-data",
        "ca-certificate",
        "ca-directory",
        "certificate",
        "private-key",
        "secure-protocol",
        "limit-rate",
        "progress",
        "level",
        "cut-dirs",
        "max-redirect",
        "default-page",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// git(1): flags before the command.
const GIT: Syntax = Syntax {
    short: "Cc",
    attached: "",
    long: &["git-dir", "work-tree", "namespace", "exec-path", "config-env"],
    one_dash: false,
    clusters: "",
    flags_first: true,
};

/// git-clone(1)
const CLONE: Syntax = Syntax {
    short: "boucj",
    attached: "",
    long: &[
        "branch",
        "depth",
        "origin",
        "config",
        "reference",
        "reference-if-able",
        "shallow-since",
        "shallow-exclude",
        "template",
        "separate-git-dir",
        "jobs",
        "filter",
        "upload-pack",
        "server-option",
        "revision",
        "bundle-uri",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// tar(1), GNU and BusyBox: letters with a value.
const TAR_LETTERS: &str = "fCbXTKNVgHIL";

const TAR: Syntax = Syntax {
    short: TAR_LETTERS,
    attached: "",
    long: &[
        "file",
        "directory",
        "exclude",
        "exclude-from",
        "files-from",
        "strip-components",
        "transform",
        "xform",
        "use-compress-program",
        "owner",
        "group",
        "mode",
        "format",
        "suffix",
        "mtime",
    ],
    one_dash: false,
    clusters: "",
    flags_first: false,
};

/// What a command of these programs does; `None` for other programs.
pub(super) fn recognise(name: &str, words: &[Known], place: &Place) -> Option<Effect> {
    Some(match name {
        "curl" => Action::Download { to: curl(words, place) }.into(),
        "wget" => Action::Download { to: wget(words, place) }.into(),
        "git" => git(words, place),
        "tar" | "bsdtar" => tar(words, place).into(),
        "unzip" => {
            let options = Options::read(words, Syntax { short: "dP", attached: "", ..Syntax::default() });
            match options.value(&["d"]) {
                _ if options.has(&["l", "p", "t", "v", "Z"]) => Action::Nothing.into(),
                Some(folder) => Action::Unpack { to: place.path(&folder) }.into(),
                None => Action::Unpack { to: place.folder.clone() }.into(),
            }
        }
        "gunzip" | "bunzip2" | "unxz" | "unlzma" | "unzstd" => beside(words, place),
        "gzip" | "bzip2" | "xz" | "zstd" if Options::read(words, Syntax::default()).has(&["d", "decompress", "uncompress"]) => {
            beside(words, place)
        }
        "7z" | "7za" => {
            let folder = words.iter().flatten().find_map(|word| word.strip_prefix("-o")).map(str::to_owned);
            match words.first().and_then(|word| word.as_deref()) {
                Some("x" | "e") => {
                    Action::Unpack { to: folder.map_or_else(|| place.folder.clone(), |folder| place.path(&Some(folder))) }.into()
                }
                _ => Action::Other.into(),
            }
        }
        _ => return None,
    })
}

/// Where curl writes: `-o FILE`, `-O`, else its output, wherever that goes.
fn curl(words: &[Known], place: &Place) -> Known {
    let options = Options::read(words, CURL);
    let within = options.value(&["output-dir"]).map_or_else(|| place.folder.clone(), |folder| place.path(&folder));
    match options.value(&["o", "output"]) {
        Some(Some(file)) if file == "-" => place.writes.first().cloned().flatten(),
        Some(file) => {
            file.and_then(|file| if file.starts_with('/') { Some(normalise("", &file)) } else { Some(normalise(&within?, &file)) })
        }
        None if options.has(&["O", "remote-name", "remote-name-all"]) => {
            let url = options.operands.iter().find_map(|word| word.as_deref()).or_else(|| options.rest.first()?.as_deref());
            Some(normalise(&within?, url.map(name_of_url).filter(|name| !name.is_empty())?))
        }
        None => place.writes.first().cloned().flatten(),
    }
}

/// Where wget writes: `-O FILE`, else a file named as in the address, in `-P` or the working folder.
fn wget(words: &[Known], place: &Place) -> Known {
    let options = Options::read(words, WGET);
    match options.value(&["O", "output-document"]) {
        Some(Some(file)) if file == "-" => place.writes.first().cloned().flatten(),
        Some(file) => place.path(&file),
        None => {
            let within = options.value(&["P", "directory-prefix"]).map_or_else(|| place.folder.clone(), |folder| place.path(&folder))?;
            match options.all().as_slice() {
                [Some(url)] => {
                    let path = url.split_once("://").map_or(url.as_str(), |(_, path)| path);
                    let name = path.rsplit_once('/').map_or("", |(_, name)| name);
                    Some(normalise(&within, if name.is_empty() { "index.html" } else { name }))
                }
                [] => None,
                _ => Some(within + "/"),
            }
        }
    }
}

/// `git clone` makes a folder, `git config` a file; most others change the working tree.
fn git(words: &[Known], place: &Place) -> Effect {
    let global = Options::read(words, GIT);
    let folder = global.value(&["C"]).map(|folder| place.path(&folder));
    let inside = folder.as_ref().unwrap_or(place.folder);
    let Some((Some(name), rest)) = global.command(words) else { return Action::Nothing.into() };
    let here = Place { folder: inside, writes: place.writes, home: place.home };
    let action = match name.as_str() {
        "clone" => Action::Clone { to: clone(rest, &here) },
        "config" => {
            let options = Options::read(rest, Syntax { short: "f", long: &["file", "blob", "type", "default"], ..Syntax::default() });
            if options.has(&["get", "get-all", "list", "l", "get-regexp", "get-urlmatch"])
                || options.operands.first().is_some_and(|w| matches!(w.as_deref(), Some("get" | "list")))
            {
                Action::Nothing
            } else if options.has(&["global"]) {
                Action::MakeFiles(vec![(place.home)().map(|home| normalise(&home, ".gitconfig"))])
            } else if options.has(&["system"]) {
                Action::MakeFiles(vec![Some("/etc/gitconfig".into())])
            } else {
                Action::Edit(vec![inside.clone()])
            }
        }
        "rev-parse" | "describe" | "log" | "status" | "diff" | "show" | "version" | "ls-files" | "ls-remote" | "rev-list"
        | "symbolic-ref" | "grep" | "blame" | "shortlog" | "show-ref" | "for-each-ref" | "name-rev" | "cat-file" | "merge-base"
        | "help" => Action::Nothing,
        "checkout" | "switch" | "restore" | "reset" | "submodule" | "pull" | "fetch" | "init" | "apply" | "am" | "add" | "commit"
        | "merge" | "rebase" | "clean" | "lfs" | "stash" | "tag" | "branch" | "remote" | "rm" | "mv" | "cherry-pick" | "revert" | "gc"
        | "sparse-checkout" => Action::Edit(vec![inside.clone()]),
        _ => Action::Other,
    };
    Effect::within(action, folder)
}

/// `git clone ADDRESS [FOLDER]`
fn clone(words: &[Known], place: &Place) -> Known {
    match Options::read(words, CLONE).all().as_slice() {
        [_, folder] => place.path(folder),
        [Some(url)] => {
            let path = url.trim_end_matches('/').trim_end_matches("/.git");
            let name = path.rsplit(['/', ':']).next().unwrap_or_default();
            Some(normalise(place.folder.as_ref()?, name.strip_suffix(".git").unwrap_or(name)))
        }
        _ => None,
    }
}

/// `tar xzf FILE -C FOLDER`, `tar -xf FILE`, `tar --extract`
fn tar(words: &[Known], place: &Place) -> Action {
    let old = words.first().and_then(|word| word.as_deref()).filter(|word| !word.starts_with('-'));
    // In the old form the values of the first word's letters follow it in their order.
    let mut given: Vec<(char, Known)> = Vec::new();
    let mut rest = words;
    if let Some(letters) = old {
        rest = &words[1..];
        for letter in letters.chars().filter(|&letter| TAR_LETTERS.contains(letter)) {
            if let Some((value, more)) = rest.split_first() {
                given.push((letter, value.clone()));
                rest = more;
            }
        }
    }
    let options = Options::read(rest, TAR);
    let value = |letter: char, names: &[&str]| {
        let old = given.iter().find(|&&(given, _)| given == letter).map(|(_, value)| value.clone());
        options.value(names).or(old)
    };
    let is = |letter: char, names: &[&str]| old.is_some_and(|old| old.contains(letter)) || options.has(names);
    if is('x', &["x", "extract", "get"]) {
        let to = value('C', &["C", "directory"]).map_or_else(|| place.folder.clone(), |folder| place.path(&folder));
        Action::Unpack { to }
    } else if is('c', &["c", "create"]) || is('r', &["r", "append"]) || is('u', &["u", "update"]) {
        match value('f', &["f", "file"]) {
            Some(Some(file)) if file == "-" => Action::Nothing,
            Some(file) => Action::MakeFiles(vec![place.path(&file)]),
            None => Action::Nothing,
        }
    } else if is('t', &["t", "list"]) || options.has(&["version", "help"]) {
        Action::Nothing
    } else {
        Action::Other
    }
}

/// Files that are unpacked where they lie; to the output with `-c` or without a file.
fn beside(words: &[Known], place: &Place) -> Effect {
    let options = Options::read(words, Syntax { short: "ST", ..Syntax::default() });
    let files = options.all();
    if options.has(&["c", "stdout", "to-stdout", "t", "test", "l", "list"]) || files.is_empty() {
        return Action::Nothing.into();
    }
    let to = files.first().and_then(|file| place.path(file)).map(|file| parent(&file).to_owned());
    Action::Unpack { to }.into()
}
