//! Turns the text of a Makefile and the targets that `make` is asked for into the shell lines that it runs, in their order.
//! Relies on nothing but the text. Reads no functions, conditions, inclusions and patterns: what needs one of them has no lines here.
//! Source: GNU make manual, "Writing Rules", "Recipes", "How to Use Variables".

use std::collections::{BTreeMap, BTreeSet};

/// Prerequisites of prerequisites, and variables in variables: no project has as many.
const DEEPEST: usize = 20;

/// A Makefile as far as it is read.
#[derive(Default)]
struct Makefile<'t> {
    variables: BTreeMap<&'t str, String>,
    /// Variables that the commands see in their environment.
    exported: BTreeSet<&'t str>,
    rules: BTreeMap<String, Rule<'t>>,
    /// The first target, which `make` alone makes.
    first: Option<String>,
    /// There are rules for names with a `%`.
    patterns: bool,
}

#[derive(Default)]
struct Rule<'t> {
    prerequisites: Vec<String>,
    lines: Vec<&'t str>,
}

/// The lines that `make TARGET…` gives to a shell, each with a shell of its own; `None` where that is not certain. `given` are the variables
/// of the environment, of which Makefiles take those that they do not set.
pub fn lines(text: &str, targets: &[&str], given: &dyn Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let makefile = Makefile::read(text, given)?;
    let mut lines = Vec::new();
    let mut made = BTreeSet::new();
    let first = makefile.first.as_deref();
    let targets: Vec<&str> = if targets.is_empty() { vec![first?] } else { targets.to_vec() };
    for target in targets {
        makefile.rules.get(target)?;
        makefile.make(target, given, &mut made, &mut lines, 0)?;
    }
    Some(lines)
}

impl<'t> Makefile<'t> {
    fn read(text: &'t str, given: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let mut makefile = Self::default();
        // The targets of the rule at hand; none for a rule that is not kept.
        let mut at: Vec<String> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let line = logical_line(&mut rest);
            if let Some(recipe) = line.strip_prefix('\t') {
                at.iter().filter(|_| !recipe.trim().is_empty()).for_each(|target| {
                    makefile.rules.entry(target.clone()).or_default().lines.push(recipe);
                });
                continue;
            }
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let first = line.split_whitespace().next().unwrap_or_default();
            if OTHER.contains(&first) && (first != "export" || line == first) {
                return None;
            }
            let assigned = line.strip_prefix("export ").map(str::trim_start);
            makefile.exported.extend(assigned.and_then(|behind| behind.split([' ', ':', '?', '+', '=']).next()));
            if assigned.is_some_and(|behind| !behind.contains('=')) {
                continue;
            }
            if let Some(assignment) = assignment(assigned.unwrap_or(line)) {
                makefile.assign(assignment, given);
                continue;
            }
            let (targets, prerequisites) = line.split_once(':')?;
            if line.contains([';', '=']) {
                return None;
            }
            let targets = makefile.expanded(targets, "", given, 0)?;
            makefile.patterns |= targets.contains('%');
            at = targets.split_whitespace().filter(|t| !t.starts_with('.') && !t.contains('%')).map(str::to_owned).collect();
            let needed = without_comment(prerequisites).trim_start_matches(':').split_whitespace().filter(|word| *word != "|");
            let needed: Vec<String> = needed.map(str::to_owned).collect();
            makefile.first = makefile.first.or_else(|| at.first().cloned());
            for target in &at {
                makefile.rules.entry(target.clone()).or_default().prerequisites.extend(needed.iter().cloned());
            }
        }
        Some(makefile)
    }

    fn assign(&mut self, (name, how, value): (&'t str, &str, &'t str), given: &dyn Fn(&str) -> Option<String>) {
        match how {
            "+" => {
                let old = self.variables.entry(name).or_default();
                let joined = format!("{old} {value}");
                joined.trim_start().clone_into(old);
            }
            "?" => {
                self.variables.entry(name).or_insert_with(|| given(name).unwrap_or_else(|| value.to_owned()));
            }
            _ => {
                self.variables.insert(name, value.to_owned());
            }
        }
        if name == ".DEFAULT_GOAL" {
            self.first = Some(value.to_owned());
        }
    }

    fn make(
        &self,
        target: &str,
        given: &dyn Fn(&str) -> Option<String>,
        made: &mut BTreeSet<String>,
        lines: &mut Vec<String>,
        depth: usize,
    ) -> Option<()> {
        let Some(rule) = self.rules.get(target) else {
            // A file of the project, unless a pattern says how it is made.
            return (!self.patterns).then_some(());
        };
        if depth > DEEPEST {
            return None;
        }
        if !made.insert(target.to_owned()) {
            return Some(());
        }
        for needed in &rule.prerequisites {
            self.make(&self.expanded(needed, target, given, 0)?, given, made, lines, depth + 1)?;
        }
        let mut exports = String::new();
        for (name, value) in self.exported.iter().filter_map(|name| Some((name, self.variables.get(name)?))) {
            exports.push_str(&format!("export {name}={}; ", crate::shell::quoted(&self.expanded(value, target, given, 0)?)));
        }
        for line in &rule.lines {
            let line = self.expanded(line, target, given, 0)?;
            lines.push(format!("{exports}{}", line.trim_start_matches(['@', '-', '+', ' ', '\t'])));
        }
        Some(())
    }

    /// A text with its variables put in; what a shell is asked for stays a question to a shell.
    fn expanded(&self, text: &str, target: &str, given: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('$') {
            out.push_str(before);
            let next = behind.chars().next()?;
            rest = &behind[next.len_utf8()..];
            match next {
                '$' => out.push('$'),
                '@' => out.push_str(target),
                '(' | '{' => {
                    let end = closing(behind)?;
                    let name = &behind[1..end];
                    rest = &behind[end + 1..];
                    let value = match (name, self.variables.get(name)) {
                        ("MAKE", None) => "make".to_owned(),
                        ("CURDIR", None) => ".".to_owned(),
                        (_, Some(value)) => self.expanded(value, target, given, depth + 1)?,
                        (_, None) => match name.strip_prefix("shell ") {
                            Some(command) => format!("$({})", self.expanded(command, target, given, depth + 1)?),
                            None if name.contains([' ', ':', '$', ',']) => return None,
                            None => given(name).unwrap_or_default(),
                        },
                    };
                    out.push_str(&value);
                }
                _ => return None,
            }
        }
        out.push_str(rest);
        Some(out)
    }
}

