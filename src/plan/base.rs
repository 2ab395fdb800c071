//! Which image the runtime stage is made from, and whether the builder's tag must name its release.

use super::cut::{Cut, Role};
use super::packages::Needed;
use super::{Line, NoPlan, Plan};
use crate::demand::{Demands, Linked};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Language, Runtime};
use crate::syntax::Keyword;
use crate::template::{Content, Distro, Evidence, Family, Flavour, Stage, fill};

/// The base of the runtime stage, with what the plan must know of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuntimeBase {
    /// For FROM.
    pub reference: String,
    /// Why this one.
    pub because: String,
    /// Its distribution; `None`: no package manager.
    pub distro: Option<Distro>,
    /// It is the very image of the builder.
    pub same_image: bool,
    /// It has no shell.
    pub shellless: bool,
    /// The build is to be made static.
    pub wants_static: bool,
    /// The builder's new reference and the reason, where its tag gets its release.
    pub builder: Option<(String, String)>,
    /// Programs that it brings beyond its distribution.
    pub brings: Vec<String>,
    /// No CA bundle.
    pub lacks_certificates: bool,
    /// No time zone data.
    pub lacks_zones: bool,
    /// No /etc/mime.types.
    pub lacks_media_types: bool,
    /// WORKDIR of the image.
    pub workdir: String,
    /// PATH of the image.
    pub path: String,
    /// USER of the image.
    pub user: Option<String>,
    /// Files that are copied from the build stage because the base has none of its own: source, why.
    pub borrowed: Vec<(String, String)>,
}

impl RuntimeBase {
    /// True if the image has a package already.
    pub fn has_package(&self, subject: &Subject, package: &str) -> bool {
        self.distro.as_ref().is_some_and(|d| subject.facts.slim_has_package(d, package))
    }
}

const SYSTEM_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Chooses the base.
pub fn choose(
    subject: &Subject,
    language: Language,
    demands: &mut Demands,
    needed: &Needed,
    cut: &Cut,
    entry: &Entry,
) -> Result<RuntimeBase, NoPlan> {
    let mut runtime = match &subject.options.runtime {
        Some(Runtime::Distroless | Runtime::Scratch) => shellless(subject, language, demands, needed, cut, entry)?,
        Some(Runtime::Image(reference)) => named(subject, language, reference, demands)?,
        Some(Runtime::Alpine) => asked_alpine(subject, language, demands)?,
        Some(Runtime::Slim) => by_language(subject, language, demands, true)?,
        None => by_language(subject, language, demands, uses_the_distribution(subject, demands, needed, cut))?,
    };
    if runtime.reference.contains("distroless") && needed.packages.contains_key("libssl3t64") {
        demands.warnings.push(
            Diagnostic::new(
                Level::Warning,
                "legacy-algorithms",
                format!("{} has OpenSSL without its legacy algorithms", runtime.reference),
            )
            .at(subject.file.items[subject.from].span, String::new())
            .because("MD4, RC4, DES and their kin fail there, and work in the Debian image")
            .way_out("leave --runtime away if the program, or whom it talks to, still uses them"),
        );
    }
    if let Some(distro) = &runtime.distro {
        runtime.lacks_certificates = !subject.facts.slim_has(distro, Content::Certificates) && !runtime.same_image;
        runtime.lacks_zones = !subject.facts.slim_has(distro, Content::TimeZones) && !runtime.same_image;
        runtime.lacks_media_types = !subject.facts.slim_has(distro, Content::MimeTypes) && !runtime.same_image;
    }
    if runtime.path.is_empty() {
        SYSTEM_PATH.clone_into(&mut runtime.path);
    }
    Ok(runtime)
}

/// True if the runtime stage must run commands of the builder's distribution: its package names, its way to make users.
fn uses_the_distribution(subject: &Subject, demands: &Demands, needed: &Needed, cut: &Cut) -> bool {
    let alpine = Distro::Alpine(subject.facts.newest_alpine().to_owned());
    !needed.packages.is_empty()
        || demands.commands.keys().any(|c| !subject.facts.has_command_in_slim(&alpine, c))
        || uses_users_or_packages(cut)
        || super::improve::starts_what_a_step_made(subject, demands)
        || subject.image.end.user.is_some()
}

