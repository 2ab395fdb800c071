//! The commands of real RUN, CMD and ENTRYPOINT texts, as this crate and as an independent parser of bash read them.
#![allow(clippy::print_stdout)] // the figures are the point

use brush_parser::ast::{self, CommandPrefixOrSuffixItem as Item, CompoundCommand as Compound};
use dfsplit::shell::{Script, Simple, parse};
use std::collections::BTreeMap;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");

/// A simple command as both can show it: assignments and words as written, and the number of redirections.
type Row = (Vec<String>, usize);

#[test]
fn another_parser_reads_the_same_commands() {
    let files = ["apps.jsonl", "syntax.jsonl"].map(|name| std::fs::read_to_string(format!("{CORPUS}/{name}")));
    let texts: Vec<_> = files.iter().flatten().flat_map(|file| shell_texts(file)).collect();
    if texts.is_empty() {
        println!("skipped: no corpus at {CORPUS}");
        return;
    }
    let mut figures: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for text in &texts {
        let mine = parse(text);
        let slice = match (opacity(&mine), other(text)) {
            (Opacity::Unread, None) => "neither reads",
            (Opacity::Unread, Some(_)) => "only the other reads",
            (_, None) => "only we read",
            (Opacity::None, Some(_)) => "both read, nothing opaque",
            (Opacity::Readable, Some(_)) => "both read, loops and the like",
        };
        let theirs = other(text).unwrap_or_default();
        let mine = ours(&mine, text);
        let (all, same) = figures.entry(slice).or_default();
        *all += 1;
        *same += usize::from(mine == theirs);
        if mine != theirs {
            classes.entry(class(slice, text, &mine, &theirs)).or_default().push(text);
        }
    }
    println!("{} texts", texts.len());
    for (slice, (all, same)) in &figures {
        println!("{all:6} {slice}: {same} the same");
    }
    for (class, texts) in &classes {
        println!("{:6} differ: {class}", texts.len());
        for text in texts.iter().take(2) {
            println!("         {:?}", text.chars().take(120).collect::<String>());
        }
    }
    assert!(!classes.contains_key("unexplained"), "{:?}", classes["unexplained"]);
    let (all, same) = figures.get("both read, nothing opaque").copied().unwrap_or_default();
    assert!(same * 1000 >= all * 995, "only {same} of {all} are read alike");
}

/// Why two readings differ, as far as a look at the text tells.
fn class(slice: &str, text: &str, mine: &[Row], theirs: &[Row]) -> &'static str {
    let spelled = |rows: &[Row]| rows.iter().flat_map(|(words, _)| words).flat_map(|word| word.split_whitespace()).collect::<String>();
    match slice {
        "neither reads" => "what stands before the place where reading stops is kept here",
        "only we read" if text.trim_end_matches(['\\', ' ', '\n']).ends_with("&&") => {
            "`&&` at the end, which no shell accepts, is accepted here"
        }
        "only we read" if text.contains("<<") => "a heredoc whose lines stand elsewhere, as BuildKit cuts it",
        "only we read" if text.contains("$(case") => "the other does not read a case in a substitution",
        "only the other reads" => "only the other reads",
        _ if spelled(mine) == spelled(theirs) => "the other spells blanks in substitutions anew",
        _ => "unexplained",
    }
}

/// The text of every RUN, CMD and ENTRYPOINT in shell form, and of the heredocs of a RUN.
fn shell_texts(corpus: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for line in corpus.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("the corpus is JSON lines");
        for instruction in row["buildkit"]["instructions"].as_array().into_iter().flatten() {
            let wanted = matches!(instruction[0].as_str(), Some("RUN" | "CMD" | "ENTRYPOINT")) && instruction[6] == false;
            texts.extend(instruction[2][0].as_str().filter(|_| wanted).map(str::to_owned));
            let heredocs = instruction[5].as_array().filter(|_| wanted).into_iter().flatten();
            texts.extend(heredocs.filter_map(|heredoc| heredoc[2].as_str()).map(str::to_owned));
        }
    }
    texts
}

/// How much of a script is opaque.
#[derive(PartialEq)]
enum Opacity {
    None,
    Readable,
    Unread,
}

