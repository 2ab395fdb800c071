//! Turns the tokens of one source file into what it says: one pass over the words, each looked at with what stands around it.
//! Relies on names and paths. Is no parser: a word in a place where it means something else is taken for what it looks like.

use std::collections::HashMap;

use super::super::code::{Literal, Place};
use super::super::path;
use super::Module;
use super::lexer::{Kind, TEMPLATE};
use super::names::Names;
use super::paths::{Base, Known, Paths};
use super::view::View;

/// The pass over one file.
pub(super) struct Scan<'v, 'a> {
    pub view: &'v View<'a>,
    pub names: &'v Names<'a>,
    pub paths: Paths<'v, 'a>,
    /// Path of the file in the context, and its folder.
    pub path: &'v str,
    pub folder: &'v str,
    /// Lines before the text, where it is part of a file.
    lines_before: usize,
    pub module: Module,
    /// Strings that are no literals of their own.
    pub used: Vec<bool>,
    /// Positions before this one belong to a path that was recorded.
    recorded: usize,
    /// Blocks that are open, and the constants with the depth that they live in.
    depth: usize,
    scopes: Vec<(&'a str, usize)>,
    /// Import statements with names: the positions of their first and last token, and the names that they bind.
    pub bindings: Vec<Binding<'a>>,
}

/// An import statement that binds names.
pub(super) struct Binding<'a> {
    pub first: usize,
    pub last: usize,
    /// Its place in [`Module::imports`].
    pub import: usize,
    pub names: Vec<&'a str>,
}

/// What a text says that begins `lines_before` lines into the file at `path`. `elides` is true for TypeScript, whose compiler drops
/// imports of which only types are used.
pub(super) fn scan(view: &View<'_>, path: &str, lines_before: usize, elides: bool) -> Module {
    let names = Names::of(view);
    let paths = Paths { view, names: &names, constants: HashMap::new(), consumed: Vec::new() };
    let mut scan = Scan {
        view,
        names: &names,
        paths,
        path,
        folder: path::folder(path),
        lines_before,
        module: Module::default(),
        used: vec![false; view.tokens.len()],
        recorded: 0,
        depth: 0,
        scopes: Vec::new(),
        bindings: Vec::new(),
    };
    for at in 0..view.tokens.len() {
        scan.step(at);
    }
    if elides {
        scan.elide();
    }
    scan.literals();
    let values = scan.module.imports.iter().filter(|import| !import.types_only);
    scan.module.code.imports = values.map(|import| import.from.clone()).collect();
    scan.module
}

impl Scan<'_, '_> {
    fn step(&mut self, at: usize) {
        match self.view.kind(at) {
            Some(Kind::Mark(b'{')) => self.depth += 1,
            Some(Kind::Mark(b'}')) => self.close(),
            Some(Kind::Mark(TEMPLATE)) => self.path_at(at),
            Some(Kind::Text) if self.view.mark(at + 1) == b'+' => self.path_at(at),
            Some(Kind::Word) => self.word(at),
            _ => {}
        }
    }

