//! Which image the runtime stage is made from, and whether the builder's tag must name its release.

use super::NoPlan;
use super::cut::{Cut, Role};
use super::packages::Needed;
use crate::demand::{Demands, Linked};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Language, Runtime};
use crate::template::{Distro, Family, Flavour};

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
pub fn choose(subject: &Subject, language: Language, demands: &Demands, needed: &Needed, cut: &Cut, entry: &Entry) -> Result<RuntimeBase, NoPlan> {
    let mut runtime = match &subject.options.runtime {
        Some(Runtime::Distroless | Runtime::Scratch) => shellless(subject, language, demands, needed, cut, entry)?,
        Some(Runtime::Image(reference)) => named(subject, reference),
        Some(Runtime::Alpine) => asked_alpine(subject, language, demands)?,
        Some(Runtime::Slim) => by_language(subject, language, demands, true)?,
        None => by_language(subject, language, demands, uses_the_distribution(subject, demands, needed, cut))?,
    };
    if let Some(distro) = &runtime.distro {
        runtime.lacks_certificates = !subject.facts.has_certificates(distro) && !runtime.same_image;
        runtime.lacks_zones = !subject.facts.has_zones(distro) && !runtime.same_image;
        runtime.lacks_media_types = !subject.facts.has_media_types(distro) && !runtime.same_image;
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
        || cut.roles.iter().enumerate().any(|(i, r)| *r == Role::Users || i >= cut.step && *r == Role::Packages)
        || subject.image.end.user.is_some()
}

fn by_language(subject: &Subject, language: Language, demands: &Demands, keep_distribution: bool) -> Result<RuntimeBase, NoPlan> {
    match language {
        Language::Node => Ok(node(subject)),
        Language::Go | Language::Rust => compiled(subject, language, demands, keep_distribution),
    }
}

/// The slim variant of the same tag, else the same image.
fn node(subject: &Subject) -> RuntimeBase {
    let base = &subject.base;
    let slim = subject.facts.slim_of(base);
    let same = slim.is_none();
    RuntimeBase {
        reference: slim.unwrap_or_else(|| super::head::base_reference(subject).to_owned()),
        because: if same { "the same image: it has no compiler".into() } else { "the same tag without compilers and headers".into() },
        distro: base.distro.clone(),
        same_image: same,
        brings: ["node", "npm", "npx", "yarn", "yarnpkg", "corepack", "bun", "bunx"].map(str::to_owned).to_vec(),
        workdir: base.workdir.clone(),
        path: path_of(subject),
        user: base.user.clone(),
        ..RuntimeBase::default()
    }
}

fn path_of(subject: &Subject) -> String {
    subject.base.env.iter().find(|(name, _)| name == "PATH").map_or_else(|| SYSTEM_PATH.to_owned(), |(_, value)| value.clone())
}

/// The distribution that a compiled program runs on.
fn compiled(subject: &Subject, language: Language, demands: &Demands, keep_distribution: bool) -> Result<RuntimeBase, NoPlan> {
    let base = &subject.base;
    if base.family == Family::Plain {
        return Ok(RuntimeBase {
            reference: super::head::base_reference(subject).to_owned(),
            because: "the same distribution, without the tool chain that a step installs".into(),
            distro: base.distro.clone(),
            same_image: true,
            workdir: base.workdir.clone(),
            user: base.user.clone(),
            ..RuntimeBase::default()
        });
    }
    let is_static = matches!(demands.linked, Some(Linked::Static(_)));
    let may_be_static = is_static || matches!(demands.linked, Some(Linked::StaticIf { .. }));
    if let (Some(Distro::Alpine(release)), Flavour::Alpine) = (&base.distro, base.flavour) {
        return Ok(alpine(subject, release, "the Alpine release that the builder stands on", None));
    }
    if may_be_static && language == Language::Go && (!keep_distribution || base.distro.is_none()) {
        let mut runtime = alpine(subject, &subject.facts.newest_alpine().to_owned(), "the program is static, so the smallest base with a shell will do", None);
        runtime.wants_static = !is_static;
        return Ok(runtime);
    }
    let Some(Distro::Debian(suite)) = &base.distro else {
        return Err(release_unknown(subject));
    };
    let builder = if is_static { None } else { subject.facts.pinned_builder(base) };
    if !is_static && builder.is_none() && !base.names_release && base.digest.is_none() && !base.tag_is_pinned() {
        return Err(release_unknown(subject));
    }
    Ok(RuntimeBase {
        reference: subject.facts.debian_slim(base, suite),
        because: if is_static { "the builder's distribution, without its tool chain".into() } else { format!("the release that the program is linked on, Debian {suite}") },
        distro: base.distro.clone(),
        builder: builder.map(|reference| (reference, format!("the program is linked against Debian {suite}'s libraries: the tag must not move to another release"))),
        workdir: "/".into(),
        ..RuntimeBase::default()
    })
}

fn alpine(subject: &Subject, release: &str, because: &str, builder: Option<(String, String)>) -> RuntimeBase {
    RuntimeBase {
        reference: subject.facts.alpine(&subject.base, release),
        because: because.to_owned(),
        distro: Some(Distro::Alpine(release.to_owned())),
        builder,
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
            Language::Node => Ok(node(subject)),
            Language::Go | Language::Rust => Ok(alpine(subject, release, "asked for", None)),
        };
    }
    match demands.linked {
        Some(Linked::Static(_) | Linked::StaticIf { .. }) => {
            let mut runtime = alpine(subject, &subject.facts.newest_alpine().to_owned(), "asked for", None);
            runtime.wants_static = matches!(demands.linked, Some(Linked::StaticIf { .. }));
            Ok(runtime)
        }
        Some(Linked::Dynamic(_)) | None => Err(cannot_hold(subject, "alpine", "what is built here is linked against glibc, which Alpine does not have")),
    }
}

