//! Turns a signal that asks the program to end into a question that the run asks between two files.
//! Relies on `signal-hook`, and on /proc for what was ignored from the start (`nohup`, jobs in the background of a script). Cuts no write
//! short: whoever writes holds the door, and without the orderly end that it waits for the process dies only once nobody does.

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// What a run is told by signals, from [`Stop::watch`] on.
#[derive(Debug, Default)]
pub struct Stop(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// The signal that has come, or 0.
    signal: AtomicI32,
    /// Held by those who write; taken for good by the thread that ends the process.
    door: RwLock<()>,
}

/// A signal that asked the run to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal(i32);

impl Stop {
    /// The signal that has asked the run to end.
    pub fn signal(&self) -> Option<Signal> {
        match self.0.signal.load(Ordering::Relaxed) {
            0 => None,
            signal => Some(Signal(signal)),
        }
    }

    /// Keeps the process alive until the guard is dropped. Once the process has to end, this waits for that.
    pub fn hold(&self) -> RwLockReadGuard<'_, ()> {
        self.0.door.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Catches the signals from now on. Where that is not possible they end the process as ever.
    pub fn watch() -> Self {
        let stop = Self::default();
        #[cfg(unix)]
        unix::watch(Arc::clone(&stop.0));
        stop
    }
}

impl Signal {
    /// As people know it.
    pub fn name(self) -> &'static str {
        #[cfg(unix)]
        if let Some(name) = signal_hook::low_level::signal_name(self.0) {
            return name;
        }
        "a signal"
    }

    /// Ends the process by the signal, as if it had never been caught: shells, make and xargs look for that and end as well.
    pub fn die(self) -> ! {
        // The system keeps the first process of a container from dying by its own signal.
        #[cfg(unix)]
        if std::process::id() != 1 {
            let _ = signal_hook::low_level::emulate_default_handler(self.0);
        }
        std::process::exit(128 + self.0)
    }
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::sync::atomic::Ordering;
    use std::sync::{Arc, PoisonError};
    use std::thread;
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use super::{Shared, Signal};

    /// How long the run may take to end by itself: it may be reading from a terminal, or at a very long file.
    const PATIENCE: Duration = Duration::from_secs(3);
    /// How often a second signal is looked for meanwhile.
    const GLANCE: Duration = Duration::from_millis(20);

    /// Catches the signals that end a program and that are not ignored.
    pub fn watch(shared: Arc<Shared>) {
        let ignored = ignored();
        let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
        if let Ok(signals) = Signals::new(wanted) {
            thread::spawn(move || attend(signals, &shared));
        }
    }

    /// The signals that are ignored, a bit each, the lowest for signal 1.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    /// Tells of the first signal, and ends the process at the second, or when the run does not end by itself.
    fn attend(mut signals: Signals, shared: &Shared) {
        let Some(signal) = signals.forever().next() else { return };
        shared.signal.store(signal, Ordering::Relaxed);
        let since = Instant::now();
        while since.elapsed() < PATIENCE && signals.pending().next().is_none() {
            thread::sleep(GLANCE);
        }
        let _for_good = shared.door.write().unwrap_or_else(PoisonError::into_inner);
        Signal(signal).die()
    }
}
