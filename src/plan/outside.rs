//! What steps put outside the application's sources on purpose: files copied or made elsewhere, folders made for running.

use std::collections::{HashMap, HashSet};

use super::cut::Cut;
use crate::demand::code::{is_for_people, is_source};
use crate::demand::{Demands, Order, Path};
use crate::detect::Subject;
use crate::detect::layout::base_fills;
use crate::detect::layout::{Event, Found, Origin, below};
use crate::model::{Action, Call, What};
use crate::outcome::Language;

/// Folders that builders fill for themselves.
const CACHES: [&str; 18] = [
    "/tmp",
    "/root",
    "/var/lib/apt",
    "/var/cache",
    "/var/tmp",
    "/var/log",
    "/go",
    "/usr/local/go",
    "/usr/local/cargo",
    "/usr/local/rustup",
    "/usr/src",
    "/home/node/.npm",
    "/dev",
    "/proc",
    "/sys",
    "/run",
    "/etc/apt",
    "/usr/share/keyrings",
];

/// Folders that a step makes for the build alone: of compilers, package managers, and of whoever fetches private sources.
const OF_THE_BUILDER: [&str; 14] = [
    "/go",
    "/usr/local/go",
    "/usr/local/cargo",
    "/usr/local/rustup",
    "/var/lib/apt",
    "/etc/apt",
    "/usr/share/keyrings",
    "/root/.ssh",
    "/root/.gnupg",
    "/root/.docker",
    "/root/.cargo",
    "/root/.cache",
    "/root/.npm",
    "/root/.config",
];

/// What folders of data are called, beside sources.
const DATA_BY_NAME: [&str; 14] = [
    "static",
    "public",
    "assets",
    "templates",
    "views",
    "web",
    "www",
    "html",
    "migrations",
    "conf",
    "config",
    "configs",
    "locales",
    "data",
];

/// Demands what build-side steps put into the image outside the sources, and explicitly named data inside.
pub fn demand(subject: &Subject, cut: &Cut, language: Language, demands: &mut Demands) {
    let home = subject.workdir().to_owned();
    let mut wanted = Vec::new();
    let mut optional = Vec::new();
    let made_folders = made_folders(subject, cut);
    // Many events are of one path or of one step.
    let mut for_the_build: HashMap<&str, bool> = HashMap::new();
    let mut with_a_toolchain: HashMap<usize, bool> = HashMap::new();
    for event in subject.layout.events().iter().filter(|e| e.step < cut.step) {
        let path = event.path.as_str();
        if path == "/" || below(&home, path).is_some() || !still_there(subject, path) || covered_by_sources(subject, path, event) {
            continue;
        }
        match &event.origin {
            Origin::Copied { context, folder } => {
                if language == Language::Node && below(path, &home).is_some() {
                    continue; // the language's own rules have seen it
                }
                // What the code names inside its own folder has been found already.
                let seen = demands.exact && below(path, &home).is_some();
                let built =
                    *folder && subject.project.is_none() && *for_the_build.entry(path).or_insert_with(|| is_for_the_build(subject, path));
                if !seen && !built && data_of_the_context(subject, context, *folder) && !in_cache(path) {
                    match path.rsplit_once('*') {
                        Some((folder, "")) if folder.ends_with('/') => {}
                        Some((stem, "")) => optional.push(stem.to_owned()),
                        Some(_) => optional.push(path.to_owned()),
                        None if *folder && base_fills(path) => {}
                        None => wanted.push((path.to_owned(), *folder, "the Dockerfile copies it by name")),
                    }
                }
            }
            Origin::Made { folder } => {
                let step = &subject.image.steps[event.step];
                let made_folder = made_folders.contains(&(event.step, path));
                let kept = if made_folder {
                    !is_empty_home(subject, path) && !of_the_builder(path)
                } else {
                    (!in_cache(path) || *folder && is_beside_go_programs(path)) && outside_sources(subject, path)
                };
                let left_by_the_tail =
                    below(path, &home).is_some() && brought_by_tail(subject, cut, &home) && !is_of_modules(subject, path);
                let mut brings_a_toolchain = || *with_a_toolchain.entry(event.step).or_insert_with(|| subject.installs_a_toolchain(step));
                let among_others = (*folder && subject.base_fills(path)) || (*folder || is_archive(path)) && brings_a_toolchain();
                if kept && !among_others && !is_toolchain(subject, path) || left_by_the_tail {
                    wanted.push((path.to_owned(), *folder || made_folder, "a RUN makes it"));
                }
            }
            Origin::Program(_) | Origin::Programs(_) | Origin::Modules { .. } | Origin::Anything { .. } | Origin::Removed => {}
        }
    }
    for step in &subject.image.steps[cut.step..] {
        let What::Run(run) = &step.what else { continue };
        for call in &run.calls {
            demand_tool(subject, call, demands);
            let touched = match &call.action {
                Action::Own { paths, .. } | Action::Mode { paths, .. } | Action::Edit(paths) => paths.as_slice(),
                Action::Transfer { from, .. } => from.as_slice(),
                _ => &[],
            };
            for path in touched.iter().flatten().filter(|p| !p.contains('*')) {
                if matches!(subject.layout.find(path), Found::Known(event) if event.step < cut.step) && path != "/" && *path != home {
                    wanted.push((path.clone(), crate::demand::is_folder(subject, path), "a RUN of the runtime stage needs it"));
                }
            }
        }
    }
    wanted.extend(edited_settings(subject, cut));
    if generates_locales(subject, cut) {
        wanted.push(("/usr/lib/locale".to_owned(), true, "a RUN generates the locales"));
    }
    if bundles_own_certificates(subject, cut) {
        wanted.push(("/etc/ssl/certs".to_owned(), true, "update-ca-certificates adds the author's certificates to the bundle"));
    }
    for (path, folder, why) in wanted {
        demands.path(path, folder, Order::Data, why);
    }
    for path in optional {
        let why = "the Dockerfile copies it by a pattern".into();
        demands.paths.entry(path).or_insert(Path { folder: false, optional: true, order: Order::Data, why });
    }
}

