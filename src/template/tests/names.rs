//! Names of packages, variables, commands, modules and crates.

use crate::template::{Cgo, Distro, Facts, Link, NodeKind, Use};

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
