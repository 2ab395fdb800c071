//! What a Node.js program needs: its files, its dependencies without the development ones, what native packages link, global programs.

mod built;
mod bundled;
mod contained;
mod documents;
mod elsewhere;
mod files;
mod gains;
mod leftovers;
mod managers;
mod modules;
mod outputs;
mod prune;
mod served;
mod settings;
mod unclaimed;
mod unnamed;

use files::Application;
pub use leftovers::without_leftovers;

use super::home::{homes, wide_without_context};
use super::{Demands, Order, absent, code, started};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::base_fills;
use crate::detect::layout::{Event, Found, Origin, below, package_at};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Call, normalise};
use crate::project::NodePackage;
use crate::project::path::under;
use crate::source::Span;
use crate::template::Flavour;

/// Demands of a Node.js image.
pub fn demand(subject: &Subject, entry: &Entry, demands: &mut Demands) -> Result<(), Box<Diagnostic>> {
    refuse_browsers(subject)?;
    started::scripts(subject, entry, demands);
    let home = home(subject, entry);
    let package = package_at(&subject.layout, &home);
    let mut interpreted = false;
    for one in &entry.started {
        refuse_what_is_not_made(subject, entry, one, &home)?;
        let runs = follow(subject, one, package, demands)?;
        interpreted |= runs && !one.health;
    }
    if package.is_none() {
        // What the start script runs is not known: any global program may be among it.
        let globals = subject.image.steps.iter().enumerate().filter(|(_, s)| managers::installs_globally(&s.what));
        demands.globals.extend(globals.map(|(index, _)| index));
    }
    demands.globals.extend(managers::globals_that_modules_load(subject, entry));
    let npx = entry
        .started
        .iter()
        .any(|s| !s.health && s.call.argv.first().and_then(|w| w.as_deref()).is_some_and(|w| matches!(w, "npx" | "bunx")));
    demands.managers = !entry.managers.is_empty() || npx;
    for manager in &entry.managers {
        interpreted = true;
        managers::need(subject, *manager, demands);
    }
    if served::demand(subject, entry, &home, package, demands) {
        gains::demand(subject, demands);
        return Ok(());
    }
    let compiled = starts_something_made(subject, entry);
    if interpreted {
        modules::demand(subject, entry, &home, package, demands);
    }
    let code = package.map(|package| modules::code_of_started(subject, entry, package)).unwrap_or_default();
    let application = Application { home: &home, package, code: &code, compiled, interpreted };
    let contained = files::demand(subject, entry, &application, demands);
    wide_without_context(subject, entry, demands);
    let manager = |name: &str| matches!(name, "npm" | "npx" | "yarn" | "pnpm" | "pnpx" | "bunx");
    if let Some((name, place)) = code.starts.iter().find(|(name, _)| manager(name)) {
        demands.toolchain.get_or_insert_with(|| (format!("`{name}`"), code::seen_at(place)));
    }
    if let Some(package) = package {
        for folder in homes(subject, entry) {
            code::read(subject, &code, &folder, demands);
            if !contained {
                built::demand(subject, &code, package, &folder, demands);
            }
        }
        if !contained {
            documents::demand(subject, &code, package, demands);
            settings::demand(subject, &application, demands);
            absent::imported(subject, package, demands);
        }
        bundled::demand(subject, entry, &home, package, demands);
        system_packages(subject, package, demands);
        settings_of_commands(subject, entry, package, &home, demands);
    }
    if interpreted && !contained && subject.project.is_some() {
        unclaimed::of_program(subject, entry, &home, demands);
    } else if !interpreted {
        unclaimed::of_system(subject, entry, demands);
    }
    // Node.js brings its own certificates.
    demands.certificates = None;
    demands.media_types = None;
    gains::demand(subject, demands);
    Ok(())
}

