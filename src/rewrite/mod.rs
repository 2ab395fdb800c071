//! Turns a plan into pieces of text: what is kept, what is repeated, what is new, what is dropped and why.
//! Relies on the source and the plan. Decides nothing about the image; only blank lines and line ends are its own.

mod pieces;

use std::borrow::Cow;

use crate::detect::Subject;
use crate::plan::{Line, Plan, author_name, base_reference, first_comment};
use crate::source::Span;
use crate::syntax::{Arguments, ItemKind};

pub use pieces::{Piece, Rewrite};

/// Writes the plan.
pub fn rewrite(subject: &Subject, plan: &Plan) -> Rewrite {
    let mut writer = Writer {
        subject,
        plan,
        out: Rewrite::default(),
        owners: owners(subject),
        airy: is_airy(subject),
        eol: subject.source.line_ending(),
    };
    writer.build_stage();
    writer.runtime_stage();
    writer.out
}

struct Writer<'s, 'a> {
    subject: &'s Subject<'a>,
    plan: &'s Plan,
    out: Rewrite,
    /// Of each item, the instruction that it is, or that a comment stands right above.
    owners: Vec<Option<usize>>,
    /// The author leaves blank lines between instructions.
    airy: bool,
    eol: &'static str,
}

impl Writer<'_, '_> {
    fn build_stage(&mut self) {
        let items = &self.subject.file.items;
        let last = self.last_of_build();
        let mut item = 0;
        let mut removed = false;
        while item < self.plan.cut {
            let owner = self.owners[item];
            if owner.is_some_and(|o| self.plan.moved.contains(&o) || self.plan.raised.is_some_and(|(raised, _)| raised == o)) {
                removed = true;
                item += 1;
                continue;
            }
            let blank = matches!(items[item].kind, ItemKind::Blank);
            if blank && removed && self.out.ends_blank(self.subject.source) {
                self.out.dropped.push((items[item].span, "the blank line of an instruction that moved".into()));
                item += 1;
                continue;
            }
            if !blank {
                removed = false;
            }
            if let Some(owner) = owner
                && (item == 0 || !matches!(items[item - 1].kind, ItemKind::Comment))
            {
                self.insertions(owner);
            }
            self.keep(item);
            if Some(item) == self.plan.ends_comment {
                self.new_line("#", "BuildKit reads the comment above a named stage as its description, unless an empty one ends it");
            }
            if Some(item) == last {
                self.end_of_build();
            }
            item += 1;
        }
        if last.is_none() {
            self.end_of_build();
        }
    }

    /// The last instruction that stays in the build stage.
    fn last_of_build(&self) -> Option<usize> {
        let mut items = self.subject.file.instructions().map(|(item, _)| item).filter(|i| *i < self.plan.cut);
        items.rfind(|i| !self.plan.moved.contains(i))
    }

    fn insertions(&mut self, owner: usize) {
        for line in self.plan.inserted.get(&owner).into_iter().flatten() {
            self.line(line);
        }
        if let Some((raised, before)) = self.plan.raised
            && before == owner
        {
            for item in first_comment(self.subject, raised)..=raised {
                self.keep(item);
            }
        }
        if (self.plan.inserted.contains_key(&owner) || self.plan.raised.is_some_and(|(_, before)| before == owner)) && self.airy {
            self.blank();
        }
    }

    fn end_of_build(&mut self) {
        for line in &self.plan.end_of_build {
            if self.airy {
                self.blank();
            }
            self.line(line);
        }
    }

    fn runtime_stage(&mut self) {
        self.blank();
        self.out.above_runtime = self.out.pieces.len();
        let from = if self.subject.is_lower_case() { "from" } else { "FROM" };
        let platform = self.subject.instruction(self.subject.from).and_then(|i| i.flag("platform")).and_then(|f| f.value.as_deref());
        let platform = platform.filter(|p| !p.contains('$')).map(|p| format!("--platform={p} ")).unwrap_or_default();
        let mut text = format!("{from} {platform}{}", self.plan.runtime.reference);
        if let Some(name) = &self.plan.last_name {
            text.push_str(&format!(" {} {name}", self.word_as()));
        }
        self.new_line(&text, &self.plan.runtime.because);
        for group in &self.plan.head {
            if self.airy {
                self.blank();
            }
            for line in group {
                self.line(line);
            }
        }
        self.moved();
        self.tail();
    }

    fn moved(&mut self) {
        let items = &self.subject.file.items;
        for (index, &owner) in self.plan.moved.iter().enumerate() {
            let first = first_comment(self.subject, owner);
            let apart = if index == 0 { self.airy } else { first > 0 && matches!(items[first - 1].kind, ItemKind::Blank) };
            if apart {
                self.blank();
            }
            for item in first..=owner {
                self.keep(item);
            }
        }
    }

    fn tail(&mut self) {
        let items = &self.subject.file.items;
        if self.plan.cut >= items.len() {
            return;
        }
        let blank_above = self.plan.cut > 0 && matches!(items[self.plan.cut - 1].kind, ItemKind::Blank);
        let apart = blank_above || self.plan.moved.is_empty() && self.airy;
        if apart {
            self.blank();
        }
        for item in self.plan.cut..items.len() {
            self.keep(item);
        }
    }