    /// A block ends, and with it its constants.
    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        while self.scopes.last().is_some_and(|(_, depth)| *depth > self.depth) {
            if let Some((name, _)) = self.scopes.pop() {
                self.paths.constants.remove(name);
            }
        }
    }

    pub(super) fn line(&self, at: usize) -> usize {
        self.lines_before + self.view.line(at)
    }

    fn word(&mut self, at: usize) {
        let view = self.view;
        let member = view.mark_before(at, 1) == b'.';
        match view.word(at) {
            "import" if !member => self.import(at),
            "export" if !member && (matches!(view.mark(at + 1), b'*' | b'{') || view.word(at + 1) == "type") => self.import_from(at),
            "require" if !member || view.word_before(at, 2) == "module" => self.require(at),
            "const" => self.constant(at),
            "let" | "var" if view.word(at + 1).chars().all(|c| c.is_ascii_uppercase() || c == '_') => self.constant(at),
            "env" if member && matches!(view.word_before(at, 2), "process" | "Bun" | "Deno") => self.environment(at),
            "env" if !member && view.mark(at + 1) == b'(' => self.variable(at + 2),
            "get" | "getOrThrow" if member && view.word_before(at, 2).to_ascii_lowercase().ends_with("configservice") => {
                self.variable(at + 2);
            }
            "toLocaleString" | "toLocaleDateString" | "toLocaleTimeString" | "getTimezoneOffset" | "getHours" | "timeZone" | "tz"
                if self.module.code.zones.is_none() =>
            {
                self.module.code.zones = Some(self.place(at, at));
            }
            _ => {}
        }
        if !member && self.begins_path(at) {
            self.path_at(at);
        }
        if view.mark(at + 1) == b'(' {
            self.call(at);
        } else if view.word(at) == "$" && self.names.dollar && matches!(view.kind(at + 1), Some(Kind::Mark(TEMPLATE) | Kind::Text)) {
            self.dollar(at);
        }
        self.port(at);
        self.writing_option(at);
    }

    /// Words that a path may begin with.
    fn begins_path(&self, at: usize) -> bool {
        let view = self.view;
        match view.word(at) {
            "__dirname" => true,
            "new" => view.word(at + 1) == "URL",
            "process" => view.word(at + 2) == "cwd",
            "import" => view.mark(at + 1) == b'.',
            name => {
                view.mark(at + 1) == b'+'
                    || (view.mark(at + 1) == b'.' && self.names.module(name) == Some(super::names::Library::Paths))
                    || (view.mark(at + 1) == b'(' && self.names.function(name).is_some_and(|(l, _)| l == super::names::Library::Paths))
            }
        }
    }

    /// Records the path that is put together here.
    fn path_at(&mut self, at: usize) {
        if at < self.recorded {
            return;
        }
        self.paths.consumed.clear();
        let (known, end) = self.paths.read(at);
        if self.record(&known, at) {
            self.recorded = end;
            for i in self.paths.consumed.drain(..) {
                self.used[i] = true;
            }
        }
    }

    /// Adds a path to the literals: as it is put together, and as it lies in the context. False where nothing is known of it.
    fn record(&mut self, known: &Known, at: usize) -> bool {
        let text = known.text.trim_start_matches('/');
        let line = self.line(at);
        match known.base {
            Base::Nothing => {
                self.literal(&known.text, line);
                true
            }
            Base::File if known.joined || !text.is_empty() => {
                let in_context = path::join(self.folder, text);
                if !text.is_empty() && text != in_context && text != "./" {
                    self.literal(text, line);
                }
                if !path::is_outside(&in_context) {
                    self.literal(&in_context, line);
                }
                true
            }
            Base::Work | Base::Folder => {
                self.literal(text, line);
                true
            }
            Base::File | Base::Package | Base::Unknown => false,
        }
    }

    /// Strings that are not part of something else.
    fn literals(&mut self) {
        for at in 0..self.view.tokens.len() {
            if self.used[at] || self.view.kind(at) != Some(Kind::Text) {
                continue;
            }
            if let Some(text) = self.view.string(at) {
                let line = self.line(at);
                if (text.starts_with("https://") || text.starts_with("wss://")) && self.module.code.tls.is_none() {
                    self.module.code.tls = Some(Place { file: self.path.to_owned(), line, text: text.chars().take(60).collect() });
                }
                self.literal(&text, line);
            }
        }
        self.module.code.literals.sort_by_key(|l| l.line);
    }

    /// Sentences and markup are no names of files or programs, and are left out.
    pub(super) fn literal(&mut self, text: &str, line: usize) {
        let sentence = text.contains(' ') && !text.contains('/');
        if text.is_empty() || text.len() > 300 || sentence || text.contains(['\n', '<', '\0']) || text == "use strict" {
            return;
        }
        self.module.code.literals.push(Literal { text: text.to_owned(), file: self.path.to_owned(), line });
    }

    /// `const NAME = path`, with or without a type.
    fn constant(&mut self, at: usize) {
        let view = self.view;
        let name = view.word(at + 1);
        let equals = if view.mark(at + 2) == b':' { at + 4 } else { at + 2 };
        if name.is_empty() || view.mark(equals) != b'=' || matches!(view.mark(equals + 1), b'=' | b'>') {
            return;
        }
        let (known, end) = self.paths.read(equals + 1);
        let ends = end >= view.tokens.len() || matches!(view.mark(end), b';' | b',') || view.line(end) > view.line(end - 1);
        let useful = match known.base {
            Base::File | Base::Work => true,
            Base::Nothing | Base::Package => known.complete,
            Base::Unknown | Base::Folder => false,
        };
        if ends && useful && self.paths.constants.insert(name, known).is_none() {
            self.scopes.push((name, self.depth));
        }
    }

    /// `process.env.X`, `process.env['X']`, `const { X, Y = 1 } = process.env`, `Deno.env.get('X')`
    fn environment(&mut self, at: usize) {
        let view = self.view;
        match view.mark(at + 1) {
            b'.' if view.word(at + 2) == "get" && view.mark(at + 3) == b'(' => self.variable(at + 4),
            b'.' => {
                self.module.code.env.insert(view.word(at + 2).to_owned());
            }
            b'?' if view.mark(at + 2) == b'.' => {
                self.module.code.env.insert(view.word(at + 3).to_owned());
            }
            b'[' => self.variable(at + 2),
            _ if view.mark_before(at, 3) == b'=' && view.mark_before(at, 4) == b'}' => {
                let Some(open) = view.opening(at - 4) else { return };
                for i in open + 1..at - 4 {
                    if matches!(view.mark(i - 1), b'{' | b',') && !view.word(i).is_empty() {
                        self.module.code.env.insert(view.word(i).to_owned());
                    }
                }
            }
            _ => {}
        }
    }

    /// A string that is the name of an environment variable.
    fn variable(&mut self, at: usize) {
        if let Some(name) = self.view.string(at) {
            let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
            if fits && self.view.kind(at) == Some(Kind::Text) {
                self.module.code.env.insert(name.into_owned());
                self.used[at] = true;
            }
        }
    }

    /// `port: 80`, `PORT = 80`, `process.env.PORT || 80`
    fn port(&mut self, at: usize) {
        let word = self.view.word(at);
        if word != "port" && word != "PORT" && !word.ends_with("Port") && !word.ends_with("_PORT") {
            return;
        }
        for i in at + 1..at + 8 {
            match self.view.kind(i) {
                Some(Kind::Number | Kind::Text) => self.low_port(i),
                Some(Kind::Mark(b':' | b'=' | b'|' | b'?' | b'.' | b'(')) => {}
                Some(Kind::Word) if !matches!(self.view.word(i), "const" | "let" | "var") => {}
                _ => return,
            }
        }
    }

    /// Options that make a library write: `dest: 'uploads/'` of multer, `dialect: 'sqlite'`.
    fn writing_option(&mut self, at: usize) {
        let view = self.view;
        let writes = match view.word(at) {
            "dialect" | "client" | "type" | "provider" if view.mark(at + 1) == b':' => {
                view.string(at + 2).is_some_and(|s| matches!(&*s, "sqlite" | "sqlite3" | "better-sqlite3" | "sqljs" | "libsql"))
            }
            "multer" if view.mark(at + 1) == b'(' && view.mark(at + 2) == b'{' => {
                (at..at + 24).any(|i| matches!(view.word(i), "dest" | "storage"))
            }
            "tempFileDir" | "useTempFiles" => true,
            _ => false,
        };
        if writes {
            self.module.code.writes.push(self.place(at, at + 1));
        }
    }
}

/// The value of `key: 'value'` in a configuration file, where it is a plain string.
pub(super) fn option(view: &View<'_>, key: &str) -> Option<String> {
    let at = (0..view.tokens.len()).find(|&at| {
        (view.word(at) == key || (view.kind(at) == Some(Kind::Text) && view.string(at).is_some_and(|s| s == key)))
            && view.mark(at + 1) == b':'
            && view.kind(at + 2) == Some(Kind::Text)
    })?;
    view.string(at + 2).map(std::borrow::Cow::into_owned)
}
