use std::collections::{BTreeMap, BTreeSet};

use super::super::facts::Prisma;
use super::*;

fn packages(files: &[(&str, &str)]) -> Vec<NodePackage> {
    let bins = |name: &str| match name {
        "typescript" => vec!["tsc".to_owned(), "tsserver".to_owned()],
        "@nestjs/cli" => vec!["nest".to_owned()],
        _ => Vec::new(),
    };
    node_packages(&Tree::of(files), &bins)
}

fn package(files: &[(&str, &str)]) -> NodePackage {
    packages(files).swap_remove(0)
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn reads_a_manifest() {
    let manifest = r#"{
        "name": "@acme/api", "main": "dist/index.js", "type": "module", "bin": "cli.js", "packageManager": "pnpm@9.1.0",
        "scripts": { "start": "node dist", "bad": 1 },
        "dependencies": { "express": "^4" }, "devDependencies": { "typescript": "5" },
        "peerDependencies": { "react": "*" }, "optionalDependencies": { "fsevents": "2" }
    }"#;
    let files = [
        ("package.json", manifest),
        (".npmrc", ""),
        ("patches/a.patch", ""),
        ("yarn.lock", ""),
        ("pnpm-lock.yaml", ""),
        ("pnpm-workspace.yaml", "packages:\n  - api\n"),
    ];
    let expected = NodePackage {
        name: Some("@acme/api".into()),
        main: Some("dist/index.js".into()),
        module: true,
        scripts: map(&[("start", "node dist")]),
        dependencies: map(&[("express", "^4")]),
        dev_dependencies: map(&[("typescript", "5")]),
        other_dependencies: map(&[("react", "*"), ("fsevents", "2")]),
        workspaces: true,
        workspace: Some(String::new()),
        package_manager: Some("pnpm@9.1.0".into()),
        bin: map(&[("api", "cli.js")]),
        lockfile: Some("pnpm-lock.yaml".into()),
        lockfiles: vec!["pnpm-lock.yaml".into(), "yarn.lock".into()],
        install_files: vec![".npmrc".into(), "patches".into(), "pnpm-workspace.yaml".into()],
        programs: map(&[
            ("express", "express"),
            ("fsevents", "fsevents"),
            ("react", "react"),
            ("tsc", "typescript"),
            ("tsserver", "typescript"),
        ]),
        framework: Some(Framework::Express),
        ..NodePackage::default()
    };
    assert_eq!(packages(&files), [expected]);
}

