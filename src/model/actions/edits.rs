//! Programs that change files in place, and make.
//! Relies on the manuals of sed, perl, patch, strip, GNU make. Does not look into the files.

use super::options::{Options, Syntax};
use super::{Effect, Place};
use crate::model::{Action, Known};

const NONE: Syntax = Syntax { short: "", attached: "", long: &[], one_dash: false, clusters: "", flags_first: false };
/// sed(1), GNU and BusyBox
const SED: Syntax = Syntax { short: "efl", attached: "i", long: &["expression", "file", "line-length"], ..NONE };
/// perl(1)
const PERL: Syntax = Syntax { short: "eEIM", attached: "i", ..NONE };
/// strip(1)
const STRIP: Syntax = Syntax {
    short: "oFIOKNR",
    long: &["output-file", "target", "input-target", "output-target", "keep-symbol", "strip-symbol", "remove-section"],
    ..NONE
};
/// upx(1)
const UPX: Syntax = Syntax { short: "o", ..NONE };
/// patch(1)
const PATCH: Syntax = Syntax { short: "pidrDBzFY", long: &["strip", "input", "directory", "reject-file", "fuzz"], ..NONE };
/// make(1): `-j` may do without its value.
const MAKE: Syntax = Syntax {
    short: "CfIoW",
    attached: "jl",
    long: &["directory", "file", "makefile", "include-dir", "old-file", "assume-old", "what-if", "new-file", "assume-new", "eval"],
    ..NONE
};

/// What a command of these programs does; `None` for other programs.
pub(super) fn recognise(name: &str, words: &[Known], place: &Place) -> Option<Effect> {
    Some(match name {
        "sed" | "gsed" => sed(words, place).into(),
        "perl" => perl(words, place).into(),
        "dos2unix" | "unix2dos" => Action::Edit(place.paths(&Options::read(words, NONE).all())).into(),
        "strip" => Action::Edit(place.paths(&Options::read(words, STRIP).all())).into(),
        "upx" => Action::Edit(place.paths(&Options::read(words, UPX).all())).into(),
        "setcap" => Action::Edit(place.paths(Options::read(words, NONE).all().last())).into(),
        "patch" => {
            let options = Options::read(words, PATCH);
            let folder = options.value(&["d", "directory"]).map_or_else(|| place.folder.clone(), |folder| place.path(&folder));
            Action::Edit(vec![options.all().first().map_or(folder, |file| place.path(file))]).into()
        }
        "make" | "gmake" => make(words, place).into(),
        _ => return None,
    })
}

/// `sed -i [-e] SCRIPT FILE…`; without `-i` it only prints.
fn sed(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, SED);
    if !options.has(&["i", "in-place"]) {
        return Action::Nothing;
    }
    let script = usize::from(!options.has(&["e", "expression", "f", "file"]));
    Action::Edit(place.paths(options.all().iter().skip(script)))
}

/// `perl -pi -e SCRIPT FILE…`
fn perl(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, PERL);
    let edits = options.has(&["i"]) && options.has(&["e", "E"]);
    if edits { Action::Edit(place.paths(&options.all())) } else { Action::Other }
}

/// `make [-C FOLDER] [TARGET…] [NAME=value…]`
fn make(words: &[Known], place: &Place) -> Action {
    let options = Options::read(words, MAKE);
    let folder = options.value(&["C", "directory"]).map_or_else(|| place.folder.clone(), |folder| place.path(&folder));
    // `-j 4`: the number belongs to the flag.
    let number = |word: &Known| word.as_deref().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let jobs =
        |i: usize| i.checked_sub(1).and_then(|i| words.get(i)?.as_deref()).is_some_and(|flag| matches!(flag, "-j" | "-l" | "--jobs"));
    let named = options.operands.iter().zip(&options.at).filter(|&(word, &at)| {
        let sets = word.as_deref().is_some_and(|word| word.contains('='));
        let counts = word.is_none() || number(word);
        !(sets || counts && jobs(at))
    });
    Action::Make { targets: named.map(|(word, _)| (*word).clone()).collect(), folder }
}
