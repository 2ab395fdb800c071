//! What `go build` and `go install` put where: the rules of the go command for the names of programs.
//! Source: `go help build`, `go help install`, `go help packages`.

use super::layout::{Layout, Origin, Program, Tool, at_and_above, below, variable, variables};
use crate::model::{Call, GoBuild, Known, State, normalise};
use crate::project::Project;
use crate::project::path::under;

/// Programs made by `go build`, with their paths.
pub fn built(build: &GoBuild, call: &Call, state: &State, layout: &Layout) -> Vec<(String, Origin)> {
    let Some(folder) = &call.folder else { return Vec::new() };
    let targets = targets(&build.packages);
    let program = |sources: Option<String>| Program {
        tool: Tool::Go,
        folder: Some(folder.clone()),
        sources,
        flags: build.flags.clone(),
        env: variables(state, call, &["CGO_ENABLED", "GOOS", "GOFLAGS", "CC"]),
        foreign: None,
    };
    let mains: Vec<Main> = targets.iter().flat_map(|t| mains(t, folder, layout)).collect();
    match &build.output {
        Some(Some(output)) => {
            let path = normalise(folder, output);
            if output.ends_with('/') || layout.is_made_folder(&path) {
                return named(&path, &mains, &program);
            }
            vec![(path, Origin::Program(program(mains.first().and_then(|m| m.sources.clone()))))]
        }
        Some(None) => vec![(folder.clone(), Origin::Programs(program(mains.first().and_then(|m| m.sources.clone()))))],
        // Several packages: the results are thrown away.
        None if targets.len() > 1 && !files(&build.packages) || mains.len() > 1 => Vec::new(),
        None => named(folder, &mains, &program),
    }
}

/// Programs put into the bin folder by `go install`, or by `go get` before modules.
pub fn installed(packages: &[Known], flags: &[String], get: bool, call: &Call, state: &State, layout: &Layout) -> Vec<(String, Origin)> {
    let Some(folder) = &call.folder else { return Vec::new() };
    if get && flags.iter().any(|f| f == "-d") {
        return Vec::new();
    }
    let bin = bin_folder(state, call);
    let mut out = Vec::new();
    for target in targets(packages) {
        let Target::Package(path) = &target else { continue };
        let foreign = (path.contains('@') || get) && !path.starts_with('.');
        let program = |sources: Option<String>| Program {
            tool: Tool::Go,
            folder: Some(folder.clone()),
            sources,
            flags: flags.to_vec(),
            env: variables(state, call, &["CGO_ENABLED", "GOOS", "GOFLAGS", "CC"]),
            foreign: foreign.then(|| path.clone()),
        };
        if foreign {
            let name = last_element(path.split('@').next().unwrap_or(path));
            out.push((normalise(&bin, &name), Origin::Program(program(None))));
        } else {
            out.extend(named(&bin, &mains(&target, folder, layout), &program));
        }
    }
    out
}

/// `GOBIN`, else `GOPATH/bin`, else `~/go/bin`; the golang image sets GOPATH. Source: `go help gopath`.
fn bin_folder(state: &State, call: &Call) -> String {
    let value = |name: &str| variable(state, call, name).filter(|v| !v.is_empty());
    match (value("GOBIN"), value("GOPATH")) {
        (Some(bin), _) => normalise("/", &bin),
        (None, Some(path)) => normalise(path.split(':').next().unwrap_or("/go"), "bin"),
        (None, None) => normalise(state.home().as_deref().unwrap_or("/root"), "go/bin"),
    }
}

/// One argument of `go build`.
#[derive(Clone, Debug, PartialEq)]
enum Target {
    /// A package path or pattern.
    Package(String),
    /// A list of files: the first one.
    Files(String),
}

fn targets(packages: &[Known]) -> Vec<Target> {
    let known: Vec<&String> = packages.iter().flatten().collect();
    if known.is_empty() {
        return vec![Target::Package(".".into())];
    }
    if files(packages) {
        return vec![Target::Files(known[0].clone())];
    }
    known.into_iter().map(|p| Target::Package(p.clone())).collect()
}

fn files(packages: &[Known]) -> bool {
    packages.iter().flatten().any(|p| p.ends_with(".go"))
}

/// A main package: the name of its program, where known, and the folder of its sources in the context.
struct Main {
    name: Option<String>,
    sources: Option<String>,
}

fn mains(target: &Target, folder: &str, layout: &Layout) -> Vec<Main> {
    match target {
        Target::Files(file) => {
            let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".go");
            let name = if stem.contains('*') { last_element(folder) } else { stem.to_owned() };
            let home = normalise(folder, file.rsplit_once('/').map_or(".", |(home, _)| home));
            vec![Main { name: Some(name), sources: layout.context_folder(&home) }]
        }
        Target::Package(path) => packages(path, folder, layout),
    }
}

