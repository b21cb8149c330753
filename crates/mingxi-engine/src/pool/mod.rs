//! Worker processes that read documents side by side: a document that aborts, hangs, floods or eats memory costs
//! only itself.
//!
//! A document whose worker ended is read once more, alone, after all others: a neighbour may have taken the memory
//! or the time. If that worker ends too, the document is quarantined with the reason.

mod alone;
mod child;
mod verdict;

pub use alone::{Alone, AloneError, ReadDocument, load_file};

use crate::content::{Content, load};
use crate::dataset::{Parcel, Schemas, from_bytes};
use crate::run::board::Board;
use crate::stop::Stop;
use crate::worker::frame::Header;
use child::{Ended, Worker};
use mingxi_model::ErrorKind;
use std::ffi::OsString;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use verdict::verdict;

/// Documents after which a worker makes room for a fresh one: what a document leaves behind does not add up.
const DOCUMENTS_PER_WORKER: usize = 500;

/// How workers are started.
#[derive(Debug, Clone)]
pub struct Workers {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// How long a worker that reads may give no sign of life.
    pub silence: Duration,
    /// The bounds of a worker in words: what a verdict on a document that ended one depends on.
    pub bounds: String,
}

/// How the workers' work is done.
pub(crate) struct Task<'t> {
    /// How many work side by side.
    pub jobs: NonZeroUsize,
    /// How long a document may take.
    pub patience: Duration,
    /// Most bytes of a file.
    pub file_bytes: u64,
    /// Asked, no further document is taken.
    pub stop: &'t Stop,
    /// Where documents are on record while they are read.
    pub board: &'t Arc<Board>,
    /// Takes the bytes of a file inside a document.
    pub park: &'t (dyn Fn(&Content, &[u8]) + Sync),
}

/// What came of a content.
pub(crate) enum Outcome {
    /// It was read.
    Read {
        /// What was read.
        parcel: Parcel,
        /// The same, as the worker sent it.
        bytes: Vec<u8>,
    },
    /// It could not be loaded, or its answer not be understood.
    Failed(ErrorKind, String),
    /// It ended two workers.
    Quarantined(ErrorKind, String),
}

/// What all supervising threads share.
struct Work<'w> {
    workers: &'w Workers,
    patience: Duration,
    file_bytes: u64,
    board: &'w Arc<Board>,
    park: &'w (dyn Fn(&Content, &[u8]) + Sync),
    schemas: Schemas,
    queue: Mutex<std::vec::IntoIter<Content>>,
    again: Mutex<Vec<Content>>,
    /// Somebody wants the run to end.
    stop: &'w Stop,
    /// The run cannot go on.
    has_failed: AtomicBool,
}

/// Has every content read and hands each to `deliver`, in any order, from several threads. Asked to stop, it takes no
/// further one, and gives those up that are being read.
///
/// # Errors
/// A worker cannot be started, or what `deliver` said first.
pub(crate) fn read_all<E: From<io::Error> + Send>(
    workers: &Workers,
    task: &Task,
    contents: Vec<Content>,
    deliver: &(dyn Fn(Content, Outcome) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let work = Work {
        workers,
        patience: task.patience,
        file_bytes: task.file_bytes,
        board: task.board,
        park: task.park,
        schemas: Schemas::new(),
        queue: Mutex::new(contents.into_iter()),
        again: Mutex::default(),
        stop: task.stop,
        has_failed: AtomicBool::new(false),
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..task.jobs.get()).map(|_| scope.spawn(|| work.supervise(deliver))).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a supervising thread crashed").into()))
        })
    })?;
    let mut again = std::mem::take(&mut *locked(&work.again));
    again.sort_by(|a, b| a.places.cmp(&b.places));
    for content in again {
        if task.stop.is_asked() {
            return Ok(());
        }
        let outcome = match work.attempt(&mut None, &content)? {
            Attempt::Came(outcome) => outcome,
            // It was our doing.
            Attempt::Ended(_) if task.stop.is_asked() => return Ok(()),
            Attempt::Ended(ended) => {
                let (kind, message) = verdict(&ended, task.patience);
                Outcome::Quarantined(kind, message)
            }
        };
        deliver(content, outcome)?;
    }
    Ok(())
}

/// What came of one try.
enum Attempt {
    /// An answer, or the reason why the content cannot even be loaded.
    Came(Outcome),
    /// The worker's end.
    Ended(Ended),
}

impl Work<'_> {
    /// Takes contents from the queue until there are none.
    fn supervise<E: From<io::Error>>(
        &self,
        deliver: &(dyn Fn(Content, Outcome) -> Result<(), E> + Sync),
    ) -> Result<(), E> {
        let mut worker = None;
        while let Some(content) = self.next() {
            let delivered = self.attempt(&mut worker, &content).map_err(E::from).and_then(|attempt| match attempt {
                Attempt::Came(outcome) => deliver(content, outcome),
                Attempt::Ended(ended) => {
                    tracing::debug!(path = %content.shown(), ?ended, "a worker ended; the file is read again later");
                    locked(&self.again).push(content);
                    Ok(())
                }
            });
            delivered.inspect_err(|_| self.has_failed.store(true, Ordering::Relaxed))?;
        }
        Ok(())
    }

    fn next(&self) -> Option<Content> {
        let is_over = self.stop.is_asked() || self.has_failed.load(Ordering::Relaxed);
        if is_over { None } else { locked(&self.queue).next() }
    }

    /// One try with the worker at hand, or a fresh one.
    fn attempt(&self, slot: &mut Option<Worker>, content: &Content) -> io::Result<Attempt> {
        let _on_record = self.board.reading(&content.document_id, &content.shown());
        let bytes = match load(content, self.file_bytes) {
            Ok(bytes) => bytes,
            Err((kind, message)) => return Ok(Attempt::Came(Outcome::Failed(kind, message))),
        };
        let mut worker = match slot.take() {
            Some(worker) => worker,
            None => Worker::start(self.workers)?,
        };
        tracing::debug!(path = %content.shown(), "reading");
        let header = Header { levels: Some(content.levels), ..Header::named(&content.file_name()) };
        let park = |bytes: &[u8]| (self.park)(content, bytes);
        let asked = worker.ask(header, bytes, &park, self.patience, self.workers.silence, self.stop);
        let bytes = match asked {
            Ok(bytes) => bytes,
            Err(ended) => return Ok(Attempt::Ended(ended)),
        };
        let parcel = match from_bytes(&bytes, &self.schemas) {
            Ok(parcel) => parcel,
            Err(error) => {
                let message = format!("the answer of its worker cannot be read: {error}");
                return Ok(Attempt::Came(Outcome::Failed(ErrorKind::Internal, message)));
            }
        };
        match parcel.heading().and_then(|heading| heading.error) {
            Some((ErrorKind::TimedOut, _)) => return Ok(Attempt::Ended(Ended::TimedOut)),
            Some((ErrorKind::OutOfMemory, message)) => {
                return Ok(Attempt::Ended(Ended::NoRoom(message.to_owned())));
            }
            _ => {}
        }
        if worker.served() < DOCUMENTS_PER_WORKER {
            *slot = Some(worker);
        }
        Ok(Attempt::Came(Outcome::Read { parcel, bytes }))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
