//! The page as its bytes: its policy, its data, its figures, and what hostile files can do to it.

use base64::Engine as _;
use sha2::Digest as _;

use super::{Page, Seen, assets};
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Applicability, Fate, FateKind, Language, Need, Outcome, Refused, Split};
use crate::source::{Source, Span};

const OLD: &str = "FROM golang:1.23\nCMD [\"/a\"]\n";

fn split(safety: Applicability) -> Outcome {
    let unsafe_steps = match safety {
        Applicability::Safe => Vec::new(),
        Applicability::Unsafe | Applicability::DisplayOnly => vec![Diagnostic::new(Level::Warning, "context-missing", "no context")],
    };
    Outcome::Split(Box::new(Split {
        added: Vec::new(),
        build_stage: "build".into(),
        text: "FROM golang:1.23 AS build\nFROM alpine\nCOPY --from=build /a /a\nCMD [\"/a\"]\n".into(),
        safety,
        language: "Go",
        build_image: "golang:1.23".into(),
        runtime_image: "alpine".into(),
        needs: vec![Need { what: "/a".into(), why: "CMD".into() }],
        left_out: vec![("a user".into(), "it may write".into())],
        warnings: Vec::new(),
        unsafe_steps,
        fates: vec![Fate { lines: (1, 1), fate: FateKind::Changed, because: "it gets a name".into() }],
    }))
}

fn refused(code: &'static str) -> Outcome {
    let diagnostic = Diagnostic::new(Level::Refused, code, "no </script> here").at(Span::new(0, 4), "").way_out("go on");
    Outcome::Refused(Box::new(Refused { diagnostic, notes: Vec::new(), fates: Vec::new() }))
}

/// The part of a file called `name`.
fn part(page: &mut Page, name: &str, outcome: &Outcome, languages: &[Language]) -> String {
    let source = Source::new(name, OLD);
    page.file(&Seen { source: &source, outcome, languages, again: Some("Dockerfile"), context: "api: its folder", notes: &[] })
}

#[test]
fn policy_names_the_style_and_the_script_as_they_are() {
    for (text, hash) in [(assets::STYLE, assets::STYLE_HASH), (assets::SCRIPT, assets::SCRIPT_HASH)] {
        let right = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text));
        assert_eq!(hash, right, "put the right one into assets.rs");
    }
}

#[test]
fn style_and_script_do_not_end_their_elements() {
    assert!(!assets::STYLE.contains("</") && !assets::SCRIPT.contains("</script") && !assets::SCRIPT.contains("<!--"));
}

#[test]
fn data_of_a_split_holds_both_sides_and_the_reasons() {
    let (mut page, _) = Page::begin("x");
    let expected = concat!(
        r#"<script type="application/json" id="file-0">{"message":"can be split (unsafe: context-missing): Go, build stage golang:1.23, runtime alpine","#,
        r#""write":"dfsplit --write --unsafe Dockerfile","context":"api: its folder","reasons":[{"level":"warning","code":"context-missing","message":"no context"}],"#,
        r#""needs":[{"what":"/a","why":"CMD"}],"left_out":[{"what":"a user","why":"it may write"}],"#,
        r#""fates":[{"lines":[1,1],"fate":"changed","because":"it gets a name"}],"old":"FROM golang:1.23\nCMD [\"/a\"]\n","#,
        r#""pieces":[{"drop":1,"add":["FROM golang:1.23 AS build\n","FROM alpine\n","COPY --from=build /a /a\n"]},{"keep":1}],"#,
        r#""because":[{"line":3,"because":"CMD"}]}</script>"#,
        "\n"
    );
    assert_eq!(part(&mut page, "Dockerfile", &split(Applicability::Unsafe), &[]), expected);
}

#[test]
fn data_of_a_refusal_holds_the_finding_and_cannot_end_its_block() {
    let (mut page, _) = Page::begin("x");
    let expected = concat!(
        r#"<script type="application/json" id="file-0">{"context":"api: its folder","reasons":[{"level":"refused","code":"no-command","message":"no \u003c/script\u003e here","#,
        r#""place":{"line":1,"column":1,"end_line":1,"end_column":5,"start":0,"end":4},"notes":[{"kind":"do","text":"go on"}]}],"#,
        r#""old":"FROM golang:1.23\nCMD [\"/a\"]\n"}</script>"#,
        "\n"
    );
    assert_eq!(part(&mut page, "Dockerfile", &refused("no-command"), &[Language::Go]), expected);
    assert_eq!(
        page.unreadable("b", "cannot read b: it is a link", "mend it"),
        "<script type=\"application/json\" id=\"file-1\">{\"message\":\"cannot read b: it is a link\",\"remarks\":[\"mend it\"]}</script>\n"
    );
}

