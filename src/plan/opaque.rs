//! Refuses instructions that cannot be read, and steps whose effects outside the application's folder cannot be seen and may be needed at run time.
//! Relies on the steps and the facts about installers. Demands nothing and plans nothing.

use std::cell::LazyCell;

use super::cut::Cut;
use super::packages::Needed;
use super::python;
use crate::demand::called::Called;
use crate::demand::{Demands, Linked, tools};
use crate::detect::{Subject, scripts};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Action, Call, What, normalise};
use crate::syntax::Keyword;
use crate::template::Family;

/// Instructions and steps that are beyond what can be followed.
pub fn refuse_what_cannot_be_read(subject: &Subject) -> Result<(), Box<Diagnostic>> {
    if subject.image.end.workdir.is_none() {
        let place = subject.file.instructions().rfind(|(_, i)| i.keyword == Keyword::Workdir).map_or(subject.from, |(item, _)| item);
        return Err(Box::new(
            Diagnostic::new(
                Level::Refused,
                "workdir-unknown",
                "the folder that the container starts in depends on a value that is set elsewhere",
            )
            .at(subject.file.items[place].span, String::new())
            .because("what lies in it, and what the command means there, cannot be told")
            .way_out("give the ARG a default, or write the folder out"),
        ));
    }
    if let Some(broken) = subject.file.diagnostics.iter().find(|d| d.level == Level::Refused) {
        let mut diagnostic = Diagnostic::new(Level::Refused, "broken-instruction", broken.message.clone())
            .because("the file does not build as it is")
            .way_out("mend the line, then run dfsplit again");
        diagnostic.place.clone_from(&broken.place);
        return Err(Box::new(diagnostic));
    }
    if let Some((_, last)) = subject.file.instructions().last()
        && goes_on(&subject.source.text()[last.span.start..], subject.file.escape)
    {
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "broken-instruction", "the last line ends with a continuation, and nothing follows it")
                .at(last.span, String::new())
                .because("whatever is added below would become a part of it")
                .way_out("take the continuation away, then run dfsplit again"),
        ));
    }
    for (item, instruction) in subject.file.instructions() {
        match instruction.keyword {
            Keyword::Onbuild => {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "onbuild", "this image is a base for others: ONBUILD runs in their builds")
                        .at(subject.file.items[item].span, String::new())
                        .because("what later builds need of this image is not in this file")
                        .way_out("split the images that are built from it"),
                ));
            }
            Keyword::Unknown => {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "broken-instruction", "an instruction that no Dockerfile has")
                        .at(instruction.span, "unknown instruction")
                        .because("the file does not build as it is")
                        .way_out("mend the line, then run dfsplit again"),
                ));
            }
            Keyword::Arg => {}
            _ if item < subject.from => {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "broken-instruction", "an instruction above FROM, where only ARG may stand")
                        .at(instruction.span, "belongs to no stage")
                        .because("the file does not build as it is")
                        .way_out("move the line below FROM, then run dfsplit again"),
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// True if the last line of an instruction ends with a continuation; comments and blank lines behind it do not end the instruction.
fn goes_on(text: &str, escape: char) -> bool {
    let last = text.lines().map(str::trim).rfind(|line| !line.is_empty() && !line.starts_with('#'));
    last.is_some_and(|line| line.ends_with(escape))
}

