//! Turns `.dockerignore` and `.gitignore` files into an answer: is this path hidden?
//! Relies on the rules of BuildKit's patternmatcher (moby/patternmatcher) and of git's gitignore(5).
//! Reads no disk, and does not look at git's own index or at a user's global excludes.

mod glob;

use std::collections::BTreeMap;

use self::glob::{Dialect, Glob};
use super::path;
use super::tree::Tree;

/// What a `.dockerignore` hides from the build.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ignore {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    glob: Glob,
    /// `!pattern`
    shows: bool,
    /// `pattern/` of a .gitignore: only folders.
    folders: bool,
}

impl Ignore {
    /// Reads the text of a `.dockerignore`.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { rules: text.lines().filter_map(docker_rule).collect() }
    }

    /// True if a COPY does not see this path: it or a folder above it matches, and no later `!pattern` shows it again.
    pub fn hides(&self, path: &str) -> bool {
        let path = path.trim_matches('/');
        if !self.rules.iter().any(|rule| rule.shows) {
            return self.rules.iter().map(|rule| rule.glob.find(path)).any(|found| found.whole || found.above);
        }
        // BuildKit goes down from folder to folder. A rule that matched a folder counts for all in it; but a rule that would have
        // changed nothing there was not asked, and so does not (MatchesUsingParentResults of moby/patternmatcher).
        let mut matched = vec![false; self.rules.len()];
        let mut hidden = false;
        for end in path.match_indices('/').map(|(slash, _)| slash).chain([path.len()]) {
            hidden = false;
            for (rule, matched) in self.rules.iter().zip(&mut matched) {
                if !*matched && rule.shows == hidden {
                    *matched = rule.glob.find(&path[..end]).whole;
                }
                if *matched {
                    hidden = !rule.shows;
                }
            }
        }
        hidden
    }

    /// True without any pattern.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// A pattern, with a `!` in front or not. A line that begins with `#` is a comment; blanks around it and slashes before and behind it do not count.
fn docker_rule(line: &str) -> Option<Rule> {
    if line.starts_with('#') {
        return None;
    }
    let line = line.trim();
    let (shows, pattern) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest.trim()));
    let pattern = clean(pattern);
    if pattern.is_empty() { None } else { Some(Rule { glob: Glob::new(&pattern, Dialect::Docker), shows, folders: false }) }
}

