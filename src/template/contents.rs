//! Turns a base image into what lies in it: packages, commands, and the files that any process may need.
//! Relies on templates/contents.toml, which knows images as layers of packages.
//! Where the release is newer or older than the layers that are known, the nearest known one stands for it, but never for package names.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builtin::Facts;
use super::facts::{Base, Distro, Family, Flavour};
use super::tags::Version;

/// templates/contents.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Contents {
    content: BTreeMap<Content, Provider>,
    alpine: Alpine,
    images: Images,
    packages: BTreeMap<String, BTreeMap<Layer, Words>>,
    commands: BTreeMap<String, BTreeMap<Layer, Words>>,
}

/// A file or folder that any process may look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A bundle of certificate authorities where TLS libraries look for it.
    Certificates,
    /// /usr/share/zoneinfo.
    TimeZones,
    /// /etc/mime.types.
    MimeTypes,
}

#[derive(Debug, Deserialize)]
struct Provider {
    debian: Vec<String>,
    alpine: String,
}

#[derive(Debug, Default, Deserialize)]
struct Alpine {
    certificates_from: String,
    packages: Words,
    golang_packages: Words,
    node_packages: Words,
    rust_packages: Words,
    golang_commands: Words,
    rust_commands: Words,
    commands: Words,
}

#[derive(Debug, Default, Deserialize)]
struct Images {
    golang: Words,
    node: Words,
    rust: Words,
    bun: Words,
    yarn_to: u32,
    corepack_to: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Layer {
    Debian,
    Curl,
    Scm,
    Full,
    Golang,
    RustSlim,
}

/// Names with spaces between them.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
struct Words(String);

impl Words {
    fn has(&self, word: &str) -> bool {
        self.0.split(' ').any(|known| known == word)
    }
}

impl Facts {
    /// The image brings this content; `None` where the facts do not say.
    pub fn base_has(&self, base: &Base, content: Content) -> Option<bool> {
        let contents = self.contents();
        match &base.distro {
            Some(Distro::Alpine(release)) if content == Content::Certificates => {
                let bundle = Version::parse(release).is_none_or(|release| release.is_from_text(&contents.alpine.certificates_from));
                Some(bundle || matches!(base.family, Family::Golang | Family::Rust))
            }
            Some(Distro::Alpine(_)) => Some(false),
            Some(Distro::Ubuntu(_)) => Some(content == Content::Certificates && base.repository == "buildpack-deps"),
            Some(Distro::Other(_)) => None,
            None if base.flavour == Flavour::Alpine => (content != Content::Certificates).then_some(false),
            Some(Distro::Debian(_)) | None => {
                let provider = contents.content.get(&content)?;
                let packages = nearest(&contents.packages, base.distro.as_ref())?;
                Some(
                    layers(base)
                        .iter()
                        .filter_map(|layer| packages.get(layer))
                        .any(|layer| provider.debian.iter().any(|name| layer.has(name))),
                )
            }
        }
    }

    /// As [`Facts::base_has`], of a reference: official images, distroless ones (which have all of it) and `scratch` (nothing).
    pub fn image_has(&self, reference: &str, content: Content) -> Option<bool> {
        if reference == "scratch" {
            Some(false)
        } else if reference.starts_with(self.images().distroless.prefix.as_str()) {
            Some(true)
        } else {
            self.base_has(&self.base(reference)?, content)
        }
    }

    /// The package that brings this content to a distribution.
    pub fn package_of_content(&self, distro: &Distro, content: Content) -> Option<&str> {
        let provider = self.contents().content.get(&content)?;
        match distro {
            Distro::Debian(_) | Distro::Ubuntu(_) => provider.debian.first().map(String::as_str),
            Distro::Alpine(_) => Some(&provider.alpine),
            Distro::Other(_) => None,
        }
    }

