//! Turns the commands of the build, through the scripts of package.json, into the files and folders that they write.
//! Relies on the dated table of build tools, on tsconfig files and on package.json.
//! Does not guess: one command whose outputs are not known makes the answer `None`, and the folder of the application goes whole.

use std::collections::BTreeSet;

use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::entry::{Entry, state_in};
use crate::detect::layout::{Found, below, package_at, variable};
use crate::model::{Action, Call, Known, Run, State, Transfer, calls_of_shell, normalise};
use crate::project::path::{join, under, within};
use crate::project::scripts::install_scripts;
use crate::project::{NodePackage, javascript_option};
use crate::source::Span;
use crate::template::BuildTool;

/// Absolute paths of all that the RUN steps make below the application's folder; `None` where one of them may make more than is known.
pub fn of_the_build(subject: &Subject, home: &str, demands: &Demands) -> Option<BTreeSet<String>> {
    let made = of_the_steps(subject, home)?;
    // What the command names and no known tool makes speaks against all that is known.
    let covered = |path: &str| made.iter().any(|made| below(path, made).is_some());
    let unexplained = demands.paths.iter().any(|(path, demand)| {
        let inside = below(path, home).is_some_and(|rest| !rest.is_empty() && !rest.starts_with("node_modules"));
        inside && !demand.optional && !matches!(subject.layout.find(path), Found::Known(_)) && !covered(path)
    });
    (!unexplained).then_some(made)
}

/// Absolute paths of all that the RUN steps make below the application's folder, whatever the command names.
pub fn of_the_steps(subject: &Subject, home: &str) -> Option<BTreeSet<String>> {
    Builds::of(subject, home).map(|builds| builds.made)
}

/// True if every command of the build is known, and so is every other one that the container starts, and none makes what lies at a path of
/// the application's folder: what an install or a generator brings is not the program.
pub fn lack(subject: &Subject, entry: &Entry, home: &str, path: &str) -> bool {
    let Some(mut builds) = Builds::of(subject, home).filter(|_| entry.opaque.is_empty() && !entry.unread) else { return false };
    let migrates = |call: &Call| call.argv.iter().flatten().any(|word| subject.facts.is_migration_program(word));
    let others = entry.started.iter().filter(|one| !one.health && !migrates(&one.call) && super::script_of(&one.call).is_none());
    let known = others.map(|one| builds.call(&one.call, &subject.image.end)).collect::<Option<()>>().is_some();
    known && !builds.made.iter().any(|made| made.starts_with(path) || below(path, made).is_some())
}

struct Builds<'s, 'a> {
    subject: &'s Subject<'a>,
    home: &'s str,
    made: BTreeSet<String>,
    /// Scripts that have been followed.
    seen: BTreeSet<String>,
}

impl<'s, 'a> Builds<'s, 'a> {
    /// All that the RUN steps make; `None` where one of them may make more than is known.
    fn of(subject: &'s Subject<'a>, home: &'s str) -> Option<Self> {
        let mut builds = Self { subject, home, made: BTreeSet::new(), seen: BTreeSet::new() };
        let mut runs = subject.image.steps.iter().filter_map(|step| step.what.run().map(|run| (run, &step.before)));
        runs.try_for_each(|(run, state)| builds.run(run, state))?;
        Some(builds)
    }

    fn run(&mut self, run: &Run, state: &State) -> Option<()> {
        if !run.opaque.is_empty() && state.workdir.as_deref().is_none_or(|folder| self.is_near(folder)) {
            return None;
        }
        run.calls.iter().try_for_each(|call| self.call(call, state))
    }

    /// True for a folder from which the application's own may be written to.
    fn is_near(&self, folder: &str) -> bool {
        below(folder, self.home).is_some() || below(self.home, folder).is_some()
    }

    fn call(&mut self, call: &Call, state: &State) -> Option<()> {
        let before = self.made.len();
        self.effects(call, state)?;
        // What may not be there cannot be copied by name.
        (!call.conditional || self.made.len() == before).then_some(())
    }

