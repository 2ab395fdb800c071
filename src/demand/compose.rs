//! Turns what services of compose files start and check in the image into demands, like a command of the image itself.
//! Relies on [`super::started`]. Does not read compose files: `project` has.

use super::Demands;
use super::started::{is_for_development, plain, scripts, short};
use crate::detect::Subject;
use crate::detect::entry::entry_of_service;
use crate::diagnostic::{Diagnostic, Level};

/// What the services ask of the image: another command, a health check.
pub fn services(subject: &Subject, demands: &mut Demands) -> Result<(), Box<Diagnostic>> {
    let Some(project) = subject.project else { return Ok(()) };
    for service in &project.compose {
        for word in service.healthcheck.iter().flatten() {
            for tool in ["curl", "wget", "nc", "pg_isready"] {
                if word.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|w| w == tool) {
                    demands.command(tool, format!("the health check of service {} in {}", service.name, service.file));
                }
            }
        }
        let by = format!("service {} of {}", service.name, service.file);
        let Some(entry) = entry_of_service(subject, service, &by) else { continue };
        let needs_tools = entry.started.iter().find(|s| {
            let argv: Vec<&str> = s.call.argv.iter().map_while(|w| w.as_deref()).collect();
            argv.first().is_some_and(|w| subject.facts.is_toolchain(w) || is_for_development(subject, w))
                || subject.facts.dev_server(&argv).is_some()
        });
        if let Some(started) = needs_tools {
            let words = started.call.argv.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            return Err(Box::new(
                Diagnostic::new(Level::Refused, "compose-command", format!("{by} runs `{}` in this image", short(&words)))
                    .because("the runtime stage has no tool chain for it")
                    .way_out(format!("give that service `target: build` in {}, or an image of its own, and split by hand", service.file)),
            ));
        }
        scripts(subject, &entry, demands);
        for started in &entry.started {
            plain(subject, started, demands)?;
        }
    }
    Ok(())
}
