//! What a Go program needs: its binary, the C library or none, what its sources name.

mod linking;

use super::{Demands, FromSource, Linked, Order, Place, code, from_source, home, programs, started, tools};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::{Origin, Program};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Call, Known};
use crate::project::{Code, GoModule, go_code};
use crate::template::Content;

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
    programs::for_an_unread_script(subject, entry, demands)?;
    programs::made_unseen(subject, entry, demands);
    let programs = programs::compiled(subject, demands);
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
    programs::put_in_place(subject, demands);
    tools::put_on_path(subject, demands);
    let programs = programs::compiled(subject, demands);
    sources.extend(programs.iter().filter_map(|(_, program)| program.sources.clone()));
    if sources.is_empty() {
        sources.extend(only_main(subject));
    }
    read_sources(subject, &sources, entry, demands);
    home::wide_without_context(subject, entry, demands);
    if subject.facts.base_has(&subject.base, Content::MimeTypes) == Some(false)
        && !subject.installs_any(&["mailcap", "media-types", "mime-support"])
    {
        demands.media_types = None; // nor did the original image have the table
    }
    demands.linked = Some(linking::linked(subject, &programs, demands));
    if matches!(demands.linked, Some(Linked::Dynamic(_))) {
        linking::libraries(subject, &sources, demands);
    }
    home::what_tools_read(subject, entry, &programs, demands);
    Ok(())
}

/// The only main package of the context, for a program whose build does not say what it compiles (make, a script).
fn only_main(subject: &Subject) -> Option<String> {
    let project = subject.project?;
    let mut mains = project.go.iter().flat_map(|m| &m.mains).chain(project.go_sources.iter().flat_map(|s| &s.mains));
    match (mains.next(), mains.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
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
    let Some(project) = subject.project else {
        demands.certificates.get_or_insert_with(|| "the sources are not at hand".into());
        demands.zones.get_or_insert_with(|| "the sources are not at hand".into());
        return;
    };
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
            speaks_tls(subject, project.imported_by(loose), demands);
        }
    }
    if seen.is_empty() {
        demands.exact = false;
        demands.certificates.get_or_insert_with(|| "the program's sources are not in sight".into());
        demands.zones.get_or_insert_with(|| "the program's sources are not in sight".into());
        return;
    }
    for home in home::homes(subject, entry) {
        code::read(subject, &code, &home, demands);
    }
    if demands.certificates.is_none() {
        demands.left_out.push(("CA certificates".into(), "no outgoing TLS seen".into()));
    }
}

/// Modules that open TLS connections of their own, among those that the sources import.
fn third_parties(subject: &Subject, module: &GoModule, demands: &mut Demands) {
    let direct = |path: &str| module.code.imports.iter().any(|i| i == path || i.starts_with(&format!("{path}/")));
    speaks_tls(subject, module.requires.iter().map(|(path, _)| path.as_str()).filter(|path| direct(path)), demands);
}

/// Demands certificates for any module that is not known to open no connections.
fn speaks_tls<'m>(subject: &Subject, mut modules: impl Iterator<Item = &'m str>, demands: &mut Demands) {
    if demands.certificates.is_none()
        && let Some(path) = modules.find(|path| !subject.facts.is_harmless_go_module(path))
    {
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
    let place = from_source::place(subject, entry, one, demands.from_source.is_some())?;
    let folder = one.call.folder.clone().filter(|folder| folder == subject.workdir()).ok_or_else(unknown)?;
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
        text.push_str(&format!("{variable}={} ", crate::shell::quoted(value)));
    }
    text.push_str("go build ");
    for flag in flags {
        text.push_str(&format!("{} ", crate::shell::quoted(flag)));
    }
    text.push_str(&format!("-o {program} {}", words.iter().map(|w| target_of_a_run(w, entry)).collect::<Vec<_>>().join(" ")));
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
    let mut line = vec![if place == Place::Command { name } else { program }];
    line.extend(args);
    demands.from_source = Some(FromSource { command, build: Some(text), program: line, place });
    Ok(match origin {
        Origin::Program(Program { sources, .. }) | Origin::Programs(Program { sources, .. }) => sources,
        _ => None,
    })
}

/// A pattern of a command in shell form is for the shell of the RUN too.
fn target_of_a_run(word: &str, entry: &Entry) -> String {
    let pattern = entry.shell_form && word.contains('*') && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"*._/-".contains(&b));
    if pattern { word.to_owned() } else { crate::shell::quoted(word) }
}
