//! Finds the dependencies of a package beside the application's own (`client/`) that its bundle was made from, and that nothing started loads.
//! Relies on the framework of that package, and on what the started sources import and start.
//! Does not judge packages that render on a server: those load their dependencies at run time.

use super::modules::sources_started;
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::{Origin, below, package_at};
use crate::model::normalise;
use crate::project::node::package_of;
use crate::project::path::{is_below, under};
use crate::project::{Framework, NodePackage};

/// Notes the node_modules folders that only bundles were made from.
pub fn demand(subject: &Subject, entry: &Entry, home: &str, package: &NodePackage, demands: &mut Demands) {
    let mut found: Vec<String> = Vec::new();
    for event in subject.layout.events().iter().filter(|e| matches!(e.origin, Origin::Modules { .. })) {
        let folder = normalise(&event.path, "..");
        let inside = below(&folder, home).is_some_and(|rest| !rest.is_empty());
        if inside && !found.contains(&event.path) && only_a_bundle(subject, entry, package, &folder) {
            found.push(event.path.clone());
        }
    }
    demands.bundled = found;
}

/// True if nothing that the container starts can load what is installed in a folder.
fn only_a_bundle(subject: &Subject, entry: &Entry, package: &NodePackage, folder: &str) -> bool {
    let Some(client) = package_at(&subject.layout, folder).filter(|client| client.folder != package.folder) else { return false };
    let own = subject.layout.in_image(&under(&client.folder, "package.json")).is_some_and(|manifest| normalise(&manifest, "..") == folder);
    let for_browsers = matches!(client.framework, Some(Framework::Angular | Framework::VueCli | Framework::ReactScripts | Framework::Vite));
    let renders = subject.facts.frameworks_on_vite().any(|name| client.has(name));
    let shared = client.workspace.is_some() || package.workspaces;
    let kept = subject.layout.is_kept_since_made(&normalise(folder, "node_modules"));
    own && for_browsers
        && !renders
        && !shared
        && kept
        && entry.opaque.is_empty()
        && !entry.unread
        && !is_started(subject, entry, client, folder)
        && !is_loaded(subject, entry, package, client)
}

/// True if a command of the container, or of a service, runs in a folder or names a program of it.
fn is_started(subject: &Subject, entry: &Entry, client: &NodePackage, folder: &str) -> bool {
    let in_it = |path: &str| below(path, folder).is_some();
    let by_image = entry.started.iter().any(|one| {
        let at = one.call.folder.as_deref().unwrap_or("/");
        in_it(at) || super::script_of(&one.call).is_some_and(|file| in_it(&normalise(at, file)))
    });
    let services = subject.project.into_iter().flat_map(|project| &project.compose);
    let by_service = services.into_iter().any(|service| {
        let words = service.command.iter().chain(&service.entrypoint).flatten();
        let mounted = service.volumes.iter().any(|(_, at)| in_it(at));
        mounted || service.working_dir.as_deref().is_some_and(in_it) || words.into_iter().any(|word| word.contains(&client.folder))
    });
    by_image || by_service || in_it(subject.workdir())
}

/// True if the started sources import a file of another package, or may load or start one by a name that they put together.
fn is_loaded(subject: &Subject, entry: &Entry, package: &NodePackage, client: &NodePackage) -> bool {
    let Some(files) = sources_started(subject, entry, package) else { return true };
    let imports = files.iter().filter_map(|file| package.modules.get(*file)).flatten();
    let names = package.imported.iter().filter(|(_, places)| places.iter().any(|place| files.contains(place.file.as_str())));
    let code = super::modules::code_of_started(subject, entry, package);
    imports.into_iter().any(|file| is_below(file, &client.folder))
        || names.into_iter().any(|(import, _)| subject.facts.serves_sources(package_of(import)))
        || code.reads_unknown.iter().any(|place| place.text.starts_with("require") || place.text.starts_with("import("))
        || code.literals.iter().chain(&code.read_literals).any(|literal| literal.text.contains("node_modules"))
        || !code.starts.is_empty()
        || !code.starts_unknown.is_empty()
}
