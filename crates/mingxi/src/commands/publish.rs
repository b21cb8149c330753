//! `mingxi publish`.

use crate::args::Publish;
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::dataset::{DatasetError, publications, roll_back};

/// Lists the publications of an output folder, or makes `latest` name an earlier one.
///
/// # Errors
/// There is no such publication, a run is writing, or the system refuses.
pub fn run(publish: &Publish) -> Result<Exit, Failure> {
    if publish.rollback || publish.to.is_some() {
        let now = roll_back(&publish.out, publish.to.as_deref()).map_err(|error| failure(&error))?;
        printer::line(&format!("{} is the latest publication again", now.name))?;
        return Ok(Exit::Clean);
    }
    for kept in publications(&publish.out).map_err(|error| failure(&error))? {
        let mark = if kept.is_current { "* " } else { "  " };
        printer::line(&format!("{mark}{}", kept.name))?;
    }
    Ok(Exit::Clean)
}

/// Another run that holds the folder has an exit code of its own.
pub fn failure(error: &DatasetError) -> Failure {
    let failure = Failure::from_error(error, None);
    if matches!(error, DatasetError::Busy { .. }) { failure.ending(Exit::Busy) } else { failure }
}