    fn effects(&mut self, call: &Call, state: &State) -> Option<()> {
        self.paths(&call.writes)?;
        match &call.action {
            Action::MakeFolders(paths) | Action::MakeFiles(paths) => self.paths(paths),
            Action::Transfer { from, to, how } => self.transfer(from, to, *how),
            Action::Remove(paths) => {
                for path in paths.iter().flatten() {
                    self.made.remove(path.trim_end_matches('/'));
                }
                Some(())
            }
            Action::Download { to: None } if prints(call) => Some(()),
            Action::Download { to } | Action::Clone { to } | Action::Unpack { to } | Action::Deploy { to } => self.path(to),
            _ if call.folder.as_deref().is_some_and(|folder| !self.is_near(folder)) => Some(()),
            Action::NodeScript { workspaces, .. } if !workspaces.is_empty() => None,
            Action::NodeScript { script, args, .. } => self.script(call, script.as_deref()?, args, state),
            Action::NodeExec { program, args } => self.tool(call, program.as_deref()?, args, state),
            Action::NodeInstall { ignore_scripts: true, .. } => Some(()),
            Action::NodeInstall { .. } => self.hooks(call, state),
            Action::Other => {
                let (program, args) = call.argv.split_first()?;
                self.tool(call, program.as_deref()?, args, state)
            }
            Action::Make { .. } | Action::GoBuild(_) | Action::GoRun { .. } | Action::CargoBuild(_) | Action::CargoRun(_) => None,
            _ => Some(()),
        }
    }

    fn paths(&mut self, paths: &[Known]) -> Option<()> {
        paths.iter().try_for_each(|path| self.path(path))
    }

    fn path(&mut self, path: &Known) -> Option<()> {
        let path = path.as_deref()?.trim_end_matches('/');
        if let Some(rest) = below(path, self.home) {
            if rest.is_empty() || rest.contains(['*', '?', '$']) {
                return None;
            }
            if !rest.split('/').any(|name| name == "node_modules") {
                self.made.insert(path.to_owned());
            }
        }
        Some(())
    }

    fn transfer(&mut self, from: &[Known], to: &Known, how: Transfer) -> Option<()> {
        let folder = to.as_deref()?;
        match below(folder.trim_end_matches('/'), self.home) {
            Some("") => {
                for source in from {
                    let name = source.as_deref()?.rsplit('/').next()?;
                    if matches!(name, "" | "." | "*") {
                        return None;
                    }
                    self.path(&Some(normalise(self.home, name)))?;
                }
            }
            Some(_) => self.path(to)?,
            None => {}
        }
        if how == Transfer::Move {
            for source in from.iter().flatten() {
                self.made.remove(source.trim_end_matches('/'));
            }
        }
        Some(())
    }

    /// Scripts that an install runs by itself.
    fn hooks(&mut self, call: &Call, state: &State) -> Option<()> {
        let Some(package) = call.folder.as_deref().and_then(|folder| package_at(&self.subject.layout, folder)) else { return Some(()) };
        let hooks = install_scripts(package).into_iter().filter(|(_, text)| !self.subject.facts.changes_no_package(text));
        let names: Vec<&str> = hooks.map(|(name, _)| name).collect();
        names.into_iter().try_for_each(|name| self.one_script(call, package, name, "", state))
    }

    /// A script of package.json with what stands before and behind it, or the program of that name.
    fn script(&mut self, call: &Call, name: &str, args: &[Known], state: &State) -> Option<()> {
        let package = package_at(&self.subject.layout, call.folder.as_deref()?)?;
        if !package.scripts.contains_key(name) {
            return self.tool(call, name, args, state);
        }
        let more = args.iter().map(|word| word.as_deref()).collect::<Option<Vec<_>>>()?.join(" ");
        self.one_script(call, package, &format!("pre{name}"), "", state)?;
        self.one_script(call, package, name, &more, state)?;
        self.one_script(call, package, &format!("post{name}"), "", state)
    }

    fn one_script(&mut self, call: &Call, package: &NodePackage, name: &str, more: &str, state: &State) -> Option<()> {
        let Some(text) = package.scripts.get(name) else { return Some(()) };
        let folder = self.subject.layout.in_image(&under(&package.folder, "package.json")).map(|path| normalise(&path, ".."))?;
        if !self.seen.insert(format!("{folder} {name} {more}")) {
            return Some(());
        }
        self.text(call, &folder, &format!("{text} {more}"), state)
    }

    fn text(&mut self, call: &Call, folder: &str, text: &str, state: &State) -> Option<()> {
        let mut inside = state_in(state, call);
        inside.workdir = Some(folder.to_owned());
        let place: Span = call.span;
        let run = calls_of_shell(text, |_| place, &inside);
        if !run.opaque.is_empty() {
            return None;
        }
        run.calls.iter().try_for_each(|call| self.call(call, &inside))
    }

