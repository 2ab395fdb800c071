//! Joins paths and takes `.` and `..` out of them, as text.
//! Relies on nothing. Does not know which files exist: links are not followed, patterns stay as they are.

use super::Known;

/// Linux's `PATH_MAX` (limits.h), the zero byte at the end included.
const PATH_MAX: usize = 4096;

/// `path` as seen from the folder `base`, absolute, with `.`, `..` and doubled slashes taken out and no slash at the end (`/` excepted).
pub fn normalise(base: &str, path: &str) -> String {
    let base = if path.starts_with('/') { "" } else { base };
    let mut out = String::with_capacity(base.len() + path.len() + 2);
    for piece in base.split('/').chain(path.split('/')) {
        match piece {
            "" | "." => {}
            ".." => out.truncate(out.rfind('/').unwrap_or(0)),
            _ => {
                out.push('/');
                out.push_str(piece);
            }
        }
    }
    if out.is_empty() {
        out.push('/');
    }
    out
}

/// A word that names a path, seen from a folder; `None` where either is not known and needed, or where it is too long for a path.
pub(super) fn resolve(folder: &Known, path: &Known) -> Known {
    let path = path.as_ref()?;
    if path.starts_with('/') {
        return of_a_path(normalise("", path));
    }
    if path.is_empty() {
        return None;
    }
    of_a_path(normalise(folder.as_ref()?, path))
}

/// The path, unless Linux has none that long: so no file can make folders grow without end.
pub(super) fn of_a_path(path: String) -> Known {
    (path.len() < PATH_MAX).then_some(path)
}

/// As [`resolve`], with a slash at the end where the word says that it is a folder.
pub(super) fn resolve_target(folder: &Known, path: &Known) -> Known {
    let resolved = resolve(folder, path)?;
    let last = path.as_ref()?.rsplit('/').next();
    Some(if matches!(last, Some("" | "." | "..")) { as_folder(resolved) } else { resolved })
}

/// With one slash at the end.
pub(super) fn as_folder(mut path: String) -> String {
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}

/// The folder that a normalised path lies in.
pub(super) fn parent(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) | None => "/",
        Some(at) => &path[..at],
    }
}

/// What stands behind the last slash.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_dots_and_slashes_out() {
        let table = [
            ("/app", "src", "/app/src"),
            ("/app", "./src/", "/app/src"),
            ("/app", ".", "/app"),
            ("/app", "..", "/"),
            ("/app", "../../..", "/"),
            ("/app/", "/etc//x/./y/../z", "/etc/x/z"),
            ("/", "", "/"),
            ("", "a", "/a"),
            ("/", "a/..", "/"),
        ];
        for (base, path, expected) in table {
            assert_eq!(normalise(base, path), expected, "{base} {path}");
        }
    }

    #[test]
    fn knows_a_folder_by_how_it_is_written() {
        let folder = Some("/app".to_owned());
        for (path, expected) in [("x", "/app/x"), ("x/", "/app/x/"), (".", "/app/"), ("/", "/"), ("..", "/"), ("a/.", "/app/a/")] {
            assert_eq!(resolve_target(&folder, &Some(path.into())), Some(expected.into()), "{path}");
        }
        assert_eq!(resolve(&None, &Some("x".into())), None);
        assert_eq!(resolve(&None, &Some("/x".into())), Some("/x".into()));
    }
}
