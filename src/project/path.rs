//! Paths of a build context as text: `/` between the names, no leading slash, `""` for the root.
//! Relies on nothing. Asks no disk, so a link is a name like any other.

/// `relative` seen from `folder`, without `.` and with `..` resolved; what leads out of the root keeps its `..`.
pub fn join(folder: &str, relative: &str) -> String {
    let mut out = String::with_capacity(folder.len() + relative.len() + 1);
    for name in folder.split('/').chain(relative.split(['/', '\\'])) {
        match name {
            "" | "." => {}
            ".." => match out.rfind('/') {
                Some(slash) if &out[slash + 1..] != ".." => out.truncate(slash),
                None if !out.is_empty() && out != ".." => out.clear(),
                _ => push(&mut out, ".."),
            },
            _ => push(&mut out, name),
        }
    }
    out
}

fn push(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}

/// `relative` seen from `folder`; `None` if it leads out of the root.
pub fn resolve(folder: &str, relative: &str) -> Option<String> {
    Some(join(folder, relative)).filter(|path| !is_outside(path))
}

/// What lies under a folder by a path without dots, taken as it stands; an empty one is the folder.
pub fn under(folder: &str, rest: &str) -> String {
    match (folder.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (false, true) => folder.to_owned(),
        (false, false) => format!("{folder}/{rest}"),
    }
}

/// The folder and those above it, the root last.
pub fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |at| (!at.is_empty()).then(|| self::folder(at)))
}

/// The folder that a path lies in; `""` for the root's entries.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last name of a path.
pub fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// What stands behind the last dot of a name; empty without one.
pub fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// `path` seen from `folder`, if it lies in it: `src/a.js` from `src` is `a.js`.
pub fn within<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// True for the folder itself and for what lies in it.
pub fn is_below(path: &str, folder: &str) -> bool {
    path == folder || within(path, folder).is_some()
}

/// True if the path leads out of the root.
pub fn is_outside(path: &str) -> bool {
    path == ".." || path.starts_with("../")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_without_dots() {
        for (folder, relative, expected) in [
            ("", "a", "a"),
            ("", "./a//b/", "a/b"),
            ("a/b", "../c", "a/c"),
            ("a", "..", ""),
            ("a", "../..", ".."),
            ("", "../x/../y", "../y"),
            ("..", "../b", "../../b"),
            ("a", ".", "a"),
            ("src", "..\\views", "views"),
        ] {
            assert_eq!(join(folder, relative), expected, "{folder} {relative}");
        }
    }

    #[test]
    fn stays_in_the_context() {
        for (folder, relative, expected) in [("a/b", "../c", Some("a/c")), ("a", "..", Some("")), ("a", "../../b", None), ("", "..", None)]
        {
            assert_eq!(resolve(folder, relative).as_deref(), expected, "{folder} {relative}");
        }
    }

    #[test]
    fn tells_below_from_beside() {
        for (path, folder, expected) in [("a", "a", true), ("a/b", "a", true), ("ab", "a", false), ("a", "", true), ("", "a", false)] {
            assert_eq!(is_below(path, folder), expected, "{path} {folder}");
        }
    }

    #[test]
    fn puts_names_under_folders() {
        for (folder, rest, expected) in [("", "a", "a"), ("a", "", "a"), ("a", "b/c", "a/b/c"), ("", "", "")] {
            assert_eq!(under(folder, rest), expected, "{folder} {rest}");
        }
    }
}
