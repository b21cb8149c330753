//! A document: its tables as they are printed, what was found wrong, what was remarked.

use super::{Frame, Link};
use crate::model::{Cell, Doc, Full, Remark, Sentence, Spot, Status};
use askama::Template;
use std::collections::BTreeMap;

/// `d/….html`.
#[derive(Template)]
#[template(path = "document.html")]
pub(crate) struct DocumentPage<'t> {
    pub f: Frame<'t>,
    pub above: Vec<Link>,
    pub agency: Option<Link>,
    pub doc: Doc,
    pub page: String,
    /// The page of the preferred copy or the newer version.
    pub other: Option<(&'static str, String)>,
    pub findings: Vec<Finding>,
    /// From which one on, counted from 0, they are folded.
    pub folded_from: usize,
    pub remarks: Vec<Remark>,
    /// How many there are in all.
    pub remarks_all: usize,
    pub tables: Vec<TableView>,
    pub sentences: Vec<Sentence>,
}

/// How many broken identities stand before the tables; the others are folded.
const SHOWN_FINDINGS: usize = 5;

/// A broken identity.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub zh: String,
    pub en: String,
    pub cells: Vec<Link>,
    pub more: usize,
}

/// A table as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableView {
    pub id: i32,
    pub title: String,
    pub form_number: Option<String>,
    pub kind: String,
    pub unit: Option<String>,
    pub pages: String,
    pub is_blank: bool,
    pub captions: Vec<String>,
    pub notes: Vec<String>,
    /// The rows of its head.
    pub head: Vec<RowView>,
    pub rows: Vec<RowView>,
    /// Rows that are left out.
    pub cut: usize,
    /// Statuses of its numbers: v, u, r, k.
    pub counts: [usize; 4],
}

impl TableView {
    /// How many of its numbers have a status: 2 repaired, 3 in conflict.
    pub fn of(&self, status: usize) -> usize {
        self.counts.get(status).copied().unwrap_or_default()
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RowView {
    pub number: i32,
    pub cells: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CellView {
    /// Numbers and dots: it stands in the page without quotes. Empty where the cell stands right behind the one before
    /// it, the first of a row in column 0: `assets/document.js` counts, and a third of the page is saved.
    pub id: String,
    pub is_header: bool,
    /// The letter of a number's status; empty for others.
    pub class: &'static str,
    pub row_span: i32,
    pub col_span: i32,
    pub text: String,
}

/// The most cells of a page; a browser opens a page of a hundred thousand in seconds.
const MOST_CELLS: usize = 100_000;
/// The most rows of a head that stays in sight; more would leave no room for what is below.
const MOST_HEAD: usize = 5;
/// The most remarks of a page.
const MOST_REMARKS: usize = 100;
/// The most cells that a finding names.
const MOST_LINKS: usize = 40;

impl<'t> DocumentPage<'t> {
    /// Puts the page together.
    pub fn of(
        f: Frame<'t>,
        above: Vec<Link>,
        agency: Option<Link>,
        doc: &Doc,
        full: &Full,
    ) -> DocumentPage<'t> {
        let statuses: BTreeMap<Spot, Status> =
            full.items.iter().map(|item| (item.spot, item.status)).collect();
        let mut room = MOST_CELLS;
        let tables = full.tables.iter().map(|table| {
            let taken = table.cells.len().min(room);
            room -= taken;
            let (mut rows, cut) = rows(table.id, &table.cells, taken, &statuses);
            let below = rows.split_off(head_rows(&rows));
            let mut counts = [0; 4];
            let own = statuses.range((table.id, i32::MIN, i32::MIN)..=(table.id, i32::MAX, i32::MAX));
            for (_, status) in own {
                if let Some(count) = counts.get_mut(*status as usize) {
                    *count += 1;
                }
            }
            TableView {
                id: table.id,
                title: table.title.clone().unwrap_or_default(),
                form_number: table.form_number.clone(),
                kind: table.kind.clone(),
                unit: table.unit.clone(),
                pages: pages(table.page_first, table.page_last),
                is_blank: table.is_blank,
                captions: table.captions.clone(),
                notes: table.notes.clone(),
                head: rows,
                rows: below,
                cut,
                counts,
            }
        });
        let tables = tables.collect();
        let serious = |remark: &&Remark| remark.severity != "info";
        let remarks: Vec<Remark> = full.remarks.iter().filter(serious).cloned().collect();
        let other = [("document.same_as", &doc.same_as), ("document.superseded_by", &doc.superseded_by)];
        let other =
            other.into_iter().find_map(|(key, id)| Some((key, crate::names::of_document(id.as_deref()?))));
        DocumentPage {
            f,
            above,
            agency,
            doc: doc.clone(),
            page: doc.page(),
            other,
            findings: findings(full),
            folded_from: SHOWN_FINDINGS,
            remarks_all: remarks.len(),
            remarks: remarks.into_iter().take(MOST_REMARKS).collect(),
            tables,
            sentences: full.sentences.clone(),
        }
    }
}

/// The rows of a table's first cells, and how many rows are left out.
fn rows(
    table: i32,
    cells: &[Cell],
    taken: usize,
    statuses: &BTreeMap<Spot, Status>,
) -> (Vec<RowView>, usize) {
    let parts: Vec<&[Cell]> = cells.chunk_by(|a, b| a.row == b.row).collect();
    let mut room = taken;
    let mut out = Vec::new();
    for part in &parts {
        let Some(left) = room.checked_sub(part.len()) else { break };
        room = left;
        let Some(first) = part.first() else { continue };
        // A row that consists of nothing but what hangs into it still is a row.
        let last = out.last().map_or(first.row - 1, |row: &RowView| row.number);
        let hanging = (last + 1..first.row).take(MOST_CELLS);
        out.extend(hanging.map(|number| RowView { number, cells: Vec::new() }));
        let mut next = 0;
        let cells = part.iter().map(|cell| CellView {
            id: if std::mem::replace(&mut next, cell.col + cell.col_span) == cell.col {
                String::new()
            } else {
                format!("{table}.{}.{}", cell.row, cell.col)
            },
            is_header: cell.is_header,
            class: statuses.get(&(table, cell.row, cell.col)).map_or("", |status| status.letter()),
            row_span: cell.row_span,
            col_span: cell.col_span,
            text: cell.text.clone(),
        });
        out.push(RowView { number: first.row, cells: cells.collect() });
    }
    let shown = out.iter().filter(|row| !row.cells.is_empty()).count();
    (out, parts.len() - shown)
}

/// How many of the first rows are the head: header cells alone, none of which hangs into a row below.
fn head_rows(rows: &[RowView]) -> usize {
    let mut open = 0;
    let mut found = 0;
    for (number, row) in rows.iter().enumerate().take(MOST_HEAD) {
        if !row.cells.iter().all(|cell| cell.is_header) {
            break;
        }
        let hanging = row.cells.iter().filter_map(|cell| usize::try_from(cell.row_span).ok()).max();
        open = open.max(number + hanging.unwrap_or(1));
        if open == number + 1 {
            found = open;
        }
    }
    found
}

/// 3, or 3–5.
fn pages(first: Option<i64>, last: Option<i64>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(page), _) => page.to_string(),
        _ => String::new(),
    }
}

