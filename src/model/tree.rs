//! What the instructions of a Dockerfile do, one step an instruction: the state of the image before it, what it runs, copies and makes.
//! Relies on `syntax`, `shell` and the base image's own configuration. Does not look at the project and picks no template.

use std::rc::Rc;

use rpds::RedBlackTreeMap;

use crate::source::Span;
use crate::syntax::Keyword;

/// A value that is either known or not (it depends on a build argument without a default, a command's output, …).
pub type Known = Option<String>;

/// Values by name. A copy shares what it does not change, so that the states of many steps take little memory.
pub type Variables = RedBlackTreeMap<String, Known>;

/// The steps of a single-stage Dockerfile behind its FROM, in order.
#[derive(Clone, Debug)]
pub struct Image {
    /// One an instruction behind FROM (FROM itself is not a step).
    pub steps: Vec<Step>,
    /// After the last instruction.
    pub end: Rc<State>,
}

/// The configuration of the image at one point, the base image's own included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Environment variables.
    pub env: Variables,
    /// Build arguments declared in the stage so far, with the value they have in a build without `--build-arg`; `None` where there is no default.
    pub args: Variables,
    /// Absolute, without a slash at the end (`/` excepted), `.` and `..` taken out.
    pub workdir: Known,
    /// `USER` as written, variables put in; `None`: never set (root, or the base image's).
    pub user: Option<Known>,
    /// Words of SHELL.
    pub shell: Vec<String>,
}

/// One instruction.
#[derive(Clone, Debug)]
pub struct Step {
    /// Index of the item in [`crate::syntax::Dockerfile::items`].
    pub item: usize,
    /// Its keyword.
    pub keyword: Keyword,
    /// Before it.
    pub before: Rc<State>,
    /// What it does.
    pub what: What,
    /// Names of the variables that its text refers to (`$X`, `${X…}`).
    pub variables: Vec<String>,
}

/// What an instruction does.
#[derive(Clone, Debug)]
pub enum What {
    /// RUN: its commands in the order they are run; heredoc scripts too.
    Run(Run),
    /// COPY, ADD.
    Copy(Copy),
    /// ENV, ARG, WORKDIR, USER, SHELL, EXPOSE, CMD, …: the keyword says it, the state after it shows it.
    Config,
    /// ONBUILD, unknown instructions.
    Opaque,
}

impl What {
    /// The commands, where it is a RUN.
    pub fn run(&self) -> Option<&Run> {
        match self {
            Self::Run(run) => Some(run),
            Self::Copy(_) | Self::Config | Self::Opaque => None,
        }
    }
}

/// A RUN.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The commands, in order; those inside subshells, conditions and loops too, with `conditional` set.
    pub calls: Vec<Call>,
    /// What could not be read: the place and the reason ("a case statement").
    pub opaque: Vec<(Span, &'static str)>,
    /// `--mount` flags, as written behind the `=`.
    pub mounts: Vec<String>,
}

/// One simple command as it is run.
#[derive(Clone, Debug)]
pub struct Call {
    /// Program and arguments, variables put in; `None` for a word that is not known (and may be several words, or none). Patterns (`*`) stay as written. Wrappers (`sudo`, `exec`, `time`, `env X=y`, `nice`, `command`, `sh -c '…'`) are taken off.
    pub argv: Vec<Known>,
    /// Where it stands in the source.
    pub span: Span,
    /// Where each word of `argv` stands.
    pub places: Vec<Span>,
    /// The folder it is run in: WORKDIR, and the `cd`s before it; for `go -C`, `npm --prefix`, `yarn --cwd` and the like the folder that they change to.
    pub folder: Known,
    /// `NAME=value` in front of it, and what was exported before it in the same RUN.
    pub env: Vec<(String, Known)>,
    /// Files its output is written to (`>`, `>>`), absolute; `None` where not known. /dev/null and the like are left out.
    pub writes: Vec<Known>,
    /// Inside `if`, `for`, behind `||`: may not be run.
    pub conditional: bool,
    /// Wrappers taken off that are programs of their own, as written and outermost first: `sudo`, `tini`, `sh` of `sh -c '…'`.
    /// `exec`, `command`, `time` and `eval` are part of the shell and not among them.
    pub through: Vec<String>,
    /// What it is known to do.
    pub action: Action,
}