/// The folder of the application: where the package of the process lies, else its working directory.
fn home(subject: &Subject, entry: &Entry) -> String {
    let folder =
        entry.started.iter().find(|s| !s.health).and_then(|s| s.call.folder.clone()).unwrap_or_else(|| subject.workdir().to_owned());
    for start in [folder.as_str(), subject.workdir()] {
        if let Some(package) = package_at(&subject.layout, start)
            && let Some(manifest) = subject.layout.in_image(&under(&package.folder, "package.json"))
        {
            return normalise(&manifest, "..");
        }
    }
    let events = subject.layout.events();
    // An application that a step has put together elsewhere, with its dependencies.
    let made = events.iter().rev().find(|e| matches!(e.origin, Origin::Made { folder: true }) && below(&folder, &e.path).is_some());
    if let Some(made) = made.filter(|e| !base_fills(&e.path) && install_below(subject, &e.path).is_none()) {
        return made.path.clone();
    }
    let installed = events.iter().rev().find(|e| matches!(e.origin, Origin::Modules { .. }));
    installed.map_or(folder, |event| normalise(&event.path, ".."))
}

/// The install that ran in a folder, or below it.
fn install_below<'l>(subject: &'l Subject, folder: &str) -> Option<&'l Event> {
    subject.layout.events().iter().find(|e| matches!(e.origin, Origin::Modules { .. }) && below(&e.path, folder).is_some())
}

/// Demands what one command needs; true where Node.js or Bun runs it.
fn follow(subject: &Subject, one: &Started, package: Option<&NodePackage>, demands: &mut Demands) -> Result<bool, Box<Diagnostic>> {
    match &one.call.action {
        Action::NodeScript { manager, .. } => {
            managers::need(subject, *manager, demands);
            Ok(true)
        }
        Action::NodeExec { program: Some(program), .. } => {
            demands.globals.extend(managers::global_step(subject, managers::without_version(program)));
            started::arguments(subject, one, demands);
            Ok(true)
        }
        _ => {
            let Some(Some(word)) = one.call.argv.first() else {
                started::plain(subject, one, demands)?;
                return Ok(false);
            };
            let name = word.rsplit('/').next().unwrap_or(word);
            if let Some(step) = managers::global_step(subject, name) {
                demands.globals.insert(step);
                started::existing_arguments(subject, one, demands);
                return Ok(true);
            }
            if matches!(name, "node" | "nodejs" | "bun") {
                if let Some((file, folder)) = script_of(&one.call).zip(one.call.folder.as_deref()) {
                    script(subject, &normalise(folder, file), one, demands);
                }
                started::existing_arguments(subject, one, demands);
                return Ok(true);
            }
            if word.contains('/')
                && let Some(folder) = one.call.folder.as_deref()
                && runs_in_node(subject, &normalise(folder, word))
            {
                demands.path(normalise(folder, word), false, Order::Data, format!("{} runs it", one.by));
                return Ok(true);
            }
            let local = package.is_some_and(|p| p.programs.contains_key(name)) && !word.contains('/');
            if local || word.contains("node_modules/.bin/") {
                started::arguments(subject, one, demands);
                return Ok(true);
            }
            started::plain(subject, one, demands)?;
            // Without the sources, whatever it is may be a script of Node.js.
            Ok(matches!(&one.call.action, Action::NodeOther { .. }) || subject.project.is_none())
        }
    }
}

/// Demands the file that Node.js is given: as it is in the context, or what a step of the build makes.
fn script(subject: &Subject, path: &str, one: &Started, demands: &mut Demands) {
    let why = format!("{} names it", one.by);
    match subject.layout.find(path) {
        Found::Known(_) => demands.path(path, started::is_folder(subject, path), Order::Data, why),
        Found::Likely(event) if matches!(event.origin, Origin::Anything { .. } | Origin::Made { .. }) => {
            match unclaimed::folder_of_its_own(subject, path, one.call.folder.as_deref().unwrap_or("/")) {
                Some(folder) => demands.path(folder, true, Order::Program, why),
                None => demands.path(path, false, Order::Program, why),
            }
        }
        Found::Likely(_) | Found::Nothing => {}
    }
}

