//! What lies in images.

use super::base;
use crate::template::{Content, Distro, Facts};

#[test]
fn what_images_bring_for_any_process() {
    let facts = Facts::builtin();
    for (reference, expected) in [
        ("debian:bullseye-slim", [Some(false), Some(true), Some(false)]),
        ("debian:bookworm-slim", [Some(false), Some(true), Some(false)]),
        ("debian:trixie-slim", [Some(false), Some(true), Some(false)]),
        ("debian:buster-slim", [Some(false), Some(true), Some(false)]),
        ("alpine:3.22", [Some(true), Some(false), Some(false)]),
        ("alpine:3.8", [Some(false), Some(false), Some(false)]),
        ("golang:1.9-alpine", [Some(true), Some(false), Some(false)]),
        ("node:20-alpine", [Some(true), Some(false), Some(false)]),
        ("node:20-slim", [Some(false), Some(true), Some(false)]),
        ("node:20", [Some(true), Some(true), Some(true)]),
        ("golang:1.23", [Some(true), Some(true), Some(true)]),
        ("golang:1.99", [Some(true), Some(true), Some(true)]),
        ("rust:slim", [Some(true), Some(true), Some(false)]),
        ("ubuntu:22.04", [Some(false), Some(false), Some(false)]),
        ("scratch", [Some(false), Some(false), Some(false)]),
        ("nginx", [None, None, None]),
    ] {
        let told = [Content::Certificates, Content::TimeZones, Content::MimeTypes].map(|content| facts.image_has(reference, content));
        assert_eq!(told, expected, "{reference}");
    }
    let distroless = facts.distroless("cc", "trixie").expect("a distroless image");
    assert_eq!(facts.image_has(&distroless, Content::TimeZones), Some(true));
    assert_eq!(facts.package_of_content(&Distro::Alpine("3.22".to_owned()), Content::MimeTypes), Some("mailcap"));
    assert_eq!(facts.package_of_content(&Distro::Debian("trixie".to_owned()), Content::MimeTypes), Some("media-types"));
}

#[test]
fn packages_of_images() {
    let facts = Facts::builtin();
    for (reference, package, expected) in [
        ("rust:1.80", "libssl-dev", Some(true)),
        ("rust:1.80-slim", "libssl-dev", Some(false)),
        ("debian:trixie-slim", "libssl3t64", Some(true)),
        ("debian:bookworm-slim", "libssl3", Some(false)),
        ("golang:1.23", "git", Some(true)),
        ("node:20", "imagemagick", Some(true)),
        ("alpine:3.22", "libssl3", Some(true)),
        ("node:20-alpine", "libstdc++", Some(true)),
        ("node:10", "git", None),
        ("ubuntu:22.04", "curl", None),
    ] {
        assert_eq!(facts.has_package(&base(reference), package), expected, "{reference} {package}");
    }
}

#[test]
fn commands_of_images() {
    let facts = Facts::builtin();
    for (reference, here, missing) in [
        ("golang:1.23", "go git curl wget gcc make bash sh ssh openssl perl", "node unzip"),
        ("golang:1.23-alpine", "go sh wget nc apk", "git curl bash gcc openssl"),
        ("node:20", "node npm npx yarn corepack git curl python3 make g++ convert unzip ps", "go cargo ffmpeg psql"),
        ("node:20-slim", "node npm yarn bash /bin/sh perl", "curl wget git ps python3 openssl"),
        ("node:26", "node npm", "yarn corepack"),
        ("node", "node npm", "yarn corepack"),
        ("node:lts", "node yarn corepack", ""),
        ("node:25", "yarn", "corepack"),
        ("node:18-alpine", "node npm yarn wget", "curl bash git"),
        ("rust", "cargo rustc git curl python3", "cmake clang protoc"),
        ("rust:slim", "cargo gcc", "git curl make g++"),
        ("oven/bun", "bun bunx", "npm"),
        ("buildpack-deps:bookworm-curl", "curl wget", "git"),
        ("debian:trixie-slim", "bash useradd tail", "adduser curl"),
        ("debian:bookworm-slim", "bash adduser useradd", "curl"),
    ] {
        let base = base(reference);
        for command in here.split_whitespace() {
            assert!(facts.has_command(&base, command), "{reference} has {command}");
        }
        for command in missing.split_whitespace() {
            assert!(!facts.has_command(&base, command), "{reference} has no {command}");
        }
    }
    let (debian, alpine) = (Distro::Debian("bookworm".to_owned()), Distro::Alpine("3.22".to_owned()));
    assert!(facts.has_command_in_slim(&debian, "bash") && !facts.has_command_in_slim(&debian, "wget"));
    assert!(facts.has_command_in_slim(&alpine, "wget") && !facts.has_command_in_slim(&alpine, "bash"));
}
