//! Walks through the commands of a script, those inside other commands included.
//! Relies on the tree. Does not look into the text of substitutions.

use std::ops::Range;

use super::{Command, Redirect, Script, Simple};

impl Script {
    /// All simple commands in the order of the text: those in groups, conditions, loops, arms and functions too.
    /// Those in `$(…)` are not among them: parse the text of [`super::Part::Substitution`].
    pub fn simple_commands(&self) -> Vec<&Simple> {
        let mut found = Vec::new();
        self.visit(&mut |command| {
            if let Command::Simple(simple) = command {
                found.push(simple);
            }
        });
        found
    }

    /// The names of the functions that the script defines anywhere; `text` is what it was parsed from.
    pub fn functions<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut found = Vec::new();
        self.visit(&mut |command| {
            if let Command::Opaque { because: "a function", span, .. } = command {
                let written = text.get(span.clone()).unwrap_or_default();
                let name = written.strip_prefix("function").filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(written).trim_start();
                found.push(name.split(['(', ' ', '\t', '\n', '\r', '{', '\\']).next().unwrap_or_default());
            }
        });
        found
    }

    /// Shows each command, then what lies in it.
    fn visit<'s>(&'s self, see: &mut dyn FnMut(&'s Command)) {
        for statement in &self.statements {
            statement.command.visit(see);
        }
    }
}

impl Command {
    fn visit<'s>(&'s self, see: &mut dyn FnMut(&'s Command)) {
        see(self);
        match self {
            Command::Simple(_) => {}
            Command::Pipeline(commands) => commands.iter().for_each(|command| command.visit(see)),
            Command::Group(script) | Command::Subshell(script) | Command::For { body: script, .. } => script.visit(see),
            Command::If { branches, otherwise } => {
                for (condition, body) in branches {
                    condition.visit(see);
                    body.visit(see);
                }
                if let Some(script) = otherwise {
                    script.visit(see);
                }
            }
            Command::Redirected { command, .. } => command.visit(see),
            Command::Opaque { inside, .. } => inside.iter().for_each(|script| script.visit(see)),
        }
    }
}

/// Puts the places of the heredocs' lines where the reader left their numbers.
pub(super) fn place_heredocs(script: &mut Script, bodies: &[Option<Range<usize>>]) {
    for statement in &mut script.statements {
        place_in(&mut statement.command, bodies);
    }
}

fn place_in(command: &mut Command, bodies: &[Option<Range<usize>>]) {
    match command {
        Command::Simple(simple) => place(&mut simple.redirects, bodies),
        Command::Pipeline(commands) => commands.iter_mut().for_each(|command| place_in(command, bodies)),
        Command::Group(script) | Command::Subshell(script) | Command::For { body: script, .. } => place_heredocs(script, bodies),
        Command::If { branches, otherwise } => {
            for (condition, body) in branches {
                place_heredocs(condition, bodies);
                place_heredocs(body, bodies);
            }
            if let Some(script) = otherwise {
                place_heredocs(script, bodies);
            }
        }
        Command::Redirected { command, redirects } => {
            place_in(command, bodies);
            place(redirects, bodies);
        }
        Command::Opaque { inside, .. } => inside.iter_mut().for_each(|script| place_heredocs(script, bodies)),
    }
}

fn place(redirects: &mut [Redirect], bodies: &[Option<Range<usize>>]) {
    for redirect in redirects {
        redirect.body = redirect.body.take().and_then(|number| bodies.get(number.start).cloned().flatten());
    }
}
