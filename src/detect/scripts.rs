//! Turns a command into the shell script of the build context that it runs: by its path, by its name on PATH, or as the word behind a shell.
//! Relies on the layout and on the text of the script. Does not say what the script does: that is for [`crate::model::calls_of_script`].

use super::layout::Layout;
use crate::model::{Call, Known, normalise};
use crate::project::scripts::{interpreter, is_shell};

/// A shell script of the build context that is run.
pub struct Script<'a> {
    /// Its path in the image.
    pub path: String,
    /// The shell that runs it, by name.
    pub interpreter: String,
    /// Its text.
    pub text: &'a str,
    /// What it is given.
    pub arguments: Vec<Known>,
}

/// The script that a call runs; `None` where it runs something else, or a file whose text is not at hand.
pub fn run_by<'a>(call: &Call, layout: &Layout<'a>, path_folders: &[String]) -> Option<Script<'a>> {
    let first = call.argv.first()?.as_deref()?;
    let folder = call.folder.as_deref()?;
    let shell = is_shell(first.rsplit('/').next().unwrap_or(first));
    let at = if shell { call.argv.iter().skip(1).position(|w| w.as_deref().is_some_and(|w| !w.starts_with('-')))? + 1 } else { 0 };
    let name = call.argv.get(at)?.as_deref()?;
    let path = if shell || name.contains('/') {
        normalise(folder, name)
    } else {
        path_folders.iter().map(|folder| normalise(folder, name)).find(|path| layout.in_context(path).is_some())?
    };
    let text = layout.project()?.tree.text(&layout.in_context(&path)?)?;
    let named = interpreter(text).map(|program| program.rsplit('/').next().unwrap_or(program).to_owned());
    // What begins with no `#!` the shell that starts it runs itself. Source: POSIX, "Command Search and Execution".
    let plain = || (!text.starts_with("#!") && !text.contains('\0') && is_named_as_a_script(name)).then(|| "sh".to_owned());
    let interpreter = if shell { first.rsplit('/').next().map(str::to_owned) } else { named.or_else(plain) }?;
    is_shell(&interpreter).then(|| Script { path, interpreter, text, arguments: call.argv[at + 1..].to_vec() })
}

/// `start.sh`, or a name without an ending.
fn is_named_as_a_script(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".sh", ".bash"].iter().any(|end| name.ends_with(end)) || !name.contains('.')
}
