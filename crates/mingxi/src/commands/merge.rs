//! `mingxi merge`.

use crate::args::{Merge, shard};
use crate::outcome::{Exit, Failure};
use crate::printer;
use mingxi_engine::run::Asked;
use mingxi_engine::{Shard, dataset};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Puts publications together and prints where the result stands.
///
/// # Errors
/// A part has no publication of this version, is missing or named twice, or the result cannot be written.
pub fn run(merge: &Merge) -> Result<Exit, Failure> {
    told_apart(&merge.parts, &merge.out)?;
    if !merge.allow_missing {
        complete(&merge.parts)?;
    }
    let merged = dataset::merge(&merge.parts, &merge.out, merge.keep.into());
    let publication = merged.map_err(|error| super::publish::failure(&error))?;
    let documents = publication.files.first().map_or(0, |file| file.rows);
    printer::line(&format!("{documents} documents -> {}", publication.latest.display()))?;
    Ok(Exit::Clean)
}

/// Fails where a folder is named twice, or is the one to publish into.
fn told_apart(parts: &[PathBuf], out: &Path) -> Result<(), Failure> {
    let place = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut seen = BTreeSet::from([place(out)]);
    match parts.iter().find(|part| !seen.insert(place(part))) {
        None => Ok(()),
        Some(part) => Err(Failure::new(
            format!("{} is named twice, as a part or as OUT; nothing was published", part.display()),
            "name each part once and another folder for the result",
        )),
    }
}

/// Fails where the parts, as far as their runs say which ones they are, are not all parts of their inputs. A publication of
/// `mingxi merge` says nothing.
fn complete(parts: &[PathBuf]) -> Result<(), Failure> {
    let of_part = |part: &PathBuf| -> Option<Shard> { shard(Asked::of(part).ok()?.shard.as_deref()?).ok() };
    let known: Vec<Shard> = parts.iter().filter_map(of_part).collect();
    let Some(first) = known.first().filter(|_| known.len() == parts.len()) else { return Ok(()) };
    let count = first.count;
    let found: BTreeSet<u32> =
        known.iter().filter(|part| part.count == count).map(|part| part.index).collect();
    let missing: Vec<String> = (0..count.get())
        .filter(|index| !found.contains(index))
        .take(SHOWN)
        .map(|index| format!("{index}/{count}"))
        .collect();
    if missing.is_empty() && found.len() == known.len() {
        return Ok(());
    }
    let what = match missing.is_empty() {
        true => "the folders hold the same part twice, or parts of other divisions".to_owned(),
        false => format!("the parts {} are missing", missing.join(", ")),
    };
    Err(Failure::new(
        format!("{what}; nothing was published"),
        "run `mingxi extract --shard` for them and name all parts, or give --allow-missing to publish without them",
    ))
}

/// How many missing parts a message names.
const SHOWN: usize = 10;
