//! What is asked for, option by option: the command line over `dfsplit.toml` over what is built in.
//! Relies on [`file`] for what a configuration says and on [`find`] for which one governs a Dockerfile. Does nothing with the options.

mod file;
mod find;
mod show;

use std::fmt;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use dfsplit::Options;
use dfsplit::outcome::{Language, Runtime};

use super::args::{Format, When};
use super::failure::Failure;
use find::Configs;

/// The name of a configuration.
pub const FILE_NAME: &str = "dfsplit.toml";

/// A value, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub by: By,
}

/// Who says what an option is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The command line.
    CommandLine,
    /// A line of a configuration, from 1.
    File(Arc<Path>, usize),
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine => f.write_str("command line"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
        }
    }
}

/// The options that one source says something about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// For a Dockerfile.
    pub file: FileLayer,
    /// For the run.
    pub run: RunLayer,
}

/// Options of a Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLayer {
    /// The build context.
    pub context: Option<Said<PathBuf>>,
    /// The language.
    pub lang: Option<Said<Language>>,
    /// The base of the runtime stage.
    pub runtime: Option<Said<Runtime>>,
    /// The user of the container.
    pub user: Option<Said<String>>,
    /// Take what is unsafe too.
    pub unsafe_too: Option<Said<bool>>,
}

/// Options of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunLayer {
    /// Form of the results.
    pub format: Option<Said<Format>>,
    /// Files at a time.
    pub jobs: Option<Said<NonZeroUsize>>,
    /// Colours.
    pub color: Option<Said<When>>,
    /// Errors only.
    pub quiet: Option<Said<bool>>,
    /// A refusal counts.
    pub strict: Option<Said<bool>>,
    /// Search hidden files and folders.
    pub hidden: Option<Said<bool>>,
    /// Search what ignore files name.
    pub no_ignore: Option<Said<bool>>,
}

impl FileLayer {
    /// This one, and where it says nothing the one below.
    fn over(self, below: Self) -> Self {
        Self {
            context: self.context.or(below.context),
            lang: self.lang.or(below.lang),
            runtime: self.runtime.or(below.runtime),
            user: self.user.or(below.user),
            unsafe_too: self.unsafe_too.or(below.unsafe_too),
        }
    }
}

impl RunLayer {
    /// This one, and where it says nothing the one below.
    fn over(self, below: Self) -> Self {
        Self {
            format: self.format.or(below.format),
            jobs: self.jobs.or(below.jobs),
            color: self.color.or(below.color),
            quiet: self.quiet.or(below.quiet),
            strict: self.strict.or(below.strict),
            hidden: self.hidden.or(below.hidden),
            no_ignore: self.no_ignore.or(below.no_ignore),
        }
    }

    /// Form of the results, where one is asked for.
    pub fn format(&self) -> Option<Format> {
        value(self.format.as_ref())
    }

    /// Files that are looked at at the same time.
    pub fn jobs(&self) -> NonZeroUsize {
        value(self.jobs.as_ref()).unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }

    /// When to use colours.
    pub fn color(&self) -> When {
        value(self.color.as_ref()).unwrap_or(When::Auto)
    }

    /// True if nothing is said but errors.
    pub fn quiet(&self) -> bool {
        value(self.quiet.as_ref()).unwrap_or(false)
    }

    /// True if a refusal counts as found.
    pub fn strict(&self) -> bool {
        value(self.strict.as_ref()).unwrap_or(false)
    }

    /// True if hidden files and folders are searched.
    pub fn hidden(&self) -> bool {
        value(self.hidden.as_ref()).unwrap_or(false)
    }

    /// True if what ignore files name is searched.
    pub fn no_ignore(&self) -> bool {
        value(self.no_ignore.as_ref()).unwrap_or(false)
    }
}

fn value<T: Clone>(said: Option<&Said<T>>) -> Option<T> {
    said.map(|said| said.value.clone())
}

/// What is asked for one Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForFile {
    /// The build context, without links, where it is given.
    pub context: Option<PathBuf>,
    /// For the library.
    pub options: Options,
    /// Show and write also what is less than safe.
    pub unsafe_too: bool,
}

/// The options of a run and of each of its files.
#[derive(Debug)]
pub struct Settings {
    typed: FileLayer,
    /// The run's.
    pub run: RunLayer,
    configs: Configs,
}

/// Where configurations come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The nearest one above each Dockerfile.
    Nearest,
    /// This one for all.
    Given(PathBuf),
    /// There are none.
    None,
}

impl Settings {
    /// What the command line says, over the configurations of `source`. The run's own options are those of the configuration nearest to the current folder.
    pub fn new(mut typed: Layer, source: &Source) -> Result<Self, Failure> {
        let configs = Configs::new(source)?;
        let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let below = configs.governing(&here)?.map(|config| config.layer.run.clone()).unwrap_or_default();
        if let Some(context) = &mut typed.file.context {
            context.value = existing_folder(&context.value, "--context takes the folder that `docker build` is given")?;
        }
        Ok(Self { run: typed.run.over(below), typed: typed.file, configs })
    }

    /// What is asked for the Dockerfile at `place`, an absolute path; for stdin without a name, the folder it would lie in is the current one.
    pub fn of(&self, place: &Path) -> Result<ForFile, Failure> {
        let layer = self.layer_of(place)?;
        let context = match &layer.context {
            None => None,
            Some(Said { value, by: By::CommandLine }) => Some(value.clone()),
            Some(Said { value, by }) => Some(existing_folder(value, &format!("correct `context` in {by}"))?),
        };
        let options =
            Options { lang: value(layer.lang.as_ref()), runtime: value(layer.runtime.as_ref()), user: value(layer.user.as_ref()) };
        Ok(ForFile { context, options, unsafe_too: value(layer.unsafe_too.as_ref()).unwrap_or(false) })
    }

    fn layer_of(&self, place: &Path) -> Result<FileLayer, Failure> {
        let config = self.configs.governing(place.parent().unwrap_or(place))?;
        Ok(self.typed.clone().over(config.map(|config| config.of(place)).unwrap_or_default()))
    }

    /// True if the configuration that governs a file found by a search excludes it. `place` is absolute.
    pub fn excludes(&self, place: &Path) -> bool {
        // A configuration that cannot be used is a failure of each of its files, and told there.
        self.configs.governing(place.parent().unwrap_or(place)).is_ok_and(|config| config.is_some_and(|config| config.excludes(place)))
    }
}

/// The folder without links.
fn existing_folder(path: &Path, way_out: &str) -> Result<PathBuf, Failure> {
    let resolved = path.canonicalize().map_err(|error| Failure { way_out: way_out.into(), ..Failure::io("read", path, &error) })?;
    if resolved.is_dir() {
        Ok(resolved)
    } else {
        Err(Failure::new(path, format!("cannot use {} as the build context: it is no folder", path.display()), way_out))
    }
}
