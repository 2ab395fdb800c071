//! Turns the start of a server of plain files into the folder that it serves: neither dependencies nor sources are needed then.
//! Relies on the dated list of such servers and on what brings the server: a global install, or npx, which fetches what is nowhere installed.
//! Does not follow servers among the dependencies: they need them.

use super::files;
use super::managers::{global_step, without_version, words_run};
use super::modules::changes_modules;
use crate::demand::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::{Found, base_fills, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, normalise};
use crate::project::NodePackage;

/// A folder that is served.
struct Served {
    folder: String,
    server: String,
    /// npx fetches the server whenever a container starts.
    fetched: bool,
}

/// Demands the folders that are served; false where anything else is started, or where more than a folder may be needed.
pub fn demand(subject: &Subject, entry: &Entry, home: &str, package: Option<&NodePackage>, demands: &mut Demands) -> bool {
    let all = entry.started.iter().filter(|s| !s.health && s.call.action != Action::Nothing);
    let Some(all) = all.map(|one| served(subject, one, home, package)).collect::<Option<Vec<Served>>>().filter(|all| !all.is_empty())
    else {
        return false;
    };
    if !entry.managers.is_empty() {
        files::read_by_managers(subject, entry, home, package, demands);
    }
    for Served { folder, server, fetched } in all {
        demands.path(folder, true, Order::Program, format!("{server} serves it"));
        if fetched {
            let registry = normalise(home, ".npmrc");
            if matches!(subject.layout.find(&registry), Found::Known(_)) {
                demands.path(registry, false, Order::Data, "npx reads it");
            }
            demands.doubts.push(
                Diagnostic::new(Level::Warning, "command-unknown", format!("npx fetches {server} whenever a container starts"))
                    .at(entry.span, String::new())
                    .because("no step installs it, so which version runs, and what that needs, is not known")
                    .way_out(format!("install it with `RUN npm install -g {server}`, or write with --unsafe: it is fetched as before")),
            );
        }
    }
    true
}

fn served(subject: &Subject, one: &Started, home: &str, package: Option<&NodePackage>) -> Option<Served> {
    let folder = one.call.folder.as_deref()?;
    let words = words_run(&one.call).into_iter().collect::<Option<Vec<&str>>>()?;
    let (server, args) = words.split_first()?;
    let server = without_version(server);
    let fetched = global_step(subject, server).is_none();
    if !subject.facts.serves_a_folder(server) || fetched && !fetches(subject, one, server, package) {
        return None;
    }
    let named = args.iter().filter(|w| !w.starts_with('-')).map(|w| normalise(folder, w));
    let there = |path: &String| !matches!(subject.layout.find(path), Found::Nothing);
    let served = named.into_iter().find(there).unwrap_or_else(|| folder.to_owned());
    if below(home, &served).is_some() || base_fills(&served) || subject.project.is_none() {
        return None;
    }
    Some(Served { folder: served, server: server.to_owned(), fetched })
}

/// True if npx finds a program nowhere in the image, by the lockfile. Source: docs.npmjs.com, "npm exec".
fn fetches(subject: &Subject, one: &Started, server: &str, package: Option<&NodePackage>) -> bool {
    let by_npx = one.call.argv.first().and_then(Option::as_deref) == Some("npx");
    by_npx
        && !changes_modules(subject)
        && package.is_none_or(|package| package.lockfile.is_some() && !package.has(server) && !package.programs.contains_key(server))
}
