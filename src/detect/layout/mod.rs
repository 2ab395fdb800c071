//! Turns steps and project facts into what lies where in the finished single-stage image, and which step put it there.
//! Relies on `model` and `project`. Does not ask what of it the running container needs.

mod event;
mod follow;
mod index;
mod marks;
mod scripts;

use std::collections::{BTreeMap, BTreeSet};

pub use event::{Event, Found, Origin, Program, Tool};
use index::Index;
use marks::Marks;

use crate::model::{Call, Image, Known, State, normalise};
use crate::project::path::under;
use crate::project::{NodePackage, Project};
use crate::syntax::Dockerfile;

/// What lies where, as events in the order of the steps: a later one lies over an earlier one.
pub struct Layout<'a> {
    project: Option<&'a Project>,
    events: Vec<Event>,
    /// Events by their paths; of many in a row that say the same of a path, the first and the last.
    by_path: Index,
    /// Those that copy, by the path in the build context, with a slash in front.
    by_context: Index,
    /// Folders in which a compiler ran.
    compiled_in: BTreeSet<String>,
    /// Owners; `None` is root.
    owners: Marks<Option<String>>,
    /// Modes as written: `777`, `g+rwX`.
    modes: Marks<String>,
    /// Folders that are there at the step at hand.
    folders: BTreeSet<String>,
    /// Folders that some step changes to, sooner or later.
    entered: BTreeSet<String>,
    /// The user that the step at hand runs as, where that is not root.
    user: Option<String>,
    /// Commands of scripts of the context that steps run, by step; each with the place of the command that runs the script.
    by_scripts: BTreeMap<usize, Vec<Call>>,
    /// The length of the scripts that are followed so far.
    read: usize,
    /// Scripts that run the one at hand.
    depth: usize,
}

impl<'a> Layout<'a> {
    /// Follows the steps.
    pub fn of(file: &Dockerfile, image: &Image, project: Option<&'a Project>) -> Self {
        // What a step changes to is a folder, whether a step before it knew or not.
        let entered = image.steps.iter().map(|step| &step.before).chain([&image.end]).filter_map(|state| state.workdir.clone());
        let entered = entered.collect();
        let folders = BASE_FOLDERS.iter().map(|f| (*f).to_owned()).collect();
        let mut layout = Self {
            project,
            events: Vec::new(),
            by_path: Index::default(),
            by_context: Index::default(),
            compiled_in: BTreeSet::new(),
            owners: Marks::default(),
            modes: Marks::default(),
            folders,
            entered,
            user: None,
            by_scripts: BTreeMap::new(),
            read: 0,
            depth: 0,
        };
        for (index, step) in image.steps.iter().enumerate() {
            layout.follow(index, step, file.items[step.item].span);
        }
        layout
    }

    /// All events, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Events at a path and at the folders above it, the latest first; of many in a row that say the same, the first and the last.
    pub fn over(&self, path: &str) -> impl Iterator<Item = &Event> {
        self.by_path.over(path).map(|number| &self.events[number])
    }

    /// Events at a path and below it, path by path; of many in a row that say the same, the first and the last.
    pub fn under(&self, path: &str) -> impl Iterator<Item = &Event> {
        self.by_path.under(path).map(|number| &self.events[number])
    }

    /// Events at a path, in order; of many in a row that say the same, the first and the last.
    pub fn at(&self, path: &str) -> impl Iterator<Item = &Event> {
        self.by_path.at(path).iter().map(|number| &self.events[*number])
    }

