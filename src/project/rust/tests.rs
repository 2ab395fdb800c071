//! What Rust sources and packages give, by example.

use std::collections::{BTreeMap, BTreeSet};

use super::super::code::Code;
use super::super::facts::{CargoWorkspace, Crate};
use super::super::tree::Tree;
use super::{cargo_workspaces, crate_code, crates};

const MANIFEST: &str = "[package]\nname = \"a\"\nedition = \"2021\"\n[dependencies]\nlog = \"1\"\n";

fn code(text: &str) -> Code {
    crates(&Tree::of(&[("Cargo.toml", MANIFEST), ("src/main.rs", text)])).pop().map(|c| c.code).unwrap_or_default()
}

fn literals(code: &Code) -> Vec<&str> {
    code.literals.iter().map(|l| l.text.as_str()).collect()
}

fn read(code: &Code) -> Vec<&str> {
    code.read_literals.iter().map(|l| l.text.as_str()).collect()
}

#[test]
fn reads_are_found_with_what_is_known_of_their_paths() {
    for (text, known, unknown) in [
        ("use std::fs::File; fn f() { File::open(\"a.txt\"); }", vec!["a.txt"], 0),
        ("fn f() { std::fs::read_to_string(\"a.txt\"); }", vec!["a.txt"], 0),
        ("use std::fs::read_to_string as r; fn f(p: &str) { r(p); }", vec![], 1),
        ("use std::fs; fn f() { fs::read(Path::new(\"a\").join(\"b\")); }", vec!["a/b"], 0),
        ("use std::fs; fn f(d: &Path) { fs::read(d.join(\"b.txt\")); }", vec!["b.txt"], 1),
        ("const DIR: &str = \"data\"; fn f() { std::fs::read_dir(DIR); }", vec!["data"], 0),
        ("fn f(n: &str) { std::fs::read(format!(\"data/{}.json\", n)); }", vec!["data/", ".json"], 0),
        ("use tera::Tera; fn f() { Tera::new(\"templates/**/*\"); }", vec!["templates/**/*"], 0),
        ("use actix_files::Files; fn f() { Files::new(\"/static\", \"./static\"); }", vec!["./static"], 0),
        (
            "use rocket::fs::{FileServer, relative}; fn f() { FileServer::from(relative!(\"public\")); }",
            vec!["Rocket.toml", "public", "public"],
            0,
        ),
        ("use dotenv::dotenv; fn f() { dotenv().ok(); }", vec![".env"], 0),
        ("fn f() { dotenvy::dotenv().ok(); dotenvy::from_filename(\"b.env\"); }", vec![".env", "b.env"], 0),
        ("fn f(x: X) { x.open(\"a\"); read(\"b\"); }", vec![], 0),
    ] {
        let code = code(text);
        assert_eq!((read(&code), code.reads_unknown.len()), (known, unknown), "{text}");
    }
}

#[test]
fn literals_of_tests_attributes_and_compile_time_macros_are_none() {
    for (text, expected) in [
        ("fn f() { g(\"a\"); }", vec!["a"]),
        ("#[cfg(test)] mod tests { fn f() { g(\"a\"); } } const X: &str = \"b\";", vec!["b"]),
        ("#[cfg(test)]\n#[allow(x)]\nuse a::{b, c};\nconst X: &str = \"b\";", vec!["b"]),
        ("#[cfg(not(test))] const X: &str = \"b\";", vec!["b"]),
        ("#[tokio::test] async fn f<A, B>() { g(\"a\"); } const X: &str = \"b\";", vec!["b"]),
        ("struct S { #[cfg(test)] a: u8, b: u8 } const X: &str = \"b\";", vec!["b"]),
        ("#[template(path = \"a.html\")] struct A; #[get(\"/x\")] fn f() {}", vec![]),
        ("struct A { #[arg(long, env = \"A\", default_value = \"conf.toml\")] a: String }", vec!["conf.toml"]),
        ("const A: &str = include_str!(\"../a.html\"); fn f() { sqlx::query!(\"select\"); sqlx::migrate!(\"./m\"); }", vec![]),
        ("fn f() { Path::new(\"a\").join(\"b\").join(\"c\"); d.join(\"e\").join(\"f\"); }", vec!["a/b/c", "e/f"]),
        ("fn f() { concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/static\"); concat!(\"a\", \"b\"); }", vec!["static", "a", "b"]),
        ("fn f() { format!(\"{}/views/{n}.html\", d); }", vec!["views/", ".html"]),
        ("fn f() { r#\"a\"b\"#; b\"c\"; 'd'; }", vec!["a\"b", "c"]),
    ] {
        assert_eq!(literals(&code(text)), expected, "{text}");
    }
}

