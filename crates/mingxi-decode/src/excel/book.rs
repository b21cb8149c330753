//! A workbook as both file formats state it: sheets of cells with their displayed texts.

use super::display::NumberFormat;
use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use mingxi_model::{Diagnostic, Place};
use std::cell::Cell;

/// The most columns of a sheet.
pub(super) const COLUMNS: u32 = 16_384;
/// The most rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// The width of one step of a cell's indentation (缩进), in points.
pub(super) const INDENT: f32 = 10.0;

/// The most bytes of text that the cells of a workbook display: many cells may share one long text. The longest
/// disclosures seen have 4 MB.
pub(super) const DISPLAYED: u64 = 16 << 20;

/// How the cells of one style look.
#[derive(Debug, Clone, Default)]
pub(super) struct CellStyle {
    pub(super) format: NumberFormat,
    /// How far texts are moved in, in points; `None` where they are centred or set from the right.
    pub(super) indent: Option<f32>,
    pub(super) is_centred: bool,
    /// Borders stand at its left or right, or both above and below it.
    pub(super) is_boxed: bool,
}

/// A rectangle of cells, its last row and column included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub(super) row: u32,
    pub(super) col: u32,
    pub(super) last_row: u32,
    pub(super) last_col: u32,
}

/// A cell that displays something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SheetCell {
    /// What it covers: more than one place where it is merged.
    pub(super) area: Area,
    /// Row and column of the cell that the file has the text in.
    pub(super) origin: (u32, u32),
    pub(super) text: String,
    /// It holds a number and no text.
    pub(super) is_number: bool,
    /// The number that is stored, where the text displays fewer of its decimals.
    pub(super) stored: Option<String>,
    /// What a person typed that the program took for a formula of one constant: `=100%`, `=640`.
    pub(super) typed: Option<String>,
    pub(super) indent: Option<f32>,
    pub(super) is_centred: bool,
}

/// Cells of one row that stand side by side in boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Boxes {
    pub(super) row: u32,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// A sheet (工作表).
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) cells: Vec<SheetCell>,
    pub(super) boxes: Vec<Boxes>,
    pub(super) merges: Vec<Area>,
    /// Hidden rows and columns as (first, last).
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Numbers that their format does not display, with the place of the first.
    pub(super) unseen_numbers: usize,
    /// Numbers stored with more decimals than are displayed.
    pub(super) rounded: usize,
    /// Formulas whose result the file does not hold.
    pub(super) uncomputed: usize,
    /// Zeros are not displayed on this sheet.
    pub(super) hides_zeros: bool,
}

impl Sheet {
    pub(super) fn named(name: String, is_hidden: bool) -> Sheet {
        Sheet { name, is_hidden, ..Sheet::default() }
    }

    /// The place of a cell of this sheet.
    pub(super) fn place(&self, row: u32, col: u32) -> Place {
        Place::Sheet { name: self.name.clone(), cell: reference(row, col) }
    }
}

/// Everything a workbook says of itself that matters here.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    /// It holds pictures.
    pub(super) has_pictures: bool,
    /// What could not be read.
    pub(super) damage: Vec<DecodeError>,
    /// What else a person should know of the file.
    pub(super) remarks: Vec<Diagnostic>,
}

/// What a cell holds.
pub(super) enum Value {
    Number(f64),
    Text(String),
    /// The result of a formula that is one constant, and the formula.
    Typed(f64, String),
}

/// Takes the cells of a sheet, one after the other, within the document's allowance.
pub(super) struct Taker<'a> {
    pub(super) sheet: Sheet,
    pub(super) styles: &'a [CellStyle],
    pub(super) is_1904: bool,
    pub(super) allowance: &'a Allowance,
    /// How many bytes of text the workbook may still display.
    pub(super) displayed: &'a Cell<u64>,
    /// The style of cells that name none.
    pub(super) plain: &'a CellStyle,
}

