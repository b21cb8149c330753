//! What a run is doing now, told to others: the documents being read, on record before they are read, and a status
//! file that is rewritten every second.
//!
//! ```text
//! OUT/.mingxi.status.json      what the run is doing, or how the last one ended
//! OUT/.mingxi.reading/0f3a...  a file for each document being read, with its path; a run that dies leaves them
//! ```

use super::clock::rfc3339;
use crate::report::Summary;
use crate::whole::write_whole;
use mingxi_model::{ErrorKind, Status};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

const STATUS: &str = ".mingxi.status.json";
const READING: &str = ".mingxi.reading";
/// How often the status file is rewritten.
const TICK: Duration = Duration::from_secs(1);
/// How many of the slowest documents are named.
const SLOWEST: usize = 20;
/// Most bytes of a path on record that are taken from an earlier run.
const PATH_BYTES: u64 = 1 << 16;

/// What a run does, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Finding,
    Hashing,
    Reading,
    Publishing,
}

impl Phase {
    fn as_str(self) -> &'static str {
        match self {
            Phase::Finding => "finding",
            Phase::Hashing => "hashing",
            Phase::Reading => "reading",
            Phase::Publishing => "publishing",
        }
    }
}

/// What a run knows of itself while it works.
#[derive(Debug)]
pub(crate) struct Board {
    out: PathBuf,
    pub started_at: SystemTime,
    start: Instant,
    /// What the run before left on record: it ended while these were read.
    pub unfinished: Vec<String>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    since: Instant,
    seconds: BTreeMap<&'static str, f64>,
    documents: usize,
    ended: BTreeMap<&'static str, usize>,
    failures: BTreeMap<&'static str, usize>,
    kept: usize,
    reading: BTreeMap<String, (String, Instant)>,
    slowest: Vec<(Duration, String)>,
}

