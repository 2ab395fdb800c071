//! Goes through the instructions behind FROM and makes a step of each.
//! Relies on the other files of this room. Does not look at the project.

use std::ops::Range;
use std::rc::Rc;

use super::expand::names_in;
use super::flow::{Flow, How};
use super::functions::Text;
use super::paths::file_name;
use super::scope::{Scope, When};
use super::{Image, Known, Run, State, Step, Variables, What, copies, state};
use crate::source::{Source, Span};
use crate::syntax::{Arguments, Dockerfile, Instruction, Keyword};
use crate::template::Base;

/// The steps behind FROM. Of a file with several stages it reads on through the first one's end as if it were one: ask for the number of FROMs before.
pub fn steps(source: &Source, file: &Dockerfile, base: &Base) -> Image {
    let mut globals = Variables::new();
    let mut instructions = file.instructions();
    for (_, instruction) in instructions.by_ref() {
        match instruction.keyword {
            Keyword::From => break,
            Keyword::Arg => state::declare(instruction, file.escape, &mut globals),
            _ => {}
        }
    }
    let mut before = Rc::new(state::start(base));
    let mut steps = Vec::new();
    for (item, instruction) in instructions {
        let after = state::after(instruction, file.escape, &globals, &before);
        steps.push(Step {
            item,
            keyword: instruction.keyword,
            what: what(source, instruction, file.escape, &before),
            variables: variables(source, instruction),
            before: std::mem::replace(&mut before, after),
        });
    }
    Image { steps, end: before }
}

fn what(source: &Source, instruction: &Instruction, escape: char, state: &State) -> What {
    match instruction.keyword {
        Keyword::Run => What::Run(run(source, instruction, state)),
        Keyword::Copy | Keyword::Add => copies::copy(instruction, escape, state).map_or(What::Opaque, What::Copy),
        Keyword::Onbuild | Keyword::Unknown | Keyword::From => What::Opaque,
        Keyword::Arg
        | Keyword::Cmd
        | Keyword::Entrypoint
        | Keyword::Env
        | Keyword::Expose
        | Keyword::Healthcheck
        | Keyword::Label
        | Keyword::Maintainer
        | Keyword::Shell
        | Keyword::Stopsignal
        | Keyword::User
        | Keyword::Volume
        | Keyword::Workdir => What::Config,
    }
}

/// The names in the flags, the text and the heredocs of an instruction.
fn variables(source: &Source, instruction: &Instruction) -> Vec<String> {
    let mut names = Vec::new();
    for flag in &instruction.flags {
        names_in(flag.value.as_deref().unwrap_or_default(), &mut names);
    }
    names_in(&instruction.text.text, &mut names);
    for heredoc in instruction.heredocs.iter().filter(|heredoc| heredoc.expand) {
        names_in(source.slice(heredoc.body), &mut names);
    }
    names
}