impl Taker<'_> {
    /// Takes a cell; `None` of one without a value.
    ///
    /// # Errors
    /// The document has more cells or text than allowed.
    pub(super) fn cell(
        &mut self,
        row: u32,
        col: u32,
        style: usize,
        value: Option<Value>,
    ) -> Result<(), DecodeError> {
        if row >= ROWS || col >= COLUMNS {
            return Ok(());
        }
        let style = self.styles.get(style).unwrap_or(self.plain);
        if style.is_boxed {
            self.boxed(row, col)?;
        }
        let (number, text, typed) = match value {
            None => return Ok(()),
            Some(Value::Number(number)) => (Some(number), String::new(), None),
            Some(Value::Typed(number, formula)) => (Some(number), String::new(), Some(formula)),
            Some(Value::Text(text)) => (None, style.format.text(text), None),
        };
        let text = match number {
            Some(0.0) if self.sheet.hides_zeros => return Ok(()),
            Some(number) => style.format.number(number, self.is_1904),
            None => text,
        };
        self.sheet.unseen_numbers +=
            usize::from(text.is_empty() && number.is_some_and(|number| number != 0.0));
        let stored = number.and_then(|number| style.format.stored(number));
        if text.chars().all(mingxi_model::text::is_space) {
            return Ok(());
        }
        self.allowance.cells(1)?;
        let length = text.len() as u64;
        let Some(left) = self.displayed.get().checked_sub(length) else {
            return Err(exceeded(format!(
                "the texts of the cells up to {}!{} come to more than {DISPLAYED} bytes; what follows was not read",
                self.sheet.name,
                reference(row, col)
            )));
        };
        self.displayed.set(left);
        self.sheet.rounded += usize::from(stored.is_some());
        self.sheet.cells.push(SheetCell {
            area: Area { row, col, last_row: row, last_col: col },
            origin: (row, col),
            text,
            is_number: number.is_some(),
            stored,
            typed,
            indent: style.indent.filter(|_| number.is_none()),
            is_centred: style.is_centred,
        });
        Ok(())
    }

    fn boxed(&mut self, row: u32, col: u32) -> Result<(), DecodeError> {
        if let Some(last) = self.sheet.boxes.last_mut()
            && last.row == row
            && last.last + 1 == col
        {
            last.last = col;
            return Ok(());
        }
        self.allowance.cells(1)?;
        self.sheet.boxes.push(Boxes { row, first: col, last: col });
        Ok(())
    }

    /// Takes a merged range; one that lies outside a sheet or covers one cell is none.
    ///
    /// # Errors
    /// The document has more of them than allowed.
    pub(super) fn merge(&mut self, area: Area) -> Result<(), DecodeError> {
        let area =
            Area { last_row: area.last_row.min(ROWS - 1), last_col: area.last_col.min(COLUMNS - 1), ..area };
        let is_range = area.row <= area.last_row && area.col <= area.last_col;
        if is_range && (area.row, area.col) != (area.last_row, area.last_col) {
            self.allowance.cells(1)?;
            self.sheet.merges.push(area);
        }
        Ok(())
    }
}

/// The reference of a cell: `C5`.
pub(super) fn reference(row: u32, col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.reverse();
    let mut text: String = letters.into_iter().collect();
    text.push_str(&(row + 1).to_string());
    text
}

/// Row and column of a reference, `$` left out.
pub(super) fn parse_reference(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0u32, 0u32);
    let mut digits = 0;
    for byte in text.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if digits == 0 => {
                col = col.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                digits += 1;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for (row, col, text) in
            [(0, 0, "A1"), (4, 2, "C5"), (9, 25, "Z10"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(reference(row, col), text);
            assert_eq!(parse_reference(text), Some((row, col)));
        }
        assert_eq!(parse_reference("$C$5"), Some((4, 2)));
        for wrong in ["", "C", "5", "C0", "5C", "C5D", "AAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(parse_reference(wrong), None, "{wrong}");
        }
    }
}
