//! Long and deep files take time in proportion to their length, and no stack.
//!
//! What is measured is the processor time of this thread, at a length and at four times that; work in proportion to the square would take
//! sixteen times as long. What seems too slow is measured again, so that a busy machine does not matter.

#![cfg(unix)] // for the clock
#![allow(clippy::unwrap_used)] // tests fail by panicking

use std::time::Duration;

use dfsplit::project::Tree;
use dfsplit::report::totals::Totals;
use dfsplit::report::{Answer, Deed, Format, Scene, diff, explain, text};
use dfsplit::{Options, Outcome, Project, Source, split};
use rustix::time::{ClockId, clock_gettime};

/// Parts of the shorter file.
const PARTS: usize = 600;
/// So many times as long may four times the parts take.
const MOST: f64 = 9.0;
/// What is shorter counts as long as this.
const SHORT: Duration = Duration::from_millis(20);

const GO: (&str, &str) = ("FROM golang:1.23\nWORKDIR /app\nCOPY . .\n", "RUN go build -o /app/server .\nCMD [\"/app/server\"]\n");
const NODE: (&str, &str) =
    ("FROM node:20\nWORKDIR /app\nCOPY package.json .\nRUN npm ci --omit=dev\nCOPY . .\n", "CMD [\"node\", \"server.js\"]\n");
const RUST: (&str, &str) = ("FROM rust:1.83\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\n", "CMD [\"/app/target/release/app\"]\n");

