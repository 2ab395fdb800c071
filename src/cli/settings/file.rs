//! Turns the text of a `dfsplit.toml` into layers of options, each with its line.
//! Relies on `toml` for the syntax and on the command line's own parsers for the values. An unknown key is an error, since it would do nothing silently.

use std::num::NonZeroUsize;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use clap::ValueEnum;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{By, FileLayer, Layer, Said};
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::patterns::Patterns;

/// Keys of a Dockerfile's options: at the top and in an override.
pub const FILE_KEYS: [&str; 5] = ["context", "lang", "runtime", "user", "unsafe"];
/// Keys that stand at the top alone.
pub const RUN_KEYS: [&str; 9] = ["exclude", "format", "jobs", "color", "quiet", "strict", "hidden", "no-ignore", OVERRIDES];
const OVERRIDES: &str = "overrides";
const PATHS: &str = "paths";

/// What one file says.
#[derive(Debug)]
pub struct Config {
    /// At the top.
    pub layer: Layer,
    excluded: Patterns,
    overrides: Vec<Override>,
}

#[derive(Debug)]
struct Override {
    paths: Patterns,
    layer: FileLayer,
}

impl Config {
    /// Reads `text`, called `name` in messages; `folder` is where it lies, without links: patterns and `context` begin there.
    pub fn parse(name: &Path, folder: &Path, text: &str) -> Result<Self, Failure> {
        let reader = Reader { name: Arc::from(name), folder, text };
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            reader.failure(at, error.message(), "correct the TOML there")
        })?;
        let mut layer = Layer::default();
        let mut excluded = Patterns::none(folder);
        let mut overrides = Vec::new();
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "exclude" => excluded = reader.patterns(value)?,
                OVERRIDES => overrides = reader.overrides(value)?,
                name if FILE_KEYS.contains(&name) => reader.file_option(&mut layer.file, name, value)?,
                name if RUN_KEYS.contains(&name) => reader.run_option(&mut layer, name, value)?,
                _ => return Err(reader.unknown(key, &[&FILE_KEYS[..], &RUN_KEYS[..]].concat())),
            }
        }
        Ok(Self { layer, excluded, overrides })
    }

    /// What it says of the Dockerfile at `place`: of several overrides that fit, the last one that says something counts.
    pub fn of(&self, place: &Path) -> FileLayer {
        let fitting = self.overrides.iter().rev().filter(|over| over.paths.fit(place, false));
        fitting.fold(FileLayer::default(), |layer, over| layer.over(over.layer.clone())).over(self.layer.file.clone())
    }

    /// True if a search leaves out the file at `place`.
    pub fn excludes(&self, place: &Path) -> bool {
        self.excluded.fit(place, false)
    }
}

type Value<'a> = Spanned<DeValue<'a>>;

struct Reader<'a> {
    name: Arc<Path>,
    folder: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn overrides(&self, value: &Value<'_>) -> Result<Vec<Override>, Failure> {
        let expected = || self.wrong(value, "tables: [[overrides]]");
        value.get_ref().as_array().ok_or_else(expected)?.iter().map(|over| self.one_override(over)).collect()
    }

    fn one_override(&self, value: &Value<'_>) -> Result<Override, Failure> {
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(value, "a table: [[overrides]]"))?;
        let mut paths = None;
        let mut layer = FileLayer::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                PATHS => paths = Some(self.patterns(value)?),
                name if FILE_KEYS.contains(&name) => self.file_option(&mut layer, name, value)?,
                name if RUN_KEYS.contains(&name) => {
                    let way_out = "put it above the first [[overrides]]: it is about the whole run";
                    return Err(self.failure(key.span().start, &format!("`{name}` cannot differ from file to file"), way_out));
                }
                _ => return Err(self.unknown(key, &[&[PATHS], &FILE_KEYS[..]].concat())),
            }
        }
        let missing = || {
            self.failure(value.span().start, "an override without `paths`", "say which Dockerfiles it is for: paths = [\"services/**\"]")
        };
        Ok(Override { paths: paths.ok_or_else(missing)?, layer })
    }

    fn file_option(&self, layer: &mut FileLayer, key: &str, value: &Value<'_>) -> Result<(), Failure> {
        match key {
            "context" => layer.context = Some(self.said(value, |text| Ok(self.folder.join(text)))?),
            "lang" => layer.lang = Some(self.said(value, parsed)?),
            "runtime" => layer.runtime = Some(self.said(value, parsed)?),
            "user" => layer.user = Some(self.said(value, args::user)?),
            _ => layer.unsafe_too = Some(self.truth(value)?),
        }
        Ok(())
    }

    fn run_option(&self, layer: &mut Layer, key: &str, value: &Value<'_>) -> Result<(), Failure> {
        let run = &mut layer.run;
        match key {
            "format" => run.format = Some(self.said(value, choice)?),
            "color" => run.color = Some(self.said(value, choice)?),
            "jobs" => run.jobs = Some(self.count(value)?),
            "quiet" => run.quiet = Some(self.truth(value)?),
            "strict" => run.strict = Some(self.truth(value)?),
            "hidden" => run.hidden = Some(self.truth(value)?),
            _ => run.no_ignore = Some(self.truth(value)?),
        }
        Ok(())
    }

    fn said<T>(&self, value: &Value<'_>, parse: impl Fn(&str) -> Result<T, String>) -> Result<Said<T>, Failure> {
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(value, "a string"))?;
        let parsed = parse(text).map_err(|reason| self.failure(value.span().start, &format!("`{text}` does not fit"), &reason))?;
        Ok(Said { value: parsed, by: self.by(value) })
    }

    fn truth(&self, value: &Value<'_>) -> Result<Said<bool>, Failure> {
        let truth = value.get_ref().as_bool().ok_or_else(|| self.wrong(value, "true or false"))?;
        Ok(Said { value: truth, by: self.by(value) })
    }

    fn count(&self, value: &Value<'_>) -> Result<Said<NonZeroUsize>, Failure> {
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        Ok(Said { value: number.ok_or_else(|| self.wrong(value, "a number from 1"))?, by: self.by(value) })
    }

    fn patterns(&self, value: &Value<'_>) -> Result<Patterns, Failure> {
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(value, "a list of patterns: [\"vendor/**\"]"))?;
        let mut patterns = Vec::new();
        for pattern in list {
            patterns.push(pattern.get_ref().as_str().ok_or_else(|| self.wrong(pattern, "a string"))?);
        }
        Patterns::new(self.folder, &patterns).map_err(|reason| {
            self.failure(value.span().start, &reason, "patterns are written as in .gitignore, from the folder of this file")
        })
    }

    fn by<T>(&self, value: &Spanned<T>) -> By {
        By::File(Arc::clone(&self.name), self.line(value.span().start))
    }

    fn unknown<T: AsRef<str>>(&self, key: &Spanned<T>, known: &[&str]) -> Failure {
        let name = key.get_ref().as_ref();
        let way_out = match similar::get_close_matches(name, known, 1, 0.6).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known keys are {}", known.join(", ")),
        };
        self.failure(key.span().start, &format!("there is no key `{name}`"), &way_out)
    }

    fn wrong(&self, value: &Value<'_>, expected: &str) -> Failure {
        self.failure(value.span().start, &format!("{expected} is expected, not {}", kind(value.get_ref())), "correct it there")
    }

    fn failure(&self, at: usize, reason: &str, way_out: &str) -> Failure {
        Failure::new(&*self.name, format!("cannot use {}: line {}: {reason}", self.name.display(), self.line(at)), way_out)
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at.min(self.text.len())].matches('\n').count() + 1
    }
}

