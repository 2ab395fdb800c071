//! What must always hold, on Dockerfiles put together at random from the instructions that real ones have.
//! (Tiling of the tree has its own properties beside the grammar.)

use dfsplit::project::{File, Tree};
use dfsplit::{Options, Outcome, Project, Source, split};
use proptest::prelude::*;

/// Instructions that stand in real files, comments and blank lines among them; `{}` is a line end.
const LINES: [&str; 58] = [
    "# a comment",
    "",
    "",
    "# EXPOSE 1",
    "ENV A=b",
    "ENV PATH=$PATH:/go/bin",
    "ENV GO111MODULE=on",
    "ENV legacy value with blanks",
    "ARG VERSION=1",
    "ARG TOKEN",
    "ENV V=$VERSION",
    "WORKDIR /app",
    "WORKDIR src",
    "WORKDIR /srv/$A",
    "USER nobody",
    "USER 1000:1000",
    "LABEL a=\"b c\" d=e",
    "MAINTAINER somebody",
    "EXPOSE 8080",
    "expose 80/tcp 443",
    "VOLUME /data",
    "STOPSIGNAL SIGINT",
    "SHELL [\"/bin/bash\", \"-c\"]",
    "COPY . .",
    "COPY package*.json ./",
    "COPY go.mod go.sum ./",
    "ADD . /app",
    "COPY --chown=node:node . .",
    "COPY entry.sh /entry.sh",
    "RUN npm ci",
    "RUN npm install && npm run build",
    "RUN yarn install \\\n  # why\n  && yarn build",
    "RUN go build -o server .",
    "RUN go mod download",
    "RUN go install ./...",
    "RUN cargo build --release",
    "RUN cargo install --path .",
    "RUN apt-get update && apt-get install -y gcc libpq-dev curl",
    "RUN apk add --no-cache git bash",
    "RUN useradd -m app && chown -R app /app",
    "RUN mkdir -p /data/x",
    "RUN chmod +x /entry.sh",
    "RUN if [ -f x ]; then ls; fi",
    "RUN case x in y) ls;; esac",
    "RUN <<EOF\nset -e\nmake\nEOF",
    "RUN curl -sSf https://example.com/x | sh",
    "RUN [\"go\", \"build\"]",
    "HEALTHCHECK CMD curl -f http://localhost/ || exit 1",
    "CMD [\"./server\"]",
    "CMD ./server --port $PORT",
    "CMD [\"node\", \"dist/server.js\"]",
    "CMD npm start",
    "CMD [\"./target/release/app\"]",
    "CMD [\"cargo\", \"run\", \"--release\"]",
    "CMD go run .",
    "ENTRYPOINT [\"/entry.sh\"]",
    "ENTRYPOINT [\"app\"]",
    "RUN \\",
];

const BASES: [&str; 14] = [
    "golang:1.22",
    "golang:1.23-alpine",
    "golang",
    "node:20",
    "node:20-alpine",
    "node:18-slim AS app",
    "rust:1.79",
    "rust:alpine",
    "rust",
    "debian:bookworm",
    "ubuntu:22.04",
    "alpine",
    "oven/bun:1",
    "registry.example.com/base",
];

fn dockerfile() -> impl Strategy<Value = String> {
    let line = (0..LINES.len()).prop_map(|i| LINES[i]);
    (0..BASES.len(), prop::collection::vec(line, 1..14), any::<bool>(), any::<bool>(), 0..4u8).prop_map(
        |(base, lines, crlf, last_newline, lower)| {
            let from = if lower == 0 { "from" } else { "FROM" };
            let mut text = format!("{from} {}\n{}", BASES[base], lines.join("\n"));
            if last_newline {
                text.push('\n');
            }
            if crlf { text.replace('\n', "\r\n") } else { text }
        },
    )
}