/// A name, and the file's text with so many parts.
type Case = (&'static str, fn(usize) -> String);

const CASES: [Case; 39] = [
    ("continuation lines", |n| format!("RUN echo a \\\n{}  && true\n", each(n, |i| format!("  && echo {i} \\\n")))),
    ("comments in a continuation", |n| format!("RUN echo a \\\n{}  && true\n", each(n, |i| format!("  # {i}\n  && echo {i} \\\n")))),
    ("escapes alone", |n| format!("RUN echo \\\n{}x\n", "\\\n".repeat(n))),
    ("packages", |n| format!("RUN apt-get update && apt-get install -y{}\n", each(n, |i| format!(" \\\n  lib{i}-dev")))),
    ("RUN", |n| each(n, |i| format!("RUN echo {i}\n"))),
    ("RUN of scripts", |n| each(n, |i| format!("RUN npm run step{i}\n"))),
    ("RUN of folders", |n| each(n, |i| format!("RUN mkdir -p /data/d{i}\n"))),
    ("RUN of links", |n| each(n, |i| format!("RUN ln -s /a{i} /b{i}\n"))),
    ("RUN of owners", |n| each(n, |i| format!("RUN chown -R u{i} /app/d{i}\n"))),
    ("RUN of modes", |n| each(n, |i| format!("RUN chmod +x /app/d{i}\n"))),
    ("RUN of builds", |n| each(n, |i| format!("RUN go build -o /bin/x{i} ./cmd/x{i}\n"))),
    ("RUN of the same build", |n| each(n, |i| format!("RUN echo {i} && go build -o /app/server_{i} .\n"))),
    ("folders in one RUN", |n| format!("RUN true{}\n", each(n, |i| format!(" \\\n && mkdir /d{i}")))),
    ("copies in one RUN", |n| format!("RUN true{}\n", each(n, |i| format!(" \\\n && cp -r /a{i} /b{i}")))),
    ("changes of folder in one RUN", |n| format!("RUN true{}\n", each(n, |i| format!(" \\\n && cd d{i}")))),
    ("users in one RUN", |n| format!("RUN true{}\nUSER u1\n", each(n, |i| format!(" \\\n && useradd u{i}")))),
    ("variables of the shell", |n| format!("RUN A0=x{}\n", each(n, |i| format!("; \\\n A{}=$A{i}y", i + 1)))),
    ("variables that are named", |n| format!("RUN echo{}\n", each(n, |i| format!(" \\\n $A{i}")))),
    ("functions", |n| format!("RUN f0() {{ ls; }}{}\n", each(n, |i| format!("; \\\n f{}() {{ f{i}; f{i}; }}", i + 1)))),
    ("pipes", |n| format!("RUN ls{}\n", " \\\n | cat".repeat(n))),
    ("lines of a script", |n| format!("RUN <<EOF\n{}EOF\n", each(n, |i| format!("echo {i}\n")))),
    ("lines of a file", |n| format!("COPY <<EOF /x\n{}EOF\n", each(n, |i| format!("{i} $A\n")))),
    ("heredocs", |n| each(n, |i| format!("COPY <<E{i} /x{i}\nx\nE{i}\n"))),
    ("heredocs of one COPY", |n| format!("COPY{} /x/\n{}", each(n, |i| format!(" \\\n <<E{i}")), each(n, |i| format!("x\nE{i}\n")))),
    ("heredocs without an end", |n| each(n, |i| format!("RUN <<E{i}\n"))),
    ("ENV, each of the one before", |n| format!("ENV A0=x\n{}", each(n, |i| format!("ENV A{}=${{A{i}}}y\n", i + 1)))),
    ("ENV, each twice as long", |n| format!("ENV A0=x\n{}", each(n, |i| format!("ENV A{}=$A{i}$A{i}\n", i + 1)))),
    ("PATH", |n| each(n, |i| format!("ENV PATH=$PATH:/d{i}\n"))),
    ("ARG", |n| each(n, |i| format!("ARG A{i}=x\n"))),
    ("WORKDIR below WORKDIR", |n| each(n, |i| format!("WORKDIR d{i}\n"))),
    ("USER", |n| each(n, |i| format!("USER u{i}\n"))),
    ("COPY", |n| each(n, |i| format!("COPY f{i} /d/f{i}\n"))),
    ("sources of one COPY", |n| format!("COPY{} /d/\n", each(n, |i| format!(" \\\n f{i}")))),
    ("LABEL", |n| each(n, |i| format!("LABEL a{i}=b\n"))),
    ("CMD", |n| each(n, |i| format!("CMD [\"x{i}\"]\n"))),
    ("HEALTHCHECK", |n| each(n, |i| format!("HEALTHCHECK CMD curl localhost:{i} || exit 1\n"))),
    ("broken JSON", |n| each(n, |i| format!("CMD [\"x{i}\",]\n"))),
    ("comments", |n| each(n, |i| format!("# {i}\n"))),
    ("blank lines", |n| "\n".repeat(n)),
];

fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

#[test]
fn four_times_as_long_takes_four_times_as_long() {
    let mut slow = String::new();
    for (head, tail) in [GO, NODE, RUST] {
        work(&format!("{head}{tail}"));
        for (name, parts) in CASES {
            let time = |n: usize| {
                let text = format!("{head}{}{tail}", parts(n));
                measured(|| work(&text))
            };
            if is_too_slow(time, PARTS) {
                slow += &format!("{name} behind {}\n", head.lines().next().unwrap());
            }
        }
    }
    assert!(slow.is_empty(), "{slow}");
}

/// With the sources at hand the rules look at more, and a list that is searched for each of its parts shows late.
#[test]
fn beside_its_sources_four_times_as_long_takes_four_times_as_long() {
    const MANY: usize = 8 * PARTS;
    let go = [("go.mod", "module example.com/app\n\ngo 1.23\n"), ("main.go", "package main\n\nfunc main() {}\n")];
    let node = [("package.json", "{\"name\":\"app\",\"scripts\":{\"start\":\"node server.js\"}}"), ("server.js", "")];
    let rust = [("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n"), ("src/main.rs", "fn main() {}\n")];
    let mut slow = String::new();
    for ((head, tail), files) in [(GO, go), (NODE, node), (RUST, rust)] {
        let project = Project::new(Tree::of(&files), "Dockerfile");
        for (name, parts) in CASES.iter().filter(|(name, _)| name.starts_with("RUN") || name.starts_with("COPY")) {
            let time = |n: usize| {
                let source = Source::new("Dockerfile", format!("{head}{}{tail}", parts(n)));
                measured(|| assert!(!matches!(split(&source, Some(&project), &Options::default()), Outcome::CheckFailed { .. })))
            };
            if is_too_slow(time, MANY) {
                slow += &format!("{name} behind {}\n", head.lines().next().unwrap());
            }
        }
    }
    assert!(slow.is_empty(), "{slow}");
}

/// True if four times the parts took too long three times in a row.
fn is_too_slow(time: impl Fn(usize) -> Duration, parts: usize) -> bool {
    (0..3).all(|_| time(4 * parts).max(SHORT).as_secs_f64() / time(parts).max(SHORT / 4).as_secs_f64() > MOST)
}

/// All that is done for a file, and all that is said of it.
fn work(text: &str) {
    let source = Source::new("Dockerfile", text);
    let outcome = split(&source, None, &Options::default());
    let scene = Scene { deed: Deed::Shown, colour: false, again: None, context: "" };
    let said = text::screen(&source, &outcome, &scene) + &explain::explain(&source, &outcome, &scene);
    assert!(!said.is_empty());
    let answer = Answer { source: &source, outcome: &outcome, deed: Deed::Shown, path: b"Dockerfile", again: None, build: None };
    for format in [Format::Json, Format::JsonLines, Format::Sarif, Format::Github, Format::Rdjson, Format::Markdown] {
        let mut document = format.document();
        let text = document.head() + &document.file(&answer) + &document.tail(&Totals::default());
        assert!(!text.is_empty() || format == Format::Github);
    }
    match &outcome {
        Outcome::CheckFailed { sentence } => panic!("own check failed: {sentence}"),
        Outcome::Split(split) => assert!(!diff::unified(text, &split.text, b"Dockerfile").is_empty()),
        _ => {}
    }
}

fn measured(work: impl FnOnce()) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap();
    let start = now();
    work();
    now().saturating_sub(start)
}

