//! Turns compose files, bake files and what else builds a Dockerfile or refers to its stages into facts.
//! Relies on YAML as serde-saphyr reads it. Does not interpolate variables or merge files.

mod bake;
mod references;
mod words;

use serde_json::{Map, Value};

use super::facts::ComposeService;
use super::node::Broken;
use super::path;
use super::tree::Tree;

pub use bake::{BakeTarget, bake_targets, is_bake_file};
pub use references::{StageReference, dev_container, stage_references, tools_in_images};

/// What a service or a bake target builds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// The path of the file that says so.
    pub file: String,
    /// The service or target.
    pub name: String,
    /// The context: a path from the tree's root, `""` for the root itself, with `..` where it lies outside.
    pub context: String,
    /// The Dockerfile, from the tree's root.
    pub dockerfile: String,
}

/// Every `build` of every compose file.
pub fn compose_builds(tree: &Tree) -> Vec<Build> {
    files(tree).flat_map(|(file, text)| services(text).into_iter().filter_map(move |(name, service)| build(file, name, &service))).collect()
}

/// The services that build this Dockerfile with the tree as context, those that run the image it is named as, and what other compose files of the same folder
/// (an override, a development variant) say of a service of the same name.
pub fn compose_services(tree: &Tree, dockerfile: &str) -> Vec<ComposeService> {
    compose_services_at(tree, "", dockerfile)
}

/// The same for a tree that holds compose files from above the context too, by paths that begin with `../`. `place` is the path of the
/// context from the repository's root, `services/api`: a build of `./services/api` in `../../compose.yaml` is then known.
pub fn compose_services_at(tree: &Tree, place: &str, dockerfile: &str) -> Vec<ComposeService> {
    let dockerfile = path::join(place, dockerfile);
    let parsed: Vec<(&str, Vec<(String, Value)>)> = files(tree).map(|(file, text)| (file, services(text))).collect();
    let builds = |file: &str, name: &str, service: &Value| {
        build(file, name.to_owned(), service)
            .is_some_and(|b| path::join(place, &b.context) == place && path::join(place, &b.dockerfile) == dockerfile)
    };
    let mut own: Vec<(&str, &str)> = Vec::new();
    for (file, services) in &parsed {
        own.extend(services.iter().filter(|(name, s)| builds(file, name, s)).map(|(name, _)| (path::folder(file), name.as_str())));
    }
    let images: Vec<&str> = parsed
        .iter()
        .flat_map(|(file, services)| services.iter().filter(|(name, s)| builds(file, name, s)))
        .filter_map(|(_, service)| service.get("image")?.as_str())
        .collect();
    let mut found = Vec::new();
    for (file, services) in &parsed {
        for (name, value) in services {
            let image = value.get("image").and_then(Value::as_str);
            let variant = match (value.get("build"), image) {
                (None, Some(image)) => images.contains(&image),
                (None, None) => own.contains(&(path::folder(file), name)),
                (Some(build), _) => build.is_object() && build.get("context").is_none() && own.contains(&(path::folder(file), name)),
            };
            if variant || builds(file, name, value) {
                found.push(service(file, name, value));
            }
        }
    }
    found
}

/// Compose files that cannot be read.
pub(super) fn broken(tree: &Tree) -> Vec<Broken> {
    files(tree)
        .filter_map(|(file, text)| {
            let error = serde_saphyr::from_str::<Value>(text).err()?;
            let line = error.location().map_or(1, |l| usize::try_from(l.line()).unwrap_or(1));
            let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
            Some(Broken { path: file.to_owned(), line, reason })
        })
        .collect()
}

/// `compose.yaml`, `docker-compose*.yml` and the like.
fn files(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.all().filter_map(|(path, file)| {
        let name = path::name(path);
        let stem = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml"))?;
        let compose =
            stem == "compose" || stem.starts_with("compose.") || stem.starts_with("compose-") || stem.starts_with("docker-compose");
        if compose { Some((path, file.text.as_deref()?)) } else { None }
    })
}

