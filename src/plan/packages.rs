//! Which packages of the distribution the runtime stage installs: the author's, less what only builds, and what the demands add.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{Cut, Role, updates_first};
use super::{Line, RuntimeBase, python};
use crate::demand::{Demands, Linked, Order};
use crate::detect::Subject;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Known, PackageManager, What};
use crate::outcome::Language;
use crate::template::{Content, Distro, Family, Stage, Use, fill};

/// Packages by name, with the reason; still without what the chosen base lacks.
#[derive(Clone, Debug, Default)]
pub struct Needed {
    /// Package -> why.
    pub packages: BTreeMap<String, String>,
    /// The author's installs bring what packages recommend.
    pub with_recommended: bool,
    /// Steps above the cut whose packages are all needed: they are repeated as they are.
    pub repeated: BTreeSet<usize>,
}

/// The author's packages that the running container needs.
pub fn needed(subject: &Subject, cut: &Cut, demands: &mut Demands) -> Needed {
    let mut needed = Needed::default();
    let removed = removed(subject);
    let dynamic = !matches!(demands.linked, Some(Linked::Static(_) | Linked::StaticIf { .. }));
    for (index, step) in subject.image.steps.iter().enumerate().take(cut.step) {
        let What::Run(run) = &step.what else { continue };
        let mut all = true;
        let mut any = false;
        let mut perhaps = Vec::new();
        for call in run.calls.iter().chain(subject.layout.run_by_scripts(index)) {
            let Action::Install { manager, packages, .. } = &call.action else { continue };
            for package in packages {
                if package.as_ref().is_some_and(|p| removed.contains(p)) {
                    all = false;
                    continue;
                }
                let Some(package) = package else {
                    all = false;
                    demands.doubts.push(
                        Diagnostic::new(Level::Warning, "package-unknown", "which packages are installed here is not known")
                            .at(call.span, String::new())
                            .because("a package that the running program needs may be among them")
                            .way_out("write the names where they are installed"),
                    );
                    continue;
                };
                let wanted = if python::needs(subject, cut, demands, package) {
                    Wanted::AsIs("a repeated step installs with it".into())
                } else {
                    wanted(subject, *manager, package, dynamic, demands)
                };
                match wanted {
                    Wanted::AsIs(why) => {
                        any = true;
                        needed.with_recommended |= brings_recommended(*manager, &call.argv);
                        needed.packages.insert(package.clone(), why);
                    }
                    Wanted::Instead(libraries) => {
                        all = false;
                        for library in libraries {
                            needed.packages.entry(library).or_insert_with(|| format!("the library behind {package}"));
                        }
                    }
                    Wanted::Unknown => {
                        all = false;
                        demands.doubts.push(
                            Diagnostic::new(
                                Level::Warning,
                                "package-unknown",
                                format!("which library {package} brings to a running program is not known"),
                            )
                            .at(call.span, String::new())
                            .because("the program may link it")
                            .way_out("add the library's package to the runtime stage, or check the program with ldd"),
                        );
                    }
                    Wanted::Perhaps => perhaps.push(package.clone()),
                    Wanted::Not => all = false,
                }
            }
        }
        if all && any && cut.roles[index] == Role::Packages && updates_first(run) {
            needed.repeated.insert(index);
            let why = "the author installs it beside what runs";
            needed.packages.extend(perhaps.into_iter().map(|package| (package, why.to_owned())));
        }
    }
    for (package, why) in &demands.packages {
        needed.packages.entry(package.clone()).or_insert_with(|| why.clone());
    }
    needed
}

/// True for an `apt-get install` without `--no-install-recommends`. Source: apt-get(8), APT::Install-Recommends.
fn brings_recommended(manager: PackageManager, argv: &[Known]) -> bool {
    let without = |word: &String| word.starts_with("--no-install-recommends") || word.to_lowercase().contains("install-recommends=");
    manager == PackageManager::Apt && !argv.iter().flatten().any(without)
}

