//! Turns the entry point and the evidence into what the running container needs: files, programs, libraries, certificates, users.
//! Relies on `model`, `project` and `detect`. Writes no text of the new file, and does not say how a demand is satisfied.

mod absent;
pub mod called;
pub mod code;
mod compose;
pub mod from_source;
mod go;
mod home;
mod node;
mod not_made;
mod programs;
mod rust;
mod scripts;
mod started;
pub mod tools;

pub use from_source::Place;
pub use node::without_leftovers;
pub use rust::target_folders;
pub use started::is_folder;

use std::collections::{BTreeMap, BTreeSet};

use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::detect::layout::Origin;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::PackageManager;
use crate::outcome::Language;
use crate::source::Span;
use crate::template::{Content, Flavour, Use};

/// Why something is demanded: words that fit behind "because", with the place.
pub type Because = String;

/// What the running container needs.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// Files and folders, by their absolute paths.
    pub paths: BTreeMap<String, Path>,
    /// Programs of the operating system, by name.
    pub commands: BTreeMap<String, Because>,
    /// Shared libraries and other packages of the operating system, by package name of the builder's distribution.
    pub packages: BTreeMap<String, Because>,
    /// The shared libraries are known one by one: a -dev package of the Dockerfile stands for no other.
    pub libraries_known: bool,
    /// A CA bundle.
    pub certificates: Option<Because>,
    /// Time zone data.
    pub zones: Option<Because>,
    /// /etc/mime.types.
    pub media_types: Option<Because>,
    /// How the program is linked; `None` for interpreted programs.
    pub linked: Option<Linked>,
    /// The dependencies of a Node.js program.
    pub modules: Option<Modules>,
    /// node_modules folders, absolute, that only bundles for browsers were made from.
    pub bundled: Vec<String>,
    /// Steps whose globally installed packages are used.
    pub globals: BTreeSet<usize>,
    /// A command that builds from source is replaced.
    pub from_source: Option<FromSource>,
    /// The program itself: its path and why it is known.
    pub program: Option<String>,
    /// What was looked for and not needed: `("CA certificates", "no outgoing TLS seen")`.
    pub left_out: Vec<(String, String)>,
    /// Why the result would be unsafe.
    pub doubts: Vec<Diagnostic>,
    /// What a person should know besides.
    pub warnings: Vec<Diagnostic>,
    /// Why the program may write files, listen on a low port or otherwise need root; `None`: proven that it does not.
    pub needs_root: Option<Because>,
    /// Environment variables that the sources read by name.
    pub variables: BTreeSet<String>,
    /// The program starts the tool chain of its language: by what, and where.
    pub toolchain: Option<(String, Because)>,
    /// A program is started whose name is not in the sources: where.
    pub starts_unknown: Option<Because>,
    /// Programs that the sources start and that nothing known brings.
    pub unknown_programs: BTreeSet<String>,
    /// Names of programs that commands look for on PATH.
    pub looked_up: BTreeSet<String>,
    /// The program loads a shared library by its name: where.
    pub loads: Option<Because>,
    /// A command is run that may do otherwise with the tools of another distribution: which one, and by whom.
    pub of_the_distribution: Option<Because>,
    /// The program makes files, perhaps in /tmp: where.
    pub writes: Option<Because>,
    /// The program looks users up: where.
    pub users: Option<Because>,
    /// Everything that the sources say is known: no step or source is out of sight.
    pub exact: bool,
    /// The user that the runtime stage runs as, where the author names none.
    pub user: Option<String>,
    /// `CGO_ENABLED=0` is written before the build commands.
    pub cgo_off: bool,
    /// A package manager starts the program.
    pub managers: bool,
    /// Reasons for something to leave behind, beyond the base image.
    pub gains: Vec<String>,
}

/// A demanded file or folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// A folder.
    pub folder: bool,
    /// It may be absent: copied by a pattern.
    pub optional: bool,
    /// Order in the runtime stage.
    pub order: Order,
    /// Why.
    pub why: Because,
}

/// Where in the runtime stage something is copied: dependencies, then what is read, then the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Order {
    Tool,
    Manifest,
    Dependency,
    Data,
    Program,
}

