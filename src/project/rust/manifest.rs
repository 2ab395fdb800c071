//! Cargo.toml and .cargo/config.toml into the parts that matter for where a program comes from.
//! Relies on the toml crate; a broken file gives nothing. Resolves no features and no versions.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// A Cargo.toml.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Manifest {
    /// `[package]`; `None` for a virtual workspace.
    pub package: Option<Package>,
    /// `[workspace]`.
    pub workspace: Option<Workspace>,
    /// `[dependencies]` of all targets.
    pub dependencies: Vec<Dependency>,
    /// `[features]`.
    pub features: BTreeMap<String, Vec<String>>,
    /// `[[bin]]`: name and path.
    pub bins: Vec<(String, Option<String>)>,
    /// `[lib]` is built as a library of the system: `crate-type` has cdylib or dylib.
    pub makes_shared_library: bool,
    /// `name` of `[lib]`.
    pub library_name: Option<String>,
}

/// `[package]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Package {
    /// `name`.
    pub name: String,
    /// `default-run`.
    pub default_run: Option<String>,
    /// `autobins`.
    pub autobins: Option<bool>,
    /// `edition` is set; without it, it is 2015.
    pub edition: bool,
    /// `build`: false for none, a path, or not set.
    pub build: Option<Value>,
    /// `workspace`.
    pub workspace: Option<String>,
}

/// `[workspace]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Workspace {
    /// `exclude`.
    pub exclude: Vec<String>,
    /// `[workspace.dependencies]`.
    pub dependencies: Vec<Dependency>,
}

/// A dependency.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dependency {
    /// Its key.
    pub key: String,
    /// The package that it is, where `package` gives another name.
    pub package: Option<String>,
    /// `features`.
    pub features: Vec<String>,
    /// `default-features = false`.
    pub bare: bool,
    /// `path`.
    pub path: Option<String>,
    /// `workspace = true`.
    pub inherited: bool,
}

/// Reads a Cargo.toml.
pub(super) fn manifest(text: &str) -> Option<Manifest> {
    let table: Table = toml::from_str(text).ok()?;
    let mut dependencies = dependencies(&table);
    for target in table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values) {
        dependencies.extend(target.as_table().map(self::dependencies).unwrap_or_default());
    }
    let library = table.get("lib").and_then(Value::as_table);
    Some(Manifest {
        package: table.get("package").or_else(|| table.get("project")).and_then(Value::as_table).and_then(package),
        workspace: table.get("workspace").and_then(Value::as_table).map(workspace),
        dependencies,
        features: table
            .get("features")
            .and_then(Value::as_table)
            .map(|t| t.iter().map(|(k, v)| (k.clone(), strings(v))).collect())
            .unwrap_or_default(),
        bins: table.get("bin").and_then(Value::as_array).map(|list| list.iter().filter_map(bin).collect()).unwrap_or_default(),
        makes_shared_library: library.is_some_and(makes_shared_library),
        library_name: library.and_then(|l| l.get("name")).and_then(string),
    })
}

/// `[build]` of a .cargo/config.toml: `target` and `target-dir`.
pub(super) fn config(text: &str) -> (Option<String>, Option<String>) {
    let table: Table = toml::from_str(text).unwrap_or_default();
    let build = table.get("build").and_then(Value::as_table);
    let target = build.and_then(|b| b.get("target")).and_then(|t| string(t).or_else(|| strings(t).into_iter().next()));
    (target, build.and_then(|b| b.get("target-dir")).and_then(string))
}

fn package(table: &Table) -> Option<Package> {
    Some(Package {
        name: string(table.get("name")?)?,
        default_run: table.get("default-run").and_then(string),
        autobins: table.get("autobins").and_then(Value::as_bool),
        edition: table.contains_key("edition"),
        build: table.get("build").cloned(),
        workspace: table.get("workspace").and_then(string),
    })
}

fn makes_shared_library(library: &Table) -> bool {
    let types = library.get("crate-type").or_else(|| library.get("crate_type")).map(strings).unwrap_or_default();
    types.iter().any(|t| t == "cdylib" || t == "dylib")
}

fn workspace(table: &Table) -> Workspace {
    Workspace { exclude: table.get("exclude").map(strings).unwrap_or_default(), dependencies: dependencies(table) }
}

fn dependencies(table: &Table) -> Vec<Dependency> {
    table.get("dependencies").and_then(Value::as_table).into_iter().flatten().map(|(key, value)| dependency(key, value)).collect()
}

fn dependency(key: &str, value: &Value) -> Dependency {
    let get = |name: &str| value.as_table().and_then(|t| t.get(name));
    Dependency {
        key: key.into(),
        package: get("package").and_then(string),
        features: get("features").map(strings).unwrap_or_default(),
        bare: get("default-features").or_else(|| get("default_features")).and_then(Value::as_bool) == Some(false),
        path: get("path").and_then(string),
        inherited: get("workspace").and_then(Value::as_bool) == Some(true),
    }
}

fn bin(value: &Value) -> Option<(String, Option<String>)> {
    let table = value.as_table()?;
    Some((string(table.get("name")?)?, table.get("path").and_then(string)))
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(Into::into)
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(string).collect()
}
