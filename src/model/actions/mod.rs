//! Says what a command does, as far as its program's own documentation says.
//! Relies on the words of the command and the folder it is run in. Does not look at the project and guesses nothing: what is not in here is [`Action::Other`].

mod cargo;
mod edits;
mod fetch;
mod files;
mod go;
mod node;
mod options;
mod packages;
mod pnpm;
mod quiet;
#[cfg(test)]
mod tests;
mod yarn;

use super::paths::{file_name, resolve};
use super::{Action, Known};

/// Where a command is run.
pub(super) struct Place<'p> {
    /// The folder.
    pub folder: &'p Known,
    /// Files that its output is written to.
    pub writes: &'p [Known],
    /// The user's home.
    pub home: &'p dyn Fn() -> Known,
}

impl Place<'_> {
    /// A word that names a path.
    fn path(&self, word: &Known) -> Known {
        resolve(self.folder, word)
    }

    /// Words that name paths.
    fn paths<'w>(&self, words: impl IntoIterator<Item = &'w Known>) -> Vec<Known> {
        words.into_iter().map(|word| self.path(word)).collect()
    }
}

/// What a command does.
#[derive(Debug, PartialEq)]
pub(super) struct Effect {
    pub action: Action,
    /// The folder that the program itself changes to (`make -C`, `npm --prefix`).
    pub folder: Option<Known>,
    /// Files that it writes by its own arguments and that a redirection could have written as well (`tee`).
    pub writes: Vec<Known>,
}

impl From<Action> for Effect {
    fn from(action: Action) -> Self {
        Effect { action, folder: None, writes: Vec::new() }
    }
}

impl Effect {
    /// Done in another folder.
    fn within(action: Action, folder: Option<Known>) -> Self {
        Effect { action, folder, writes: Vec::new() }
    }
}

/// What the command does.
pub(super) fn recognise(argv: &[Known], place: &Place) -> Effect {
    let Some((Some(program), words)) = argv.split_first() else { return Action::Other.into() };
    if let Some(tool) = node::bin_tool(program) {
        return Action::NodeExec { program: Some(tool.to_owned()), args: options::all_known(words) }.into();
    }
    let effect = match file_name(program) {
        _ if asks_for_version(words) => Action::Nothing.into(),
        "go" => go::go(words, place),
        name @ ("go-wrapper" | "godep" | "dep" | "glide" | "govendor" | "gofmt" | "golint" | "golangci-lint") => {
            go::companion(name, words, place)
        }
        "cargo" => cargo::cargo(words, place),
        "rustup" => Action::CargoOther.into(),
        "npm" => node::npm(words, place),
        "yarn" | "yarnpkg" => yarn::yarn(words, place),
        "pnpm" => pnpm::pnpm(words, place),
        "bun" => pnpm::bun(words, place),
        "npx" | "pnpx" | "bunx" => node::exec(words),
        "corepack" => node::corepack(words, place),
        name => match packages::recognise(name, words, place)
            .or_else(|| files::recognise(name, words, place))
            .or_else(|| fetch::recognise(name, words, place))
            .or_else(|| edits::recognise(name, words, place))
        {
            Some(effect) => effect,
            None if quiet::leaves_no_trace(name, words) => Action::Nothing.into(),
            None => Action::Other.into(),
        },
    };
    match effect.action {
        Action::Nothing if !place.writes.is_empty() => Action::MakeFiles(place.writes.to_vec()).into(),
        _ => effect,
    }
}

/// `X --version`, `X --help`
fn asks_for_version(words: &[Known]) -> bool {
    matches!(words, [Some(word)] if matches!(word.as_str(), "--version" | "--help"))
}
