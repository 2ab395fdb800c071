//! Cargo.lock into names and dependencies.
//! Relies on cargo writing it: one key a line, lists one entry a line. Reads no versions and checks nothing.

use std::collections::BTreeMap;

/// The packages of a Cargo.lock; several versions of a package are one.
pub(super) fn lock(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut packages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut name, mut listing, mut inside) = ("", false, false);
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[[package]]";
            (name, listing) = ("", false);
        } else if !inside {
        } else if let Some(value) = value(line, "name") {
            name = value.trim_matches('"');
            packages.entry(name.into()).or_default();
        } else if let Some(list) = value(line, "dependencies") {
            listing = list == "[";
            note(&mut packages, name, list.trim_matches(['[', ']']).split(','));
        } else if line == "]" {
            listing = false;
        } else if listing {
            note(&mut packages, name, std::iter::once(line));
        }
    }
    packages
}

/// line = key "=" value
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.trim_start().strip_prefix('=').map(str::trim)
}

/// `entry = '"' name [ version [ source ] ] '"' [ "," ]`
fn note<'a>(packages: &mut BTreeMap<String, Vec<String>>, name: &str, entries: impl Iterator<Item = &'a str>) {
    let Some(list) = packages.get_mut(name) else { return };
    for entry in entries {
        let entry = entry.trim().trim_end_matches(',').trim_matches('"');
        let entry = entry.split(' ').next().unwrap_or_default();
        if !entry.is_empty() && !list.iter().any(|known| known == entry) {
            list.push(entry.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_and_their_dependencies_are_read() {
        let text = "# generated\nversion = 3\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\n \"rand 0.7.3\",\n \"rand 0.8.5\",\n \"serde\",\n]\n\n[[package]]\nname = \"rand\"\nversion = \"0.7.3\"\n\n[[package]]\nname = \"rand\"\nversion = \"0.8.5\"\ndependencies = [\"serde 1.0.0 (registry+x)\"]\n\n[[package]]\nname = \"serde\"\n\n[metadata]\nname = \"no\"\n";
        let expected: BTreeMap<String, Vec<String>> = [("app", vec!["rand", "serde"]), ("rand", vec!["serde"]), ("serde", vec![])]
            .into_iter()
            .map(|(name, list)| (name.to_owned(), list.into_iter().map(str::to_owned).collect()))
            .collect();
        assert_eq!(lock(text), expected);
    }
}
