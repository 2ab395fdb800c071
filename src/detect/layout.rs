//! Turns steps and project facts into what lies where in the finished single-stage image, and which step put it there.
//! Relies on `model` and `project`. Does not ask what of it the running container needs.

use std::collections::BTreeSet;

use super::{go, rust};
use crate::model::{Action, Call, Copy, Image, Known, Manager, Run, State, Step, Transfer, What, normalise};
use crate::project::{NodePackage, Project};
use crate::source::Span;
use crate::syntax::Dockerfile;

/// What lies where, as events in the order of the steps: a later one lies over an earlier one.
pub struct Layout<'a> {
    project: Option<&'a Project>,
    events: Vec<Event>,
    ownerships: Vec<Ownership>,
    folders: BTreeSet<String>,
    /// The user that the step at hand runs as, where that is not root.
    user: Option<String>,
}

/// From a step on, a path belongs to a user.
#[derive(Clone, Debug)]
struct Ownership {
    step: usize,
    path: String,
    /// What lies below it too.
    below: bool,
    owner: Option<String>,
}

/// Something that a step put into the image.
#[derive(Clone, Debug)]
pub struct Event {
    /// Index into [`Image::steps`].
    pub step: usize,
    /// Absolute path in the image.
    pub path: String,
    /// What it is and where it comes from.
    pub origin: Origin,
    /// The place in the Dockerfile that says so.
    pub span: Span,
}

/// Where something in the image comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A file or folder of the build context, by its path there.
    Copied {
        /// Path in the context; `""` is all of it.
        context: String,
        /// A folder, with all that lies below it.
        folder: bool,
    },
    /// A compiled program.
    Program(Program),
    /// Compiled programs in this folder, whose names are not known.
    Programs(Program),
    /// The dependencies of a Node.js package: its node_modules folder.
    Modules {
        /// Development dependencies are not among them.
        production: bool,
        /// Installed by.
        manager: Manager,
    },
    /// A file or folder that a command made, moved, downloaded or unpacked.
    Made {
        /// With all that lies below it.
        folder: bool,
    },
    /// A package script or an unknown program ran here and may have made anything below this folder.
    Anything {
        /// Its words, for messages.
        by: String,
    },
    /// Taken away.
    Removed,
}

/// How a program was compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// `go` or `cargo`, for messages.
    pub tool: Tool,
    /// The folder in the image in which the compiler ran.
    pub folder: Option<String>,
    /// The build context's folder with the sources of the main package, where known.
    pub sources: Option<String>,
    /// Flags, as written.
    pub flags: Vec<String>,
    /// Variables that were set for it alone.
    pub env: Vec<(String, Known)>,
    /// A program of somebody else, by its package or crate: `github.com/pressly/goose/v3/cmd/goose`.
    pub foreign: Option<String>,
}

/// The compiler's driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tool {
    Go,
    Cargo,
}

