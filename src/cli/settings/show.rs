//! The settings as a person reads them: a `dfsplit.toml` of what holds, each line with who says so.
//! Relies on [`super::Settings`]. Quotes values as TOML does.

use std::fmt::Write as _;
use std::path::Path;

use clap::ValueEnum;

use super::{By, Settings};
use crate::cli::asked::{lang_word, runtime_word};
use crate::cli::failure::Failure;

const BUILT_IN: &str = "built in";

impl Settings {
    /// The options of the run.
    pub fn show_run(&self) -> String {
        let run = &self.run;
        let mut out = String::from("# the run\n");
        out += &line("format", run.format.as_ref().map(|said| (quoted(&word(&said.value)), &said.by)), "\"diff\"");
        out += &line("jobs", run.jobs.as_ref().map(|said| (said.value.to_string(), &said.by)), &run.jobs().to_string());
        out += &line("color", run.color.as_ref().map(|said| (quoted(&word(&said.value)), &said.by)), "\"auto\"");
        for (name, said) in [("quiet", &run.quiet), ("strict", &run.strict), ("hidden", &run.hidden), ("no-ignore", &run.no_ignore)] {
            out += &line(name, said.as_ref().map(|said| (said.value.to_string(), &said.by)), "false");
        }
        out
    }

    /// The options of the Dockerfile at `place`, an absolute path that is called `name`.
    pub fn show_file(&self, name: &Path, place: &Path) -> Result<String, Failure> {
        let layer = self.layer_of(place)?;
        let mut out = format!("\n# {}\n", name.display());
        let found = "# found from compose and bake files, or from the sources of COPY";
        out += &line("context", layer.context.as_ref().map(|said| (quoted(&said.value.to_string_lossy()), &said.by)), found);
        out += &line(
            "lang",
            layer.lang.as_ref().map(|said| (quoted(lang_word(said.value)), &said.by)),
            "# found from the Dockerfile and the project",
        );
        out += &line(
            "runtime",
            layer.runtime.as_ref().map(|said| (quoted(runtime_word(&said.value)), &said.by)),
            "# chosen by what the program needs",
        );
        out += &line(
            "user",
            layer.user.as_ref().map(|said| (quoted(&said.value), &said.by)),
            "# chosen where the project proves that none is harmed",
        );
        out += &line("unsafe", layer.unsafe_too.as_ref().map(|said| (said.value.to_string(), &said.by)), "false");
        if self.excludes(place) {
            out += "# a search leaves it out: `exclude`\n";
        }
        Ok(out)
    }
}

/// `key = value  # who says so`; what is found out file by file is a comment.
fn line(key: &str, said: Option<(String, &By)>, built_in: &str) -> String {
    let (value, by) = match said {
        Some((value, by)) => (value, by.to_string()),
        None => (built_in.to_owned(), BUILT_IN.to_owned()),
    };
    let mut out = String::new();
    let _ = match value.strip_prefix("# ") {
        Some(sentence) => writeln!(out, "# {key}: {sentence}"),
        None => writeln!(out, "{:<28}  # {by}", format!("{key} = {value}")),
    };
    out
}

fn word(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
