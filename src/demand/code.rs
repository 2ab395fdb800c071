//! What the sources of the program demand: files that they name, programs that they start, certificates, time zones, a writable place.

use super::{Demands, Order, Path, absent};
use crate::detect::Subject;
use crate::detect::layout::{Found, Origin, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::normalise;
use crate::project::path::under;
use crate::project::{Code, Literal, Place, Project, named_entries};
use crate::template::Facts;

/// Demands what sources name when they run in the folder `home` of the image.
pub fn read(subject: &Subject, code: &Code, home: &str, demands: &mut Demands) {
    let Some(project) = subject.project else { return };
    for context in subject.layout.context_folders(home) {
        for (entry, place) in named_entries(code, &project.tree, &context) {
            demand_entry(subject, project, &entry, &seen_at(&place), demands);
        }
        if let Some(place) = code.reads_unknown.first().or(code.compile_time_paths.first()) {
            let why = format!("{} reads files whose names are put together", seen_at(place));
            for entry in data_entries(project, &context) {
                demand_entry(subject, project, &entry, &why, demands);
            }
        }
        hidden_configuration(subject, project, code, home, &context, demands);
    }
    demands.variables.extend(code.env.iter().cloned());
    if demands.starts_unknown.is_none() {
        demands.starts_unknown = code.starts_unknown.first().map(seen_at);
    }
    made_by_steps(subject, code, home, demands);
    made_by_scripts(subject, project, code, home, demands);
    absent::completed_names(subject, project, code, home, demands);
    absent::named_by_code(subject, project, code, home, demands);
    started_programs(subject, code, home, demands);
    super::scripts::started_by_code(subject, code, home, demands);
    if demands.loads.is_none() {
        let library = |text: &str| text.len() > 4 && (text.ends_with(".so") || text.contains(".so."));
        let mut named = code.literals.iter().chain(&code.read_literals).filter(|literal| library(&literal.text));
        demands.loads = named.next().map(|literal| format!("{}:{} names {}", literal.file, literal.line, literal.text));
    }
    if demands.certificates.is_none() {
        demands.certificates = code.tls.as_ref().map(seen_at);
    }
    if demands.zones.is_none() {
        demands.zones = code.zones.as_ref().map(seen_at);
    }
    if demands.media_types.is_none() && has_uncommon_types(project) {
        demands.media_types = code.serves_files.as_ref().map(seen_at);
    }
    if demands.writes.is_none() {
        demands.writes = code.writes.first().map(seen_at);
    }
    if demands.users.is_none() {
        demands.users = code.imports.contains("os/user").then(|| "the import of os/user".to_owned());
    }
    if demands.needs_root.is_none() {
        demands.needs_root = code.writes.first().map(|p| format!("{} writes files", seen_at(p)));
    }
    if demands.needs_root.is_none() {
        demands.needs_root = code.low_port.as_ref().map(|p| format!("{} listens on a low port", seen_at(p)));
    }
    if demands.needs_root.is_none() {
        let asks = code.privileged.as_ref().map(seen_at).or_else(|| names_a_device(code));
        demands.needs_root = asks.map(|place| format!("{place} asks for what other users may be refused"));
    }
}

/// Where the sources name a device of the host or the container engine's socket.
fn names_a_device(code: &Code) -> Option<String> {
    const FOR_ALL: [&str; 9] = ["null", "zero", "full", "random", "urandom", "tty", "fd/", "std", "shm"];
    let device = |text: &str| text.strip_prefix("/dev/").is_some_and(|name| !FOR_ALL.iter().any(|known| name.starts_with(known)));
    let mut named = code.literals.iter().chain(&code.read_literals).filter(|l| device(&l.text) || l.text.contains("docker.sock"));
    named.next().map(|literal| format!("{}:{}", literal.file, literal.line))
}

/// True if the context has data whose type Go's own table does not have: icons, fonts, videos, tables.
fn has_uncommon_types(project: &Project) -> bool {
    let inside = project.tree.all().filter(|(path, _)| !path.starts_with("../"));
    inside.filter_map(|(path, _)| path.rsplit_once('.')).any(|(_, ending)| Facts::builtin().needs_mime_types(ending))
}

/// A place as people write it.
pub fn seen_at(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}

/// Demands an entry of the context where it lies in the image.
pub fn demand_entry(subject: &Subject, project: &Project, entry: &str, why: &str, demands: &mut Demands) {
    let is_folder = project.tree.file(entry).is_none();
    if project.ignore.hides(entry) || (is_folder && project.tree.under(entry).all(|(path, _)| project.ignore.hides(path))) {
        return;
    }
    let Some(path) = subject.layout.in_image(entry) else {
        // A folder whose files were copied one by one.
        for (file, _) in project.tree.under(entry).filter(|_| is_folder) {
            if let Some(path) = subject.layout.in_image(file).filter(|_| !project.ignore.hides(file)) {
                demands.path(path, false, Order::Data, why);
            }
        }
        return;
    };
    // A file that is copied to several places is demanded at each.
    let others = subject.layout.places(entry).into_iter().filter(|p| *p != path);
    for path in others.chain([path.clone()]) {
        if path != "/" && matches!(subject.layout.find(&path), Found::Known(_) | Found::Likely(_)) {
            demands.path(path, is_folder, Order::Data, why);
        }
    }
}

/// Entries of a folder of the context that a program may read: no sources, no documentation, nothing that only the build or people read.
pub fn data_entries(project: &Project, folder: &str) -> Vec<String> {
    let mut data = Vec::new();
    for (name, is_folder) in project.tree.entries(folder) {
        let path = under(folder, &name);
        // Scripts are demanded by whoever starts them.
        if is_for_people(&name) || name.ends_with(".sh") || is_source(project, &path, is_folder) {
            continue;
        }
        if is_folder && project.tree.under(&path).any(|(file, _)| is_source(project, file, false) && !is_for_people(file)) {
            data.extend(data_entries(project, &path));
        } else {
            data.push(path);
        }
    }
    data
}

/// True for names that are for people, editors, tests and pipelines.
pub fn is_for_people(name: &str) -> bool {
    Facts::builtin().is_for_people(name)
}

/// Endings of files that a compiler reads and the compiled program does not.
const SOURCE: [&str; 12] = [".go", ".rs", ".mod", ".sum", ".work", ".proto", ".c", ".h", ".cc", ".cpp", ".templ", ".qtpl"];
const MANIFESTS: [&str; 8] =
    ["Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml", ".cargo", "rustfmt.toml", "clippy.toml", "build.rs"];

/// True for a file that a compiler reads, or that says how to compile.
pub fn is_compiled(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    SOURCE.iter().any(|ending| name.ends_with(ending)) || MANIFESTS.contains(&name)
}

/// True for sources, manifests, and folders that hold nothing else.
pub fn is_source(project: &Project, path: &str, is_folder: bool) -> bool {
    let source = |path: &str| is_compiled(path) || is_for_people(path.rsplit('/').next().unwrap_or(path));
    if is_folder {
        MANIFESTS.contains(&path.rsplit('/').next().unwrap_or(path))
            || project.tree.under(path).all(|(p, _)| source(p)) && !is_kept_empty(project, path)
    } else {
        source(path)
    }
}

/// A folder without sources that a `.gitkeep` keeps in the repository: it is there because a program looks for it.
fn is_kept_empty(project: &Project, path: &str) -> bool {
    let keeps = |file: &str| matches!(file.rsplit('/').next(), Some(".gitkeep" | ".keep"));
    project.tree.under(path).any(|(file, _)| keeps(file)) && !project.tree.under(path).any(|(file, _)| is_compiled(file))
}

/// Files that the sources look for, that the context lacks, and that people keep out of the repository: copied where they are there.
fn hidden_configuration(subject: &Subject, project: &Project, code: &Code, home: &str, context: &str, demands: &mut Demands) {
    let mut names: Vec<(String, String)> = Vec::new();
    for (library, file) in subject.facts.configuration_files() {
        if code.imports.iter().any(|i| i == library || i.starts_with(&format!("{library}/")) || i.starts_with(&format!("{library}::"))) {
            let named = code.literals.iter().any(|l| l.text == file || l.text == format!("./{file}"));
            if file == ".env" || named {
                names.push((file.to_owned(), format!("{library} reads it where it is there")));
            }
        }
    }
    if code.imports.contains("github.com/spf13/viper") {
        // viper.SetConfigName("app") with SetConfigType("env"): the name is put together.
        let kinds = ["env", "yaml", "yml", "json", "toml"].iter().filter(|kind| code.literals.iter().any(|l| l.text == **kind));
        for kind in kinds {
            for name in code
                .literals
                .iter()
                .map(|l| l.text.as_str())
                .filter(|n| n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))
            {
                let file = format!("{name}.{kind}");
                let known = matches!(name, "app" | "config") || project.tree.file(&under(context, &file)).is_some();
                if known && project.git_ignore.hides(&under(context, &file)) || project.tree.file(&under(context, &file)).is_some() {
                    names.push((file, "viper reads it where it is there".into()));
                }
            }
        }
    }
    for literal in code.literals.iter().chain(&code.read_literals) {
        let text = literal.text.trim_start_matches("./");
        if text.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "log" | "pid" | "lock" | "tmp" | "out" | "sock")) {
            continue; // written, not read
        }
        let plain = !text.contains(['/', ' ', '*', '%', '{']) && text.len() > 3 && text.contains('.');
        if plain && (text.ends_with(".env") || text.starts_with(".env") || project.git_ignore.hides(&under(context, text))) {
            names.push((text.to_owned(), format!("{}:{} names it", literal.file, literal.line)));
        }
    }
    for (name, why) in names {
        let entry = under(context, &name);
        let path = normalise(home, &name);
        if project.ignore.hides(&entry) {
            continue;
        }
        if project.tree.file(&entry).is_some() {
            demand_entry(subject, project, &entry, &why, demands);
        } else if takes_all_of(subject, home) {
            demands.paths.entry(path).or_insert(Path { folder: false, optional: true, order: Order::Data, why });
        }
    }
}

