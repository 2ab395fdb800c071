//! One table a kind of program: a command line, and the action in a short form that shows all of its fields.

use super::*;
use crate::model::paths::as_folder;

fn effect(line: &str) -> Effect {
    let words: Vec<Known> = line.split(' ').map(|word| (word != "?").then(|| word.replace('·', " ").replace("$?", "\0"))).collect();
    let folder = Some("/app".to_owned());
    recognise(&words, &Place { folder: &folder, writes: &[], home: &|| Some("/root".into()) })
}

/// `?` for what is not known.
fn word(word: &Known) -> String {
    word.clone().unwrap_or_else(|| "?".into())
}

fn list(words: &[Known]) -> String {
    words.iter().map(word).collect::<Vec<_>>().join(",")
}

fn maybe(value: Option<&Known>) -> String {
    value.map_or_else(|| "-".into(), word)
}

/// The action as one line.
fn short(effect: &Effect) -> String {
    let within = effect.folder.as_ref().map_or_else(String::new, |folder| format!(" in {}", word(folder)));
    let text = match &effect.action {
        Action::GoBuild(build) => {
            format!("build o={} p={} f={}", maybe(build.output.as_ref()), list(&build.packages), build.flags.join(","))
        }
        Action::GoInstall { packages, flags, get } => format!("install p={} f={} get={get}", list(packages), flags.join(",")),
        Action::GoRun { target, args, flags } => format!("run t={} a={} f={}", list(target), list(args), flags.join(",")),
        Action::CargoBuild(build) | Action::CargoRun(build) => format!(
            "cargo {} b={} p={} t={} dir={} m={} f={} o={} a={}",
            build.profile,
            build.bins.join(","),
            build.packages.join(","),
            maybe(build.target.as_ref()),
            maybe(build.target_dir.as_ref()),
            maybe(build.manifest.as_ref()),
            build.features.join(","),
            build.others.join(","),
            list(&build.args)
        ),
        Action::CargoInstall { path, crates, bins, root, git } => {
            format!(
                "cargo install path={} c={} b={} root={} git={git}",
                maybe(path.as_ref()),
                list(crates),
                bins.join(","),
                maybe(root.as_ref())
            )
        }
        Action::NodeInstall { manager, production, packages, ignore_scripts, frozen, workspaces } => format!(
            "{manager:?} install{}{}{} p={} w={}",
            if *production { " production" } else { "" },
            if *ignore_scripts { " noscripts" } else { "" },
            if *frozen { " frozen" } else { "" },
            packages.join(","),
            workspaces.join(",")
        ),
        Action::NodeGlobal { manager, packages } => format!("{manager:?} global {}", list(packages)),
        Action::NodeScript { manager, script, args, workspaces } => {
            format!("{manager:?} script {} a={} w={}", word(script), list(args), workspaces.join(","))
        }
        Action::NodeExec { program, args } => format!("exec {} a={}", word(program), list(args)),
        Action::NodeOther { manager, what } => format!("{manager:?} other {what}"),
        Action::Install { manager, packages, virtual_name } => {
            format!("{manager:?} + {} v={}", list(packages), virtual_name.as_deref().unwrap_or("-"))
        }
        Action::Uninstall { manager, packages } => format!("{manager:?} - {}", list(packages)),
        Action::User { name, group } => format!("user {} {group}", word(name)),
        Action::MakeFolders(paths) => format!("folders {}", list(paths)),
        Action::MakeFiles(paths) => format!("files {}", list(paths)),
        Action::Transfer { from, to, how } => format!("{how:?} {} -> {}", list(from), word(to)),
        Action::Remove(paths) => format!("remove {}", list(paths)),
        Action::Own { owner, paths, recursive } => format!("own {} {} {recursive}", word(owner), list(paths)),
        Action::Mode { mode, paths } => format!("mode {} {}", word(mode), list(paths)),
        Action::Download { to } => format!("download {}", word(to)),
        Action::Clone { to } => format!("clone {}", word(to)),
        Action::Unpack { to } => format!("unpack {}", word(to)),
        Action::Deploy { to } => format!("deploy {}", word(to)),
        Action::Edit(paths) => format!("edit {}", list(paths)),
        Action::Make { targets, folder } => format!("make {} in {}", list(targets), word(folder)),
        Action::GoOther | Action::CargoOther | Action::PackageOther | Action::Nothing | Action::Other => format!("{:?}", effect.action),
    };
    text + &within
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|&(line, expected)| {
            let got = short(&effect(line));
            (got != expected).then(|| format!("{line}\n  is       {got}\n  expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn go() {
    check(&[
        ("go build", "build o=- p= f="),
        ("go build -o /bin/x ./cmd/x", "build o=/bin/x p=./cmd/x f="),
        ("/usr/local/go/bin/go build -v -o=x .", "build o=x p=. f=-v"),
        ("go build -ldflags -s·-w -tags=netgo -o x main.go util.go", "build o=x p=main.go,util.go f=-ldflags=-s -w,-tags=netgo"),
        ("go build -ldflags=$? -o x", "build o=x p= f=-ldflags=?"),
        ("go build -ldflags ? -o x .", "build o=x p=. f=-ldflags=?"),
        ("go build ? -o x .", "build o=x p=. f="),
        ("go build -o ? .", "build o=? p=. f="),
        ("go build -C cmd/x -o ../x", "build o=../x p= f= in /app/cmd/x"),
        ("go build -race -p 4 ./...", "build o=- p=./... f=-race,-p=4"),
        ("go install -v ./...", "install p=./... f=-v get=false"),
        ("go install -tags postgres example.com/migrate@v4", "install p=example.com/migrate@v4 f=-tags=postgres get=false"),
        ("go get -u example.com/x", "install p=example.com/x f=-u get=true"),
        ("go get -d -v ./...", "GoOther"),
        ("go get -d=true .", "GoOther"),
        ("go run main.go -port 80", "run t=main.go a=-port,80 f="),
        ("go run a.go b.go x", "run t=a.go,b.go a=x f="),
        ("go run -mod=vendor ./cmd/x serve", "run t=./cmd/x a=serve f=-mod=vendor"),
        ("go mod download", "GoOther"),
        ("go test ./...", "GoOther"),
        ("go env GOPATH", "Nothing"),
        ("go version", "Nothing"),
        ("go foo", "Other"),
        ("go", "Other"),
        ("go-wrapper download", "GoOther"),
        ("go-wrapper install", "install p= f= get=false"),
        ("go-wrapper run", "Other"),
        ("godep go build -o x", "build o=x p= f="),
        ("dep ensure -vendor-only", "GoOther"),
        ("glide install", "GoOther"),
    ]);
}

#[test]
fn cargo() {
    check(&[
        ("cargo build", "cargo dev b= p= t=- dir=- m=- f= o= a="),
        ("cargo build --release --bin a --bin=b", "cargo release b=a,b p= t=- dir=- m=- f= o= a="),
        ("cargo +nightly build -r -p api --target x86", "cargo release b= p=api t=x86 dir=- m=- f= o= a="),
        ("cargo b --profile dist --target-dir out", "cargo dist b= p= t=- dir=/app/out m=- f= o= a="),
        ("cargo build --manifest-path api/Cargo.toml -j 4 --locked", "cargo dev b= p= t=- dir=- m=/app/api/Cargo.toml f= o= a="),
        (
            "cargo build --no-default-features -F tls --features=pg,x --workspace",
            "cargo dev b= p= t=- dir=- m=- f=--features=pg,x,--features=tls,--no-default-features o=--workspace a=",
        ),
        ("cargo --color always build --target ?", "cargo dev b= p= t=? dir=- m=- f= o= a="),
        ("cargo run --release -- --port 80", "cargo release b= p= t=- dir=- m=- f= o= a=--port,80"),
        ("cargo run --bin x serve -r", "cargo dev b=x p= t=- dir=- m=- f= o= a=serve,-r"),
        ("cargo install --path . --root /usr", "cargo install path=/app c= b= root=/usr git=false"),
        ("cargo install diesel_cli --no-default-features --features postgres", "cargo install path=- c=diesel_cli b= root=- git=false"),
        ("cargo install --git https://x --bin a --locked", "cargo install path=- c= b=a root=- git=true"),
        ("cargo install sqlx-cli --version ~0.7", "cargo install path=- c=sqlx-cli b= root=- git=false"),
        ("cargo chef cook --release", "CargoOther"),
        ("cargo clean", "CargoOther"),
        ("cargo fetch", "CargoOther"),
        ("rustup default nightly", "CargoOther"),
        ("cargo leptos build", "Other"),
        ("cargo --version", "Nothing"),
        ("cargo -V", "Nothing"),
    ]);
}

#[test]
fn npm() {
    check(&[
        ("npm install", "Npm install p= w="),
        ("npm install --unsafe-perm true", "Npm install p= w="),
        ("npm i --production", "Npm install production p= w="),
        ("npm ci --omit=dev --ignore-scripts", "Npm install production noscripts frozen p= w="),
        ("npm ci --omit dev", "Npm install production frozen p= w="),
        ("npm ci --cache=$? --only=production", "Npm install production frozen p= w="),
        ("npm install --production=false", "Npm install p= w="),
        ("npm ci --omit=dev --include=dev", "Npm install frozen p= w="),
        ("npm install --save express redis@2", "Npm install p=express,redis@2 w="),
        ("npm install -production", "Npm install production p= w="),
        ("npm --prefix web ci", "Npm install frozen p= w= in /app/web"),
        ("npm ci --prefix /web", "Npm install frozen p= w= in /web"),
        ("npm ci -w api --workspace=web", "Npm install frozen p= w=api,web"),
        ("npm i -g pm2 ?", "Npm global pm2,?"),
        ("npm -g install gulp", "Npm global gulp"),
        ("npm install --global --unsafe-perm yarn@1", "Npm global yarn@1"),
        ("npm run build", "Npm script build a= w="),
        ("npm run build --workspace=api", "Npm script build a= w=api"),
        ("npm run-script build -- --prod", "Npm script build a=--prod w="),
        ("npm --prefix web run build", "Npm script build a= w= in /app/web"),
        ("npm -s run build:prod", "Npm script build:prod a= w="),
        ("npm start", "Npm script start a= w="),
        ("npm start -- --port 80", "Npm script start a=--port,80 w="),
        ("npm t", "Npm script test a= w="),
        ("npm run ?", "Npm script ? a= w="),
        ("npm run", "Nothing"),
        ("npm exec tsc -- -p .", "exec tsc a=-p,."),
        ("npm prune --production", "Npm other prune"),
        ("npm cache clean --force", "Npm other cache clean"),
        ("npm config set registry x", "Npm other config set"),
        ("npm -v", "Nothing"),
        ("npm --version", "Nothing"),
        ("npm ?", "Other"),
        ("npx tsc -p .", "exec tsc a=-p,."),
        ("npx -y -p typescript tsc", "exec tsc a="),
        ("npx --yes prisma@5 generate", "exec prisma@5 a=generate"),
        ("./node_modules/.bin/webpack -p", "exec webpack a=-p"),
        ("node_modules/.bin/gulp", "exec gulp a="),
        ("corepack enable", "Npm other corepack enable"),
        ("corepack pnpm install", "Pnpm install p= w="),
        ("node -v", "Nothing"),
        ("node server.js", "Other"),
    ]);
}

#[test]
fn yarn_pnpm_and_bun() {
    check(&[
        ("yarn", "Yarn install p= w="),
        ("yarn --frozen-lockfile --production", "Yarn install production frozen p= w="),
        ("yarn install --network-timeout 100000", "Yarn install p= w="),
        ("yarn install --immutable", "Yarn install frozen p= w="),
        ("yarn --cwd web install", "Yarn install p= w= in /app/web"),
        ("yarn add x@1", "Yarn install p=x@1 w="),
        ("yarn global add serve pm2", "Yarn global serve,pm2"),
        ("yarn global --prefix /usr add serve", "Yarn global serve"),
        ("yarn build --prod", "Yarn script build a=--prod w="),
        ("yarn run build -- --prod", "Yarn script build a=--prod w="),
        ("yarn --cwd web build", "Yarn script build a= w= in /app/web"),
        ("yarn start", "Yarn script start a= w="),
        ("yarn test", "Yarn script test a= w="),
        ("yarn workspace api build", "Yarn script build a= w=api"),
        ("yarn workspaces run build", "Yarn script build a= w=*"),
        ("yarn workspaces focus --production", "Yarn install production p= w="),
        ("yarn workspaces foreach -A run build", "Yarn script build a= w=*"),
        ("yarn dlx tsc -p .", "exec tsc a=-p,."),
        ("yarn node x.js", "exec node a=x.js"),
        ("yarn cache clean", "Yarn other cache clean"),
        ("yarn set version stable", "Yarn other set version"),
        ("yarn --version", "Nothing"),
        ("pnpm install --frozen-lockfile --prod", "Pnpm install production frozen p= w="),
        ("pnpm i -P", "Pnpm install production p= w="),
        ("pnpm --filter api install", "Pnpm install p= w=api"),
        ("pnpm install -r --offline", "Pnpm install p= w=*"),
        ("pnpm add -g turbo", "Pnpm global turbo"),
        ("pnpm --filter api build", "Pnpm script build a= w=api"),
        ("pnpm -F api run build --prod", "Pnpm script build a=--prod w=api"),
        ("pnpm -r build", "Pnpm script build a= w=*"),
        ("pnpm -C web build", "Pnpm script build a= w= in /app/web"),
        ("pnpm run -r build", "Pnpm script build a= w=*"),
        ("pnpm start", "Pnpm script start a= w="),
        ("pnpm exec tsc -b", "exec tsc a=-b"),
        ("pnpm dlx x", "exec x a="),
        ("pnpm fetch", "Pnpm other fetch"),
        ("pnpm deploy --filter=api --prod /out", "deploy /out"),
        ("pnpm", "Nothing"),
        ("bun install --frozen-lockfile --production", "Bun install production frozen p= w="),
        ("bun add -g x", "Bun global x"),
        ("bun run build", "Bun script build a= w="),
        ("bun --cwd web run build", "Bun script build a= w= in /app/web"),
        ("bun run src/index.ts", "Other"),
        ("bun index.ts", "Other"),
        ("bun start", "Bun script start a= w="),
        ("bun x tsc", "exec tsc a="),
        ("bunx prisma generate", "exec prisma a=generate"),
        ("bun build x.ts --outdir out", "Other"),
    ]);
}

#[test]
fn packages() {
    check(&[
        ("apt-get update", "PackageOther"),
        ("apt-get install -y --no-install-recommends git curl=7", "Apt + git,curl=7 v=-"),
        ("apt-get -o Dpkg::Use-Pty=0 -qq -y install ?", "Apt + ? v=-"),
        ("apt-get install -yq -t bookworm-backports git ./x.deb", "Apt + git,/app/x.deb v=-"),
        ("apt install -q=2 git", "Apt + git v=-"),
        ("apt-get purge -y --auto-remove gcc", "Apt - gcc"),
        ("apt-get autoremove", "Apt - "),
        ("apt-get clean", "PackageOther"),
        ("apk add --no-cache --virtual .deps gcc g++", "Apk + gcc,g++ v=.deps"),
        ("apk --no-cache add -t .deps gcc", "Apk + gcc v=.deps"),
        ("apk add --update --virtual=.deps -X http://x/edge gcc@edge", "Apk + gcc@edge v=.deps"),
        ("apk del .deps", "Apk - .deps"),
        ("apk update", "PackageOther"),
        ("yum -y install gcc", "Dnf + gcc v=-"),
        ("dnf install -y --setopt=x=y --enablerepo crb gcc", "Dnf + gcc v=-"),
        ("microdnf remove gcc", "Dnf - gcc"),
        ("yum clean all", "PackageOther"),
        ("dpkg -i x.deb", "Dpkg + /app/x.deb v=-"),
        ("dpkg --add-architecture i386", "PackageOther"),
        ("rpm -ivh https://x/y.rpm", "Dpkg + https://x/y.rpm v=-"),
        ("rpm --import key", "PackageOther"),
        ("add-apt-repository -y ppa:x", "PackageOther"),
        ("useradd -m -u 1000 -s /bin/bash app", "user app false"),
        ("useradd app -d /home/app", "user app false"),
        ("useradd --user-group --create-home --shell /bin/false app", "user app false"),
        ("adduser -D -u 1000 -G app app", "user app false"),
        ("adduser --disabled-password --gecos x app", "user app false"),
        ("adduser -S -G searx -h /srv searx", "user searx false"),
        ("adduser app docker", "user app false"),
        ("addgroup -g 1000 -S app", "user app true"),
        ("addgroup app wheel", "user app false"),
        ("groupadd -r -g 999 app", "user app true"),
        ("usermod -aG docker app", "user app false"),
    ]);
}

#[test]
fn files() {
    check(&[
        ("mkdir -p -m 755 a /b/", "folders /app/a,/b"),
        ("install -d -o node -g node /data", "folders /data"),
        ("touch a", "files /app/a"),
        ("tee -a a b", "files /app/a,/app/b"),
        ("tee /dev/null", "Nothing"),
        ("cp -r a b", "Copy /app/a -> /app/b"),
        ("cp -r a/. /b", "Copy /app/a/. -> /b"),
        ("cp -r . /b", "Copy /app/. -> /b"),
        ("cp a b/", "Copy /app/a -> /app/b/"),
        ("cp a .", "Copy /app/a -> /app/"),
        ("cp a b /c", "Copy /app/a,/app/b -> /c/"),
        ("cp *.txt /c", "Copy /app/*.txt -> /c/"),
        ("cp -t /c a", "Copy /app/a -> /c/"),
        ("cp -T a /c", "Copy /app/a -> /c"),
        ("cp ? /c", "Copy ? -> /c/"),
        ("cp a", "Other"),
        ("mv a /usr/local/bin/x", "Move /app/a -> /usr/local/bin/x"),
        ("ln -s /app/x /usr/bin/x", "Link /app/x -> /usr/bin/x"),
        ("ln -sf ../lib/x /usr/bin/y", "Link /usr/lib/x -> /usr/bin/y"),
        ("ln -s /opt/x", "Link /opt/x -> /app/"),
        ("install -m 755 -D a /usr/bin/a", "Copy /app/a -> /usr/bin/a"),
        ("rm -rf /tmp/* a", "remove /tmp/*,/app/a"),
        ("find . -name x -delete", "remove ?"),
        ("chown -R node:node .", "own node:node /app true"),
        ("chown --from=x 1000 a", "own 1000 /app/a false"),
        ("chgrp -R 0 /data", "own :0 /data true"),
        ("chmod +x a b", "mode +x /app/a,/app/b"),
        ("chmod -R 755 a", "mode 755 /app/a"),
        ("chmod -x a", "mode -x /app/a"),
        ("chmod -R -w a", "mode -w /app/a"),
    ]);
}

#[test]
fn downloads_and_archives() {
    check(&[
        ("curl -fsSL -o /tmp/x https://h/y", "download /tmp/x"),
        ("curl -fsSLo x https://h/y", "download /app/x"),
        ("curl -LO https://h/a/y.tgz?z=1", "download /app/y.tgz"),
        ("curl -sSL https://h/y", "download ?"),
        ("curl -H A:·b --retry 3 https://h/y --output y", "download /app/y"),
        ("wget https://h/a/y.tgz", "download /app/y.tgz"),
        ("wget -q -O /tmp/x https://h/y", "download /tmp/x"),
        ("wget -qO- https://h/y", "download ?"),
        ("wget -nv -P /opt https://h/y", "download /opt/y"),
        ("wget -q --header=$? https://h/y", "download /app/y"),
        ("wget https://h/", "download /app/index.html"),
        ("git clone --depth 1 -b v1 https://h/a/b.git", "clone /app/b"),
        ("git clone https://h/a/b /src", "clone /src"),
        ("git clone git@h:b.git", "clone /app/b"),
        ("git -C /src submodule update", "edit /src in /src"),
        ("git config --global user.name x", "files /root/.gitconfig"),
        ("git describe --tags", "Nothing"),
        ("tar xzf x.tgz", "unpack /app"),
        ("tar -C /usr/local -xzf x.tgz", "unpack /usr/local"),
        ("tar xzfC x.tgz /opt", "unpack /opt"),
        ("tar -xf x --strip-components 1 --directory=/opt", "unpack /opt"),
        ("tar czf x.tgz a", "files /app/x.tgz"),
        ("tar tf x", "Nothing"),
        ("unzip -q x.zip -d /opt", "unpack /opt"),
        ("unzip -o x.zip", "unpack /app"),
        ("gunzip /data/x.gz", "unpack /data"),
        ("gzip -d a/x.gz", "unpack /app/a"),
        ("gzip x", "Other"),
    ]);
}

#[test]
fn edits_and_make() {
    check(&[
        ("sed -i s/a/b/ x y", "edit /app/x,/app/y"),
        ("sed -i.bak -e s/a/b/ x", "edit /app/x"),
        ("sed -ri s/a/b/ x", "edit /app/x"),
        ("sed --in-place --expression=s/a/b/ x", "edit /app/x"),
        ("sed s/a/b/ x", "Nothing"),
        ("perl -pi -e s/a/b/ x", "edit /app/x"),
        ("perl x.pl", "Other"),
        ("dos2unix a", "edit /app/a"),
        ("strip -s a", "edit /app/a"),
        ("upx --best -9 a", "edit /app/a"),
        ("patch -p1 -i x.patch", "edit /app"),
        ("setcap cap=+ep /bin/x", "edit /bin/x"),
        ("make", "make  in /app"),
        ("make -j4 CC=gcc build", "make build in /app"),
        ("make -j 4 build", "make build in /app"),
        ("make -j ? build install", "make build,install in /app"),
        ("make -C sub all", "make all in /app/sub"),
        ("make PREFIX=$? all", "make all in /app"),
    ]);
}

#[test]
fn what_leaves_no_trace() {
    for line in ["echo a", "true", "cd x", "ls -la", "test -f x", "command -v x", "find . -name x", "foo --version", "set -e", "sleep 1"] {
        check(&[(line, "Nothing")]);
    }
    for line in ["./configure", "? x", "bash -", "sh x.sh", "foo --version x", ". ./env.sh"] {
        check(&[(line, "Other")]);
    }
}

#[test]
fn quiet_commands_with_a_redirection_make_files() {
    let (folder, writes) = (Some("/app".to_owned()), [Some("/app/x".to_owned())]);
    let place = Place { folder: &folder, writes: &writes, home: &|| None };
    let words = |line: &str| line.split(' ').map(|word| Some(word.to_owned())).collect::<Vec<Known>>();
    assert_eq!(short(&recognise(&words("echo a"), &place)), "files /app/x");
    assert_eq!(short(&recognise(&words("sed s/a/b/ y"), &place)), "files /app/x");
    assert_eq!(short(&recognise(&words("curl -s https://h/y"), &place)), "download /app/x");
    assert_eq!(as_folder("/".into()), "/");
}
