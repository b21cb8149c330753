//! Rows of datasets: as an Arrow stream, and as lists of Python values.

use crate::errors;
use mingxi_engine::dataset::{Dataset, DatasetError, Datum, Published, RowSet};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyCapsule, PyDict, PyFloat, PyList, PyString, PyType};
use std::path::PathBuf;

/// A publication on disk.
#[pyclass(frozen, module = "mingxi._native")]
pub(crate) struct Publication(Published);

#[pymethods]
impl Publication {
    /// Opens what `OUT/latest` names.
    #[new]
    fn open(py: Python<'_>, out: PathBuf) -> PyResult<Publication> {
        let opened = py.detach(|| Published::open(&out));
        opened.map(Publication).map_err(|error| errors::dataset(py, &error))
    }

    /// Where it stands.
    #[getter]
    fn folder(&self) -> PathBuf {
        self.0.folder().to_owned()
    }

    /// All columns of a dataset.
    fn rows(&self, py: Python<'_>, name: &str) -> PyResult<Rows> {
        let dataset = Dataset::ALL.into_iter().find(|dataset| dataset.as_str() == name);
        let dataset = dataset.ok_or_else(|| errors::option(py, &format!("there is no dataset {name}")))?;
        Ok(Rows::of(self.0.rows(dataset)))
    }
}

/// Columns of a dataset.
#[pyclass(frozen, module = "mingxi._native")]
pub(crate) struct Rows(RowSet);

impl Rows {
    pub fn of(set: RowSet) -> Rows {
        Rows(set)
    }
}

/// Columns that must have one of some texts.
type Wanted = Vec<(String, Vec<String>)>;

#[pymethods]
impl Rows {
    /// Of every column: name, type, whether it may be null, unit, meaning, listed values.
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let columns = self.0.columns().iter().map(|spec| {
            let values: Vec<&str> = spec.values.iter().map(|(value, _)| *value).collect();
            (spec.name, spec.kind.name(), !spec.required, spec.unit, spec.description, values)
        });
        PyList::new(py, columns.collect::<Vec<_>>())
    }

    /// The same rows with some of their columns.
    fn select(&self, py: Python<'_>, names: Vec<String>) -> PyResult<Rows> {
        let named: Vec<&str> = names.iter().map(String::as_str).collect();
        self.0.select(&named).map(Rows).map_err(|unknown| {
            let known: Vec<&str> = self.0.columns().iter().map(|spec| spec.name).collect();
            errors::option(py, &format!("there is no column {unknown}; there are {}", known.join(", ")))
        })
    }

    /// How many rows there are.
    fn count(&self, py: Python<'_>) -> PyResult<u64> {
        py.detach(|| self.0.count()).map_err(|error| errors::dataset(py, &error))
    }

    /// The values of every column as a list, of the rows that have the wanted texts in text columns.
    fn lists<'py>(&self, py: Python<'py>, wanted: Wanted) -> PyResult<Bound<'py, PyDict>> {
        let decimal: Py<PyType> = py.import("decimal")?.getattr("Decimal")?.cast_into()?.unbind();
        let lists = PyDict::new(py);
        for spec in self.0.columns() {
            lists.set_item(spec.name, PyList::empty(py))?;
        }
        let held = lists.clone().unbind();
        py.detach(|| {
            self.0.read(|rows| {
                Python::attach(|py| {
                    let admitted: Vec<usize> = (0..rows.len())
                        .filter(|row| {
                            wanted.iter().all(|(column, texts)| {
                                rows.text(column, *row)
                                    .is_some_and(|text| texts.iter().any(|one| one == text))
                            })
                        })
                        .collect();
                    for spec in self.0.columns() {
                        let list: Bound<'_, PyList> = held
                            .bind(py)
                            .get_item(spec.name)?
                            .ok_or_else(|| errors::internal(py, "a column is missing"))?
                            .cast_into()?;
                        for row in &admitted {
                            list.append(value(py, &rows.get(spec.name, *row), decimal.bind(py))?)?;
                        }
                    }
                    // Long reads hear Ctrl-C too.
                    py.check_signals()
                })
                .map_err(Failed::Raised)
            })
        })
        .map_err(|failed| match failed {
            Failed::Raised(error) => error,
            Failed::Read(error) => errors::dataset(py, &error),
        })?;
        Ok(lists)
    }

    /// The rows as an Arrow C stream in a capsule.
    fn stream<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        PyCapsule::new_with_value(py, self.0.stream(), c"arrow_array_stream")
    }

    /// The columns as an Arrow C schema in a capsule.
    fn schema<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = self.0.schema().map_err(|error| errors::dataset(py, &error))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }
}

/// Why rows did not become lists.
enum Failed {
    Raised(PyErr),
    Read(DatasetError),
}

impl From<DatasetError> for Failed {
    fn from(error: DatasetError) -> Failed {
        Failed::Read(error)
    }
}

/// A value as Python has it: numbers that are printed are `decimal.Decimal`, with the digits of their column.
fn value<'py>(
    py: Python<'py>,
    datum: &Datum<'_>,
    decimal: &Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyAny>> {
    Ok(match datum {
        Datum::Null => py.None().into_bound(py),
        Datum::Text(text) => PyString::new(py, text).into_any(),
        Datum::Bool(truth) => PyBool::new(py, *truth).to_owned().into_any(),
        Datum::Int(number) => (*number).into_pyobject(py)?.into_any(),
        Datum::Float(number) => PyFloat::new(py, *number).into_any(),
        Datum::Decimal(number) => decimal.call1((number.to_string(),))?,
        Datum::List(items) => {
            let items = items.iter().map(|item| value(py, item, decimal));
            PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any()
        }
        Datum::Parts(parts) => {
            let dict = PyDict::new(py);
            for (name, part) in parts {
                dict.set_item(name, value(py, part, decimal)?)?;
            }
            dict.into_any()
        }
    })
}
