//! Go sources into [`Code`]: which functions of the standard library and of well-known libraries are called, with which literals.
//! Relies on import paths to know whose function it is; methods are known by their names alone. Follows no values through the program.

use super::super::code::Code;
use super::super::lexer::{Gather, Kind, Names, Phrase, Token, arguments, phrase};
use super::header::{Header, Import};

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// Reads files that the arguments of this range name.
    Read(usize, usize),
    /// The same, and answers requests with them.
    Serve(usize, usize),
    /// Answers requests with files that are named elsewhere.
    Serves,
    /// Starts the program that this argument names.
    Start(usize),
    /// Reads an environment variable.
    Env,
    /// Makes or changes files.
    Write,
    /// Reads and writes the file that the first argument names.
    Store,
    /// Listens on a network that the first argument names.
    Listen,
    /// Connects to an address of a network that the first argument names.
    Dial,
    /// Listens on an address: the first argument, where an empty one is a low port.
    Serving,
    /// Asks for what another user than root may be refused.
    Privilege,
    /// Joins its arguments with slashes.
    Join,
    /// Uses a path of the machine that compiles.
    CompiledPath,
    /// Loads a time zone or shows local time.
    Zone,
    /// Takes the time, which is shown in local time if a part of it follows.
    Now,
    /// Connects with TLS, or may.
    Connect,
    /// Reads `.env` without being told so.
    DotEnv,
}

/// Import paths whose mere presence means that connections check certificates.
const CONNECTS: [&str; 3] = ["crypto/tls", "net/smtp", "golang.org/x/crypto/acme/autocert"];

/// Parts of import paths of clients of services that are reached by TLS.
const CLIENTS: [&str; 40] = [
    "telegram",
    "telebot",
    "discord",
    "slack",
    "whatsapp",
    "aws",
    "azure",
    "cloud.google",
    "google.golang.org/api",
    "firebase",
    "stripe",
    "paypal",
    "midtrans",
    "razorpay",
    "sendgrid",
    "mailgun",
    "mailjet",
    "gomail",
    "go-mail",
    "smtp",
    "imap",
    "twilio",
    "oauth",
    "oidc",
    "openai",
    "anthropic",
    "genai",
    "sentry",
    "minio",
    "cloudinary",
    "spotify",
    "github.com/google/go-github",
    "gitlab",
    "webpush",
    "resty",
    "colly",
    "websocket",
    "graphql",
    "vault",
    "mongo-driver",
];

/// Parts of import paths of libraries that keep their data in files.
const STORES: [&str; 12] = [
    "sqlite",
    "bbolt",
    "boltdb",
    "badger",
    "goleveldb",
    "buntdb",
    "nutsdb",
    "pebble",
    "lumberjack",
    "file-rotatelogs",
    "bleve",
    "autocert",
];

/// Files that frameworks read without being told: part of the import path, paths.
const CONVENTIONS: [(&str, &[&str]); 5] = [
    ("godotenv/autoload", &[".env"]),
    ("astaxie/beego", &["conf", "views", "static"]),
    ("beego/beego", &["conf", "views", "static"]),
    ("goravel/framework", &[".env", "resources", "storage", "public", "lang"]),
    ("revel/revel", &["conf", "app/views", "messages", "public"]),
];

/// What is local about a time.
const LOCAL_PARTS: [&str; 11] =
    ["Format", "AppendFormat", "String", "Year", "Month", "Day", "Weekday", "Hour", "Minute", "Date", "YearDay"];

/// Notes `const name = "…"`, `var name = "…"` and `name := "…"`.
pub(super) fn note_names<'a>(tokens: &[Token<'a>], from: usize, names: &mut Names<'a>) {
    for (i, token) in tokens.iter().enumerate().skip(from.max(3)) {
        let is_text = matches!(token.kind, Kind::Text | Kind::Raw);
        if !is_text || !tokens[i - 1].is(b'=') || tokens.get(i + 1).is_some_and(|t| t.is(b'+')) {
            continue;
        }
        let name = match (tokens[i - 2].kind, tokens[i - 3].kind) {
            (Kind::Word, Kind::Word) if tokens[i - 2].text == "string" => tokens[i - 3],
            (Kind::Mark(b':'), Kind::Word) => tokens[i - 3],
            (Kind::Word, _) => tokens[i - 2],
            _ => continue,
        };
        names.note(name.text, *token);
    }
}