/// Refuses scripts of the network that are piped into a shell, and installers of other languages, where the running container may need what they bring.
pub fn refuse(subject: &Subject, cut: &Cut, demands: &Demands) -> Result<(), Box<Diagnostic>> {
    for step in subject.image.steps.iter().take(cut.step) {
        let What::Run(run) = &step.what else { continue };
        let installs_a_toolchain = LazyCell::new(|| subject.installs_a_toolchain(step));
        for (at, call) in run.calls.iter().enumerate() {
            if at > 0 && reads_a_script_from_its_input(call) && brings_the_interpreter(subject) {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "package-source", "a script of the network sets up where packages come from")
                        .at(call.span, "what it changes is not in this file")
                        .because("the runtime stage would install another version of the same packages, or none")
                        .way_out("start FROM the official image of the language instead"),
                ));
            }
            if let Action::Install { packages, .. } = &call.action
                && let Some(file) = packages.iter().flatten().find(|p| p.contains('/'))
            {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "package-source", format!("{file} is a package file of the author's"))
                        .at(call.span, "installs it")
                        .because("the runtime stage would have to fetch it again in the same way")
                        .way_out("install it from the distribution, or split by hand and repeat these lines in the runtime stage"),
                ));
            }
            if changes_a_database(subject, call) {
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "opaque-step", "a step of the build changes a database")
                        .at(call.span, "changes it".to_owned())
                        .because("what it leaves in the image, and what depends on it elsewhere, cannot be seen")
                        .way_out("run it when the container starts, or by hand, and take it out of the Dockerfile"),
                ));
            }
            let installer = call.argv.first().and_then(|w| w.as_deref()).filter(|name| subject.facts.installs_elsewhere(name));
            let piped = at > 0 && reads_a_script_from_its_input(call);
            let makes = matches!(&call.action, Action::Make { targets, .. } if targets.iter().flatten().any(|t| t == "install"));
            let seen = demands.exact && demands.unknown_programs.is_empty();
            let unpacks = unpacks_over_the_base(subject, call) && !*installs_a_toolchain;
            if (installer.is_some() || piped || makes || unpacks || runs_an_installer(call))
                && !seen
                && !python::is_repeated(subject, run, demands)
            {
                let what = call.argv.iter().flatten().take(3).cloned().collect::<Vec<_>>().join(" ");
                return Err(Box::new(
                    Diagnostic::new(Level::Refused, "opaque-step", format!("what `{what}` puts into the image is not known"))
                        .at(call.span, "may write anywhere")
                        .because("the program may need it at run time, and its sources are not at hand to tell")
                        .way_out("run dfsplit where the build context is, or install it with the distribution's package manager"),
                ));
            }
        }
    }
    Ok(())
}

/// Doubts what installers put into the image where no step calls it: nobody knows its names, and people may call it in the container.
pub fn doubt_installers(subject: &Subject, cut: &Cut, demands: &mut Demands) {
    // What a program links has a doubt of its own.
    let links = matches!(demands.linked, Some(Linked::Dynamic(_)));
    let called = LazyCell::new(|| Called::of(subject));
    for step in subject.image.steps.iter().take(cut.step) {
        let What::Run(run) = &step.what else { continue };
        let found = run.calls.iter().enumerate().find(|(at, call)| {
            let installer = call.argv.first().and_then(|w| w.as_deref()).is_some_and(|name| subject.facts.installs_elsewhere(name));
            let piped = *at > 0 && reads_a_script_from_its_input(call);
            // The address of a script that is piped stands in a command before it.
            let before = run.calls[..*at].iter().filter(|_| piped);
            (installer || piped || runs_an_installer(call) || !links && installs_what_it_built(call))
                && !before.chain([*call]).any(|call| called.is_for_the_build(subject, call))
        });
        let Some((_, call)) = found else { continue };
        if subject.installs_a_toolchain(step) || called.calls_what_nothing_brings() {
            continue;
        }
        let what = call.argv.iter().flatten().take(3).cloned().collect::<Vec<_>>().join(" ");
        demands.doubts.push(tools::left_behind(call.span, &format!("what `{what}` installs is not known by name")));
        return;
    }
}

/// Doubts libraries that a step installs from their sources: the program may link them, and packages of the same name are others.
pub fn doubt_built_libraries(subject: &Subject, cut: &Cut, demands: &mut Demands) {
    let kept = |path: &String| path.starts_with("/usr/local/lib") || path == "/usr/local";
    if demands.loads.is_none() && !matches!(demands.linked, Some(Linked::Dynamic(_))) || demands.paths.keys().any(kept) {
        return;
    }
    let steps = subject.image.steps.iter().enumerate().take(cut.step).filter_map(|(index, step)| Some((index, step.what.run()?)));
    let mut calls = steps.flat_map(|(index, run)| run.calls.iter().chain(subject.layout.run_by_scripts(index)));
    let perhaps = |call: &Call| call.conditional && puts_a_library(call);
    if let Some(call) =
        calls.find(|call| perhaps(call) || installs_what_it_built(call) || tells_the_loader(call) || text_installs_libraries(subject, call))
    {
        demands.doubts.push(
            Diagnostic::new(Level::Warning, "libraries-unknown", "a step installs what it builds, perhaps shared libraries")
                .at(call.span, "installs it".to_owned())
                .because("the program may link them, and they stay in the build stage")
                .way_out("copy them to the runtime stage and run ldconfig there, or check the program with ldd"),
        );
    }
}

