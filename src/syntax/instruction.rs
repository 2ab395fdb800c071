//! Turns one joined line into an instruction: keyword, flags, text and arguments.
//! Relies on the grammars of flags, words and JSON beside it. Does not take heredoc bodies, nor judge names of flags, images or paths.
//! Follows `newNodeFromLine` and the dispatch table of BuildKit's `parser.go`, `line_parsers.go`, and for the number of arguments `instructions/parse.go`.

use super::flag::{self, is_blank};
use super::heredoc::excerpt;
use super::json::{self, Form};
use super::tree::{Arguments, Instruction, Keyword, Logical};
use super::word::{self, NoPairs};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Span;
use std::ops::Range;

/// Reads a joined line whose last byte that says anything stands before `end` of the source.
pub(super) fn read(line: &Logical, escape: char, end: usize, diagnostics: &mut Vec<Diagnostic>) -> Instruction {
    Reader { escape, end, triggered: false, diagnostics }.instruction(line)
}

struct Reader<'d> {
    escape: char,
    end: usize,
    /// Behind ONBUILD.
    triggered: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// instruction = keyword [ blanks { flag blanks } text ]
    fn instruction(&mut self, line: &Logical) -> Instruction {
        let all = trimmed(&line.text, 0..line.text.len());
        let name = all.start..line.text[all.clone()].find(is_blank).map_or(all.end, |length| all.start + length);
        let keyword = Keyword::of(&line.text[name.clone()]);
        let (flags, rest) = flag::flags(line, name.end, all.end, self.escape);
        let text = line.slice(trimmed(&line.text, rest..all.end));
        let name = line.span(name);
        let span = Span::new(name.start, self.end.max(name.end));
        let mut instruction = Instruction { keyword, name, flags, text, arguments: Arguments::Opaque, heredocs: Vec::new(), span };
        instruction.arguments = self.arguments(&instruction, line);
        instruction
    }

    fn arguments(&mut self, instruction: &Instruction, line: &Logical) -> Arguments {
        let text = &instruction.text;
        match instruction.keyword {
            Keyword::Add | Keyword::Copy => self.words_or_json(instruction, 2),
            Keyword::Volume => self.words_or_json(instruction, 1),
            Keyword::Expose => self.words(instruction, 1),
            Keyword::From => self.from(instruction),
            Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Shell => self.command(instruction, 0..text.text.len()),
            Keyword::Env | Keyword::Label => self.pairs(instruction, word::pairs(text, self.escape)),
            Keyword::Arg => self.pairs(instruction, word::declarations(text, self.escape)),
            Keyword::Maintainer | Keyword::Stopsignal | Keyword::User | Keyword::Workdir => self.text(instruction),
            Keyword::Healthcheck => self.healthcheck(instruction),
            Keyword::Onbuild => self.onbuild(instruction),
            Keyword::Unknown => {
                self.unknown(instruction, line);
                Arguments::Opaque
            }
        }
    }

    /// words = { word }
    fn words(&mut self, instruction: &Instruction, least: usize) -> Arguments {
        self.at_least(instruction, least, Arguments::Words(word::words(&instruction.text)))
    }

    /// words-or-json = json-array | words
    fn words_or_json(&mut self, instruction: &Instruction, least: usize) -> Arguments {
        match json::form(&instruction.text, 0..instruction.text.text.len()) {
            Form::Strings(words) => self.at_least(instruction, least, Arguments::Json(words)),
            Form::Others => {
                self.not_strings(instruction);
                self.words(instruction, least)
            }
            Form::Text => {
                self.broken_json(instruction, 0..instruction.text.text.len(), "words between blanks");
                self.words(instruction, least)
            }
        }
    }

    /// from = image [ "AS" name ]
    fn from(&mut self, instruction: &Instruction) -> Arguments {
        let words = word::words(&instruction.text);
        let fits = words.len() == 1 || words.len() == 3 && words[1].text.eq_ignore_ascii_case("as");
        if !fits && !words.is_empty() {
            self.refuse("bad-from", "FROM takes an image, or an image AS a name".into(), instruction.span, "neither");
        }
        self.at_least(instruction, 1, Arguments::Words(words))
    }

    /// command = json-array | shell-text
    fn command(&mut self, instruction: &Instruction, range: Range<usize>) -> Arguments {
        let text = &instruction.text;
        let is_shell = instruction.keyword == Keyword::Shell;
        match json::form(text, range.clone()) {
            Form::Strings(words) if is_shell || instruction.keyword == Keyword::Healthcheck => {
                return self.at_least(instruction, 1, Arguments::Json(words));
            }
            Form::Strings(words) => return Arguments::Json(words),
            Form::Others => self.not_strings(instruction),
            Form::Text if is_shell && text.text.is_empty() => self.missing(instruction, 1),
            Form::Text if is_shell => {
                self.refuse("shell-not-json", "SHELL takes the JSON form only".into(), instruction.span, "not a JSON array of strings");
            }
            Form::Text => self.broken_json(instruction, range, "a shell command"),
        }
        Arguments::Shell
    }

    fn pairs(&mut self, instruction: &Instruction, pairs: Result<Vec<super::tree::Pair>, NoPairs>) -> Arguments {
        let name = instruction.keyword.name();
        let (message, place) = match pairs {
            Ok(pairs) => return Arguments::Pairs(pairs),
            Err(NoPairs::Empty) => {
                self.missing(instruction, 1);
                return Arguments::Opaque;
            }
            Err(NoPairs::Alone(range)) => (format!("{name} takes a name and a value"), range),
            Err(NoPairs::NoEquals(range)) => (format!("a word of {name} has no ="), range),
            Err(NoPairs::NoName(range)) => (format!("a pair of {name} has no name"), range),
        };
        self.refuse("bad-pair", message, instruction.text.span(place), "this word");
        Arguments::Opaque
    }

    /// text = everything
    fn text(&mut self, instruction: &Instruction) -> Arguments {
        if instruction.text.text.is_empty() {
            self.missing(instruction, 1);
            return Arguments::Opaque;
        }
        Arguments::Text(word::whole(&instruction.text))
    }

    /// healthcheck = "NONE" | "CMD" command
    fn healthcheck(&mut self, instruction: &Instruction) -> Arguments {
        let text = &instruction.text.text;
        if text.is_empty() {
            self.missing(instruction, 1);
            return Arguments::Opaque;
        }
        let kind = text.find(is_blank).unwrap_or(text.len());
        let command = text.len() - text[kind..].trim_start_matches(is_blank).len();
        let (kind, bare) = (&text[..kind], command == text.len());
        if kind.eq_ignore_ascii_case("NONE") && bare {
            return Arguments::Healthcheck(None);
        }
        if !kind.eq_ignore_ascii_case("CMD") || bare {
            self.refuse("bad-healthcheck", "HEALTHCHECK takes NONE, or CMD and a command".into(), instruction.span, "neither");
            return Arguments::Opaque;
        }
        Arguments::Healthcheck(Some(Box::new(self.command(instruction, command..text.len()))))
    }

    /// onbuild = instruction, but no second ONBUILD
    fn onbuild(&mut self, instruction: &Instruction) -> Arguments {
        if instruction.text.text.is_empty() {
            self.missing(instruction, 1);
            return Arguments::Opaque;
        }
        if self.triggered {
            return Arguments::Opaque;
        }
        self.triggered = true;
        let trigger = self.instruction(&instruction.text);
        if matches!(trigger.keyword, Keyword::Onbuild | Keyword::From | Keyword::Maintainer) {
            let message = format!("{} cannot stand behind ONBUILD", trigger.keyword.name());
            self.refuse("bad-trigger", message, trigger.name, "not allowed here");
        }
        Arguments::Onbuild(Box::new(trigger))
    }

    fn at_least(&mut self, instruction: &Instruction, least: usize, arguments: Arguments) -> Arguments {
        if arguments.words().len() < least {
            self.missing(instruction, least);
        }
        arguments
    }

    fn missing(&mut self, instruction: &Instruction, least: usize) {
        let name = instruction.keyword.name();
        let message = if least == 1 { format!("{name} needs an argument") } else { format!("{name} needs a source and a destination") };
        self.refuse("missing-arguments", message, instruction.span, "too short");
    }

    fn unknown(&mut self, instruction: &Instruction, line: &Logical) {
        let all = line.text.trim();
        let name = excerpt(all.split(is_blank).next().unwrap_or_default());
        let message =
            if name.is_empty() { "a continuation without an instruction".into() } else { format!("no instruction is called {name}") };
        let way_out = format!("if the line belongs to the one before, that one has to end with {}", self.escape);
        let unknown = Diagnostic::new(Level::Refused, "unknown-instruction", message);
        self.diagnostics.push(unknown.at(instruction.name, "unknown").way_out(way_out));
    }

    /// Warns of a text that is meant as the JSON form and read as something else.
    fn broken_json(&mut self, instruction: &Instruction, range: Range<usize>, read_as: &str) {
        let text = &instruction.text.text[range.clone()];
        if meant_as_json(text, instruction.keyword == Keyword::Run) {
            let message = format!("the JSON form of {} is broken; BuildKit reads {read_as}", instruction.keyword.name());
            let place = instruction.text.span(range);
            self.diagnostics.push(Diagnostic::new(Level::Warning, "broken-json", message).at(place, "no JSON array of strings"));
        }
    }

    fn not_strings(&mut self, instruction: &Instruction) {
        let place = instruction.text.span(0..instruction.text.text.len());
        self.refuse("json-not-strings", "a JSON array of arguments holds strings and nothing else".into(), place, "not only strings");
    }

    fn refuse(&mut self, code: &'static str, message: String, place: Span, label: &str) {
        self.diagnostics.push(Diagnostic::new(Level::Refused, code, message).at(place, label));
    }
}

/// The range without white space at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.end - inside.trim_start().len();
    start..start + inside.trim().len()
}

/// True for `["…`, `['…` and the like: somebody meant the JSON form. In a RUN, `[ "…` may well be the command `[`.
fn meant_as_json(text: &str, is_run: bool) -> bool {
    let quotes = ['"', '\'', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}'];
    text.strip_prefix('[').is_some_and(|rest| if is_run { rest } else { rest.trim_start() }.starts_with(quotes))
}
