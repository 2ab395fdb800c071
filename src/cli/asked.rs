//! What was meant: the typed options and the configurations, as one request.
//! Relies on [`super::args`] and [`super::settings`]. Does nothing of what is asked.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use dfsplit::outcome::{Language, Runtime};
use dfsplit::report;

use super::args::{Args, Choice, Format};
use super::failure::Failure;
use super::patterns::Patterns;
use super::settings::{By, FileLayer, Layer, RunLayer, Said, Settings, Source};
use super::write::Suffix;

/// What to do with a file that can be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Show it.
    Show,
    /// Write it.
    Write,
    /// Name it.
    Check,
}

/// What stdout gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Results {
    /// Patches.
    Patch,
    /// The sentences.
    Sentences,
    /// A document for programs or for a pull request.
    Document(report::Format),
    /// The explanation.
    Explanation,
    /// Names of files.
    Names,
    /// Nothing; of stdin, the new file.
    File,
}

/// What was meant.
#[derive(Debug)]
pub struct Asked {
    /// Files, folders, `-`.
    pub paths: Vec<PathBuf>,
    /// What to do with a file that can be split.
    pub mode: Mode,
    /// What stdout gets.
    pub results: Results,
    /// The explanation goes to stderr, where stdout has something else.
    pub explain: bool,
    /// The options, file by file.
    pub settings: Settings,
    /// What a search leaves out.
    pub exclude: Patterns,
    /// What `-` is called.
    pub stdin_name: Option<PathBuf>,
    /// Under which ending old files are kept.
    pub backup: Option<Suffix>,
    /// The options that choose a result, to be said again in a hint; with a blank at the end where there are any.
    pub again: String,
}

impl Asked {
    /// A failure says what cannot be used: a configuration, a pattern, the build context.
    pub fn new(args: Args) -> Result<Self, Failure> {
        let mode = match (args.write, args.check) {
            (true, _) => Mode::Write,
            (false, true) => Mode::Check,
            (false, false) => Mode::Show,
        };
        let source = match (args.configuration.config.clone(), args.configuration.no_config) {
            (Some(path), _) => Source::Given(path),
            (None, true) => Source::None,
            (None, false) => Source::Nearest,
        };
        let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let exclude = Patterns::new(&here, &args.scope.exclude)
            .map_err(|reason| Failure::new("--exclude", format!("cannot use --exclude: {reason}"), "write it as in .gitignore"))?;
        let settings = Settings::new(layer(&args), &source)?;
        let results = match (settings.run.format(), mode) {
            (Some(format), _) => results(format),
            (None, _) if args.explain => Results::Explanation,
            (None, Mode::Show) => Results::Patch,
            (None, Mode::Write) => Results::File,
            (None, Mode::Check) => Results::Names,
        };
        Ok(Self {
            again: again(&args.choice),
            paths: if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths },
            mode,
            results,
            explain: args.explain,
            settings,
            exclude,
            stdin_name: args.stdin_filename,
            backup: args.backup,
        })
    }
}

/// What stdout gets in a form that is asked for.
pub fn results(format: Format) -> Results {
    match format {
        Format::Diff => Results::Patch,
        Format::Text => Results::Sentences,
        Format::Json => Results::Document(report::Format::Json),
        Format::Jsonl => Results::Document(report::Format::JsonLines),
        Format::Sarif => Results::Document(report::Format::Sarif),
        Format::Github => Results::Document(report::Format::Github),
        Format::Rdjson => Results::Document(report::Format::Rdjson),
        Format::Markdown => Results::Document(report::Format::Markdown),
    }
}

/// What the command line says of the options that a configuration may have too.
fn layer(args: &Args) -> Layer {
    fn said<T: Clone>(value: Option<&T>) -> Option<Said<T>> {
        value.map(|value| Said { value: value.clone(), by: By::CommandLine })
    }
    Layer {
        file: FileLayer {
            context: said(args.choice.context.as_ref()),
            lang: said(args.choice.lang.as_ref()),
            runtime: said(args.choice.runtime.as_ref()),
            user: said(args.choice.user.as_ref()),
            unsafe_too: said(args.unsafe_too.as_ref()),
        },
        run: RunLayer {
            format: said(args.format.as_ref()),
            jobs: said(args.scope.jobs.as_ref()),
            color: said(args.color.as_ref()),
            quiet: said(args.quiet.as_ref()),
            strict: said(args.strict.as_ref()),
            hidden: said(args.scope.hidden.as_ref()),
            no_ignore: said(args.scope.no_ignore.as_ref()),
        },
    }
}

/// The options that decide what the result is, in words for a shell.
fn again(choice: &Choice) -> String {
    let mut out = String::new();
    let mut option = |name: &str, value: Option<&OsStr>| {
        if let Some(value) = value {
            out.extend([name, " ", &quoted(Path::new(value)), " "]);
        }
    };
    option("--context", choice.context.as_deref().map(Path::as_os_str));
    option("--lang", choice.lang.map(|lang| lang_word(lang).as_ref()));
    option("--runtime", choice.runtime.as_ref().map(|runtime| runtime_word(runtime).as_ref()));
    option("--user", choice.user.as_deref().map(OsStr::new));
    out
}

/// A language as an option's value.
pub fn lang_word(lang: Language) -> &'static str {
    match lang {
        Language::Go => "go",
        Language::Node => "node",
        Language::Rust => "rust",
    }
}

/// A base as an option's value.
pub fn runtime_word(runtime: &Runtime) -> &str {
    match runtime {
        Runtime::Slim => "slim",
        Runtime::Alpine => "alpine",
        Runtime::Distroless => "distroless",
        Runtime::Scratch => "scratch",
        Runtime::Image(image) => image,
    }
}

/// A path as a word for a POSIX shell.
pub fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=~".contains(c);
    if !text.is_empty() && text.chars().all(plain) && !text.starts_with(['-', '~']) {
        text.into_owned()
    } else if text.starts_with('-') && text.chars().all(plain) {
        format!("./{text}")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[test]
    fn typed_options_become_one_meaning() {
        for (typed, mode, results) in [
            (&["dfsplit"][..], Mode::Show, Results::Patch),
            (&["dfsplit", "-w", "a"], Mode::Write, Results::File),
            (&["dfsplit", "--check"], Mode::Check, Results::Names),
            (&["dfsplit", "--explain"], Mode::Show, Results::Explanation),
            (&["dfsplit", "--explain", "--format", "diff"], Mode::Show, Results::Patch),
            (&["dfsplit", "--write", "--explain"], Mode::Write, Results::Explanation),
            (&["dfsplit", "--check", "--format", "json"], Mode::Check, Results::Document(report::Format::Json)),
        ] {
            let asked = Asked::new(Args::try_parse_from(typed).unwrap()).unwrap();
            assert_eq!((asked.mode, asked.results), (mode, results), "{typed:?}");
        }
    }

    #[test]
    fn options_that_choose_the_result_are_said_again() {
        let args = ["dfsplit", "--quiet", "--runtime", "debian:12", "--context", "my app", "--user", "1000:1000", "Dockerfile"];
        let asked = again(&Args::try_parse_from(args).unwrap().choice);
        assert_eq!(asked, "--context 'my app' --runtime debian:12 --user 1000:1000 ");
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (path, word) in [("a/b.c", "a/b.c"), ("it's", r"'it'\''s'"), ("-x", "./-x"), ("", "''"), ("a;b", "'a;b'"), ("-a b", "'-a b'")] {
            assert_eq!(quoted(Path::new(path)), word);
        }
    }
}
