//! Follows CMD, ENTRYPOINT and HEALTHCHECK to the programs that the container starts: through shells, package scripts and entry scripts.
//! Relies on `model`, `layout` and the texts of the project. Does not say whether the runtime stage can have them.

use std::collections::BTreeSet;

use super::Subject;
use super::layout::{Found, Origin, package_at};
use super::scripts::{self, Script};
use crate::model::{Action, Call, Known, Manager, Run, State, call_of_words, calls_of_script, calls_of_shell, normalise};
use crate::project::ComposeService;
use crate::project::path::under;
use crate::source::Span;
use crate::syntax::{Arguments, Instruction, Keyword};

/// What the container starts.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The programs, in the order they are found; each with the way to it.
    pub started: Vec<Started>,
    /// Item of the CMD in force.
    pub cmd: Option<usize>,
    /// Item of the ENTRYPOINT in force.
    pub entrypoint: Option<usize>,
    /// Where the command stands in the Dockerfile.
    pub span: Span,
    /// Commands that leave no trace (`grep`, `date`): each with who runs it.
    pub traceless: Vec<(Call, String)>,
    /// CMD or ENTRYPOINT in shell form: `/bin/sh -c` starts it.
    pub shell_form: bool,
    /// HEALTHCHECK is in shell form.
    pub health_in_shell: bool,
    /// Scripts of the context that are run, by their paths in the image.
    pub scripts: Vec<String>,
    /// ENTRYPOINT is a script whose text is not at hand, or scripts start one another deeper than is followed: what else they do is not known.
    pub unread: bool,
    /// Interpreters and wrappers that are needed besides.
    pub wrappers: BTreeSet<String>,
    /// Package managers that run scripts.
    pub managers: Vec<Manager>,
    /// Parts that could not be followed: place and reason.
    pub opaque: Vec<(Span, String)>,
}

/// One program that is started.
#[derive(Clone, Debug)]
pub struct Started {
    /// The command.
    pub call: Call,
    /// How it comes to be run: `CMD`, `npm start`, `/app/entry.sh`.
    pub by: String,
    /// Only the health check runs it.
    pub health: bool,
}

/// Follows the command of the image. An image without CMD and ENTRYPOINT of its own gives an entry without programs.
pub fn entry(subject: &Subject) -> Entry {
    let mut entry = Entry::default();
    let mut follower = Follower { subject, entry: &mut entry, seen: BTreeSet::new(), depth: 0 };
    follower.command();
    follower.health_check();
    entry
}

/// Follows what a service of a compose file starts; `None` where it starts what the image itself does. Its programs count as those of a health
/// check, which may fail alone. Source: Compose file reference, "entrypoint": one of the service takes the image's CMD away; "command" alone
/// is given to the image's ENTRYPOINT, which takes no arguments in shell form.
pub fn entry_of_service(subject: &Subject, service: &ComposeService, by: &str) -> Option<Entry> {
    let command = service.command.as_ref().filter(|command| !command.is_empty())?;
    let own = subject.file.instructions().rfind(|(_, i)| i.keyword == Keyword::Entrypoint).map(|(_, i)| i);
    let words_of = |words: &[String]| words.iter().map(|w| (Some(w.clone()), Span::default())).collect::<Vec<_>>();
    let state = &subject.image.end;
    let mut entry = Entry::default();
    let mut follower = Follower { subject, entry: &mut entry, seen: BTreeSet::new(), depth: 0 };
    match (&service.entrypoint, own) {
        (Some(entrypoint), _) if entrypoint == command => follower.follow(call_of_words(&words_of(command), state), by, true),
        (Some(entrypoint), _) => follower.follow(call_of_words(&[words_of(entrypoint), words_of(command)].concat(), state), by, true),
        (None, Some(own)) if is_shell(own) => return None,
        (None, Some(own)) => {
            follower.follow(call_of_words(&[json_words(own), words_of(command)].concat(), state), by, true);
            if follower.entrypoint_is_unread() {
                follower.follow(call_of_words(&words_of(command), state), by, true);
            }
        }
        (None, None) => follower.follow(call_of_words(&words_of(command), state), by, true),
    }
    Some(entry)
}

