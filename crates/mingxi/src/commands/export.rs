//! `mingxi export`.

use crate::args::{Export, ExportFormat, ExportUnit, Lang};
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_export::{Filters, Format, Language, MoneyUnit, Options, export};

/// Writes a publication in other formats, and prints what was written.
///
/// # Errors
/// There is no publication, it cannot be read, nothing matches, or the folder cannot be written.
pub fn run(arguments: &Export) -> Result<Exit, Failure> {
    let mut formats: Vec<Format> = Vec::new();
    for format in &arguments.formats {
        let format = match format {
            ExportFormat::Xlsx => Format::Xlsx,
            ExportFormat::Csv => Format::Csv,
            ExportFormat::Dta => Format::Dta,
        };
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    let options = Options {
        formats,
        tables: arguments.table.clone(),
        language: match arguments.lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        },
        unit: match arguments.unit {
            ExportUnit::Yuan => MoneyUnit::Yuan,
            ExportUnit::Wan => MoneyUnit::Wan,
        },
        bom: arguments.bom,
        filters: Filters {
            regions: arguments.region.clone(),
            agency_types: arguments.agency_type.clone(),
            years: arguments.year.clone(),
            stages: arguments.stage.clone(),
            kinds: arguments.kind.clone(),
            measures: arguments.measure.clone(),
        },
        sheet_rows: None,
    };
    let exported =
        export(&arguments.out, &arguments.to, &options).map_err(|error| Failure::from_error(&error, None))?;
    for file in &exported.files {
        printer::line(&format!("{}  {} rows", arguments.to.join(&file.name).display(), file.rows))?;
    }
    for remark in &exported.remarks {
        printer::line(remark)?;
    }
    Ok(Exit::Clean)
}
