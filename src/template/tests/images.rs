//! References of images against what is known of them.

use super::base;
use crate::template::{Base, Distro, Facts, Family, Flavour};

/// `bookworm`, `alpine 3.22`, `ubuntu jammy`, `-`, with the flavour and `!` where the tag names the release.
fn told(base: &Base) -> String {
    let distro = match &base.distro {
        Some(Distro::Debian(suite)) => suite.clone(),
        Some(Distro::Ubuntu(release)) => format!("ubuntu {release}"),
        Some(Distro::Alpine(release)) => format!("alpine {release}"),
        Some(Distro::Other(name)) => name.clone(),
        None => "-".to_owned(),
    };
    let flavour = match base.flavour {
        Flavour::Full => "full",
        Flavour::Slim => "slim",
        Flavour::Alpine => "alpine",
    };
    format!("{distro} {flavour}{}", if base.names_release { " !" } else { "" })
}

#[test]
fn tags_resolve_to_the_release_they_stand_on() {
    for (reference, expected) in [
        ("golang", "trixie full"),
        ("golang:latest", "trixie full"),
        ("golang:1", "trixie full"),
        ("golang:1.24", "trixie full"),
        ("golang:1.24.5", "bookworm full"),
        ("golang:1.24.6", "trixie full"),
        ("golang:1.23", "bookworm full"),
        ("golang:1.19.9", "bullseye full"),
        ("golang:1.19.10", "bookworm full"),
        ("golang:1.16.6", "buster full"),
        ("golang:1.12", "buster full"),
        ("golang:1.10.3", "stretch full"),
        ("golang:1.6", "jessie full"),
        ("golang:alpine", "alpine 3.24 alpine"),
        ("golang:1.22-alpine", "alpine 3.21 alpine"),
        ("golang:1.22-alpine3.19", "alpine 3.19 alpine !"),
        ("golang:1.23-bookworm", "bookworm full !"),
        ("golang:bullseye", "bullseye full !"),
        ("golang:1.99", "- full"),
        ("golang:1.99-trixie", "trixie full !"),
        ("golang:1.99rc1", "- full"),
        ("golang:1.16beta1", "buster full"),
        ("golang:1.23@sha256:0", "bookworm full"),
        ("golang:1.24@sha256:0", "- full"),
        ("golang:1.24-bookworm@sha256:0", "bookworm full !"),
        ("golang@sha256:0", "- full"),
        ("node", "trixie full"),
        ("node:latest", "trixie full"),
        ("node:current-slim", "trixie slim"),
        ("node:lts", "bookworm full"),
        ("node:lts-alpine", "alpine 3.24 alpine"),
        ("node:slim", "trixie slim"),
        ("node:8", "stretch full"),
        ("node:14", "buster full"),
        ("node:16", "buster full"),
        ("node:16-bookworm", "bookworm full !"),
        ("node:16.20.2", "buster full"),
        ("node:17", "bullseye full"),
        ("node:18", "bookworm full"),
        ("node:18.12.0", "bullseye full"),
        ("node:20-slim", "bookworm slim"),
        ("node:20-bookworm-slim", "bookworm slim !"),
        ("node:hydrogen-alpine3.18", "alpine 3.18 alpine !"),
        ("node:gallium", "buster full"),
        ("node:6.9.1", "jessie full"),
        ("node:26", "trixie full"),
        ("node:27", "- full"),
        ("rust", "trixie full"),
        ("rust:1.79", "bookworm full"),
        ("rust:1.71.1", "bullseye full"),
        ("rust:slim", "trixie slim"),
        ("rust:1.70-slim-buster", "buster slim !"),
        ("rust:slim-bookworm", "bookworm slim !"),
        ("rust:alpine3.20", "alpine 3.20 alpine !"),
        ("rust:1-alpine", "alpine 3.24 alpine"),
        ("rustlang/rust:nightly", "- full"),
        ("rustlang/rust:nightly-bullseye", "bullseye full !"),
        ("rustlang/rust:nightly-bookworm-slim", "bookworm slim !"),
        ("rustlang/rust:nightly-slim", "- slim"),
        ("oven/bun", "trixie full"),
        ("oven/bun:1", "trixie full"),
        ("oven/bun:1.1.34-slim", "bullseye slim"),
        ("oven/bun:1.3.5-debian", "trixie full"),
        ("oven/bun:1.2.20", "- full"),
        ("oven/bun:1.2", "bookworm full"),
        ("oven/bun:1.3-alpine", "- alpine"),
        ("oven/bun:alpine", "- alpine"),
        ("debian", "trixie full"),
        ("debian:stable-slim", "trixie slim"),
        ("debian:stable-20240612-slim", "- slim"),
        ("debian:bookworm-20240612-slim", "bookworm slim !"),
        ("debian:12.5", "bookworm full !"),
        ("debian:13.99", "trixie full !"),
        ("debian:sid", "sid full !"),
        ("debian@sha256:0", "- full"),
        ("ubuntu", "ubuntu resolute full"),
        ("ubuntu:22.04", "ubuntu jammy full !"),
        ("ubuntu:noble-20240605", "ubuntu noble full !"),
        ("ubuntu:99.04", "- full"),
        ("alpine", "alpine 3.24 alpine"),
        ("alpine:3", "alpine 3.24 alpine"),
        ("alpine:3.19.1", "alpine 3.19 alpine !"),
        ("alpine:edge", "alpine edge alpine !"),
        ("alpine@sha256:0", "- alpine"),
        ("buildpack-deps", "trixie full"),
        ("buildpack-deps:curl", "trixie full"),
        ("buildpack-deps:bookworm-scm", "bookworm full !"),
        ("buildpack-deps:22.04", "ubuntu jammy full !"),
    ] {
        assert_eq!(told(&base(reference)), expected, "{reference}");
    }
}

