//! What a Go program needs: its binary, the C library or none, what its sources name.

use super::{Demands, FromSource, Linked, Order, code, started};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::{Origin, Program, Tool, below, join, variable};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Call, Known, PackageManager, What};
use crate::project::{Code, GoModule, go_code};
use crate::source::Span;
use crate::template::{Content, Distro, Flavour};

/// Demands of a Go image.
pub fn demand(subject: &Subject, entry: &Entry, demands: &mut Demands) -> Result<(), Box<Diagnostic>> {
    demands.gains.push("the Go toolchain".into());
    started::scripts(subject, entry, demands);
    let mut sources = Vec::new();
    for one in &entry.started {
        match &one.call.action {
            // The folder it changes to counts as a home of the process.
            Action::Nothing => {}
            Action::GoRun { target, args, flags } => sources.extend(run_from_source(subject, entry, one, target, args, flags, demands)?),
            _ => started::plain(subject, one, demands)?,
        }
    }
    let programs = compiled(subject, demands);
    for (path, program) in &programs {
        demands.program.get_or_insert_with(|| path.clone());
        sources.extend(program.sources.clone());
        if let Some(demand) = demands.paths.get_mut(path) {
            demand.order = if program.foreign.is_some() { Order::Tool } else { Order::Program };
        }
    }
    if programs.is_empty() && demands.from_source.is_none() && !demands.paths.values().any(|p| p.order == Order::Program) {
        return Err(Box::new(no_program(subject, entry)));
    }
    read_sources(subject, &sources, entry, demands);
    wide_without_context(subject, demands);
    if subject.facts.base_has(&subject.base, Content::MimeTypes) == Some(false)
        && !subject.installs_any(&["mailcap", "media-types", "mime-support"])
    {
        demands.media_types = None; // nor did the original image have the table
    }
    demands.linked = Some(linked(subject, &programs, demands));
    if matches!(demands.linked, Some(Linked::Dynamic(_))) {
        libraries(subject, &sources, demands);
    }
    if programs.iter().any(|(_, p)| p.foreign.is_some()) {
        let tools: Vec<String> = programs.iter().filter(|(_, p)| p.foreign.is_some()).map(|(path, _)| name_of(path)).collect();
        what_tools_read(subject, entry, &tools, demands);
    }
    Ok(())
}

/// Without the build context, whatever the program may read: its working directory whole.
pub fn wide_without_context(subject: &Subject, demands: &mut Demands) {
    let home = subject.workdir();
    let copied = subject
        .layout
        .events()
        .iter()
        .any(|e| below(&e.path, home).is_some() && matches!(e.origin, Origin::Copied { .. } | Origin::Made { .. }));
    if subject.project.is_some() {
        return;
    }
    let whole = subject.layout.events().iter().any(|e| e.path == home && matches!(e.origin, Origin::Copied { folder: true, .. }));
    if super::node::base_fills(home) && whole {
        demands.doubts.push(super::node::app_in_root(subject, home, "what the program reads beside it is not known"));
    } else if copied && !super::node::base_fills(home) {
        demands.path(home, true, Order::Data, "the sources are not at hand, and the program may read what lies beside it");
    }
}

/// Shared libraries of the modules that are known to be cgo.
fn libraries(subject: &Subject, sources: &[String], demands: &mut Demands) {
    let (Some(project), Some(distro)) = (subject.project, &subject.base.distro) else { return };
    let mut known = demands.exact && !sources.is_empty();
    for module in &project.go {
        let inside =
            |folder: &String| module.folder.is_empty() || *folder == module.folder || folder.starts_with(&format!("{}/", module.folder));
        if !sources.iter().any(inside) {
            continue;
        }
        known &= module.imports_c.is_empty() && !module.vendor;
        for (path, _) in module.requires.iter().filter(|(path, _)| subject.facts.needs_cgo(path, &module.code.imports)) {
            match subject.facts.libraries_of_go_module(path, distro, &[]) {
                Some(libraries) => {
                    for library in libraries {
                        demands.package(library, format!("{path} links it"));
                    }
                }
                None => known = false,
            }
        }
    }
    demands.libraries_known = known && !subject.source.text().contains("-tags");
}

