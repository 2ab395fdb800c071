//! The entries of codes that go with a file that can be split: what a person should look at.
//! Relies on [`super::Code`]. Holds text only.

use super::{Code, Kind};

pub(super) const WARNINGS: &[Code] = &[
    Code {
        name: "missing-files",
        kind: Kind::Warning,
        summary: "The Dockerfile or the code names files that are not in the build context.",
        why: "They may be made by a step, be ignored by git, or come from another context. What is not there cannot be read for demands, and a copy of a file that does not exist stops the build.",
        example: "COPY config/ /app/config/        (there is no config folder beside the Dockerfile)",
        way_out: "Run dfsplit where the files are, or name the build context with --context DIR.",
    },
    Code {
        name: "run-from-source",
        kind: Kind::Warning,
        summary: "The container's command compiles the program when it starts (`cargo run`, `go run`); the runtime stage starts the compiled program instead.",
        why: "`cargo run` sets CARGO_* variables, and both tools rebuild when a source is newer. A program that looks at either behaves differently when it is started directly, so the change is safe only where the build and the code rule that out.",
        example: "FROM rust:1.83\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD [\"cargo\", \"run\", \"--release\"]",
        way_out: "Look at the patch with --unsafe and write it with --write --unsafe; or make the command the program itself (`CMD [\"./target/release/NAME\"]`), which needs no flag.",
    },
];
