//! What is read from a text, written in one line: see [`show`] for the notation.

use super::{Assignment, Command, Part, Redirect, Script, Simple, Statement, Then, Word, parse, split_words};

/// Each command in brackets; quoted text in `'`, quoted variables in `"`; `?because{inside}` for what is opaque.
fn show(script: &Script) -> String {
    script.statements.iter().map(statement).collect::<Vec<_>>().join(" ")
}

fn statement(statement: &Statement) -> String {
    let then = match statement.then {
        Then::And => " &&",
        Then::Or => " ||",
        Then::Next => "",
        Then::Background => " &",
    };
    format!("{}{}{then}", if statement.negated { "!" } else { "" }, command(&statement.command))
}

fn command(it: &Command) -> String {
    match it {
        Command::Simple(it) => simple(it),
        Command::Pipeline(commands) => commands.iter().map(command).collect::<Vec<_>>().join("|"),
        Command::Group(script) => format!("{{{}}}", show(script)),
        Command::Subshell(script) => format!("({})", show(script)),
        Command::If { branches, otherwise } => {
            let branches: Vec<_> = branches.iter().map(|(condition, body)| format!("{} then {}", show(condition), show(body))).collect();
            let otherwise = otherwise.as_ref().map(|script| format!(" else {}", show(script)));
            format!("if {}{} fi", branches.join(" elif "), otherwise.unwrap_or_default())
        }
        Command::For { variable, words, body } => {
            format!("for {variable} in {} do {} done", words.iter().map(word).collect::<Vec<_>>().join(","), show(body))
        }
        Command::Redirected { command: inner, redirects } => {
            format!("{} with {}", command(inner), redirects.iter().map(redirect).collect::<Vec<_>>().join(" "))
        }
        Command::Opaque { because, inside, .. } => {
            format!("?{because}{{{}}}", inside.iter().map(show).collect::<Vec<_>>().join(" / "))
        }
    }
}

fn simple(it: &Simple) -> String {
    let assignments = it.assignments.iter().map(|Assignment { name, value }| format!("{name}={}", word(value)));
    let all: Vec<_> = assignments.chain(it.words.iter().map(word)).chain(it.redirects.iter().map(redirect)).collect();
    format!("[{}]", all.join(" "))
}

fn redirect(it: &Redirect) -> String {
    let descriptor = it.descriptor.map(|number| number.to_string()).unwrap_or_default();
    let body = it.body.as_ref().map(|body| format!("@{}..{}", body.start, body.end)).unwrap_or_default();
    format!("{descriptor}{}{}{body}", it.operator, word(&it.target))
}

fn word(it: &Word) -> String {
    if it.parts.is_empty() {
        return "''".to_owned();
    }
    it.parts.iter().map(part).collect()
}

fn part(it: &Part) -> String {
    match it {
        Part::Text { text, quoted: false } => text.clone(),
        Part::Text { text, quoted: true } => format!("'{text}'"),
        Part::Variable { name, modifier, quoted } => {
            let modifier = modifier.as_ref().map(|(operator, inner)| format!("<{operator}>{}", word(inner))).unwrap_or_default();
            let quote = if *quoted { "\"" } else { "" };
            format!("{quote}${{{name}{modifier}}}{quote}")
        }
        Part::Substitution(text) => format!("$({text})"),
    }
}

fn check(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(show(&parse(text)), *expected, "for the text {text:?}");
    }
}

