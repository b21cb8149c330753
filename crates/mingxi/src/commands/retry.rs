//! `mingxi retry`.

use crate::args::{Extract, Retry, shard};
use crate::outcome::{Exit, Failure};
use crate::program::Program;
use indicatif::MultiProgress;
use mingxi_engine::run::Asked;
use std::env;
use std::path::{Path, PathBuf};

/// Repeats the run that made the current publication, and tries again what failed for a reason that may pass.
///
/// # Errors
/// There is no publication with a report, its folder is gone, or what `extract` says.
pub fn run(retry: &Retry, program: &Program, verbose: u8, screen: &MultiProgress) -> Result<Exit, Failure> {
    let asked = Asked::of(&retry.out).map_err(|error| Failure::from_error(&error, None))?;
    let out = std::path::absolute(&retry.out).map_err(|error| Failure::from_error(&error, None))?;
    let metrics = retry.reading.metrics.as_deref().map(std::path::absolute).transpose();
    let metrics = metrics.map_err(|error| Failure::from_error(&error, None))?;
    enter(Path::new(&asked.working_folder))?;
    let paths = |texts: &[String]| texts.iter().map(PathBuf::from).collect();
    let extract = Extract {
        inputs: paths(&asked.inputs),
        inputs_from: None,
        out,
        work: None,
        follow_links: asked.follow_links,
        no_cache: false,
        retry_failed: true,
        shard: asked.shard.as_deref().and_then(|text| shard(text).ok()),
        min_share: None,
        dry_run: false,
        keep: u16::try_from(asked.keep).unwrap_or(u16::MAX),
        vocab: paths(&asked.vocab),
        reading: crate::args::Reading { metrics, ..retry.reading.clone() },
    };
    super::extract::run(&extract, program, verbose, screen)
}

/// Paths of documents are published as the inputs spell them, so that they have to be seen from the same folder.
fn enter(folder: &Path) -> Result<(), Failure> {
    env::set_current_dir(folder).map_err(|error| {
        Failure::new(
            format!("the folder {} of the last run cannot be entered: {error}", folder.display()),
            "run `mingxi extract` with --retry-failed and the inputs as they are now",
        )
    })
}
