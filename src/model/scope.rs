//! What a shell knows while its commands are run one after the other: variables, the working folder, the positional parameters.
//! Relies on the state of the image. Does not know commands.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::values::Value;
use super::{Known, State};

/// When a text is run, which decides what a variable stands for that nothing sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// In RUN: ENV and ARG are there and nothing else, so it is empty.
    Build,
    /// In a container: ENV is there, and whatever `docker run -e` gives, so it is not known.
    Start,
}

/// Longer values are taken as not known, so that no text can make them grow without end.
pub(super) const LONGEST: usize = 1 << 13;

/// Variables that the shell sets by itself and that differ from run to run.
const OF_THE_SHELL: [&str; 14] =
    ["HOSTNAME", "RANDOM", "SECONDS", "LINENO", "PPID", "UID", "EUID", "SHLVL", "IFS", "BASH_SOURCE", "BASH", "SHELL", "_", "REPLY"];

/// A shell's variables and folder.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    state: &'a State,
    when: When,
    /// Set in this text; they lie over the state's.
    vars: BTreeMap<String, Var>,
    /// Where commands are run.
    pub folder: Known,
    /// Before the last `cd`.
    pub previous: Known,
    /// `$0`, `$1`, …, where they are known.
    pub positional: Option<Rc<[Known]>>,
    /// True once something was run that may have set any variable (`. ./env.sh`).
    pub loose: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Var {
    value: Known,
    exported: bool,
}

impl<'a> Scope<'a> {
    /// The scope of a shell inside: what is exported is there.
    pub fn inner(&self, env: Vec<(String, Known)>, folder: Known) -> Self {
        let mut inner = self.clone();
        inner.folder = folder;
        for (name, value) in env {
            inner.assign(&name, value);
            inner.export(&name);
        }
        inner
    }

    /// At the beginning of a text.
    pub fn new(state: &'a State, when: When) -> Self {
        let folder = state.workdir.clone();
        Scope { state, when, vars: BTreeMap::new(), folder, previous: None, positional: None, loose: false }
    }

    /// What `$name` stands for.
    pub fn value(&self, name: &str) -> Value<'_> {
        if let Some(var) = self.vars.get(name) {
            return Value::of(var.value.as_deref());
        }
        if name.as_bytes().first().is_none_or(|b| !b.is_ascii_alphabetic() && *b != b'_') {
            return self.parameter(name);
        }
        match name {
            "PWD" => return Value::of(self.folder.as_deref()),
            "OLDPWD" => return Value::of(self.previous.as_deref()),
            "HOME" => return self.state.home().map_or(Value::Unknown, |home| Value::Set(Cow::Owned(home))),
            _ => {}
        }
        let value = match self.when {
            When::Build => self.state.value_in_build(name),
            When::Start => self.state.value_at_start(name),
        };
        match value {
            Value::Unset if OF_THE_SHELL.contains(&name) || self.loose => Value::Unknown,
            Value::Open if self.loose => Value::Unknown,
            value => value,
        }
    }

    /// `$1`, `${10}`; `$@` and `$*` are all of them with blanks between, as in `cmd="$@"`; `$?` and the like are not known.
    fn parameter(&self, name: &str) -> Value<'_> {
        match (&self.positional, name.parse::<usize>()) {
            (Some(words), _) if matches!(name, "@" | "*") => {
                let words: Option<Vec<&str>> = words.iter().skip(1).map(|word| word.as_deref()).collect();
                words.map_or(Value::Unknown, |words| Value::Set(Cow::Owned(words.join(" "))))
            }
            (Some(words), Ok(i)) => words.get(i).map_or(Value::Unset, |word| Value::of(word.as_deref())),
            _ => Value::Unknown,
        }
    }

    /// The home of the user.
    pub fn home(&self) -> Known {
        self.value("HOME").plain().map(Cow::into_owned)
    }

    /// `name=value`; what is exported stays so.
    pub fn assign(&mut self, name: &str, value: Known) {
        let value = value.filter(|text| text.len() <= LONGEST);
        let state = self.state;
        let exported = || state.env.contains_key(name) || state.args.contains_key(name);
        match self.vars.get_mut(name) {
            Some(var) => var.value = value,
            None => drop(self.vars.insert(name.to_owned(), Var { value, exported: exported() })),
        }
    }

    /// `export name`.
    pub fn export(&mut self, name: &str) {
        if let Some(var) = self.vars.get_mut(name) {
            var.exported = true;
        }
    }

    /// `unset name`.
    pub fn unset(&mut self, name: &str) {
        self.vars.insert(name.to_owned(), Var { value: Some(String::new()), exported: false });
    }

    /// What was exported in this text.
    pub fn exported(&self) -> impl Iterator<Item = (&String, &Known)> {
        self.vars.iter().filter(|(_, var)| var.exported).map(|(name, var)| (name, &var.value))
    }

    /// `cd` to a folder.
    pub fn change_folder(&mut self, to: Known) {
        self.previous = std::mem::replace(&mut self.folder, to);
    }

    /// `shift`, `shift 2`; by how many is not known where they are `None`.
    pub fn shift(&mut self, by: Option<usize>) {
        let words = self.positional.take().zip(by);
        self.positional = words.filter(|(words, by)| by < &words.len()).map(|(words, by)| {
            let zero = words.first().cloned().flatten();
            std::iter::once(zero).chain(words.iter().skip(by + 1).cloned()).collect()
        });
    }

    /// After something that may or may not have been run: what differs is not known any more.
    pub fn perhaps(&mut self, other: Scope<'a>) {
        if self.folder != other.folder {
            self.folder = None;
        }
        if self.previous != other.previous {
            self.previous = None;
        }
        if self.positional != other.positional {
            self.positional = None;
        }
        self.loose |= other.loose;
        for (name, var) in other.vars {
            match self.vars.get(&name) {
                Some(known) if *known == var => {}
                Some(_) | None => drop(self.vars.insert(name, Var { value: None, exported: var.exported })),
            }
        }
    }

    /// After something that could not be read.
    pub fn forget(&mut self) {
        self.loose = true;
        self.folder = None;
        self.previous = None;
        for var in self.vars.values_mut() {
            var.value = None;
        }
    }
}
