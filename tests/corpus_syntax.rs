//! Compares the tree with BuildKit's parser (v0.12.5) over the corpus of real Dockerfiles, where there is one beside the crate.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // a test that measures and prints

use dfsplit::diagnostic::Level;
use dfsplit::source::Source;
use dfsplit::syntax::{Arguments, Dockerfile, Instruction, Item, ItemKind, Keyword, Word, parse};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Why our reading may differ from the corpus' oracle: BuildKit has changed since, or the Python wrapper around it shows less than BuildKit knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// `[…]` followed by other text is the JSON form in v0.12.5 and the shell form today (`parseJSON` in `line_parsers.go`).
    JsonThenText,
    /// `<< EOF` is a heredoc today (`processPossibleHeredoc` in `shell/lex.go`), so that the lines behind it are its body.
    SpacedHeredoc,
    /// `# check=…` is a directive today, so that an `escape` behind it counts (`directives.go`).
    CheckDirective,
    /// The wrapper drops the heredocs of an ONBUILD.
    OnbuildHeredoc,
}

#[test]
fn agrees_with_buildkit_on_applications() {
    agrees_on_lines("apps.jsonl");
}

#[test]
fn agrees_with_buildkit_on_rare_syntax() {
    agrees_on_lines("syntax.jsonl");
}

#[test]
fn agrees_with_buildkit_on_weird_constructs() {
    let Some(oracle) = corpus("weird/oracle.jsonl") else { return };
    let mut figures = Figures::default();
    for row in rows(&oracle) {
        let name = row["file"].as_str().unwrap();
        let bytes = std::fs::read(corpus_path(&format!("weird/{name}"))).unwrap();
        let lossy = Source::new(name, String::from_utf8_lossy(&bytes));
        assert_tiles(&lossy, &parse(&lossy));
        match Source::decode(name, bytes) {
            Ok(source) => figures.compare(&source, &row),
            Err(_) => figures.not_text += 1,
        }
    }
    figures.report("weird");
}

fn agrees_on_lines(name: &str) {
    let Some(text) = corpus(name) else { return };
    let mut figures = Figures::default();
    for row in rows(&text) {
        match row["text"].as_str() {
            Some(text) => figures.compare(&Source::new(row["id"].as_str().unwrap(), text), &row["buildkit"]),
            None => figures.not_text += 1,
        }
    }
    figures.report(name);
}

fn corpus_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name)
}

fn corpus(name: &str) -> Option<String> {
    let path = corpus_path(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: there is no corpus at {}", path.display());
    }
    text
}

fn rows(text: &str) -> impl Iterator<Item = Value> + '_ {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

#[derive(Default)]
struct Figures {
    files: usize,
    not_text: usize,
    rows: usize,
    same: usize,
    explained: BTreeMap<Reason, usize>,
    refused_by_both: usize,
    /// Diagnostics for files that BuildKit's parser takes; its later stages refuse what is refused here.
    diagnostics: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

impl Figures {
    fn compare(&mut self, source: &Source, oracle: &Value) {
        let file = parse(source);
        assert_tiles(source, &file);
        self.files += 1;
        if !oracle["ok"].as_bool().unwrap() {
            self.compare_refusal(source, &file, oracle);
            return;
        }
        for diagnostic in &file.diagnostics {
            *self.diagnostics.entry(diagnostic.code).or_default() += 1;
        }
        let ours: Vec<Value> = file.items.iter().filter_map(|item| row(source, item)).collect();
        let theirs = oracle["instructions"].as_array().unwrap();
        self.rows += theirs.len();
        let mut pairs = ours.iter().zip(theirs);
        let differing: Vec<(&Value, &Value)> = pairs.by_ref().filter(|(ours, theirs)| ours != theirs).collect();
        if differing.is_empty() && ours.len() == theirs.len() {
            self.same += theirs.len();
            return;
        }
        if let Some(reason) = whole_file_reason(source, &file) {
            *self.explained.entry(reason).or_default() += theirs.len();
            return;
        }
        self.same += theirs.len().min(ours.len()) - differing.len();
        for (ours, theirs) in differing {
            match reason(ours, theirs) {
                Some(reason) => *self.explained.entry(reason).or_default() += 1,
                None => self.unexplained.push(format!("{}\n  ours   {ours}\n  theirs {theirs}", source.name())),
            }
        }
        if ours.len() != theirs.len() {
            self.unexplained.push(format!("{}: {} instructions, BuildKit has {}", source.name(), ours.len(), theirs.len()));
        }
    }

    /// What BuildKit refuses needs a diagnostic of ours.
    fn compare_refusal(&mut self, source: &Source, file: &Dockerfile, oracle: &Value) {
        if file.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Refused) {
            self.refused_by_both += 1;
        } else {
            self.unexplained.push(format!("{}: BuildKit says {}", source.name(), oracle["error"]));
        }
    }

    fn report(&self, name: &str) {
        println!(
            "{name}: {} files, {} not text, {} refused by both; {} rows, {} the same, {:?} explained, {} not explained",
            self.files,
            self.not_text,
            self.refused_by_both,
            self.rows,
            self.same,
            self.explained,
            self.unexplained.len()
        );
        println!("{name}: diagnostics in files that BuildKit's parser takes: {:?}", self.diagnostics);
        for line in self.unexplained.iter().take(20) {
            println!("{line}");
        }
        assert!(self.unexplained.len() * 1000 <= self.rows, "more than one row in a thousand differs without a reason");
    }
}

