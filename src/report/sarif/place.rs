//! Turns paths, spans and findings into the locations and fingerprints of SARIF.
//! Relies on [`crate::report::position`]. Reads no file: a relative path stays relative to the folder of the run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::report::document::Answer;
use crate::report::findings::Finding;
use crate::report::position::{inked, position};
use crate::source::Span;

/// What stands for the folder of the run. GitHub's code scanning takes it for the root of the repository.
pub(super) const ROOT: &str = "%SRCROOT%";

/// A file (§3.4): a URI relative to the folder of the run, or an absolute one for a path from the root.
pub(super) fn artifact(path: &[u8]) -> Value {
    if path.starts_with(b"/") {
        json!({ "uri": format!("file://{}", percent_encoded(path)) })
    } else {
        json!({ "uri": percent_encoded(path), "uriBaseId": ROOT })
    }
}

/// A place in the file of an answer; its first line where the place is the file as a whole, since code scanning shows nothing without a line.
pub(super) fn location(answer: &Answer, span: Option<Span>) -> Value {
    let text = answer.source.text();
    let region = span.map_or_else(|| json!({ "startLine": 1 }), |span| region(text, inked(text, span)));
    json!({ "physicalLocation": { "artifactLocation": artifact(answer.path), "region": region } })
}

/// A stretch of text (§3.30), its end exclusive. Columns count characters, and a byte order mark is none (§3.30.2).
pub(super) fn region(text: &str, span: Span) -> Value {
    let (start, end) = (position(text, span.start), position(text, span.end));
    json!({ "startLine": start.line, "startColumn": start.character, "endLine": end.line, "endColumn": end.character })
}

/// The bytes of a path as those of a URI (RFC 3986): what is not unreserved is encoded, a colon too, so that no name looks like a scheme.
fn percent_encoded(path: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    for &byte in path {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The fingerprints of one file's findings.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<u64, usize>,
}

impl Fingerprints {
    /// What a finding is known by in the next run: its code and the words of its first line, whatever stands above and however it is indented;
    /// then a number, for findings that are alike in both.
    pub fn of(&mut self, text: &str, finding: &Finding) -> String {
        let line = finding.place.and_then(|span| text.get(span.start..span.end)?.lines().next()).unwrap_or_default();
        let words: Vec<&str> = std::iter::once(finding.code).chain(line.split_whitespace()).collect();
        let hash = fnv1a(words.join(" ").as_bytes());
        let count = self.seen.entry(hash).or_default();
        *count += 1;
        format!("{hash:016x}:{count}")
    }
}

/// The hash of Fowler, Noll and Vo in its variant 1a, in 64 bits: short, and the same for ever, which the standard library's is not.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::findings::Weight;

    fn finding(code: &'static str, place: Span) -> Finding<'static> {
        Finding { code, weight: Weight::Note, message: String::new(), place: Some(place), related: &[], edits: Vec::new() }
    }

    #[test]
    fn paths_become_uris() {
        for (path, uri) in [
            (&b"api/Dockerfile"[..], "api/Dockerfile"),
            (b"my app/100%/a:b#c?d", "my%20app/100%25/a%3Ab%23c%3Fd"),
            ("caf\u{e9}/Dockerfile".as_bytes(), "caf%C3%A9/Dockerfile"),
            (b"latin\xe9", "latin%E9"),
            (b"../x/Dockerfile", "../x/Dockerfile"),
        ] {
            assert_eq!(artifact(path), json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }));
        }
        assert_eq!(artifact(b"/srv/a b/Dockerfile"), json!({ "uri": "file:///srv/a%20b/Dockerfile" }));
    }

    #[test]
    fn hash_is_the_published_one() {
        // Test vectors of the authors.
        assert_eq!([fnv1a(b""), fnv1a(b"a"), fnv1a(b"foobar")], [0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8]);
    }

    #[test]
    fn fingerprint_survives_what_changes_around_its_line() {
        let (old, new) = ("FROM a\nRUN  go build\n", "# new\n\nFROM a\n\tRUN go build \\\n");
        let of = |text: &str, part: &str| {
            let start = text.find(part).unwrap();
            Fingerprints::default().of(text, &finding("no-command", Span::new(start, start + part.len())))
        };
        assert_eq!(of(old, "RUN  go build"), of(new, "RUN go build"));
        assert_ne!(of(old, "RUN  go build"), of(old, "FROM a"));
    }

    #[test]
    fn findings_that_are_alike_are_counted() {
        let mut fingerprints = Fingerprints::default();
        let text = "RUN a\nRUN a\n";
        let [first, second, other] =
            [("x", 0), ("x", 6), ("y", 0)].map(|(code, start)| fingerprints.of(text, &finding(code, Span::new(start, start + 5))));
        assert_eq!(first.strip_suffix(":1"), second.strip_suffix(":2"));
        assert!(first.ends_with(":1") && other.ends_with(":1") && first != other);
    }
}
