//! Turns the reference of an official image into what the facts say of it: distribution, flavour, configuration.
//! Relies on the rows of templates/images.toml: what a tag stood on when they were collected, or when it was last built.
//! Deliberately says "not known" of a tag that is newer than the facts, unless the tag itself names the release.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builtin::Facts;
use super::facts::{Base, Distro, Family, Flavour};
use super::reference;
use super::tags::{Row, Variant, Version, find_row};

/// templates/images.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Images {
    as_of: String,
    pub(super) registries: Vec<String>,
    pub(super) debian: Debian,
    pub(super) ubuntu: Ubuntu,
    pub(super) alpine: Alpine,
    golang: Language,
    node: Language,
    rust: Language,
    bun: Bun,
    pub(super) distroless: Distroless,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Debian {
    #[serde(flatten)]
    config: Config,
    pub(super) archived: Vec<String>,
    /// `12` -> `bookworm`, `bookworm` -> `bookworm`, `latest`.
    pub(super) releases: BTreeMap<String, String>,
    /// `stable` -> `trixie`: names that move.
    names: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Ubuntu {
    #[serde(flatten)]
    config: Config,
    users_not_in: Vec<String>,
    releases: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Alpine {
    #[serde(flatten)]
    config: Config,
    pub(super) newest: String,
}

#[derive(Debug, Default, Deserialize)]
struct Language {
    #[serde(flatten)]
    config: Config,
    tags: String,
}

#[derive(Debug, Default, Deserialize)]
struct Bun {
    #[serde(flatten)]
    config: Config,
    bullseye_to: String,
    trixie_from: String,
    /// Minor versions whose newest patch is known to stand on a suite.
    moving: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Distroless {
    pub(super) prefix: String,
    pub(super) bullseye: Vec<String>,
    pub(super) bookworm: Vec<String>,
    pub(super) trixie: Vec<String>,
}

/// What an image sets.
#[derive(Debug, Default, Deserialize)]
struct Config {
    #[serde(default)]
    env: Vec<(String, String)>,
    workdir: Option<String>,
    #[serde(default)]
    entrypoint: Vec<String>,
    #[serde(default)]
    cmd: Vec<String>,
    cmd_alpine: Option<Vec<String>>,
    #[serde(default)]
    users: Vec<String>,
}

impl Facts {
    /// The day up to which tags of images are known, `2026-08-21`.
    pub fn as_of(&self) -> &str {
        &self.images().as_of
    }

    /// What is known of the image that `reference` names; `None` for an image that is not official, a variant that the
    /// facts leave out (Windows, onbuild) and a reference that still holds a variable.
    ///
    /// With a digest the distribution is known only where the tag names it or never moved.
    pub fn base(&self, reference: &str) -> Option<Base> {
        let images = self.images();
        let parts = reference::parse(reference)?;
        let (registry, repository) = images.official(parts.name)?;
        let tag = parts.tag.unwrap_or("latest");
        let fixed = parts.digest.is_some();
        let mut base = match repository {
            "golang" => images.golang.base(Family::Golang, &Variant::parse(tag, &images.debian), fixed)?,
            "node" => images.node.base(Family::Node, &Variant::parse(tag, &images.debian), fixed)?,
            "rust" => images.rust.base(Family::Rust, &Variant::parse(tag, &images.debian), fixed)?,
            "rustlang/rust" => images.nightly(tag)?,
            "oven/bun" => images.bun(tag, fixed)?,
            "debian" => images.debian.base(tag, fixed)?,
            "ubuntu" => images.ubuntu.base(tag, fixed)?,
            "alpine" => images.alpine.base(tag, fixed)?,
            "buildpack-deps" => images.buildpack_deps(tag, fixed)?,
            _ => return None,
        };
        registry.clone_into(&mut base.registry);
        repository.clone_into(&mut base.repository);
        tag.clone_into(&mut base.tag);
        base.digest = parts.digest.map(str::to_owned);
        Some(base)
    }
}

impl Images {
    /// Registry prefix and repository, where the name is one of an official image (or of one of the few others that are known).
    fn official<'a>(&self, name: &'a str) -> Option<(&'a str, &'a str)> {
        let prefix = self.registries.iter().find(|prefix| name.starts_with(prefix.as_str()))?;
        let (registry, repository) = name.split_at(prefix.len());
        let owned = repository.contains('/');
        (!owned || !registry.ends_with("library/")).then_some((registry, repository))
    }

    /// The facts' rows for a language's image.
    pub(super) fn row<'a>(&'a self, base: &'a Base) -> Option<(Variant<'a>, Row<'a>)> {
        let language = match base.repository.as_str() {
            "golang" => &self.golang,
            "node" => &self.node,
            "rust" => &self.rust,
            _ => return None,
        };
        let variant = Variant::parse(&base.tag, &self.debian);
        let row = find_row(&language.tags, variant.version_or_latest())?;
        Some((variant, row))
    }

    /// rustlang/rust: only the nightly tags, whose suite is known where they name it.
    fn nightly(&self, tag: &str) -> Option<Base> {
        let variant = Variant::parse(tag, &self.debian);
        (variant.version.starts_with("nightly"))
            .then(|| self.rust.config.base(Family::Rust, variant.distro(None), variant.flavour, variant.names_release()))
    }

    /// oven/bun: `1`, `1.1.34-slim`, `alpine`, `canary`, `1-debian`.
    fn bun(&self, tag: &str, fixed: bool) -> Option<Base> {
        let tag = tag.strip_suffix("debian").map_or(tag, |rest| rest.strip_suffix('-').unwrap_or(rest));
        let variant = Variant::parse(tag, &self.debian);
        let suite = match variant.version {
            "" | "latest" | "canary" | "1" => (!fixed).then_some("trixie"),
            version if self.bun.moving.contains_key(version) => self.bun.moving.get(version).map(String::as_str).filter(|_| !fixed),
            version => {
                let version = Version::parse(version)?;
                let limit = |text| Version::parse(text);
                if version.is_up_to(&limit(&self.bun.bullseye_to)?) {
                    Some("bullseye")
                } else if version.is_from(&limit(&self.bun.trixie_from)?) {
                    Some("trixie")
                } else {
                    None
                }
            }
        };
        let suite = suite.filter(|_| variant.flavour != Flavour::Alpine).map(|suite| Distro::Debian(suite.to_owned()));
        Some(self.bun.config.base(Family::Bun, variant.distro(suite), variant.flavour, variant.names_release()))
    }

    /// buildpack-deps: `bookworm`, `bookworm-scm`, `curl`, `22.04-curl`.
    fn buildpack_deps(&self, tag: &str, fixed: bool) -> Option<Base> {
        let release = match tag {
            "curl" | "scm" => "latest",
            tag => tag.strip_suffix("-curl").or_else(|| tag.strip_suffix("-scm")).unwrap_or(tag),
        };
        let base =
            self.debian.base(release, fixed).filter(|base| base.flavour == Flavour::Full).or_else(|| self.ubuntu.base(release, fixed))?;
        Some(Base { cmd: vec!["bash".to_owned()], users: Vec::new(), ..base })
    }
}

impl Language {
    fn base(&self, family: Family, variant: &Variant<'_>, fixed: bool) -> Option<Base> {
        let row = find_row(&self.tags, variant.version_or_latest());
        if row.is_none() && !variant.looks_like_version() {
            return None;
        }
        let last = row.as_ref().and_then(|row| row.release(variant.flavour, fixed)).map(|release| match variant.flavour {
            Flavour::Alpine => Distro::Alpine(release.to_owned()),
            Flavour::Full | Flavour::Slim => Distro::Debian(release.to_owned()),
        });
        let mut base = self.config.base(family, variant.distro(last), variant.flavour, variant.names_release());
        if let Some(row) = row {
            if family == Family::Golang && !row.has_flag('t') {
                base.env.retain(|(name, _)| name != "GOTOOLCHAIN");
            }
            if row.has_flag('e') {
                base.entrypoint.clear();
            }
            if row.has_flag('u') {
                base.users.clear();
            }
        }
        Some(base)
    }
}

impl Debian {
    /// `bookworm`.
    pub(super) fn is_suite(&self, word: &str) -> bool {
        self.releases.get(word).is_some_and(|release| release == word)
    }

    /// `bookworm`, `12.5-slim`, `stable-slim`, `bookworm-20240612-slim`.
    fn base(&self, tag: &str, fixed: bool) -> Option<Base> {
        let (rest, flavour) = match tag.strip_suffix("-slim") {
            Some(rest) => (rest, Flavour::Slim),
            None => (tag, Flavour::Full),
        };
        let (name, dated) = undated(rest.strip_suffix("-backports").unwrap_or(rest));
        let major = name.split_once('.').map_or(name, |(major, _)| major);
        let moves = name == "latest" || self.names.contains_key(name);
        let release = self.releases.get(major).or_else(|| self.names.get(name))?;
        let known = !moves || !(fixed || dated);
        Some(self.config.base(Family::Plain, known.then(|| Distro::Debian(release.clone())), flavour, !moves))
    }
}

impl Ubuntu {
    /// `22.04`, `jammy`, `jammy-20240125`, `latest`, `rolling`.
    fn base(&self, tag: &str, fixed: bool) -> Option<Base> {
        let (name, dated) = undated(tag);
        let moves = ["latest", "rolling", "devel"].contains(&name);
        let number = name.split('.').take(2).all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let release = self.releases.get(name);
        if release.is_none() && !number {
            return None;
        }
        let known = release.filter(|_| !moves || !(fixed || dated)).cloned();
        let mut base = self.config.base(Family::Plain, known.map(Distro::Ubuntu), Flavour::Full, release.is_some() && !moves);
        if release.is_some_and(|release| self.users_not_in.contains(release)) {
            base.users.clear();
        }
        Some(base)
    }
}

impl Alpine {
    /// `3.19`, `3.19.1`, `latest`, `3`, `edge`, `20240329` (edge of that day).
    fn base(&self, tag: &str, fixed: bool) -> Option<Base> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (release, names_release) = match tag {
            "latest" | "3" => ((!fixed).then(|| self.newest.clone()), false),
            "edge" => (Some("edge".to_owned()), true),
            tag if digits(tag) && tag.len() == 8 => (Some("edge".to_owned()), true),
            tag => {
                let (major, rest) = tag.split_once('.')?;
                let minor = rest.split(['.', '_']).next()?;
                (Some((digits(major) && digits(minor)).then(|| format!("{major}.{minor}"))?), true)
            }
        };
        Some(self.config.base(Family::Plain, release.map(Distro::Alpine), Flavour::Alpine, names_release))
    }
}

impl Config {
    fn base(&self, family: Family, distro: Option<Distro>, flavour: Flavour, names_release: bool) -> Base {
        let alpine = if flavour == Flavour::Alpine { self.cmd_alpine.as_ref() } else { None };
        Base {
            registry: String::new(),
            repository: String::new(),
            tag: String::new(),
            digest: None,
            family,
            distro,
            flavour,
            names_release,
            env: self.env.clone(),
            workdir: self.workdir.clone().unwrap_or_else(|| "/".to_owned()),
            entrypoint: self.entrypoint.clone(),
            cmd: alpine.unwrap_or(&self.cmd).clone(),
            user: None,
            users: self.users.clone(),
        }
    }
}

/// A tag without its date, `bookworm-20240612`, and whether it had one.
fn undated(tag: &str) -> (&str, bool) {
    match tag.rsplit_once('-') {
        Some((name, date)) if date.len() >= 8 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => (name, true),
        Some(_) | None => (tag, false),
    }
}
