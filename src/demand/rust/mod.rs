//! What a Rust program needs: its binary, the shared libraries that the lockfile shows, what its sources name.

mod libraries;

use std::collections::{BTreeSet, HashMap};

use super::{Demands, FromSource, Linked, Order, code, from_source, home, programs, started, tools};
use crate::detect::Subject;
use crate::detect::entry::{Entry, Started};
use crate::detect::layout::{Event, Origin, Program, Tool, at_and_above};
use crate::detect::rust::profile_folder;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, CargoBuild, PackageManager, What, normalise};
use crate::project::path::under;
use crate::project::{Code, Crate, crate_code};
use crate::template::{Distro, Flavour};

/// Demands of a Rust image.
pub fn demand(subject: &Subject, entry: &Entry, demands: &mut Demands) -> Result<(), Box<Diagnostic>> {
    demands.gains.push("the Rust toolchain".into());
    started::scripts(subject, entry, demands);
    for one in &entry.started {
        match &one.call.action {
            // The folder it changes to counts as a home of the process.
            Action::Nothing => {}
            Action::CargoRun(build) => run_from_source(subject, entry, one, build, demands)?,
            _ => started::plain(subject, one, demands)?,
        }
    }
    programs::for_an_unread_script(subject, entry, demands)?;
    programs::made_unseen(subject, entry, demands);
    let programs = programs::compiled(subject, demands);
    for (path, program) in &programs {
        demands.program.get_or_insert_with(|| path.clone());
        if let Some(demand) = demands.paths.get_mut(path) {
            demand.order = if program.foreign.is_some() { Order::Tool } else { Order::Program };
        }
    }
    let has_program = !programs.is_empty() || demands.from_source.is_some() || demands.paths.values().any(|p| p.order == Order::Program);
    if !has_program {
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "artefact-unknown", "the container starts none of the programs that are built here")
                .at(entry.span, String::new())
                .because("which file the runtime stage must have cannot be told")
                .way_out("name the built program in CMD or ENTRYPOINT"),
        ));
    }
    programs::put_in_place(subject, demands);
    tools::put_on_path(subject, demands);
    let programs = programs::compiled(subject, demands);
    refuse_cached_target(subject, &programs)?;
    read_sources(subject, &programs, entry, demands);
    home::wide_without_context(subject, entry, demands);
    let musl = subject.base.flavour == Flavour::Alpine && matches!(subject.base.distro, Some(Distro::Alpine(_)));
    let musl = musl || !programs.is_empty() && programs.iter().all(|(path, _)| path.contains("-linux-musl/"));
    demands.linked = Some(if musl && !asks_for_shared_libraries(subject) {
        Linked::Static("Rust links statically against musl".into())
    } else {
        Linked::Dynamic("linked against the C library of the builder".into())
    });
    libraries::shared(subject, &programs, demands);
    libraries::of_the_build(subject, demands);
    home::what_tools_read(subject, entry, &programs, demands);
    // Rust's file servers bring their own table of types.
    demands.media_types = None;
    Ok(())
}

/// A target folder that is a cache mount is not in the image: the program must be copied out in the same RUN.
fn refuse_cached_target(subject: &Subject, programs: &[(String, &Program)]) -> Result<(), Box<Diagnostic>> {
    let mut caches: HashMap<String, usize> = HashMap::new();
    for step in &subject.image.steps {
        let mounts = step.what.run().into_iter().flat_map(|run| &run.mounts).filter(|m| m.contains("type=cache"));
        for target in mounts.filter_map(|m| m.split(',').find_map(|p| p.strip_prefix("target=").or_else(|| p.strip_prefix("dst=")))) {
            let folder = normalise(step.before.workdir.as_deref().unwrap_or("/"), target);
            caches.entry(folder).or_insert(step.item);
        }
    }
    let cached = programs.iter().find_map(|(path, _)| {
        let mounted = at_and_above(path).filter_map(|folder| Some((*caches.get(folder)?, folder)));
        mounted.min_by_key(|(item, _)| *item).map(|(item, folder)| (path, item, folder))
    });
    let Some((path, item, folder)) = cached else { return Ok(()) };
    Err(Box::new(
        Diagnostic::new(Level::Refused, "cache-mounted-artefact", format!("{path} lies in a cache mount, so the image never has it"))
            .at(subject.file.items[item].span, format!("{folder} is a cache of the builder"))
            .because("what is in a cache mount is gone when the RUN ends: a container of this image stops at once")
            .way_out("copy the program out of the cache at the end of this RUN, and start the copy"),
    ))
}

