use dfsplit::model::*;
use dfsplit::source::Source;
use dfsplit::syntax::parse;
use dfsplit::template::*;
fn main() {
    let pat = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string("../shared/corpus/apps.jsonl").unwrap();
    let base = Base {
        registry: String::new(),
        repository: "golang".into(),
        tag: "1".into(),
        digest: None,
        family: Family::Golang,
        distro: None,
        flavour: Flavour::Full,
        names_release: false,
        env: vec![("GOPATH".into(), "/go".into()), ("PATH".into(), "/usr/bin".into())],
        workdir: "/go".into(),
        entrypoint: vec![],
        cmd: vec![],
        user: None,
        users: vec![],
    };
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(text) = row["text"].as_str() else { continue };
        let source = Source::new("x", text);
        let file = parse(&source);
        for step in steps(&source, &file, &base).steps {
            if let What::Run(run) = &step.what {
                for (span, because) in &run.opaque {
                    if pat == "opaque" {
                        println!("{} {because}: {}", row["id"], &source.slice(*span).chars().take(150).collect::<String>());
                    }
                }
                for call in &run.calls {
                    let name = call.argv.first().cloned().flatten().unwrap_or("?".into());
                    let name = name.rsplit('/').next().unwrap().to_owned();
                    let kind = format!("{:?}", call.action);
                    let kind = kind.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                    if (call.action == Action::Other && name == pat)
                        || (pat == "folder" && call.folder.is_none())
                        || kind == pat
                        || (pat == "conditional" && call.conditional)
                    {
                        println!(
                            "{} {:?} in {:?}: {:?}\n      {}",
                            row["id"],
                            call.argv
                                .iter()
                                .map(|w| w.as_deref().unwrap_or("??"))
                                .collect::<Vec<_>>()
                                .join(" ")
                                .chars()
                                .take(200)
                                .collect::<String>(),
                            call.folder,
                            call.action,
                            source.slice(call.span).chars().take(200).collect::<String>()
                        );
                    }
                }
            }
        }
    }
}
