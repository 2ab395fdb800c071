//! The facts, asked from outside: tables of references and names against whole answers.

use super::{Base, Cgo, Content, Distro, Facts, Family, Flavour, Link, NodeKind, Use};

fn base(reference: &str) -> Base {
    Facts::builtin().base(reference).unwrap_or_else(|| panic!("{reference} is not known"))
}

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

#[test]
fn packages_have_a_use() {
    for (manager, name, expected) in [
        ("apt", "build-essential", Use::Build),
        ("apt", "gcc=4:12.2.0-3", Use::Build),
        ("apk", "git", Use::Either),
        ("apk", "git@edge", Use::Either),
        ("apt", "libc6:amd64", Use::Run),
        ("apk", "ca-certificates", Use::Run),
        ("apk", "nobody-heard-of-dev", Use::Build),
        ("yum", "openssl-devel", Use::Build),
        ("apt", "expect-dev", Use::Run),
        ("apt", "libsomething7", Use::Run),
        ("apk", "nobody-heard-of", Use::Unknown),
    ] {
        assert_eq!(Facts::builtin().package_use(manager, name), expected, "{manager} {name}");
    }
}

#[test]
fn headers_lead_to_libraries_by_release() {
    let debian = |suite: &str| Distro::Debian(suite.to_owned());
    let ubuntu = |release: &str| Distro::Ubuntu(release.to_owned());
    let alpine = |release: &str| Distro::Alpine(release.to_owned());
    for (distro, name, expected) in [
        (debian("bullseye"), "libssl-dev", Some("libssl1.1")),
        (debian("bookworm"), "libssl-dev", Some("libssl3")),
        (debian("trixie"), "libssl-dev", Some("libssl3t64")),
        (debian("forky"), "libssl-dev", Some("libssl3t64")),
        (ubuntu("jammy"), "libssl-dev", Some("libssl3")),
        (ubuntu("noble"), "libssl-dev", Some("libssl3t64")),
        (debian("buster"), "libssl-dev", None),
        (debian("buster"), "libpq-dev", Some("libpq5")),
        (debian("sid"), "libssl-dev", None),
        (debian("bookworm"), "default-libmysqlclient-dev", Some("libmariadb3")),
        (debian("bookworm"), "libcurl4-openssl-dev", Some("libcurl4")),
        (debian("trixie"), "libcurl4-openssl-dev", Some("libcurl4t64")),
        (debian("bullseye"), "libffi-dev", Some("libffi7")),
        (debian("bookworm"), "libffi-dev", Some("libffi8")),
        (debian("bookworm"), "libeigen3-dev", Some("")),
        (debian("bookworm"), "libpq-dev:amd64", Some("libpq5")),
        (debian("bookworm"), "nobody-heard-of-dev", None),
        (alpine("3.16"), "openssl-dev", Some("libcrypto1.1 libssl1.1")),
        (alpine("3.22"), "openssl-dev", Some("libcrypto3 libssl3")),
        (alpine("3.10"), "openssl-dev", None),
        (alpine("3.10"), "zlib-dev", Some("zlib")),
        (alpine("3.99"), "zlib-dev", None),
        (alpine("edge"), "zlib-dev", None),
        (alpine("3.22"), "postgresql-dev", Some("libpq")),
        (Distro::Other("fedora".to_owned()), "zlib-dev", None),
    ] {
        let expected = expected.map(|packages| packages.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(Facts::builtin().runtime_of_dev(&distro, name), expected, "{distro:?} {name}");
    }
}

#[test]
fn variables_of_builds() {
    let facts = Facts::builtin();
    for name in ["CGO_ENABLED", "GOOS", "CARGO_HOME", "NPM_CONFIG_LOGLEVEL", "DEBIAN_FRONTEND", "RUSTUP_HOME"] {
        assert!(facts.build_only_env(name), "{name}");
    }
    for name in ["PORT", "NODE_ENV", "RUST_LOG", "GOGC", "GOMAXPROCS", "PATH", "CCACHE"] {
        assert!(!facts.build_only_env(name), "{name}");
    }
}

#[test]
fn development_servers_are_recognised_through_launchers() {
    let facts = Facts::builtin();
    for command in [
        "nodemon server.js",
        "npx nodemon app.js",
        "./node_modules/.bin/nodemon x",
        "node_modules/.bin/ng serve --host 0.0.0.0",
        "ng serve",
        "npx -y vite",
        "vite --host",
        "vite dev",
        "next dev",
        "next",
        "yarn next dev",
        "cross-env NODE_ENV=development nodemon app.js",
        "NODE_ENV=dev webpack-dev-server",
        "node --watch index.js",
        "node --watch-path=src index.js",
        "react-scripts start",
        "nest start --watch",
        "cargo watch -x run",
        "air",
        "air -c .air.toml",
        "reflex -c reflex.conf",
        "dlv debug --headless",
        "gin run main.go",
        "tsx watch src/index.ts",
        "pnpm exec vite",
        "tsc -w",
        "vue-cli-service serve",
        "tini -- nodemon app.js",
        "bun --hot index.ts",
        "/go/bin/CompileDaemon -command=./app",
        "nuxt",
        "systemfd --no-pid -s http::3000 -- cargo watch -x run",
    ] {
        assert!(facts.dev_server(&command.split(' ').collect::<Vec<_>>()).is_some(), "{command}");
    }
    for command in [
        "node server.js",
        "npm start",
        "yarn start",
        "vite build",
        "vite preview",
        "next start",
        "nuxt start",
        "react-scripts build",
        "nest start",
        "cargo run",
        "ng build",
        "./app",
        "/app/server --watch",
        "tsc",
        "ts-node src/index.ts",
        "npx serve -s build",
        "webpack --mode production",
        "npx",
        "",
        "env",
        "gunicorn",
    ] {
        assert_eq!(facts.dev_server(&command.split(' ').collect::<Vec<_>>()), None, "{command}");
    }
    for command in ["ts-node src/index.ts", "npx tsx src/index.ts", "nest start", "babel-node index.js", "cross-env A=b ts-node x"] {
        assert!(facts.compiles_and_serves(&command.split(' ').collect::<Vec<_>>()).is_some(), "{command}");
    }
}

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

#[test]
fn packages_that_bring_commands() {
    let facts = Facts::builtin();
    let (debian, trixie, alpine) =
        (Distro::Debian("bookworm".to_owned()), Distro::Debian("trixie".to_owned()), Distro::Alpine("3.22".to_owned()));
    for (command, on_debian, on_alpine) in [
        ("curl", Some("curl"), Some("curl")),
        ("psql", Some("postgresql-client"), Some("postgresql-client")),
        ("nc", Some("netcat-openbsd"), Some("netcat-openbsd")),
        ("envsubst", Some("gettext-base"), Some("gettext")),
        ("convert", Some("imagemagick"), Some("imagemagick")),
        ("ssh", Some("openssh-client"), Some("openssh-client")),
        ("su-exec", None, Some("su-exec")),
        ("wkhtmltopdf", Some("wkhtmltopdf"), Some("wkhtmltopdf")),
        ("nobody-heard-of", None, None),
    ] {
        assert_eq!(facts.package_of_command(&debian, command), on_debian, "{command}");
        assert_eq!(facts.package_of_command(&alpine, command), on_alpine, "{command}");
    }
    assert_eq!(facts.package_of_command(&trixie, "wkhtmltopdf"), None);
    assert_eq!(facts.commands_of("postgresql-client").collect::<Vec<_>>(), ["pg_dump", "pg_isready", "pg_restore", "psql"]);
    assert!(facts.commands_of("git=1:2.39").any(|command| command == "git"));
    assert_eq!(facts.renamed(&trixie, "libasound2"), Some("libasound2t64"));
    assert_eq!(facts.renamed(&debian, "libasound2"), None);
}

#[test]
fn go_modules_and_cgo() {
    let facts = Facts::builtin();
    for (path, expected) in [
        ("github.com/mattn/go-sqlite3", Some(Cgo::Required)),
        ("gorm.io/driver/sqlite", Some(Cgo::Required)),
        ("github.com/confluentinc/confluent-kafka-go/v2", Some(Cgo::Required)),
        ("github.com/go-gl/glfw/v3.3/glfw", Some(Cgo::Required)),
        ("github.com/jackc/pgx/v5", Some(Cgo::Never)),
        ("github.com/google/gopacket", Some(Cgo::Only("pcap"))),
        ("github.com/containers/image/v5", Some(Cgo::Unless("containers_image_openpgp"))),
        ("github.com/ethereum/go-ethereum", Some(Cgo::Optional)),
        ("github.com/gin-gonic/gin", None),
        ("github.com", None),
    ] {
        assert_eq!(facts.go_module(path).map(|fact| fact.cgo), expected, "{path}");
    }
    let needs = |path: &str, suite: &str, tags: &[&str]| {
        facts.go_module(path).expect("a known module").needs.packages(facts, &Distro::Debian(suite.to_owned()), tags)
    };
    assert_eq!(needs("github.com/mattn/go-sqlite3", "bookworm", &[]), Some(Vec::new()));
    assert_eq!(needs("github.com/mattn/go-sqlite3", "bookworm", &["libsqlite3"]), Some(vec!["libsqlite3-0".to_owned()]));
    assert_eq!(needs("github.com/h2non/bimg", "trixie", &[]), Some(vec!["libvips42t64".to_owned()]));
    assert_eq!(needs("gocv.io/x/gocv", "trixie", &[]), None);
}

#[test]
fn crates_and_node_packages() {
    let facts = Facts::builtin();
    let trixie = Distro::Debian("trixie".to_owned());
    let alpine = Distro::Alpine("3.22".to_owned());
    let openssl = facts.sys_crate("openssl-sys").expect("a known crate");
    assert_eq!(openssl.link, Link::Dynamic);
    assert_eq!(openssl.needs.packages(facts, &trixie, &[]), Some(vec!["libssl3t64".to_owned()]));
    assert_eq!(openssl.needs.packages(facts, &alpine, &[]), Some(vec!["libcrypto3".to_owned(), "libssl3".to_owned()]));
    assert!(openssl.built_in_by().any(|feature| feature == "vendored"));
    assert_eq!(facts.sys_crate("rdkafka-sys").map(|fact| fact.dynamic_by().count()), Some(4));
    assert_eq!(facts.sys_crate("linux-raw-sys").map(|fact| fact.link), Some(Link::Nothing));
    assert_eq!(facts.sys_crate("serde"), None);
    let prisma = facts.node_package("prisma").expect("a known package");
    assert_eq!((prisma.kind, prisma.programs().collect::<Vec<_>>()), (NodeKind::Engine, vec!["prisma"]));
    assert_eq!(facts.node_package("bcrypt").map(|fact| (fact.kind, fact.needs.is_empty())), Some((NodeKind::Native, true)));
    assert!(
        facts
            .node_package("puppeteer")
            .and_then(|fact| fact.needs.packages(facts, &trixie, &[]))
            .is_some_and(|packages| packages.contains(&"libasound2t64".to_owned()))
    );
    assert_eq!(facts.node_packages_of_program("nest").collect::<Vec<_>>(), ["@nestjs/cli"]);
    assert!(facts.is_migration_package("sequelize-cli") && facts.is_migration_program("typeorm") && !facts.is_migration_package("pg"));
    assert!(facts.chooses_by_node_env("express") && !facts.chooses_by_node_env("lodash"));
    assert!(facts.is_harmless_go_module("github.com/go-chi/chi/v5") && !facts.is_harmless_go_module("github.com/gin-gonic/gin"));
}
