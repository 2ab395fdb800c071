//! What is known of a variable, and what `${NAME<operator>word}` makes of it.
//! Relies on nothing. Both languages that expand variables, the Dockerfile's and the shell's, ask here.

use std::borrow::Cow;

use super::Known;

/// What is known of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// It has this value.
    Set(Cow<'a, str>),
    /// It is surely not set.
    Unset,
    /// Nothing in the file sets it, but it is meant to be given from outside: an ARG without a default; at run time any variable.
    /// What stands behind `:-` holds, while it has no value of its own that is known.
    Open,
    /// It is set to something that cannot be known.
    Unknown,
}

impl<'a> Value<'a> {
    /// From a known or unknown value.
    pub fn of(known: Option<&'a str>) -> Self {
        known.map_or(Value::Unknown, |text| Value::Set(Cow::Borrowed(text)))
    }

    /// What `$NAME` stands for.
    pub fn plain(self) -> Option<Cow<'a, str>> {
        match self {
            Value::Set(text) => Some(text),
            Value::Unset => Some(Cow::Borrowed("")),
            Value::Open | Value::Unknown => None,
        }
    }
}

/// What `${NAME<operator>word}` stands for. Operators that are not known give `None`.
pub(super) fn modified(value: Value<'_>, operator: &str, word: impl FnOnce() -> Known) -> Known {
    if value == Value::Unknown {
        return None;
    }
    let has_value = match &value {
        Value::Set(text) => !operator.starts_with(':') || !text.is_empty(),
        Value::Unset | Value::Open | Value::Unknown => false,
    };
    match operator {
        ":-" | ":=" | "-" | "=" if !has_value => word(),
        ":?" | "?" if !has_value => None,
        ":-" | ":=" | "-" | "=" | ":?" | "?" => value.plain().map(Cow::into_owned),
        ":+" | "+" => {
            if has_value {
                word()
            } else {
                Some(String::new())
            }
        }
        "len" => Some(value.plain()?.chars().count().to_string()),
        "#" | "##" | "%" | "%%" | "/" | "//" => by_pattern(&value.plain()?, operator, &word()?),
        _ => None,
    }
}

/// `#`, `##`, `%`, `%%` with a pattern of `*` and `?`; `/` and `//` with plain text.
fn by_pattern(value: &str, operator: &str, word: &str) -> Known {
    if let "/" | "//" = operator {
        let (pattern, with) = word.split_once('/').unwrap_or((word, ""));
        if pattern.is_empty() || pattern.contains(['*', '?', '[', '#', '%', '\\']) {
            return None;
        }
        return Some(if operator == "/" { value.replacen(pattern, with, 1) } else { value.replace(pattern, with) });
    }
    if word.contains(['[', '\\', '(']) || value.len() * word.len() > 10_000 {
        return None;
    }
    let mut cuts: Vec<usize> = value.char_indices().map(|(i, _)| i).chain([value.len()]).collect();
    if matches!(operator, "##" | "%") {
        cuts.reverse();
    }
    let rest = match operator {
        "#" | "##" => cuts.into_iter().find(|&at| fits(&value[..at], word)).map(|at| &value[at..]),
        _ => cuts.into_iter().find(|&at| fits(&value[at..], word)).map(|at| &value[..at]),
    };
    Some(rest.unwrap_or(value).to_owned())
}

/// True if the pattern of `*` and `?` stands for all of the text.
fn fits(text: &str, pattern: &str) -> bool {
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    let (mut t, mut p) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                back = Some((p, t));
                p += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[t] => {
                t += 1;
                p += 1;
            }
            _ => match back {
                Some((star, from)) => {
                    back = Some((star, from + 1));
                    p = star + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&b| b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_choose_between_value_and_word() {
        let set = |text: &'static str| Value::Set(Cow::Borrowed(text));
        let table = [
            (set("v"), ":-", "w", Some("v")),
            (set(""), ":-", "w", Some("w")),
            (set(""), "-", "w", Some("")),
            (Value::Unset, "-", "w", Some("w")),
            (Value::Open, ":-", "w", Some("w")),
            (Value::Unknown, ":-", "w", None),
            (set("v"), ":+", "w", Some("w")),
            (Value::Unset, ":+", "w", Some("")),
            (Value::Open, "+", "w", Some("")),
            (Value::Open, ":?", "w", None),
            (set("1.2.3"), "%", ".*", Some("1.2")),
            (set("1.2.3"), "%%", ".*", Some("1")),
            (set("a/b/c"), "##", "*/", Some("c")),
            (set("a/b/c"), "#", "*/", Some("b/c")),
            (set("v1.2"), "#", "v", Some("1.2")),
            (set("a-b-c"), "//", "-/_", Some("a_b_c")),
            (set("a-b-c"), "/", "-", Some("ab-c")),
            (set("abc"), "len", "", Some("3")),
            (set("abc"), "^^", "", None),
        ];
        for (value, operator, word, expected) in table {
            let got = modified(value.clone(), operator, || Some(word.to_owned()));
            assert_eq!(got.as_deref(), expected, "{value:?} {operator} {word}");
        }
    }
}
