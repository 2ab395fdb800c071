//! Turns a tag of a language's image, `20.11-bookworm-slim`, into version, release and flavour, and finds the facts' row for it.
//! Relies on the rows of templates/images.toml being as their header says.
//! Knows no image: which rows belong to which is said by the caller.

use super::facts::{Distro, Flavour};
use super::images::Debian;

/// A tag, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variant<'a> {
    /// What stands before the words below: `1.22`, `lts`, `""`.
    pub(super) version: &'a str,
    /// `bookworm`.
    pub(super) suite: Option<&'a str>,
    /// `3.20` of `alpine3.20`.
    pub(super) alpine: Option<&'a str>,
    pub(super) flavour: Flavour,
}

impl<'a> Variant<'a> {
    /// tag = [ version ] { "-" ( suite | "slim" | "alpine" [ release ] ) }, in any order of the last three.
    pub(super) fn parse(tag: &'a str, debian: &Debian) -> Variant<'a> {
        let mut variant = Variant { version: tag, suite: None, alpine: None, flavour: Flavour::Full };
        while !variant.version.is_empty() {
            let (rest, word) = variant.version.rsplit_once('-').unwrap_or(("", variant.version));
            if word == "slim" {
                variant.flavour = Flavour::Slim;
            } else if let Some(release) = word.strip_prefix("alpine") {
                variant.flavour = Flavour::Alpine;
                variant.alpine = Some(release).filter(|release| !release.is_empty());
            } else if debian.is_suite(word) {
                variant.suite = Some(word);
            } else {
                break;
            }
            variant.version = rest;
        }
        variant
    }

    /// The version, `latest` where the tag has none.
    pub(super) fn version_or_latest(&self) -> &'a str {
        if self.version.is_empty() { "latest" } else { self.version }
    }

    /// Digits and points, perhaps with a release candidate's suffix: a version, if one that the facts do not have.
    pub(super) fn looks_like_version(&self) -> bool {
        let number = self.version.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
        number.len() < self.version.len()
            && (number.is_empty() || number.starts_with("rc") || number.starts_with("-rc") || number.starts_with("beta"))
    }

    /// The tag says which release it stands on.
    pub(super) fn names_release(&self) -> bool {
        self.suite.is_some() || self.alpine.is_some()
    }

    /// What the tag says, else what is known otherwise.
    pub(super) fn distro(&self, otherwise: Option<Distro>) -> Option<Distro> {
        match (self.suite, self.alpine) {
            (Some(suite), _) => Some(Distro::Debian(suite.to_owned())),
            (None, Some(release)) => Some(Distro::Alpine(release.to_owned())),
            (None, None) => otherwise,
        }
    }
}

/// The facts of one tag, or of a run of versions: see the header of templates/images.toml.
#[derive(Debug)]
pub(super) struct Row<'a> {
    plain: &'a str,
    slim: &'a str,
    alpine: &'a str,
    suites: &'a str,
    slims: &'a str,
    alpines: &'a str,
    flags: &'a str,
}

/// The row of this tag.
pub(super) fn find_row<'a>(rows: &'a str, tag: &str) -> Option<Row<'a>> {
    let version = Version::parse(tag);
    // Rows of another major version are passed over unread: a table is some 20,000 bytes.
    let start = tag.split('.').next().unwrap_or(tag);
    rows.lines().filter(|line| line.starts_with(start)).find_map(|line| {
        let (key, cells) = line.split_once(' ')?;
        let found = match key.split_once("..") {
            Some((first, last)) => version.as_ref().is_some_and(|version| version.is_between(first, last)),
            None => key == tag,
        };
        if found { Row::parse(cells) } else { None }
    })
}

impl<'a> Row<'a> {
    fn parse(cells: &'a str) -> Option<Row<'a>> {
        let mut cells = cells.split(' ');
        let mut next = || cells.next();
        let mut row =
            Row { plain: next()?, slim: next()?, alpine: next()?, suites: next()?, slims: next()?, alpines: next()?, flags: next()? };
        if row.slim == "=" {
            row.slim = row.plain;
        }
        if row.slims == "=" {
            row.slims = row.suites;
        }
        Some(row)
    }

    /// The release that the tag without a release in its name stood on last; with a digest only where it never moved.
    pub(super) fn release(&self, flavour: Flavour, fixed: bool) -> Option<&'a str> {
        let history = match flavour {
            Flavour::Full => self.plain,
            Flavour::Slim => self.slim,
            Flavour::Alpine => self.alpine,
        };
        let last = match history.split_once('>') {
            Some(_) if fixed => return None,
            Some((_, last)) => last,
            None => history,
        };
        (last != "-" && last != "?").then_some(last)
    }

