//! Turns a word with bash's braces into the words that bash makes of it: `{a,b}`, `{1..3}`.
//! Relies on the parts of a word. Does not know whether the shell is bash: dash and busybox leave braces alone.

use super::{Part, Word};

/// More words than this are not made: the word stays as it is.
const MOST: usize = 1024;

/// The smallest piece of a word: an unquoted character, or a part that means itself here.
#[derive(Clone)]
enum Atom {
    Char(char),
    Whole(Part),
}

impl Word {
    /// The words that bash's brace expansion makes of it, each with the span of the whole; the word itself where it makes none.
    pub fn braces(&self) -> Vec<Word> {
        let has = |sign| self.parts.iter().any(|part| matches!(part, Part::Text { text, quoted: false } if text.contains(sign)));
        if !has('{') || !has('}') {
            return vec![self.clone()];
        }
        let mut budget = MOST;
        match expand(&atoms(self), 0, &mut budget) {
            Some(words) => words.into_iter().filter(|atoms| !atoms.is_empty()).map(|atoms| word(atoms, self)).collect(),
            None => vec![self.clone()],
        }
    }
}

fn atoms(word: &Word) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for part in &word.parts {
        match part {
            Part::Text { text, quoted: false } => atoms.extend(text.chars().map(Atom::Char)),
            Part::Text { .. } | Part::Variable { .. } | Part::Substitution(_) => atoms.push(Atom::Whole(part.clone())),
        }
    }
    atoms
}

fn word(atoms: Vec<Atom>, from: &Word) -> Word {
    let mut parts: Vec<Part> = Vec::new();
    for atom in atoms {
        match (atom, parts.last_mut()) {
            (Atom::Char(c), Some(Part::Text { text, quoted: false })) => text.push(c),
            (Atom::Char(c), _) => parts.push(Part::Text { text: c.to_string(), quoted: false }),
            (Atom::Whole(part), _) => parts.push(part),
        }
    }
    Word { parts, span: from.span.clone() }
}

/// The words of a stretch: what stands before the first brace that expands, with each alternative, with each of the rest's words.
/// `None` where they are too many.
fn expand(atoms: &[Atom], depth: usize, budget: &mut usize) -> Option<Vec<Vec<Atom>>> {
    let Some((open, close, alternatives)) = first_brace(atoms) else { return Some(vec![atoms.to_vec()]) };
    if depth > 24 {
        return None;
    }
    let mut middles = Vec::new();
    for alternative in alternatives {
        middles.extend(expand(&alternative, depth + 1, budget)?);
    }
    let rests = expand(atoms.get(close + 1..)?, depth + 1, budget)?;
    let mut words = Vec::new();
    for middle in &middles {
        for rest in &rests {
            *budget = budget.checked_sub(1)?;
            words.push([atoms.get(..open)?, middle.as_slice(), rest.as_slice()].concat());
        }
    }
    Some(words)
}

/// The first `{…}` that has a comma or a sequence in it: where it opens and closes, and what may stand there.
fn first_brace(atoms: &[Atom]) -> Option<(usize, usize, Vec<Vec<Atom>>)> {
    let mut open = Vec::new();
    let mut found: Option<(usize, usize, Vec<usize>)> = None;
    for (i, atom) in atoms.iter().enumerate() {
        match atom {
            Atom::Char('{') => open.push((i, Vec::new())),
            Atom::Char(',') => {
                if let Some((_, commas)) = open.last_mut() {
                    commas.push(i);
                }
            }
            Atom::Char('}') => {
                if let Some((start, commas)) = open.pop()
                    && found.as_ref().is_none_or(|&(first, ..)| start < first)
                    && (!commas.is_empty() || sequence(atoms.get(start + 1..i)?).is_some())
                {
                    found = Some((start, i, commas));
                }
            }
            Atom::Char(_) | Atom::Whole(_) => {}
        }
    }
    let (start, end, commas) = found?;
    if commas.is_empty() {
        return Some((start, end, sequence(atoms.get(start + 1..end)?)?));
    }
    let mut alternatives = Vec::new();
    let mut from = start + 1;
    for &comma in commas.iter().chain([&end]) {
        alternatives.push(atoms.get(from..comma)?.to_vec());
        from = comma + 1;
    }
    Some((start, end, alternatives))
}

/// `1..3`, `a..e`, `01..10..2`.
fn sequence(atoms: &[Atom]) -> Option<Vec<Vec<Atom>>> {
    let text: String = atoms.iter().take(64).map(|atom| if let Atom::Char(c) = atom { *c } else { '\0' }).collect();
    let mut pieces = text.split("..");
    let (from, to, step) = (pieces.next()?, pieces.next()?, pieces.next());
    if pieces.next().is_some() || atoms.len() > 64 {
        return None;
    }
    let step = step.map_or(Ok(1), str::parse::<i64>).ok()?.checked_abs()?.max(1);
    let spell: Box<dyn Fn(i64) -> Option<String>>;
    let (first, last) = if let (Ok(first), Ok(last)) = (from.parse::<i64>(), to.parse::<i64>()) {
        let padded =
            [from, to].iter().any(|number| number.trim_start_matches('-').starts_with('0') && number.trim_start_matches('-').len() > 1);
        let width = if padded { from.len().max(to.len()) } else { 0 };
        spell = Box::new(move |number| Some(format!("{number:0width$}")));
        (first, last)
    } else {
        let letter = |text: &str| text.chars().next().filter(|c| c.is_ascii_alphabetic() && text.len() == 1);
        spell = Box::new(|code| u32::try_from(code).ok().and_then(char::from_u32).map(String::from));
        (i64::from(u32::from(letter(from)?)), i64::from(u32::from(letter(to)?)))
    };
    let count = first.abs_diff(last) / step.unsigned_abs();
    if count >= MOST as u64 {
        return None;
    }
    let sign = if first <= last { step } else { -step };
    (0..=i64::try_from(count).ok()?).map(|i| Some(spell(first + i * sign)?.chars().map(Atom::Char).collect())).collect()
}
