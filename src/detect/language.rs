//! Which language an image is about: by its base image, else by the compilers and package managers that its steps run.

use super::Subject;
use super::entry::Entry;
use crate::model::{Action, Call, What};
use crate::outcome::Language;
use crate::template::Family;

/// Why no language can be said.
pub enum Unclear {
    /// No compiler or package manager of a known language is run.
    None,
    /// Several: the names.
    Several(Vec<&'static str>),
    /// Nothing here is of the language that the user named.
    NotThat(&'static str),
}

/// The language of the image.
pub fn language(subject: &Subject, entry: &Entry) -> Result<Language, Unclear> {
    let steps = subject.image.steps.iter().filter_map(|s| match &s.what {
        What::Run(run) => Some(&run.calls),
        What::Copy(_) | What::Config | What::Opaque => None,
    });
    let calls: Vec<&Call> = steps.flatten().chain(entry.started.iter().map(|s| &s.call)).collect();
    let runs = |wanted: fn(&Action) -> bool| calls.iter().any(|c| wanted(&c.action));
    if let Some(wanted) = subject.options.lang {
        let there = match wanted {
            Language::Go => subject.base.family == Family::Golang || runs(is_go),
            Language::Rust => subject.base.family == Family::Rust || runs(is_rust),
            Language::Node => matches!(subject.base.family, Family::Node | Family::Bun) || runs(is_node),
        };
        return if there { Ok(wanted) } else { Err(Unclear::NotThat(wanted.name())) };
    }
    match subject.base.family {
        Family::Golang => return Ok(Language::Go),
        Family::Rust => return Ok(Language::Rust),
        Family::Node | Family::Bun if !runs(is_go) && !runs(is_rust) => return Ok(Language::Node),
        Family::Node | Family::Bun | Family::Plain => {}
    }
    let mut found = Vec::new();
    if runs(is_go) {
        found.push((Language::Go, "Go"));
    }
    if runs(is_rust) {
        found.push((Language::Rust, "Rust"));
    }
    if runs(is_node) {
        found.push((Language::Node, "Node.js"));
    }
    match found.as_slice() {
        [] => Err(Unclear::None),
        [(language, _)] => Ok(*language),
        several => Err(Unclear::Several(several.iter().map(|(_, name)| *name).collect())),
    }
}

fn is_go(action: &Action) -> bool {
    matches!(action, Action::GoBuild(_) | Action::GoInstall { .. } | Action::GoRun { .. })
}

fn is_rust(action: &Action) -> bool {
    matches!(action, Action::CargoBuild(_) | Action::CargoInstall { .. } | Action::CargoRun(_))
}

fn is_node(action: &Action) -> bool {
    matches!(action, Action::NodeInstall { .. } | Action::NodeScript { .. })
}
