//! Turns whatever builds a Dockerfile from outside into the stage names that it asks for.
//! Relies on single lines, but for compose files. Does not run or resolve any of it, so a name may be of another Dockerfile.

use super::super::code::Place;
use super::super::path;
use super::super::tree::Tree;
use super::compose_services;

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
        if let Some(name) = service.target {
            let text = tree.text(&service.file).unwrap_or_default();
            let line = text.lines().position(|line| value_of(line, "target") == Some(&name)).map_or(1, |at| at + 1);
            found.push(StageReference { file: service.file, line, name });
        }
    }
    for (file, entry) in tree.all() {
        let Some(text) = entry.text.as_deref() else { continue };
        match kind(file) {
            Some(Kind::Bake) => bake(file, text, dockerfile, &mut found),
            Some(Kind::Pipeline) if ["docker", "buildx", "podman", "kaniko", "buildah"].iter().any(|tool| text.contains(tool)) => {
                pipeline(file, text, &mut found);
            }
            Some(Kind::Pipeline) | None => {}
        }
    }
    found
}

enum Kind {
    Bake,
    Pipeline,
}

fn kind(file: &str) -> Option<Kind> {
    let name = path::name(file);
    if name.starts_with("docker-bake") && matches!(path::extension(name), "hcl" | "json") {
        return Some(Kind::Bake);
    }
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
    if by_folder || by_name || matches!(path::extension(name), "sh" | "mk") { Some(Kind::Pipeline) } else { None }
}

/// `target = "x"` in a block whose `dockerfile` is this one; without `dockerfile` it is `Dockerfile`.
fn bake(file: &str, text: &str, dockerfile: &str, found: &mut Vec<StageReference>) {
    let mut own = true;
    let mut pending: Option<StageReference> = None;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let begins = trimmed.starts_with("target ") && trimmed.ends_with('{') || trimmed.ends_with(": {");
        if begins || trimmed.starts_with('}') {
            found.extend(pending.take().filter(|_| own));
            own = path::name(dockerfile) == "Dockerfile";
        }
        if let Some(value) = value_of(line, "dockerfile") {
            own = path::name(value) == path::name(dockerfile);
        } else if let Some(name) = value_of(line, "target") {
            pending = Some(StageReference { file: file.to_owned(), line: at + 1, name: name.to_owned() });
        }
    }
    found.extend(pending.filter(|_| own));
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
    let files = tree.all().filter(|(file, _)| matches!(kind(file), Some(Kind::Pipeline)));
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
