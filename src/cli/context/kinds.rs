//! Which files of a context are read, and which folders are only noted.
//! Relies on names alone. A list here costs time when it is too long, and facts when it is too short.

/// What is done with a file's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Read up to the usual bound.
    Text,
    /// Read up to a higher bound: lockfiles are long.
    Lockfile,
    /// Read, and kept only where it speaks of C: a vendored Go file.
    VendoredGo,
    /// Read only where it begins with `#!`.
    Script,
    /// Not read.
    Name,
}

const LOCKFILES: [&str; 8] =
    ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "Cargo.lock", "go.sum", "modules.txt"];

const ENDINGS: [&str; 42] = [
    "go",
    "mod",
    "work",
    "rs",
    "toml",
    "js",
    "mjs",
    "cjs",
    "jsx",
    "ts",
    "mts",
    "cts",
    "tsx",
    "vue",
    "svelte",
    "astro",
    "json",
    "json5",
    "jsonc",
    "yml",
    "yaml",
    "sh",
    "bash",
    "zsh",
    "ash",
    "mk",
    "env",
    "conf",
    "cfg",
    "ini",
    "config",
    "properties",
    "hcl",
    "prisma",
    "service",
    "dockerignore",
    "gitignore",
    "sql",
    "list",
    "example",
    "sample",
    "dist",
];

const NAMES: [&str; 12] = [
    "Makefile",
    "makefile",
    "GNUmakefile",
    "Procfile",
    "Justfile",
    "justfile",
    "Taskfile",
    "Dockerfile",
    "Containerfile",
    "rust-toolchain",
    "Gopkg.lock",
    "glide.lock",
];

/// How the file at a path (with `/` between the names) is read.
pub fn reading(path: &str, executable: bool) -> Reading {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if LOCKFILES.contains(&name) {
        return Reading::Lockfile;
    }
    let vendored = folder == "vendor" || folder.starts_with("vendor/") || folder.contains("/vendor/") || folder.ends_with("/vendor");
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    if vendored {
        return if ending == Some("go") { Reading::VendoredGo } else { Reading::Name };
    }
    match ending {
        _ if NAMES.contains(&name) || name.starts_with(".env") || is_dockerfile(name) => Reading::Text,
        // `.npmrc`, `.yarnrc`, `.babelrc`, `.nvmrc`, `.node-version`
        _ if name.starts_with('.') && (name.ends_with("rc") || name.ends_with("-version") || name.ends_with("ignore")) => Reading::Text,
        Some(ending) if ENDINGS.contains(&ending) => Reading::Text,
        None => Reading::Script,
        Some(_) if executable => Reading::Script,
        Some(_) => Reading::Name,
    }
}

fn is_dockerfile(name: &str) -> bool {
    name.starts_with("Dockerfile.") || name.ends_with(".Dockerfile") || name.ends_with(".dockerfile")
}

/// True for a folder whose contents are installed, built or kept by a tool, and that is only noted. `has` tells whether an entry of that name lies in the folder.
pub fn is_noted_only(name: &str, has: impl Fn(&str) -> bool) -> bool {
    match name {
        ".git" | ".hg" | ".svn" | "node_modules" | "bower_components" | "__pycache__" | ".pnpm-store" | ".terraform" | ".gradle" => true,
        // Cargo's; a folder of that name may also be the author's own.
        "target" => has("CACHEDIR.TAG") || has(".rustc_info.json") || has("debug") || has("release"),
        ".venv" | "venv" => has("pyvenv.cfg"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read() {
        for (path, executable, expected) in [
            ("main.go", false, Reading::Text),
            ("web/src/app.tsx", false, Reading::Text),
            ("package-lock.json", false, Reading::Lockfile),
            ("vendor/modules.txt", false, Reading::Lockfile),
            ("vendor/a.b/c/d.go", false, Reading::VendoredGo),
            ("api/vendor/x.go", false, Reading::VendoredGo),
            ("vendor/a/b.js", false, Reading::Name),
            ("bin/start", true, Reading::Script),
            ("LICENSE", false, Reading::Script),
            (".env.local", false, Reading::Text),
            (".npmrc", false, Reading::Text),
            ("docker/Dockerfile.dev", false, Reading::Text),
            ("static/logo.png", false, Reading::Name),
            ("templates/index.html", false, Reading::Name),
            ("run.py", true, Reading::Script),
        ] {
            assert_eq!(reading(path, executable), expected, "{path}");
        }
    }

    #[test]
    fn target_is_cargos_only_where_it_looks_so() {
        assert!(is_noted_only("target", |name| name == "CACHEDIR.TAG"));
        assert!(!is_noted_only("target", |_| false));
        assert!(is_noted_only("node_modules", |_| false));
        assert!(!is_noted_only("vendor", |_| true));
    }
}
