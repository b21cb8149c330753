//! Tables of a page: those of data with their cells in place, all others as what stands in them.

use super::dom::{Dom, Id};
use super::flow::{CellText, Flow};
use super::grid::{Asked, Groups, place};
use super::rows::{Rows, describes_page, is_page_label, rows};
use crate::DecodeError;
use mingxi_model::text::is_space;
use mingxi_model::{Block, NativeCell, NativeTable, Place};

impl Flow<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, id: Id, depth: usize) -> Result<(), DecodeError> {
        self.end_line(None)?;
        self.tables += 1;
        let path = format!("{}/table[{}]", self.page.path, self.tables);
        let found = rows(self.page.dom, self.page.looks, id);
        for unseen in &found.unseen {
            self.unseen(*unseen);
        }
        for caption in &found.captions {
            self.inside(*caption, depth)?;
            self.end_line(None)?;
        }
        if self.page.counts[id as usize].is_data {
            self.data(&found, path, depth)
        } else if describes_page(self.page.dom, &found, self.page.counts) {
            self.labels(&found, depth)
        } else {
            self.frame(&found, depth)
        }
    }

    /// A table that only places things.
    fn frame(&mut self, found: &Rows, depth: usize) -> Result<(), DecodeError> {
        for (_, cell) in found.groups.iter().flatten().flat_map(|row| &row.cells) {
            self.element(*cell, depth + 2)?;
            self.end_line(None)?;
        }
        Ok(())
    }

    /// The box that describes a page: each label with its value on a line.
    fn labels(&mut self, found: &Rows, depth: usize) -> Result<(), DecodeError> {
        let page = self.page;
        for row in found.groups.iter().flatten() {
            for (_, cell) in &row.cells {
                self.inside(*cell, depth + 2)?;
                if is_page_label(page.dom, *cell, page.counts) {
                    if !matches!(self.line.last(), None | Some(':' | '：')) {
                        self.line.push("：", *cell);
                    }
                } else {
                    self.end_line(None)?;
                }
            }
            self.end_line(None)?;
        }
        Ok(())
    }

    fn data(&mut self, found: &Rows, path: String, depth: usize) -> Result<(), DecodeError> {
        let dom = self.page.dom;
        let span = |cell: Id, name: &str| {
            let value = dom.attribute(cell, name).unwrap_or_default().trim();
            let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
            match value[..digits].parse::<u32>() {
                Ok(span) => span,
                // More than fits is more than is allowed; nothing is one.
                Err(_) if digits > 0 => u32::MAX,
                Err(_) => 1,
            }
        };
        let asked = |number: u32, (cell_number, cell): &(u32, Id)| Asked {
            cell: (number, *cell_number, *cell),
            rows: span(*cell, "rowspan"),
            columns: span(*cell, "colspan"),
        };
        let groups: Groups<(u32, u32, Id)> = found
            .groups
            .iter()
            .map(|group| {
                let row =
                    |row: &super::rows::Row| row.cells.iter().map(|cell| asked(row.number, cell)).collect();
                group.iter().map(row).collect()
            })
            .collect();
        let (placed, rows, columns) = place(&groups, self.allowance, &path)?;
        let mut cells = Vec::with_capacity(placed.len());
        let mut after = Vec::new();
        let mut stop = None;
        for cell in placed {
            let (row_number, number, id) = cell.cell;
            match self.allowance.cells(1).and_then(|()| self.cell(id, depth + 3)) {
                Ok(said) => {
                    let stored = stored_number(dom, id, &said.text);
                    after.extend(said.after);
                    cells.push(NativeCell {
                        row: cell.row,
                        col: cell.col,
                        row_span: cell.row_span,
                        col_span: cell.col_span,
                        text: said.text,
                        place: Place::Part(format!("{path}/tr[{row_number}]/td[{number}]")),
                        indent: said.indent,
                        stored,
                    });
                }
                Err(error) => {
                    stop = Some(error);
                    break;
                }
            }
        }
        let table = Block::Native(NativeTable { cells, rows, columns, place: Place::Part(path) });
        let blocks = match &mut self.cell {
            Some((_, said)) => &mut said.after,
            None => &mut self.blocks,
        };
        blocks.push(table);
        blocks.append(&mut after);
        stop.map_or(Ok(()), Err)
    }

    /// What stands in a cell of a table of data.
    fn cell(&mut self, id: Id, depth: usize) -> Result<CellText, DecodeError> {
        let outer = self.cell.replace((id, CellText::default()));
        let read = self.inside(id, depth).and_then(|()| self.end_line(None));
        let inner = std::mem::replace(&mut self.cell, outer);
        read?;
        let mut said = inner.map(|(_, said)| said).unwrap_or_default();
        if said.text.chars().all(|c| c == '#') || is_scientific(&said.text) {
            // Excel writes what its column was too narrow for, with the number itself beside it.
            if let Some(number) = self.page.dom.attribute(id, "x:num").filter(|number| !number.is_empty()) {
                said.text = number.to_owned();
            }
        }
        Ok(said)
    }
}

/// Decimals that money can have in any unit; more are what arithmetic left.
const DECIMALS: usize = 8;

/// The number that a spreadsheet states beside the text which it displays (`x:num`, `sdval`), where that has more
/// decimals and the same digits before them.
fn stored_number(dom: &Dom, cell: Id, text: &str) -> Option<String> {
    let stated = dom.attribute(cell, "x:num").or_else(|| dom.attribute(cell, "sdval"))?.trim();
    let decimals = |number: &str| number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let shown: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | ',') || is_space(c));
    let is_number =
        stated.parse::<f64>().is_ok() && stated.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let has_more = decimals(stated) > decimals(&shown) && decimals(stated) <= DECIMALS;
    let (exact, rounded) = (stated.parse::<f64>().ok()?, shown.parse::<f64>().ok()?);
    let is_near = (exact - rounded).abs() <= 0.51 * 10f64.powi(-i32::try_from(decimals(&shown)).ok()?);
    (is_plain && is_number && has_more && is_near).then(|| stated.to_owned())
}

/// Whether a text is a number in powers of ten (1.2E+05).
fn is_scientific(text: &str) -> bool {
    text.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        digits.contains(|c: char| c.is_ascii_digit())
            && digits.parse::<f64>().is_ok()
            && power.parse::<i32>().is_ok()
    })
}
