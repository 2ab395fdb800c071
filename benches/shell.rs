//! How many bytes of shell text are read in a second: real RUN texts where the corpus is at hand, else a few that stand here.

use dfsplit::shell::parse;
use divan::counter::BytesCount;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/apps.jsonl");

const BUILT_IN: [&str; 4] = [
    "npm ci",
    "CGO_ENABLED=0 go build -ldflags=\"-s -w -X main.version=${VERSION:-dev}\" -o /app/server ./cmd/server",
    "apt-get update && apt-get install -y --no-install-recommends ca-certificates libpq-dev && rm -rf /var/lib/apt/lists/*",
    "set -e; if [ \"$TARGETARCH\" = arm64 ]; then a=aarch64; else a=x86_64; fi; curl -fsSL \"https://example.com/tool-$a.tar.gz\" | tar xz -C /usr/local/bin",
];

fn main() {
    divan::main();
}

/// Each text on its own, as they come from Dockerfiles.
#[divan::bench]
fn run_texts(bencher: divan::Bencher<'_, '_>) {
    let texts = run_texts_of_corpus().unwrap_or_else(|| BUILT_IN.map(str::to_owned).to_vec());
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| texts.iter().map(|text| parse(text).statements.len()).sum::<usize>());
}

/// One text of a megabyte: the rate must be that of small texts.
#[divan::bench(sample_count = 20)]
fn one_long_script(bencher: divan::Bencher<'_, '_>) {
    let text = BUILT_IN.join("\n").repeat(2500);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(&text));
}

/// Texts that are hard to read: what opens and never closes.
#[divan::bench(args = ["$((", "((", "${X:-", "a `\\", "<<E ", "{a,", "case x in ", "\\\n", "X=(", "a[", "\"", "time "], sample_count = 5)]
fn what_never_closes(bencher: divan::Bencher<'_, '_>, piece: &str) {
    let text = piece.repeat(200_000 / piece.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(&text));
}

fn run_texts_of_corpus() -> Option<Vec<String>> {
    let corpus = std::fs::read_to_string(CORPUS).ok()?;
    let mut texts = Vec::new();
    for line in corpus.lines() {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        let rows = row["buildkit"]["instructions"].as_array().into_iter().flatten();
        texts.extend(rows.filter(|row| row[0] == "RUN" && row[6] == false).filter_map(|row| row[2][0].as_str()).map(str::to_owned));
    }
    Some(texts)
}
