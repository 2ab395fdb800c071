//! dfsplit turns single-stage Dockerfiles of Go, Node.js and Rust projects into multi-stage ones:
//! a build stage that keeps what the author wrote, and a runtime stage that holds only what the running container needs.
//!
//! [`split`] is the whole pipeline: no IO, no clock, no environment, and no `Result` for a user's mistakes.

mod check;
pub mod code;
mod demand;
mod detect;
pub mod diagnostic;
mod languages;
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

use std::borrow::Borrow;

pub use languages::languages;
pub use outcome::{Options, Outcome};
pub use project::Project;
pub use source::Source;

use detect::Subject;
use detect::entry::{Entry, entry};
use detect::language::language;
use detect::layout::Layout;
use outcome::Language;
use syntax::Dockerfile;
use template::Facts;

/// Splits one Dockerfile. `project` is its build context, where that is at hand: without it less is known, and more is refused or unsafe.
pub fn split(source: &Source, project: Option<&Project>, options: &Options) -> Outcome {
    split_with(source, |_| project, options)
}

/// The same, for a build context that costs time to load: `project` is called, with the tree of the Dockerfile, only for one that could be split at all.
pub fn split_with<P: Borrow<Project>>(source: &Source, project: impl FnOnce(&Dockerfile) -> Option<P>, options: &Options) -> Outcome {
    let facts = Facts::builtin();
    let file = syntax::parse(source);
    let single = match refusal::single_stage(source, &file, facts) {
        Ok(single) => single,
        Err(outcome) => return *outcome,
    };
    let project = project(&file);
    let project = project.as_ref().map(Borrow::borrow);
    let image = model::steps(source, &file, &single.base);
    let layout = Layout::of(&file, &image, project);
    let mut subject = Subject { source, file: &file, from: single.from, base: single.base, image, layout, project, facts, options };
    let (mut entry, mut language) = match started(&subject) {
        Ok(started) => started,
        Err(outcome) => return *outcome,
    };
    if project.is_some_and(|p| !p.has_sources_of(language) || !subject.takes_the_context()) {
        // A folder without the program's sources, or of which nothing reaches the image, tells as little as none.
        subject = subject.without_project();
        (entry, language) = match started(&subject) {
            Ok(started) => started,
            Err(outcome) => return *outcome,
        };
    }
    let cleaned = if language == Language::Node { demand::without_leftovers(&subject, &entry) } else { None };
    let subject = match &cleaned {
        Some(project) => subject.with_project(project),
        None => subject,
    };
    if cleaned.is_some() {
        (entry, language) = match started(&subject) {
            Ok(started) => started,
            Err(outcome) => return *outcome,
        };
    }
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
        Ok(()) => summary::split(&subject, &plan, &demands, &rewrite, text),
        Err(sentence) => Outcome::CheckFailed { sentence },
    }
}

/// What the image starts and in which language it is written, or why that is no case for a split.
fn started(subject: &Subject) -> Result<(Entry, Language), Box<Outcome>> {
    let entry = entry(subject);
    if let Some(refused) = refusal::without_command(subject, &entry) {
        return Err(Box::new(refused));
    }
    match language(subject, &entry) {
        Ok(language) => Ok((entry, language)),
        Err(unclear) => Err(Box::new(refusal::unclear(subject, &unclear))),
    }
}
