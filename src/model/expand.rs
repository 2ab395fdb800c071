//! Puts variables into a word of a Dockerfile, and takes quotes and escapes off.
//! Relies on [`super::values`]; follows BuildKit's `frontend/dockerfile/shell/lex.go`. Does not split words and knows no shell.

use std::collections::HashSet;

use super::Known;
use super::values::{Value, modified};

/// The operators behind the name in `${NAME…}`, each before those that it begins with.
const OPERATORS: [&str; 14] = [":-", ":+", ":?", ":=", "-", "+", "?", "=", "##", "#", "%%", "%", "//", "/"];

/// Longer words with variables are taken as not known, so that no file can make them grow without end.
const LONGEST: usize = 1 << 12;

/// Words in words (`${A:-${B:-x}}`) that are deeper are taken as not known, so that no file can use up the stack.
const DEEPEST: usize = 100;

/// The word with variables put in, quotes and escapes taken off; `None` where a variable is not known or the word is broken.
pub(super) fn expand<'v>(text: &str, escape: char, lookup: &dyn Fn(&str) -> Value<'v>) -> Known {
    if !text.contains(['$', '\'', '"', escape]) {
        return Some(text.to_owned());
    }
    let mut reader = Reader { text, at: 0, escape, lookup, unknown: false, depth: 0 };
    let mut out = String::with_capacity(text.len());
    reader.until(None, &mut out)?;
    (!reader.unknown).then_some(out)
}

/// The word that [`expand`] reads as this text: escapes where it must have them; in double quotes where it ends in a blank, since an
/// escape at the end of a line would go on to the next one.
pub fn quoted(text: &str, escape: char) -> String {
    let at_the_end = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == escape || matches!(c, '"' | '$') || c == '\'' && !at_the_end {
            out.push(escape);
        }
        out.push(c);
    }
    if at_the_end { format!("\"{out}\"") } else { out }
}

/// The names behind `$` and `${` in a text, each once, in the order in which they come. A backslash in front takes the meaning off.
pub(crate) fn names_in(text: &str, names: &mut Vec<String>) {
    if !text.contains('$') {
        return;
    }
    let mut known: HashSet<String> = names.iter().cloned().collect();
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = text[from..].find('$') {
        let at = from + found;
        let escapes = bytes[..at].iter().rev().take_while(|&&b| b == b'\\').count();
        let start = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'{'));
        let start = start + usize::from(matches!(bytes.get(start), Some(b'#' | b'!')) && start > at + 1);
        let name = name_at(&text[start..]);
        from = at + 1;
        if escapes % 2 == 0 && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !known.contains(name) {
            known.insert(name.to_owned());
            names.push(name.to_owned());
        }
    }
}

/// A word that is being read.
struct Reader<'t, 'l, 'v> {
    text: &'t str,
    at: usize,
    escape: char,
    lookup: &'l dyn Fn(&str) -> Value<'v>,
    /// True once a variable was put in that is not known.
    unknown: bool,
    /// Words around the one that is read.
    depth: usize,
}

impl Reader<'_, '_, '_> {
    fn next(&mut self) -> Option<char> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// word = { "'" … "'" | '"' … '"' | "$" … | escape any | any }, to the stop or the end
    fn until(&mut self, stop: Option<char>, out: &mut String) -> Option<()> {
        while let Some(c) = self.next() {
            match c {
                _ if Some(c) == stop => return Some(()),
                '\'' => {
                    let length = self.text[self.at..].find('\'')?;
                    out.push_str(&self.text[self.at..self.at + length]);
                    self.at += length + 1;
                }
                '"' => self.double_quoted(out)?,
                '$' => self.dollar(out)?,
                _ if c == self.escape => out.extend(self.next()),
                _ => out.push(c),
            }
        }
        stop.is_none().then_some(())
    }

    /// Between double quotes the escape character goes only before `"`, `$` and itself.
    fn double_quoted(&mut self, out: &mut String) -> Option<()> {
        loop {
            match self.next()? {
                '"' => return Some(()),
                '$' => self.dollar(out)?,
                c if c == self.escape => match self.peek()? {
                    next if next == '"' || next == '$' || next == self.escape => out.extend(self.next()),
                    _ => out.push(c),
                },
                c => out.push(c),
            }
        }
    }

    /// dollar = "$" ( name | "{" name [ operator word ] "}" )
    fn dollar(&mut self, out: &mut String) -> Option<()> {
        let braces = self.peek() == Some('{');
        self.at += usize::from(braces);
        let name = name_at(&self.text[self.at..]);
        self.at += name.len();
        if name.is_empty() {
            if braces {
                return None;
            }
            out.push('$');
            return Some(());
        }
        let value = (self.lookup)(name);
        if !braces || self.peek() == Some('}') {
            self.at += usize::from(braces);
            self.put(value.plain().as_deref(), out);
            return Some(());
        }
        let operator = OPERATORS.into_iter().find(|operator| self.text[self.at..].starts_with(operator))?;
        self.at += operator.len();
        if self.depth == DEEPEST {
            return None;
        }
        let before = std::mem::take(&mut self.unknown);
        let mut word = String::new();
        self.depth += 1;
        self.until(Some('}'), &mut word)?;
        self.depth -= 1;
        let unknown = std::mem::replace(&mut self.unknown, before);
        self.put(modified(value, operator, || (!unknown).then_some(word)).as_deref(), out);
        Some(())
    }

    fn put(&mut self, value: Option<&str>, out: &mut String) {
        match value {
            Some(text) if out.len() + text.len() <= LONGEST => out.push_str(text),
            Some(_) | None => self.unknown = true,
        }
    }
}

