//! Turns the variables that the runtime stage refers to, and those that the process may read, into its ENV and ARG lines.
//! Relies on the steps and on what the base image sets. Knows nothing of what the values mean.

use std::collections::{BTreeSet, HashMap};

use super::cut::Cut;
use super::{Line, Plan};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::model::{Step, What, names_in};
use crate::syntax::{Arguments, Instruction, Keyword};

/// Names of variables that the runtime stage's own lines refer to.
pub fn used(subject: &Subject, cut: &Cut, plan: &Plan, lines: &[&[Line]]) -> BTreeSet<String> {
    let repeated: BTreeSet<usize> = lines
        .iter()
        .copied()
        .flatten()
        .filter_map(|l| match l {
            Line::Repeat { item, .. } => Some(*item),
            Line::New { .. } => None,
        })
        .collect();
    let steps = subject.image.steps.iter().enumerate();
    let mut used: BTreeSet<String> = steps
        .filter(|(index, step)| *index >= cut.step || plan.moved.contains(&step.item) || repeated.contains(&step.item))
        .flat_map(|(_, step)| step.variables.iter().cloned())
        .collect();
    // Commands that are taken out of a longer RUN keep its variables.
    let mut names = Vec::new();
    for line in lines.iter().copied().flatten() {
        if let Line::New { text, .. } = line {
            names_in(text, &mut names);
        }
    }
    used.extend(names);
    used
}

/// The lines that set them: of the base image first, then ARG and ENV in the order of the file. `used` are the names that the stage refers to.
pub fn lines(
    subject: &Subject,
    cut: &Cut,
    above: &[(usize, &Instruction)],
    readers: Readers,
    mut used: BTreeSet<String>,
    plan: &mut Plan,
) -> Vec<Line> {
    used.extend(arguments_of_folders(subject));
    let env = env(subject, cut, above, readers, &mut used, plan);
    let args = args(subject, above, &used, plan);
    let mut lines = base_variables(subject, &used, plan);
    let mut settings: Vec<(usize, Line)> = args.into_iter().chain(env).collect();
    settings.sort_by_key(|(item, _)| *item);
    lines.extend(settings.into_iter().map(|(_, line)| line));
    lines
}

/// Variables of the image that entry scripts refer to: an ARG is not there any more when they run.
pub fn of_scripts(subject: &Subject, entry: &Entry) -> BTreeSet<String> {
    let mut names = Vec::new();
    for text in entry.scripts.iter().filter_map(|path| subject.project?.tree.text(&subject.layout.in_context(path)?)) {
        names_in(text, &mut names);
    }
    names.into_iter().filter(|name| subject.image.end.env.contains_key(name)).collect()
}

/// Build arguments that name a working folder.
fn arguments_of_folders<'s>(subject: &'s Subject) -> impl Iterator<Item = String> + 's {
    let folders = subject.image.steps.iter().filter(|s| s.keyword == Keyword::Workdir);
    folders.flat_map(|s| s.variables.iter().filter(|name| s.before.args.contains_key(*name) && !s.before.env.contains_key(*name)).cloned())
}

/// Names of variables that an item refers to.
pub fn of<'s>(subject: &'s Subject, item: usize) -> impl Iterator<Item = String> + 's {
    let step = subject.image.steps.binary_search_by_key(&item, |s| s.item).ok();
    step.into_iter().flat_map(|index| subject.image.steps[index].variables.iter().cloned())
}

/// Who reads variables besides the author's own lines.
#[derive(Clone, Copy)]
pub struct Readers {
    /// A RUN that builds is added to the build stage.
    pub added_build: bool,
    /// The runtime stage repeats a global install, which package managers' variables steer.
    pub repeats_install: bool,
}

/// ENV above the cut: repeated where a RUN of the build follows it, moved where none does; left behind where only the build reads it.
fn env(
    subject: &Subject,
    cut: &Cut,
    above: &[(usize, &Instruction)],
    readers: Readers,
    used: &mut BTreeSet<String>,
    plan: &mut Plan,
) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    let steps = &subject.image.steps;
    let last_run = steps[..cut.step].iter().rposition(|s| matches!(s.what, What::Run(_)));
    let last_uses = last_uses(&steps[..cut.step]);
    for (item, instruction) in above.iter().rev().filter(|(_, i)| i.keyword == Keyword::Env) {
        let Arguments::Pairs(pairs) = &instruction.arguments else { continue };
        let only_build = pairs.iter().all(|p| {
            let key = p.key.text.as_str();
            let of_a_manager = ["COREPACK_", "PNPM_", "NPM_CONFIG_", "npm_config_", "YARN_"].iter().any(|manager| key.starts_with(manager));
            let steers =
                of_a_manager && ["_HOME", "_PREFIX", "_prefix", "_FOLDER", "_REGISTRY", "_registry"].iter().any(|what| key.ends_with(what));
            let is_read = used.contains(key) || readers.repeats_install && steers;
            !is_read
                && (subject.facts.build_only_env(key)
                    || key == "PATH" && only_toolchain_path(subject, p.value.as_ref().map_or("", |v| v.text.as_str())))
        });
        if only_build {
            plan.reasons.insert(*item, "only the build reads it".into());
            continue;
        }
        let Ok(index) = steps.binary_search_by_key(item, |s| s.item) else { continue };
        let step = &steps[index];
        used.extend(step.variables.iter().cloned());
        let run_follows = readers.added_build || last_run.is_some_and(|last| last >= index);
        let uses_follow = pairs.iter().any(|p| last_uses.get(p.key.text.as_str()).is_some_and(|last| *last > index));
        // One that refers to others keeps its place among them.
        if run_follows || uses_follow || !step.variables.is_empty() {
            let because = "the build and the running container may read it".to_owned();
            plan.reasons.insert(*item, because.clone());
            plan.restated.insert(*item);
            lines.push((*item, modern(subject, *item, instruction, &because)));
        } else {
            plan.moved.insert(*item);
            plan.reasons.insert(*item, "no RUN of the build follows it".into());
        }
    }
    lines.reverse();
    lines
}

