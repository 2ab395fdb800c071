//! Turns a whole file into items that tile it.
//! Relies on the other files of this room. Does not look into an instruction.

use super::directive::{Directives, escape};
use super::heredoc;
use super::instruction;
use super::lines::{Extent, Line, Lines, join};
use super::tree::{Dockerfile, Instruction, Item, ItemKind, Keyword, Logical};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Source, Span};

/// The longest line that BuildKit reads (`bufio.MaxScanTokenSize - 1`, see `handleScannerError` in `parser.go`).
const LONGEST_LINE: usize = 65_535;

/// Reads a Dockerfile. Any text gives a tree; what is wrong with it is in the diagnostics.
///
/// ```
/// use dfsplit::source::Source;
/// use dfsplit::syntax::{Keyword, parse};
///
/// let source = Source::new("Dockerfile", "FROM node\nCMD [\"npm\", \\\n  \"start\"]\n");
/// let file = parse(&source);
/// let (_, cmd) = file.instructions().next_back().unwrap();
/// assert_eq!(cmd.keyword, Keyword::Cmd);
/// assert_eq!(cmd.words()[1].text, "start");
/// assert_eq!(source.slice(cmd.words()[1].span), "\"start\"");
/// ```
pub fn parse(source: &Source) -> Dockerfile {
    let text = source.text();
    let mut file = Dockerfile { items: Vec::new(), escape: '\\', diagnostics: Vec::new() };
    let bom = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    if bom > 0 {
        file.items.push(Item { span: Span::new(0, bom), kind: ItemKind::Bom });
    }
    let mut lines = Lines::new(text, bom);
    let mut directives = Directives::default();
    let mut joined = Logical::default();
    while let Some(line) = lines.next() {
        let item = match lone_line(line, &mut directives, &mut file) {
            Some(kind) => Item { span: line.span, kind },
            None => instruction_item(line, &mut lines, &mut joined, file.escape, &mut file.diagnostics),
        };
        file.items.push(item);
    }
    too_long(text, bom, &mut file.diagnostics);
    if file.instructions().next().is_none() {
        file.diagnostics.push(Diagnostic::new(Level::Refused, "no-instruction", "the file has no instruction"));
    }
    file
}

/// What a line is that never goes on: a directive, a comment, a blank line.
fn lone_line(line: Line<'_>, directives: &mut Directives, file: &mut Dockerfile) -> Option<ItemKind> {
    if let Some((name, value)) = directives.read(line, &mut file.diagnostics) {
        if name == "escape" {
            let place = Span::new(line.span.start, line.text_end());
            file.escape = escape(&value, place, &mut file.diagnostics).unwrap_or(file.escape);
        }
        Some(ItemKind::Directive { name, value })
    } else if line.is_comment() {
        Some(ItemKind::Comment)
    } else {
        line.is_blank().then_some(ItemKind::Blank)
    }
}

/// item = joined-line { heredoc-body }
fn instruction_item<'s>(
    first: Line<'s>,
    lines: &mut Lines<'s>,
    joined: &mut Logical,
    escape: char,
    diagnostics: &mut Vec<Diagnostic>,
) -> Item {
    let Extent { mut taken, said, blank } = join(first, lines, escape, joined);
    let mut instruction = instruction::read(joined, escape, said, diagnostics);
    if let Some(blank) = blank {
        let message = "a blank line inside an instruction; BuildKit warns that it will become an error";
        diagnostics.push(
            Diagnostic::new(Level::Warning, "empty-continuation", message).at(blank, "blank").with(instruction.name, "in this instruction"),
        );
    }
    if let Some(holder) = heredoc_holder(&mut instruction)
        && joined.text.contains("<<")
    {
        holder.heredocs = heredoc::markers(joined);
        if !holder.heredocs.is_empty() {
            let (end, body_end) = heredoc::bodies(&mut holder.heredocs, lines, taken, diagnostics);
            taken = end;
            holder.span.end = body_end;
            instruction.span.end = body_end;
        }
    }
    Item { span: Span::new(first.span.start, taken), kind: ItemKind::Instruction(Box::new(instruction)) }
}

/// The instruction that heredocs may belong to: RUN, COPY or ADD not in JSON form, itself or behind ONBUILD (`canContainHeredoc` in `parser.go`).
fn heredoc_holder(instruction: &mut Instruction) -> Option<&mut Instruction> {
    let holder = if instruction.keyword == Keyword::Onbuild { instruction.trigger_mut()? } else { instruction };
    let takes = matches!(holder.keyword, Keyword::Run | Keyword::Copy | Keyword::Add) && !holder.is_exec();
    takes.then_some(holder)
}

fn too_long(text: &str, from: usize, diagnostics: &mut Vec<Diagnostic>) {
    if text.len() <= LONGEST_LINE {
        return;
    }
    if let Some(line) =
        Lines::new(text, from).find(|line| line.span.len() - usize::from(text[..line.span.end].ends_with('\n')) > LONGEST_LINE)
    {
        let message = format!("a line of more than {LONGEST_LINE} bytes, which BuildKit does not read");
        let place = Span::new(line.span.start, line.text_end());
        diagnostics.push(Diagnostic::new(Level::Refused, "line-too-long", message).at(place, "too long"));
    }
}
