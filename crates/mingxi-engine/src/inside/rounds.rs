//! Which documents the next round reads.

use super::{Listed, Parking};
use crate::content::{Content, hash_text};
use crate::place::Place;
use mingxi_decode::ArchiveLimits;
use mingxi_model::ErrorKind;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many times the bound on unpacked bytes may be parked for one file: a document may be tried twice, and a kept
/// one be unpacked again.
const PARKED_TIMES: u64 = 4;
/// How many times the bound on members a file may hold at all depths together.
const MEMBERS_TIMES: usize = 4;

/// The files inside the files of a run.
#[derive(Debug)]
pub(crate) struct Inside {
    parking: Parking,
    bounds: ArchiveLimits,
    state: Mutex<State>,
}

/// A document that holds others.
#[derive(Debug)]
struct Container {
    content: Arc<Content>,
    members: Vec<Listed>,
    /// It has a row of its own: a PDF, or a damaged archive.
    has_row: bool,
}

#[derive(Debug, Default)]
struct State {
    /// What this round listed.
    listed: Vec<Container>,
    /// What was parked for each file, in bytes.
    parked: BTreeMap<PathBuf, u64>,
    /// What each file holds at all depths: bytes and members.
    held: BTreeMap<PathBuf, (u64, usize)>,
    /// All documents that a round read or will.
    known: BTreeSet<String>,
    /// What the documents of earlier rounds hold.
    opened: BTreeMap<String, Vec<Listed>>,
    /// Further places of documents of earlier rounds.
    copies: BTreeMap<String, Vec<String>>,
}

/// What comes next.
pub(crate) struct Next {
    /// What the round reads, by place.
    pub contents: Vec<Content>,
    /// How many documents turned out to be archives, which have no rows.
    pub archives: usize,
}

impl Inside {
    /// Of a run that begins with these contents.
    pub fn new(parking: Parking, bounds: ArchiveLimits, contents: &[Content]) -> Inside {
        let known = contents.iter().map(|content| content.document_id.clone()).collect();
        Inside { parking, bounds, state: Mutex::new(State { known, ..State::default() }) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what a document holds.
    pub fn note(&self, content: &Content, members: &[Listed], has_row: bool) {
        let container = Container { content: Arc::new(content.clone()), members: members.to_vec(), has_row };
        self.state().listed.push(container);
    }

    /// Parks the bytes of a member, unless its file has much more than it may hold.
    pub fn park(&self, content: &Content, bytes: &[u8]) {
        let mut state = self.state();
        let parked = state.parked.entry(content.places[0].file.clone()).or_default();
        *parked = parked.saturating_add(bytes.len() as u64);
        let is_too_much = *parked > self.bounds.unpacked_bytes.saturating_mul(PARKED_TIMES);
        drop(state);
        if !is_too_much {
            self.parking.put(bytes);
        }
    }

    /// Removes the bytes of documents that were read.
    pub fn clear(&self, paths: &[PathBuf]) {
        paths.iter().for_each(|path| self.parking.remove(path));
    }

    /// The documents, of rounds before, whose bytes would have to be unpacked again for these to be read.
    pub fn containers_of(contents: &[Content]) -> Vec<Content> {
        let lost = contents.iter().filter(|content| content.error.is_none());
        let lost = lost.filter(|content| content.parked.as_deref().is_some_and(|path| !path.exists()));
        let containers: BTreeMap<&str, &Content> = lost
            .filter_map(|content| content.container.as_deref())
            .map(|container| (container.document_id.as_str(), container))
            .collect();
        containers.into_values().cloned().collect()
    }

    /// The further places of documents that are no longer read when these are found.
    pub fn copies(&self) -> BTreeMap<String, Vec<String>> {
        std::mem::take(&mut self.state().copies)
    }

    /// Ends a round.
    pub fn next(&self) -> Next {
        let mut state = self.state();
        let mut listed = std::mem::take(&mut state.listed);
        listed.sort_by(|a, b| a.content.places.cmp(&b.content.places));
        for container in &listed {
            state.opened.insert(container.content.document_id.clone(), container.members.clone());
        }
        let archives = listed.iter().filter(|container| !container.has_row).count();
        let mut found = BTreeMap::new();
        for container in &listed {
            let bytes: u64 = container.members.iter().map(|member| member.size).sum();
            let held = state.held.entry(container.content.places[0].file.clone()).or_default();
            held.0 = held.0.saturating_add(bytes);
            let fits = held.0 <= self.bounds.unpacked_bytes;
            let mut taking = Taking { inside: self, state: &mut state, found: &mut found, container };
            // Of a file itself the bound was kept when it was unpacked.
            let is_whole = (fits || container.content.container.is_none()) && taking.all();
            if !is_whole {
                let too_much = self.too_much(container);
                found.insert(too_much.document_id.clone(), too_much);
            }
        }
        let mut contents: Vec<Content> = found.into_values().collect();
        for content in &mut contents {
            content.places.sort();
        }
        contents.sort_by(|a, b| a.places.cmp(&b.places));
        Next { contents, archives }
    }

    /// The row of a document that holds more than it may.
    fn too_much(&self, container: &Container) -> Content {
        let content = &container.content;
        let places = match container.has_row {
            true => content.places.iter().map(|place| place.inside("(files inside)")).collect(),
            false => content.places.clone(),
        };
        let document_id = match container.has_row {
            true => hash_text(&places[0].shown()),
            false => content.document_id.clone(),
        };
        let message = format!(
            "with the archives inside of it, {} unpacks to more than {} bytes or {} files; what is inside of {} was \
             not all read",
            content.places[0].source_path(),
            self.bounds.unpacked_bytes,
            self.bounds.members * MEMBERS_TIMES,
            content.places[0].shown(),
        );
        let error = Some((ErrorKind::LimitExceeded, message));
        Content { document_id, places, error, parked: None, container: None, ..Content::clone(content) }
    }
}

/// Takes what a document holds.
struct Taking<'t> {
    inside: &'t Inside,
    state: &'t mut State,
    found: &'t mut BTreeMap<String, Content>,
    container: &'t Container,
}

impl Taking<'_> {
    /// Takes all members at all places; `false` if they are too many.
    fn all(&mut self) -> bool {
        let container = self.container;
        container.content.places.iter().all(|place| {
            container
                .members
                .iter()
                .all(|member| self.take(member, &place.inside(&member.path), container.content.levels))
        })
    }

