use super::lexer::{self, HOLE_END, Kind, SPREAD, TEMPLATE_END};
use super::*;

/// Everything that a module says, one word and its value a line.
fn said(path: &str, text: &str) -> Vec<String> {
    let module = scan(path, text);
    let code = &module.code;
    let mut out: Vec<String> = Vec::new();
    out.extend(module.imports.iter().map(|i| format!("{} {}", if i.types_only { "type" } else { "import" }, i.from)));
    out.extend(code.literals.iter().map(|l| format!("literal {}", l.text)));
    out.extend(code.starts.iter().map(|(program, _)| format!("start {program}")));
    out.extend(code.starts_unknown.iter().map(|p| format!("start? {}", p.text)));
    out.extend(code.reads_unknown.iter().map(|p| format!("read? {}", p.text)));
    out.extend(code.writes.iter().map(|p| format!("write {}", p.text)));
    out.extend(code.env.iter().map(|name| format!("env {name}")));
    out.extend(code.tls.iter().map(|p| format!("tls {}", p.text)));
    out.extend(code.zones.iter().map(|p| format!("zones {}", p.text)));
    out.extend(code.serves_files.iter().map(|p| format!("serves {}", p.text)));
    out.extend(code.low_port.iter().map(|p| format!("low {}", p.text)));
    out
}

fn check(path: &str, table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(said(path, text), *expected, "{text}");
    }
}

#[test]
fn finds_imports() {
    check(
        "src/a.tsx",
        &[
            ("import x from 'a'; import { y as z } from \"b\";\nimport * as c from 'c'", &["import a", "import b", "import c"]),
            ("import 'reflect-metadata'", &["import reflect-metadata"]),
            ("import x, { type T } from 'a'", &["import a"]),
            (
                "import type { T } from 'a'; import type U from 'b'; import { type A, type B as C } from 'c'",
                &["type a", "type b", "type c"],
            ),
            ("import type from 'a'; import { type T, x } from 'b'", &["import a", "import b"]),
            ("export * from './a'; export { b as c } from './b'; export type { T } from './c'", &["import ./a", "import ./b", "type ./c"]),
            ("export { a }; const b = 'from'; f('x')", &["literal from", "literal x"]),
            ("const a = require('a'), b = require(\"b/c\").d", &["import a", "import b/c"]),
            ("import a = require('a')", &["import a"]),
            ("const x = await import('a')", &["import a"]),
            ("let t: typeof import('a')", &["type a"]),
            ("require(name); import(name)", &["read? require(", "read? import("]),
            ("require('./' + name)", &["literal src", "literal ./"]),
            ("import(`./locales/${lang}.json`)", &["literal src/locales", "literal ./locales/"]),
            ("import(`../locales/${lang}`)", &["literal locales", "literal ../locales/"]),
            (
                "require(`date-fns/locale/${l}`); require('x' + y)",
                &["import date-fns/locale/", "literal date-fns/locale/", "literal x", "read? require("],
            ),
            ("require(path.join(__dirname, file))", &["literal src"]),
            (
                "require(path.join(__dirname, '..', 'config.json'))",
                &["import ./../config.json", "literal ../config.json", "literal config.json"],
            ),
            ("require.resolve('x'); require.main === module; a.require(b)", &["import x"]),
            ("const { a } = f('from'); // import x from 'y'\n/* require('z') */", &["literal from"]),
            ("import React, {\n  useState,\n  type FC,\n} from 'react'", &["import react"]),
        ],
    );
}

#[test]
fn puts_imports_aside_that_only_serve_types() {
    let import = "import { Request, type X, Response as R } from 'express'\n";
    for (text, types_only) in [
        ("", true),
        ("f(req: Request, private r?: R): Request { const x: R = y as Request; }", true),
        ("f(@Req() req: Request) { }", false),
        ("@A() f(): Promise<Request> { return x as R; }", true),
        ("class A { private a: Request; b: R; c(): Promise<Request> { } m: Map<string, R> }", true),
        ("x.Request()", true),
        ("new Request()", false),
        ("f(...Request)", false),
        ("class A extends Request { }", false),
        ("const o = { a: Request, b }", false),
        ("const o = { b, a: R }", false),
        ("const x = a ? b : Request", false),
        ("f(a ? b : Request)", false),
        ("export { Request }", false),
        ("x instanceof R", false),
        ("@Foo(Request) a", false),
    ] {
        assert_eq!(scan("a.ts", &format!("{import}{text}")).imports[0].types_only, types_only, "{text}");
    }
    assert!(!scan("a.js", import).imports[0].types_only);
    assert!(!scan("a.ts", "import 'x'").imports[0].types_only);
}

