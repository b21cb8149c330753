//! `mingxi inspect`.

use crate::args::Inspect;
use crate::outcome::{Exit, Failure};
use crate::printer::{self, table};
use mingxi_engine::model::Status;
use mingxi_engine::{read_file, report};
use std::sync::Arc;

/// Reads one file and prints its tables.
///
/// # Errors
/// The file cannot be opened, or it has no table of the number asked for.
pub fn run(inspect: &Inspect) -> Result<Exit, Failure> {
    let reader = super::vocab::reader(&inspect.vocab)?;
    let record = read_file(&inspect.file, &Arc::new(reader)).map_err(|fault| {
        Failure::new(
            format!("{}: {}", inspect.file.display(), fault.message()),
            "inspect takes one file; for folders and patterns use `mingxi extract`",
        )
    })?;
    let table_count = record.reading.tables.len();
    let asked = inspect.table.and_then(|number| i32::try_from(number.get()).ok());
    if let Some(number) = inspect.table
        && record.status != Status::Failed
        && number.get() as usize > table_count
    {
        return Err(Failure::new(
            format!("{} has no table {number}", inspect.file.display()),
            format!(
                "it has {table_count} tables, numbered from 1 in reading order; leave out --table to see all"
            ),
        ));
    }
    if inspect.json {
        printer::line(&format!("{:#}", report::reading(&record, asked)))?;
    } else {
        printer::data(table::document(&record, asked, usize::from(inspect.width)).as_bytes())?;
    }
    Ok(if record.status == Status::Ok { Exit::Clean } else { Exit::Findings })
}
