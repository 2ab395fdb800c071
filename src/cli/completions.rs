//! Turns the definition of the command line into a script that completes it in a shell.
//! Relies on `clap_complete`. Does not install the script: each shell has its own place, which `docs/install.md` names.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Args;

/// The script.
pub fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dfsplit", &mut script);
    let script = String::from_utf8(script).unwrap_or_default();
    if shell == Shell::Fish { with_values(&script) } else { script }
}

/// fish's script, completing `--color a` as it does `--color=a`: an option that still lacks its value is no reason to offer files
/// (`clap_complete` 4.6 takes it for one).
fn with_values(script: &str) -> String {
    script.replace("2>/dev/null\n    or return\n", "2>/dev/null\n    or return 0\n")
}
