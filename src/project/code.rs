//! What the sources of a program say about running it, in the same terms for every language.
//! The scanners of the languages fill it; they look at words and literals, and do not pretend to be compilers.

use std::collections::BTreeSet;

/// A place in a file of the build context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path in the context.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The few words that were found there: `os.MkdirAll(`.
    pub text: String,
}

/// A string literal (escapes resolved), of non-test sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal {
    /// The string.
    pub text: String,
    /// Path of the source file in the context.
    pub file: String,
    /// From 1.
    pub line: usize,
}

/// What non-test sources say. Import paths, `go:embed` patterns, struct tags and literals of macros that act at compile time
/// (`include_str!`, `sqlx::query!`) are not among the literals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// String literals; template strings and `format!` give their constant parts (`"views/" + name` gives `views/`). Empty ones and those of more than
    /// 1,000 bytes are left out.
    pub literals: Vec<Literal>,
    /// Paths of calls that read files, as far as they are literal: `os.Open("a.txt")`, `filepath.Join("a", "b")` as `a/b`, and what is
    /// known behind an unknown folder (`dir + "/b.txt"` gives `b.txt`). Also what frameworks read by convention (`.env`, `Rocket.toml`).
    pub read_literals: Vec<Literal>,
    /// Packages, modules or crates that are imported, as written (`net/http`, `@nestjs/core`, `fs/promises`, `./routes`).
    pub imports: BTreeSet<String>,
    /// Programs that are started by a literal name (`exec.Command("ffmpeg", …)`): the name with its place.
    pub starts: Vec<(String, Place)>,
    /// Programs are started whose name is not a literal.
    pub starts_unknown: Vec<Place>,
    /// Files are read whose path is no literal at that place (`os.Open(name)`, `fs.readFile(p)`, `require(x)`, `import(x)`).
    pub reads_unknown: Vec<Place>,
    /// Files or folders are made or changed at run time.
    pub writes: Vec<Place>,
    /// Environment variables read by literal name.
    pub env: BTreeSet<String>,
    /// Paths that are fixed when compiling and used at run time (`env!("CARGO_MANIFEST_DIR")`, `runtime.Caller(0)`, `relative!()`).
    pub compile_time_paths: Vec<Place>,
    /// Folders whose files a macro takes into the program in release builds, and that a debug build reads when it runs (`#[folder = "static/"]`).
    pub embedded: Vec<Literal>,
    /// The folder that a build script writes to is named when compiling and used at run time (`env!("OUT_DIR")` outside of `include!` and its kin).
    pub build_outputs: Vec<Place>,
    /// A sign of connections that check certificates: an `https://` or `wss://` literal, a TLS client of the standard library.
    pub tls: Option<Place>,
    /// Time zones may matter: `time.LoadLocation`, `.Local()`, `time.Now` formatted, logging with time, chrono::Local …
    pub zones: Option<Place>,
    /// Serves files by name over HTTP, with a content type by extension.
    pub serves_files: Option<Place>,
    /// A port below 1024 in a listen address.
    pub low_port: Option<Place>,
    /// It asks for what another user than root may be refused: raw sockets, sockets of the host, devices, limits, the home folder.
    pub privileged: Option<Place>,
}

impl Code {
    /// Takes in what another part of the same program says.
    pub fn absorb(&mut self, other: Code) {
        self.literals.extend(other.literals);
        self.read_literals.extend(other.read_literals);
        self.imports.extend(other.imports);
        self.starts.extend(other.starts);
        self.starts_unknown.extend(other.starts_unknown);
        self.reads_unknown.extend(other.reads_unknown);
        self.writes.extend(other.writes);
        self.env.extend(other.env);
        self.compile_time_paths.extend(other.compile_time_paths);
        self.build_outputs.extend(other.build_outputs);
        self.embedded.extend(other.embedded);
        self.tls = self.tls.take().or(other.tls);
        self.zones = self.zones.take().or(other.zones);
        self.serves_files = self.serves_files.take().or(other.serves_files);
        self.low_port = self.low_port.take().or(other.low_port);
        self.privileged = self.privileged.take().or(other.privileged);
    }
}
