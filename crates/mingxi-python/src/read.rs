//! One document, read or drawn by a worker of its own.

use crate::attended::attended;
use crate::errors;
use crate::rows::Rows;
use crate::workers::Bounds;
use mingxi_engine::dataset::Dataset;
use mingxi_engine::{Alone, AloneError, Limits, Stop, load_file};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::path::{Path, PathBuf};

/// A document, as the package hands it over.
#[derive(FromPyObject)]
pub(crate) enum Source {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Where its file is.
    Path(PathBuf),
}

impl Source {
    fn path(&self) -> Option<&Path> {
        match self {
            Source::Path(path) => Some(path),
            Source::Bytes(_) => None,
        }
    }

    fn load(self, limits: &Limits) -> Result<Vec<u8>, AloneError> {
        match self {
            Source::Bytes(bytes) => Ok(bytes),
            Source::Path(path) => Ok(load_file(&path, limits)?.1),
        }
    }

    /// The bytes, if they are those that were read.
    fn load_again(self, document_id: &str, limits: &Limits) -> Result<Vec<u8>, AloneError> {
        match self {
            Source::Bytes(bytes) => Ok(bytes),
            Source::Path(path) => match load_file(&path, limits)? {
                (id, bytes) if id == document_id => Ok(bytes),
                _ => Err(AloneError::Changed),
            },
        }
    }
}

/// Reads a document: its rows by dataset.
#[pyfunction]
pub(crate) fn read<'py>(
    py: Python<'py>,
    source: Source,
    name: Option<String>,
    bounds: Bounds,
) -> PyResult<Bound<'py, PyDict>> {
    let last = source.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = name.or(last).unwrap_or_default();
    let shown = source.path().map_or_else(|| name.clone(), |path| path.display().to_string());
    let (workers, limits, stop) = (bounds.workers(), Limits::default(), Stop::default());
    let alone = Alone { workers: &workers, patience: bounds.patience(), limits, stop: &stop };
    let work = || alone.read(source.load(&limits)?, &name, &shown);
    let document = attended(py, &stop, work, |_| Ok(()))?.map_err(|error| errors::alone(py, &error))?;
    let rows = PyDict::new(py);
    for dataset in Dataset::ALL {
        rows.set_item(dataset.as_str(), Rows::of(document.rows(dataset)))?;
    }
    Ok(rows)
}

/// Draws a page of a PDF file that was read: the bytes of a PNG file.
#[pyfunction]
pub(crate) fn page_png<'py>(
    py: Python<'py>,
    source: Source,
    document_id: &str,
    page: u32,
    dpi: u32,
    bounds: Bounds,
) -> PyResult<Bound<'py, PyBytes>> {
    let (workers, limits, stop) = (bounds.workers(), Limits::default(), Stop::default());
    let alone = Alone { workers: &workers, patience: bounds.patience(), limits, stop: &stop };
    let work = || alone.draw(source.load_again(document_id, &limits)?, page, dpi);
    let png = attended(py, &stop, work, |_| Ok(()))?.map_err(|error| errors::alone(py, &error))?;
    Ok(PyBytes::new(py, &png))
}
