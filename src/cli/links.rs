//! Turns a link that a search has come across into the file behind it, where the search could have come across that file itself.
//! Relies on the walk that a search is. Nothing outside the given paths is ever read or written through a link, nor is what the search leaves
//! out; a link that is named on the command line is another matter, and followed by whoever reads it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::inputs::resolve;
use super::search::{Search, walk};

/// Where links may lead.
pub struct Links<'a> {
    /// The paths of the command line, without links.
    given: Vec<PathBuf>,
    how: &'a Search<'a>,
}

impl<'a> Links<'a> {
    /// Links may lead to these files, and to what a search of these folders comes across.
    pub fn within(paths: &[PathBuf], how: &'a Search<'a>) -> Self {
        Self { given: paths.iter().filter_map(|path| path.canonicalize().ok()).collect(), how }
    }

    /// The path without links of the file that the link leads to. What is `seen` already may be led to.
    pub fn follow(&self, link: &Path, seen: &HashSet<PathBuf>) -> Result<PathBuf, Failure> {
        let file = resolve(link)?;
        let around: Vec<_> = self.given.iter().filter(|given| file.starts_with(given)).collect();
        if seen.contains(&file) || around.iter().any(|given| self.comes_across(given, &file)) {
            return Ok(file);
        }
        let reason = if around.is_empty() { "which lies outside the given paths" } else { "which the search leaves out" };
        let target = fs::read_link(link).unwrap_or_else(|_| file.clone());
        Err(Failure::new(
            link,
            format!("cannot take {}: it is a link to {}, {reason}", link.display(), target.display()),
            "name the file itself to take it",
        ))
    }

    /// True if a search of the given path comes across the file; the search is led straight to it.
    fn comes_across(&self, given: &Path, file: &Path) -> bool {
        let target = file.to_owned();
        let mut way = walk(given, given, self.how, move |entry| target.starts_with(entry.path())).flatten();
        given == file || !(self.how.leaves_out)(file) && way.any(|entry| entry.path() == file)
    }
}
