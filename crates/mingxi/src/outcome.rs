//! How a command ends.

use std::error::Error;
use std::process::ExitCode;

/// The exit codes, the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was read.
    Clean = 0,
    /// Some document failed or was read only in part; with `--strict` also: a check is broken. Of an audit: what
    /// `--fail-on` names was found.
    Findings = 1,
    /// Nothing was done.
    CouldNotRun = 2,
    /// Another run writes into the output folder; sysexits.h calls it EX_TEMPFAIL.
    Busy = 75,
    /// SIGINT ended the run; nothing was published.
    Interrupted = 130,
    /// SIGTERM ended the run; nothing was published.
    Terminated = 143,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command could not run, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    /// What happened, with its causes joined.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// How the command ends.
    pub exit: Exit,
}

impl Failure {
    /// A failure with advice.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure { message: message.into(), hint: Some(hint.into()), exit: Exit::CouldNotRun }
    }

    /// A failure out of an error and its causes.
    pub fn from_error(error: &dyn Error, hint: Option<&str>) -> Failure {
        let message = with_causes(error);
        Failure { message, hint: hint.map(str::to_owned), exit: Exit::CouldNotRun }
    }

    /// The same with another exit code.
    pub fn ending(self, exit: Exit) -> Failure {
        Failure { exit, ..self }
    }
}

/// A sentence with its causes, each said once.
pub fn with_causes(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        cause = error.source();
    }
    message
}
