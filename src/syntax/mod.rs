//! Turns the text of a Dockerfile into a lossless tree, reading it as BuildKit does today.
//! Relies on [`crate::source`] and [`crate::diagnostic`]; the only home of `nom`. Does not know what an instruction means.
//!
//! The facts are those of BuildKit's `frontend/dockerfile/parser` (`parser.go`, `line_parsers.go`, `split_command.go`, `directives.go`),
//! `frontend/dockerfile/shell/lex.go` for heredoc markers and `frontend/dockerfile/instructions/parse.go` for the number of arguments. Each file here
//! names the one that it follows. Where BuildKit stops with an error, the tree goes on and a diagnostic of level *refused* says so.
//!
//! Two things of BuildKit are not followed, both for text that is not ASCII: it takes the bytes of a flag and of the word behind HEALTHCHECK for characters, so that
//! it garbles them and sees blanks inside some letters. Here they stay as written.
//!
//! | code | level | when |
//! |---|---|---|
//! | `unknown-instruction` | refused | the first word of an instruction is no keyword |
//! | `missing-arguments` | refused | an instruction has fewer arguments than it needs |
//! | `bad-from` | refused | FROM has neither one argument nor `image AS name` |
//! | `bad-pair` | refused | ENV or LABEL without `=`, or a pair without a name |
//! | `bad-healthcheck` | refused | HEALTHCHECK is neither `NONE` nor `CMD …` |
//! | `bad-trigger` | refused | ONBUILD of ONBUILD, FROM or MAINTAINER |
//! | `json-not-strings` | refused | a JSON array with something other than strings |
//! | `shell-not-json` | refused | SHELL without the JSON form |
//! | `broken-json` | warning | what looks like the JSON form is none, so that it is read as a shell command or as words |
//! | `unterminated-heredoc` | refused | the end of the file stands before the end of a heredoc |
//! | `bad-escape` | refused | the `escape` directive is neither `\` nor `` ` `` |
//! | `repeated-directive` | refused | a parser directive stands twice |
//! | `line-too-long` | refused | a line has more than 65,535 bytes |
//! | `no-instruction` | refused | there is nothing but comments and blank lines |
//! | `empty-continuation` | warning | a blank line stands inside an instruction |

mod access;
mod directive;
mod file;
mod flag;
mod heredoc;
mod instruction;
mod json;
mod lines;
mod tree;
mod word;

#[cfg(test)]
mod tests;

pub use file::parse;
pub use json::array_of;
pub use tree::{Arguments, Dockerfile, Flag, Heredoc, Instruction, Item, ItemKind, Keyword, Logical, Pair, Word};