    /// Takes one; `levels` are left for what it holds in turn.
    fn take(&mut self, member: &Listed, place: &Place, levels: usize) -> bool {
        let held = self.state.held.entry(place.file.clone()).or_default();
        held.1 += 1;
        if held.1 > self.inside.bounds.members * MEMBERS_TIMES {
            return false;
        }
        let levels = levels.saturating_sub(1);
        let Some(id) = &member.document_id else {
            self.fail(place, levels, member.error());
            return true;
        };
        if let Some(content) = self.found.get_mut(id) {
            content.places.push(place.clone());
            return true;
        }
        if self.state.known.insert(id.clone()) {
            let content = Content {
                document_id: id.clone(),
                places: vec![place.clone()],
                size: Some(member.size),
                error: None,
                levels,
                parked: Some(self.inside.parking.path(id)),
                fetched: None,
                container: Some(Arc::clone(&self.container.content)),
            };
            self.found.insert(id.clone(), content);
            return true;
        }
        self.state.copies.entry(id.clone()).or_default().push(place.shown());
        let Some(members) = self.state.opened.get(id).cloned() else { return true };
        if levels == 0 {
            self.fail(place, levels, Some(too_deep()));
            return true;
        }
        members.iter().all(|inner| self.take(inner, &place.inside(&inner.path), levels))
    }

    /// A document without bytes.
    fn fail(&mut self, place: &Place, levels: usize, error: Option<(ErrorKind, String)>) {
        let id = hash_text(&place.shown());
        let content = Content {
            document_id: id.clone(),
            places: vec![place.clone()],
            size: None,
            error,
            levels,
            parked: None,
            fetched: None,
            container: None,
        };
        self.found.insert(id, content);
    }
}

/// Why an archive is not unpacked.
pub(crate) fn too_deep() -> (ErrorKind, String) {
    let message = "the file is an archive inside too many archives; unpack it and give its files".to_owned();
    (ErrorKind::LimitExceeded, message)
}

#[cfg(test)]
mod tests;
