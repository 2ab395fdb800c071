//! Follows the commands of a shell text in the order in which they are run, and makes a [`Call`] of each.
//! Relies on the shell's tree, on [`super::scope`] for what is known, on [`super::actions`] for what a program does.
//! Does not model failure: a command is taken to succeed, unless what stands around it says that it may not be run.

use std::ops::Range;

use super::actions::{self, Place};
use super::builtins::{builtin, declare};
use super::functions::{FUNCTION, Functions, Text};
use super::paths::resolve;
use super::scope::Scope;
use super::words::{commands_in, expand, fields, known};
use super::wrappers::{Wrapped, behind, fed, unwrap};
use super::{Call, Known, Run};
use crate::shell::{Command, Redirect, Script, Simple, Statement, Then, Word};
use crate::source::Span;
use crate::syntax::Heredoc;

/// Most statements that are followed in one RUN, loops counted round by round.
const MOST_STATEMENTS: usize = 4000;
/// Long texts and words count as this many bytes a statement.
const BYTES_OF_A_STATEMENT: usize = 1024;
/// How deep texts may lie in texts (`sh -c "sh -c …"`, `$(…)`).
const DEEPEST: u8 = 6;
/// Most words that a loop is followed through.
const MOST_ROUNDS: usize = 64;

/// Programs that ask something: what stands behind `&&` is then run or not.
const ASKING: [&str; 14] =
    ["[", "[[", "test", "grep", "egrep", "fgrep", "which", "type", "hash", "getent", "pgrep", "cmp", "diff", "false"];

/// The way from a stretch of a text to its place in the source.
type Places<'t> = Box<dyn Fn(Range<usize>) -> Span + 't>;

/// What holds for a command by where it stands.
#[derive(Clone, Copy)]
pub(super) struct How<'w> {
    /// It may not be run.
    pub conditional: bool,
    /// Nothing is run behind the list that it stands in, so that its failure is the text's.
    pub last: bool,
    /// The shell knows braces.
    pub bash: bool,
    depth: u8,
    /// Files that the output of all of it goes to.
    writes: &'w [Known],
    /// Wrappers around it.
    through: &'w [String],
    /// What its shell has functions for.
    functions: Option<&'w Functions<'w>>,
}

impl How<'static> {
    /// At the beginning of a text.
    pub fn top(bash: bool) -> Self {
        How { conditional: false, last: true, bash, depth: 0, writes: &[], through: &[], functions: None }
    }
}

/// What is being put together.
pub(super) struct Flow<'a> {
    /// So far.
    pub run: Run,
    statements: usize,
    /// There were too many statements.
    full: bool,
    source: &'a str,
    heredocs: &'a [Heredoc],
}

impl<'a> Flow<'a> {
    /// `heredocs`: those of the instruction, whose bodies the shell gets as its input.
    pub fn new(source: &'a str, heredocs: &'a [Heredoc]) -> Self {
        Flow { run: Run::default(), statements: 0, full: false, source, heredocs }
    }

    /// A whole text.
    pub fn text(&mut self, text: Text, scope: &mut Scope, how: How) {
        let script = crate::shell::parse(text.text);
        let functions = Functions::of(text, &script, how.functions);
        self.script(text, &script, scope, How { functions: Some(&functions), ..how });
    }

    /// The statements of a script one after the other.
    fn script(&mut self, text: Text, script: &Script, scope: &mut Scope, how: How) {
        let mut asked = false;
        // From here on each statement hangs on the one before it, to the end of the script.
        let statements = &script.statements;
        let tail = statements.iter().rev().skip(1).take_while(|statement| statement.then == Then::And).count() + 1;
        let tail = statements.len().saturating_sub(tail);
        for (i, statement) in statements.iter().enumerate() {
            if self.statements >= MOST_STATEMENTS {
                if !self.full {
                    self.run.opaque.push(((text.at)(statement.span.clone()), "too many commands"));
                }
                self.full = true;
                return scope.forget();
            }
            let before = i.checked_sub(1).and_then(|i| statements.get(i)).map(|statement| statement.then);
            if matches!(before, None | Some(Then::Next | Then::Background)) {
                asked = false;
            }
            let perhaps = match before {
                Some(Then::Or) => true,
                Some(Then::And) => asked && !(how.last && i >= tail),
                Some(Then::Next | Then::Background) | None => false,
            };
            asked |= asks(statement);
            let last = how.last && i + 1 == statements.len();
            if perhaps || statement.then == Then::Background {
                let mut other = scope.clone();
                self.command(text, &statement.command, &mut other, How { conditional: how.conditional || perhaps, last, ..how });
                if perhaps {
                    scope.perhaps(other);
                }
            } else {
                self.command(text, &statement.command, scope, How { last, ..how });
            }
        }
    }

