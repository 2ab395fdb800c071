//! Reads the corpus of real Dockerfiles into steps, where there is one beside the crate: nothing may panic, and the figures say what is not understood.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // a test that measures and prints

use std::collections::BTreeMap;
use std::path::PathBuf;

use dfsplit::model::{Action, Image, What, steps};
use dfsplit::source::Source;
use dfsplit::syntax::parse;
use dfsplit::template::Facts;

#[test]
fn every_real_dockerfile_has_steps() {
    let mut figures = Figures::default();
    for name in ["apps.jsonl", "syntax.jsonl"] {
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus")).join(name);
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: there is no corpus of real Dockerfiles beside the crate ({name})");
            continue;
        };
        let base = Facts::builtin().base("golang:1.23").unwrap();
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(text) = row["text"].as_str() else { continue };
            let source = Source::new(row["id"].as_str().unwrap(), text);
            let file = parse(&source);
            let begun = std::time::Instant::now();
            let image = steps(&source, &file, &base);
            figures.time += begun.elapsed();
            figures.files += 1;
            if name == "apps.jsonl" {
                figures.count(&image);
            }
        }
    }
    figures.report();
}

#[derive(Default)]
struct Figures {
    files: usize,
    time: std::time::Duration,
    runs: usize,
    unread: usize,
    calls: usize,
    others: BTreeMap<String, usize>,
    unknown_programs: usize,
    unknown_folders: usize,
    opaque: BTreeMap<&'static str, usize>,
}

impl Figures {
    fn count(&mut self, image: &Image) {
        for step in &image.steps {
            if matches!(step.what, What::Opaque) {
                self.unread += 1;
            }
            let What::Run(run) = &step.what else { continue };
            self.runs += 1;
            for (_, because) in &run.opaque {
                *self.opaque.entry(because).or_default() += 1;
            }
            for call in &run.calls {
                self.calls += 1;
                self.unknown_folders += usize::from(call.folder.is_none());
                if call.action == Action::Other {
                    match call.argv.first() {
                        Some(Some(program)) => {
                            let name = program.rsplit('/').next().unwrap_or_default();
                            let name = if matches!(name, "go" | "npm" | "yarn" | "cargo" | "git" | "bun") {
                                format!("{name} {}", call.argv.get(1).cloned().flatten().unwrap_or_default())
                            } else {
                                name.to_owned()
                            };
                            *self.others.entry(name).or_default() += 1;
                        }
                        _ => self.unknown_programs += 1,
                    }
                }
            }
        }
    }

    fn report(&self) {
        if self.files == 0 {
            return;
        }
        println!("{} files, {:?} each in this build", self.files, self.time / u32::try_from(self.files).unwrap());
        println!("{} RUN, {} calls, {} opaque instructions", self.runs, self.calls, self.unread);
        println!("{} calls in a folder that is not known, {} programs not known", self.unknown_folders, self.unknown_programs);
        println!("opaque: {:?}", self.opaque);
        let mut others: Vec<(&String, &usize)> = self.others.iter().collect();
        others.sort_by_key(|&(name, count)| (std::cmp::Reverse(*count), name));
        let sum: usize = self.others.values().sum();
        println!("{sum} calls whose effects are not known, by program:");
        for (name, count) in others.iter().take(150) {
            print!("{name} {count}, ");
        }
        println!();
    }
}
