//! Follows the configuration of the image from instruction to instruction: ENV, ARG, WORKDIR, USER, SHELL.
//! Relies on [`super::expand`] and BuildKit's rules of scope. Does not look into RUN and copies nothing where nothing changes.

use std::rc::Rc;

use super::expand::expand;
use super::paths::{normalise, of_a_path};
use super::values::Value;
use super::{Known, State, Variables};
use crate::syntax::{Arguments, Instruction, Keyword, Word};
use crate::template::Base;

/// What an image without PATH has when it is run (BuildKit: `util/system/path.go`).
pub(super) const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Arguments that BuildKit sets by itself where they are declared.
const PLATFORM: [&str; 8] =
    ["BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT"];

/// Arguments that may be given without being declared.
const PREDEFINED: [&str; 10] =
    ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];

/// Before the first instruction behind FROM.
pub(super) fn start(base: &Base) -> State {
    State {
        env: base.env.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect(),
        args: Variables::new(),
        workdir: Some(normalise("/", &base.workdir)),
        user: base.user.clone().map(Some),
        shell: vec!["/bin/sh".into(), "-c".into()],
    }
}

/// Adds an ARG that stands before FROM to the arguments of the file.
pub(super) fn declare(instruction: &Instruction, escape: char, globals: &mut Variables) {
    for pair in instruction.pairs() {
        let value =
            pair.value.as_ref().and_then(|value| expand(&value.text, escape, &|name| argument(globals, name).unwrap_or(Value::Unset)));
        globals.insert_mut(pair.key.text.clone(), value);
    }
}

/// After the instruction.
pub(super) fn after(instruction: &Instruction, escape: char, globals: &Variables, state: &Rc<State>) -> Rc<State> {
    let put_in = |word: &Word| expand(&word.text, escape, &|name| state.value(name));
    let mut next = state.clone();
    match instruction.keyword {
        Keyword::Env => {
            let changes: Vec<(Known, Known)> =
                instruction.pairs().iter().map(|pair| (put_in(&pair.key), pair.value.as_ref().and_then(put_in))).collect();
            let env = &mut Rc::make_mut(&mut next).env;
            for (name, value) in changes {
                if let Some(name) = name {
                    env.insert_mut(name, value);
                }
            }
        }
        Keyword::Arg => {
            // Each pair sees those before it, as BuildKit takes them one by one.
            for pair in instruction.pairs() {
                let value = match &pair.value {
                    Some(value) => expand(&value.text, escape, &|name| next.value(name)),
                    None => globals.get(&pair.key.text).or_else(|| next.args.get(&pair.key.text)).cloned().flatten(),
                };
                let value = if PLATFORM.contains(&pair.key.text.as_str()) { None } else { value };
                Rc::make_mut(&mut next).args.insert_mut(pair.key.text.clone(), value);
            }
        }
        Keyword::Workdir => {
            if let Some(word) = instruction.words().first() {
                let workdir = match put_in(word) {
                    Some(path) if path.starts_with('/') => of_a_path(normalise("", &path)),
                    Some(path) => state.workdir.as_ref().and_then(|folder| of_a_path(normalise(folder, &path))),
                    None => None,
                };
                if workdir != state.workdir {
                    Rc::make_mut(&mut next).workdir = workdir;
                }
            }
        }
        Keyword::User => {
            if let Some(word) = instruction.words().first() {
                let user = Some(put_in(word));
                if user != state.user {
                    Rc::make_mut(&mut next).user = user;
                }
            }
        }
        Keyword::Shell => {
            if let Arguments::Json(words) = &instruction.arguments {
                Rc::make_mut(&mut next).shell = words.iter().map(|word| word.text.clone()).collect();
            }
        }
        Keyword::Add
        | Keyword::Cmd
        | Keyword::Copy
        | Keyword::Entrypoint
        | Keyword::Expose
        | Keyword::From
        | Keyword::Healthcheck
        | Keyword::Label
        | Keyword::Maintainer
        | Keyword::Onbuild
        | Keyword::Run
        | Keyword::Stopsignal
        | Keyword::Volume
        | Keyword::Unknown => {}
    }
    next
}

impl State {
    /// What an instruction's own text sees: ENV before ARG, and nothing of the machine.
    pub(super) fn value(&self, name: &str) -> Value<'_> {
        match self.env.get(name) {
            Some(value) => Value::of(value.as_deref()),
            None => match argument(&self.args, name) {
                Some(value) => value,
                None if name == "PATH" => Value::Set(DEFAULT_PATH.into()),
                None => Value::Unset,
            },
        }
    }

    /// What a command of RUN sees of ENV and ARG.
    pub(super) fn value_in_build(&self, name: &str) -> Value<'_> {
        match self.value(name) {
            Value::Unset if PREDEFINED.contains(&name) => Value::Open,
            value => value,
        }
    }

    /// What a command of the running container sees of ENV.
    pub(super) fn value_at_start(&self, name: &str) -> Value<'_> {
        match self.env.get(name) {
            Some(value) => Value::of(value.as_deref()),
            None if name == "PATH" => Value::Set(DEFAULT_PATH.into()),
            None => Value::Open,
        }
    }

    /// The home of the user, where it is known: Docker takes HOME from /etc/passwd.
    pub fn home(&self) -> Known {
        if let Some(home) = self.env.get("HOME") {
            return home.clone();
        }
        match &self.user {
            None => Some("/root".into()),
            Some(user) => match user.as_deref()?.split(':').next()? {
                "" | "root" | "0" => Some("/root".into()),
                user @ ("node" | "bun") => Some(format!("/home/{user}")),
                _ => None,
            },
        }
    }
}

/// A declared argument: one without a default is open, unless BuildKit sets it.
fn argument<'a>(args: &'a Variables, name: &str) -> Option<Value<'a>> {
    match args.get(name)? {
        Some(text) => Some(Value::of(Some(text))),
        None if PLATFORM.contains(&name) => Some(Value::Unknown),
        None => Some(Value::Open),
    }
}
