//! The facts about a project that the later stages ask for.
//! Relies on nothing but [`super::code`]. Knows no Dockerfile.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Place};

/// A Go module: a folder with a go.mod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoModule {
    /// Folder in the context; `""` is the root.
    pub folder: String,
    /// The module path.
    pub path: String,
    /// The `go` line, `1.22`.
    pub go: Option<String>,
    /// Required modules, `// indirect` ones too: path and version.
    pub requires: Vec<(String, String)>,
    /// `replace … => ./x`: the local folders, as written.
    pub local_replaces: Vec<String>,
    /// go.sum lies beside it.
    pub sum: bool,
    /// A vendor folder lies beside it.
    pub vendor: bool,
    /// A go.work of the context names it (or lies above it).
    pub workspace: bool,
    /// Folders (in the context) of `package main`.
    pub mains: Vec<String>,
    /// Non-test Go files with `import "C"`, in the module or its vendor folder.
    pub imports_c: Vec<String>,
    /// Further ones that are part of a build only with build tags of the project's own (`-tags`).
    pub imports_c_tagged: Vec<String>,
    /// What the module's sources say (vendor folder left out).
    pub code: Code,
}

/// A folder with Go sources and no go.mod above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoSources {
    /// Folder in the context.
    pub folder: String,
    /// Folders of `package main`.
    pub mains: Vec<String>,
    /// What they say.
    pub code: Code,
}

/// A package.json.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodePackage {
    /// Folder in the context; `""` is the root.
    pub folder: String,
    /// `name`.
    pub name: Option<String>,
    /// `main`.
    pub main: Option<String>,
    /// `"type": "module"`.
    pub module: bool,
    /// `scripts`.
    pub scripts: BTreeMap<String, String>,
    /// `dependencies`.
    pub dependencies: BTreeMap<String, String>,
    /// `devDependencies`.
    pub dev_dependencies: BTreeMap<String, String>,
    /// `optionalDependencies` and `peerDependencies`.
    pub other_dependencies: BTreeMap<String, String>,
    /// `workspaces` is set, or a pnpm-workspace.yaml that names packages lies beside it.
    pub workspaces: bool,
    /// `packageManager`.
    pub package_manager: Option<String>,
    /// `bin`: program and file.
    pub bin: BTreeMap<String, String>,
    /// Lockfile beside it: `package-lock.json`, `npm-shrinkwrap.json`, `yarn.lock`, `pnpm-lock.yaml`, `bun.lockb`, `bun.lock`.
    pub lockfile: Option<String>,
    /// yarn 2 or later (by its lockfile, .yarnrc.yml or packageManager).
    pub berry: bool,
    /// Further files that an install reads and that lie beside it: `.npmrc`, `.yarnrc`, `.yarnrc.yml`, `.yarn`, `.pnpmfile.cjs`, `patches`, `pnpm-workspace.yaml`, `bunfig.toml`.
    pub install_files: Vec<String>,
    /// `outDir` of tsconfig.json / tsconfig.build.json (through `extends` in the context), relative to the folder.
    pub out_dir: Option<String>,
    /// Each tsconfig*.json of the folder and below it, by its path in the context.
    pub ts_projects: BTreeMap<String, TsProject>,
    /// Programs that installed packages bring, by the lockfile or the dated list: program name -> package.
    pub programs: BTreeMap<String, String>,
    /// Those of them that only the end of a scoped package's name suggests.
    pub guessed_programs: BTreeSet<String>,
    /// What the folder's own sources say (tests, configuration of tools, built files and node_modules left out).
    pub code: Code,
    /// All lockfiles beside it, the one of [`Self::lockfile`] first.
    pub lockfiles: Vec<String>,
    /// yarn without node_modules: berry whose `nodeLinker` is not `node-modules`.
    pub pnp: bool,
    /// Folder of the package above it (or itself) that has workspaces.
    pub workspace: Option<String>,
    /// Packages that the lockfile marks as needed for development only.
    pub dev_only: BTreeSet<String>,
    /// Packages that the lockfile has at the top of node_modules and marks as needed in production (npm only).
    pub kept: BTreeSet<String>,
    /// Packages and built-in modules that the sources import, with the first place in each file: `express`, `node:fs`, `date-fns/locale`.
    pub imported: BTreeMap<String, Vec<Place>>,
    /// Modules that are imported only for their types.
    pub type_imports: BTreeSet<String>,
    /// Each source file with what it imports of the project: paths in the context, of the file where it is there, else as written.
    pub modules: BTreeMap<String, Vec<String>>,
    /// Prefixes of imports that stand for folders of the context, by tsconfig's `paths` and package.json's `imports`: `@/` and `src/`.
    pub aliases: Vec<(String, String)>,
    /// tsconfig's `baseUrl` in the context: imports may name what lies in it.
    pub base_url: Option<String>,
    /// The compiled files import `tslib` (`importHelpers`).
    pub import_helpers: bool,
    /// Configuration files right in the folder: `next.config.js`, `nest-cli.json`, `ecosystem.config.js`, `.sequelizerc`.
    pub config_files: Vec<String>,
    /// What those that are JavaScript say, by path in the context.
    pub config_code: BTreeMap<String, Code>,
    /// The framework that the dependencies name.
    pub framework: Option<Framework>,
    /// `output` of next.config: `standalone` or `export`.
    pub next_output: Option<String>,
    /// `distDir` of next.config.
    pub next_dist: Option<String>,
    /// The Prisma schema.
    pub prisma: Option<Prisma>,
}

