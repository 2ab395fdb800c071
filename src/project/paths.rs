//! Paths of the build context as text: folders above, names below, relative ones resolved.
//! Relies on `/` between names and on `""` for the root. Asks no file system.

/// The folder and those above it, the root last.
pub(super) fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |at| (!at.is_empty()).then(|| at.rsplit_once('/').map_or("", |(up, _)| up)))
}

/// True for the folder itself and for what lies in it.
pub(super) fn is_below(folder: &str, top: &str) -> bool {
    top.is_empty() || folder.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A name in a folder.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.into() } else { format!("{folder}/{name}") }
}

/// A relative path from a folder, in the context; `None` if it leads out of it.
pub(super) fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
