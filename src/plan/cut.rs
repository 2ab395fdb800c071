//! Where the file is cut: behind the last step that builds. What stands below stays where it is.

use crate::demand::Demands;
use crate::detect::Subject;
use crate::model::{Action, Call, PackageManager, Run, Step, What};
use crate::outcome::Language;
use crate::syntax::{ItemKind, Keyword};
use crate::template::Use;

/// The place of the cut, and what each step is.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The first step behind the cut.
    pub step: usize,
    /// The first item behind the cut, the comments of its first instruction included.
    pub item: usize,
    /// One a step.
    pub roles: Vec<Role>,
}

/// What a step is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Configuration: ENV, WORKDIR, CMD …
    Config,
    /// Copies from the build context.
    Copies,
    /// Installs packages of the distribution, and nothing else.
    Packages,
    /// Makes users and groups, perhaps with their folders.
    Users,
    /// Makes folders, owners and modes, and nothing else.
    Folders,
    /// Installs global Node.js packages, and nothing else.
    Globals,
    /// Prints something.
    Idle,
    /// Everything else: builds, downloads, unknown programs.
    Builds,
}

/// Finds the cut.
pub fn cut(subject: &Subject, language: Language, demands: &Demands) -> Cut {
    let roles: Vec<Role> = subject.image.steps.iter().map(role).collect();
    let adds_a_build = demands.adds_a_build();
    let stays = |index: usize| -> bool {
        let step = &subject.image.steps[index];
        match roles[index] {
            Role::Config => step.keyword != Keyword::Onbuild && !(adds_a_build && sets_up_a_run(step.keyword)),
            Role::Copies => copy_stays(step, language, demands),
            Role::Packages => all_runtime(subject, step),
            Role::Users | Role::Idle => true,
            // What only prepares files of the build stage belongs to it: COPY --from keeps their modes.
            Role::Folders => !prepares_only(subject, index, step),
            Role::Globals => demands.globals.contains(&index),
            Role::Builds => false,
        }
    };
    let mut step = subject.image.steps.len();
    while step > 0 && stays(step - 1) {
        step -= 1;
    }
    // Printing, and making folders, right behind the build stays with the build where nothing else calls for it.
    while step < roles.len() && roles[step] == Role::Idle {
        step += 1;
    }
    let item = subject.image.steps.get(step).map_or(subject.file.items.len(), |s| first_comment(subject, s.item));
    Cut { step, item, roles }
}

/// True for what a RUN below it depends on.
fn sets_up_a_run(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Workdir | Keyword::Env | Keyword::Arg | Keyword::Shell | Keyword::User)
}

/// True for a RUN that only sets modes of files which a step above the cut copied.
fn prepares_only(subject: &Subject, index: usize, step: &Step) -> bool {
    let What::Run(run) = &step.what else { return false };
    let copied_by_neighbour = index > 0 && matches!(&subject.image.steps[index - 1].what, What::Copy(_));
    !copied_by_neighbour && run.calls.iter().all(|c| matches!(c.action, Action::Mode { .. } | Action::Nothing))
}

/// The first of the comment lines right above an instruction.
pub fn first_comment(subject: &Subject, item: usize) -> usize {
    let mut first = item;
    while first > 0 && matches!(subject.file.items[first - 1].kind, ItemKind::Comment) {
        first -= 1;
    }
    first
}

/// A COPY behind the last build step belongs to the running container, unless it brings what a build that is added needs.
fn copy_stays(step: &Step, language: Language, demands: &Demands) -> bool {
    let What::Copy(copy) = &step.what else { return false };
    if copy.from.is_some() {
        return false;
    }
    match language {
        Language::Go | Language::Rust => demands.from_source.is_none(),
        Language::Node => true,
    }
}

fn role(step: &Step) -> Role {
    match &step.what {
        What::Config => Role::Config,
        What::Copy(_) => Role::Copies,
        What::Opaque => Role::Builds,
        What::Run(run) => role_of_run(run),
    }
}

fn role_of_run(run: &Run) -> Role {
    if !run.opaque.is_empty() || !run.mounts.is_empty() && run.mounts.iter().any(|m| !m.contains("type=cache")) {
        return Role::Builds;
    }
    let of = |wanted: fn(&Call) -> bool| run.calls.iter().all(|c| wanted(c) || is_idle(c)) && run.calls.iter().any(wanted);
    if run.calls.iter().all(is_idle) {
        Role::Idle
    } else if of(is_package_call) {
        Role::Packages
    } else if of(is_user_call) && run.calls.iter().any(|c| matches!(c.action, Action::User { .. })) {
        Role::Users
    } else if of(is_folder_call) {
        Role::Folders
    } else if of(is_global_call) {
        Role::Globals
    } else {
        Role::Builds
    }
}

/// Prints something, or takes away what the package manager has downloaded.
fn is_idle(call: &Call) -> bool {
    let cleans = call.action == Action::PackageOther && call.argv.iter().flatten().any(|w| w == "clean" || w == "autoclean");
    (call.action == Action::Nothing || cleans) && call.writes.is_empty()
}

/// Package managers, and taking away what they leave.
fn is_package_call(call: &Call) -> bool {
    match &call.action {
        Action::Install { .. } | Action::PackageOther | Action::Uninstall { .. } => true,
        Action::Remove(paths) => paths
            .iter()
            .flatten()
            .all(|p| ["/var/lib/apt", "/var/cache", "/tmp", "/var/tmp", "/var/log", "/usr/share/doc"].iter().any(|f| p.starts_with(f))),
        _ => false,
    }
}

fn is_user_call(call: &Call) -> bool {
    matches!(call.action, Action::User { .. }) || is_folder_call(call)
}

fn is_folder_call(call: &Call) -> bool {
    matches!(call.action, Action::MakeFolders(_) | Action::Own { .. } | Action::Mode { .. } | Action::MakeFiles(_))
}

fn is_global_call(call: &Call) -> bool {
    match &call.action {
        Action::NodeGlobal { .. } => true,
        Action::NodeOther { what, .. } => what.starts_with("cache"),
        _ => call.argv.first().and_then(|w| w.as_deref()) == Some("corepack"),
    }
}

/// True unless the RUN installs with apt from lists that another RUN has fetched.
pub fn updates_first(run: &Run) -> bool {
    let apt = run.calls.iter().any(|c| matches!(&c.action, Action::Install { manager: PackageManager::Apt, .. }));
    let updates = run.calls.iter().any(|c| c.action == Action::PackageOther && c.argv.iter().flatten().any(|w| w == "update"));
    !apt || updates
}

/// True if every package of the step is for the running container.
fn all_runtime(subject: &Subject, step: &Step) -> bool {
    let What::Run(run) = &step.what else { return false };
    if !updates_first(run) {
        return false;
    }
    run.calls.iter().all(|call| match &call.action {
        Action::Install { manager, packages, .. } => {
            packages.iter().all(|p| p.as_deref().is_some_and(|p| subject.package_use(*manager, p) == Use::Run))
        }
        Action::Uninstall { .. } => false,
        _ => true,
    })
}
