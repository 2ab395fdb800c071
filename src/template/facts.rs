//! What is known of official images, as data: types only.

/// A base image, resolved from the reference in FROM.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// What stands before the repository's own name, to be repeated for related images: `""`, `docker.io/library/`, `public.ecr.aws/docker/library/`.
    pub registry: String,
    /// `golang`, `node`, `rust`, `rustlang/rust`, `oven/bun`, `debian`, `ubuntu`, `alpine`, …
    pub repository: String,
    /// As written, `latest` where there was none.
    pub tag: String,
    /// `sha256:…`
    pub digest: Option<String>,
    /// Which toolchain it brings.
    pub family: Family,
    /// The distribution; `None` where the facts do not say (a tag that is newer than they are).
    pub distro: Option<Distro>,
    /// Full, slim or alpine.
    pub flavour: Flavour,
    /// The tag names the suite or Alpine release.
    pub names_release: bool,
    /// ENV of the image, PATH included.
    pub env: Vec<(String, String)>,
    /// WORKDIR of the image.
    pub workdir: String,
    /// ENTRYPOINT of the image.
    pub entrypoint: Vec<String>,
    /// CMD of the image.
    pub cmd: Vec<String>,
    /// USER of the image.
    pub user: Option<String>,
    /// Users beyond the distribution's own, `node`, `bun`.
    pub users: Vec<String>,
}

/// Which toolchain an image brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Family {
    Golang,
    Node,
    Rust,
    Bun,
    /// A distribution without a toolchain: debian, ubuntu, alpine, buildpack-deps, fedora …
    Plain,
}

/// Full image, the slim one, or Alpine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Flavour {
    Full,
    Slim,
    Alpine,
}

/// A distribution and its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distro {
    /// `bookworm`
    Debian(String),
    /// `jammy`
    Ubuntu(String),
    /// `3.22`
    Alpine(String),
    /// Another one, by name.
    Other(String),
}

/// What a package is for, in an image that runs a Go, Node.js or Rust program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Compilers, headers, tools of the build.
    Build,
    /// What the running program needs.
    Run,
    /// Decided by whether anything names its programs (git, curl).
    Either,
    /// Not in the data.
    Unknown,
}
