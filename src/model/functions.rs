//! The functions that a shell text defines.
//! Relies on the shell's tree. A definition holds for the whole text, as if it stood at its beginning.

use std::ops::Range;

use super::Known;
use crate::shell::{Command, Script};
use crate::source::Span;

/// How the shell's tree names the definition of a function.
pub(super) const FUNCTION: &str = "a function";

/// A shell text and where its bytes stand in the source.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub text: &'t str,
    pub at: &'t dyn Fn(Range<usize>) -> Span,
}

/// The functions of a text, and the text for their places.
pub(super) struct Functions<'t> {
    /// For places.
    pub text: Text<'t>,
    bodies: Vec<(&'t str, &'t Script)>,
    /// Those of the text around it, where both are run by one shell (`$(…)`, `eval`).
    outer: Option<&'t Functions<'t>>,
}

impl<'t> Functions<'t> {
    /// Those of a script, which was parsed from the text.
    pub fn of(text: Text<'t>, script: &'t Script, outer: Option<&'t Functions<'t>>) -> Self {
        let mut bodies = Vec::new();
        if text.text.contains('(') || text.text.contains("function") {
            functions_in(script, text.text, &mut bodies);
        }
        Functions { text, bodies, outer }
    }

    /// The function that a command calls, and the text that it is defined in.
    pub fn called_by(&self, words: &[(Known, Span)]) -> Option<(&Functions<'t>, &'t Script)> {
        let name = words.first()?.0.as_deref()?;
        let mut texts = std::iter::successors(Some(self), |functions| functions.outer);
        texts.find_map(|functions| functions.bodies.iter().rev().find(|(known, _)| *known == name).map(|&(_, body)| (functions, body)))
    }
}

/// The functions that a script defines, also in its groups and conditions.
fn functions_in<'t>(script: &'t Script, text: &'t str, found: &mut Vec<(&'t str, &'t Script)>) {
    for statement in &script.statements {
        match &statement.command {
            Command::Opaque { because: FUNCTION, span, inside } => {
                let written = text.get(span.clone()).unwrap_or_default();
                let name = written.strip_prefix("function").filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(written).trim_start();
                let name = name.split(['(', ' ', '\t', '\n', '\r', '{', '\\']).next().unwrap_or_default();
                found.extend(inside.first().map(|body| (name, body)));
            }
            Command::Group(script) => functions_in(script, text, found),
            Command::If { branches, otherwise } => {
                for (_, body) in branches {
                    functions_in(body, text, found);
                }
                if let Some(body) = otherwise {
                    functions_in(body, text, found);
                }
            }
            Command::Simple(_)
            | Command::Pipeline(_)
            | Command::Subshell(_)
            | Command::For { .. }
            | Command::Redirected { .. }
            | Command::Opaque { .. } => {}
        }
    }
}
