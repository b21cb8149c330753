//! Optional content: layers that are switched off (ISO 32000-2, 8.11).

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};
use hayro_syntax::xref::XRef;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;

/// The layers that a reader does not see when the file is opened.
#[derive(Debug, Default)]
pub(super) struct Layers {
    hidden: FxHashSet<ObjectIdentifier>,
    /// What was found out, by the place of the dictionary and its entry: a membership may list a million layers.
    known: RefCell<FxHashMap<(usize, Vec<u8>), bool>>,
}

/// Layers that a list may have.
const LISTED: usize = 1_000_000;

impl Layers {
    /// Reads the default configuration of a file.
    pub(super) fn new(xref: &XRef) -> Layers {
        let mut layers = Layers::default();
        let properties =
            xref.get::<Dict<'_>>(xref.root_id()).and_then(|catalog| catalog.get::<Dict<'_>>(b"OCProperties"));
        let Some(properties) = properties else { return layers };
        let Some(config) = properties.get::<Dict<'_>>(b"D") else { return layers };
        if config.get::<Name<'_>>(b"BaseState").is_some_and(|name| &*name == b"OFF") {
            layers.hidden.extend(references(&properties, b"OCGs"));
            for id in references(&config, b"ON") {
                layers.hidden.remove(&id);
            }
        }
        layers.hidden.extend(references(&config, b"OFF"));
        layers
    }

    /// Whether the `OC` or property entry `key` of a dictionary switches its content off.
    pub(super) fn hides(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let place = (dict.data().as_ptr() as usize, key.to_vec());
        if let Some(known) = self.known.borrow().get(&place) {
            return *known;
        }
        let hides = self.find_out(dict, key);
        self.known.borrow_mut().insert(place, hides);
        hides
    }

    fn find_out(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        if let Some(reference) = dict.get_ref(key)
            && self.hidden.contains(&reference.into())
        {
            return true;
        }
        let Some(membership) = dict.get::<Dict<'_>>(key) else { return false };
        let mut members = references(&membership, b"OCGs");
        members.extend(membership.get_ref(b"OCGs").map(ObjectIdentifier::from));
        if members.is_empty() {
            return false;
        }
        let is_off = |id: &ObjectIdentifier| self.hidden.contains(id);
        match membership.get::<Name<'_>>(b"P").as_deref() {
            Some(b"AllOn") => members.iter().any(is_off),
            Some(b"AnyOff") => !members.iter().any(is_off),
            Some(b"AllOff") => !members.iter().all(is_off),
            _ => members.iter().all(is_off),
        }
    }

    /// Whether a form or image is switched off.
    pub(super) fn hides_stream(&self, stream: &Stream<'_>) -> bool {
        self.hides(stream.dict(), b"OC")
    }
}

fn references(dict: &Dict<'_>, key: &[u8]) -> Vec<ObjectIdentifier> {
    let Some(array) = dict.get::<Array<'_>>(key) else { return Vec::new() };
    array.raw_iter().take(LISTED).filter_map(|item| item.as_obj_ref().map(ObjectIdentifier::from)).collect()
}
