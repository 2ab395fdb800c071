//! Demands sources that the running program reads as texts: the comments that swagger-jsdoc turns into a page, the schemas of a pattern.
//! Relies on literals with a wildcard. Does not ask for sources that only a loader of TypeScript would take by their pattern.

use crate::demand::{Demands, code};
use crate::detect::Subject;
use crate::project::path::{folder, join, under};
use crate::project::{Code, NodePackage, Project};
use crate::template::Facts;

/// Libraries that read the comments of sources. Sources: their documentation, `apis`, `filesPattern`.
const READERS: [&str; 5] = ["swagger-jsdoc", "swagger-autogen", "express-jsdoc-swagger", "express-oas-generator", "apidoc"];

/// Demands what patterns and paths of sources lead to, for sources that run in a folder of the context.
pub fn demand(subject: &Subject, code: &Code, package: &NodePackage, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    let reads_sources = code.imports.iter().any(|import| READERS.contains(&import.as_str()));
    for literal in code.read_literals.iter().chain(&code.literals) {
        let Some((fixed, end)) = pattern(&literal.text) else { continue };
        let is_source = matches!(end, ".ts" | ".js" | ".mjs" | ".cjs" | ".mts" | ".tsx" | ".jsx");
        if end.len() < 3 || is_source && !reads_sources {
            continue;
        }
        let why = format!("{}:{} names files of it", literal.file, literal.line);
        for base in [package.folder.as_str(), folder(&literal.file)] {
            for entry in fitting(project, package, &join(base, fixed), end) {
                code::demand_entry(subject, project, &entry, &why, demands);
            }
        }
    }
}

/// The folder that a pattern starts from and the ending that it asks for: `./src/**/*.ts` is `./src` and `.ts`; so is `./src/a.ts`.
fn pattern(text: &str) -> Option<(&str, &str)> {
    let name = text.rsplit('/').next()?;
    let end = &name[name.rfind('.')?..];
    let plain = |c: char| c.is_ascii_alphanumeric();
    let wild = text.find('*');
    let fixed = text[..wild.unwrap_or(text.len())].rsplit_once('/').map_or("", |(folder, _)| folder);
    let local = text.starts_with("./") || text.starts_with("../") || wild.is_some() || text.contains('/');
    (local && !text.contains(['{', '$', ':', ' ']) && !text.starts_with('/') && end.len() > 1 && end[1..].chars().all(plain))
        .then_some((fixed, end))
        .filter(|_| wild.is_some() || Facts::builtin().is_compiled_by_node_tools(text))
}

/// The folders, below one that a pattern starts from, whose files have the ending.
fn fitting(project: &Project, package: &NodePackage, start: &str, end: &str) -> Vec<String> {
    let inside = project.tree.under(start).map(|(file, _)| file);
    let files = inside.filter(|file| file.ends_with(end) && !file.contains("node_modules/") && !project.ignore.hides(file));
    let mut entries: Vec<String> =
        files.map(|file| if folder(file) == package.folder { file.to_owned() } else { under("", folder(file)) }).collect();
    entries.sort();
    entries.dedup();
    entries
}
