//! Turns scripts of the context that the code starts into demands: what they run is followed like an entry script.
//! Relies on the literals of the sources and on the texts of the scripts. Does not ask when a script is started.

use std::collections::BTreeMap;

use super::code::seen_at;
use super::started::{plain, scripts, text_of};
use super::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::entry_of_script;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::normalise;
use crate::project::Code;
use crate::project::scripts::{interpreter, is_shell};

/// Demands what scripts run that the sources start, by their own name or behind that of a shell, in the folder `home` of the image.
pub fn started_by_code(subject: &Subject, code: &Code, home: &str, demands: &mut Demands) {
    if code.starts.is_empty() && code.starts_unknown.is_empty() {
        return;
    }
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (name, place) in code.starts.iter().filter(|(name, _)| name.contains('/')) {
        found.entry(normalise(home, name)).or_insert_with(|| seen_at(place));
    }
    for literal in code.literals.iter().chain(&code.read_literals).filter(|l| l.text.ends_with(".sh") && !l.text.contains(' ')) {
        found.entry(normalise(home, &literal.text)).or_insert_with(|| format!("{}:{}", literal.file, literal.line));
    }
    for (path, place) in found {
        let Some(text) = text_of(subject, &path) else { continue };
        let named = interpreter(text).map(|program| program.rsplit('/').next().unwrap_or(program));
        if named.is_none() && !path.ends_with(".sh") || named.is_some_and(|name| !is_shell(name)) {
            continue;
        }
        let entry = entry_of_script(subject, &path, named.is_none());
        demands.path(path.clone(), false, Order::Data, format!("{place} starts it"));
        scripts(subject, &entry, demands);
        let toolchain = |name: &str| subject.facts.only_in_toolchain(name);
        for one in &entry.started {
            let name = one.call.argv.first().and_then(|word| word.as_deref()).unwrap_or_default();
            if toolchain(name) || plain(subject, one, demands).is_err() {
                demands.doubts.push(unseen(subject, &path, &place, &format!("`{name}`")));
            }
        }
        if let Some((_, because)) = entry.opaque.first() {
            demands.doubts.push(unseen(subject, &path, &place, because));
        }
    }
}

fn unseen(subject: &Subject, path: &str, place: &str, what: &str) -> Diagnostic {
    Diagnostic::new(Level::Warning, "command-unknown", format!("what {path} runs cannot all be brought along"))
        .at(subject.file.items[subject.from].span, String::new())
        .because(format!("{place} starts it, and dfsplit cannot follow {what}"))
        .way_out("add what it runs to the runtime stage by hand, then write with --unsafe")
}
