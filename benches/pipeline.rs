//! How fast Dockerfiles are split by their text alone, in bytes a second.
//!
//! Reads `../shared/corpus/apps.jsonl` where it is there; else a built-in sample.

use std::path::Path;

use dfsplit::{Options, Source};
use divan::counter::{BytesCount, ItemsCount};

/// Files of one round.
const FILES: usize = 1000;

const SAMPLE: [&str; 3] = [
    "FROM golang:1.23\n\nWORKDIR /app\n\nCOPY go.mod go.sum ./\nRUN go mod download\n\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app/server ./cmd/server\n\nEXPOSE 8080\nCMD [\"/app/server\"]\n",
    "FROM node:20\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build && npm prune --omit=dev\nENV NODE_ENV=production \\\n    PORT=3000\nEXPOSE 3000\nCMD [\"node\", \"dist/main.js\"]\n",
    "FROM rust:1.83\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    libssl-dev \\\n    pkg-config \\\n && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD [\"./target/release/app\"]\n",
];

fn main() {
    divan::main();
}

/// Texts of real Dockerfiles, or the sample over and over.
fn texts() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/apps.jsonl");
    let corpus = std::fs::read_to_string(path).unwrap_or_default();
    let texts: Vec<String> = corpus
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|row| row.get("text")?.as_str().map(str::to_owned))
        .take(FILES)
        .collect();
    if texts.is_empty() { SAMPLE.iter().cycle().take(FILES).map(|text| (*text).to_owned()).collect() } else { texts }
}

#[divan::bench]
fn split_by_text_alone(bencher: divan::Bencher) {
    let sources: Vec<Source> = texts().into_iter().map(|text| Source::new("Dockerfile", text)).collect();
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
    let options = Options::default();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(sources.len())).bench_local(|| {
        for source in &sources {
            divan::black_box(dfsplit::split(divan::black_box(source), None, &options));
        }
    });
}