#[test]
fn puts_paths_together() {
    check(
        "src/lib/a.js",
        &[
            ("path.join(__dirname, 'a', 'b')", &["literal a/b", "literal src/lib/a/b"]),
            ("path.join(__dirname, '../../views')", &["literal ../../views", "literal views"]),
            ("path.join(__dirname, '../../../x')", &["literal ../../../x"]),
            ("path.resolve(process.cwd(), 'src', 'data', 'x.json')", &["literal src/data/x.json"]),
            ("__dirname + '/public'", &["literal public", "literal src/lib/public"]),
            ("`${__dirname}/views/index.html`", &["literal views/index.html", "literal src/lib/views/index.html"]),
            ("`${process.cwd()}/posts/${slug}.md`", &["literal posts/"]),
            ("new URL('../../data.json', import.meta.url)", &["literal ../../data.json", "literal data.json"]),
            ("path.join(import.meta.dirname, 'x.txt')", &["literal x.txt", "literal src/lib/x.txt"]),
            ("import { join } from 'node:path'; join(ROOT, 'a', 'b')", &["import node:path", "literal a/b"]),
            ("resolve('a', 'b')", &["literal a", "literal b"]),
            ("const p = require('path'); p.resolve('a', 'b')", &["import path", "literal a/b"]),
            ("'views/' + name + '.html'", &["literal views/"]),
            ("`views/${name}.html`", &["literal views/"]),
            ("appRoot + '/logs'", &["literal logs"]),
            ("name + '.txt'", &["literal .txt"]),
            ("path.join(__dirname, process.env.DIR || 'x')", &["literal src/lib", "literal x", "env DIR"]),
            (
                "const dir = path.join(process.cwd(), 'src', 'data'); fs.readFileSync(path.join(dir, 'a.json'))",
                &["literal src/data", "literal src/data/a.json"],
            ),
            ("const __dirname = path.dirname(fileURLToPath(import.meta.url))", &[]),
            ("path.join(path.join(path.join(__dirname, 'a'), 'b'), 'c')", &["literal a/b/c", "literal src/lib/a/b/c"]),
            ("path.join(__dirname, 'a' + path.sep + 'b')", &["literal a/b", "literal src/lib/a/b"]),
        ],
    );
}

#[test]
fn leaves_sentences_out_of_the_literals() {
    check(
        "a.js",
        &[
            (
                "'use strict'; f('hello world', 'a b/c', '<p>', '', 'x\\ny', 'it\\'s', 'caf\\u00e9')",
                &["literal a b/c", "literal it's", "literal café"],
            ),
            ("<img src='/logo.png' alt={'alt'}>it's</img>; g('y')", &["literal alt", "literal y"]),
        ],
    );
}

#[test]
fn finds_files_that_are_read() {
    check(
        "a.js",
        &[
            ("fs.readFileSync('a.json')", &["literal a.json"]),
            ("fs.readFile(name, cb)", &["read? fs.readFile("]),
            ("import { readFile as r } from 'fs/promises'; r(x)", &["import fs/promises", "read? r("]),
            ("const { promises: f } = require('fs'); f.open(x)", &["import fs", "read? f.open("]),
            ("fs.readFile(`a/${b}`)", &["literal a/"]),
            ("fs.readFile(`${b}/a`)", &["read? fs.readFile("]),
            ("fs.readdirSync(__dirname)", &["read? fs.readdirSync("]),
            ("fs.readFileSync(require.resolve('x/y.wasm'))", &["import x/y.wasm"]),
            (
                "const F = path.join(__dirname, 'f'); { const G = 'g'; fs.readFileSync(F); fs.readFileSync(G) }; fs.readFileSync(G)",
                &["literal f", "literal g", "read? fs.readFileSync("],
            ),
            (
                "const d = path.join(__dirname, 'cmd'); const f = path.join(d, x); fs.readdirSync(f); require(f)",
                &["literal cmd", "literal cmd"],
            ),
            ("class A { async readFile(x) { } }\nfunction readFile(y) { }", &[]),
            ("res.sendFile(path.resolve('index.html'))", &["literal index.html", "serves res.sendFile("]),
            (
                "app.use(express.static('public')); app.use(express.static(dir))",
                &["literal public", "read? express.static(", "serves express.static("],
            ),
            ("protoLoader.loadSync(PROTO)", &["read? protoLoader.loadSync("]),
            ("new Worker(new URL('./w.js', import.meta.url))", &["import ./w.js", "literal ./w.js", "literal w.js"]),
        ],
    );
    check("cmd/a.js", &[("fs.readdirSync(__dirname)", &["literal cmd"])]);
}

