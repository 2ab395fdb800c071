//! Turns a Dockerfile's text into the languages that it is about, whatever the answer for it is: for overviews of many files.
//! Relies on `syntax`, the facts about images and `detect::language`.
//! Does not look at the project, and does not say which of several languages the container runs.

use crate::detect::Subject;
use crate::detect::entry::entry;
use crate::detect::language::{Unclear, language};
use crate::detect::layout::Layout;
use crate::model;
use crate::outcome::{Language, Options};
use crate::refusal::{self, SingleStage};
use crate::source::Source;
use crate::syntax::{self, Dockerfile, Instruction, Keyword};
use crate::template::{Facts, Family};

/// The languages of the bases of a Dockerfile's stages; of a single stage on a plain distribution, those that its steps build.
/// Each once, in the order of their names; none for another language, for a base that is not known, and for what is no Dockerfile.
pub fn languages(source: &Source) -> Vec<Language> {
    let facts = Facts::builtin();
    let file = syntax::parse(source);
    let froms: Vec<(usize, &Instruction)> = file.instructions().filter(|(_, i)| i.keyword == Keyword::From).collect();
    let mut found: Vec<Language> = froms.iter().filter_map(|(from, i)| of_base(&file, *from, i, facts)).collect();
    if let (true, [_]) = (found.is_empty(), froms.as_slice()) {
        found = of_steps(source, &file, facts);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn of_base(file: &Dockerfile, from: usize, instruction: &Instruction, facts: &Facts) -> Option<Language> {
    let reference = refusal::resolved(file, from, &instruction.words().first()?.text)?;
    match facts.base(&reference)?.family {
        Family::Golang => Some(Language::Go),
        Family::Node | Family::Bun => Some(Language::Node),
        Family::Rust => Some(Language::Rust),
        Family::Plain => None,
    }
}

fn of_steps(source: &Source, file: &Dockerfile, facts: &'static Facts) -> Vec<Language> {
    let Ok(SingleStage { from, base }) = refusal::single_stage(source, file, facts) else { return Vec::new() };
    let image = model::steps(source, file, &base);
    let layout = Layout::of(file, &image, None);
    let options = &Options::default();
    let subject = Subject { source, file, from, base, image, layout, project: None, facts, options };
    match language(&subject, &entry(&subject)) {
        Ok(language) => vec![language],
        Err(Unclear::Several(names)) => names.iter().filter_map(|name| name.parse().ok()).collect(),
        Err(Unclear::None | Unclear::NotThat(_)) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_tell_the_language_and_steps_where_they_do_not() {
        for (text, expected) in [
            ("FROM golang:1.23\nCMD [\"a\"]\n", &[Language::Go][..]),
            ("FROM oven/bun:1\n", &[Language::Node]),
            ("ARG V=1.80\nFROM rust:$V AS build\nFROM debian:12\n", &[Language::Rust]),
            ("FROM node:20 AS web\nFROM golang:1.23 AS api\nFROM alpine\n", &[Language::Go, Language::Node]),
            ("FROM debian:12\nRUN apt-get install -y golang\nRUN go build -o /a .\nCMD [\"/a\"]\n", &[Language::Go]),
            ("FROM debian:12\nRUN go build -o /a .\nRUN npm ci\nCMD [\"/a\"]\n", &[Language::Go, Language::Node]),
            ("FROM debian:12\nCMD [\"a\"]\n", &[]),
            ("FROM python:3.12\n", &[]),
            ("ARG V\nFROM golang:$V\n", &[]),
            ("prose, not a Dockerfile\n", &[]),
            ("", &[]),
        ] {
            assert_eq!(languages(&Source::new("Dockerfile", text)), expected, "{text}");
        }
    }
}