/// Follows a script of the context that the code starts, by its own name or as the word behind `sh`. Its programs count as those of a health
/// check: it may fail alone.
pub fn entry_of_script(subject: &Subject, path: &str, by_a_shell: bool) -> Entry {
    let words: Vec<_> = by_a_shell.then_some("sh").into_iter().chain([path]).map(|word| (Some(word.to_owned()), Span::default())).collect();
    let mut entry = Entry::default();
    let mut follower = Follower { subject, entry: &mut entry, seen: BTreeSet::new(), depth: 0 };
    follower.follow(call_of_words(&words, &subject.image.end), path, true);
    entry
}

/// `tool --help`, which is nothing to a build, and may be the whole command of a container (`ENTRYPOINT ["tool"]`, `CMD ["--help"]`).
fn is_question(call: &Call) -> bool {
    call.action == Action::Nothing
        && matches!(call.argv.as_slice(), [Some(_), Some(flag)] if matches!(flag.as_str(), "--help" | "--version"))
}

struct Follower<'s, 'a> {
    subject: &'s Subject<'a>,
    entry: &'s mut Entry,
    seen: BTreeSet<String>,
    /// Scripts that start the one at hand, one the other.
    depth: usize,
}

/// Scripts that start one another: no project has as many, and a longer chain would use up the stack.
const DEEPEST: usize = 50;

impl Follower<'_, '_> {
    fn command(&mut self) {
        let last = |keyword| self.subject.file.instructions().rfind(|(_, i)| i.keyword == keyword);
        let (entrypoint, cmd) = (last(Keyword::Entrypoint), last(Keyword::Cmd));
        // An ENTRYPOINT of the file resets the base image's CMD; a CMD of the file in front of it stays.
        self.entry.entrypoint = entrypoint.map(|(item, _)| item);
        self.entry.cmd = cmd.map(|(item, _)| item);
        let state = self.subject.image.end.clone();
        match (entrypoint.map(|(_, i)| i), cmd.map(|(_, i)| i)) {
            (Some(entrypoint), cmd) => {
                self.entry.span = entrypoint.span;
                if is_shell(entrypoint) {
                    self.entry.shell_form = true;
                    let run = shell_of(entrypoint, &state);
                    self.follow(run, "ENTRYPOINT", false);
                } else {
                    let mut words = json_words(entrypoint);
                    match cmd {
                        Some(cmd) if is_shell(cmd) => {
                            words.push((Some("/bin/sh".into()), cmd.span));
                            words.push((Some("-c".into()), cmd.span));
                            words.push((Some(cmd.text.text.clone()), cmd.span));
                        }
                        Some(cmd) => words.extend(json_words(cmd)),
                        None => {}
                    }
                    let run = call_of_words(&words, &state);
                    self.follow(run, "ENTRYPOINT", false);
                    if let Some(cmd) = cmd.filter(|cmd| !is_shell(cmd) && self.entrypoint_is_unread()) {
                        // It most likely ends with `exec "$@"`.
                        self.entry.unread = true;
                        let run = call_of_words(&json_words(cmd), &state);
                        self.follow(run, "the entry point", false);
                    }
                }
            }
            (None, Some(cmd)) => {
                self.entry.span = cmd.span;
                if is_shell(cmd) {
                    self.entry.shell_form = true;
                    let run = shell_of(cmd, &state);
                    self.follow(run, "CMD", false);
                } else {
                    let run = call_of_words(&json_words(cmd), &state);
                    self.follow(run, "CMD", false);
                }
            }
            (None, None) => {}
        }
    }