#[test]
fn finds_files_that_are_written() {
    check(
        "a.js",
        &[
            ("fs.mkdirSync('uploads')", &["literal uploads", "write fs.mkdirSync("]),
            ("const { mkdir } = require('fs/promises'); mkdir(x); db.mkdir(y)", &["import fs/promises", "write mkdir("]),
            ("multer({ dest: 'uploads/' }); multer.diskStorage({})", &["literal uploads/", "write multer(", "write multer.diskStorage("]),
            ("new winston.transports.File({ filename: 'x.log' })", &["literal x.log", "write transports.File("]),
            ("new DataSource({ type: 'sqlite' })", &["literal sqlite", "write type:"]),
            ("fs.createWriteStream(p)", &["write fs.createWriteStream("]),
            ("sequelize.rename(a); map.remove(b)", &[]),
        ],
    );
}

#[test]
fn finds_programs_that_are_started() {
    check(
        "a.js",
        &[
            (
                "const { spawn } = require('child_process'); spawn('ffmpeg', ['-i'])",
                &["import child_process", "literal ffmpeg", "literal -i", "start ffmpeg"],
            ),
            (
                "import { exec } from 'child_process'; exec(`cd /x && convert ${a} | A=b gzip`)",
                &["import child_process", "literal cd /x && convert ", "start sh", "start convert", "start gzip"],
            ),
            ("const cp = require('child_process'); cp.execSync('git rev-parse HEAD')", &["import child_process", "start sh", "start git"]),
            ("const run = util.promisify(require('child_process').exec); run(cmd)", &["import child_process"]),
            (
                "const { exec } = require('child_process'); const run = promisify(exec); run(cmd)",
                &["import child_process", "start sh", "start? run("],
            ),
            ("require('child_process').execFile('ls')", &["import child_process", "literal ls", "start ls"]),
            ("/x/.exec('y'); Model.find().exec(); this.spawn(e)", &["literal y"]),
            (
                "import { spawn } from 'node:child_process'; spawn(cmd); spawn(process.execPath, [])",
                &["import node:child_process", "start node", "start? spawn("],
            ),
            ("import { $ } from 'zx'; await $`git log ${x}`; $`${y} z`", &["import zx", "start git", "start? $"]),
            ("Bun.spawn(['./server'])", &["literal ./server", "start ./server"]),
            (
                "import { spawn } from 'child_process'; spawn('sh', ['-c', 'pg_dump x > y'])",
                &["import child_process", "literal sh", "literal -c", "start sh", "start pg_dump"],
            ),
            (
                "import { execSync } from 'child_process'; execSync('git clone ' + url + ' && make')",
                &["import child_process", "start sh", "start git", "start make"],
            ),
        ],
    );
}

#[test]
fn finds_variables_ports_and_addresses() {
    check(
        "a.js",
        &[
            (
                "process.env.A + process.env['B'] + process.env[c]; const { D, E = 1 } = process.env; process.env?.F",
                &["env A", "env B", "env D", "env E", "env F"],
            ),
            (
                "env('HOST', '0.0.0.0'); this.configService.get('DB_URL'); map.get('X')",
                &["literal 0.0.0.0", "literal X", "env DB_URL", "env HOST"],
            ),
            ("app.listen(80)", &["low 80"]),
            ("app.listen(process.env.PORT || 443, cb)", &["env PORT", "low 443"]),
            ("const PORT = process.env.PORT ?? 80", &["env PORT", "low 80"]),
            ("app.listen(3000); createTransport({ port: 587 }); x.listen({ port: 8080 })", &[]),
            ("fetch('https://example.com/x')", &["literal https://example.com/x", "tls https://example.com/x"]),
            ("d.toLocaleString('de')", &["literal de", "zones toLocaleString"]),
        ],
    );
}

