//! The beginning of the runtime stage, and what moves from above the cut: the closed table of where each instruction goes.

use std::collections::{BTreeSet, HashMap};

use super::cut::Cut;
use super::{Line, Plan, again};
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::model::{Step, What, names_in};
use crate::outcome::Language;
use crate::shell;
use crate::syntax::{Arguments, Instruction, ItemKind, Keyword};
use crate::template::Stage;

/// The names of the stages.
pub struct StageName {
    /// Of the build stage.
    pub name: String,
    /// Of the last stage, where something outside refers to the author's name.
    pub last: Option<String>,
}

/// `build`, or the author's own name; where something outside asks for that name, the last stage keeps it.
pub fn stage_name(subject: &Subject, language: Language) -> StageName {
    let template = Stage::of(language);
    let Some(own) = author_name(subject) else {
        // `--from=build` of the author's names an image or a context that is given to the build.
        let taken = copies_from(subject, &template.build);
        return StageName { name: if taken { &template.build_instead } else { &template.build }.clone(), last: None };
    };
    let referred = subject.project.is_some_and(|p| p.stage_references.iter().any(|r| r.eq_ignore_ascii_case(&own)));
    if referred {
        let name = if own.eq_ignore_ascii_case(&template.build) { &template.build_instead } else { &template.build };
        StageName { name: name.clone(), last: Some(own) }
    } else {
        StageName { name: own, last: None }
    }
}

/// True if a COPY or a mount of the author's is from this name.
fn copies_from(subject: &Subject, name: &str) -> bool {
    subject.image.steps.iter().any(|step| match &step.what {
        What::Copy(copy) => copy.from.as_deref().is_some_and(|from| from.eq_ignore_ascii_case(name)),
        What::Run(run) => {
            run.mounts.iter().any(|m| m.split(',').any(|p| p.strip_prefix("from=").is_some_and(|f| f.eq_ignore_ascii_case(name))))
        }
        What::Config | What::Opaque => false,
    })
}

/// The comment that BuildKit would read as the description of a stage which has a name from now on, and that does not begin with it.
/// Source: BuildKit, frontend/dockerfile/parser and rule InvalidDefinitionDescription: blank lines do not part them, an empty comment does.
pub fn comment_to_end(subject: &Subject, stage: &str) -> Option<usize> {
    if author_name(subject).is_some() {
        return None;
    }
    let items = &subject.file.items;
    let above = (0..subject.from).rev().find(|&item| !matches!(items[item].kind, ItemKind::Blank))?;
    let text = subject.source.slice(items[above].span);
    let comment = text.trim_start().strip_prefix('#').filter(|_| matches!(items[above].kind, ItemKind::Comment))?.trim();
    (!comment.is_empty() && comment.split(' ').next() != Some(stage)).then_some(above)
}

/// The name behind AS.
pub fn author_name(subject: &Subject) -> Option<String> {
    let words = from_words(subject);
    words.iter().position(|w| w.eq_ignore_ascii_case("as")).and_then(|i| words.get(i + 1)).map(|w| (*w).to_owned())
}

/// The image reference as written in FROM.
pub fn base_reference<'s>(subject: &'s Subject) -> &'s str {
    from_words(subject).first().copied().unwrap_or_default()
}

fn from_words<'s>(subject: &'s Subject) -> Vec<&'s str> {
    match subject.instruction(subject.from).map(|i| &i.arguments) {
        Some(Arguments::Words(words)) => words.iter().map(|w| w.text.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Fills the plan's head, moved items and reasons.
pub fn assemble(subject: &Subject, cut: &Cut, entry: &Entry, demands: &Demands, packages: Vec<Line>, copies: Vec<Line>, plan: &mut Plan) {
    let above: Vec<(usize, &Instruction)> =
        subject.file.instructions().filter(|(item, _)| *item > subject.from && *item < cut.item).collect();
    for (item, instruction) in &above {
        if moves(instruction.keyword) {
            plan.moved.insert(*item);
            plan.reasons.insert(*item, "says something about running, not about building".into());
        }
    }
    let mut globals = again::globals(subject, cut, demands, plan);
    globals.extend(super::python::lines(subject, cut, demands));
    let users = again::users(subject, cut, entry, demands, plan);
    let shell = shell(&above, entry, &packages, plan);
    let mut used = variables_used(subject, cut, plan, &[&users, &globals, &packages]);
    used.extend(demands.variables.iter().cloned());
    used.extend(arguments_of_folders(subject));
    used.extend(last_user(&above).into_iter().flat_map(|item| variables_of(subject, item)));
    used.extend(variables_of_scripts(subject, entry));
    let repeats_install = !globals.is_empty();
    let env = env(subject, cut, &above, Readers { added_build: demands.adds_a_build(), repeats_install }, &mut used, plan);
    let args = args(subject, &above, &used, plan);
    let mut env_lines = base_variables(subject, &used, plan);
    let mut settings: Vec<(usize, Line)> = args.into_iter().chain(env).collect();
    settings.sort_by_key(|(item, _)| *item);
    env_lines.extend(settings.into_iter().map(|(_, line)| line));
    if let Some(line) = super::improve::node_env(subject, demands) {
        env_lines.push(line);
    }
    let workdir = workdir(subject, cut, plan);
    let links = again::links(subject, cut);
    let modes = again::modes(subject, cut, demands);
    let user = user(subject, cut, &above, demands, plan);
    // A shell that the base lacks comes with the packages: they are installed first.
    let late = shell_program(subject)
        .is_some_and(|name| plan.runtime.distro.as_ref().is_some_and(|d| !subject.facts.has_command_in_slim(d, name)));
    let (early, shell) = if late { (Vec::new(), shell) } else { (shell, Vec::new()) };
    plan.head = [early, env_lines, packages, shell, globals, users, links, workdir, copies, modes, user]
        .into_iter()
        .filter(|g: &Vec<Line>| !g.is_empty())
        .collect();
}

/// Instructions that only say how the container runs.
pub fn moves(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Cmd
            | Keyword::Entrypoint
            | Keyword::Expose
            | Keyword::Healthcheck
            | Keyword::Label
            | Keyword::Maintainer
            | Keyword::Stopsignal
            | Keyword::Volume
    )
}

/// The program of SHELL, by name.
fn shell_program<'s>(subject: &'s Subject) -> Option<&'s str> {
    subject.image.end.shell.first().map(|program| program.rsplit('/').next().unwrap_or(program))
}

