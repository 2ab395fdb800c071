//! The entries of codes that go with a file that can be split: what a person should look at.
//! Relies on [`super::Code`]. Holds text only.

use super::{Code, Kind};

pub(super) const WARNINGS: &[Code] = &[
    Code {
        name: "command-unknown",
        kind: Kind::Warning,
        summary: "The container calls a program that no package is known to bring.",
        why: "The original image has it from somewhere that cannot be seen. The runtime stage would lack it, and whatever calls it would fail.",
        example: "ENTRYPOINT [\"/entry.sh\"]   # calls `acme-agent`",
        way_out: "Add what brings the program to the runtime stage by hand, then write with --unsafe.",
    },
    Code {
        name: "context-missing",
        kind: Kind::Warning,
        summary: "The build context is not at hand.",
        why: "What the program reads, starts and links is in its sources. The Dockerfile alone shows only where they go.",
        example: "dfsplit - < Dockerfile",
        way_out: "Run dfsplit where the sources are, or name their folder with --context DIR.",
    },
    Code {
        name: "legacy-algorithms",
        kind: Kind::Warning,
        summary: "The distroless image of Debian 13 has OpenSSL without its legacy provider.",
        why: "A program that still uses MD4, RC4, DES or Blowfish, or talks to somebody who does, works on Debian and fails there.",
        example: "dfsplit --runtime distroless Dockerfile      (FROM rust:1.90-trixie, openssl-sys in Cargo.lock)",
        way_out: "Leave --runtime away, or make sure that nothing uses these algorithms.",
    },
    Code {
        name: "libraries-unknown",
        kind: Kind::Warning,
        summary: "Which shared libraries the program needs is not certain.",
        why: "Without Cargo.lock the versions of the dependencies, and with them the libraries that they link, are chosen by each build.",
        example: "COPY Cargo.toml ./\nRUN cargo build --release",
        way_out: "Commit Cargo.lock, or check the program with ldd and add what is missing.",
    },
    Code {
        name: "outputs-unknown",
        kind: Kind::Warning,
        summary: "What the build makes is not known in detail.",
        why: "The application lies among the base image's own files, so its folder cannot be copied whole, and a script may have made files that are not seen.",
        example: "FROM node:20\nCOPY . .\nRUN npm ci && ./build.sh\nCMD [\"node\", \"server.js\"]",
        way_out: "Give the application a folder of its own with WORKDIR.",
    },
    Code {
        name: "package-unknown",
        kind: Kind::Warning,
        summary: "Which packages are installed depends on a value that is not known.",
        why: "A package that the running program needs may be among them.",
        example: "ARG PACKAGES\nRUN apt-get install -y $PACKAGES",
        way_out: "Write the names where they are installed.",
    },
    Code {
        name: "prune-unproven",
        kind: Kind::Warning,
        summary: "Development dependencies are taken out, though it is not proven that nothing uses them.",
        why: "It is all that there is to gain in this image. A tool that people run by hand, or a module that is loaded by a computed name, may be among them.",
        example: "CMD [\"node\", \"dist/server.js\"]   # prisma is a devDependency, and prisma/migrations exists",
        way_out: "Check that nobody runs the tool from this image, then write with --unsafe.",
    },
    Code {
        name: "run-from-source",
        kind: Kind::Warning,
        summary: "The container's command compiles the program when it starts (`cargo run`, `go run`); the runtime stage starts the compiled program instead.",
        why: "`cargo run` sets CARGO_* variables, and both tools rebuild when a source is newer. A program that looks at either behaves differently when it is started directly, so the change is safe only where the build and the code rule that out.",
        example: "FROM rust:1.83\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD [\"cargo\", \"run\", \"--release\"]",
        way_out: "Look at the patch with --unsafe and write it with --write --unsafe; or make the command the program itself (`CMD [\"./target/release/NAME\"]`), which needs no flag.",
    },
    Code {
        name: "runtime-unknown",
        kind: Kind::Warning,
        summary: "The image that --runtime names is not known.",
        why: "Which C library, which tools and which files it brings cannot be told, so what the container needs may not be there.",
        example: "dfsplit --runtime corp.example/base:1 Dockerfile",
        way_out: "Try the result with --unsafe, and start it before you keep it.",
    },
    Code {
        name: "sources-unseen",
        kind: Kind::Warning,
        summary: "Not all that the container runs can be followed to its sources.",
        why: "A program that make or a script builds, or an entry script that is not in the context, may read and start more than is seen.",
        example: "RUN ./build.sh\nCMD [\"./server\"]",
        way_out: "Name the built program in the build and in the command, or look at the result before you write it with --unsafe.",
    },
];
