//! Turns the calls of a source file into what the process does: reads and writes files, starts programs, listens, serves files.
//! Relies on the names of functions in Node's own library and a few whose names tell what they do. Does not follow values through calls.

use super::super::code::Place;
use super::Import;
use super::names::Library;
use super::paths::Base;
use super::scan::Scan;

impl Scan<'_, '_> {
    /// A word with a bracket behind it.
    pub(super) fn call(&mut self, at: usize) {
        let view = self.view;
        let member = view.mark_before(at, 1) == b'.';
        let receiver = if member { view.word_before(at, 2) } else { "" };
        let (library, name) = if member {
            let library = match receiver {
                "promises" => Some(Library::Files),
                "" => at.checked_sub(3).and_then(|at| view.string(at)).and_then(|s| super::names::library(&s)),
                name => self.names.module(name),
            };
            (library, view.word(at))
        } else {
            self.names.function(view.word(at)).map_or((None, view.word(at)), |(library, name)| (Some(library), name))
        };
        let first = if receiver.is_empty() { at } else { at - 2 };
        if let Some((name, open)) = self.names.promisified_at(view, at) {
            self.start(first, open - 1, name);
            return;
        }
        let thread = (name == "fork" && library == Some(Library::Programs)) || (name == "Worker" && view.word_before(at, 1) == "new");
        let starts = starts(name, library, receiver);
        let reads = reads(name, library, receiver);
        let writes = writes(name, library, receiver);
        if (starts || reads || writes) && library.is_none() && (view.word_before(at, 1) == "function" || self.is_definition(at)) {
            return;
        }
        if starts {
            self.start(first, at, name);
        } else if thread {
            self.thread(at);
            self.read(first, at);
        } else if reads {
            self.read(first, at);
        }
        if writes {
            self.module.code.writes.push(self.place(first, at + 1));
        }
        if serves(name, receiver) && self.module.code.serves_files.is_none() {
            self.module.code.serves_files = Some(self.place(first, at + 1));
        }
        if name == "listen" && member {
            self.listen(at);
        }
    }

    /// `name(…) {`, `name(…): T {`: a method's definition.
    fn is_definition(&self, at: usize) -> bool {
        self.view.closing(at + 1).is_some_and(|end| matches!(self.view.mark(end), b'{' | b':'))
    }

    /// From the word at `first` to the one at `last`.
    pub(super) fn place(&self, first: usize, last: usize) -> Place {
        Place { file: self.path.to_owned(), line: self.line(first), text: self.view.words(first, last) }
    }

    /// The first argument is the path of a file that is read.
    fn read(&mut self, first: usize, at: usize) {
        let (known, _) = self.paths.read(at + 2);
        // The folder of the process, or the root of the context, is as good as anything.
        let anything = match known.base {
            Base::Work => known.text.trim_matches(['.', '/']).is_empty(),
            Base::File => super::super::path::join(self.folder, known.text.trim_start_matches('/')).is_empty(),
            Base::Nothing | Base::Folder | Base::Package | Base::Unknown => false,
        };
        if known.is_bounded() && !anything {
            // `__dirname` alone; what is put together is recorded where it stands.
            if known.base == Base::File && known.text.is_empty() && !known.joined {
                let folder = self.folder.to_owned();
                self.literal(&folder, self.line(at));
            }
        } else {
            let place = self.place(first, at + 1);
            self.module.code.reads_unknown.push(place);
        }
    }

    /// The first argument is a module that another thread or process loads.
    fn thread(&mut self, at: usize) {
        let (known, _) = self.paths.read(at + 2);
        if known.complete && known.base == Base::File {
            let text = known.text.trim_start_matches('/');
            let from = if text.starts_with('.') { text.to_owned() } else { format!("./{text}") };
            self.module.imports.push(Import { from, line: self.line(at), types_only: false });
        }
    }