fn packages(path: &str, folder: &str, layout: &Layout) -> Vec<Main> {
    let (start, all) = match path.strip_suffix("...") {
        Some(start) => (start.trim_end_matches('/'), true),
        None => (path, false),
    };
    let start = if start.is_empty() { "." } else { start };
    let home = if start.starts_with('.') || start.starts_with('/') {
        normalise(folder, start)
    } else {
        match package_folder(start, folder, layout) {
            Some(home) => home,
            None => return vec![Main { name: Some(last_element(start)), sources: None }],
        }
    };
    let Some(context) = layout.context_folder(&home) else {
        let name = (!all && home != folder || folder.contains("/src/")).then(|| last_element(&home));
        return vec![Main { name, sources: None }];
    };
    let Some(project) = layout.project() else {
        let name = (!all && home != folder || folder.contains("/src/")).then(|| last_element(&home));
        return vec![Main { name, sources: Some(context) }];
    };
    if !all {
        if let Some((name, sources)) = by_module_in_image(project, &home, layout) {
            let sources = if main_folders(project).contains(&sources) { sources } else { context };
            return vec![Main { name: Some(name), sources: Some(sources) }];
        }
        return vec![Main { name: Some(program_name(project, &context, &home)), sources: Some(context) }];
    }
    let inside = |main: &&String| main.as_str() == context || context.is_empty() || main.starts_with(&format!("{context}/"));
    main_folders(project)
        .iter()
        .filter(inside)
        .map(|main| {
            let at = layout.in_image(main).unwrap_or_else(|| home.clone());
            Main { name: Some(program_name(project, main, &at)), sources: Some((*main).clone()) }
        })
        .collect()
}

/// The folder in the image of a package that is named by its import path.
fn package_folder(path: &str, folder: &str, layout: &Layout) -> Option<String> {
    let gopath = normalise("/go/src", path);
    if layout.context_folder(&gopath).is_some() {
        return Some(gopath);
    }
    let module = layout.project()?.go.iter().find(|m| below(path, &m.path).is_some())?;
    let rest = below(path, &module.path)?;
    let home = layout.in_image(&module.folder).unwrap_or_else(|| folder.to_owned());
    Some(if rest.is_empty() { home } else { normalise(&home, rest) })
}

/// The program's name and the folder of its sources, by the go.mod that lies in the image at or above the package: a COPY may have put the
/// contents of several folders of the context beside each other.
fn by_module_in_image(project: &Project, home: &str, layout: &Layout) -> Option<(String, String)> {
    at_and_above(home).find_map(|folder| {
        let file = layout.in_context(&normalise(folder, "go.mod"))?;
        let module = project.go.iter().find(|m| file == under(&m.folder, "go.mod"))?;
        let rest = below(home, folder)?;
        Some((
            last_element(&if rest.is_empty() { module.path.clone() } else { format!("{}/{rest}", module.path) }),
            under(&module.folder, rest),
        ))
    })
}

/// Folders of main packages, of modules and of sources outside any.
fn main_folders(project: &Project) -> Vec<String> {
    project.go.iter().flat_map(|m| &m.mains).chain(project.go_sources.iter().flat_map(|s| &s.mains)).cloned().collect()
}

/// The program's name: the last element of the package's import path, without a major version.
fn program_name(project: &Project, context: &str, image: &str) -> String {
    let module = project.go.iter().filter(|m| m.folder.is_empty() || context == m.folder || context.starts_with(&format!("{}/", m.folder)));
    match module.max_by_key(|m| m.folder.len()) {
        Some(module) => {
            let rest = context[module.folder.len().min(context.len())..].trim_start_matches('/');
            last_element(&if rest.is_empty() { module.path.clone() } else { format!("{}/{rest}", module.path) })
        }
        None => last_element(image),
    }
}

/// The last element of an import path; `/v2` and the like do not count.
fn last_element(path: &str) -> String {
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let last = parts.next().unwrap_or_default();
    let major = last.strip_prefix('v').is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 1));
    if major { parts.next().unwrap_or(last).to_owned() } else { last.to_owned() }
}

fn named(folder: &str, mains: &[Main], program: &dyn Fn(Option<String>) -> Program) -> Vec<(String, Origin)> {
    mains
        .iter()
        .map(|main| match &main.name {
            Some(name) => (normalise(folder, name), Origin::Program(program(main.sources.clone()))),
            None => (folder.to_owned(), Origin::Programs(program(main.sources.clone()))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::last_element;

    #[test]
    fn a_program_is_named_after_the_last_element_that_is_no_major_version() {
        let cases = [
            ("example.com/shop", "shop"),
            ("example.com/shop/v2", "shop"),
            ("example.com/shop/cmd/server", "server"),
            ("example.com/shop/v1", "v1"),
            ("app", "app"),
        ];
        for (path, name) in cases {
            assert_eq!(last_element(path), name, "{path}");
        }
    }
}
