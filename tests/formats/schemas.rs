//! The schemas: ours, which are published, and those of SARIF and reviewdog.

use std::fs;
use std::path::Path;

use dfsplit::report::Format;
use jsonschema::{Registry, Validator};
use serde_json::Value;

/// The schema that describes a format; `None` for those that are no JSON.
fn path(format: Format) -> Option<&'static str> {
    match format {
        Format::Json => Some("schemas/json.schema.json"),
        Format::JsonLines => Some("schemas/jsonl.schema.json"),
        Format::Sarif => Some("tests/schemas/sarif-2.1.0.schema.json"),
        Format::Rdjson => Some("tests/schemas/rdjson.schema.json"),
        Format::Github | Format::Markdown => None,
    }
}

fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn validator(path: &str) -> Validator {
    // The schema of a run names that of a file by its path beside it.
    let registry = Registry::new().add("json-schema:///jsonl.schema.json", read("schemas/jsonl.schema.json")).unwrap().prepare().unwrap();
    jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&read(path)).unwrap()
}

/// Panics with what is wrong where an output is not what its schema says.
pub fn validate(format: Format, output: &str) {
    let Some(path) = path(format) else { return };
    let validator = validator(path);
    let documents: Vec<&str> = if format == Format::JsonLines { output.lines().collect() } else { vec![output] };
    for document in documents {
        let value: Value = serde_json::from_str(document).unwrap_or_else(|e| panic!("{format:?}: {e}\n{document}"));
        let wrong: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e:.300}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{path}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn every_field_is_described() {
    for path in ["schemas/json.schema.json", "schemas/jsonl.schema.json"] {
        let schema = read(path);
        assert!(jsonschema::meta::is_valid(&schema), "{path}");
        let mut bare = Vec::new();
        described(&schema, path, &mut bare);
        assert_eq!(bare, Vec::<String>::new());
    }
}

/// Collects the properties without a description. The conditions below `allOf` only repeat names.
fn described(schema: &Value, at: &str, bare: &mut Vec<String>) {
    let Some(object) = schema.as_object() else { return };
    for (key, value) in object.iter().filter(|(key, _)| *key != "allOf") {
        if key == "properties" {
            for (name, property) in value.as_object().unwrap() {
                let words = property["description"].as_str().or(property["const"].as_u64().map(|_| "a constant")).unwrap_or_default();
                if words.len() < 5 {
                    bare.push(format!("{at}: {name}"));
                }
            }
        }
        described(value, at, bare);
    }
}

#[test]
fn schemas_find_what_is_wrong() {
    let validator = validator("schemas/jsonl.schema.json");
    let valid = |text: &str| validator.is_valid(&serde_json::from_str(text).unwrap());
    assert!(valid(r#"{"version":1,"path":"a","outcome":"error","message":"cannot read a"}"#));
    for wrong in [
        r#"{"version":2,"path":"a","outcome":"error","message":"cannot read a"}"#,
        r#"{"version":1,"path":"a","outcome":"error","message":"cannot read a","extra":1}"#,
        r#"{"version":1,"path":"a","outcome":"error","message":"cannot read a","text":"FROM a"}"#,
        r#"{"version":1,"path":"a","outcome":"refused","message":"left as it is"}"#,
        r#"{"version":1,"path":"a","outcome":"split","message":"can be split"}"#,
    ] {
        assert!(!valid(wrong), "{wrong}");
    }
}
