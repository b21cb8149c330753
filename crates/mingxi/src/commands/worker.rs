//! `mingxi worker`.

use crate::args::Worker;
use crate::outcome::{Exit, Failure};
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Answers documents until there are no more.
///
/// # Errors
/// A vocabulary file has a mistake, or stdin and stdout are not those of a program that asks and listens.
pub fn run(worker: &Worker) -> Result<Exit, Failure> {
    let is_confined = mingxi_engine::confine(worker.memory.get().saturating_mul(1 << 20));
    if !is_confined {
        tracing::warn!("the memory of this process is not bounded");
    }
    let mut reader = super::vocab::reader(&worker.vocab)?;
    reader.patience = Duration::from_secs(worker.timeout.get());
    let served = mingxi_engine::serve(&Arc::new(reader), &mut io::stdin().lock(), io::stdout());
    served.map(|_| Exit::Clean).map_err(|error| {
        Failure::from_error(&error, Some("this command is for programs; see `mingxi worker --help`"))
    })
}
