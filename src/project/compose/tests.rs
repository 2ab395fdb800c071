use super::*;

#[test]
fn finds_the_services_of_a_dockerfile() {
    let compose = r#"
x-common: &common
  environment: { TZ: UTC, DEBUG: null }
services:
  api:
    <<: *common
    build: { context: ., target: dev, args: { NODE_ENV: development } }
    image: acme/api
    command: npm run "start dev"
    entrypoint: ["/entry.sh", 1]
    working_dir: /srv
    user: "1000"
    volumes:
      - .:/app
      - /app/node_modules
      - data:/data:ro
      - ${PWD:-.}/x:/x
      - type: bind
        source: ./conf
        target: /conf
      - type: volume
        target: /v
    tmpfs: /tmp
    healthcheck: { test: curl -f http://localhost }
  worker:
    image: acme/api
    environment: [A=1, B]
    healthcheck: { disable: true }
  web:
    build: ./web
  db:
    image: postgres
"#;
    let tree = Tree::of(&[
        ("compose.yaml", compose),
        ("docker-compose.dev.yml", "services:\n  api:\n    command: npm run dev\n  db:\n    command: x\n"),
        ("deploy/docker-compose.yml", "services:\n  app:\n    build: ..\n    healthcheck:\n      test: [CMD, a]\n"),
        ("docker-compose.broken.yml", "services: ["),
    ]);
    let words = |words: &[&str]| Some(words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
    let service = |file: &str, name: &str| ComposeService { file: file.into(), name: name.into(), ..ComposeService::default() };
    let expected = [
        ComposeService {
            target: Some("dev".into()),
            command: words(&["npm", "run", "start dev"]),
            entrypoint: words(&["/entry.sh", "1"]),
            working_dir: Some("/srv".into()),
            user: Some("1000".into()),
            volumes: [
                (".", "/app"),
                ("", "/app/node_modules"),
                ("", "/data"),
                ("${PWD:-.}/x", "/x"),
                ("./conf", "/conf"),
                ("", "/v"),
                ("", "/tmp"),
            ]
            .map(|(host, inside)| (host.to_owned(), inside.to_owned()))
            .to_vec(),
            healthcheck: words(&["CMD-SHELL", "curl -f http://localhost"]),
            environment: vec!["TZ".into(), "DEBUG".into()],
            args: vec!["NODE_ENV".into()],
            ..service("compose.yaml", "api")
        },
        ComposeService { environment: vec!["A".into(), "B".into()], healthcheck: words(&["NONE"]), ..service("compose.yaml", "worker") },
        ComposeService { healthcheck: words(&["CMD", "a"]), ..service("deploy/docker-compose.yml", "app") },
        ComposeService { command: words(&["npm", "run", "dev"]), ..service("docker-compose.dev.yml", "api") },
    ];
    assert_eq!(compose_services(&tree, "Dockerfile"), expected);
}

#[test]
fn reads_what_compose_adds_to_yaml() {
    for text in [
        "services:\n  a:\n    build: .\n    ports: !reset []\n    command: !override [x]\n",
        "services:\n  a:\n    build: .\n    ports:\n      - 22:22\n    command: [\"x\"]\n    environment:\n      A: ${B:?needed}\n",
        "version: 3.8\nservices: {a: {build: {context: .}, command: x, mem_limit: 1g}}\n",
    ] {
        let tree = Tree::of(&[("docker-compose.yml", text)]);
        let shown: Vec<_> = compose_services(&tree, "Dockerfile").into_iter().map(|s| (s.name, s.command)).collect();
        assert_eq!(shown, [("a".to_owned(), Some(vec!["x".to_owned()]))], "{text}");
        assert_eq!(broken(&tree), []);
    }
}

#[test]
fn knows_a_context_from_above() {
    let tree = Tree::of(&[("../../compose.yaml", "services:\n  api:\n    build: services/api\n  web:\n    build: services/web\n")]);
    let names = |place| compose_services_at(&tree, place, "Dockerfile").into_iter().map(|s| s.name).collect::<Vec<_>>();
    assert_eq!(names("services/api"), ["api"]);
    assert_eq!(names("services/web"), ["web"]);
    assert_eq!(names(""), [""; 0]);
}

#[test]
fn tells_what_is_built_from_where() {
    let text = "services:\n  a:\n    build:\n      context: ../api\n      dockerfile: docker/prod.Dockerfile\n  b:\n    build: {dockerfile_inline: FROM x}\n  c:\n    image: x\n  d:\n    build: {dockerfile: ../Dockerfile}\n";
    let tree = Tree::of(&[("deploy/compose.yml", text)]);
    let shown: Vec<_> = compose_builds(&tree).into_iter().map(|b| (b.name, b.context, b.dockerfile)).collect();
    let expected = [("a", "api", "api/docker/prod.Dockerfile"), ("d", "deploy", "Dockerfile")];
    assert_eq!(shown, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
}

#[test]
fn targets_of_bake_files_are_builds() {
    let hcl = r#"
variable "DIR" { default = "web" }
group "default" { targets = ["api", "web"] }
target "_base" { dockerfile = "docker/Dockerfile" }
target "api" {
  inherits = ["_base"]
  context  = "services/api" # of the api
  target   = "prod"
}
target "web" { context = "${DIR}" }
target "inline" { dockerfile-inline = "FROM x" }
target "loop" {
  inherits = ["loop"]
  args = { A = upper("x") }
}
"#;
    let json = r#"{"target": {"j": {"context": "..", "dockerfile": "j.Dockerfile"}}}"#;
    let tree =
        Tree::of(&[("docker-bake.hcl", hcl), ("deploy/docker-bake.override.json", json), ("docker-bake.broken.hcl", "target \"x\" {")]);
    let shown: Vec<_> = bake_targets(&tree).into_iter().map(|t| (t.build.name, t.build.context, t.build.dockerfile, t.stage)).collect();
    let expected = [
        ("j", "", "j.Dockerfile", None),
        ("_base", "", "docker/Dockerfile", None),
        ("api", "services/api", "services/api/docker/Dockerfile", Some("prod")),
        ("loop", "", "Dockerfile", None),
    ];
    assert_eq!(shown, expected.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.map(str::to_owned))));
}

#[test]
fn finds_stages_that_others_ask_for() {
    let tree = Tree::of(&[
        ("compose.yml", "services:\n  a:\n    build:\n      context: .\n      target: dev\n"),
        (
            "docker-bake.hcl",
            "group \"default\" {\n  targets = [\"x\"]\n}\ntarget \"x\" {\n  target = \"prod\"\n}\ntarget \"y\" {\n  dockerfile = \"other.Dockerfile\"\n  target = \"no\"\n}\n",
        ),
        (
            ".github/workflows/ci.yml",
            "steps:\n  - uses: docker/build-push-action@v6\n    with:\n      target: runner # why\n  - run: docker build --target=test -t x . && docker build --target \"lint\" .\n",
        ),
        (".github/workflows/rust.yml", "matrix:\n  - target: x86_64-unknown-linux-musl\n"),
        ("Makefile", "b:\n\tdocker build --target ${T} . --target base\n"),
        ("build.sh", "docker build .\n"),
    ]);
    let shown: Vec<_> = stage_references(&tree, "Dockerfile").into_iter().map(|r| (r.file, r.line, r.name)).collect();
    let expected = [
        ("compose.yml", 5, "dev"),
        ("docker-bake.hcl", 5, "prod"),
        (".github/workflows/ci.yml", 4, "runner"),
        (".github/workflows/ci.yml", 5, "test"),
        (".github/workflows/ci.yml", 5, "lint"),
        ("Makefile", 2, "base"),
    ];
    assert_eq!(shown, expected.map(|(file, line, name)| (file.to_owned(), line, name.to_owned())));
}
