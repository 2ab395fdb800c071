//! Turns command lines, variables and package names into what the dated lists of templates/tools.toml say of them.
//! Relies on words that are already expanded. Does not follow scripts: `yarn dev` is a question for the project's facts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builtin::Facts;

/// templates/tools.toml.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Tools {
    build_env: Vec<String>,
    check_certificates: Vec<String>,
    same_everywhere: Vec<String>,
    starts_too: BTreeMap<String, Vec<String>>,
    toolchain_archives: Vec<String>,
    launchers: Vec<String>,
    dev_server: Vec<Programs>,
    compile_and_serve: Vec<Programs>,
    node: Node,
    go: Go,
}

#[derive(Debug, Deserialize)]
struct Programs {
    why: String,
    run: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Node {
    migrations: Vec<String>,
    node_env: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Go {
    harmless: Vec<String>,
}

impl Facts {
    /// The text of a RUN installs a compiler from an archive.
    pub fn installs_a_toolchain(&self, run: &str) -> bool {
        self.tools().toolchain_archives.iter().any(|said| run.contains(said.as_str()))
    }

    /// A program or library that checks certificates against the system's bundle.
    pub fn checks_certificates(&self, program: &str) -> bool {
        self.tools().check_certificates.iter().any(|known| known == program)
    }

    /// A command does the same with the tools of Debian and of Alpine: a name of the list, without options that only one of them has.
    pub fn is_same_everywhere<'w>(&self, program: &str, mut words: impl Iterator<Item = &'w str>) -> bool {
        let plain = |word: &str| !word.starts_with("--") || word == "--";
        self.tools().same_everywhere.iter().any(|known| known == base_name(program)) && words.all(plain)
    }

    /// Other programs that a program starts by itself.
    pub fn starts_too(&self, program: &str) -> impl Iterator<Item = &str> {
        self.tools().starts_too.get(program).into_iter().flatten().map(String::as_str)
    }

    /// The variable is read by builds only.
    pub fn build_only_env(&self, name: &str) -> bool {
        self.tools().build_env.iter().any(|pattern| wildcard(pattern, name))
    }

    /// Why this command is a development server or a watcher; `None` where it is none. Launchers (npx, cross-env, tini …) are looked through.
    pub fn dev_server(&self, argv: &[&str]) -> Option<&str> {
        let tools = self.tools();
        find(&tools.dev_server, tools.launched(argv))
    }

    /// Why this command compiles the sources at each start; `None` where it does not. Launchers are looked through.
    pub fn compiles_and_serves(&self, argv: &[&str]) -> Option<&str> {
        let tools = self.tools();
        find(&tools.compile_and_serve, tools.launched(argv))
    }

    /// The Node.js package is a tool that people run to bring a database up to date.
    pub fn is_migration_package(&self, package: &str) -> bool {
        self.migrations().any(|(name, _)| name == package)
    }

    /// The program belongs to such a package.
    pub fn is_migration_program(&self, program: &str) -> bool {
        self.migrations().any(|(_, mut programs)| programs.any(|known| known == program))
    }

    fn migrations(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.tools()
            .node
            .migrations
            .iter()
            .filter_map(|row| row.split_once(':'))
            .map(|(package, programs)| (package, programs.split_whitespace()))
    }

    /// The Node.js package behaves otherwise, in a way that a client can see, when NODE_ENV is production.
    pub fn chooses_by_node_env(&self, package: &str) -> bool {
        self.tools().node.node_env.iter().any(|known| known == package)
    }

    /// The Go module is known never to open a TLS connection, read the system's files or load a time zone.
    pub fn is_harmless_go_module(&self, path: &str) -> bool {
        self.tools().go.harmless.iter().any(|known| match known.strip_suffix('/') {
            Some(folder) => path == folder || path.starts_with(known.as_str()),
            None => path == known,
        })
    }
}

impl Tools {
    /// What a command runs in the end, its launchers and their options left out.
    fn launched<'a, 'w>(&self, argv: &'a [&'w str]) -> &'a [&'w str] {
        let mut rest = argv;
        loop {
            let unset = rest.iter().take_while(|word| is_assignment(word)).count();
            rest = &rest[unset..];
            let Some(length) = self.launchers.iter().filter_map(|launcher| starts_with(rest, launcher)).max() else { return rest };
            let after = &rest[length..];
            let options = match after.iter().position(|word| *word == "--") {
                Some(end) if after[0].starts_with('-') => end + 1,
                Some(_) | None => after.iter().take_while(|word| word.starts_with('-') || is_assignment(word)).count(),
            };
            if options >= after.len() {
                return rest;
            }
            rest = &after[options..];
        }
    }
}

/// Number of words of `argv` that the launcher's words take.
fn starts_with(argv: &[&str], launcher: &str) -> Option<usize> {
    let mut count = 0;
    for word in launcher.split(' ') {
        let given = argv.get(count)?;
        if (if count == 0 { base_name(given) } else { given }) != word {
            return None;
        }
        count += 1;
    }
    Some(count)
}

fn find<'a>(lists: &'a [Programs], argv: &[&str]) -> Option<&'a str> {
    let (program, words) = argv.split_first()?;
    let program = base_name(program);
    lists.iter().find(|list| list.run.iter().any(|rule| fits(rule, program, words))).map(|list| list.why.as_str())
}

/// rule = program [ "!" words | words | options ], each a list with bars: see templates/tools.toml.
fn fits(rule: &str, program: &str, words: &[&str]) -> bool {
    let (name, condition) = rule.split_once(' ').unwrap_or((rule, ""));
    if name != program {
        return false;
    }
    let first = || words.iter().find(|word| !word.starts_with('-')).copied();
    if condition.is_empty() {
        true
    } else if let Some(others) = condition.strip_prefix('!') {
        first().is_none_or(|word| others.split('|').all(|other| other != word))
    } else if condition.starts_with('-') {
        words.iter().any(|word| {
            condition.split('|').any(|option| word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
        })
    } else {
        first().is_some_and(|word| condition.split('|').any(|wanted| wanted == word))
    }
}

fn base_name(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// One `*` in a pattern stands for anything.
pub(super) fn wildcard(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end),
        None => pattern == text,
    }
}
