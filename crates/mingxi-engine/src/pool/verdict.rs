//! What the end of a worker means for the document it was reading.

use super::child::Ended;
use mingxi_model::ErrorKind;
use std::process::ExitStatus;
use std::time::Duration;

/// The kind and the sentence of a document that ended two workers.
pub(crate) fn verdict(ended: &Ended, patience: Duration) -> (ErrorKind, String) {
    let advice = "nothing of the document is in the data; please report the file";
    match ended {
        Ended::TimedOut => (
            ErrorKind::TimedOut,
            format!(
                "reading took longer than {} seconds, also alone, and was given up; allow more time with --timeout \
                 or report the file",
                patience.as_secs()
            ),
        ),
        Ended::Silent => (
            ErrorKind::TimedOut,
            format!("its process gave no sign of life for too long, also alone, and was given up; {advice}"),
        ),
        Ended::NoRoom(message) => (
            ErrorKind::OutOfMemory,
            format!(
                "a worker had too little memory to read, also alone ({message}); allow more with --memory"
            ),
        ),
        Ended::Died { status, last_words } if is_out_of_memory(*status, last_words) => (
            ErrorKind::OutOfMemory,
            format!(
                "reading asked for more memory than a worker may have, also alone, and was given up ({}); allow \
                 more with --memory or report the file",
                how(*status, last_words)
            ),
        ),
        Ended::Died { status, last_words } => (
            ErrorKind::Crashed,
            format!("reading ended its process, also alone ({}); {advice}", how(*status, last_words)),
        ),
    }
}

/// The words of Rust's allocator, or a kill that we did not send: the kernel's, when the machine has no room left.
fn is_out_of_memory(status: Option<ExitStatus>, last_words: &str) -> bool {
    last_words.contains("memory allocation of") || signal(status) == Some(9)
}

/// How a process ended: its signal or code, and the line that says why, else its last one.
fn how(status: Option<ExitStatus>, last_words: &str) -> String {
    let lines = || last_words.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let says_why =
        |line: &&str| line.contains("memory allocation of") || line.contains("overflowed its stack");
    let line = lines().find(says_why).or_else(|| lines().next());
    let line: String = line.unwrap_or("it said nothing").chars().take(200).collect();
    match (status, signal(status)) {
        (_, Some(signal)) => format!("signal {signal}: {line}"),
        (Some(status), None) => format!("{status}: {line}"),
        (None, None) => line,
    }
}

#[cfg(unix)]
fn signal(status: Option<ExitStatus>) -> Option<i32> {
    status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status))
}

#[cfg(not(unix))]
fn signal(_status: Option<ExitStatus>) -> Option<i32> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    fn kind(status: i32, last_words: &str) -> ErrorKind {
        let ended =
            Ended::Died { status: Some(ExitStatus::from_raw(status)), last_words: last_words.to_owned() };
        verdict(&ended, Duration::from_secs(1)).0
    }

    #[test]
    fn the_reason_is_told_from_signal_and_last_words() {
        assert_eq!(kind(6, "memory allocation of 99 bytes failed\n"), ErrorKind::OutOfMemory);
        assert_eq!(kind(6, "thread 'x' has overflowed its stack\n"), ErrorKind::Crashed);
        assert_eq!(kind(9, ""), ErrorKind::OutOfMemory);
        assert_eq!(kind(11, ""), ErrorKind::Crashed);
        assert_eq!(kind(3 << 8, ""), ErrorKind::Crashed);
        assert_eq!(verdict(&Ended::TimedOut, Duration::from_secs(1)).0, ErrorKind::TimedOut);
    }

    #[test]
    fn the_line_that_says_why_is_told() {
        let ended = Ended::Died { status: Some(ExitStatus::from_raw(6)), last_words: "a\nb \n\n".to_owned() };
        assert!(verdict(&ended, Duration::ZERO).1.contains("(signal 6: b)"));
        let last_words = "thread 'a' has overflowed its stack\nfatal runtime error\n".to_owned();
        let ended = Ended::Died { status: Some(ExitStatus::from_raw(6)), last_words };
        assert!(
            verdict(&ended, Duration::ZERO).1.contains("(signal 6: thread 'a' has overflowed its stack)")
        );
    }
}
