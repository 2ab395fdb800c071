//! The batch spec: valid by Sourcegraph's schema, and its steps run as `src` runs them, by a shell at the top of a repository.

use std::fs;

use serde_json::Value;

use super::{Place, example};
use crate::schema::{self, yaml};
use crate::tools::quiet;

fn spec() -> Value {
    yaml(&fs::read_to_string(example("sourcegraph/dfsplit.batch.yaml")).unwrap())
}

#[test]
fn batch_spec_is_valid() {
    schema::accepts("batch-spec.schema.json", &spec());
}

#[test]
fn steps_say_what_they_then_do() {
    let Some(place) = Place::new() else { return };
    let repository = place.splittable("shop");
    let said = quiet(place.bash(repository.path()).args(["-c", "dfsplit --quiet --format markdown ."]));
    let stdout: Vec<String> = spec()["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let script = place.path().join("step");
            fs::write(&script, step["run"].as_str().unwrap()).unwrap();
            quiet(place.bash(repository.path()).args(["-c", "exec sh \"$0\""]).arg(script))
        })
        .collect();
    assert_eq!(stdout, [said, String::new()]);
    let patched = place.splittable("patched");
    quiet(place.bash(patched.path()).args(["-euo", "pipefail", "-c", "dfsplit --quiet . | git apply"]));
    assert_eq!(repository.git(&["diff"]), patched.git(&["diff"]));
    assert_eq!(repository.git(&["diff", "--name-only"]), "Dockerfile\n");
}
