//! Where in its file something stands.

use std::fmt;

/// A box on a page in PDF points (1/72 inch), origin at the top left, as the page is seen after rotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

/// The place of a block or cell in its file, in the terms of the file's own format.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A page of a paginated format.
    Page {
        /// 1-based page number.
        number: i32,
        /// The box on that page.
        bbox: BBox,
    },
    /// A cell of a spreadsheet.
    Sheet {
        /// The sheet's name as stored.
        name: String,
        /// The cell's reference, `C5`.
        cell: String,
    },
    /// An element of a markup part, as a path: `body/tbl[3]/tr[4]/tc[2]` (1-based).
    Part(String),
    /// A line of a text file, 1-based.
    Text {
        /// 1-based line number.
        line: u32,
    },
}

impl Place {
    /// The page number, where the format has pages.
    pub fn page(&self) -> Option<i32> {
        match self {
            Place::Page { number, .. } => Some(*number),
            _ => None,
        }
    }

    /// The box on the page, where the format has positions.
    pub fn bbox(&self) -> Option<BBox> {
        match self {
            Place::Page { bbox, .. } => Some(*bbox),
            _ => None,
        }
    }

    /// The place in words, for formats without pages; the `locus` column of the datasets.
    pub fn locus(&self) -> Option<String> {
        match self {
            Place::Page { .. } => None,
            other => Some(other.to_string()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Page { number, bbox } => {
                write!(f, "page {number} ({:.0},{:.0})", bbox.x0, bbox.y0)
            }
            Place::Sheet { name, cell } => write!(f, "{name}!{cell}"),
            Place::Part(path) => f.write_str(path),
            Place::Text { line } => write!(f, "line {line}"),
        }
    }
}
