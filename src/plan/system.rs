//! Turns steps that set up the system for the running container, and that the runtime stage does not run again, into doubts.
//! Relies on the dated list of such programs, and on the paths that the image's variables name. Repeats nothing.

use super::cut::Cut;
use super::packages::Needed;
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::layout::{Found, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::Run;
use crate::source::Span;

/// Doubts the first of them.
pub fn doubt(subject: &Subject, cut: &Cut, needed: &Needed, demands: &mut Demands) {
    let steps = subject.image.steps.iter().enumerate().take(cut.step).filter(|(index, _)| !needed.repeated.contains(index));
    let runs: Vec<(usize, &Run)> = steps.filter_map(|(index, step)| Some((index, step.what.run()?))).collect();
    if let Some((place, what)) = program(subject, &runs).or_else(|| named_by_a_variable(subject, &runs)) {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "system-set-up", "a step sets up the system, and the runtime stage does not run it")
                .at(place, what)
                .because("what it makes lies where no COPY shows it, and the running container may need it")
                .way_out("repeat the command in the runtime stage by hand"),
        );
    }
}

fn program(subject: &Subject, runs: &[(usize, &Run)]) -> Option<(Span, String)> {
    let mut calls = runs.iter().flat_map(|(_, run)| &run.calls);
    let call = calls.find(|call| {
        let words: Vec<&str> = call.argv.iter().map_while(|word| word.as_deref()).collect();
        subject.facts.sets_up_the_system(&words)
    })?;
    Some((call.span, "stays in the build stage".to_owned()))
}

/// A variable of the image names a path that nothing is known to make, and that a step names too.
fn named_by_a_variable(subject: &Subject, runs: &[(usize, &Run)]) -> Option<(Span, String)> {
    let own =
        subject.image.end.env.iter().filter(|(name, value)| !subject.base.env.iter().any(|(n, v)| n == *name && Some(v) == value.as_ref()));
    for (name, value) in own {
        let paths = value.iter().flat_map(|value| value.split([':', ' '])).filter(|path| path.starts_with('/') && path.len() > 1);
        for path in paths.filter(|path| below(path, subject.workdir()).is_none()) {
            let file = path.rsplit_once('/').is_some_and(|(_, name)| name.contains('.'));
            let unknown = file && matches!(subject.layout.find(path), Found::Nothing);
            let step = runs.iter().filter(|_| unknown).map(|(index, _)| subject.file.items[subject.image.steps[*index].item].span);
            if let Some(place) = step.into_iter().find(|span| subject.source.slice(*span).contains(path)) {
                return Some((place, format!("makes {path}, which {name} names")));
            }
        }
    }
    None
}
