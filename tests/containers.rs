//! Each example built and run before and after its split, and compared from outside: the same answers, the same configuration, a smaller image.
//!
//! Needs a container engine: the lab's (`../shared/lab/docker`, after `../shared/lab/up`) or the `docker` of PATH. Says so and passes where none answers.
//! One example: `cargo test --test containers go_static`.

#![allow(clippy::unwrap_used)] // tests fail by panicking

#[path = "containers/engine.rs"]
mod engine;
#[path = "containers/http.rs"]
mod http;

mod context;

use std::fs;
use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};

use context::{folders, split_in};
use dfsplit::{Options, Outcome};
use engine::Engine;
use http::Answer;
use serde::Deserialize;

/// What an example's `check.json` says.
#[derive(Deserialize)]
struct Check {
    /// The port that the server listens on in its container.
    port: u16,
    requests: Vec<Request>,
}

#[derive(Deserialize)]
struct Request {
    path: String,
    status: u16,
    /// Part of the body.
    #[serde(default)]
    contains: String,
    content_type: Option<String>,
    /// The body holds something that is new in each build.
    #[serde(default)]
    varies: bool,
}

macro_rules! examples {
    ($($name:ident)*) => {
        $(#[test] fn $name() { example(&stringify!($name).replace('_', "-")); })*

        #[test]
        fn every_example_is_here() {
            let projects = folders(&root()).into_iter().filter(|folder| folder.join("Dockerfile").is_file());
            let names: Vec<String> = projects.map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned()).collect();
            assert_eq!(names, [$(stringify!($name).replace('_', "-")),*]);
        }
    };
}

examples! {
    go_entrypoint go_sqlite go_static go_templates
    node_express node_sveltekit node_typescript
    rust_openssl rust_server rust_templates rust_workspace
}

fn example(name: &str) {
    let Some(engine) = Engine::find() else { return };
    let folder = root().join(name);
    let check: Check = serde_json::from_str(&fs::read_to_string(folder.join("check.json")).unwrap()).unwrap();
    let after = tempfile::tempdir().unwrap();
    let after = after.path().join("Dockerfile");
    fs::write(&after, split_text(&folder)).unwrap();

    let before = seen(engine, name, "before", &folder.join("Dockerfile"), &check);
    let after = seen(engine, name, "after", &after, &check);
    assert_eq!(before.configuration, after.configuration, "{name}: the configuration differs");
    for ((request, old), new) in check.requests.iter().zip(&before.answers).zip(&after.answers) {
        let path = &request.path;
        assert_eq!((old.status, &old.content_type), (new.status, &new.content_type), "{name} {path}: before and after");
        assert!(request.varies || old.body == new.body, "{name} {path}: before\n{}\nafter\n{}", old.body, new.body);
    }
    report(name, &check, before.size, after.size);
    assert!(after.size < before.size, "{name}: the image did not get smaller");
}

/// What can be seen of an image from outside.
struct Seen {
    size: u64,
    configuration: String,
    answers: Vec<Answer>,
}

fn seen(engine: &Engine, name: &str, when: &str, dockerfile: &Path, check: &Check) -> Seen {
    let image = engine.build(&format!("{name}:{when}"), dockerfile, &root().join(name));
    let container = image.start(check.port);
    let answers = check.requests.iter().map(|request| asked(name, when, &container, request)).collect();
    Seen { size: image.size(), configuration: image.configuration(), answers }
}

fn asked(name: &str, when: &str, container: &engine::Container, request: &Request) -> Answer {
    let path = &request.path;
    let answer = http::get(container.port, path)
        .unwrap_or_else(|e| panic!("{name} {when}: no answer to {path} ({e}); its log:\n{}", container.log()));
    assert_eq!(answer.status, request.status, "{name} {when} {path}: {}", answer.body);
    assert!(answer.body.contains(&request.contains), "{name} {when} {path}: no `{}` in\n{}", request.contains, answer.body);
    if request.content_type.is_some() {
        assert_eq!(answer.content_type, request.content_type, "{name} {when} {path}");
    }
    answer
}

/// The example's Dockerfile after the split.
fn split_text(folder: &Path) -> String {
    match split_in(&folder.join("Dockerfile"), Some(folder), &Options::default()).1 {
        Outcome::Split(result) => result.text,
        other => panic!("{}: not split: {other:?}", folder.display()),
    }
}

/// A row of the table, past the test runner's capture.
fn report(name: &str, check: &Check, before: u64, after: u64) {
    let megabytes = |bytes: u64| format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
    let (answers, smaller) = (check.requests.len(), 100 - after * 100 / before);
    let row = format!(
        "{name:<16} {:>10} -> {:>9}  {smaller:>3} % smaller, same answers to {answers} requests\n",
        megabytes(before),
        megabytes(after)
    );
    stderr().write_all(row.as_bytes()).unwrap();
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}
