//! Takes programs off that run another program: `sudo`, `exec`, `env X=y`, `tini --`, `sh -c '…'`.
//! Relies on the programs' own documentation for their flags. Does not run and knows nothing of what is wrapped.

use super::Known;
use super::paths::{file_name, resolve};
use super::words::known;
use crate::source::Span;

/// What the first words of a command are.
#[derive(Debug, PartialEq)]
pub(super) enum Wrapped {
    /// A program that is none of these.
    No,
    /// A wrapper: the command behind it begins at this word.
    Words {
        /// Index of the program behind it.
        at: usize,
        /// `NAME=value` that it sets.
        env: Vec<(String, Known)>,
        /// The folder that it changes to.
        folder: Option<Known>,
        /// False for what is part of the shell (`exec`, `command`, `time`).
        program: bool,
    },
    /// `xargs`: the command behind it begins at this word and gets more words from the input.
    Fed {
        /// Index of the program behind it.
        at: usize,
        /// At the end; else where `{}` stands.
        at_end: bool,
    },
    /// A shell with a text.
    Text {
        /// Index of the word with the text.
        at: usize,
        /// Index of the word that is `$0`.
        zero: usize,
        /// True for a shell with bash's braces.
        bash: bool,
        /// True for `eval`, which runs it in the same shell: all words are its text.
        eval: bool,
    },
    /// A shell without a file or text: it reads commands from its input.
    Input,
}

/// How a wrapper reads its words.
struct Wrapper {
    name: &'static str,
    /// One-letter flags with a value.
    short: &'static str,
    /// Long flags with a value in the next word.
    long: &'static [&'static str],
    /// Words between its flags and the command.
    operands: usize,
    /// `NAME=value` may stand in front of the command.
    assigns: bool,
}

const fn wrapper(name: &'static str, short: &'static str, long: &'static [&'static str], operands: usize, assigns: bool) -> Wrapper {
    Wrapper { name, short, long, operands, assigns }
}

/// Programs that run another one, its words behind their own.
const WRAPPERS: [Wrapper; 33] = [
    wrapper("exec", "a", &[], 0, false),
    wrapper("command", "", &[], 0, false),
    wrapper("builtin", "", &[], 0, false),
    wrapper("time", "fo", &["format", "output"], 0, false),
    wrapper(
        "sudo",
        "ugpCDRThrtU",
        &["user", "group", "prompt", "chdir", "chroot", "host", "role", "type", "other-user", "close-from"],
        0,
        true,
    ),
    wrapper("doas", "uC", &[], 0, false),
    wrapper("env", "uCS", &["unset", "chdir", "split-string", "argv0"], 0, true),
    wrapper("nice", "n", &["adjustment"], 0, false),
    wrapper("ionice", "cnp", &["class", "classdata"], 0, false),
    wrapper("nohup", "", &[], 0, false),
    wrapper("setsid", "", &[], 0, false),
    wrapper("timeout", "sk", &["signal", "kill-after"], 1, false),
    wrapper("stdbuf", "ioe", &["input", "output", "error"], 0, false),
    wrapper("unbuffer", "", &[], 0, false),
    wrapper("taskset", "", &[], 1, false),
    wrapper("flock", "wE", &["timeout", "wait", "conflict-exit-code"], 1, false),
    wrapper("setarch", "", &[], 0, false),
    wrapper("fakeroot", "lsib", &["lib", "faked"], 0, false),
    wrapper("eatmydata", "", &[], 0, false),
    wrapper("xvfb-run", "efnpsw", &["error-file", "auth-file", "server-num", "xauth-protocol", "server-args", "wait"], 0, false),
    wrapper("tini", "pe", &[], 0, false),
    wrapper("tini-static", "pe", &[], 0, false),
    wrapper("docker-init", "pe", &[], 0, false),
    wrapper("catatonit", "", &[], 0, false),
    wrapper("dumb-init", "r", &["rewrite"], 0, false),
    wrapper("su-exec", "", &[], 1, false),
    wrapper("gosu", "", &[], 1, false),
    wrapper("setpriv", "", &["reuid", "regid", "groups", "inh-caps", "ambient-caps", "bounding-set", "securebits", "pdeathsig"], 0, false),
    wrapper("chpst", "uUbenmdopfcrt/", &[], 0, false),
    wrapper("cross-env", "", &[], 0, true),
    wrapper("env-cmd", "frex", &["file", "rc-file", "environments"], 0, false),
    wrapper("dotenv", "evcp", &[], 0, false),
    wrapper("dotenvx", "fek", &["env-file", "env"], 0, false),
];

