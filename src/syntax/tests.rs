//! What a whole file becomes, and what holds for any text.

use super::{Arguments, Dockerfile, Instruction, Item, ItemKind, Keyword, Logical, Word, parse};
use crate::source::{Source, Span};
use proptest::prelude::*;

fn read(text: &str) -> (Source, Dockerfile) {
    let source = Source::new("Dockerfile", text);
    let file = parse(&source);
    (source, file)
}

/// One line an item: its kind, then for an instruction its keyword, flags and arguments.
fn shown(text: &str) -> Vec<String> {
    let (source, file) = read(text);
    let item = |item: &Item| match &item.kind {
        ItemKind::Bom => "bom".to_string(),
        ItemKind::Blank => "blank".to_string(),
        ItemKind::Comment => format!("comment {}", source.slice(item.span).trim_end()),
        ItemKind::Directive { name, value } => format!("directive {name}={value}"),
        ItemKind::Instruction(instruction) => instruction_shown(&source, instruction),
    };
    file.items.iter().map(item).collect()
}

fn instruction_shown(source: &Source, instruction: &Instruction) -> String {
    let mut parts = vec![format!("{:?}", instruction.keyword)];
    parts.extend(instruction.flags.iter().map(|flag| format!("--{}={:?}", flag.name, flag.value.as_deref())));
    parts.push(arguments_shown(source, instruction, &instruction.arguments));
    parts.extend(instruction.heredocs.iter().map(|heredoc| format!("<<{} {:?}", heredoc.name, source.slice(heredoc.body))));
    parts.join(" ")
}