/// What a value is, in words.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn parsed<T: FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// A word of a closed set, as on the command line.
fn choice<T: ValueEnum>(text: &str) -> Result<T, String> {
    T::from_str(text, false).map_err(|_| {
        let names: Vec<_> =
            T::value_variants().iter().filter_map(|variant| Some(variant.to_possible_value()?.get_name().to_owned())).collect();
        format!("say one of {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Format, When};
    use dfsplit::outcome::Language::{Go, Rust};
    use serde_json::Value as Json;

    fn schema() -> Json {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/dfsplit.schema.json");
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn names(json: &Json) -> Vec<&str> {
        json.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn schema_has_the_keys_that_are_read() {
        let schema = schema();
        assert_eq!(names(&schema["properties"]), [&FILE_KEYS[..], &RUN_KEYS[..]].concat());
        assert_eq!(names(&schema["properties"][OVERRIDES]["items"]["properties"]), [&[PATHS], &FILE_KEYS[..]].concat());
    }

    #[test]
    fn schema_has_the_words_that_are_read() {
        fn words<T: ValueEnum>() -> Vec<String> {
            T::value_variants().iter().map(|variant| variant.to_possible_value().unwrap().get_name().to_owned()).collect()
        }
        let schema = schema();
        for (key, words) in [("format", words::<Format>()), ("color", words::<When>())] {
            assert_eq!(schema["properties"][key]["enum"], serde_json::json!(words), "{key}");
        }
        for word in schema["$defs"]["lang"]["enum"].as_array().unwrap() {
            assert!(parsed::<dfsplit::outcome::Language>(word.as_str().unwrap()).is_ok(), "{word}");
        }
    }

    #[test]
    fn every_key_is_read() {
        let text = "context = \"web\"\nlang = \"go\"\nruntime = \"alpine\"\nuser = \"1000:1000\"\nunsafe = true\nexclude = [\"/a\"]\nformat = \"text\"\njobs = 4\ncolor = \"never\"\nquiet = true\nstrict = true\nhidden = true\nno-ignore = true\n[[overrides]]\npaths = [\"b\"]\nunsafe = false\n[[overrides]]\npaths = [\"b/c\"]\nlang = \"rust\"\n";
        let config = Config::parse(Path::new("dfsplit.toml"), Path::new("/r"), text).unwrap();
        let (run, file) = (&config.layer.run, &config.layer.file);
        assert!(run.format == Some(Said { value: Format::Text, by: By::File(Arc::from(Path::new("dfsplit.toml")), 7) }));
        assert_eq!(
            (run.jobs().get(), run.color(), run.quiet(), run.strict(), run.hidden(), run.no_ignore()),
            (4, When::Never, true, true, true, true)
        );
        assert_eq!(file.context.as_ref().map(|said| said.value.as_path()), Some(Path::new("/r/web")));
        assert!(config.excludes(Path::new("/r/a/Dockerfile")) && !config.excludes(Path::new("/r/b/a/Dockerfile")));
        let of = |path: &str| {
            let layer = config.of(Path::new(path));
            (layer.lang.map(|said| said.value), layer.unsafe_too.map(|said| said.value), layer.user.map(|said| said.value))
        };
        let user = Some("1000:1000".to_owned());
        assert_eq!(of("/r/Dockerfile"), (Some(Go), Some(true), user.clone()));
        assert_eq!(of("/r/b/Dockerfile"), (Some(Go), Some(false), user.clone()));
        assert_eq!(of("/r/b/c/Dockerfile"), (Some(Rust), Some(false), user));
    }
}