fn named(subject: &Subject, reference: &str) -> RuntimeBase {
    let base = subject.facts.base(reference);
    RuntimeBase {
        reference: reference.to_owned(),
        because: "asked for".into(),
        distro: base.as_ref().and_then(|b| b.distro.clone()),
        workdir: base.as_ref().map_or_else(|| "/".into(), |b| b.workdir.clone()),
        path: base.as_ref().and_then(|b| b.env.iter().find(|(n, _)| n == "PATH").map(|(_, v)| v.clone())).unwrap_or_default(),
        ..RuntimeBase::default()
    }
}

/// distroless and scratch: only where nothing needs a shell or a package.
fn shellless(subject: &Subject, language: Language, demands: &Demands, needed: &Needed, cut: &Cut, entry: &Entry) -> Result<RuntimeBase, NoPlan> {
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
    if let Some((package, _)) = needed.packages.iter().find(|(p, _)| !matches!(p.as_str(), "ca-certificates" | "tzdata" | "libssl3" | "libssl3t64")) {
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
        return Ok(RuntimeBase { reference: "scratch".into(), because: "asked for".into(), shellless: true, wants_static, workdir: "/".into(), borrowed, ..RuntimeBase::default() });
    }
    let kind = match language {
        Language::Node => return Err(cannot_hold(subject, name, "npm and the image's own entry point are part of how the container starts")),
        Language::Go | Language::Rust if is_static => "static",
        Language::Rust => "cc",
        Language::Go => "base",
    };
    let suite = match &subject.base.distro {
        Some(Distro::Debian(suite)) if !is_static => suite.clone(),
        _ => "trixie".to_owned(),
    };
    let Some(reference) = subject.facts.distroless(kind, &suite) else {
        return Err(cannot_hold(subject, name, &format!("there is no distroless image for Debian {suite}, on which the program is linked")));
    };
    let builder = if is_static { None } else { subject.facts.pinned_builder(&subject.base).map(|r| (r, format!("the program is linked against Debian {suite}'s libraries"))) };
    Ok(RuntimeBase { reference, because: "asked for".into(), shellless: true, wants_static, builder, workdir: "/".into(), ..RuntimeBase::default() })
}

fn cannot_hold(subject: &Subject, name: &str, because: &str) -> NoPlan {
    NoPlan::Refused(Box::new(
        Diagnostic::new(Level::Refused, "runtime-cannot-hold", format!("the container cannot run on {name}"))
            .at(subject.file.items[subject.from].span, String::new())
            .because(because.to_owned())
            .way_out("leave --runtime away, or choose another base"),
    ))
}