/// How a compiled program is linked.
#[derive(Clone, Debug, PartialEq)]
pub enum Linked {
    /// Without any shared library, as the build is written: the proof.
    Static(Because),
    /// Without any shared library if `CGO_ENABLED=0` is set for the build commands: the proof, and the places before which it is written.
    StaticIf {
        /// The proof.
        because: Because,
        /// Where `CGO_ENABLED=0 ` goes: the beginning of each go command.
        places: Vec<Span>,
    },
    /// Against the C library of the builder.
    Dynamic(Because),
}

/// The dependencies of a Node.js program.
#[derive(Clone, Debug, PartialEq)]
pub struct Modules {
    /// Their folder's parent in the image.
    pub folder: String,
    /// The command that takes the development dependencies out, where that is proven and useful.
    pub prune: Option<String>,
    /// Taking them out is likely right, and a person should look: why.
    pub perhaps: Option<(String, String)>,
}

/// A command that compiles and runs, and what replaces it.
#[derive(Clone, Debug, PartialEq)]
pub struct FromSource {
    /// The command's words as written: `cargo run --release`.
    pub command: String,
    /// The RUN text to be added at the end of the build stage, if no step builds the program yet.
    pub build: Option<String>,
    /// The program that it starts, an absolute path, with the arguments.
    pub program: Vec<String>,
    /// What the program takes the place of.
    pub place: Place,
}

impl Demands {
    /// Demands a path; the first reason stays.
    pub fn path(&mut self, path: impl Into<String>, folder: bool, order: Order, why: impl Into<String>) {
        self.paths.entry(path.into()).or_insert_with(|| Path { folder, optional: false, order, why: why.into() });
    }

    /// True if the command is read by a shell: it is in shell form and stays so.
    pub fn command_needs_a_shell(&self, entry: &Entry) -> bool {
        entry.shell_form && self.from_source.as_ref().is_none_or(|f| f.place != Place::Command)
    }

    /// True if a RUN that builds is added, in place of a command that did.
    pub fn adds_a_build(&self) -> bool {
        self.from_source.as_ref().is_some_and(|from_source| from_source.build.is_some())
    }

    /// Demands a program of the operating system.
    pub fn command(&mut self, name: impl Into<String>, why: impl Into<String>) {
        self.commands.entry(name.into()).or_insert_with(|| why.into());
    }

    /// Demands a package of the operating system.
    pub fn package(&mut self, name: impl Into<String>, why: impl Into<String>) {
        self.packages.entry(name.into()).or_insert_with(|| why.into());
    }
}

/// Programs that the demanded ones start by themselves, where the original image has them.
fn started_by_programs(subject: &Subject, demands: &mut Demands) {
    for name in demands.commands.keys().cloned().collect::<Vec<_>>() {
        for other in subject.facts.starts_too(&name) {
            if subject.facts.has_command(&subject.base, other) || subject.installs(other) {
                demands.command(other, format!("{name} starts it"));
            }
        }
    }
}

/// Programs that check certificates bring the bundle along, where the original image has it.
fn downloads(subject: &Subject, demands: &mut Demands) {
    let lacks = subject.facts.base_has(&subject.base, Content::Certificates) == Some(false) && !subject.installs("ca-certificates");
    if lacks || demands.certificates.is_some() {
        return;
    }
    let health = |why: &Because| why.starts_with("HEALTHCHECK") || why.contains("health check");
    let commands = demands.commands.iter().filter(|(_, why)| !health(why)).map(|(name, _)| name);
    let made = |path: &str| subject.layout.at(path).any(|event| matches!(event.origin, Origin::Made { .. } | Origin::Program(_)));
    let known = commands.chain(demands.packages.keys()).find(|name| subject.facts.checks_certificates(name));
    let foreign = || demands.paths.iter().find(|(path, demand)| demand.order == Order::Tool && !demand.folder && made(path));
    let why = known.map(|name| format!("{name} checks certificates"));
    if let Some(why) = why.or_else(|| foreign().map(|(path, _)| format!("{path} may open TLS connections"))) {
        demands.certificates = Some(why);
        demands.left_out.retain(|(what, _)| what != "CA certificates");
    }
}