/// The name of a program.
pub fn name_of(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// A program of somebody else that runs in the container (a migration tool) reads migrations and its own configuration.
pub fn what_tools_read(subject: &Subject, entry: &Entry, tools: &[String], demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    for home in homes(subject, entry) {
        let Some(context) = subject.layout.context_folder(&home) else { continue };
        for (path, _) in project.tree.under(&context) {
            let mut parts = path[context.len()..].trim_start_matches('/').split('/');
            let folder = parts.clone().position(|part| part.to_lowercase().contains("migrat"));
            let (name, configuration) = (parts.clone().next_back().unwrap_or_default(), parts.clone().count() == 1);
            let entry = match folder {
                Some(at) => join(&context, &parts.by_ref().take(at + 1).collect::<Vec<_>>().join("/")),
                None if configuration && tools.iter().any(|tool| name.starts_with(tool.as_str())) => path.to_owned(),
                None => continue,
            };
            if !code::is_source(project, &entry, project.tree.file(&entry).is_none()) {
                code::demand_entry(subject, project, &entry, "a tool that the entry starts may read it", demands);
            }
        }
    }
}

/// The programs among the demanded paths.
fn compiled<'l>(subject: &'l Subject, demands: &Demands) -> Vec<(String, &'l Program)> {
    let paths = demands.paths.keys().filter_map(|path| match started::at(subject, path) {
        started::Thing::Compiled(path, program) => Some((path, program)),
        _ => None,
    });
    paths.collect()
}

fn no_program(subject: &Subject, entry: &Entry) -> Diagnostic {
    let made = subject.layout.events().iter().any(|e| matches!(e.origin, Origin::Program(_) | Origin::Programs(_)));
    if made {
        Diagnostic::new(Level::Refused, "artefact-unknown", "the container starts none of the programs that are built here")
            .at(entry.span, String::new())
            .because("which file the runtime stage must have cannot be told")
            .way_out("name the built program in CMD or ENTRYPOINT")
    } else {
        Diagnostic::new(Level::Refused, "nothing-built", "no step of this Dockerfile builds a Go program that the container starts")
            .at(entry.span, String::new())
            .because("there is no artefact that a runtime stage could take over")
            .way_out("build the program in a RUN and start the result")
    }
}

/// What the sources of the programs say, read for the folders that the process runs in.
fn read_sources(subject: &Subject, sources: &[String], entry: &Entry, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    let mut code = Code::default();
    let mut seen = Vec::new();
    for folder in sources {
        let inside = |home: &str| home.is_empty() || folder == home || folder.starts_with(&format!("{home}/"));
        if let Some(module) = project.go.iter().filter(|m| inside(&m.folder)).max_by_key(|m| m.folder.len()) {
            if !seen.contains(folder) {
                seen.push(folder.clone());
                code.absorb(if module.mains.len() > 1 && module.mains.contains(folder) {
                    go_code(&project.tree, folder)
                } else {
                    module.code.clone()
                });
                third_parties(subject, module, demands);
            }
        } else if let Some(loose) = project.go_sources.iter().filter(|s| inside(&s.folder)).max_by_key(|s| s.folder.len())
            && !seen.contains(&loose.folder)
        {
            seen.push(loose.folder.clone());
            code.absorb(loose.code.clone());
        }
    }
    if seen.is_empty() {
        demands.exact = false;
        return;
    }
    for home in homes(subject, entry) {
        code::read(subject, &code, &home, demands);
    }
    if demands.certificates.is_none() {
        demands.left_out.push(("CA certificates".into(), "no outgoing TLS seen".into()));
    }
}

/// The folders that the processes of the container run in.
pub fn homes(subject: &Subject, entry: &Entry) -> Vec<String> {
    let mut homes: Vec<String> = entry.started.iter().filter(|s| !s.health).filter_map(|s| s.call.folder.clone()).collect();
    homes.push(subject.workdir().to_owned());
    homes.sort();
    homes.dedup();
    homes
}

/// Modules that open TLS connections of their own: any that is not known to do nothing of the kind.
fn third_parties(subject: &Subject, module: &GoModule, demands: &mut Demands) {
    if demands.certificates.is_some() {
        return;
    }
    let direct = |path: &str| module.code.imports.iter().any(|i| i == path || i.starts_with(&format!("{path}/")));
    if let Some((path, _)) = module.requires.iter().find(|(path, _)| direct(path) && !subject.facts.is_harmless_go_module(path)) {
        demands.certificates = Some(format!("{path} may open TLS connections"));
    }
}