/// What opens and never closes, and what is nested as deep.
#[test]
fn deep_nesting_uses_up_no_stack() {
    const DEEP: usize = 10_000;
    let nested = |open: &str, inside: &str, close: &str| format!("{}{inside}{}", open.repeat(DEEP), close.repeat(DEEP));
    let mut words = Vec::new();
    for (open, inside, close) in [
        ("$(", "ls", ")"),
        ("( ", "ls", " )"),
        ("((", "1", "))"),
        ("$((", "1", "))"),
        ("{ ", "ls", "; }"),
        ("if true; then ", "ls", "; fi"),
        ("for x in a; do ", "ls", "; done"),
        ("case x in y) ", "ls", ";; esac"),
        ("${A:-", "x", "}"),
        ("`\\\n", "ls", "`"),
        ("\"$(", "ls", ")\""),
        ("sh -c '", "ls", "'"),
        ("eval \"", "ls", "\""),
        ("f() { ", "ls", "; }"),
        ("! ", "ls", ""),
        ("time ", "ls", ""),
        ("sudo ", "ls", ""),
        ("xargs ", "ls", ""),
        ("wait-for x -- ", "ls", ""),
        ("find -exec ", "ls", ""),
        ("{a,", "b", "}"),
    ] {
        words.extend([nested(open, inside, close), nested(open, "", "")]);
    }
    let (head, tail) = NODE;
    for word in &words {
        for instruction in ["RUN ", "RUN echo ", "ENV A=", "COPY a ", "WORKDIR /", "USER ", "CMD ", "ENTRYPOINT [\"", "HEALTHCHECK CMD "] {
            work(&format!("{head}{instruction}{word}\n{tail}"));
        }
        work(&format!("{head}RUN <<EOF\n{word}\nEOF\n{tail}"));
    }
}

/// Files of the context that are nested deep, and scripts that start one another.
#[test]
fn deep_contexts_use_up_no_stack() {
    const DEEP: usize = 10_000;
    let (lists, objects) =
        (format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)), format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP)));
    let chain: Vec<String> = (0..DEEP).map(|i| format!("\"s{i}\":\"npm run s{}\"", i + 1)).collect();
    let manifest = "{\"name\":\"app\",\"scripts\":{\"start\":\"npm run s0\"}}".to_owned();
    let chained = format!("{{\"name\":\"app\",\"scripts\":{{\"start\":\"npm run s0\",{}}}}}", chain.join(","));
    let dockerfile = format!("{}CMD [\"npm\", \"start\"]\n", NODE.0);
    for (path, text) in [("package.json", chained)].into_iter().chain([&lists, &objects].into_iter().flat_map(|nested| {
        [
            ("package-lock.json", format!("{{\"packages\":{nested}}}")),
            ("tsconfig.json", format!("{{\"compilerOptions\":{nested}}}")),
            ("compose.yaml", format!("services:\n  app:\n    build: .\n    x: {nested}\n")),
            ("pnpm-workspace.yaml", format!("packages: {nested}\n")),
            ("docker-bake.hcl", format!("target \"app\" {{\n  x = {nested}\n}}\n")),
            ("Cargo.toml", format!("[package]\nname = \"app\"\n[dependencies]\nx = {nested}\n")),
            ("server.js", format!("x = {nested};\n")),
            ("main.go", format!("package main\nvar x = {nested}\n")),
            ("src/main.rs", format!("fn main() {{ {nested} }}\n")),
        ]
    })) {
        let mut files = vec![("package.json", manifest.as_str()), ("server.js", "")];
        files.retain(|(other, _)| *other != path);
        files.push((path, text.as_str()));
        let project = Project::new(Tree::of(&files), "Dockerfile");
        let outcome = split(&Source::new("Dockerfile", dockerfile.as_str()), Some(&project), &Options::default());
        assert!(!matches!(outcome, Outcome::CheckFailed { .. }), "{path}: {outcome:?}");
    }
}
