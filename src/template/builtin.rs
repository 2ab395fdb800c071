//! Turns the dated data of templates/*.toml, which is part of the program, into answers about images, packages and tools.
//! Relies on the data being well-formed (a test reads all of it); each file is read once, when it is first asked for.
//! Deliberately decides nothing: what an answer means for a Dockerfile is the business of those who ask.

use std::sync::OnceLock;

use super::combined::Projects;
use super::contents::Contents;
use super::images::Images;
use super::languages::{GoModules, NodePackages, RustCrates};
use super::packages::Packages;
use super::tools::Tools;

/// Dated facts about images, packages and tools.
#[derive(Debug, Default)]
pub struct Facts {
    images: OnceLock<Images>,
    packages: OnceLock<Packages>,
    tools: OnceLock<Tools>,
    contents: OnceLock<Contents>,
    go: OnceLock<GoModules>,
    rust: OnceLock<RustCrates>,
    node: OnceLock<NodePackages>,
    projects: OnceLock<Projects>,
}

impl Facts {
    /// The facts that come with the program.
    pub fn builtin() -> &'static Facts {
        static FACTS: Facts = Facts {
            images: OnceLock::new(),
            packages: OnceLock::new(),
            tools: OnceLock::new(),
            contents: OnceLock::new(),
            go: OnceLock::new(),
            rust: OnceLock::new(),
            node: OnceLock::new(),
            projects: OnceLock::new(),
        };
        &FACTS
    }

    pub(super) fn images(&self) -> &Images {
        self.images.get_or_init(|| read(IMAGES))
    }

    pub(super) fn packages(&self) -> &Packages {
        self.packages.get_or_init(|| read(PACKAGES))
    }

    pub(super) fn tools(&self) -> &Tools {
        self.tools.get_or_init(|| read(TOOLS))
    }

    pub(super) fn contents(&self) -> &Contents {
        self.contents.get_or_init(|| read(CONTENTS))
    }

    pub(super) fn go_modules(&self) -> &GoModules {
        self.go.get_or_init(|| read(GO))
    }

    pub(super) fn crates(&self) -> &RustCrates {
        self.rust.get_or_init(|| read(RUST))
    }

    pub(super) fn node_packages(&self) -> &NodePackages {
        self.node.get_or_init(|| read(NODE))
    }

    pub(super) fn projects(&self) -> &Projects {
        self.projects.get_or_init(|| read(PROJECTS))
    }
}

const IMAGES: &str = include_str!("../../templates/images.toml");
const PACKAGES: &str = include_str!("../../templates/packages.toml");
const TOOLS: &str = include_str!("../../templates/tools.toml");
const CONTENTS: &str = include_str!("../../templates/contents.toml");
const GO: &str = include_str!("../../templates/go.toml");
const RUST: &str = include_str!("../../templates/rust.toml");
const NODE: &str = include_str!("../../templates/node.toml");
const PROJECTS: &str = include_str!("../../templates/projects.toml");

/// The data of a file; nothing where it cannot be read, which the tests below rule out.
fn read<T: serde::de::DeserializeOwned + Default>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_readable() {
        toml::from_str::<Images>(IMAGES).expect("images.toml");
        toml::from_str::<Packages>(PACKAGES).expect("packages.toml");
        toml::from_str::<Tools>(TOOLS).expect("tools.toml");
        toml::from_str::<Projects>(PROJECTS).expect("projects.toml");
        toml::from_str::<Contents>(CONTENTS).expect("contents.toml");
        toml::from_str::<GoModules>(GO).expect("go.toml");
        toml::from_str::<RustCrates>(RUST).expect("rust.toml");
        toml::from_str::<NodePackages>(NODE).expect("node.toml");
    }
}