/// `go run X` as the command: a build step is added, and its result started.
fn run_from_source(
    subject: &Subject,
    entry: &Entry,
    one: &Started,
    target: &[Known],
    args: &[Known],
    flags: &[String],
    demands: &mut Demands,
) -> Result<Option<String>, Box<Diagnostic>> {
    let unknown = || {
        Box::new(
            Diagnostic::new(Level::Refused, "entry-unknown", "what `go run` compiles cannot be read from the Dockerfile")
                .at(one.call.span, String::new())
                .because("the program to build is not known")
                .way_out("write the package's path behind `go run`"),
        )
    };
    let words: Vec<String> = target.iter().cloned().collect::<Option<_>>().ok_or_else(unknown)?;
    let args: Vec<String> = args.iter().cloned().collect::<Option<_>>().ok_or_else(unknown)?;
    if one.by != "CMD" && one.by != "ENTRYPOINT" || demands.from_source.is_some() || started::programs(entry) > 1 {
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "run-from-script", format!("{} runs `go run`, which needs the tool chain", one.by))
                .at(one.call.span, String::new())
                .because("only a `go run` that is the image's own command can be replaced")
                .way_out("build the program in a RUN, and start the result in the script"),
        ));
    }
    let folder = one.call.folder.clone().ok_or_else(unknown)?;
    let build = crate::model::GoBuild { output: None, packages: target.to_vec(), flags: flags.to_vec() };
    let call = Call { action: Action::GoBuild(build.clone()), ..one.call.clone() };
    let (path, origin) =
        crate::detect::go::built(&build, &call, &subject.image.end, &subject.layout).into_iter().next().ok_or_else(unknown)?;
    let name = match &origin {
        Origin::Program(_) => path.rsplit('/').next().unwrap_or("app").to_owned(),
        _ => folder.rsplit('/').next().filter(|n| !n.is_empty()).unwrap_or("app").to_owned(),
    };
    let program = format!("/usr/local/bin/{name}");
    let mut text = String::new();
    for (variable, value) in one.call.env.iter().filter_map(|(n, v)| v.as_ref().map(|v| (n, v))) {
        text.push_str(&format!("{variable}={} ", quoted(value)));
    }
    text.push_str("go build ");
    for flag in flags {
        text.push_str(&format!("{} ", quoted(flag)));
    }
    text.push_str(&format!("-o {program} {}", words.iter().map(|w| quoted(w)).collect::<Vec<_>>().join(" ")));
    demands.paths.insert(
        program.clone(),
        super::Path { folder: false, optional: false, order: Order::Program, why: "built in place of `go run`".into() },
    );
    demands.program = Some(program.clone());
    let command = one.call.argv.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    demands.doubts.push(
        Diagnostic::new(Level::Warning, "run-from-source", format!("`{command}` is replaced by the program it starts"))
            .at(one.call.span, "compiles at every start".to_owned())
            .note("changes", "the program is compiled when the image is built; the process has another parent and another path"),
    );
    let mut line = vec![name];
    line.extend(args);
    demands.from_source = Some(FromSource { command, build: Some(text), program: line });
    Ok(match origin {
        Origin::Program(Program { sources, .. }) | Origin::Programs(Program { sources, .. }) => sources,
        _ => None,
    })
}

/// A word of a shell command, quoted where it must be.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@,+%^".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// How the programs are linked.
fn linked(subject: &Subject, programs: &[(String, &Program)], demands: &Demands) -> Linked {
    let off = |program: &Program| program.env.iter().any(|(n, v)| n == "CGO_ENABLED" && v.as_deref() == Some("0"));
    let everywhere_off = subject.image.end.env.get("CGO_ENABLED").cloned().flatten().as_deref() == Some("0");
    if everywhere_off || !programs.is_empty() && programs.iter().all(|(_, p)| off(p)) {
        return Linked::Static("CGO_ENABLED=0 is set".into());
    }
    if let Some(Distro::Alpine(_)) = subject.base.distro
        && subject.base.flavour == Flavour::Alpine
        && !installs_a_compiler(subject)
        && !programs.iter().any(|(_, p)| p.env.iter().any(|(n, v)| n == "CGO_ENABLED" && v.as_deref() == Some("1")))
        && subject.image.end.env.get("CGO_ENABLED").is_none_or(|v| v.as_deref() != Some("1"))
    {
        return Linked::Static("the alpine image has no C compiler, so cgo is off".into());
    }
    match why_dynamic(subject, programs, demands) {
        Some(because) => Linked::Dynamic(because),
        None => {
            Linked::StaticIf { because: "no cgo in the module, its requirements or the Dockerfile".into(), places: build_commands(subject) }
        }
    }
}

