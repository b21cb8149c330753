//! `expect.toml`: what a case expects beyond its facts.

use serde::Deserialize;

/// A row, or a cell of it, that must be marked. Rows and columns are those of the true grid, 0-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// 1-based table number.
    pub table: usize,
    /// Row.
    pub row: usize,
    /// Column of the true place.
    pub col: Option<usize>,
    /// Column where the damaged source has the value and where it therefore may stay.
    pub found_col: Option<usize>,
}

/// The expectations of a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Which of `ok`, `partial` and `failed` are right.
    pub status: Vec<String>,
    /// The reasons that are right for a document that is not `ok`.
    #[serde(default)]
    pub error_kinds: Vec<String>,
    /// Whether tables are numbered as the designer numbers them.
    #[serde(default = "yes")]
    pub table_numbers: bool,
    /// Rows that were put back and must say so.
    #[serde(default)]
    pub repaired: Vec<Place>,
    /// Cells whose place nothing proves: they may stay where the source has them and must be flagged.
    #[serde(default)]
    pub flagged: Vec<Place>,
    /// Cells in an identity that the source itself breaks.
    #[serde(default)]
    pub conflict: Vec<Place>,
}

fn yes() -> bool {
    true
}

impl Expect {
    /// Reads the text of an `expect.toml`.
    ///
    /// # Errors
    /// The text is not of this form.
    pub fn parse(text: &str) -> Result<Expect, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// A document that is read whole, nothing marked.
    pub fn ok() -> Expect {
        Expect {
            status: vec!["ok".to_owned()],
            error_kinds: Vec::new(),
            table_numbers: true,
            repaired: Vec::new(),
            flagged: Vec::new(),
            conflict: Vec::new(),
        }
    }
}
