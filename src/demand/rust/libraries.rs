//! The shared libraries of Rust programs: by the crates of the lockfile, else by the direct dependencies, and what the build leaves beside them.
//! Relies on Cargo's files and the dated facts about crates. Does not ask what the packages are called that only build.

use std::collections::BTreeSet;

use super::{sources_of, target_folders};
use crate::demand::{Demands, Linked, Order, Path};
use crate::detect::Subject;
use crate::detect::layout::{Program, below};
use crate::detect::rust::workspace;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::normalise;
use crate::project::{Crate, Project};
use crate::template::Distro;

/// Shared libraries of the programs: by the lockfile, else by the direct dependencies.
pub fn shared(subject: &Subject, programs: &[(String, &Program)], demands: &mut Demands) {
    if matches!(demands.linked, Some(Linked::Static(_))) {
        demands.certificates = Some("the base has them".into());
        return;
    }
    let Some(distro) = &subject.base.distro else { return };
    if matches!(distro, Distro::Alpine(_)) {
        demands.package("libgcc", "a Rust program that is not static unwinds with it");
    }
    for (_, program) in programs {
        if let Some(name) = &program.foreign {
            foreign_libraries(subject, name, distro, demands);
        }
    }
    let Some(project) = subject.project else {
        // Most servers speak TLS; what the library is called follows the release.
        demands.certificates = Some("the sources are not at hand, and most servers check certificates".into());
        let nothing = BTreeSet::new();
        let mut likely = vec!["openssl-sys"];
        let text = subject.source.text();
        likely.extend(
            [("postgres", "pq-sys"), ("mysql", "mysqlclient-sys")].iter().filter(|(word, _)| text.contains(word)).map(|(_, name)| *name),
        );
        for name in likely {
            for library in subject.facts.libraries_of_crate(name, distro, &nothing, &nothing).unwrap_or_default() {
                demands.package(library, "the sources are not at hand, and the program may link it");
            }
        }
        return;
    };
    let mut roots: Vec<&Crate> = programs.iter().flat_map(|(_, p)| sources_of(subject, p)).collect();
    if demands.from_source.is_some() && roots.is_empty() {
        roots = project.crates.iter().collect();
    }
    let Some(first) = roots.first() else {
        demands.doubts.push(no_lockfile(subject, "the sources are not in the build context"));
        return;
    };
    let lock = workspace(project, &first.folder).and_then(|w| w.lock.as_ref());
    let names = if let Some(lock) = lock {
        reachable(lock, &roots)
    } else {
        let direct: BTreeSet<String> = roots.iter().flat_map(|c| c.dependencies.keys().cloned()).collect();
        let brought = subject.facts.crates_behind(&direct, &features(&roots));
        demands.doubts.push(no_lockfile(subject, "there is no Cargo.lock, so the versions and their libraries are chosen by each build"));
        if let Some(name) = direct.iter().find(|name| opens_connections(subject, project, name)) {
            likely_tls(subject, name, distro, demands);
        }
        brought
    };
    let features = features(&roots);
    demands.libraries_known = lock.is_some() && !roots.iter().any(|c| links_by_itself(project, c));
    let known_by = if lock.is_some() { "Cargo.lock" } else { "Cargo.toml" };
    for name in &names {
        if name.ends_with("-sys") && subject.facts.sys_crate(name).is_none() {
            demands.libraries_known = false;
            demands.doubts.push(no_lockfile(subject, &format!("what {name} in {known_by} links is not known")));
        }
        let Some(libraries) = subject.facts.libraries_of_crate(name, distro, &names, &features) else {
            demands.libraries_known = false;
            demands.doubts.push(no_package(subject, name, known_by));
            continue;
        };
        for library in libraries {
            demands.package(library, format!("{name} in {known_by} links it"));
        }
    }
    tls(subject, known_by, &names, demands);
}

/// A build script or a source that names libraries to the linker. Source: The Cargo Book, "Build Scripts"; The Rust Reference, "The link attribute".
fn links_by_itself(project: &Project, own: &Crate) -> bool {
    let mut sources = project.tree.under(&own.folder).filter(|(path, _)| path.ends_with(".rs"));
    sources.any(|(_, file)| {
        file.text.as_deref().is_some_and(|text| ["rustc-link-lib", "pkg_config::", "#[link("].iter().any(|word| text.contains(word)))
    })
}

