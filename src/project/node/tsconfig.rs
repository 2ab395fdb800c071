//! Turns tsconfig.json and jsconfig.json, through `extends`, into what they say about paths.
//! Relies on files of the context; a base configuration inside node_modules is not seen and says nothing.

use serde_json::Value;

use super::super::facts::{NodePackage, TsProject};
use super::super::javascript;
use super::super::path;
use super::super::tree::Tree;
use super::manifest::relaxed;

/// What a configuration says, its bases included; paths are in the context.
#[derive(Clone, Debug, Default, PartialEq)]
struct TsConfig {
    out_dir: Option<String>,
    no_emit: Option<bool>,
    base_url: Option<String>,
    paths: Option<Vec<(String, String)>>,
    import_helpers: Option<bool>,
}

/// Fills in `ts_projects`, `out_dir`, `base_url`, `aliases` and `import_helpers`.
pub(super) fn fill(tree: &Tree, package: &mut NodePackage) {
    let folder = package.folder.clone();
    let files = tree.under(&folder).map(|(file, _)| file).filter(|file| {
        let name = path::name(file);
        name.starts_with("tsconfig") && name.ends_with(".json") && !file.contains("node_modules/")
    });
    package.ts_projects = files.map(|file| (file.to_owned(), project(tree, file))).collect();
    let Some(file) = chosen(tree, package) else { return };
    let config = read(tree, &file, 8);
    if let Some(flag) = flag(package, &["--outDir", "--out-dir"]) {
        package.out_dir = Some(path::join("", &flag));
    } else if config.no_emit != Some(true) {
        package.out_dir =
            config.out_dir.as_deref().and_then(|out| path::within(out, &folder)).map(str::to_owned).filter(|out| !out.is_empty());
    }
    package.import_helpers = config.import_helpers == Some(true);
    package.aliases.extend(config.paths.unwrap_or_default());
    if let Some(base) = &config.base_url {
        in_base(tree, package, base);
    }
    package.base_url = config.base_url;
}

/// Folders of `baseUrl` are what imports may begin with; a dependency of the same name goes before.
fn in_base(tree: &Tree, package: &mut NodePackage, base: &str) {
    for (name, is_folder) in tree.entries(base) {
        let stem = if is_folder { name.as_str() } else { name.rsplit_once('.').map_or("", |(stem, _)| stem) };
        let source = is_folder || javascript::is_source(&name);
        if source && !stem.is_empty() && !stem.starts_with('.') && stem != "node_modules" && !package.has(stem) {
            let end = if is_folder { "/" } else { "" };
            package.aliases.push((format!("{stem}{end}"), format!("{}{end}", path::join(base, stem))));
        }
    }
}

/// The configuration that the build uses: named by a script or nest-cli.json, else the usual one.
fn chosen(tree: &Tree, package: &NodePackage) -> Option<String> {
    let beside = |name: &str| path::join(&package.folder, name);
    let nest = tree.text(&beside("nest-cli.json"));
    let named = flag(package, &["-p", "--project", "--tsconfig"])
        .or_else(|| relaxed(nest?)?.get("compilerOptions")?.get("tsConfigPath")?.as_str().map(str::to_owned));
    let named = named.into_iter().flat_map(|name| [beside(&name), beside(&format!("{name}/tsconfig.json"))]);
    let usual = if nest.is_some() {
        ["tsconfig.build.json", "tsconfig.json", "jsconfig.json"]
    } else {
        ["tsconfig.json", "tsconfig.build.json", "jsconfig.json"]
    };
    named.chain(usual.iter().map(|name| beside(name))).find(|file| tree.text(file).is_some())
}

/// The value of a flag of the compiler in the scripts that build.
fn flag(package: &NodePackage, names: &[&str]) -> Option<String> {
    let builds =
        package.scripts.iter().filter(|(name, text)| name.contains("build") || name.contains("compile") || text.starts_with("tsc"));
    builds.map(|(_, text)| text).filter(|text| ["tsc", "nest", "swc", "babel"].iter().any(|tool| text.contains(tool))).find_map(|text| {
        let mut words = text.split_whitespace();
        words.by_ref().find(|word| matches!(*word, "tsc" | "nest" | "swc" | "babel" | "ttsc" | "tspc"))?;
        let mut words = words.take_while(|word| !matches!(*word, "&&" | "||" | ";" | "|"));
        while let Some(word) = words.next() {
            if names.contains(&word) {
                return words.next().map(|value| value.trim_matches(['"', '\'']).to_owned());
            }
            if let Some((name, value)) = word.split_once('=')
                && names.contains(&name)
            {
                return Some(value.to_owned());
            }
        }
        None
    })
}

fn project(tree: &Tree, file: &str) -> TsProject {
    let config = read(tree, file, 8);
    let references = tree.text(file).and_then(relaxed).is_some_and(|json| json.get("references").is_some());
    TsProject { out_dir: config.out_dir, no_emit: config.no_emit == Some(true), references }
}

fn read(tree: &Tree, file: &str, depth: usize) -> TsConfig {
    let Some(json) = tree.text(file).and_then(relaxed) else { return TsConfig::default() };
    let folder = path::folder(file);
    let mut config = TsConfig::default();
    if depth > 0 {
        let bases = match json.get("extends") {
            Some(Value::String(base)) => vec![base.as_str()],
            Some(Value::Array(bases)) => bases.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        for base in bases.into_iter().filter(|base| base.starts_with('.')) {
            let base = path::join(folder, base);
            let base = if tree.text(&base).is_some() { base } else { format!("{base}.json") };
            config = over(read(tree, &base, depth - 1), config);
        }
    }
    let Some(options) = json.get("compilerOptions") else { return config };
    let in_context = |value: &str| path::join(folder, value.strip_prefix("${configDir}").unwrap_or(value));
    let text = |key: &str| options.get(key).and_then(Value::as_str).map(in_context);
    let base_url = text("baseUrl");
    let own = TsConfig {
        out_dir: text("outDir"),
        no_emit: options.get("noEmit").and_then(Value::as_bool),
        paths: options.get("paths").and_then(Value::as_object).map(|paths| {
            let from = base_url.as_deref().or(config.base_url.as_deref()).unwrap_or(folder);
            let first = |targets: &Value| targets.get(0).and_then(Value::as_str).map(|to| path::join(from, to.trim_end_matches('*')));
            paths.iter().filter_map(|(name, targets)| Some((name.trim_end_matches('*').to_owned(), first(targets)?))).collect()
        }),
        base_url,
        import_helpers: options.get("importHelpers").and_then(Value::as_bool),
    };
    over(own, config)
}

/// What the first says lies over what the second says.
fn over(first: TsConfig, second: TsConfig) -> TsConfig {
    TsConfig {
        out_dir: first.out_dir.or(second.out_dir),
        no_emit: first.no_emit.or(second.no_emit),
        base_url: first.base_url.or(second.base_url),
        paths: first.paths.or(second.paths),
        import_helpers: first.import_helpers.or(second.import_helpers),
    }
}
