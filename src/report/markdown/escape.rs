//! Turns text of files and of messages into GitHub's Markdown that shows it as it is, wherever it stands: in a table, a list or a heading.
//! Relies on [`crate::report::printable`] for control characters. Links nothing and mentions nobody: `@name` and `#1` stay text.

use crate::report::printable;

/// Text as code.
pub(super) fn code(text: &str) -> String {
    let text = printable(text);
    if text.trim().is_empty() || text.contains(['`', '|', '\\']) {
        // Inside of <code> the text is Markdown still: every sign as its number.
        format!("<code>{}</code>", numbered(&text))
    } else {
        format!("`{text}`")
    }
}

/// A sentence in which what stands between backticks is code, and everything else is plain.
pub(super) fn prose(text: &str) -> String {
    let text = printable(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return plain(&text);
    }
    parts.iter().enumerate().map(|(i, part)| if i % 2 == 1 { code(part) } else { plain(part) }).collect()
}

/// Lines as a block of code; each ends in a line break.
pub(super) fn block(language: &str, lines: &str) -> String {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{lines}{fence}\n")
}

/// Text in HTML, where Markdown is not read.
pub(super) fn html(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text without any meaning to Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            // A character without width keeps GitHub from finding a name or a number behind it.
            '@' | '#' => {
                out.push(c);
                out += "&#8203;";
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Every sign that could mean something as its number.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out += &format!("&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_shows_every_sign() {
        for (text, shown) in [
            ("RUN npm i @a/b <x> *y*", "`RUN npm i @a/b <x> *y*`"),
            ("a | b", "<code>a &#124; b</code>"),
            ("a `b` \\", "<code>a &#96;b&#96; &#92;</code>"),
            (" ", "<code> </code>"),
            ("a\nb\u{1b}", "<code>a&#92;nb&#92;u&#123;1b&#125;</code>"),
        ] {
            assert_eq!(code(text), shown);
        }
    }

    #[test]
    fn sentences_keep_their_code_and_nothing_else() {
        for (text, shown) in [
            ("`cargo run` is replaced", "`cargo run` is replaced"),
            ("db.go:13  open(\"a_b\")", "db.go:13  open(\"a\\_b\")"),
            (
                "asked by @team in #12, <b>$x$</b> & [a](b)",
                "asked by @&#8203;team in #&#8203;12, &lt;b&gt;\\$x\\$&lt;/b&gt; &amp; \\[a\\](b)",
            ),
            ("an odd ` sign", "an odd \\` sign"),
            ("`a|b` c|d", "<code>a&#124;b</code> c\\|d"),
        ] {
            assert_eq!(prose(text), shown);
        }
    }

    #[test]
    fn fence_is_longer_than_what_it_holds() {
        assert_eq!(block("sh", "echo a\n"), "```sh\necho a\n```\n");
        assert_eq!(block("", "```\n"), "````\n```\n````\n");
    }
}