#[test]
fn other_images_are_not_known() {
    for reference in [
        "python:3",
        "nginx",
        "team/golang:1.22",
        "host.example/golang:1.22",
        "host.example:5000/node",
        "node:8-onbuild",
        "golang:1.22-windowsservercore",
        "golang:nanoserver-ltsc2022",
        "oven/bun:distroless",
        "rustlang/rust:stable",
        "golang:${VERSION}",
        "$BASE",
        "debian:buzz",
        "scratch",
        "library/oven/bun",
        "Golang",
    ] {
        assert_eq!(Facts::builtin().base(reference), None, "{reference}");
    }
}

#[test]
fn every_registry_prefix_is_kept_for_related_images() {
    let facts = Facts::builtin();
    for registry in &facts.images().registries {
        let golang = base(&format!("{registry}golang:1.22"));
        assert_eq!((golang.registry.as_str(), golang.repository.as_str(), golang.tag.as_str()), (registry.as_str(), "golang", "1.22"));
        assert_eq!(facts.debian_slim(&golang, "bookworm"), format!("{registry}debian:bookworm-slim"));
        assert_eq!(facts.alpine(&golang, "3.22"), format!("{registry}alpine:3.22"));
        assert_eq!(facts.pinned_builder(&golang), Some(format!("{registry}golang:1.22-bookworm")));
    }
}

#[test]
fn the_configuration_of_an_image_is_whole() {
    let env = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        base("golang:1.22-alpine"),
        Base {
            registry: String::new(),
            repository: "golang".to_owned(),
            tag: "1.22-alpine".to_owned(),
            digest: None,
            family: Family::Golang,
            distro: Some(Distro::Alpine("3.21".to_owned())),
            flavour: Flavour::Alpine,
            names_release: false,
            env: env(&[
                ("PATH", "/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                ("GOTOOLCHAIN", "local"),
                ("GOPATH", "/go")
            ]),
            workdir: "/go".to_owned(),
            entrypoint: Vec::new(),
            cmd: words(&["/bin/sh"]),
            user: None,
            users: Vec::new(),
        }
    );
    assert_eq!(
        base("docker.io/node@sha256:12"),
        Base {
            registry: "docker.io/".to_owned(),
            repository: "node".to_owned(),
            tag: "latest".to_owned(),
            digest: Some("sha256:12".to_owned()),
            family: Family::Node,
            distro: None,
            flavour: Flavour::Full,
            names_release: false,
            env: env(&[("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")]),
            workdir: "/".to_owned(),
            entrypoint: words(&["docker-entrypoint.sh"]),
            cmd: words(&["node"]),
            user: None,
            users: words(&["node"]),
        }
    );
}

