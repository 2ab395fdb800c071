//! A container engine's command line: images and containers that go away with their values.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio, id};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

const BUILD: Duration = Duration::from_secs(20 * 60);
const ANYTHING_ELSE: Duration = Duration::from_secs(90);

/// A client whose engine answers.
pub struct Engine {
    client: PathBuf,
}

impl Engine {
    /// The first one that answers; `None`, said once, where there is none.
    pub fn find() -> Option<&'static Self> {
        static FOUND: OnceLock<Option<Engine>> = OnceLock::new();
        FOUND
            .get_or_init(|| {
                let lab = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/lab/docker");
                let found = [lab, PathBuf::from("docker")].into_iter().map(|client| Self { client }).find(Self::answers);
                if found.is_none() {
                    stderr().write_all(b"skipped: no container engine answers, so no example was built and run\n").unwrap();
                }
                found
            })
            .as_ref()
    }

    fn answers(&self) -> bool {
        self.run(&["version", "--format", "{{.Server.Version}}"], ANYTHING_ELSE).is_ok()
    }

    /// Builds an image, called after `name` and this process.
    pub fn build(&self, name: &str, dockerfile: &Path, context: &Path) -> Image<'_> {
        let tag = format!("dfsplit-test-{}/{name}", id());
        let paths = [dockerfile, context].map(|path| path.to_str().unwrap());
        self.run(&["build", "--quiet", "--tag", &tag, "--file", paths[0], paths[1]], BUILD)
            .unwrap_or_else(|e| panic!("{name} does not build: {e}"));
        Image { engine: self, tag }
    }

    /// True if an image is there, or can be pulled.
    pub fn has(&self, name: &str) -> bool {
        self.run(&["image", "inspect", name], ANYTHING_ELSE).is_ok() || self.run(&["pull", "--quiet", name], ANYTHING_ELSE).is_ok()
    }

    /// What a command prints, without white space around it.
    fn run(&self, arguments: &[&str], limit: Duration) -> Result<String, String> {
        let mut output = tempfile::tempfile().map_err(|e| e.to_string())?;
        let to = |file: &File| file.try_clone().map(Stdio::from).map_err(|e| e.to_string());
        let mut command = Command::new(&self.client);
        command.args(arguments).stdin(Stdio::null()).stdout(to(&output)?).stderr(to(&output)?);
        let mut child = command.spawn().map_err(|e| e.to_string())?;
        let end = Instant::now() + limit;
        let status = loop {
            match child.try_wait().map_err(|e| e.to_string())? {
                Some(status) => break Some(status),
                None if Instant::now() > end => break None,
                None => sleep(Duration::from_millis(50)),
            }
        };
        if status.is_none() {
            child.kill().and_then(|()| child.wait()).map_err(|e| e.to_string())?;
        }
        let mut text = String::new();
        output.rewind().and_then(|()| output.read_to_string(&mut text)).map_err(|e| e.to_string())?;
        match status {
            Some(status) if status.success() => Ok(text.trim().to_owned()),
            Some(status) => Err(format!("{arguments:?}: {status}\n{text}")),
            None => Err(format!("{arguments:?}: no end after {limit:?}\n{text}")),
        }
    }
}

/// An image, removed at the end.
pub struct Image<'a> {
    engine: &'a Engine,
    tag: String,
}

impl Image<'_> {
    /// In bytes.
    pub fn size(&self) -> u64 {
        self.inspect("{{.Size}}").parse().unwrap()
    }

    /// What a split must not change, in one text.
    pub fn configuration(&self) -> String {
        self.inspect("CMD {{json .Config.Cmd}} ENTRYPOINT {{json .Config.Entrypoint}} WORKDIR {{.Config.WorkingDir}} EXPOSE {{json .Config.ExposedPorts}} VOLUME {{json .Config.Volumes}}")
    }

    fn inspect(&self, format: &str) -> String {
        self.engine.run(&["image", "inspect", "--format", format, &self.tag], ANYTHING_ELSE).unwrap()
    }

    /// What a container of it prints, which ends by itself and is then removed; `options` are those of `docker run`.
    pub fn run(&self, options: &[&str], arguments: &[&str]) -> Result<String, String> {
        let command: Vec<&str> = [&["run", "--rm"], options, &[&self.tag], arguments].concat();
        self.engine.run(&command, ANYTHING_ELSE)
    }

    /// A container of it, with `port` published on the loopback interface.
    pub fn start(&self, port: u16) -> Container<'_> {
        let run = |arguments: &[&str]| self.engine.run(arguments, ANYTHING_ELSE).unwrap();
        let id = run(&["run", "--detach", "--publish", &format!("127.0.0.1::{port}"), &self.tag]);
        let mut container = Container { engine: self.engine, id, port: 0 };
        let published = self.engine.run(&["port", &container.id, &port.to_string()], ANYTHING_ELSE);
        let number = published.as_ref().ok().and_then(|text| text.lines().next()?.rsplit_once(':')?.1.parse().ok());
        container.port = number.unwrap_or_else(|| panic!("{} does not run ({published:?}); its log:\n{}", self.tag, container.log()));
        container
    }
}

impl Drop for Image<'_> {
    fn drop(&mut self) {
        let _ = self.engine.run(&["image", "rm", "--force", &self.tag], ANYTHING_ELSE);
    }
}

/// A running container, removed at the end.
pub struct Container<'a> {
    engine: &'a Engine,
    id: String,
    /// Where its port is published.
    pub port: u16,
}

impl Container<'_> {
    /// What it has printed.
    pub fn log(&self) -> String {
        self.engine.run(&["logs", &self.id], ANYTHING_ELSE).unwrap_or_else(|e| e)
    }
}

impl Drop for Container<'_> {
    fn drop(&mut self) {
        let _ = self.engine.run(&["rm", "--force", "--volumes", &self.id], ANYTHING_ELSE);
    }
}