    /// The first argument is a program, or a line for the shell.
    fn start(&mut self, first: usize, at: usize, name: &str) {
        let view = self.view;
        let place = self.place(first, at + 1);
        let argument = if view.mark(at + 2) == b'[' { at + 3 } else { at + 2 };
        if matches!(name, "exec" | "execSync" | "execaCommand" | "execaCommandSync" | "execaCommandSync$") {
            if matches!(name, "exec" | "execSync") {
                self.module.code.starts.push(("sh".into(), place.clone()));
            }
            self.shell(argument, &place);
            return;
        }
        if view.word(argument) == "process" && view.word(argument + 2) == "execPath" {
            self.module.code.starts.push(("node".into(), place));
            return;
        }
        let (known, end) = self.paths.read(argument);
        match known.base {
            Base::Nothing if known.complete && !known.text.is_empty() => {
                let shell = matches!(known.text.as_str(), "sh" | "bash" | "/bin/sh" | "/bin/bash");
                self.module.code.starts.push((known.text, place.clone()));
                if shell && view.mark(end + 1) == b'[' && view.string(end + 2).is_some_and(|s| s == "-c") {
                    self.shell(end + 4, &place);
                }
            }
            Base::File if known.complete => {
                let program = super::super::path::join(self.folder, &known.text);
                self.module.code.starts.push((program, place));
            }
            Base::Nothing | Base::File | Base::Work | Base::Folder | Base::Package | Base::Unknown => {
                self.module.code.starts_unknown.push(place);
            }
        }
    }

    /// `` $`…` ``
    pub(super) fn dollar(&mut self, at: usize) {
        let place = self.place(at, at);
        self.shell(at + 1, &place);
    }

    /// The programs that a line for the shell names, each command of it.
    fn shell(&mut self, at: usize, place: &Place) {
        let Some(line) = self.with_holes(at) else {
            self.module.code.starts_unknown.push(place.clone());
            return;
        };
        for command in line.split(['|', '&', ';', '\n', '(', ')']) {
            let mut words = command.split_whitespace().skip_while(|w| is_prefix(w));
            match words.next() {
                None => {}
                Some(word) if word.contains('\0') => self.module.code.starts_unknown.push(place.clone()),
                Some(word) if is_builtin(word) || word.starts_with(['>', '<', '-', '"', '\'', '$', '#']) => {}
                Some(word) => self.module.code.starts.push((word.to_owned(), place.clone())),
            }
        }
    }

    /// A string with NUL where something unknown stands; `None` where nothing of it is constant.
    fn with_holes(&self, at: usize) -> Option<String> {
        use super::lexer::{HOLE, Kind, TEMPLATE};
        let view = self.view;
        let mut out = String::new();
        let mut i = at;
        match view.kind(at)? {
            Kind::Text => {
                out.push_str(&view.string(at)?);
                i += 1;
            }
            Kind::Mark(TEMPLATE) => {
                let end = view.closing(at)?;
                i += 1;
                while i + 1 < end {
                    if view.mark(i) == HOLE {
                        out.push('\0');
                        i = view.closing(i)?;
                    } else {
                        out.push_str(&view.string(i).unwrap_or_default());
                        i += 1;
                    }
                }
                i = end;
            }
            Kind::Word => {
                return self.paths.constants.get(view.word(at)).filter(|k| k.complete && k.base == Base::Nothing).map(|k| k.text.clone());
            }
            Kind::Number | Kind::Chunk | Kind::Mark(_) | Kind::Operand => return None,
        }
        // `'git clone ' + url + ' && make'`
        let mut steps = 0;
        while view.mark(i) == b'+' && steps < 32 {
            let text = view.string(i + 1);
            out.push_str(text.as_deref().unwrap_or("\0"));
            i += 2;
            while text.is_none() && steps < 32 && !matches!(view.mark(i), b'+' | b',' | b')' | b';') {
                i += 1;
                steps += 1;
            }
            steps += 1;
        }
        Some(out)
    }

    /// `server.listen(80)`
    fn listen(&mut self, at: usize) {
        let end = self.view.closing(at + 1).map_or(at + 12, |end| end.min(at + 12));
        for i in at + 2..end {
            if matches!(self.view.mark(i), b',' | b'{') {
                break;
            }
            self.low_port(i);
        }
    }