/// True if a folder of the context was copied whole to this folder of the image.
pub fn takes_all_of(subject: &Subject, home: &str) -> bool {
    subject.layout.over(home).any(|e| matches!(&e.origin, Origin::Copied { folder: true, .. }))
}

/// Demands what a step of the build makes and the sources name: a plugin, a shared library, a downloaded file.
fn made_by_steps(subject: &Subject, code: &Code, home: &str, demands: &mut Demands) {
    for event in subject.layout.events() {
        let folder = match &event.origin {
            Origin::Made { folder } => *folder,
            Origin::Program(_) => false,
            // Copied on, or linked to, by a RUN.
            Origin::Copied { folder, .. } if subject.image.steps[event.step].what.run().is_some() => *folder,
            _ => continue,
        };
        if event.path == home {
            continue;
        }
        let inside = below(&event.path, home);
        let names = |l: &&Literal| {
            let text = l.text.trim_start_matches("./");
            let within = |path: &str| !path.is_empty() && below(text, path).is_some_and(|rest| folder || rest.is_empty());
            within(&event.path) || inside.is_some_and(within)
        };
        let like_a_path = code.literals.iter().filter(|l| l.text.contains(['/', '.']));
        let Some(literal) = code.read_literals.iter().chain(like_a_path).find(names) else { continue };
        if !matches!(subject.layout.find(&event.path), Found::Nothing) {
            let folder = super::is_folder(subject, &event.path);
            demands.path(event.path.clone(), folder, Order::Data, format!("{}:{} names it", literal.file, literal.line));
        }
    }
}

