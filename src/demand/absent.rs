//! Turns paths that sources and scripts name, and that the build context lacks, into demands: what git ignores, what an opaque step may make.
//! Relies on the layout and on the ignore files. Does not say that they are there: they are copied by a pattern, which may match nothing.

use super::code::{seen_at, takes_all_of};
use super::{Demands, Order, Path};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::{Found, Origin, below};
use crate::model::normalise;
use crate::project::path::{is_below, under, within};
use crate::project::{Code, Literal, NodePackage, Place, Project};
use crate::syntax::Keyword;

/// Endings of names that are written, not read.
const WRITTEN: [&str; 6] = ["log", "pid", "lock", "tmp", "out", "sock"];

/// Demands what sources that run in the folder `home` name, where a person may have it without the repository, or a step may make it.
pub fn named_by_code(subject: &Subject, project: &Project, code: &Code, home: &str, demands: &mut Demands) {
    let read = code.read_literals.iter().map(|literal| (literal, true));
    let like_a_path = code.literals.iter().filter(|literal| literal.text.contains('/')).map(|literal| (literal, false));
    for (literal, is_read) in read.chain(like_a_path) {
        let Some((path, folder, whole)) = absent(subject, project, literal, home) else { continue };
        let hidden = may_be_hidden(subject, project, &path, &whole);
        let made = is_read && matches!(subject.layout.find(&path), Found::Likely(e) if matches!(e.origin, Origin::Anything { .. }));
        if hidden || made {
            let place = Place { file: literal.file.clone(), line: literal.line, text: String::new() };
            perhaps(path, folder, format!("{} names it", seen_at(&place)), demands);
        }
    }
}

/// The first part of a relative path that the context lacks, as a path of the image, whether it is a folder, and the whole path.
fn absent(subject: &Subject, project: &Project, literal: &Literal, home: &str) -> Option<(String, bool, String)> {
    let text = literal.text.strip_prefix("./").unwrap_or(&literal.text);
    let text = below(text, home).unwrap_or(text);
    let plain = text.len() > 2 && text.contains(['/', '.']) && !text.starts_with(['/', '.']);
    if !plain || text.contains(['*', '?', '%', '{', '$', ':', '<', '\\', '[']) || text.contains(char::is_whitespace) || is_written(text) {
        return None;
    }
    let context = subject.layout.context_folder(home)?;
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    let missing = (1..=parts.len()).find(|&count| !project.has(&under(&context, &parts[..count].join("/"))))?;
    let path = normalise(home, &parts[..missing].join("/"));
    let folder = missing < parts.len() || text.ends_with('/');
    let whole = normalise(home, &parts.join("/"));
    (!parts.contains(&"..") && !matches!(subject.layout.find(&path), Found::Known(_))).then_some((path, folder, whole))
}

fn is_written(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(_, ending)| WRITTEN.contains(&ending))
}

/// True if git ignores a path of a folder that is copied whole, or what is looked for in it (`whole`), and .dockerignore does not.
fn may_be_hidden(subject: &Subject, project: &Project, path: &str, whole: &str) -> bool {
    let folder = normalise(path, "..");
    let Some(context) = subject.layout.context_folder(&folder) else { return false };
    let entry = under(&context, path.rsplit('/').next().unwrap_or_default());
    let looked_for = below(whole, path).filter(|rest| !rest.is_empty()).map(|rest| under(&entry, rest));
    // `certs/` of an ignore file names folders alone: what lies in one shows it.
    let ignored = [Some(entry.clone()), Some(under(&entry, "x")), looked_for].iter().flatten().any(|path| project.git_ignore.hides(path));
    ignored && !project.ignore.hides(&entry) && !project.has(&entry) && takes_all_of(subject, &folder)
}

