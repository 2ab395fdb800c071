//! The two streams: results on stdout, sentences on stderr.
//! Relies on `anstream` to know whether a stream wants colours. A reader that went away is no error: what would have been printed is dropped.

use std::io::{self, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use dfsplit::report::printable;

use super::args::When;
use super::failure::Failure;
use super::progress::Progress;

/// Where results and sentences go.
#[derive(Debug)]
pub struct Output {
    quiet: bool,
    /// stdout wants colours.
    pub result_colour: bool,
    /// stderr wants colours.
    pub sentence_colour: bool,
    results: State,
    progress: Option<Progress>,
}

/// Whether stdout still takes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    ReaderGone,
    Broken(io::ErrorKind),
}

impl Output {
    /// Output with colours as asked; `quiet` drops the sentences, never the failures.
    pub fn new(colour: When, quiet: bool) -> Self {
        let wanted = |choice: ColorChoice| match colour {
            When::Always => true,
            When::Never => false,
            When::Auto => choice != ColorChoice::Never,
        };
        Self {
            quiet,
            result_colour: wanted(AutoStream::choice(&io::stdout())),
            sentence_colour: wanted(AutoStream::choice(&io::stderr())),
            results: State::Open,
            progress: None,
        }
    }

    /// So many files are to come.
    pub fn expect(&mut self, files: usize) {
        self.progress = Some(Progress::new(files, self.quiet));
    }

    /// The next of them is done.
    pub fn step(&mut self, name: &Path) {
        if let Some(progress) = &mut self.progress {
            progress.step(name);
        }
    }

    /// All of them are.
    pub fn done(&mut self) {
        self.progress.take();
    }

    fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        match &self.progress {
            Some(progress) => progress.aside(print),
            None => print(),
        }
    }

    /// True once nobody reads stdout any more.
    pub fn reader_gone(&self) -> bool {
        self.results == State::ReaderGone
    }

    /// Why stdout could not be written, where it is not for want of a reader: a full disk, for example.
    pub fn broken(&self) -> Option<io::ErrorKind> {
        match self.results {
            State::Open | State::ReaderGone => None,
            State::Broken(kind) => Some(kind),
        }
    }

    /// Writes to stdout, byte for byte.
    pub fn result(&mut self, bytes: &[u8]) {
        if bytes.is_empty() || self.results != State::Open {
            return;
        }
        let mut stdout = io::stdout().lock();
        match self.aside(|| stdout.write_all(bytes).and_then(|()| stdout.flush())) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.results = State::ReaderGone,
            Err(error) => self.results = State::Broken(error.kind()),
        }
    }

    /// Writes a note about a file to stderr.
    pub fn note(&mut self, name: &Path, note: &str) {
        self.sentence(&format!("{}: note: {}\n", printable(&name.to_string_lossy()), printable(note)));
    }

    /// Writes sentences, which end in a line break, to stderr.
    pub fn sentence(&mut self, text: &str) {
        if !self.quiet {
            // There is nobody to tell that stderr is gone.
            let _ = self.aside(|| io::stderr().lock().write_all(text.as_bytes()));
        }
    }

    /// Writes a failure to stderr, also when it is to be quiet.
    pub fn failure(&mut self, failure: &Failure) {
        let word = if self.sentence_colour { "\x1b[1;31merror\x1b[0m" } else { "error" };
        // In one piece, so that several runs that share a terminal do not mix their lines; the exit status tells of it in any case.
        let text = format!("{word}: {}\n  = do: {}\n", printable(&failure.sentence), printable(&failure.way_out));
        let _ = self.aside(|| io::stderr().lock().write_all(text.as_bytes()));
    }
}
