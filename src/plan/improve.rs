//! What a careful engineer would add besides, each only where the project proves that nothing else changes.

use std::collections::BTreeMap;

use super::cut::{Cut, Role};
use super::{Edit, Line, RuntimeBase, makes_static};
use crate::demand::{self, Demands, FromSource, Linked, Place};
use crate::detect::Subject;
use crate::detect::entry::{Entry, manager_name};
use crate::detect::layout::{Found, below};
use crate::model::{Action, What, normalise};
use crate::outcome::Language;
use crate::project::Project;
use crate::project::path::under;
use crate::source::Span;
use crate::syntax::{Arguments, array_of};
use crate::template::{Family, Stage, fill};

/// `CGO_ENABLED=0` before each build command.
pub fn cgo(demands: &Demands, runtime: &RuntimeBase) -> Vec<Edit> {
    match &demands.linked {
        Some(Linked::StaticIf { because, places }) if makes_static(demands, runtime) => {
            let edit = |span: &Span| Edit {
                span: *span,
                text: "CGO_ENABLED=0 ".into(),
                because: format!("a static binary runs on any base: {because}"),
            };
            let mut edits: Vec<Edit> = places.iter().map(edit).collect();
            edits.sort_by_key(|edit| edit.span.start);
            edits
        }
        _ => Vec::new(),
    }
}

/// The RUNs at the end of the build stage: the build of a command that ran from source, taking development dependencies out.
pub fn end_of_build(subject: &Subject, language: Language, cut: &Cut, demands: &Demands) -> Vec<Line> {
    let run = if subject.is_lower_case() { "run" } else { "RUN" };
    let mut lines = Vec::new();
    if let Some(build) = demands.from_source.as_ref().and_then(|f| f.build.as_ref()) {
        let cgo = if demands.cgo_off { "CGO_ENABLED=0 " } else { "" };
        lines.push(Line::New {
            text: format!("{run} {cgo}{build}"),
            because: "what the command compiled at every start is compiled once".into(),
        });
    }
    if let Some(caches) = compilers_caches(subject, cut, demands) {
        let because = "only the compiler reads them, and the folder goes along whole".into();
        lines.push(Line::New { text: format!("{run} rm -rf {caches}"), because });
    }
    if let Some(bundled) = bundled(subject, cut, demands) {
        let because = "its bundle is made, and the folder around goes along whole".into();
        lines.push(Line::New { text: format!("{run} rm -rf {bundled}"), because });
    }
    if let Some(modules) = &demands.modules
        && let Some(prune) = &modules.prune
    {
        let at_cut = subject.image.steps.get(cut.step).map_or(&subject.image.end, |s| &s.before);
        let home = at_cut.workdir.as_deref() == Some(modules.folder.as_str());
        let text = if home { format!("{run} {prune}") } else { format!("{run} cd {} && {prune}", modules.folder) };
        lines.push(Line::New { text, because: Stage::of(language).prune.get("because").cloned().unwrap_or_default() });
    }
    lines
}

/// What cargo keeps for its next run, in target folders that are copied with all that is around them. Source: The Cargo Book, "Build Cache".
fn compilers_caches(subject: &Subject, cut: &Cut, demands: &Demands) -> Option<String> {
    let folders = demand::target_folders(subject).into_iter().filter(|f| !matches!(subject.layout.find(f), Found::Nothing));
    let folders = folders.filter(|folder| goes_whole(folder, demands));
    let caches = folders.flat_map(|folder| [".fingerprint", "deps", "incremental"].map(|cache| normalise(&folder, cache)));
    from_workdir(subject, cut, caches)
}

/// Dependencies that only a bundle was made from, in a folder that is copied with all that is in it.
fn bundled(subject: &Subject, cut: &Cut, demands: &Demands) -> Option<String> {
    from_workdir(subject, cut, demands.bundled.iter().filter(|path| goes_whole(path, demands)).cloned())
}

