//! dfsplit over the corpus of real application Dockerfiles, by their text alone. Skipped where the corpus is absent.

#![allow(clippy::print_stdout)] // the figures are what the test is read for

use std::collections::BTreeMap;
use std::path::Path;

use dfsplit::{Options, Outcome, Source, split};

#[test]
fn real_dockerfiles_are_split_or_left_alone_with_a_code() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/apps.jsonl");
    let Ok(text) = std::fs::read_to_string(&corpus) else {
        println!("skipped: no corpus at {}", corpus.display());
        return;
    };
    let mut outcomes: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut failed = Vec::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row of JSON");
        let Some(text) = row["text"].as_str() else { continue };
        let language = row["language"].as_str().unwrap_or("?").to_owned();
        let source = Source::new("Dockerfile", text);
        let outcome = split(&source, None, &Options::default());
        let word = match &outcome {
            Outcome::Split(split) => {
                let again = dfsplit::split(&Source::new("Dockerfile", split.text.as_str()), None, &Options::default());
                if !matches!(again, Outcome::AlreadySplit { .. }) {
                    failed.push(format!("{}: not idempotent", row["id"]));
                }
                format!("split ({})", split.safety.name())
            }
            Outcome::AlreadySplit { .. } => "already multi-stage".to_owned(),
            Outcome::NothingToGain { .. } => "nothing to gain".to_owned(),
            Outcome::Refused(refused) => format!("refused: {}", refused.diagnostic.code),
            Outcome::Ignored { .. } => "ignored".to_owned(),
            Outcome::NotADockerfile(_) => "not a Dockerfile".to_owned(),
            Outcome::CheckFailed { sentence } => {
                failed.push(format!("{}: {sentence}", row["id"]));
                "own check failed".to_owned()
            }
        };
        *outcomes.entry(word).or_default().entry(language).or_default() += 1;
    }
    for (word, by_language) in &outcomes {
        println!("{:5}  {word}  {by_language:?}", by_language.values().sum::<usize>());
    }
    assert!(failed.is_empty(), "{} of the files:\n{}", failed.len(), failed.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
}
