//! Turns JSON as people write it (comments, trailing commas, a byte order mark) into JSON.
//! Relies on nothing. Does not check it: what follows does.

use std::borrow::Cow;

/// The same text with comments and trailing commas as blanks, so that lines and columns stay.
pub(super) fn strict(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains("//") && !text.contains("/*") && !text.contains(',') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut comma = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                comma = None;
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| at + i);
                blank(&mut out[at..end]);
                at = end;
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = text[at + 2..].find("*/").map_or(bytes.len(), |i| at + i + 4);
                blank(&mut out[at..end]);
                at = end;
                continue;
            }
            b',' => comma = Some(at),
            b'}' | b']' => {
                if let Some(comma) = comma.take() {
                    out[comma] = b' ';
                }
            }
            b if !b.is_ascii_whitespace() => comma = None,
            _ => {}
        }
        at += 1;
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|b| **b != b'\n') {
        *byte = b' ';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_json_of_what_people_write() {
        for (text, expected) in [
            ("{}", "{}"),
            ("\u{feff}{\"a\": 1}", "{\"a\": 1}"),
            ("{\"a\": [1, 2,], // é x\n}", "{\"a\": [1, 2 ]         \n}"),
            ("{\"a\": \"//,}\", /* é\n */ }", "{\"a\": \"//,}\"       \n    }"),
            ("{\"a\\\"\": 1,\n}", "{\"a\\\"\": 1 \n}"),
            ("{,", "{,"),
            ("/*", "  "),
            ("\"\\", "\"\\"),
        ] {
            assert_eq!(strict(text), expected, "{text}");
        }
    }
}