fn features(roots: &[&Crate]) -> BTreeSet<String> {
    roots
        .iter()
        .flat_map(|c| c.dependencies.iter())
        .flat_map(|(name, features)| features.iter().map(move |f| format!("{name}/{f}")))
        .collect()
}

fn foreign_libraries(subject: &Subject, name: &str, distro: &Distro, demands: &mut Demands) {
    for library in subject.facts.libraries_of_tool(name, distro, subject.source.text()) {
        demands.package(library, format!("{name} links it"));
    }
}

/// All packages of a lockfile that the crates depend on, directly or not.
fn reachable(lock: &std::collections::BTreeMap<String, Vec<String>>, roots: &[&Crate]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut queue: Vec<String> = roots.iter().map(|c| c.name.clone()).collect();
    while let Some(name) = queue.pop() {
        if seen.insert(name.clone()) {
            queue.extend(lock.get(&name).into_iter().flatten().cloned());
        }
    }
    seen
}

/// Crates that check certificates against the system's bundle.
fn tls(subject: &Subject, known_by: &str, names: &BTreeSet<String>, demands: &mut Demands) {
    let likely = demands.certificates.as_ref().is_some_and(|why| why.starts_with("there is no Cargo.lock"));
    if likely {
        return;
    }
    if let Some(name) = subject.facts.crates_that_check_certificates().find(|name| names.contains(*name)) {
        demands.certificates = Some(format!("{name} in {known_by} checks certificates"));
    } else if demands.certificates.is_none() {
        demands.left_out.push(("CA certificates".into(), format!("no TLS in {known_by}")));
    } else {
        demands.certificates = None;
    }
}

/// True unless a crate is of the project, or known to open no connection.
fn opens_connections(subject: &Subject, project: &Project, name: &str) -> bool {
    !project.crates.iter().any(|own| own.name == name) && !subject.facts.opens_no_connection(name)
}

/// What most crates that open connections need.
fn likely_tls(subject: &Subject, name: &str, distro: &Distro, demands: &mut Demands) {
    let why = format!("there is no Cargo.lock, and {name} may bring it");
    let nothing = BTreeSet::new();
    for library in subject.facts.libraries_of_crate("openssl-sys", distro, &nothing, &nothing).unwrap_or_default() {
        demands.package(library, why.clone());
    }
    demands.certificates = Some(why);
}

/// The doubt for a library whose package has another name in each release, and none that is known in this one.
fn no_package(subject: &Subject, name: &str, known_by: &str) -> Diagnostic {
    let image = subject.source.slice(subject.file.items[subject.from].span);
    Diagnostic::new(Level::Warning, "package-unknown", format!("which package brings what {name} links is not known in this release"))
        .at(subject.file.items[subject.from].span, String::new())
        .because(format!("{known_by} names {name}, and `{}` stands on a release of which too little is known", image.trim()))
        .way_out("build on a newer release, or add the library to the runtime stage by hand: ldd shows its name")
}

fn no_lockfile(subject: &Subject, because: &str) -> Diagnostic {
    Diagnostic::new(Level::Warning, "libraries-unknown", "which shared libraries the program needs is not certain")
        .at(subject.file.items[subject.from].span, String::new())
        .because(because.to_owned())
        .way_out("commit Cargo.lock, and run dfsplit where the build context is; or check the program with ldd")
}

/// Shared libraries that the build leaves beside the programs, where the author tells the loader to look there.
pub fn of_the_build(subject: &Subject, demands: &mut Demands) {
    let folders = target_folders(subject);
    let Some(path) = subject.image.end.env.get("LD_LIBRARY_PATH").cloned().flatten() else { return };
    for folder in path.split(':').filter(|looked| folders.iter().any(|f| below(looked, f).is_some())) {
        let why = "LD_LIBRARY_PATH names the folder".into();
        demands.paths.insert(normalise(folder, "*.so"), Path { folder: false, optional: true, order: Order::Program, why });
    }
}
