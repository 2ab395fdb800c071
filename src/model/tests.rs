//! Small Dockerfiles to steps, and texts that are run in a container to calls; shown as lines of text.

use super::*;
use crate::source::{Source, Span};
use crate::syntax::parse;
use crate::template::{Base, Family, Flavour};

fn base() -> Base {
    Base {
        registry: String::new(),
        repository: "golang".into(),
        tag: "1.23".into(),
        digest: None,
        family: Family::Golang,
        distro: None,
        flavour: Flavour::Full,
        names_release: false,
        env: vec![("GOPATH".into(), "/go".into()), ("PATH".into(), "/go/bin:/bin".into())],
        workdir: "/go".into(),
        entrypoint: Vec::new(),
        cmd: vec!["bash".into()],
        user: None,
        users: Vec::new(),
    }
}

fn image(text: &str) -> Image {
    let source = Source::new("Dockerfile", text);
    steps(&source, &parse(&source), &base())
}

fn word(word: &Known) -> String {
    word.clone().unwrap_or_else(|| "?".into())
}

/// One line a call: folder, environment, wrappers, words, files written, kind of action.
fn show_call(call: &Call) -> String {
    let mut parts = vec![word(&call.folder) + ":"];
    parts.extend(call.conditional.then(|| "perhaps".into()));
    parts.extend(call.env.iter().map(|(name, value)| format!("{name}={}", word(value))));
    parts.extend(call.through.iter().map(|program| format!("({program})")));
    parts.extend(call.argv.iter().map(word));
    parts.extend(call.writes.iter().map(|file| format!("> {}", word(file))));
    let action = format!("{:?}", call.action);
    parts.push("=".into());
    parts.extend(action.split(|c: char| !c.is_ascii_alphanumeric()).next().map(str::to_owned));
    parts.join(" ")
}

fn show_run(run: &Run) -> String {
    let mut lines: Vec<String> = run.calls.iter().map(show_call).collect();
    lines.extend(run.opaque.iter().map(|(_, because)| format!("opaque: {because}")));
    lines.join("\n")
}

/// The calls of all RUNs.
fn calls(text: &str) -> String {
    let image = image(text);
    let runs = image.steps.iter().filter_map(|step| if let What::Run(run) = &step.what { Some(show_run(run)) } else { None });
    runs.collect::<Vec<_>>().join("\n")
}

/// The calls of one RUN text behind some instructions.
fn run(text: &str) -> String {
    calls(&format!("FROM golang:1.23\nWORKDIR /app\nRUN {text}\n"))
}

fn copies(text: &str) -> Vec<String> {
    let show = |copy: &Copy| {
        let sources: Vec<String> = copy.sources.iter().map(word).chain(copy.inline.iter().map(|name| format!("<<{name}"))).collect();
        format!("{} -> {}", sources.join(","), word(&copy.to))
    };
    let image = image(text);
    image.steps.iter().filter_map(|step| if let What::Copy(copy) = &step.what { Some(show(copy)) } else { None }).collect()
}

#[test]
fn follows_the_state_of_the_image() {
    let image = image(
        "ARG GLOBAL=g\nARG OTHER=o\nFROM golang:1.23\nARG GLOBAL\nARG NONE\nARG X=$GLOBAL-x\nENV A=$X B=$A OTHER=$OTHER\nENV B \"$A c\"\nARG A=lost\nENV C=$A\n\
         WORKDIR src/$C\nWORKDIR ../y\nUSER ${NONE:-app}:$C\nSHELL [\"/bin/bash\", \"-c\"]\nENV D=$NONE\nWORKDIR $D\nARG TARGETARCH\nENV E=${TARGETARCH:-amd64}\n",
    );
    let end = &image.end;
    let env: Vec<String> = end.env.iter().map(|(name, value)| format!("{name}={}", word(value))).collect();
    assert_eq!(env, ["A=g-x", "B=g-x c", "C=g-x", "D=?", "E=?", "GOPATH=/go", "OTHER=", "PATH=/go/bin:/bin"]);
    let args: Vec<String> = end.args.iter().map(|(name, value)| format!("{name}={}", word(value))).collect();
    assert_eq!(args, ["A=lost", "GLOBAL=g", "NONE=?", "TARGETARCH=?", "X=g-x"]);
    assert_eq!(end.user, Some(Some("app:g-x".into())));
    assert_eq!(end.shell, ["/bin/bash", "-c"]);
    assert_eq!(end.workdir, None);
    let folders: Vec<String> = image.steps.iter().map(|step| word(&step.before.workdir)).collect();
    assert_eq!(folders[7..12], ["/go", "/go/src/g-x", "/go/src/y", "/go/src/y", "/go/src/y"]);
    assert!(std::rc::Rc::ptr_eq(&image.steps[8].before, &image.steps[8].before.clone()));
}

