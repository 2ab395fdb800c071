//! Turns a JavaScript or TypeScript source file into what it says about running the program: imports, paths, programs, variables.
//! Relies on tokens and the words around them, in one linear pass; single-file components give their script blocks.
//! Does not parse, resolve scopes or follow values from function to function.

mod calls;
mod imports;
mod lexer;
mod names;
mod paths;
mod scan;
#[cfg(test)]
mod tests;
mod types;
mod view;

use super::code::Code;
use super::path;
use view::View;

/// What one source file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// In the terms of all languages.
    pub code: Code,
    /// Every import with its line, those of types too.
    pub imports: Vec<Import>,
}

/// An import of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// As written: `express`, `./routes`, `node:fs`.
    pub from: String,
    /// From 1.
    pub line: usize,
    /// `import type`: gone when compiled.
    pub types_only: bool,
}

/// True for the name of a file that [`scan`] reads.
pub fn is_source(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
    matches!(extension, "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" | "vue" | "svelte" | "astro")
        && ![".d.ts", ".d.mts", ".d.cts", ".min.js"].iter().any(|end| name.ends_with(end))
}

/// What the source file at `path` says.
pub fn scan(path: &str, text: &str) -> Module {
    let name = path::name(path);
    let jsx = !name.ends_with("ts");
    if [".vue", ".svelte", ".astro"].iter().any(|end| name.ends_with(end)) {
        let mut module = Module::default();
        for (block, lines_before) in blocks(text) {
            let part = scan::scan(&View::new(block, false), path, lines_before, false);
            module.code.absorb(part.code);
            module.imports.extend(part.imports);
        }
        return module;
    }
    scan::scan(&View::new(text, jsx), path, 0, !jsx)
}

/// The value of `key: 'value'` in a configuration file, where it is a plain string: `output` of next.config.js.
pub fn option(text: &str, key: &str) -> Option<String> {
    scan::option(&View::new(text, true), key)
}

/// The script blocks of a component, and the lines before each: `<script …> … </script>`, or between the `---` of astro.
fn blocks(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let (mut at, mut lines) = (0, 0);
    if let Some(rest) = text.strip_prefix("---")
        && let Some(end) = rest.find("\n---")
    {
        found.push((&rest[..end], 0));
        at = 3 + end;
        lines = rest[..end].matches('\n').count();
    }
    while let Some(open) = text[at..].find("<script") {
        let Some(begin) = text[at + open..].find('>').map(|i| at + open + i + 1) else { break };
        let end = text[begin..].find("</script").map_or(text.len(), |i| begin + i);
        lines += text[at..begin].matches('\n').count();
        found.push((&text[begin..end], lines));
        lines += text[begin..end].matches('\n').count();
        at = end;
    }
    found
}
