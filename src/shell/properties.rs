//! What must hold for every text: no panic, and places that lie in the text and in each other.

use super::{Command, Redirect, Script, Simple, Word, parse, split_words};
use proptest::prelude::*;
use std::ops::Range;

/// Pieces that shell texts are made of, so that what is tried gets past the first word.
fn shell_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b c",
        " ",
        "\n",
        "\r\n",
        "\\",
        "\\\n",
        "'",
        "\"",
        "`",
        "$",
        "${",
        "}",
        "$(",
        "$((",
        "))",
        ")",
        "(",
        "((",
        "{ ",
        "{",
        "{a,b}",
        "&&",
        "||",
        "|",
        "|&",
        ";",
        ";;",
        "&",
        "&>",
        ">",
        "2>",
        "<<E",
        "<<-E",
        "\nE\n",
        "<<<",
        "<(",
        "if ",
        "then ",
        "elif ",
        "else ",
        "fi ",
        "for x in ",
        "do ",
        "done ",
        "while ",
        "case x in ",
        "esac ",
        "a) ",
        "f() ",
        "function f ",
        "[[ ",
        " ]] ",
        "! ",
        "time ",
        "X=",
        "X=(",
        "X+=",
        "X[",
        "]=",
        "#",
        " #",
        "é",
        "$'",
        "\\x",
        "!(",
        "@(",
        ":-",
        "X",
        "*",
        "~",
        "\t",
        "\0",
        "0",
        "select x in ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn within(inner: &Range<usize>, outer: &Range<usize>, what: &str) -> Result<(), TestCaseError> {
    prop_assert!(inner.start <= inner.end, "{what} ends before it begins");
    prop_assert!(outer.start <= inner.start && inner.end <= outer.end, "{what} {inner:?} is not inside {outer:?}");
    Ok(())
}

fn check(script: &Script, outer: &Range<usize>, text: &str) -> Result<(), TestCaseError> {
    let mut before = outer.start;
    for statement in &script.statements {
        within(&statement.span, &(before..outer.end), "a statement")?;
        prop_assert!(text.get(statement.span.clone()).is_some());
        prop_assert!(!statement.span.is_empty());
        check_command(&statement.command, &statement.span, text)?;
        before = statement.span.end;
    }
    Ok(())
}

fn check_command(command: &Command, outer: &Range<usize>, text: &str) -> Result<(), TestCaseError> {
    match command {
        Command::Simple(simple) => check_simple(simple, outer, text),
        Command::Pipeline(commands) => commands.iter().try_for_each(|command| check_command(command, outer, text)),
        Command::Group(script) | Command::Subshell(script) => check(script, outer, text),
        Command::For { words, body, .. } => {
            check_words(words, outer, text)?;
            check(body, outer, text)
        }
        Command::If { branches, otherwise } => {
            for (condition, body) in branches {
                check(condition, outer, text)?;
                check(body, outer, text)?;
            }
            otherwise.as_ref().map_or(Ok(()), |script| check(script, outer, text))
        }
        Command::Redirected { command, redirects } => {
            check_redirects(redirects, outer, text)?;
            check_command(command, outer, text)
        }
        Command::Opaque { span, inside, .. } => {
            within(span, outer, "an opaque command")?;
            inside.iter().try_for_each(|script| check(script, span, text))
        }
    }
}

fn check_simple(simple: &Simple, outer: &Range<usize>, text: &str) -> Result<(), TestCaseError> {
    within(&simple.span, outer, "a simple command")?;
    let values: Vec<_> = simple.assignments.iter().map(|a| a.value.clone()).collect();
    check_words(&values, &simple.span, text)?;
    check_words(&simple.words, &simple.span, text)?;
    check_redirects(&simple.redirects, &simple.span, text)
}

fn check_redirects(redirects: &[Redirect], outer: &Range<usize>, text: &str) -> Result<(), TestCaseError> {
    let targets: Vec<_> = redirects.iter().map(|r| r.target.clone()).collect();
    check_words(&targets, outer, text)?;
    for body in redirects.iter().filter_map(|r| r.body.clone()) {
        prop_assert!(text.get(body).is_some());
    }
    Ok(())
}

fn check_words(words: &[Word], outer: &Range<usize>, text: &str) -> Result<(), TestCaseError> {
    let mut before = outer.start;
    for word in words {
        within(&word.span, &(before..outer.end), "a word")?;
        prop_assert!(text.get(word.span.clone()).is_some());
        before = word.span.end;
        word.braces();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_spans_that_nest(text in "\\PC*|(?s).{0,60}") {
        check(&parse(&text), &(0..text.len()), &text)?;
        split_words(&text);
    }

    #[test]
    fn any_shell_like_text_has_spans_that_nest(text in shell_like()) {
        check(&parse(&text), &(0..text.len()), &text)?;
        split_words(&text);
    }

    /// What stands behind a whole line is read as if it stood alone.
    #[test]
    fn a_script_of_two_lines_is_two_scripts(first in "[ab $'\"{}&|;()]{0,16}", second in "[ab]{1,5}") {
        let alone = parse(&first);
        let both = parse(&format!("{first}\n{second}"));
        if !format!("{alone:?}").contains("Opaque") {
            prop_assert_eq!(both.statements.len(), alone.statements.len() + 1);
        }
    }
}