#[test]
fn configuration_follows_the_age_of_the_image() {
    let names = |reference: &str| base(reference).env.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names("golang:1.21"), ["PATH", "GOTOOLCHAIN", "GOPATH"]);
    assert_eq!(names("golang:1.19"), ["PATH", "GOPATH"]);
    assert_eq!(names("rust:1.70"), ["PATH", "RUSTUP_HOME", "CARGO_HOME"]);
    assert_eq!(base("node:6.3").users, [""; 0]);
    assert_eq!(base("node:8").entrypoint, ["docker-entrypoint.sh"]);
    assert_eq!(base("node:8.9").entrypoint, [""; 0]);
    assert_eq!(base("ubuntu:24.04").users, ["ubuntu"]);
    assert_eq!(base("ubuntu:22.04").users, [""; 0]);
    assert_eq!(base("rust:alpine").cmd, ["/bin/sh"]);
    assert_eq!(base("rust").cmd, ["bash"]);
}

#[test]
fn slim_variants_of_the_same_tag() {
    for (reference, expected) in [
        ("node:20", Some("node:20-slim")),
        ("node:20-bookworm", Some("node:20-bookworm-slim")),
        ("node:lts", Some("node:lts-slim")),
        ("node", Some("node:slim")),
        ("node:latest", Some("node:slim")),
        ("node:current", Some("node:current-slim")),
        ("node:bookworm", Some("node:bookworm-slim")),
        ("node:20.11.1-buster", Some("node:20.11.1-buster-slim")),
        ("node:27", Some("node:27-slim")),
        ("node:8.9-wheezy", None),
        ("node:20-slim", None),
        ("node:20-alpine", None),
        ("node:20@sha256:0", None),
        ("node:20.11.1@sha256:0", Some("node:20.11.1-slim")),
        ("oven/bun", Some("oven/bun:slim")),
        ("oven/bun:1", Some("oven/bun:1-slim")),
        ("oven/bun:1.1-debian", Some("oven/bun:1.1-slim")),
        ("oven/bun:alpine", None),
        ("golang:1.22", None),
        ("rust", None),
    ] {
        assert_eq!(Facts::builtin().slim_of(&base(reference)).as_deref(), expected, "{reference}");
    }
}

#[test]
fn builders_get_their_suite() {
    for (reference, expected) in [
        ("rust", Some("rust:trixie")),
        ("rust:latest", Some("rust:trixie")),
        ("rust:1", Some("rust:1-trixie")),
        ("rust:1.79", Some("rust:1.79-bookworm")),
        ("rust:1.79.0-slim", Some("rust:1.79.0-slim-bookworm")),
        ("rust:slim", Some("rust:slim-trixie")),
        ("golang", Some("golang:trixie")),
        ("golang:1.23", Some("golang:1.23-bookworm")),
        ("golang:1.22-alpine", Some("golang:1.22-alpine3.21")),
        ("golang:1.16.6", Some("golang:1.16.6-buster")),
        ("golang:1.23-bookworm", None),
        ("golang:1.23@sha256:0", None),
        ("golang:1.3", None),
        ("golang:1.99", None),
        ("rustlang/rust:nightly", None),
        ("debian", None),
    ] {
        assert_eq!(Facts::builtin().pinned_builder(&base(reference)).as_deref(), expected, "{reference}");
    }
}

#[test]
fn distroless_images_are_those_still_made() {
    let facts = Facts::builtin();
    assert_eq!(facts.distroless("static", "trixie").map(|image| image.ends_with("distroless/static-debian13")), Some(true));
    assert_eq!(facts.distroless("static", "bullseye"), None);
    assert_eq!(facts.distroless("ruby", "trixie"), None);
}
