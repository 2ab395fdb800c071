//! Values by key, each made once for all threads; the ones that were used last are kept.
//! Relies on the standard library alone. Does not know what the values are.

use std::borrow::Borrow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A value that is being made, or was.
type Making<V> = Arc<OnceLock<V>>;

/// The values, the one that was used last at the end.
#[derive(Debug)]
pub struct Kept<K, V> {
    most: usize,
    last: Mutex<VecDeque<(K, Making<V>)>>,
}

impl<K, V: Clone> Kept<K, V> {
    /// Keeps so many values.
    pub fn new(most: usize) -> Self {
        Self { most, last: Mutex::new(VecDeque::new()) }
    }

    /// The value of a key; threads that ask for one that is being made wait for it.
    pub fn get<Q: ?Sized + Eq + ToOwned<Owned = K>>(&self, key: &Q, make: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q>,
    {
        self.making(key).get_or_init(make).clone()
    }

    fn making<Q: ?Sized + Eq + ToOwned<Owned = K>>(&self, key: &Q) -> Making<V>
    where
        K: Borrow<Q>,
    {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.iter().rposition(|(known, _)| known.borrow() == key);
        let entry = known.and_then(|at| last.remove(at)).unwrap_or_else(|| (key.to_owned(), Making::default()));
        let making = Arc::clone(&entry.1);
        if last.len() == self.most {
            last.pop_front();
        }
        last.push_back(entry);
        making
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_while_it_is_kept() {
        let kept: Kept<String, String> = Kept::new(2);
        let mut made = Vec::new();
        for key in ["a", "b", "a", "c", "a", "b"] {
            let value = kept.get(key, || {
                made.push(key);
                key.to_uppercase()
            });
            assert_eq!(value, key.to_uppercase());
        }
        assert_eq!(made, ["a", "b", "c", "b"]);
    }
}
