//! One line on a terminal that says how far a long run is; nothing elsewhere.
//! Relies on `indicatif` for the terminal. Knows no file but the name that it shows.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::time::{Duration, Instant};

use dfsplit::report::printable;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is shorter needs no line.
const PATIENCE: Duration = Duration::from_millis(400);

/// How far the run is.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    wanted: bool,
}

impl Progress {
    /// Of a run over `files` files. One file has no progress.
    pub fn new(files: usize, quiet: bool) -> Self {
        let style = ProgressStyle::with_template("{pos} of {len} files  {wide_msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden()).with_style(style);
        Self { bar, begun: Instant::now(), wanted: files > 1 && !quiet && io::stderr().is_terminal() }
    }

    /// The next file is done; `name` is its name.
    pub fn step(&mut self, name: &Path) {
        if !self.wanted {
            return;
        }
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
        self.bar.set_message(printable(&name.to_string_lossy()).into_owned());
    }

    /// Prints something, with the line out of the way.
    pub fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    /// The run is over: the line goes.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
