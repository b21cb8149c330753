//! A publication as Excel workbooks, CSV and Stata files: every dataset, and ready-made tables for people.
//!
//! [`export`] is the whole job. A [`table::Table`] is a list of columns and a source of rows; rows stream from the
//! publication through the selection into one writer at a time, so that memory does not grow with their number. What
//! columns and values are called in Chinese, and which measures are headlines, is data in `schemas/export`.

mod context;
mod error;
mod exact;
pub mod headline;
mod options;
mod readme;
mod rows;
mod selection;
mod table;
mod words;
mod write;

pub use error::ExportError;
pub use options::{Filters, Format, Language, MoneyUnit, Options, Years};

use context::Context;
use std::path::Path;
use table::Table;
use write::staging::Staging;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its name in the folder.
    pub name: String,
    /// How many rows it has, headings left out; of a workbook, of all its tables.
    pub rows: u64,
}

/// What an export made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The files, in the order they were written.
    pub files: Vec<WrittenFile>,
    /// What a person should know: tables over several sheets, texts that a format cuts.
    pub remarks: Vec<String>,
}

/// Names of all tables that can be exported: the ready-made ones, then the datasets.
pub fn table_names() -> Vec<&'static str> {
    table::Source::all().map(table::Source::name).collect()
}

/// Writes the publication in `out` into the folder `to`, which is made if it is not there. The files appear when all
/// of them are whole, each in one step; other files of the folder stay.
///
/// # Errors
/// There is no publication or it cannot be read; nothing matches the filters; a table or value of a filter is
/// unknown; the folder cannot be written. Nothing in the folder was changed then.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use mingxi_export::{Filters, Format, Options, export};
/// let folder = tempfile::tempdir()?;
/// let options = Options {
///     formats: vec![Format::Csv],
///     filters: Filters { years: vec!["2022-2024".parse()?], ..Filters::default() },
///     ..Options::default()
/// };
/// // Nothing was published there.
/// let error = export(folder.path(), &folder.path().join("export"), &options).unwrap_err();
/// assert!(error.to_string().contains("holds no publication"));
/// # Ok(())
/// # }
/// ```
pub fn export(out: &Path, to: &Path, options: &Options) -> Result<Exported, ExportError> {
    let context = Context::open(out, options)?;
    let tables = rows::tables(&context)?;
    let mut staging = Staging::create(to)?;
    let mut exported = Exported { files: Vec::new(), remarks: context.remarks() };
    for format in &options.formats {
        match format {
            Format::Xlsx => workbooks(&context, &tables, &mut staging, &mut exported)?,
            Format::Csv => {
                for table in &tables {
                    let name = format!("{}.csv", table.name());
                    let rows = write::csv::write(&context, table, &staging.path(&name))?;
                    exported.files.push(WrittenFile { name, rows });
                }
            }
            Format::Dta => {
                for table in &tables {
                    let name = format!("{}.dta", table.name());
                    let rows = write::dta::write(&context, table, &staging.path(&name))?;
                    exported.files.push(WrittenFile { name, rows });
                }
            }
        }
    }
    let name = "README.txt".to_owned();
    let page = readme::text(&context, &tables, &exported);
    let path = staging.path(&name);
    std::fs::write(&path, page).map_err(|source| ExportError::io("write", &path, source))?;
    exported.files.push(WrittenFile { name, rows: 0 });
    staging.publish(exported.files.iter().map(|file| file.name.as_str()))?;
    Ok(exported)
}

/// The ready-made tables in one workbook, which a person opens first, and a workbook for each dataset.
fn workbooks(
    context: &Context<'_>,
    tables: &[Table],
    staging: &mut Staging,
    exported: &mut Exported,
) -> Result<(), ExportError> {
    let (ready, datasets): (Vec<&Table>, Vec<&Table>) =
        tables.iter().partition(|table| table.source.is_ready_made());
    let mut books: Vec<(String, Vec<&Table>)> = Vec::new();
    if !ready.is_empty() {
        books.push(("overview.xlsx".to_owned(), ready));
    }
    books.extend(datasets.into_iter().map(|table| (format!("{}.xlsx", table.name()), vec![table])));
    for (name, tables) in books {
        let written = write::xlsx::write(context, &tables, &staging.path(&name), staging.folder())?;
        exported.files.push(WrittenFile { name: name.clone(), rows: written.rows });
        exported.remarks.extend(written.remarks.into_iter().map(|remark| format!("{name}: {remark}")));
    }
    Ok(())
}