/// TZ of the image or of a service, for programs that read the system's zones. Node.js brings its own.
fn zone_of_the_image(subject: &Subject, language: Language, demands: &mut Demands) {
    let zone = subject.image.end.env.get("TZ").cloned().flatten().filter(|zone| !matches!(zone.as_str(), "" | "UTC" | "Etc/UTC" | "GMT"));
    let service = subject.project.and_then(|p| p.compose.iter().find(|service| service.environment.iter().any(|name| name == "TZ")));
    if language == Language::Node || demands.zones.is_some() {
        return;
    }
    demands.zones = match (zone, service) {
        (Some(zone), _) => Some(format!("TZ is {zone}")),
        (None, Some(service)) => Some(format!("service {} of {} sets TZ", service.name, service.file)),
        (None, None) => None,
    };
}

/// What the container of the subject needs, or why it cannot have it without the build stage.
pub fn demands(subject: &Subject, entry: &Entry, language: Language) -> Result<Demands, Box<Diagnostic>> {
    let mut demands = Demands { exact: subject.project.is_some() && !entry.unread, ..Demands::default() };
    started::refuse_what_needs_the_toolchain(subject, entry)?;
    if let Some(file) = subject.project.and_then(|p| p.dev_container.as_ref()) {
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "tool-image", "a development container is built from this Dockerfile")
                .at(subject.file.items[subject.from].span, String::new())
                .because(format!("{file} says so: people work inside this image, and may need all that is in it"))
                .way_out("give the development container a Dockerfile of its own"),
        ));
    }
    if let Some(place) = subject.project.and_then(|p| p.tools_in_images.as_ref()) {
        demands.warnings.push(
            Diagnostic::new(Level::Warning, "tools-in-image", "a pipeline may run tests or tools inside of this image")
                .because(format!("{}: {}", code::seen_at(place), place.text))
                .way_out("if it means this image, let it build the build stage alone, with --target"),
        );
    }
    // What a service starts is a program like the others: the language's own demands see it.
    compose::services(subject, &mut demands)?;
    match language {
        Language::Go => go::demand(subject, entry, &mut demands)?,
        Language::Rust => rust::demand(subject, entry, &mut demands)?,
        Language::Node => node::demand(subject, entry, &mut demands)?,
    }
    if language != Language::Node {
        home::whole_folders(subject, &mut demands);
    }
    absent::named_at_start(subject, entry, &mut demands);
    started_by_programs(subject, &mut demands);
    downloads(subject, &mut demands);
    zone_of_the_image(subject, language, &mut demands);
    let compilers = |(manager, _, name): (PackageManager, usize, &str)| {
        subject.package_use(manager, name) == Use::Build && !name.ends_with("-dev") && !name.ends_with("-devel")
    };
    let leaves_programs =
        subject.base.flavour == Flavour::Full || language == Language::Node && subject.installed_packages().any(compilers);
    if let Some(place) = demands.starts_unknown.as_ref().filter(|_| leaves_programs) {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "command-unknown", "which program the code starts is not known")
                .at(subject.file.items[subject.from].span, String::new())
                .because(format!("{place} puts its name together, and this image has programs that the runtime stage lacks"))
                .way_out("add what it starts to the runtime stage by hand, then write with --unsafe"),
        );
    }
    if let Some((what, place)) = &demands.toolchain {
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "tool-image", format!("the program starts {what}, which only the tool chain's image has"))
                .at(entry.span, "starts the program".to_owned())
                .because(format!("{place} says so: what the container is for would stay behind"))
                .way_out("keep the image as it is; `# dfsplit: ignore needs the tool chain` in the Dockerfile silences this"),
        ));
    }
    if subject.project.is_some() && !demands.exact {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "sources-unseen", "not all that the container runs can be followed to its sources")
                .at(entry.span, String::new())
                .because("what it reads and starts beside what is seen is not known")
                .way_out("name the built program in the command, or look at the result before you write it with --unsafe"),
        );
    }
    if subject.project.is_none() {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "context-missing", "the build context is not at hand")
                .at(subject.file.items[subject.from].span, String::new())
                .because("what the program reads, starts and links cannot be seen in the Dockerfile alone")
                .way_out("run dfsplit where the sources are, or name their folder with --context"),
        );
    }
    Ok(demands)
}
