//! Rust sources into [`Code`]: which functions of the standard library and of well-known crates are called, with which literals.
//! Relies on the paths of a file's `use` declarations; methods are known by their names alone. Expands no macros and follows no values.

use super::super::code::{Code, Literal};
use super::super::lexer::{Gather, Kind, Names, PATH, Phrase, Token, after_group, arguments, phrase};
use super::uses::{Uses, uses};

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// Reads files that the arguments of this range name.
    Read(usize, usize),
    /// The same, and answers requests with them.
    Serve(usize, usize),
    /// Starts the program that the first argument names.
    Start,
    /// Reads an environment variable.
    Env,
    /// Makes or changes files.
    Write,
    /// Reads and writes the file that the first argument names.
    Store,
    /// Shows local time.
    Zone,
    /// Reads `.env` without being told so.
    DotEnv,
}

/// Files that frameworks read without being told: path of an import, files.
const CONVENTIONS: [(&[&str], &str); 5] = [
    (&["rocket"], "Rocket.toml"),
    (&["rocket_dyn_templates"], "templates"),
    (&["rocket_contrib", "templates"], "templates"),
    (&["loco_rs"], "config"),
    (&["diesel_migrations", "FileBasedMigrations"], "migrations"),
];

/// Notes `const NAME: &str = "…";`, `static …` and `let name = "…";`.
pub(super) fn note_names<'a>(tokens: &[Token<'a>], names: &mut Names<'a>) {
    for (i, pair) in tokens.windows(3).enumerate() {
        let [equals, text, end] = pair else { continue };
        if !equals.is(b'=') || !matches!(text.kind, Kind::Text | Kind::Raw) || !end.is(b';') {
            continue;
        }
        let before = &tokens[i.saturating_sub(9)..i];
        let keyword = before.iter().rposition(|t| t.is_word("const") || t.is_word("static") || t.is_word("let"));
        let name = keyword.and_then(|k| before[k + 1..].iter().find(|t| !t.is_word("mut"))).and_then(Token::word);
        if let Some(name) = name {
            names.note(name, *text);
        }
    }
}

/// Scans the tokens of one file.
pub(super) fn scan<'a>(file: &'a str, tokens: &mut [Token<'a>], names: &Names<'a>, code: &mut Code) {
    let uses = uses(tokens);
    let mut gather = Gather { file, tokens, names, code };
    imports(&mut gather, &uses);
    let mut i = 0;
    while i < gather.tokens.len() {
        let token = gather.at(i);
        let next = gather.at(i + 1);
        i = match token.kind {
            Kind::Mark(b'#') if next.is(b'[') || (next.is(b'!') && gather.at(i + 2).is(b'[')) => attribute(&mut gather, i),
            Kind::Word if next.is(b'!') => invocation(&mut gather, i),
            Kind::Word => {
                word(&mut gather, &uses, i);
                i + 1
            }
            Kind::Text | Kind::Raw => {
                joined(&mut gather, i);
                i + 1
            }
            Kind::Number => {
                gather.number(i);
                i + 1
            }
            Kind::Mark(_) | Kind::Taken => i + 1,
        };
    }
}

fn imports(gather: &mut Gather, uses: &Uses) {
    for used in uses.all() {
        import(gather, &used.path);
        for (_, file) in CONVENTIONS.iter().filter(|(start, _)| used.path.starts_with(start)) {
            if !gather.code.read_literals.iter().any(|known| known.text == *file) {
                let literal = Literal { text: (*file).into(), file: gather.file.into(), line: used.line as usize };
                gather.code.read_literals.push(literal);
            }
        }
    }
}

/// Notes a crate, or a module of the standard library.
fn import(gather: &mut Gather, path: &[&str]) {
    match path {
        [] | ["crate" | "self" | "super", ..] => {}
        ["std", module, ..] => {
            gather.code.imports.insert(format!("std::{module}"));
        }
        [name, ..] if !gather.code.imports.contains(*name) => {
            gather.code.imports.insert((*name).into());
        }
        _ => {}
    }
}