#[test]
fn lists_and_pipelines() {
    check(&[
        ("", ""),
        ("  \n \t# nothing\n", ""),
        ("npm ci", "[npm ci]"),
        ("a && b || c; d & e\nf", "[a] && [b] || [c] [d] & [e] [f]"),
        ("a &&\n\n # why\n b", "[a] && [b]"),
        ("a&&b||c;d&e", "[a] && [b] || [c] [d] & [e]"),
        ("a | b |& c |\n d", "[a]|[b]|[c]|[d]"),
        ("! grep x f && ! a | b", "![grep x f] && ![a]|[b]"),
        ("! ! a", "[a]"),
        ("a;", "[a]"),
        ("a &", "[a] &"),
        ("a \\\n  && b \\\r\n c", "[a] && [b c]"),
        ("a &\\\n& b |\\\n| c", "[a] && [b] || [c]"),
        ("a\r\nb\r\n", "[a] [b]"),
        ("echo a#b #c d\ne", "[echo a#b] [e]"),
        ("a;#b\nc", "[a] [c]"),
        ("#!/bin/sh -e\n\n# first\nset -e\nexec \"$@\"\n", "[set -e] [exec \"${@}\"]"),
        ("time npm run build", "[time npm run build]"),
        ("time ( a; b )", "([a] [b])"),
        ("echo if then fi { } ! done", "[echo if then fi { } ! done]"),
    ]);
}