    /// What a program of a package writes, by the table.
    fn tool(&mut self, call: &Call, program: &str, args: &[Known], state: &State) -> Option<()> {
        let folder = call.folder.as_deref()?;
        let args: Vec<&str> = args.iter().map(|word| word.as_deref()).collect::<Option<_>>()?;
        let name = program.rsplit('/').next().unwrap_or(program);
        let package = package_at(&self.subject.layout, folder);
        match name {
            "run-s" | "run-p" | "npm-run-all" | "npm-run-all2" | "concurrently" | "conc" => {
                return self.several(call, name, &args, package?, state);
            }
            "shx" => return self.text(call, folder, &args.join(" "), state),
            "tsc" | "vue-tsc" | "ttsc" | "tspc" => return self.compiler(folder, &args, package?),
            "nest" if args.first() == Some(&"build") => {
                let settings = self.subject.project?.tree.text(&under(&package?.folder, "nest-cli.json")).unwrap_or_default();
                let project = flag(&args, &["-p", "--path", "-c", "--config"]).is_some() || settings.contains("\"outDir\"");
                let out = package?.out_dir.clone().unwrap_or_else(|| "dist".into());
                return if project { None } else { self.path(&Some(normalise(folder, &out))) };
            }
            "nuxt" | "nuxi" if args.first() == Some(&"build") => return self.nuxt(folder, package?),
            "next" if args.first() == Some(&"build") && exports(self.subject, package?) => return None,
            "vite"
                if args.first() == Some(&"build")
                    && package.is_some_and(|p| self.subject.facts.frameworks_on_vite().any(|name| p.has(name))) =>
            {
                return None;
            }
            "vite" if args.first() == Some(&"build") && package.is_some_and(|p| p.has("@sveltejs/kit")) => {
                let text = settings(self.subject, package?, "svelte.config").unwrap_or_default();
                let moved = text.contains("out:").then(|| javascript_option(text, "out"));
                let out = moved.unwrap_or_else(|| Some("build".into()))?;
                return if package?.has("@sveltejs/adapter-node") { self.path(&Some(normalise(folder, &out))) } else { None };
            }
            // Source: @strapi/strapi 5, `strapi build`: the administration goes below what the compiler writes, where there is a tsconfig.json.
            "strapi" if args.first() == Some(&"build") => {
                let compiled = package?.ts_projects.get(&under(&package?.folder, "tsconfig.json"));
                let out = match compiled {
                    Some(project) => within(project.out_dir.as_deref()?, &package?.folder)?,
                    None => "build",
                };
                return self.path(&Some(normalise(folder, out)));
            }
            "nx" => return self.nx(folder, &args),
            "prisma" if args.first() == Some(&"generate") => {
                let outputs = package.and_then(|p| p.prisma.as_ref()).map(|p| p.outputs.as_slice()).unwrap_or_default();
                let places = outputs.iter().map(|output| self.subject.layout.in_image(output)).collect::<Vec<_>>();
                return places.iter().try_for_each(|place| self.path(place));
            }
            "copyfiles" | "cpx" | "cpx2" | "ncp" | "copyup" => {
                let target = args.iter().rev().find(|word| !word.starts_with('-'))?;
                return self.path(&Some(normalise(folder, target)));
            }
            _ => {}
        }
        let words: Vec<&str> = std::iter::once(name).chain(args.iter().copied()).collect();
        let tool = self.subject.facts.build_tool(&words)?;
        let moved = tool.variable.and_then(|name| variable(state, call, name).map(|value| normalise(folder, &value)));
        if moved.is_some() {
            return self.path(&moved);
        }
        for folders in outputs_of(&tool, &args, package?, self.subject)? {
            self.path(&Some(normalise(folder, &folders)))?;
        }
        Some(())
    }

    /// `run-s a b`, `npm-run-all build:*`, `concurrently "npm:a" "npm run b"`
    fn several(&mut self, call: &Call, name: &str, args: &[&str], package: &NodePackage, state: &State) -> Option<()> {
        for word in args.iter().filter(|word| !word.starts_with('-')) {
            let script = if name.starts_with("conc") { word.strip_prefix("npm:") } else { word.split(' ').next() };
            let Some(script) = script else {
                self.text(call, call.folder.as_deref()?, word, state)?;
                continue;
            };
            let begin = script.trim_end_matches('*');
            let matching: Vec<&String> =
                package.scripts.keys().filter(|name| *name == script || script.ends_with('*') && name.starts_with(begin)).collect();
            if matching.is_empty() {
                return None;
            }
            for script in matching {
                self.script(call, script, &[], state)?;
            }
        }
        Some(())
    }

    /// TypeScript's compiler: `outDir` of the flag or of the configuration; without one it writes among the sources.
    fn compiler(&mut self, folder: &str, args: &[&str], package: &NodePackage) -> Option<()> {
        if args.contains(&"--noEmit") || args.contains(&"--init") || args.contains(&"--version") {
            return Some(());
        }
        if let Some(out) = flag(args, &["--outDir", "--out-dir"]) {
            return self.path(&Some(normalise(folder, out)));
        }
        let operand = args.iter().find(|word| !word.starts_with('-')).copied();
        let named =
            flag(args, &["-p", "--project", "-b", "--build"]).or(operand.filter(|_| args.contains(&"-b"))).unwrap_or("tsconfig.json");
        let context = join(&package.folder, named);
        let files = [context.clone(), under(&context, "tsconfig.json"), format!("{context}.json")];
        let project = files.iter().find_map(|file| package.ts_projects.get(file))?;
        if project.no_emit {
            return Some(());
        }
        let out = project.out_dir.as_ref().filter(|_| !project.references)?;
        let out = within(out, &package.folder)?;
        self.path(&Some(normalise(folder, out)))
    }

