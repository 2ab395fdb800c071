//! Turns the words of a command into what a build tool of Node.js projects is known to write.
//! Relies on the rows `build_tools` of templates/projects.toml. Does not read the tool's configuration, it says where that lies.

use super::builtin::Facts;

/// A tool of a build and what it writes, relative to the folder that it runs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildTool<'a> {
    /// What the command begins with.
    pub words: Vec<&'a str>,
    /// What it writes unless it is told otherwise; none for a tool that writes nothing that a program reads.
    pub folders: Vec<&'a str>,
    /// Without one of its flags, what it writes is not known.
    pub by_flag_only: bool,
    /// Flags that say where to.
    pub flags: Vec<&'a str>,
    /// The beginning of its configuration file's name.
    pub configuration: Option<&'a str>,
    /// Keys there that say where to.
    pub keys: Vec<&'a str>,
    /// A variable that says where to.
    pub variable: Option<&'a str>,
}

impl<'a> BuildTool<'a> {
    fn read(row: &'a str) -> Option<Self> {
        let mut cells = row.split('|').map(str::trim);
        let words = cells.next()?.split(' ').collect();
        let folders = cells.next()?;
        let mut list = || cells.next().map_or_else(Vec::new, |cell| cell.split(',').filter(|item| *item != "-").collect::<Vec<_>>());
        let (flags, files, keys, variables) = (list(), list(), list(), list());
        Some(Self {
            words,
            by_flag_only: folders == "?",
            folders: folders.split(',').filter(|folder| !matches!(*folder, "-" | "?")).collect(),
            flags,
            configuration: files.first().copied(),
            keys,
            variable: variables.first().copied(),
        })
    }
}

impl Facts {
    /// The folders that tools of the build write.
    pub fn folders_of_builds(&self) -> impl Iterator<Item = &str> {
        self.projects().node.build_tools.iter().filter_map(|row| BuildTool::read(row)).flat_map(|tool| tool.folders)
    }

    /// A tool of the build, by the words that it is called with: the longest row that they begin with.
    pub fn build_tool(&self, words: &[&str]) -> Option<BuildTool<'_>> {
        let rows = self.projects().node.build_tools.iter().filter_map(|row| BuildTool::read(row));
        let fits = |tool: &BuildTool| tool.words.len() <= words.len() && tool.words.iter().zip(words).all(|(a, b)| a == b);
        rows.filter(fits).max_by_key(|tool| tool.words.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_what_tools_write() {
        let facts = Facts::builtin();
        for row in &facts.projects().node.build_tools {
            assert!(BuildTool::read(row).is_some(), "{row}");
        }
        let folders = |words: &str| facts.build_tool(&words.split(' ').collect::<Vec<_>>()).map(|tool| tool.folders.join(" "));
        for (words, expected) in [
            ("vite build --mode x", Some("dist")),
            ("next build", Some(".next")),
            ("next export", Some("out")),
            ("remix build", Some("build public/build")),
            ("rimraf dist", Some("")),
            ("gulp styles", None),
            ("next", None),
        ] {
            assert_eq!(folders(words).as_deref(), expected, "{words}");
        }
    }
}
