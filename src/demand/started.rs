//! What the started commands demand, whatever the language: programs, scripts, files among their arguments, tools of the operating system.

use super::not_made::entry_not_made;
use super::{Demands, Order};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::base_fills;
use crate::detect::layout::{Event, Found, Origin, Program};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Call, normalise};
use crate::template::Family;

/// Commands of the shell itself.
const BUILTINS: [&str; 33] = [
    "cd", "echo", "printf", "export", "set", "unset", "exec", "eval", "true", "false", "test", "[", "[[", ":", ".", "source", "exit",
    "return", "read", "shift", "trap", "wait", "ulimit", "umask", "local", "declare", "command", "type", "break", "continue", "getopts",
    "alias", "pwd",
];

/// True for a command of the shell itself.
pub fn is_builtin(name: &str) -> bool {
    BUILTINS.contains(&name)
}

/// Refuses a command that recompiles on change, serves for development, or is only a shell.
pub fn refuse_what_needs_the_toolchain(subject: &Subject, entry: &Entry) -> Result<(), Box<Diagnostic>> {
    for started in entry.started.iter().filter(|s| !s.health) {
        let argv: Vec<&str> = started.call.argv.iter().map_while(|w| w.as_deref()).collect();
        if let Some(reason) = subject.facts.dev_server(&argv) {
            let words = argv.join(" ");
            let mut diagnostic = Diagnostic::new(
                Level::Refused,
                "dev-server",
                format!("the container runs `{}`, which needs the whole tool chain", short(&words)),
            )
            .at(started.call.span, reason.to_owned());
            if started.by != "CMD" && started.by != "ENTRYPOINT" {
                diagnostic = diagnostic.note("note", format!("it is started by {}", started.by));
            }
            return Err(Box::new(
                diagnostic
                    .because("a development server compiles while it runs: it cannot leave the build stage")
                    .way_out("if this file is for development, silence this with `# dfsplit: ignore development`"),
            ));
        }
    }
    Ok(())
}

pub fn short(words: &str) -> String {
    if words.chars().count() <= 60 { words.to_owned() } else { words.chars().take(57).chain("...".chars()).collect() }
}

/// How many commands the container starts, those of the health check left out.
pub fn programs(entry: &Entry) -> usize {
    entry.started.iter().filter(|s| !s.health && s.call.action != Action::Nothing).count()
}

/// What a started command is, seen from the image.
pub enum Thing<'l> {
    /// A program that a step compiled, at this path.
    Compiled(String, &'l Program),
    /// A file of the build context.
    File(String),
    /// Something that a step made in a way that is not known in detail.
    Made(String, &'l Event),
    /// A program of the base image or of a package, by name.
    Command(String),
    /// Nothing in the image has this name, as far as can be seen.
    Missing(String),
    /// The word is not known.
    Unknown,
}

/// What the first word of a started command stands for.
pub fn thing<'l>(subject: &'l Subject, started: &Started) -> Thing<'l> {
    let Some(Some(word)) = started.call.argv.first() else { return Thing::Unknown };
    if word.is_empty() {
        return Thing::Unknown;
    }
    if !word.contains('/') {
        return bare(subject, word);
    }
    let Some(folder) = started.call.folder.as_deref().or_else(|| word.starts_with('/').then_some("/")) else { return Thing::Unknown };
    at(subject, &normalise(folder, word))
}

/// What lies at a path of the image.
pub fn at<'l>(subject: &'l Subject, path: &str) -> Thing<'l> {
    match subject.layout.find(path) {
        Found::Known(Event { origin: Origin::Program(program), .. }) => Thing::Compiled(path.to_owned(), program),
        Found::Known(Event { origin: Origin::Copied { .. }, .. }) => Thing::File(path.to_owned()),
        Found::Likely(Event { origin: Origin::Programs(program), .. }) => Thing::Compiled(path.to_owned(), program),
        Found::Known(event) | Found::Likely(event) => Thing::Made(path.to_owned(), event),
        Found::Nothing => {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let system = [
                "/bin",
                "/sbin",
                "/usr/bin",
                "/usr/sbin",
                "/usr/local/bin",
                "/usr/local/sbin",
                "/usr/local/go/bin",
                "/usr/local/cargo/bin",
            ];
            if system.contains(&folder) { Thing::Command(name.to_owned()) } else { Thing::Missing(path.to_owned()) }
        }
    }
}