    /// `nx build NAME`: the `outputPath` of the project's own file. Source: nx.dev, "Project Configuration".
    fn nx(&mut self, folder: &str, args: &[&str]) -> Option<()> {
        let name = match args {
            ["build", name, ..] => name,
            ["run", target, ..] => target.strip_suffix(":build").or_else(|| target.strip_suffix(":build:production"))?,
            _ => return None,
        };
        let own = format!("/{name}/project.json");
        let (_, file) = self.subject.project?.tree.all().find(|(path, _)| path.ends_with(&own))?;
        let out = javascript_option(file.text.as_deref()?, "outputPath")?;
        self.path(&Some(normalise(folder, &out)))
    }

    /// Nuxt 2 builds into .nuxt, later ones into .output. Sources: v2.nuxt.com, "buildDir"; nitro.build, "output".
    fn nuxt(&mut self, folder: &str, package: &NodePackage) -> Option<()> {
        let range = ["nuxt", "nuxt-edge", "nuxt3"].iter().find_map(|name| package.version(name))?;
        let major = range.trim_start_matches(['^', '~', '=', 'v', '>', ' ']).split(['.', ' ']).next()?.parse::<u32>().ok()?;
        let text = settings(self.subject, package, "nuxt.config").unwrap_or_default();
        if ["buildDir", "rootDir", "nitro", "outputDir"].iter().any(|key| text.contains(key)) {
            return None;
        }
        self.path(&Some(normalise(folder, if major < 3 { ".nuxt" } else { ".output" })))
    }
}

/// curl without a file to write to. Source: curl(1).
fn prints(call: &Call) -> bool {
    let writes = |word: &String| match word.strip_prefix("--") {
        Some(long) => long.starts_with("output") || long.starts_with("remote-name") || long.starts_with("config"),
        None => word.strip_prefix('-').is_some_and(|short| short.contains(['o', 'O', 'K'])),
    };
    let mut words = call.argv.iter().flatten();
    words.next().is_some_and(|program| program.ends_with("curl")) && !words.any(writes)
}

/// True if Next.js may write the pages to a folder of their own. Source: nextjs.org, "output: export".
fn exports(subject: &Subject, package: &NodePackage) -> bool {
    let text = settings(subject, package, "next.config").unwrap_or_default();
    let unknown = ["output:", "output ", "output,"].iter().any(|key| text.contains(key));
    unknown && package.next_output.as_deref() != Some("standalone")
}

/// The folders that a tool of the table writes: its own, moved by a flag or by its configuration.
fn outputs_of(tool: &BuildTool, args: &[&str], package: &NodePackage, subject: &Subject) -> Option<Vec<String>> {
    if let Some(named) = flag(args, &tool.flags) {
        return Some(vec![named.to_owned()]);
    }
    let mut folders: Vec<String> = tool.folders.iter().map(|folder| (*folder).to_owned()).collect();
    if tool.by_flag_only {
        return None;
    }
    let Some(text) = tool.configuration.and_then(|name| settings(subject, package, name)) else { return Some(folders) };
    for key in tool.keys.iter().filter(|key| text.contains(**key)) {
        let moved = javascript_option(text, key)?;
        let moved = moved.trim_start_matches("./").trim_end_matches('/').to_owned();
        if folders.iter().any(|folder| moved == *folder || moved.starts_with(&format!("{folder}/"))) {
            continue;
        }
        if folders.len() != 1 || moved.is_empty() || moved.starts_with(['.', '/', '$']) {
            return None;
        }
        folders = vec![moved];
    }
    Some(folders)
}

/// The text of a package's configuration file whose name begins so.
fn settings<'s>(subject: &'s Subject, package: &NodePackage, begin: &str) -> Option<&'s str> {
    let tree = &subject.project?.tree;
    let name = tree.entries(&package.folder).into_keys().find(|name| name.starts_with(begin))?;
    tree.text(&under(&package.folder, &name))
}

/// The value of a flag: `-d dist`, `--outDir=dist`.
fn flag<'w>(args: &[&'w str], names: &[&str]) -> Option<&'w str> {
    args.iter().enumerate().find_map(|(at, word)| match word.split_once('=') {
        Some((name, value)) if names.contains(&name) => Some(value),
        _ if names.contains(word) => args.get(at + 1).copied().filter(|value| !value.starts_with('-')),
        _ => None,
    })
}
