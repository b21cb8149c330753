//! Excel workbooks: rows go to the disk as they come.

use super::looks::{Looks, width};
use crate::context::Context;
use crate::error::ExportError;
use crate::exact;
use crate::options::Language;
use crate::readme;
use crate::rows;
use crate::table::{Column, Field, Form, Table};
use mingxi_engine::contain;
use mingxi_engine::dataset::Datum;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Rows of a sheet.
const SHEET_ROWS: u32 = 1_048_576;
/// UTF-16 units of a cell's text.
const TEXT_UNITS: usize = 32_767;
/// What stands where a text was cut.
const CUT: &str = "…[cut 已截断]";

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Rows of all tables, headings left out.
    pub rows: u64,
    /// Sheets that go on in others, texts that were cut.
    pub remarks: Vec<String>,
}

/// Writes tables into a workbook, after a sheet that explains them and one that explains the colours.
///
/// # Errors
/// The publication cannot be read or the file not written.
pub(crate) fn write(
    context: &Context<'_>,
    tables: &[&Table],
    path: &Path,
    parked: &Path,
) -> Result<Written, ExportError> {
    // The library panics where its parked rows do not find room on the disk.
    contain(|| write_book(context, tables, path, parked))
        .unwrap_or_else(|message| Err(ExportError::not_written(path, message)))
}

fn write_book(
    context: &Context<'_>,
    tables: &[&Table],
    path: &Path,
    parked: &Path,
) -> Result<Written, ExportError> {
    let failed = |error: XlsxError| ExportError::not_written(path, error);
    let looks = Looks::new();
    let mut book = Workbook::new();
    book.set_tempdir(parked).map_err(failed)?;
    // The same publication gives the same bytes: the library would write the time of the day.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_author("mingxi").set_creation_datetime(&made));
    book.add_worksheet();
    let legend = book.add_worksheet();
    write_legend(legend, context.options.language, &looks).map_err(failed)?;
    let mut written = Written::default();
    for table in tables {
        write_table(context, table, &mut book, &looks, &mut written, &failed)?;
    }
    let first = book.worksheet_from_index(0).map_err(failed)?;
    write_readme(first, context, tables, &looks, &written.remarks).map_err(failed)?;
    book.save(path).map_err(failed)?;
    Ok(written)
}

fn write_table(
    context: &Context<'_>,
    table: &Table,
    book: &mut Workbook,
    looks: &Looks,
    written: &mut Written,
    failed: &impl Fn(XlsxError) -> ExportError,
) -> Result<(), ExportError> {
    let limit = context.options.sheet_rows.map_or(SHEET_ROWS, |rows| rows.get().clamp(2, SHEET_ROWS));
    let exact_heading = match context.options.language {
        Language::Chinese => context.words.column("exact_numbers"),
        Language::English => "exact_numbers".to_owned(),
    };
    let mut part = 1;
    let mut cut = 0;
    let mut sheet = Sheet::begin(book, table, part, &exact_heading, looks).map_err(failed)?;
    rows::each(context, table, &mut |fields| {
        if sheet.next == limit {
            part += 1;
            let next = Sheet::begin(book, table, part, &exact_heading, looks).map_err(failed)?;
            let full = std::mem::replace(&mut sheet, next);
            full.end(book, table).map_err(failed)?;
        }
        sheet.row(table, fields, looks, &mut cut).map_err(failed)?;
        written.rows += 1;
        Ok(())
    })?;
    sheet.end(book, table).map_err(failed)?;
    if part > 1 {
        let (title, first, last) =
            (&table.title, sheet_name(&table.title, 1), sheet_name(&table.title, part));
        written.remarks.push(context.said(
            format!(
                "{title} has more rows than a sheet holds and goes on in further sheets: {first} to {last}"
            ),
            format!("{title}的行数超过一张工作表的上限，续在后面的工作表中：{first}至{last}"),
        ));
    }
    if cut > 0 {
        let title = &table.title;
        written.remarks.push(context.said(
            format!("{cut} texts of {title} are longer than a cell holds and end with {CUT}; the CSV file has them whole"),
            format!("{title}中有{cut}处文字超过单元格的上限，以“{CUT}”结尾；CSV文件中为全文"),
        ));
    }
    Ok(())
}

/// Titles are short and hold none of the characters that a sheet's name may not have.
fn sheet_name(title: &str, part: u32) -> String {
    if part == 1 { title.to_owned() } else { format!("{title} {part}") }
}

/// A sheet of a table.
struct Sheet {
    sheet: Worksheet,
    next: u32,
}

