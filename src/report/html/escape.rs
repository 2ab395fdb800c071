//! Turns text into what may stand in HTML: as text and in quotes, or as JSON in a data block.
//! Relies on nothing. Does not judge the text: whatever stands in a file or its name cannot end the place that it is put in.

/// Text for an element or a quoted attribute.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in super::super::printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// JSON for a `<script>` that holds data: what could end the block, open a comment in it or break a line of old JavaScript is written as an escape.
/// Outside of strings JSON has none of these characters.
pub(super) fn script(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_its_place() {
        let hostile = "</script><!-- ]]> \"'&\u{2028}\u{2029}\u{202e}\r";
        assert_eq!(html(hostile), "&lt;/script&gt;&lt;!-- ]]&gt; &quot;&#39;&amp;\u{2028}\u{2029}\\u{202e}\\r");
        let json = serde_json::to_string(hostile).unwrap();
        let block = script(&json);
        assert_eq!(block, "\"\\u003c/script\\u003e\\u003c!-- ]]\\u003e \\\"'\\u0026\\u2028\\u2029\u{202e}\\r\"");
        assert_eq!(serde_json::from_str::<String>(&block).unwrap(), hostile);
    }
}