#[test]
fn words_and_quotes() {
    check(&[
        ("a\\ b c\\\nd \\$x", "[a' 'b cd '$'x]"),
        ("'a b'\"c d\"e", "['a bc d'e]"),
        ("'' \"\" a''", "['' '' a]"),
        (r#"echo "a\"b\$c\\d\ne" 'x\y'"#, r#"[echo 'a"b$c\d\ne' 'x\y']"#),
        ("echo \"a\\\nb\"", "[echo 'ab']"),
        (r"echo $'a\tb\x41\101\'\u00e9\q' $'", "?a single quote that is not closed{}"),
        (r"echo $'a\tb\x41\101\'\u00e9\q'", "[echo 'a\tbAA'é\\q']"),
        ("echo $\"hi $x\"", "[echo 'hi '\"${x}\"]"),
        ("echo é\\é 'ü' \"ß\"", "[echo é'é' 'ü' 'ß']"),
        ("echo *.js \"*\" [ab] ~/x", "[echo *.js '*' [ab] ~/x]"),
        ("echo {a,b} a{1..3}", "[echo {a,b} a{1..3}]"),
        ("rm -rf !(dist|lib) a?(b)", "[rm -rf !(dist|lib) a?(b)]"),
        ("echo \\", "[echo \\]"),
        ("echo $ a$ \"$\" $% 5$", "[echo $ a$ '$' $% 5$]"),
        ("a\rb", "[a\rb]"),
        ("a --x=\"y z\" --w='1'2", "[a --x='y z' --w='1'2]"),
    ]);
}

#[test]
fn variables() {
    check(&[
        ("$X ${X} \"$X/y\" $1 $@ $? $$ ${10} $10", "[${X} ${X} \"${X}\"'/y' ${1} ${@} ${?} ${$} ${10} ${1}0]"),
        ("${X:-y} ${X-y} ${X:+y} ${X+y} ${X:=y} ${X=y}", "[${X<:->y} ${X<->y} ${X<:+>y} ${X<+>y} ${X<:=>y} ${X<=>y}]"),
        ("${X:?no such thing} ${X?}", "[${X<:?>no such thing} ${X<?>''}]"),
        ("${X#a} ${X##*/} ${X%.*} ${X%%.*}", "[${X<#>a} ${X<##>*/} ${X<%>.*} ${X<%%>.*}]"),
        ("${X/a/b} ${X//a/b} ${X:1:2} ${X^^} ${X,}", "[${X</>a/b} ${X<//>a/b} ${X<:>1:2} ${X<^^>''} ${X<,>''}]"),
        ("${#X} ${#} ${#-} ${!X} ${!} ${X[0]} ${X@Q}", "[${X<len>''} ${#} ${-<len>''} ${X<!>''} ${!} ${X<[>0]} ${X<@>Q}]"),
        ("${X:-${Y:-z}} ${X:-$(a b)} \"${X:-\"a b\"}\"", "[${X<:->${Y<:->z}} ${X<:->$(a b)} \"${X<:->'a b'}\"]"),
        ("\"${X:-it's}\" ${X:-'a}b'} \"${X%'}'}\"", "[\"${X<:->'it's'}\" ${X<:->'a}b'} \"${X<%>'}'}\"]"),
        ("${} ${{ x }}", "[$() $({ x )}]"),
        ("${X", "?a brace that is not closed{}"),
    ]);
}

#[test]
fn substitutions() {
    check(&[
        ("a $(b c) \"$(d \"e f\")\" `g h`", "[a $(b c) $(d \"e f\") $(g h)]"),
        ("echo $(case x in a) b;; esac) c", "[echo $(case x in a) b;; esac) c]"),
        ("echo $(a # ) not here\n) b", "[echo $(a # ) not here\n) b]"),
        ("echo $(echo ')' \")\") b", "[echo $(echo ')' \")\") b]"),
        ("echo $((1 + (2*3))) $( (a); b )", "[echo $() $( (a); b )]"),
        ("echo $((a) | b)", "[echo $((a) | b)]"),
        (r"echo `a \`b\` \$c \d`", r"[echo $(a `b` $c \d)]"),
        ("diff <(a) <(b) >(c)", "[diff $(a) $(b) $(c)]"),
        ("echo $(cat <<EOF\n)\nEOF\n) x", "[echo $(cat <<EOF\n)\nEOF\n) x]"),
        ("a $(b", "?a substitution that is not closed{}"),
        ("a `b", "?a backquote that is not closed{}"),
    ]);
}

#[test]
fn assignments() {
    check(&[
        ("A=1 B=\"x y\" node a C=3", "[A=1 B='x y' node a C=3]"),
        ("A= B", "[A='' B]"),
        ("A=$(pwd)/x", "[A=$(pwd)/x]"),
        ("A=(1 2 \"3\n4\") B", "[A=$(1 2 \"3\n4\") B]"),
        ("PATH+=:/x", "[PATH=\"${PATH}\":/x]"),
        ("a[1]=2", "[a[1]=2]"),
        ("export A=1 B=(2 3)", "[export A=1 B=$(2 3)]"),
        ("1A=2 A-B=3", "[1A=2 A-B=3]"),
        ("\"A\"=1 A\"B\"=1", "['A'=1 A'B'=1]"),
    ]);
}

#[test]
fn redirections() {
    check(&[
        ("a > b 2>&1 < c >> d 2>/dev/null", "[a >b 2>&1 <c >>d 2>/dev/null]"),
        ("a &> b &>>c >|d <>e 3<&- >&2", "[a &>b &>>c >|d <>e 3<&- >&2]"),
        ("> f", "[>f]"),
        (">f a b", "[a b >f]"),
        ("echo 2 > x 2 >y a2>z", "[echo 2 2 a2 >x >y >z]"),
        ("cat <<< \"$x\" | b", "[cat <<<\"${x}\"]|[b]"),
        ("{ a; b; } > f 2>&1 && c", "{[a] [b]} with >f 2>&1 && [c]"),
        ("( a ) > f | b", "([a]) with >f|[b]"),
        ("while read x; do a; done < f; b", "?a while loop{[read x] / [a]} with <f [b]"),
        ("a > && b", "?a redirection without a target{}"),
        ("99999999999>x", "[99999999999 >x]"),
    ]);
}

#[test]
fn heredocs() {
    check(&[
        ("cat <<EOF > f\nx && y\nEOF\nb", "[cat <<EOF@14..21 >f] [b]"),
        ("cat <<-'E F' && b\n\tx\n\tE F\nc", "[cat <<-'E F'@18..21] && [b] [c]"),
        ("a <<A; b <<B\n1\nA\n2\nB\nc", "[a <<A@13..15] [b <<B@17..19] [c]"),
        ("if a; then cat <<E\nfi\nE\nfi; b", "if [a] then [cat <<E@19..22] fi [b]"),
        ("cat <<EOF >f", "[cat <<EOF >f]"),
        ("cat <<E\nno end", "[cat <<E@8..14]"),
        ("cat <<E\r\nx\r\nE\r\nb", "[cat <<E@9..12] [b]"),
        ("{ cat <<E; } > f\nx\nE\nb", "{[cat <<E@17..19]} with >f [b]"),
    ]);
}

#[test]
fn compound_commands() {
    check(&[
        ("{ a; b; }; c", "{[a] [b]} [c]"),
        ("(a && (b; c)) || d", "([a] && ([b] [c])) || [d]"),
        ("( (a) ; b )", "(([a]) [b])"),
        ("((a); (b))", "(([a]) ([b]))"),
        ("if a; then b; fi", "if [a] then [b] fi"),
        ("if a\nthen\n b\nelif c && d; then e\nelse\n f; fi && g", "if [a] then [b] elif [c] && [d] then [e] else [f] fi && [g]"),
        ("if [ -f x ]; then a; fi | b", "if [[ -f x ]] then [a] fi|[b]"),
        ("for x in a \"b c\" $d; do e $x; done; f", "for x in a,'b c',${d} do [e ${x}] done [f]"),
        ("for x\ndo a; done", "for x in \"${@}\" do [a] done"),
        ("for x; do a; done", "for x in \"${@}\" do [a] done"),
        ("for x in; do a; done", "for x in  do [a] done"),
        ("for x in a b\ndo\n c\ndone", "for x in a,b do [c] done"),
        ("for d in */; do (cd $d && a); done", "for d in */ do ([cd ${d}] && [a]) done"),
        ("if a; then fi_x; fi", "if [a] then [fi_x] fi"),
    ]);
}

#[test]
fn opaque_commands_end_where_they_end() {
    check(&[
        ("while a; do b; done && c", "?a while loop{[a] / [b]} && [c]"),
        ("until a\ndo\nb & sleep 1\ndone\nc", "?an until loop{[a] / [b] & [sleep 1]} [c]"),
        ("case $1 in a|b) c;; (d) e ;& *) f; g; esac; h", "?a case statement{[c] / [e] / [f] [g]} [h]"),
        ("case x in\n a)\n  b\n  ;;\n\n *) ;;\nesac\nc", "?a case statement{[b] / } [c]"),
        ("case \"$x\" in esac; a", "?a case statement{} [a]"),
        ("case $(uname) in if) a ;; \"x y\") b ;; esac", "?a case statement{[a] / [b]}"),
        ("f() { a; b; }\nf", "?a function{[a] [b]} [f]"),
        ("f ( ) \n{ a; } > x; b", "?a function{{[a]} with >x} [b]"),
        ("function f { a; }; b", "?a function{[a]} [b]"),
        ("function f() ( a ); b", "?a function{([a])} [b]"),
        ("f() if a; then b; fi; c", "?a function{if [a] then [b] fi} [c]"),
        ("select x in a b; do c; done; d", "?a select loop{[c]} [d]"),
        ("[[ a == b && $c =~ ^(d|#)$ ]] && e", "?a test in double brackets{} && [e]"),
        ("[[ a \\\n || b ]]; c", "?a test in double brackets{} [c]"),
        ("[[ a ||\nb\n]]; c", "?a test in double brackets{} [c]"),
        ("((x++)); a", "?arithmetic{} [a]"),
        ("for ((i=0; i<3; i++)); do a; done; b", "?a for loop with arithmetic{[a]} [b]"),
    ]);
}

#[test]
fn what_no_shell_reads_hides_no_neighbour_before_it() {
    check(&[
        ("a; ) b", "[a] ?an operator that stands alone{} [b]"),
        ("a; fi; b", "[a] ?a word that closes nothing{} ?an operator that stands alone{} [b]"),
        ("&& a", "?an operator that stands alone{} [a]"),
        ("a && && b", "[a] && ?an operator that stands alone{} [b]"),
        ("a &&", "[a] &&"),
        ("a;; b", "[a] ?an operator that stands alone{} [b]"),
        ("a; echo 'b", "[a] ?a single quote that is not closed{}"),
        ("a; if b; then c", "[a] ?an if that is not closed{}"),
        ("a; (b", "[a] ?a subshell that is not closed{}"),
        ("a; { b", "[a] ?a group that is not closed{}"),
        ("a; while b; do c", "[a] ?a loop that is not closed{}"),
        ("a; case x in b) c", "[a] ?a case statement that is not closed{}"),
        ("a; echo b (c)", "[a] ?a parenthesis where none can stand{}"),
        ("a; f()", "[a] ?a function without a body{}"),
        ("a; [[ b", "[a] ?a test in double brackets that is not closed{}"),
        ("a; !", "[a] ?an operator without a command{}"),
        ("a; for 1 in b; do c; done", "[a] ?a for loop without a variable{}"),
    ]);
}

#[test]
fn nesting_without_end_is_opaque() {
    for open in ["(", "$(", "${X:-", "\"$(", "{ ", "if ", "! (", "((", "$((", "a() ", "time (", "[[ $(", "a@("] {
        let text = open.repeat(20_000);
        assert!(matches!(parse(&text).statements.first().map(|s| &s.command), Some(Command::Opaque { .. })), "for {open:?}");
    }
}

#[test]
fn spans_are_places_in_the_text() {
    let text = "A=é b 'c d' >e && ! { f; } | g $(h) # i\nj() { k; }";
    let script = parse(text);
    let statements: Vec<_> = script.statements.iter().map(|s| &text[s.span.clone()]).collect();
    assert_eq!(statements, ["A=é b 'c d' >e", "! { f; } | g $(h)", "j() { k; }"]);
    let simples: Vec<_> = script.simple_commands().iter().map(|s| &text[s.span.clone()]).collect();
    assert_eq!(simples, ["A=é b 'c d' >e", "f", "g $(h)", "k"]);
    let words: Vec<_> = script.simple_commands().iter().flat_map(|s| &s.words).map(|w| &text[w.span.clone()]).collect();
    assert_eq!(words, ["b", "'c d'", "f", "g", "$(h)", "k"]);
    assert_eq!(script.functions(text), ["j"]);
}

#[test]
fn simple_commands_of_all_depths() {
    let text = "a; if b; then c; elif d; then e; else f; fi; for x in y; do g; done; h | (i; { j; })\nk() { while l; do case m in n) o;; esac; done; } >p\nfunction q { r; }";
    let script = parse(text);
    let programs: Vec<_> = script.simple_commands().iter().map(|s| s.words[0].literal().unwrap_or_default()).collect();
    assert_eq!(programs, ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "l", "o", "r"]);
    assert_eq!(script.functions(text), ["k", "q"]);
}