    fn command(&mut self, text: Text, command: &Command, scope: &mut Scope, how: How) {
        self.statements += 1;
        match command {
            Command::Simple(simple) => self.simple(text, simple, scope, how),
            Command::Pipeline(commands) => {
                for command in commands {
                    self.command(text, command, &mut scope.clone(), How { last: false, ..how });
                }
            }
            Command::Group(script) => self.script(text, script, scope, how),
            Command::Subshell(script) => self.script(text, script, &mut scope.clone(), how),
            Command::If { branches, otherwise } => {
                let mut conditional = how.conditional;
                let mut ends = Vec::new();
                for (condition, body) in branches {
                    self.script(text, condition, scope, How { conditional, last: false, ..how });
                    conditional = true;
                    let mut inside = scope.clone();
                    self.script(text, body, &mut inside, How { conditional, last: false, ..how });
                    ends.push(inside);
                }
                if let Some(body) = otherwise {
                    let mut inside = scope.clone();
                    self.script(text, body, &mut inside, How { conditional: true, last: false, ..how });
                    ends.push(inside);
                }
                for end in ends {
                    scope.perhaps(end);
                }
            }
            Command::For { variable, words, body } => self.rounds(text, (variable, words, body), scope, how),
            Command::Redirected { command, redirects } => {
                self.inner_commands(text, redirects.iter().map(|redirect| &redirect.target), scope, how);
                let mut writes = how.writes.to_vec();
                writes.extend(written(redirects, scope));
                self.command(text, command, scope, How { writes: &writes, ..how });
            }
            Command::Opaque { because: FUNCTION, .. } => {}
            Command::Opaque { because, span, inside } => {
                self.run.opaque.push(((text.at)(span.clone()), because));
                if inside.is_empty() {
                    scope.forget();
                }
                for script in inside {
                    let mut other = scope.clone();
                    self.script(text, script, &mut other, How { conditional: true, last: false, ..how });
                    scope.perhaps(other);
                }
            }
        }
    }

    /// `for`: round by round where the words are known, else once with a variable that is not known.
    fn rounds(&mut self, text: Text, (variable, words, body): (&str, &[Word], &Script), scope: &mut Scope, how: How) {
        self.inner_commands(text, words.iter(), scope, how);
        let mut values = Vec::new();
        for word in words {
            fields(word, scope, how.bash, text.at, &mut values);
        }
        let known = values.iter().all(|(value, _)| value.is_some()) && !words.iter().any(Word::has_glob);
        let leaves = body
            .simple_commands()
            .iter()
            .any(|simple| matches!(simple.words.first().and_then(Word::literal).as_deref(), Some("break" | "continue")));
        if known && values.len() <= MOST_ROUNDS {
            for (value, _) in values {
                scope.assign(variable, value);
                self.script(text, body, scope, How { conditional: how.conditional || leaves, last: false, ..how });
            }
        } else {
            let mut inside = scope.clone();
            inside.assign(variable, None);
            self.script(text, body, &mut inside, How { conditional: true, last: false, ..how });
            scope.perhaps(inside);
        }
    }

