//! What Go sources and modules give, by example.

use super::super::code::Code;
use super::super::facts::{GoModule, GoSources};
use super::super::tree::Tree;
use super::{go_code, go_modules, go_sources};

fn code(body: &str) -> Code {
    let text = format!("package main\n\n{body}");
    let sources = go_sources(&Tree::of(&[("main.go", &text)]));
    sources.into_iter().next().map(|s| s.code).unwrap_or_default()
}

fn literals(code: &Code) -> Vec<&str> {
    code.literals.iter().map(|l| l.text.as_str()).collect()
}

fn read(code: &Code) -> Vec<&str> {
    code.read_literals.iter().map(|l| l.text.as_str()).collect()
}

#[test]
fn reads_are_found_with_what_is_known_of_their_paths() {
    for (body, known, unknown) in [
        ("import \"os\"\nfunc f() { os.Open(\"a.txt\") }", vec!["a.txt"], 0),
        ("import \"os\"\nfunc f(p string) { os.ReadFile(p) }", vec![], 1),
        ("import o \"os\"\nfunc f() { o.ReadFile(\"a.txt\") }", vec!["a.txt"], 0),
        ("import \"x/os2\"\nfunc f(p string) { os.ReadFile(p) }", vec![], 0),
        ("import (\"os\"; \"path/filepath\")\nfunc f() { os.Open(filepath.Join(\"a\", \"b\", \"c.txt\")) }", vec!["a/b/c.txt"], 0),
        ("import (\"os\"; \"path/filepath\")\nfunc f(d string) { os.Open(filepath.Join(d, \"a\", \"b\")) }", vec!["a/b"], 1),
        ("import \"os\"\nconst dir = \"data\"\nfunc f() { os.ReadDir(dir) }", vec!["data"], 0),
        ("import \"os\"\nfunc f(n string) { os.Open(\"fonts/\" + n + \".txt\") }", vec!["fonts/", ".txt"], 0),
        ("import \"os\"\nfunc f(n string) { os.Open(n + \".txt\") }", vec![".txt"], 1),
        ("import (\"os\"; \"fmt\")\nfunc f(n string) { os.Open(fmt.Sprintf(\"data/%s.json\", n)) }", vec!["data/", ".json"], 0),
        ("import \"html/template\"\nfunc f() { template.Must(template.ParseFiles(\"a.html\", \"b.html\")) }", vec!["a.html", "b.html"], 0),
        ("import \"net/http\"\nfunc f() { http.Handle(\"/s/\", http.FileServer(http.Dir(\"./public\"))) }", vec!["./public"], 0),
        (
            "import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, \"index.html\") }",
            vec!["index.html"],
            0,
        ),
        ("func f() { r.LoadHTMLGlob(\"templates/*\"); r.Static(\"/assets\", \"./web\") }", vec!["templates/*", "./web"], 0),
        ("import \"github.com/joho/godotenv\"\nfunc f() { godotenv.Load() }", vec![".env"], 0),
        ("import \"github.com/joho/godotenv\"\nfunc f() { godotenv.Load(\"a.env\") }", vec!["a.env"], 0),
        (
            "import \"github.com/spf13/viper\"\nfunc f() { viper.SetConfigName(\"app\"); viper.AddConfigPath(\"conf\") }",
            vec!["app", "conf"],
            0,
        ),
        ("func (s *S) Static(a, b string) {}", vec![], 0),
    ] {
        let code = code(body);
        assert_eq!((read(&code), code.reads_unknown.len()), (known, unknown), "{body}");
    }
}

#[test]
fn literals_are_joined_cut_and_freed_of_what_is_none() {
    for (body, expected) in [
        ("import \"fmt\"\nvar x = \"a\"", vec!["a"]),
        ("type T struct {\n\tA string `json:\"a\"`\n\tB []int `yaml:\"b\"`\n}", vec![]),
        ("type T struct {\n\tA string `env:\"A\" envDefault:\"conf/a.yml\"`\n}", vec!["conf/a.yml"]),
        ("//go:embed templates/*\nvar f embed.FS\nfunc g() { template.ParseFS(f, \"templates/*.html\"); h(\"x\") }", vec!["x"]),
        ("import \"path/filepath\"\nvar x = filepath.Join(root, \"web\", \"dist\")", vec!["web/dist"]),
        ("var x = dir + \"/views/a.html\"", vec!["views/a.html"]),
        ("var x = fmt.Sprintf(\"%s/views/%s.html\", a, b)", vec!["views/", ".html"]),
        ("// \"no\"\nvar x = `raw` + \"\\x41\"", vec!["raw", "A"]),
        ("func f() string { return `x` }", vec!["x"]),
    ] {
        assert_eq!(literals(&code(body)), expected, "{body}");
    }
}

#[test]
fn started_programs_are_known_by_name_or_not() {
    for (body, names, unknown) in [
        ("exec.Command(\"ffmpeg\", \"-i\")", vec!["ffmpeg"], 0),
        ("exec.CommandContext(ctx, \"git\", \"log\")", vec!["git"], 0),
        ("exec.Command(name)", vec![], 1),
        ("exec.Command(\"sh\", \"-c\", \"convert a b\")", vec!["convert", "sh"], 0),
        ("exec.Command(\"bash\", \"-c\", script)", vec!["bash"], 1),
        ("exec.Command(os.Args[0], \"-child\")", vec![], 0),
    ] {
        let code = code(&format!("import \"os/exec\"\nfunc f() {{ {body} }}"));
        let seen: Vec<&str> = code.starts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((seen, code.starts_unknown.len()), (names, unknown), "{body}");
    }
}

