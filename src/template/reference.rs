//! Turns the text of an image reference into its parts: name, tag, digest.
//! Relies on nothing. Does not know any image, and expands no variable: a reference that holds one is no reference yet.

/// The parts of `name[:tag][@digest]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// Registry and path, as written.
    pub(super) name: &'a str,
    /// The tag, where there is one.
    pub(super) tag: Option<&'a str>,
    /// The digest, where there is one.
    pub(super) digest: Option<&'a str>,
}

/// reference = name \[ ":" tag \] \[ "@" digest \]; a colon before the last slash belongs to the registry's port.
pub(super) fn parse(text: &str) -> Option<Reference<'_>> {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) if digest.contains(':') => (rest, Some(digest)),
        Some(_) => return None,
        None => (text, None),
    };
    let path = rest.rfind('/').map_or(0, |slash| slash + 1);
    let (name, tag) = match rest[path..].split_once(':') {
        Some((_, tag)) => (&rest[..rest.len() - tag.len() - 1], Some(tag)),
        None => (rest, None),
    };
    (is_name(name) && tag.is_none_or(is_tag)).then_some(Reference { name, tag, digest })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"./:_-".contains(&byte))
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.len() <= 128 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{Reference, parse};

    #[test]
    fn splits_name_tag_and_digest() {
        let part = |name, tag, digest| Some(Reference { name, tag, digest });
        for (text, expected) in [
            ("golang", part("golang", None, None)),
            ("golang:1.22-alpine", part("golang", Some("1.22-alpine"), None)),
            ("host.example:5000/team/app", part("host.example:5000/team/app", None, None)),
            ("host.example:5000/team/app:v1", part("host.example:5000/team/app", Some("v1"), None)),
            ("node:20@sha256:abc", part("node", Some("20"), Some("sha256:abc"))),
            ("node@sha256:abc", part("node", None, Some("sha256:abc"))),
            ("node@abc", None),
            ("node:", None),
            ("node:$VERSION", None),
            ("node:${VERSION}", None),
            ("${BASE}", None),
            ("Golang:1.22", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