fn by_language(subject: &Subject, language: Language, demands: &Demands, keep_distribution: bool) -> Result<RuntimeBase, NoPlan> {
    let base = &subject.base;
    let slim = subject.facts.slim_of(base);
    let is_static = matches!(demands.linked, Some(Linked::Static(_)));
    let evidence = evidence(subject, demands, keep_distribution, slim.is_some());
    let Some(rule) = Stage::of(language).runtime(&evidence) else { return Err(release_unknown(subject)) };
    let (suite, alpine) = match &base.distro {
        Some(Distro::Debian(suite)) => (suite.as_str(), ""),
        Some(Distro::Alpine(release)) => ("", release.as_str()),
        _ => ("", ""),
    };
    let same = super::head::base_reference(subject);
    let values = [
        ("same", same),
        ("registry", base.registry.as_str()),
        ("alpine", alpine),
        ("newest-alpine", subject.facts.newest_alpine()),
        ("suite", suite),
        ("slim", slim.as_deref().unwrap_or_default()),
    ];
    let reference = keep_variable(subject, &fill(&rule.image, &values));
    let builder = match &rule.pin {
        Some(because) if !is_static => pinned(subject)?.map(|reference| (keep_variable(subject, &reference), fill(because, &values))),
        _ => None,
    };
    let same_image = reference == same;
    let interpreter = language == Language::Node;
    let known = subject.facts.base(&reference);
    Ok(RuntimeBase {
        because: fill(&rule.because, &values),
        distro: if same_image {
            base.distro.clone()
        } else {
            known.as_ref().and_then(|b| b.distro.clone()).or_else(|| base.distro.clone())
        },
        same_image,
        wants_static: rule.make_static && !is_static,
        builder,
        brings: if interpreter {
            ["node", "npm", "npx", "yarn", "yarnpkg", "corepack", "bun", "bunx"].map(str::to_owned).to_vec()
        } else {
            Vec::new()
        },
        workdir: if same_image || interpreter {
            base.workdir.clone()
        } else {
            known.as_ref().map_or_else(|| "/".into(), |b| b.workdir.clone())
        },
        path: if same_image || interpreter { path_of(&base.env) } else { known.as_ref().map_or_else(String::new, |b| path_of(&b.env)) },
        user: if same_image || interpreter { base.user.clone() } else { None },
        reference,
        ..RuntimeBase::default()
    })
}

/// A reference that only adds to the builder's keeps the build argument that the author wrote: `node:${VERSION}-slim`.
fn keep_variable(subject: &Subject, reference: &str) -> String {
    let written = super::head::base_reference(subject);
    let resolved = format!("{}{}:{}", subject.base.registry, subject.base.repository, subject.base.tag);
    match reference.strip_prefix(&resolved) {
        Some(added) if written.contains('$') => format!("{written}{added}"),
        _ => reference.to_owned(),
    }
}

/// What the rules of the stage template may ask for.
fn evidence(subject: &Subject, demands: &Demands, keep_distribution: bool, has_slim: bool) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let base = &subject.base;
    if base.family == Family::Plain {
        evidence.push(Evidence::Plain);
    }
    match (&base.distro, base.flavour) {
        (Some(Distro::Alpine(_)), Flavour::Alpine) => evidence.push(Evidence::OnAlpine),
        (Some(Distro::Debian(_)), _) => evidence.push(Evidence::OnDebian),
        _ => evidence.push(Evidence::ReleaseUnknown),
    }
    if matches!(demands.linked, Some(Linked::Static(_) | Linked::StaticIf { .. })) {
        evidence.push(Evidence::MayBeStatic);
    }
    if !keep_distribution {
        evidence.push(Evidence::NothingFromTheDistribution);
    }
    if has_slim {
        evidence.push(Evidence::HasSlim);
    }
    evidence
}

