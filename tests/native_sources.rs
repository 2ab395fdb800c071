//! Whatever stands in the files of a context, reading it gives facts and no panic.

use dfsplit::project::{Tree, cargo_workspaces, crates, go_modules, go_sources, named_entries};
use proptest::prelude::*;

/// Pieces that the scanners look for, and pieces that break them off.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "package main\n",
        "import \"os\"\n",
        "import (\n",
        "\"C\"\n",
        "func f() {",
        "os.Open(",
        "filepath.Join(",
        "exec.Command(",
        "\"a/b\"",
        "`raw",
        "'",
        "\"",
        "\\",
        "/*",
        "*/",
        "//",
        "\n",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "#",
        "!",
        "#[cfg(test)]",
        "mod tests {",
        "use a::{b, c as d};",
        "use ",
        "::",
        ".",
        "join",
        ",",
        "r#\"",
        "\"#",
        "b'",
        "'a",
        "concat!(",
        "env!(\"CARGO_MANIFEST_DIR\")",
        "Path::new(",
        "format!(\"{}/x\", y)",
        "const X: &str = \"x\";",
        "%s",
        "{",
        "0x",
        "80",
        "//go:build (linux && !cgo) || x\n",
        "//go:build ((!",
        "[package]\nname = \"a\"\n",
        "[[bin]]\n",
        "[workspace]\n",
        "[[package]]\n",
        "dependencies = [\n",
        "=",
        "require (",
        "replace a => ../b\n",
        "module x\n",
        "ü",
        "\u{0}",
        "\r\n",
        "+",
        "&",
        "..",
        "/",
    ];
    prop_oneof![8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_text_makes_the_scanners_panic(a in text(), b in text()) {
        let tree = Tree::of(&[
            ("go.mod", &a), ("main.go", &b), ("pkg/a.go", &a), ("lone/go.work", &b), ("vendor/v/v.go", &a), ("Cargo.toml", &a), ("Cargo.lock", &b),
            ("src/main.rs", &a), ("src/lib.rs", &b), ("c/Cargo.toml", "[package]\nname = \"c\""), ("c/src/main.rs", &b), (".cargo/config.toml", &b), (".env", &a),
        ]);
        let lone = Tree::of(&[("main.go", &a), ("a/b/c.go", &b), ("x/y.txt", "")]);
        for module in go_modules(&tree) {
            named_entries(&module.code, &tree, "pkg");
        }
        for sources in go_sources(&lone) {
            named_entries(&sources.code, &lone, "");
        }
        for one in crates(&tree) {
            named_entries(&one.code, &tree, &one.folder);
        }
        cargo_workspaces(&tree);
    }
}
