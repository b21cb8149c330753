//! `mingxi inspect`.

use crate::args::Inspect;
use crate::outcome::{Exit, Failure};
use crate::printer::{self, picture, table, why};
use mingxi_engine::model::{Status, Subject};
use mingxi_engine::{Reader, draw_page, read_file, report};
use std::path::Path;
use std::sync::Arc;

/// Reads one file and prints its tables, or draws one of its pages.
///
/// # Errors
/// The file cannot be opened, or it has no table or page of the number asked for.
pub fn run(inspect: &Inspect) -> Result<Exit, Failure> {
    let reader = Arc::new(super::vocab::reader(&inspect.vocab)?);
    if let (Some(page), Some(png)) = (inspect.page, &inspect.png) {
        return draw(&inspect.file, page.get(), png, &reader);
    }
    let record = read_file(&inspect.file, &reader).map_err(|fault| {
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
    let of_table = record.reading.tables.iter().find(|table| Some(table.table_id) == asked);
    if let Some(table) = of_table.filter(|_| inspect.why) {
        let subject = match (inspect.column, inspect.row) {
            (Some(column), _) => Some(Subject::Column(column)),
            (_, Some(row)) => Some(Subject::Row(row)),
            _ => None,
        };
        match inspect.json {
            true => printer::line(&format!("{:#}", report::why(table, subject)))?,
            false => printer::data(why::table(table, subject).as_bytes())?,
        }
        return Ok(Exit::Clean);
    }
    if inspect.json {
        printer::line(&format!("{:#}", report::reading(&record, asked)))?;
    } else {
        printer::data(table::document(&record, asked, usize::from(inspect.width)).as_bytes())?;
    }
    Ok(if record.status == Status::Ok { Exit::Clean } else { Exit::Findings })
}

/// Draws one page and prints what the colours mean.
fn draw(file: &Path, page: u32, png: &Path, reader: &Arc<Reader>) -> Result<Exit, Failure> {
    let drawn = draw_page(file, page, reader).map_err(|error| {
        let failure = Failure::from_error(&error, None);
        Failure::new(
            format!("{}: {}", file.display(), failure.message),
            "--page draws one page of a PDF file; leave out --page and --png to see the tables as text",
        )
    })?;
    std::fs::write(png, &drawn.png).map_err(|error| {
        Failure::new(
            format!("{} could not be written: {error}", png.display()),
            "see whether its folder exists and may be written to",
        )
    })?;
    printer::data(picture::legend(&drawn, page, png).as_bytes())?;
    Ok(Exit::Clean)
}
