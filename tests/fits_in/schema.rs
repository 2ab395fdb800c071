//! JSON schemas of other people, and values held against them.

use serde_json::Value;

use crate::tools::root;

/// The value of a YAML text.
pub fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Panics with what a schema of `schemas/` has to say against a value.
pub fn accepts(schema: &str, value: &Value) {
    let path = root().join("tests/fits_in/schemas").join(schema);
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