#[test]
fn started_programs_are_those_of_processes() {
    for (text, names, unknown) in [
        ("use std::process::Command; fn f() { Command::new(\"git\").arg(\"x\"); }", vec!["git"], 0),
        ("fn f(p: &str) { tokio::process::Command::new(p); }", vec![], 1),
        ("use clap::Command; fn f() { Command::new(\"app\"); }", vec![], 0),
        ("use std::process::*; fn f() { Command::new(\"git\"); }", vec!["git"], 0),
        ("fn f() { std::process::Command::new(std::env::current_exe()); }", vec![], 0),
    ] {
        let code = code(text);
        let seen: Vec<&str> = code.starts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((seen, code.starts_unknown.len()), (names, unknown), "{text}");
    }
}

#[test]
fn signs_are_found_and_their_likes_are_not() {
    type Sign = fn(&Code) -> bool;
    let (tls, zones, low, writes, compiled): (Sign, Sign, Sign, Sign, Sign) = (
        |c| c.tls.is_some(),
        |c| c.zones.is_some(),
        |c| c.low_port.is_some(),
        |c| !c.writes.is_empty(),
        |c| !c.compile_time_paths.is_empty(),
    );
    for (sign, text, expected) in [
        (tls, "const U: &str = \"https://a/\";", true),
        (tls, "const U: &str = \"http://a/\";", false),
        (zones, "use chrono::Local; fn f() { Local::now(); }", true),
        (zones, "use chrono::Utc; fn f() { Utc::now(); }", false),
        (low, "fn f() { s.bind((\"0.0.0.0\", 80)); }", true),
        (low, "fn f() { SocketAddr::from(([0, 0, 0, 0], 443)); }", true),
        (low, "fn f() { SocketAddr::from(([0, 0, 0, 0], 8080)); g(a[0], 16); }", false),
        (writes, "fn f() { std::fs::create_dir_all(p); }", true),
        (writes, "fn f() { std::fs::read(p); }", false),
        (compiled, "fn f() { env!(\"CARGO_MANIFEST_DIR\"); }", true),
        (compiled, "fn f() { env!(\"CARGO_PKG_VERSION\"); include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/a\")); }", false),
    ] {
        assert_eq!(sign(&code(text)), expected, "{text}");
    }
    let env = code("fn f() { std::env::var(\"A\"); dotenv::var(\"B\"); }").env;
    assert_eq!(env.into_iter().collect::<Vec<_>>(), ["A", "B"]);
    let imports = code("mod here; use log::info; use std::{fs, io::Read}; fn f() { here::g(); log::warn(); }").imports;
    assert_eq!(imports.into_iter().collect::<Vec<_>>(), ["log", "std::fs", "std::io"]);
}

#[test]
fn programs_are_named_as_cargo_names_them() {
    let files = ["src/main.rs", "src/bin/one.rs", "src/bin/two/main.rs", "src/bin/two/part.rs"];
    for (manifest, expected) in [
        ("[package]\nname = \"my-app\"\nedition = \"2021\"", vec!["my-app", "one", "two"]),
        ("[package]\nname = \"a\"\nedition = \"2021\"\n[[bin]]\nname = \"b\"\npath = \"src/main.rs\"", vec!["b", "one", "two"]),
        ("[package]\nname = \"a\"\nedition = \"2021\"\nautobins = false\n[[bin]]\nname = \"one\"", vec!["one"]),
        ("[package]\nname = \"a\"\n[[bin]]\nname = \"one\"", vec!["one"]),
        ("[package]\nname = \"a\"", vec!["a", "one", "two"]),
    ] {
        let mut tree = Tree::of(&files.map(|file| (file, "")));
        tree.insert("Cargo.toml", super::super::tree::File { text: Some(manifest.into()), ..Default::default() });
        assert_eq!(crates(&tree).pop().map(|c| c.bins), Some(expected.into_iter().map(Into::into).collect()), "{manifest}");
    }
}