/// Demands the folder whole where the sources read what the project keeps out of the context or of the repository, and a script of the build
/// may have made it.
fn made_by_scripts(subject: &Subject, project: &Project, code: &Code, home: &str, demands: &mut Demands) {
    let Some(context) = subject.layout.context_folder(home).filter(|_| !crate::detect::layout::base_fills(home)) else { return };
    let hidden = |literal: &&Literal| {
        let text = literal.text.trim_start_matches("./");
        let entry = under(&context, text.split('/').next().unwrap_or(text));
        let kept_out = project.ignore.hides(&entry) || project.git_ignore.hides(&entry) && !project.has(&entry);
        let plain = !text.is_empty() && !text.starts_with(['/', '.']) && !text.contains(['*', '%', '{', ' ']);
        plain
            && kept_out
            && matches!(subject.layout.find(&normalise(home, text)), Found::Likely(e) if matches!(e.origin, Origin::Anything { .. }))
    };
    if let Some(literal) = code.read_literals.iter().find(hidden) {
        demands.path(home, true, Order::Data, format!("{}:{} reads what a script of the build makes", literal.file, literal.line));
    }
}

/// Programs that are published as one file for Python: the releases of yt-dlp and youtube-dl without an ending (zip with `#!/usr/bin/env python3`).
const PYTHON_ARCHIVES: [&str; 2] = ["youtube-dl", "yt-dlp"];