    /// Events that copy a file or folder of the build context, or a folder above it, the latest first.
    fn copies_of<'s>(&'s self, context: &str) -> impl Iterator<Item = &'s Event> + use<'s, 'a> {
        self.by_context.over(&format!("/{context}")).map(|number| &self.events[number])
    }

    /// The folders in which a compiler ran.
    pub fn compiled_in(&self) -> impl Iterator<Item = &str> {
        self.compiled_in.iter().map(String::as_str)
    }

    /// The commands of the scripts that a step runs, where their texts are at hand.
    pub fn run_by_scripts(&self, step: usize) -> impl Iterator<Item = &Call> {
        self.by_scripts.get(&step).into_iter().flatten()
    }

    /// The project, where it is known.
    pub fn project(&self) -> Option<&'a Project> {
        self.project
    }

    /// True for a folder that a step has made or changed to.
    pub fn is_made_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// What is at an absolute path of the image, besides what the base image has there.
    pub fn find(&self, path: &str) -> Found<'_> {
        let mut likely = None;
        for event in self.over(path) {
            let Some(rest) = below(path, &event.path) else { continue };
            match &event.origin {
                Origin::Removed => return likely.map_or(Found::Nothing, Found::Likely),
                Origin::Program(_) | Origin::Made { folder: false } | Origin::Copied { folder: false, .. } if rest.is_empty() => {
                    return Found::Known(event);
                }
                Origin::Program(_) | Origin::Made { folder: false } | Origin::Copied { folder: false, .. } => {}
                Origin::Programs(_) if !rest.is_empty() && !rest.contains('/') => likely = likely.or(Some(event)),
                Origin::Programs(_) => {}
                Origin::Modules { .. } | Origin::Made { folder: true } if rest.is_empty() => return Found::Known(event),
                Origin::Modules { .. } | Origin::Made { folder: true } | Origin::Anything { .. } => likely = likely.or(Some(event)),
                Origin::Copied { context, folder: true } => match self.project {
                    Some(project) if project.has(&under(context, rest)) => return Found::Known(event),
                    Some(_) => {}
                    None if rest.is_empty() => return Found::Known(event),
                    None => likely = likely.or(Some(event)),
                },
            }
        }
        likely.map_or(Found::Nothing, Found::Likely)
    }

    /// True unless a step has taken away what lies at a path, and none has brought it back by name: a script that ran since does not count.
    pub fn is_kept(&self, path: &str) -> bool {
        let says = |event: &&Event| match &event.origin {
            Origin::Removed | Origin::Copied { .. } => true,
            Origin::Made { .. } => event.path == path,
            _ => false,
        };
        self.over(path).find(says).is_none_or(|event| event.origin != Origin::Removed)
    }

    /// True unless the last step that names a path, or a folder above it, takes it away.
    pub fn is_kept_since_made(&self, path: &str) -> bool {
        let says = |event: &&Event| match &event.origin {
            Origin::Removed => below(path, &event.path).is_some(),
            Origin::Modules { .. } | Origin::Made { .. } => event.path == path,
            _ => false,
        };
        self.events.iter().rev().find(says).is_none_or(|event| event.origin != Origin::Removed)
    }

    /// The build context's path of what was copied to a path of the image.
    pub fn in_context(&self, path: &str) -> Option<String> {
        self.over(path).find_map(|event| match &event.origin {
            Origin::Copied { context, folder } => {
                let rest = below(path, &event.path)?;
                if !*folder && !rest.is_empty() {
                    return None;
                }
                let context = under(context, rest);
                (rest.is_empty() || self.project.is_none_or(|p| p.has(&context))).then_some(context)
            }
            _ => None,
        })
    }

    /// The build context's folder that was copied to a folder of the image, even where single files of it came one by one.
    pub fn context_folder(&self, path: &str) -> Option<String> {
        let whole = self.over(path).find_map(|event| match &event.origin {
            Origin::Copied { context, folder: true } => below(path, &event.path).map(|rest| under(context, rest)),
            _ => None,
        });
        let made = self.at(path).any(|event| event.origin == Origin::Made { folder: true });
        if whole.is_some() || made {
            return whole;
        }
        let found = self.by_path.under(path).filter_map(|number| Some((number, beside(&self.events[number], path)?)));
        found.max_by_key(|(number, _)| *number).map(|(_, folder)| folder)
    }

    /// All folders of the build context whose files lie in a folder of the image: COPY may lay several together. First the one that
    /// [`Self::context_folder`] gives.
    pub fn context_folders(&self, path: &str) -> Vec<String> {
        let mut folders: Vec<String> = self.context_folder(path).into_iter().collect();
        let whole = self.over(path).filter_map(|event| match &event.origin {
            Origin::Copied { context, folder: true } => below(path, &event.path).map(|rest| under(context, rest)),
            _ => None,
        });
        for folder in whole.chain(self.under(path).filter_map(|event| beside(event, path))) {
            let there = folder.is_empty() || self.project.is_some_and(|project| project.has(&folder));
            if there && folders.len() < MOST_FOLDERS && !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }

    /// All places in the image that a file or folder of the build context was copied to.
    pub fn places(&self, context: &str) -> Vec<String> {
        let mut places: Vec<String> = self.copies_of(context).filter_map(|event| place(event, context)).collect();
        places.sort();
        places.dedup();
        places
    }

    /// Where a file or folder of the build context lies in the image; the last place, if there are several.
    pub fn in_image(&self, context: &str) -> Option<String> {
        self.copies_of(context).find_map(|event| place(event, context))
    }

    /// The first step that brings a file of the build context to a path.
    pub fn first_copied(&self, path: &str) -> Option<usize> {
        let brings = |event: &&Event| match (&event.origin, below(path, &event.path)) {
            (Origin::Copied { folder: false, .. }, Some(rest)) => rest.is_empty(),
            (Origin::Copied { context, folder: true }, Some(rest)) => self.project.is_some_and(|p| p.has(&under(context, rest))),
            _ => false,
        };
        self.over(path).filter(brings).last().map(|event| event.step)
    }

    /// The owner of what lies at a path before a step; `None` is root.
    pub fn owner(&self, path: &str, before: usize) -> Option<&str> {
        self.owners.before(path, before)?.as_deref()
    }

    /// The mode that a step before another one has given to a path, as written.
    pub fn mode(&self, path: &str, before: usize) -> Option<&str> {
        self.modes.before(path, before).map(String::as_str)
    }
}

