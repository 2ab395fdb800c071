//! Turns literals that name what a step makes, in whatever folder, into demands: a server that serves the `build` of the client beside it.
//! Relies on the known outputs of all steps, and on where the compiler puts the file that holds the literal.
//! Does not ask for what the context has: that is for the language's own rule of literals.

use super::{outputs, unclaimed};
use crate::demand::{Demands, Order, Path};
use crate::detect::Subject;
use crate::detect::layout::{Found, Origin, below, package_at};
use crate::model::normalise;
use crate::project::path::{folder, join, under, within};
use crate::project::{Code, Literal, NodePackage};

/// Demands what steps make and the sources of a package name, when they run in the folder `home`.
pub fn demand(subject: &Subject, code: &Code, package: &NodePackage, home: &str, demands: &mut Demands) {
    let all = outputs::of_the_steps(subject, "/");
    for literal in code.literals.iter().filter(|literal| literal.text.contains('/') && is_plain(&literal.text)) {
        let why = format!("{}:{} names it", literal.file, literal.line);
        let places = places(subject, package, home, literal);
        let answered = |path: &String| matches!(subject.layout.find(path), Found::Known(_)) && !is_folder_of_context(subject, path);
        if places.iter().any(answered) {
            continue;
        }
        let made: Vec<String> = places.iter().flat_map(|place| made_at(subject, all.as_ref(), place)).collect();
        for path in &made {
            demands.path(path.clone(), crate::demand::is_folder(subject, path), Order::Data, why.clone());
        }
        let open = made.is_empty() && literal.text.starts_with("..") && !places.iter().any(|place| unclaimed::is_claimed(demands, place));
        for place in places.into_iter().filter(|place| open && may_be_made(subject, home, place)) {
            let folder = place.rsplit('/').next().is_some_and(|name| !name.contains('.'));
            demands.paths.entry(place).or_insert_with(|| Path { folder, optional: true, order: Order::Data, why: why.clone() });
        }
    }
}

/// A path without variables and patterns.
fn is_plain(text: &str) -> bool {
    text.len() > 2
        && text.contains(|c: char| c.is_ascii_alphanumeric())
        && !text.contains(['*', '?', '%', '{', '$', ':', '<', '\\', '[', '@', '#', '='])
        && !text.contains(char::is_whitespace)
}

/// Where a literal leads in the image: from the folder of the process, as a path of the context, and from the compiled file.
fn places(subject: &Subject, package: &NodePackage, home: &str, literal: &Literal) -> Vec<String> {
    let text = literal.text.as_str();
    let mut places = vec![normalise(home, text)];
    if !text.starts_with('/') {
        let own = folder(&literal.file);
        let mut contexts = vec![join("", text), join(own, text)];
        if let (Some(out), Some(inside)) = (&package.out_dir, within(own, &package.folder)) {
            let out = under(&package.folder, out);
            let below_source = inside.split_once('/').map_or("", |(_, rest)| rest);
            contexts.extend([join(&under(&out, inside), text), join(&under(&out, below_source), text)]);
        }
        places.extend(contexts.iter().filter_map(|context| subject.layout.in_image(context)));
    }
    places.sort();
    places.dedup();
    places.retain(|place| place != "/" && below(home, place).is_none() && !place.contains("/node_modules"));
    places
}

/// The outputs at, above or below a path: of all steps, or of those that run near its package.
fn made_at(subject: &Subject, all: Option<&std::collections::BTreeSet<String>>, place: &str) -> Vec<String> {
    let of_package = || {
        let package = package_at(&subject.layout, place)?;
        let manifest = subject.layout.in_image(&under(&package.folder, "package.json"))?;
        outputs::of_the_steps(subject, &normalise(&manifest, ".."))
    };
    let near = if all.is_none() { of_package() } else { None };
    let made = all.or(near.as_ref()).into_iter().flatten();
    made.filter(|made| below(place, made).is_some() || below(made, place).is_some()).cloned().collect()
}

/// A folder of the context, of which a step may have made more than the context has.
fn is_folder_of_context(subject: &Subject, path: &str) -> bool {
    subject.layout.in_context(path).is_some_and(|context| subject.project.is_some_and(|p| p.tree.file(&context).is_none()))
}

/// True for a path beside the application's folder that the context lacks, and that a script of unknown outputs may make.
fn may_be_made(subject: &Subject, home: &str, place: &str) -> bool {
    let by_script = matches!(subject.layout.find(place), Found::Likely(event) if matches!(event.origin, Origin::Anything { .. }));
    by_script && below(place, home).is_none() && subject.layout.in_context(place).is_none()
}