#[test]
fn signs_are_found_and_their_likes_are_not() {
    type Sign = fn(&Code) -> bool;
    let (tls, zones, low, serves, writes, compiled): (Sign, Sign, Sign, Sign, Sign, Sign) = (
        |c| c.tls.is_some(),
        |c| c.zones.is_some(),
        |c| c.low_port.is_some(),
        |c| c.serves_files.is_some(),
        |c| !c.writes.is_empty(),
        |c| !c.compile_time_paths.is_empty(),
    );
    for (sign, body, expected) in [
        (tls, "var u = \"https://a/\"", true),
        (tls, "var u = \"http://a/\"", false),
        (tls, "import \"crypto/tls\"", true),
        (tls, "import \"net/http\"\nfunc f() { http.Get(u) }", true),
        (tls, "import \"net/http\"\nfunc f() { http.ListenAndServe(a, nil) }", false),
        (zones, "import \"time\"\nfunc f() { time.LoadLocation(z) }", true),
        (zones, "import \"time\"\nvar l = time.Local", true),
        (zones, "import \"time\"\nfunc f() { time.Now().Format(l) }", true),
        (zones, "import \"time\"\nfunc f() { time.Now().Unix() }", false),
        (low, "var a = \":80\"", true),
        (low, "var a = \"0.0.0.0:443\"", true),
        (low, "var a = \":8080\"", false),
        (low, "var a = \"example.org:80\"", false),
        (low, "var c = C{Port: 80}", true),
        (low, "var c = C{Report: 80, A: f(x[0], 64)}", false),
        (serves, "import \"net/http\"\nvar h = http.FileServer(fs)", true),
        (writes, "import \"os\"\nfunc f() { os.MkdirAll(d, 0o755) }", true),
        (writes, "import _ \"github.com/mattn/go-sqlite3\"", true),
        (writes, "import \"os\"\nfunc f() { os.Open(d) }", false),
        (compiled, "import \"runtime\"\nfunc f() { runtime.Caller(0) }", true),
    ] {
        assert_eq!(sign(&code(body)), expected, "{body}");
    }
    let env = code("import \"os\"\ntype T struct {\n\tA string `env:\"B,required\"`\n}\nvar x = os.Getenv(\"A\")\n").env;
    assert_eq!(env.into_iter().collect::<Vec<_>>(), ["A", "B"]);
}

#[test]
fn a_module_is_known_with_its_programs_and_surroundings() {
    let tree = Tree::of(&[
        ("go.work", "go 1.22\nuse ./svc\n"),
        (
            "svc/go.mod",
            "module example.org/svc\n\ngo 1.22\n\nrequire example.org/c v1.0.0 // indirect\nreplace example.org/lib => ../lib\n",
        ),
        ("svc/go.sum", ""),
        ("svc/main.go", "package main\nimport \"example.org/lib/in\"\n"),
        ("svc/cmd/two/main.go", "package main\n"),
        ("svc/gen.go", "//go:build ignore\n\npackage main\n"),
        ("svc/internal/a_test.go", "package main\nvar x = \"test\"\n"),
        ("svc/testdata/x.go", "package main\n"),
        ("svc/vendor/example.org/c/c.go", "package c\n\n// #include <a.h>\nimport \"C\"\nvar x = \"vendored\"\n"),
        ("svc/vendor/example.org/c/tagged.go", "//go:build special\n\npackage c\nimport \"C\"\n"),
        ("svc/vendor/example.org/c/c_windows.go", "package c\nimport \"C\"\n"),
        ("lib/in/in.go", "package in\nvar x = \"inner\"\n"),
        ("lib/go.mod", "module example.org/lib\n"),
    ]);
    let mut modules = go_modules(&tree);
    let svc = modules.pop().map(|mut module| {
        assert_eq!(literals(&module.code), ["inner"]);
        module.code = Code::default();
        module
    });
    assert_eq!(
        svc,
        Some(GoModule {
            folder: "svc".into(),
            path: "example.org/svc".into(),
            go: Some("1.22".into()),
            requires: vec![("example.org/c".into(), "v1.0.0".into())],
            local_replaces: vec!["../lib".into()],
            sum: true,
            vendor: true,
            workspace: true,
            mains: vec!["svc".into(), "svc/cmd/two".into()],
            imports_c: vec!["svc/vendor/example.org/c/c.go".into()],
            imports_c_tagged: vec!["svc/vendor/example.org/c/tagged.go".into()],
            code: Code::default(),
        })
    );
    assert_eq!(modules.iter().map(|m| m.folder.as_str()).collect::<Vec<_>>(), ["lib"]);
    assert_eq!(literals(&go_code(&tree, "svc")), ["inner"]);
    assert!(literals(&go_code(&tree, "svc/cmd/two")).is_empty());
    assert_eq!(go_sources(&tree), []);
}

#[test]
fn sources_without_a_module_are_grouped() {
    let folders =
        |files: &[(&str, &str)]| go_sources(&Tree::of(files)).into_iter().map(|s: GoSources| (s.folder, s.mains)).collect::<Vec<_>>();
    let main = "package main";
    assert_eq!(folders(&[("main.go", main), ("a/a.go", "package a")]), [(String::new(), vec![String::new()])]);
    assert_eq!(folders(&[("s/cmd/main.go", main), ("s/pkg/a.go", "package a")]), [("s".into(), vec!["s/cmd".into()])]);
    assert_eq!(folders(&[("a/m.go", main), ("b/m.go", main)]), [("a".into(), vec!["a".into()]), ("b".into(), vec!["b".into()])]);
    assert_eq!(folders(&[("vendor/a/a.go", "package a")]), []);
}
