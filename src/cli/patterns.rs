//! Patterns of paths, written as in `.gitignore` and counted from a folder.
//! Relies on `ignore` for what a pattern means. Looks at names alone.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns, and the folder that they are counted from.
#[derive(Clone, Debug)]
pub struct Patterns {
    folder: PathBuf,
    matcher: Gitignore,
}

impl Patterns {
    /// Fit nothing.
    pub fn none(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), matcher: Gitignore::empty() }
    }

    /// Patterns below `folder`. The error says which pattern cannot be read, and why.
    pub fn new<P: AsRef<str>>(folder: &Path, patterns: &[P]) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in patterns {
            let pattern = pattern.as_ref();
            builder.add_line(None, pattern).map_err(|error| format!("`{pattern}` is no pattern: {error}"))?;
        }
        let matcher = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { folder: folder.to_path_buf(), matcher })
    }

    /// True for a path that they fit, or that lies in a folder which they fit. `path` is absolute.
    pub fn fit(&self, path: &Path, is_folder: bool) -> bool {
        path.strip_prefix(&self.folder).is_ok_and(|path| self.matcher.matched_path_or_any_parents(path, is_folder).is_ignore())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_gitignore() {
        let patterns = Patterns::new(Path::new("/r"), &["vendor", "/old/*", "!/old/keep", "*.dev.Dockerfile"]).unwrap();
        for (path, named) in [
            ("/r/a/vendor/x/Dockerfile", true),
            ("/r/old/a/Dockerfile", true),
            ("/r/old/keep/Dockerfile", false),
            ("/r/a/old/Dockerfile", false),
            ("/r/api.dev.Dockerfile", true),
            ("/elsewhere/vendor/Dockerfile", false),
        ] {
            assert_eq!(patterns.fit(Path::new(path), false), named, "{path}");
        }
        assert!(!Patterns::none(Path::new("/r")).fit(Path::new("/r/x"), false));
    }

    #[test]
    fn broken_pattern_is_named() {
        assert!(Patterns::new(Path::new("/r"), &["a{b"]).unwrap_err().starts_with("`a{b` is no pattern: "));
    }
}
