//! go.mod and go.work into their directives.
//! Relies on the grammar of the Go modules reference: one directive a line, or a block in brackets. Checks no versions.

/// What a go.mod says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Manifest {
    /// The module path.
    pub path: String,
    /// The `go` line.
    pub go: Option<String>,
    /// Path and version of each required module.
    pub requires: Vec<(String, String)>,
    /// Right sides of `replace` that are folders.
    pub local_replaces: Vec<String>,
    /// Folders of `use` lines (go.work only).
    pub uses: Vec<String>,
}

/// Reads a go.mod or go.work.
pub(super) fn manifest(text: &str) -> Manifest {
    let mut out = Manifest::default();
    let mut block = None;
    for line in text.lines() {
        let line = line.split_once("//").map_or(line, |(before, _)| before).trim();
        match (block, line) {
            (_, "") => {}
            (Some(_), ")") => block = None,
            (Some(word), line) => directive(word, line, &mut out),
            (None, line) => {
                let (word, rest) = line.split_once([' ', '\t', '(']).unwrap_or((line, ""));
                if line.ends_with('(') && matches!(rest.trim(), "" | "(") {
                    block = Some(word);
                } else {
                    directive(word, rest.trim(), &mut out);
                }
            }
        }
    }
    out
}

/// directive = word { argument }
fn directive(word: &str, rest: &str, out: &mut Manifest) {
    match word {
        "module" => out.path = unquoted(rest).into(),
        "go" => out.go = Some(unquoted(rest).into()),
        "require" => {
            let mut words = rest.split_whitespace();
            if let (Some(path), Some(version)) = (words.next(), words.next()) {
                out.requires.push((unquoted(path).into(), unquoted(version).into()));
            }
        }
        "replace" => {
            let to = rest.split_once("=>").map(|(_, to)| unquoted(to.split_whitespace().next().unwrap_or_default()));
            out.local_replaces.extend(to.filter(|to| is_folder(to)).map(Into::into));
        }
        "use" => out.uses.push(unquoted(rest).into()),
        _ => {}
    }
}

fn is_folder(target: &str) -> bool {
    target.starts_with("./") || target.starts_with("../") || target.starts_with('/') || target == "." || target == ".."
}

fn unquoted(word: &str) -> &str {
    word.trim_matches(['"', '`'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lines_comments_and_quotes_are_read() {
        let text = "// Deprecated: no\nmodule \"example.org/a\" // here\n\ngo 1.22.1\ntoolchain go1.23\n\nrequire example.org/b v1.0.0\n\nrequire (\r\n\texample.org/c v0.1.0 // indirect\r\n)\n\nreplace example.org/b v1.0.0 => ./b\nreplace (\n\texample.org/c => ../c\n\texample.org/d => example.org/e v1.0.0\n)\nexclude example.org/x v1.0.0\nretract (\n\tv1.0.0\n)\n";
        assert_eq!(
            manifest(text),
            Manifest {
                path: "example.org/a".into(),
                go: Some("1.22.1".into()),
                requires: vec![("example.org/b".into(), "v1.0.0".into()), ("example.org/c".into(), "v0.1.0".into())],
                local_replaces: vec!["./b".into(), "../c".into()],
                uses: vec![],
            }
        );
    }

    #[test]
    fn a_work_file_names_its_modules() {
        assert_eq!(manifest("go 1.21\nuse ./one\nuse (\n  .\n  ./two // x\n)\n").uses, ["./one", ".", "./two"]);
    }

    #[test]
    fn odd_texts_give_little() {
        for text in ["", "(", "require", "require (", "replace a =>", ")\n)", "module"] {
            assert_eq!(manifest(text).requires, [], "{text}");
        }
    }
}