/// `attribute = "#" [ "!" ] "[" … "]"`, with the item below it if that is only for tests. Gives what follows.
fn attribute(gather: &mut Gather, hash: usize) -> usize {
    let open = hash + 1 + usize::from(gather.at(hash + 1).is(b'!'));
    let end = after_group(gather.tokens, open);
    for i in open + 2..end.saturating_sub(1) {
        let (name, text) = (gather.at(i - 1), gather.at(i + 1));
        if !gather.at(i).is(b'=') || !matches!(text.kind, Kind::Text | Kind::Raw) {
            continue;
        }
        match name.word().unwrap_or_default() {
            "env" | "from" => {
                gather.code.env.extend(text.string().map(Into::into));
            }
            "folder" => {
                let text = text.string().unwrap_or_default().into_owned();
                gather.code.embedded.push(Literal { text, file: gather.file.into(), line: gather.at(i + 1).line as usize });
            }
            "default_value" | "default_value_t" | "default_value_os" => gather.literal(i + 1),
            "default" if !gather.at(open + 1).is_word("serde") => gather.literal(i + 1),
            _ => {}
        }
    }
    if is_for_tests(&gather.tokens[(open + 1).min(end)..end]) { after_item(gather.tokens, end) } else { end }
}

/// `cfg(test)`, `cfg(all(test, …))`, `test`, `tokio::test`, `bench`
fn is_for_tests(words: &[Token]) -> bool {
    let word = |i: usize| words.get(i).and_then(Token::word).unwrap_or_default();
    match word(0) {
        "cfg" => word(2) == "test" || (word(2) == "all" && word(4) == "test"),
        "test" | "bench" | "rstest" | "proptest" => true,
        _ => words.get(1).is_some_and(|t| t.is(PATH)) && word(2) == "test",
    }
}

/// The index after an item: its braces, its semicolon, or what separates it from the next one.
fn after_item(tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    while tokens.get(at).is_some_and(|t| t.is(b'#')) && tokens.get(at + 1).is_some_and(|t| t.is(b'[')) {
        at = after_group(tokens, at + 1);
    }
    let keyword = tokens.get(at).and_then(Token::word).unwrap_or_default();
    let is_item = [
        "pub",
        "mod",
        "fn",
        "async",
        "unsafe",
        "impl",
        "struct",
        "enum",
        "use",
        "const",
        "static",
        "trait",
        "type",
        "extern",
        "macro_rules",
    ]
    .contains(&keyword);
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Mark(b';') => return at + 1,
            Kind::Mark(b'{') => return after_group(tokens, at),
            Kind::Mark(b'(' | b'[') => at = after_group(tokens, at),
            Kind::Mark(b',') if !is_item => return at + 1,
            Kind::Mark(b')' | b']' | b'}') => return at,
            _ => at += 1,
        }
    }
    at
}

/// macro = name "!" group. Those that act when compiling are passed over.
fn invocation(gather: &mut Gather, index: usize) -> usize {
    let (name, open) = (gather.at(index).text, index + 2);
    if !matches!(gather.at(open).kind, Kind::Mark(b'(' | b'[' | b'{')) {
        return index + 1;
    }
    match name {
        "include_str" | "include_bytes" | "include" | "include_dir" | "include_proto" | "include_flate" | "flate" | "embed_migrations"
        | "migrate" | "option_env" | "stringify" | "cfg" | "compile_error" | "dotenv" | "embed_asset" => after_group(gather.tokens, open),
        _ if name == "query" || name.starts_with("query_") => after_group(gather.tokens, open),
        "env" => {
            match gather.at(open + 1).text {
                "CARGO_MANIFEST_DIR" => compiled(gather, index, "env!(\"CARGO_MANIFEST_DIR\")"),
                "OUT_DIR" => {
                    let place = gather.place(index, "env!(\"OUT_DIR\")");
                    gather.code.build_outputs.push(place);
                }
                _ => {}
            }
            after_group(gather.tokens, open)
        }
        "relative" => {
            compiled(gather, index, "relative!(");
            gather.read(open, 0, 1);
            index + 1
        }
        "concat" => below_manifest(gather, open),
        _ => index + 1,
    }
}