#[test]
fn members_take_their_dependencies_from_the_workspace() {
    let tree = Tree::of(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"tools\"]\n[workspace.dependencies]\nsqlx = { version = \"1\", features = [\"postgres\"], default-features = false }\nlib = { path = \"crates/lib\" }\n",
        ),
        (
            "Cargo.lock",
            "[[package]]\nname = \"app\"\ndependencies = [\n \"hyper\",\n]\n\n[[package]]\nname = \"hyper\"\ndependencies = [\n \"rustls\",\n]\n\n[[package]]\nname = \"rustls\"\n",
        ),
        (".cargo/config.toml", "[build]\ntarget = \"x86_64-unknown-linux-musl\"\ntarget-dir = \"out\"\n"),
        ("rust-toolchain", "nightly"),
        (
            "crates/app/Cargo.toml",
            "[package]\nname = \"app\"\nedition.workspace = true\ndefault-run = \"app\"\n[dependencies]\nsqlx = { workspace = true, features = [\"macros\"] }\nlib.workspace = true\nyaml = { package = \"serde_yaml\", version = \"1\" }\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n[dev-dependencies]\nno = \"1\"\n[features]\ndefault = [\"x\"]\nx = []\n",
        ),
        ("crates/app/src/main.rs", "const A: &str = \"app\";"),
        ("crates/app/tests/t.rs", "const A: &str = \"test\";"),
        ("crates/app/build.rs", "const A: &str = \"build\";"),
        ("crates/lib/Cargo.toml", "[package]\nname = \"lib\"\n"),
        ("crates/lib/src/lib.rs", "const A: &str = \"lib\";"),
        ("tools/Cargo.toml", "[package]\nname = \"tools\"\n"),
        ("broken/Cargo.toml", "[package\n"),
        ("vendor/v/Cargo.toml", "[package]\nname = \"v\"\n"),
        ("vendor/v/.cargo-checksum.json", "{}"),
    ]);
    let list = crates(&tree);
    assert_eq!(
        list.iter().map(|c| (c.name.as_str(), c.workspace.as_str())).collect::<Vec<_>>(),
        [("app", ""), ("lib", ""), ("tools", "tools")]
    );
    let app = Crate { code: Code::default(), ..list[0].clone() };
    let strings = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        app,
        Crate {
            shared_library: None,
            folder: "crates/app".into(),
            name: "app".into(),
            bins: strings(&["app"]),
            default_run: Some("app".into()),
            workspace: String::new(),
            dependencies: BTreeMap::from([
                ("lib".into(), vec![]),
                ("libc".into(), vec![]),
                ("serde_yaml".into(), vec![]),
                ("sqlx".into(), strings(&["postgres", "macros"])),
            ]),
            bare: BTreeSet::from(["sqlx".into()]),
            local: strings(&["crates/lib"]),
            features: BTreeMap::from([("default".into(), strings(&["x"])), ("x".into(), vec![])]),
            build_script: true,
            code: Code::default(),
        }
    );
    assert_eq!(list[0].code.tls.as_ref().map(|p| (p.file.as_str(), p.line)), Some(("Cargo.lock", 10)));
    assert_eq!(literals(&crate_code(&list, "crates/app")), ["app", "lib"]);
    let spaces = cargo_workspaces(&tree);
    assert_eq!(spaces.iter().map(|w| w.folder.as_str()).collect::<Vec<_>>(), ["", "tools"]);
    let lock = BTreeMap::from([("app".into(), strings(&["hyper"])), ("hyper".into(), strings(&["rustls"])), ("rustls".into(), vec![])]);
    assert_eq!(
        spaces[0],
        CargoWorkspace {
            folder: String::new(),
            lock: Some(lock),
            target: Some("x86_64-unknown-linux-musl".into()),
            target_dir: Some("out".into()),
            toolchain_file: true,
        }
    );
}
