//! Turns demands into the new file's plan: where the file is cut, what the runtime stage begins with, what moves, what is repeated, each with its reason.
//! Relies on all that comes before it. Writes no text but single new instructions, and decides nothing twice.

mod again;
mod asked;
mod base;
mod copies;
mod cut;
mod head;
mod improve;
mod opaque;
mod outside;
mod packages;
mod python;
mod system;
mod user;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use crate::demand::{Demands, Linked};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Applicability, Language};
use crate::source::Span;

pub use base::RuntimeBase;
pub use cut::first_comment;
pub use head::{author_name, base_reference};

/// The new file, as decisions.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The language.
    pub language: Language,
    /// The builder's reference, where it changes, with the reason.
    pub builder: Option<(String, String)>,
    /// The builder's reference as it will stand.
    pub build_image: String,
    /// The build stage's name.
    pub stage: String,
    /// The last comment above FROM, which the new name would make the description of the stage: an empty comment ends it.
    pub ends_comment: Option<usize>,
    /// The author's name of the stage moves to the last stage.
    pub last_name: Option<String>,
    /// The runtime stage's base.
    pub runtime: RuntimeBase,
    /// The first item that stays behind the cut.
    pub cut: usize,
    /// Changes inside the build stage.
    pub edits: Vec<Edit>,
    /// An instruction of the build stage that stands before another one from now on: `(item, before)`.
    pub raised: Option<(usize, usize)>,
    /// New lines before an item of the build stage.
    pub inserted: BTreeMap<usize, Vec<Line>>,
    /// New lines at the end of the build stage.
    pub end_of_build: Vec<Line>,
    /// The beginning of the runtime stage behind FROM, in groups.
    pub head: Vec<Vec<Line>>,
    /// Items above the cut that move behind the head.
    pub moved: BTreeSet<usize>,
    /// Items of the build stage that the runtime stage says again.
    pub restated: BTreeSet<usize>,
    /// Items whose text is replaced.
    pub replaced: BTreeMap<usize, Line>,
    /// The least safe of the steps that the rewrite cannot do without.
    pub safety: Applicability,
    /// Why an item is where it is.
    pub reasons: BTreeMap<usize, String>,
}

/// A replacement in the build stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// By what.
    pub text: String,
    /// Why.
    pub because: String,
}

/// A line of the runtime stage's beginning, or an inserted one.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// New text, without a line break at its end.
    New {
        /// The instruction.
        text: String,
        /// Why.
        because: String,
    },
    /// An item of the author's, byte for byte.
    Repeat {
        /// The item.
        item: usize,
        /// Why.
        because: String,
    },
}

impl Plan {
    /// The edits in a stretch of the source.
    pub fn edits_in(&self, span: Span) -> impl Iterator<Item = &Edit> {
        let first = self.edits.partition_point(|edit| edit.span.start < span.start);
        self.edits[first..].iter().take_while(move |edit| edit.span.start <= span.end).filter(move |edit| edit.span.end <= span.end)
    }
}

/// Why there is no plan.
pub enum NoPlan {
    /// It cannot be split.
    Refused(Box<Diagnostic>),
    /// There is nothing to leave behind: the summary, and what was weighed.
    NothingToGain(String, Vec<(String, String)>),
}

impl From<Box<Diagnostic>> for NoPlan {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        NoPlan::Refused(diagnostic)
    }
}

/// Plans the split.
pub fn plan(subject: &Subject, entry: &Entry, language: Language, demands: &mut Demands) -> Result<Plan, NoPlan> {
    opaque::refuse_what_cannot_be_read(subject)?;
    let cut = cut::cut(subject, language, demands);
    if demands.gains.is_empty() {
        return Err(nothing_to_gain(subject, demands));
    }
    if cut.step == 0 {
        return Err(NoPlan::Refused(Box::new(
            Diagnostic::new(Level::Refused, "nothing-built", "no step of this Dockerfile builds or installs anything")
                .at(subject.file.items[subject.from].span, String::new())
                .because("a build stage would be empty")
                .way_out("a smaller base image is all that could be gained here; change FROM by hand"),
        )));
    }
    opaque::refuse(subject, &cut, demands)?;
    opaque::doubt_built_libraries(subject, &cut, demands);
    if language != Language::Node {
        opaque::doubt_installers(subject, &cut, demands);
    }
    outside::demand(subject, &cut, language, demands);
    let needed = packages::needed(subject, &cut, demands);
    opaque::refuse_other_sources(subject, &cut, &needed)?;
    system::doubt(subject, &cut, &needed, demands);
    let runtime = base::choose(subject, language, demands, &needed, &cut, entry)?;
    user::choose(subject, language, &cut, &runtime, demands)?;
    let packages = packages::lines(subject, language, &runtime, &needed, &cut, demands);
    let stage = head::stage_name(subject, language);
    let copies = copies::lines(subject, &cut, &runtime, &stage.name, demands)?;
    let layer = improve::dependency_layer(subject, language, &cut);
    let mut plan = Plan {
        language,
        build_image: runtime.builder.clone().map_or_else(|| head::base_reference(subject).to_owned(), |(reference, _)| reference),
        builder: runtime.builder.clone(),
        ends_comment: head::comment_to_end(subject, &stage.name),
        stage: stage.name,
        last_name: stage.last,
        cut: cut.item,
        edits: improve::cgo(demands, &runtime),
        raised: layer.raised,
        inserted: layer.inserted,
        end_of_build: improve::end_of_build(subject, language, &cut, demands),
        head: Vec::new(),
        moved: BTreeSet::new(),
        restated: BTreeSet::new(),
        replaced: improve::command(subject, entry, demands),
        safety: safety(demands),
        reasons: BTreeMap::new(),
        runtime,
    };
    head::assemble(subject, &cut, entry, demands, packages, copies, &mut plan);
    asked::refuse_what_it_cannot_run(subject, &cut, entry, demands, &plan)?;
    Ok(plan)
}

fn safety(demands: &Demands) -> Applicability {
    if demands.doubts.is_empty() { Applicability::Safe } else { Applicability::Unsafe }
}

fn nothing_to_gain(subject: &Subject, demands: &Demands) -> NoPlan {
    let image = format!("{}:{}", subject.base.repository, subject.base.tag);
    let mut parts = vec![format!("{image} has no compiler")];
    let development = demands.left_out.iter().find(|(what, _)| what == "pruning development dependencies");
    match (&demands.modules, development) {
        (Some(_), Some((_, reason))) if reason == "there are none" => parts.push("there are no development dependencies".into()),
        (Some(_), Some((_, reason))) => parts.push(format!("development dependencies stay ({reason})")),
        (Some(_), None) => parts.push("no development packages are installed".into()),
        (None, _) => parts.push("nothing is installed that could be left behind".into()),
    }
    let weighed = vec![
        ("toolchain".to_owned(), format!("no: {image} has no compiler")),
        ("build packages".to_owned(), "no: none are installed".to_owned()),
        ("development dependencies".to_owned(), development.map_or("no: none are installed".to_owned(), |(_, r)| format!("no: {r}"))),
        ("sources that are compiled".to_owned(), "no: plain sources alone are no reason to split".to_owned()),
    ];
    NoPlan::NothingToGain(parts.join(", "), weighed)
}

/// True if `CGO_ENABLED=0` is to be written before the build commands.
pub fn makes_static(demands: &Demands, runtime: &RuntimeBase) -> bool {
    matches!(demands.linked, Some(Linked::StaticIf { .. })) && runtime.wants_static
}
