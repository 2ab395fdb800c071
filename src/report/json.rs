//! One JSON document for a whole run: `{"version":1,"files":[…],"totals":{…}}`, each file on a line of its own.
//! Relies on [`super::jsonl`] for the objects and on [`super::totals`]. `schemas/json.schema.json` describes it; the version is that of the objects.

use super::array::{Array, written};
use super::document::{Answer, Document, Failure};
use super::jsonl::{self, VERSION};
use super::totals::Totals;

/// A document without files yet.
#[derive(Debug, Default)]
pub struct Json {
    files: Array,
}

impl Document for Json {
    fn head(&mut self) -> String {
        format!("{{\"version\":{VERSION},\"files\":[\n")
    }

    fn file(&mut self, answer: &Answer) -> String {
        self.files.more([jsonl::object(answer)])
    }

    fn failure(&mut self, failure: &Failure) -> String {
        self.files.more([jsonl::error(failure)])
    }

    fn tail(&mut self, totals: &Totals) -> String {
        format!("],\"totals\":{}}}\n", written(totals))
    }
}
