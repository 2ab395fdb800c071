//! Turns Prisma schemas into where the generated client lies.
//! Relies on the lines of `generator` blocks. Does not read models.

use super::super::facts::Prisma;
use super::super::path;
use super::super::tree::Tree;

/// The schema among the files of a package: prisma/schema.prisma before others.
pub(super) fn find(tree: &Tree, folder: &str, files: &[&str]) -> Option<Prisma> {
    let mut schemas: Vec<&str> =
        files.iter().copied().filter(|file| file.ends_with(".prisma") && !file.contains("node_modules/")).collect();
    schemas.sort_by_key(|file| path::within(file, folder) != Some("prisma/schema.prisma"));
    let schema = (*schemas.first()?).to_owned();
    let outputs = schemas.iter().flat_map(|file| outputs(file, tree.text(file).unwrap_or_default())).collect();
    let beside = path::folder(&schema);
    let migrations = [beside, path::folder(beside)].iter().any(|folder| tree.is_folder(&path::join(folder, "migrations")));
    Some(Prisma { schema, outputs, migrations })
}

/// `output = "../src/generated"` of each `generator … { … }`, seen from the schema's folder.
fn outputs(file: &str, text: &str) -> Vec<String> {
    let mut in_generator = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("generator ") {
            in_generator = true;
        } else if line.starts_with('}') {
            in_generator = false;
        } else if in_generator
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == "output"
            && let Some(value) = value.split('"').nth(1)
        {
            found.push(path::join(path::folder(file), value));
        }
    }
    found
}