/// Refuses a start of a file that neither the context has nor any step makes: `prisma generate` alone does not make `dist/main.js`.
fn refuse_what_is_not_made(subject: &Subject, entry: &Entry, one: &Started, home: &str) -> Result<(), Box<Diagnostic>> {
    let Some((file, folder)) = script_of(&one.call).zip(one.call.folder.as_deref()) else { return Ok(()) };
    let path = normalise(folder, file);
    let (Some(project), Some(rest)) = (subject.project.filter(|p| !p.tree.is_empty()), below(&path, home)) else { return Ok(()) };
    let brings = |event: &Event| match &event.origin {
        Origin::Copied { context, folder: true } => project.tree.is_folder(&under(context, below(&path, &event.path).unwrap_or_default())),
        Origin::Anything { .. } | Origin::Copied { .. } | Origin::Removed => false,
        Origin::Made { .. } | Origin::Modules { .. } | Origin::Program(_) | Origin::Programs(_) => true,
    };
    let there = ENDINGS.iter().any(|end| matches!(subject.layout.find(&format!("{path}{end}")), Found::Known(_)));
    let mounted = project.compose.iter().flat_map(|service| &service.volumes).any(|(_, at)| below(&path, at).is_some());
    let left_open = rest.is_empty() || file.contains('$') || one.health || one.call.conditional || mounted;
    if there || left_open || subject.layout.over(&path).any(brings) || !outputs::lack(subject, entry, home, &path) {
        return Ok(());
    }
    let place = one.call.places.first().copied().unwrap_or(one.call.span);
    let refused = Diagnostic::new(Level::Refused, "entry-not-made", format!("no step makes `{file}`, which {} starts", one.by))
        .at(place, format!("looked for {path}"));
    let context = subject.layout.context_folder(home).map(|context| under(&context, rest));
    Err(Box::new(if context.is_some_and(|context| project.git_ignore.hides(&context)) {
        refused
            .because("git ignores it, so it would have to come from the disk of whoever builds the image")
            .way_out("add the step that builds it, or run dfsplit where it has been built")
    } else {
        refused
            .because("a container of this image stops at once, so there is nothing to keep working")
            .way_out("add the step that builds it, or name the file that is built, then run dfsplit again")
    }))
}

/// What Node.js and Bun add to the name of a file that is started. Source: nodejs.org, "Modules: CommonJS modules", "All together".
const ENDINGS: [&str; 11] = ["", ".js", ".mjs", ".cjs", ".json", ".node", ".ts", ".mts", "/index.js", "/index.ts", "/package.json"];

/// A file of the context that begins with `#!…node`, or is named as JavaScript.
fn runs_in_node(subject: &Subject, path: &str) -> bool {
    let Some(context) = subject.layout.in_context(path) else { return false };
    let text = subject.project.and_then(|p| p.tree.text(&context)).unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    first.starts_with("#!") && (first.contains("node") || first.contains("bun"))
        || [".js", ".mjs", ".cjs"].iter().any(|e| path.ends_with(e))
}

/// True if the file that Node.js or Bun is given was made by a step, not copied.
fn starts_something_made(subject: &Subject, entry: &Entry) -> bool {
    let mut made = false;
    for one in entry.started.iter().filter(|s| !s.health) {
        let argv: Vec<&str> = one.call.argv.iter().map_while(|w| w.as_deref()).collect();
        if subject.facts.compiles_and_serves(&argv).is_some() {
            return false;
        }
        let Some(file) = script_of(&one.call) else { continue };
        let path = normalise(one.call.folder.as_deref().unwrap_or("/"), file);
        if ENDINGS.iter().any(|e| subject.layout.in_context(&format!("{path}{e}")).is_some()) {
            return false;
        }
        made = true;
    }
    made || serves_what_is_built(subject, entry)
}

/// A framework's production server, which reads what the build made.
fn serves_what_is_built(subject: &Subject, entry: &Entry) -> bool {
    entry.started.iter().filter(|s| !s.health).any(|one| {
        let words = managers::words_run(&one.call).into_iter().flatten();
        subject.facts.serves_what_is_built(&words.map(|w| w.rsplit('/').next().unwrap_or(w)).collect::<Vec<_>>())
    })
}

/// The script that `node` or `bun` is given; options and their values left out. Source: `node --help`.
pub fn script_of(call: &Call) -> Option<&str> {
    let mut words = call.argv.iter().map(|w| w.as_deref().unwrap_or("$"));
    let program = words.next()?;
    if !matches!(program.rsplit('/').next(), Some("node" | "nodejs" | "bun")) {
        return None;
    }
    let mut skip = false;
    for word in words {
        if std::mem::take(&mut skip) {
            continue;
        }
        match word {
            "-r"
            | "--require"
            | "--import"
            | "--loader"
            | "--experimental-loader"
            | "--env-file"
            | "-C"
            | "--conditions"
            | "--inspect-port" => skip = true,
            "run" if program.ends_with("bun") => {}
            word if word.starts_with('-') => {}
            word => return Some(word),
        }
    }
    None
}