/// A context that has a bit of everything.
fn project() -> Project {
    let mut tree = Tree::of(&[
        ("go.mod", "module example.com/server\n\ngo 1.22\n"),
        ("go.sum", ""),
        ("main.go", "package main\n\nimport \"os\"\n\nfunc main() { os.ReadFile(\"templates/x.html\") }\n"),
        ("templates/x.html", "x"),
        (
            "package.json",
            "{\"name\":\"app\",\"scripts\":{\"start\":\"node dist/server.js\",\"build\":\"tsc\"},\"devDependencies\":{\"typescript\":\"5\"}}",
        ),
        ("package-lock.json", "{\"lockfileVersion\":3,\"packages\":{}}"),
        ("src/server.ts", "import http from 'http';\nhttp.createServer().listen(8080);\n"),
        ("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"),
        ("src/main.rs", "fn main() {}\n"),
        (".dockerignore", "node_modules\n"),
    ]);
    let script = "#!/bin/sh\nset -e\nexec \"$@\"\n";
    tree.insert("entry.sh", File { text: Some(script.into()), size: script.len() as u64, executable: true, link: None });
    Project::new(tree, "Dockerfile")
}

fn new_text(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Split(split) => Some(&split.text),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Conservation, the same image from outside, and a good Dockerfile: the checks that every rewrite runs through never fail.
    #[test]
    fn no_rewrite_fails_its_own_checks(text in dockerfile(), with_context in any::<bool>()) {
        let source = Source::new("Dockerfile", text.as_str());
        let project = with_context.then(project);
        let outcome = split(&source, project.as_ref(), &Options::default());
        let failed = matches!(outcome, Outcome::CheckFailed { .. });
        prop_assert!(!failed, "{outcome:?}\n{text}");
    }

    /// Every line of the author's is in the new file, or its fate says why not.
    #[test]
    fn every_line_has_a_fate(text in dockerfile(), with_context in any::<bool>()) {
        let source = Source::new("Dockerfile", text.as_str());
        let project = with_context.then(project);
        if let Outcome::Split(split) = split(&source, project.as_ref(), &Options::default()) {
            let lines = text.lines().count();
            let covered: usize = split.fates.iter().map(|f| f.lines.1 - f.lines.0 + 1).sum();
            prop_assert_eq!(covered, lines, "{}", text);
        }
    }

    /// dfsplit on its own output says that it is multi-stage.
    #[test]
    fn a_split_file_is_already_split(text in dockerfile(), with_context in any::<bool>()) {
        let source = Source::new("Dockerfile", text.as_str());
        let project = with_context.then(project);
        let outcome = split(&source, project.as_ref(), &Options::default());
        if let Some(new) = new_text(&outcome) {
            let again = split(&Source::new("Dockerfile", new), project.as_ref(), &Options::default());
            let already = matches!(again, Outcome::AlreadySplit { .. });
            prop_assert!(already, "{}", new);
        }
    }

    /// The same bytes and the same context give the same bytes, on any thread.
    #[test]
    fn the_same_input_gives_the_same_output(text in dockerfile(), with_context in any::<bool>()) {
        let run = move |text: String| {
            let project = with_context.then(project);
            split(&Source::new("Dockerfile", text), project.as_ref(), &Options::default())
        };
        let here = run(text.clone());
        let copy = text.clone();
        let there = std::thread::spawn(move || run(copy)).join().expect("no panic");
        prop_assert_eq!(new_text(&here), new_text(&there));
    }

    /// New lines end as the author's do.
    #[test]
    fn line_endings_are_the_authors(text in dockerfile()) {
        let source = Source::new("Dockerfile", text.as_str());
        if let Some(new) = new_text(&split(&source, None, &Options::default())) {
            let all_crlf = text.contains("\r\n");
            let lone = new.split_inclusive('\n').any(|l| l.ends_with('\n') && l.ends_with("\r\n") != all_crlf);
            prop_assert!(!lone, "{new:?}");
        }
    }
}
