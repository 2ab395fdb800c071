//! The build context that a compose file gives a Dockerfile.
//! Relies on `serde-saphyr`. Reads `build` alone; a file that is not understood says nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Larger compose files are not looked at.
const LARGEST: u64 = 1024 * 1024;

#[derive(Deserialize)]
struct Compose {
    #[serde(default)]
    services: BTreeMap<String, Option<Service>>,
}

#[derive(Deserialize)]
struct Service {
    build: Option<Build>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Build {
    Folder(String),
    Parts { context: Option<String>, dockerfile: Option<String> },
}

/// The context that a compose file in `folder` builds the Dockerfile with; the first by file and service name.
pub fn context_for(folder: &Path, dockerfile: &Path) -> Option<PathBuf> {
    files(folder).iter().find_map(|file| {
        let text = fs::read_to_string(file).ok()?;
        let compose: Compose = serde_saphyr::from_str(&text).ok()?;
        compose.services.into_values().flatten().filter_map(|service| service.build).find_map(|build| {
            let (context, name) = match build {
                Build::Folder(context) => (context, None),
                Build::Parts { context, dockerfile } => (context.unwrap_or_else(|| ".".into()), dockerfile),
            };
            let context = folder.join(with_defaults(&context)?).canonicalize().ok()?;
            let named = context.join(with_defaults(&name.unwrap_or_else(|| "Dockerfile".into()))?).canonicalize().ok()?;
            (context.is_dir() && named == dockerfile).then_some(context)
        })
    })
}

/// The compose files right in a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| is_compose_name(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST))
        .collect();
    files.sort();
    files
}

/// `compose.yaml`, `docker-compose.prod.yml` and the like.
pub fn is_compose_name(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml")) else { return false };
    ["compose", "docker-compose"]
        .iter()
        .any(|word| stem.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_'])))
}

/// `${NAME:-value}` gives its default; a variable without one is not known.
fn with_defaults(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (variable, behind) = after.strip_prefix('{')?.split_once('}')?;
        let (_, default) = variable.split_once(":-").or_else(|| variable.split_once('-'))?;
        out.push_str(default);
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_compose_files() {
        for (name, expected) in [
            ("compose.yaml", true),
            ("docker-compose.yml", true),
            ("docker-compose.override.yml", true),
            ("docker-compose-dev.yaml", true),
            ("compositor.yml", false),
            ("compose.json", false),
        ] {
            assert_eq!(is_compose_name(name), expected, "{name}");
        }
    }

    #[test]
    fn variables_stand_for_their_defaults() {
        for (text, expected) in
            [("a/b", Some("a/b")), ("${X:-./api}/d", Some("./api/d")), ("$X/a", None), ("${X}", None), ("${X-b}", Some("b"))]
        {
            assert_eq!(with_defaults(text).as_deref(), expected, "{text}");
        }
    }
}
