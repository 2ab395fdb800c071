//! The command line: what was typed ([`Args`]) and what was meant ([`Asked`]).
//! Relies on `clap`; its only home. Reads no file.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use dfsplit::outcome::{Language, Runtime};
use dfsplit::{Options, report};

const LONG_ABOUT: &str = "\
Turns single-stage Dockerfiles of Go, Node.js and Rust projects into a build stage, which keeps \
what the author wrote, and a small runtime stage, which holds only what the running container needs.

Without an option it prints a patch on stdout and says on stderr what it found out. A file that \
cannot be split so that its image behaves as before is left as it is, with the reason.";

const EXAMPLES: &str = "\
Examples:
  dfsplit Dockerfile                         show the patch, and what the container needs
  dfsplit --write Dockerfile                 edit the file in place
  dfsplit --explain Dockerfile               say for each line where it goes, and why
  dfsplit . | git apply                      split all Dockerfiles below this folder
  dfsplit --check .                          list the files that --write would change; 1 if any
  dfsplit --context .. docker/Dockerfile     the build context is the folder above
  dfsplit --runtime distroless Dockerfile    choose what the runtime stage is made from
  dfsplit --write - < Dockerfile > new       as a filter
  dfsplit explain no-command                 what a code means, and what to do

Exit status:
  0  done, also when a file was left as it is
  1  with --check: a file can be split; with --strict: one was refused
  2  wrong usage, a file that cannot be read or written, or a bug in dfsplit

A comment `# dfsplit: ignore REASON` in a Dockerfile keeps dfsplit away from it.";

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "dfsplit",
    version,
    about = "Splits single-stage Dockerfiles into a build stage and a small runtime stage",
    long_about = LONG_ABOUT,
    after_help = "`dfsplit --help` shows examples and the exit status.",
    after_long_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[allow(clippy::struct_excessive_bools)] // one an option
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Dockerfiles, folders to search for them, or `-` for stdin [default: the current folder]
    ///
    /// Folders are searched for Dockerfile, Containerfile, Dockerfile.* and *.Dockerfile in any case; what .gitignore names is left out.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Edit files in place; with `-`, print the new file
    ///
    /// Each file is replaced whole or not at all. Only what is safe is written; see --unsafe.
    #[arg(short, long, conflicts_with = "check")]
    pub write: bool,

    /// Print the names of the files that --write would change; exit with 1 if there are any
    #[arg(long, conflicts_with = "explain")]
    pub check: bool,

    /// Say for each line of the file what becomes of it and why
    #[arg(long)]
    pub explain: bool,

    /// What to print on stdout [default: diff]
    ///
    /// Sentences for people go to stderr all the same; --quiet silences them. With --write the format says what was written.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,

    /// The build context
    ///
    /// Found without this option from the compose file that builds the Dockerfile, or from the sources of its COPY instructions; else the Dockerfile's own folder.
    #[arg(long, value_name = "DIR")]
    pub context: Option<PathBuf>,

    /// The language of the application, where the file leaves it open: go, node or rust
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Language>,

    /// What the runtime stage is made from: slim, alpine, distroless, scratch, or an image
    #[arg(long, value_name = "BASE")]
    pub runtime: Option<Runtime>,

    /// The user that the container runs as, NAME or NAME:GROUP
    #[arg(long, value_name = "USER", value_parser = user)]
    pub user: Option<String>,

    /// Show and write also what is very likely right, but not proven to be
    #[arg(long = "unsafe")]
    pub unsafe_too: bool,

    /// Say nothing on stderr but errors
    #[arg(short, long)]
    pub quiet: bool,

    /// Colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub color: When,

    /// Exit with 1 when a file is refused
    #[arg(long)]
    pub strict: bool,

    /// What `-` is called, in messages and in the patch; its folder gives the build context
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
}

/// What else dfsplit does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what a code means and what to do about it; without a code, list them
    Explain {
        /// The code in the brackets of a message: `no-command`
        code: Option<String>,
    },
}

