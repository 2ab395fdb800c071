//! Runtime bases that the user asks for: whether they can hold what the container needs.
//! Relies on the demands and, at the end, on the finished plan. Chooses nothing by itself.

use super::cut::{Cut, Role};
use super::packages::Needed;
use super::{Line, NoPlan, Plan, RuntimeBase, base};
use crate::demand::{Demands, Linked};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Language, Runtime};
use crate::syntax::Keyword;
use crate::template::{Distro, Family, Flavour, Stage};

/// `--runtime alpine`.
pub fn alpine(subject: &Subject, language: Language, demands: &Demands) -> Result<RuntimeBase, NoPlan> {
    if let Some(Distro::Alpine(release)) = &subject.base.distro {
        return match language {
            Language::Node => base::by_language(subject, language, demands, true),
            Language::Go | Language::Rust => Ok(base::alpine(subject, release, "asked for")),
        };
    }
    match demands.linked {
        Some(Linked::Static(_) | Linked::StaticIf { .. }) => {
            let mut runtime = base::alpine(subject, subject.facts.newest_alpine(), "asked for");
            runtime.wants_static = matches!(demands.linked, Some(Linked::StaticIf { .. }));
            Ok(runtime)
        }
        Some(Linked::Dynamic(_)) | None => {
            Err(cannot_hold(subject, "alpine", "what is built here is linked against glibc, which Alpine does not have"))
        }
    }
}

/// Asks the finished plan whether its base can run it: a RUN or a shell form needs a shell, and the author's package names and ways to make
/// users belong to one family of distributions.
pub fn refuse_what_it_cannot_run(subject: &Subject, cut: &Cut, entry: &Entry, demands: &Demands, plan: &Plan) -> Result<(), NoPlan> {
    let runtime = &plan.runtime;
    let is_run = |item: usize| subject.instruction(item).is_some_and(|i| i.keyword == Keyword::Run);
    let repeats = plan.head.iter().flatten().any(|line| matches!(line, Line::Repeat { item, .. } if is_run(*item)));
    let adds = plan.head.iter().flatten().any(|line| matches!(line, Line::New { text, .. } if is_run_text(text)));
    let below = cut.roles[cut.step..].iter().any(|r| !matches!(r, Role::Config | Role::Copies));
    if runtime.shellless {
        let shell_form = demands.command_needs_a_shell(entry);
        let why = if repeats || adds || below {
            "a RUN of the runtime stage needs a shell"
        } else if shell_form || !entry.scripts.is_empty() {
            "the command needs a shell"
        } else if entry.health_in_shell {
            "HEALTHCHECK is in shell form, and the image has no shell"
        } else {
            return Ok(());
        };
        return Err(cannot_hold(subject, &runtime.reference, why));
    }
    let family = |distro: &Option<Distro>| distro.as_ref().map(std::mem::discriminant);
    if runtime.distro.is_some() && family(&runtime.distro) != family(&subject.base.distro) && (repeats || base::uses_users_or_packages(cut))
    {
        return Err(cannot_hold(subject, &runtime.reference, "a RUN of the author's is written for the builder's distribution"));
    }
    Ok(())
}

fn is_run_text(text: &str) -> bool {
    text.split(' ').next().is_some_and(|keyword| keyword.eq_ignore_ascii_case("run"))
}

/// The image that the user names: known ones must fit, of others a person must see to it.
pub fn named(subject: &Subject, language: Language, reference: &str, demands: &mut Demands) -> Result<RuntimeBase, NoPlan> {
    let known = subject.facts.base(reference);
    let static_if = matches!(demands.linked, Some(Linked::StaticIf { .. }));
    let is_static = static_if || matches!(demands.linked, Some(Linked::Static(_)));
    let shellless = reference.contains("distroless");
    let mut builder = None;
    match &known {
        Some(base) if language == Language::Node && !matches!(base.family, Family::Node | Family::Bun) => {
            return Err(cannot_hold(subject, reference, "it has no Node.js"));
        }
        Some(base) if language != Language::Node && !is_static => {
            if base.distro != subject.base.distro {
                return Err(cannot_hold(
                    subject,
                    reference,
                    "the program is linked against the libraries of another distribution or release",
                ));
            }
            builder =
                base::pinned(subject)?.map(|r| (base::keep_variable(subject, &r), "the program is linked against this release".to_owned()));
        }
        None if shellless && language != Language::Node && is_static => {}
        None => demands.doubts.push(
            Diagnostic::new(Level::Warning, "runtime-unknown", format!("what the image {reference} holds is not known"))
                .at(subject.file.items[subject.from].span, String::new())
                .because("the C library, the tools and the files that the container needs may not be there")
                .way_out("try the result, and start it before you keep it"),
        ),
        Some(_) => {}
    }
    Ok(RuntimeBase {
        reference: reference.to_owned(),
        because: "asked for".into(),
        distro: known.as_ref().and_then(|b| b.distro.clone()),
        shellless,
        wants_static: static_if,
        builder,
        workdir: known.as_ref().map_or_else(|| "/".into(), |b| b.workdir.clone()),
        path: known.as_ref().map(|b| base::path_of(&b.env)).unwrap_or_default(),
        user: known.as_ref().and_then(|b| b.user.clone()),
        ..RuntimeBase::default()
    })
}

