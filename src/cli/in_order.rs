//! Work on several threads, with the results in the order of the items.
//! Relies on the standard library alone. Keeps few results waiting, however many items there are, and knows nothing of what is done.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// Results that a thread may be ahead of the one that is waited for.
const AHEAD: usize = 32;
/// Items that a thread takes at once, where there are many: handing over costs as much as looking at a small file.
const BATCH: usize = 8;
/// As much as the main thread has: files with deep nesting are worked on here too, in bytes.
const STACK: usize = 8 * 1024 * 1024;

/// Who takes the next item.
struct Queue<I> {
    items: I,
    taken: usize,
    handed_over: usize,
    stopped: bool,
}

/// Does `work` for each item on `jobs` threads, and hands the results to `take` on this thread, in the order of the items, until that breaks.
/// An error says that no thread could be started.
pub fn in_order<T: Send, R: Send>(
    items: Vec<T>,
    jobs: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) -> io::Result<()> {
    let threads = jobs.get().min(items.len());
    if threads < 2 {
        let _ = items.into_iter().try_for_each(|item| take(work(item)));
        return Ok(());
    }
    let batch = if items.len() < threads * AHEAD { 1 } else { BATCH };
    let queue = Mutex::new(Queue { items: items.into_iter(), taken: 0, handed_over: 0, stopped: false });
    let moved = Condvar::new();
    let lock = || queue.lock().unwrap_or_else(PoisonError::into_inner);
    let next = || {
        let full = |queue: &mut Queue<_>| !queue.stopped && queue.taken + batch > queue.handed_over + threads * AHEAD;
        let mut queue = moved.wait_while(lock(), full).unwrap_or_else(PoisonError::into_inner);
        let first = queue.taken;
        let items: Vec<T> = if queue.stopped { Vec::new() } else { queue.items.by_ref().take(batch).collect() };
        queue.taken += items.len();
        (!items.is_empty()).then_some((first, items))
    };
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for number in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                while let Some((first, items)) = next() {
                    let results: Vec<R> = items.into_iter().map(work).collect();
                    if sender.send((first, results)).is_err() {
                        break;
                    }
                }
            });
            match started {
                Ok(_) => {}
                // The others do its part.
                Err(_) if number > 0 => break,
                Err(error) => return Err(error),
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (first, results) in results {
            waiting.insert(first, results);
            while let Some(results) = waiting.remove(&turn) {
                turn += results.len();
                let goes_on = results.into_iter().try_for_each(&mut take).is_continue();
                let mut queue = lock();
                queue.handed_over = turn;
                queue.stopped = !goes_on;
                drop(queue);
                moved.notify_all();
                if !goes_on {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn jobs(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow_at_first = |n: u64| {
                thread::sleep(std::time::Duration::from_micros(if n.is_multiple_of(10) { 800 } else { 0 }));
                n
            };
            in_order((0..500).collect(), jobs(count), slow_at_first, |n| {
                seen.push(n);
                ControlFlow::Continue(())
            })
            .unwrap();
            assert_eq!(seen, (0..500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_thread_runs_far_ahead() {
        let begun = AtomicUsize::new(0);
        let mut handed = 0;
        in_order(
            (0..1000).collect(),
            jobs(2),
            |_: u32| begun.fetch_add(1, Ordering::SeqCst),
            |_| {
                assert!(begun.load(Ordering::SeqCst) <= handed + 2 * AHEAD, "{} begun, {handed} taken", begun.load(Ordering::SeqCst));
                handed += 1;
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        assert_eq!(handed, 1000);
    }

    #[test]
    fn nothing_is_begun_after_the_end() {
        for count in [1, 2] {
            let begun = AtomicUsize::new(0);
            in_order((0..10_000).collect(), jobs(count), |_: u32| begun.fetch_add(1, Ordering::SeqCst), |_| ControlFlow::Break(()))
                .unwrap();
            assert!(begun.load(Ordering::SeqCst) <= 2 * AHEAD + 2, "{begun:?}");
        }
    }
}