/// A form of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A unified diff of all files for `git apply` and `patch -p1`
    Diff,
    /// The sentences that otherwise go to stderr
    Text,
    /// One JSON document: every file with its steps, needs, diagnostics and new text; schemas/json.schema.json describes it
    Json,
    /// The same objects, one a line and file, for scripts over many files; schemas/jsonl.schema.json
    Jsonl,
    /// SARIF 2.1.0 with fixes and fingerprints, for code scanning and editors
    Sarif,
    /// Workflow commands: annotations in GitHub Actions
    Github,
    /// Reviewdog Diagnostic Format with suggestions: `dfsplit --format rdjson | reviewdog -f=rdjson`
    Rdjson,
    /// The body of a pull request: what moved and why, what was left, how to build the build stage alone
    Markdown,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

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
    /// The build context, where it is given.
    pub context: Option<PathBuf>,
    /// For the library.
    pub options: Options,
    /// Show and write also what is less than safe.
    pub unsafe_too: bool,
    /// A refusal is found.
    pub strict: bool,
    /// What `-` is called.
    pub stdin_name: Option<PathBuf>,
    /// The options that choose a result, to be said again in a hint; with a blank at the end where there are any.
    pub again: String,
}

impl From<Args> for Asked {
    fn from(args: Args) -> Self {
        let mode = match (args.write, args.check) {
            (true, _) => Mode::Write,
            (false, true) => Mode::Check,
            (false, false) => Mode::Show,
        };
        let results = match (args.format, mode) {
            (Some(Format::Text), _) => Results::Sentences,
            (Some(Format::Json), _) => Results::Document(report::Format::Json),
            (Some(Format::Jsonl), _) => Results::Document(report::Format::JsonLines),
            (Some(Format::Sarif), _) => Results::Document(report::Format::Sarif),
            (Some(Format::Github), _) => Results::Document(report::Format::Github),
            (Some(Format::Rdjson), _) => Results::Document(report::Format::Rdjson),
            (Some(Format::Markdown), _) => Results::Document(report::Format::Markdown),
            (None, _) if args.explain => Results::Explanation,
            (Some(Format::Diff), _) | (None, Mode::Show) => Results::Patch,
            (None, Mode::Write) => Results::File,
            (None, Mode::Check) => Results::Names,
        };
        let again = again(&args);
        Self {
            paths: if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths },
            mode,
            results,
            explain: args.explain,
            context: args.context,
            options: Options { lang: args.lang, runtime: args.runtime, user: args.user },
            unsafe_too: args.unsafe_too,
            strict: args.strict,
            stdin_name: args.stdin_filename,
            again,
        }
    }
}

/// The options that decide what the result is, in words for a shell.
fn again(args: &Args) -> String {
    let mut out = String::new();
    let mut option = |name: &str, value: Option<&OsStr>| {
        if let Some(value) = value {
            out.extend([name, " ", &quoted(Path::new(value)), " "]);
        }
    };
    option("--context", args.context.as_deref().map(Path::as_os_str));
    option("--lang", args.lang.map(|lang| lang_word(lang).as_ref()));
    option("--runtime", args.runtime.as_ref().map(|runtime| runtime_word(runtime).as_ref()));
    option("--user", args.user.as_deref().map(OsStr::new));
    out
}

fn lang_word(lang: Language) -> &'static str {
    match lang {
        Language::Go => "go",
        Language::Node => "node",
        Language::Rust => "rust",
    }
}

fn runtime_word(runtime: &Runtime) -> &str {
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

/// `USER` of a Dockerfile: one word.
fn user(text: &str) -> Result<String, String> {
    let fits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let mut parts = text.splitn(2, ':');
    if parts.all(fits) { Ok(text.to_owned()) } else { Err("say NAME or NAME:GROUP, names or numbers".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn definition_is_consistent() {
        Args::command().debug_assert();
    }

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
            let asked = Asked::from(Args::try_parse_from(typed).unwrap());
            assert_eq!((asked.mode, asked.results), (mode, results), "{typed:?}");
        }
    }

    #[test]
    fn options_that_choose_the_result_are_said_again() {
        let args = ["dfsplit", "--quiet", "--runtime", "debian:12", "--context", "my app", "--user", "1000:1000", "Dockerfile"];
        let asked = Asked::from(Args::try_parse_from(args).unwrap());
        assert_eq!(asked.again, "--context 'my app' --runtime debian:12 --user 1000:1000 ");
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (path, word) in [("a/b.c", "a/b.c"), ("it's", r"'it'\''s'"), ("-x", "./-x"), ("", "''"), ("a;b", "'a;b'"), ("-a b", "'-a b'")] {
            assert_eq!(quoted(Path::new(path)), word);
        }
    }

    #[test]
    fn user_is_one_word() {
        for (text, fits) in
            [("node", true), ("1000:1000", true), ("", false), ("a b", false), ("a:", false), ("a\nRUN x", false), ("a:b:c", false)]
        {
            assert_eq!(user(text).is_ok(), fits, "{text:?}");
        }
    }
}
