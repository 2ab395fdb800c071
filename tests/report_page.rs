//! The page of `dfsplit report`, opened in a headless Chromium and used as its readers use it.
//!
//! Needs `chromium` and `chromedriver` (Debian: the packages chromium and chromium-driver). Says so and passes where they are not.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // tests fail by panicking

#[path = "report_page/browser.rs"]
mod browser;

use std::fs;
use std::io::{Write as _, stderr};
use std::path::Path;
use std::process::{Command, Output};

use browser::{Browser, DOWN, ENTER};

const GO: &str = "FROM golang:1.23\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";

const GO_SPLIT: &str = "\
FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM alpine:3.24
WORKDIR /src
COPY --from=build /app /app
USER nobody
CMD [\"/app\"]
";

/// A file that would like to be more than text: it ends a script, opens a comment, turns the writing around.
const HOSTILE: &str = "FROM golang:1.23\nLABEL a=\"</script><script>document.title='taken'</script><!-- <b>\" b='\u{2028}\u{2029}' c=\u{202e}\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD [\"/app\"]\n";
const HOSTILE_FOLDER: &str = "</script><b>'\"& \u{2028}";

/// A repository with a file of each kind.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join("repo").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for service in ["api", "hostile"] {
        put(&format!("{service}/go.mod"), b"module example.com/app\n\ngo 1.23\n");
        put(&format!("{service}/main.go"), b"package main\n\nfunc main() { println(\"hello\") }\n");
    }
    put("api/Dockerfile", GO.as_bytes());
    put("api/Dockerfile.crlf", GO.replace('\n', "\r\n").as_bytes());
    put(&format!("hostile/{HOSTILE_FOLDER}.Dockerfile"), HOSTILE.as_bytes());
    put("bare/Dockerfile", GO.as_bytes());
    put("tools/Dockerfile", b"FROM golang:1.23\nWORKDIR /src\n");
    put("web/Dockerfile", b"FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD [\"npm\", \"run\", \"dev\"]\n");
    put("web/package.json", br#"{"name":"web","scripts":{"dev":"vite"},"devDependencies":{"vite":"5"}}"#);
    put("done/Dockerfile", b"FROM rust:1.80 AS build\nFROM debian:12\n");
    put("python/Dockerfile", b"FROM python:3.12\nCMD [\"python\"]\n");
    put("kept/Dockerfile", b"# dfsplit: ignore kept for the debugger\nFROM golang:1.23\n");
    put("broken/Dockerfile", b"FROM caf\xe9\n");
    folder
}

fn report(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dfsplit")).arg("report").args(args).current_dir(folder).output().unwrap()
}

#[test]
fn page_is_the_same_for_the_same_files_and_on_stdout() {
    let folder = repository();
    for (name, jobs) in [("one.html", "1"), ("two.html", "3")] {
        let output = report(folder.path(), &["repo", "-o", name, "--jobs", jobs]);
        assert_eq!(output.status.code(), Some(2), "one file cannot be read");
        assert_eq!(output.stdout, b"");
        let sentences = "\
error: cannot read repo/broken/Dockerfile: line 1: the byte 0xE9 is not UTF-8; save the file as UTF-8
  = do: save the file as UTF-8 text, or leave it out
4 can be split, 1 already multi-stage, 3 refused (dev-server 1, no-command 1, unknown-base 1), 1 ignored, 1 unreadable
";
        assert_eq!(String::from_utf8_lossy(&output.stderr), sentences);
    }
    let one = fs::read(folder.path().join("one.html")).unwrap();
    assert!(one == fs::read(folder.path().join("two.html")).unwrap(), "two runs gave two pages");
    assert!(one == report(folder.path(), &["repo", "-o", "-"]).stdout, "stdout has another page");
}

#[test]
fn page_works_in_a_browser() {
    let Some(browser) = Browser::start() else {
        // Past the test runner, which keeps what passing tests print.
        stderr().write_all(b"skipped: no chromium and chromedriver in PATH, so the report's page was not opened\n").unwrap();
        return;
    };
    let folder = repository();
    report(folder.path(), &["repo", "-o", "page.html", "--title", "Our <services>"]);
    let page = format!("file://{}", folder.path().canonicalize().unwrap().join("page.html").display());
    browser.open(&page);

    head_counts_the_files(&browser);
    bars_filter_the_table(&browser);
    search_and_order(&browser);
    keys_open_a_file(&browser);
    refusal_is_explained(&browser);
    theme_and_view_outlive_a_reload(&browser, &page);
    files_stay_text(&browser, &page);

    let (own, other): (Vec<String>, Vec<String>) = browser.requests_of(&page).into_iter().partition(|url| url.starts_with(&page));
    assert!(!own.is_empty(), "requests are seen at all");
    assert_eq!(other.iter().filter(|url| !url.starts_with("data:")).collect::<Vec<_>>(), Vec::<&String>::new(), "the page asks for more");
    assert_eq!(browser.complaints(), Vec::<String>::new(), "the browser complains");
}

fn paths(browser: &Browser) -> Vec<String> {
    browser.texts("tr.file td.path")
}

fn fragment(browser: &Browser) -> String {
    browser.ask("return location.hash").as_str().unwrap().to_owned()
}