/// What a command does, as far as the program's own documentation says. Paths are absolute; `None` where not known. Nothing here looks at the project.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// `go build`.
    GoBuild(GoBuild),
    /// `go install` (and `go get` of a program before modules: both put programs into the bin folder).
    GoInstall {
        /// The words behind the flags, versions kept (`./...`, `.`, `example.com/cmd/x@latest`).
        packages: Vec<Known>,
        /// `-tags`, `-race` and so on, as written.
        flags: Vec<String>,
        /// `go get`.
        get: bool,
    },
    /// `go run`.
    GoRun {
        /// The package or files.
        target: Vec<Known>,
        /// Arguments for the program.
        args: Vec<Known>,
        /// Flags before the target.
        flags: Vec<String>,
    },
    /// `go mod download|tidy|verify|vendor`, `go get -d`, `go generate`, `go test`, `go vet`, `dep ensure`, `glide install`, … : only fills caches or changes sources below the working folder.
    GoOther,
    /// `cargo build`.
    CargoBuild(CargoBuild),
    /// `cargo install`.
    CargoInstall {
        /// `--path`, absolute.
        path: Option<Known>,
        /// Crates from the registry.
        crates: Vec<Known>,
        /// `--bin` names.
        bins: Vec<String>,
        /// `--root`, absolute.
        root: Option<Known>,
        /// `--git` is given.
        git: bool,
    },
    /// `cargo run`.
    CargoRun(CargoBuild),
    /// `cargo fetch|update|test|clean|chef|new|init|check|…`, `rustup …`.
    CargoOther,
    /// `npm ci`, `npm install`, `yarn`, `pnpm install`, `bun install` without a package name, or adding packages to the project.
    NodeInstall {
        /// The program.
        manager: Manager,
        /// Development dependencies are left out: `--omit=dev`, `--production`, `--only=prod`, `--prod`. (NODE_ENV is not looked at here.)
        production: bool,
        /// Packages added by name.
        packages: Vec<String>,
        /// `--ignore-scripts`.
        ignore_scripts: bool,
        /// `ci`, `--frozen-lockfile`, `--immutable`.
        frozen: bool,
        /// Workspaces that it is for, as named by `-w`, `--filter` or `yarn workspace`; `*` for all of them; none for the folder itself.
        workspaces: Vec<String>,
    },
    /// `npm i -g X`, `yarn global add X`, `pnpm add -g X`, `bun add -g X`.
    NodeGlobal {
        /// The program.
        manager: Manager,
        /// Packages with version as written.
        packages: Vec<Known>,
    },
    /// `npm run X`, `npm start`, `npm test`, `yarn X`, `pnpm X`, `bun run X`.
    NodeScript {
        /// The program.
        manager: Manager,
        /// Script name (`start` for `npm start`).
        script: Known,
        /// Arguments for the script.
        args: Vec<Known>,
        /// Workspaces that it is run in, as for [`Action::NodeInstall`].
        workspaces: Vec<String>,
    },
    /// `npx X`, `yarn dlx X`, `pnpm exec X`, `pnpm dlx X`, `bunx X`, `./node_modules/.bin/X`.
    NodeExec {
        /// The program in a package.
        program: Known,
        /// Its arguments.
        args: Vec<Known>,
    },
    /// `npm prune`, `npm cache clean`, `npm config set`, `corepack enable`, `npm rebuild`, `yarn cache clean`, …
    NodeOther {
        /// The program.
        manager: Manager,
        /// Its words, first two (`cache clean`).
        what: String,
    },
    /// `apt-get install`, `apk add`, `dnf install`, …
    Install {
        /// The package manager.
        manager: PackageManager,
        /// Names as written (`libfoo=1.2`, `.deb` files too); `None` where not known.
        packages: Vec<Known>,
        /// `apk add --virtual NAME`.
        virtual_name: Option<String>,
    },
    /// `apt-get purge|remove|autoremove`, `apk del`.
    Uninstall {
        /// The package manager.
        manager: PackageManager,
        /// Names; the virtual package's too.
        packages: Vec<Known>,
    },
    /// `apt-get update|clean|upgrade`, `apk update`, `dpkg --configure`, … : only the package manager's own state.
    PackageOther,
    /// `useradd`, `adduser`, `groupadd`, `addgroup`, `usermod`.
    User {
        /// User or group name.
        name: Known,
        /// A group.
        group: bool,
    },
    /// `mkdir`, `install -d`.
    MakeFolders(Vec<Known>),
    /// `touch`, and `echo … >`, `cat > …`, `printf … >`, `tee` (the files are also in [`Call::writes`]).
    MakeFiles(Vec<Known>),
    /// `cp`, `mv`, `ln`, `install`.
    Transfer {
        /// What; with `/.` at the end where what lies in the folder is meant (`cp -r a/. b`).
        from: Vec<Known>,
        /// Where to: the full path of the file where the target is known not to be a folder (`cp a b`, one source and no slash at the end), else the folder with a slash at its end.
        to: Known,
        /// Which of the three.
        how: Transfer,
    },
    /// `rm`, `rmdir`.
    Remove(Vec<Known>),
    /// `chown`, `chgrp`.
    Own {
        /// `user`, `user:group`, `:group`.
        owner: Known,
        /// Of what.
        paths: Vec<Known>,
        /// `-R`.
        recursive: bool,
    },
    /// `chmod`.
    Mode {
        /// `+x`, `755`.
        mode: Known,
        /// Of what.
        paths: Vec<Known>,
    },
    /// `curl -o`, `wget -O`, `wget URL`.
    Download {
        /// The file or folder it is written to, where it says; for a pipe to another command `None`.
        to: Known,
    },
    /// `git clone`: the folder.
    Clone {
        /// Where to.
        to: Known,
    },
    /// `tar x`, `unzip`, `gunzip`: the folder it unpacks to.
    Unpack {
        /// Where to.
        to: Known,
    },
    /// `pnpm deploy`: a package with its production dependencies, in a folder of its own.
    Deploy {
        /// Where to.
        to: Known,
    },
    /// `sed -i`, `dos2unix`, `strip`, `upx`: changes files in place.
    Edit(Vec<Known>),
    /// `cd`, `export`, `set`, `true`, `echo` without redirection, `ls`, `cat`, `pwd`, `test`, `env`, `which`, `X --version`, `sleep`: leaves no trace.
    Nothing,
    /// `make`: the targets and the folder.
    Make {
        /// Targets.
        targets: Vec<Known>,
        /// `-C`, else the working folder.
        folder: Known,
    },
    /// Any other program: its effects are not known.
    Other,
}