fn bare<'l>(subject: &'l Subject, name: &str) -> Thing<'l> {
    let mut likely = None;
    for folder in subject.path_folders().iter().filter(|f| f.starts_with('/')) {
        match at(subject, &normalise(folder, name)) {
            Thing::Compiled(path, program) => match subject.layout.find(&path) {
                Found::Known(_) => return Thing::Compiled(path, program),
                Found::Likely(_) | Found::Nothing => likely = likely.or(Some(Thing::Compiled(path, program))),
            },
            Thing::File(path) => return Thing::File(path),
            Thing::Made(path, event) if event.path == path => return Thing::Made(path, event),
            Thing::Made(..) | Thing::Command(_) | Thing::Missing(_) | Thing::Unknown => {}
        }
    }
    if BUILTINS.contains(&name) || subject.facts.has_command(&subject.base, name) {
        return Thing::Command(name.to_owned());
    }
    likely.unwrap_or_else(|| Thing::Command(name.to_owned()))
}

/// Where a program lies that a step has put into a folder of PATH.
pub fn on_path(subject: &Subject, name: &str) -> Option<String> {
    match bare(subject, name) {
        Thing::Compiled(path, _) | Thing::File(path) | Thing::Made(path, _) => Some(path),
        Thing::Command(_) | Thing::Missing(_) | Thing::Unknown => None,
    }
}

/// Demands files among a command's arguments that are known to lie in the image.
pub fn existing_arguments(subject: &Subject, started: &Started, demands: &mut Demands) {
    let Some(folder) = started.call.folder.as_deref() else { return };
    for word in started.call.argv.iter().skip(1).flatten().filter(|w| !w.starts_with('-') && !w.contains(['*', '$', ' '])) {
        let path = normalise(folder, word);
        if path != "/"
            && path != folder
            && let Found::Known(Event { origin: Origin::Copied { .. } | Origin::Program(_) | Origin::Made { .. }, .. }) =
                subject.layout.find(&path)
        {
            demands.path(path.clone(), is_folder(subject, &path), Order::Data, format!("{} names it", started.by));
        }
    }
}

/// Demands what a started command needs besides its own program: files among its arguments, the folder it changes to.
pub fn arguments(subject: &Subject, started: &Started, demands: &mut Demands) {
    let Some(folder) = started.call.folder.as_deref() else { return };
    for word in started.call.argv.iter().skip(1).flatten() {
        let value = word.split_once('=').map_or(word.as_str(), |(_, value)| value);
        let value = value.strip_prefix("file://").unwrap_or(value);
        if value.is_empty() || value.starts_with('-') || value.contains("://") || value.contains(['*', '$', ' ']) {
            continue;
        }
        let path = normalise(folder, value);
        if path == "/" || path == folder {
            continue;
        }
        match subject.layout.find(&path) {
            Found::Known(Event { origin: Origin::Copied { .. } | Origin::Program(_) | Origin::Made { .. }, .. }) => {
                let is_folder = is_folder(subject, &path);
                demands.path(path, is_folder, Order::Data, format!("{} names it", started.by));
            }
            _ => {
                if (value.contains('/') || started.call.argv.first().and_then(|w| w.as_deref()) == Some("cd"))
                    && let Found::Likely(event) = subject.layout.find(&path)
                    && matches!(event.origin, Origin::Anything { .. } | Origin::Made { folder: true })
                    && !value.starts_with('/')
                {
                    demands.path(path, true, Order::Program, format!("{} names it", started.by));
                }
            }
        }
    }
}

/// True for a folder of the build context, or something that a step made as a folder.
pub fn is_folder(subject: &Subject, path: &str) -> bool {
    if let (Some(context), Some(project)) = (subject.layout.in_context(path), subject.project) {
        return project.tree.file(&context).is_none();
    }
    matches!(
        subject.layout.find(path),
        Found::Known(Event { origin: Origin::Copied { folder: true, .. } | Origin::Made { folder: true } | Origin::Modules { .. }, .. })
            | Found::Likely(_)
    )
}

/// Notes a command that may do otherwise with the tools of another distribution.
fn of_the_distribution(subject: &Subject, name: &str, call: &Call, by: &str, demands: &mut Demands) {
    let words = call.argv.iter().skip(1).flatten().map(String::as_str);
    if !is_builtin(name) && !subject.facts.is_same_everywhere(name, words) {
        demands.of_the_distribution.get_or_insert_with(|| format!("{by} runs {name}"));
    }
}