    /// The image has this package; `None` where the lists of its release are not known.
    pub fn has_package(&self, base: &Base, package: &str) -> Option<bool> {
        let contents = self.contents();
        match base.distro.as_ref()? {
            Distro::Debian(suite) => {
                let packages = contents.packages.get(suite)?;
                Some(layers(base).iter().filter_map(|layer| packages.get(layer)).any(|layer| layer.has(package)))
            }
            Distro::Alpine(_) => {
                let alpine = &contents.alpine;
                let more = match base.family {
                    Family::Golang => alpine.golang_packages.has(package),
                    Family::Rust => alpine.rust_packages.has(package),
                    Family::Node | Family::Bun => alpine.node_packages.has(package),
                    Family::Plain => false,
                };
                Some(more || alpine.packages.has(package))
            }
            Distro::Ubuntu(_) | Distro::Other(_) => None,
        }
    }

    /// The image itself has this command, given by name or path.
    pub fn has_command(&self, base: &Base, command: &str) -> bool {
        let contents = self.contents();
        let command = base_name(command);
        if contents.images.has(base, command) {
            return true;
        }
        if base.flavour == Flavour::Alpine {
            let alpine = &contents.alpine;
            return alpine.commands.has(command)
                || (base.family == Family::Golang && alpine.golang_commands.has(command))
                || (base.family == Family::Rust && alpine.rust_commands.has(command));
        }
        let Some(commands) = nearest(&contents.commands, base.distro.as_ref()) else { return false };
        layers(base).iter().filter_map(|layer| commands.get(layer)).any(|layer| layer.has(command))
    }

    /// The distribution's plain image (`debian:SUITE-slim`, `alpine`) has this command.
    pub fn has_command_in_slim(&self, distro: &Distro, command: &str) -> bool {
        let contents = self.contents();
        let command = base_name(command);
        match distro {
            Distro::Alpine(_) => contents.alpine.commands.has(command),
            Distro::Debian(_) | Distro::Ubuntu(_) => nearest(&contents.commands, Some(distro))
                .and_then(|commands| commands.get(&Layer::Debian))
                .is_some_and(|layer| layer.has(command)),
            Distro::Other(_) => false,
        }
    }
}

impl Images {
    fn has(&self, base: &Base, command: &str) -> bool {
        match base.family {
            Family::Golang => self.golang.has(command),
            Family::Node => {
                let newest = || matches!(base.tag.split('-').next(), Some("latest" | "current" | "slim" | "alpine"));
                let major = || base.tag.split(['.', '-']).next().and_then(|major| major.parse::<u32>().ok());
                let up_to = |last| major().map_or(!newest(), |major| major <= last);
                match command {
                    "yarn" | "yarnpkg" => up_to(self.yarn_to),
                    "corepack" => up_to(self.corepack_to),
                    command => self.node.has(command),
                }
            }
            Family::Rust => self.rust.has(command),
            Family::Bun => self.bun.has(command),
            Family::Plain => false,
        }
    }
}

/// The layers that an image stands on.
fn layers(base: &Base) -> &'static [Layer] {
    use Layer::{Curl, Debian, Full, Golang, RustSlim, Scm};
    match (base.family, base.flavour) {
        (_, Flavour::Alpine) => &[],
        (Family::Golang, _) => &[Debian, Curl, Scm, Golang],
        (Family::Rust, Flavour::Slim) => &[Debian, RustSlim],
        (Family::Node, Flavour::Slim) | (Family::Bun, _) => &[Debian],
        (Family::Plain, _) if base.repository != "buildpack-deps" => &[Debian],
        (Family::Plain, _) if base.tag.ends_with("curl") => &[Debian, Curl],
        (Family::Plain, _) if base.tag.ends_with("scm") => &[Debian, Curl, Scm],
        (Family::Node | Family::Rust, Flavour::Full) | (Family::Plain, _) => &[Debian, Curl, Scm, Full],
    }
}

/// The entry of this suite, else of the nearest one: the newest for what is newer or not known, the oldest for what is older.
fn nearest<'a, T>(by_suite: &'a BTreeMap<String, T>, distro: Option<&Distro>) -> Option<&'a T> {
    let suite = match distro {
        Some(Distro::Debian(suite)) => suite.as_str(),
        Some(Distro::Ubuntu(_)) => "bookworm",
        Some(Distro::Alpine(_) | Distro::Other(_)) | None => "trixie",
    };
    let stand_in = match suite {
        "wheezy" | "jessie" | "stretch" | "buster" => "bullseye",
        _ => "trixie",
    };
    by_suite.get(suite).or_else(|| by_suite.get(stand_in))
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
