//! The fixed parts of the page: its style, its script and the frame around them, as files in `assets/`.
//! Relies on nothing. Holds no data; a strict policy lets a browser run exactly these texts, load nothing, and send nothing.

/// The page's style.
pub(super) const STYLE: &str = concat!(include_str!("assets/page.css"), include_str!("assets/detail.css"));

/// The page's script: one text of several files, each a part that reads alone.
pub(super) const SCRIPT: &str = concat!(
    include_str!("assets/dom.js"),
    include_str!("assets/data.js"),
    include_str!("assets/state.js"),
    include_str!("assets/filter.js"),
    include_str!("assets/diff.js"),
    include_str!("assets/detail.js"),
    include_str!("assets/table.js"),
    include_str!("assets/main.js"),
);

/// SHA-256 of [`STYLE`] in Base64, for the policy; a test says the right one.
pub(super) const STYLE_HASH: &str = "XITFVmb8WIC1LGAbvj/zLNKmyG0t8v9SmT310iwdAAo=";

/// SHA-256 of [`SCRIPT`] in Base64.
pub(super) const SCRIPT_HASH: &str = "uSfzCIxJAyPZVlxi+ZocG3W1ZOcl7jNiflMcMVnYSlw=";

/// The head of the table and what stands above it.
pub(super) const TABLE: &str = include_str!("assets/table.html");

/// The sign in a browser's tab: one block cut into two. As a data URL, so that no browser asks a server for one.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%238a8a85' d='M1 2h14v8H1z'/%3E%3Cpath fill='%231a7f37' d='M1 11h14v3H1z'/%3E%3C/svg%3E";

/// The beginning of the page, up to the place of the files' data. The title is escaped already.
pub(super) fn start(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-{STYLE_HASH}'; \
         script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"{ICON}\">\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<button type=\"button\" id=\"theme\"></button>\n</header>\n"
    )
}

/// The end of the page.
pub(super) fn end() -> String {
    format!(
        "</main>\n<footer>Made by dfsplit {}. A split is safe where all that the project can be seen to use is in the runtime stage; \
         unsafe is very likely right, and worth a look. \
         <span id=\"keys\">Keys: <kbd>/</kbd> to search, <kbd>\u{2191}</kbd> <kbd>\u{2193}</kbd> from file to file, <kbd>Enter</kbd> to open one.</span></footer>\n<script type=\"module\">{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}