/// The answer to "what is at this path?".
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// This event put it there.
    Known(&'a Event),
    /// Probably this one: it makes things whose names are not known.
    Likely(&'a Event),
    /// No step of the Dockerfile makes it.
    Nothing,
}

impl<'a> Layout<'a> {
    /// Follows the steps.
    pub fn of(file: &Dockerfile, image: &Image, project: Option<&'a Project>) -> Self {
        let folders = BASE_FOLDERS.iter().map(|f| (*f).to_owned()).collect();
        let mut layout = Self { project, events: Vec::new(), ownerships: Vec::new(), folders, user: None };
        for (index, step) in image.steps.iter().enumerate() {
            layout.follow(index, step, file.items[step.item].span);
        }
        layout
    }

    /// All events, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The project, where it is known.
    pub fn project(&self) -> Option<&'a Project> {
        self.project
    }

    /// True for a folder that a step has made or changed to.
    pub fn is_made_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// What is at an absolute path of the image, besides what the base image has there.
    pub fn find(&self, path: &str) -> Found<'_> {
        let mut likely = None;
        for event in self.events.iter().rev() {
            let Some(rest) = below(path, &event.path) else { continue };
            match &event.origin {
                Origin::Removed => return likely.map_or(Found::Nothing, Found::Likely),
                Origin::Program(_) | Origin::Made { folder: false } | Origin::Copied { folder: false, .. } if rest.is_empty() => {
                    return Found::Known(event);
                }
                Origin::Program(_) | Origin::Made { folder: false } | Origin::Copied { folder: false, .. } => {}
                Origin::Programs(_) if !rest.is_empty() && !rest.contains('/') => likely = likely.or(Some(event)),
                Origin::Programs(_) => {}
                Origin::Modules { .. } | Origin::Made { folder: true } if rest.is_empty() => return Found::Known(event),
                Origin::Modules { .. } | Origin::Made { folder: true } | Origin::Anything { .. } => likely = likely.or(Some(event)),
                Origin::Copied { context, folder: true } => match self.project {
                    Some(project) if project.has(&join(context, rest)) => return Found::Known(event),
                    Some(_) => {}
                    None if rest.is_empty() => return Found::Known(event),
                    None => likely = likely.or(Some(event)),
                },
            }
        }
        likely.map_or(Found::Nothing, Found::Likely)
    }

    /// The build context's path of what was copied to a path of the image.
    pub fn in_context(&self, path: &str) -> Option<String> {
        self.events.iter().rev().find_map(|event| match &event.origin {
            Origin::Copied { context, folder } => {
                let rest = below(path, &event.path)?;
                if !*folder && !rest.is_empty() {
                    return None;
                }
                let context = join(context, rest);
                (rest.is_empty() || self.project.is_none_or(|p| p.has(&context))).then_some(context)
            }
            _ => None,
        })
    }

    /// The build context's folder that was copied to a folder of the image, even where single files of it came one by one.
    pub fn context_folder(&self, path: &str) -> Option<String> {
        let whole = self.events.iter().rev().find_map(|event| match &event.origin {
            Origin::Copied { context, folder: true } => below(path, &event.path).map(|rest| join(context, rest)),
            _ => None,
        });
        whole.or_else(|| {
            self.events.iter().rev().find_map(|event| match &event.origin {
                Origin::Copied { context, folder: false } => {
                    let rest = below(&event.path, path)?;
                    let folder = context.strip_suffix(rest)?;
                    (!rest.is_empty()).then(|| folder.trim_end_matches('/').to_owned())
                }
                Origin::Copied { context, folder: true } => {
                    let rest = below(&event.path, path)?;
                    let folder = context.strip_suffix(rest)?;
                    (!rest.is_empty() && !rest.contains('/')).then(|| folder.trim_end_matches('/').to_owned())
                }
                _ => None,
            })
        })
    }

    /// Where a file or folder of the build context lies in the image; the last place, if there are several.
    pub fn in_image(&self, context: &str) -> Option<String> {
        self.events.iter().rev().find_map(|event| match &event.origin {
            Origin::Copied { context: from, folder } => {
                let rest = if from.is_empty() { context } else { below_relative(context, from)? };
                (*folder || rest.is_empty()).then(|| if rest.is_empty() { event.path.clone() } else { normalise(&event.path, rest) })
            }
            _ => None,
        })
    }

    /// The first step that brings a file of the build context to a path.
    pub fn first_copied(&self, path: &str) -> Option<usize> {
        let brings = |event: &&Event| match (&event.origin, below(path, &event.path)) {
            (Origin::Copied { folder: false, .. }, Some(rest)) => rest.is_empty(),
            (Origin::Copied { context, folder: true }, Some(rest)) => self.project.is_some_and(|p| p.has(&join(context, rest))),
            _ => false,
        };
        self.events.iter().find(brings).map(|event| event.step)
    }

    /// The owner of what lies at a path before a step; `None` is root.
    pub fn owner(&self, path: &str, before: usize) -> Option<&str> {
        let holds = |o: &&Ownership| o.step < before && (o.path == path || o.below && below(path, &o.path).is_some());
        self.ownerships.iter().rev().find(holds)?.owner.as_deref()
    }

    fn follow(&mut self, index: usize, step: &Step, span: Span) {
        if let Some(workdir) = &step.before.workdir {
            self.folders.insert(workdir.clone());
        }
        match &step.what {
            What::Copy(copy) => self.follow_copy(index, span, copy),
            What::Run(run) => self.follow_run(index, step, run),
            What::Config | What::Opaque => {}
        }
    }

    fn follow_copy(&mut self, index: usize, span: Span, copy: &Copy) {
        let Some(to) = &copy.to else { return };
        if copy.from.is_some() {
            let path = to.trim_end_matches('/').to_owned();
            self.put(index, span, path, Origin::Made { folder: true }, copy.chown.clone());
            return;
        }
        let many = copy.sources.len() + copy.inline.len() > 1;
        for name in &copy.inline {
            let path = if to.ends_with('/') { normalise(to, name) } else { to.clone() };
            self.put(index, span, path, Origin::Made { folder: false }, copy.chown.clone());
        }
        for source in copy.sources.iter().flatten() {
            if source.contains("://") {
                let name = source.rsplit('/').next().unwrap_or_default();
                let path = if to.ends_with('/') { normalise(to, name) } else { to.clone() };
                self.put(index, span, path, Origin::Made { folder: false }, copy.chown.clone());
                continue;
            }
            for (context, folder) in self.sources(source) {
                let target = to.trim_end_matches('/');
                let target = if target.is_empty() { "/" } else { target };
                let into = !folder && (to.ends_with('/') || many || self.folders.contains(target) || source.contains('*'));
                let path = if into { normalise(target, context.rsplit('/').next().unwrap_or_default()) } else { target.to_owned() };
                if folder || into {
                    self.folders.insert(target.to_owned());
                }
                self.put(index, span, path, Origin::Copied { context, folder }, copy.chown.clone());
            }
        }
    }

    /// The files and folders of the context that a COPY source names: path, and whether it is a folder.
    fn sources(&self, source: &str) -> Vec<(String, bool)> {
        let source = clean(source);
        let Some(project) = self.project else {
            let name = source.rsplit('/').next().unwrap_or_default();
            let folder = name.is_empty() || (!name.contains('.') || name.starts_with('.')) && !name.contains('*') && !FILES.contains(&name);
            return vec![(source, folder)];
        };
        if source.contains(['*', '?', '[']) {
            return project.matching(&source);
        }
        if project.tree.file(&source).is_some() {
            return vec![(source, false)];
        }
        vec![(source, true)]
    }

    fn follow_run(&mut self, index: usize, step: &Step, run: &Run) {
        self.user = step.before.user.clone().flatten().filter(|u| u != "root" && u != "0");
        for call in &run.calls {
            self.follow_call(index, call, &step.before);
        }
        for (span, because) in &run.opaque {
            if let Some(folder) = &step.before.workdir {
                self.put(index, *span, folder.clone(), Origin::Anything { by: (*because).to_owned() }, None);
            }
        }
        self.user = None;
    }

    fn follow_call(&mut self, index: usize, call: &Call, state: &State) {
        for path in call.writes.iter().flatten() {
            self.put(index, call.span, path.clone(), Origin::Made { folder: false }, None);
        }
        match &call.action {
            Action::GoBuild(build) => {
                for (path, origin) in go::built(build, call, state, self) {
                    self.put(index, call.span, path, origin, None);
                }
            }
            Action::GoInstall { packages, flags, get } => {
                for (path, origin) in go::installed(packages, flags, *get, call, state, self) {
                    self.put(index, call.span, path, origin, None);
                }
            }
            Action::CargoBuild(build) => {
                for (path, origin) in rust::built(build, call, state, self) {
                    self.put(index, call.span, path, origin, None);
                }
            }
            Action::CargoInstall { path, crates, bins, root, .. } => {
                let install = rust::Install { path: path.as_ref(), crates, bins, root: root.as_ref() };
                for (path, origin) in rust::installed(&install, call, state, self) {
                    self.put(index, call.span, path, origin, None);
                }
            }
            Action::NodeInstall { manager, production, .. } => {
                let production = *production || variable(state, call, "NODE_ENV").as_deref() == Some("production");
                if let Some(folder) = &call.folder {
                    let origin = Origin::Modules { production, manager: *manager };
                    self.put(index, call.span, normalise(folder, "node_modules"), origin, None);
                }
            }
            Action::NodeScript { .. } | Action::NodeExec { .. } | Action::Make { .. } | Action::Other => self.anything(index, call),
            Action::MakeFolders(paths) => {
                for path in paths.iter().flatten() {
                    self.folders.insert(path.clone());
                    self.put(index, call.span, path.clone(), Origin::Made { folder: false }, None);
                }
            }
            Action::MakeFiles(paths) => {
                for path in paths.iter().flatten() {
                    self.put(index, call.span, path.clone(), Origin::Made { folder: false }, None);
                }
            }
            Action::Transfer { from, to, how } => self.transfer(index, call, from, to, *how),
            Action::Remove(paths) => {
                for path in paths.iter().flatten().filter(|p| !p.contains(['*', '?'])) {
                    self.put(index, call.span, path.clone(), Origin::Removed, None);
                }
            }
            Action::Own { owner, paths, recursive } => self.own(index, owner, paths, *recursive),
            Action::Download { to: Some(to) } if to.ends_with('/') => self.anything(index, call),
            Action::Download { to: Some(to) } => self.put(index, call.span, to.clone(), Origin::Made { folder: false }, None),
            Action::Clone { to: Some(to) } | Action::Unpack { to: Some(to) } => {
                let folder = to.trim_end_matches('/').to_owned();
                self.folders.insert(folder.clone());
                self.put(index, call.span, folder, Origin::Made { folder: true }, None);
            }
            Action::Download { to: None } | Action::Clone { to: None } | Action::Unpack { to: None } => self.anything(index, call),
            Action::GoRun { .. } | Action::GoOther | Action::CargoRun(_) | Action::CargoOther | Action::NodeGlobal { .. } => {}
            Action::NodeOther { .. } | Action::Install { .. } | Action::Uninstall { .. } | Action::PackageOther => {}
            Action::User { .. } | Action::Mode { .. } | Action::Edit(_) | Action::Nothing => {}
        }
    }

    fn anything(&mut self, index: usize, call: &Call) {
        if let Some(folder) = &call.folder {
            let by = call.argv.iter().map(|w| w.as_deref().unwrap_or("…")).collect::<Vec<_>>().join(" ");
            self.put(index, call.span, folder.clone(), Origin::Anything { by }, None);
        }
    }

    fn transfer(&mut self, index: usize, call: &Call, from: &[Known], to: &Known, how: Transfer) {
        let Some(to) = to else { return };
        if from.iter().all(Option::is_none)
            && let Some(program) = self.events.iter().rev().find_map(|e| match &e.origin {
                Origin::Program(program) | Origin::Programs(program) => Some(program.clone()),
                _ => None,
            })
        {
            // `mv target/release/${NAME} /app`: what is moved is what was built.
            self.put(index, call.span, to.trim_end_matches('/').to_owned(), Origin::Program(program), None);
        }
        for source in from.iter().flatten() {
            let name = source.rsplit('/').next().unwrap_or_default();
            let target = to.trim_end_matches('/');
            let into = to.ends_with('/') || from.len() > 1 || self.folders.contains(target);
            let contents = name.contains('*') || source.ends_with("/.");
            let path = if into && !contents { normalise(if target.is_empty() { "/" } else { target }, name) } else { target.to_owned() };
            let source_path = source.trim_end_matches("/.").trim_end_matches("/*");
            let origin = match self.find(source_path) {
                Found::Known(event) if event.path == source_path => event.origin.clone(),
                Found::Likely(Event { origin: Origin::Programs(program), .. }) => Origin::Program(program.clone()),
                Found::Known(_) => match self.in_context(source_path) {
                    Some(context) => {
                        let folder = self.project.is_none_or(|p| p.tree.file(&context).is_none());
                        Origin::Copied { context, folder }
                    }
                    None => Origin::Made { folder: true },
                },
                Found::Likely(_) | Found::Nothing => Origin::Made { folder: true },
            };
            let owner = self.owner(source_path, index + 1).map(str::to_owned);
            self.put(index, call.span, path, origin, owner);
            if how == Transfer::Move && !contents {
                self.put(index, call.span, source.clone(), Origin::Removed, None);
            }
        }
    }

    fn own(&mut self, step: usize, owner: &Known, paths: &[Known], recursive: bool) {
        let Some(owner) = owner else { return };
        let owner = Some(owner.clone()).filter(|o| !matches!(o.as_str(), "root" | "root:root" | "0:0" | "0"));
        for path in paths.iter().flatten() {
            let all = path.ends_with("/*");
            let path = path.trim_end_matches("/*").trim_end_matches("/.").to_owned();
            self.ownerships.push(Ownership { step, path, below: recursive || all, owner: owner.clone() });
        }
    }

    fn put(&mut self, step: usize, span: Span, path: String, origin: Origin, owner: Option<String>) {
        let owner = owner.or_else(|| self.user.clone());
        if !matches!(origin, Origin::Anything { .. } | Origin::Removed) {
            self.ownerships.push(Ownership { step, path: path.clone(), below: true, owner });
        }
        self.events.push(Event { step, path, origin, span });
    }
}