/// Go's `filepath.Clean`, without a leading slash; the pattern `.` means nothing and becomes empty.
fn clean(pattern: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in pattern.split('/') {
        match name {
            "" | "." => {}
            ".." if !matches!(names.last(), None | Some(&"..")) => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// The ignore file that a build with this Dockerfile uses: `<Dockerfile>.dockerignore` beside it, else `.dockerignore` of the context.
/// Without one nothing is hidden.
pub fn docker_ignore(tree: &Tree, dockerfile: &str) -> Ignore {
    let own = format!("{dockerfile}.dockerignore");
    tree.text(&own).or_else(|| tree.text(".dockerignore")).map(Ignore::parse).unwrap_or_default()
}

/// What the `.gitignore` files of a tree hide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GitIgnore {
    /// By folder.
    files: BTreeMap<String, Vec<Rule>>,
}

/// Reads every `.gitignore` of a tree.
pub fn git_ignore(tree: &Tree) -> GitIgnore {
    let files = tree.all().filter(|(path, _)| path::name(path) == ".gitignore");
    GitIgnore {
        files: files
            .filter_map(|(file, entry)| {
                Some((path::folder(file).to_owned(), entry.text.as_deref()?.lines().filter_map(git_rule).collect()))
            })
            .collect(),
    }
}

impl GitIgnore {
    /// True if git ignores a path, which need not exist; with a slash at its end it is a folder.
    /// What lies in an ignored folder cannot be shown again.
    pub fn hides(&self, path: &str) -> bool {
        let folder = path.ends_with('/');
        let path = path.trim_matches('/');
        let above = path.match_indices('/').map(|(slash, _)| &path[..slash]);
        above.into_iter().any(|parent| self.decides(parent, true)) || self.decides(path, folder)
    }

    /// The last matching rule of the deepest file that has one decides.
    fn decides(&self, path: &str, folder: bool) -> bool {
        let mut at = path::folder(path);
        loop {
            if let (Some(rules), Some(own)) = (self.files.get(at), path::within(path, at))
                && let Some(rule) = rules.iter().rev().find(|r| (folder || !r.folders) && r.glob.find(own).whole)
            {
                return !rule.shows;
            }
            if at.is_empty() {
                return false;
            }
            at = path::folder(at);
        }
    }
}

/// A pattern with a slash at its beginning or in its middle counts from its folder, one without in every folder below.
fn git_rule(line: &str) -> Option<Rule> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.starts_with('#') {
        return None;
    }
    let bare = line.trim_end_matches([' ', '\t']);
    let line = if bare.ends_with('\\') && bare.len() < line.len() { &line[..=bare.len()] } else { bare };
    let (shows, pattern) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
    let folders = pattern.ends_with('/');
    let pattern = pattern.trim_end_matches('/');
    let anchored = pattern.contains('/');
    let pattern = pattern.trim_start_matches('/');
    if pattern.is_empty() {
        return None;
    }
    let glob = if anchored { Glob::new(pattern, Dialect::Git) } else { Glob::new(&format!("**/{pattern}"), Dialect::Git) };
    Some(Rule { glob, shows, folders })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_what_buildkit_hides() {
        for (text, hidden, seen) in [
            ("", &[][..], &["a", ".git/config"][..]),
            ("node_modules", &["node_modules", "node_modules/a/b"], &["x/node_modules", "node_modules2"]),
            ("/node_modules/", &["node_modules", "node_modules/a"], &["x/node_modules/a"]),
            ("**/node_modules", &["node_modules", "x/node_modules/a", "x/y/node_modules"], &["x/mynode_modules"]),
            ("*.md", &["README.md"], &["docs/README.md"]),
            ("**/*.md", &["README.md", "docs/a/README.md"], &["README.mdx"]),
            ("**.log", &["a.log", "b/a.log"], &["a.logs"]),
            ("*/temp*", &["a/temp", "a/temporary/x"], &["temp", "a/b/temp"]),
            ("temp?", &["tempa"], &["temp", "tempab"]),
            ("dist/**", &["dist/a", "dist/a/b"], &["dist"]),
            ("**/dist/**", &["dist/a", "x/dist/a"], &["dist", "x/dist"]),
            ("a/**/b", &["a/b", "a/x/y/b", "a/x/b/c"], &["a/xb"]),
            ("*\n!src\n!package.json", &["a", "x/src", "lib/a"], &["src/a", "package.json"]),
            ("src\n!src/keep", &["src/a", "src/keeper"], &["src/keep", "src/keep/a"]),
            ("!src\nsrc", &["src/a"], &[]),
            ("*.env\n!.env", &["a.env"], &[".env"]),
            (" # not a comment\n#comment\n  b  \n\n", &["b", "# not a comment"], &["#comment", "a"]),
            (".\n/\n./c/../d", &["d"], &["a", "c"]),
            ("[a-c]x\n[^a]y", &["ax", "cx", "by"], &["dx", "ay"]),
            ("a\\*b\r\nc", &["a*b", "c"], &["axb"]),
            ("**", &["a", "a/b"], &[]),
            ("**.log/**", &[".log/a", "x/.log/a"], &["a.log/x"]),
            ("*/a\n![^a]", &["b/a"], &["a"]),
        ] {
            let ignore = Ignore::parse(text);
            for path in hidden {
                assert!(ignore.hides(path), "{text:?} hides {path}");
            }
            for path in seen {
                assert!(!ignore.hides(path), "{text:?} does not hide {path}");
            }
        }
    }

    #[test]
    fn prefers_the_file_of_the_dockerfile() {
        let tree = Tree::of(&[(".dockerignore", "a"), ("docker/prod.Dockerfile.dockerignore", "b")]);
        assert!(docker_ignore(&tree, "docker/prod.Dockerfile").hides("b"));
        assert!(!docker_ignore(&tree, "docker/prod.Dockerfile").hides("a"));
        assert!(docker_ignore(&tree, "Dockerfile").hides("a"));
        assert!(docker_ignore(&Tree::default(), "Dockerfile").is_empty());
    }

    #[test]
    fn hides_what_git_ignores() {
        let root =
            "node_modules\n/dist\n*.log\n!keep.log\nbuild/\ndoc/*.txt\n.env*\n!.env.example\n\\#x\ntrail\\ \n**/deep/*.o\nx**y\nx**z/\n";
        let tree = Tree::of(&[(".gitignore", root), ("api/.gitignore", "!*.log\n/only\n")]);
        let ignore = git_ignore(&tree);
        for (path, hidden) in [
            ("node_modules/a", true),
            ("x/node_modules/a", true),
            ("dist/a", true),
            ("x/dist/a", false),
            ("a.log", true),
            ("keep.log", false),
            ("api/a.log", false),
            ("web/a.log", true),
            ("build", false),
            ("build/", true),
            ("x/build/a", true),
            ("doc/a.txt", true),
            ("doc/x/a.txt", false),
            (".env", true),
            (".env.local", true),
            (".env.example", false),
            ("#x", true),
            ("trail ", true),
            ("api/only", true),
            ("only", false),
            ("a/deep/b.o", true),
            ("xy", true),
            ("a/xyz/b", true),
        ] {
            assert_eq!(ignore.hides(path), hidden, "{path}");
        }
    }

    #[test]
    fn takes_linear_time_for_hostile_patterns() {
        let ignore = Ignore::parse(&"a*".repeat(40));
        assert!(ignore.hides(&("a".repeat(5000) + "/b")));
        assert!(!ignore.hides(&("b".repeat(5000) + "/a")));
    }
}