fn tells_the_loader(call: &Call) -> bool {
    let first = call.argv.first().and_then(|word| word.as_deref());
    first.is_some_and(|name| name.rsplit('/').next() == Some("ldconfig"))
}

/// A Makefile, or a script that is not followed command by command, whose text installs libraries.
fn text_installs_libraries(subject: &Subject, call: &Call) -> bool {
    let Some((project, folder)) = subject.project.zip(call.folder.as_deref()) else { return false };
    if scripts::run_by(call, &subject.layout, &[]).is_some() {
        return false;
    }
    let words: Vec<&str> = match call.action {
        Action::Make { .. } => vec!["Makefile", "makefile", "GNUmakefile"],
        Action::Other | Action::Nothing => call.argv.iter().take(3).flatten().map(String::as_str).collect(),
        _ => return false,
    };
    let mut texts = words.iter().filter_map(|word| project.tree.text(&subject.layout.in_context(&normalise(folder, word))?));
    texts.any(|text| INSTALLS_LIBRARIES.iter().any(|said| text.contains(said)))
}

/// What a text says that puts libraries where the loader finds them.
const INSTALLS_LIBRARIES: [&str; 6] = ["ldconfig", "/usr/lib/", "/usr/local/lib", "make install", "$(MAKE) install", "ninja install"];

/// Copies or moves something to where the loader looks.
fn puts_a_library(call: &Call) -> bool {
    let folders = ["/usr/lib", "/usr/local/lib", "/lib"];
    matches!(&call.action, Action::Transfer { to: Some(to), .. } if folders.iter().any(|folder| to.starts_with(folder)))
}

/// `make install` and its kin. Source: the manuals of make, ninja, meson and cmake.
fn installs_what_it_built(call: &Call) -> bool {
    let words: Vec<&str> = call.argv.iter().map_while(|word| word.as_deref()).collect();
    let Some((program, rest)) = words.split_first() else { return false };
    match program.rsplit('/').next().unwrap_or(program) {
        "make" | "gmake" | "ninja" | "meson" | "scons" => rest.iter().any(|word| word.starts_with("install")),
        "cmake" => rest.contains(&"--install") || rest.contains(&"install"),
        _ => false,
    }
}

/// Refuses packages that may come from a source which another step has set up: the runtime stage would install others, or none.
pub fn refuse_other_sources(subject: &Subject, cut: &Cut, needed: &Needed) -> Result<(), Box<Diagnostic>> {
    if needed.packages.is_empty() {
        return Ok(());
    }
    for (index, step) in subject.image.steps.iter().enumerate().take(cut.step) {
        let place = match &step.what {
            What::Copy(copy) => copy.to.as_deref().filter(|to| is_list_of_sources(to)).map(|_| subject.file.items[step.item].span),
            What::Run(run) => {
                let chooses = |call: &Call| !needed.repeated.contains(&index) && chooses_a_source(call);
                let piped = |at: usize, call: &Call| at > 0 && reads_a_script_from_its_input(call) || runs_an_installer(call);
                let calls = run.calls.iter().enumerate();
                calls.into_iter().find(|(at, c)| sets_up_a_source(c) || chooses(c) || piped(*at, c)).map(|(_, call)| call.span)
            }
            What::Config | What::Opaque => None,
        };
        let Some(place) = place else { continue };
        return Err(Box::new(
            Diagnostic::new(Level::Refused, "package-source", "a step sets up where packages come from")
                .at(place, "the runtime stage would not have it")
                .because("the packages that the container needs may come from there, and would be of another version, or missing")
                .way_out("install them from the distribution, or split by hand and repeat these lines in the runtime stage"),
        ));
    }
    Ok(())
}

/// Lists of sources of package managers.
const LISTS: [&str; 6] =
    ["/etc/apt/sources", "/etc/apt/preferences", "/etc/apt/trusted", "/etc/apt/apt.conf", "/etc/apk/repositories", "/etc/yum.repos.d"];

