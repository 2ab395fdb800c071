//! The entries of codes that say: nothing to do, not ours, or an error.
//! Relies on [`super::Code`]. Holds text only.

use super::{Code, Kind};

pub(super) const ANSWERS: &[Code] = &[
    Code {
        name: "already-multi-stage",
        kind: Kind::Answer,
        summary: "The Dockerfile has several stages already.",
        why: "Its author has decided what the runtime image holds. dfsplit cuts single-stage files only, and answers this for its own results too, so that a second run changes nothing.",
        example: "FROM golang:1.23 AS build\nRUN go build -o /app .\nFROM debian:bookworm-slim\nCOPY --from=build /app /app\nCMD [\"/app\"]",
        way_out: "Nothing is needed.",
    },
    Code {
        name: "can-be-split",
        kind: Kind::Answer,
        summary: "The Dockerfile can be cut into a build stage and a small runtime stage.",
        why: "An image that is built in one stage ships its compiler, package caches, development dependencies and sources: all of it is stored, moved, scanned and kept up to date, and none of it is used when the container runs.",
        example: "FROM golang:1.23\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nCMD [\"./server\"]",
        way_out: "`dfsplit Dockerfile` shows the patch and what the container needs; `dfsplit --write Dockerfile` writes it. To keep the file as it is, say `# dfsplit: ignore REASON` in it.",
    },
    Code {
        name: "check-failed",
        kind: Kind::Error,
        summary: "dfsplit made a new file and its own check found it wrong.",
        why: "Every result is compared with the original before it is shown: the same command, ports, variables, working directory and so on. A difference that was not declared is a bug of dfsplit; nothing is written.",
        example: "error: dfsplit's own check failed: the new last stage has WORKDIR / where the old image has /app",
        way_out: "Please report it with the file: `dfsplit --explain Dockerfile > report.txt` collects what is needed.",
    },
    Code {
        name: "ignored",
        kind: Kind::Answer,
        summary: "A comment `# dfsplit: ignore` in the Dockerfile opts it out.",
        why: "Some images keep their toolchain on purpose: development containers, debuggers, images that compile at run time. The comment says so to everybody, and its reason is printed.",
        example: "# dfsplit: ignore kept for the debugger\nFROM golang:1.23\nCMD [\"go\", \"run\", \".\"]",
        way_out: "Take the comment out to have the file looked at.",
    },
    Code {
        name: "not-a-dockerfile",
        kind: Kind::NotOurs,
        summary: "The text is no Dockerfile: a template, prose, or another format.",
        why: "A template becomes a Dockerfile only when something fills it in, so neither its instructions nor its image are known. A file without FROM builds nothing.",
        example: "FROM node:{{ version }}\nCOPY . .",
        way_out: "Run dfsplit on the file that the template makes, and bring the result back into the template by hand.",
    },
    Code {
        name: "nothing-to-gain",
        kind: Kind::Answer,
        summary: "A runtime stage would leave nothing of weight behind.",
        why: "A split is worth its lines when it leaves behind a toolchain or a full base image, packages that only build, development dependencies, or compiled sources. Package caches and plain sources alone are no reason.",
        example: "FROM node:20-alpine\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD [\"node\", \"server.js\"]",
        way_out: "Nothing is needed. `dfsplit --explain Dockerfile` lists what was weighed, and how to drop a package cache where there is one.",
    },
    Code {
        name: "unknown-base",
        kind: Kind::NotOurs,
        summary: "The base image is no Go, Node.js or Rust image that dfsplit knows, and nothing in the file builds such a program.",
        why: "What an image holds decides what a runtime stage must bring: libraries, users, variables, the command. Of an image that is not in its facts dfsplit could only guess.",
        example: "FROM team/builder:7\nCOPY . .\nRUN make\nCMD [\"./server\"]",
        way_out: "If the image is derived from golang, node or rust, name that image in FROM, or say what it is for with --lang together with --runtime IMAGE.",
    },
];