/// xargs(1)
const XARGS: Wrapper =
    wrapper("xargs", "adEILnPs", &["arg-file", "delimiter", "max-lines", "max-args", "max-procs", "max-chars"], 0, false);

/// `dockerize`: one dash before long flags (jwilder/dockerize).
const DOCKERIZE: [&str; 9] =
    ["-wait", "-timeout", "-template", "-stdout", "-stderr", "-wait-retry-interval", "-wait-http-header", "-env", "-delims"];

/// What a command begins with.
pub(super) fn unwrap(words: &[(Known, Span)], folder: &Known) -> Wrapped {
    let Some(Some(program)) = words.first().map(|(word, _)| word.as_deref()) else { return Wrapped::No };
    let name = file_name(program);
    match name {
        "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" => shell(words, matches!(name, "bash" | "zsh" | "ksh")),
        "eval" => Wrapped::Text { at: 1, zero: words.len(), bash: false, eval: true },
        "su" | "runuser" => switch_user(words),
        "xargs" => match plain(&XARGS, words, folder) {
            Wrapped::Words { at, .. } => {
                let replaces = |word: &Known| word.as_deref().is_some_and(|word| word.starts_with("-I") || word.starts_with("-i"));
                Wrapped::Fed { at, at_end: !words[1..at].iter().any(|(word, _)| replaces(word)) }
            }
            other => other,
        },
        "dockerize" => {
            let flags = words[1..].iter().scan(false, |value, (word, _)| {
                let text = word.as_deref().unwrap_or_default();
                let flag = *value || text.starts_with('-');
                *value = !*value && DOCKERIZE.contains(&text);
                Some(flag)
            });
            from(words, 1 + flags.take_while(|&flag| flag).count(), Vec::new(), None, true)
        }
        "busybox" | "run-s" | "doppler" | "infisical" | "chamber" | "aws-vault" | "op" | "pm2-docker" => Wrapped::No,
        _ => match WRAPPERS.iter().find(|wrapper| wrapper.name == name) {
            Some(wrapper) => plain(wrapper, words, folder),
            None => Wrapped::No,
        },
    }
}

/// Flags, operands and assignments of a wrapper in the table.
fn plain(wrapper: &Wrapper, words: &[(Known, Span)], folder: &Known) -> Wrapped {
    let mut at = 1;
    let mut operands = wrapper.operands;
    let mut env = Vec::new();
    let mut changed = None;
    while let Some((word, _)) = words.get(at) {
        let Some(text) = word.as_deref() else { break };
        let next = words.get(at + 1).map(|(word, _)| word.clone());
        if text == "--" {
            at += 1 + operands;
            break;
        } else if let Some(long) = text.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(Some(value.to_owned()))));
            let takes = value.is_none() && wrapper.long.contains(&name);
            if name == "chdir" {
                changed = value.or(next).map(|to| resolve(folder, &to));
            }
            at += 1 + usize::from(takes);
        } else if text.len() > 1 && text.starts_with('-') {
            if wrapper.name == "command" && text.contains(['v', 'V']) {
                return Wrapped::No;
            }
            let letter = text.char_indices().skip(1).find(|&(_, c)| wrapper.short.contains(c));
            let takes = letter.is_some_and(|(i, c)| i + c.len_utf8() == text.len());
            match letter {
                Some((i, 'C')) if wrapper.name == "env" => {
                    let to = if takes { next } else { Some(Some(text[i + 1..].to_owned())) };
                    changed = to.map(|to| resolve(folder, &to));
                }
                Some((_, 'S')) if wrapper.name == "env" => return Wrapped::No,
                _ => {}
            }
            at += 1 + usize::from(takes);
        } else if let Some((name, value)) = assignment(text).filter(|_| wrapper.assigns) {
            env.push((name.to_owned(), known(&Some(value.to_owned()))));
            at += 1;
        } else if operands > 0 {
            operands -= 1;
            at += 1;
        } else {
            break;
        }
    }
    let program = !matches!(wrapper.name, "exec" | "command" | "builtin" | "time");
    from(words, at, env, changed, program)
}