#[test]
fn reads_the_scripts_of_components() {
    let text = "<template><a href='x'>it's</a></template>\n<script setup lang=\"ts\">\nimport a from 'a'\nf(process.env.B)\n</script>";
    assert_eq!(said("a.vue", text), ["import a", "env B"]);
    assert_eq!(scan("a.vue", text).imports, [Import { from: "a".into(), line: 3, types_only: false }]);
    assert_eq!(said("a.astro", "---\nimport a from 'a'\n---\n<p>it's</p><script>import 'b'</script>"), ["import a", "import b"]);
}

#[test]
fn finds_an_option_of_a_configuration() {
    let text =
        "/** @type {import('next').NextConfig} */\nmodule.exports = { reactStrictMode: true, output: 'standalone', distDir: \"build\" }";
    assert_eq!(option(text, "output").as_deref(), Some("standalone"));
    assert_eq!(option(text, "distDir").as_deref(), Some("build"));
    assert_eq!(option("x = { output: a ? 'b' : 'c' }", "output"), None);
}

#[test]
fn takes_any_text() {
    for text in [
        "`",
        "`${",
        "'",
        "/",
        "<a",
        "<a>{",
        "}",
        "import",
        "require(",
        "path.join(",
        "`${`${`",
        "\\",
        "/*",
        "import {",
        "const { a = 'x",
        "fs.readFile(",
    ] {
        scan("a.jsx", text);
        scan("a.ts", &text.repeat(500));
    }
}

fn shown(text: &str) -> String {
    lexer::tokens(text, true)
        .iter()
        .map(|t| match t.kind {
            Kind::Mark(TEMPLATE_END) => "`.".to_owned(),
            Kind::Mark(HOLE_END) => "$.".to_owned(),
            Kind::Mark(SPREAD) => "...".to_owned(),
            Kind::Mark(b) => (b as char).to_string(),
            Kind::Text => format!("'{}'", &text[t.start..t.end]),
            Kind::Chunk => format!("\"{}\"", &text[t.start..t.end]),
            Kind::Operand => "@".to_owned(),
            Kind::Word | Kind::Number => text[t.start..t.end].to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn tells_tokens_apart() {
    for (text, expected) in [
        ("#!/usr/bin/env node\na // it's\n/* ` */ b", "a b"),
        ("a = b / c / d", "a = b / c / d"),
        ("a = /[/']/g.test(x)", "a = @ . test ( x )"),
        ("return /'/", "return @"),
        ("f(x) / 2", "f ( x ) / 2"),
        ("`a`", "'a'"),
        ("`a${b({c: `d`})}e`", "` \"a\" $ b ( { c : 'd' } ) $. \"e\" `."),
        ("'it\\'s' + \"b\"", "'it\\'s' + 'b'"),
        ("<p>Don't `do` this {f('x')}</p>; g('y')", "@ { f ( 'x' ) } @ ; g ( 'y' )"),
        ("x = <A b='c' d={e} />; f()", "x = @ { e } @ ; f ( )"),
        ("x = <><B/>it's</>; f('z')", "x = @ @ @ ; f ( 'z' )"),
        ("a < b && c > d; 'e'", "a < b & & c > d ; 'e'"),
        ("const f = <T,>(x: T) => x; 'y'", "const f = < T , > ( x : T ) = > x ; 'y'"),
        ("x = <T>y; 'z'", "x = < T > y ; 'z'"),
        ("1_000.5e3", "1_000.5e3"),
        ("[...a, .../x'/]", "[ ... a , ... @ ]"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn counts_lines() {
    let text = "a\n`\n${\nb}\n`\n'c\\\nd'\n/*\n*/e";
    let lines: Vec<_> = lexer::tokens(text, true).iter().map(|t| t.line).collect();
    assert_eq!(lines, [1, 2, 2, 3, 4, 4, 4, 5, 6, 9]);
}