fn compiled(gather: &mut Gather, index: usize, text: &str) {
    let place = gather.place(index, text);
    gather.code.compile_time_paths.push(place);
}

/// `concat!(env!("CARGO_MANIFEST_DIR"), "/static")` is `static` below the package.
fn below_manifest(gather: &mut Gather, open: usize) -> usize {
    let end = after_group(gather.tokens, open);
    if !gather.tokens[open..end].iter().any(|t| t.text == "CARGO_MANIFEST_DIR") {
        return open;
    }
    compiled(gather, open, "env!(\"CARGO_MANIFEST_DIR\")");
    for i in open..end {
        if let Some(text) = gather.at(i).string().filter(|text| text != "CARGO_MANIFEST_DIR") {
            gather.note(i, text.trim_start_matches('/'));
        }
    }
    end
}

/// `Path::new("a").join("b")` is one literal `a/b`.
fn joined(gather: &mut Gather, index: usize) {
    let mut at = index;
    let mut text = String::new();
    while gather.at(at + 1).is(b')')
        && gather.at(at + 2).is(b'.')
        && gather.at(at + 3).is_word("join")
        && gather.at(at + 4).is(b'(')
        && let Some(next) = gather.at(at + 5).string()
    {
        if text.is_empty() {
            text = gather.at(index).string().unwrap_or_default().into_owned();
        }
        text.push('/');
        text.push_str(&next);
        at += 5;
        gather.tokens[at].kind = Kind::Taken;
    }
    if text.is_empty() { gather.literal(index) } else { gather.note(index, &text) }
}

/// A name: the beginning of a path, a call, a type that says something.
fn word<'a>(gather: &mut Gather<'a, '_>, uses: &Uses<'a>, index: usize) {
    let token = gather.at(index);
    let follows_path = gather.back(index, 1).is(PATH);
    let is_method = gather.back(index, 1).is(b'.');
    if gather.at(index + 1).is(PATH)
        && gather.at(index + 2).kind == Kind::Word
        && !follows_path
        && !is_method
        && token.text.starts_with(|c: char| c.is_ascii_lowercase())
    {
        let module = gather.at(index + 2).text;
        import(gather, &[token.text, module]);
    }
    if token.text == "Local" && uses.path("Local").is_some_and(|path| path.contains(&"chrono")) {
        let place = gather.place(index, "chrono::Local");
        gather.code.zones.get_or_insert(place);
    }
    if !gather.at(index + 1).is(b'(') || gather.back(index, 1).is_word("fn") {
        return;
    }
    let act = if is_method { method(token.text) } else { function(&path(gather, uses, index), uses) };
    if let Some(act) = act {
        perform(gather, act, index + 1);
    }
}

/// The path that ends at a name, with what `use` says of its beginning.
fn path<'a>(gather: &Gather<'a, '_>, uses: &Uses<'a>, index: usize) -> Vec<&'a str> {
    let mut parts = vec![gather.at(index).text];
    let mut at = index;
    while at >= 2
        && parts.len() < 6
        && gather.at(at - 1).is(PATH)
        && let Some(before) = gather.at(at - 2).word()
    {
        parts.push(before);
        at -= 2;
    }
    let first = parts.pop().unwrap_or_default();
    let mut full: Vec<&str> = uses.path(first).map_or_else(|| vec![first], <[&str]>::to_vec);
    full.extend(parts.iter().rev());
    full
}

