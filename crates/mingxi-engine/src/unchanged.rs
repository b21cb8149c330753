//! A run that would publish again, byte for byte, what is published already: told from the inputs alone.
//!
//! What a publication holds is a function of the documents, their paths, the program, the vocabulary and the bounds
//! of verdicts. `last.json` beside the kept results has the hash of all that, and what the last run counted; if the
//! hash is the same and the publication stands, nothing has to be read, packed or written.

use crate::cache::Cache;
use crate::content::{Content, hash_bytes};
use crate::dataset::{Publication, PublishedFile, Staging};
use crate::report::Summary;
use crate::whole::write_whole;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::fs;

/// What the last run made of what.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Last {
    key: String,
    publication: String,
    files: Vec<PublishedFile>,
    /// What it counted.
    pub summary: Summary,
}

/// The hash of all that a publication depends on.
pub(crate) fn key(cache: &Cache, contents: &[Content]) -> String {
    let mut told = format!("{}\n", cache.everything());
    for content in contents {
        // Writing to a string does not fail.
        let _ = writeln!(told, "{} {:?} {:?}", content.document_id, content.places, content.error);
    }
    hash_bytes(told.as_bytes())
}

impl Last {
    /// The last run, if this one would come to the same and its publication stands.
    pub fn recall(cache: &Cache, key: &str, staging: &Staging) -> Option<(Last, Publication)> {
        let bytes = fs::read(cache.last_path()).ok()?;
        let last: Last = serde_json::from_slice(&bytes).ok()?;
        if last.key != key {
            return None;
        }
        let publication = staging.standing(&last.publication, &last.files)?;
        Some((last, publication))
    }

    /// Notes a run for the next one; that it cannot be noted costs only time.
    pub fn note(cache: &Cache, key: String, publication: &Publication, summary: &Summary) {
        let last = Last {
            key,
            publication: publication.name.clone(),
            files: publication.files.clone(),
            summary: summary.clone(),
        };
        let written = serde_json::to_vec(&last)
            .map_err(std::io::Error::from)
            .and_then(|bytes| write_whole(&cache.last_path(), &bytes));
        if let Err(error) = written {
            tracing::warn!(%error, "what this run published could not be noted for the next run");
        }
    }
}
