//! One worker process: started, asked, and ended with everything it started itself.

use super::Workers;
use crate::stop::Stop;
use crate::worker::frame::{self, Header};
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How much longer than the worker's own clock its process is waited for, at most.
const GRACE: Duration = Duration::from_secs(5);
/// How long a worker may go on with its document once the run is asked to stop.
const FAREWELL: Duration = Duration::from_secs(2);
/// How often a worker that does not answer is looked at.
const GLANCE: Duration = Duration::from_millis(100);
/// How much of what a worker says last is kept.
const LAST_WORDS: usize = 2048;
/// How long the end of a worker whose answer broke off is waited for.
const END_TAKES: Duration = Duration::from_millis(100);
/// How long the last words of an ended worker are waited for, where something that it started keeps its stderr open.
const LAST_WORDS_TAKE: Duration = Duration::from_secs(1);
/// Lines of a worker's stderr that reach the log for one document; a flood serves nobody.
const LOGGED_LINES: usize = 1000;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It took longer than allowed and was killed.
    TimedOut,
    /// It gave no sign of life for longer than allowed and was killed.
    Silent,
    /// It answered that it has not enough memory to read.
    NoRoom(String),
    /// The process ended by itself.
    Died {
        /// How.
        status: Option<ExitStatus>,
        /// What it said last on stderr.
        last_words: String,
    },
}

/// A worker that waits for a document.
pub(crate) struct Worker {
    process: Child,
    requests: mpsc::SyncSender<(Header, Vec<u8>)>,
    answers: mpsc::Receiver<io::Result<Vec<u8>>>,
    heard: Arc<Mutex<Heard>>,
    listener: thread::JoinHandle<()>,
    served: usize,
}

/// What a worker said on stderr.
#[derive(Default)]
struct Heard {
    last_words: String,
    lines: usize,
}