    /// True if ENTRYPOINT is a script whose text is not at hand.
    fn entrypoint_is_unread(&self) -> bool {
        let [started] = self.entry.started.as_slice() else { return false };
        let (Some(Some(word)), Some(folder)) = (started.call.argv.first(), &started.call.folder) else { return false };
        // A word without a slash is looked for on PATH: it is a script only where one was put there.
        let paths = if word.contains('/') {
            vec![normalise(folder, word)]
        } else {
            self.subject.path_folders().iter().map(|folder| normalise(folder, word)).collect()
        };
        let found = paths.iter().find_map(|path| match self.subject.layout.find(path) {
            Found::Known(event) | Found::Likely(event) => Some(event),
            Found::Nothing => None,
        });
        let Some(event) = found else { return false };
        self.entry.scripts.is_empty() && !matches!(event.origin, Origin::Program(_) | Origin::Programs(_))
    }

    fn health_check(&mut self) {
        let Some((_, check)) = self.subject.file.instructions().rfind(|(_, i)| i.keyword == Keyword::Healthcheck) else { return };
        let state = self.subject.image.end.clone();
        let Arguments::Healthcheck(Some(command)) = &check.arguments else { return };
        let run = if let Arguments::Json(words) = command.as_ref() {
            let words: Vec<_> = words.iter().map(|w| (Some(w.text.clone()), w.span)).collect();
            call_of_words(&words, &state)
        } else {
            self.entry.health_in_shell = true;
            let text = &check.text.text;
            let start = text.get(..3).filter(|w| w.eq_ignore_ascii_case("cmd")).map_or(0, |_| 3);
            calls_of_shell(&text[start..], |range| check.text.span(range.start + start..range.end + start), &state)
        };
        self.follow(run, "HEALTHCHECK", true);
    }

    fn follow(&mut self, run: Run, by: &str, health: bool) {
        for (span, because) in run.opaque {
            self.entry.opaque.push((span, format!("{because} in {by}")));
        }
        if self.depth == DEEPEST {
            let place = run.calls.first().map_or(self.entry.span, |call| call.span);
            self.entry.opaque.push((place, format!("more scripts than dfsplit follows in {by}")));
            self.entry.unread = true;
            return;
        }
        self.depth += 1;
        for call in run.calls {
            self.follow_call(call, by, health);
        }
        self.depth -= 1;
    }

    fn follow_call(&mut self, call: Call, by: &str, health: bool) {
        self.entry.wrappers.extend(call.through.iter().cloned());
        if self.is_own_program(&call) || is_question(&call) {
            let call = Call { action: Action::Other, ..call };
            self.entry.started.push(Started { call, by: by.to_owned(), health });
            return;
        }
        match &call.action {
            Action::NodeScript { manager, script: Some(script), args, .. } => {
                self.note_manager(*manager);
                self.follow_script(&call, *manager, script, args, health, by);
            }
            Action::Nothing => self.note_folder(call, by, health),
            _ => match scripts::run_by(&call, &self.subject.layout, &self.subject.path_folders()) {
                Some(Script { path, interpreter, text, arguments }) => {
                    self.entry.wrappers.insert(interpreter);
                    if self.seen.insert(path.clone()) {
                        self.entry.scripts.push(path.clone());
                        let place = call.span;
                        let run = calls_of_script(text, |_| place, &arguments, &state_in(&self.subject.image.end, &call));
                        self.follow(run, &path, health);
                    }
                    self.entry.started.push(Started { call, by: by.to_owned(), health });
                }
                None => self.entry.started.push(Started { call, by: by.to_owned(), health }),
            },
        }
    }

    /// A path to a compiled program, whatever its name may mean elsewhere (`./sync`).
    fn is_own_program(&self, call: &Call) -> bool {
        let Some(Some(word)) = call.argv.first() else { return false };
        let Some(folder) = &call.folder else { return false };
        let event = match self.subject.layout.find(&normalise(folder, word)) {
            Found::Known(event) | Found::Likely(event) => event,
            Found::Nothing => return false,
        };
        word.contains('/') && matches!(event.origin, Origin::Program(_) | Origin::Programs(_))
    }