#[test]
fn shares_a_state_that_does_not_change() {
    let image = image("FROM golang:1.23\nRUN go build\nCOPY . .\nEXPOSE 80\nWORKDIR /go\nCMD [\"x\"]\n");
    assert!(image.steps.iter().all(|step| std::rc::Rc::ptr_eq(&step.before, &image.end)));
}

#[test]
fn names_the_variables_of_an_instruction() {
    let image = image("FROM golang:1.23\nCOPY --chown=$U ${A:-$B} \\$C /x\nRUN echo $D '$E' <<F\n$G\nF\n");
    assert_eq!(image.steps[0].variables, ["U", "A", "B"]);
    assert_eq!(image.steps[1].variables, ["D", "E", "G"]);
}

#[test]
fn copies_have_full_paths() {
    let text = "FROM golang:1.23\nWORKDIR /app\nENV D=/data N=n\nCOPY . .\nCOPY go.mod go.sum ./\nCOPY ./src/ src\nCOPY a b\nCOPY a b/\nCOPY [\"a b\", \"$D\"]\n\
        COPY $N*.txt $UNSET ../x/\nADD https://h/x.tgz /opt\nCOPY <<EOF /etc/x\nhi\nEOF\nCOPY / /\nCOPY --from=other /a/b /c\n";
    let expected = [
        ". -> /app/",
        "go.mod,go.sum -> /app/",
        "src -> /app/src",
        "a -> /app/b",
        "a -> /app/b/",
        "a b -> /data",
        "n*.txt,. -> /x/",
        "https://h/x.tgz -> /opt",
        "<<EOF -> /etc/x",
        ". -> /",
        "a/b -> /c",
    ];
    assert_eq!(copies(text), expected);
}

#[test]
fn follows_cd_and_subshells() {
    assert_eq!(
        run("cd src && (cd web && npm ci) && go build; cd - ; pwd"),
        "\
/app: cd src = Nothing
/app/src: cd web = Nothing
/app/src/web: npm ci = NodeInstall
/app/src: go build = GoBuild
/app/src: cd - = Nothing
/app: pwd = Nothing"
    );
    assert_eq!(
        run("cd $(go env GOPATH) && make"),
        "\
/app: go env GOPATH = Nothing
/app: cd ? = Nothing
?: make = Make"
    );
    assert_eq!(
        run("[ -d x ] && cd x; make; cd && make"),
        "\
/app: [ -d x ] = Nothing
/app: perhaps cd x = Nothing
?: make = Make
?: cd = Nothing
/root: make = Make"
    );
}

#[test]
fn follows_variables() {
    assert_eq!(
        run("X=1 && echo $X ${Y:-y} $Y \"$Y\" && export Z=$X && Z2=2 go build -o /bin/$Z"),
        "\
/app: echo 1 y  = Nothing
/app: export Z=1 = Nothing
/app: Z=1 Z2=2 go build -o /bin/1 = GoBuild"
    );
    assert_eq!(
        run("export V=$(git describe) && go build -ldflags=\"-X main.v=$V\" -o app && npm i $V && touch ~/a $HOME/b"),
        "\
/app: git describe = Nothing
/app: export ? = Nothing
/app: V=? go build ? -o app = GoBuild
/app: V=? npm i ? = NodeInstall
/app: V=? touch /root/a /root/b = MakeFiles"
    );
    assert_eq!(run("PKGS='git curl' && apk add $PKGS \"$PKGS\" $http_proxy"), "/app: apk add git curl git curl ? = Install");
    let text = "FROM golang:1.23\nARG V\nARG W=1\nENV W=2\nRUN echo $V ${V:-3} $W\n";
    assert_eq!(calls(text), "/go: echo ? 3 2 = Nothing");
    assert_eq!(
        run("if x; then A=1; else A=2; fi; echo $A; B=1; unset B; echo $B-"),
        "\
/app: x = Other
/app: echo ? = Nothing
/app: unset B = Nothing
/app: echo - = Nothing"
    );
    assert_eq!(
        run(". ./env.sh && echo $A && eval 'B=b; cd /x' && echo $B"),
        "\
/app: . ./env.sh = Other
/app: echo ? = Nothing
/app: cd /x = Nothing
/x: echo b = Nothing"
    );
}