impl Worker {
    /// Starts one.
    ///
    /// # Errors
    /// The system refuses.
    pub fn start(workers: &Workers) -> io::Result<Worker> {
        let mut command = Command::new(&workers.program);
        command.args(&workers.arguments);
        // Reserved and never used, further arenas of glibc would count against the memory limit.
        command.env("MALLOC_ARENA_MAX", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process = command.spawn()?;
        let pipes = (process.stdin.take(), process.stdout.take(), process.stderr.take());
        let (Some(mut stdin), Some(mut stdout), Some(stderr)) = pipes else {
            return Err(io::Error::other("a worker has no pipes"));
        };
        let heard = Arc::new(Mutex::new(Heard::default()));
        let said = Arc::clone(&heard);
        let listener =
            thread::Builder::new().name("mingxi-hear".to_owned()).spawn(move || listen(stderr, &said))?;
        let (requests, asked) = mpsc::sync_channel::<(Header, Vec<u8>)>(1);
        let (answer, answers) = mpsc::sync_channel(1);
        // Pipes have no timeouts: this thread may hang, the one that waits for the answer does not.
        thread::Builder::new().name("mingxi-ask".to_owned()).spawn(move || {
            for (header, bytes) in asked {
                let is_lettered = header.levels.is_some();
                let sent = frame::write_request(&mut stdin, &header, &bytes);
                drop(bytes);
                let mut came = sent.and_then(|()| frame::read_answer(&mut stdout));
                while came.as_ref().is_ok_and(|answer| goes_on(answer, is_lettered)) {
                    if answer.send(came).is_err() {
                        return;
                    }
                    came = frame::read_answer(&mut stdout);
                }
                let is_over = came.is_err();
                if answer.send(came).is_err() || is_over {
                    return;
                }
            }
            let _ = stdin.flush();
        })?;
        Ok(Worker { process, requests, answers, heard, listener, served: 0 })
    }

    /// How many documents it answered.
    pub fn served(&self) -> usize {
        self.served
    }

    /// Has it read a document; at most so long, and hardly longer once the run is asked to stop. The bytes of files
    /// inside of it are handed to `park`.
    ///
    /// # Errors
    /// There is no answer. The worker is of no further use then.
    pub fn ask(
        &mut self,
        header: Header,
        bytes: Vec<u8>,
        park: &dyn Fn(&[u8]),
        patience: Duration,
        silence: Duration,
        stop: &Stop,
    ) -> Result<Vec<u8>, Ended> {
        self.hear(|heard| heard.lines = 0);
        let is_lettered = header.levels.is_some();
        if self.requests.send((header, bytes)).is_err() {
            return Err(self.died());
        }
        let mut until = Instant::now() + patience.saturating_add(GRACE.min(patience));
        let mut last_sign: Option<Instant> = None;
        let mut is_asked_to_stop = false;
        loop {
            if !is_asked_to_stop && stop.is_asked() {
                is_asked_to_stop = true;
                until = until.min(Instant::now() + FAREWELL);
            }
            match self.answers.recv_timeout(GLANCE) {
                Ok(Ok(answer)) if answer.is_empty() => last_sign = Some(Instant::now()),
                Ok(Ok(answer)) if is_lettered && answer[0] == frame::MEMBER => {
                    last_sign = Some(Instant::now());
                    park(&answer[1..]);
                }
                Ok(Ok(answer)) => {
                    self.served += 1;
                    return Ok(unlettered(answer, is_lettered));
                }
                Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => return Err(self.died()),
                // What a worker started may hold its pipes open after its end.
                Err(mpsc::RecvTimeoutError::Timeout) if has_ended(&self.process) => {
                    let last = self.answers.recv_timeout(GLANCE).ok().and_then(Result::ok);
                    let last = last.filter(|answer| !is_lettered || answer.first() == Some(&frame::PARCEL));
                    return match last {
                        Some(answer) => Ok(unlettered(answer, is_lettered)),
                        None => Err(self.died()),
                    };
                }
                Err(mpsc::RecvTimeoutError::Timeout) if Instant::now() >= until => {
                    return Err(Ended::TimedOut);
                }
                Err(mpsc::RecvTimeoutError::Timeout)
                    if last_sign.is_some_and(|sign| sign.elapsed() > silence) =>
                {
                    return Err(Ended::Silent);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// A process that already ended keeps its number until it is waited for, so that nobody else is hit by the
    /// signal for its group.
    fn died(&mut self) -> Ended {
        // Its own end comes first: the signal must not be taken for its reason.
        let ended_by_itself = soon(END_TAKES, || has_ended(&self.process));
        kill_group_of(&self.process);
        if !ended_by_itself {
            let _ = self.process.kill();
        }
        let status = self.process.wait().ok();
        if ended_by_itself {
            // On a busy machine its last words are read later than its end is seen.
            soon(LAST_WORDS_TAKE, || self.listener.is_finished());
            Ended::Died { status, last_words: self.hear(|heard| heard.last_words.clone()) }
        } else {
            Ended::Died { status: None, last_words: "its answer was not one".to_owned() }
        }
    }

    fn hear<T>(&self, what: impl FnOnce(&mut Heard) -> T) -> T {
        what(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether more comes after an answer: it is a sign of life, or a file inside the document.
fn goes_on(answer: &[u8], is_lettered: bool) -> bool {
    answer.first().is_none_or(|letter| is_lettered && *letter == frame::MEMBER)
}

/// The Arrow stream of an answer.
fn unlettered(mut answer: Vec<u8>, is_lettered: bool) -> Vec<u8> {
    if is_lettered {
        answer.remove(0);
    }
    answer
}

impl Drop for Worker {
    fn drop(&mut self) {
        kill_group_of(&self.process);
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether something comes true within so long.
fn soon(patience: Duration, is_so: impl Fn() -> bool) -> bool {
    let until = Instant::now() + patience;
    loop {
        if is_so() {
            return true;
        }
        if Instant::now() >= until {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Whether the process is over, without waiting for it.
#[cfg(unix)]
fn has_ended(process: &Child) -> bool {
    use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    matches!(waitid(WaitId::Pid(Pid::from_child(process)), options), Ok(Some(_)))
}

#[cfg(not(unix))]
fn has_ended(_process: &Child) -> bool {
    false
}

#[cfg(unix)]
fn kill_group_of(process: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let _ = kill_process_group(Pid::from_child(process), Signal::KILL);
}

#[cfg(not(unix))]
fn kill_group_of(_process: &Child) {}

/// Hands what a worker says to the log, line by line.
fn listen(stderr: ChildStderr, heard: &Mutex<Heard>) {
    let mut lines = BufReader::with_capacity(8192, stderr);
    let mut line = Vec::new();
    loop {
        line.clear();
        // A line without an end must not grow without one.
        match io::Read::take(&mut lines, 8192).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let text = String::from_utf8_lossy(&line);
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.lines += 1;
        if heard.lines <= LOGGED_LINES {
            tracing::debug!(target: "mingxi_worker", "{}", text.trim_end());
        }
        heard.last_words.push_str(&text);
        let surplus = heard.last_words.len().saturating_sub(LAST_WORDS);
        if surplus > 0 {
            let cut = (surplus..=heard.last_words.len()).find(|at| heard.last_words.is_char_boundary(*at));
            heard.last_words.drain(..cut.unwrap_or(surplus));
        }
    }
}
