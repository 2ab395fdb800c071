//! dfsplit turns single-stage Dockerfiles of Go, Node.js and Rust projects into multi-stage ones:
//! a build stage that keeps what the author wrote, and a runtime stage that holds only what the running container needs.
//!
//! [`split`] is the whole pipeline: no IO, no clock, no environment, and no `Result` for a user's mistakes.

mod check;
pub mod code;
mod demand;
mod detect;
pub mod diagnostic;
pub mod model;
pub mod outcome;
mod plan;
pub mod project;
mod refusal;
pub mod report;
mod rewrite;
pub mod shell;
pub mod source;
mod summary;
pub mod syntax;
pub mod template;

pub use outcome::{Options, Outcome};
pub use project::Project;
pub use source::Source;

use detect::Subject;
use detect::entry::entry;
use detect::language::language;
use detect::layout::Layout;
use template::Facts;

/// Splits one Dockerfile. `project` is its build context, where that is at hand: without it less is known, and more is refused or unsafe.
pub fn split(source: &Source, project: Option<&Project>, options: &Options) -> Outcome {
    let facts = Facts::builtin();
    let file = syntax::parse(source);
    let single = match refusal::single_stage(source, &file, facts) {
        Ok(single) => single,
        Err(outcome) => return *outcome,
    };
    let image = model::steps(source, &file, &single.base);
    let layout = Layout::of(&file, &image, project);
    let subject = Subject { source, file: &file, from: single.from, base: single.base, image, layout, project, facts, options };
    let entry = entry(&subject);
    if let Some(refused) = refusal::without_command(&subject, &entry) {
        return refused;
    }
    let language = match language(&subject, &entry) {
        Ok(language) => language,
        Err(unclear) => return refusal::unclear(&subject, &unclear),
    };
    let mut demands = match demand::demands(&subject, &entry, language) {
        Ok(demands) => demands,
        Err(diagnostic) => return refusal::refused(*diagnostic),
    };
    let plan = match plan::plan(&subject, &entry, language, &mut demands) {
        Ok(plan) => plan,
        Err(no_plan) => return refusal::no_plan(no_plan),
    };
    let rewrite = rewrite::rewrite(&subject, &plan);
    let text = rewrite.text(source);
    let checked = rewrite.conserves(source).and_then(|()| check::check(&subject, &plan, &text));
    match checked {
        Ok(()) => summary::split(&subject, &plan, &demands, text),
        Err(sentence) => Outcome::CheckFailed { sentence },
    }
}

/// Stands in until the core is there: counts FROM lines, and cuts the plainest of Go files.
pub fn split(source: &Source, _project: Option<&Project>, options: &Options) -> Outcome {
    use outcome::{Applicability, Fate, FateKind, Need, Refused, Split};
    let text = source.text();
    let from = |line: &&str| line.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("from "));
    let stages: Vec<String> = text
        .lines()
        .filter(from)
        .enumerate()
        .map(|(i, line)| line.rsplit_once(" AS ").map_or_else(|| i.to_string(), |(_, name)| name.to_owned()))
        .collect();
    if stages.len() > 1 {
        return Outcome::AlreadySplit { stages };
    }
    if let Some(reason) = text.lines().find_map(|line| line.strip_prefix("# dfsplit: ignore")) {
        return Outcome::Ignored { reason: reason.trim().to_owned() };
    }
    if !text.lines().any(|line| line.starts_with("CMD")) {
        let diagnostic = diagnostic::Diagnostic::new(diagnostic::Level::Refused, "no-command", "nothing says what the container runs");
        return Outcome::Refused(Box::new(Refused { diagnostic, notes: Vec::new(), fates: Vec::new() }));
    }
    let Some((head, rest)) = text.split_once("RUN go build -o ") else {
        return Outcome::NothingToGain { summary: "the core is not built in".into(), weighed: Vec::new() };
    };
    let program = rest.split_whitespace().next().unwrap_or_default();
    let cut = text.find("CMD").unwrap_or(text.len());
    let runtime = options.runtime.as_ref().map_or("debian:bookworm-slim", |_| "debian:trixie-slim");
    let new = format!(
        "{} AS build{}FROM {runtime}\nCOPY --from=build {program} {program}\n{}",
        head.lines().next().unwrap_or_default(),
        &text[head.find('\n').unwrap_or(0)..cut],
        &text[cut..]
    );
    let warned = text.contains("# unsafe");
    let step = diagnostic::Diagnostic::new(diagnostic::Level::Warning, "run-from-source", "a stand-in").at(source::Span::new(0, 4), "here");
    Outcome::Split(Box::new(Split {
        text: new,
        safety: if warned { Applicability::Unsafe } else { Applicability::Safe },
        language: "Go",
        build_image: "golang".into(),
        runtime_image: runtime.into(),
        needs: vec![Need { what: program.into(), why: "CMD".into() }],
        left_out: Vec::new(),
        warnings: Vec::new(),
        unsafe_steps: if warned { vec![step] } else { Vec::new() },
        fates: vec![Fate { lines: (1, 1), fate: FateKind::Changed, because: "it gets a name".into() }],
    }))
}