/// Words at the beginning of a line that is neither a rule nor a plain assignment.
const OTHER: [&str; 15] = [
    ".ONESHELL:",
    "export",
    "include",
    "-include",
    "sinclude",
    "ifeq",
    "ifneq",
    "ifdef",
    "ifndef",
    "else",
    "endif",
    "define",
    "override",
    "vpath",
    "unexport",
];

/// `NAME = value`, `NAME := value`, `NAME ?= value`: the name, what stands before the `=`, and the value.
fn assignment(line: &str) -> Option<(&str, &str, &str)> {
    let plain = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b));
    let (before, value) = line.split_once('=')?;
    let name = before.trim_end_matches([':', '?', '+']);
    let how = &before[name.len()..];
    plain(name.trim()).then(|| (name.trim(), how, without_comment(value).trim()))
}

fn without_comment(text: &str) -> &str {
    text.split('#').next().unwrap_or(text)
}

/// The next line with those that it goes on in.
fn logical_line<'t>(rest: &mut &'t str) -> &'t str {
    let mut end = 0;
    loop {
        let line = rest[end..].split_inclusive('\n').next().unwrap_or_default();
        end += line.len();
        if end == rest.len() || !line.trim_end_matches(['\n', '\r']).ends_with('\\') {
            break;
        }
    }
    let (line, behind) = rest.split_at(end);
    *rest = behind;
    line.trim_end_matches(['\n', '\r'])
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '{' => open += 1,
            ')' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        (open == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_target_is_its_lines_behind_those_of_what_it_needs() {
        let text = "NAME ?= api\nOUT := bin/$(NAME)\n\n.PHONY: build\nall: build\nbuild: gen\n\t@echo $@ \\\n\t  done\n\tgo build \
                    -ldflags \"-X v=$(shell git describe)\" -o $(OUT) ./cmd/$(NAME)\n\ngen:\n\t-$(MAKE) -C web $(WHAT)\n";
        let made = lines(text, &["build"], &|name| (name == "WHAT").then(|| "dist".to_owned())).expect("lines");
        let go = "go build -ldflags \"-X v=$(git describe)\" -o bin/api ./cmd/api";
        assert_eq!(made, ["make -C web dist", "echo build \\\n\t  done", go]);
        assert_eq!(lines(text, &[], &|_| None).expect("lines").len(), 3);
    }

    #[test]
    fn what_is_not_certain_has_no_lines() {
        for text in [
            "include x.mk\nbuild:\n\tgo build\n",
            "ifdef X\nbuild:\n\tgo build\nendif\n",
            "build: GOOS=linux\nbuild:\n\tgo build\n",
            "build:\n\tgo build $(wildcard *.go)\n",
            "%.o: %.c\n\tcc $<\nbuild: x.o\n\tgo build\n",
            "A = $(B)\nB = $(A)\nbuild:\n\tgo build $(A)\n",
            "other:\n\tgo build\n",
            "build:\n\tgo build $<\n",
        ] {
            assert_eq!(lines(text, &["build"], &|_| None), None, "{text}");
        }
    }
}
