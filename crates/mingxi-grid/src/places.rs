//! How much room the grids of one document may take.

use mingxi_model::{Diagnostic, Grid, Place, Severity, Step};

/// Places (rows x columns) of all grids of a document together. The largest disclosure known has 200,000.
const OF_DOCUMENT: u64 = 2_000_000;

/// What is left of them.
#[derive(Debug)]
pub(crate) struct Places(u64);

impl Places {
    pub(crate) fn new() -> Places {
        Places(OF_DOCUMENT.min(Grid::MAX_PLACES))
    }

    /// Takes the places of a table before anything is built of it.
    ///
    /// # Errors
    /// There are not so many left: the table is lost, and the diagnostic says so.
    pub(crate) fn take(&mut self, rows: usize, columns: usize, place: &Place) -> Result<(), Box<Diagnostic>> {
        let wanted = (rows as u64).saturating_mul(columns as u64);
        if let Some(left) = self.0.checked_sub(wanted) {
            self.0 = left;
            return Ok(());
        }
        let message = format!(
            "a table of {rows} rows and {columns} columns is lost: with it the tables of the document have more than \
             {OF_DOCUMENT} places, which no disclosure has; look whether a row was run together, or split the file"
        );
        let said = Diagnostic::new(Step::Grid, Severity::Error, "table_too_large", message);
        Err(Box::new(said.at(Some(place.clone()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_tables_of_a_document_draw_from_one_allowance() {
        let mut places = Places::new();
        let place = Place::Text { line: 7 };
        assert!(places.take(100_000, 15, &place).is_ok());
        let said = places.take(100_000, 6, &place).unwrap_err();
        assert_eq!((said.code, said.place.as_ref()), ("table_too_large", Some(&place)));
        assert!(places.take(100_000, 5, &place).is_ok());
    }
}