impl Board {
    /// Begins a run in an output folder that this run holds.
    pub fn open(out: &Path) -> Arc<Board> {
        let now = Instant::now();
        Arc::new(Board {
            out: out.to_owned(),
            started_at: SystemTime::now(),
            start: now,
            unfinished: take_record(&out.join(READING)),
            state: Mutex::new(State {
                phase: Phase::Finding,
                since: now,
                seconds: BTreeMap::new(),
                documents: 0,
                ended: BTreeMap::new(),
                failures: BTreeMap::new(),
                kept: 0,
                reading: BTreeMap::new(),
                slowest: Vec::new(),
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next phase begins.
    pub fn enter(&self, phase: Phase) {
        let mut state = self.state();
        state.close_phase();
        state.phase = phase;
    }

    /// So many distinct documents were found.
    pub fn found(&self, documents: usize) {
        self.state().documents = documents;
    }

    /// A document is on record until the value is dropped.
    pub fn reading(self: &Arc<Board>, document_id: &str, source_path: &str) -> OnRecord {
        let file = self.out.join(READING).join(document_id);
        let written = fs::create_dir_all(self.out.join(READING)).and_then(|()| fs::write(&file, source_path));
        if let Err(error) = written {
            tracing::debug!(%error, "a document could not be put on record");
        }
        let now = Instant::now();
        self.state().reading.insert(document_id.to_owned(), (source_path.to_owned(), now));
        OnRecord { board: Arc::clone(self), document_id: document_id.to_owned(), file }
    }

    /// A document ended so.
    pub fn ended(&self, status: Status, kind: Option<ErrorKind>, is_kept: bool) {
        let mut state = self.state();
        *state.ended.entry(status.as_str()).or_default() += 1;
        if let Some(kind) = kind {
            *state.failures.entry(kind.as_str()).or_default() += 1;
        }
        state.kept += usize::from(is_kept);
    }

    /// All documents ended as in the last run.
    pub fn ended_as_before(&self, summary: &Summary) {
        let mut state = self.state();
        let documents = summary.documents;
        for (status, count) in [
            (Status::Ok, documents.ok),
            (Status::Partial, documents.partial),
            (Status::Failed, documents.failed),
        ] {
            state.ended.insert(status.as_str(), count as usize);
        }
        for problem in &summary.problems {
            *state.failures.entry(problem.kind.as_str()).or_default() += 1;
        }
        state.kept = documents.total() as usize;
    }

    /// Seconds since the run began.
    pub fn elapsed(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// Seconds of each phase, with the current one until now.
    pub fn seconds(&self) -> BTreeMap<&'static str, f64> {
        let mut state = self.state();
        state.close_phase();
        state.seconds.clone()
    }

    /// Number of documents by reason why they are not `ok`.
    pub fn failures(&self) -> BTreeMap<&'static str, usize> {
        self.state().failures.clone()
    }

    /// The documents that took longest, with their seconds.
    pub fn slowest(&self) -> Vec<(String, f64)> {
        let state = self.state();
        state.slowest.iter().map(|(time, path)| (path.clone(), time.as_secs_f64())).collect()
    }

    /// Writes the status file; `state` is the phase or how the run ended.
    fn write(&self, state: Option<&str>, error: Option<&str>) {
        let status = self.status(state, error);
        if let Err(error) = write_whole(&self.out.join(STATUS), format!("{status:#}\n").as_bytes()) {
            tracing::debug!(%error, "the status file could not be written");
        }
    }

    fn status(&self, ending: Option<&str>, error: Option<&str>) -> Value {
        let state = self.state();
        let done: usize = state.ended.values().sum();
        let read = done.saturating_sub(state.kept);
        let left = state.documents.saturating_sub(done);
        let seconds = state.since.elapsed().as_secs_f64();
        let is_reading = ending.is_none() && state.phase == Phase::Reading;
        let rate = (is_reading && read > 0 && seconds > 0.0).then(|| read as f64 / seconds);
        let reading: Vec<Value> = state
            .reading
            .values()
            .map(|(path, since)| json!({ "source_path": path, "seconds": rounded(since.elapsed().as_secs_f64()) }))
            .collect();
        json!({
            "state": ending.unwrap_or(state.phase.as_str()),
            "error": error,
            "pid": std::process::id(),
            "started_at": rfc3339(self.started_at),
            "updated_at": rfc3339(SystemTime::now()),
            "seconds": rounded(self.elapsed()),
            "documents": state.documents,
            "done": done,
            "kept": state.kept,
            "by_status": state.ended,
            "failures": state.failures,
            "documents_per_second": rate.map(rounded),
            "seconds_left": rate.map(|rate| rounded(left as f64 / rate)),
            "reading": reading,
        })
    }
}

impl State {
    fn close_phase(&mut self) {
        let now = Instant::now();
        *self.seconds.entry(self.phase.as_str()).or_default() += now.duration_since(self.since).as_secs_f64();
        self.since = now;
    }

    fn note_time(&mut self, time: Duration, path: String) {
        let at = self.slowest.partition_point(|(longer, _)| *longer >= time);
        if at < SLOWEST {
            self.slowest.insert(at, (time, path));
            self.slowest.truncate(SLOWEST);
        }
    }
}

/// Thousandths are enough.
pub(crate) fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// A document that is being read.
pub(crate) struct OnRecord {
    board: Arc<Board>,
    document_id: String,
    file: PathBuf,
}

impl Drop for OnRecord {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
        let mut state = self.board.state();
        if let Some((path, since)) = state.reading.remove(&self.document_id) {
            state.note_time(since.elapsed(), path);
        }
    }
}

/// Rewrites the status file until it is told how the run ended, or dropped.
pub(crate) struct Ticker {
    board: Arc<Board>,
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// Begins. Without a thread the status is only written at the end.
    pub fn start(board: &Arc<Board>) -> Ticker {
        board.write(None, None);
        let (stop, stopped) = mpsc::channel::<()>();
        let ticking = Arc::clone(board);
        let thread = thread::Builder::new().name("mingxi-status".to_owned()).spawn(move || {
            while stopped.recv_timeout(TICK) == Err(mpsc::RecvTimeoutError::Timeout) {
                ticking.write(None, None);
            }
        });
        Ticker { board: Arc::clone(board), stop: Some(stop), thread: thread.ok() }
    }

    /// The last word: how the run ended.
    pub fn finish(mut self, state: &str, error: Option<&str>) {
        self.halt();
        self.board.write(Some(state), error);
    }

    fn halt(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.halt();
    }
}

/// What a run that died was reading; the record is empty afterwards.
fn take_record(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths = Vec::new();
    for file in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if fs::metadata(&file).is_ok_and(|known| known.is_file() && known.len() <= PATH_BYTES) {
            paths.extend(fs::read(&file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        }
        let _ = fs::remove_file(&file);
    }
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_being_read_is_on_record_for_the_next_run() {
        let out = tempfile::tempdir().unwrap();
        let board = Board::open(out.path());
        assert_eq!(board.unfinished, [""; 0]);
        board.found(3);
        board.enter(Phase::Reading);
        let first = board.reading("aa", "in/甲.pdf");
        let second = board.reading("bb", "in/乙.pdf");
        let status = board.status(None, None);
        assert_eq!(status["state"], "reading");
        assert_eq!(status["reading"][1]["source_path"], "in/乙.pdf");
        drop(first);
        board.ended(Status::Ok, None, false);
        assert_eq!(board.slowest().len(), 1);
        let status = board.status(None, None);
        assert_eq!((&status["done"], &status["documents"]), (&json!(1), &json!(3)));
        assert!(status["seconds_left"].is_number(), "{status}");
        // A process that dies drops nothing.
        std::mem::forget(second);
        assert_eq!(Board::open(out.path()).unfinished, ["in/乙.pdf"]);
        assert_eq!(Board::open(out.path()).unfinished, [""; 0]);
    }

    #[test]
    fn the_last_word_stays_in_the_status_file() {
        let out = tempfile::tempdir().unwrap();
        let ticker = Ticker::start(&Board::open(out.path()));
        ticker.finish("failed", Some("the disk is full"));
        let text = fs::read(out.path().join(STATUS)).unwrap();
        let status: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!((&status["state"], &status["error"]), (&json!("failed"), &json!("the disk is full")));
    }
}