/// `go build`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoBuild {
    /// `-o` as written, variables put in; `None`: no `-o`; `Some(None)`: not known.
    pub output: Option<Known>,
    /// Packages or files.
    pub packages: Vec<Known>,
    /// All flags but `-o` and `-C` with their values, as written (`-ldflags=-s -w`, `-tags=netgo`); `-ldflags=?` where the value is not known.
    pub flags: Vec<String>,
}

/// `cargo build` or `cargo run`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CargoBuild {
    /// `release` for `--release`/`-r`, the `--profile`, else `dev`.
    pub profile: String,
    /// `--bin` names.
    pub bins: Vec<String>,
    /// `-p`/`--package` names.
    pub packages: Vec<String>,
    /// `--target` triple.
    pub target: Option<Known>,
    /// `--target-dir`, absolute.
    pub target_dir: Option<Known>,
    /// `--manifest-path`, absolute.
    pub manifest: Option<Known>,
    /// `--features`, `--no-default-features`, `--all-features`, as written, sorted.
    pub features: Vec<String>,
    /// `--workspace`/`--all`, `--examples`, `--all-targets` …
    pub others: Vec<String>,
    /// Arguments behind `--` (cargo run).
    pub args: Vec<Known>,
}

/// A package manager of Node.js projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Manager {
    Npm,
    Yarn,
    Pnpm,
    Bun,
}

/// A distribution's package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum PackageManager {
    Apt,
    Apk,
    /// dnf, microdnf, yum
    Dnf,
    /// `dpkg -i`, `rpm -i` of a file
    Dpkg,
}

/// How a file gets to another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Transfer {
    Copy,
    Move,
    Link,
}

/// COPY or ADD.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Sources as written, variables put in; paths of the build context without a leading slash or `./`, or addresses (ADD).
    pub sources: Vec<Known>,
    /// Heredoc sources: the names of the files that are made.
    pub inline: Vec<String>,
    /// Absolute; ends in `/` where it is a folder for sure (slash written, several sources, or `.`).
    pub to: Known,
    /// `--from`.
    pub from: Option<String>,
    /// `--chown`, variables put in.
    pub chown: Option<String>,
    /// True for ADD.
    pub add: bool,
}