/// Folders that every base image has.
const BASE_FOLDERS: [&str; 24] = [
    "/",
    "/bin",
    "/sbin",
    "/usr",
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/local/lib",
    "/usr/local/share",
    "/usr/share",
    "/usr/src",
    "/etc",
    "/var",
    "/var/lib",
    "/var/log",
    "/tmp",
    "/root",
    "/home",
    "/opt",
    "/srv",
    "/mnt",
];

/// Names that are files though they have no ending.
const FILES: [&str; 8] = ["Makefile", "Procfile", "Dockerfile", "LICENSE", "Gopkg", "yarn", "start", "run"];

/// The value that a variable has for a command; `None` where it is not set or not known.
pub fn variable(state: &State, call: &Call, name: &str) -> Option<String> {
    match call.env.iter().rev().find(|(n, _)| n == name) {
        Some((_, value)) => value.clone(),
        None => state.env.get(name).or_else(|| state.args.get(name)).cloned().flatten(),
    }
}

/// Those of the variables that are set for a command.
pub fn variables(state: &State, call: &Call, names: &[&str]) -> Vec<(String, Known)> {
    names.iter().filter_map(|name| variable(state, call, name).map(|value| ((*name).to_owned(), Some(value)))).collect()
}

/// What is left of `path` below `folder`: `""` for the same path, `None` where it lies elsewhere.
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder == "/" {
        return path.strip_prefix('/');
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

fn below_relative<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// A path of the context and one below it, joined.
pub fn join(folder: &str, name: &str) -> String {
    match (folder.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (false, true) => folder.to_owned(),
        (false, false) => format!("{folder}/{name}"),
    }
}

/// A path of the context without `./`, slashes at the ends and `..`.
pub fn clean(path: &str) -> String {
    normalise("/", path).trim_start_matches('/').to_owned()
}

/// The package.json that governs a folder of the image: the nearest one at or above it.
pub fn package_at<'a>(layout: &Layout<'a>, folder: &str) -> Option<&'a NodePackage> {
    let project = layout.project()?;
    let mut path = folder.to_owned();
    loop {
        let manifest = normalise(&path, "package.json");
        if let Some(context) = layout.in_context(&manifest) {
            let home = context.rsplit_once('/').map_or("", |(home, _)| home);
            if let Some(package) = project.node.iter().find(|p| p.folder == home) {
                return Some(package);
            }
        }
        if path == "/" {
            return None;
        }
        path = normalise(&path, "..");
    }
}