/// Demands the scripts that are run and what they are run with.
pub fn scripts(subject: &Subject, entry: &Entry, demands: &mut Demands) {
    for script in &entry.scripts {
        demands.path(script.clone(), false, Order::Data, "the entry script");
    }
    named_in_texts(subject, entry, demands);
    for (call, by) in &entry.traceless {
        let name = call.argv.first().and_then(|word| word.as_deref()).unwrap_or_default();
        of_the_distribution(subject, name, call, by, demands);
    }
    if entry.shell_form
        && let Some(shell) = subject.image.end.shell.first().map(|s| s.rsplit('/').next().unwrap_or(s)).filter(|s| *s != "sh")
    {
        demands.command(shell, "SHELL names it for the command");
    }
    for wrapper in &entry.wrappers {
        let name = wrapper.rsplit('/').next().unwrap_or(wrapper);
        if name == "sh" || is_of_a_dependency(subject, name) {
            continue;
        }
        match bare(subject, name) {
            Thing::Compiled(path, _) | Thing::Made(path, _) | Thing::File(path) => {
                demands.path(path, false, Order::Tool, "the command runs through it");
            }
            Thing::Command(_) | Thing::Missing(_) | Thing::Unknown => demands.command(name, "the command runs through it"),
        }
    }
}

/// True if a package that package.json names brings the program: it lies in node_modules/.bin.
fn is_of_a_dependency(subject: &Subject, name: &str) -> bool {
    let brings = |package: &str| package == name || subject.facts.programs_of_node_package(package).contains(&name);
    let packages = subject.project.into_iter().flat_map(|p| &p.node);
    packages.into_iter().any(|p| p.programs.contains_key(name) || p.dependencies.keys().chain(p.dev_dependencies.keys()).any(|d| brings(d)))
}

/// True if only a development dependency brings the program.
pub fn is_for_development(subject: &Subject, name: &str) -> bool {
    let brings = |package: &String| package == name || subject.facts.programs_of_node_package(package).contains(&name);
    let mut packages = subject.project.into_iter().flat_map(|p| &p.node);
    packages.any(|p| p.dev_dependencies.keys().any(brings) && !p.dependencies.keys().any(brings))
}

/// Demands files that the shell itself reads: whatever an entry script or a command in shell form names (`cat FILE`, `done < FILE`, `F=FILE`).
fn named_in_texts(subject: &Subject, entry: &Entry, demands: &mut Demands) {
    let scripts = entry.scripts.iter().filter_map(|path| {
        let context = subject.layout.in_context(path)?;
        Some((path.as_str(), subject.project?.tree.text(&context)?))
    });
    let commands =
        [entry.entrypoint, entry.cmd].into_iter().flatten().filter_map(|item| subject.instruction(item)).filter(|i| !i.is_exec());
    let texts = scripts.chain(commands.map(|i| ("the command", i.text.text.as_str())));
    let homes = super::home::homes(subject, entry);
    for (by, text) in texts {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let separates = |c: char| c.is_whitespace() || "\"'`=;|&<>()[]{},".contains(c);
        for word in
            lines.flat_map(|line| line.split(separates)).filter(|w| w.len() > 1 && !w.starts_with('-') && !w.contains(['$', '*', '?']))
        {
            for home in &homes {
                let path = normalise(home, word);
                if path != "/" && !homes.contains(&path) && is_data(subject, &path) {
                    demands.path(path.clone(), is_folder(subject, &path), Order::Data, format!("{by} names it"));
                }
            }
        }
    }
}

/// Something of the build context, or made by a step, that is no source.
fn is_data(subject: &Subject, path: &str) -> bool {
    match subject.layout.find(path) {
        Found::Known(Event { origin: Origin::Copied { .. }, .. }) => match (subject.layout.in_context(path), subject.project) {
            (Some(context), Some(project)) => {
                let folder = project.tree.file(&context).is_none();
                // A file that is named in so many words is read, whoever such files are for otherwise.
                !context.is_empty()
                    && if folder { !super::code::is_source(project, &context, true) } else { !super::code::is_compiled(&context) }
            }
            _ => true,
        },
        Found::Known(event) => matches!(event.origin, Origin::Made { .. }),
        Found::Likely(_) | Found::Nothing => false,
    }
}

