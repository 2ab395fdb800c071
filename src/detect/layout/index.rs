//! Turns a log of paths into lists to look in: what was noted of a path and of the folders above it, or below it.
//! Relies on nothing but normalised absolute paths. Keeps numbers, in the order in which they came; what they stand for is the caller's.

use std::collections::BTreeMap;

/// Numbers by path.
#[derive(Default)]
pub struct Index {
    by_path: BTreeMap<String, Vec<usize>>,
}

impl Index {
    /// Notes a number, larger than all before, of a path.
    pub fn add(&mut self, path: &str, number: usize) {
        self.numbers_mut(path).push(number);
    }

    /// As [`Index::add`], where the last two numbers of the path and this one say the same: it takes the place of the last.
    pub fn add_again(&mut self, path: &str, number: usize, same: impl Fn(usize) -> bool) {
        let numbers = self.numbers_mut(path);
        match numbers.as_mut_slice() {
            [.., before, last] if same(*before) && same(*last) => *last = number,
            _ => numbers.push(number),
        }
    }

    fn numbers_mut(&mut self, path: &str) -> &mut Vec<usize> {
        if !self.by_path.contains_key(path) {
            self.by_path.insert(path.to_owned(), Vec::new());
        }
        self.by_path.get_mut(path).unwrap_or_else(|| unreachable!("it was put in"))
    }

    /// What was noted of a path itself, in order.
    pub fn at(&self, path: &str) -> &[usize] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }

    /// What was noted of a path and of the folders above it, the latest first.
    pub fn over<'i>(&'i self, path: &str) -> impl Iterator<Item = usize> + use<'i> {
        let slashes = path.bytes().enumerate().filter(|&(_, byte)| byte == b'/').map(|(at, _)| at.max(1));
        let mut ends: Vec<usize> = slashes.chain([path.len()]).collect();
        ends.dedup();
        let mut lists: Vec<&[usize]> = ends.into_iter().map(|end| self.at(&path[..end])).filter(|list| !list.is_empty()).collect();
        std::iter::from_fn(move || {
            let latest = lists.iter_mut().max_by_key(|list| list.last().copied())?;
            let (number, rest) = latest.split_last()?;
            *latest = rest;
            Some(*number)
        })
    }

    /// What was noted of a path and of all below it, path by path.
    pub fn under<'i>(&'i self, path: &str) -> impl Iterator<Item = usize> + use<'i> {
        let (own, folder) = if path == "/" { (&[][..], path.to_owned()) } else { (self.at(path), format!("{path}/")) };
        let below = self.by_path.range(folder.clone()..).take_while(move |(path, _)| path.starts_with(&folder));
        own.iter().chain(below.flat_map(|(_, numbers)| numbers)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(paths: &[&str]) -> Index {
        let mut index = Index::default();
        for (number, path) in paths.iter().enumerate() {
            index.add(path, number);
        }
        index
    }

    #[test]
    fn folders_above_are_looked_in_from_the_latest_on() {
        let index = index(&["/", "/app", "/app/a", "/ap", "/app", "/app/a/b", "/"]);
        for (path, expected) in [
            ("/app/a", &[6, 4, 2, 1, 0][..]),
            ("/app", &[6, 4, 1, 0]),
            ("/", &[6, 0]),
            ("/app/a/b/c", &[6, 5, 4, 2, 1, 0]),
            ("/x", &[6, 0]),
        ] {
            assert_eq!(index.over(path).collect::<Vec<_>>(), expected, "{path}");
        }
    }

    #[test]
    fn what_lies_below_is_found_by_path() {
        let index = index(&["/", "/app", "/app/a", "/ap", "/app-x", "/app/a/b", "/app"]);
        for (path, expected) in
            [("/app", &[1, 6, 2, 5][..]), ("/app/a", &[2, 5]), ("/", &[0, 3, 1, 6, 4, 2, 5]), ("/app/a/b", &[5]), ("/none", &[])]
        {
            assert_eq!(index.under(path).collect::<Vec<_>>(), expected, "{path}");
        }
    }

    #[test]
    fn of_many_that_say_the_same_the_first_and_the_last_stay() {
        let mut index = Index::default();
        for number in 0..9 {
            index.add_again("/app", number, |other| other % 2 == number % 2 || number > 4);
        }
        assert_eq!(index.at("/app"), [0, 1, 2, 3, 8]);
    }
}
