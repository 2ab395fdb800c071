//! The beginning of the runtime stage, and what moves from above the cut: the closed table of where each instruction goes.

use super::cut::Cut;
use super::variables::{self, Readers};
use super::{Line, Plan, again};
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::model::What;
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
    let readers = Readers { added_build: demands.adds_a_build(), repeats_install: !globals.is_empty() };
    let mut used = variables::used(subject, cut, plan, &[&users, &globals, &packages]);
    used.extend(demands.variables.iter().cloned());
    used.extend(last_user(&above).into_iter().flat_map(|item| variables::of(subject, item)));
    used.extend(variables::of_scripts(subject, entry));
    let mut variables = variables::lines(subject, cut, &above, readers, used, plan);
    variables.extend(super::improve::node_env(subject, demands));
    let workdir = workdir(subject, cut, plan);
    let links = again::links(subject, cut);
    let modes = if plan.runtime.shellless { Vec::new() } else { again::modes(subject, cut, demands) };
    let user = user(subject, cut, &above, demands, plan);
    // A shell that the base lacks comes with the packages: they are installed first.
    let late = shell_program(subject)
        .is_some_and(|name| plan.runtime.distro.as_ref().is_some_and(|d| !subject.facts.has_command_in_slim(d, name)));
    let (early, shell) = if late { (Vec::new(), shell) } else { (shell, Vec::new()) };
    plan.head = [early, variables, packages, shell, globals, users, links, workdir, copies, modes, user]
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

/// The last USER above the cut.
fn last_user(above: &[(usize, &Instruction)]) -> Option<usize> {
    above.iter().rev().find(|(_, i)| i.keyword == Keyword::User).map(|(item, _)| *item)
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
