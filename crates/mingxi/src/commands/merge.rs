//! `mingxi merge`.

use crate::args::Merge;
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::dataset;

/// Puts publications together and prints where the result stands.
///
/// # Errors
/// A part has no publication of this version, or the result cannot be written.
pub fn run(merge: &Merge) -> Result<Exit, Failure> {
    let merged = dataset::merge(&merge.parts, &merge.out, merge.keep.into());
    let publication = merged.map_err(|error| super::publish::failure(&error))?;
    let documents = publication.files.first().map_or(0, |file| file.rows);
    printer::line(&format!("{documents} documents -> {}", publication.latest.display()))?;
    Ok(Exit::Clean)
}
