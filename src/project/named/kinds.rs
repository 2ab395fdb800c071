//! Names of files and texts of literals, told apart: paths, patterns, media types; sources, manifests, documents, configuration.
//! Relies on the text alone. Opens nothing and knows no context.

/// Endings of sources of all languages.
pub(super) const ALL_SOURCES: [&str; 11] = ["go", "rs", "ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx", "py"];

/// Endings of configuration files that libraries add by themselves.
pub(super) const CONFIGURATION: [&str; 10] = ["yaml", "yml", "json", "json5", "toml", "env", "ini", "properties", "hcl", "ron"];

/// The path in a literal, without a scheme of files and without the options of a database; `None` for what is none.
pub(super) fn path_of(text: &str) -> Option<&str> {
    let schemes = ["file://", "sqlite3://", "sqlite://", "sqlite:", "file:"];
    let scheme = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    let path = scheme.map_or(text, |rest| rest.split(['?', '#']).next().unwrap_or_default());
    let is_odd = path.len() > 255 || path.contains("://") || path.contains(['\n', '\t', '<', '>', '"', '|', '\0']);
    (!is_odd && !is_media_type(path) && !path.trim_matches(['.', '/']).is_empty()).then_some(path)
}

/// type "/" subtype
fn is_media_type(text: &str) -> bool {
    let Some((kind, subtype)) = text.split_once('/') else { return false };
    let known = matches!(kind, "text" | "image" | "application" | "audio" | "video" | "multipart" | "font" | "message" | "model");
    let subtype = subtype.split(';').next().unwrap_or_default();
    known && !subtype.contains('/') && MEDIA.iter().any(|word| subtype.trim_start_matches("x-").starts_with(word))
}

/// Beginnings of subtypes.
const MEDIA: [&str; 37] = [
    "*",
    "html",
    "plain",
    "css",
    "csv",
    "xml",
    "javascript",
    "ecmascript",
    "markdown",
    "event-stream",
    "json",
    "ld+json",
    "problem+json",
    "vnd.",
    "octet-stream",
    "www-form",
    "form-data",
    "mixed",
    "related",
    "pdf",
    "zip",
    "gzip",
    "protobuf",
    "grpc",
    "graphql",
    "png",
    "jpeg",
    "jpg",
    "gif",
    "webp",
    "svg",
    "avif",
    "bmp",
    "icon",
    "mp",
    "ogg",
    "wav",
];

/// The part of a path before its first pattern, at a slash; true if there is a pattern.
pub(super) fn before_pattern(path: &str) -> (&str, bool) {
    match path.find(['*', '?', '[', '{', '$']) {
        Some(at) => (path[..at].rsplit_once('/').map_or("", |(before, _)| before), true),
        None => (path, false),
    }
}

/// The first segment.
pub(super) fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// `suffix = [ "*" ] "." letters`, alone or as a pattern: `.txt`, `*.txt`
pub(super) fn suffix(text: &str) -> Option<&str> {
    let text = text.strip_prefix("./").unwrap_or(text);
    let end = text.strip_prefix('*').unwrap_or(text).strip_prefix('.')?;
    ((1..=8).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(end)
}

/// Files that only a build reads, and folders of tools, tests and caches.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        ".git"
            | ".github"
            | ".gitlab"
            | ".idea"
            | ".vscode"
            | ".gitignore"
            | ".gitattributes"
            | ".dockerignore"
            | ".editorconfig"
            | "node_modules"
            | "target"
            | "vendor"
            | "test"
            | "tests"
            | "testdata"
            | "__tests__"
            | "e2e"
            | "benches"
            | ".cargo"
            | ".DS_Store"
    )
}

/// Files that only a build reads.
pub(super) fn is_manifest(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        "go.mod"
            | "go.sum"
            | "go.work"
            | "go.work.sum"
            | "Cargo.toml"
            | "Cargo.lock"
            | "rust-toolchain"
            | "rust-toolchain.toml"
            | "build.rs"
            | "Makefile"
            | "package.json"
            | "package-lock.json"
            | "yarn.lock"
            | "pnpm-lock.yaml"
            | "tsconfig.json"
    ) || name.to_ascii_lowercase().contains("dockerfile")
        || name.starts_with("docker-compose")
        || name.starts_with("compose.")
}

/// Documents, and what only a build reads.
pub(super) fn is_for_people(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let documents = ["README", "readme", "Readme", "LICENSE", "LICENCE", "CHANGELOG", "CONTRIBUTING", "AUTHORS"];
    is_manifest(path) || documents.iter().any(|start| name.starts_with(start))
}

/// .env, app.env, config.yaml, Rocket.toml
pub(super) fn is_configuration(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".env") || extension(name) == "conf" || CONFIGURATION.contains(&extension(name))
}

/// What follows the last dot.
pub(super) fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, end)| end)
}

/// Endings of files that are compiled, in the language of a source. Scripts that run as they are aren't among them.
pub(super) fn source_extensions(source: &str) -> &'static [&'static str] {
    match extension(source) {
        "rs" => &["rs"],
        "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" | "vue" | "svelte" => {
            &["ts", "tsx", "mts", "cts", "jsx", "vue", "svelte"]
        }
        _ => &["go"],
    }
}

/// Sources that read files beside themselves (`__dirname`).
pub(super) fn is_script(source: &str) -> bool {
    matches!(extension(source), "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx")
}