    fn note_folder(&mut self, call: Call, by: &str, health: bool) {
        // `cd dist && serve`: the folder is demanded like an argument.
        if call.argv.first().and_then(|w| w.as_deref()) == Some("cd") {
            self.entry.started.push(Started { call, by: by.to_owned(), health });
        } else {
            self.entry.traceless.push((call, by.to_owned()));
        }
    }

    fn note_manager(&mut self, manager: Manager) {
        if !self.entry.managers.contains(&manager) {
            self.entry.managers.push(manager);
        }
    }

    fn follow_script(&mut self, call: &Call, manager: Manager, script: &str, args: &[Known], health: bool, by: &str) {
        let Some(folder) = call.folder.clone() else { return self.lost(call, by, "the folder is not known") };
        let Some(package) = package_at(&self.subject.layout, &folder) else {
            self.entry.started.push(Started { call: call.clone(), by: by.to_owned(), health });
            return;
        };
        let home = self.subject.layout.in_image(&under(&package.folder, "package.json")).map(|p| normalise(&p, ".."));
        let home = home.unwrap_or(folder);
        let mut names = vec![script.to_owned()];
        if matches!(manager, Manager::Npm | Manager::Bun) {
            names.insert(0, format!("pre{script}"));
            names.push(format!("post{script}"));
        }
        let mut found = false;
        for name in names {
            let Some(text) = package.scripts.get(&name) else { continue };
            found = true;
            if !self.seen.insert(format!("{home} {name}")) {
                continue;
            }
            let text = with_arguments(text, if name == script { args } else { &[] });
            let mut state = state_in(&self.subject.image.end, call);
            state.workdir = Some(home.clone());
            let place = call.span;
            let run = calls_of_shell(&text, |_| place, &state);
            self.follow(run, &format!("{} {name}", manager_name(manager)), health);
        }
        if !found && script == "start" && self.subject.layout.in_context(&normalise(&home, "server.js")).is_some() {
            // npm's default for `start`.
            let words = [(Some("node".to_owned()), call.span), (Some("server.js".to_owned()), call.span)];
            let run = call_of_words(&words, &state_in(&self.subject.image.end, call));
            self.follow(run, "npm start", health);
        } else if !found {
            // yarn, pnpm and bun run a package's program where there is no script of the name; bun also a file.
            let mut call = call.clone();
            call.action = Action::NodeExec { program: Some(script.to_owned()), args: args.to_vec() };
            self.entry.started.push(Started { call, by: by.to_owned(), health });
        }
    }

    fn lost(&mut self, call: &Call, by: &str, because: &str) {
        self.entry.opaque.push((call.span, format!("{because} in {by}")));
    }
}

/// The state at the end of the image, in the folder and with the variables of a call.
pub fn state_in(end: &State, call: &Call) -> State {
    let mut state = end.clone();
    state.workdir.clone_from(&call.folder);
    for (name, value) in &call.env {
        state.env.insert_mut(name.clone(), value.clone());
    }
    state
}

fn is_shell(instruction: &Instruction) -> bool {
    !matches!(instruction.arguments, Arguments::Json(_))
}

fn shell_of(instruction: &Instruction, state: &State) -> Run {
    calls_of_shell(&instruction.text.text, |range| instruction.text.span(range), state)
}

fn json_words(instruction: &Instruction) -> Vec<(Known, Span)> {
    match &instruction.arguments {
        Arguments::Json(words) => words.iter().map(|w| (Some(w.text.clone()), w.span)).collect(),
        _ => Vec::new(),
    }
}

fn with_arguments(script: &str, args: &[Known]) -> String {
    let mut text = script.to_owned();
    for word in args.iter().flatten().filter(|w| *w != "--") {
        text.push_str(" '");
        text.push_str(&word.replace('\'', "'\\''"));
        text.push('\'');
    }
    text
}

/// The program's name.
pub fn manager_name(manager: Manager) -> &'static str {
    match manager {
        Manager::Npm => "npm",
        Manager::Yarn => "yarn",
        Manager::Pnpm => "pnpm",
        Manager::Bun => "bun",
    }
}