/// The name that a variable's text begins with: letters, digits and `_`, or digits, or one special sign.
fn name_at(text: &str) -> &str {
    let length = match text.as_bytes().first() {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => text.bytes().take_while(|&b| b.is_ascii_alphanumeric() || b == b'_').count(),
        Some(b'0'..=b'9') => text.bytes().take_while(u8::is_ascii_digit).count(),
        Some(b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => 1,
        _ => 0,
    };
    &text[..length]
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn lookup(name: &str) -> Value<'static> {
        match name {
            "A" => Value::Set(Cow::Borrowed("a")),
            "EMPTY" => Value::Set(Cow::Borrowed("")),
            "OPEN" => Value::Open,
            "UNKNOWN" => Value::Unknown,
            _ => Value::Unset,
        }
    }

    #[test]
    fn expands_as_buildkit_does() {
        let table = [
            ("plain", Some("plain")),
            ("$A/${A}b", Some("a/ab")),
            ("$Ab", Some("")),
            ("'$A'", Some("$A")),
            ("\"$A 'x'\"", Some("a 'x'")),
            (r"\$A", Some("$A")),
            (r#""\$A \x \"""#, Some(r#"$A \x ""#)),
            (r"a\ b", Some("a b")),
            ("${A:-x}", Some("a")),
            ("${NONE:-x}", Some("x")),
            ("${NONE:-${A}y}", Some("ay")),
            ("${EMPTY:-x}", Some("x")),
            ("${EMPTY-x}", Some("")),
            ("${A:+yes}", Some("yes")),
            ("${NONE:+yes}", Some("")),
            ("${A:?needed}", Some("a")),
            ("${NONE:?needed}", None),
            ("${OPEN:-x}", Some("x")),
            ("$OPEN", None),
            ("${UNKNOWN:-x}", None),
            ("${A:-$UNKNOWN}", Some("a")),
            ("x$", Some("x$")),
            ("$5", Some("")),
            ("${", None),
            ("${A", None),
            ("'open", None),
            ("\"open", None),
            ("ü$Aü", Some("üaü")),
        ];
        for (text, expected) in table {
            assert_eq!(expand(text, '\\', &lookup).as_deref(), expected, "{text}");
        }
        assert_eq!(expand("`$A", '`', &lookup).as_deref(), Some("$A"));
    }

    #[test]
    fn deep_words_are_not_known() {
        let nested = |depth: usize| format!("{}x{}", "${NONE:-".repeat(depth), "}".repeat(depth));
        assert_eq!(expand(&nested(DEEPEST), '\\', &lookup).as_deref(), Some("x"));
        assert_eq!(expand(&nested(DEEPEST + 1), '\\', &lookup), None);
        assert_eq!(expand(&nested(100_000), '\\', &lookup), None);
    }

    #[test]
    fn quoted_words_are_read_back() {
        for (text, expected) in
            [("/app", "/app"), ("/a b", "/a b"), ("/a ", "\"/a \""), ("/$a'b\"c\\d", r#"/\$a\'b\"c\\d"#), ("/'$ ", "\"/'\\$ \"")]
        {
            assert_eq!(quoted(text, '\\'), expected);
            for escape in ['\\', '`'] {
                assert_eq!(expand(&quoted(text, escape), escape, &lookup).as_deref(), Some(text), "{text}");
            }
        }
    }

    #[test]
    fn finds_names() {
        let mut names = Vec::new();
        names_in("$A ${B:-$C} \\$D $1 ${#E} $A \\\\$F $", &mut names);
        assert_eq!(names, ["A", "B", "C", "E", "F"]);
    }
}