/// Settings of the distribution that a step edits in place, those of package managers left out.
fn edited_settings<'s>(subject: &'s Subject, cut: &'s Cut) -> impl Iterator<Item = (String, bool, &'static str)> + 's {
    let calls = subject.image.steps.iter().take(cut.step).filter_map(|s| s.what.run()).flat_map(|run| &run.calls);
    let edited = calls.filter_map(|c| match &c.action {
        Action::Edit(paths) => Some(paths),
        _ => None,
    });
    let of_packages = |path: &str| ["/etc/apt", "/etc/apk", "/etc/dpkg", "/etc/yum", "/etc/dnf"].iter().any(|f| path.starts_with(f));
    let settings = edited.flatten().flatten().filter(move |p| p.starts_with("/etc/") && !of_packages(p) && !p.contains(['*', '?']));
    settings.map(|path| (path.clone(), false, "a RUN edits it"))
}

/// True if a step compiles locales. Source: locale-gen(8), localedef(1).
fn generates_locales(subject: &Subject, cut: &Cut) -> bool {
    let above = subject.image.steps.iter().take(cut.step);
    let generates =
        |call: &Call| matches!(call.argv.first().and_then(|w| w.as_deref()), Some("locale-gen" | "localedef" | "/usr/sbin/locale-gen"));
    above.filter_map(|s| s.what.run()).any(|run| run.calls.iter().any(generates))
}

/// True if the build puts certificates of the author's among those of the distribution.
fn bundles_own_certificates(subject: &Subject, cut: &Cut) -> bool {
    let own = |e: &Event| e.step < cut.step && below(&e.path, "/usr/local/share/ca-certificates").is_some();
    let bundles = |call: &Call| call.argv.first().and_then(|w| w.as_deref()).is_some_and(|w| w.ends_with("update-ca-certificates"));
    let above = subject.image.steps.iter().take(cut.step);
    subject.layout.events().iter().any(own) && above.filter_map(|s| s.what.run()).any(|run| run.calls.iter().any(bundles))
}

/// The program that a RUN of the runtime stage calls, where the distribution's plain image lacks it.
fn demand_tool(subject: &Subject, call: &Call, demands: &mut Demands) {
    let Some(Some(word)) = call.argv.first() else { return };
    let name = word.rsplit('/').next().unwrap_or(word);
    let shell = call.action == Action::Nothing || matches!(call.action, Action::NodeGlobal { .. } | Action::NodeOther { .. });
    let there = subject.base.distro.as_ref().is_none_or(|d| subject.facts.has_command_in_slim(d, name));
    if !shell && !there && subject.facts.has_command(&subject.base, name) {
        demands.command(name, "a RUN of the runtime stage uses it");
    }
}

