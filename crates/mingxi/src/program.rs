//! How this program starts itself anew: documents are read and pages drawn by processes of their own.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// A program and the arguments that come before those of the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its file.
    pub path: PathBuf,
    /// What makes it this command, where it is an interpreter.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// The one that runs, also when another version takes its place on the disk meanwhile.
    pub fn running() -> Program {
        let running = PathBuf::from("/proc/self/exe");
        // One that cannot find itself hopes for the search path.
        let path = if running.exists() { running } else { env::current_exe().unwrap_or("mingxi".into()) };
        Program { path, arguments: Vec::new() }
    }
}