fn services(text: &str) -> Vec<(String, Value)> {
    let Ok(Value::Object(mut file)) = serde_saphyr::from_str::<Value>(text) else { return Vec::new() };
    match file.remove("services") {
        Some(Value::Object(services)) => services.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// build = "context" | { context, dockerfile }
fn build(file: &str, name: String, value: &Value) -> Option<Build> {
    let build = value.get("build")?;
    let text = |key: &str| build.get(key).and_then(Value::as_str);
    if text("dockerfile_inline").is_some() {
        return None;
    }
    let context = path::join(path::folder(file), build.as_str().or_else(|| text("context")).unwrap_or("."));
    let dockerfile = path::join(&context, text("dockerfile").unwrap_or("Dockerfile"));
    Some(Build { file: file.to_owned(), name, context, dockerfile })
}

fn service(file: &str, name: &str, value: &Value) -> ComposeService {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let build = value.get("build");
    let entrypoint = value.get("entrypoint").and_then(command);
    ComposeService {
        file: file.to_owned(),
        name: name.to_owned(),
        target: build.and_then(|b| b.get("target")).and_then(Value::as_str).map(str::to_owned),
        command: value.get("command").and_then(command).or_else(|| entrypoint.clone()),
        entrypoint,
        working_dir: text("working_dir"),
        user: value.get("user").map(scalar),
        volumes: volumes(value),
        healthcheck: value.get("healthcheck").and_then(healthcheck),
        environment: value.get("environment").map(names).unwrap_or_default(),
        args: build.and_then(|b| b.get("args")).map(names).unwrap_or_default(),
    }
}

/// A list of words, or a text that is split as a shell would.
fn command(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(words::split(text)),
        Value::Array(words) => Some(words.iter().map(scalar).collect()),
        _ => None,
    }
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Names of a map, or of a list of `NAME=value`.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => map.keys().cloned().collect(),
        Value::Array(list) => list.iter().map(scalar).map(|entry| entry.split('=').next().unwrap_or_default().to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn healthcheck(value: &Value) -> Option<Vec<String>> {
    if value.get("disable").and_then(Value::as_bool) == Some(true) {
        return Some(vec!["NONE".into()]);
    }
    match value.get("test")? {
        Value::String(line) => Some(vec!["CMD-SHELL".into(), line.clone()]),
        Value::Array(words) => Some(words.iter().map(scalar).collect()),
        _ => None,
    }
}

/// `volumes` of both forms and `tmpfs`: host path (empty for a volume) and container path.
fn volumes(service: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for volume in service.get("volumes").and_then(Value::as_array).into_iter().flatten() {
        match volume {
            Value::String(short) => found.push(short_volume(short)),
            Value::Object(long) => found.extend(long_volume(long)),
            _ => {}
        }
    }
    match service.get("tmpfs") {
        Some(Value::String(path)) => found.push((String::new(), path.clone())),
        Some(Value::Array(paths)) => found.extend(paths.iter().map(|path| (String::new(), scalar(path)))),
        _ => {}
    }
    found
}

/// volume = [ host ":" ] container [ ":" mode ]; a host part without a slash in front is the name of a volume.
fn short_volume(short: &str) -> (String, String) {
    let windows = short.starts_with(|c: char| c.is_ascii_alphabetic())
        && short.as_bytes().get(1) == Some(&b':')
        && matches!(short.as_bytes().get(2), Some(b'\\' | b'/'));
    let variable = short.starts_with("${").then(|| short.find('}')).flatten().unwrap_or(0);
    let from = if windows { 2 } else { variable };
    let Some(colon) = short[from..].find(':').map(|at| at + from) else { return (String::new(), short.to_owned()) };
    let host = &short[..colon];
    let container = short[colon + 1..].split(':').next().unwrap_or_default();
    let is_path = windows || host.starts_with(['.', '/', '~', '$']);
    (if is_path { host.to_owned() } else { String::new() }, container.to_owned())
}

fn long_volume(long: &Map<String, Value>) -> Option<(String, String)> {
    let text = |key: &str| long.get(key).and_then(Value::as_str);
    let target = text("target")?.to_owned();
    let bind = text("type") == Some("bind");
    Some((if bind { text("source").unwrap_or_default().to_owned() } else { String::new() }, target))
}

#[cfg(test)]
mod tests;