    fn simple(&mut self, text: Text, simple: &Simple, scope: &mut Scope, how: How) {
        let values = simple.assignments.iter().map(|assignment| &assignment.value);
        let targets = simple.redirects.iter().map(|redirect| &redirect.target);
        self.inner_commands(text, values.chain(&simple.words).chain(targets), scope, how);
        let span = (text.at)(simple.span.clone());
        let mut words = Vec::with_capacity(simple.words.len());
        for word in &simple.words {
            fields(word, scope, how.bash, text.at, &mut words);
        }
        let mut writes = how.writes.to_vec();
        writes.extend(written(&simple.redirects, scope));
        if words.is_empty() {
            for assignment in &simple.assignments {
                let value = expand(&assignment.value, scope);
                scope.assign(&assignment.name, value);
            }
            if writes.len() > how.writes.len() {
                let how = How { writes: &writes, ..how };
                self.call(&[(Some(":".into()), span)], Vec::new(), &scope.folder, span, &|| scope.home(), how);
            }
            return;
        }
        let mut env: Vec<(String, Known)> = scope.exported().map(|(name, value)| (name.clone(), value.clone())).collect();
        env.extend(simple.assignments.iter().map(|assignment| (assignment.name.clone(), expand(&assignment.value, scope))));
        if words.first().is_some_and(|(word, _)| matches!(word.as_deref(), Some("export" | "declare" | "local" | "readonly" | "typeset"))) {
            declare(&simple.words, scope);
        }
        let input = simple.redirects.iter().rev().find(|redirect| redirect.operator.starts_with("<<") && redirect.operator != "<<<");
        self.words(&words, env, input.map(|input| (text, input)), span, scope, How { writes: &writes, ..how });
    }

    /// A command by its words. `input`: its heredoc.
    pub fn words(
        &mut self,
        words: &[(Known, Span)],
        mut env: Vec<(String, Known)>,
        input: Option<(Text, &Redirect)>,
        span: Span,
        scope: &mut Scope,
        how: How,
    ) {
        let mut through = how.through.to_vec();
        let mut words = words;
        let mut folder = scope.folder.clone();
        loop {
            match unwrap(words, &folder) {
                Wrapped::Words { at, env: more, folder: changed, program } => {
                    through.extend(words[0].0.clone().filter(|_| program));
                    env.extend(more);
                    folder = changed.unwrap_or(folder);
                    words = &words[at..];
                }
                Wrapped::Fed { at, at_end } => {
                    through.extend(words[0].0.clone());
                    let how = How { through: &through, ..how };
                    return self.command_behind(&fed(&words[at..], at_end), env, span, scope, how);
                }
                Wrapped::Text { at, zero, bash, eval } => {
                    if eval {
                        return self.eval(&words[at..], span, scope, How { through: &through, ..how });
                    }
                    through.extend(words[0].0.clone());
                    let mut inner = scope.inner(env, folder);
                    inner.positional = Some(words.get(zero..).unwrap_or_default().iter().map(|(word, _)| word.clone()).collect());
                    let text = words[at].0.clone().unwrap_or_default();
                    let place = words[at].1;
                    return self.nested(
                        Text { text: &text, at: &|_| place },
                        &mut inner,
                        How { through: &through, bash, functions: None, ..how },
                    );
                }
                Wrapped::Input => {
                    if let Some((text, at)) = input.and_then(|(text, redirect)| self.body(text, redirect)) {
                        through.extend(words[0].0.clone());
                        return self.nested(
                            Text { text, at: &at },
                            &mut scope.inner(env, folder),
                            How { through: &through, functions: None, ..how },
                        );
                    }
                    break;
                }
                Wrapped::No => break,
            }
        }
        if through.len() == how.through.len() {
            if let Some((functions, body)) = how.functions.and_then(|functions| functions.called_by(words)) {
                return self.function(words, functions.text, body, scope, how);
            }
            builtin(words, scope);
        }
        let how = How { through: &through, ..how };
        self.call(words, env.clone(), &folder, span, &|| scope.home(), how);
        for (behind, conditional) in behind(words) {
            let how = How { conditional: how.conditional || conditional, ..how };
            self.command_behind(&behind, env.clone(), span, &mut scope.clone(), how);
        }
    }

    /// A command among the words of another one.
    fn command_behind(&mut self, words: &[(Known, Span)], env: Vec<(String, Known)>, span: Span, scope: &mut Scope, how: How) {
        if how.depth >= DEEPEST {
            self.run.opaque.push((words[0].1, "commands nested too deeply"));
            return;
        }
        self.words(words, env, None, span, scope, How { depth: how.depth + 1, ..how });
    }

    /// A function of the text, with the words behind its name as `$1`, `$2`, ….
    fn function(&mut self, words: &[(Known, Span)], text: Text, body: &Script, scope: &mut Scope, how: How) {
        if how.depth >= DEEPEST {
            self.run.opaque.push((words[0].1, "functions nested too deeply"));
            return scope.forget();
        }
        let arguments = words.iter().map(|(word, _)| known(word)).collect();
        let outer = scope.positional.replace(arguments);
        self.script(text, body, scope, How { depth: how.depth + 1, last: false, ..how });
        scope.positional = outer;
    }

