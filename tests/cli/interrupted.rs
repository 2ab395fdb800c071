//! Runs that are ended from outside while they write: every file is whole, with the old text or the new one, and nothing lies about.
#![cfg(unix)]

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rustix::process::{Pid, Signal, kill_process};

use super::disk::{GO, dfsplit, stderr, written};

const FILES: usize = 200;
const ROUNDS: usize = 12;

/// A folder with many services; in memory where the system has such a place.
struct Services(tempfile::TempDir);

impl Services {
    fn new() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        for number in 0..FILES {
            let service = folder.path().join(format!("s{number:03}"));
            fs::create_dir(&service).unwrap();
            fs::write(service.join("go.mod"), "module example.com/app\n\ngo 1.23\n").unwrap();
            fs::write(service.join("main.go"), "package main\n\nfunc main() { println(\"hello\") }\n").unwrap();
        }
        let services = Self(folder);
        services.reset();
        services
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn dockerfiles(&self) -> impl Iterator<Item = PathBuf> {
        (0..FILES).map(|number| self.path().join(format!("s{number:03}/Dockerfile")))
    }

    /// All Dockerfiles hold the old text again.
    fn reset(&self) {
        for path in self.dockerfiles() {
            fs::write(path, GO).unwrap();
        }
    }

    fn start(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_dfsplit"))
            .args(["--write", "."])
            .current_dir(self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// How many files hold the new text; all others must hold the old one.
    fn split(&self, new: &str) -> usize {
        let count = |path: PathBuf| match fs::read_to_string(&path).unwrap() {
            text if text == new => 1,
            text if text == GO => 0,
            text => panic!("{} is neither the old nor the new file: {text:?}", path.display()),
        };
        self.dockerfiles().map(count).sum()
    }

    /// What lies in the folders and is no file of the services'.
    fn litter(&self) -> Vec<String> {
        let folders = fs::read_dir(self.path()).unwrap().map(|folder| folder.unwrap().path());
        let names = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !["Dockerfile", "go.mod", "main.go"].contains(&name.as_str())).collect()
    }

    /// Waits until a run has written the file of a service; from the first one on it listens to signals.
    fn wait_for(&self, number: usize, new: &str) {
        let path = self.dockerfiles().nth(number).unwrap();
        let since = Instant::now();
        while fs::read_to_string(&path).unwrap() != new {
            assert!(since.elapsed() < Duration::from_secs(60), "{} is not written", path.display());
            thread::sleep(Duration::from_micros(50));
        }
    }
}

fn send(signal: Signal, child: &Child) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// True if this process ignores the signal: what it starts inherits that.
fn is_ignored(signal: Signal) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask & (1 << (signal.as_raw() - 1)) != 0
}

/// Another number at each call.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        Self(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos().into())
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

#[test]
fn kill_at_any_moment_leaves_old_or_new_files_and_the_next_run_completes_it() {
    let (services, new) = (Services::new(), written(GO));
    let mut chance = Chance::new();
    let mut cut_short = 0;
    for _ in 0..ROUNDS {
        services.reset();
        let mut child = services.start();
        services.wait_for(chance.below(FILES / 2), &new);
        thread::sleep(Duration::from_micros(chance.below(5000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        cut_short += usize::from(services.split(&new) < FILES);
        let litter = services.litter();
        assert!(litter.iter().all(|name| name.starts_with(".dfsplit-")), "{litter:?}");
        let output = dfsplit(services.path(), &["--write", "."]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!((services.split(&new), services.litter()), (FILES, Vec::new()));
    }
    assert!(cut_short > 0, "none of {ROUNDS} kills came while files were written");
}

#[test]
fn signal_ends_the_run_between_two_files_with_a_summary() {
    let (services, new) = (Services::new(), written(GO));
    for (name, signal) in [("INT", Signal::INT), ("TERM", Signal::TERM), ("HUP", Signal::HUP)] {
        if is_ignored(signal) {
            println!("skipped: SIG{name} is ignored here (nohup?), and stays so in what is started from here");
            continue;
        }
        services.reset();
        // Between the first file and the others it waits for its input, so that the signal surely comes in time.
        let child = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
            .args(["--write", "--jobs", "1", "s000", "-", "."])
            .current_dir(services.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        services.wait_for(0, &new);
        send(signal, &child);
        thread::sleep(Duration::from_millis(200));
        let output: Output = child.wait_with_output().unwrap();
        assert_eq!(output.status.signal(), Some(signal.as_raw()), "{}", stderr(&output));
        let end = format!(
            "1 split\nerror: stopped by SIG{name} with {FILES} of {} files left\n  = do: run the same command again; each file is whole, with the old text or the new one\n",
            FILES + 1
        );
        assert!(stderr(&output).ends_with(&end), "{}", stderr(&output));
        assert_eq!((services.split(&new), services.litter()), (1, Vec::new()));
    }
    assert_eq!(dfsplit(services.path(), &["--write", "."]).status.code(), Some(0));
    assert_eq!(services.split(&new), FILES);
}

#[test]
fn second_signal_does_not_cut_a_file_short_either() {
    if is_ignored(Signal::INT) {
        println!("skipped: SIGINT is ignored here, and stays so in what is started from here");
        return;
    }
    let (services, new) = (Services::new(), written(GO));
    // A run may be through all files before this process is awake again.
    let cut_short = (0..20).any(|_| {
        services.reset();
        let child = services.start();
        services.wait_for(0, &new);
        for _ in 0..3 {
            send(Signal::INT, &child);
        }
        let ended = child.wait_with_output().unwrap().status;
        assert_eq!(services.litter(), Vec::<String>::new());
        let cut_short = services.split(&new) < FILES;
        if cut_short {
            assert_eq!(ended.signal(), Some(Signal::INT.as_raw()));
        }
        cut_short
    });
    assert!(cut_short, "twenty runs were through before the signals came");
}

#[test]
fn run_that_waits_for_its_input_ends_at_the_second_signal() {
    let (services, new) = (Services::new(), written(GO));
    let mut child = Command::new(env!("CARGO_BIN_EXE_dfsplit"))
        .args(["--write", "s000", "-"])
        .current_dir(services.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    services.wait_for(0, &new);
    let since = Instant::now();
    send(Signal::TERM, &child);
    thread::sleep(Duration::from_millis(200));
    send(Signal::TERM, &child);
    while child.try_wait().unwrap().is_none() {
        assert!(since.elapsed() < Duration::from_secs(60), "it still waits for its input");
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(child.wait().unwrap().signal(), Some(Signal::TERM.as_raw()));
    assert_eq!(services.split(&new), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn signal_that_was_ignored_from_the_start_stays_ignored() {
    let (services, new) = (Services::new(), written(GO));
    let mut child = Command::new("sh")
        .args(["-c", "trap '' HUP; exec \"$0\" --write .", env!("CARGO_BIN_EXE_dfsplit")])
        .current_dir(services.path())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    services.wait_for(0, &new);
    send(Signal::HUP, &child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(services.split(&new), FILES);
}
