//! The head of a Go file: may it be part of a Linux build, which package is it, what does it import.
//! Relies on the Go specification (imports precede all declarations) and on the rules for build constraints. Knows no build tags that users make up:
//! a file that depends on them counts as built.

use super::super::lexer::{Kind, Token};

/// Operating systems other than Linux, as in `GOOS`.
const OTHER_SYSTEMS: [&str; 17] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];

/// Architectures that no container of this tool runs on.
const OTHER_MACHINES: [&str; 4] = ["wasm", "sparc64", "sparc", "amd64p32"];

/// Architectures of containers.
const MACHINES: [&str; 9] = ["amd64", "arm64", "386", "arm", "ppc64le", "s390x", "riscv64", "loong64", "mips64le"];

/// Tags that files are kept out of builds with, by custom.
const NEVER: [&str; 6] = ["ignore", "tools", "never", "exclude", "wireinject", "gccgo"];

/// An import of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Import<'a> {
    /// The name that the file gives it, if it gives one.
    pub alias: Option<&'a str>,
    /// `net/http`
    pub path: &'a str,
    /// From 1.
    pub line: u32,
}

impl<'a> Import<'a> {
    /// The name that stands before its functions, by custom: the last part of the path that is no version.
    pub fn name(&self) -> &'a str {
        if let Some(alias) = self.alias {
            return alias;
        }
        let is_version = |part: &&str| !(part.starts_with('v') && part[1..].bytes().all(|b| b.is_ascii_digit()));
        let last = self.path.rsplit('/').find(is_version).unwrap_or(self.path);
        let last = last.rsplit_once(".v").map_or(last, |(name, _)| name);
        last.strip_prefix("go-").unwrap_or(last)
    }
}

/// What a file's head says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header<'a> {
    /// The package clause.
    pub package: &'a str,
    /// In their order.
    pub imports: Vec<Import<'a>>,
    /// The token after the last import.
    pub end: usize,
}

/// Reads the package clause and the imports.
pub(super) fn header<'a>(tokens: &[Token<'a>]) -> Header<'a> {
    let mut out = Header::default();
    let [keyword, name, ..] = tokens else { return out };
    if !keyword.is_word("package") {
        return out;
    }
    out.package = name.word().unwrap_or_default();
    out.end = 2;
    while let Some(token) = tokens.get(out.end) {
        if token.is(b';') {
            out.end += 1;
        } else if token.is_word("import") {
            out.end = import(tokens, out.end + 1, &mut out.imports);
        } else {
            break;
        }
    }
    out
}

/// import = "import" ( spec | "(" { spec } ")" )
fn import<'a>(tokens: &[Token<'a>], from: usize, out: &mut Vec<Import<'a>>) -> usize {
    let block = tokens.get(from).is_some_and(|t| t.is(b'('));
    let (mut at, mut alias) = (from + usize::from(block), None);
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.kind {
            Kind::Text | Kind::Raw => {
                out.push(Import { alias: alias.take(), path: token.text, line: token.line });
                if !block {
                    return at;
                }
            }
            Kind::Word => alias = Some(token.text),
            Kind::Mark(b'.') => alias = Some("."),
            Kind::Mark(b';') => {}
            Kind::Mark(_) | Kind::Number | Kind::Taken => return at,
        }
    }
    at
}

/// When a file is part of a Linux build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Built {
    /// As far as its constraint goes, always.
    Plain,
    /// Only with build tags of the project's own.
    Tagged,
    /// Never.
    Never,
}

/// When a file is part of a Linux build, by its name and its build constraint.
pub(super) fn built(path: &str, text: &str) -> Built {
    if !name_may_build(path) || constraint(text, false) == Some(false) {
        Built::Never
    } else if constraint(text, true) == Some(false) {
        Built::Tagged
    } else {
        Built::Plain
    }
}

/// `name = stem [ "_" system ] [ "_" machine ] ".go"`
fn name_may_build(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.strip_suffix(".go").unwrap_or(file);
    let parts: Vec<&str> = stem.split('_').skip(1).collect();
    !parts.iter().rev().take(2).any(|part| OTHER_SYSTEMS.contains(part) || OTHER_MACHINES.contains(part))
}

/// The value of the build constraint; `None` where it depends on tags that aren't known. `plain`: tags that users make up are off.
fn constraint(text: &str, plain: bool) -> Option<bool> {
    let mut old = Some(true);
    for line in text.lines() {
        let line = line.trim();
        if let Some(expression) = line.strip_prefix("//go:build ") {
            return either(&mut Words { text: expression, plain });
        }
        if let Some(comment) = line.strip_prefix("//") {
            if let Some(options) = comment.trim_start().strip_prefix("+build ") {
                old = and(old, options.split_whitespace().map(|option| all_of(option, plain)).fold(Some(false), or));
            }
        } else if line.starts_with("package ") {
            break;
        }
    }
    old
}