/// Scans the tokens of one file.
/// `embeds`: literals given to an `fs.FS` name embedded files.
pub(super) fn scan<'a>(file: &'a str, tokens: &mut [Token<'a>], head: &Header<'a>, names: &Names<'a>, embeds: bool, code: &mut Code) {
    let mut gather = Gather { file, tokens, names, code };
    imports(&mut gather, head);
    for i in head.end..gather.tokens.len() {
        let token = gather.at(i);
        match token.kind {
            Kind::Text | Kind::Raw if is_tag(&gather, i) => tag_values(&mut gather, i),
            Kind::Text | Kind::Raw => gather.literal(i),
            Kind::Number => gather.number(i),
            Kind::Word if embeds && gather.at(i + 1).is(b'(') && names_embedded(&gather, head, i) => take_literals(&mut gather, i + 1),
            Kind::Word if gather.at(i + 1).is(b'(') => call(&mut gather, head, i),
            Kind::Word if token.text == "Local" => selector(&mut gather, head, i),
            Kind::Word | Kind::Mark(_) | Kind::Taken => {}
        }
    }
}

/// `template.ParseFS(`, `fs.Sub(`, `content.ReadFile(`
fn names_embedded<'a>(gather: &Gather<'a, '_>, head: &Header<'a>, index: usize) -> bool {
    let is_method = gather.back(index, 1).is(b'.');
    match gather.at(index).text {
        "ParseFS" | "Sub" | "StaticFileFS" => is_method,
        "ReadFile" | "ReadDir" | "Open" => is_method && package(gather, head, index).is_none_or(|path| path == "io/fs"),
        _ => false,
    }
}

/// Takes the literals of an argument list away.
fn take_literals(gather: &mut Gather, open: usize) {
    for (from, to) in arguments(gather.tokens, open) {
        for token in gather.tokens[from..to].iter_mut().filter(|t| matches!(t.kind, Kind::Text | Kind::Raw)) {
            token.kind = Kind::Taken;
        }
    }
}

fn imports(gather: &mut Gather, head: &Header) {
    for import in &head.imports {
        let path = import.path;
        gather.code.imports.insert(path.into());
        let place = super::Place { file: gather.file.into(), line: import.line as usize, text: format!("import \"{path}\"") };
        let lower = path.contains('.').then(|| path.to_ascii_lowercase());
        let foreign = |parts: &[&str]| lower.as_ref().is_some_and(|p| parts.iter().any(|part| p.contains(part)));
        if gather.code.tls.is_none() && (CONNECTS.contains(&path) || foreign(&CLIENTS)) {
            gather.code.tls = Some(place.clone());
        }
        if foreign(&STORES) {
            gather.code.writes.push(place.clone());
        }
        if path == "log" || path == "log/slog" {
            gather.code.zones.get_or_insert(place);
        }
        for path in CONVENTIONS.iter().filter(|(part, _)| path.contains(part)).flat_map(|(_, paths)| *paths) {
            gather.code.read_literals.push(super::Literal { text: (*path).into(), file: gather.file.into(), line: import.line as usize });
        }
    }
}

/// A struct tag stands behind a type on the same line.
fn is_tag(gather: &Gather, index: usize) -> bool {
    let before = gather.back(index, 1);
    before.line == gather.at(index).line
        && match before.kind {
            Kind::Word => !matches!(before.text, "return" | "case" | "range"),
            Kind::Mark(b']' | b'}') => gather.at(index).kind == Kind::Raw,
            _ => false,
        }
}

/// tag = { name ":" '"' value '"' }: `env:"PORT"` and `envconfig:"PORT"` name variables, `default:"x"` is a literal.
fn tag_values(gather: &mut Gather, index: usize) {
    let tag = gather.at(index).text;
    let value = |key: &str| tag.find(key).and_then(|at| tag[at + key.len()..].split('"').next()).filter(|value| !value.is_empty());
    for key in ["env:\"", "envconfig:\""] {
        let name = value(key).and_then(|v| v.split(',').next());
        gather.code.env.extend(name.map(Into::into));
    }
    // `default`, `envDefault`, `env-default`
    gather.note(index, value("efault:\"").unwrap_or_default());
}

