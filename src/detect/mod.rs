//! Turns steps and project facts into evidence: the language, the base image, what lies where, what the container starts.
//! Relies on `model`, `project` and the facts about images. Does not guess on a tie, and decides nothing about the new file.

pub mod entry;
pub mod go;
pub mod language;
pub mod layout;
mod makefile;
pub mod rust;
pub mod scripts;

use crate::model::{Action, Image, PackageManager, Step, What, quoted};
use crate::outcome::Options;
use crate::project::Project;
use crate::source::Source;
use crate::syntax::{Arguments, Dockerfile, Instruction, ItemKind, Keyword};
use crate::template::{Base, Facts, Family, Use};
use layout::Layout;

/// A single-stage Dockerfile with all that is known of it.
pub struct Subject<'a> {
    /// Its text.
    pub source: &'a Source,
    /// Its tree.
    pub file: &'a Dockerfile,
    /// Item of the FROM.
    pub from: usize,
    /// The base image.
    pub base: Base,
    /// Its steps.
    pub image: Image,
    /// What lies where in the finished image.
    pub layout: Layout<'a>,
    /// The build context, where it is at hand.
    pub project: Option<&'a Project>,
    /// What is known of images and packages.
    pub facts: &'static Facts,
    /// What the user asked for.
    pub options: &'a Options,
}

impl<'a> Subject<'a> {
    /// The same with another build context.
    pub fn with_project(self, project: &'a Project) -> Self {
        Self { layout: Layout::of(self.file, &self.image, Some(project)), project: Some(project), ..self }
    }

    /// The same, as if the build context were not at hand.
    pub fn without_project(self) -> Self {
        Self { layout: Layout::of(self.file, &self.image, None), project: None, ..self }
    }

