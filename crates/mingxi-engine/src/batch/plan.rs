//! What a run would do.

use super::asked::{Batch, Caching};
use super::told::BatchError;
use super::{find, open_cache, threads};
use crate::cache::Cache;
use crate::content::identify;
use crate::read::Reader;
use serde::Serialize;

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Distinct documents that were found.
    pub documents: usize,
    /// Of these: results of earlier runs that would be taken.
    pub kept: usize,
    /// The first paths of those that would be read, sorted.
    pub to_read: Vec<String>,
    /// What cannot be read, and why.
    pub unreadable: Vec<(String, String)>,
}

/// Says what [`extract`] would read, and writes nothing.
///
/// # Errors
/// No input names a file.
pub fn plan(batch: &Batch, reader: &Reader) -> Result<Plan, BatchError> {
    let found = find(batch)?;
    let cache = open_cache(batch, reader);
    let files = cache.as_ref().map(Cache::files);
    let contents = threads(batch)?.install(|| identify(found, &reader.limits, files.as_ref()));
    let retries = batch.cache == Some(Caching::RetryFailed);
    let mut plan = Plan { documents: contents.len(), kept: 0, to_read: Vec::new(), unreadable: Vec::new() };
    for content in &contents {
        let path = content.shown();
        match &content.error {
            Some((_, message)) => plan.unreadable.push((path, message.clone())),
            None if cache.as_ref().is_some_and(|cache| cache.has(content, retries)) => plan.kept += 1,
            None => plan.to_read.push(path),
        }
    }
    Ok(plan)
}