/// The last of the steps that refers to each variable.
fn last_uses(steps: &[Step]) -> HashMap<&str, usize> {
    steps.iter().enumerate().flat_map(|(index, step)| step.variables.iter().map(move |name| (name.as_str(), index))).collect()
}

/// The author's ENV once more; the legacy `ENV name value`, of which BuildKit warns, with a `=` where that means the same.
fn modern(subject: &Subject, item: usize, instruction: &Instruction, because: &str) -> Line {
    let assigned = match instruction.pairs() {
        [pair] if pair.legacy && is_name(&pair.key.text) => {
            pair.value.as_ref().and_then(|value| one_word(&value.text)).map(|value| format!("{}={value}", pair.key.text))
        }
        _ => None,
    };
    let because = because.to_owned();
    match assigned {
        Some(pair) => Line::New { text: format!("{} {pair}", subject.source.slice(instruction.name)), because },
        None => Line::Repeat { item, because },
    }
}

fn is_name(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The value of a legacy `ENV name value` as the one word that `name=value` takes: as it stands, or in double quotes where it has
/// blanks. None where quotes stand inside, an escape, or several lines, and where the author meant an assignment (`ENV A = b`).
fn one_word(value: &str) -> Option<String> {
    if value.starts_with('=') {
        return None;
    }
    let bare = |text: &str| !text.is_empty() && !text.contains(['"', '\'', '\\', '`', '\n', '\r']);
    let quoted = ['"', '\''].iter().any(|&q| value.strip_prefix(q).and_then(|v| v.strip_suffix(q)).is_some_and(bare));
    if quoted || (bare(value) && !value.contains(char::is_whitespace)) {
        return Some(value.to_owned());
    }
    bare(value).then(|| format!("\"{value}\""))
}

/// Variables of the builder's own image that lines of the runtime stage refer to, and that its base does not have (GOPATH, CARGO_HOME).
fn base_variables(subject: &Subject, used: &BTreeSet<String>, plan: &Plan) -> Vec<Line> {
    if plan.runtime.same_image {
        return Vec::new();
    }
    let runtime = subject.facts.base(&plan.runtime.reference);
    let has = |name: &str| runtime.as_ref().is_some_and(|b| b.env.iter().any(|(n, _)| n == name));
    let keyword = if subject.is_lower_case() { "env" } else { "ENV" };
    // A user's name that is put together from PATH: nobody means it, and it stays what it is.
    let by_user = subject.image.steps.iter().any(|step| step.keyword == Keyword::User && step.variables.iter().any(|name| name == "PATH"));
    let missing = subject.base.env.iter().filter(|(name, _)| if name == "PATH" { by_user } else { used.contains(name) && !has(name) });
    missing
        .map(|(name, value)| Line::New {
            text: format!("{keyword} {name}={value}"),
            because: format!("{}:{} sets it, and lines of the runtime stage refer to it", subject.base.repository, subject.base.tag),
        })
        .collect()
}

/// A PATH that only adds folders of the tool chain.
fn only_toolchain_path(subject: &Subject, value: &str) -> bool {
    let value = value.trim_matches('"');
    value.split(':').all(|part| {
        part == "$PATH"
            || part == "${PATH}"
            || [
                "/go",
                "$GOPATH",
                "${GOPATH}",
                "/usr/local/go",
                "/usr/local/cargo",
                "/root/.cargo",
                "$CARGO_HOME",
                "$HOME/.cargo",
                "$GOROOT",
                "${GOROOT}",
            ]
            .iter()
            .any(|f| part.starts_with(f))
            || subject.path_folders().is_empty()
    })
}

fn args(subject: &Subject, above: &[(usize, &Instruction)], used: &BTreeSet<String>, plan: &mut Plan) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    let mut used = used.clone();
    for (item, instruction) in above.iter().rev().filter(|(_, i)| i.keyword == Keyword::Arg) {
        let Arguments::Pairs(pairs) = &instruction.arguments else { continue };
        if pairs.iter().any(|p| used.contains(&p.key.text)) {
            // What its default refers to must be there as well.
            used.extend(of(subject, *item));
            let because = "an ARG ends with its stage, and the runtime stage uses it".to_owned();
            plan.reasons.insert(*item, because.clone());
            lines.push((*item, Line::Repeat { item: *item, because }));
        }
    }
    lines.reverse();
    lines
}