#[test]
fn tells_what_may_not_be_run() {
    assert_eq!(
        run("a || b && c; test -f x && d && e; grep -q x y && f"),
        "\
/app: a = Other
/app: perhaps b = Other
/app: c = Other
/app: test -f x = Nothing
/app: perhaps d = Other
/app: perhaps e = Other
/app: grep -q x y = Nothing
/app: f = Other"
    );
    assert_eq!(
        run("if a; then b; elif c; then d; else e; fi; while f; do g; done; case $x in a) h;; esac"),
        "\
/app: a = Other
/app: perhaps b = Other
/app: perhaps c = Other
/app: perhaps d = Other
/app: perhaps e = Other
/app: perhaps f = Other
/app: perhaps g = Other
/app: perhaps h = Other
opaque: a while loop
opaque: a case statement"
    );
}

#[test]
fn goes_through_loops_with_known_words() {
    assert_eq!(
        run("for x in a b; do mkdir $x; done"),
        "\
/app: mkdir a = MakeFolders
/app: mkdir b = MakeFolders"
    );
    assert_eq!(run("for x in *.go; do go build $x; done"), "/app: perhaps go build ? = GoBuild");
    assert_eq!(
        run("for x in a; do get $x && break; done"),
        "\
/app: perhaps get a = Other
/app: perhaps break = Nothing"
    );
}

#[test]
fn reads_pipelines_and_redirections() {
    assert_eq!(
        run("curl -s https://h/x | sh -s -- -y 2>/dev/null && echo a > b 2>&1 && cat c >> d"),
        "\
/app: curl -s https://h/x = Download
/app: sh -s -- -y = Other
/app: echo a > /app/b = MakeFiles
/app: cat c > /app/d = MakeFiles"
    );
    assert_eq!(
        run("{ echo a; echo b; } > /etc/x && : > y && echo z | tee w"),
        "\
/app: echo a > /etc/x = MakeFiles
/app: echo b > /etc/x = MakeFiles
/app: : > /app/y = MakeFiles
/app: echo z = Nothing
/app: tee w > /app/w = MakeFiles"
    );
}

#[test]
fn takes_wrappers_off() {
    assert_eq!(
        run("sudo -E X=1 npm ci && exec env A=b make && sh -c 'cd w && npm ci' && bash -lc \"yarn\" && time go build"),
        "\
/app: X=1 (sudo) npm ci = NodeInstall
/app: A=b (env) make = Make
/app: (sh) cd w = Nothing
/app/w: (sh) npm ci = NodeInstall
/app: (bash) yarn = NodeInstall
/app: go build = GoBuild"
    );
    assert_eq!(
        run("find . -name '*.sh' -exec chmod +x {} \\; && ls | xargs -n 1 rm -rf && ls | xargs -I{} cp {} /x"),
        "\
/app: find . -name *.sh -exec chmod +x {} ; = Nothing
/app: perhaps chmod +x ? = Mode
/app: ls = Nothing
/app: (xargs) rm -rf ? = Remove
/app: ls = Nothing
/app: (xargs) cp ? /x = Transfer"
    );
}

