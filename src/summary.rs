//! What people are told of a split: what the container needs, what was left out, and the fate of each original line.
//! Relies on the finished plan, demands and rewrite. Changes nothing.

use std::collections::BTreeMap;

use crate::demand::{Demands, Order};
use crate::detect::Subject;
use crate::outcome::{Fate, FateKind, Need, Outcome, Split};
use crate::plan::{Line, Plan};
use crate::rewrite::Rewrite;
use crate::syntax::{ItemKind, Keyword};

/// The outcome of a plan and of the rewrite that was made from it.
pub fn split(subject: &Subject, plan: &Plan, demands: &Demands, rewrite: &Rewrite, text: String) -> Outcome {
    Outcome::Split(Box::new(Split {
        text,
        safety: plan.safety,
        language: plan.language.name(),
        build_stage: plan.stage.clone(),
        build_image: plan.build_image.clone(),
        runtime_image: plan.runtime.reference.clone(),
        needs: needs(demands, plan),
        left_out: demands.left_out.clone(),
        warnings: demands.warnings.clone(),
        unsafe_steps: demands.doubts.clone(),
        fates: fates(subject, plan, rewrite),
        added: rewrite.added(),
    }))
}

fn needs(demands: &Demands, plan: &Plan) -> Vec<Need> {
    let mut paths: Vec<_> = demands.paths.iter().collect();
    paths.sort_by_key(|(path, p)| (p.order != Order::Program, p.order, (*path).clone()));
    let mut needs: Vec<Need> = paths.into_iter().map(|(path, p)| Need { what: path.clone(), why: p.why.clone() }).collect();
    needs.extend(demands.packages.iter().map(|(package, why)| Need { what: package.clone(), why: why.clone() }));
    if let Some((_, because)) = &plan.builder {
        needs.push(Need { what: plan.build_image.clone(), why: because.clone() });
    }
    needs
}

/// The fate of each original line.
fn fates(subject: &Subject, plan: &Plan, rewrite: &Rewrite) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    // Why the runtime stage says an item again.
    let mut repeated: BTreeMap<usize, &str> =
        plan.restated.iter().map(|item| (*item, "the build and the running container need it")).collect();
    for line in plan.head.iter().flatten().rev() {
        if let Line::Repeat { item, because } = line {
            repeated.insert(*item, because);
        }
    }
    for (item, one) in subject.file.items.iter().enumerate() {
        let lines = subject.source.lines(one.span);
        let (fate, because) = match &one.kind {
            ItemKind::Bom => continue,
            ItemKind::Blank | ItemKind::Comment | ItemKind::Directive { .. } => (FateKind::Untouched, String::new()),
            ItemKind::Instruction(instruction) => {
                let reason = plan.reasons.get(&item).cloned();
                let edited = plan.edits_in(one.span).next();
                if let Some(Line::New { because, .. }) = plan.replaced.get(&item) {
                    (FateKind::Changed, because.clone())
                } else if item == subject.from && rewrite.keeps(one.span) {
                    (FateKind::Build, "the build stage is made from it".into())
                } else if item == subject.from {
                    (FateKind::Changed, why_from_changes(plan))
                } else if item < subject.from {
                    (FateKind::Untouched, "stands above the stages".into())
                } else if plan.moved.contains(&item) {
                    (FateKind::Moved, reason.unwrap_or_default())
                } else if plan.raised.is_some_and(|(raised, _)| raised == item) {
                    (FateKind::Raised, "dependencies are installed again only when they change".into())
                } else if let Some(because) = repeated.get(&item) {
                    (FateKind::Both, reason.unwrap_or_else(|| (*because).to_owned()))
                } else if let Some(edit) = edited {
                    (FateKind::Changed, edit.because.clone())
                } else if item >= plan.cut {
                    (FateKind::Runtime, reason.unwrap_or_else(|| "stands below the last step that builds".into()))
                } else {
                    (FateKind::Build, reason.unwrap_or_else(|| why_build(instruction.keyword)))
                }
            }
        };
        fates.push(Fate { lines, fate, because });
    }
    fates
}

fn why_from_changes(plan: &Plan) -> String {
    match (&plan.builder, &plan.last_name) {
        (Some((_, because)), _) => because.clone(),
        (None, Some(_)) => "the stage gets another name: what builds by the old one gets the runtime stage".into(),
        (None, None) => "the build stage gets a name".into(),
    }
}

fn why_build(keyword: Keyword) -> String {
    match keyword {
        Keyword::Run => "builds; the runtime stage takes over its results",
        Keyword::Copy | Keyword::Add => "the build needs it; the runtime stage takes over what runs",
        Keyword::Env | Keyword::Arg => "only the build reads it",
        Keyword::Workdir => "the build runs in it; the runtime stage has its own WORKDIR",
        Keyword::User => "the build runs as this user",
        _ => "belongs to the build",
    }
    .to_owned()
}