#[test]
fn lines_of_a_very_long_file_are_left_out() {
    let (mut page, _) = Page::begin("x");
    let source = Source::new("Dockerfile", format!("FROM a\n{}", "# much\n".repeat(40_000)));
    let outcome = Outcome::AlreadySplit { stages: vec!["a".into(), "1".into()] };
    let part =
        page.file(&Seen { source: &source, outcome: &outcome, languages: &[], again: None, context: "", notes: &["it is odd".into()] });
    assert_eq!(
        part,
        "<script type=\"application/json\" id=\"file-0\">{\"message\":\"already multi-stage (a, 1)\",\
         \"remarks\":[\"it is odd\",\"it has 280007 bytes: its lines are not in this page\"]}</script>\n"
    );
}

#[test]
fn figures_count_by_outcome_language_and_reason() {
    let (mut page, _) = Page::begin("x");
    for (outcome, languages) in [
        (split(Applicability::Safe), &[][..]),
        (split(Applicability::Safe), &[]),
        (split(Applicability::Unsafe), &[]),
        (refused("no-command"), &[Language::Go, Language::Node]),
        (refused("unknown-base"), &[]),
    ] {
        part(&mut page, "Dockerfile", &outcome, languages);
    }
    let end = page.end(Some("dfsplit --write <here>"));
    let figures = end.split("<section class=\"files\"").next().unwrap();
    let bar = |dimension: &str, value: &str, label: &str, count: usize, width: &str| {
        format!(
            "<li><button type=\"button\" class=\"bar\" aria-pressed=\"false\" data-dimension=\"{dimension}\" data-value=\"{value}\" data-count=\"{count}\">\
             <span class=\"label\">{label}</span> <span class=\"count\">{count}</span><svg aria-hidden=\"true\">\
             <rect class=\"all\" width=\"{width}\" height=\"100%\"/><rect class=\"part\" width=\"{width}\" height=\"100%\"/></svg></button></li>\n"
        )
    };
    let sign = |name: &str, sign: &str, words: &str| format!("<span class=\"sign {name}\" aria-hidden=\"true\">{sign}</span> {words}");
    let about = |label: &str, words: &str| format!("{label} <span class=\"about\">{words}</span>");
    let chart = |dimension: &str, title: &str, bars: &[String]| {
        format!("<figure class=\"chart by-{dimension}\">\n<figcaption>{title}</figcaption>\n<ul>\n{}</ul>\n</figure>\n", bars.concat())
    };
    let summary = |code: &str| crate::code::find(code).unwrap().summary;
    let expected = [
        "<main>\n<p class=\"headline\"><strong>3 of 5</strong> files can be split: 2 safely, 1 after a look.</p>\n".to_owned(),
        "<p class=\"hint\">Write what is safe: <code>dfsplit --write &lt;here&gt;</code></p>\n".to_owned(),
        "<section class=\"charts\" aria-label=\"Figures\">\n".to_owned(),
        chart(
            "answer",
            "By outcome",
            &[
                bar("answer", "safe", &sign("safe", "\u{25cf}", "can be split, safe"), 2, "100.0%"),
                bar("answer", "unsafe", &sign("unsafe", "\u{25d0}", "can be split, unsafe"), 1, "50.0%"),
                bar("answer", "refused", &sign("refused", "\u{2715}", "refused"), 1, "50.0%"),
                bar("answer", "not-ours", &sign("not-ours", "\u{2013}", "not ours"), 1, "50.0%"),
            ],
        ),
        chart(
            "language",
            "By language",
            &[
                bar("language", "Go", &about("Go", "3 can be split"), 3, "100.0%"),
                bar("language", "several", "several", 1, "33.3%"),
                bar("language", "", "other, or not known", 1, "33.3%"),
            ],
        ),
        chart("code", "Refused, by reason", &[bar("code", "no-command", &about("no-command", summary("no-command")), 1, "100.0%")]),
        chart(
            "code",
            "Unsafe, by reason",
            &[bar("code", "context-missing", &about("context-missing", summary("context-missing")), 1, "100.0%")],
        ),
        "</section>\n".to_owned(),
    ];
    assert_eq!(figures, expected.concat());
}

#[test]
fn page_has_no_elements_but_its_own() {
    let hostile = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\u{2028}";
    let (mut page, mut text) = Page::begin(hostile);
    text += &part(&mut page, hostile, &split(Applicability::Safe), &[]);
    text += &page.unreadable(hostile, hostile, hostile);
    text += &page.end(Some(hostile));
    assert_eq!(text.matches("<script").count(), 4, "two files, the index and the script");
    assert_eq!(text.matches("</script").count(), 4);
    assert!(!text.contains("<img") && !text.contains("alert(1)</"));
    assert_eq!(text.matches("</title").count(), 1);
}

#[test]
fn headline_fits_its_numbers() {
    for (outcomes, headline) in [
        (&[][..], "<strong>0 of 0</strong> files can be split."),
        (&[Applicability::Safe], "<strong>1 of 1</strong> file can be split safely."),
        (&[Applicability::Unsafe, Applicability::DisplayOnly], "<strong>2 of 2</strong> files can be split after a look."),
    ] {
        let (mut page, _) = Page::begin("x");
        for safety in outcomes {
            part(&mut page, "Dockerfile", &split(*safety), &[]);
        }
        let end = page.end(None);
        assert_eq!(end.lines().nth(1), Some(format!("<p class=\"headline\">{headline}</p>").as_str()));
    }
}