/// RUN: the JSON form, a heredoc that is the script, or a shell text.
fn run(source: &Source, instruction: &Instruction, state: &State) -> Run {
    let mut scope = Scope::new(state, When::Build);
    let mounts: Vec<String> = instruction.flags.iter().filter(|flag| flag.name == "mount").filter_map(|flag| flag.value.clone()).collect();
    for name in mounts.iter().filter(|mount| mount.contains("type=secret")).flat_map(|mount| mount.split(',')) {
        if let Some(name) = name.strip_prefix("env=") {
            scope.assign(name, None);
            scope.export(name);
        }
    }
    let mut flow = Flow::new(source.text(), &instruction.heredocs);
    match (&instruction.arguments, instruction.heredocs.as_slice()) {
        (Arguments::Json(words), _) => {
            let words: Vec<(Known, Span)> = words.iter().map(|word| (Some(word.text.clone()), word.span)).collect();
            flow.words(&words, Vec::new(), None, instruction.text.span(0..instruction.text.text.len()), &mut scope, How::top(false));
        }
        (_, [heredoc]) if is_script(&instruction.text.text, &heredoc.name) => {
            let body = source.slice(heredoc.body);
            let at = |range: Range<usize>| Span::new(heredoc.body.start + range.start, heredoc.body.start + range.end);
            match (interpreter(body), shell_of(&state.shell)) {
                (Some(program), _) if !is_shell(file_name(program)) => {
                    flow.run.opaque.push((heredoc.body, "a script of another language"));
                    let words = [(Some(program.to_owned()), at(0..body.find('\n').unwrap_or(body.len())))];
                    flow.words(&words, Vec::new(), None, heredoc.body, &mut scope, How::top(false));
                }
                (None, None) => flow.run.opaque.push((heredoc.body, "another shell")),
                (program, shell) => {
                    let bash = program.map_or(shell, |program| Some(file_name(program))) != Some("sh");
                    flow.text(Text { text: body, at: &at }, &mut scope, How::top(bash));
                }
            }
        }
        _ => {
            let logical = &instruction.text;
            let at = |range: Range<usize>| logical.span(range);
            match shell_of(&state.shell) {
                None => flow.run.opaque.push((at(0..logical.text.len()), "another shell")),
                Some(shell) => {
                    flow.text(Text { text: &logical.text, at: &at }, &mut scope, How::top(shell != "sh"));
                }
            }
        }
    }
    Run { mounts, ..flow.run }
}

/// True if the text is nothing but the marker of the heredoc.
fn is_script(text: &str, name: &str) -> bool {
    let rest = text.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    let Some(rest) = rest.strip_prefix("<<") else { return false };
    rest.strip_prefix('-').unwrap_or(rest).trim_start().trim_matches(['"', '\'']) == name
}

/// The program that a script's first line names.
fn interpreter(script: &str) -> Option<&str> {
    let line = script.trim_start().strip_prefix("#!")?.lines().next()?;
    let mut words = line.split_whitespace();
    let program = words.next()?;
    if file_name(program) == "env" { words.find(|word| !word.starts_with('-')) } else { Some(program) }
}

/// The name of the shell that SHELL runs, if it reads shell texts.
fn shell_of(shell: &[String]) -> Option<&str> {
    shell.iter().map(|word| file_name(word)).find(|name| is_shell(name))
}

fn is_shell(name: &str) -> bool {
    matches!(name, "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" | "busybox")
}

/// The calls of a shell text that is run in a container: CMD and ENTRYPOINT in shell form, a script of package.json, an entry script.
/// `at` gives the place of a stretch of the text. What ENV does not set is not known (`docker run -e` may), but the word behind `:-` holds for it.
/// `$1` and `"$@"` are not known; see [`calls_of_script`].
pub fn calls_of_shell(text: &str, at: impl Fn(Range<usize>) -> Span, state: &State) -> Run {
    calls_of(text, &at, Scope::new(state, When::Start), state)
}

/// As [`calls_of_shell`], for a script file that is run with these arguments, so that `exec "$@"` is known.
pub fn calls_of_script(text: &str, at: impl Fn(Range<usize>) -> Span, arguments: &[Known], state: &State) -> Run {
    let mut scope = Scope::new(state, When::Start);
    scope.positional = Some(std::iter::once(None).chain(arguments.iter().cloned()).collect());
    calls_of(text, &at, scope, state)
}

fn calls_of(text: &str, at: &dyn Fn(Range<usize>) -> Span, mut scope: Scope, state: &State) -> Run {
    let mut flow = Flow::new("", &[]);
    let bash = interpreter(text).or_else(|| shell_of(&state.shell)).is_some_and(|shell| file_name(shell) != "sh");
    flow.text(Text { text, at }, &mut scope, How::top(bash));
    flow.run
}

/// The calls of a command given by its words: CMD, ENTRYPOINT and HEALTHCHECK in JSON form.
pub fn call_of_words(words: &[(Known, Span)], state: &State) -> Run {
    let mut flow = Flow::new("", &[]);
    if let (Some((_, first)), Some((_, last))) = (words.first(), words.last()) {
        flow.words(words, Vec::new(), None, first.to(*last), &mut Scope::new(state, When::Start), How::top(false));
    }
    flow.run
}
