//! Which pages of a document the site shows as pictures.

use crate::model::{Full, Spot, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Which pages are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Images {
    /// Those with a cell of a broken identity, or one that was repaired.
    #[default]
    Flagged,
    /// Those with any number of a fiscal table.
    All,
    /// None.
    None,
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// A PNG file.
    pub png: Vec<u8>,
    /// Width of the page in points, the unit of boxes.
    pub width: f64,
    /// Height of the page in points.
    pub height: f64,
}

/// Why there is no picture of a page, for the person who asks for the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPicture {
    /// The format has no pages that can be drawn.
    Format,
    /// The file is not where it was read.
    Gone,
    /// The file has other bytes than those that were read.
    Changed,
    /// The page cannot be drawn.
    Failed,
}

impl NoPicture {
    /// The key of its text.
    pub(crate) fn key(self) -> &'static str {
        match self {
            NoPicture::Format => "picture.format",
            NoPicture::Gone => "picture.gone",
            NoPicture::Changed => "picture.changed",
            NoPicture::Failed => "picture.failed",
        }
    }
}

/// The pages of a document to draw, in order.
pub(crate) fn wanted(full: &Full, images: Images) -> Vec<u32> {
    if images == Images::None {
        return Vec::new();
    }
    let mut spots: BTreeSet<Spot> = BTreeSet::new();
    for item in &full.items {
        let is_flagged = matches!(item.status, Status::Conflict | Status::Repaired);
        if images == Images::All || is_flagged {
            spots.insert(item.spot);
        }
    }
    for check in full.checks.iter().filter(|check| check.is_broken) {
        spots.extend(check.terms.iter().map(|(spot, _)| *spot));
    }
    let mut pages: BTreeSet<i64> = BTreeSet::new();
    for table in &full.tables {
        let on: BTreeMap<(i32, i32), i64> =
            table.cells.iter().filter_map(|cell| Some(((cell.row, cell.col), cell.page?))).collect();
        let own = spots.range((table.id, i32::MIN, i32::MIN)..=(table.id, i32::MAX, i32::MAX));
        pages.extend(own.filter_map(|(_, row, col)| on.get(&(*row, *col))));
    }
    pages.into_iter().filter_map(|page| u32::try_from(page).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Table};
    use crate::tests::{check, item};

    #[test]
    fn pages_are_drawn_where_they_are_needed() {
        let cell = |row: i32, page: i64| Cell { row, col: 1, page: Some(page), ..Cell::default() };
        let mut conflict = item((1, 2, 1), "three_public", "leaf", "reception", "1.00");
        conflict.status = Status::Conflict;
        let full = Full {
            tables: vec![Table {
                id: 1,
                cells: (1..5).map(|row| cell(row, row.into())).collect(),
                ..Table::default()
            }],
            items: vec![item((1, 1, 1), "three_public", "leaf", "overseas", "1.00"), conflict],
            checks: vec![check("broken", &[(1, 2, 1), (1, 4, 1)], true), check("holds", &[(1, 3, 1)], false)],
            ..Full::default()
        };
        assert_eq!(wanted(&full, Images::Flagged), [2, 4]);
        assert_eq!(wanted(&full, Images::All), [1, 2, 4]);
        assert_eq!(wanted(&full, Images::None), Vec::<u32>::new());
    }
}