fn assert_tiles(source: &Source, file: &Dockerfile) {
    let mut at = 0;
    for item in &file.items {
        assert_eq!(item.span.start, at, "{}", source.name());
        assert!(item.span.end > at, "{}", source.name());
        at = item.span.end;
    }
    assert_eq!(at, source.text().len(), "{}", source.name());
}

/// A reason that changes where the instructions of a file begin.
fn whole_file_reason(source: &Source, file: &Dockerfile) -> Option<Reason> {
    let spaced = |instruction: &Instruction| {
        let heredocs = instruction.trigger().map_or(&instruction.heredocs, |trigger| &trigger.heredocs);
        heredocs.iter().any(|heredoc| {
            source.slice(heredoc.marker).split_once("<<").is_some_and(|(_, name)| name.trim_start_matches('-').starts_with([' ', '\t']))
        })
    };
    if file.instructions().any(|(_, instruction)| spaced(instruction)) {
        return Some(Reason::SpacedHeredoc);
    }
    let checked = file.items.iter().any(|item| matches!(&item.kind, ItemKind::Directive { name, .. } if name == "check"));
    (checked && file.escape != '\\').then_some(Reason::CheckDirective)
}

fn reason(ours: &Value, theirs: &Value) -> Option<Reason> {
    let ours_text = ours[2][0].as_str().unwrap_or_default();
    if theirs[6] == true && ours[6] == false && ours_text.starts_with('[') {
        return Some(Reason::JsonThenText);
    }
    let mut without_heredocs = ours.clone();
    without_heredocs[5] = json!([]);
    (ours[7] != Value::Null && without_heredocs == *theirs).then_some(Reason::OnbuildHeredoc)
}

/// An item as a row of the oracle: keyword, flags, values, first line, last line, heredocs, JSON form, keyword behind ONBUILD.
fn row(source: &Source, item: &Item) -> Option<Value> {
    let ItemKind::Instruction(instruction) = &item.kind else { return None };
    let (first, last) = source.lines(item.span);
    let name = |instruction: &Instruction| instruction_name(source, instruction);
    let inner = instruction.trigger().unwrap_or(instruction);
    let heredocs: Vec<Value> =
        inner.heredocs.iter().map(|heredoc| json!([heredoc.name, heredoc.descriptor.unwrap_or(0), source.slice(heredoc.body)])).collect();
    let sub = instruction.trigger().map(name);
    Some(json!([name(instruction), flags(instruction), values(inner), first, last, heredocs, inner.is_exec(), sub]))
}

/// The keyword without the continuation that may stand inside.
fn instruction_name(source: &Source, instruction: &Instruction) -> String {
    source.slice(instruction.name).split("\\\n").collect()
}

fn flags(instruction: &Instruction) -> Vec<String> {
    let value = |value: &Option<String>| value.as_ref().map_or(String::new(), |value| format!("={value}"));
    instruction.flags.iter().map(|flag| format!("--{}{}", flag.name, value(&flag.value))).collect()
}

fn values(instruction: &Instruction) -> Vec<String> {
    let text = &instruction.text.text;
    let whole = || if text.is_empty() { Vec::new() } else { vec![text.clone()] };
    let texts = |words: &[Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    match &instruction.arguments {
        Arguments::Words(words) | Arguments::Json(words) => texts(words),
        Arguments::Shell | Arguments::Healthcheck(None) => whole(),
        Arguments::Text(word) => vec![word.text.clone()],
        Arguments::Pairs(pairs) if instruction.keyword == Keyword::Arg => pairs
            .iter()
            .map(|pair| pair.value.as_ref().map_or(pair.key.text.clone(), |value| format!("{}={}", pair.key.text, value.text)))
            .collect(),
        Arguments::Pairs(pairs) => pairs
            .iter()
            .flat_map(|pair| [pair.key.text.clone(), pair.value.as_ref().map_or(String::new(), |value| value.text.clone())])
            .collect(),
        Arguments::Healthcheck(Some(command)) => {
            let kind = text.split_whitespace().next().unwrap_or_default().to_string();
            let rest = command.json().map(texts).or_else(|| instruction.command().map(|command| vec![command.text.clone()]));
            std::iter::once(kind).chain(rest.unwrap_or_default()).collect()
        }
        Arguments::Opaque => opaque_values(instruction.keyword, text),
        Arguments::Onbuild(_) => Vec::new(),
    }
}

/// BuildKit's parser keeps the words of a wrong HEALTHCHECK, and an empty value for what it does not look into.
fn opaque_values(keyword: Keyword, text: &str) -> Vec<String> {
    match keyword {
        Keyword::Onbuild if text.is_empty() => Vec::new(),
        Keyword::Unknown | Keyword::Onbuild => vec![String::new()],
        Keyword::Healthcheck => {
            text.splitn(2, char::is_whitespace).map(|part| part.trim_start().to_string()).filter(|part| !part.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}
