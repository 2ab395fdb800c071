//! What was typed: the options, their help and their values.
//! Relies on `clap`. Reads no file, and does not know what follows from an option.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use dfsplit::outcome::{Language, Runtime};

use super::report::Report;
use super::write::Suffix;

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
  dfsplit --write --exclude legacy services  split what is below services, but for legacy
  dfsplit --write - < Dockerfile > new       as a filter
  dfsplit explain no-command                 what a code means, and what to do
  dfsplit report services -o report.html     a page about many files, for people

Exit status:
  0  done, also when a file was left as it is
  1  with --check: a file can be split; with --strict: one was refused
  2  wrong usage, a file that cannot be read or written, or a bug in dfsplit
  A signal (Ctrl-C) ends --write between two files; the status is the signal's (130 in a shell).

A comment `# dfsplit: ignore REASON` in a Dockerfile keeps dfsplit away from it.
Options can stand in a dfsplit.toml by their long names: the nearest one above a Dockerfile counts,
and the command line counts more (`--unsafe=false` takes `unsafe = true` back).";

const SEARCH: &str = "Search";
const CONFIGURATION: &str = "Configuration";

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
    /// Folders are searched for Dockerfile, Containerfile, Dockerfile.* and *.Dockerfile in any case. Hidden files and folders, and what .gitignore, .ignore and .dfsplitignore name, are left out; a file that is named here is always looked at.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Edit files in place; with `-`, print the new file
    ///
    /// Each file is replaced whole or not at all. Only what is safe is written; see --unsafe.
    #[arg(short, long, conflicts_with = "check")]
    pub write: bool,

    /// With --write, keep each old file beside the new one, as FILE.orig or under another ending
    ///
    /// Times, mode, owner and attributes are the old file's. A backup that is there already and holds something else is never touched: then the file is not written either.
    #[arg(
        long,
        value_name = "SUFFIX",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ".orig",
        value_parser = Suffix::parse,
        requires = "write"
    )]
    pub backup: Option<Suffix>,

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

    #[command(flatten)]
    pub choice: Choice,

    /// Show and write also what is very likely right, but not proven to be
    #[arg(long = "unsafe", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true, hide_possible_values = true)]
    pub unsafe_too: Option<bool>,

    #[command(flatten)]
    pub scope: Scope,

    #[command(flatten)]
    pub configuration: Configuration,

    /// Print each option that holds for the given paths, and who says so
    #[arg(long, conflicts_with_all = ["write", "check", "explain"], help_heading = CONFIGURATION)]
    pub show_settings: bool,

    /// Say nothing on stderr but errors
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true, hide_possible_values = true)]
    pub quiet: Option<bool>,

    /// Colours [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub color: Option<When>,

    /// Exit with 1 when a file is refused
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true, hide_possible_values = true)]
    pub strict: Option<bool>,

    /// What `-` is called, in messages and in the patch; its folder gives the build context
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
}

/// The options that decide what becomes of a file.
#[derive(Debug, clap::Args)]
pub struct Choice {
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
}

/// The options that decide which files are looked at, and how many at a time.
#[derive(Debug, clap::Args)]
pub struct Scope {
    /// Leave out what fits this pattern when a folder is searched; may be given several times
    ///
    /// Patterns are written as in .gitignore and begin at the current folder: `legacy`, `/services/*/old`, `*.dev.Dockerfile`.
    #[arg(long, value_name = "GLOB", help_heading = SEARCH)]
    pub exclude: Vec<String>,

    /// Search hidden files and folders too
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true, hide_possible_values = true, help_heading = SEARCH)]
    pub hidden: Option<bool>,

    /// Search also what .gitignore, .ignore and .dfsplitignore name
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true, hide_possible_values = true, help_heading = SEARCH)]
    pub no_ignore: Option<bool>,

    /// Files to look at at the same time [default: the number of processors]
    #[arg(short, long, value_name = "N", help_heading = SEARCH)]
    pub jobs: Option<NonZeroUsize>,
}

/// Where configurations come from.
#[derive(Debug, clap::Args)]
pub struct Configuration {
    /// The configuration for all files, instead of the nearest dfsplit.toml above each
    #[arg(long, value_name = "FILE", help_heading = CONFIGURATION)]
    pub config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long, conflicts_with = "config", help_heading = CONFIGURATION)]
    pub no_config: bool,
}

/// What else dfsplit does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what a code means and what to do about it; without a code, list them
    Explain {
        /// The code in the brackets of a message: `no-command`
        code: Option<String>,
    },
    /// Write a page for people: figures, a table, and the change of each file with its reasons
    Report(Box<Report>),
    /// Print a script that completes the command line of dfsplit in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, for `man -l -`
    Man,
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

/// `USER` of a Dockerfile: one word.
pub fn user(text: &str) -> Result<String, String> {
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
    fn user_is_one_word() {
        for (text, fits) in
            [("node", true), ("1000:1000", true), ("", false), ("a b", false), ("a:", false), ("a\nRUN x", false), ("a:b:c", false)]
        {
            assert_eq!(user(text).is_ok(), fits, "{text:?}");
        }
    }
}
