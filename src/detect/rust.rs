//! What `cargo build` and `cargo install` put where.
//! Source: The Cargo Book, "Build cache", "cargo build", "cargo install".

use super::layout::{Layout, Origin, Program, Tool, variable, variables};
use crate::model::{Call, CargoBuild, Known, State, normalise};
use crate::project::{CargoWorkspace, Crate, Project};
use crate::template::Facts;

/// Programs made by `cargo build`, with their paths.
pub fn built(build: &CargoBuild, call: &Call, state: &State, layout: &Layout) -> Vec<(String, Origin)> {
    let Some(manifest) = folder_of_manifest(build, call) else { return Vec::new() };
    let context = layout.context_folder(&manifest);
    let place = layout.project().zip(context.as_deref()).and_then(|(project, context)| workspace(project, context));
    let folder_of_programs = program_folder(build, call, state, &manifest, place, layout);
    let program = |sources: Option<String>| Program {
        tool: Tool::Cargo,
        folder: Some(manifest.clone()),
        sources,
        flags: flags(build),
        env: variables(state, call, &["RUSTFLAGS", "CARGO_TARGET_DIR"]),
        foreign: None,
    };
    let crates = layout.project().zip(context.as_deref()).map(|(project, context)| selected(project, context, build));
    let bins: Vec<(String, &Crate)> = crates
        .iter()
        .flatten()
        .flat_map(|c| c.bins.iter().map(move |b| (b.clone(), *c)))
        .filter(|(bin, _)| build.bins.is_empty() || build.bins.contains(bin))
        .collect();
    if bins.is_empty() {
        let named = build.bins.iter().map(|bin| (normalise(&folder_of_programs, bin), Origin::Program(program(context.clone()))));
        let named: Vec<_> = named.collect();
        return if named.is_empty() { vec![(folder_of_programs, Origin::Programs(program(context)))] } else { named };
    }
    bins.into_iter()
        .map(|(bin, made_of)| (normalise(&folder_of_programs, &bin), Origin::Program(program(Some(made_of.folder.clone())))))
        .collect()
}

/// The folder of the Cargo.toml that cargo reads.
fn folder_of_manifest(build: &CargoBuild, call: &Call) -> Known {
    match &build.manifest {
        Some(path) => path.as_ref().map(|path| normalise(path, "..")),
        None => call.folder.clone(),
    }
}

/// Shared libraries made by `cargo build`: what other programs load at run time.
pub fn shared_libraries(build: &CargoBuild, call: &Call, state: &State, layout: &Layout) -> Vec<String> {
    let Some(manifest) = folder_of_manifest(build, call) else { return Vec::new() };
    let Some((project, context)) = layout.project().zip(layout.context_folder(&manifest)) else { return Vec::new() };
    let folder = program_folder(build, call, state, &manifest, workspace(project, &context), layout);
    selected(project, &context, build).iter().filter_map(|c| c.shared_library.as_ref()).map(|file| normalise(&folder, file)).collect()
}

/// The words of `cargo install`.
pub struct Install<'c> {
    /// `--path`.
    pub path: Option<&'c Known>,
    /// Crates by name.
    pub crates: &'c [Known],
    /// `--bin`.
    pub bins: &'c [String],
    /// `--root`.
    pub root: Option<&'c Known>,
    /// `--git`: without crates, the names of the programs are those of a repository.
    pub git: bool,
}

/// Programs put into the bin folder by `cargo install`.
pub fn installed(install: &Install, call: &Call, state: &State, layout: &Layout) -> Vec<(String, Origin)> {
    let Install { path, crates, bins, root, git } = *install;
    let bin = install_folder(root, call, state);
    let program = |sources: Option<String>, foreign: Option<String>| Program {
        tool: Tool::Cargo,
        folder: call.folder.clone(),
        sources,
        flags: vec!["--release".into()],
        env: variables(state, call, &["RUSTFLAGS", "CARGO_TARGET_DIR"]),
        foreign,
    };
    let mut out = Vec::new();
    if let Some(Some(path)) = path {
        let context = layout.context_folder(path);
        let own = layout.project().zip(context.clone()).and_then(|(p, c)| p.crates.iter().find(|k| k.folder == c));
        match own {
            Some(own) => {
                for name in own.bins.iter().filter(|b| bins.is_empty() || bins.contains(b)) {
                    out.push((normalise(&bin, name), Origin::Program(program(context.clone(), None))));
                }
            }
            None => out.push((bin.clone(), Origin::Programs(program(context, None)))),
        }
    }
    for name in crates.iter().flatten() {
        let name = name.split('@').next().unwrap_or(name);
        for made in programs_of(name) {
            out.push((normalise(&bin, &made), Origin::Program(program(None, Some(name.to_owned())))));
        }
    }
    if path.is_none() && crates.is_empty() {
        let own = call.folder.as_deref().filter(|_| !git).and_then(|f| layout.context_folder(f));
        out.push((bin, Origin::Programs(program(own, git.then(|| "a repository".to_owned())))));
    }
    out
}

