//! Turns a server that a framework has packed together with its dependencies into the folder that holds all of it.
//! Relies on the frameworks' documented outputs, on the known outputs of the build and on the kinds of packages.
//! Does not look into packages: where one of them is native, or loads others by names that it puts together, nothing is left behind.

use super::outputs;
use crate::demand::{Demands, started};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::model::normalise;
use crate::project::node::package_of;
use crate::project::{Code, NodePackage};
use crate::template::NodeKind;

/// A folder that needs nothing beside it.
pub struct Contained {
    /// Its path in the image.
    pub folder: String,
    /// Words that fit behind "because".
    pub why: &'static str,
}

/// The folder of a server that brings its own dependencies, where nothing else is started.
pub fn server(
    subject: &Subject,
    entry: &Entry,
    home: &str,
    package: Option<&NodePackage>,
    code: &Code,
    demands: &Demands,
) -> Option<Contained> {
    if started::programs(entry) > 1 {
        return None;
    }
    standalone(demands).or_else(|| output(subject, home, package?, code, demands))
}

/// Source: nextjs.org, "output: standalone".
fn standalone(demands: &Demands) -> Option<Contained> {
    let folder = demands
        .paths
        .keys()
        .find_map(|path| path.find("/.next/standalone/").map(|at| path[..at + "/.next/standalone".len()].to_owned()))?;
    Some(Contained { folder, why: "Next.js puts all that the server needs there" })
}

/// Sources: nuxt.com, "Deployment" (a Node.js server needs `.output` alone); nitro.build, "Presets".
fn output(subject: &Subject, home: &str, package: &NodePackage, code: &Code, demands: &Demands) -> Option<Contained> {
    let folder = normalise(home, ".output");
    let starts = demands.paths.contains_key(&normalise(&folder, "server/index.mjs"));
    let preset = ["NITRO_PRESET", "SERVER_PRESET"].iter().any(|name| subject.image.end.env.contains_key(*name));
    let unseen = code.reads_unknown.iter().any(|place| place.text.starts_with("require") || place.text.starts_with("import("));
    let names = || package.dependencies.keys().map(String::as_str).chain(package.imported.keys().map(|import| package_of(import)));
    let by_name = subject.facts.parts_loaded_by_name().any(|(library, _)| names().any(|name| name == library));
    if !starts || preset || unseen || by_name || names().any(|name| is_more_than_sources(subject, name)) {
        return None;
    }
    let made = outputs::of_the_build(subject, home, demands)?;
    made.contains(&folder).then_some(Contained { folder, why: "Nuxt puts all that the server needs there" })
}

/// A package of which a bundler may miss a part: what lies beside its sources, or is made by its install.
fn is_more_than_sources(subject: &Subject, name: &str) -> bool {
    match subject.facts.node_package(name).map(|fact| fact.kind) {
        Some(
            NodeKind::Native
            | NodeKind::OptionalNative
            | NodeKind::PerPlatform
            | NodeKind::Binary
            | NodeKind::Downloads
            | NodeKind::Engine
            | NodeKind::InstallScript,
        ) => true,
        Some(
            NodeKind::Program | NodeKind::Migration | NodeKind::BuildTool | NodeKind::Calls | NodeKind::HarmlessScript | NodeKind::Pure,
        )
        | None => false,
    }
}
