//! Turns the name of a Go module, a crate or a Node.js package into what it needs of the system.
//! Relies on the hand-written rows of templates/go.toml, rust.toml and node.toml. Does not know which of them a project uses.

use serde::Deserialize;

use super::builtin::Facts;
use super::facts::Distro;
use super::rows::Rows;

/// templates/go.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct GoModules {
    modules: Rows,
}

/// templates/rust.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct RustCrates {
    crates: Rows,
    no_library: Vec<String>,
    no_connection: Vec<String>,
}

/// templates/node.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct NodePackages {
    browser: String,
    packages: Rows,
}

/// Packages of the system that something needs at run time, said in a way that fits every release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs<'a> {
    debian: &'a str,
    alpine: &'a str,
}

/// What is known of a Go module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoModuleFact<'a> {
    /// Whether it wants cgo.
    pub cgo: Cgo<'a>,
    /// Libraries that a cgo build links.
    pub needs: Needs<'a>,
}

/// Whether a Go module wants cgo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cgo<'a> {
    /// Pure Go, although its name may suggest otherwise.
    Never,
    /// It does the same without.
    Optional,
    /// It does not build, or not work, without.
    Required,
    /// Required without this build tag.
    Unless(&'a str),
    /// Required by those of its packages whose path holds this word.
    Only(&'a str),
}

/// What is known of a crate that touches the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SysCrateFact<'a> {
    /// How it links by default.
    pub link: Link,
    /// Libraries where it links dynamically.
    pub needs: Needs<'a>,
    build: &'a str,
    features: &'a str,
}

/// How a crate links what it wraps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Dynamically.
    Dynamic,
    /// Dynamically where pkg-config or the linker finds the library, else built in.
    Probed,
    /// Compiled in.
    BuiltIn,
    /// Loaded by name at run time.
    Loaded,
    /// Only the build needs something.
    Build,
    /// Nothing on Linux.
    Nothing,
}

/// What is known of a Node.js package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodePackageFact<'a> {
    /// What makes it matter.
    pub kind: NodeKind,
    /// What it needs of the system at run time.
    pub needs: Needs<'a>,
    bins: &'a str,
}

/// What makes a Node.js package matter to a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A command line, nothing else to know.
    Program,
    /// Brings a database up to date.
    Migration,
    /// A binary or an addon of the build.
    BuildTool,
    /// An addon, bound to libc, CPU and Node.js.
    Native,
    /// An addon that it works without.
    OptionalNative,
    /// Its native part is an optional dependency per libc.
    PerPlatform,
    /// A static program lies in the package.
    Binary,
    /// Fetches a browser or a tool, often outside node_modules.
    Downloads,
    /// Calls a program of the system.
    Calls,
    /// Generates code at install and brings a native engine.
    Engine,
    /// Its install script changes the result.
    InstallScript,
    /// Its install script does not.
    HarmlessScript,
    /// No native code, though often taken for such.
    Pure,
}

impl Facts {
    /// What is known of a Go module or package path: by its own path, without its major version, or by the module above it.
    pub fn go_module(&self, path: &str) -> Option<GoModuleFact<'_>> {
        let rows = &self.go_modules().modules;
        let mut rest = path;
        loop {
            if let Some(cells) = rows.get(rest) {
                return go_fact(cells);
            }
            rest = rest.rsplit_once('/')?.0;
        }
    }

    /// True if some crate is known to go with a package of the distribution: `libssl-dev`.
    pub fn is_named_by_a_crate(&self, package: &str) -> bool {
        self.crates().crates.iter().any(|(_, cells)| cells.split([' ', ',', '/', '|', '+']).any(|word| word == package))
    }

    /// The crate is known to open no connection by itself that checks certificates.
    pub fn opens_no_connection(&self, name: &str) -> bool {
        self.crates().no_connection.iter().any(|known| known == name)
    }

    /// What is known of a crate that touches the system.
    pub fn sys_crate(&self, name: &str) -> Option<SysCrateFact<'_>> {
        let crates = self.crates();
        if crates.no_library.iter().any(|known| known == name) {
            return Some(SysCrateFact { link: Link::Nothing, needs: Needs { debian: "-", alpine: "-" }, build: "-", features: "-" });
        }
        let mut cells = crates.crates.get(name)?.split(' ');
        let link = match cells.next()? {
            "dynamic" => Link::Dynamic,
            "probed" => Link::Probed,
            "built-in" => Link::BuiltIn,
            "loaded" => Link::Loaded,
            "build" => Link::Build,
            _ => return None,
        };
        let needs = Needs { debian: cells.next()?, alpine: cells.next()? };
        Some(SysCrateFact { link, needs, build: cells.next()?, features: cells.next()? })
    }

    /// What is known of a Node.js package.
    pub fn node_package(&self, name: &str) -> Option<NodePackageFact<'_>> {
        let mut cells = self.node_packages().packages.get(name)?.split(' ');
        let kind = match cells.next()? {
            "program" => NodeKind::Program,
            "migration" => NodeKind::Migration,
            "build-tool" => NodeKind::BuildTool,
            "native" => NodeKind::Native,
            "optional-native" => NodeKind::OptionalNative,
            "per-platform" => NodeKind::PerPlatform,
            "binary" => NodeKind::Binary,
            "downloads" => NodeKind::Downloads,
            "calls" => NodeKind::Calls,
            "engine" => NodeKind::Engine,
            "install-script" => NodeKind::InstallScript,
            "harmless-script" => NodeKind::HarmlessScript,
            "pure" => NodeKind::Pure,
            _ => return None,
        };
        let needs = Needs { debian: cells.next()?, alpine: cells.next()? };
        Some(NodePackageFact { kind, needs, bins: cells.next()? })
    }

    /// The Node.js packages that bring a program of this name, `nest` -> `@nestjs/cli`.
    pub fn node_packages_of_program(&self, program: &str) -> impl Iterator<Item = &str> {
        let rows = self.node_packages().packages.iter();
        rows.filter(move |(_, cells)| cells.rsplit(' ').next().is_some_and(|bins| bins.split(',').any(|bin| bin == program)))
            .map(|(package, _)| package)
    }
}

