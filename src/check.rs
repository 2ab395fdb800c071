//! Holds a finished rewrite against the model of the original: the same image from outside, and a good Dockerfile.
//! Relies on `syntax`, `model` and the facts. Knows nothing of how the rewrite came about, only which changes it declares.

use std::collections::BTreeSet;

use crate::detect::Subject;
use crate::model::{Known, Variables, steps};
use crate::plan::Plan;
use crate::source::Source;
use crate::syntax::{Arguments, Dockerfile, Instruction, ItemKind, Keyword, parse};

/// Checks a new file; the sentence says what is wrong with it.
pub fn check(subject: &Subject, plan: &Plan, text: &str) -> Result<(), String> {
    let source = Source::new(subject.source.name(), text);
    let file = parse(&source);
    good_dockerfile(subject, &file)?;
    let last = last_stage(&file);
    let base = subject.facts.base(&plan.runtime.reference);
    let mut runtime = base.unwrap_or_else(|| subject.base.clone());
    if plan.runtime.reference == "scratch" || plan.runtime.shellless {
        runtime.workdir = "/".into();
        runtime.env.clear();
        runtime.env.push(("PATH".into(), plan.runtime.path.clone()));
    }
    let image = steps(&source, &last, &runtime);
    same_folder(subject, &image.end.workdir)?;
    same_variables(subject, &image.end.env, &runtime.env)?;
    same_user(subject, plan, image.end.user.as_ref())?;
    same_rest(subject, plan, &source, &last)
}

/// The items of the last stage, its FROM first.
fn last_stage(file: &Dockerfile) -> Dockerfile {
    let from = file.instructions().rfind(|(_, i)| i.keyword == Keyword::From).map_or(0, |(item, _)| item);
    Dockerfile { items: file.items[from..].to_vec(), escape: file.escape, diagnostics: Vec::new() }
}

fn good_dockerfile(subject: &Subject, file: &Dockerfile) -> Result<(), String> {
    if let Some(new) =
        file.diagnostics.iter().find(|d| !subject.file.diagnostics.iter().any(|old| old.code == d.code && old.message == d.message))
    {
        return Err(format!("the new file does not parse as well as the old one: {}", new.message));
    }
    let mut stages: Vec<String> = Vec::new();
    for (_, instruction) in file.instructions() {
        match instruction.keyword {
            Keyword::From => stages.push(name_of(instruction).unwrap_or_default()),
            Keyword::Copy => {
                if let Some(from) = instruction.flag("from").and_then(|f| f.value.as_ref())
                    && stages.len() > 1
                    && !stages[..stages.len() - 1].iter().any(|s| s == from)
                    && !subject.source.text().contains(&format!("--from={from}"))
                {
                    return Err(format!("COPY --from={from} names no earlier stage"));
                }
            }
            _ => {}
        }
    }
    if stages.len() == 2 { Ok(()) } else { Err(format!("the new file has {} stages", stages.len())) }
}

fn name_of(instruction: &Instruction) -> Option<String> {
    let Arguments::Words(words) = &instruction.arguments else { return None };
    let at = words.iter().position(|w| w.text.eq_ignore_ascii_case("as"))?;
    words.get(at + 1).map(|w| w.text.clone())
}

fn same_folder(subject: &Subject, now: &Known) -> Result<(), String> {
    let old = &subject.image.end.workdir;
    if old == now { Ok(()) } else { Err(format!("the new last stage has WORKDIR {} where the old image has {}", show(now), show(old))) }
}

fn show(value: &Known) -> &str {
    value.as_deref().unwrap_or("(not known)")
}

fn same_variables(subject: &Subject, now: &Variables, runtime: &[(String, String)]) -> Result<(), String> {
    let inherited = |set: &[(String, String)], name: &str, value: &Known| set.iter().any(|(n, v)| n == name && Some(v) == value.as_ref());
    for (name, value) in &subject.image.end.env {
        let of_base = inherited(&subject.base.env, name, value);
        if of_base || name == "PATH" || subject.facts.build_only_env(name) || now.get(name) == Some(value) {
            continue;
        }
        let new = now.get(name).map_or("nothing", |v| show(v));
        return Err(format!("the new last stage has ENV {name} = {new} where the old image has {}", show(value)));
    }
    for (name, value) in now {
        let known = subject.image.end.env.contains_key(name) || name == "NODE_ENV" || inherited(runtime, name, value);
        if !known {
            return Err(format!("the new last stage sets ENV {name}, which the old image does not"));
        }
    }
    Ok(())
}

fn same_user(subject: &Subject, plan: &Plan, now: Option<&Known>) -> Result<(), String> {
    let old = &subject.image.end.user;
    let added = plan
        .head
        .iter()
        .flatten()
        .any(|l| matches!(l, crate::plan::Line::New { text, .. } if text.to_ascii_uppercase().starts_with("USER ")));
    if added || old.as_ref() == now || old.is_none() && now == plan.runtime.user.clone().map(Some).as_ref() {
        return Ok(());
    }
    Err(format!("the new last stage has USER {now:?} where the old image has {old:?}"))
}

/// Everything that is said with an instruction of its own.
fn same_rest(subject: &Subject, plan: &Plan, source: &Source, last: &Dockerfile) -> Result<(), String> {
    for keyword in [Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck, Keyword::Stopsignal] {
        let replaced = subject.file.instructions().any(|(item, i)| i.keyword == keyword && plan.replaced.contains_key(&item));
        let old = subject.file.instructions().rfind(|(_, i)| i.keyword == keyword).map(|(_, i)| subject.source.slice(i.span));
        let new = last.instructions().rfind(|(_, i)| i.keyword == keyword).map(|(_, i)| source.slice(i.span));
        if !replaced && old != new {
            return Err(format!(
                "the new last stage has {} where the old image has {}",
                new.unwrap_or("no such line"),
                old.unwrap_or("none")
            ));
        }
    }
    for keyword in [Keyword::Expose, Keyword::Volume, Keyword::Label, Keyword::Maintainer] {
        let lines = |file: &Dockerfile, source: &Source| -> BTreeSet<String> {
            file.instructions().filter(|(_, i)| i.keyword == keyword).map(|(_, i)| source.slice(i.span).to_owned()).collect()
        };
        let (old, new) = (lines(subject.file, subject.source), lines(last, source));
        if old != new {
            let lost = old.symmetric_difference(&new).next().cloned().unwrap_or_default();
            return Err(format!("`{lost}` is not in both images"));
        }
    }
    let stray = last.items.iter().any(|i| matches!(&i.kind, ItemKind::Directive { .. } | ItemKind::Bom));
    if stray { Err("a parser directive does not stand first".into()) } else { Ok(()) }
}
