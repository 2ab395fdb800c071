//! Answers that need several facts at once: what the plan asks of packages, crates and modules in its own words.
//! Relies on the other files of this folder and on templates/projects.toml.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::builtin::Facts;
use super::contents::Content;
use super::facts::{Base, Distro, Family, Flavour};
use super::languages::{Cgo, Link, NodeKind};

/// templates/projects.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Projects {
    for_people: Vec<String>,
    uncommon_types: Vec<String>,
    installers: Vec<String>,
    sets_up_the_system: Vec<String>,
    bring_pip: Vec<String>,
    python_for_builds: Vec<String>,
    file_servers: Vec<String>,
    configuration: Vec<String>,
    toolchain: Vec<String>,
    headers_of_generators: Vec<String>,
    only_in_toolchain: Vec<String>,
    start_the_toolchain: Vec<String>,
    only_build: Vec<String>,
    pub(super) node: Node,
    rust: Rust,
    programs: BTreeMap<String, Features>,
    brings: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Node {
    pub(super) build_tools: Vec<String>,
    frameworks_on_vite: Vec<String>,
    serve_sources: Vec<String>,
    browsers: Vec<String>,
    fetch_browsers: Vec<String>,
    change_databases: Vec<String>,
    change_no_package: Vec<String>,
    read_the_project_at_install: Vec<String>,
    servers: Vec<String>,
    build_files: Vec<String>,
    tool_configuration: Vec<String>,
    read_at_start: Vec<String>,
    static_servers: Vec<String>,
    compiled: Vec<String>,
    harmless: Vec<String>,
    compiler_helpers: Vec<String>,
    parts_loaded_by_name: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Rust {
    checks_certificates: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Features {
    names: Vec<String>,
    default: Vec<String>,
    #[serde(flatten)]
    by_feature: BTreeMap<String, String>,
}

impl Facts {
    /// A required Go module wants cgo, given what the module's own sources import.
    pub fn needs_cgo(&self, module: &str, imports: &BTreeSet<String>) -> bool {
        self.go_module(module).is_some_and(|fact| match fact.cgo {
            Cgo::Never | Cgo::Optional => false,
            Cgo::Required | Cgo::Unless(_) => true,
            Cgo::Only(word) => imports.iter().any(|i| i.starts_with(module) && i.contains(word)),
        })
    }

    /// Shared libraries that a program with these Go modules links; `None` where they are not known.
    pub fn libraries_of_go_module(&self, module: &str, distro: &Distro, tags: &[&str]) -> Option<Vec<String>> {
        self.go_module(module)?.needs.packages(self, distro, tags)
    }

    /// Shared libraries that a crate links, with the names of all crates and the `crate/feature` pairs that are in force.
    ///
    /// An empty list: none. `None`: not known.
    pub fn libraries_of_crate(
        &self,
        name: &str,
        distro: &Distro,
        crates: &BTreeSet<String>,
        features: &BTreeSet<String>,
    ) -> Option<Vec<String>> {
        let Some(fact) = self.sys_crate(name) else { return Some(Vec::new()) };
        let on = |feature: &str| {
            let whole = if feature.contains('/') { feature.to_owned() } else { format!("{name}/{feature}") };
            features.contains(&whole)
        };
        let vendored =
            name == "openssl-sys" && crates.contains("openssl-src") || name == "libsqlite3-sys" && crates.contains("sqlx-sqlite");
        let dynamic = match fact.link {
            Link::Dynamic | Link::Probed => !vendored && !fact.built_in_by().any(on),
            Link::Loaded => true,
            Link::BuiltIn => fact.dynamic_by().any(on) || !fact.needs.is_empty(),
            Link::Build | Link::Nothing => false,
        };
        if dynamic { fact.needs.packages(self, distro, &[]) } else { Some(Vec::new()) }
    }

    /// Shared libraries that a program of `cargo install` links, by the features that the Dockerfile names.
    pub fn libraries_of_tool(&self, name: &str, distro: &Distro, dockerfile: &str) -> Vec<String> {
        let Some(tool) = self.projects().programs.get(name) else { return Vec::new() };
        let named: BTreeSet<&str> = tool.by_feature.keys().map(String::as_str).filter(|f| mentions(dockerfile, f)).collect();
        let without_default = dockerfile.contains("--no-default-features");
        let on = tool.default.iter().map(String::as_str).filter(|_| !without_default).chain(named);
        let nothing = BTreeSet::new();
        let crates: BTreeSet<&String> = on.filter_map(|feature| tool.by_feature.get(feature)).filter(|c| *c != "-").collect();
        crates.into_iter().filter_map(|c| self.libraries_of_crate(c, distro, &nothing, &nothing)).flatten().collect()
    }

    /// Direct dependencies, and the -sys crates that they are known to bring.
    pub fn crates_behind(&self, direct: &BTreeSet<String>, features: &BTreeSet<String>) -> BTreeSet<String> {
        let mut all = direct.clone();
        for name in direct {
            for (feature, behind) in self.projects().brings.get(name).into_iter().flatten() {
                let without_default = feature == "*" && features.contains(&format!("{name}/-default"));
                if !without_default && (feature == "*" || features.contains(&format!("{name}/{feature}"))) {
                    all.insert(behind.clone());
                }
            }
        }
        all
    }

    /// Programs that a Node.js package brings, as far as the facts say.
    pub fn programs_of_node_package(&self, name: &str) -> Vec<&str> {
        self.node_package(name).map(|fact| fact.programs().collect()).unwrap_or_default()
    }

    /// Packages of the distribution that a Node.js package needs at run time.
    pub fn packages_of_node_package(&self, name: &str, distro: &Distro) -> Vec<String> {
        let Some(fact) = self.node_package(name) else { return Vec::new() };
        match fact.kind {
            NodeKind::Native
            | NodeKind::OptionalNative
            | NodeKind::Calls
            | NodeKind::Engine
            | NodeKind::Migration
            | NodeKind::PerPlatform => fact.needs.packages(self, distro, &[]).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// A name of a build context that no running program reads.
    pub fn is_for_people(&self, name: &str) -> bool {
        matches_any(&self.projects().for_people, name)
    }

    /// Libraries that look for a configuration file, each with the file's name.
    pub fn configuration_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.projects().configuration.iter().filter_map(|row| row.split_once(": "))
    }

    /// A program of a tool chain, by name.
    pub fn is_toolchain(&self, program: &str) -> bool {
        self.projects().toolchain.iter().any(|known| known == program)
    }

    /// Headers that only what generates code at build time reads.
    pub fn is_for_generators(&self, package: &str) -> bool {
        matches_any(&self.projects().headers_of_generators, package)
    }

    /// A program that only the image of its language has.
    pub fn only_in_toolchain(&self, program: &str) -> bool {
        self.projects().only_in_toolchain.iter().any(|known| known == program)
    }

    /// A program that builds, checks, watches or debugs sources, by name: nothing in a running container calls it.
    pub fn only_builds(&self, program: &str) -> bool {
        matches_any(&self.projects().only_build, program)
    }

    /// The programs that a crate of `cargo install` brings; `None` where they are not known.
    pub fn programs_of_crate(&self, name: &str) -> Option<&[String]> {
        self.projects().programs.get(name).map(|tool| tool.names.as_slice())
    }

    /// A Go package or a crate that starts the tool chain of its language.
    pub fn starts_the_toolchain(&self, import: &str) -> bool {
        self.projects().start_the_toolchain.iter().any(|known| known == import)
    }

    /// Words of a compiler's settings, each with the package that compiled files import for it.
    pub fn compiler_helpers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.projects().node.compiler_helpers.iter().filter_map(|row| row.split_once(": "))
    }

    /// Libraries of Node.js, each with the packages that it loads where they are there, a comma and a space between them.
    pub fn parts_loaded_by_name(&self) -> impl Iterator<Item = (&str, &str)> {
        self.projects().node.parts_loaded_by_name.iter().filter_map(|row| row.split_once(": "))
    }

    /// A program that does nothing but serve the files of a folder.
    pub fn serves_a_folder(&self, program: &str) -> bool {
        self.projects().node.static_servers.iter().any(|known| known == program)
    }

    /// Frameworks that `vite build` runs, with outputs of their own.
    pub fn frameworks_on_vite(&self) -> impl Iterator<Item = &str> {
        self.projects().node.frameworks_on_vite.iter().map(String::as_str)
    }

    /// A Node.js package by which a server compiles the sources of a page while it runs.
    pub fn serves_sources(&self, package: &str) -> bool {
        self.projects().node.serve_sources.iter().any(|known| known == package)
    }

    /// A Node.js package that downloads a browser.
    pub fn downloads_a_browser(&self, package: &str) -> bool {
        self.projects().node.browsers.iter().any(|known| known == package)
    }

    /// A program that fetches a browser when it is told to `install`.
    pub fn fetches_a_browser(&self, program: &str) -> bool {
        self.projects().node.fetch_browsers.iter().any(|known| known == program)
    }

    /// What stands behind `prisma` is a command for a developer's own database.
    pub fn changes_a_database(&self, words: &str) -> bool {
        self.projects().node.change_databases.iter().any(|command| words.starts_with(command.as_str()))
    }

    /// A script of package.json that runs at the install, and changes no file of a package.
    pub fn changes_no_package(&self, script: &str) -> bool {
        self.projects().node.change_no_package.iter().any(|tool| script.contains(tool.as_str()))
    }

    /// A Node.js package whose install script reads the project.
    pub fn reads_the_project_at_install(&self, package: &str) -> bool {
        self.projects().node.read_the_project_at_install.iter().any(|known| known == package)
    }

    /// A command that serves what a build made; the words are program names, without folders.
    pub fn serves_what_is_built(&self, words: &[&str]) -> bool {
        self.projects().node.servers.iter().any(|server| server.split(' ').eq(words.iter().copied().take(server.split(' ').count())))
    }

    /// A file of a Node.js project that only installs and tools of the build read.
    pub fn is_node_build_file(&self, name: &str) -> bool {
        matches_any(&self.projects().node.build_files, name)
    }

    /// Configuration of a Node.js project that only a tool of the build reads, where the started program was built.
    pub fn is_tool_configuration(&self, name: &str) -> bool {
        let node = &self.projects().node;
        matches_any(&node.tool_configuration, name) && !matches_any(&node.read_at_start, name)
    }

    /// A file that a compiler or bundler of JavaScript turns into something else, by its ending.
    pub fn is_compiled_by_node_tools(&self, path: &str) -> bool {
        path.rsplit_once('.').is_some_and(|(_, ending)| self.projects().node.compiled.iter().any(|known| known == ending))
    }

    /// Crates that check certificates.
    pub fn crates_that_check_certificates(&self) -> impl Iterator<Item = &str> {
        self.projects().rust.checks_certificates.iter().map(String::as_str)
    }

    /// Files with this ending are served with another content type where /etc/mime.types is not there.
    pub fn needs_mime_types(&self, ending: &str) -> bool {
        self.projects().uncommon_types.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }

    /// A program that installs things outside the application's folder.
    pub fn installs_elsewhere(&self, program: &str) -> bool {
        let program = program.rsplit('/').next().unwrap_or(program);
        self.projects().installers.iter().any(|known| known == program)
    }

    /// The packages of distributions that bring pip.
    pub fn packages_of_pip(&self) -> impl Iterator<Item = &str> {
        self.projects().bring_pip.iter().map(String::as_str)
    }

    /// True for a package of Python that nothing but a build of native modules asks for.
    pub fn is_python_for_builds(&self, package: &str) -> bool {
        self.projects().python_for_builds.iter().any(|known| known == package)
    }

    /// True for a program of the system that serves files and runs nothing.
    pub fn is_file_server(&self, program: &str) -> bool {
        self.projects().file_servers.iter().any(|known| known == program)
    }

    /// True for a command, by its words, that sets up the system for the running container: `crontab FILE`, `pm2 install X`.
    pub fn sets_up_the_system(&self, words: &[&str]) -> bool {
        let Some((program, rest)) = words.split_first() else { return false };
        let program = program.rsplit('/').next().unwrap_or(program);
        self.projects().sets_up_the_system.iter().any(|known| {
            let mut known = known.split(' ');
            known.next() == Some(program)
                && known.zip(rest.iter().copied().map(Some).chain(std::iter::repeat(None))).all(|(a, b)| Some(a) == b)
        })
    }

    /// A Node.js package that writes no files and does not choose by NODE_ENV.
    pub fn is_harmless_node_package(&self, name: &str) -> bool {
        self.projects().node.harmless.iter().any(|known| known == name) || name.starts_with("@types/")
    }

    /// The distribution's plain image has a package.
    pub fn slim_has_package(&self, distro: &Distro, package: &str) -> bool {
        self.has_package(&plain(distro), package).unwrap_or(false)
    }

    /// The distribution's plain image has this content.
    pub fn slim_has(&self, distro: &Distro, content: Content) -> bool {
        self.base_has(&plain(distro), content).unwrap_or(false)
    }
}

/// True if a name is one of these, without regard to case; `*` at an end, or at both, stands for anything.
fn matches_any(patterns: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    patterns.iter().any(|pattern| {
        let pattern = pattern.to_lowercase();
        match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
            (Some(part), Some(_)) => name.contains(part.trim_end_matches('*')),
            (None, Some(start)) => name.starts_with(start),
            (Some(end), None) => name.ends_with(end),
            (None, None) => name == pattern,
        }
    })
}

/// A word of a feature list: `--features postgres,sqlite`.
fn mentions(text: &str, feature: &str) -> bool {
    text.match_indices(feature).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
        edge(text[..at].chars().next_back()) && edge(text[at + feature.len()..].chars().next())
    })
}

/// The distribution's own image without anything more.
fn plain(distro: &Distro) -> Base {
    let (repository, flavour) = match distro {
        Distro::Debian(_) => ("debian", Flavour::Slim),
        Distro::Ubuntu(_) => ("ubuntu", Flavour::Full),
        Distro::Alpine(_) => ("alpine", Flavour::Alpine),
        Distro::Other(_) => ("other", Flavour::Full),
    };
    Base {
        registry: String::new(),
        repository: repository.into(),
        tag: "latest".into(),
        digest: None,
        family: Family::Plain,
        distro: Some(distro.clone()),
        flavour,
        names_release: false,
        env: Vec::new(),
        workdir: "/".into(),
        entrypoint: Vec::new(),
        cmd: Vec::new(),
        user: None,
        users: Vec::new(),
    }
}

impl Base {
    /// The tag is a whole version, `1.22.5`, which is not built anew on another release.
    pub fn is_pinned_version(&self) -> bool {
        let version = self.tag.split('-').next().unwrap_or_default();
        version.split('.').count() >= 3 && version.split('.').all(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty())
    }
}
