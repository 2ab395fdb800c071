//! The COPY lines of the runtime stage: same path as in the build stage, dependencies first, then what is read, then the program.

use std::collections::BTreeMap;

use super::cut::Cut;
use super::{Line, NoPlan, RuntimeBase};
use crate::demand::{Demands, Order, Path};
use crate::detect::Subject;
use crate::detect::layout::{Event, Found, Origin, at_and_above};
use crate::diagnostic::Level;
use crate::syntax::array_of;

/// The COPY lines.
pub fn lines(subject: &Subject, cut: &Cut, runtime: &RuntimeBase, stage: &str, demands: &mut Demands) -> Result<Vec<Line>, NoPlan> {
    if let Some(at) = demands.doubts.iter().position(|d| d.level == Level::Refused) {
        if !supplied_root(subject, cut) {
            return Err(NoPlan::Refused(Box::new(demands.doubts.remove(at))));
        }
        demands.doubts.remove(at);
    }
    let mut wanted: Vec<Copied> = Vec::new();
    for (path, demand) in &demands.paths {
        if supplied(subject, cut, path, demand.folder)
            || demand.optional && demand.order != Order::Dependency && brought_by_tail(subject, cut, path)
            || from_base(path)
            || begins_behind(subject, cut, path)
        {
            continue;
        }
        if covered(subject, cut, path, demand, demands) {
            continue;
        }
        let to = if demand.optional && demand.folder { format!("{path}/") } else { destination(subject, runtime, demands, path, demand) };
        if !demand.optional && to != *path && (is_named_in_files(subject, path) || is_named_by_steps(subject, path)) {
            wanted.push(Copied {
                from: path.clone(),
                to: path.clone(),
                folder: demand.folder,
                optional: false,
                order: demand.order,
                owner: None,
                why: "it is named by this path elsewhere".into(),
            });
        }
        wanted.push(Copied {
            from: match (demand.optional, demand.folder) {
                (true, true) => folder_by_pattern(path),
                (true, false) => format!("{path}*"),
                (false, _) => path.clone(),
            },
            to,
            folder: demand.folder,
            optional: demand.optional,
            order: demand.order,
            owner: subject.layout.owner(path, cut.step).map(str::to_owned),
            why: demand.why.clone(),
        });
    }
    let demanded = |path: &str| at_and_above(path).any(|other| demands.paths.get(other).is_some_and(|d| d.folder));
    for (path, why) in runtime.borrowed.iter().filter(|(path, _)| !demanded(path)) {
        let folder = !path.starts_with("/etc/");
        wanted.push(Copied {
            from: path.clone(),
            to: path.clone(),
            folder,
            optional: false,
            order: Order::Tool,
            // COPY makes the folder 0755, and the container's user must write in it.
            owner: subject.image.end.user.clone().flatten().filter(|user| path == "/tmp" && user != "root" && user != "0"),
            why: why.clone(),
        });
    }
    Ok(write(subject, stage, wanted))
}

/// True if a file that says how the image is run (a manifest of a cluster, a Procfile, a Makefile) names the path.
fn is_named_in_files(subject: &Subject, path: &str) -> bool {
    let says = |file: &str| {
        let name = file.rsplit('/').next().unwrap_or(file);
        [".yml", ".yaml", ".toml", ".json", ".tf", ".hcl", ".sh"].iter().any(|ending| name.ends_with(ending))
            || ["Procfile", "Makefile", "makefile"].contains(&name)
    };
    let names = |text: &str| {
        text.match_indices(path)
            .any(|(at, _)| !text[at + path.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c)))
    };
    let mut files = subject.project.into_iter().flat_map(|p| p.tree.all());
    files.any(|(file, content)| says(file) && content.text.as_deref().is_some_and(names))
}

/// A pattern that one folder alone matches: COPY accepts one that matches nothing, and copies what lies in the folder.
fn folder_by_pattern(path: &str) -> String {
    let mut pattern = path.to_owned();
    let last = pattern.pop().unwrap_or_default();
    format!("{pattern}[{last}]")
}

struct Copied {
    from: String,
    to: String,
    folder: bool,
    optional: bool,
    order: Order,
    owner: Option<String>,
    why: String,
}

/// True if another demand brings it along: a folder above it, or a pattern.
fn covered(subject: &Subject, cut: &Cut, path: &str, demand: &Path, demands: &Demands) -> bool {
    let by_folder = |other: &&str| {
        let whole = demands.paths.get(*other).is_some_and(|d| d.folder && !d.optional);
        *other != path && whole && !supplied(subject, cut, other, true)
    };
    let by_pattern = |end: usize| path.get(..end).and_then(|other| demands.paths.get(other)).is_some_and(|d| d.optional);
    at_and_above(path).any(|other| by_folder(&other)) || demand.optional && !demand.folder && (0..path.len()).any(by_pattern)
}

/// True if an instruction behind the cut brings it, and the build has put nothing into it whose name is not known.
fn supplied(subject: &Subject, cut: &Cut, path: &str, folder: bool) -> bool {
    let fills = |e: &Event| matches!(&e.origin, Origin::Made { folder: true } | Origin::Anything { .. } | Origin::Modules { .. });
    if folder && subject.layout.at(path).any(|e| e.step < cut.step && fills(e)) {
        return false;
    }
    let brings = |e: &Event| matches!(&e.origin, Origin::Copied { folder: true, .. } | Origin::Made { .. });
    folder && subject.layout.at(path).any(|e| e.step >= cut.step && brings(e))
        || matches!(subject.layout.find(path), Found::Known(event) if event.step >= cut.step && !matches!(event.origin, Origin::Modules { .. }))
}