    /// The folders of PATH at the end of the image.
    pub fn path_folders(&self) -> Vec<String> {
        let path = self.image.end.env.get("PATH").cloned().flatten();
        path.as_deref().unwrap_or("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(':').map(str::to_owned).collect()
    }

    /// The working directory at the end; `/` where it is not known.
    pub fn workdir(&self) -> &str {
        self.image.end.workdir.as_deref().unwrap_or("/")
    }

    /// True for a RUN that installs a compiler from an archive.
    pub fn installs_a_toolchain(&self, step: &Step) -> bool {
        step.what.run().is_some() && self.instruction(step.item).is_some_and(|i| self.facts.installs_a_toolchain(self.source.slice(i.span)))
    }

    /// True if a step brings something of the build context into the image, or has it mounted.
    pub fn takes_the_context(&self) -> bool {
        let mounts = |mount: &String| mount.contains("type=bind") && !mount.contains("from=") || !mount.contains("type=");
        let of_the_context = |source: &str| !source.contains("://") && !source.starts_with("git@");
        self.image.steps.iter().any(|step| match &step.what {
            What::Run(run) => run.mounts.iter().any(mounts),
            What::Copy(copy) => copy.from.is_none() && copy.sources.iter().any(|s| s.as_deref().is_none_or(of_the_context)),
            What::Config => false,
            What::Opaque => true,
        })
    }

    /// True if the base image has files of its own in a folder. On a plain distribution /usr/local is empty.
    pub fn base_fills(&self, folder: &str) -> bool {
        let plain = self.base.family == Family::Plain && layout::below(folder, "/usr/local").is_some();
        !plain && layout::base_fills(folder)
    }

    /// Writes paths as the author would: below a WORKDIR that build arguments name, with those in place of their values.
    pub fn as_written(&self) -> impl Fn(&str) -> String {
        let mut folders: Vec<(&str, String)> = Vec::new();
        for (index, step) in self.image.steps.iter().enumerate().rev().filter(|(_, s)| s.keyword == Keyword::Workdir) {
            let Some(Arguments::Text(word)) = self.instruction(step.item).map(|i| &i.arguments) else { continue };
            let by_argument = |name: &String| step.before.args.contains_key(name) && !step.before.env.contains_key(name);
            let after = self.image.steps.get(index + 1).map_or(&self.image.end, |next| &next.before);
            let Some(folder) = after.workdir.as_deref().filter(|_| step.variables.iter().any(by_argument)) else { continue };
            let value = |name: &String| step.before.args.get(name).and_then(|value| value.as_deref());
            let from_root = step.variables.first().and_then(value).is_some_and(|value| value.starts_with('/'));
            // COPY reads a relative source from the root, and writes to a relative destination from WORKDIR.
            let text = match word.text.starts_with('/') || word.text.starts_with('$') && from_root {
                true => word.text.clone(),
                false if step.before.workdir.as_deref().is_none_or(|before| before == "/") => format!("/{}", word.text),
                false => continue,
            };
            folders.push((folder, text));
        }
        move |path| {
            let found = folders.iter().find_map(|(folder, text)| Some((layout::below(path, folder)?, text)));
            match found {
                Some(("", text)) => text.clone(),
                Some((rest, text)) => format!("{}/{}", text.trim_end_matches('/'), quoted(rest, self.file.escape)),
                None => quoted(path, self.file.escape),
            }
        }
    }

    /// The instruction that an item is.
    pub fn instruction(&self, item: usize) -> Option<&Instruction> {
        match &self.file.items.get(item)?.kind {
            ItemKind::Instruction(instruction) => Some(instruction),
            ItemKind::Bom | ItemKind::Blank | ItemKind::Comment | ItemKind::Directive { .. } => None,
        }
    }

    /// True if an item is an instruction in JSON form.
    pub fn is_exec_form(&self, item: usize) -> bool {
        self.instruction(item).is_some_and(Instruction::is_exec)
    }

    /// True if the author writes most keywords in lower case.
    pub fn is_lower_case(&self) -> bool {
        let (mut lower, mut all) = (0, 0);
        for (_, instruction) in self.file.instructions() {
            all += 1;
            lower += usize::from(self.source.slice(instruction.name).bytes().all(|b| !b.is_ascii_uppercase()));
        }
        lower * 2 > all
    }

    /// New text with the author's keyword case and escape character.
    pub fn in_the_authors_hand(&self, text: &str) -> String {
        let text = if self.file.escape == '\\' { text.to_owned() } else { text.replace("\\\n", &format!("{}\n", self.file.escape)) };
        match text.split_once(' ') {
            Some((keyword, rest)) if self.is_lower_case() => format!("{} {rest}", keyword.to_lowercase()),
            _ => text,
        }
    }

    /// Packages that steps install: manager, index of the step, name without a version.
    pub fn installed_packages(&self) -> impl Iterator<Item = (PackageManager, usize, &str)> {
        self.image.steps.iter().enumerate().flat_map(|(index, step)| {
            let calls = match &step.what {
                What::Run(run) => run.calls.as_slice(),
                What::Copy(_) | What::Config | What::Opaque => &[],
            };
            calls.iter().chain(self.layout.run_by_scripts(index)).flat_map(move |call| {
                let (manager, packages) = match &call.action {
                    Action::Install { manager, packages, .. } => (*manager, packages.as_slice()),
                    _ => (PackageManager::Apt, &[][..]),
                };
                packages.iter().flatten().map(move |p| (manager, index, p.split(['=', '~', '<', '>']).next().unwrap_or(p)))
            })
        })
    }

    /// What a package is for.
    pub fn package_use(&self, manager: PackageManager, name: &str) -> Use {
        let manager = match manager {
            PackageManager::Apt | PackageManager::Dpkg => "apt",
            PackageManager::Apk => "apk",
            PackageManager::Dnf => "dnf",
        };
        self.facts.package_use(manager, name)
    }

    /// True if a package brings a program.
    pub fn package_brings(&self, package: &str, command: &str) -> bool {
        package == command
            || self.base.distro.as_ref().is_some_and(|d| self.facts.package_of_command(d, command) == Some(package))
            || self.facts.commands_of(package).any(|c| c == command)
    }

    /// True if a step installs one of these packages.
    pub fn installs_any(&self, names: &[&str]) -> bool {
        self.installed_packages().any(|(_, _, package)| names.contains(&package))
    }

    /// True if a step installs a package that brings a program.
    pub fn installs(&self, command: &str) -> bool {
        self.installed_packages().any(|(_, _, package)| self.package_brings(package, command))
    }
}
