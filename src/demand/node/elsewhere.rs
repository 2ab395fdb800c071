//! Finds commands that a compose file or a platform's file runs in the image besides its own: a migration before each release.
//! Relies on the words of these files. Reads no YAML or TOML: a program's name behind `npx`, or in the line of a command, is enough.

use super::managers::without_version;
use super::modules::is_of;
use crate::detect::Subject;
use crate::project::NodePackage;

/// Names of files by which platforms start an image. Sources: the platforms' documentation.
const PLATFORMS: [&str; 9] =
    ["heroku.yml", "railway.json", "railway.toml", "render.yaml", "render.yml", "app.yaml", "app.yml", "Procfile", "fly.toml"];

/// Keys whose value is a command.
const KEYS: [&str; 6] = ["command", "run", "release", "entrypoint", "cmd", "start"];

/// A development dependency whose program one of these files runs, as words that fit behind "because".
pub fn development_program(subject: &Subject, package: &NodePackage) -> Option<String> {
    let mut files = subject.project?.tree.all().filter(|(path, _)| starts_images(path));
    files.find_map(|(path, file)| {
        let program = program_in(subject, package, file.text.as_deref()?)?;
        Some(format!("{path} runs {program} in this image, which a development dependency brings"))
    })
}

fn starts_images(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let compose = name.starts_with("docker-compose") || name.starts_with("compose");
    let fly = name.starts_with("fly.") && name.ends_with(".toml");
    PLATFORMS.contains(&name) || fly || compose && (name.ends_with(".yml") || name.ends_with(".yaml"))
}

fn program_in<'t>(subject: &Subject, package: &'t NodePackage, text: &'t str) -> Option<&'t str> {
    let separates = |c: char| c.is_whitespace() || "\"'`=;|&<>()[]{},".contains(c);
    let mut before = "";
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#') && !line.to_ascii_lowercase().contains("build")) {
        let lower = line.to_ascii_lowercase();
        let in_a_command = KEYS.iter().any(|key| lower.contains(key));
        for word in line.split(separates).filter(|word| !word.is_empty() && !word.starts_with('-')) {
            let program = without_version(word.rsplit(".bin/").next().unwrap_or(word));
            let through_a_runner = matches!(before, "npx" | "yarn" | "pnpm" | "bunx" | "exec" | "dlx" | "pnpx");
            if (in_a_command || through_a_runner || program.len() < word.len()) && is_of(subject, package, program) {
                return Some(program);
            }
            if matches!(before, "run" | "yarn" | "pnpm" | "npm")
                && let Some(found) = package.scripts.get(word).and_then(|script| program_of_script(subject, package, script))
            {
                return Some(found);
            }
            before = word;
        }
    }
    None
}

fn program_of_script<'t>(subject: &Subject, package: &NodePackage, script: &'t str) -> Option<&'t str> {
    script.split(|c: char| c.is_whitespace() || "\"';|&()".contains(c)).find(|word| !word.is_empty() && is_of(subject, package, word))
}
