//! `dfsplit report`: turns the answers for many files into one page for people, and puts it where it is asked for.
//! Relies on the library's page, and on [`super::target`] for its place. Changes no Dockerfile, and keeps no answer.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use dfsplit::Outcome;
use dfsplit::report::html::{Page, Seen};
use dfsplit::report::{Deed, totals::Totals};

use super::args::{Args, Choice, Configuration, Scope};
use super::asked::{Asked, quoted};
use super::failure::Failure;
use super::judged::Judged;
use super::output::Output;
use super::target::Target;
use super::{Status, run};

/// What was typed behind `report`.
#[derive(Debug, clap::Args)]
pub struct Report {
    /// Dockerfiles, or folders to search for them [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The page to write; `-` is stdout
    ///
    /// Its folder must be there. A page of that name is replaced whole, or not at all.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,

    /// The page's title
    #[arg(long, value_name = "TEXT", default_value = "Dockerfiles that can be split")]
    pub title: String,

    #[command(flatten)]
    pub choice: Choice,

    /// Say nothing on stderr but errors
    #[arg(short, long)]
    pub quiet: bool,

    #[command(flatten)]
    pub scope: Scope,

    #[command(flatten)]
    pub configuration: Configuration,
}

/// Looks at each file, and writes the page.
pub fn report(typed: Report, output: &mut Output) -> Status {
    match made(typed, output) {
        Ok(status) => status,
        Err(failure) => {
            output.failure(&failure);
            Status { failed: true, ..Status::default() }
        }
    }
}

fn made(typed: Report, output: &mut Output) -> Result<Status, Failure> {
    if typed.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new(
            "-",
            "a report is about files and folders, not about stdin",
            "name the files; `--output -` prints the page",
        ));
    }
    let (title, target) = (typed.title.clone(), typed.output.clone());
    let search = search_again(&typed.scope, &typed.configuration);
    let asked = asked(typed)?;
    *output = Output::new(asked.settings.run.color(), asked.settings.run.quiet());
    let mut sink = Sink::open(&title, &target, &asked, output)?;
    let mut broken = None;
    run::each(run::inputs(&asked), &asked, output, |judged, output| {
        let taken = match judged {
            Ok(judged) => sink.file(&judged, output),
            Err(failure) => sink.failure(&failure, output),
        };
        match taken {
            Ok(()) if !output.reader_gone() => ControlFlow::Continue(()),
            Ok(()) => ControlFlow::Break(()),
            Err(failure) => {
                broken = Some(failure);
                ControlFlow::Break(())
            }
        }
    })?;
    match broken {
        Some(failure) => Err(failure),
        None => sink.close(&search, output),
    }
}

/// What is asked about the files: what `dfsplit` without `report` would show of them.
fn asked(typed: Report) -> Result<Asked, Failure> {
    Asked::new(Args {
        paths: typed.paths,
        choice: typed.choice,
        scope: typed.scope,
        configuration: typed.configuration,
        quiet: typed.quiet.then_some(true),
        ..Args::parse_from(["dfsplit"])
    })
}

/// The options that decide which files are looked at, in words for a shell, with a blank at the end where there are any.
fn search_again(scope: &Scope, configuration: &Configuration) -> String {
    let mut out = String::new();
    for pattern in &scope.exclude {
        out.extend(["--exclude ", &quoted(Path::new(pattern)), " "]);
    }
    for (said, name) in [(scope.hidden, "--hidden"), (scope.no_ignore, "--no-ignore")] {
        if let Some(said) = said {
            out += &format!("{name}={said} ");
        }
    }
    if let Some(config) = &configuration.config {
        out.extend(["--config ", &quoted(config), " "]);
    }
    if configuration.no_config {
        out += "--no-config ";
    }
    out
}

/// Takes finished answers, one after the other, and writes the page as they come.
#[derive(Debug)]
struct Sink<'a> {
    asked: &'a Asked,
    page: Page,
    target: Target,
    totals: Totals,
    status: Status,
}

impl<'a> Sink<'a> {
    /// Begins the page.
    fn open(title: &str, target: &Path, asked: &'a Asked, output: &mut Output) -> Result<Self, Failure> {
        let target = Target::open(target)?;
        let (page, start) = Page::begin(title);
        let mut sink = Self { asked, page, target, totals: Totals::default(), status: Status::default() };
        sink.target.write(&start, output)?;
        Ok(sink)
    }

    /// Takes the answer for a file.
    fn file(&mut self, judged: &Judged, output: &mut Output) -> Result<(), Failure> {
        let (source, outcome) = (&judged.source, &judged.outcome);
        output.step(&judged.name);
        self.totals.add(outcome, Deed::Listed);
        self.status.failed |= matches!(outcome, Outcome::CheckFailed { .. });
        let languages = match outcome {
            Outcome::Split(_) => Vec::new(),
            Outcome::AlreadySplit { .. }
            | Outcome::NothingToGain { .. }
            | Outcome::Refused(_)
            | Outcome::Ignored { .. }
            | Outcome::NotADockerfile(_)
            | Outcome::CheckFailed { .. } => dfsplit::languages(source),
        };
        let again = format!("{}{}", self.asked.again, quoted(&judged.name));
        let context = judged.context.as_ref().map(ToString::to_string).unwrap_or_default();
        let seen = Seen { source, outcome, languages: &languages, again: Some(&again), context: &context, notes: &judged.notes };
        self.target.write(&self.page.file(&seen), output)
    }

    /// Takes a file that could not be read.
    fn failure(&mut self, failure: &Failure, output: &mut Output) -> Result<(), Failure> {
        output.step(&failure.path);
        output.failure(failure);
        self.totals.add_unreadable();
        self.status.failed = true;
        let part = self.page.unreadable(&failure.path.to_string_lossy(), &failure.sentence, &failure.way_out);
        self.target.write(&part, output)
    }

    /// Ends the page, and puts it in its place. `search` is the options that choose the files, to be said again.
    fn close(mut self, search: &str, output: &mut Output) -> Result<Status, Failure> {
        let paths: Vec<String> = self.asked.paths.iter().map(|path| quoted(path)).collect();
        let write_all = format!("dfsplit --write {}{search}{}", self.asked.again, paths.join(" "));
        self.target.write(&self.page.end(Some(&write_all)), output)?;
        self.target.close()?;
        output.sentence(&format!("{}\n", self.totals));
        Ok(self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_the_search_are_said_again() {
        let typed = ["dfsplit", "report", "--exclude", "a b", "--exclude=c", "--hidden", "--config", "x.toml", "--jobs", "3", "-o", "-"];
        let Some(super::super::args::Command::Report(report)) = Args::try_parse_from(typed).unwrap().command else { panic!("a report") };
        assert_eq!(search_again(&report.scope, &report.configuration), "--exclude 'a b' --exclude c --hidden=true --config x.toml ");
    }
}
