//! Turns bake files into what their targets build.
//! Relies on HCL as hcl-rs reads it, and on JSON. Evaluates no variable and no function: a target that needs one for its context is left out.
//! The attributes are those of <https://docs.docker.com/build/bake/reference/>; `dockerfile` is a path from the context (`buildx`, bake/bake.go).

use serde_json::{Map, Value};

use super::super::path;
use super::super::tree::Tree;
use super::Build;

/// A target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BakeTarget {
    /// What it builds.
    pub build: Build,
    /// The stage that it asks for.
    pub stage: Option<String>,
}

/// Every target of every bake file.
pub fn bake_targets(tree: &Tree) -> Vec<BakeTarget> {
    tree.all()
        .filter(|(file, _)| is_bake_file(file))
        .flat_map(|(file, entry)| targets(file, entry.text.as_deref().unwrap_or_default()))
        .collect()
}

/// `docker-bake.hcl`, `docker-bake.override.json` and the like.
pub fn is_bake_file(file: &str) -> bool {
    let name = path::name(file);
    name.starts_with("docker-bake") && matches!(path::extension(name), "hcl" | "json")
}

fn targets(file: &str, text: &str) -> Vec<BakeTarget> {
    let parsed: Option<Value> = if path::extension(file) == "json" { serde_json::from_str(text).ok() } else { hcl::from_str(text).ok() };
    let Some(Value::Object(targets)) = parsed.and_then(|mut file| file.get_mut("target").map(Value::take)) else { return Vec::new() };
    targets.iter().filter_map(|(name, target)| one(file, name, target, &targets)).collect()
}

fn one(file: &str, name: &str, target: &Value, all: &Map<String, Value>) -> Option<BakeTarget> {
    if attribute(target, "dockerfile-inline", all, 0).is_some() {
        return None;
    }
    let literal = |key: &str| match attribute(target, key, all, 0) {
        Some(value) => value.as_str().filter(|text| !text.contains("${")).map(Some),
        None => Some(None),
    };
    let context = literal("context")?.unwrap_or(".");
    let dockerfile = literal("dockerfile")?.unwrap_or("Dockerfile");
    let context = path::join(path::folder(file), context);
    let dockerfile = path::join(&context, dockerfile);
    let stage = literal("target").flatten().map(str::to_owned);
    Some(BakeTarget { build: Build { file: file.to_owned(), name: name.to_owned(), context, dockerfile }, stage })
}

/// Targets inherit from targets, but not endlessly.
const DEPTH: usize = 8;

/// An attribute of a target, or of the last of those it inherits from that has it.
fn attribute<'a>(target: &'a Value, key: &str, all: &'a Map<String, Value>, depth: usize) -> Option<&'a Value> {
    target.get(key).or_else(|| {
        let parents = target.get("inherits")?.as_array()?.iter().rev();
        let mut parents = parents.filter_map(|name| all.get(name.as_str()?)).filter(|_| depth < DEPTH);
        parents.find_map(|parent| attribute(parent, key, all, depth + 1))
    })
}
