//! All scripts of this repository, as shellcheck reads them.

use std::process::Command;

use crate::tools::{quiet, root, tool};

#[test]
fn scripts_leave_shellcheck_nothing_to_say() {
    let Some(shellcheck) = tool("shellcheck", "no script was checked by it") else { return };
    let ours = [".ci/run", "*action*.sh", "examples/bulk/*.sh", "tests/fits_in/*.sh"];
    let listed =
        quiet(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "--"]).args(ours).current_dir(root()));
    let scripts: Vec<&str> = listed.lines().collect();
    assert!(scripts.contains(&"examples/bulk/branches/branch.sh"), "{scripts:?}");
    assert_eq!(quiet(Command::new(shellcheck).args(["--source-path=SCRIPTDIR", "--"]).args(&scripts).current_dir(root())), "");
}

#[test]
fn scripts_for_people_can_be_started() {
    use std::os::unix::fs::PermissionsExt as _;
    // multi-gitter, for one, starts nothing else.
    for name in ["branches/branch.sh", "branches/branches.sh", "multi-gitter/dfsplit.sh", "patches/patches.sh"] {
        let mode = super::example(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o111, 0o111, "{name}");
    }
}
