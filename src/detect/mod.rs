//! Turns steps and project facts into evidence: the language, the base image, what lies where, what the container starts.
//! Relies on `model`, `project` and the facts about images. Does not guess on a tie, and decides nothing about the new file.

pub mod entry;
pub mod go;
pub mod language;
pub mod layout;
pub mod rust;

use crate::model::Image;
use crate::outcome::Options;
use crate::project::Project;
use crate::source::Source;
use crate::syntax::Dockerfile;
use crate::template::{Base, Facts};
use layout::Layout;

/// A single-stage Dockerfile with all that is known of it.
pub struct Subject<'a> {
    /// Its text.
    pub source: &'a Source,
    /// Its tree.
    pub file: &'a Dockerfile,
    /// Item of the FROM.
    pub from: usize,
    /// The base image.
    pub base: Base,
    /// Its steps.
    pub image: Image,
    /// What lies where in the finished image.
    pub layout: Layout<'a>,
    /// The build context, where it is at hand.
    pub project: Option<&'a Project>,
    /// What is known of images and packages.
    pub facts: &'static Facts,
    /// What the user asked for.
    pub options: &'a Options,
}

impl Subject<'_> {
    /// The folders of PATH at the end of the image.
    pub fn path_folders(&self) -> Vec<String> {
        let path = self.image.end.env.get("PATH").cloned().flatten();
        path.as_deref().unwrap_or("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(':').map(str::to_owned).collect()
    }

    /// The working directory at the end; `/` where it is not known.
    pub fn workdir(&self) -> &str {
        self.image.end.workdir.as_deref().unwrap_or("/")
    }
}
