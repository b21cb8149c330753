//! Errors of the engine as exceptions, which the package declares in Python.

use mingxi::with_causes;
use mingxi_engine::dataset::DatasetError;
use mingxi_engine::{AloneError, BatchError};
use pyo3::prelude::*;

/// An exception of the package's `_errors`.
fn raise(py: Python<'_>, class: &str, kind: &str, message: &str) -> PyErr {
    let made = py
        .import("mingxi._errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call1((message, kind)));
    match made {
        Ok(made) => PyErr::from_value(made),
        Err(error) => error,
    }
}

/// A mistake of this program.
pub(crate) fn internal(py: Python<'_>, message: &str) -> PyErr {
    raise(py, "MingxiError", "internal", message)
}

/// An option that cannot be.
pub(crate) fn option(py: Python<'_>, message: &str) -> PyErr {
    raise(py, "OptionError", "option", message)
}

/// Why one document could not be read or drawn.
pub(crate) fn alone(py: Python<'_>, error: &AloneError) -> PyErr {
    let message = error.to_string();
    match error {
        AloneError::Failed { kind, .. } => raise(py, "DocumentError", kind.as_str(), &message),
        AloneError::NotDrawn(_) => raise(py, "PageError", "not_drawn", &message),
        AloneError::Changed => raise(py, "PageError", "changed", &message),
        AloneError::Worker(_) => raise(py, "MingxiError", "worker", &message),
        _ => raise(py, "MingxiError", "stopped", &message),
    }
}

/// Why a publication cannot be read or written.
pub(crate) fn dataset(py: Python<'_>, error: &DatasetError) -> PyErr {
    let class = match error {
        DatasetError::Busy { .. } => "BusyError",
        DatasetError::NoPublication { .. } | DatasetError::Unreadable { .. } => "PublicationError",
        _ => "OutputError",
    };
    raise(py, class, error.kind(), &with_causes(error))
}

/// Why a run could not be done.
pub(crate) fn batch(py: Python<'_>, error: &BatchError) -> PyErr {
    let message = with_causes(error);
    match error {
        BatchError::Dataset(error) => dataset(py, error),
        BatchError::NoInput(_) => raise(py, "InputError", "no_input", &message),
        BatchError::TooFew { .. } => raise(py, "TooFewError", "too_few", &message),
        BatchError::Stopped { .. } => raise(py, "MingxiError", "stopped", &message),
        _ => raise(py, "MingxiError", "worker", &message),
    }
}

/// A vocabulary that cannot be used, and the like.
pub(crate) fn reader(py: Python<'_>, error: &mingxi_engine::ReaderError) -> PyErr {
    raise(py, "OptionError", "vocabulary", &with_causes(error))
}
