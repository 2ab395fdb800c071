//! Which entries of the context literals name, by example.

use super::super::code::{Code, Literal, Place};
use super::super::tree::Tree;
use super::named_entries;

const CONTEXT: [&str; 31] = [
    ".env",
    "Dockerfile",
    "README.md",
    "config/default.toml",
    "data/a.json",
    "data/deep/b.json",
    "db/db.go",
    "db/migration/1.sql",
    "font.txt",
    "go.mod",
    "handlers/handlers.go",
    "image/cat.png",
    "locales/en.yaml",
    "mail/mail.go",
    "mail/templates/m.html",
    "mixed/a.go",
    "mixed/assets/a.css",
    "mixed/b.txt",
    "other.txt",
    "settings.yaml",
    "static/app.js",
    "static/vendor/jquery.js",
    "store.db",
    "svc/inner/x.txt",
    "svc/local.txt",
    "svc/main.go",
    "templates/a.html",
    "templates/b.html",
    "tests/x.json",
    "views/x.hbs",
    "web/web.ts",
];

/// Literals that are read begin with `read:`, unknown reads with `unknown:`; the rest stands somewhere.
fn named(words: &[&str], folder: &str, file: &str, serves: bool) -> Vec<String> {
    let tree = Tree::of(&CONTEXT.map(|path| (path, if path == ".env" { "# note\nDATABASE_URL=sqlite://store.db?mode=rw\n" } else { "" })));
    let mut code = Code::default();
    for word in words {
        let (kind, text) = word.split_once(':').filter(|(kind, _)| matches!(*kind, "read" | "unknown")).unwrap_or(("", word));
        let literal = Literal { text: text.into(), file: file.into(), line: 1 };
        match kind {
            "read" => code.read_literals.push(literal),
            "unknown" => code.reads_unknown.push(Place { file: text.into(), line: 1, text: "os.Open(".into() }),
            _ => code.literals.push(literal),
        }
    }
    code.serves_files = serves.then(|| Place { file: file.into(), line: 1, text: String::new() });
    named_entries(&code, &tree, folder).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn literals_name_the_longest_part_that_exists() {
    for (words, expected) in [
        (vec!["templates/a.html"], vec!["templates"]),
        (vec!["./templates/*.html"], vec!["templates"]),
        (vec!["templates/**/*"], vec!["templates"]),
        (vec!["data/missing/x"], vec!["data"]),
        (vec!["data/deep/b.json", "data/deep"], vec!["data/deep"]),
        (vec!["font.txt"], vec!["font.txt"]),
        (vec!["file://db/migration"], vec!["db/migration"]),
        (vec!["read:.env"], vec![".env", "store.db"]),
        (vec!["locales"], vec!["locales"]),
    ] {
        assert_eq!(named(&words, "", "main.go", false), expected, "{words:?}");
    }
}

#[test]
fn what_no_program_reads_is_left_out() {
    for words in [
        vec!["README.md", "Dockerfile", "go.mod", ".git", "tests/x.json", "tests"],
        vec!["handlers", "handlers/handlers.go", "mixed/a.go"],
        vec!["image/png", "text/html", "image/svg+xml"],
        vec!["/templates", "/static/app", "/api/data"],
        vec!["https://data/a.json", "a data/a.json", "", "/", ".", "..", "../../x", "*"],
        vec!["unknown"],
    ] {
        assert_eq!(named(&words, "", "main.go", false), Vec::<String>::new(), "{words:?}");
    }
}

#[test]
fn routes_and_absolute_paths_are_told_apart() {
    for (words, serves, expected) in [
        (vec!["/static"], true, vec!["static"]),
        (vec!["/static"], false, vec![]),
        (vec!["read:/static"], false, vec!["static"]),
        (vec!["/app/templates"], false, vec!["templates"]),
        (vec!["/app/config/default.toml"], false, vec!["config"]),
        (vec!["/usr/src/app/data/deep"], false, vec!["data/deep"]),
    ] {
        assert_eq!(named(&words, "", "main.go", serves), expected, "{words:?}");
    }
}

#[test]
fn folders_with_sources_are_narrowed_to_the_rest() {
    for (words, file, expected) in [
        (vec!["mixed"], "main.go", vec!["mixed/assets", "mixed/b.txt"]),
        (vec!["mixed"], "main.rs", vec!["mixed"]),
        (vec!["db"], "main.go", vec!["db/migration"]),
        (vec!["read:mixed/built"], "main.go", vec!["mixed"]),
        (vec!["static"], "main.go", vec!["static"]),
        (vec!["web"], "main.go", vec!["web"]),
        (vec!["web"], "main.ts", vec![]),
    ] {
        assert_eq!(named(&words, "", file, false), expected, "{words:?}");
    }
}

#[test]
fn names_that_are_put_together_are_found_by_their_ends() {
    for (words, folder, expected) in [
        (vec![".txt", "unknown:main.go"], "", vec!["font.txt", "other.txt"]),
        (vec![".txt"], "", vec![]),
        (vec![".txt", "../", "unknown:svc/main.go"], "svc", vec!["font.txt", "other.txt", "svc/local.txt"]),
        (vec!["read:settings"], "", vec!["settings.yaml"]),
        (vec!["read:config/default"], "", vec!["config"]),
        (vec!["unknown:mail/mail.go"], "", vec!["mail/templates"]),
        (vec!["read:.env", "unknown:main.go"], "", vec![".env", "store.db"]),
    ] {
        assert_eq!(named(&words, folder, "main.go", false), expected, "{words:?}");
    }
}

#[test]
fn paths_are_relative_to_the_working_folder() {
    for (words, file, expected) in [
        (vec!["inner/x.txt"], "svc/main.go", vec!["svc/inner"]),
        (vec!["../templates"], "svc/main.go", vec!["templates"]),
        (vec!["templates"], "svc/main.go", vec![]),
        (vec!["../data/deep"], "svc/main.go", vec!["data/deep"]),
        (vec!["../views/x.hbs"], "svc/routes/a.js", vec!["views"]),
    ] {
        assert_eq!(named(&words, "svc", file, false), expected, "{words:?}");
    }
}
