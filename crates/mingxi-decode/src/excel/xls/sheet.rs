//! The records of one sheet of a BIFF8 workbook.

use super::constants::{self, Constant};
use super::globals::Globals;
use super::records::{Record, Records, kind};
use super::strings::Pieces;
use crate::DecodeError;
use crate::excel::book::{Area, Taker, Value};
use mingxi_model::ErrorKind;
use std::collections::BTreeMap;

/// The error of a name that nobody defined.
const UNKNOWN_NAME: u8 = 0x1d;

/// Formulas that several cells share, of which the constants matter.
#[derive(Default)]
struct Formulas {
    /// The cell of the last formula: a shared one follows its first cell.
    last: Option<(u32, u32)>,
    constants: BTreeMap<(u32, u32), Constant>,
    /// Cells, by their number in the sheet, with the first cell of the formula that they share.
    open: Vec<(usize, (u32, u32))>,
}

impl Formulas {
    fn share(&mut self, record: &Record<'_>) {
        let constant = constants::tokens(record, 8).and_then(constants::constant);
        self.constants.extend(self.last.zip(constant));
    }

    /// Takes a cell; one that only points at a shared formula waits for it.
    fn take(
        &mut self,
        (row, col, style): (u32, u32, usize),
        value: Option<Value>,
        tokens: Option<&[u8]>,
        taker: &mut Taker<'_>,
    ) -> Result<(), DecodeError> {
        let before = taker.sheet.cells.len();
        taker.cell(row, col, style, value)?;
        if taker.sheet.cells.len() > before {
            self.open.extend(tokens.and_then(constants::shared).map(|shared| (before, shared)));
        }
        Ok(())
    }

    /// Tells the cells what was typed in them.
    fn settle(self, taker: &mut Taker<'_>) {
        for (at, first) in self.open {
            let Some((cell, constant)) = taker.sheet.cells.get_mut(at).zip(self.constants.get(&first)) else {
                continue;
            };
            match (cell.is_number, constant.is_number) {
                (true, true) => cell.typed = Some(constant.text.clone()),
                (false, false) => cell.text.clone_from(&constant.text),
                _ => {}
            }
        }
    }
}

/// A formula whose text follows in a record of its own.
struct Pending {
    row: u32,
    col: u32,
    style: usize,
}

/// Reads a sheet into the taker, as far as it can be read. Dimension records are not asked: they may lie.
///
/// # Errors
/// The records end too early, or a limit is reached; what stands before that was taken.
pub(super) fn read(records: &[u8], globals: &Globals, taker: &mut Taker<'_>) -> Result<(), DecodeError> {
    let mut records = Records::of(records);
    if records.next().is_none_or(|record| record.kind != kind::BEGINNING) {
        return Err(cut(&taker.sheet.name));
    }
    // Charts stand inside a sheet's records with a beginning and an end of their own.
    let mut depth = 1u32;
    let mut pending: Option<Pending> = None;
    let mut formulas = Formulas::default();
    while let Some(record) = records.next() {
        match record.kind {
            kind::BEGINNING => depth += 1,
            kind::EOF => {
                depth -= 1;
                if depth == 0 {
                    formulas.settle(taker);
                    return Ok(());
                }
            }
            _ if depth > 1 => {}
            kind::STRING => {
                let pieces = records.continued(record);
                if let Some(Pending { row, col, style }) = pending.take() {
                    let text = Pieces::new(&pieces).text().unwrap_or_else(|| "\u{fffd}".to_owned());
                    taker.cell(row, col, style, Some(Value::Text(text)))?;
                }
            }
            kind::LABEL | kind::RICH_STRING => {
                let pieces = [record.data.get(6..).unwrap_or_default()];
                let text = Pieces::new(&pieces).text().unwrap_or_else(|| "\u{fffd}".to_owned());
                take(&record, Some(Value::Text(text)), taker)?;
            }
            kind::FORMULA => pending = formula(&record, &mut formulas, taker)?,
            kind::SHARED_FORMULA => formulas.share(&record),
            _ => plain(&record, globals, taker)?,
        }
    }
    Err(cut(&taker.sheet.name))
}

fn cut(name: &str) -> DecodeError {
    let message = format!("the sheet {name} ends before its own end; download the file again");
    DecodeError::new(ErrorKind::Truncated, message)
}

/// Takes the cell whose row, column and style a record begins with.
fn take(record: &Record<'_>, value: Option<Value>, taker: &mut Taker<'_>) -> Result<(), DecodeError> {
    match place(record) {
        Some((row, col, style)) => taker.cell(row, col, style, value),
        None => Ok(()),
    }
}

fn place(record: &Record<'_>) -> Option<(u32, u32, usize)> {
    Some((record.u16(0)?.into(), record.u16(2)?.into(), record.u16(4)?.into()))
}