fn only_words(text: &str) -> Vec<Word> {
    parse(text).simple_commands()[0].words.clone()
}

/// A word, its text, and the words that the shell makes of it.
type Valued<'a> = (&'a str, Option<&'a str>, Option<&'a [&'a str]>);

#[test]
fn values_of_words() {
    let lookup = |name: &str| match name {
        "A" => Some("a b".to_owned()),
        "E" => Some(String::new()),
        "V" => Some("v1.2.tgz".to_owned()),
        _ => None,
    };
    let rows: &[Valued<'_>] = &[
        ("x$A", Some("xa b"), Some(&["xa", "b"])),
        ("\"x$A\"y", Some("xa by"), Some(&["xa by"])),
        ("$E", Some(""), Some(&[])),
        ("\"$E\"", Some(""), Some(&[""])),
        ("''", Some(""), Some(&[""])),
        ("${E:-d e}", Some("d e"), Some(&["d", "e"])),
        ("${A:+x}", Some("x"), Some(&["x"])),
        ("${V#v} ", Some("1.2.tgz"), Some(&["1.2.tgz"])),
        ("${V%.tgz}", Some("v1.2"), Some(&["v1.2"])),
        ("${V%.*}", None, None),
        ("${#V}", Some("8"), Some(&["8"])),
        ("$U", None, None),
        ("$(x)", None, None),
    ];
    for (text, expanded, fields) in rows {
        let word = &only_words(text)[0];
        assert_eq!(word.expand(&lookup).as_deref(), *expanded, "for {text:?}");
        assert_eq!(word.fields(&lookup), fields.map(|fields| fields.iter().map(|&f| f.to_owned()).collect()), "for {text:?}");
    }
}

#[test]
fn redirections_that_write() {
    let writes = |text| parse(text).simple_commands()[0].redirects[0].writes();
    assert_eq!(["a >b", "a >>b", "a &>b", "a >|b", "a >&b", "a 2>&$x"].map(writes), [true; 6]);
    assert_eq!(["a <b", "a 2>&1", "a >&-", "a <<E", "a <<<b", "a <&3"].map(writes), [false; 6]);
}

#[test]
fn braces() {
    let rows: &[(&str, &[&str])] = &[
        ("a", &["a"]),
        ("{a,b}", &["a", "b"]),
        ("x{a,b}y{1,2}", &["xay1", "xay2", "xby1", "xby2"]),
        ("{a,{b,c}d}", &["a", "bd", "cd"]),
        ("{a,b{1..3}}", &["a", "b1", "b2", "b3"]),
        ("{1..3}", &["1", "2", "3"]),
        ("{3..1}", &["3", "2", "1"]),
        ("{01..3}", &["01", "02", "03"]),
        ("{-1..1}", &["-1", "0", "1"]),
        ("{1..10..4}", &["1", "5", "9"]),
        ("{a..e..2}", &["a", "c", "e"]),
        ("a{,b}", &["a", "ab"]),
        ("{,b}", &["b"]),
        ("{a}", &["{a}"]),
        ("{}", &["{}"]),
        ("{a,b", &["{a,b"]),
        ("{a,{b,c}", &["{a,b", "{a,c"]),
        ("{{a}}", &["{{a}}"]),
        ("{{a,b}}", &["{a}", "{b}"]),
        ("a}{b,c}", &["a}b", "a}c"]),
        ("'{a,b}'", &["'{a,b}'"]),
        ("\\{a,b}", &["'{'a,b}"]),
        ("{a,'b,c'}", &["a", "'b,c'"]),
        ("{$X,\"$Y\"}/z", &["${X}/z", "\"${Y}\"/z"]),
        ("{1..x}", &["{1..x}"]),
        ("{1..9999999999}", &["{1..9999999999}"]),
        ("{a..b..c..d}", &["{a..b..c..d}"]),
    ];
    for (text, expected) in rows {
        assert_eq!(only_words(text)[0].braces().iter().map(word).collect::<Vec<_>>(), *expected, "for {text:?}");
    }
    for many in ["{a,b}".repeat(200), "{".repeat(500) + &",}".repeat(500), "{1..1000}{1..1000}".to_owned()] {
        assert_eq!(only_words(&many)[0].braces(), only_words(&many), "for {many:?}");
    }
}

#[test]
fn command_strings() {
    let rows: &[(&str, Option<&[&str]>)] = &[
        ("", Some(&[])),
        ("npm run dev", Some(&["npm", "run", "dev"])),
        (" sh -c 'a && b'\n  \"c d\" ''\n", Some(&["sh", "-c", "a && b", "c d", ""])),
        ("A=1 if *.js #x", Some(&["A=1", "if", "*.js", "#x"])),
        ("a && b", None),
        ("a; b", None),
        ("a > b", None),
        ("a $X", None),
        ("a \"$(b)\"", None),
        ("a 'b", None),
        ("<(a)", None),
    ];
    for (text, expected) in rows {
        assert_eq!(split_words(text), expected.map(|words| words.iter().map(|&w| w.to_owned()).collect()), "for {text:?}");
    }
}