/// A crate's programs, where the facts do not know them: most have their crate's name, and some leave the ending off.
fn programs_of(name: &str) -> Vec<String> {
    if let Some(known) = Facts::builtin().programs_of_crate(name) {
        return known.to_vec();
    }
    let stem = name.strip_suffix("_cli").or_else(|| name.strip_suffix("-cli"));
    match stem {
        Some(stem) => vec![stem.to_owned(), format!("cargo-{stem}"), name.to_owned()],
        None => vec![name.to_owned()],
    }
}

fn install_folder(root: Option<&Known>, call: &Call, state: &State) -> String {
    let variable = |name: &str| variable(state, call, name);
    let root = root.cloned().flatten().or_else(|| variable("CARGO_INSTALL_ROOT")).or_else(|| variable("CARGO_HOME"));
    normalise(root.as_deref().unwrap_or("/usr/local/cargo"), "bin")
}

/// The folder that the programs lie in: target folder, triple, profile.
fn program_folder(
    build: &CargoBuild,
    call: &Call,
    state: &State,
    manifest: &str,
    place: Option<&CargoWorkspace>,
    layout: &Layout,
) -> String {
    let variable = |name: &str| variable(state, call, name);
    let root = place.and_then(|w| layout.in_image(&w.folder)).unwrap_or_else(|| manifest.to_owned());
    let target = build
        .target_dir
        .clone()
        .flatten()
        .or_else(|| variable("CARGO_TARGET_DIR").map(|dir| normalise(manifest, &dir)))
        .or_else(|| place.and_then(|w| w.target_dir.as_ref()).map(|dir| normalise(&root, dir)))
        .unwrap_or_else(|| normalise(&root, "target"));
    let triple = build.target.clone().flatten().or_else(|| variable("CARGO_BUILD_TARGET")).or_else(|| place.and_then(|w| w.target.clone()));
    let target = triple.map_or_else(|| target.clone(), |triple| normalise(&target, &triple));
    normalise(&target, profile_folder(&build.profile))
}

/// `dev` and `test` build into `debug`; `bench` into `release`.
pub fn profile_folder(profile: &str) -> &str {
    match profile {
        "dev" | "test" => "debug",
        "bench" => "release",
        other => other,
    }
}

/// The workspace that a folder of the context belongs to.
pub fn workspace<'p>(project: &'p Project, context: &str) -> Option<&'p CargoWorkspace> {
    let root = project.crates.iter().find(|c| c.folder == context).map_or(context, |c| c.workspace.as_str());
    project.workspaces.iter().find(|w| w.folder == root)
}

/// The packages that `cargo build` compiles when it is run in a folder.
fn selected<'p>(project: &'p Project, context: &str, build: &CargoBuild) -> Vec<&'p Crate> {
    let root = project.crates.iter().find(|c| c.folder == context).map_or(context, |c| c.workspace.as_str());
    let members: Vec<&Crate> = project.crates.iter().filter(|c| c.workspace == root).collect();
    if !build.packages.is_empty() {
        return members.into_iter().filter(|c| build.packages.contains(&c.name)).collect();
    }
    if !build.bins.is_empty() {
        return members.into_iter().filter(|c| c.bins.iter().any(|b| build.bins.contains(b))).collect();
    }
    let all = build.others.iter().any(|o| o == "--workspace" || o == "--all");
    match members.iter().find(|c| c.folder == context) {
        Some(own) if !all => vec![own],
        _ => members,
    }
}

fn flags(build: &CargoBuild) -> Vec<String> {
    let mut flags = vec![format!("--profile={}", build.profile)];
    flags.extend(build.features.iter().cloned());
    flags
}