/// True if a folder is copied with all that is around it.
fn goes_whole(path: &str, demands: &Demands) -> bool {
    demands.paths.iter().any(|(other, d)| d.folder && !d.optional && below(path, other).is_some())
}

/// Paths as words of a command at the end of the build stage.
fn from_workdir(subject: &Subject, cut: &Cut, paths: impl Iterator<Item = String>) -> Option<String> {
    let workdir = subject.image.steps.get(cut.step).map_or(&subject.image.end, |s| &s.before).workdir.clone().unwrap_or_default();
    let words: Vec<String> =
        paths.map(|path| below(&path, &workdir).filter(|_| workdir != "/").map_or(path.clone(), str::to_owned)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A command that ran from source is replaced by the program.
pub fn command(subject: &Subject, entry: &Entry, demands: &Demands) -> BTreeMap<usize, Line> {
    let mut replaced = BTreeMap::new();
    let Some(from_source) = &demands.from_source else { return replaced };
    if let Place::Words(place) = from_source.place {
        replaced.extend(words_of_command(subject, entry, from_source, place));
        return replaced;
    }
    let Some(item) = entry.entrypoint.or(entry.cmd) else { return replaced };
    let Some(instruction) = subject.instruction(item) else { return replaced };
    let mut words = from_source.program.clone();
    if entry.entrypoint.is_some() && !matches!(instruction.arguments, Arguments::Shell) {
        // The arguments in CMD stay there.
        let passed = match entry.cmd.and_then(|c| subject.instruction(c)).map(|i| &i.arguments) {
            Some(Arguments::Json(words)) => words.len(),
            _ => 0,
        };
        words.truncate(words.len().saturating_sub(passed).max(1));
    }
    if entry.entrypoint == Some(item) && matches!(instruction.arguments, Arguments::Shell) {
        // The shell form ignores what `docker run` adds; so does this.
        let line = words.iter().map(|w| crate::shell::quoted(w)).collect::<Vec<_>>().join(" ");
        let because = format!("`{}` compiled and started it", from_source.command);
        replaced.insert(item, Line::New { text: format!("{} exec {line}", subject.source.slice(instruction.name)), because });
        return replaced;
    }
    let keyword = subject.source.slice(instruction.name);
    let because = format!("`{}` compiled and started it", from_source.command);
    replaced.insert(item, Line::New { text: format!("{keyword} {}", array_of(&words)), because });
    replaced
}

/// The instruction with the program in the place of some of its words.
fn words_of_command(subject: &Subject, entry: &Entry, from_source: &FromSource, place: Span) -> Option<(usize, Line)> {
    let own = |item: usize| Some((item, subject.instruction(item)?)).filter(|(_, i)| i.span.contains(place.start));
    let (item, instruction) = [entry.entrypoint, entry.cmd].into_iter().flatten().find_map(own)?;
    let line = from_source.program.iter().map(|word| crate::shell::quoted(word)).collect::<Vec<_>>().join(" ");
    let program = match (instruction.is_exec(), subject.source.slice(place).starts_with('"')) {
        (true, true) => array_of(&from_source.program).trim_matches(['[', ']']).to_owned(),
        (true, false) => in_a_string(&line),
        (false, _) => line,
    };
    let before = subject.source.slice(Span::new(instruction.span.start, place.start));
    let behind = subject.source.slice(Span::new(place.end, instruction.span.end));
    let because = format!("`{}` compiled and started it", from_source.command);
    Some((item, Line::New { text: format!("{before}{program}{}", behind.trim_end()), because }))
}

/// As it stands between the quotes of a JSON string.
fn in_a_string(text: &str) -> String {
    let array = array_of(&[text.to_owned()]);
    array[2..array.len() - 2].to_owned()
}

/// `NODE_ENV=production`, where nothing reads it.
pub fn node_env(subject: &Subject, demands: &Demands) -> Option<Line> {
    let project = subject.project?;
    if !demands.exact
        || demands.modules.is_none()
        || !matches!(subject.base.family, Family::Node)
        || subject.image.end.env.contains_key("NODE_ENV")
    {
        return None;
    }
    let text_names_it = |text: &str| text.contains("NODE_ENV");
    let named = project.node.iter().any(|p| p.code.env.contains("NODE_ENV") || p.scripts.values().any(|s| text_names_it(s)))
        || project.compose.iter().any(|s| s.environment.iter().any(|n| n == "NODE_ENV"));
    let chooses = project
        .node
        .iter()
        .flat_map(|p| p.dependencies.keys())
        .any(|n| subject.facts.chooses_by_node_env(n) || !subject.facts.is_harmless_node_package(n));
    if named || chooses {
        return None;
    }
    let keyword = if subject.is_lower_case() { "env" } else { "ENV" };
    Some(Line::New {
        text: format!("{keyword} NODE_ENV=production"),
        because: "nothing in the project and its dependencies chooses by it".into(),
    })
}

/// The build stage's dependency layer.
#[derive(Default)]
pub struct Layer {
    /// New lines before an item.
    pub inserted: BTreeMap<usize, Vec<Line>>,
    /// The install, which stands before the sources from now on.
    pub raised: Option<(usize, usize)>,
}

/// Downloads of dependencies in a layer of their own, in front of the sources.
pub fn dependency_layer(subject: &Subject, language: Language, cut: &Cut) -> Layer {
    match language {
        Language::Go => Layer { inserted: go_layer(subject, cut).into_iter().collect(), raised: None },
        Language::Node => node_layer(subject).unwrap_or_default(),
        Language::Rust => Layer::default(),
    }
}

/// The manifests' COPY and the install before `COPY . .`.
fn node_layer(subject: &Subject) -> Option<Layer> {
    let project = subject.project?;
    let steps = &subject.image.steps;
    let index = steps.iter().position(|s| matches!(&s.what, What::Copy(_)))?;
    let What::Copy(copy) = &steps[index].what else { return None };
    let install = index + 1 + steps[index + 1..].iter().position(|s| !matches!(s.what, What::Config))?;
    let What::Run(run) = &steps[install].what else { return None };
    let [call] = run.calls.as_slice() else { return None };
    let Action::NodeInstall { manager, packages, .. } = &call.action else { return None };
    let to = copy.to.as_deref()?.trim_end_matches('/');
    let context = crate::detect::layout::clean(copy.sources.first()?.as_deref()?);
    let package = project.node.iter().find(|p| p.folder == context)?;
    let hidden = |name: &str| project.ignore.hides(&under(&context, name));
    let lockfiles = package.lockfiles_of(manager_name(*manager), |file| !hidden(file));
    let local = |version: &String| ["file:", "link:", "portal:", "patch:", "workspace:"].iter().any(|p| version.starts_with(p));
    // The Prisma client is generated by its own install script, from the schema that is there.
    let generates =
        package.dependencies.keys().chain(package.dev_dependencies.keys()).any(|n| subject.facts.reads_the_project_at_install(n));
    let lifecycle =
        generates || ["preinstall", "install", "postinstall", "prepare", "prepublish"].iter().any(|s| package.scripts.contains_key(*s));
    let nothing_between = install == index + 1;
    let whole = copy.sources.len() == 1 && copy.from.is_none() && !copy.add && copy.chown.is_none();
    let same_folder = steps[index].before.workdir.as_deref() == Some(to) && call.folder.as_deref() == Some(to);
    let local_packages =
        package.dependencies.values().chain(package.dev_dependencies.values()).chain(package.other_dependencies.values()).any(local);
    if !packages.is_empty()
        || !run.mounts.is_empty()
        || !nothing_between
        || !whole
        || !same_folder
        || lifecycle
        || package.workspaces
        || local_packages
        || hidden("package.json")
        || lockfiles.is_empty()
        || !hidden("node_modules")
        || lets_modules_in_again(project)
    {
        return None;
    }
    let mut names: Vec<String> = ["package.json"].into_iter().chain(lockfiles).map(str::to_owned).collect();
    names.extend(package.install_files.iter().filter(|f| !hidden(f)).cloned());
    if names.iter().any(|n| project.tree.file(&under(&context, n)).is_none()) {
        return None; // a folder (.yarn, patches) needs a COPY of its own
    }
    let names: Vec<String> = names.iter().map(|n| under(&context, n)).collect();
    let lines = layer_lines(subject, Language::Node, &names);
    Some(Layer { inserted: BTreeMap::from([(steps[index].item, lines)]), raised: Some((steps[install].item, steps[index].item)) })
}

/// True for a rule such as `!node_modules/ws`: those of the host then lie over what the install makes.
fn lets_modules_in_again(project: &Project) -> bool {
    let rules = project.tree.all().filter(|(path, _)| path.ends_with(".dockerignore")).filter_map(|(_, file)| file.text.as_deref());
    rules.flat_map(str::lines).any(|rule| rule.trim_start().starts_with('!') && rule.contains("node_modules"))
}

/// `COPY go.mod go.sum ./` and `RUN go mod download` before `COPY . .`.
fn go_layer(subject: &Subject, cut: &Cut) -> Option<(usize, Vec<Line>)> {
    let project = subject.project?;
    let first_go = subject.image.steps.iter().position(|s| matches!(&s.what, What::Run(r) if r.calls.iter().any(|c| is_go(&c.action))))?;
    let (index, step, copy) = subject.image.steps.iter().enumerate().take(first_go).find_map(|(index, step)| match &step.what {
        What::Copy(copy) if copy.from.is_none() => Some((index, step, copy)),
        _ => None,
    })?;
    let whole =
        copy.sources.len() == 1 && !copy.add && subject.image.steps[index + 1..first_go].iter().all(|s| !matches!(s.what, What::Copy(_)));
    let to = copy.to.as_deref()?.trim_end_matches('/');
    let workdir = step.before.workdir.as_deref()?;
    let context = crate::detect::layout::clean(copy.sources.first()?.as_deref()?);
    let module = project.go.iter().find(|m| m.folder == context)?;
    let single = project.go.iter().filter(|m| context.is_empty() || m.folder.starts_with(&context)).count() == 1;
    let text = subject.source.text();
    let private = ["GOPRIVATE", "type=ssh", "type=secret", ".netrc", "git config", "GONOSUM", "-mod=vendor", "-mod vendor"]
        .iter()
        .any(|w| text.contains(w));
    let fetched =
        subject.image.steps.iter().any(|s| matches!(&s.what, What::Run(r) if r.calls.iter().any(|c| c.action == Action::GoOther)));
    let installs_first =
        subject.image.steps[..index].iter().any(|s| matches!(&s.what, What::Run(r) if r.calls.iter().any(|c| is_go(&c.action))));
    let hidden = project.ignore.hides(&under(&context, "go.mod")) || project.ignore.hides(&under(&context, "go.sum"));
    if !whole
        || to != workdir
        || !module.sum
        || module.vendor
        || module.workspace
        || !module.local_replaces.is_empty()
        || !single
        || private
        || fetched
        || hidden
        || installs_first
        || module.requires.is_empty()
        || cut.roles[first_go] != Role::Builds
        || copy.chown.is_some()
    {
        return None;
    }
    let names = [under(&context, "go.mod"), under(&context, "go.sum")];
    Some((step.item, layer_lines(subject, Language::Go, &names)))
}

/// The stage template's layer with the manifests' names in it.
fn layer_lines(subject: &Subject, language: Language, manifests: &[String]) -> Vec<Line> {
    let layer = &Stage::of(language).layer;
    let names = manifests.join(" ");
    let text = |line: &String| subject.in_the_authors_hand(&fill(line, &[("manifests", &names)]));
    layer.lines.iter().map(|line| Line::New { text: text(line), because: layer.because.clone() }).collect()
}

fn is_go(action: &Action) -> bool {
    matches!(action, Action::GoBuild(_) | Action::GoInstall { .. } | Action::GoRun { .. } | Action::GoOther)
}
