//! dfsplit turns single-stage Dockerfiles of Go, Node.js and Rust projects into multi-stage ones.

pub mod code;
pub mod diagnostic;
pub mod model;
pub mod outcome;
pub mod project;
pub mod report;
pub mod shell;
pub mod source;
pub mod syntax;
pub mod template;

pub use outcome::{Options, Outcome};
pub use source::Source;

/// Stands in until the core is there: the build context and the Dockerfile's path in it.
#[derive(Clone, Debug)]
pub struct Project;

impl Project {
    /// Keeps nothing yet.
    pub fn new(_tree: project::Tree, _dockerfile: &str) -> Self {
        Self
    }
}

/// Stands in until the core is there: counts FROM lines.
pub fn split(source: &Source, _project: Option<&Project>, _options: &Options) -> Outcome {
    let from = |line: &&str| line.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("from "));
    let stages: Vec<String> = source
        .text()
        .lines()
        .filter(from)
        .enumerate()
        .map(|(i, line)| line.rsplit_once(" AS ").map_or_else(|| i.to_string(), |(_, name)| name.to_owned()))
        .collect();
    if stages.len() > 1 {
        return Outcome::AlreadySplit { stages };
    }
    Outcome::NothingToGain { summary: "the core is not built in".into(), weighed: Vec::new() }
}
