//! Steps that install programs of Python beside an interpreted program: nothing of a build needs them, so the container does.
//! Relies on the words of `pip install`. Does not follow lists of packages in files, and repeats nothing where pip is not installed as a package.

use super::Line;
use super::cut::Cut;
use crate::demand::Demands;
use crate::detect::Subject;
use crate::model::{Action, Call, Run};

/// True for a package that a repeated step installs with.
pub fn needs(subject: &Subject, cut: &Cut, demands: &Demands, package: &str) -> bool {
    let python = package == "python3" || subject.facts.packages_of_pip().any(|known| known == package);
    python && steps(subject, cut).any(|(_, run)| is_repeated(subject, run, demands))
}

/// The steps again.
pub fn lines(subject: &Subject, cut: &Cut, demands: &Demands) -> Vec<Line> {
    let repeated = steps(subject, cut).filter(|(_, run)| is_repeated(subject, run, demands));
    let because = "nothing of the build uses what it installs";
    repeated.map(|(item, _)| Line::Repeat { item, because: because.into() }).collect()
}

fn steps<'s>(subject: &'s Subject, cut: &Cut) -> impl Iterator<Item = (usize, &'s Run)> {
    subject.image.steps.iter().take(cut.step).filter_map(|step| Some((step.item, step.what.run()?)))
}

/// True for a RUN that installs packages of Python by name and does nothing else.
pub fn is_repeated(subject: &Subject, run: &Run, demands: &Demands) -> bool {
    let interpreted = demands.linked.is_none();
    let installs = |call: &Call| packages_of(call).is_some_and(|packages| packages.iter().any(|name| !is_for_builds(subject, name)));
    interpreted
        && run.opaque.is_empty()
        && run.calls.iter().any(installs)
        && run.calls.iter().all(|call| call.action == Action::Nothing || packages_of(call).is_some())
        && subject.facts.packages_of_pip().any(|package| subject.installs(package))
}

fn is_for_builds(subject: &Subject, package: &str) -> bool {
    subject.facts.is_python_for_builds(package.split(['=', '<', '>', '~', '[']).next().unwrap_or(package))
}

/// The names behind `pip install`; `None` for any other command, and where a file or folder is named.
fn packages_of(call: &Call) -> Option<Vec<&str>> {
    let words = call.argv.iter().map(|word| word.as_deref()).collect::<Option<Vec<&str>>>()?;
    let (["pip" | "pip3", "install", names @ ..] | ["python" | "python3", "-m", "pip", "install", names @ ..]) = words.as_slice() else {
        return None;
    };
    let of_a_file = |word: &str| matches!(word, "-r" | "-e" | "-c" | "-t" | "." | "--target" | "--prefix") || word.contains('/');
    (!names.iter().any(|word| of_a_file(word))).then(|| names.iter().copied().filter(|word| !word.starts_with('-')).collect())
}
