//! Turns a base image into the references of images that go with it: slim variants, runtime bases, the same image with its release named.
//! Relies on the facts' rows for which tags existed. Never invents a tag that a known version did not have.

use super::builtin::Facts;
use super::facts::{Base, Distro, Family, Flavour};

impl Facts {
    /// The slim variant of the same tag, `node:20` -> `node:20-slim`, of images that have one: node and oven/bun.
    ///
    /// `None` where the image is slim or Alpine already, where that tag never existed, and for a digest unless the tag
    /// gives the whole version (a slim image of the same digest does not exist).
    pub fn slim_of(&self, base: &Base) -> Option<String> {
        let exact = || base.tag.split('-').next().is_some_and(|version| version.split('.').count() == 3);
        if base.flavour != Flavour::Full || (base.digest.is_some() && !exact()) {
            return None;
        }
        let tag = match base.family {
            Family::Node => self.node_slim_tag(base)?,
            Family::Bun => match base.tag.as_str() {
                "latest" | "debian" => "slim".to_owned(),
                tag => format!("{}-slim", tag.strip_suffix("-debian").unwrap_or(tag)),
            },
            Family::Golang | Family::Rust | Family::Plain => return None,
        };
        Some(format!("{}{}:{tag}", base.registry, base.repository))
    }

    fn node_slim_tag(&self, base: &Base) -> Option<String> {
        let tag = base.tag.as_str();
        // A version newer than the facts: every one since 2014 has had its slim variant.
        let Some((variant, row)) = self.images().row(base) else { return Some(format!("{tag}-slim")) };
        let existed = match variant.suite {
            Some(suite) => row.has(Flavour::Slim, suite),
            None => row.has_slim(),
        };
        existed.then(|| if tag == "latest" { "slim".to_owned() } else { format!("{tag}-slim") })
    }

    /// The same image with its release in the tag, the version part kept: `rust` -> `rust:trixie`, `golang:1.23` -> `golang:1.23-bookworm`,
    /// `rust:slim` -> `rust:slim-trixie`, `golang:1.22-alpine` -> `golang:1.22-alpine3.21`.
    ///
    /// `None` where the tag names it already, the release is not known, there is a digest, or that tag never existed.
    pub fn pinned_builder(&self, base: &Base) -> Option<String> {
        if base.names_release || base.digest.is_some() {
            return None;
        }
        let (variant, row) = self.images().row(base)?;
        let (Distro::Debian(release) | Distro::Alpine(release)) = base.distro.as_ref()? else { return None };
        if !row.has(base.flavour, release) {
            return None;
        }
        let version = match variant.version {
            "" | "latest" => String::new(),
            version => format!("{version}-"),
        };
        let release = match (base.flavour, base.family) {
            (Flavour::Alpine, _) => format!("alpine{release}"),
            (Flavour::Slim, Family::Rust) => format!("slim-{release}"),
            (Flavour::Slim, _) => format!("{release}-slim"),
            (Flavour::Full, _) => release.clone(),
        };
        Some(format!("{}{}:{version}{release}", base.registry, base.repository))
    }

    /// `debian:bookworm-slim`, from the registry that `base` is written with.
    pub fn debian_slim(&self, base: &Base, suite: &str) -> String {
        format!("{}debian:{suite}-slim", base.registry)
    }

    /// `alpine:3.22`, from the registry that `base` is written with.
    pub fn alpine(&self, base: &Base, release: &str) -> String {
        format!("{}alpine:{release}", base.registry)
    }

    /// The newest Alpine release of the facts, `3.24`.
    pub fn newest_alpine(&self) -> &str {
        &self.images().alpine.newest
    }

    /// Debian's newest stable release of the facts, `trixie`.
    pub fn newest_debian(&self) -> Option<&str> {
        self.images().debian.releases.get("latest").map(String::as_str)
    }

    /// A distroless image, `static`, `base`, `cc`, `nodejs22`, of a Debian suite, where the facts say that it is still made.
    pub fn distroless(&self, kind: &str, suite: &str) -> Option<String> {
        let distroless = &self.images().distroless;
        let (kinds, number) = match suite {
            "bullseye" => (&distroless.bullseye, 11),
            "bookworm" => (&distroless.bookworm, 12),
            "trixie" => (&distroless.trixie, 13),
            _ => return None,
        };
        kinds.iter().any(|known| known == kind).then(|| format!("{}{kind}-debian{number}", distroless.prefix))
    }

    /// The release's packages have left the address that its images ask: `apt-get update` fails in it.
    pub fn is_archived(&self, distro: &Distro) -> bool {
        match distro {
            Distro::Debian(suite) => self.images().debian.archived.contains(suite),
            Distro::Ubuntu(_) | Distro::Alpine(_) | Distro::Other(_) => false,
        }
    }
}
