//! Turns the pattern of an ignore file into a matcher for paths.
//! Relies on nothing. Knows no file and no rule of precedence; those of `.dockerignore` and `.gitignore` are beside it.

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// This character.
    Is(char),
    /// `?`: one character, no slash.
    One,
    /// `*`: any number of characters, no slash.
    Run,
    /// `**/`: any number of folders, none too. [`Step::Within`] stands behind it.
    Folders,
    /// The inside of those folders, up to a slash.
    Within,
    /// `**`: anything.
    All,
    /// `[a-z]`, negated with `true`.
    Class(bool, Vec<(char, char)>),
}

/// A pattern that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glob {
    steps: Vec<Step>,
    /// The pattern as text, where it has no wildcard.
    plain: Option<String>,
}

/// Whose rules a pattern follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// BuildKit's patternmatcher.
    Docker,
    /// gitignore(5)
    Git,
}

/// What a pattern says of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// It matches the path.
    pub whole: bool,
    /// It matches a folder above the path.
    pub above: bool,
}

impl Glob {
    /// Reads a pattern without leading or trailing slash.
    pub fn new(pattern: &str, dialect: Dialect) -> Self {
        if !pattern.contains(['*', '?', '[', '\\']) {
            return Self { steps: Vec::new(), plain: Some(pattern.to_owned()) };
        }
        let mut steps = Vec::new();
        let mut rest = pattern.chars().peekable();
        let mut begins_name = true;
        while let Some(c) = rest.next() {
            let at_name = std::mem::replace(&mut begins_name, c == '/');
            let step = match c {
                '*' if rest.next_if_eq(&'*').is_some() => {
                    let whole_name = at_name && matches!(rest.peek(), None | Some('/'));
                    if dialect == Dialect::Git && !whole_name {
                        Step::Run
                    } else {
                        begins_name = rest.next_if_eq(&'/').is_some();
                        // BuildKit compares `**` and plain text behind it with the end of the path: `**.log` is `a.log` too.
                        let ends_with = steps.is_empty() && !begins_name && !rest.clone().any(|c| matches!(c, '*' | '?' | '[' | '\\'));
                        if rest.peek().is_none() || ends_with {
                            Step::All
                        } else {
                            steps.push(Step::Folders);
                            Step::Within
                        }
                    }
                }
                '*' => Step::Run,
                '?' => Step::One,
                '[' => match class(&mut rest, dialect) {
                    Some(step) => step,
                    None => Step::Is('['),
                },
                '\\' => Step::Is(rest.next().unwrap_or('\\')),
                c => Step::Is(c),
            };
            steps.push(step);
        }
        Self { steps, plain: None }
    }

    /// Tells whether the pattern matches a path or one of the folders above it.
    pub fn find(&self, path: &str) -> Found {
        match &self.plain {
            Some(plain) => {
                let rest = path.strip_prefix(plain.as_str());
                Found { whole: rest == Some(""), above: rest.is_some_and(|r| r.starts_with('/')) }
            }
            None => self.simulate(path),
        }
    }

    /// All positions in the pattern are followed at once, so the time is the product of both lengths at most.
    fn simulate(&self, path: &str) -> Found {
        let end = self.steps.len();
        let mut now = vec![false; end + 1];
        let mut next = vec![false; end + 1];
        let mut found = Found::default();
        now[0] = true;
        self.skip_empty(&mut now);
        for c in path.chars() {
            if c == '/' && now[end] {
                found.above = true;
            }
            next.fill(false);
            for (at, step) in self.steps.iter().enumerate().filter(|(at, _)| now[*at]) {
                let (stays, moves) = match step {
                    Step::Is(own) => (false, *own == c),
                    Step::One => (false, c != '/'),
                    Step::Run => (c != '/', false),
                    Step::All => (true, false),
                    Step::Folders => (false, false),
                    Step::Within => (true, c == '/'),
                    Step::Class(negated, ranges) => (false, c != '/' && ranges.iter().any(|(a, b)| (a..=b).contains(&&c)) != *negated),
                };
                next[at] |= stays;
                next[at + 1] |= moves;
            }
            std::mem::swap(&mut now, &mut next);
            self.skip_empty(&mut now);
        }
        found.whole = now[end];
        found
    }

    /// Passes the steps that may match nothing.
    fn skip_empty(&self, states: &mut [bool]) {
        for (at, step) in self.steps.iter().enumerate().filter(|(_, step)| matches!(step, Step::Run | Step::All | Step::Folders)) {
            if states[at] {
                states[at + 1] = true;
                if *step == Step::Folders {
                    states[at + 2] = true;
                }
            }
        }
    }
}

fn class(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, dialect: Dialect) -> Option<Step> {
    let mut ahead = rest.clone();
    let negated = ahead.next_if(|&c| c == '^' || (c == '!' && dialect == Dialect::Git)).is_some();
    let mut ranges = Vec::new();
    loop {
        let from = match ahead.next()? {
            ']' if !ranges.is_empty() => break,
            '\\' => ahead.next()?,
            c => c,
        };
        let mut beyond = ahead.clone();
        match (beyond.next(), beyond.next()) {
            (Some('-'), Some(to)) if to != ']' => {
                ranges.push((from, to));
                ahead = beyond;
            }
            _ => ranges.push((from, from)),
        }
    }
    *rest = ahead;
    Some(Step::Class(negated, ranges))
}