fn perform(gather: &mut Gather, act: Act, open: usize) {
    let place = gather.place(open, gather.before(open));
    match act {
        Act::Read(from, to) => gather.read(open, from, to),
        Act::Serve(from, to) => {
            gather.read(open, from, to);
            gather.code.serves_files.get_or_insert(place);
        }
        Act::Start => gather.start(open, 0),
        Act::Env => gather.env(open),
        Act::Write => gather.code.writes.push(place),
        Act::Store => {
            gather.read(open, 0, 1);
            gather.code.writes.push(place);
        }
        Act::Zone => {
            gather.code.zones.get_or_insert(place);
        }
        Act::DotEnv if arguments(gather.tokens, open).is_empty() => gather.read_by_convention(open, ".env"),
        Act::DotEnv => {
            let known = arguments(gather.tokens, open).first().map_or_else(Phrase::default, |r| phrase(gather.tokens, *r, gather.names));
            gather.read_phrase(open, &known);
        }
    }
}

/// Functions by the last two parts of their path.
fn function(path: &[&str], uses: &Uses) -> Option<Act> {
    let [.., owner, name] = path else { return None };
    Some(match (*owner, *name) {
        ("Command", "new") if is_process(path, uses) => Act::Start,
        ("File", "with_name") if path.contains(&"config") || path.len() == 2 => Act::Read(0, 1),
        ("File", "open" | "from")
        | ("fs", "read" | "read_to_string" | "read_dir" | "metadata" | "canonicalize")
        | ("Tera", "new" | "parse")
        | ("WalkDir" | "Migrator", "new")
        | ("glob", "glob")
        | ("image", "open")
        | ("dotenv" | "dotenvy", "from_filename" | "from_path") => Act::Read(0, 1),
        ("NamedFile", "open" | "open_async")
        | (
            "ServeDir"
            | "ServeFile"
            | "StaticFiles"
            | "StaticFile"
            | "StaticDir"
            | "StaticFilesEndpoint"
            | "StaticFileEndpoint"
            | "FileServer"
            | "FileHandler"
            | "DirHandler"
            | "StaticFileHandler",
            "new",
        )
        | ("FileServer" | "StaticFiles", "from")
        | ("fs", "dir" | "file") => Act::Serve(0, 1),
        ("Files" | "StaticRouter", "new") => Act::Serve(1, 2),
        ("env", "var" | "var_os") | ("dotenv" | "dotenvy", "var") => Act::Env,
        ("dotenv" | "dotenvy" | "dotenv_flow", "dotenv" | "dotenv_override" | "dotenv_flow") => Act::DotEnv,
        (
            "fs",
            "write" | "create_dir" | "create_dir_all" | "remove_file" | "remove_dir" | "remove_dir_all" | "rename" | "copy"
            | "set_permissions",
        )
        | ("File", "create" | "create_new" | "options")
        | ("OpenOptions" | "DirBuilder" | "NamedTempFile" | "TempDir", "new")
        | ("tempfile", "tempfile" | "tempdir")
        | ("rolling", _) => Act::Write,
        ("Connection" | "sled", "open") => Act::Store,
        ("Local", "now" | "today") | ("OffsetDateTime", "now_local") | ("OffsetTime", "local_rfc_3339") => Act::Zone,
        _ => return None,
    })
}

/// `std::process::Command` and not that of clap.
fn is_process(path: &[&str], uses: &Uses) -> bool {
    match path {
        [_, _] => !uses.all().iter().any(|used| used.path.first() == Some(&"clap")),
        _ => path.contains(&"process") || path.contains(&"async_process"),
    }
}

/// Methods by their names.
fn method(name: &str) -> Option<Act> {
    Some(match name {
        "register_template_file" | "register_templates_directory" | "add_template_file" => Act::Read(0, 2),
        "init_file" | "with_config_file" | "template_dir" | "load_from_glob" => Act::Read(0, 1),
        "serve_dir" | "serve_file" | "static_dir" => Act::Serve(0, 1),
        "save_with_format" | "persist" => Act::Write,
        "current_local_offset" | "now_local" => Act::Zone,
        _ => return None,
    })
}
