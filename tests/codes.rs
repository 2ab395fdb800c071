//! Every code that the sources can put into a finding has an entry in the manual, and every entry has a source.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Codes of answers and failures, which are no findings: the outcome itself says them.
const OF_OUTCOMES: [&str; 5] = ["already-multi-stage", "can-be-split", "check-failed", "ignored", "nothing-to-gain"];

#[test]
fn codes_and_manual_agree() {
    let mut used = BTreeSet::new();
    for folder in ["src/demand", "src/plan", "src/detect"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut used);
    }
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/refusal.rs"), &mut used);
    let manual: BTreeSet<String> =
        dfsplit::code::all().map(|code| code.name.to_owned()).filter(|n| !OF_OUTCOMES.contains(&n.as_str())).collect();
    assert_eq!(used.difference(&manual).collect::<Vec<_>>(), Vec::<&String>::new(), "without an entry in the manual");
    assert_eq!(manual.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "an entry that nothing says");
}

fn collect(folder: &Path, used: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, used);
        } else {
            read(&path, used);
        }
    }
}

/// The second argument of each `Diagnostic::new(Level::…, "code", …)`.
fn read(path: &Path, used: &mut BTreeSet<String>) {
    let text = fs::read_to_string(path).expect("a source");
    for call in text.split("Diagnostic::new(").skip(1) {
        let mut parts = call.splitn(3, '"');
        if let (Some(before), Some(code)) = (parts.next(), parts.next())
            && before.trim().starts_with("Level::")
        {
            used.insert(code.to_owned());
        }
    }
}
