//! The user that the container runs as, where the author names none: another than root where nothing that it does needs root.
//! Relies on the demands and on what the image and the command say of ports.

use super::cut::Cut;
use super::{RuntimeBase, makes_static};
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::layout::{Event, Found, Origin, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, What};
use crate::outcome::Language;
use crate::project::Project;
use crate::syntax::{Arguments, Keyword};
use crate::template::{Family, Stage};

/// The user that the runtime stage runs as, where nothing needs root.
pub fn choose(
    subject: &Subject,
    language: Language,
    cut: &Cut,
    runtime: &RuntimeBase,
    demands: &mut Demands,
) -> Result<(), Box<Diagnostic>> {
    demands.cgo_off = makes_static(demands, runtime);
    if let Some(user) = &subject.options.user {
        if !exists(subject, runtime, user) {
            return Err(Box::new(
                Diagnostic::new(Level::Refused, "user-unknown", format!("no user `{user}` exists in {}", runtime.reference))
                    .at(subject.file.items[subject.from].span, String::new())
                    .because("a container whose user is not in /etc/passwd does not start")
                    .way_out("name a user of the base image, a number, or add the RUN that makes it"),
            ));
        }
        demands.user = Some(user.clone());
        return Ok(());
    }
    if subject.image.end.user.is_some() || subject.base.user.as_deref().is_some_and(|u| u != "root" && !u.is_empty()) {
        return Ok(());
    }
    if subject.image.steps[cut.step..].iter().any(|s| matches!(s.what, What::Run(_))) {
        demands.left_out.push(("a user other than root".into(), "a RUN below the build runs as root".into()));
        return Ok(());
    }
    if let Some(why) = why_root(subject, demands) {
        demands.left_out.push(("a user other than root".into(), why));
        return Ok(());
    }
    let kind = match subject.base.family {
        Family::Bun => "bun",
        _ if runtime.reference.contains("distroless") => "distroless",
        _ if runtime.reference == "scratch" => "scratch",
        Family::Golang | Family::Node | Family::Rust | Family::Plain => "default",
    };
    demands.user = Some(Stage::of(language).user(kind).to_owned());
    Ok(())
}

/// True for a number, a user of the base, or one that a step makes.
fn exists(subject: &Subject, runtime: &RuntimeBase, user: &str) -> bool {
    let name = user.split(':').next().unwrap_or(user);
    let mut calls = subject.image.steps.iter().filter_map(|step| step.what.run()).flat_map(|run| &run.calls);
    let made = calls.any(|call| matches!(&call.action, Action::User { name: Some(n), .. } if n == name));
    let of_base = matches!(name, "root" | "nobody" | "daemon" | "www-data")
        || name == "nonroot" && runtime.reference.contains("distroless")
        || !runtime.shellless && subject.base.users.iter().any(|u| u == name);
    name.bytes().all(|b| b.is_ascii_digit()) || made || of_base
}

/// Why the container keeps running as root; `None` where the project proves that it need not.
fn why_root(subject: &Subject, demands: &Demands) -> Option<String> {
    let Some(project) = subject.project else { return Some("the sources are not at hand".into()) };
    if let Some(why) = &demands.needs_root {
        return Some(why.clone());
    }
    if !demands.exact || !demands.doubts.is_empty() || demands.from_source.is_some() {
        return Some("not all that it does is known".into());
    }
    if !demands.commands.is_empty() || demands.starts_unknown.is_some() || demands.paths.values().any(|p| p.why.contains("script")) {
        return Some("it starts other programs".into());
    }
    if demands.paths.keys().any(|path| below(path, "/root").is_some()) || below(subject.workdir(), "/root").is_some() {
        return Some("it lies in root's home".into());
    }
    if let Some((path, _)) = demands.paths.iter().find(|(_, demand)| demand.optional) {
        return Some(format!("whether others may read {path} is not known"));
    }
    if adds_from_the_network(subject) {
        return Some("what ADD downloads can be read by root alone".into());
    }
    if starts_what_a_step_made(subject, demands) {
        return Some("it starts a program that no compiler of this file has made".into());
    }
    if let Some(why) = low_port_in_settings(subject) {
        return Some(why);
    }
    if subject.file.instructions().any(|(_, i)| i.keyword == Keyword::Volume) || project.compose.iter().any(|s| !s.volumes.is_empty()) {
        return Some("it has volumes".into());
    }
    let exposes_low = subject.file.instructions().any(|(_, i)| match &i.arguments {
        Arguments::Words(words) if i.keyword == Keyword::Expose => {
            words.iter().any(|w| w.text.split('/').next().and_then(|p| p.parse::<u16>().ok()).is_none_or(|p| p < 1024))
        }
        _ => false,
    });
    if exposes_low {
        return Some("it listens on a port that is low or not known".into());
    }
    match subject.base.family {
        Family::Golang => third_party_go(subject, project),
        Family::Node => third_party_node(subject, project, demands),
        Family::Bun | Family::Rust | Family::Plain => Some("what its libraries write is not known".into()),
    }
}