/// Demands what one started command needs, where no language has more to say of it.
pub fn plain(subject: &Subject, started: &Started, demands: &mut Demands) -> Result<(), Box<Diagnostic>> {
    if let Action::Nothing = started.call.action {
        arguments(subject, started, demands);
        return Ok(());
    }
    if let Some(Some(word)) = started.call.argv.first()
        && !word.contains('/')
    {
        demands.looked_up.insert(word.clone());
    }
    match thing(subject, started) {
        Thing::Compiled(path, _) => demands.path(path, false, Order::Tool, format!("{} runs it", started.by)),
        Thing::File(path) => demands.path(path, false, Order::Data, format!("{} runs it", started.by)),
        Thing::Made(path, event)
            if event.path != "/" && base_fills(&event.path) && event.path != path && matches!(event.origin, Origin::Made { .. }) =>
        {
            return Err(Box::new(
                Diagnostic::new(Level::Refused, "opaque-step", format!("what is unpacked into {} is not known", event.path))
                    .at(event.span, format!("brings {path}"))
                    .because("the container starts a program of it, which may need the rest")
                    .way_out("unpack it into a folder of its own, or install it with the distribution's package manager"),
            ));
        }
        Thing::Made(path, event) => {
            if event.path != "/" && matches!(event.origin, Origin::Made { folder: true }) && event.path != path {
                let unpacked = is_unpacked(subject, event);
                demands.exact &= !unpacked;
                let order = if unpacked { Order::Program } else { Order::Data };
                demands.path(event.path.clone(), true, order, format!("{} runs a program in it", started.by));
            } else {
                demands.path(path, false, Order::Program, format!("{} runs it", started.by));
            }
        }
        Thing::Command(name) => {
            if never_there(subject, started, &name) {
                return Err(Box::new(entry_not_made(subject, &name, started)));
            }
            if !BUILTINS.contains(&name.as_str()) {
                of_the_distribution(subject, &name, &started.call, &started.by, demands);
                demands.command(name, format!("{} runs it", started.by));
            }
        }
        Thing::Missing(path) if started.call.conditional || started.health => {
            demands.left_out.push((path, "only run under a condition, and no step makes it".into()));
        }
        Thing::Missing(path) => return Err(Box::new(entry_not_made(subject, &path, started))),
        Thing::Unknown => {
            if started.by != "CMD" && started.by != "ENTRYPOINT" {
                demands.exact &= started.call.conditional || started.health;
            } else if !started.call.conditional && !started.health {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "entry-unknown", "what the container starts cannot be read from the Dockerfile")
                        .at(started.call.span, "depends on a value that is set elsewhere".to_owned())
                        .because("without the program's name there is no telling what the runtime stage needs")
                        .way_out("write the program's path in CMD or ENTRYPOINT, or give the ARG or ENV a value"),
                ));
            }
        }
    }
    arguments(subject, started, demands);
    Ok(())
}

/// True if the step takes it out of an archive.
pub fn is_unpacked(subject: &Subject, event: &Event) -> bool {
    let run = subject.image.steps[event.step].what.run();
    run.is_none_or(|run| run.calls.iter().any(|call| call.span == event.span && matches!(call.action, Action::Unpack { .. })))
}

/// The text of a file of the context, by its path in the image.
pub fn text_of<'s>(subject: &'s Subject, path: &str) -> Option<&'s str> {
    subject.project?.tree.text(&subject.layout.in_context(path)?)
}

/// True for a word of CMD or ENTRYPOINT that no image, package or step is known to bring, while all steps are understood.
fn never_there(subject: &Subject, started: &Started, name: &str) -> bool {
    let direct = started.by == "CMD" || started.by == "ENTRYPOINT";
    let distro = subject.base.distro.as_ref();
    direct
        && !started.call.conditional
        && !BUILTINS.contains(&name)
        && subject.base.family != Family::Plain
        && !subject.facts.has_command(&subject.base, name)
        && !subject.installs(name)
        && distro.is_some_and(|d| subject.facts.package_of_command(d, name).is_none())
        && !subject.layout.events().iter().any(|e| matches!(e.origin, Origin::Anything { .. } | Origin::Programs(_)))
        && subject.installed_packages().next().is_none()
}
