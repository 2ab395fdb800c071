//! Turns arbitrary bytes into a Dockerfile, a small build context and options, and asks for all that the library can say about them.
//! Relies on libFuzzer. Knows no right answers: only what must hold for every input.
//!
//! The input is texts between bytes 0x1C: first the Dockerfile, then the files of the context, each with its path as the first line.
//! A path `--runtime`, `--lang` or `--user` is an option. Without files there is no context.
//!
//! ```text
//! python3 fuzz/seed
//! cargo +nightly fuzz run split --sanitizer none -- -dict=fuzz/dockerfile.dict -timeout=10 -max_len=65536 -max_total_time=3600
//! ```

#![no_main]

use dfsplit::outcome::Split;
use dfsplit::project::{File, Tree};
use dfsplit::report::totals::Totals;
use dfsplit::report::{Answer, Deed, Format, Scene, diff, explain, text};
use dfsplit::syntax::{Keyword, parse};
use dfsplit::{Options, Outcome, Project, Source, split};
use libfuzzer_sys::fuzz_target;

const BETWEEN: u8 = 0x1C;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == BETWEEN);
    let dockerfile = parts.next().unwrap_or_default();
    // Anything that is no text is told in a sentence, whatever the bytes are.
    let source = match Source::decode("Dockerfile", dockerfile.to_vec()) {
        Ok(source) => source,
        Err(not_text) => {
            assert!(!not_text.to_string().is_empty());
            return;
        }
    };
    let mut tree = Tree::default();
    let mut options = Options::default();
    for part in parts {
        let part = String::from_utf8_lossy(part);
        let (path, text) = part.split_once('\n').unwrap_or((&part, ""));
        match path {
            "--runtime" => options.runtime = text.trim().parse().ok(),
            "--lang" => options.lang = text.trim().parse().ok(),
            "--user" => options.user = Some(text.trim().to_owned()).filter(|user| is_user(user)),
            path => tree.insert(path, file(text)),
        }
    }
    whole(&source, None, &options);
    if !tree.is_empty() {
        whole(&source, Some(&Project::new(tree, "Dockerfile")), &options);
    }
});

/// What the command line takes for `--user`.
fn is_user(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric())
}

fn file(text: &str) -> File {
    File { size: text.len() as u64, text: Some(text.to_owned()), executable: text.starts_with("#!"), link: None }
}

/// The answer holds what it promises, and all that is said about it can be said.
fn whole(source: &Source, project: Option<&Project>, options: &Options) {
    let outcome = split(source, project, options);
    let scene = Scene { deed: Deed::Shown, colour: true, again: Some("dfsplit Dockerfile"), context: ".: the Dockerfile lies there" };
    let said = [
        text::screen(source, &outcome, &scene),
        text::line(source, &outcome, &scene),
        explain::explain(source, &outcome, &scene),
    ];
    assert!(said.iter().all(|text| !text.is_empty()));
    let answer = Answer { source, outcome: &outcome, deed: Deed::Shown, path: b"Dockerfile", again: scene.again, build: Some(".") };
    for format in [Format::Json, Format::JsonLines, Format::Sarif, Format::Github, Format::Rdjson, Format::Markdown] {
        let mut document = format.document();
        let text = document.head() + &document.file(&answer) + &document.tail(&Totals::default());
        assert!(!text.is_empty() || format == Format::Github);
    }
    match &outcome {
        Outcome::CheckFailed { sentence } => panic!("own check failed: {sentence}"),
        Outcome::Split(result) => holds(source, result, project, options),
        Outcome::AlreadySplit { .. }
        | Outcome::NothingToGain { .. }
        | Outcome::Refused(_)
        | Outcome::Ignored { .. }
        | Outcome::NotADockerfile(_) => {}
    }
}

fn holds(source: &Source, result: &Split, project: Option<&Project>, options: &Options) {
    let new = Source::new("Dockerfile", result.text.as_str());
    let file = parse(&new);
    let stages = file.instructions().filter(|(_, instruction)| instruction.keyword == Keyword::From).count();
    assert_eq!(stages, 2, "{}", result.text);
    let again = split(&new, project, options);
    assert!(matches!(again, Outcome::AlreadySplit { .. }), "split again: {again:?}\n{}", result.text);
    let lines: usize = result.fates.iter().map(|fate| fate.lines.1 - fate.lines.0 + 1).sum();
    assert_eq!(lines, source.text().lines().count(), "the fates do not cover the lines once");
    let patch = diff::unified(source.text(), &result.text, b"Dockerfile");
    assert!(patch.starts_with("diff --git") || patch.starts_with("--- "), "{patch}");
    assert!(!diff::painted(&patch).is_empty());
}
