//! Commands of the build that the runtime stage runs again: global installs, users, links into the kernel's folders, modes of folders.
//! Relies on the steps and the demands. Says nothing about packages, which have a room of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{Cut, Role};
use super::{Line, Plan};
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::is_of_every_image;
use crate::model::{Action, Call, Known, Transfer, What, normalise};

/// The global installs that the start command uses.
pub fn globals(subject: &Subject, cut: &Cut, demands: &Demands, plan: &mut Plan) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut settings = settings_of_managers(subject);
    for &index in demands.globals.iter().filter(|i| **i < cut.step) {
        let step = &subject.image.steps[index];
        let because = "the start command uses what it installs";
        let (before, of_later): (Vec<_>, Vec<_>) = settings.into_iter().partition(|(at, _)| *at <= index);
        settings = of_later;
        if cut.roles[index] == Role::Globals {
            let before: Vec<&str> = before.iter().filter(|(at, _)| *at < index).map(|(_, text)| *text).collect();
            if !before.is_empty() {
                let run = if subject.is_lower_case() { "run" } else { "RUN" };
                let because = "it says where packages come from".to_owned();
                lines.push(Line::New { text: format!("{run} {}", before.join(" && ")), because });
            }
            plan.reasons.insert(step.item, because.into());
            lines.push(Line::Repeat { item: step.item, because: because.into() });
            continue;
        }
        let What::Run(run) = &step.what else { continue };
        let installs = run
            .calls
            .iter()
            .filter(|c| matches!(c.action, Action::NodeGlobal { .. }) || c.argv.first().and_then(|w| w.as_deref()) == Some("corepack"))
            .map(|c| subject.source.slice(c.span));
        let parts: Vec<&str> = before.iter().map(|(_, text)| *text).chain(installs).collect();
        lines.push(Line::New { text: run_of(subject, &parts), because: because.into() });
    }
    lines
}

/// A RUN of these commands. A blank that is escaped at its end (`\\ `) must not become a continuation: a command that does nothing follows.
fn run_of<T: AsRef<str>>(subject: &Subject, commands: &[T]) -> String {
    let commands: Vec<&str> = commands.iter().map(AsRef::as_ref).collect();
    let run = if subject.is_lower_case() { "run" } else { "RUN" };
    let text = format!("{run} {}", commands.join(" && "));
    if text.trim_end().ends_with(['\\', '`']) { format!("{text} && :") } else { text }
}

/// `npm config set registry …`, with the step that says it: installs that are repeated need it in front of them.
fn settings_of_managers<'s>(subject: &'s Subject) -> Vec<(usize, &'s str)> {
    let sets =
        |call: &&Call| matches!(&call.action, Action::NodeOther { what, .. } if what.starts_with("config set") || what.starts_with("set "));
    let steps = subject.image.steps.iter().enumerate();
    let runs = steps.filter_map(|(index, step)| step.what.run().map(|run| (index, run)));
    runs.flat_map(|(index, run)| run.calls.iter().filter(sets).map(move |call| (index, subject.source.slice(call.span)))).collect()
}

/// The RUNs that make the users which the runtime stage names.
pub fn users(subject: &Subject, cut: &Cut, entry: &Entry, demands: &Demands, plan: &mut Plan) -> Vec<Line> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    if let Some(user) = &demands.user {
        names.extend(user.split(':').map(str::to_owned));
    }
    if let Some(Some(user)) = &subject.image.end.user {
        names.extend(user.split(':').map(str::to_owned));
    }
    names.extend(users_in_texts(subject, cut, entry));
    for path in demands.paths.keys() {
        if let Some(owner) = subject.layout.owner(path, cut.step) {
            names.extend(owner.split(':').map(str::to_owned));
        }
    }
    let mut lines = Vec::new();
    for (index, step) in subject.image.steps.iter().enumerate().take(cut.step) {
        let What::Run(run) = &step.what else { continue };
        let makes = |c: &&crate::model::Call| matches!(&c.action, Action::User { name: Some(name), .. } if names.contains(name));
        if !run.calls.iter().any(|c| makes(&c)) {
            continue;
        }
        let because = "the container's user must exist in the runtime stage too".to_owned();
        let only_users = run.calls.iter().all(|c| matches!(c.action, Action::User { .. } | Action::Nothing | Action::MakeFolders(_)));
        if cut.roles[index] == Role::Users && only_users {
            plan.reasons.insert(step.item, because.clone());
            lines.push(Line::Repeat { item: step.item, because });
        } else {
            let parts: Vec<&str> =
                run.calls.iter().filter(|c| matches!(c.action, Action::User { .. })).map(|c| subject.source.slice(c.span)).collect();
            lines.push(Line::New { text: run_of(subject, &parts), because });
        }
    }
    lines
}