/// Cells of a fixed shape, and what is hidden or merged.
fn plain(record: &Record<'_>, globals: &Globals, taker: &mut Taker<'_>) -> Result<(), DecodeError> {
    match record.kind {
        kind::SHARED_STRING => {
            let at = record.u32(6).and_then(|at| usize::try_from(at).ok());
            // A text that the table does not have is lost, and is seen to be.
            let text = at.and_then(|at| globals.strings.get(at)).map_or("\u{fffd}", String::as_str);
            take(record, Some(Value::Text(text.to_owned())), taker)
        }
        kind::NUMBER => take(record, record.f64(6).and_then(number), taker),
        kind::RK => take(record, record.u32(6).and_then(|rk| number(packed(rk))), taker),
        kind::BLANK => take(record, None, taker),
        kind::LOGICAL_OR_ERROR => {
            let value = record.data.get(6).zip(record.data.get(7));
            let text =
                value.map(|(value, is_error)| if *is_error == 1 { error(*value) } else { logical(*value) });
            take(record, text.map(|text| Value::Text(text.to_owned())), taker)
        }
        kind::MULTIPLE_RK | kind::MULTIPLE_BLANK => several(record, taker),
        kind::ROW => {
            let (row, height, flags) = (record.u16(0), record.u16(6), record.u16(12));
            let is_hidden =
                flags.is_some_and(|flags| flags & 0x20 != 0) || height.is_some_and(|h| h & 0x7fff == 0);
            if let Some(row) = row.filter(|_| is_hidden) {
                taker.sheet.hidden_rows.push((row.into(), row.into()));
            }
            Ok(())
        }
        kind::COLUMN_INFO => {
            let is_hidden = record.u16(8).is_some_and(|flags| flags & 1 != 0) || record.u16(4) == Some(0);
            if let Some((first, last)) = record.u16(0).zip(record.u16(2)).filter(|_| is_hidden) {
                taker.sheet.hidden_columns.push((first.into(), last.into()));
            }
            Ok(())
        }
        kind::WINDOW => {
            taker.sheet.hides_zeros |= record.u16(0).is_some_and(|flags| flags & 0x10 == 0);
            Ok(())
        }
        kind::MERGED_CELLS => {
            for range in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
                let record = Record { kind: record.kind, data: range };
                let numbers = [0, 2, 4, 6].map(|at| record.u16(at).map_or(0, u32::from));
                let [row, last_row, col, last_col] = numbers;
                taker.merge(Area { row, col, last_row, last_col })?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Cells of one row side by side: numbers with their styles, or styles alone.
fn several(record: &Record<'_>, taker: &mut Taker<'_>) -> Result<(), DecodeError> {
    let Some((row, first)) = record.u16(0).zip(record.u16(2)) else { return Ok(()) };
    let size = if record.kind == kind::MULTIPLE_RK { 6 } else { 2 };
    let end = record.data.len().saturating_sub(2);
    let cells = record.data.get(4..end).unwrap_or_default().chunks_exact(size);
    for (col, cell) in (u32::from(first)..).zip(cells) {
        let cell = Record { kind: record.kind, data: cell };
        let style = cell.u16(0).map_or(0, usize::from);
        let value = cell.u32(2).and_then(|rk| number(packed(rk)));
        taker.cell(row.into(), col, style, value)?;
    }
    Ok(())
}

/// The stored result of a formula; a text follows in the next record.
fn formula(
    record: &Record<'_>,
    formulas: &mut Formulas,
    taker: &mut Taker<'_>,
) -> Result<Option<Pending>, DecodeError> {
    let Some((row, col, style)) = place(record) else { return Ok(None) };
    let byte = |at: usize| record.data.get(at).copied().unwrap_or(0);
    let tokens = constants::tokens(record, 20);
    formulas.last = Some((row, col));
    if record.u16(12) != Some(0xffff) {
        let value = record.f64(6).and_then(number);
        let typed = tokens.and_then(constants::constant).filter(|constant| constant.is_number);
        let value = match (value, typed) {
            (Some(Value::Number(number)), Some(typed)) => Some(Value::Typed(number, typed.text)),
            (value, _) => value,
        };
        formulas.take((row, col, style), value, tokens, taker)?;
        return Ok(None);
    }
    // A text with an equals sign before it is a name to the program, and one that it does not know.
    if byte(6) == 2 && byte(8) == UNKNOWN_NAME {
        let typed = tokens.and_then(constants::constant).filter(|constant| !constant.is_number);
        let text = typed.map_or_else(|| error(UNKNOWN_NAME).to_owned(), |typed| typed.text);
        formulas.take((row, col, style), Some(Value::Text(text)), tokens, taker)?;
        return Ok(None);
    }
    let text = match byte(6) {
        0 => return Ok(Some(Pending { row, col, style })),
        1 => Some(logical(byte(8))),
        2 => Some(error(byte(8))),
        _ => None,
    };
    taker.cell(row, col, style, text.map(|text| Value::Text(text.to_owned())))?;
    Ok(None)
}

/// A number; one that is none (damaged) stays visible as such.
fn number(value: f64) -> Option<Value> {
    Some(if value.is_finite() { Value::Number(value) } else { Value::Text("\u{fffd}".to_owned()) })
}

/// A number in four bytes: a whole one or the front of a double, perhaps times a hundred.
fn packed(rk: u32) -> f64 {
    let value = if rk & 2 != 0 {
        f64::from(rk.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(rk & 0xffff_fffc) << 32)
    };
    if rk & 1 != 0 { value / 100.0 } else { value }
}

fn logical(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        // 1, 1.23, 3698.72, -39.5 and 12 million.
        assert_eq!(packed(0x3ff0_0000), 1.0);
        assert_eq!(packed(123 << 2 | 3), 1.23);
        assert_eq!(packed(369_872 << 2 | 3), 3698.72);
        assert_eq!(packed((-3950i32 << 2).cast_unsigned() | 3), -39.5);
        assert_eq!(packed(12_000_000 << 2 | 2), 12_000_000.0);
    }
}