/// option = tag { "," tag }
fn all_of(option: &str, plain: bool) -> Option<bool> {
    let tags = option.split(',').map(|t| t.strip_prefix('!').map_or_else(|| tag(t, plain), |t| tag(t, plain).map(|v| !v)));
    tags.fold(Some(true), and)
}

/// The rest of a constraint.
struct Words<'a> {
    text: &'a str,
    plain: bool,
}

impl<'a> Words<'a> {
    fn take(&mut self, start: &str) -> bool {
        let Some(rest) = self.text.trim_start().strip_prefix(start) else { return false };
        self.text = rest;
        true
    }

    fn word(&mut self) -> &'a str {
        let text = self.text.trim_start();
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(text.len());
        self.text = &text[end..];
        &text[..end]
    }
}

/// either = both { "||" both }
fn either(words: &mut Words) -> Option<bool> {
    let mut value = both(words);
    while words.take("||") {
        let next = both(words);
        value = or(value, next);
    }
    value
}

/// both = no { "&&" no }
fn both(words: &mut Words) -> Option<bool> {
    let mut value = no(words);
    while words.take("&&") {
        let next = no(words);
        value = and(value, next);
    }
    value
}

/// no = "!" no | "(" either ")" | tag
fn no(words: &mut Words) -> Option<bool> {
    let mut negated = false;
    while words.take("!") {
        negated = !negated;
    }
    // Brackets deeper than this are nobody's constraint; it stays unknown.
    let value = if words.take("(") {
        if words.text.matches('(').count() > 20 {
            return None;
        }
        let value = either(words);
        words.take(")");
        value
    } else {
        tag(words.word(), words.plain)
    };
    if negated { value.map(|v| !v) } else { value }
}

fn tag(name: &str, plain: bool) -> Option<bool> {
    match name {
        "linux" | "unix" | "gc" => Some(true),
        _ if name.starts_with("go1.") => Some(true),
        _ if NEVER.contains(&name) || OTHER_SYSTEMS.contains(&name) || OTHER_MACHINES.contains(&name) => Some(false),
        "" | "cgo" | "race" | "purego" => None,
        _ if !plain || MACHINES.contains(&name) => None,
        _ => Some(false),
    }
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    if a == Some(false) || b == Some(false) { Some(false) } else { a.and(b) }
}

fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    if a == Some(true) || b == Some(true) { Some(true) } else { a.and(b) }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    #[test]
    fn imports_of_all_forms_are_read() {
        let mut out = Vec::new();
        tokens("// x\npackage main\nimport \"fmt\"\nimport (\n\t_ \"a/b\"\n\tx \"c\"; . `d`\n)\n\nvar s = \"import\"", &mut out);
        let head = header(&out);
        let seen: Vec<_> = head.imports.iter().map(|i| (i.alias, i.path, i.line)).collect();
        assert_eq!(head.package, "main");
        assert_eq!(seen, [(None, "fmt", 3), (Some("_"), "a/b", 5), (Some("x"), "c", 6), (Some("."), "d", 6)]);
        assert!(out[head.end].is_word("var"));
    }

    #[test]
    fn imports_are_called_by_the_last_part_of_their_path() {
        for (path, name) in
            [("os/exec", "exec"), ("github.com/x/chi/v5", "chi"), ("gopkg.in/yaml.v3", "yaml"), ("a/go-redis", "redis"), ("v", "v")]
        {
            assert_eq!(Import { alias: None, path, line: 1 }.name(), name);
        }
    }

    #[test]
    fn files_that_no_linux_build_takes_are_known() {
        for (path, text, expected) in [
            ("a.go", "package a", Built::Plain),
            ("a_windows.go", "package a", Built::Never),
            ("a_darwin_arm64.go", "package a", Built::Never),
            ("a_linux.go", "package a", Built::Plain),
            ("windows.go", "package a", Built::Plain),
            ("a.go", "//go:build ignore\n\npackage main", Built::Never),
            ("a.go", "// +build ignore\n\npackage main", Built::Never),
            ("a.go", "// +build windows darwin\n\npackage a", Built::Never),
            ("a.go", "// +build linux,cgo darwin\n\npackage a", Built::Plain),
            ("a.go", "//go:build linux || darwin\npackage a", Built::Plain),
            ("a.go", "//go:build !linux\npackage a", Built::Never),
            ("a.go", "//go:build (windows && amd64) || !unix\npackage a", Built::Never),
            ("a.go", "//go:build cgo && !mine\npackage a", Built::Plain),
            ("a.go", "//go:build linux && mine\npackage a", Built::Tagged),
            ("a.go", "// +build mine\n\npackage a", Built::Tagged),
            ("a.go", "//go:build amd64 || arm64\npackage a", Built::Plain),
            ("a.go", "//go:build !(darwin || mine)\npackage a", Built::Plain),
            ("a.go", "package a\n//go:build ignore", Built::Plain),
            ("a.go", "//go:build ((((\npackage a", Built::Plain),
        ] {
            assert_eq!(built(path, text), expected, "{path} {text}");
        }
    }
}
