//! What is left of the limits of one document: one allowance that all its parts draw from, before the work is done.

use crate::{DecodeError, Limits};
use mingxi_model::ErrorKind;
use std::cell::Cell;
use std::rc::Rc;

/// The allowance of a document; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Allowance(Rc<Left>);

#[derive(Debug)]
struct Left {
    limits: Limits,
    bytes: Cell<u64>,
    cells: Cell<usize>,
    places: Cell<u64>,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Allowance {
        Allowance(Rc::new(Left {
            limits: *limits,
            bytes: Cell::new(limits.unpacked_bytes),
            cells: Cell::new(limits.cells),
            places: Cell::new(limits.places),
        }))
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// How many bytes may still be unpacked.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.bytes.get()
    }

    /// Takes bytes that were unpacked; they were no more than [`Allowance::bytes`].
    pub(crate) fn unpacked(&self, bytes: u64) {
        self.0.bytes.set(self.bytes().saturating_sub(bytes));
    }

    /// Takes paragraphs and cells.
    ///
    /// # Errors
    /// There are not so many left.
    pub(crate) fn cells(&self, count: usize) -> Result<(), DecodeError> {
        let Some(left) = self.0.cells.get().checked_sub(count) else {
            return Err(exceeded(format!(
                "the document has more than {} paragraphs and cells; what follows was not read",
                self.limits().cells
            )));
        };
        self.0.cells.set(left);
        Ok(())
    }

    /// Takes the places of a table whose spans its file states.
    ///
    /// # Errors
    /// It has too many columns, or all tables together too many places.
    pub(crate) fn table(&self, rows: u32, columns: u32, path: &str) -> Result<(), DecodeError> {
        if columns > self.limits().columns {
            return Err(exceeded(format!(
                "the table at {path} has {columns} columns, more than {}; it and what follows was not read",
                self.limits().columns
            )));
        }
        let Some(left) = self.0.places.get().checked_sub(u64::from(rows) * u64::from(columns)) else {
            return Err(exceeded(format!(
                "up to the one at {path} the tables of the document have more than {} places (rows x columns); it and \
                 what follows was not read",
                self.limits().places
            )));
        };
        self.0.places.set(left);
        Ok(())
    }
}

/// The error of a part that the memory given to this process does not hold: nothing is wrong with the document.
pub(crate) fn no_room(what: &str) -> DecodeError {
    let message = format!("{what} needs more memory to be unpacked than there is; allow more");
    DecodeError::new(ErrorKind::OutOfMemory, message)
}

/// The error of a bound that was reached.
pub(crate) fn exceeded(message: impl Into<String>) -> DecodeError {
    DecodeError::new(ErrorKind::LimitExceeded, message)
}
