//! Turns the imports and exports of a source file into what it loads.
//! Relies on the forms that compilers and bundlers know. Loads nothing; which file or package an import means is for others.

use std::collections::HashSet;

use super::super::path;
use super::Import;
use super::lexer::Kind;
use super::paths::Base;
use super::scan::{Binding, Scan};
use super::types;
use super::view::REACH;

impl Scan<'_, '_> {
    /// `import 'x'`, `import … from 'x'`, `import('x')`, `import(x)`
    pub(super) fn import(&mut self, at: usize) {
        match self.view.mark(at + 1) {
            b'(' if self.view.word_before(at, 1) == "typeof" => self.imported(at + 2, true),
            b'(' => self.module_call(at, at + 2),
            b'.' => {}
            _ if self.view.kind(at + 1) == Some(Kind::Text) => self.imported(at + 1, false),
            _ => self.import_from(at),
        }
    }

    /// Finds the `from 'x'` of an import or export; `import type` and braces with nothing but types are types only.
    pub(super) fn import_from(&mut self, at: usize) {
        let view = self.view;
        let typed = view.word(at + 1) == "type" && view.word(at + 2) != "from" && view.mark(at + 2) != b',';
        let (mut values, mut only_types) = (0, 0);
        let mut names = Vec::new();
        for i in at + 1..view.tokens.len().min(at + REACH * 10) {
            match view.word(i) {
                "from" if view.kind(i + 1) == Some(Kind::Text) => {
                    self.imported(i + 1, typed || (only_types > 0 && values == 0));
                    if view.word(at) == "import" {
                        let import = self.module.imports.len() - 1;
                        self.bindings.push(Binding { first: at, last: i + 1, import, names });
                    }
                    return;
                }
                "import" | "export" | "const" | "function" | "class" => return,
                "type" if matches!(view.mark_before(i, 1), b'{' | b',') && !view.word(i + 1).is_empty() => only_types += 1,
                "" | "as" => {}
                name if view.word_before(i, 1) == "as" => names.push(name),
                name => {
                    values += i32::from(view.word_before(i, 1) != "type");
                    if view.word(i + 1) != "as" {
                        names.push(name);
                    }
                }
            }
            if matches!(view.mark(i), b';' | b'(' | b'=') {
                return;
            }
        }
    }

    /// Imports whose names are used for their types alone are of types only.
    pub(super) fn elide(&mut self) {
        let bound: HashSet<&str> = self.bindings.iter().flat_map(|b| b.names.iter().copied()).collect();
        let ranges: Vec<_> = self.bindings.iter().map(|b| (b.first, b.last)).collect();
        let values = types::values(self.view, &bound, &ranges);
        for binding in self.bindings.iter().filter(|b| !b.names.is_empty() && !b.names.iter().any(|name| values.contains(name))) {
            self.module.imports[binding.import].types_only = true;
        }
    }

    /// The string at a position names a module.
    fn imported(&mut self, at: usize, types_only: bool) {
        let Some(from) = self.view.string(at) else { return };
        self.used[at] = true;
        if matches!(from.strip_prefix("node:").unwrap_or(&from), "https" | "tls" | "http2") && self.module.code.tls.is_none() {
            self.module.code.tls = Some(self.place(at, at));
        }
        self.module.imports.push(Import { from: from.into_owned(), line: self.line(at), types_only });
    }

    /// `require('x')`, `require.resolve('x')`, `require.context('x')`
    pub(super) fn require(&mut self, at: usize) {
        let view = self.view;
        match (view.mark(at + 1), view.word(at + 2)) {
            (b'(', _) => self.module_call(at, at + 2),
            (b'.', "resolve") if view.kind(at + 4) == Some(Kind::Text) => self.imported(at + 4, false),
            (b'.', "resolve") if view.mark(at + 3) == b'(' => self.module.code.reads_unknown.push(self.place(at, at + 3)),
            _ => {}
        }
    }

    /// `require(…)` or `import(…)` with its argument at `argument`.
    fn module_call(&mut self, at: usize, argument: usize) {
        let view = self.view;
        if view.kind(argument) == Some(Kind::Text) && matches!(view.mark(argument + 1), b')' | b',') {
            self.imported(argument, false);
            return;
        }
        if matches!(view.mark(argument), b')') || view.word_before(at, 1) == "function" {
            return;
        }
        let (known, _) = self.paths.read(argument);
        let line = self.line(at);
        match known.base {
            Base::File if known.complete => {
                self.module.imports.push(Import { from: format!("./{}", known.text.trim_start_matches('/')), line, types_only: false });
            }
            // A folder of the project: the path is among the literals.
            Base::File | Base::Work | Base::Package => {}
            Base::Nothing if known.text.starts_with('.') && known.text.contains('/') => {
                let named = &known.text[..=known.text.rfind('/').unwrap_or(0)];
                let folder = path::join(self.folder, named);
                self.literal(&folder, line);
            }
            Base::Nothing if known.text.contains('/') => {
                self.module.imports.push(Import { from: known.text, line, types_only: false });
            }
            Base::Nothing | Base::Folder | Base::Unknown => self.module.code.reads_unknown.push(self.place(at, at + 1)),
        }
    }
}
