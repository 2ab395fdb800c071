//! Turns the rows into bars: by outcome, by language, by the code of a refusal, by what makes a split unsafe.
//! Relies on SVG's own percentages, so that a strict page needs no style of its own. Each bar is a button with its words and its number; what a click does is the page's script.

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::answer::{ALL, Words};
use super::escape::html;
use super::index::Row;
use crate::code::{Code, Kind};

/// Bars of a chart before the others are behind a line to open.
const BARS: usize = 6;

/// A bar.
struct Bar {
    value: String,
    label: String,
    /// A few words more; may be empty.
    about: String,
    sign: &'static str,
    count: usize,
}

/// `1,471`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// All charts.
pub(super) fn charts(rows: &[Row], codes: &[&'static Code]) -> String {
    let mut out = String::from("<section class=\"charts\" aria-label=\"Figures\">\n");
    out += &chart("answer", "By outcome", &by_answer(rows));
    out += &chart("language", "By language", &by_language(rows));
    out += &chart("code", "Refused, by reason", &by_code(rows, codes, Kind::Refusal));
    out += &chart("code", "Unsafe, by reason", &by_code(rows, codes, Kind::Warning));
    out += "</section>\n";
    out
}

fn by_answer(rows: &[Row]) -> Vec<Bar> {
    let bar = |words: &Words| {
        let count = rows.iter().filter(|row| row.answer == words.answer).count();
        let separator = if words.safety.is_empty() { "" } else { ", " };
        Bar {
            value: words.answer.name().to_owned(),
            label: format!("{}{separator}{}", words.outcome, words.safety),
            about: String::new(),
            sign: words.sign,
            count,
        }
    };
    ALL.iter().map(bar).filter(|bar| bar.count > 0).collect()
}

fn by_language(rows: &[Row]) -> Vec<Bar> {
    let mut languages: Vec<&'static str> = rows.iter().map(|row| row.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let bar = |language: &'static str| {
        let of_it = || rows.iter().filter(|row| row.language == language);
        let split = of_it().filter(|row| row.answer.is_split()).count();
        Bar {
            value: language.to_owned(),
            label: if language.is_empty() { "other, or not known" } else { language }.to_owned(),
            about: if split > 0 { format!("{} can be split", grouped(split)) } else { String::new() },
            sign: "",
            count: of_it().count(),
        }
    };
    let (known, unknown) = languages.into_iter().map(bar).partition(|bar| !bar.value.is_empty());
    commonest_first(known).into_iter().chain(unknown).collect()
}

fn by_code(rows: &[Row], codes: &[&'static Code], kind: Kind) -> Vec<Bar> {
    let count = |name: &str| rows.iter().filter(|row| row.codes.contains(&name)).count();
    let bar = |code: &&'static Code| Bar {
        value: code.name.to_owned(),
        label: code.name.to_owned(),
        about: code.summary.to_owned(),
        sign: "",
        count: count(code.name),
    };
    commonest_first(codes.iter().filter(|code| code.kind == kind).map(bar).filter(|bar| bar.count > 0).collect())
}

fn commonest_first(mut bars: Vec<Bar>) -> Vec<Bar> {
    bars.sort_by(|a, b| (Reverse(a.count), &a.value).cmp(&(Reverse(b.count), &b.value)));
    bars
}

/// One chart; nothing where there is nothing to show.
fn chart(dimension: &str, title: &str, bars: &[Bar]) -> String {
    let longest = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    if longest == 0 {
        return String::new();
    }
    let mut out = format!("<figure class=\"chart by-{dimension}\">\n<figcaption>{title}</figcaption>\n");
    let shown = if bars.len() > BARS + 2 { BARS } else { bars.len() };
    out += &list(dimension, &bars[..shown], longest);
    if shown < bars.len() {
        let _ = writeln!(out, "<details><summary>{} more</summary>", bars.len() - shown);
        out += &list(dimension, &bars[shown..], longest);
        out += "</details>\n";
    }
    out += "</figure>\n";
    out
}

fn list(dimension: &str, bars: &[Bar], longest: usize) -> String {
    let mut out = String::from("<ul>\n");
    for bar in bars {
        let width = percent(bar.count, longest);
        let sign = if bar.sign.is_empty() {
            String::new()
        } else {
            format!("<span class=\"sign {}\" aria-hidden=\"true\">{}</span> ", html(&bar.value), bar.sign)
        };
        let about = if bar.about.is_empty() { String::new() } else { format!(" <span class=\"about\">{}</span>", html(&bar.about)) };
        let _ = writeln!(
            out,
            "<li><button type=\"button\" class=\"bar\" aria-pressed=\"false\" data-dimension=\"{dimension}\" data-value=\"{value}\" data-count=\"{count}\">\
             <span class=\"label\">{sign}{label}{about}</span> <span class=\"count\">{shown}</span>\
             <svg aria-hidden=\"true\"><rect class=\"all\" width=\"{width}\" height=\"100%\"/><rect class=\"part\" width=\"{width}\" height=\"100%\"/></svg>\
             </button></li>",
            value = html(&bar.value),
            label = html(&bar.label),
            count = bar.count,
            shown = grouped(bar.count),
        );
    }
    out += "</ul>\n";
    out
}

/// `34.5%`: tenths are finer than a screen.
fn percent(part: usize, whole: usize) -> String {
    let tenths = part * 1000 / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}
