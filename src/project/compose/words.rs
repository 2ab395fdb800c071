//! Turns the text of `command:` into words, as compose does: quotes and backslashes, no variables, no operators.
//! Relies on nothing. Does not fail: an open quote ends with the text.

/// The words of a text.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some(open), c) if c == open => quote = None,
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(rest.next()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_compose_does() {
        for (text, expected) in [
            ("", &[][..]),
            ("npm run dev", &["npm", "run", "dev"]),
            ("sh -c 'a && \"b\"'  \"c d\"\n", &["sh", "-c", "a && \"b\"", "c d"]),
            ("a\\ b '' \"x\\\"y\"", &["a b", "", "x\"y"]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