/// `time.Local`
fn selector<'a>(gather: &mut Gather<'a, '_>, head: &Header<'a>, index: usize) {
    if package(gather, head, index) == Some("time") {
        let place = gather.place(index, "time.Local");
        gather.code.zones = Some(place);
    }
}

/// The import path of the package before the dot before a name.
fn package<'a>(gather: &Gather<'a, '_>, head: &Header<'a>, index: usize) -> Option<&'a str> {
    if !gather.back(index, 1).is(b'.') || gather.back(index, 3).is(b'.') {
        return None;
    }
    let name = gather.back(index, 2).word()?;
    head.imports.iter().find(|import| Import::name(import) == name).map(|import| import.path)
}

fn call<'a>(gather: &mut Gather<'a, '_>, head: &Header<'a>, index: usize) {
    let name = gather.at(index).text;
    // Functions of other packages and methods have a dot before them, declarations have none.
    if !gather.back(index, 1).is(b'.') {
        return;
    }
    let owner = package(gather, head, index);
    let Some(act) = owner.and_then(|path| function(path, name)).or_else(|| method(name, owner)) else { return };
    let open = index + 1;
    let place = gather.place(open, gather.before(open));
    match act {
        Act::Read(from, to) => gather.read(open, from, to),
        Act::Serve(from, to) => {
            gather.read(open, from, to);
            gather.code.serves_files.get_or_insert(place);
        }
        Act::Serves => {
            gather.code.serves_files.get_or_insert(place);
        }
        Act::Start(argument) => gather.start(open, argument),
        Act::Env => gather.env(open),
        Act::Write => gather.code.writes.push(place),
        Act::Store => {
            gather.read(open, 0, 1);
            gather.code.writes.push(place);
        }
        Act::Listen if network(gather, open).starts_with("unix") => gather.code.writes.push(place),
        Act::Dial if network(gather, open).starts_with("unix") => {
            gather.code.privileged.get_or_insert(place);
        }
        Act::Listen | Act::Dial => {
            if network(gather, open).starts_with("ip") {
                gather.code.privileged.get_or_insert(place);
            }
        }
        Act::Serving => {
            let empty = |&(from, to): &(usize, usize)| to == from + 1 && gather.tokens[from].text == "\"\"";
            if arguments(gather.tokens, open).first().is_some_and(empty) {
                gather.code.low_port.get_or_insert(place);
            }
        }
        Act::Privilege => {
            gather.code.privileged.get_or_insert(place);
        }
        Act::Join => join(gather, open),
        Act::CompiledPath => gather.code.compile_time_paths.push(place),
        Act::Zone => gather.code.zones = Some(place),
        Act::Now => {
            if gather.at(open + 2).is(b'.') && gather.at(open + 3).word().is_some_and(|part| LOCAL_PARTS.contains(&part)) {
                gather.code.zones.get_or_insert(place);
            }
        }
        Act::Connect => {
            gather.code.tls.get_or_insert(place);
        }
        Act::DotEnv if arguments(gather.tokens, open).is_empty() => gather.read_by_convention(open, ".env"),
        Act::DotEnv => gather.read(open, 0, usize::MAX),
    }
}

