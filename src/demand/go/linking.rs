//! How a Go program is linked: static as it is, static if cgo is turned off, or against the builder's C library; each with its proof.
//! Relies on go.mod, the facts about cgo modules and the words of the Dockerfile. Changes nothing.

use std::collections::HashSet;

use crate::demand::{Demands, Linked};
use crate::detect::Subject;
use crate::detect::layout::{Program, Tool, variable};
use crate::model::{Action, Call, PackageManager, What};
use crate::project::GoModule;
use crate::project::path::is_below;
use crate::source::Span;
use crate::template::{Distro, Flavour};

/// How the programs are linked.
pub fn linked(subject: &Subject, programs: &[(String, &Program)], demands: &Demands) -> Linked {
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
        None => Linked::StaticIf {
            because: "no cgo in the module, its requirements or the Dockerfile".into(),
            places: build_commands(subject, demands),
        },
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
    if let Some(place) = &demands.loads {
        return Some(format!("{place}, a library of the builder's distribution"));
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
        if let Some(import) = ["plugin", "runtime/cgo"].iter().find(|import| module.code.imports.contains(**import)) {
            return Some(format!("the sources import {import}, which is cgo"));
        }
        if let Some((path, _)) = module.requires.iter().find(|(path, _)| subject.facts.needs_cgo(path, &module.code.imports)) {
            return Some(format!("{path} is cgo: CGO_ENABLED is left alone"));
        }
        if let Some(replaced) = module.local_replaces.first() {
            return Some(format!("{replaced} replaces a module"));
        }
    }
    if build_commands(subject, demands).is_empty() && demands.from_source.is_none() {
        return Some("the build command is not in the Dockerfile".into());
    }
    None
}

/// Where each `go build` and `go install` of the Dockerfile begins; empty if one of them cannot be edited.
fn build_commands(subject: &Subject, demands: &Demands) -> Vec<Span> {
    let events = subject.layout.events().iter().filter(|e| demands.paths.contains_key(&e.path));
    let of_demands: HashSet<Span> = events.map(|e| e.span).collect();
    let mut places = Vec::new();
    let compiles = |call: &Call| matches!(call.action, Action::GoBuild(_) | Action::GoInstall { .. });
    for (index, step) in subject.image.steps.iter().enumerate() {
        let What::Run(run) = &step.what else { continue };
        if subject.layout.run_by_scripts(index).any(compiles) {
            return Vec::new();
        }
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
                    let demanded = demands.program.is_none() || of_demands.contains(&call.span);
                    if demanded && variable(&step.before, call, "CGO_ENABLED").is_none() {
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

/// Shared libraries of the modules that are known to be cgo.
pub fn libraries(subject: &Subject, sources: &[String], demands: &mut Demands) {
    let (Some(project), Some(distro)) = (subject.project, &subject.base.distro) else { return };
    let holds = |home: &str| sources.iter().any(|folder| is_below(folder, home));
    let in_a_module = |folder: &String| project.go.iter().any(|module| is_below(folder, &module.folder));
    let mut known = demands.exact && !sources.is_empty() && sources.iter().all(in_a_module);
    let mut required: Vec<&str> = Vec::new();
    for module in project.go.iter().filter(|module| holds(&module.folder)) {
        known &= module.imports_c.is_empty() && !module.vendor;
        let requires = module.requires.iter().map(|(path, _)| path.as_str());
        required.extend(requires.filter(|path| subject.facts.needs_cgo(path, &module.code.imports)));
    }
    for loose in project.go_sources.iter().filter(|loose| holds(&loose.folder)) {
        required.extend(project.imported_by(loose).filter(|path| subject.facts.needs_cgo(path, &loose.code.imports)));
    }
    for path in required {
        match subject.facts.libraries_of_go_module(path, distro, &[]) {
            Some(libraries) => {
                for library in libraries {
                    demands.package(library, format!("{path} links it"));
                }
            }
            None => known = false,
        }
    }
    demands.libraries_known = known && !subject.source.text().contains("-tags");
}
