//! Which image the runtime stage is made from, and whether the builder's tag must name its release.

use super::cut::{Cut, Role};
use super::packages::Needed;
use super::{NoPlan, asked};
use crate::demand::{Demands, Linked};
use crate::detect::Subject;
use crate::detect::entry::Entry;
use crate::diagnostic::{Diagnostic, Level};
use crate::outcome::{Language, Runtime};
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
        Some(Runtime::Distroless | Runtime::Scratch) => asked::shellless(subject, language, demands, needed, cut, entry)?,
        Some(Runtime::Image(reference)) => asked::named(subject, language, reference, demands)?,
        Some(Runtime::Alpine) => asked::alpine(subject, language, demands)?,
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
        || demands
            .commands
            .keys()
            .any(|c| !subject.facts.has_command_in_slim(&alpine, c) || !subject.facts.is_same_everywhere(c, [].into_iter()))
        || demands.of_the_distribution.is_some()
        || uses_users_or_packages(cut)
        || super::user::starts_what_a_step_made(subject, demands)
        || subject.image.end.user.is_some()
}

/// The base that the stage template chooses.
pub fn by_language(subject: &Subject, language: Language, demands: &Demands, keep_distribution: bool) -> Result<RuntimeBase, NoPlan> {
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
pub fn keep_variable(subject: &Subject, reference: &str) -> String {
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
pub fn pinned(subject: &Subject) -> Result<Option<String>, NoPlan> {
    let base = &subject.base;
    let pinned = subject.facts.pinned_builder(base);
    let fixed = base.names_release || base.digest.is_some() || base.is_pinned_version();
    if pinned.is_none() && !fixed { Err(release_unknown(subject)) } else { Ok(pinned) }
}

/// PATH of an image.
pub fn path_of(env: &[(String, String)]) -> String {
    env.iter().find(|(name, _)| name == "PATH").map_or_else(|| SYSTEM_PATH.to_owned(), |(_, value)| value.clone())
}

/// An Alpine base.
pub fn alpine(subject: &Subject, release: &str, because: &str) -> RuntimeBase {
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
            .way_out(format!(
                "name the release in the tag (like {}:{}), or update dfsplit's facts",
                subject.base.repository,
                tag_with_release(subject)
            )),
    ))
}

/// A tag that names its release, in the manner of the author's.
fn tag_with_release(subject: &Subject) -> String {
    let version = subject.base.tag.split('-').next().filter(|version| *version != "latest");
    version.into_iter().chain(subject.facts.newest_debian()).collect::<Vec<_>>().join("-")
}

/// True if the runtime stage runs commands of the distribution that make users or install packages.
pub fn uses_users_or_packages(cut: &Cut) -> bool {
    cut.roles.iter().enumerate().any(|(i, r)| *r == Role::Users || i >= cut.step && *r == Role::Packages)
}
