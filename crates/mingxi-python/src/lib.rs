//! The native module of the Python package `mingxi`: what Python asks of the engine.
//!
//! Nothing here knows a document: reading happens in worker processes, publications are read by the engine. The
//! names and the sentences that people meet are in the package's Python files, which are the only users of this module.

mod attended;
mod errors;
mod extract;
mod read;
mod rows;
mod workers;

use pyo3::prelude::*;

/// What Python finds in `mingxi._native`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::extract::extract;
    #[pymodule_export]
    use super::read::{page_png, read};
    #[pymodule_export]
    use super::rows::{Publication, Rows};
    #[pymodule_export]
    use super::workers::command;

    /// The version of the program.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