/// `cargo run` as the command: the program that an earlier step built, or that an added step builds.
fn run_from_source(
    subject: &Subject,
    entry: &Entry,
    one: &Started,
    run: &CargoBuild,
    demands: &mut Demands,
) -> Result<(), Box<Diagnostic>> {
    let unknown = |reason: &str| {
        Box::new(
            Diagnostic::new(Level::Refused, "entry-unknown", "which program `cargo run` starts is not known")
                .at(one.call.span, String::new())
                .because(reason.to_owned())
                .way_out("build the program in a RUN, and start the file below target/"),
        )
    };
    let place = from_source::place(subject, entry, one, demands.from_source.is_some())?;
    if one.call.folder.as_deref() != Some(subject.workdir()) {
        return Err(unknown("the command changes to another folder first"));
    }
    let call = crate::model::Call { action: Action::CargoBuild(run.clone()), ..one.call.clone() };
    let mut made = crate::detect::rust::built(run, &call, &subject.image.end, &subject.layout);
    if made.len() > 1 && run.bins.is_empty() {
        let default = default_run(subject, &made);
        made.retain(|(path, _)| default.as_deref().is_some_and(|d| path.rsplit('/').next() == Some(d)));
    }
    let [(path, Origin::Program(program))] = made.as_slice() else {
        return Err(unknown("the package makes several programs, or its Cargo.toml is not at hand"));
    };
    let same = |build: &CargoBuild| {
        profile_folder(&build.profile) == profile_folder(&run.profile)
            && build.features == run.features
            && (build.bins.is_empty() || build.bins == run.bins)
            && build.packages == run.packages
            && build.target == run.target
    };
    let built = subject.image.steps.iter().any(|step| match &step.what {
        What::Run(r) => r.calls.iter().any(|c| matches!(&c.action, Action::CargoBuild(b) if same(b) && c.folder == one.call.folder)),
        What::Copy(_) | What::Config | What::Opaque => false,
    });
    let reads_cargo = sources_of(subject, program).iter().any(|c| c.code.env.iter().any(|name| name.starts_with("CARGO")));
    let command = one.call.argv.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let mut doubt = Diagnostic::new(Level::Warning, "run-from-source", format!("`{command}` is replaced by the program it starts"))
        .at(one.call.span, if built { "builds at start, when a source file is newer" } else { "compiles at every start" })
        .note("changes", "cargo sets CARGO_MANIFEST_DIR for the program; this image will not");
    if reads_cargo {
        doubt = doubt.note("note", "the sources read a CARGO_ variable");
    }
    demands.doubts.push(doubt);
    let args: Option<Vec<String>> = run.args.iter().cloned().collect();
    let build = (!built).then(|| {
        let words = command.split(" -- ").next().unwrap_or(&command).replacen("run", "build", 1);
        words.trim_end().to_owned()
    });
    let mut line = vec![path.clone()];
    line.extend(args.ok_or_else(|| unknown("its arguments are not known"))?);
    demands.program = Some(path.clone());
    demands
        .paths
        .insert(path.clone(), super::Path { folder: false, optional: false, order: Order::Program, why: format!("`{command}` starts it") });
    demands.from_source = Some(FromSource { command, build, program: line, place });
    Ok(())
}

fn default_run(subject: &Subject, made: &[(String, Origin)]) -> Option<String> {
    let project = subject.project?;
    made.iter().find_map(|(_, origin)| match origin {
        Origin::Program(program) => project.crates.iter().find(|c| Some(&c.folder) == program.sources.as_ref())?.default_run.clone(),
        _ => None,
    })
}

