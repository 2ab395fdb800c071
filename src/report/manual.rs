//! The manual's entry of a code, as a page for a terminal.
//! Relies on [`crate::code`]. Holds no text of its own but the headings.

use std::fmt::Write as _;

use crate::code::{self, Code};

/// Columns of the page.
const WIDTH: usize = 88;

/// The page of one code.
pub fn page(code: &Code) -> String {
    let mut out = format!("{} ({})\n\n", code.name, code.kind.name());
    out += &paragraph(code.summary, "");
    let _ = write!(out, "\nWhy it matters\n{}", paragraph(code.why, "  "));
    out += "\nExample\n";
    for line in code.example.lines() {
        let _ = writeln!(out, "    {line}");
    }
    let _ = write!(out, "\nWhat to do\n{}", paragraph(code.way_out, "  "));
    out
}

/// All codes, one a line.
pub fn list() -> String {
    let width = code::all().map(|code| code.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for code in code::all() {
        let _ = writeln!(out, "{:<width$}  {}", code.name, code.summary);
    }
    out
}

/// Codes that a mistyped one may stand for, nearest first.
pub fn near(name: &str) -> Vec<&'static str> {
    let names: Vec<_> = code::all().map(|code| code.name).collect();
    similar::get_close_matches(name, &names, 3, 0.6)
}

/// Words in lines of at most [`WIDTH`] columns, each behind `indent`.
fn paragraph(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > WIDTH {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            out.push_str(indent);
            column = indent.len();
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_has_all_parts() {
        let code = code::find("no-command").unwrap();
        let expected = "\
no-command (refusal)

Nothing says what the container runs: there is neither CMD nor ENTRYPOINT.

Why it matters
  What the runtime stage must hold follows from what is run. Images without a command
  are mostly bases for other images, or tool images started with a command from outside,
  and those need everything.

Example
    FROM golang:1.23
    WORKDIR /src
    COPY . .
    RUN go install ./...

What to do
  Add the CMD or ENTRYPOINT that the image is started with.
";
        assert_eq!(page(code), expected);
    }

    #[test]
    fn list_has_one_line_a_code() {
        assert_eq!(list().lines().count(), code::all().count());
        assert!(list().starts_with("app-in-root  ") && list().contains("  The application lies in `/`"), "{}", list());
    }

    #[test]
    fn mistyped_code_finds_its_neighbours() {
        assert_eq!(near("dev-sever"), ["dev-server"]);
        assert_eq!(near("zzz"), Vec::<&str>::new());
    }
}