/// Packages that a later command takes out again, by name or with their virtual package: the original image does not have them.
fn removed(subject: &Subject) -> BTreeSet<String> {
    let mut removed = BTreeSet::new();
    let calls = subject.image.steps.iter().filter_map(|s| match &s.what {
        What::Run(run) => Some(&run.calls),
        What::Copy(_) | What::Config | What::Opaque => None,
    });
    let calls: Vec<_> = calls.flatten().collect();
    for call in &calls {
        if let Action::Uninstall { packages, .. } = &call.action {
            removed.extend(packages.iter().flatten().cloned());
        }
    }
    for call in &calls {
        if let Action::Install { packages, virtual_name: Some(name), .. } = &call.action
            && (removed.contains(name) || removed.contains(name.trim_start_matches('.')))
        {
            removed.extend(packages.iter().flatten().cloned());
        }
    }
    removed
}

fn is_header_package(name: &str) -> bool {
    name.ends_with("-dev") || name.ends_with("-devel")
}

fn unknown_library(subject: &Subject, name: &str) -> bool {
    !matches!(name, "musl-dev" | "libc-dev" | "libc6-dev" | "linux-headers")
        && subject.base.distro.as_ref().is_none_or(|d| subject.facts.runtime_of_dev(d, name).is_none())
}

/// True if a dependency of the language is known to go with the headers: what it links is demanded already.
fn is_explained(subject: &Subject, headers: &str) -> bool {
    let Some(project) = subject.project else { return subject.facts.is_named_by_a_crate(headers) };
    let mut modules = project.go.iter().flat_map(|module| &module.requires);
    !project.crates.is_empty() && subject.facts.is_named_by_a_crate(headers)
        || modules.any(|(path, _)| subject.facts.go_module(path).is_some_and(|fact| fact.needs.names(headers)))
}

enum Wanted {
    AsIs(String),
    Instead(Vec<String>),
    /// Nothing names it: only where the rest of its RUN is needed too.
    Perhaps,
    /// Headers whose library has no known name.
    Unknown,
    Not,
}

fn wanted(subject: &Subject, manager: PackageManager, package: &str, dynamic: bool, demands: &Demands) -> Wanted {
    let name = package.split(['=', '~', '<', '>']).next().unwrap_or(package);
    // Headers that no dependency asks for: something else of the build links that library.
    let explained_by_crates = subject.base.family == Family::Rust && subject.project.is_some();
    let unexplained = !(explained_by_crates && subject.facts.is_for_generators(name))
        && (!demands.libraries_known || is_header_package(name) && !is_explained(subject, name));
    match subject.package_use(manager, name) {
        Use::Run => Wanted::AsIs("the author installs it for running".into()),
        Use::Unknown => Wanted::AsIs("what it is for is not known, so it stays".into()),
        Use::Either => {
            let named = |command: &String| command == name || subject.package_brings(name, command);
            match demands.commands.iter().find(|(command, _)| named(command)) {
                Some((command, why)) => Wanted::AsIs(format!("{command}: {why}")),
                None if !demands.exact => Wanted::AsIs("the sources are not at hand, and the program may start it".into()),
                None => match &demands.starts_unknown {
                    Some(place) => Wanted::AsIs(format!("{place} starts a program whose name is not in the sources")),
                    None => Wanted::Perhaps,
                },
            }
        }
        Use::Build if dynamic && unexplained && is_header_package(name) && unknown_library(subject, name) => Wanted::Unknown,
        Use::Build if dynamic && unexplained => match subject.base.distro.as_ref().and_then(|d| subject.facts.runtime_of_dev(d, name)) {
            Some(libraries) if demands.linked.is_none() || name != "musl-dev" => Wanted::Instead(libraries),
            _ => Wanted::Not,
        },
        Use::Build => Wanted::Not,
    }
}