/// Demands what entry scripts, commands and variables name and git ignores (`. ./config.sh`, `-c config.yaml`), once everything else is
/// demanded.
pub fn named_at_start(subject: &Subject, entry: &Entry, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    let homes = super::home::homes(subject, entry);
    for script in &entry.scripts {
        let Some(text) = super::started::text_of(subject, script) else { continue };
        named_in(subject, project, &homes, text, script, demands);
    }
    let commands = [(Keyword::Entrypoint, "ENTRYPOINT"), (Keyword::Cmd, "CMD"), (Keyword::Healthcheck, "HEALTHCHECK")];
    for (keyword, by) in commands {
        let Some(step) = subject.image.steps.iter().rfind(|step| step.keyword == keyword) else { continue };
        named_in(subject, project, &homes, subject.source.slice(subject.file.items[step.item].span), by, demands);
    }
    for (name, value) in &subject.image.end.env {
        named_in(subject, project, &homes, value.as_deref().unwrap_or_default(), name, demands);
    }
}

fn named_in(subject: &Subject, project: &Project, homes: &[String], text: &str, by: &str, demands: &mut Demands) {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let separates = |c: char| c.is_whitespace() || "\"'`=;|&<>()[]{},".contains(c);
    for word in lines.flat_map(|line| line.split(separates)).filter(|w| w.len() > 2 && w.contains('.') && !w.contains(['$', '*', '?'])) {
        for home in homes {
            let path = normalise(home, word);
            let known = matches!(subject.layout.find(&path), Found::Known(_));
            if !known && !is_written(word) && may_be_hidden(subject, project, &path, &path) {
                perhaps(path, false, format!("{by} names it"), demands);
            }
        }
    }
}

/// Kinds of files that configuration libraries complete a name with. Source: github.com/spf13/viper, `SupportedExts`; crate config, `FileFormat`.
const KINDS: [&str; 14] =
    ["env", "yaml", "yml", "json", "toml", "hcl", "ini", "properties", "props", "prop", "dotenv", "tfvars", "ron", "json5"];

/// Demands `NAME.KIND` where a library completes the name that the sources give it, and the context lacks the file.
pub fn completed_names(subject: &Subject, project: &Project, code: &Code, home: &str, demands: &mut Demands) {
    let libraries = ["github.com/spf13/viper", "config"];
    let Some(library) = libraries.into_iter().find(|library| code.imports.contains(*library)) else { return };
    for name in code.read_literals.iter().map(|literal| literal.text.trim_start_matches("./")) {
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-/".contains(&b)) && !name.starts_with('/');
        for kind in KINDS.iter().filter(|_| is_name) {
            let path = normalise(home, &format!("{name}.{kind}"));
            let told = *kind == "env" && code.literals.iter().any(|literal| literal.text == *kind) && !name.contains('/');
            let absent = !matches!(subject.layout.find(&path), Found::Known(_));
            if absent && (may_be_hidden(subject, project, &path, &path) || told && takes_all_of(subject, home)) {
                perhaps(path, false, format!("{library} reads it where it is there"), demands);
            }
        }
    }
}

/// Demands modules of a Node.js project that git ignores: `require("../account.json")`. What the compiler would take into its folder is not
/// found there either.
pub fn imported(subject: &Subject, package: &NodePackage, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    for (file, targets) in &package.modules {
        let own = within(file, &package.folder).and_then(|inside| inside.split_once('/')).map(|(top, _)| under(&package.folder, top));
        let compiled = |target: &str| package.out_dir.is_some() && own.as_deref().is_some_and(|own| is_below(target, own));
        for target in targets.iter().filter(|target| !project.has(target) && !compiled(target)) {
            let Some(path) = subject.layout.in_image(target).filter(|path| may_be_hidden(subject, project, path, path)) else { continue };
            perhaps(path, false, format!("{file} imports it"), demands);
        }
    }
}

/// Demands a path by a pattern, unless a folder around it comes along anyway.
fn perhaps(path: String, folder: bool, why: String, demands: &mut Demands) {
    if demands.paths.iter().any(|(around, demand)| demand.folder && !demand.optional && below(&path, around).is_some()) {
        return;
    }
    demands.paths.entry(path).or_insert(Path { folder, optional: true, order: Order::Data, why });
}
