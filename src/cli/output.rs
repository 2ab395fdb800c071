//! The two streams: results on stdout, sentences on stderr.
//! Relies on `anstream` to know whether a stream wants colours. A reader that went away is no error: what would have been printed is dropped.

use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};

use super::args::When;
use super::failure::Failure;

/// Where results and sentences go.
#[derive(Debug)]
pub struct Output {
    quiet: bool,
    /// stdout wants colours.
    pub result_colour: bool,
    /// stderr wants colours.
    pub sentence_colour: bool,
    reader_gone: bool,
    broken: Option<io::ErrorKind>,
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
            reader_gone: false,
            broken: None,
        }
    }

    /// True once nobody reads stdout any more.
    pub fn reader_gone(&self) -> bool {
        self.reader_gone
    }

    /// True if stdout could not be written for another reason: a full disk, for example.
    pub fn broken(&self) -> Option<io::ErrorKind> {
        self.broken
    }

    /// Writes to stdout, byte for byte.
    pub fn result(&mut self, bytes: &[u8]) {
        if bytes.is_empty() || self.reader_gone || self.broken.is_some() {
            return;
        }
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.reader_gone = true,
            Err(error) => self.broken = Some(error.kind()),
        }
    }

    /// Writes sentences, which end in a line break, to stderr.
    pub fn sentence(&mut self, text: &str) {
        if !self.quiet {
            // There is nobody to tell that stderr is gone.
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
    }

    /// Writes a failure to stderr, also when it is to be quiet.
    pub fn failure(&mut self, failure: &Failure) {
        let word = if self.sentence_colour { "\x1b[1;31merror\x1b[0m" } else { "error" };
        let sentence: String = failure.sentence.chars().flat_map(shown).collect();
        let _ = writeln!(io::stderr().lock(), "{word}: {sentence}\n  = do: {}", failure.way_out);
    }
}

/// A character as it is, a control character as an escape: names of files may hold anything.
fn shown(c: char) -> impl Iterator<Item = char> {
    let escape = c.is_control().then(|| c.escape_default());
    let plain = (!c.is_control()).then_some(c);
    escape.into_iter().flatten().chain(plain)
}