/// Functions of packages.
fn function(path: &str, name: &str) -> Option<Act> {
    let third = path.contains('.');
    Some(match (path, name) {
        ("os", "Open" | "ReadFile" | "ReadDir" | "Stat" | "Lstat" | "DirFS" | "Readlink" | "Chdir")
        | ("io/ioutil", "ReadFile" | "ReadDir")
        | ("path/filepath", "Walk" | "WalkDir" | "Glob" | "EvalSymlinks")
        | ("plugin", "Open") => Act::Read(0, 1),
        ("os", "OpenFile") => Act::Store,
        ("net/http", "ServeFile") => Act::Serve(2, 3),
        ("net/http", "Dir") => Act::Serve(0, 1),
        ("net/http", "FileServer" | "ServeContent" | "ServeFileFS" | "FileServerFS") | ("mime", "TypeByExtension") => Act::Serves,
        ("crypto/tls", "LoadX509KeyPair") => Act::Read(0, 2),
        ("net/http", "ListenAndServeTLS") => Act::Read(1, 3),
        ("os/exec", "Command" | "LookPath") | ("os", "StartProcess") | ("syscall", "Exec" | "ForkExec" | "StartProcess") => Act::Start(0),
        ("os/exec", "CommandContext") => Act::Start(1),
        ("os", "Getenv" | "LookupEnv") | ("syscall", "Getenv") => Act::Env,
        (
            "os",
            "Create" | "Mkdir" | "MkdirAll" | "WriteFile" | "CreateTemp" | "MkdirTemp" | "Rename" | "Remove" | "RemoveAll" | "Chmod"
            | "Chown" | "Symlink" | "Link" | "Truncate" | "CopyFS",
        )
        | ("io/ioutil", "WriteFile" | "TempFile" | "TempDir") => Act::Write,
        ("net", "Listen" | "ListenUnix" | "ListenPacket" | "ListenUnixgram") => Act::Listen,
        ("net", "Dial" | "DialTimeout") => Act::Dial,
        ("net", "DialIP" | "ListenIP" | "DialUnix")
        | ("syscall", "Setuid" | "Setgid" | "Chroot" | "Mount" | "Socket" | "Setrlimit")
        | ("os", "UserHomeDir" | "UserConfigDir" | "UserCacheDir") => Act::Privilege,
        ("net/http", "ListenAndServe") => Act::Serving,
        ("path/filepath" | "path", "Join") => Act::Join,
        ("runtime", "Caller" | "CallersFrames") => Act::CompiledPath,
        ("time", "LoadLocation") => Act::Zone,
        ("time", "Now") => Act::Now,
        ("net/http", "Get" | "Post" | "PostForm" | "Head" | "NewRequest" | "NewRequestWithContext") => Act::Connect,
        _ if third && path.ends_with("godotenv") && matches!(name, "Load" | "Overload" | "Read" | "MustLoad") => Act::DotEnv,
        _ if third && path.contains("gofiber/template") && name == "New" => Act::Read(0, 1),
        _ if third && matches!(name, "NewClientTLSFromCert" | "NewTLS") => Act::Connect,
        _ if third && name.starts_with("Open") && STORES.iter().any(|part| path.contains(part)) => Act::Store,
        _ => return None,
    })
}

/// Methods, and functions of other packages, by their names.
fn method(name: &str, package: Option<&str>) -> Option<Act> {
    let standard = package.is_some_and(|path| !path.contains('.'));
    Some(match name {
        "ParseFiles" | "ParseGlob" | "LoadHTMLFiles" | "LoadHTMLGlob" => Act::Read(0, usize::MAX),
        "SetConfigFile" | "AddConfigPath" | "SetConfigName" | "LoadMessageFile" | "MustLoadMessageFile" | "SetViewsPath" => Act::Read(0, 1),
        "Static" | "StaticFile" | "StaticFS" | "StaticFileFS" | "SetStaticPath" | "HandleDir" | "ServeFiles" => Act::Serve(1, 2),
        "SendFile" | "FileAttachment" | "FileFromFS" => Act::Serve(0, 1),
        "File" if !standard => Act::Serve(0, 2),
        "Attachment" | "Inline" if !standard => Act::Serve(0, 1),
        "RunTLS" | "ListenAndServeTLS" | "ListenTLS" | "StartTLS" if !standard => Act::Read(0, 3),
        "SaveUploadedFile" | "SaveFile" | "SaveAs" | "ParseMultipartForm" | "FormFile" => Act::Write,
        "Local" if package.is_none() => Act::Zone,
        "BindEnv" => Act::Env,
        _ => return None,
    })
}

/// `net.Listen("unix", "/run/a.sock")` makes a file; a raw socket wants root.
/// The beginning of the first argument: `unix`, `ip4:icmp`, `tcp`.
fn network(gather: &Gather, open: usize) -> String {
    arguments(gather.tokens, open).first().map(|range| phrase(gather.tokens, *range, gather.names).head).unwrap_or_default()
}

/// `filepath.Join("a", "b")` is one literal `a/b`.
fn join(gather: &mut Gather, open: usize) {
    let mut run = Phrase::default();
    let ranges = arguments(gather.tokens, open);
    for (from, to) in ranges {
        let known = phrase(gather.tokens, (from, to), gather.names);
        let simple = to == from + 1 && !known.open;
        if simple {
            if !run.head.is_empty() {
                run.head.push('/');
            }
            run.head.push_str(&known.head);
            gather.tokens[from].kind = Kind::Taken;
        } else {
            gather.note(open, &run.head);
            run.head.clear();
        }
    }
    gather.note(open, &run.head);
}