#[test]
fn reads_every_form_of_run() {
    assert_eq!(run("[\"go\", \"build\", \"$X\"]"), "/app: go build $X = GoBuild");
    assert_eq!(run("<<EOF\ncd w\nnpm ci\nEOF"), "/app: cd w = Nothing\n/app/w: npm ci = NodeInstall");
    assert_eq!(run("<<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF"), "/app: python3 = Other\nopaque: a script of another language");
    assert_eq!(run("bash -e <<EOF\nnpm ci\nEOF"), "/app: (bash) npm ci = NodeInstall");
    assert_eq!(run("[\"sh\", \"-c\", \"bash <<E\\nnpm ci\\nE\"]"), "/app: (sh) (bash) npm ci = NodeInstall");
    assert_eq!(run("python3 <<EOF > x\nnpm ci\nEOF"), "/app: python3 > /app/x = Other");
    assert_eq!(run("cat <<EOF > x && touch y\nnpm ci\nEOF"), "/app: cat > /app/x = MakeFiles\n/app: touch y = MakeFiles");
    assert_eq!(calls("FROM x\nSHELL [\"pwsh\", \"-c\"]\nRUN a\n"), "opaque: another shell");
    assert_eq!(
        calls("FROM x\nRUN mkdir {a,b}\nSHELL [\"/bin/bash\", \"-c\"]\nRUN mkdir {a,b}\n"),
        "\
/go: mkdir {a,b} = MakeFolders
/go: mkdir a b = MakeFolders"
    );
    let text = "FROM x\nRUN --mount=type=cache,target=/c --mount=type=secret,id=a,env=TOKEN npm ci --x=$TOKEN\n";
    assert_eq!(calls(text), "/go: TOKEN=? npm ci ? = NodeInstall");
    let What::Run(run) = &image(text).steps[0].what else { panic!("no RUN") };
    assert_eq!(run.mounts, ["type=cache,target=/c", "type=secret,id=a,env=TOKEN"]);
}

#[test]
fn calls_have_places_in_the_source() {
    let text = "FROM x\nRUN cd /a && \\\n  # why\n  go build \\\n  -o x && bash <<E\nnpm ci\nE\n";
    let source = Source::new("Dockerfile", text);
    let image = steps(&source, &parse(&source), &base());
    let What::Run(run) = &image.steps[0].what else { panic!("no RUN") };
    let places: Vec<&str> = run.calls.iter().map(|call| source.slice(call.span)).collect();
    assert_eq!(places, ["cd /a", "go build \\\n  -o x", "npm ci"]);
    let words: Vec<&str> = run.calls[1].places.iter().map(|&place| source.slice(place)).collect();
    assert_eq!(words, ["go", "build", "-o", "x"]);
}

#[test]
fn reads_what_a_container_runs() {
    let state = image("FROM x\nWORKDIR /app\nENV PORT=80\n").end;
    let shell = |text: &str| show_run(&calls_of_shell(text, |range| Span::new(range.start, range.end), &state));
    assert_eq!(shell("exec node ${FILE:-server.js} --port $PORT --host $HOST"), "/app: node server.js --port 80 --host ? = Other");
    assert_eq!(shell("cross-env NODE_ENV=production node dist/main"), "/app: NODE_ENV=production (cross-env) node dist/main = Other");
    assert_eq!(
        shell("#!/bin/sh\nset -e\nif [ \"$1\" = x ]; then npm run migrate; fi\nexec \"$@\"\n"),
        "\
/app: set -e = Nothing
/app: [ ? = x ] = Nothing
/app: perhaps npm run migrate = NodeScript
/app: ? = Other"
    );
    let words = |line: &str| {
        let words: Vec<(Known, Span)> = line.split(' ').map(|word| (Some(word.replace('_', " ")), Span::default())).collect();
        show_run(&call_of_words(&words, &state))
    };
    assert_eq!(words("/sbin/tini -s -- su-exec node node x.js"), "/app: (/sbin/tini) (su-exec) node x.js = Other");
    assert_eq!(words("sh -c ./migrate_&&_exec_./main"), "/app: (sh) ./migrate = Other\n/app: (sh) ./main = Other");
    assert_eq!(words("sh -c exec_node_\"$@\" -- a b"), "/app: (sh) node a b = Other");
    assert_eq!(
        words("tini ./wait-for-it.sh db:1 -t 15 -- npm start"),
        "\
/app: (tini) ./wait-for-it.sh db:1 -t 15 -- npm start = Other
/app: (tini) npm start = NodeScript"
    );
    let script = "#!/bin/sh\nmain() {\n  cd /srv\n  exec \"$@\"\n}\nusage() { echo $1; exit 1; }\n[ -n \"$1\" ] || usage x\nmain \"$@\"\n";
    let arguments = [Some("npm".to_owned()), Some("start".to_owned())];
    assert_eq!(
        show_run(&calls_of_script(script, |range| Span::new(range.start, range.end), &arguments, &state)),
        "\
/app: [ -n npm ] = Nothing
/app: perhaps echo x = Nothing
/app: perhaps exit 1 = Nothing
/app: cd /srv = Nothing
/srv: npm start = NodeScript"
    );
    assert_eq!(shell("f() { cat x; }; X=$(f) && sh -c f"), "/app: cat x = Nothing\n/app: (sh) f = Other");
    assert_eq!(shell("f() { f; }; f"), "opaque: functions nested too deeply");
    assert_eq!(words("node $PORT"), "/app: node $PORT = Other");
    assert_eq!(call_of_words(&[], &state).calls.len(), 0);
}