fn findings(full: &Full) -> Vec<Finding> {
    let texts: BTreeMap<Spot, &str> = full
        .tables
        .iter()
        .flat_map(|table| table.cells.iter().map(|cell| ((table.id, cell.row, cell.col), cell.text.as_str())))
        .collect();
    let link = |(table, row, col): Spot| Link {
        text: texts
            .get(&(table, row, col))
            .filter(|text| !text.is_empty())
            .map_or("—", |text| *text)
            .to_owned(),
        href: format!("#c{table}.{row}.{col}"),
    };
    let broken = full.checks.iter().filter(|check| check.is_broken);
    broken
        .map(|check| Finding {
            zh: check.zh.clone(),
            en: check.en.clone(),
            cells: check.terms.iter().take(MOST_LINKS).map(|(spot, _)| link(*spot)).collect(),
            more: check.terms.len().saturating_sub(MOST_LINKS),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_where_they_are_printed() {
        let cell =
            |row: i32, col: i32, row_span: i32| Cell { row, col, row_span, col_span: 1, ..Cell::default() };
        let cells = [cell(0, 0, 3), cell(0, 1, 2), cell(2, 1, 1), cell(3, 0, 1), cell(3, 1, 1)];
        let statuses = BTreeMap::from([((7, 3, 1), Status::Conflict)]);
        let (all, cut) = rows(7, &cells, 5, &statuses);
        let shape: Vec<(i32, usize)> = all.iter().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(shape, [(0, 2), (1, 0), (2, 1), (3, 2)], "row 1 is covered by what hangs into it");
        let ids: Vec<&str> = all.iter().flat_map(|row| &row.cells).map(|cell| cell.id.as_str()).collect();
        assert_eq!(ids, ["", "", "7.2.1", "", ""], "a cell says its place where counting does not tell it");
        assert_eq!((cut, all[3].cells[1].class), (0, "k"));
        let (some, cut) = rows(7, &cells, 4, &statuses);
        assert_eq!((some.len(), cut), (3, 1));
    }

    #[test]
    fn a_head_ends_where_nothing_hangs_out_of_it() {
        let row = |number: i32, is_header: bool, row_span: i32| RowView {
            number,
            cells: vec![CellView {
                id: String::new(),
                is_header,
                class: "",
                row_span,
                col_span: 1,
                text: String::new(),
            }],
        };
        assert_eq!(head_rows(&[row(0, true, 2), row(1, true, 1), row(2, false, 1)]), 2);
        assert_eq!(
            head_rows(&[row(0, true, 1), row(1, true, 3), row(2, false, 1)]),
            1,
            "its label is merged down"
        );
        assert_eq!(head_rows(&[row(0, false, 1)]), 0);
        assert_eq!(head_rows(&[row(0, true, i32::MAX), row(1, true, -1)]), 0);
    }
}