    /// There was a tag of this version with the release in its name.
    pub(super) fn has(&self, flavour: Flavour, release: &str) -> bool {
        match flavour {
            Flavour::Full => self.suites.split(',').any(|suite| suite == release),
            Flavour::Slim => self.slims.split(',').any(|suite| suite == release),
            Flavour::Alpine => match self.alpines.split_once('-') {
                Some((first, last)) => Version::parse(release).is_some_and(|release| release.is_between(first, last)),
                None => self.alpines.split(',').any(|known| known == release),
            },
        }
    }

    /// There was a slim variant.
    pub(super) fn has_slim(&self) -> bool {
        self.slim != "-"
    }

    pub(super) fn has_flag(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }
}

/// A version of one to three numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Version {
    numbers: [u32; 3],
    given: usize,
}

impl Version {
    pub(super) fn parse(text: &str) -> Option<Version> {
        let mut version = Version { numbers: [0; 3], given: 0 };
        for part in text.split('.') {
            *version.numbers.get_mut(version.given)? = part.parse().ok()?;
            version.given += 1;
        }
        Some(version)
    }

    /// Given to the same number of places as both, and between them.
    fn is_between(&self, first: &str, last: &str) -> bool {
        match (Version::parse(first), Version::parse(last)) {
            (Some(first), Some(last)) => self.given == first.given && first.numbers <= self.numbers && self.numbers <= last.numbers,
            (Some(_) | None, Some(_) | None) => false,
        }
    }

    /// Not above `limit`; `1.1` counts as the newest 1.1.
    pub(super) fn is_up_to(&self, limit: &Version) -> bool {
        self.newest() <= limit.numbers
    }

    /// At or above `limit`; `1.3` counts as the oldest 1.3.
    pub(super) fn is_from(&self, limit: &Version) -> bool {
        self.numbers >= limit.numbers
    }

    /// As [`Version::is_up_to`], of a limit in text.
    pub(super) fn is_up_to_text(&self, limit: &str) -> bool {
        Version::parse(limit).is_some_and(|limit| self.numbers <= limit.numbers)
    }

    /// As [`Version::is_from`], of a limit in text.
    pub(super) fn is_from_text(&self, limit: &str) -> bool {
        Version::parse(limit).is_some_and(|limit| self.is_from(&limit))
    }

    fn newest(&self) -> [u32; 3] {
        let mut numbers = self.numbers;
        numbers[self.given..].fill(u32::MAX);
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "latest buster>trixie = 3.4>3.24 buster,trixie = 3.20-3.24 t\n1.2 jessie - - wheezy - - -\n1.20.5..1.20.14 bookworm = 3.19 bookworm buster 3.18,3.19 -";

    #[test]
    fn finds_runs_of_versions() {
        for (tag, release) in [
            ("latest", Some("trixie")),
            ("1.2", Some("jessie")),
            ("1.20.5", Some("bookworm")),
            ("1.20.9", Some("bookworm")),
            ("1.20.14", Some("bookworm")),
            ("1.20.15", None),
            ("1.20", None),
            ("x", None),
        ] {
            assert_eq!(find_row(ROWS, tag).and_then(|row| row.release(Flavour::Full, false)), release, "{tag}");
        }
    }

    #[test]
    fn says_which_tags_existed() {
        let row = find_row(ROWS, "latest").expect("a row");
        assert!(
            row.has(Flavour::Slim, "buster")
                && row.has(Flavour::Alpine, "3.22")
                && !row.has(Flavour::Alpine, "3.3")
                && !row.has(Flavour::Full, "jessie")
        );
        assert_eq!(row.release(Flavour::Full, true), None);
        let row = find_row(ROWS, "1.20.6").expect("a row");
        assert!(row.has(Flavour::Slim, "buster") && !row.has(Flavour::Slim, "bookworm") && row.has(Flavour::Alpine, "3.19"));
        assert_eq!(row.release(Flavour::Full, true), Some("bookworm"));
    }
}