    /// A port that only root may listen on, at this position; ports of other services' clients do not count.
    pub(super) fn low_port(&mut self, at: usize) {
        let low = self.view.number(at).is_some_and(|n| n > 0 && n < 1024 && !matches!(n, 22 | 25 | 110 | 143 | 465 | 587 | 993 | 995));
        if low && self.module.code.low_port.is_none() {
            self.module.code.low_port = Some(self.place(at, at));
        }
    }
}

/// Starts a program, or a shell.
fn starts(name: &str, library: Option<Library>, receiver: &str) -> bool {
    match name {
        "spawnSync" | "execSync" | "execFileSync" | "execFile" | "execa" | "execaSync" | "execaCommand" | "execaCommandSync" => true,
        "spawn" => library == Some(Library::Programs) || receiver == "Bun",
        "exec" | "default" => library == Some(Library::Programs) || receiver == "shell",
        _ => false,
    }
}

/// Reads the file that its first argument names.
fn reads(name: &str, library: Option<Library>, receiver: &str) -> bool {
    match name {
        "readFile" | "readFileSync" | "createReadStream" | "readdir" | "readdirSync" | "opendir" | "opendirSync" | "openSync"
        | "readJson" | "readJSON" | "readJsonSync" | "readJSONSync" | "readTextFile" | "readTextFileSync" | "sendFile" | "sendfile"
        | "loadSync" => true,
        "open" | "cp" | "cpSync" | "copy" | "copySync" | "copyFile" | "copyFileSync" => library == Some(Library::Files),
        "static" => receiver == "express",
        "file" => receiver == "Bun",
        _ => false,
    }
}

/// Makes or changes files.
fn writes(name: &str, library: Option<Library>, receiver: &str) -> bool {
    match name {
        "writeFile"
        | "writeFileSync"
        | "appendFile"
        | "appendFileSync"
        | "createWriteStream"
        | "mkdirSync"
        | "mkdtemp"
        | "mkdtempSync"
        | "mkdirp"
        | "renameSync"
        | "copyFile"
        | "copyFileSync"
        | "cpSync"
        | "unlinkSync"
        | "rmSync"
        | "rmdirSync"
        | "symlinkSync"
        | "ensureDir"
        | "ensureDirSync"
        | "ensureFile"
        | "ensureFileSync"
        | "outputFile"
        | "outputFileSync"
        | "outputJson"
        | "outputJsonSync"
        | "outputJSON"
        | "writeJson"
        | "writeJsonSync"
        | "writeJSON"
        | "writeJSONSync"
        | "emptyDir"
        | "emptyDirSync"
        | "writeTextFile"
        | "truncateSync"
        | "diskStorage"
        | "toFile"
        | "DailyRotateFile"
        | "JSONFile"
        | "JSONFileSync"
        | "JSONFilePreset"
        | "LocalAuth"
        | "useMultiFileAuthState" => true,
        "mkdir" | "rename" | "cp" | "unlink" | "rm" | "rmdir" | "remove" | "move" | "symlink" | "truncate" | "copy" | "chmod" | "chown"
        | "utimes" => library == Some(Library::Files),
        "File" => receiver == "transports",
        "write" => receiver == "Bun",
        "mv" => !receiver.is_empty(),
        _ => false,
    }
}

/// Serves files by their names over HTTP.
fn serves(name: &str, receiver: &str) -> bool {
    match name {
        "sendFile" | "sendfile" | "serveStatic" | "fastifyStatic" | "sirv" => true,
        "static" => receiver == "express",
        "forRoot" | "forRootAsync" => receiver == "ServeStaticModule",
        _ => false,
    }
}

/// Stands before the program's name.
fn is_prefix(word: &str) -> bool {
    matches!(word, "sudo" | "exec" | "time" | "nohup" | "env" | "then" | "do" | "else" | "if" | "while" | "!" | "command")
        || (word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')))
}

/// A word of the shell itself.
fn is_builtin(word: &str) -> bool {
    matches!(
        word,
        "cd" | "echo"
            | "export"
            | "exit"
            | "set"
            | "source"
            | "."
            | "true"
            | "false"
            | "test"
            | "["
            | "[["
            | "fi"
            | "done"
            | "for"
            | "case"
            | "esac"
            | "read"
            | "unset"
            | "wait"
            | "{"
            | "}"
            | ":"
            | "1"
            | "2"
    )
}