/// The builder's tag with its release; `None` where it names it already. A refusal where no such tag is known.
fn pinned(subject: &Subject) -> Result<Option<String>, NoPlan> {
    let base = &subject.base;
    let pinned = subject.facts.pinned_builder(base);
    let fixed = base.names_release || base.digest.is_some() || base.is_pinned_version();
    if pinned.is_none() && !fixed { Err(release_unknown(subject)) } else { Ok(pinned) }
}

fn path_of(env: &[(String, String)]) -> String {
    env.iter().find(|(name, _)| name == "PATH").map_or_else(|| SYSTEM_PATH.to_owned(), |(_, value)| value.clone())
}

fn alpine(subject: &Subject, release: &str, because: &str) -> RuntimeBase {
    RuntimeBase {
        reference: subject.facts.alpine(&subject.base, release),
        because: because.to_owned(),
        distro: Some(Distro::Alpine(release.to_owned())),
        workdir: "/".into(),
        ..RuntimeBase::default()
    }
}

fn release_unknown(subject: &Subject) -> NoPlan {
    let image = super::head::base_reference(subject);
    NoPlan::Refused(Box::new(
        Diagnostic::new(Level::Refused, "release-unknown", format!("which release of its distribution {image} stands on is not known"))
            .at(subject.file.items[subject.from].span, String::new())
            .because("the program is linked against the builder's libraries, and must run on the same release or a newer one")
            .way_out("name the release in the tag (golang:1.23-bookworm), or update dfsplit's facts"),
    ))
}

fn asked_alpine(subject: &Subject, language: Language, demands: &Demands) -> Result<RuntimeBase, NoPlan> {
    if let Some(Distro::Alpine(release)) = &subject.base.distro {
        return match language {
            Language::Node => by_language(subject, language, demands, true),
            Language::Go | Language::Rust => Ok(alpine(subject, release, "asked for")),
        };
    }
    match demands.linked {
        Some(Linked::Static(_) | Linked::StaticIf { .. }) => {
            let mut runtime = alpine(subject, subject.facts.newest_alpine(), "asked for");
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
        let shell_form = entry.shell_form && demands.from_source.is_none();
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
    if runtime.distro.is_some() && family(&runtime.distro) != family(&subject.base.distro) && (repeats || uses_users_or_packages(cut)) {
        return Err(cannot_hold(subject, &runtime.reference, "a RUN of the author's is written for the builder's distribution"));
    }
    Ok(())
}

fn is_run_text(text: &str) -> bool {
    text.split(' ').next().is_some_and(|keyword| keyword.eq_ignore_ascii_case("run"))
}

fn uses_users_or_packages(cut: &Cut) -> bool {
    cut.roles.iter().enumerate().any(|(i, r)| *r == Role::Users || i >= cut.step && *r == Role::Packages)
}

/// The image that the user names: known ones must fit, of others a person must see to it.
fn named(subject: &Subject, language: Language, reference: &str, demands: &mut Demands) -> Result<RuntimeBase, NoPlan> {
    let base = subject.facts.base(reference);
    let static_if = matches!(demands.linked, Some(Linked::StaticIf { .. }));
    let is_static = static_if || matches!(demands.linked, Some(Linked::Static(_)));
    let shellless = reference.contains("distroless");
    let mut builder = None;
    match &base {
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
            builder = pinned(subject)?.map(|r| (keep_variable(subject, &r), "the program is linked against this release".to_owned()));
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
        distro: base.as_ref().and_then(|b| b.distro.clone()),
        shellless,
        wants_static: static_if,
        builder,
        workdir: base.as_ref().map_or_else(|| "/".into(), |b| b.workdir.clone()),
        path: base.as_ref().map(|b| path_of(&b.env)).unwrap_or_default(),
        user: base.as_ref().and_then(|b| b.user.clone()),
        ..RuntimeBase::default()
    })
}

/// distroless and scratch: only where nothing needs a shell or a package.
fn shellless(
    subject: &Subject,
    language: Language,
    demands: &Demands,
    needed: &Needed,
    cut: &Cut,
    entry: &Entry,
) -> Result<RuntimeBase, NoPlan> {
    let scratch = subject.options.runtime == Some(Runtime::Scratch);
    let name = if scratch { "scratch" } else { "distroless" };
    if entry.shell_form && demands.from_source.is_none() {
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
