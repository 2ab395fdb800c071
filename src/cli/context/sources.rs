//! The paths of the build context that COPY and ADD name, as far as they are literal.
//! Relies on the library's tree of the Dockerfile. Only chooses the context by them.

use dfsplit::syntax::{Dockerfile, Keyword};

/// The sources in order: without a leading slash or `./`, cut before the first part with a pattern. The whole context is `.` or empty.
pub fn of(file: &Dockerfile) -> Vec<String> {
    let copies = file.instructions().filter(|(_, i)| matches!(i.keyword, Keyword::Copy | Keyword::Add) && i.flag("from").is_none());
    let sources = copies.flat_map(|(_, copy)| {
        let words = copy.words();
        words[..words.len().saturating_sub(1)].iter().filter_map(|word| literal(word.text.trim_matches(['"', '\''])))
    });
    sources.collect()
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
    use dfsplit::Source;
    use dfsplit::syntax::parse;

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
            assert_eq!(of(&parse(&Source::new("Dockerfile", text))), expected, "{text}");
        }
    }
}