/// The lines that install packages in the runtime stage.
pub fn lines(subject: &Subject, language: Language, runtime: &RuntimeBase, needed: &Needed, cut: &Cut, demands: &mut Demands) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut wanted = needed.packages.clone();
    let mut there: BTreeSet<String> = BTreeSet::new();
    for index in &needed.repeated {
        let step = &subject.image.steps[*index];
        lines.push(Line::Repeat { item: step.item, because: "what it installs is needed by the running container".into() });
        there.extend(packages_of(&step.what));
    }
    for step in &subject.image.steps[cut.step..] {
        there.extend(packages_of(&step.what));
    }
    if let Some(distro) = &runtime.distro {
        for (command, why) in &demands.commands.clone() {
            let there_already = subject.facts.has_command_in_slim(distro, command)
                || runtime.same_image && subject.facts.has_command(&subject.base, command)
                || there.iter().any(|p| p == command || subject.package_brings(p, command))
                || wanted.keys().any(|p| p == command || subject.package_brings(p, command));
            if there_already {
                continue;
            }
            if runtime.brings.iter().any(|b| b == command) {
                continue;
            }
            match subject.facts.package_of_command(distro, command) {
                Some(package) => {
                    wanted.insert(package.to_owned(), format!("{command}: {why}"));
                }
                None => demands.doubts.push(
                    Diagnostic::new(Level::Warning, "command-unknown", format!("no package is known that brings `{command}`"))
                        .at(subject.file.items[subject.from].span, String::new())
                        .because(why.clone())
                        .way_out("add the package to the runtime stage by hand"),
                ),
            }
        }
        for (demand, lacks, content) in [
            (&demands.certificates, runtime.lacks_certificates, Content::Certificates),
            (&demands.zones, runtime.lacks_zones, Content::TimeZones),
            (&demands.media_types, runtime.lacks_media_types, Content::MimeTypes),
        ] {
            if let (Some(why), Some(package)) = (demand.as_ref().filter(|_| lacks), subject.facts.package_of_content(distro, content)) {
                wanted.entry(package.to_owned()).or_insert_with(|| why.clone());
            }
        }
    }
    wanted.retain(|package, _| !there.contains(package) && !runtime.has_package(subject, package));
    without_an_archive(subject, runtime, &mut wanted, demands);
    for (package, why) in &wanted {
        demands.packages.entry(package.clone()).or_insert_with(|| why.clone());
    }
    if let Some(text) = runtime.distro.as_ref().and_then(|d| install(language, d, &wanted, subject)) {
        // Packages of the author's come with what they recommend, where they did before.
        let recommended = needed.with_recommended && wanted.keys().any(|package| needed.packages.contains_key(package));
        let text = if recommended { text.replace(" --no-install-recommends", "") } else { text };
        let because = wanted.iter().map(|(p, why)| format!("{p}: {why}")).collect::<Vec<_>>().join("; ");
        lines.push(Line::New { text, because });
    }
    lines
}

/// Packages of a release that its mirrors no longer have cannot be installed, unless the author's own installs show that they can: the CA
/// bundle comes from the build stage.
fn without_an_archive(subject: &Subject, runtime: &RuntimeBase, wanted: &mut BTreeMap<String, String>, demands: &mut Demands) {
    let archived = runtime.distro.as_ref().is_some_and(|distro| subject.facts.is_archived(distro));
    if !archived || subject.installed_packages().next().is_some() {
        return;
    }
    if subject.facts.base_has(&subject.base, Content::Certificates) == Some(true)
        && let Some(why) = wanted.remove("ca-certificates")
    {
        demands.path("/etc/ssl/certs/ca-certificates.crt", false, Order::Tool, why);
    }
    if !wanted.is_empty() {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "package-unknown", "the release's packages are no longer where apt-get looks for them")
                .at(subject.file.items[subject.from].span, String::new())
                .because(format!(
                    "`apt-get install {}` fails in {}",
                    wanted.keys().cloned().collect::<Vec<_>>().join(" "),
                    runtime.reference
                ))
                .way_out("build on a newer release, or point the runtime stage's sources.list to archive.debian.org"),
        );
    }
}

fn packages_of(what: &What) -> Vec<String> {
    let What::Run(run) = what else { return Vec::new() };
    let installs = run.calls.iter().filter_map(|c| match &c.action {
        Action::Install { packages, .. } => Some(packages),
        _ => None,
    });
    installs.flatten().flatten().cloned().collect()
}

/// A RUN that installs packages, as the stage template writes it.
fn install(language: Language, distro: &Distro, packages: &BTreeMap<String, String>, subject: &Subject) -> Option<String> {
    if packages.is_empty() {
        return None;
    }
    let kind = match distro {
        Distro::Alpine(_) => "alpine",
        Distro::Debian(_) | Distro::Ubuntu(_) => "debian",
        Distro::Other(name) if ["fedora", "centos", "rocky", "alma", "amazon"].iter().any(|n| name.contains(n)) => "fedora",
        Distro::Other(_) => return None,
    };
    let names = packages.keys().cloned().collect::<Vec<_>>().join(" ");
    let text = fill(Stage::of(language).packages.get(kind)?, &[("packages", &names)]);
    Some(subject.in_the_authors_hand(&text))
}