/// Browsers that packages download are tied to libraries that only the full image has.
fn refuse_browsers(subject: &Subject) -> Result<(), Box<Diagnostic>> {
    if let Some(place) = fetched_browser(subject) {
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "browser", "a RUN downloads a browser, whose libraries only the whole image has")
                .at(place, "fetches it".to_owned())
                .because("what the browser needs at run time cannot be seen in the project")
                .way_out("install the browser as a package of the distribution, and point the library at it"),
        ));
    }
    let Some(project) = subject.project else { return Ok(()) };
    for package in &project.node {
        if subject.layout.in_image(&under(&package.folder, "package.json")).is_none() {
            continue;
        }
        let Some(name) = package.dependencies.keys().find(|name| subject.facts.downloads_a_browser(name)) else { continue };
        let installed = subject.installed_packages().any(|(_, _, p)| p.starts_with("chromium") || p.starts_with("google-chrome"));
        if !installed {
            return Err(Box::new(
                Diagnostic::new(Level::Refused, "browser", format!("{name} downloads a browser, whose libraries only the whole image has"))
                    .at(subject.file.items[subject.from].span, String::new())
                    .because("what the browser needs at run time cannot be seen in the project")
                    .way_out("install the browser as a package of the distribution, and point the library at it"),
            ));
        }
    }
    Ok(())
}

/// A RUN that fetches a browser by itself.
fn fetched_browser(subject: &Subject) -> Option<Span> {
    let mut calls = subject.image.steps.iter().filter_map(|step| step.what.run()).flat_map(|run| &run.calls);
    let fetches = |call: &&Call| {
        let words: Vec<&str> = call.argv.iter().flatten().map(|w| w.rsplit('/').next().unwrap_or(w)).collect();
        let named = words.iter().any(|w| w.split('@').next().is_some_and(|name| subject.facts.fetches_a_browser(name)));
        named && words.contains(&"install")
    };
    calls.find(fetches).map(|call| call.span)
}

/// Files of variables that the command or a library reads without the sources saying so: `--env-file=.env`, `-r dotenv/config`, Prisma's client.
fn settings_of_commands(subject: &Subject, entry: &Entry, package: &NodePackage, home: &str, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    let words = entry.started.iter().filter(|s| !s.health).flat_map(|s| s.call.argv.iter().flatten());
    let named = words.filter_map(|word| match word.strip_prefix("--env-file=").or_else(|| word.strip_prefix("--env-file-if-exists=")) {
        Some(file) => Some((file.to_owned(), "the command names it")),
        None => (word == "dotenv/config").then(|| (".env".to_owned(), "dotenv reads it where it is there")),
    });
    let of_prisma = package.dependencies.contains_key("@prisma/client").then(|| (".env".to_owned(), "Prisma reads it where it is there"));
    for (file, why) in named.chain(of_prisma).collect::<Vec<_>>() {
        let entry = under(&package.folder, &file);
        if project.ignore.hides(&entry) {
            continue;
        }
        if project.tree.file(&entry).is_some() {
            code::demand_entry(subject, project, &entry, why, demands);
        } else if code::takes_all_of(subject, home) {
            let path = super::Path { folder: false, optional: true, order: Order::Data, why: why.into() };
            demands.paths.entry(normalise(home, &file)).or_insert(path);
        }
    }
}

/// Packages of the operating system that dependencies need at run time, and that a smaller base lacks.
fn system_packages(subject: &Subject, package: &NodePackage, demands: &mut Demands) {
    let Some(distro) = &subject.base.distro else { return };
    for name in package.dependencies.keys().chain(package.dev_dependencies.keys().filter(|n| *n == "prisma")) {
        for needed in subject.facts.packages_of_node_package(name, distro) {
            let has = subject.base.flavour == Flavour::Full || subject.installed_packages().any(|(_, _, p)| p == needed.as_str());
            if has {
                demands.package(needed, format!("{name} needs it"));
            }
        }
    }
}

/// Order of a file of the application folder.
fn order_of(name: &str) -> Order {
    if name == "package.json" { Order::Manifest } else { Order::Data }
}