impl Sheet {
    fn begin(
        book: &mut Workbook,
        table: &Table,
        part: u32,
        exact_heading: &str,
        looks: &Looks,
    ) -> Result<Sheet, XlsxError> {
        let mut sheet = book.new_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&table.title, part))?;
        sheet.set_freeze_panes(1, 0)?;
        let headings = table.columns.iter().map(|column| column.heading.as_str());
        for (place, heading) in (0..).zip(headings.chain(exact_column(table).then_some(exact_heading))) {
            let width = table.columns.get(usize::from(place)).map_or(24.0, width);
            sheet.set_column_width(place, width)?;
            sheet.write_string_with_format(0, place, heading, &looks.heading)?;
        }
        Ok(Sheet { sheet, next: 1 })
    }

    fn row(
        &mut self,
        table: &Table,
        fields: &[Field<'_>],
        looks: &Looks,
        cut: &mut u64,
    ) -> Result<(), XlsxError> {
        for (place, (column, field)) in (0..).zip(table.columns.iter().zip(fields)) {
            self.cell(place, column, field, looks, cut)?;
        }
        if let (Some(numbers), Ok(place)) =
            (exact::numbers(&table.columns, fields), u16::try_from(table.columns.len()))
        {
            self.sheet.write_string(self.next, place, fitting(numbers, cut))?;
        }
        self.next += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        place: u16,
        column: &Column,
        field: &Field<'_>,
        looks: &Looks,
        cut: &mut u64,
    ) -> Result<(), XlsxError> {
        let shade = field.shade.filter(|_| column.is_shaded);
        let format = looks.of(column.form, shade);
        let number = match &field.value {
            Datum::Null => return Ok(()),
            Datum::Int(number) => number.to_string().parse().ok(),
            Datum::Decimal(number) => exact::double(*number),
            Datum::Float(number) => Some(*number),
            Datum::Bool(truth) => {
                self.sheet.write_boolean(self.next, place, *truth)?;
                return Ok(());
            }
            Datum::Text(_) | Datum::List(_) | Datum::Parts(_) => None,
        };
        match (number, format) {
            (Some(number), Some(format)) => {
                self.sheet.write_number_with_format(self.next, place, number, format)?;
            }
            (Some(number), None) => {
                self.sheet.write_number(self.next, place, number)?;
            }
            (None, format) => {
                let text = match &field.value {
                    Datum::Text(text) => column.shown(text).to_owned(),
                    value => value.to_string(),
                };
                let text = fitting(text, cut);
                match format {
                    Some(format) => self.sheet.write_string_with_format(self.next, place, text, format)?,
                    None => self.sheet.write_string(self.next, place, text)?,
                };
            }
        }
        Ok(())
    }

    fn end(mut self, book: &mut Workbook, table: &Table) -> Result<(), XlsxError> {
        let columns = table.columns.len() + usize::from(exact_column(table));
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, self.next - 1, last)?;
        // Codes are text on purpose.
        self.sheet.ignore_error_range(0, 0, self.next - 1, last, IgnoreError::NumberStoredAsText)?;
        book.push_worksheet(self.sheet);
        Ok(())
    }
}

/// Whether a table has numbers that may have more digits than Excel keeps.
fn exact_column(table: &Table) -> bool {
    table.columns.iter().any(|column| matches!(column.form, Form::Money | Form::Number))
}

/// A text as far as a cell holds it.
fn fitting(text: String, cut: &mut u64) -> String {
    if text.len() <= TEXT_UNITS || text.encode_utf16().count() <= TEXT_UNITS {
        return text;
    }
    *cut += 1;
    let room = TEXT_UNITS - CUT.encode_utf16().count();
    let mut units = 0;
    let mut short: String = text
        .chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= room
        })
        .collect();
    short.push_str(CUT);
    short
}

fn write_legend(sheet: &mut Worksheet, language: Language, looks: &Looks) -> Result<(), XlsxError> {
    let name = if language == Language::Chinese { "图例" } else { "Legend" };
    sheet.set_name(name)?.set_column_width(0, 16)?.set_column_width(1, 16)?.set_column_width(2, 70)?;
    for (row, line) in (0..).zip(readme::legend(language)) {
        let format = line.shade.and_then(|shade| looks.shade(shade));
        for (col, text) in (0..).zip(line.texts) {
            match (row, format) {
                (0, _) => sheet.write_string_with_format(row, col, text, &looks.heading)?,
                (_, Some(format)) => sheet.write_string_with_format(row, col, text, format)?,
                (_, None) => sheet.write_string(row, col, text)?,
            };
        }
    }
    Ok(())
}

fn write_readme(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    tables: &[&Table],
    looks: &Looks,
    remarks: &[String],
) -> Result<(), XlsxError> {
    let name = if context.options.language == Language::Chinese { "说明" } else { "README" };
    sheet.set_name(name)?;
    for (col, width) in (0..).zip([24, 28, 24, 80, 60]) {
        sheet.set_column_width(col, width)?;
    }
    let mut row = 0;
    for line in readme::head(context).iter().chain(remarks) {
        match row {
            0 => sheet.write_string_with_format(row, 0, line, &looks.title)?,
            _ => sheet.write_string(row, 0, line)?,
        };
        row += 1;
    }
    row += 1;
    for (col, heading) in (0..).zip(readme::column_headings(context.options.language)) {
        sheet.write_string_with_format(row, col, heading, &looks.heading)?;
    }
    row += 1;
    for table in tables {
        for line in readme::columns(table) {
            for (col, text) in (0..).zip(line) {
                sheet.write_string_with_format(row, col, text, &looks.wrapped)?;
            }
            row += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        let mut cut = 0;
        assert_eq!(fitting("县医保局".to_owned(), &mut cut), "县医保局");
        assert_eq!(cut, 0);
        let long = fitting("长".repeat(40_000), &mut cut);
        assert_eq!((long.encode_utf16().count(), cut), (TEXT_UNITS, 1));
        assert!(long.ends_with(CUT));
    }
}
