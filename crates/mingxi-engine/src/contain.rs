//! Crashes and hangs of a reader, contained.
//!
//! A panic is caught and told. A stack overflow or an exhausted memory ends the process: the decoders' limits
//! on depth and size are what keeps them away. A thread cannot be killed in safe Rust: one that exceeds its
//! time is given up, goes on until it ends by itself, and dies with the process at the latest.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Once, mpsc};
use std::thread;
use std::time::Duration;

/// Stack of a reading thread. Reserved, not used, unless a document nests deeply.
const STACK_BYTES: usize = 64 << 20;

thread_local! {
    /// `Some` inside [`contain`]; then holds what the panic hook heard.
    static CONTAINED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic becomes an error with its message and its place in the source.
pub fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    quiet_hook();
    let outer = CONTAINED.with(|slot| slot.replace(Some(String::new())));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let heard = CONTAINED.with(|slot| slot.replace(outer));
    outcome.map_err(|payload| {
        heard.filter(|text| !text.is_empty()).unwrap_or_else(|| words(payload.as_ref()).to_owned())
    })
}

/// Why a piece of work gave no result in its time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// It takes longer than allowed; its thread was left alone.
    TimedOut,
    /// It crashed.
    Crashed(String),
    /// There is no room for its thread.
    NoRoom(String),
}

/// What a reading thread is given to do.
type Job = Box<dyn FnOnce() + Send>;

/// A thread that reads one document after the other. It is kept for what its regular expressions have learnt: every
/// thread builds their automata anew.
#[derive(Default)]
pub(crate) struct ReadingThread {
    /// Nothing before the first document, and after one that took too long.
    jobs: Option<mpsc::Sender<Job>>,
}

impl ReadingThread {
    /// Runs `work` on the thread and waits for it at most `time`.
    pub(crate) fn within<T: Send + 'static>(
        &mut self,
        time: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, GivenUp> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let job: Job = Box::new(move || {
            // The receiver is gone only after a timeout; then nobody wants the result any more.
            let _ = sender.send(contain(work));
        });
        let jobs = match self.jobs.take() {
            Some(jobs) => jobs,
            None => started()?,
        };
        // A job that nobody takes is dropped with its sender, and the receiver hears of that.
        let _ = jobs.send(job);
        match receiver.recv_timeout(time) {
            Ok(outcome) => {
                self.jobs = Some(jobs);
                outcome.map_err(GivenUp::Crashed)
            }
            Err(mpsc::RecvTimeoutError::Timeout) => Err(GivenUp::TimedOut),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(GivenUp::Crashed("the reading thread ended without a word".to_owned()))
            }
        }
    }
}

/// A thread that does its jobs until nobody can send one any more.
fn started() -> Result<mpsc::Sender<Job>, GivenUp> {
    let (jobs, waiting) = mpsc::channel::<Job>();
    thread::Builder::new()
        .name("mingxi-read".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || waiting.into_iter().for_each(|job| job()))
        .map_err(|error| GivenUp::NoRoom(format!("no thread could be started: {error}")))?;
    Ok(jobs)
}

/// Runs `work` on a thread of its own and waits for it at most `time`.
pub(crate) fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, GivenUp> {
    ReadingThread::default().within(time, work)
}

/// Keeps the panics of contained work off stderr: whoever contained one tells people, with the name of the file;
/// the words of the panic are for those who ask with `-vv`. All other panics go to the hook before ours.
fn quiet_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let text = match info.location() {
                Some(place) => format!("{} ({place})", words(info.payload())),
                None => words(info.payload()).to_owned(),
            };
            let is_contained = CONTAINED.with(|slot| {
                slot.try_borrow_mut().is_ok_and(|mut slot| match slot.as_mut() {
                    Some(heard) => {
                        heard.clone_from(&text);
                        true
                    }
                    None => false,
                })
            });
            if is_contained {
                tracing::debug!(panic = %text, "a crash was contained");
            } else {
                before(info);
            }
        }));
    });
}

fn words(payload: &(dyn Any + Send)) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_place() {
        assert_eq!(contain(|| 2), Ok(2));
        let message = contain(|| -> u8 { panic!("row {} is odd", 3) }).unwrap_err();
        assert!(message.starts_with("row 3 is odd ("), "{message}");
        assert!(message.contains("contain.rs:"), "{message}");
    }

    /// Remembers how loud every event was.
    struct Ears(std::sync::Mutex<Vec<tracing::Level>>);

    impl tracing::Subscriber for Ears {
        fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
            tracing::span::Id::from_u64(1)
        }
        fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
        fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
        fn event(&self, event: &tracing::Event<'_>) {
            self.0.lock().unwrap().push(*event.metadata().level());
        }
        fn enter(&self, _: &tracing::span::Id) {}
        fn exit(&self, _: &tracing::span::Id) {}
    }

    #[test]
    fn a_contained_panic_is_no_noise() {
        // With one subscriber alive, tracing asks only the thread that meets an event first whether anybody
        // listens, and tests run side by side: the event is met once here, and a second subscriber lives.
        contain(|| -> u8 { panic!("first") }).unwrap_err();
        let _second = tracing::Dispatch::new(Ears(std::sync::Mutex::default()));
        let ears = std::sync::Arc::new(Ears(std::sync::Mutex::default()));
        tracing::subscriber::with_default(std::sync::Arc::clone(&ears), || {
            contain(|| -> u8 { panic!("inner") }).unwrap_err();
        });
        assert_eq!(*ears.0.lock().unwrap(), [tracing::Level::DEBUG]);
    }

    #[test]
    fn containment_nests() {
        let outer = contain(|| {
            let inner = contain(|| -> u8 { panic!("inner") });
            assert!(inner.unwrap_err().starts_with("inner"));
            panic!("outer")
        });
        let outer: Result<u8, String> = outer;
        assert!(outer.unwrap_err().starts_with("outer"));
    }

    #[test]
    fn slow_work_is_given_up() {
        assert_eq!(within(Duration::from_secs(60), || 1), Ok(1));
        let slow = within(Duration::from_millis(20), || thread::sleep(Duration::from_secs(2)));
        assert_eq!(slow, Err(GivenUp::TimedOut));
        let crashed: Result<u8, GivenUp> = within(Duration::from_secs(60), || panic!("oh"));
        assert!(matches!(crashed, Err(GivenUp::Crashed(message)) if message.starts_with("oh")));
    }

    #[test]
    fn a_thread_reads_on_after_a_crash_and_another_one_after_a_timeout() {
        let minute = Duration::from_secs(60);
        let mut thread = ReadingThread::default();
        let own = || thread::current().id();
        let first = thread.within(minute, own).unwrap();
        let crashed: Result<u8, GivenUp> = thread.within(minute, || panic!("oh"));
        assert!(matches!(crashed, Err(GivenUp::Crashed(_))));
        assert_eq!(thread.within(minute, own), Ok(first));
        let slow = thread.within(Duration::from_millis(20), || thread::sleep(Duration::from_secs(2)));
        assert_eq!(slow, Err(GivenUp::TimedOut));
        assert_ne!(thread.within(minute, own), Ok(first));
    }
}
