//! Cuts a program's arguments into flags with their values and operands.
//! Relies on a [`Syntax`] that says which flags take a value. Does not know what a flag means.

use super::super::Known;
use super::super::words::known;

/// How a program reads its arguments.
#[derive(Clone, Copy, Default)]
pub(super) struct Syntax {
    /// One-letter flags that take a value, in the same word or the next.
    pub short: &'static str,
    /// Letters whose value can only stand in the same word (`sed -i.bak`).
    pub attached: &'static str,
    /// Long flags, without dashes, that take a value, behind `=` or in the next word.
    pub long: &'static [&'static str],
    /// `-name` means `--name`.
    pub one_dash: bool,
    /// Where `one_dash` is not set for all: words of one dash that consist of these letters are clusters, others long flags.
    pub clusters: &'static str,
    /// The first operand ends the flags.
    pub flags_first: bool,
}

/// One flag as it was given.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flag<'a> {
    /// Without dashes.
    pub name: &'a str,
    /// Its value, where it has one.
    pub value: Option<Known>,
}

/// Arguments, cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Options<'a> {
    /// In order.
    pub flags: Vec<Flag<'a>>,
    /// What is no flag, up to `--`.
    pub operands: Vec<&'a Known>,
    /// What stands behind `--`.
    pub rest: &'a [Known],
    /// Index of each operand in the words.
    pub at: Vec<usize>,
}

impl<'a> Options<'a> {
    /// Cuts the words.
    pub fn read(words: &'a [Known], syntax: Syntax) -> Self {
        let mut options = Options::default();
        let mut i = 0;
        while let Some(word) = words.get(i) {
            let next = words.get(i + 1);
            i += 1;
            match word.as_deref() {
                Some("--") => {
                    options.rest = &words[i..];
                    break;
                }
                Some(text) if text.len() > 1 && text.starts_with('-') => {
                    i += usize::from(options.flag(text, next, syntax));
                }
                // A word that is not known may be flags: they go on where one follows.
                None if syntax.flags_first && options.operands.is_empty() && next.is_some_and(is_flag) => {}
                Some(_) | None => {
                    if syntax.flags_first {
                        let rest = words.get(i - 1..).unwrap_or_default();
                        options.at.extend(i - 1..words.len());
                        options.operands.extend(rest);
                        break;
                    }
                    options.at.push(i - 1);
                    options.operands.push(word);
                }
            }
        }
        options
    }

    /// Takes one word of flags; true if the next word belongs to it.
    fn flag(&mut self, text: &'a str, next: Option<&Known>, syntax: Syntax) -> bool {
        let name = text.trim_start_matches('-');
        let is_cluster = || name.chars().all(|c| syntax.clusters.contains(c));
        if text.starts_with("--") || syntax.one_dash || (!syntax.clusters.is_empty() && name.chars().count() > 1 && !is_cluster()) {
            let (name, value) = name.split_once('=').map_or((name, None), |(name, value)| (name, Some(known(&Some(value.to_owned())))));
            let takes = value.is_none() && next.is_some() && syntax.long.contains(&name);
            self.flags.push(Flag { name, value: if takes { next.cloned() } else { value } });
            return takes;
        }
        for (i, letter) in name.char_indices() {
            let behind = &name[i + letter.len_utf8()..];
            let flag = &name[i..i + letter.len_utf8()];
            if syntax.short.contains(letter) {
                let takes = behind.is_empty() && next.is_some();
                let value = if takes { next.cloned() } else { Some(known(&Some(behind.strip_prefix('=').unwrap_or(behind).to_owned()))) };
                self.flags.push(Flag { name: flag, value });
                return takes;
            }
            if syntax.attached.contains(letter) {
                self.flags.push(Flag { name: flag, value: Some(Some(behind.to_owned())) });
                return false;
            }
            if letter == '=' {
                return false;
            }
            self.flags.push(Flag { name: flag, value: None });
        }
        false
    }

    /// True if one of the names was given, and not as `=false`.
    pub fn has(&self, names: &[&str]) -> bool {
        let off = |flag: &Flag| matches!(&flag.value, Some(Some(text)) if text == "false");
        self.flags.iter().any(|flag| names.contains(&flag.name) && !off(flag))
    }

    /// The value that was given last to one of the names.
    pub fn value(&self, names: &[&str]) -> Option<Known> {
        self.flags.iter().rev().filter(|flag| names.contains(&flag.name)).find_map(|flag| flag.value.clone())
    }

    /// All values given to the names, those that are known.
    pub fn values(&self, names: &[&str]) -> Vec<String> {
        let flags = self.flags.iter().filter(|flag| names.contains(&flag.name));
        flags.filter_map(|flag| flag.value.clone().flatten()).collect()
    }

    /// Operands and what stands behind `--`.
    pub fn all(&self) -> Vec<Known> {
        self.operands.iter().copied().chain(self.rest).map(known).collect()
    }

    /// The first operand and the words behind it.
    pub fn command(&self, words: &'a [Known]) -> Option<(&'a Known, &'a [Known])> {
        match self.at.first() {
            Some(&at) => Some((words.get(at)?, words.get(at + 1..)?)),
            None => self.rest.split_first(),
        }
    }
}

/// The words that are known, and `None` for those of which only the beginning is.
pub(super) fn all_known(words: &[Known]) -> Vec<Known> {
    words.iter().map(known).collect()
}

fn is_flag(word: &Known) -> bool {
    word.as_deref().is_some_and(|text| text.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str, syntax: Syntax) -> String {
        let words: Vec<Known> = line.split(' ').map(|word| (word != "?").then(|| word.to_owned())).collect();
        let options = Options::read(&words, syntax);
        let show = |word: &Known| word.clone().unwrap_or("?".into());
        let flags: Vec<String> = options
            .flags
            .iter()
            .map(|flag| match &flag.value {
                Some(value) => format!("{}={}", flag.name, show(value)),
                None => flag.name.to_owned(),
            })
            .collect();
        let operands: Vec<String> = options.operands.iter().map(|word| show(word)).collect();
        let rest: Vec<String> = options.rest.iter().map(show).collect();
        format!("{} | {} | {}", flags.join(" "), operands.join(" "), rest.join(" "))
    }

    #[test]
    fn cuts_as_the_syntax_says() {
        let gnu = Syntax { short: "ot", attached: "i", long: &["output"], ..Syntax::default() };
        let go = Syntax { long: &["o", "tags"], one_dash: true, flags_first: true, ..Syntax::default() };
        let npm = Syntax { short: "w", long: &["omit"], clusters: "gDSw", ..Syntax::default() };
        let table = [
            (gnu, "-xo f a --output g b -- -c", "x o=f output=g | a b | -c"),
            (gnu, "-xof --output=g -i.bak -", "x o=f output=g i=.bak | - | "),
            (gnu, "-o", "o= |  | "),
            (gnu, "? -x", "x | ? | "),
            (go, "-v -o app -tags=x . -y", "v o=app tags=x | . -y | "),
            (go, "? -o app ?", "o=app | ? | "),
            (go, "--o app", "o=app |  | "),
            (npm, "-gD x -production --omit dev -save y", "g D production omit=dev save | x y | "),
        ];
        for (syntax, line, expected) in table {
            assert_eq!(cut(line, syntax), expected, "{line}");
        }
    }
}
