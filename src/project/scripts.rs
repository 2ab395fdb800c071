//! Turns the scripts of a package.json into the order in which a package manager runs them, and a script file into its interpreter.
//! Relies on the texts alone. Does not read a script as shell: that is for [`crate::shell`].

use super::facts::NodePackage;

/// What `npm run NAME` runs, each script with its name: `preNAME`, `NAME`, `postNAME`, as far as they are there.
/// `start` without a script is `node server.js`. Empty where there is no such script. pnpm and yarn berry leave out `pre` and `post`.
pub fn run_order<'p>(package: &'p NodePackage, name: &str) -> Vec<(String, &'p str)> {
    let own = match package.scripts.get(name) {
        Some(text) => text.as_str(),
        None if name == "start" => "node server.js",
        None => return Vec::new(),
    };
    let around = |prefix: &str| {
        let name = format!("{prefix}{name}");
        package.scripts.get(&name).map(|text| (name, text.as_str()))
    };
    around("pre").into_iter().chain([(name.to_owned(), own)]).chain(around("post")).collect()
}

/// The scripts of the root package that an install runs.
pub fn install_scripts(package: &NodePackage) -> Vec<(&'static str, &str)> {
    let names = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
    names.into_iter().filter_map(|name| Some((name, package.scripts.get(name)?.as_str()))).collect()
}

/// The program in the first line of a script: `#!/usr/bin/env -S node --x` names `node`, `#!/bin/bash` names `/bin/bash`.
pub fn interpreter(text: &str) -> Option<&str> {
    let mut words = text.strip_prefix("#!")?.lines().next()?.split_whitespace();
    let program = words.next()?;
    if program.ends_with("/env") { words.find(|word| !word.starts_with('-') && !word.contains('=')) } else { Some(program) }
}

/// True for the name of a shell whose scripts are followed.
pub fn is_shell(name: &str) -> bool {
    matches!(name, "sh" | "bash" | "ash" | "dash")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(scripts: &[(&str, &str)]) -> NodePackage {
        NodePackage { scripts: scripts.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect(), ..NodePackage::default() }
    }

    #[test]
    fn runs_what_stands_before_and_behind() {
        let package = package(&[
            ("prebuild", "a"),
            ("build", "b"),
            ("postbuild", "c"),
            ("dev", "d"),
            ("prestart", "e"),
            ("prepare", "husky"),
            ("postinstall", "f"),
        ]);
        for (name, expected) in [
            ("build", &[("prebuild", "a"), ("build", "b"), ("postbuild", "c")][..]),
            ("dev", &[("dev", "d")]),
            ("start", &[("prestart", "e"), ("start", "node server.js")]),
            ("none", &[]),
        ] {
            let order = run_order(&package, name);
            assert_eq!(order.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>(), expected, "{name}");
        }
        assert_eq!(install_scripts(&package), [("postinstall", "f"), ("prepare", "husky")]);
    }

    #[test]
    fn finds_the_interpreter() {
        for (text, expected) in [
            ("#!/bin/sh -e\nx", Some("/bin/sh")),
            ("#! /usr/bin/env bash", Some("bash")),
            ("#!/usr/bin/env -S A=1 node --x\n", Some("node")),
            ("#!/bin/bash\r\nx", Some("/bin/bash")),
            ("x\n#!/bin/sh", None),
            ("#!", None),
        ] {
            assert_eq!(interpreter(text), expected, "{text}");
        }
    }
}
