//! A Dockerfile that was read and asked about.
//! Relies on the settings and contexts of the command line and on the library's `split`. Writes and prints nothing: this is what threads do side by side.

use std::path::{Path, PathBuf};

use dfsplit::syntax::Dockerfile;
use dfsplit::{Outcome, Source};

use super::asked::Asked;
use super::context::{Contexts, Found};
use super::failure::Failure;
use super::inputs::{self, Input};
use super::patch_path::{self, PatchPath};

/// A Dockerfile and its answer.
#[derive(Debug)]
pub struct Judged {
    /// Where it is from.
    pub input: Input,
    /// Its path as it was given.
    pub name: PathBuf,
    /// Its text.
    pub source: Source,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What is less than safe is wanted too.
    pub unsafe_too: bool,
    /// Which folder is its build context, where it has one and that was asked for.
    pub context: Option<Found>,
    /// What the user should know about its build context.
    pub notes: Vec<String>,
}

impl Judged {
    /// Reads a file and asks about it.
    pub fn new(input: Input, asked: &Asked, contexts: &Contexts) -> Result<Self, Failure> {
        let (name, source) = match &input {
            Input::File { name, resolved } => (name.clone(), inputs::read_file(name, resolved)?),
            Input::Stdin => {
                let name = asked.stdin_name.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
                let source = inputs::read_stdin(&name)?;
                (name, source)
            }
        };
        let place = match &input {
            Input::File { resolved, .. } => Some(resolved.as_path()),
            Input::Stdin => asked.stdin_name.as_deref(),
        };
        let wanted = asked.settings.of(&std::path::absolute(place.unwrap_or(Path::new("Dockerfile"))).unwrap_or_default())?;
        let (mut found, mut notes) = (None, Vec::new());
        let project = |file: &Dockerfile| {
            found = contexts.find(wanted.context.as_deref(), place, file);
            match contexts.load(found.as_ref()?) {
                Ok(project) => Some(project),
                Err(too_large) => {
                    notes.push(format!("{too_large}; only the Dockerfile itself is looked at"));
                    None
                }
            }
        };
        let outcome = dfsplit::split_with(&source, project, &wanted.options);
        Ok(Self { input, name, source, outcome, unsafe_too: wanted.unsafe_too, context: found, notes })
    }

    /// Its name in a patch.
    pub fn patch_path(&self, asked: &Asked) -> PatchPath {
        match &self.input {
            Input::File { resolved, .. } => patch_path::of(resolved),
            Input::Stdin => {
                let name = asked.stdin_name.as_deref().unwrap_or(Path::new("Dockerfile"));
                PatchPath { bytes: patch_path::named(name), outside: false }
            }
        }
    }
}