/// True if no step above the cut puts anything there, and one behind it does: the build stage does not have it.
fn begins_behind(subject: &Subject, cut: &Cut, path: &str) -> bool {
    let mut steps = subject.layout.over(path).chain(subject.layout.under(path)).map(|e| e.step).peekable();
    steps.peek().is_some() && steps.all(|step| step >= cut.step)
}

/// True if a COPY behind the cut brings the folder around a file that may be there.
fn brought_by_tail(subject: &Subject, cut: &Cut, path: &str) -> bool {
    subject.layout.over(path).any(|e| e.step >= cut.step && matches!(&e.origin, Origin::Copied { folder: true, .. }))
}

fn supplied_root(subject: &Subject, cut: &Cut) -> bool {
    subject.layout.at("/").any(|e| e.step >= cut.step && matches!(&e.origin, Origin::Copied { folder: true, .. }))
}

/// Files that every base image has itself.
fn from_base(path: &str) -> bool {
    ["/dev/", "/proc/", "/sys/", "/bin/sh", "/bin/bash"].iter().any(|p| path.starts_with(p))
}

/// Where a path goes: to itself; a program that the command names without a slash, in a folder that the runtime's PATH lacks, to /usr/local/bin.
fn destination(subject: &Subject, runtime: &RuntimeBase, demands: &Demands, path: &str, demand: &Path) -> String {
    let Some((folder, name)) = path.rsplit_once('/') else { return path.to_owned() };
    let folder = if folder.is_empty() { "/" } else { folder };
    if demand.optional {
        return if folder == "/" { "/".into() } else { format!("{folder}/") };
    }
    let program = matches!(subject.layout.find(path), Found::Known(e) | Found::Likely(e)
        if matches!(e.origin, Origin::Program(_) | Origin::Programs(_)) || e.path == path && matches!(e.origin, Origin::Made { .. }));
    let bare = !demand.folder && demands.looked_up.contains(name);
    let on_path = runtime.path.split(':').any(|f| f == folder);
    let set_by_author = subject.image.end.env.get("PATH").cloned().flatten().is_some_and(|p| p.split(':').any(|f| f == folder))
        && sets_path(subject, folder);
    if program && bare && !on_path && !set_by_author { format!("/usr/local/bin/{name}") } else { path.to_owned() }
}

/// True if an instruction names a program by its path, besides the steps that make it.
fn is_named_by_steps(subject: &Subject, path: &str) -> bool {
    let makes = |step: usize| subject.layout.at(path).any(|e| e.step == step);
    let mut others = subject.image.steps.iter().enumerate().filter(|(step, _)| !makes(*step));
    others.any(|(_, step)| subject.source.slice(subject.file.items[step.item].span).contains(path))
}

/// True if the author puts the folder into PATH: that ENV goes along.
fn sets_path(subject: &Subject, folder: &str) -> bool {
    let base = subject.base.env.iter().find(|(n, _)| n == "PATH").map_or("", |(_, v)| v.as_str());
    !base.split(':').any(|f| f == folder)
}

fn write(subject: &Subject, stage: &str, mut wanted: Vec<Copied>) -> Vec<Line> {
    wanted.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.from.cmp(&b.from)));
    let copy = if subject.is_lower_case() { "copy" } else { "COPY" };
    let mut groups: BTreeMap<(Order, String, Option<String>), usize> = BTreeMap::new();
    let mut lines: Vec<Vec<Copied>> = Vec::new();
    for one in wanted {
        let parent = one.from.rsplit_once('/').map_or("", |(p, _)| p).to_owned();
        let alone = one.folder || one.optional || one.from != one.to;
        let key = (one.order, parent, one.owner.clone());
        if let Some(&at) = groups.get(&key).filter(|_| !alone) {
            lines[at].push(one);
        } else {
            if !alone {
                groups.insert(key, lines.len());
            }
            lines.push(vec![one]);
        }
    }
    let written = subject.as_written();
    lines.into_iter().map(|group| line(&written, copy, stage, &group)).collect()
}

fn line(written: &impl Fn(&str) -> String, copy: &str, stage: &str, group: &[Copied]) -> Line {
    let chown = group[0].owner.as_ref().map(|o| format!("--chown={o} ")).unwrap_or_default();
    let to = if group.len() == 1 { group[0].to.clone() } else { format!("{}/", group[0].from.rsplit_once('/').map_or("", |(p, _)| p)) };
    let words: Vec<String> = group.iter().map(|c| c.from.as_str()).chain([to.as_str()]).map(written).collect();
    let text = if words.iter().any(|w| w.contains(|c: char| c.is_whitespace() || c.is_control())) {
        format!("{copy} --from={stage} {chown}{}", array_of(&words))
    } else {
        format!("{copy} --from={stage} {chown}{}", words.join(" "))
    };
    let mut reasons: Vec<&str> = group.iter().map(|c| c.why.as_str()).collect();
    reasons.dedup();
    Line::New { text, because: reasons.join("; ") }
}
