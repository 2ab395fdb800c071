//! Whole screens, explanations and objects of hand-made outcomes.

use super::{Answer, Deed, Failure, Format, Scene, explain, text};
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Added, Applicability, Fate, FateKind, Need, Outcome, Refused, Split, StageKind};
use crate::source::{Source, Span};

const FORUM: &str = "\
FROM golang:1.23

WORKDIR /forum
COPY . .
RUN go build -o forum ./cmd/main/main.go

CMD [\"./forum\"]
";

const FORUM_SPLIT: &str = "\
FROM golang:1.23-bookworm AS build

WORKDIR /forum
COPY . .
RUN go build -o forum ./cmd/main/main.go

FROM debian:bookworm-slim

WORKDIR /forum

COPY --from=build /forum/forum /forum/forum

CMD [\"./forum\"]
";

fn need(what: &str, why: &str) -> Need {
    Need { what: what.into(), why: why.into() }
}

fn fate(first: usize, last: usize, fate: FateKind, because: &str) -> Fate {
    Fate { lines: (first, last), fate, because: because.into() }
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn forum() -> (Source, Split) {
    let split = Split {
        text: FORUM_SPLIT.into(),
        safety: Applicability::Safe,
        language: "Go",
        build_stage: "build".into(),
        build_image: "golang:1.23-bookworm".into(),
        runtime_image: "debian:bookworm-slim".into(),
        needs: vec![
            need("/forum/forum", "CMD, built by line 5"),
            need("/forum/forum.db", "internal/db/db.go:13  sql.Open(\"sqlite3\", \"./forum.db\")"),
            need("/forum/static", "cmd/main/main.go:32 and 6 more"),
            need("/forum/templates", "cmd/main/main.go:32 and 6 more"),
            need("glibc of Debian 12", "go-sqlite3 is cgo: the builder's release is pinned"),
        ],
        left_out: vec![
            ("CA certificates".into(), "no outgoing TLS seen".into()),
            ("another user".into(), "the app writes /forum/forum.db".into()),
        ],
        warnings: Vec::new(),
        unsafe_steps: Vec::new(),
        fates: vec![
            fate(1, 1, FateKind::Changed, "the stage gets a name, and the release of the runtime stage"),
            fate(2, 2, FateKind::Untouched, ""),
            fate(3, 3, FateKind::Both, "the command is run there"),
            fate(4, 5, FateKind::Build, "makes /forum/forum"),
            fate(6, 6, FateKind::Untouched, ""),
            fate(7, 7, FateKind::Runtime, "the command of the image"),
        ],
        added: Vec::new(),
    };
    (Source::new("Dockerfile", FORUM), split)
}

fn cargo_run() -> (Source, Outcome) {
    let text = "FROM rust:1.83\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD [\"cargo\", \"run\", \"--release\"]\n";
    let step = Diagnostic::new(Level::Warning, "run-from-source", "`cargo run --release` is replaced by the program it starts")
        .at(span(text, "[\"cargo\", \"run\", \"--release\"]"), "builds at start, when a source file is newer")
        .note("changes", "cargo sets CARGO_MANIFEST_DIR for the program; this image will not");
    let (_, split) = forum();
    let split = Split { safety: Applicability::Unsafe, language: "Rust", unsafe_steps: vec![step], ..split };
    (Source::new("Dockerfile", text), Outcome::Split(Box::new(split)))
}

fn refused(code: &'static str, message: &str) -> Outcome {
    let diagnostic = Diagnostic::new(Level::Refused, code, message);
    Outcome::Refused(Box::new(Refused { diagnostic, notes: Vec::new(), fates: Vec::new() }))
}

fn scene(deed: Deed) -> Scene<'static> {
    Scene { deed, colour: false, again: Some("Dockerfile"), context: "" }
}

#[test]
fn success_says_what_is_needed_and_what_was_left_out() {
    let (source, split) = forum();
    let expected = "\
Dockerfile: can be split (safe): Go, build stage golang:1.23-bookworm, runtime debian:bookworm-slim
  needs      /forum/forum              CMD, built by line 5
             /forum/forum.db           internal/db/db.go:13  sql.Open(\"sqlite3\", \"./forum.db\")
             /forum/static  /forum/templates  cmd/main/main.go:32 and 6 more
             glibc of Debian 12        go-sqlite3 is cgo: the builder's release is pinned
  left out   CA certificates           no outgoing TLS seen
             another user              the app writes /forum/forum.db
Write it: dfsplit --write Dockerfile   Every line's reason: dfsplit --explain Dockerfile
";
    assert_eq!(text::screen(&source, &Outcome::Split(Box::new(split)), &scene(Deed::Shown)), expected);
}

#[test]
fn success_stays_within_ten_lines() {
    let (source, mut split) = forum();
    split.needs = (0..20).map(|i| need(&format!("/app/{i}"), &format!("line {i}"))).collect();
    split.left_out = (0..9).map(|i| (format!("thing {i}"), "not needed".to_owned())).collect();
    let shown = text::screen(&source, &Outcome::Split(Box::new(split)), &scene(Deed::Shown));
    assert_eq!(shown.lines().count(), 10, "{shown}");
    assert!(shown.contains("             and 16 more (--explain)\n") && shown.contains("             and 7 more (--explain)\n"), "{shown}");
}

#[test]
fn success_in_one_line_for_each_deed() {
    let (source, split) = forum();
    let outcome = Outcome::Split(Box::new(split));
    for (deed, expected) in [
        (Deed::Shown, "Dockerfile: can be split (safe): Go, build stage golang:1.23-bookworm, runtime debian:bookworm-slim\n"),
        (Deed::Listed, "Dockerfile: can be split (safe): Go, build stage golang:1.23-bookworm, runtime debian:bookworm-slim\n"),
        (Deed::Written, "Dockerfile: split into build and runtime (1 line changed, 6 added)\n"),
    ] {
        assert_eq!(text::line(&source, &outcome, &scene(deed)), expected);
        if deed != Deed::Shown {
            assert_eq!(text::screen(&source, &outcome, &scene(deed)), expected);
        }
    }
}

#[test]
fn unsafe_result_says_why_and_how_to_have_it() {
    let (source, outcome) = cargo_run();
    let frame = "\
warning[run-from-source]: `cargo run --release` is replaced by the program it starts
 --> Dockerfile:5:5
  |
5 | CMD [\"cargo\", \"run\", \"--release\"]
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ builds at start, when a source file is newer
  |
  = changes: cargo sets CARGO_MANIFEST_DIR for the program; this image will not
";
    let written = "  = not written: add --unsafe to write it, or see it with `dfsplit --unsafe Dockerfile`
Dockerfile: can be split (unsafe: run-from-source), not written
";
    let shown = "  = not shown: see it with `dfsplit --unsafe Dockerfile`, write it with `dfsplit --write --unsafe Dockerfile`
Dockerfile: can be split (unsafe: run-from-source), not shown
";
    assert_eq!(text::screen(&source, &outcome, &scene(Deed::NotWritten)), format!("{frame}{written}"));
    assert_eq!(text::screen(&source, &outcome, &scene(Deed::Withheld)), format!("{frame}{shown}"));
}

#[test]
fn hint_of_an_unsafe_result_writes_it_and_a_sketch_is_never_written() {
    let (source, outcome) = cargo_run();
    let hint = |outcome: &Outcome| text::screen(&source, outcome, &scene(Deed::Shown)).lines().last().unwrap_or_default().to_owned();
    assert_eq!(hint(&outcome), "Write it: dfsplit --write --unsafe Dockerfile   Every line's reason: dfsplit --explain Dockerfile");
    let (_, split) = forum();
    let sketch = Outcome::Split(Box::new(Split { safety: Applicability::DisplayOnly, ..split }));
    assert_eq!(hint(&sketch), "Every line's reason: dfsplit --explain Dockerfile");
}

#[test]
fn stdin_gets_no_command_to_repeat() {
    let (source, outcome) = cargo_run();
    let stdin = |deed| Scene { deed, colour: false, again: None, context: "" };
    assert!(text::screen(&source, &outcome, &stdin(Deed::Withheld)).contains("  = not shown: add --unsafe to see it\n"));
    let (source, split) = forum();
    assert!(!text::screen(&source, &Outcome::Split(Box::new(split)), &stdin(Deed::Shown)).contains("Write it"));
}

#[test]
fn refusal_has_a_frame_alone_and_a_line_among_others() {
    let source = Source::new("Dockerfile", "FROM node:20\nCMD ng serve\n");
    let diagnostic = Diagnostic::new(Level::Refused, "dev-server", "the container runs `ng serve`, which needs the whole tool chain")
        .at(Span::new(17, 25), "@angular/cli, a development server")
        .note("note", "line 1 has no build either")
        .way_out("if this file is for development, silence this with `# dfsplit: ignore development`");
    let outcome = Outcome::Refused(Box::new(Refused { diagnostic, notes: Vec::new(), fates: Vec::new() }));
    let expected = "\
refused[dev-server]: the container runs `ng serve`, which needs the whole tool chain
 --> Dockerfile:2:5
  |
2 | CMD ng serve
  |     ^^^^^^^^ @angular/cli, a development server
  |
  = note: line 1 has no build either
  = do: if this file is for development, silence this with `# dfsplit: ignore development`
  = more: dfsplit explain dev-server
Dockerfile: left as it is (dev-server)
";
    assert_eq!(text::screen(&source, &outcome, &scene(Deed::Shown)), expected);
    assert_eq!(
        text::line(&source, &outcome, &scene(Deed::Shown)),
        "Dockerfile: left as it is (dev-server): the container runs `ng serve`, which needs the whole tool chain\n"
    );
}

#[test]
fn files_left_alone_have_one_line() {
    let source = Source::new("api/Dockerfile", "FROM a\n");
    let template = Diagnostic::new(Level::Refused, "not-a-dockerfile", "line 1 is a template (`{{ version }}`), not a Dockerfile yet");
    for (outcome, expected) in [
        (Outcome::AlreadySplit { stages: vec!["build".into(), "1".into()] }, "already multi-stage (build, 1)"),
        (
            Outcome::NothingToGain { summary: "node:20-alpine has no compiler".into(), weighed: vec![] },
            "nothing to gain: node:20-alpine has no compiler",
        ),
        (
            refused("unknown-base", "the base python:3.12 is no Go, Node.js or Rust image, and nothing in it builds one"),
            "not split: the base python:3.12 is no Go, Node.js or Rust image, and nothing in it builds one  [unknown-base]",
        ),
        (
            Outcome::NotADockerfile(template),
            "left as it is: line 1 is a template (`{{ version }}`), not a Dockerfile yet  [not-a-dockerfile]",
        ),
        (Outcome::Ignored { reason: "kept for the debugger".into() }, "ignored: kept for the debugger"),
        (Outcome::Ignored { reason: "  ".into() }, "ignored by its own comment"),
    ] {
        let expected = format!("api/Dockerfile: {expected}\n");
        assert_eq!(text::screen(&source, &outcome, &scene(Deed::Shown)), expected);
        assert_eq!(text::line(&source, &outcome, &scene(Deed::Shown)), expected);
    }
}

#[test]
fn our_own_bug_asks_for_a_report() {
    let source = Source::new("Dockerfile", "FROM a\n");
    let outcome = Outcome::CheckFailed { sentence: "the new last stage has WORKDIR / where the old image has /app".into() };
    let expected = "\
error: dfsplit's own check failed: the new last stage has WORKDIR / where the old image has /app
 --> Dockerfile
  = nothing was written; please report this with the file (dfsplit --explain Dockerfile > report.txt)
";
    assert_eq!(text::screen(&source, &outcome, &scene(Deed::Shown)), expected);
}

#[test]
fn names_and_messages_cannot_steer_a_terminal() {
    let source = Source::new("a\u{1b}[2J\nb", "FROM a\n");
    let outcome = Outcome::Ignored { reason: "x\u{1b}]0;y\u{7}\u{202e}".into() };
    assert_eq!(text::line(&source, &outcome, &scene(Deed::Shown)), "a\\u{1b}[2J\\nb: ignored: x\\u{1b}]0;y\\u{7}\\u{202e}\n");
}

#[test]
fn explanation_has_every_line_with_fate_and_reason() {
    let (source, split) = forum();
    let expected = "\
Dockerfile: can be split (safe): Go, build stage golang:1.23-bookworm, runtime debian:bookworm-slim

  1  changed    FROM golang:1.23
                  = the stage gets a name, and the release of the runtime stage
  2
  3  both       WORKDIR /forum
                  = the command is run there
  4  build      COPY . .
  5  build      RUN go build -o forum ./cmd/main/main.go
                  = makes /forum/forum
  6
  7  runtime    CMD [\"./forum\"]
                  = the command of the image

  needs      /forum/forum              CMD, built by line 5
             /forum/forum.db           internal/db/db.go:13  sql.Open(\"sqlite3\", \"./forum.db\")
             /forum/static  /forum/templates  cmd/main/main.go:32 and 6 more
             glibc of Debian 12        go-sqlite3 is cgo: the builder's release is pinned
  left out   CA certificates           no outgoing TLS seen
             another user              the app writes /forum/forum.db
";
    assert_eq!(explain::explain(&source, &Outcome::Split(Box::new(split)), &scene(Deed::Shown)), expected);
}

#[test]
fn explanation_of_no_gain_says_what_was_weighed() {
    let source = Source::new("Dockerfile", "FROM node:20-alpine\n");
    let weighed = vec![
        ("toolchain".into(), "no".into()),
        ("package cache".into(), "/root/.npm, about 40 MB: `RUN npm ci --omit=dev && npm cache clean --force` removes it".into()),
    ];
    let outcome = Outcome::NothingToGain { summary: "nothing is built".into(), weighed };
    let expected = "\
Dockerfile: nothing to gain: nothing is built
  weighed    toolchain                 no
             package cache             /root/.npm, about 40 MB: `RUN npm ci --omit=dev && npm cache clean --force` removes it
";
    assert_eq!(explain::explain(&source, &outcome, &scene(Deed::Shown)), expected);
}

fn object(source: &Source, outcome: &Outcome, deed: Deed) -> String {
    Format::JsonLines.document().file(&Answer { source, outcome, deed, path: b"Dockerfile", again: None, build: None })
}

#[test]
fn object_of_a_split() {
    let source = Source::new("Dockerfile", "FROM a\nCMD x");
    let (_, split) = forum();
    let split = Split {
        text: "FROM a\nFROM b\nCMD x".into(),
        needs: vec![need("/x", "CMD")],
        left_out: vec![("zones".into(), "no time is shown".into())],
        warnings: vec![
            Diagnostic::new(Level::Warning, "context-missing", "go.sum is not there").at(Span::new(7, 12), "here").way_out("add it"),
        ],
        fates: vec![fate(1, 1, FateKind::Build, "it builds")],
        added: vec![Added { stage: StageKind::Runtime, text: "FROM b".into(), because: "a small base".into() }],
        ..split
    };
    let expected = concat!(
        r#"{"version":1,"path":"Dockerfile","outcome":"split","#,
        r#""message":"can be split (safe): Go, build stage golang:1.23-bookworm, runtime debian:bookworm-slim","#,
        r#""code":"can-be-split","deed":"shown","safety":"safe","language":"Go","#,
        r#""images":{"build":"golang:1.23-bookworm","runtime":"debian:bookworm-slim"},"build_stage":"build","#,
        r#""diagnostics":[{"level":"warning","code":"context-missing","message":"go.sum is not there","#,
        r#""place":{"line":2,"column":1,"end_line":2,"end_column":6,"start":7,"end":12,"text":"here"},"#,
        r#""notes":[{"kind":"do","text":"add it"}]}],"#,
        r#""needs":[{"what":"/x","why":"CMD"}],"left_out":[{"what":"zones","why":"no time is shown"}],"#,
        r#""steps":[{"first_line":1,"last_line":1,"fate":"build","reason":"it builds"}],"#,
        r#""added":[{"stage":"runtime","text":"FROM b","reason":"a small base"}],"#,
        r#""text":"FROM a\nFROM b\nCMD x","#,
        r#""diff":"--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,3 @@\n FROM a\n+FROM b\n CMD x\n\\ No newline at end of file\n"}"#,
        "\n"
    );
    assert_eq!(object(&source, &Outcome::Split(Box::new(split)), Deed::Shown), expected);
}

#[test]
fn objects_of_files_left_alone() {
    let source = Source::new("Dockerfile", "FROM a\n");
    for (outcome, expected) in [
        (
            Outcome::AlreadySplit { stages: vec!["build".into()] },
            r#""outcome":"already-multi-stage","message":"already multi-stage (build)","code":"already-multi-stage","stages":["build"]"#,
        ),
        (
            Outcome::NothingToGain { summary: "s".into(), weighed: vec![("a".into(), "b".into())] },
            r#""outcome":"nothing-to-gain","message":"nothing to gain: s","code":"nothing-to-gain","weighed":[{"what":"a","why":"b"}]"#,
        ),
        (
            refused("no-command", "nothing says what runs"),
            r#""outcome":"refused","message":"left as it is (no-command): nothing says what runs","code":"no-command","diagnostics":[{"level":"refused","code":"no-command","message":"nothing says what runs"}]"#,
        ),
        (Outcome::Ignored { reason: "r".into() }, r#""outcome":"ignored","message":"ignored: r","code":"ignored""#),
        (
            Outcome::CheckFailed { sentence: "s".into() },
            r#""outcome":"check-failed","message":"dfsplit's own check failed: s","code":"check-failed""#,
        ),
    ] {
        let expected = format!("{{\"version\":1,\"path\":\"Dockerfile\",{expected}}}\n");
        assert_eq!(object(&source, &outcome, Deed::Shown), expected);
    }
    let failure = Failure { path: b"a", sentence: "cannot read a" };
    assert_eq!(
        Format::JsonLines.document().failure(&failure),
        "{\"version\":1,\"path\":\"a\",\"outcome\":\"error\",\"message\":\"cannot read a\"}\n"
    );
}