fn is_archive(path: &str) -> bool {
    [".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".zip"].iter().any(|ending| path.ends_with(ending))
}

/// A folder that a variable of a compiler names as its own.
fn is_toolchain(subject: &Subject, path: &str) -> bool {
    ["GOROOT", "CARGO_HOME", "RUSTUP_HOME"].iter().any(|name| subject.image.end.env.get(*name).cloned().flatten().as_deref() == Some(path))
}

/// A folder that a step makes, and that the context has too: a later COPY fills it with sources.
fn covered_by_sources(subject: &Subject, path: &str, event: &Event) -> bool {
    matches!(event.origin, Origin::Made { .. }) && subject.project.is_some() && subject.layout.in_context(path).is_some()
}

/// A folder in which a program is compiled or dependencies are installed, or one of its sources by where it lies.
fn is_for_the_build(subject: &Subject, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut compiled_in = subject.layout.compiled_in();
    compiled_in.any(|f| below(f, path).is_some() || below(path, f).is_some() && !DATA_BY_NAME.contains(&name))
        || subject.layout.under(path).any(|e| matches!(e.origin, Origin::Modules { .. } | Origin::Anything { .. }))
}

/// True if a COPY behind the cut brings the folder from the context: what the build made in it is not among that.
fn brought_by_tail(subject: &Subject, cut: &Cut, home: &str) -> bool {
    let brings = |e: &Event| matches!(e.origin, Origin::Copied { folder: true, .. });
    subject.layout.over(home).any(|e| e.step >= cut.step && brings(e))
}

fn is_of_modules(subject: &Subject, path: &str) -> bool {
    subject.layout.over(path).any(|e| matches!(e.origin, Origin::Modules { .. }))
}

fn still_there(subject: &Subject, path: &str) -> bool {
    !matches!(subject.layout.find(path), Found::Nothing)
}

fn of_the_builder(path: &str) -> bool {
    OF_THE_BUILDER.iter().any(|folder| below(path, folder).is_some())
}

/// A folder below /go that is neither for sources nor for compiled packages: somebody put it there to be found.
fn is_beside_go_programs(path: &str) -> bool {
    below(path, "/go").is_some_and(|rest| !rest.is_empty() && !rest.starts_with("src") && !rest.starts_with("pkg"))
}

fn in_cache(path: &str) -> bool {
    CACHES.iter().any(|c| below(path, c).is_some())
}

/// Data that a COPY names: no sources, manifests, documentation.
fn data_of_the_context(subject: &Subject, context: &str, folder: bool) -> bool {
    let name = context.rsplit('/').next().unwrap_or(context);
    if context.is_empty() || is_for_people(name) {
        return false;
    }
    match subject.project {
        Some(project) => !is_source(project, context, folder) && !is_code(project, context, folder),
        None => !is_for_building(name),
    }
}

/// A name that says by itself that it is for building.
fn is_for_building(name: &str) -> bool {
    CODE.iter().any(|ending| name.ends_with(ending))
        || ["Makefile", "Gopkg", "glide", "Godeps", "vendor", "go.sum", "Cargo.lock"].iter().any(|n| name.starts_with(n))
}

/// How names of sources and manifests end.
const CODE: [&str; 10] =
    [".go", ".rs", ".ts", ".tsx", "package.json", "go.mod", "Cargo.toml", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"];

/// A folder with sources in it: what the code names in it is demanded by name.
fn is_code(project: &crate::project::Project, context: &str, folder: bool) -> bool {
    let code = |path: &str| CODE.iter().any(|ending| path.ends_with(ending));
    if folder { project.tree.under(context).any(|(path, _)| code(path)) } else { code(context) }
}

/// The folders that mkdir makes, with their steps.
fn made_folders<'s>(subject: &'s Subject, cut: &Cut) -> HashSet<(usize, &'s str)> {
    let runs = subject.image.steps.iter().enumerate().take(cut.step).filter_map(|(index, step)| Some((index, step.what.run()?)));
    let calls = runs.flat_map(|(index, run)| run.calls.iter().map(move |call| (index, &call.action)));
    let made = calls.filter_map(|(index, action)| match action {
        Action::MakeFolders(paths) => Some(paths.iter().flatten().map(move |path| (index, path.as_str()))),
        _ => None,
    });
    made.flatten().collect()
}

/// A folder that a step makes and that a later COPY fills: what it holds is demanded by its own name.
fn is_empty_home(subject: &Subject, path: &str) -> bool {
    ["/go", "/usr/src", "/root"].iter().any(|c| path == *c || below(path, c).is_some_and(|_| path.starts_with("/go/src")))
        || subject.layout.under(path).any(|e| matches!(e.origin, Origin::Copied { .. } | Origin::Program(_) | Origin::Anything { .. }))
}

/// True outside every folder that a source folder of the context was copied to.
fn outside_sources(subject: &Subject, path: &str) -> bool {
    !subject.layout.over(path).any(|e| matches!(&e.origin, Origin::Copied { folder: true, .. }) && e.path != "/")
        && !path.starts_with("/src")
}
