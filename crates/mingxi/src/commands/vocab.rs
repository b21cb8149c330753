//! `mingxi vocab`, and the reader of `--vocab`.

use crate::args::{Vocab, VocabCommand};
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::{Reader, dataset, report};
use std::path::PathBuf;

/// Runs a command about vocabularies.
///
/// # Errors
/// There is no dataset to look at; a vocabulary file has a mistake; stdout cannot be written.
pub fn run(vocab: &Vocab) -> Result<Exit, Failure> {
    match &vocab.command {
        VocabCommand::Gaps(gaps) => {
            let found = dataset::gaps(&gaps.out).map_err(|error| {
                Failure::from_error(&error, Some("name the folder that `mingxi extract` was given with -o"))
            })?;
            if gaps.json {
                printer::line(&format!("{:#}", report::gaps_json(&found)))?;
            } else {
                printer::data(printer::gaps::text(&found).as_bytes())?;
            }
        }
        VocabCommand::Check(check) => {
            reader(&check.files)?;
            let files = if check.files.len() == 1 { "file" } else { "files" };
            printer::line(&format!("{} {files} without a mistake", check.files.len()))?;
        }
    }
    Ok(Exit::Clean)
}

/// A reader with further vocabulary files.
///
/// # Errors
/// A file cannot be read or has a mistake.
pub fn reader(files: &[PathBuf]) -> Result<Reader, Failure> {
    let hint = "correct the file; the sections and names are those of schemas/vocab";
    Reader::with_vocabulary_files(files)
        .map_err(|error| Failure::from_error(&error, (!files.is_empty()).then_some(hint)))
}