/// The crates of the context that a program is made of: its own, and members of the same workspace that it depends on.
fn sources_of<'a>(subject: &Subject<'a>, program: &Program) -> Vec<&'a Crate> {
    let Some(project) = subject.project else { return Vec::new() };
    let Some(own) = program.sources.as_ref().and_then(|s| project.crates.iter().find(|c| c.folder == *s)) else { return Vec::new() };
    let mut found = vec![own];
    let mut at = 0;
    while at < found.len() {
        for name in found[at].dependencies.keys() {
            if let Some(member) = project.crates.iter().find(|c| c.name == *name && c.workspace == own.workspace)
                && !found.iter().any(|f| f.folder == member.folder)
            {
                found.push(member);
            }
        }
        at += 1;
    }
    found
}

fn read_sources(subject: &Subject, programs: &[(String, &Program)], entry: &Entry, demands: &mut Demands) {
    let debug = programs.iter().any(|(path, program)| path.contains("/debug/") || program.flags.iter().any(|f| f == "--profile=dev"));
    let mut code = Code::default();
    let mut any = false;
    let mut own: Vec<&Program> = programs.iter().filter(|(_, p)| p.foreign.is_none()).map(|(_, p)| *p).collect();
    let from_source = from_source_program(subject, entry);
    own.extend(from_source.iter());
    let mut seen = BTreeSet::new();
    for program in own {
        let Some((project, own)) = subject.project.zip(sources_of(subject, program).first().copied()) else { continue };
        if seen.insert(own.folder.clone()) {
            any = true;
            let of_crate = crate_code(&project.crates, &own.folder);
            let embeds = own.dependencies.get("rust-embed").is_some_and(|features| !features.iter().any(|f| f == "debug-embed"));
            for literal in of_crate.embedded.iter().filter(|_| debug && embeds) {
                let entry = under(&own.folder, literal.text.trim_start_matches("./").trim_end_matches('/'));
                let why = format!("{}:{} reads it in a debug build", literal.file, literal.line);
                code::demand_entry(subject, project, &entry, &why, demands);
            }
            code.absorb(of_crate);
        }
    }
    if !any {
        demands.exact = false;
        return;
    }
    for home in home::homes(subject, entry) {
        code::read(subject, &code, &home, demands);
    }
    if let Some(place) = code.build_outputs.first() {
        for folder in target_folders(subject) {
            let why = format!("{} keeps a path to what the build script writes there", code::seen_at(place));
            demands.path(normalise(&folder, "build"), true, Order::Data, why);
        }
    }
}

/// `-C target-feature=-crt-static`, in the Dockerfile or in .cargo/config.toml; Alpine's own packages of Rust are built so
/// (`crt-static=false` in aports/main/rust).
fn asks_for_shared_libraries(subject: &Subject) -> bool {
    if subject.installed_packages().any(|(manager, _, name)| manager == PackageManager::Apk && matches!(name, "rust" | "cargo")) {
        return true;
    }
    let settings = subject.project.into_iter().flat_map(|p| p.tree.all());
    let mut texts = settings.filter(|(path, _)| path.contains(".cargo/config")).filter_map(|(_, file)| file.text.as_deref());
    subject.source.text().contains("-crt-static") || texts.any(|text| text.contains("-crt-static"))
}

/// The folders that `cargo build` puts programs into, for each profile and target that is built.
pub fn target_folders(subject: &Subject) -> BTreeSet<String> {
    let of_cargo = |event: &&Event| match &event.origin {
        Origin::Programs(program) => program.tool == Tool::Cargo && !event.path.ends_with("/bin"),
        Origin::Program(program) => program.tool == Tool::Cargo && program.foreign.is_none() && event.path.contains("/target/"),
        _ => false,
    };
    let events = subject.layout.events().iter().filter(of_cargo);
    events.map(|e| if matches!(e.origin, Origin::Programs(_)) { e.path.clone() } else { normalise(&e.path, "..") }).collect()
}

fn from_source_program(subject: &Subject, entry: &Entry) -> Option<Program> {
    entry.started.iter().find_map(|one| match &one.call.action {
        Action::CargoRun(run) => {
            crate::detect::rust::built(run, &one.call, &subject.image.end, &subject.layout).into_iter().find_map(|(_, origin)| match origin
            {
                Origin::Program(program) => Some(program),
                _ => None,
            })
        }
        _ => None,
    })
}