/// Told from the reasons: those of commands that are read inside, and those of texts that are not read.
fn opacity(script: &Script) -> Opacity {
    const READABLE: [&str; 8] = [
        "a while loop",
        "an until loop",
        "a case statement",
        "a function",
        "a select loop",
        "a for loop with arithmetic",
        "arithmetic",
        "a test in double brackets",
    ];
    let shown = format!("{script:?}");
    let reasons = shown.matches("because: ").count();
    let readable: usize = READABLE.iter().map(|reason| shown.matches(&format!("because: {reason:?}")).count()).sum();
    match reasons {
        0 => Opacity::None,
        _ if reasons == readable => Opacity::Readable,
        _ => Opacity::Unread,
    }
}

fn ours(script: &Script, text: &str) -> Vec<Row> {
    script.simple_commands().into_iter().map(|simple| our_row(simple, text)).collect()
}

fn our_row(simple: &Simple, text: &str) -> Row {
    let assignments = simple.assignments.iter().map(|assignment| {
        let value = assignment.value.span.clone();
        let sign = if text[..value.start].ends_with("+=") { 2 } else { 1 };
        &text[value.start - sign - assignment.name.len()..value.end]
    });
    let words = simple.words.iter().map(|word| &text[word.span.clone()]);
    (assignments.chain(words).map(joined).collect(), simple.redirects.len())
}

/// Without continued lines.
fn joined(word: &str) -> String {
    word.replace("\\\n", "")
}

fn other(text: &str) -> Option<Vec<Row>> {
    let mut parser = brush_parser::Parser::new(text.as_bytes(), &brush_parser::ParserOptions::default());
    let program = parser.parse_program().ok()?;
    let mut rows = Vec::new();
    program.complete_commands.iter().for_each(|list| in_list(list, &mut rows));
    Some(rows)
}

fn in_list(list: &ast::CompoundList, rows: &mut Vec<Row>) {
    for ast::CompoundListItem(and_or, _) in &list.0 {
        for (_, pipeline) in and_or {
            pipeline.seq.iter().for_each(|command| in_command(command, rows));
        }
    }
}

fn in_command(command: &ast::Command, rows: &mut Vec<Row>) {
    match command {
        ast::Command::Simple(simple) => rows.push(their_row(simple)),
        ast::Command::Compound(compound, _) => in_compound(compound, rows),
        ast::Command::Function(function) => in_compound(&function.body.0, rows),
        ast::Command::ExtendedTest(..) => {}
    }
}

fn in_compound(compound: &Compound, rows: &mut Vec<Row>) {
    match compound {
        Compound::Arithmetic(_) => {}
        Compound::ArithmeticForClause(it) => in_list(&it.body.list, rows),
        Compound::BraceGroup(it) => in_list(&it.list, rows),
        Compound::Subshell(it) => in_list(&it.list, rows),
        Compound::ForClause(it) => in_list(&it.body.list, rows),
        Compound::CaseClause(it) => it.cases.iter().filter_map(|case| case.cmd.as_ref()).for_each(|list| in_list(list, rows)),
        Compound::IfClause(it) => {
            in_list(&it.condition, rows);
            in_list(&it.then, rows);
            for branch in it.elses.iter().flatten() {
                branch.condition.iter().for_each(|list| in_list(list, rows));
                in_list(&branch.body, rows);
            }
        }
        Compound::WhileClause(it) | Compound::UntilClause(it) => {
            in_list(&it.0, rows);
            in_list(&it.1.list, rows);
        }
        Compound::Coprocess(it) => in_command(&it.body, rows),
    }
}

fn their_row(simple: &ast::SimpleCommand) -> Row {
    let prefix = simple.prefix.iter().flat_map(|prefix| &prefix.0);
    let suffix = simple.suffix.iter().flat_map(|suffix| &suffix.0);
    let mut words = Vec::new();
    let mut redirects = 0;
    let mut see = |item: &Item| match item {
        Item::IoRedirect(_) => redirects += 1,
        Item::Word(word) | Item::AssignmentWord(_, word) => words.push(joined(&word.value)),
        Item::ProcessSubstitution(kind, shell) => words.push(format!("{kind}{shell}")),
    };
    prefix.for_each(&mut see);
    simple.word_or_name.iter().for_each(|word| see(&Item::Word(word.clone())));
    suffix.for_each(&mut see);
    (words, redirects)
}