#[test]
fn finds_the_packages_of_a_workspace() {
    let found = packages(&[
        ("package.json", r#"{"workspaces": ["packages/*"]}"#),
        ("package-lock.json", r#"{"packages": {"node_modules/tsx": {"bin": {"tsx": "x"}}}}"#),
        ("packages/a/package.json", r#"{"name": "a", "dependencies": {"express": "4"}}"#),
        ("packages/a/src/index.js", "require('express')"),
        ("packages/a/src/esm/package.json", r#"{"type": "module"}"#),
        ("packages/a/src/esm/x.js", "import 'fs'"),
        ("packages/a/node_modules/b/package.json", r#"{"name": "b"}"#),
        ("other/package.json", "{ broken"),
    ]);
    let shown: Vec<_> = found
        .iter()
        .map(|p| (p.folder.as_str(), p.workspace.as_deref(), p.programs.keys().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    assert_eq!(shown, [("", Some(""), vec!["tsx"]), ("packages/a", Some(""), vec!["express", "tsx"])]);
    assert_eq!(found[1].modules.keys().collect::<Vec<_>>(), ["packages/a/src/esm/x.js", "packages/a/src/index.js"]);
}

#[test]
fn tells_yarn_berry_and_its_linker() {
    for (files, berry, pnp) in [
        (&[("yarn.lock", "# yarn lockfile v1\n")][..], false, false),
        (&[("yarn.lock", "# x\n\n__metadata:\n  version: 6\n")], true, true),
        (&[(".yarnrc.yml", "nodeLinker: node-modules\n"), ("yarn.lock", "")], true, false),
        (&[], false, false),
    ] {
        let found = package(&[&[("package.json", "{}")], files].concat());
        assert_eq!((found.berry, found.pnp), (berry, pnp), "{files:?}");
    }
    assert!(package(&[("package.json", r#"{"packageManager": "yarn@3.6.1"}"#)]).berry);
    assert!(!package(&[("package.json", r#"{"packageManager": "yarn@1.22.0"}"#)]).berry);
}

#[test]
fn finds_programs_in_lockfiles() {
    let manifest = r#"{"dependencies": {"next": "14"}, "devDependencies": {"typescript": "5", "@nestjs/cli": "10", "rimraf": "5"}}"#;
    for (file, text, expected) in [
        (
            "package-lock.json",
            r#"{"lockfileVersion": 3, "packages": {"": {"bin": {"self": "x"}}, "node_modules/next": {"bin": {"next": "dist/bin/next"}},
                "node_modules/typescript": {"dev": true, "bin": {"tsc": "a", "tsserver": "b"}}, "node_modules/@nestjs/cli": {"bin": "x"},
                "node_modules/next/node_modules/nanoid": {"bin": {"nanoid": "x"}}, "node_modules/rimraf": {"dev": true, "bin": {"rimraf": "x"}}}}"#,
            &[("cli", "@nestjs/cli"), ("next", "next"), ("rimraf", "rimraf"), ("tsc", "typescript"), ("tsserver", "typescript")][..],
        ),
        (
            "package-lock.json",
            r#"{"lockfileVersion": 1, "dependencies": {"next": {}, "typescript": {"dev": true}}}"#,
            &[("nest", "@nestjs/cli"), ("next", "next"), ("rimraf", "rimraf"), ("tsc", "typescript"), ("tsserver", "typescript")],
        ),
        (
            "yarn.lock",
            "__metadata:\n  version: 6\n\n\"acorn@npm:^8, acorn@npm:^9\":\n  version: 8\n  bin:\n    acorn: bin/acorn\n  checksum: x\n\n\"next@npm:14\":\n  bin:\n    next: x\n",
            &[
                ("acorn", "acorn"),
                ("nest", "@nestjs/cli"),
                ("next", "next"),
                ("rimraf", "rimraf"),
                ("tsc", "typescript"),
                ("tsserver", "typescript"),
            ],
        ),
        (
            "pnpm-lock.yaml",
            "packages:\n\n  /@nestjs/cli@10.0.0:\n    hasBin: true\n    dev: true\n\n  typescript@5.0.0:\n    hasBin: true\n",
            &[("nest", "@nestjs/cli"), ("next", "next"), ("rimraf", "rimraf"), ("tsc", "typescript"), ("tsserver", "typescript")],
        ),
        (
            "bun.lock",
            "{\"packages\": {\"next\": [\"next@14\", \"\", {\"bin\": {\"next\": \"x\"}}, \"sha\"],}}",
            &[("nest", "@nestjs/cli"), ("next", "next"), ("rimraf", "rimraf"), ("tsc", "typescript"), ("tsserver", "typescript")],
        ),
    ] {
        assert_eq!(package(&[("package.json", manifest), (file, text)]).programs, map(expected), "{text}");
    }
}

#[test]
fn knows_what_an_npm_lockfile_keeps() {
    let lock = r#"{"packages": {"node_modules/a": {}, "node_modules/b": {"dev": true}, "node_modules/c": {"devOptional": true}, "node_modules/d": {"dev": true, "optional": true}}}"#;
    let found = package(&[("package.json", "{}"), ("package-lock.json", lock)]);
    assert_eq!(found.kept, BTreeSet::from(["a".to_owned()]));
    assert_eq!(found.dev_only, BTreeSet::from(["b".to_owned(), "d".to_owned()]));
}

#[test]
fn reads_tsconfig_through_its_bases() {
    for (files, out_dir, aliases) in [
        (&[("tsconfig.json", "{ // out\n \"compilerOptions\": { \"outDir\": \"./dist\", }, }")][..], Some("dist"), &[][..]),
        (&[("tsconfig.json", r#"{"compilerOptions": {"outDir": "out", "noEmit": true}}"#)], None, &[]),
        (
            &[
                ("nest-cli.json", "{}"),
                ("tsconfig.json", r#"{"compilerOptions": {"outDir": "./dist"}}"#),
                ("tsconfig.build.json", r#"{"extends": "./tsconfig.json"}"#),
            ],
            Some("dist"),
            &[],
        ),
        (
            &[
                ("tsconfig.json", r#"{"extends": "./config/base", "compilerOptions": {}}"#),
                ("config/base.json", r#"{"compilerOptions": {"outDir": "../lib"}}"#),
            ],
            Some("lib"),
            &[],
        ),
        (&[("tsconfig.json", r#"{"extends": "@tsconfig/node20/tsconfig.json"}"#)], None, &[]),
        (
            &[
                ("tsconfig.json", r#"{"compilerOptions": {"baseUrl": "./src", "paths": {"@db/*": ["db/*"], "@env": ["env.ts"]}}}"#),
                ("src/users/a.ts", ""),
            ],
            None,
            &[("@db/", "src/db"), ("@env", "src/env.ts"), ("users/", "src/users/")],
        ),
    ] {
        let found = package(&[&[("package.json", "{}")], files].concat());
        let expected: Vec<_> = aliases.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!((found.out_dir.as_deref(), found.aliases), (out_dir, expected), "{files:?}");
    }
    let scripts = r#"{"scripts": {"build": "rimraf dist && tsc -p tsconfig.prod.json"}}"#;
    let found = package(&[
        ("package.json", scripts),
        ("tsconfig.json", "{}"),
        ("tsconfig.prod.json", r#"{"compilerOptions": {"outDir": "prod"}}"#),
    ]);
    assert_eq!(found.out_dir.as_deref(), Some("prod"));
    let found = package(&[("package.json", r#"{"scripts": {"build": "tsc --outDir=lib"}}"#), ("tsconfig.json", "{}")]);
    assert_eq!(found.out_dir.as_deref(), Some("lib"));
}

#[test]
fn tells_sources_from_everything_else() {
    let found = package(&[
        ("package.json", r#"{"scripts": {"build": "tsc"}}"#),
        (".eslintrc.js", ""),
        ("__tests__/a.js", ""),
        ("bin/www", "#!/usr/bin/env node\n"),
        ("build/old.js", ""),
        ("db.config.js", "process.env.DB"),
        ("dist/index.js", ""),
        ("examples/a.js", ""),
        ("jest.config.ts", "process.env.JEST"),
        ("node_modules/x/index.js", ""),
        ("public/app.js", "let a = 1"),
        ("src/a.spec.ts", ""),
        ("src/a.ts", "import './b'; import db from '../db.config'; export default db"),
        ("src/assets/assets.controller.js", "const a = require('./b')"),
        ("src/assets/browser.js", "let a = 1"),
        ("src/b.ts", ""),
        ("src/build/ci.ts", ""),
        ("src/tests/a.ts", "describe('x', () => {})"),
        ("src/tests/tests.service.ts", "export class Tests {}"),
        ("src/types.d.ts", ""),
        ("test/a.e2e-spec.ts", ""),
        ("test/x.ts", ""),
    ]);
    let sources = [
        "bin/www",
        "db.config.js",
        "src/a.ts",
        "src/assets/assets.controller.js",
        "src/b.ts",
        "src/build/ci.ts",
        "src/tests/tests.service.ts",
    ];
    assert_eq!(found.modules.keys().collect::<Vec<_>>(), sources);
    assert_eq!(found.modules["src/a.ts"], ["db.config.js", "src/b.ts"]);
    assert_eq!(found.config_files, [".eslintrc.js", "db.config.js", "jest.config.ts"]);
    assert_eq!(found.config_code.keys().collect::<Vec<_>>(), [".eslintrc.js", "jest.config.ts"]);
    assert_eq!(found.code.env, BTreeSet::from(["DB".to_owned()]));
    let committed = package(&[("package.json", "{}"), ("dist/index.js", "")]);
    assert_eq!(committed.modules.keys().collect::<Vec<_>>(), ["dist/index.js"]);
}

#[test]
fn resolves_local_imports() {
    let found = package(&[
        ("package.json", r##"{"imports": {"#lib/*": "./src/lib/*"}}"##),
        ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}"#),
        (
            "src/a.ts",
            "import './b.js'; import './c'; import '@/d'; import '#lib/e.js'; import './gone'; import '../../out'; import x from './f.json'; x()",
        ),
        ("src/b.ts", ""),
        ("src/c/index.ts", ""),
        ("src/d.tsx", ""),
        ("src/f.json", ""),
        ("src/lib/e.js", ""),
    ]);
    assert_eq!(found.modules["src/a.ts"], ["src/b.ts", "src/c/index.ts", "src/d.tsx", "src/f.json", "src/gone", "src/lib/e.js"]);
}

#[test]
fn names_the_framework() {
    for (manifest, framework) in [
        (r#"{"dependencies": {"next": "1", "express": "1"}}"#, Some(Framework::Next)),
        (r#"{"dependencies": {"@nestjs/core": "1"}}"#, Some(Framework::Nest)),
        (r#"{"devDependencies": {"@sveltejs/kit": "1", "@sveltejs/adapter-node": "1", "vite": "1"}}"#, Some(Framework::SvelteKitNode)),
        (r#"{"devDependencies": {"@sveltejs/kit": "1", "vite": "1"}}"#, Some(Framework::SvelteKit)),
        (r#"{"dependencies": {"@remix-run/react": "1"}, "devDependencies": {"vite": "1"}}"#, Some(Framework::Remix)),
        (r#"{"dependencies": {"react-scripts": "1"}}"#, Some(Framework::ReactScripts)),
        (r#"{"dependencies": {"hono": "1"}}"#, Some(Framework::Hono)),
        (r#"{"dependencies": {"lodash": "1"}}"#, None),
    ] {
        assert_eq!(package(&[("package.json", manifest)]).framework, framework, "{manifest}");
    }
    let next = package(&[
        ("package.json", r#"{"dependencies": {"next": "1"}}"#),
        ("next.config.mjs", "export default { output: 'standalone', distDir: 'out' }"),
    ]);
    assert_eq!((next.next_output.as_deref(), next.next_dist.as_deref()), (Some("standalone"), Some("out")));
}

#[test]
fn finds_the_generated_client_of_prisma() {
    let schema = "generator client {\n  provider = \"prisma-client-js\"\n  output = \"../src/generated\" // here\n}\ndatasource db {\n  output = \"x\"\n}\n";
    let found = package(&[("package.json", "{}"), ("prisma/schema.prisma", schema), ("prisma/migrations/1/a.sql", ""), ("a.prisma", "")]);
    assert_eq!(
        found.prisma,
        Some(Prisma { schema: "prisma/schema.prisma".into(), outputs: vec!["src/generated".into()], migrations: true })
    );
}

#[test]
fn proves_production_imports() {
    let manifest = r#"{"name": "own", "dependencies": {"express": "4", "@a/b": "1", "@nestjs/platform-express": "10"},
        "devDependencies": {"jest": "29", "pino-pretty": "1", "lodash": "1"}, "optionalDependencies": {"opt": "1"}}"#;
    for (source, expected) in [
        (
            "import 'express'; import '@a/b/c'; import 'fs'; import 'node:test'; import './x'; import '@/y'; import 'own/z'; import 'opt'; import '#i'",
            &[][..],
        ),
        ("require('lodash/get')", &["src/a.tsx:1 lodash is a development dependency"]),
        ("\nimport x from 'undici'; x()", &["src/a.tsx:2 undici is no dependency of package.json"]),
        ("import type { T } from 'jest'", &[]),
        ("require(name)", &["src/a.tsx:1 a module is loaded by a name that is not in the source"]),
        ("require(path.join(__dirname, name))", &[]),
        ("pino({ transport: { target: 'pino-pretty' } })", &["src/a.tsx:1 a string names pino-pretty, a development dependency"]),
        ("import x from 'Root/models'; x()", &[]),
    ] {
        let found = package(&[("package.json", manifest), ("src/a.tsx", source), ("src/a.test.js", "require('jest')")]);
        let shown: Vec<String> = production_imports(&found)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|n| n.place.map_or(n.reason.clone(), |p| format!("{}:{} {}", p.file, p.line, n.reason)))
            .collect();
        assert_eq!(shown, expected, "{source}");
    }
    let helpers = package(&[("package.json", "{}"), ("tsconfig.json", r#"{"compilerOptions": {"importHelpers": true}}"#)]);
    assert!(production_imports(&helpers).is_err());
}

#[test]
fn follows_imports_from_what_is_started() {
    let found = package(&[
        ("package.json", r#"{"main": "dist/main.js", "devDependencies": {"autocannon": "1"}}"#),
        ("tsconfig.json", r#"{"compilerOptions": {"outDir": "dist"}}"#),
        ("scripts/stress.ts", "import x from 'autocannon'; x()"),
        ("src/main.ts", "import './a'; readdirSync(path.join(__dirname, 'commands'))"),
        ("src/a.ts", "import './main'"),
        ("src/commands/b.ts", ""),
        ("src/unused.ts", ""),
    ]);
    for (file, source) in [
        ("dist/main.js", Some("src/main.ts")),
        ("./dist/main", Some("src/main.ts")),
        ("dist/src/main.js", Some("src/main.ts")),
        (".", Some("src/main.ts")),
        ("dist/none.js", None),
        ("scripts/stress.ts", Some("scripts/stress.ts")),
    ] {
        assert_eq!(source_of(&found, file), source, "{file}");
    }
    let reached = reachable(&found, &["src/main.ts"]);
    assert_eq!(reached, BTreeSet::from(["src/a.ts", "src/commands/b.ts", "src/main.ts"]));
    assert!(production_imports(&found).is_err());
    assert_eq!(production_imports_of(&found, &reached), Ok(()));
}

#[test]
fn finds_sources_without_a_manifest() {
    let tree =
        Tree::of(&[("Dockerfile", ""), ("src/server.ts", "import 'fs'; process.env.PORT"), ("web/package.json", "{}"), ("web/a.js", "")]);
    let found = loose_sources(&tree).unwrap_or_default();
    assert_eq!(found.modules.keys().collect::<Vec<_>>(), ["src/server.ts"]);
    assert_eq!(found.code.env, BTreeSet::from(["PORT".to_owned()]));
    assert_eq!(loose_sources(&Tree::of(&[("package.json", "{}"), ("a.js", "")])), None);
}

#[test]
fn tells_broken_files() {
    let tree = Tree::of(&[
        ("package.json", "{\n  \"name\": \"a\",\n}"),
        ("b/package.json", "[]"),
        ("c/package.json", "\u{feff}{}"),
        ("compose.yaml", "services:\n  a: [\n"),
        ("node_modules/x/package.json", "{"),
    ]);
    let shown: Vec<_> = broken_manifests(&tree).into_iter().map(|b| (b.path, b.line, b.reason)).collect();
    assert_eq!(
        shown[..2],
        [
            ("b/package.json".to_owned(), 1, "it is not a JSON object".to_owned()),
            ("package.json".to_owned(), 3, "trailing comma".to_owned())
        ]
    );
    assert_eq!(shown[2].0, "compose.yaml");
    assert_eq!(shown.len(), 3);
}