fn shell(above: &[(usize, &Instruction)], entry: &Entry, packages: &[Line], plan: &mut Plan) -> Vec<Line> {
    let Some((item, _)) = above.iter().rev().find(|(_, i)| i.keyword == Keyword::Shell) else { return Vec::new() };
    if !entry.shell_form && packages.is_empty() {
        return Vec::new();
    }
    let because = "shell commands of the runtime stage run in it".to_owned();
    plan.reasons.insert(*item, because.clone());
    vec![Line::Repeat { item: *item, because }]
}

/// Names of variables that the runtime stage's own lines refer to.
fn variables_used(subject: &Subject, cut: &Cut, plan: &Plan, lines: &[&[Line]]) -> BTreeSet<String> {
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

/// Variables of the image that entry scripts refer to: an ARG is not there any more when they run.
fn variables_of_scripts(subject: &Subject, entry: &Entry) -> BTreeSet<String> {
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

/// The last USER above the cut.
fn last_user(above: &[(usize, &Instruction)]) -> Option<usize> {
    above.iter().rev().find(|(_, i)| i.keyword == Keyword::User).map(|(item, _)| *item)
}

/// Names of variables that an item refers to.
fn variables_of<'s>(subject: &'s Subject, item: usize) -> impl Iterator<Item = String> + 's {
    let step = subject.image.steps.binary_search_by_key(&item, |s| s.item).ok();
    step.into_iter().flat_map(|index| subject.image.steps[index].variables.iter().cloned())
}

/// Who reads variables besides the author's own lines.
#[derive(Clone, Copy)]
struct Readers {
    /// A RUN that builds is added to the build stage.
    added_build: bool,
    /// The runtime stage repeats a global install, which package managers' variables steer.
    repeats_install: bool,
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
    let missing = subject.base.env.iter().filter(|(name, _)| name != "PATH" && used.contains(name) && !has(name));
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
            used.extend(variables_of(subject, *item));
            let because = "an ARG ends with its stage, and the runtime stage uses it".to_owned();
            plan.reasons.insert(*item, because.clone());
            lines.push((*item, Line::Repeat { item: *item, because }));
        }
    }
    lines.reverse();
    lines
}

/// The working directory, unless the base has the same or an instruction below the cut sets one before it matters.
fn workdir(subject: &Subject, cut: &Cut, plan: &Plan) -> Vec<Line> {
    let tail = &subject.image.steps[cut.step..];
    for step in tail {
        let absolute = step.keyword == Keyword::Workdir
            && matches!(subject.instruction(step.item).map(|i| &i.arguments), Some(Arguments::Text(w)) if w.text.starts_with('/'));
        if absolute {
            return Vec::new();
        }
        if matches!(step.what, What::Run(_) | What::Copy(_)) || step.keyword == Keyword::Workdir {
            break;
        }
    }
    let at_cut = tail.first().map_or(&subject.image.end, |s| &s.before);
    let path = at_cut.workdir.as_deref().unwrap_or("/");
    let base = if plan.runtime.workdir.is_empty() { "/" } else { plan.runtime.workdir.as_str() };
    if path == base {
        return Vec::new();
    }
    let keyword = if subject.is_lower_case() { "workdir" } else { "WORKDIR" };
    let mut lines = vec![Line::New {
        text: format!("{keyword} {}", subject.as_written()(path)),
        because: "the container starts in the same folder as before".into(),
    }];
    let runs_as = subject.image.end.user.clone().flatten().is_some_and(|u| u != "root" && u != "0");
    if let Some(owner) = subject.layout.owner(path, cut.step).filter(|_| runs_as && !plan.runtime.shellless) {
        let run = if subject.is_lower_case() { "run" } else { "RUN" };
        lines.push(Line::New {
            text: format!("{run} chown {owner} {}", shell::quoted(path)),
            because: "the folder belongs to the container's user, who may write in it".into(),
        });
    }
    lines
}

/// USER above the cut, or the one that is added.
fn user(subject: &Subject, cut: &Cut, above: &[(usize, &Instruction)], demands: &Demands, plan: &mut Plan) -> Vec<Line> {
    if let Some(user) = &demands.user {
        let keyword = if subject.is_lower_case() { "user" } else { "USER" };
        return vec![Line::New { text: format!("{keyword} {user}"), because: "nothing that it does needs root".into() }];
    }
    let at_cut = subject.image.steps.get(cut.step).map_or(&subject.image.end, |s| &s.before);
    if at_cut.user.is_none() {
        return Vec::new();
    }
    let Some(item) = last_user(above) else { return Vec::new() };
    let because = "the container runs as this user".to_owned();
    let builds_after = subject.image.steps.iter().take(cut.step).any(|s| s.item > item && matches!(s.what, What::Run(_) | What::Copy(_)));
    plan.reasons.insert(item, because.clone());
    if builds_after {
        return vec![Line::Repeat { item, because }];
    }
    plan.moved.insert(item);
    Vec::new()
}
