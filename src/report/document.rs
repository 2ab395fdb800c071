//! Turns a run into one document, piece by piece: a head, a piece a file in order, a tail.
//! Relies on the formats, one file each below `report`, and on finished values. Keeps no outcome: what a document says of the whole run stands in its tail.

use super::totals::Totals;
use super::{Deed, github, json, jsonl, markdown, rdjson, sarif};
use crate::outcome::Outcome;
use crate::source::Source;

/// A form of the results for programs and for pull requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One JSON document; `schemas/json.schema.json` describes it.
    Json,
    /// One JSON object a line and file; `schemas/jsonl.schema.json` describes it.
    JsonLines,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
    /// The body of a pull request, in GitHub's Markdown.
    Markdown,
}

impl Format {
    /// A document of this form, with nothing in it yet.
    pub fn document(self) -> Box<dyn Document> {
        match self {
            Self::Json => Box::<json::Json>::default(),
            Self::JsonLines => Box::new(jsonl::JsonLines),
            Self::Sarif => Box::<sarif::Sarif>::default(),
            Self::Github => Box::new(github::Github),
            Self::Rdjson => Box::<rdjson::Rdjson>::default(),
            Self::Markdown => Box::<markdown::Markdown>::default(),
        }
    }
}

/// What became of one file.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The file as it was read.
    pub source: &'a Source,
    /// What dfsplit says of it.
    pub outcome: &'a Outcome,
    /// What was done with it.
    pub deed: Deed,
    /// Its path from the folder that the run began in, with `/` between the names; from the root, with a `/` before it, where it lies elsewhere.
    pub path: &'a [u8],
    /// The words of a shell that name this file and this run again, to be put behind `dfsplit --write`; `None` for stdin.
    pub again: Option<&'a str>,
    /// The words of a shell that build this file, to be put behind `docker build`: `-f api/Dockerfile .`; `None` where its build context is not known.
    pub build: Option<&'a str>,
}

/// A file or folder that could not be read or written.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// Its path as it was given.
    pub path: &'a [u8],
    /// What could not be done, with the path and the reason.
    pub sentence: &'a str,
}

/// A document that grows with the run. The pieces, one behind the other, are the document; any of them may be empty.
pub trait Document {
    /// What stands before the first file.
    fn head(&mut self) -> String {
        String::new()
    }

    /// The piece of a file.
    fn file(&mut self, answer: &Answer) -> String;

    /// The piece of a file that could not be read or written.
    fn failure(&mut self, failure: &Failure) -> String;

    /// What stands behind the last file.
    fn tail(&mut self, _totals: &Totals) -> String {
        String::new()
    }
}
