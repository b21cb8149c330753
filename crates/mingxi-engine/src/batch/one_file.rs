//! One file, or one inside an archive, for a look at it.

use crate::contain::ReadingThread;
use crate::contain::contain;
use crate::content::{Content, hash_bytes, identify, load};
use crate::gathering::{read_one, record_of};
use crate::input::{Fault, collect_one};
use crate::place::Place;
use crate::read::{Document, Reader, read_patiently};
use crate::record::Record;
use mingxi_decode::{Limits, Member, Opened};
use std::path::Path;
use std::sync::Arc;

/// Reads one file for a look at it, without writing anything.
///
/// # Errors
/// The path is no file that can be opened. A file that cannot be understood is a record that failed.
pub fn read_file(path: &Path, reader: &Arc<Reader>) -> Result<Record, Fault> {
    match content_of(path, &reader.limits) {
        Ok(content) => Ok(read_one(&content, reader).0),
        Err(fault) => read_inside(path, reader).ok_or(fault),
    }
}

/// Reads a file inside an archive, whose path is that of the archive and the way inside.
fn read_inside(path: &Path, reader: &Arc<Reader>) -> Option<Record> {
    let archive = path.ancestors().find(|ancestor| ancestor.is_file())?;
    let content = content_of(archive, &reader.limits).ok()?;
    let mut bytes = load(&content, reader.limits.file_bytes).ok()?;
    let mut place = Place::file(archive.to_owned());
    let mut way = Place::file(path.strip_prefix(archive).ok()?.to_owned()).source_path();
    for level in (0..content.levels).rev() {
        let opened = contain(|| mingxi_decode::open(&bytes, &reader.limits));
        let members = match opened.ok()?.ok()? {
            Opened::Archive(unpacked) => unpacked.members,
            Opened::Document { enclosed, .. } => enclosed,
        };
        let rest = |member: &Member| {
            way.strip_prefix(&member.path).map(|rest| rest.trim_start_matches('/').to_owned())
        };
        let (member, rest) = members.into_iter().find_map(|member| {
            let rest = rest(&member)?;
            Some((member, rest))
        })?;
        place = place.inside(&member.path);
        let content = |size| Content {
            document_id: String::new(),
            places: vec![place.clone()],
            size,
            error: None,
            levels: level,
            parked: None,
            fetched: None,
            container: None,
        };
        bytes = match member.content {
            Ok(bytes) => bytes,
            Err(error) => {
                let failed = Document::failed(error.kind(), error.to_string());
                return Some(record_of(&content(None), failed.into()));
            }
        };
        if rest.is_empty() {
            let read = read_patiently(
                bytes.clone(),
                place.name(),
                reader,
                Some(level),
                &mut ReadingThread::default(),
            );
            let content = Content { document_id: hash_bytes(&bytes), ..content(Some(bytes.len() as u64)) };
            return Some(record_of(&content, read));
        }
        way = rest;
    }
    None
}

/// The content of one file; of one that is too large, only that.
///
/// # Errors
/// The path is no file that can be opened.
pub(crate) fn content_of(path: &Path, limits: &Limits) -> Result<Content, Fault> {
    if path.is_dir() {
        return Err(Fault::Unreadable("this is a folder".to_owned()));
    }
    let found = collect_one(path);
    if let Some(fault) = found.fault {
        return Err(fault);
    }
    identify(vec![found], limits, None)
        .pop()
        .ok_or_else(|| Fault::Missing("there is no such file".to_owned()))
}