fn installs_a_compiler(subject: &Subject) -> bool {
    subject.installed_packages().any(|(_, _, name)| ["gcc", "build-base", "g++", "clang", "musl-dev", "alpine-sdk"].contains(&name))
}

/// Why `CGO_ENABLED=0` cannot be set; `None` where it is proven to change nothing but the linking.
fn why_dynamic(subject: &Subject, programs: &[(String, &Program)], demands: &Demands) -> Option<String> {
    let Some(project) = subject.project else { return Some("go.mod is not at hand".into()) };
    if let Some((_, program)) = programs.iter().find(|(_, p)| p.foreign.is_some()) {
        return program.foreign.as_ref().map(|name| format!("{name} is built with cgo on"));
    }
    if programs.iter().any(|(_, p)| p.tool != Tool::Go) {
        return Some("not only Go programs are started".into());
    }
    let text = subject.source.text();
    if let Some(word) =
        ["CGO_", "-race", "-buildmode", "-linkmode", "netcgo", "libsqlite3", "extldflags"].iter().find(|w| text.contains(**w))
    {
        return Some(format!("the Dockerfile says {word}"));
    }
    if let Some((_, _, name)) = subject.installed_packages().find(|(manager, _, name)| {
        let headers = *manager != PackageManager::Apk && name.ends_with("-dev") || name.ends_with("-devel");
        headers || ["gcc", "g++", "build-essential", "build-base", "clang", "musl-dev"].contains(name)
    }) {
        return Some(format!("the Dockerfile installs {name}"));
    }
    let own: Vec<&GoModule> = project.go.iter().collect();
    let mut modules = Vec::new();
    let folders = programs.iter().filter_map(|(_, p)| p.sources.as_deref());
    let folders: Vec<&str> = match demands.from_source {
        Some(_) => own.iter().map(|m| m.folder.as_str()).collect(),
        None => folders.collect(),
    };
    for folder in folders {
        let inside = |m: &&&GoModule| m.folder.is_empty() || folder == m.folder || folder.starts_with(&format!("{}/", m.folder));
        match own.iter().filter(inside).max_by_key(|m| m.folder.len()) {
            Some(module) => modules.push(*module),
            None => return Some("the sources are in no module".into()),
        }
    }
    if modules.is_empty() {
        return Some("the sources are in no module".into());
    }
    for module in modules {
        if module.workspace {
            return Some("the module is part of a workspace".into());
        }
        if let Some(file) = module.imports_c.first() {
            return Some(format!("{file} imports \"C\""));
        }
        if let Some((path, _)) = module.requires.iter().find(|(path, _)| subject.facts.needs_cgo(path, &module.code.imports)) {
            return Some(format!("{path} is cgo: CGO_ENABLED is left alone"));
        }
        if let Some(replaced) = module.local_replaces.first() {
            return Some(format!("{replaced} replaces a module"));
        }
    }
    if build_commands(subject).is_empty() && demands.from_source.is_none() {
        return Some("the build command is not in the Dockerfile".into());
    }
    None
}

/// Where each `go build` and `go install` of the Dockerfile begins; empty if one of them cannot be edited.
fn build_commands(subject: &Subject) -> Vec<Span> {
    let mut places = Vec::new();
    for step in &subject.image.steps {
        let What::Run(run) = &step.what else { continue };
        for call in &run.calls {
            match &call.action {
                Action::GoBuild(_) | Action::GoInstall { .. } => {
                    let text = subject.source.slice(call.span);
                    if !call.through.is_empty()
                        || subject.is_exec_form(step.item)
                        || !(text.starts_with("go ") || text.contains("go build"))
                    {
                        return Vec::new();
                    }
                    if variable(&step.before, call, "CGO_ENABLED").is_none() {
                        places.push(Span::new(call.span.start, call.span.start));
                    }
                }
                Action::Make { .. } => return Vec::new(),
                _ => {}
            }
        }
    }
    places
}
