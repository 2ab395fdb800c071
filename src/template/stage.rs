//! The stage templates: how the stages of a language's program are written, as data from templates/stages.
//! Relies on the words that the plan puts in. Holds no logic beyond "the first rule whose evidence is all there".

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::outcome::Language;

/// The template of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The day on which its facts were looked at.
    pub as_of: String,
    /// Name of the build stage.
    pub build: String,
    /// Its name where the first one is to be the last stage's.
    pub build_instead: String,
    /// Which image the runtime stage is made from.
    pub runtime: Vec<RuntimeRule>,
    /// Names of distroless images.
    #[serde(default)]
    pub distroless: BTreeMap<String, String>,
    /// The user that needs no rights, by kind of image; `default` for the rest.
    pub user: BTreeMap<String, String>,
    /// The dependency layer.
    #[serde(default)]
    pub layer: Layer,
    /// Commands that take development dependencies out, by package manager, the flags of an install that they keep, and `because`.
    #[serde(default)]
    pub prune: BTreeMap<String, String>,
    /// The instruction that installs packages, by distribution.
    pub packages: BTreeMap<String, String>,
}

/// An image for the runtime stage, and the evidence that it asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuntimeRule {
    /// All of it must be there.
    pub when: Vec<Evidence>,
    /// The reference, with placeholders.
    pub image: String,
    /// Why, with placeholders.
    pub because: String,
    /// The build is made static for it, where it is not yet.
    #[serde(default, rename = "static")]
    pub make_static: bool,
    /// The builder's tag gets its release, for this reason.
    pub pin: Option<String>,
}

/// Lines in front of the sources.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// With `{manifests}`.
    pub lines: Vec<String>,
    /// Why.
    pub because: String,
}

/// What a rule may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The base image is a distribution without a tool chain.
    Plain,
    /// The builder stands on Alpine.
    OnAlpine,
    /// The builder stands on a known Debian release.
    OnDebian,
    /// The builder's release is not known.
    ReleaseUnknown,
    /// The program is static, or is proven to become so by `CGO_ENABLED=0`.
    MayBeStatic,
    /// No package, user or program of the builder's distribution is needed.
    NothingFromTheDistribution,
    /// The tag has a slim variant.
    HasSlim,
}

/// Placeholders, and where they may stand.
const PLACEHOLDERS: [&str; 8] = ["same", "registry", "alpine", "newest-alpine", "suite", "slim", "packages", "manifests"];

impl Stage {
    /// The built-in template of a language.
    pub fn of(language: Language) -> &'static Stage {
        static GO: OnceLock<Stage> = OnceLock::new();
        static NODE: OnceLock<Stage> = OnceLock::new();
        static RUST: OnceLock<Stage> = OnceLock::new();
        match language {
            Language::Go => GO.get_or_init(|| built_in(include_str!("../../templates/stages/go.toml"))),
            Language::Node => NODE.get_or_init(|| built_in(include_str!("../../templates/stages/node.toml"))),
            Language::Rust => RUST.get_or_init(|| built_in(include_str!("../../templates/stages/rust.toml"))),
        }
    }

    /// Reads a template; the sentence says what is wrong with it.
    pub fn read(text: &str) -> Result<Stage, String> {
        let stage: Stage = toml::from_str(text).map_err(|e| e.to_string())?;
        let texts = stage
            .runtime
            .iter()
            .flat_map(|r| [Some(&r.image), Some(&r.because), r.pin.as_ref()])
            .flatten()
            .chain(&stage.layer.lines)
            .chain(stage.packages.values());
        for text in texts {
            if let Some(name) = placeholders(text).find(|name| !PLACEHOLDERS.contains(name)) {
                return Err(format!("`{{{name}}}` is no placeholder; there are {}", PLACEHOLDERS.join(", ")));
            }
        }
        Ok(stage)
    }

    /// The first rule whose evidence is all there.
    pub fn runtime(&self, evidence: &[Evidence]) -> Option<&RuntimeRule> {
        self.runtime.iter().find(|rule| rule.when.iter().all(|e| evidence.contains(e)))
    }

    /// The user for a kind of image.
    pub fn user(&self, kind: &str) -> &str {
        self.user.get(kind).or_else(|| self.user.get("default")).map_or("nobody", String::as_str)
    }
}

fn built_in(text: &str) -> Stage {
    match Stage::read(text) {
        Ok(stage) => stage,
        Err(sentence) => unreachable!("a built-in template does not load: {sentence}"),
    }
}

/// Puts values into the placeholders of a text.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = text.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_templates_load() {
        for language in [Language::Go, Language::Node, Language::Rust] {
            assert!(!Stage::of(language).runtime.is_empty());
        }
    }

    #[test]
    fn an_unknown_placeholder_is_named() {
        let text = include_str!("../../templates/stages/go.toml").replace("{packages}", "{pakages}");
        let sentence = Stage::read(&text).expect_err("a wrong placeholder");
        assert!(sentence.starts_with("`{pakages}` is no placeholder"), "{sentence}");
    }

    #[test]
    fn an_unknown_key_is_named() {
        let text = include_str!("../../templates/stages/go.toml").replace("build_instead", "build_insted");
        assert!(Stage::read(&text).expect_err("a wrong key").contains("build_insted"));
    }
}