/// BuildKit gives a file that ADD downloads mode 0600, and `COPY --from` keeps it. Measured with BuildKit of engine 28.5.2.
fn adds_from_the_network(subject: &Subject) -> bool {
    let downloads = |what: &What| matches!(what, What::Copy(copy) if copy.add && copy.sources.iter().flatten().any(|s| s.contains("://")));
    subject.image.steps.iter().any(|s| downloads(&s.what))
}

/// A downloaded or unpacked program among what is copied: in a folder of PATH, or by its name.
pub fn starts_what_a_step_made(subject: &Subject, demands: &Demands) -> bool {
    let folders = subject.path_folders();
    demands.paths.iter().any(|(path, demand)| {
        let on_path =
            folders.iter().any(|f| f == path) || path.rsplit_once('/').is_some_and(|(folder, _)| folders.iter().any(|f| f == folder));
        let Found::Known(event) = subject.layout.find(path) else { return false };
        let made = matches!(event.origin, Origin::Made { .. });
        let with_programs = demand.folder && folders.iter().any(|f| below(f, path).is_some());
        made && (on_path || with_programs || !demand.folder && is_named_like_a_program(path) && is_fetched(subject, event))
    })
}

/// Without an ending: data and scripts have one.
fn is_named_like_a_program(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| !name.contains('.'))
}

/// Downloaded, or moved from where it was unpacked.
fn is_fetched(subject: &Subject, event: &Event) -> bool {
    match &subject.image.steps[event.step].what {
        What::Copy(copy) => copy.add && copy.sources.iter().flatten().any(|source| source.contains("://")),
        What::Run(run) => run.calls.iter().any(|call| {
            call.span == event.span && matches!(call.action, Action::Download { .. } | Action::Unpack { .. } | Action::Transfer { .. })
        }),
        What::Config | What::Opaque => false,
    }
}

/// A port below 1024 in ENV (`PORT=80`, `LISTEN=:80`) or among the words of the command (`-listen :80`).
fn low_port_in_settings(subject: &Subject) -> Option<String> {
    let low = |port: &str| port.parse::<u16>().is_ok_and(|p| (1..1024).contains(&p));
    let address = |value: &str| value.rsplit_once(':').is_some_and(|(_, port)| low(port));
    let says_port = |name: &str| ["PORT", "ADDR", "LISTEN", "BIND", "HOST"].iter().any(|word| name.to_ascii_uppercase().contains(word));
    let variable = subject
        .image
        .end
        .env
        .iter()
        .find(|(name, value)| says_port(name) && value.as_deref().is_none_or(|value| low(value) || address(value)));
    if let Some((name, value)) = variable {
        return Some(match value {
            Some(value) => format!("{name} is {value}, which may be a port that only root opens"),
            None => format!("which port {name} names is not known"),
        });
    }
    let last = |keyword| subject.file.instructions().rfind(|(_, i)| i.keyword == keyword).map(|(_, i)| i.text.text.as_str());
    let words = [last(Keyword::Entrypoint), last(Keyword::Cmd)];
    let mut before = "";
    for word in words
        .into_iter()
        .flatten()
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || "\"',[]=".contains(c)))
        .filter(|w| !w.is_empty())
    {
        if address(word) || low(word) && says_port(before) {
            return Some(format!("the command names port {word}"));
        }
        before = word;
    }
    None
}

fn third_party_go(subject: &Subject, project: &Project) -> Option<String> {
    let required = project.go.iter().flat_map(|m| &m.requires).map(|(path, _)| path.as_str());
    let mut modules = required.chain(project.go_sources.iter().flat_map(|sources| project.imported_by(sources)));
    modules.find(|path| !subject.facts.is_harmless_go_module(path)).map(|path| format!("what {path} writes is not known"))
}

fn third_party_node(subject: &Subject, project: &Project, demands: &Demands) -> Option<String> {
    if demands.modules.is_none() && demands.globals.is_empty() && project.node.is_empty() {
        return Some("what it starts is not known".into());
    }
    let names = project.node.iter().flat_map(|p| p.dependencies.keys());
    for name in names {
        if !subject.facts.is_harmless_node_package(name) {
            return Some(format!("what {name} writes is not known"));
        }
    }
    demands.managers.then(|| "a package manager starts it, and keeps a cache".into())
}
