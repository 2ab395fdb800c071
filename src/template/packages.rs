//! Turns the name of an operating-system package into what it is for, and a package of headers into the libraries behind it.
//! Relies on the sorted tables of templates/packages.toml. Says "unknown" rather than guess a name of a release that the facts do not cover.

use serde::Deserialize;

use super::builtin::Facts;
use super::facts::{Distro, Use};
use super::rows::Rows;
use super::tags::Version;

/// templates/packages.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Packages {
    #[serde(rename = "use")]
    uses: Uses,
    dev: Dev,
    commands: Commands,
    names: Names,
}

#[derive(Debug, Default, Deserialize)]
struct Commands {
    /// `trixie wkhtmltopdf`.
    gone: Vec<String>,
    of_command: Rows,
    of_package: Rows,
}

#[derive(Debug, Default, Deserialize)]
struct Names {
    renamed: Rows,
}

#[derive(Debug, Default, Deserialize)]
struct Uses {
    build_patterns: Vec<String>,
    run_patterns: Vec<String>,
    build: Rows,
    run: Rows,
    either: Rows,
}

#[derive(Debug, Default, Deserialize)]
struct Dev {
    suites: Vec<String>,
    debian: Rows,
    alpine_from: String,
    alpine_to: String,
    alpine: Rows,
}

impl Facts {
    /// What a package of `manager` (`apk`, `apt-get`, `dnf` …) is for in an image that runs a Go, Node.js or Rust program.
    /// The name may carry a version, an architecture or a repository (`curl=7.*`, `libc6:amd64`, `git@edge`).
    ///
    /// Lists come first, then patterns. No name means one thing to one manager and another to the next, so far.
    pub fn package_use(&self, _manager: &str, name: &str) -> Use {
        let uses = &self.packages().uses;
        let name = bare(name);
        let matches = |patterns: &[String]| patterns.iter().any(|pattern| super::tools::wildcard(pattern, name));
        if uses.either.has(name) {
            Use::Either
        } else if uses.run.has(name) {
            Use::Run
        } else if uses.build.has(name) || matches(&uses.build_patterns) {
            Use::Build
        } else if matches(&uses.run_patterns) {
            Use::Run
        } else {
            Use::Unknown
        }
    }

    /// The packages of shared libraries behind a package of headers, sorted; empty where it has none to load.
    ///
    /// `None` where the release or the package is not in the facts. Older releases than the facts cover (buster, focal,
    /// Alpine 3.14) get an answer only where the names are the same in all that they do cover.
    pub fn runtime_of_dev(&self, distro: &Distro, name: &str) -> Option<Vec<String>> {
        let dev = &self.packages().dev;
        let name = bare(name);
        let cell = match distro {
            Distro::Debian(release) | Distro::Ubuntu(release) => dev.debian_cell(release, dev.debian.get(name)?)?,
            Distro::Alpine(release) => dev.alpine_cell(release, dev.alpine.get(name)?)?,
            Distro::Other(_) => return None,
        };
        match cell {
            "-" => None,
            "none" => Some(Vec::new()),
            packages => Some(packages.split(',').map(str::to_owned).collect()),
        }
    }

    /// The name that a package of bookworm has in this release, where it has another.
    pub fn renamed(&self, distro: &Distro, package: &str) -> Option<&str> {
        let (Distro::Debian(release) | Distro::Ubuntu(release)) = distro else { return None };
        if ["trixie", "forky", "sid", "noble"].contains(&release.as_str()) { self.packages().names.renamed.get(package) } else { None }
    }

    /// The package to install for a command, `psql` -> `postgresql-client`; `None` where the table has none for this distribution.
    pub fn package_of_command(&self, distro: &Distro, command: &str) -> Option<&str> {
        let commands = &self.packages().commands;
        let mut cells = commands.of_command.get(command)?.split(' ');
        let debian = cells.next()?;
        let (package, release) = match distro {
            Distro::Debian(release) | Distro::Ubuntu(release) => (debian, release),
            Distro::Alpine(release) => (cells.next().unwrap_or(debian), release),
            Distro::Other(_) => return None,
        };
        let gone = || {
            commands.gone.iter().any(|row| row.split_once(' ').is_some_and(|(in_release, name)| in_release == release && name == package))
        };
        (package != "-" && !gone()).then_some(package)
    }

    /// The commands that a package brings; nothing where the table does not know it.
    pub fn commands_of(&self, package: &str) -> impl Iterator<Item = &str> {
        self.packages().commands.of_package.get(bare(package)).unwrap_or_default().split_whitespace()
    }
}

impl Dev {
    fn debian_cell<'a>(&self, release: &str, cells: &'a str) -> Option<&'a str> {
        let mut said = "-";
        for (suite, cell) in self.suites.iter().zip(cells.split(' ')) {
            if cell != "=" {
                said = cell;
            }
            if suite == release {
                return Some(said);
            }
        }
        // One cell for all suites, or a release beside them.
        (!cells.contains(' ')).then_some(said)
    }

    fn alpine_cell<'a>(&self, release: &str, cells: &'a str) -> Option<&'a str> {
        let release = Version::parse(release)?;
        if !release.is_up_to_text(&self.alpine_to) {
            return None;
        }
        if !cells.contains(':') {
            return Some(cells);
        }
        if !release.is_from_text(&self.alpine_from) {
            return None;
        }
        let spans = cells.split(' ').filter_map(|cell| cell.split_once(':'));
        spans.take_while(|(from, _)| release.is_from_text(from)).last().map(|(_, packages)| packages)
    }
}

/// The name without version, architecture and repository.
fn bare(name: &str) -> &str {
    name.split(['=', '<', '>', '~', ':', '@', '/']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{Dev, Packages, Uses};
    use crate::template::Facts;

    #[test]
    fn tables_are_sorted_and_no_name_stands_twice() {
        let Packages { uses: Uses { build, run, either, .. }, dev: Dev { debian, alpine, .. }, commands, names } =
            Facts::builtin().packages();
        for rows in [build, run, either, debian, alpine, &commands.of_command, &commands.of_package, &names.renamed] {
            let keys = rows.iter().map(|(key, _)| key).collect::<Vec<_>>();
            assert!(keys.len() > 20, "{} rows", keys.len());
            for pair in keys.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
        for (name, _) in build.iter() {
            assert!(!run.has(name) && !either.has(name), "{name} has two uses");
        }
        for (name, cells) in debian.iter() {
            assert!([1, 6].contains(&cells.split(' ').count()), "{name} {cells}");
        }
    }
}