    /// An item of the author's, with the plan's changes in it.
    fn keep(&mut self, item: usize) {
        self.end_line();
        let span = self.subject.file.items[item].span;
        if let Some(Line::New { text, because }) = self.plan.replaced.get(&item) {
            self.out.dropped.push((span, because.clone()));
            self.new_line(text, because);
            return;
        }
        let mut edits: Vec<(Span, String, String)> = if item == self.subject.from { self.edits_of_from() } else { Vec::new() };
        edits.extend(self.plan.edits_in(span).map(|e| (e.span, e.text.clone(), e.because.clone())));
        edits.sort_by_key(|(span, ..)| span.start);
        let mut at = span.start;
        for (place, text, because) in edits {
            if at < place.start {
                self.out.pieces.push(Piece::Kept(Span::new(at, place.start)));
            }
            if !place.is_empty() {
                self.out.dropped.push((place, because.clone()));
            }
            self.out.pieces.push(Piece::New { text, because });
            at = place.end;
        }
        if at < span.end {
            self.out.pieces.push(Piece::Kept(Span::new(at, span.end)));
        }
    }

    /// The build stage's FROM: its tag pinned, its name added or changed.
    fn edits_of_from(&self) -> Vec<(Span, String, String)> {
        let Some(Arguments::Words(words)) = self.subject.instruction(self.subject.from).map(|i| &i.arguments) else { return Vec::new() };
        let mut edits = Vec::new();
        if let (Some((reference, because)), Some(word)) = (&self.plan.builder, words.first()) {
            debug_assert_eq!(word.text, base_reference(self.subject));
            edits.push((word.span, reference.clone(), because.clone()));
        }
        match (author_name(self.subject), words.last()) {
            (None, Some(last)) => {
                let place = Span::new(last.span.end, last.span.end);
                // BuildKit wants AS in the case of its FROM.
                let from = self.subject.instruction(self.subject.from).map_or("FROM", |i| self.subject.source.slice(i.name));
                let word = if from.starts_with('f') { "as" } else { "AS" };
                edits.push((place, format!(" {word} {}", self.plan.stage), "the runtime stage copies from it by this name".into()));
            }
            (Some(name), Some(last)) if name != self.plan.stage => {
                edits.push((last.span, self.plan.stage.clone(), "the author's name goes to the last stage, which others refer to".into()));
            }
            _ => {}
        }
        edits
    }

    fn word_as(&self) -> &'static str {
        if self.subject.is_lower_case() { "as" } else { "AS" }
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::New { text, because } => self.new_line(text, because),
            Line::Repeat { item, because: _ } => {
                self.end_line();
                let span = self.subject.file.items[*item].span;
                self.out.pieces.push(Piece::Repeated(span));
                self.end_line();
            }
        }
    }

    fn new_line(&mut self, text: &str, because: &str) {
        self.end_line();
        let text = &in_lines(text, self.subject.file.escape);
        let text = if self.eol == "\n" { format!("{text}\n") } else { format!("{}{}", text.replace('\n', self.eol), self.eol) };
        self.out.pieces.push(Piece::New { text, because: because.to_owned() });
    }

    /// A blank line, unless one stands there already.
    fn blank(&mut self) {
        self.end_line();
        if !self.out.ends_blank(self.subject.source) {
            self.out.pieces.push(Piece::New { text: self.eol.to_owned(), because: "as the author leaves blank lines".into() });
        }
    }

    /// A line break, where the last line of the author's file has none.
    fn end_line(&mut self) {
        if !self.out.ends_line(self.subject.source) {
            self.out.pieces.push(Piece::New { text: self.eol.to_owned(), because: "the file's last line had no line break".into() });
        }
    }
}

/// New lines are continued on another from here on; BuildKit reads 65,535 bytes of one.
const LONG: usize = 16 * 1024;

/// The text, with continuations behind blanks where lines would be too long. A `#` would begin a comment.
fn in_lines(text: &str, escape: char) -> Cow<'_, str> {
    if text.len() <= LONG {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 1024);
    let mut length = 0;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        length = if c == '\n' { 0 } else { length + c.len_utf8() };
        if length > LONG && c == ' ' && rest.peek().is_some_and(|next| !next.is_whitespace() && *next != '#') {
            out.extend([escape, '\n']);
            length = 0;
        }
    }
    out.into()
}

/// Of each item, the instruction that it is, or that a comment stands right above.
fn owners(subject: &Subject) -> Vec<Option<usize>> {
    let mut owner = None;
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(subject.file.items.len());
    for (item, one) in subject.file.items.iter().enumerate().rev() {
        owner = match one.kind {
            ItemKind::Instruction(_) => Some(item),
            ItemKind::Comment => owner,
            ItemKind::Bom | ItemKind::Blank | ItemKind::Directive { .. } => None,
        };
        owners.push(owner);
    }
    owners.reverse();
    owners
}

/// True if most instructions have a blank line above them.
fn is_airy(subject: &Subject) -> bool {
    let items = &subject.file.items;
    let (mut apart, mut all) = (0, 0);
    for (item, _) in subject.file.instructions().filter(|(item, _)| *item > subject.from) {
        let mut above = item;
        while above > 0 && matches!(items[above - 1].kind, ItemKind::Comment) {
            above -= 1;
        }
        all += 1;
        apart += usize::from(above > 0 && matches!(items[above - 1].kind, ItemKind::Blank));
    }
    apart * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_continued_behind_a_blank() {
        assert_eq!(in_lines("COPY a b", '\\'), "COPY a b");
        let word = "x".repeat(LONG);
        let text = format!("RUN {word} a #b {word} c\nd");
        assert_eq!(in_lines(&text, '`'), format!("RUN {word} `\na #b {word} `\nc\nd"));
    }
}
