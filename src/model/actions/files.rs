//! Programs that make, move, own and remove files and folders.
//! Relies on the manuals of the GNU core utilities and BusyBox. Does not know which files exist: patterns stay as written.

use super::options::{Options, Syntax};
use super::{Effect, Place};
use crate::model::paths::{as_folder, file_name, parent, resolve, resolve_target};
use crate::model::{Action, Known, Transfer};

const NONE: Syntax = Syntax { short: "", attached: "", long: &[], one_dash: false, clusters: "", flags_first: false };
const MKDIR: Syntax = Syntax { short: "m", long: &["mode"], ..NONE };
const TOUCH: Syntax = Syntax { short: "drt", long: &["date", "reference", "time"], ..NONE };
const COPY: Syntax = Syntax { short: "tS", long: &["target-directory", "suffix"], ..NONE };
const INSTALL: Syntax = Syntax { short: "mogtS", long: &["mode", "owner", "group", "target-directory", "suffix", "strip-program"], ..NONE };
const OWN: Syntax = Syntax { long: &["from", "reference"], ..NONE };
const TRUNCATE: Syntax = Syntax { short: "sr", long: &["size", "reference"], ..NONE };

/// What a command of these programs does; `None` for other programs.
pub(super) fn recognise(name: &str, words: &[Known], place: &Place) -> Option<Effect> {
    let action = match name {
        "mkdir" => Action::MakeFolders(place.paths(&Options::read(words, MKDIR).all())),
        "touch" => Action::MakeFiles(place.paths(&Options::read(words, TOUCH).all())),
        "truncate" => Action::MakeFiles(place.paths(&Options::read(words, TRUNCATE).all())),
        "tee" => return Some(tee(words, place)),
        "cp" | "mv" | "ln" => transfer(name, words, place)?,
        "install" => install(words, place)?,
        "rm" | "rmdir" | "unlink" | "shred" => Action::Remove(place.paths(&Options::read(words, NONE).all())),
        "find" if words.iter().any(|word| word.as_deref() == Some("-delete")) => Action::Remove(vec![None]),
        "chown" | "chgrp" => own(name, words, place),
        "chmod" => mode(words, place),
        _ => return None,
    };
    Some(action.into())
}

/// `tee FILE…`
fn tee(words: &[Known], place: &Place) -> Effect {
    let mut files = place.paths(&Options::read(words, NONE).all());
    files.retain(|file| !file.as_deref().is_some_and(|file| file.starts_with("/dev/")));
    if files.is_empty() {
        return Action::Nothing.into();
    }
    Effect { action: Action::MakeFiles(files.clone()), folder: None, writes: files }
}

/// `cp FROM… TO`, `cp -t FOLDER FROM…`
fn transfer(name: &str, words: &[Known], place: &Place) -> Option<Action> {
    let options = Options::read(words, COPY);
    let mut from = options.all();
    let to = match options.value(&["t", "target-directory"]) {
        Some(folder) => place.path(&folder).map(as_folder),
        None if name == "ln" && from.len() == 1 => place.folder.clone().map(as_folder),
        None => target(&mut from, place, options.has(&["T", "no-target-directory"]))?,
    };
    let how = match name {
        "mv" => Transfer::Move,
        "ln" => Transfer::Link,
        _ => Transfer::Copy,
    };
    // A symbolic link's text is read from where the link lies.
    let symbolic = how == Transfer::Link && options.has(&["s", "symbolic"]) && !options.has(&["r", "relative"]);
    let base = match &to {
        Some(to) if symbolic => Some(if to.ends_with('/') { to.clone() } else { parent(to).to_owned() }),
        _ => place.folder.clone(),
    };
    let from = from.iter().map(|path| source(if symbolic { &base } else { place.folder }, path)).collect();
    Some(Action::Transfer { from, to, how })
}

/// A source; `x/.` stays so, for it stands for what lies in the folder.
fn source(folder: &Known, path: &Known) -> Known {
    let inside = path.as_deref().is_some_and(|path| path == "." || path.ends_with("/."));
    resolve(folder, path).map(|full| if inside { as_folder(full) + "." } else { full })
}

/// Takes the target from the end of the operands: a folder where there are several sources, or where it is written as one.
fn target(operands: &mut Vec<Known>, place: &Place, file: bool) -> Option<Known> {
    let last = operands.pop().filter(|_| !operands.is_empty())?;
    let several = operands.len() > 1 || operands.iter().any(|path| path.as_deref().is_none_or(|path| path.contains(['*', '?', '['])));
    Some(if file {
        place.path(&last)
    } else if several {
        place.path(&last).map(as_folder)
    } else {
        resolve_target(place.folder, &last)
    })
}

/// `install FROM… TO`, `install -d FOLDER…`
fn install(words: &[Known], place: &Place) -> Option<Action> {
    let options = Options::read(words, INSTALL);
    let mut operands = options.all();
    if options.has(&["d", "directory"]) {
        return Some(Action::MakeFolders(place.paths(&operands)));
    }
    let to = match options.value(&["t", "target-directory"]) {
        Some(folder) => place.path(&folder).map(as_folder),
        None => target(&mut operands, place, options.has(&["T", "no-target-directory"]))?,
    };
    Some(Action::Transfer { from: place.paths(&operands), to, how: Transfer::Copy })
}

/// `chown [-R] OWNER PATH…`, `chgrp GROUP PATH…`
fn own(name: &str, words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, OWN);
    let all = options.all();
    let recursive = options.has(&["R", "recursive"]);
    if options.value(&["reference"]).is_some() {
        return Action::Own { owner: None, paths: place.paths(&all), recursive };
    }
    let (owner, paths) = all.split_first().unwrap_or((&None, &[]));
    let owner = if name == "chgrp" { owner.as_ref().map(|group| format!(":{group}")) } else { owner.clone() };
    Action::Own { owner, paths: place.paths(paths), recursive }
}

/// `chmod [-R] MODE PATH…`; the mode may begin with a dash.
fn mode(words: &[Known], place: &Place) -> Action {
    let is_mode = |text: &str| text.len() > 1 && text.starts_with('-') && text[1..].chars().all(|c| "rwxXst".contains(c));
    if let Some(at) = words.iter().position(|word| word.as_deref().is_some_and(is_mode)) {
        let others: Vec<Known> = words.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, word)| word.clone()).collect();
        return Action::Mode { mode: words[at].clone(), paths: place.paths(&Options::read(&others, OWN).all()) };
    }
    let options = Options::read(words, OWN);
    let all = options.all();
    match all.split_first() {
        Some((mode, paths)) if options.value(&["reference"]).is_none() => Action::Mode { mode: mode.clone(), paths: place.paths(paths) },
        Some(_) | None => Action::Mode { mode: None, paths: place.paths(&all) },
    }
}

/// The name of what an address or path ends in, to find it in a folder.
pub(super) fn name_of_url(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    file_name(url.split_once("://").map_or(url, |(_, path)| if path.contains('/') { path } else { "" }))
}