/// Demands the program that a script of the context names in its first line.
fn interpreter(subject: &Subject, path: &str, demands: &mut Demands) {
    let text = super::started::text_of(subject, path).unwrap_or_default();
    let name = crate::project::scripts::interpreter(text).map(|program| program.rsplit('/').next().unwrap_or(program));
    if let Some(name) = name.filter(|name| *name != "sh") {
        demands.command(name, format!("{path} names it in its first line"));
    }
}

/// A program that the sources start by its path, and that no step is known to make.
fn unseen_program(subject: &Subject, name: &str, why: &str, demands: &mut Demands) {
    let title = format!("no step is known to make `{name}`");
    if demands.doubts.iter().all(|doubt| doubt.message != title) {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "command-unknown", title)
                .at(subject.file.items[subject.from].span, String::new())
                .because(format!("{why}, and a step or the base image may bring it"))
                .way_out("copy it to the runtime stage by hand, with what it needs, then write with --unsafe"),
        );
    }
}

/// Demands the programs that the sources start by name.
fn started_programs(subject: &Subject, code: &Code, home: &str, demands: &mut Demands) {
    if let Some(import) = code.imports.iter().find(|import| subject.facts.starts_the_toolchain(import)) {
        demands.toolchain.get_or_insert_with(|| ("it".to_owned(), format!("the import of {import}")));
    }
    for (name, place) in &code.starts {
        let why = format!("{} starts it", seen_at(place));
        if subject.facts.only_in_toolchain(name) && subject.facts.has_command(&subject.base, name) {
            demands.toolchain.get_or_insert_with(|| (format!("`{name}`"), seen_at(place)));
            continue;
        }
        if name.contains('/') {
            let path = normalise(home, name);
            if let Found::Known(_) = subject.layout.find(&path) {
                interpreter(subject, &path, demands);
                demands.path(path, false, Order::Data, why);
            } else if let Some(command) = path.strip_prefix("/usr/bin/").or_else(|| path.strip_prefix("/bin/")) {
                demands.command(command, why);
            } else {
                unseen_program(subject, name, &why, demands);
            }
        } else if subject.facts.has_command(&subject.base, name) || subject.installs(name) {
            demands.command(name.clone(), why);
        } else if let Some(path) = super::started::on_path(subject, name) {
            if PYTHON_ARCHIVES.contains(&name.as_str()) {
                demands.command("python3", format!("{path} is a Python archive"));
                demands.certificates.get_or_insert_with(|| format!("{name} checks certificates"));
            }
            demands.path(path, false, Order::Tool, why);
        } else {
            demands.unknown_programs.insert(name.clone());
        }
    }
}
