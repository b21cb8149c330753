//! `mingxi cache`.

use crate::args::{Cache, CacheCommand};
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::collect_garbage;

/// Removes kept results.
///
/// # Errors
/// There is no output folder, a run is writing, or a publication cannot be read.
pub fn run(cache: &Cache) -> Result<Exit, Failure> {
    let CacheCommand::Gc(gc) = &cache.command;
    let collected = collect_garbage(&gc.out, gc.all).map_err(|error| super::publish::failure(&error))?;
    printer::line(&format!(
        "{} results removed ({} bytes), {} kept",
        collected.removed, collected.bytes, collected.kept
    ))?;
    Ok(Exit::Clean)
}
