//! What a runtime stage of a Node.js program would leave behind: without any of it there is nothing to gain.
//! Relies on the layout and on what is pruned.

use super::unclaimed;
use crate::demand::Demands;
use crate::detect::Subject;
use crate::detect::layout::{Event, Origin, below};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, What};
use crate::template::{Family, Flavour, Use};

/// What a runtime stage would leave behind.
pub fn demand(subject: &Subject, demands: &mut Demands) {
    if matches!(subject.base.family, Family::Node | Family::Bun)
        && subject.base.flavour == Flavour::Full
        && subject.facts.slim_of(&subject.base).is_some()
    {
        let what = if subject.base.family == Family::Bun { "what the slim variant lacks" } else { "compilers, headers, tools" };
        demands.gains.push(format!("the full base image: {what} ({}:{})", subject.base.repository, subject.base.tag));
    }
    let build: Vec<String> = subject
        .installed_packages()
        .filter(|(manager, _, name)| subject.package_use(*manager, name) == Use::Build)
        .map(|(_, _, name)| name.to_owned())
        .collect();
    if !build.is_empty() && !removed_again(subject) {
        demands.gains.push(format!("packages that only build: {}", build.join(", ")));
    }
    if demands.gains.is_empty()
        && let Some(modules) = &mut demands.modules
        && let Some((command, reason)) = modules.perhaps.take()
    {
        modules.prune = Some(command);
        demands.left_out.retain(|(what, _)| what != "pruning development dependencies");
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "prune-unproven", "development dependencies are taken out, which is all that there is to gain")
                .at(subject.file.items[subject.from].span, String::new())
                .because(reason)
                .way_out("check that nothing in the image uses them, then write it with --unsafe"),
        );
    }
    if let Some(path) = deleted_in_a_later_layer(subject) {
        demands.gains.push(format!("{path} of an earlier layer, which a later step deletes"));
    }
    if let Some(path) = demands.bundled.first() {
        demands.gains.push(format!("{path}, from which a bundle was made"));
    }
    match &demands.modules {
        Some(modules) if modules.prune.is_some() => demands.gains.push("development dependencies".into()),
        None if leaves_modules(subject, demands) => demands.gains.push("dependencies that the built program does not need".into()),
        Some(_) | None => {}
    }
}

/// Dependencies with the development ones that a later RUN takes away: the layer below keeps them. Source: docs.docker.com, "Image layers".
fn deleted_in_a_later_layer<'s>(subject: &'s Subject) -> Option<&'s str> {
    let events = subject.layout.events();
    let installed = events.iter().filter(|e| matches!(e.origin, Origin::Modules { production: false, .. }));
    let deleted = |e: &&Event| events.iter().any(|r| r.origin == Origin::Removed && r.step > e.step && below(&e.path, &r.path).is_some());
    installed.filter(deleted).map(|e| e.path.as_str()).next()
}

fn leaves_modules(subject: &Subject, demands: &Demands) -> bool {
    let stays = |e: &Event| matches!(e.origin, Origin::Modules { .. }) && !unclaimed::is_claimed(demands, &e.path);
    subject.layout.events().iter().any(stays)
}

/// True if the build packages are taken out in the RUN that installs them (`apk del .build-deps`).
fn removed_again(subject: &Subject) -> bool {
    subject.image.steps.iter().all(|step| match &step.what {
        What::Run(run) => {
            let installs = run.calls.iter().any(|c| matches!(&c.action, Action::Install { .. }));
            let removes = run.calls.iter().any(|c| matches!(&c.action, Action::Uninstall { .. }));
            !installs || removes
        }
        What::Copy(_) | What::Config | What::Opaque => true,
    })
}