fn arguments_shown(source: &Source, instruction: &Instruction, arguments: &Arguments) -> String {
    let words = |words: &[Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    match arguments {
        Arguments::Words(found) => format!("words {:?}", words(found)),
        Arguments::Json(found) => format!("json {:?}", words(found)),
        Arguments::Shell => format!("shell {:?}", instruction.command().map(|command| command.text.clone()).unwrap_or_default()),
        Arguments::Pairs(pairs) => {
            let pair = |pair: &super::Pair| (pair.key.text.clone(), pair.value.as_ref().map(|value| value.text.clone()), pair.legacy);
            format!("pairs {:?}", pairs.iter().map(pair).collect::<Vec<_>>())
        }
        Arguments::Healthcheck(None) => "none".into(),
        Arguments::Healthcheck(Some(command)) => arguments_shown(source, instruction, command),
        Arguments::Onbuild(trigger) => instruction_shown(source, trigger),
        Arguments::Text(word) => format!("text {:?}", word.text),
        Arguments::Opaque => "opaque".into(),
    }
}

#[test]
fn cuts_a_file_into_items() {
    let table: [(&str, &[&str]); 14] = [
        ("", &[]),
        ("\u{FEFF}# escape=`\nRUN a `\n b", &["bom", "directive escape=`", r#"Run shell "a  b""#]),
        (
            "# syntax=x\n# escape=`\n# other=1\n# check=y\n",
            &["directive syntax=x", "directive escape=`", "comment # other=1", "comment # check=y"],
        ),
        ("\n# escape=`\n", &["blank", "comment # escape=`"]),
        ("FROM a\r\n\r\n  \t\nCMD b", &[r#"From words ["a"]"#, "blank", "blank", r#"Cmd shell "b""#]),
        ("from a\rRUN b\r", &[r#"From words ["a", "RUN", "b"]"#]),
        ("RUN a && \\\n\n# c\nCMD [\"x\"]\nEXPOSE 1", &[r#"Run shell "a && CMD [\"x\"]""#, r#"Expose words ["1"]"#]),
        ("RU\\\nN a\n", &[r#"Run shell "a""#]),
        ("\\\nRUN a\n", &[r#"Run shell "a""#]),
        ("\\\n", &["Unknown opaque"]),
        (
            "RUN <<A cat <<-'B' # <<\nx\nA\n\t$y\n\tB\nCMD c",
            &[r#"Run shell "<<A cat <<-'B' # <<" <<A "x\n" <<B "\t$y\n""#, r#"Cmd shell "c""#],
        ),
        ("RUN << EOF\nx\nEOF\n", &[r#"Run shell "<< EOF" <<EOF "x\n""#]),
        ("ONBUILD COPY <<E /x\r\nx\r\nE\r\nRUN a", &[r#"Onbuild Copy words ["<<E", "/x"] <<E "x\r\n""#, r#"Run shell "a""#]),
        ("RUN <<A <<B\nx\n", &[r#"Run shell "<<A <<B" <<A "x\n" <<B """#]),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn cuts_arguments_as_the_keyword_asks() {
    let table = [
        ("ADD --checksum=a b  c", r#"Add --checksum=Some("a") words ["b", "c"]"#),
        ("COPY [\"a b\", \"c\"]", r#"Copy json ["a b", "c"]"#),
        ("COPY [\"a\"] c", r#"Copy words ["[\"a\"]", "c"]"#),
        ("VOLUME [\"/a\"]", r#"Volume json ["/a"]"#),
        ("VOLUME /a $b", r#"Volume words ["/a", "$b"]"#),
        ("CMD [\"a\", \\\n# c\n \"b\"]", r#"Cmd json ["a", "b"]"#),
        ("CMD [\"a\"] # c", r#"Cmd shell "[\"a\"] # c""#),
        ("CMD []", "Cmd json []"),
        ("CMD", r#"Cmd shell """#),
        ("RUN [1, \"a\"]", r#"Run shell "[1, \"a\"]""#),
        (
            "RUN --mount=type=cache,target=/a --network=none -- --b c",
            r#"Run --mount=Some("type=cache,target=/a") --network=Some("none") shell "--b c""#,
        ),
        ("ENV A=b C=\"d e\"", r#"Env pairs [("A", Some("b"), false), ("C", Some("\"d e\""), false)]"#),
        ("ENV A b c", r#"Env pairs [("A", Some("b c"), true)]"#),
        ("LABEL a b", r#"Label pairs [("a", Some("b"), true)]"#),
        ("ARG A B=c", r#"Arg pairs [("A", None, false), ("B", Some("c"), false)]"#),
        ("WORKDIR /a b ", r#"Workdir text "/a b""#),
        ("HEALTHCHECK NONE", "Healthcheck none"),
        ("HEALTHCHECK --retries=3 cmd a | b", r#"Healthcheck --retries=Some("3") shell "a | b""#),
        ("HEALTHCHECK CMD [\"a\"]", r#"Healthcheck json ["a"]"#),
        ("HEALTHCHECK a", "Healthcheck opaque"),
        ("ONBUILD RUN a", r#"Onbuild Run shell "a""#),
        ("ONBUILD ONBUILD RUN a", "Onbuild Onbuild opaque"),
        ("MAINTAINER a \"b\"", r#"Maintainer text "a \"b\"""#),
        ("NOPE --a b", "Unknown --a=None opaque"),
        ("RUN\u{A0}a", "Unknown opaque"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text), [expected], "{text:?}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    let table: [(&str, &[(&str, &str)]); 21] = [
        ("FROM a\nRUN b", &[]),
        ("", &[("no-instruction", "")]),
        ("FROM", &[("missing-arguments", "FROM")]),
        ("FROM a b", &[("bad-from", "FROM a b")]),
        ("COPY a", &[("missing-arguments", "COPY a")]),
        ("apt-get x", &[("unknown-instruction", "apt-get")]),
        ("ENV A", &[("bad-pair", "A")]),
        ("ENV A=b c", &[("bad-pair", "c")]),
        ("ARG =b", &[("bad-pair", "=b")]),
        ("HEALTHCHECK CMD", &[("bad-healthcheck", "HEALTHCHECK CMD")]),
        ("HEALTHCHECK CMD []", &[("missing-arguments", "HEALTHCHECK CMD []")]),
        ("ONBUILD from a", &[("bad-trigger", "from")]),
        ("CMD [1]", &[("json-not-strings", "[1]")]),
        ("SHELL bash", &[("shell-not-json", "SHELL bash")]),
        ("CMD ['a']", &[("broken-json", "['a']")]),
        ("RUN [ \"$a\" ]", &[]),
        ("RUN <<E\na\n", &[("unterminated-heredoc", "<<E")]),
        ("# escape=x\nRUN a", &[("bad-escape", "# escape=x")]),
        ("# syntax=a\n# Syntax=b\nRUN a", &[("repeated-directive", "# Syntax=b")]),
        ("RUN a \\\n  \n b", &[("empty-continuation", "  ")]),
        ("WORKDIR", &[("missing-arguments", "WORKDIR")]),
    ];
    for (text, expected) in table {
        let (source, file) = read(text);
        let found = file.diagnostics.iter().map(|d| (d.code, d.place.as_ref().map_or("", |place| source.slice(place.span))));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text:?}");
    }
    let long = format!("RUN a\n# {}\n", "x".repeat(65_534));
    assert_eq!(read(&long).1.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["line-too-long"]);
    assert_eq!(read(&long.replacen('x', "", 1)).1.diagnostics, []);
}

#[test]
fn every_part_has_its_place() {
    let text = "  COPY --fr\\\nom=b \\\n# c\n  a/\\\nb /c \\\n# d\n";
    let (source, file) = read(text);
    let Some((_, copy)) = file.instructions().next() else { panic!("an instruction") };
    assert_eq!(copy.text.text, "a/b /c");
    assert_eq!(source.slice(copy.span), "COPY --fr\\\nom=b \\\n# c\n  a/\\\nb /c \\");
    assert_eq!(copy.flag("from").map(|flag| (flag.value.as_deref(), source.slice(flag.span))), Some((Some("b"), "--fr\\\nom=b")));
    assert_eq!(copy.words().iter().map(|word| source.slice(word.span)).collect::<Vec<_>>(), ["a/\\\nb", "/c"]);
    assert_eq!(source.slice(file.items[0].span), text);
    let (source, file) = read("HEALTHCHECK CMD [\"a\\n\"]\nRUN cat 3<<'E F' -\nx\r\nE F");
    let all: Vec<_> = file.instructions().map(|(_, instruction)| instruction).collect();
    assert_eq!(all[0].arguments.json().map(|words| source.slice(words[0].span)), Some("\"a\\n\""));
    let heredoc = &all[1].heredocs[0];
    assert_eq!(
        [heredoc.marker, heredoc.body, all[1].span].map(|span| source.slice(span)),
        ["3<<'E F'", "x\r\n", "RUN cat 3<<'E F' -\nx\r\nE F"]
    );
    assert_eq!((heredoc.name.as_str(), heredoc.expand, heredoc.descriptor), ("E F", false, Some(3)));
}

#[test]
fn a_hundred_thousand_continuations_are_one_instruction() {
    let text = format!("ENV a=b{}", " \\\n# c\n  d=\"e f\"".repeat(100_000));
    let (source, file) = read(&text);
    assert_eq!(file.items.len(), 1);
    let pairs = file.instructions().next().map(|(_, env)| env.pairs().to_vec()).unwrap_or_default();
    assert_eq!(pairs.len(), 100_001);
    assert_eq!(pairs.last().map(|pair| source.slice(pair.key.span)), Some("d"));
    assert_eq!(shown(&"ONBUILD ".repeat(100_000)), ["Onbuild Onbuild opaque"]);
}

/// Text made of what a Dockerfile is made of.
fn dockerfile_like() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "FROM ",
        "RUN ",
        "CMD ",
        "COPY ",
        "ENV ",
        "ARG ",
        "LABEL ",
        "ONBUILD ",
        "HEALTHCHECK ",
        "WORKDIR ",
        "VOLUME ",
        "SHELL ",
        "run",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\\\n",
        "\\ \t\n",
        "`\n",
        "\\",
        "\\\r\n",
        "# c\n",
        "# escape=`\n",
        "# syntax=a\n",
        "#",
        " ",
        "\t",
        "\u{A0}",
        "\u{FEFF}",
        "é",
        "a",
        "b=c",
        "=",
        "\"",
        "'",
        "[",
        "]",
        "[\"a\", \"b\"]",
        "\"\\n\"",
        ",",
        "--from=x ",
        "--a=\"",
        "-- ",
        "<<EOF",
        "<<-'EOF'",
        "<< EOF",
        "3<<",
        "\nEOF\n",
        "\tEOF\n",
        "$",
        "${a",
        ":-",
        "}",
        "$A",
        "/",
        "NONE",
        "&&",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn assert_sound(text: &str) {
    let (source, file) = read(text);
    let mut at = 0;
    for item in &file.items {
        assert_eq!(item.span.start, at);
        assert!(item.span.end > at);
        at = item.span.end;
        if let ItemKind::Instruction(instruction) = &item.kind {
            assert_instruction(&source, instruction, item.span);
        }
    }
    assert_eq!(at, text.len());
    for place in file.diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        source.slice(place.span);
    }
}

fn assert_instruction(source: &Source, instruction: &Instruction, item: Span) {
    assert_map(source, &instruction.text);
    if let Some(command) = instruction.command() {
        assert_map(source, &command);
    }
    let inside = |span: Span| assert!(item.start <= span.start && span.end <= item.end && source.slice(span).len() <= item.len());
    inside(instruction.name);
    inside(instruction.span);
    instruction.flags.iter().for_each(|flag| inside(flag.span));
    instruction.heredocs.iter().for_each(|heredoc| inside(heredoc.marker.to(heredoc.body)));
    instruction.words().iter().for_each(|word| inside(word.span));
    if !instruction.is_exec() {
        instruction.words().iter().for_each(|word| assert_word(source, word));
    }
    for pair in instruction.pairs() {
        assert_word(source, &pair.key);
        pair.value.iter().for_each(|value| assert_word(source, value));
        inside(pair.value.as_ref().map_or(pair.key.span, |value| pair.key.span.to(value.span)));
    }
    if let Some(trigger) = instruction.trigger() {
        assert_instruction(source, trigger, item);
    }
}

/// Each byte of the text is the byte of the source that the map names, and the places only go forward.
fn assert_map(source: &Source, text: &Logical) {
    let mut last = None;
    for (at, byte) in text.text.bytes().enumerate() {
        let place = text.offset(at);
        assert_eq!(source.text().as_bytes()[place], byte);
        assert!(last.is_none_or(|last| last < place));
        last = Some(place);
    }
}

/// The place of a word holds it whole, or begins and ends as it does where a continuation stands inside.
fn assert_word(source: &Source, word: &Word) {
    let place = source.slice(word.span);
    assert!(place == word.text || place.contains('\n'));
    assert_eq!(place.chars().next(), word.text.chars().next());
    assert_eq!(place.chars().next_back(), word.text.chars().next_back());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_tiled_and_mapped(text in "(?s).{0,200}") {
        assert_sound(&text);
    }

    #[test]
    fn dockerfile_like_text_is_tiled_and_mapped(text in dockerfile_like()) {
        assert_sound(&text);
    }

    #[test]
    fn an_instruction_alone_reads_the_same(text in dockerfile_like()) {
        let (source, file) = read(&text);
        let alone = file.items.iter().filter(|item| file.escape == '\\' && matches!(item.kind, ItemKind::Instruction(_)));
        for item in alone {
            let text = source.slice(item.span);
            // A byte order mark inside a file is a character, at its beginning it is none.
            prop_assume!(!text.starts_with('\u{FEFF}'));
            let (again, file) = read(text);
            prop_assert_eq!(file.items.len(), 1);
            let ItemKind::Instruction(instruction) = &item.kind else { continue };
            let found = file.instructions().map(|(_, found)| instruction_shown(&again, found)).collect::<Vec<_>>();
            prop_assert_eq!(found, vec![instruction_shown(&source, instruction)]);
        }
    }
}

#[test]
fn keywords_are_read_in_any_case() {
    assert_eq!(
        ["add", "Run", "EnTrYpOiNt", "RUNS", ""].map(Keyword::of),
        [Keyword::Add, Keyword::Run, Keyword::Entrypoint, Keyword::Unknown, Keyword::Unknown]
    );
    assert_eq!((Keyword::Stopsignal.name(), Keyword::Unknown.name()), ("STOPSIGNAL", ""));
}
