//! The paths of the build context that COPY and ADD name, as far as they are literal.
//! Relies on nothing. A quick look at lines, only to choose the context; the real reading is the library's.

/// The sources in order: without a leading slash or `./`, cut before the first part with a pattern. The whole context is `.` or empty.
pub fn of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let mut logical = line.trim().to_owned();
        while logical.ends_with('\\') {
            logical.pop();
            match lines.by_ref().find(|line| !line.trim_start().starts_with('#')) {
                Some(next) => logical.push_str(next.trim()),
                None => break,
            }
        }
        let Some((keyword, rest)) = logical.split_once(char::is_whitespace) else { continue };
        if keyword.eq_ignore_ascii_case("copy") || keyword.eq_ignore_ascii_case("add") {
            found.extend(sources(rest));
        }
    }
    found
}

/// The sources of one instruction.
fn sources(mut rest: &str) -> Vec<String> {
    rest = rest.trim_start();
    while let Some(flag) = rest.strip_prefix("--") {
        let (flag, behind) = flag.split_once(char::is_whitespace).unwrap_or((flag, ""));
        if flag.starts_with("from=") {
            return Vec::new();
        }
        rest = behind.trim_start();
    }
    let words: Vec<String> = if rest.starts_with('[') {
        serde_json::from_str(rest).unwrap_or_default()
    } else {
        rest.split_whitespace().map(|word| word.trim_matches(['"', '\'']).to_owned()).collect()
    };
    let count = words.len().saturating_sub(1);
    words.iter().take(count).filter_map(|word| literal(word)).collect()
}

/// A path of the context; `None` for addresses, heredocs and variables.
fn literal(word: &str) -> Option<String> {
    if word.contains("://") || word.starts_with("<<") || word.starts_with("git@") || word.contains('$') {
        return None;
    }
    let path = word.trim_start_matches(['/']).trim_start_matches("./").trim_end_matches('/');
    let known: Vec<&str> = path.split('/').take_while(|part| !part.contains(['*', '?', '['])).collect();
    // A pattern in the first part may stand for anything: it says nothing about the folder.
    if known.is_empty() { None } else { Some(known.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_found() {
        for (text, expected) in [
            ("COPY . .", &["."][..]),
            ("copy ./go.mod go.sum ./", &["go.mod", "go.sum"]),
            ("COPY --chown=a:b --link /src/ /app/src/", &["src"]),
            ("COPY --from=other /x /y", &[]),
            ("ADD https://a.b/c.tar /c", &[]),
            ("COPY [\"my file\", \"b\", \"/to/\"]", &["my file", "b"]),
            ("COPY package*.json ./", &[]),
            ("COPY web/*.json ./", &["web"]),
            ("COPY $DIR/a b /c/", &["b"]),
            ("COPY a \\\n  # why\n  b \\\n  /c/", &["a", "b"]),
            ("COPY <<EOF /x\nhello\nEOF", &[]),
            ("# COPY a b\nRUN COPY a b\nCOPY", &[]),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