fn head_counts_the_files(browser: &Browser) {
    assert_eq!(browser.texts("h1"), ["Our <services>"]);
    assert_eq!(browser.texts(".headline"), ["4 of 10 files can be split: 3 safely, 1 after a look."]);
    let bars: Vec<String> = browser.texts(".by-answer .bar").iter().map(|bar| bar.replace('\n', " ")).collect();
    assert_eq!(
        bars,
        [
            "\u{25cf} can be split, safe 3",
            "\u{25d0} can be split, unsafe 1",
            "\u{25c7} already multi-stage 1",
            "\u{2715} refused 2",
            "\u{2013} not ours 1",
            "\u{2260} ignored 1",
            "! unreadable 1"
        ]
    );
    assert_eq!(paths(browser).len(), 10);
}

fn bars_filter_the_table(browser: &Browser) {
    browser.click("[data-value='refused']");
    assert_eq!(paths(browser), ["repo/tools/Dockerfile", "repo/web/Dockerfile"]);
    assert_eq!(browser.texts("#shown"), ["2 of 10 files"]);
    browser.click("[data-value='dev-server']");
    assert_eq!(paths(browser), ["repo/web/Dockerfile"]);
    assert_eq!(fragment(browser), "#answer=refused&code=dev-server");
    assert!(browser.texts("#meaning")[0].starts_with("dev-server refusal\n"), "{:?}", browser.texts("#meaning"));
    assert_eq!(browser.texts("[data-value='Node.js'] .count, [data-value='Go'] .count"), ["0 of 6", "1"]);
    browser.back();
    assert_eq!(paths(browser).len(), 2);
    browser.click("#clear");
    assert_eq!(paths(browser).len(), 10);
}

fn search_and_order(browser: &Browser) {
    browser.press("body", "/");
    assert_eq!(browser.ask("return document.activeElement.id"), "search");
    browser.press("#search", "GO repo/api");
    assert_eq!(paths(browser), ["repo/api/Dockerfile", "repo/api/Dockerfile.crlf"]);
    browser.click("th.path button");
    browser.click("th.path button");
    assert_eq!(paths(browser), ["repo/api/Dockerfile.crlf", "repo/api/Dockerfile"]);
    assert_eq!(browser.ask("return document.querySelector('th.path').ariaSort"), "descending");
    assert_eq!(fragment(browser), "#q=GO+repo/api&sort=-path");
}

fn keys_open_a_file(browser: &Browser) {
    browser.press("tr.file .path button", DOWN);
    browser.press("tr.file:nth-child(2) .path button", ENTER);
    assert_eq!(browser.texts("tr.open td.path"), ["repo/api/Dockerfile"]);
    let side = |side: &str| browser.texts(&format!(".sides td.{side}:not(.none) code")).join("\n") + "\n";
    assert_eq!(side("old"), GO);
    assert_eq!(side("new"), GO_SPLIT);
    let changed = browser.texts(".sides tr.changed td.text code");
    assert_eq!(changed[..2], ["FROM golang:1.23", "FROM golang:1.23 AS build"]);
    assert_eq!(browser.texts(".sides tr:first-child .fate"), ["changed"]);
    let because = browser.texts(".sides .because");
    assert!(because.contains(&"the build stage gets a name".to_owned()), "{because:?}");
    assert!(browser.texts(".facts h3").contains(&"What the container needs".to_owned()));
    browser.click(".toolbar input");
    assert_eq!(browser.texts(".sides .because"), Vec::<String>::new(), "reasons can be hidden");
    browser.click(".toolbar input");
}

fn refusal_is_explained(browser: &Browser) {
    browser.click("#clear");
    browser.click("[data-value='no-command']");
    browser.click("tr.file .path button");
    let finding = &browser.texts(".finding")[0];
    for part in ["refused: no-command", "Place\nline 1, column 1", "Reason\n", "What to do\nadd the CMD"] {
        assert!(finding.contains(part), "{part:?} is not in {finding}");
    }
    assert_eq!(browser.texts(".sides mark.place"), ["FROM golang:1.23"]);
    browser.click(".finding summary");
    assert!(browser.texts(".finding details")[0].contains("Why it matters"));
}

fn theme_and_view_outlive_a_reload(browser: &Browser, page: &str) {
    let paper = || browser.ask("return getComputedStyle(document.body).backgroundColor");
    let light = paper();
    browser.click("#theme");
    let dark = paper();
    assert_ne!(light, dark);
    let before = (paths(browser), browser.texts(".below"), fragment(browser));
    browser.reload();
    assert_eq!((paths(browser), browser.texts(".below").len(), fragment(browser)), (before.0, before.1.len(), before.2));
    assert_eq!(paper(), dark);
    browser.open(&format!("{page}#answer=unsafe&sort=lines"));
    assert_eq!(paths(browser), ["repo/bare/Dockerfile"]);
    browser.click("#theme");
    assert_eq!(paper(), light);
}

fn files_stay_text(browser: &Browser, page: &str) {
    browser.open(&format!("{page}#q=hostile"));
    browser.click("tr.file .path button");
    assert_eq!(browser.ask("return document.title"), "Our <services>");
    assert_eq!(paths(browser), ["repo/hostile/</script><b>'\"& U+2028.Dockerfile"]);
    let label = browser.texts(".sides tr:nth-child(2) td.old code");
    assert_eq!(label, ["LABEL a=\"</script><script>document.title='taken'</script><!-- <b>\" b='U+2028U+2029' c=U+202E"]);
    assert_eq!(browser.ask("return document.querySelectorAll('b, script:not([type])').length"), 0);
}
