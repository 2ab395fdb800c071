//! Turns elements of a JSON array into whole lines while they come; the comma stands before an element, since none knows whether another will follow.
//! Relies on `serde_json`. Does not write the brackets.

use serde::Serialize;

/// An array that is being written.
#[derive(Debug, Default)]
pub(super) struct Array {
    begun: bool,
}

impl Array {
    /// The next elements, each on a line of its own, with what parts them from those before.
    pub fn more<T: Serialize>(&mut self, elements: impl IntoIterator<Item = T>) -> String {
        let mut out = String::new();
        for element in elements {
            out += if self.begun { "," } else { "" };
            out += &written(&element);
            out.push('\n');
            self.begun = true;
        }
        out
    }
}

/// Compact JSON.
pub(super) fn written(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them: there is nothing that could fail to be written.
    serde_json::to_string(value).unwrap_or_else(|_| "null".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_parted_by_commas_across_calls() {
        let mut array = Array::default();
        assert_eq!([array.more([1, 2]), array.more(Vec::<u8>::new()), array.more(["a"])].concat(), "1\n,2\n,\"a\"\n");
    }
}