/// The command from `at` on, if there is one.
fn from(words: &[(Known, Span)], at: usize, env: Vec<(String, Known)>, folder: Option<Known>, program: bool) -> Wrapped {
    if at < words.len() { Wrapped::Words { at, env, folder, program } } else { Wrapped::No }
}

/// `NAME=value`
fn assignment(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    (first && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')).then_some((name, value))
}

/// `sh -c TEXT [ZERO ARGS…]`; `sh`, `sh -s ARGS` read commands from their input.
fn shell(words: &[(Known, Span)], bash: bool) -> Wrapped {
    let mut at = 1;
    let mut text = false;
    while let Some((Some(word), _)) = words.get(at) {
        match word.as_str() {
            "-o" | "+o" | "-O" | "+O" | "--rcfile" | "--init-file" => at += 2,
            "--" | "-" => {
                at += 1;
                break;
            }
            flag if flag.starts_with("--") => at += 1,
            flag if flag.starts_with(['-', '+']) => {
                text |= flag.starts_with('-') && flag.contains('c');
                if flag.contains('s') && !text {
                    return Wrapped::Input;
                }
                // `-eo pipefail`, `-euxo pipefail -c`
                at += 1 + usize::from(flag.ends_with(['o', 'O']));
            }
            _ => break,
        }
    }
    match words.get(at) {
        Some((word, _)) if text && known(word).is_some() => Wrapped::Text { at, zero: at + 1, bash, eval: false },
        Some(_) => Wrapped::No,
        None if text => Wrapped::No,
        None => Wrapped::Input,
    }
}

/// `su [-] [-s SHELL] USER -c TEXT`, `runuser -u USER [--] COMMAND`
fn switch_user(words: &[(Known, Span)]) -> Wrapped {
    let position = |flags: &[&str]| words.iter().position(|(word, _)| word.as_deref().is_some_and(|word| flags.contains(&word)));
    if let Some(at) = position(&["-c", "--command"]).map(|i| i + 1).filter(|&at| at < words.len()) {
        return if known(&words[at].0).is_some() { Wrapped::Text { at, zero: words.len(), bash: false, eval: false } } else { Wrapped::No };
    }
    match position(&["-u", "--user"]).filter(|&i| words[0].0.as_deref().is_some_and(|name| name.ends_with("runuser")) && i == 1) {
        Some(i) => {
            let dashes = usize::from(words.get(i + 2).is_some_and(|(word, _)| word.as_deref() == Some("--")));
            from(words, i + 2 + dashes, Vec::new(), None, true)
        }
        None => Wrapped::No,
    }
}

/// The words of a command that gets more of them from its input, at its end or in the place of `{}`.
pub(super) fn fed(words: &[(Known, Span)], at_end: bool) -> Vec<(Known, Span)> {
    let mut words: Vec<_> = words.iter().map(|(word, span)| (word.clone().filter(|word| at_end || !word.contains("{}")), *span)).collect();
    let end = words.last().map_or(Span::default(), |&(_, span)| span);
    words.extend(at_end.then_some((None, end)));
    words
}

/// Commands among the arguments of one that stays a call itself, and whether they may not be run:
/// `wait-for-it.sh HOST -- COMMAND`, `find … -exec COMMAND {} ;`.
pub(super) fn behind(words: &[(Known, Span)]) -> Vec<(Vec<(Known, Span)>, bool)> {
    let Some(name) = words.first().and_then(|(word, _)| word.as_deref()).map(file_name) else { return Vec::new() };
    let mut found = Vec::new();
    if name.starts_with("wait") {
        let dashes = words.iter().position(|(word, _)| word.as_deref() == Some("--"));
        found.extend(dashes.map(|at| (words[at + 1..].to_vec(), false)));
    } else if name == "find" {
        let is = |word: &Known, names: &[&str]| word.as_deref().is_some_and(|word| names.contains(&word));
        let mut rest = words;
        // Up to its end a command has the words, `-exec` of another `find` too.
        while let Some(start) = rest.iter().position(|(word, _)| is(word, &["-exec", "-execdir", "-ok"])) {
            let command = &rest[start + 1..];
            let length = command.iter().position(|(word, _)| is(word, &[";", "+"])).unwrap_or(command.len());
            found.push((fed(&command[..length], false), true));
            rest = &command[length..];
        }
    }
    found.retain(|(words, _)| !words.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(Known, Span)> {
        text.split(' ').map(|word| ((word != "?").then(|| word.replace('·', " ")), Span::default())).collect()
    }

    #[test]
    fn finds_the_command_behind_a_wrapper() {
        let table = [
            ("sudo -E npm ci", Some(2)),
            ("sudo -u node -H X=1 npm ci", Some(5)),
            ("env -i A=1 B=2 node x", Some(4)),
            ("/usr/bin/env node x", Some(1)),
            ("env", None),
            ("exec node", Some(1)),
            ("exec -a name node", Some(3)),
            ("command -v node", None),
            ("command node", Some(1)),
            ("nice -n 10 make", Some(3)),
            ("timeout -k 5 10 make", Some(4)),
            ("/sbin/tini -s -- node x", Some(3)),
            ("tini node", Some(1)),
            ("dumb-init -r 15:2 -- node", Some(4)),
            ("su-exec node:node node x", Some(2)),
            ("gosu app ./server", Some(2)),
            ("cross-env NODE_ENV=production node x", Some(2)),
            ("dotenv -e .env -- node x", Some(4)),
            ("dockerize -wait tcp://db:1 -timeout 60s node x", Some(5)),
            ("setpriv --reuid=node --clear-groups node", Some(3)),
            ("runuser -u app -- node x", Some(4)),
            ("exec ?", Some(1)),
            ("env A=\0 node", Some(2)),
            ("node x", None),
        ];
        for (text, expected) in table {
            let at = match unwrap(&words(text), &None) {
                Wrapped::Words { at, .. } => Some(at),
                Wrapped::No => None,
                other => panic!("{text}: {other:?}"),
            };
            assert_eq!(at, expected, "{text}");
        }
    }

    #[test]
    fn keeps_what_a_wrapper_sets() {
        let expected =
            Wrapped::Words { at: 4, env: vec![("A".into(), Some("1".into()))], folder: Some(Some("/src/web".into())), program: true };
        assert_eq!(unwrap(&words("env -C web A=1 make"), &Some("/src".into())), expected);
    }

    #[test]
    fn finds_the_text_of_a_shell() {
        let text = |at, zero, bash| Wrapped::Text { at, zero, bash, eval: false };
        let table = [
            ("sh -c a·b", text(2, 3, false)),
            ("/bin/bash -lc a·b x", text(2, 3, true)),
            ("bash -euxo pipefail -c a", text(4, 5, true)),
            ("bash -o pipefail -c a", text(4, 5, true)),
            ("sh -e -c -- a", text(4, 5, false)),
            ("sh x.sh -c a", Wrapped::No),
            ("bash -", Wrapped::Input),
            ("sh -s -- -y", Wrapped::Input),
            ("sh", Wrapped::Input),
            ("sh -c ?", Wrapped::No),
            ("su node -c a·b", text(3, 4, false)),
            ("su -s /bin/sh -c a node", text(4, 6, false)),
        ];
        for (line, expected) in table {
            assert_eq!(unwrap(&words(line), &None), expected, "{line}");
        }
    }
}
