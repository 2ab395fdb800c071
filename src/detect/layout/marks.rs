//! Turns what steps say of paths (owners, modes) into what holds for a path before a step.
//! Relies on [`super::index`]. Does not know what the values mean.

use super::index::Index;

/// Values that hold from a step on, for a path alone or for all below it too.
pub struct Marks<T> {
    values: Vec<(usize, T)>,
    of_a_path: Index,
    of_a_folder: Index,
}

impl<T> Default for Marks<T> {
    fn default() -> Self {
        Self { values: Vec::new(), of_a_path: Index::default(), of_a_folder: Index::default() }
    }
}

impl<T> Marks<T> {
    /// From a step on, a value holds for a path; with `below`, for all that lies below it too. Steps come in their order.
    pub fn add(&mut self, step: usize, path: &str, below: bool, value: T) {
        let index = if below { &mut self.of_a_folder } else { &mut self.of_a_path };
        index.add(path, self.values.len());
        self.values.push((step, value));
    }

    /// What holds for a path before a step: the latest value.
    pub fn before(&self, path: &str, step: usize) -> Option<&T> {
        let earlier = |number: &usize| self.values[*number].0 < step;
        let own = self.of_a_path.at(path).iter().copied().rfind(earlier);
        let number = own.max(self.of_a_folder.over(path).find(earlier))?;
        Some(&self.values[number].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_before_the_step_holds() {
        let mut marks = Marks::default();
        for (step, path, below, value) in [(1, "/app", true, "a"), (2, "/app/x", false, "b"), (3, "/app", false, "c"), (4, "/", true, "d")]
        {
            marks.add(step, path, below, value);
        }
        for (path, step, expected) in [
            ("/app", 1, None),
            ("/app/x", 2, Some("a")),
            ("/app/x", 3, Some("b")),
            ("/app/x/y", 4, Some("a")),
            ("/app", 4, Some("c")),
            ("/app", 5, Some("d")),
            ("/other", 4, None),
        ] {
            assert_eq!(marks.before(path, step).copied(), expected, "{path} before {step}");
        }
    }
}
