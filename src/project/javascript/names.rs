//! Turns the imports of a source file into what its names stand for: `run` is `exec` of child_process, `p` is the module path.
//! Relies on the tokens. Knows no scopes: a name means the same in the whole file.

use std::collections::HashMap;

use super::view::{REACH, View};

/// The modules whose functions the scan knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Library {
    /// fs and what wraps it.
    Files,
    /// path and what wraps it.
    Paths,
    /// child_process, execa, shelljs.
    Programs,
    /// url
    Addresses,
}

/// What the names of a file stand for.
#[derive(Default)]
pub(super) struct Names<'a> {
    modules: HashMap<&'a str, Library>,
    functions: HashMap<&'a str, (Library, &'a str)>,
    /// zx or execa is there: `` $`…` `` starts programs.
    pub dollar: bool,
}

impl<'a> Names<'a> {
    /// Reads the imports.
    pub fn of(view: &View<'a>) -> Self {
        let mut names = Self::default();
        for at in 0..view.tokens.len() {
            if let Some(library) = view.string(at).and_then(|s| library(&s)) {
                names.dollar |=
                    library == Library::Programs && view.string(at).is_some_and(|s| matches!(&*s, "zx" | "execa" | "zx/globals"));
                names.imported(view, at, library);
            } else if view.word(at) == "promisify" && view.mark(at + 1) == b'(' {
                names.promisified(view, at);
            } else if view.word(at) == "from" && view.string(at + 1).is_some_and(|s| s == "bun") {
                names.dollar = true;
            }
        }
        names
    }

    /// The library that a name stands for; the usual names count without an import.
    pub fn module(&self, name: &str) -> Option<Library> {
        self.modules.get(name).copied().or(match name {
            "fs" | "fsp" | "fse" | "fsPromises" | "fs_1" | "Deno" => Some(Library::Files),
            "path" | "path_1" => Some(Library::Paths),
            "child_process" | "childProcess" | "cp" | "shelljs" | "child_process_1" => Some(Library::Programs),
            _ => None,
        })
    }

    /// The function that a bare name stands for, by its name in the library.
    pub fn function(&self, name: &str) -> Option<(Library, &'a str)> {
        self.functions.get(name).copied()
    }

    /// `import a, { b as c } from 'x'`, `const a = require('x')`, `const { b: c } = await import('x')`
    fn imported(&mut self, view: &View<'a>, at: usize, library: Library) {
        if view.word_before(at, 1) == "from" {
            let from = at.saturating_sub(REACH);
            let Some(start) = (from..at).rev().find(|&i| matches!(view.word(i), "import" | "export")) else { return };
            for i in start + 1..at - 1 {
                if view.mark(i) == b'{' {
                    self.members(view, i, library);
                    break;
                }
                if !matches!(view.word(i), "" | "as" | "type") {
                    self.modules.insert(view.word(i), library);
                }
            }
            return;
        }
        if view.mark_before(at, 1) != b'(' || !matches!(view.word_before(at, 2), "require" | "import") {
            return;
        }
        let equals = if view.word_before(at, 3) == "await" { 4 } else { 3 };
        if view.mark_before(at, equals) != b'=' || at < equals + 1 {
            return;
        }
        let left = at - equals - 1;
        if view.mark(left) == b'}' {
            if let Some(open) = view.opening(left) {
                self.members(view, open, library);
            }
        } else if view.mark(at + 2) == b'.' && !matches!(view.word(at + 3), "promises" | "posix" | "default") {
            self.functions.insert(view.word(left), (library, view.word(at + 3)));
        } else {
            self.modules.insert(view.word(left), library);
        }
    }

    /// `{ a, b as c, d: e }`
    fn members(&mut self, view: &View<'a>, open: usize, library: Library) {
        let mut at = open + 1;
        while at < open + REACH && !matches!(view.mark(at), b'}') && at < view.tokens.len() {
            let name = view.word(at);
            if !name.is_empty() {
                let renamed = view.word(at + 1) == "as" || view.mark(at + 1) == b':';
                let own = if renamed { view.word(at + 2) } else { name };
                if matches!(name, "promises" | "posix") {
                    self.modules.insert(own, library);
                } else {
                    self.functions.insert(own, (library, name));
                }
                at += if renamed { 2 } else { 0 };
            }
            at += 1;
        }
    }

    /// `const run = util.promisify(exec)`
    fn promisified(&mut self, view: &View<'a>, at: usize) {
        let equals = if view.mark_before(at, 1) == b'.' { 3 } else { 1 };
        let own = view.word_before(at, equals + 1);
        if view.mark_before(at, equals) != b'=' || own.is_empty() {
            return;
        }
        if let Some(known) = self.argument(view, at) {
            self.functions.insert(own, known);
        }
    }

    /// The function that `promisify(exec)` or `promisify(cp.exec)` is given; `at` is the place of the word.
    fn argument(&self, view: &View<'a>, at: usize) -> Option<(Library, &'a str)> {
        if view.mark(at + 3) == b'.' {
            self.module(view.word(at + 2)).map(|library| (library, view.word(at + 4)))
        } else {
            self.function(view.word(at + 2))
        }
    }

    /// `promisify(exec)('…')`, called at once: the function that starts a program, and the bracket in front of its arguments.
    pub fn promisified_at(&self, view: &View<'a>, at: usize) -> Option<(&'a str, usize)> {
        let open = view.closing(at + 1).filter(|&open| view.word(at) == "promisify" && view.mark(open) == b'(')?;
        self.argument(view, at).filter(|(library, _)| *library == Library::Programs).map(|(_, name)| (name, open))
    }
}

/// The library that a module's name stands for.
pub(super) fn library(name: &str) -> Option<Library> {
    Some(match name.strip_prefix("node:").unwrap_or(name) {
        "fs" | "fs/promises" | "fs-extra" | "graceful-fs" | "mz/fs" => Library::Files,
        "path" | "path/posix" | "upath" | "pathe" => Library::Paths,
        "child_process" | "execa" | "shelljs" | "zx" | "zx/globals" | "cross-spawn" => Library::Programs,
        "url" => Library::Addresses,
        _ => return None,
    })
}
