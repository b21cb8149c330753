//! Comma-separated values: UTF-8, a line of headings, text in quotes where it must be.

use crate::context::Context;
use crate::error::ExportError;
use crate::rows;
use crate::table::{Form, Table};
use csv::Writer;
use mingxi_engine::dataset::Datum;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a table, and says how many rows it has. Null is an empty field; numbers are exact.
///
/// # Errors
/// The publication cannot be read or the file not written.
pub(crate) fn write(context: &Context<'_>, table: &Table, path: &Path) -> Result<u64, ExportError> {
    let file = File::create(path).map_err(|source| ExportError::io("write", path, source))?;
    let mut file = BufWriter::new(file);
    if context.options.bom {
        file.write_all("\u{feff}".as_bytes()).map_err(|source| ExportError::io("write", path, source))?;
    }
    let mut writer = Writer::from_writer(file);
    let failed = |error: csv::Error| ExportError::not_written(path, error);
    writer.write_record(table.columns.iter().map(|column| column.heading.as_str())).map_err(failed)?;
    let mut count = 0;
    rows::each(context, table, &mut |fields| {
        for (column, field) in table.columns.iter().zip(fields) {
            let text: Cow<'_, str> = match &field.value {
                Datum::Null => Cow::Borrowed(""),
                Datum::Text(text) => plain(column.shown(text)),
                value if column.form == Form::Text => Cow::Owned(plain(&value.to_string()).into_owned()),
                value => Cow::Owned(value.to_string()),
            };
            writer.write_field(text.as_bytes()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
        count += 1;
        Ok(())
    })?;
    writer.flush().map_err(|source| ExportError::io("write", path, source))?;
    Ok(count)
}

/// Text that a spreadsheet would run as a formula, after an apostrophe; a printed number is none.
fn plain(text: &str) -> Cow<'_, str> {
    let begins =
        |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    let is_number = |text: &str| text.replace(',', "").parse::<f64>().is_ok();
    let is_alone = text.chars().nth(1).is_none();
    if text.starts_with(begins) && !is_alone && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_formula() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "－1＋1", "\t=1"] {
            assert_eq!(plain(text), format!("'{text}"));
        }
        for text in ["-5.00", "-1,234.50", "+3", "-", "——", "2101202", "一、收入", ""] {
            assert_eq!(plain(text), text);
        }
    }
}