/// Users that steps make, and that the command, an entry script or a RUN of the runtime stage names (`exec gosu NAME`).
fn users_in_texts(subject: &Subject, cut: &Cut, entry: &Entry) -> Vec<String> {
    let calls = subject.image.steps.iter().take(cut.step).filter_map(|s| s.what.run()).flat_map(|run| &run.calls);
    let made = calls.filter_map(|c| match &c.action {
        Action::User { name: Some(name), .. } => Some(name),
        _ => None,
    });
    let scripts = entry.scripts.iter().filter_map(|path| subject.project?.tree.text(&subject.layout.in_context(path)?));
    let commands = [entry.entrypoint, entry.cmd].into_iter().flatten().filter_map(|item| subject.instruction(item));
    let runs = subject.image.steps[cut.step..].iter().filter(|s| s.what.run().is_some()).filter_map(|s| subject.instruction(s.item));
    let texts: Vec<&str> = scripts.chain(commands.chain(runs).map(|i| i.text.text.as_str())).collect();
    let words: BTreeSet<&str> =
        texts.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c))).collect();
    made.filter(|name| words.contains(name.as_str())).cloned().collect()
}

/// Links to what is there only when a container runs, made again: `ln -sf /dev/stdout /var/log/app.log`.
pub fn links(subject: &Subject, cut: &Cut) -> Vec<Line> {
    let calls = subject.image.steps.iter().take(cut.step).filter_map(|s| s.what.run()).flat_map(|run| &run.calls);
    let of_the_kernel = |path: &Known| path.as_deref().is_some_and(|p| p.starts_with("/dev/") || p.starts_with("/proc/"));
    let made = calls.filter(|c| matches!(&c.action, Action::Transfer { from, how: Transfer::Link, .. } if from.iter().any(of_the_kernel)));
    let mut parts: Vec<String> = Vec::new();
    for call in made {
        // The folder may come with a package that the runtime stage does not have.
        if let Action::Transfer { to: Some(to), .. } = &call.action {
            let folder = normalise(to, if to.ends_with('/') { "." } else { ".." });
            let make = format!("mkdir -p {folder}");
            if !is_of_every_image(&folder) && !parts.contains(&make) {
                parts.push(make);
            }
        }
        parts.push(subject.source.slice(call.span).to_owned());
    }
    if parts.is_empty() {
        return Vec::new();
    }
    vec![Line::New { text: run_of(subject, &parts), because: "where they lead to is there only in a container".into() }]
}

/// True for a mode that lets somebody but the owner write: `777`, `g+rwX`, `a+w`.
fn lets_others_write(mode: &str) -> bool {
    let digits = mode.trim_start_matches('0');
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.bytes().rev().take(2).any(|digit| digit & 2 != 0);
    }
    mode.split(',').any(|part| part.contains('w') && !part.contains('-') && !part.starts_with('u'))
}

/// Modes of folders, set again: COPY gives the folder that it names mode 0755, whatever it had, and WORKDIR makes its folder anew. Of the
/// working directory whoever runs the container (`docker run --user`), of copied folders for a user other than root.
/// Measured with BuildKit of engine 28.5.2; what lies in the folder keeps its mode.
pub fn modes(subject: &Subject, cut: &Cut, demands: &Demands) -> Vec<Line> {
    let user = subject.image.end.user.clone().flatten().or_else(|| subject.base.user.clone());
    let as_root = user.is_none_or(|user| matches!(user.split(':').next(), Some("root" | "0" | "")));
    let copied = demands.paths.iter().filter(|(_, demand)| !as_root && demand.folder && !demand.optional).map(|(path, _)| path.as_str());
    let paths: BTreeSet<&str> = copied.chain(Some(subject.workdir()).filter(|folder| *folder != "/")).collect();
    let mut folders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in paths {
        if let Some(mode) = subject.layout.mode(path, cut.step).filter(|mode| lets_others_write(mode)) {
            folders.entry(mode.to_owned()).or_default().push(path);
        }
    }
    let run = if subject.is_lower_case() { "run" } else { "RUN" };
    let because = "the folder is made anew, and others than its owner may write in it".to_owned();
    let line = |(mode, paths): (String, Vec<&str>)| Line::New {
        text: format!("{run} chmod {mode} {}", paths.join(" ")),
        because: because.clone(),
    };
    folders.into_iter().map(line).collect()
}