fn go_fact(cells: &str) -> Option<GoModuleFact<'_>> {
    let mut cells = cells.split(' ');
    let cgo = match cells.next()? {
        "never" => Cgo::Never,
        "optional" => Cgo::Optional,
        "required" => Cgo::Required,
        other => match other.split_once(':')? {
            ("unless", tag) => Cgo::Unless(tag),
            ("only", word) => Cgo::Only(word),
            _ => return None,
        },
    };
    Some(GoModuleFact { cgo, needs: Needs { debian: cells.next()?, alpine: cells.next()? } })
}

impl SysCrateFact<'_> {
    /// Packages of a Debian builder that its build needs.
    pub fn build_packages(&self) -> impl Iterator<Item = &str> {
        list(self.build)
    }

    /// Features that build the library in: the crate's own, `other/feature` of a crate above it, or `NAME=` of a variable.
    pub fn built_in_by(&self) -> impl Iterator<Item = &str> {
        list(self.features).filter(|feature| !feature.starts_with('!'))
    }

    /// Features by which a crate that builds its library in links it dynamically instead.
    pub fn dynamic_by(&self) -> impl Iterator<Item = &str> {
        list(self.features).filter_map(|feature| feature.strip_prefix('!'))
    }
}

impl<'a> NodePackageFact<'a> {
    /// The programs that the package brings.
    pub fn programs(self) -> impl Iterator<Item = &'a str> {
        list(self.bins)
    }
}

impl Needs<'_> {
    /// Nothing on any distribution.
    pub fn is_empty(&self) -> bool {
        self.debian == "-" && self.alpine == "-"
    }

    /// True if it names the package, with or without a build tag.
    pub fn names(&self, package: &str) -> bool {
        let bare = |item: &str| item.split_once('=').map_or(item, |(_, name)| name) == package;
        list(self.debian).chain(list(self.alpine)).any(bare)
    }

    /// The packages' names in this release, sorted; `tags` are the build tags in force (Go).
    ///
    /// `None` where no package brings it, or its name in this release is not known.
    pub fn packages(&self, facts: &Facts, distro: &Distro, tags: &[&str]) -> Option<Vec<String>> {
        let cell = match distro {
            Distro::Debian(_) | Distro::Ubuntu(_) => self.debian,
            Distro::Alpine(_) => self.alpine,
            Distro::Other(_) if self.is_empty() => return Some(Vec::new()),
            Distro::Other(_) => return None,
        };
        let mut packages = Vec::new();
        for item in list(cell) {
            let name = match item.split_once('=') {
                Some((tag, name)) if tags.contains(&tag) => name,
                Some(_) => continue,
                None => item,
            };
            match name {
                "?" => return None,
                "@browser" => packages.extend(list(&facts.node_packages().browser).map(|name| facts.name_in(distro, name))),
                name if name.ends_with("-dev") => packages.extend(facts.runtime_of_dev(distro, name)?),
                name => packages.push(facts.name_in(distro, name)),
            }
        }
        packages.sort_unstable();
        packages.dedup();
        Some(packages)
    }
}

impl Facts {
    fn name_in(&self, distro: &Distro, package: &str) -> String {
        self.renamed(distro, package).unwrap_or(package).to_owned()
    }
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').filter(|item| *item != "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_sorted_and_readable() {
        let facts = Facts::builtin();
        let sorted = |rows: &Rows| {
            let keys = rows.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>();
            assert!(keys.len() > 50);
            for pair in keys.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
            keys
        };
        for name in sorted(&facts.go_modules().modules) {
            assert!(facts.go_module(&name).is_some(), "{name}");
        }
        for name in sorted(&facts.crates().crates) {
            assert!(facts.sys_crate(&name).is_some(), "{name}");
        }
        for name in sorted(&facts.node_packages().packages) {
            assert!(facts.node_package(&name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_need_has_a_name_in_the_releases_that_are_covered() {
        let facts = Facts::builtin();
        let go = facts.go_modules().modules.iter().filter_map(|(name, _)| Some((name, facts.go_module(name)?.needs)));
        let rust = facts.crates().crates.iter().filter_map(|(name, _)| Some((name, facts.sys_crate(name)?.needs)));
        let node = facts.node_packages().packages.iter().filter_map(|(name, _)| Some((name, facts.node_package(name)?.needs)));
        let mut without = Vec::new();
        for (name, needs) in go.chain(rust).chain(node) {
            for suite in ["bullseye", "bookworm", "trixie"] {
                if !needs.debian.contains('?') && needs.packages(facts, &Distro::Debian(suite.to_owned()), &[]).is_none() {
                    without.push(format!("{name} {suite}"));
                }
            }
            for release in ["3.20", "3.24"] {
                if !needs.alpine.contains('?') && needs.packages(facts, &Distro::Alpine(release.to_owned()), &[]).is_none() {
                    without.push(format!("{name} {release}"));
                }
            }
        }
        // WebKitGTK 4.1 and libsoup 3 came after bullseye.
        assert_eq!(
            without,
            ["github.com/webview/webview bullseye", "javascriptcore-rs-sys bullseye", "soup3-sys bullseye", "webkit2gtk-sys bullseye"]
        );
    }
}