impl NodePackage {
    /// The lockfiles beside it that a package manager installs from, by its program's name, of those that are there for it. npm looks into yarn's where it has none of its
    /// own, bun into all. Sources: docs.npmjs.com, "npm install"; bun.sh, "Lockfile"; versions that npm 8, 10 and 11 keep seen beside another
    /// yarn.lock.
    pub fn lockfiles_of(&self, manager: &str, there: impl Fn(&str) -> bool) -> Vec<&str> {
        let all: Vec<&str> = self.lockfiles.iter().map(String::as_str).filter(|file| there(file)).collect();
        let of = |names: &[&str]| all.iter().copied().filter(|file| names.contains(file)).collect::<Vec<_>>();
        let (own, others): (&[&str], &[&str]) = match manager {
            "npm" => (&["npm-shrinkwrap.json", "package-lock.json"], &["yarn.lock"]),
            "yarn" => (&["yarn.lock"], &[]),
            "pnpm" => (&["pnpm-lock.yaml"], &[]),
            _ => (&["bun.lock", "bun.lockb"], &["package-lock.json", "yarn.lock", "pnpm-lock.yaml"]),
        };
        let own = of(own);
        if own.is_empty() { of(others) } else { own }
    }

    /// The version range of a direct dependency of any kind.
    pub fn version(&self, name: &str) -> Option<&str> {
        [&self.dependencies, &self.dev_dependencies, &self.other_dependencies].iter().find_map(|of| of.get(name)).map(String::as_str)
    }

    /// True if a package is a direct dependency of any kind.
    pub fn has(&self, name: &str) -> bool {
        self.version(name).is_some()
    }
}

/// What a tsconfig.json says of the files that the compiler writes, its bases in the context included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TsProject {
    /// `outDir`, in the context.
    pub out_dir: Option<String>,
    /// `noEmit`
    pub no_emit: bool,
    /// `references`: a build (`tsc -b`) compiles other projects too.
    pub references: bool,
}

/// A framework of Node.js that decides how a project is built and started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Framework {
    Next,
    Nuxt,
    Nest,
    Remix,
    ReactRouter,
    /// With `@sveltejs/adapter-node`.
    SvelteKitNode,
    /// With another adapter.
    SvelteKit,
    Astro,
    Gatsby,
    Strapi,
    Adonis,
    Sails,
    Angular,
    VueCli,
    ReactScripts,
    Vite,
    Express,
    Fastify,
    Koa,
    Hapi,
    Hono,
}

/// A Prisma schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prisma {
    /// The schema file, or the first of a folder of them, in the context.
    pub schema: String,
    /// `output` of the generators, in the context; none means inside node_modules.
    pub outputs: Vec<String>,
    /// A `migrations` folder lies beside it.
    pub migrations: bool,
}

/// A Cargo.toml with a package.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crate {
    /// Folder in the context.
    pub folder: String,
    /// `package.name`.
    pub name: String,
    /// Names of the programs it makes (src/main.rs, src/bin, `[[bin]]`), as cargo names the files.
    pub bins: Vec<String>,
    /// `default-run`.
    pub default_run: Option<String>,
    /// The file of its library, where that is one of the system (`crate-type` cdylib or dylib): `libmoon.so`.
    pub shared_library: Option<String>,
    /// Folder of the workspace root that it belongs to (its own folder without one).
    pub workspace: String,
    /// Direct dependencies (all kinds but dev and build), with features where given.
    pub dependencies: BTreeMap<String, Vec<String>>,
    /// Those of them that are taken without their default features.
    pub bare: BTreeSet<String>,
    /// Folders in the context of those of them that are given by a path.
    pub local: Vec<String>,
    /// Features of the package: name -> what it turns on.
    pub features: BTreeMap<String, Vec<String>>,
    /// build.rs lies beside it.
    pub build_script: bool,
    /// What its sources say.
    pub code: Code,
}

/// A Cargo workspace, or a lone package's surroundings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CargoWorkspace {
    /// Folder in the context.
    pub folder: String,
    /// Packages of Cargo.lock: name, version and names of their dependencies; `None` without a lockfile.
    pub lock: Option<BTreeMap<String, Vec<String>>>,
    /// `[build] target` of .cargo/config.toml.
    pub target: Option<String>,
    /// `[build] target-dir` of .cargo/config.toml.
    pub target_dir: Option<String>,
    /// rust-toolchain(.toml) lies beside it.
    pub toolchain_file: bool,
}

/// A service of a compose file that builds this Dockerfile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComposeService {
    /// The compose file's path in the context (may begin with `../`).
    pub file: String,
    /// The service.
    pub name: String,
    /// `build.target`.
    pub target: Option<String>,
    /// `command`, words; without one `entrypoint`.
    pub command: Option<Vec<String>>,
    /// `entrypoint`, words.
    pub entrypoint: Option<Vec<String>>,
    /// `working_dir`
    pub working_dir: Option<String>,
    /// `user`
    pub user: Option<String>,
    /// Container paths that folders of the host are mounted over, with the host path: `(".", "/app")`; named and anonymous volumes with an empty host path.
    pub volumes: Vec<(String, String)>,
    /// `healthcheck.test`, words.
    pub healthcheck: Option<Vec<String>>,
    /// Names of environment variables that are set.
    pub environment: Vec<String>,
    /// `build.args`.
    pub args: Vec<String>,
}