fn is_list_of_sources(path: &str) -> bool {
    LISTS.iter().any(|list| path.starts_with(list))
}

/// `apt-get install -t X`, `apk add --repository X`: an install that says where its packages come from.
fn chooses_a_source(call: &Call) -> bool {
    let says = |word: &str| {
        matches!(word, "-t" | "-X" | "--target-release" | "--repository" | "--enablerepo")
            || ["--target-release=", "--repository=", "--enablerepo=", "--default-release="].iter().any(|option| word.starts_with(option))
    };
    matches!(call.action, Action::Install { .. }) && call.argv.iter().flatten().any(|word| says(word))
}

/// Writes to the package manager's lists of sources, or runs the programs that do.
fn sets_up_a_source(call: &Call) -> bool {
    let lists = LISTS;
    let writes = call.writes.iter().flatten().any(|p| lists.iter().any(|l| p.starts_with(l)));
    let to = match &call.action {
        Action::Download { to: Some(to) } | Action::Transfer { to: Some(to), .. } => lists.iter().any(|l| to.starts_with(l)),
        Action::Edit(paths) => {
            paths.iter().flatten().any(|p| p.starts_with("/etc/apk/repositories") || p.starts_with("/etc/apt/sources.list.d"))
        }
        _ => false,
    };
    let program = call.argv.first().and_then(|w| w.as_deref()).map(|w| w.rsplit('/').next().unwrap_or(w));
    writes || to || matches!(program, Some("add-apt-repository" | "apt-add-repository" | "apt-key"))
}

/// `sh`, `bash -`, `bash -s -- args` without a file.
fn reads_a_script_from_its_input(call: &Call) -> bool {
    let mut words = call.argv.iter().map(|w| w.as_deref().unwrap_or("?"));
    let shell = words.next().is_some_and(|w| matches!(w.rsplit('/').next(), Some("sh" | "bash" | "ash" | "dash" | "zsh")));
    shell && (words.clone().all(|w| w.starts_with('-')) || words.next() == Some("-s"))
}

/// Commands of Prisma that are for a developer's own database, called by a RUN or by a script of package.json that it runs.
fn changes_a_database(subject: &Subject, call: &Call) -> bool {
    let called = call.argv.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let scripts = subject.project.into_iter().flat_map(|p| &p.node).filter_map(|package| match &call.action {
        Action::NodeScript { script: Some(script), .. } => package.scripts.get(script).map(String::as_str),
        _ => None,
    });
    let for_developers = |text: &str| {
        text.split("prisma").skip(1).any(|rest| rest.split_once(' ').is_some_and(|(_, words)| subject.facts.changes_a_database(words)))
    };
    scripts.chain([called.as_str()]).any(for_developers)
}

/// `tar -C /usr/local`, `unzip -d /`: an archive is laid over the base image's own files.
fn unpacks_over_the_base(subject: &Subject, call: &Call) -> bool {
    let Action::Unpack { to: Some(to) } = &call.action else { return false };
    let named = call.argv.iter().flatten().any(|w| w.starts_with("-C") || w.starts_with("-d") || w.starts_with("--directory"));
    let to = to.trim_end_matches('/');
    named && (to.is_empty() || subject.base_fills(to)) && !matches!(to, "/tmp" | "/usr/src" | "/root" | "/home" | "/go")
}

/// `./setup.py install`, `python setup.py install`, `sh install.sh`: a script that puts files where it likes.
fn runs_an_installer(call: &Call) -> bool {
    let words: Vec<&str> = call.argv.iter().map_while(|w| w.as_deref()).collect();
    let script = words.iter().position(|w| w.contains('/') || [".sh", ".py", ".pl"].iter().any(|ending| w.ends_with(ending)));
    call.action == Action::Other
        && script.is_some_and(|at| {
            let name = words[at].rsplit('/').next().unwrap_or_default();
            at < 2 && !words[at].contains("node_modules/") && (name.starts_with("install") || words[at + 1..].contains(&"install"))
        })
}

/// The base has no interpreter or compiler of its own: a step installs it.
fn brings_the_interpreter(subject: &Subject) -> bool {
    subject.base.family == Family::Plain
}
