//! Turns whatever builds a Dockerfile from outside into the stage names that it asks for.
//! Relies on single lines, but for compose and bake files. Does not run or resolve any of it, so a name may be of another Dockerfile.

use super::super::code::Place;
use super::super::path;
use super::super::tree::Tree;
use super::{Build, bake_targets, compose_services};

/// A stage that a file outside the Dockerfile names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageReference {
    /// The file, in the context.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The stage.
    pub name: String,
}

/// Stage names that compose services, bake files, workflows and scripts ask for.
pub fn stage_references(tree: &Tree, dockerfile: &str) -> Vec<StageReference> {
    let mut found = Vec::new();
    for service in compose_services(tree, dockerfile) {
        found.extend(service.target.map(|name| in_line(tree, service.file, name)));
    }
    // Of a file above the context it is not known where the context lies from there.
    let builds = |build: &Build| {
        build.dockerfile == dockerfile || path::is_outside(&build.file) && path::name(&build.dockerfile) == path::name(dockerfile)
    };
    for target in bake_targets(tree).into_iter().filter(|target| builds(&target.build)) {
        found.extend(target.stage.map(|name| in_line(tree, target.build.file, name)));
    }
    for (file, entry) in tree.all().filter(|(file, _)| is_pipeline(file)) {
        let Some(text) = entry.text.as_deref() else { continue };
        if ["docker", "buildx", "podman", "kaniko", "buildah"].iter().any(|tool| text.contains(tool)) {
            pipeline(file, text, &mut found);
        }
    }
    found
}

/// The line of a file that asks for a stage.
fn in_line(tree: &Tree, file: String, name: String) -> StageReference {
    let text = tree.text(&file).unwrap_or_default();
    let line = text.lines().position(|line| value_of(line, "target") == Some(&name)).map_or(1, |at| at + 1);
    StageReference { file, line, name }
}

fn is_pipeline(file: &str) -> bool {
    let name = path::name(file);
    let by_folder = file.starts_with(".github/workflows/") || file.starts_with(".circleci/") || file.starts_with(".buildkite/");
    let by_name = matches!(
        name,
        ".gitlab-ci.yml"
            | "Makefile"
            | "makefile"
            | "justfile"
            | "Justfile"
            | "Taskfile.yml"
            | "Jenkinsfile"
            | "azure-pipelines.yml"
            | "bitbucket-pipelines.yml"
            | "cloudbuild.yaml"
            | "skaffold.yaml"
            | "package.json"
            | "fly.toml"
            | ".drone.yml"
    );
    by_folder || by_name || matches!(path::extension(name), "sh" | "mk")
}

/// `--target x`, `--target=x`, `target: x`
fn pipeline(file: &str, text: &str, found: &mut Vec<StageReference>) {
    for (at, line) in text.lines().enumerate().filter(|(_, line)| line.contains("target")) {
        let mut names: Vec<&str> = value_of(line, "target").into_iter().collect();
        let mut words = line.split([' ', '\t', '"', '\'', ',']).filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            match word.strip_prefix("--target") {
                Some("") => names.extend(words.next()),
                Some(rest) => names.extend(rest.strip_prefix('=')),
                None => {}
            }
        }
        names.retain(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')));
        found.extend(names.into_iter().map(|name| StageReference { file: file.to_owned(), line: at + 1, name: name.to_owned() }));
    }
}

/// `- key: value` or `key = "value"`: the value, without its quotes.
fn value_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let line = line.trim().trim_start_matches("- ").trim_start_matches('"');
    let rest = line.strip_prefix(key)?.trim_start_matches('"').trim_start();
    let value = rest.strip_prefix([':', '='])?.trim();
    let value = value.split(" #").next().unwrap_or(value).trim_end_matches(',').trim();
    let value = value.trim_matches(['"', '\'']);
    if value.is_empty() || value.starts_with(['{', '[', '$']) { None } else { Some(value) }
}

/// Where a pipeline or a Makefile runs tests or a tool chain inside of an image: `docker run IMAGE go test`.
pub fn tools_in_images(tree: &Tree) -> Option<Place> {
    let runs = ["docker run", "docker exec", "compose run", "compose exec"];
    let tools = [
        "go test",
        "go vet",
        "npm test",
        "npm run test",
        "npm run lint",
        "yarn test",
        "yarn lint",
        "pnpm test",
        "cargo test",
        "cargo clippy",
        "make test",
    ];
    let says =
        |line: &str| runs.iter().any(|run| line.split_once(run).is_some_and(|(_, rest)| tools.iter().any(|tool| rest.contains(tool))));
    let files = tree.all().filter(|(file, _)| is_pipeline(file));
    files.filter_map(|(file, entry)| Some((file, entry.text.as_deref()?))).find_map(|(file, text)| {
        let line = text.lines().position(says)?;
        Some(Place { file: file.to_owned(), line: line + 1, text: text.lines().nth(line)?.trim().to_owned() })
    })
}

/// The description of a development container that is built from this Dockerfile. Source: containers.dev, "devcontainer.json reference".
pub fn dev_container(tree: &Tree, dockerfile: &str) -> Option<String> {
    let described = tree.all().filter(|(file, _)| matches!(path::name(file), "devcontainer.json" | ".devcontainer.json"));
    let mut builds = described.filter(|(file, entry)| {
        let text = entry.text.as_deref().unwrap_or_default();
        let named =
            ["\"dockerfile\"", "\"dockerFile\""].iter().find_map(|key| text.split_once(key)).and_then(|(_, rest)| rest.split('"').nth(1));
        named.is_some_and(|name| path::join(path::folder(file), name) == dockerfile)
    });
    let inside = dockerfile.split('/').any(|part| part == ".devcontainer").then(|| dockerfile.to_owned());
    builds.next().map(|(file, _)| file.to_owned()).or(inside)
}