/// Folders that every base image has.
const BASE_FOLDERS: [&str; 24] = [
    "/",
    "/bin",
    "/sbin",
    "/usr",
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/local/lib",
    "/usr/local/share",
    "/usr/share",
    "/usr/src",
    "/etc",
    "/var",
    "/var/lib",
    "/var/log",
    "/tmp",
    "/root",
    "/home",
    "/opt",
    "/srv",
    "/mnt",
];

/// Folders that the base image itself fills: what an application has there cannot be copied as a whole.
pub fn base_fills(folder: &str) -> bool {
    ["/", "/root", "/go", "/usr", "/usr/local", "/usr/src", "/usr/bin", "/usr/local/bin", "/home", "/etc", "/var", "/tmp", "/bin", "/lib"]
        .contains(&folder)
}

/// True for a folder that every base image has.
pub fn is_of_every_image(path: &str) -> bool {
    BASE_FOLDERS.contains(&path)
}

/// More folders of the context in one of the image are not looked at.
const MOST_FOLDERS: usize = 8;

/// The folder of the build context that an event shows to lie in a folder of the image: it puts a file, or a folder, of it there.
fn beside(event: &Event, path: &str) -> Option<String> {
    let Origin::Copied { context, folder } = &event.origin else { return None };
    let rest = below(&event.path, path)?;
    let above = context.strip_suffix(rest)?;
    let shows = !rest.is_empty() && (!*folder || !rest.contains('/'));
    shows.then(|| above.trim_end_matches('/').to_owned())
}

/// Where an event puts a file or folder of the build context.
fn place(event: &Event, context: &str) -> Option<String> {
    let Origin::Copied { context: from, folder } = &event.origin else { return None };
    let rest = if from.is_empty() { context } else { below_relative(context, from)? };
    (*folder || rest.is_empty()).then(|| if rest.is_empty() { event.path.clone() } else { normalise(&event.path, rest) })
}

/// The value that a variable has for a command; `None` where it is not set or not known.
pub fn variable(state: &State, call: &Call, name: &str) -> Option<String> {
    match call.env.iter().rev().find(|(n, _)| n == name) {
        Some((_, value)) => value.clone(),
        None => state.env.get(name).or_else(|| state.args.get(name)).cloned().flatten(),
    }
}

/// Those of the variables that are set for a command.
pub fn variables(state: &State, call: &Call, names: &[&str]) -> Vec<(String, Known)> {
    names.iter().filter_map(|name| variable(state, call, name).map(|value| ((*name).to_owned(), Some(value)))).collect()
}

/// What is left of `path` below `folder`: `""` for the same path, `None` where it lies elsewhere.
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder == "/" {
        return path.strip_prefix('/');
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// A path and the folders above it, up to the root.
pub fn at_and_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |at| match at.rfind('/')? {
        0 => (*at != "/").then_some("/"),
        end => Some(&at[..end]),
    })
}

fn below_relative<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// A path of the context without `./`, slashes at the ends and `..`.
pub fn clean(path: &str) -> String {
    normalise("/", path).trim_start_matches('/').to_owned()
}

/// The package.json that governs a folder of the image: the nearest one at or above it.
pub fn package_at<'a>(layout: &Layout<'a>, folder: &str) -> Option<&'a NodePackage> {
    let project = layout.project()?;
    let mut path = folder.to_owned();
    loop {
        let manifest = normalise(&path, "package.json");
        if let Some(context) = layout.in_context(&manifest) {
            let home = context.rsplit_once('/').map_or("", |(home, _)| home);
            if let Some(package) = project.node.iter().find(|p| p.folder == home) {
                return Some(package);
            }
        }
        if path == "/" {
            return None;
        }
        path = normalise(&path, "..");
    }
}