    /// `eval` runs its words in the same shell.
    fn eval(&mut self, words: &[(Known, Span)], span: Span, scope: &mut Scope, how: How) {
        let texts: Option<Vec<String>> = words.iter().map(|(word, _)| known(word)).collect();
        if let Some(texts) = texts {
            self.nested(Text { text: &texts.join(" "), at: &|_| span }, scope, How { last: false, ..how });
        } else {
            self.run.opaque.push((span, "a text that is put together at run time"));
            scope.loose = true;
        }
    }

    /// A text inside a text.
    fn nested(&mut self, text: Text, scope: &mut Scope, how: How) {
        if how.depth >= DEEPEST {
            self.run.opaque.push(((text.at)(0..text.text.len()), "shells nested too deeply"));
            return;
        }
        self.statements += text.text.len() / BYTES_OF_A_STATEMENT;
        self.text(text, scope, How { depth: how.depth + 1, ..how });
    }

    /// The commands in `$(…)` of some words: they are run first, each in a shell of its own.
    fn inner_commands<'w>(&mut self, text: Text, words: impl Iterator<Item = &'w Word>, scope: &Scope, how: How) {
        let mut found = Vec::new();
        for word in words {
            commands_in(word, text.text, &mut found);
            if !found.is_empty() {
                let place = (text.at)(word.span.clone());
                for inside in found.drain(..) {
                    let how = How { writes: &[], last: false, ..how };
                    self.nested(Text { text: inside, at: &|_| place }, &mut scope.clone(), how);
                }
            }
        }
    }

    /// The lines of a heredoc and the way to their places: in the text, or in the source where the instruction holds them.
    fn body<'t>(&self, text: Text<'t>, redirect: &Redirect) -> Option<(&'t str, Places<'t>)>
    where
        'a: 't,
    {
        if let Some(Range { start, end }) = redirect.body {
            let lines = text.text.get(start..end)?;
            return Some((lines, Box::new(move |range: Range<usize>| (text.at)(start + range.start..start + range.end))));
        }
        let name = redirect.target.literal()?;
        let heredoc = self.heredocs.iter().find(|heredoc| heredoc.name == name)?;
        let start = heredoc.body.start;
        let at = move |range: Range<usize>| Span::new(start + range.start, start + range.end);
        Some((self.source.get(heredoc.body.range())?, Box::new(at)))
    }

    fn call(&mut self, words: &[(Known, Span)], env: Vec<(String, Known)>, folder: &Known, span: Span, home: &dyn Fn() -> Known, how: How) {
        let mut argv: Vec<Known> = words.iter().map(|(word, _)| word.clone()).collect();
        self.statements += argv.iter().flatten().map(String::len).sum::<usize>() / BYTES_OF_A_STATEMENT;
        let effect = actions::recognise(&argv, &Place { folder, writes: how.writes, home });
        let mut writes = how.writes.to_vec();
        writes.extend(effect.writes);
        for word in argv.iter_mut().filter(|word| known(word).is_none()) {
            *word = None;
        }
        self.run.calls.push(Call {
            argv,
            span,
            places: words.iter().map(|&(_, place)| place).collect(),
            folder: effect.folder.unwrap_or_else(|| folder.clone()),
            env,
            writes,
            conditional: how.conditional,
            through: how.through.to_vec(),
            action: effect.action,
        });
    }
}

/// True for a statement whose success is an answer.
fn asks(statement: &Statement) -> bool {
    let Command::Simple(simple) = &statement.command else { return statement.negated };
    let word = |i: usize| simple.words.get(i).and_then(Word::literal);
    let name = word(0).unwrap_or_default();
    statement.negated || ASKING.contains(&name.as_str()) || name == "command" && word(1).is_some_and(|flag| flag.starts_with('-'))
}

/// The files that redirections write, devices left out.
fn written(redirects: &[Redirect], scope: &Scope) -> Vec<Known> {
    let files = redirects.iter().filter(|redirect| redirect.writes()).map(|redirect| expand(&redirect.target, scope));
    files.map(|target| resolve(&scope.folder, &target)).filter(|file| !file.as_deref().is_some_and(is_device)).collect()
}

fn is_device(path: &str) -> bool {
    path.starts_with("/dev/") || path.starts_with("/proc/")
}
