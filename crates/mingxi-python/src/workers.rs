//! The processes that read: this module again, in a Python of its own.

use mingxi::Program;
use mingxi_engine::Workers;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::iter;
use std::path::PathBuf;
use std::time::Duration;

/// What bounds the reading of a document, as the package hands it over.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Bounds {
    /// What starts the `mingxi` command.
    command: Vec<OsString>,
    /// Seconds that a document may take.
    timeout: u64,
    /// Seconds that a worker may give no sign of life.
    silence: u64,
    /// Mebibytes that a worker may take.
    memory: u64,
    /// Further vocabularies.
    pub vocab: Vec<PathBuf>,
}

impl Bounds {
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }

    /// How workers are started.
    pub fn workers(&self) -> Workers {
        let mut command = self.command.iter().cloned();
        let program = command.next().unwrap_or_default().into();
        let mut arguments: Vec<OsString> = command.chain(["worker".into()]).collect();
        arguments.extend(["--timeout".into(), self.timeout.to_string().into()]);
        arguments.extend(["--memory".into(), self.memory.to_string().into()]);
        arguments.extend(self.vocab.iter().flat_map(|file| ["--vocab".into(), file.into()]));
        Workers {
            program,
            arguments,
            silence: Duration::from_secs(self.silence),
            bounds: format!("{} s, {} MiB", self.timeout, self.memory),
        }
    }
}

/// The `mingxi` command with its arguments: its exit code. `program` starts the command anew.
#[pyfunction]
pub(crate) fn command(py: Python<'_>, arguments: Vec<OsString>, program: Vec<OsString>) -> u8 {
    let mut parts = program.into_iter();
    let program = Program { path: parts.next().unwrap_or_default().into(), arguments: parts.collect() };
    let arguments = iter::once("mingxi".into()).chain(arguments);
    py.detach(|| mingxi::run(arguments, &program))
}
