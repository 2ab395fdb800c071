//! Turns a long table, kept as text with one row a line, into a place to look things up by a row's first word.
//! Relies on the rows being sorted by that word (a test of the data checks it), so that nothing is built when a run starts.
//! Knows nothing of what the cells mean.

use serde::Deserialize;

/// Rows `KEY CELL CELL …`, one a line, sorted by the bytes of their keys.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Rows(String);

impl Rows {
    /// What stands after `key` in its row; `""` for a row of one word.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let (start, end) = self.line_around(low + (high - low) / 2);
            let (found, cells) = split_key(&self.0[start..end]);
            match key.cmp(found) {
                std::cmp::Ordering::Equal => return Some(cells),
                std::cmp::Ordering::Less => high = start,
                std::cmp::Ordering::Greater => low = end + 1,
            }
        }
        None
    }

    /// There is a row that begins with this word.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// All rows: key and what follows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().map(split_key)
    }

    /// Start and end (without its line break) of the line that holds the byte `at`.
    fn line_around(&self, at: usize) -> (usize, usize) {
        let bytes = self.0.as_bytes();
        let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |newline| at + newline);
        (start, end)
    }
}

fn split_key(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn finds_each_row_and_nothing_else() {
        let rows = Rows("a 1\nab\nb 2 3\nlong-name x\nz last\n".to_owned());
        for (key, cells) in [("a", Some("1")), ("ab", Some("")), ("b", Some("2 3")), ("long-name", Some("x")), ("z", Some("last"))] {
            assert_eq!(rows.get(key), cells, "{key}");
        }
        for missing in ["", "A", "aa", "abc", "c", "long", "zz"] {
            assert_eq!(rows.get(missing), None, "{missing}");
        }
        assert_eq!(Rows(String::new()).get("a"), None);
    }
}