#[test]
fn a_text_that_grows_without_end_is_cut() {
    let nested = (0..9).fold(String::from("echo a"), |text, i| {
        let words = (0..60).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        format!("for x{i} in {words}; do {text}; done")
    });
    let image = image(&format!("FROM x\nENV A=aaaaaaaaaaaaaaaa\n{}RUN {nested}\n", "ENV A=$A$A$A$A\n".repeat(40)));
    let What::Run(run) = &image.steps.last().expect("steps").what else { panic!("no RUN") };
    assert!(run.calls.len() < 5000, "{}", run.calls.len());
    assert_eq!(run.opaque.len(), 1);
    assert_eq!(image.end.env["A"], None);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Text that looks like Dockerfiles, shells and their accidents.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "FROM x\n",
            "RUN ",
            "COPY ",
            "ENV ",
            "ARG ",
            "WORKDIR ",
            "USER ",
            "SHELL [\"sh\"]\n",
            "\n",
            " ",
            "a",
            "/b",
            "$X",
            "${Y:-z}",
            "=",
            "\"",
            "'",
            "\\\n",
            "&&",
            "||",
            ";",
            "|",
            "(",
            ")",
            "{",
            "}",
            "cd ..",
            "f() { ",
            "f ",
            "sh -c 'bash <<E\na\nE'",
            "[\"sh\",\"-c\",\"bash <<E\\nnpm\\nE\"]",
            "for x in a b; do ",
            "; done",
            "if a; then ",
            "; fi",
            "$(",
            "`",
            "<<EOF\n",
            "EOF\n",
            "sh -c 'a $X'",
            "sudo ",
            "env ",
            "xargs ",
            "find . -exec ",
            "go build -o ",
            "npm --prefix ",
            "tar xzf ",
            "-",
            "--",
            "é",
            "*",
            "export ",
            "eval ",
            "chmod -x",
            "cargo +",
            "apt-get install ",
            "> ",
            ">&2",
            "[\"a\",\"b\"]",
            "--mount=type=secret,env=X ",
            "wget -O",
            "make -j ",
            "yarn workspace ",
            "~",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn steps_never_panic_and_keep_their_places(text in prop_oneof![text(), any::<String>()]) {
            let source = Source::new("Dockerfile", format!("FROM x\n{text}"));
            let image = steps(&source, &parse(&source), &base());
            for step in &image.steps {
                if let What::Run(run) = &step.what {
                    for call in &run.calls {
                        prop_assert_eq!(call.argv.len(), call.places.len());
                        prop_assert!(source.text().get(call.span.range()).is_some());
                        for &place in &call.places {
                            prop_assert!(source.text().get(place.range()).is_some(), "{:?}", call);
                        }
                        prop_assert!(source.text().contains('\0') || !format!("{call:?}").contains("\\0"), "{:?}", call);
                    }
                }
            }
        }

        #[test]
        fn paths_are_normal(base in "[a./]{0,8}", path in "[a./]{0,8}") {
            let once = normalise(&format!("/{base}"), &path);
            prop_assert_eq!(normalise("/", &once), once.clone());
            prop_assert!(once.starts_with('/') && (once == "/" || !once.ends_with('/')));
        }
    }
}