/// distroless and scratch: only where nothing needs a shell or a package.
pub fn shellless(
    subject: &Subject,
    language: Language,
    demands: &Demands,
    needed: &Needed,
    cut: &Cut,
    entry: &Entry,
) -> Result<RuntimeBase, NoPlan> {
    let scratch = subject.options.runtime == Some(Runtime::Scratch);
    let name = if scratch { "scratch" } else { "distroless" };
    if demands.command_needs_a_shell(entry) {
        return Err(cannot_hold(subject, name, "CMD or ENTRYPOINT is in shell form, and the image has no shell"));
    }
    if let Some(script) = entry.scripts.first() {
        return Err(cannot_hold(subject, name, &format!("{script} is a shell script, and the image has no shell")));
    }
    if let Some((command, why)) = demands.commands.iter().next() {
        return Err(cannot_hold(subject, name, &format!("`{command}` is needed ({why}), and the image has no package manager")));
    }
    if let Some((package, _)) =
        needed.packages.iter().find(|(p, _)| !matches!(p.as_str(), "ca-certificates" | "tzdata" | "libssl3" | "libssl3t64"))
    {
        return Err(cannot_hold(subject, name, &format!("the package {package} is needed, and the image has no package manager")));
    }
    if cut.roles[cut.step..].iter().any(|r| !matches!(r, Role::Config | Role::Copies)) {
        return Err(cannot_hold(subject, name, "a RUN below the build needs a shell"));
    }
    let is_static = matches!(demands.linked, Some(Linked::Static(_) | Linked::StaticIf { .. }));
    let wants_static = matches!(demands.linked, Some(Linked::StaticIf { .. }));
    if scratch {
        if !is_static {
            return Err(cannot_hold(subject, name, "the program needs shared libraries or an interpreter"));
        }
        let mut borrowed = Vec::new();
        if let Some(why) = &demands.certificates {
            borrowed.push(("/etc/ssl/certs/ca-certificates.crt".to_owned(), why.clone()));
        }
        if let Some(why) = &demands.zones {
            borrowed.push(("/usr/share/zoneinfo".to_owned(), why.clone()));
        }
        if let Some(why) = demands.media_types.as_ref().filter(|_| subject.base.flavour != Flavour::Alpine) {
            borrowed.push(("/etc/mime.types".to_owned(), why.clone()));
        }
        if let Some(why) = &demands.writes {
            borrowed.push(("/tmp".to_owned(), format!("{why} makes files, perhaps there")));
        }
        if let Some(why) = &demands.users {
            borrowed.extend(["/etc/group", "/etc/passwd"].map(|file| (file.to_owned(), why.clone())));
        }
        return Ok(RuntimeBase {
            reference: "scratch".into(),
            because: "asked for".into(),
            shellless: true,
            wants_static,
            workdir: "/".into(),
            borrowed,
            ..RuntimeBase::default()
        });
    }
    let template = Stage::of(language);
    let Some(kind) = template.distroless.get(if is_static { "static" } else { "dynamic" }) else {
        return Err(cannot_hold(subject, name, "npm and the image's own entry point are part of how the container starts"));
    };
    let suite = match &subject.base.distro {
        Some(Distro::Debian(suite)) if !is_static => suite.clone(),
        _ => "trixie".to_owned(),
    };
    let Some(reference) = subject.facts.distroless(kind, &suite) else {
        return Err(cannot_hold(
            subject,
            name,
            &format!("there is no distroless image for Debian {suite}, on which the program is linked"),
        ));
    };
    let builder = if is_static {
        None
    } else {
        subject.facts.pinned_builder(&subject.base).map(|r| (r, format!("the program is linked against Debian {suite}'s libraries")))
    };
    Ok(RuntimeBase {
        reference,
        because: "asked for".into(),
        shellless: true,
        wants_static,
        builder,
        workdir: "/".into(),
        ..RuntimeBase::default()
    })
}

fn cannot_hold(subject: &Subject, name: &str, because: &str) -> NoPlan {
    NoPlan::Refused(Box::new(
        Diagnostic::new(Level::Refused, "runtime-cannot-hold", format!("the container cannot run on {name}"))
            .at(subject.file.items[subject.from].span, String::new())
            .because(because.to_owned())
            .way_out("leave --runtime away, or choose another base"),
    ))
}
