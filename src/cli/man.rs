//! Turns the definition of the command line into its manual page, in roff.
//! Relies on `clap_mangen` for what every page has, and on the form of the closing help: `Heading:` over lines of two columns.
//! Does not show the page and gives it no date: the same version makes the same bytes.

use std::io;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::Args;

/// The forms of use; the definition knows only the first.
const SYNOPSIS: &str = "dfsplit [OPTIONS] [PATH]...\ndfsplit COMMAND";

/// The whole page.
pub fn page() -> String {
    let command = Args::command().override_usage(SYNOPSIS);
    let closing = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let (lists, prose): (Vec<&str>, Vec<&str>) = closing.split("\n\n").partition(|part| heading(part).is_some());
    let man = Man::new(command.clone());
    let mut page = title(&command);
    page += &piece(|out| man.render_name_section(out));
    page += &piece(|out| man.render_synopsis_section(out));
    page += &piece(|out| man.render_description_section(out));
    page += &paragraphs(&prose).to_roff();
    page += &piece(|out| man.render_options_section(out));
    page += &commands(&command).to_roff();
    page.extend(lists.into_iter().map(|list| section(list).to_roff()));
    one_break(&page)
}

/// What is rendered into memory, where no byte is refused.
fn piece(render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    let _ = render(&mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// `.TH`, written by hand: `clap_mangen` leaves an empty date out, which moves the name of the program into its place.
fn title(command: &Command) -> String {
    let (name, version) = (command.get_name(), command.get_version().unwrap_or_default());
    format!(".TH {} 1 \"\" \"{name} {version}\"\n", name.to_uppercase())
}

/// What dfsplit does beside splitting. They have no pages of their own, so none is referred to.
fn commands(command: &Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands() {
        let values = sub.get_positionals().flat_map(|value| {
            let (open, close) = if value.is_required_set() { (" ", "") } else { (" [", "]") };
            let names = value.get_value_names().unwrap_or_default();
            names.iter().map(move |name| format!("{open}{name}{close}"))
        });
        roff.control("TP", []).text([bold(format!("{} {}", command.get_name(), sub.get_name())), roman(values.collect::<String>())]);
        roff.text([roman(sub.get_about().map(ToString::to_string).unwrap_or_default())]);
    }
    roff
}

/// heading = text ":" newline
fn heading(part: &str) -> Option<&str> {
    part.lines().next()?.strip_suffix(':')
}

/// A heading with its lines; what stands before two blanks is the term.
fn section(list: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [&*heading(list).unwrap_or_default().to_uppercase()]);
    for line in list.lines().skip(1) {
        let (term, text) = line.trim().split_once("  ").unwrap_or((line.trim(), ""));
        roff.control("TP", []).text([bold(term)]).text([roman(text.trim())]);
    }
    roff
}

fn paragraphs(prose: &[&str]) -> Roff {
    let mut roff = Roff::new();
    for paragraph in prose {
        roff.control("PP", []).text([roman(paragraph.trim())]);
    }
    roff
}

/// One blank line before a list of values, in the one way that mandoc takes without a warning.
fn one_break(page: &str) -> String {
    page.replace("\n.br\n\n.br\n", "\n.sp\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_two_columns_become_terms() {
        assert_eq!(
            section("Exit status:\n  0  done, also when\n  12   wrong - usage").to_roff(),
            ".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\ndone, also when\n.TP\n\\fB12\\fR\nwrong \\- usage\n"
        );
    }

    #[test]
    fn commands_show_what_they_take() {
        use clap::Arg;
        let command = Command::new("x").subcommand(
            Command::new("say")
                .about("Say it")
                .arg(Arg::new("WORD").value_name("WORD").required(true))
                .arg(Arg::new("HOW").value_name("HOW")),
        );
        assert_eq!(commands(&command).to_roff(), ".SH COMMANDS\n.TP\n\\fBx say\\fR WORD [HOW]\nSay it\n");
    }
}
