//! Turns the manual's entry of a code into a rule of SARIF.
//! Relies on [`crate::code`]. Holds no text of its own but the headings.

use serde_json::{Value, json};

use crate::code::{Code, Kind};
use crate::report::findings::CAN_BE_SPLIT;

/// The rule (§3.49) of a code.
pub(super) fn rule(code: &Code) -> Value {
    let markdown = format!(
        "{}\n\n**Why it matters.** {}\n\n**Example**\n\n```\n{}\n```\n\n**What to do.** {}\n",
        code.summary, code.why, code.example, code.way_out
    );
    json!({
        "id": code.name,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": code.why },
        "help": { "text": format!("{}\n\nWhat to do: {}", code.why, code.way_out), "markdown": markdown },
        "defaultConfiguration": { "level": level(code) },
        "properties": { "tags": ["docker", code.kind.name()] },
    })
}

fn level(code: &Code) -> &'static str {
    match code.kind {
        Kind::Error => "error",
        Kind::Warning => "warning",
        Kind::Answer if code.name == CAN_BE_SPLIT => "warning",
        Kind::Refusal => "note",
        Kind::NotOurs | Kind::Answer => "none",
    }
}
