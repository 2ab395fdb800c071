//! Follows each step's instructions and commands into the log of what lies where.
//! Relies on `model` and on the names that the compilers give. Asks nothing of what it has logged but what a command itself would see.

use super::scripts::Inside;
use super::{Event, Found, Layout, Origin, Program, clean, variable};
use crate::detect::entry::state_in;
use crate::detect::{go, makefile, rust, scripts};
use crate::model::{Action, Call, Copy, Known, Run, State, Step, Transfer, What, calls_of_script, normalise};
use crate::source::Span;

/// Names that are files though they have no ending.
const FILES: [&str; 8] = ["Makefile", "Procfile", "Dockerfile", "LICENSE", "Gopkg", "yarn", "start", "run"];

/// The value of an option of mkdir or install: `-m 755`, `--mode=755`.
fn option(call: &Call, short: &str, long: &str) -> Option<String> {
    let words: Vec<&str> = call.argv.iter().map_while(|w| w.as_deref()).collect();
    let at = words.iter().position(|w| *w == short);
    let behind = at.and_then(|at| words.get(at + 1)).map(|w| (*w).to_owned());
    behind.or_else(|| words.iter().find_map(|w| w.strip_prefix(long)).map(str::to_owned))
}

/// An archive that ADD unpacks. Source: Dockerfile reference, "ADD": local tar archives in a recognised compression format.
fn is_archive(source: &str) -> bool {
    let endings = [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz"];
    !source.contains("://") && endings.iter().any(|ending| source.ends_with(ending))
}

/// A repository that ADD clones. Source: Dockerfile reference, "Adding files from a Git repository".
fn is_repository(source: &str) -> bool {
    let address = source.split(['#', '?']).next().unwrap_or(source);
    source.starts_with("git@") || source.starts_with("git://") || source.contains("://") && address.ends_with(".git")
}

/// All scripts that are followed, in bytes: no build has as many, and no file can make the time grow without end.
const LONGEST: usize = 1 << 20;

/// Scripts that run one another during the build: no project has as many.
const DEEPEST: usize = 8;

/// Names of folders whose contents are programs.
const FOLDERS_OF_PROGRAMS: [&str; 4] = ["", "bin", "scripts", "sbin"];

/// A path that has lost the slash at its end: of the root nothing is left then.
fn or_root(path: &str) -> &str {
    if path.is_empty() { "/" } else { path }
}

impl Layout<'_> {
    pub(super) fn follow(&mut self, index: usize, step: &Step, span: Span) {
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
            if is_repository(source) {
                let path = to.trim_end_matches('/').to_owned();
                self.folders.insert(path.clone());
                self.put(index, span, path, Origin::Made { folder: true }, copy.chown.clone());
                continue;
            }
            if source.contains("://") {
                let name = source.rsplit('/').next().unwrap_or_default();
                let path = if to.ends_with('/') { normalise(to, name) } else { to.clone() };
                self.put(index, span, path, Origin::Made { folder: false }, copy.chown.clone());
                continue;
            }
            if copy.add && is_archive(source) {
                let folder = to.trim_end_matches('/').to_owned();
                let (path, origin) = if folder.is_empty() {
                    ("/".to_owned(), Origin::Anything { by: format!("ADD {source}") })
                } else {
                    (folder, Origin::Made { folder: true })
                };
                self.folders.insert(path.clone());
                self.put(index, span, path, origin, copy.chown.clone());
                continue;
            }
            for (context, folder) in self.sources(source, to) {
                let target = to.trim_end_matches('/');
                let target = if target.is_empty() { "/" } else { target };
                let into = !folder && (to.ends_with('/') || many || self.is_folder_for_a_file(target) || source.contains('*'));
                let path = if into { normalise(target, context.rsplit('/').next().unwrap_or_default()) } else { target.to_owned() };
                if folder || into {
                    self.folders.insert(target.to_owned());
                }
                self.put(index, span, path, Origin::Copied { context, folder }, copy.chown.clone());
            }
        }
    }

    /// The files and folders of the context that a COPY source names: path, and whether it is a folder. Without the context, by its
    /// name, and by where it goes: into a folder of programs goes a program.
    fn sources(&self, source: &str, to: &str) -> Vec<(String, bool)> {
        let contents = source.ends_with('/');
        let source = clean(source);
        let Some(project) = self.project else {
            let name = source.rsplit('/').next().unwrap_or_default();
            let program = to.trim_end_matches('/').ends_with("bin") && !contents && !FOLDERS_OF_PROGRAMS.contains(&name);
            let named_as_file = name.contains('.') && !name.starts_with('.') || name.contains('*') || FILES.contains(&name);
            return vec![(source, !program && !named_as_file)];
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
                for path in rust::shared_libraries(build, call, state, self) {
                    self.put(index, call.span, path, Origin::Made { folder: false }, None);
                }
            }
            Action::CargoInstall { path, crates, bins, root, git } => {
                let install = rust::Install { path: path.as_ref(), crates, bins, root: root.as_ref(), git: *git };
                for (path, origin) in rust::installed(&install, call, state, self) {
                    self.put(index, call.span, path, origin, None);
                }
            }
            Action::NodeInstall { .. } => self.install(call, &mut Inside::of(index, state)),
            Action::NodeScript { .. } | Action::NodeExec { .. } | Action::Make { .. } | Action::Other => {
                if let Some(program) = self.compiled_by_bun(call) {
                    self.put(index, call.span, program, Origin::Made { folder: false }, None);
                } else {
                    self.anything(index, call);
                    self.follow_script(index, call, state);
                    self.started_by_manager(call, &mut Inside::of(index, state));
                    self.follow_make(index, call, state);
                }
            }
            Action::MakeFolders(paths) => {
                for path in paths.iter().flatten() {
                    self.folders.insert(path.clone());
                    self.put(index, call.span, path.clone(), Origin::Made { folder: false }, option(call, "-o", "--owner="));
                }
                if let Some(mode) = option(call, "-m", "--mode=") {
                    self.note_modes(index, call, &mode, paths);
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
            Action::Mode { mode: Some(mode), paths } => self.note_modes(index, call, mode, paths),
            Action::Download { to: Some(to) } if to.ends_with('/') => self.anything(index, call),
            Action::Download { to: Some(to) } => self.put(index, call.span, to.clone(), Origin::Made { folder: false }, None),
            Action::Clone { to: Some(to) } | Action::Unpack { to: Some(to) } | Action::Deploy { to: Some(to) } => {
                let folder = to.trim_end_matches('/').to_owned();
                self.folders.insert(folder.clone());
                self.put(index, call.span, folder, Origin::Made { folder: true }, None);
            }
            Action::Download { to: None } | Action::Clone { to: None } | Action::Unpack { to: None } | Action::Deploy { to: None } => {
                self.anything(index, call);
            }
            Action::GoOther if call.argv.get(1).is_some_and(|w| w.as_deref() == Some("generate")) => self.anything(index, call),
            Action::GoRun { .. } | Action::GoOther | Action::CargoRun(_) | Action::CargoOther | Action::NodeGlobal { .. } => {}
            // `npm update` installs what is not there.
            Action::NodeOther { manager, what } if matches!(what.as_str(), "update" | "upgrade" | "up") => {
                let modules = call.folder.as_deref().map(|folder| normalise(folder, "node_modules"));
                if let Some(path) = modules.filter(|path| matches!(self.find(path), Found::Nothing)) {
                    self.put(index, call.span, path, Origin::Modules { production: false, manager: *manager }, None);
                }
            }
            Action::NodeOther { .. } | Action::Install { .. } | Action::Uninstall { .. } | Action::PackageOther => {}
            Action::User { .. } | Action::Mode { .. } | Action::Edit(_) | Action::Nothing => {}
        }
    }

    /// The program that `bun build --compile --outfile X` writes, called by the RUN or by a script of package.json that does nothing else.
    /// Source: bun.sh/docs/bundler/executables.
    fn compiled_by_bun(&self, call: &Call) -> Option<String> {
        let folder = call.folder.as_ref()?;
        let own = call.argv.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        let text = match &call.action {
            Action::NodeScript { script: Some(script), .. } => super::package_at(self, folder)?.scripts.get(script)?.clone(),
            _ => own,
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let alone = !text.contains(['&', ';', '|', '$', '`']) && words.starts_with(&["bun", "build"]) && words.contains(&"--compile");
        let named = words.iter().find_map(|w| w.strip_prefix("--outfile="));
        let file = named.or_else(|| words.iter().position(|w| *w == "--outfile").and_then(|at| words.get(at + 1).copied()))?;
        alone.then(|| normalise(folder, file.trim_matches(['"', '\''])))
    }

    /// What a script of the build context does, besides whatever else it may do: its commands lie over that.
    fn follow_script(&mut self, index: usize, call: &Call, state: &State) {
        let folders: Vec<String> = variable(state, call, "PATH").unwrap_or_default().split(':').map(str::to_owned).collect();
        let may_follow = |script: &scripts::Script| self.depth < DEEPEST && self.read + script.text.len() < LONGEST;
        let Some(script) = scripts::run_by(call, self, &folders).filter(may_follow) else { return };
        self.read += script.text.len();
        let state = state_in(state, call);
        let run = calls_of_script(script.text, |_| call.span, &script.arguments, &state);
        self.depth += 1;
        for inner in run.calls {
            // What is made or taken away under a condition may be there, or not: the script may have done anything.
            if !inner.conditional {
                self.follow_call(index, &inner, &state);
            }
            self.by_scripts.entry(index).or_default().push(inner);
        }
        self.depth -= 1;
    }

    /// What `make` does by a Makefile of the build context, where all of it can be read.
    fn follow_make(&mut self, index: usize, call: &Call, state: &State) {
        let Some((runs, length)) = self.runs_of_make(call, state).filter(|_| self.depth < DEEPEST) else { return };
        self.read += length;
        self.depth += 1;
        for inner in runs.into_iter().flat_map(|run| run.calls) {
            self.follow_call(index, &inner, &state_in(state, call));
            self.by_scripts.entry(index).or_default().push(inner);
        }
        self.depth -= 1;
    }

    /// The commands of each line that `make` runs, and the length of the Makefile.
    fn runs_of_make(&self, call: &Call, state: &State) -> Option<(Vec<Run>, usize)> {
        let Action::Make { targets, folder: Some(folder) } = &call.action else { return None };
        let plain =
            call.argv.iter().skip(1).all(|word| word.as_deref().is_some_and(|w| !w.contains('=') && (!w.starts_with('-') || w == "-C")));
        let targets: Vec<&str> = targets.iter().map(|target| target.as_deref()).collect::<Option<_>>()?;
        let named = ["GNUmakefile", "makefile", "Makefile"];
        let text = named.iter().find_map(|name| self.project?.tree.text(&self.in_context(&normalise(folder, name))?))?;
        if !plain || self.read + text.len() > LONGEST {
            return None;
        }
        let lines = makefile::lines(text, &targets, &|name| variable(state, call, name))?;
        let mut state = state_in(state, call);
        state.workdir = Some(folder.clone());
        let runs: Vec<Run> = lines.iter().map(|line| calls_of_script(line, |_| call.span, &[], &state)).collect();
        let certain = runs.iter().all(|run| run.opaque.is_empty() && run.calls.iter().all(|inner| !inner.conditional));
        certain.then_some((runs, text.len()))
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
        // What the kernel shows in a running container only is no file of the image.
        let of_the_image = |path: &&String| how != Transfer::Link || !(path.starts_with("/dev/") || path.starts_with("/proc/"));
        for source in from.iter().flatten().filter(of_the_image) {
            let name = source.rsplit('/').next().unwrap_or_default();
            let target = to.trim_end_matches('/');
            let file =
                matches!(self.find(source), Found::Known(Event { origin: Origin::Program(_) | Origin::Copied { folder: false, .. }, .. }));
            let into = to.ends_with('/') || from.len() > 1 || self.folders.contains(target) || file && self.is_folder_for_a_file(target);
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

    /// A folder, so that a file which is put there lies in it: what some step changes to is no file.
    fn is_folder_for_a_file(&self, path: &str) -> bool {
        self.folders.contains(path) || self.entered.contains(path)
    }

    fn own(&mut self, step: usize, owner: &Known, paths: &[Known], recursive: bool) {
        let Some(owner) = owner else { return };
        let owner = Some(owner.clone()).filter(|o| !matches!(o.as_str(), "root" | "root:root" | "0:0" | "0"));
        for path in paths.iter().flatten() {
            let all = path.ends_with("/*");
            let path = or_root(path.trim_end_matches("/*").trim_end_matches("/."));
            self.owners.add(step, path, recursive || all, owner.clone());
        }
    }

    fn note_modes(&mut self, step: usize, call: &Call, mode: &str, paths: &[Known]) {
        let recursive =
            call.argv.iter().flatten().any(|w| w == "--recursive" || w.starts_with('-') && !w.starts_with("--") && w.contains('R'));
        for path in paths.iter().flatten() {
            self.modes.add(step, or_root(path.trim_end_matches("/.")), recursive, mode.to_owned());
        }
    }

    pub(super) fn put(&mut self, step: usize, span: Span, path: String, origin: Origin, owner: Option<String>) {
        let owner = owner.or_else(|| self.user.clone());
        // A target of `/` without the slash at its end.
        let path = if path.is_empty() { "/".to_owned() } else { path };
        if !matches!(origin, Origin::Anything { .. } | Origin::Removed) {
            // What is put into a folder does not change the owner of the folder itself.
            let before =
                self.owners.before(&path, step + 1).filter(|o| o.is_some() && matches!(origin, Origin::Copied { folder: true, .. }));
            let before = before.cloned();
            self.owners.add(step, &path, true, owner);
            if before.is_some() {
                self.owners.add(step, &path, false, before.flatten());
            }
        }
        let number = self.events.len();
        let anything = matches!(origin, Origin::Anything { .. });
        let same = |other: usize| {
            let other = &self.events[other].origin;
            *other == origin || anything && matches!(other, Origin::Anything { .. })
        };
        self.by_path.add_again(&path, number, same);
        match &origin {
            Origin::Copied { context, .. } => self.by_context.add(&format!("/{context}"), number),
            Origin::Program(Program { folder: Some(folder), .. }) | Origin::Programs(Program { folder: Some(folder), .. }) => {
                self.compiled_in.insert(folder.clone());
            }
            _ => {}
        }
        self.events.push(Event { step, path, origin, span });
    }
}
