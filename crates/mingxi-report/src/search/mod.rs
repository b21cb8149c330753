//! Search over agencies, items, projects and sentences without a server: an index of pairs of characters (bigrams),
//! cut into small scripts of which a question loads only a few.
//!
//! The index is made in segments of bounded size, so that memory does not grow with the documents; a question asks
//! every segment. Within a segment, entries are numbered by kind, so that a list of numbers is in the order of results.

mod segment;

use crate::error::ReportError;
use crate::script;
use crate::site::SiteFolder;
use segment::write_segment;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Agency,
    Item,
    Project,
    Sentence,
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub kind: Kind,
    /// What is searched.
    pub text: String,
    /// What stands beside it: agency, year.
    pub beside: String,
    /// Address from the root of the site.
    pub link: String,
}

/// Text of a segment, in bytes.
const SEGMENT_BYTES: usize = 8 << 20;
/// The longest text that is searched and shown, in characters.
const LONGEST: usize = 500;

/// The index while it is made.
#[derive(Default)]
pub(crate) struct Index {
    entries: Vec<Entry>,
    bytes: usize,
    segments: Vec<Segment>,
}

/// What the search page knows of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Segment {
    /// Entries in all.
    pub entries: usize,
    /// Scripts of pairs.
    pub shards: u32,
    /// Entries of a script of texts.
    pub block: usize,
    /// The first number of each kind.
    pub kinds: [usize; 4],
}

impl Index {
    /// Adds an entry; a full segment is written.
    pub fn add(&mut self, entry: Entry, folder: &mut SiteFolder) -> Result<(), ReportError> {
        let text: String = entry.text.chars().take(LONGEST).collect();
        self.bytes += text.len() + entry.beside.len() + entry.link.len();
        self.entries.push(Entry { text, ..entry });
        if self.bytes >= SEGMENT_BYTES { self.flush(folder) } else { Ok(()) }
    }

    fn flush(&mut self, folder: &mut SiteFolder) -> Result<(), ReportError> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let mut entries = std::mem::take(&mut self.entries);
        self.bytes = 0;
        // Stable, so that entries of a kind stay in the order of the documents.
        entries.sort_by_key(|entry| entry.kind);
        let segment = write_segment(self.segments.len(), &entries, folder)?;
        self.segments.push(segment);
        Ok(())
    }

    /// Writes the last segment and the list of all.
    pub fn finish(mut self, folder: &mut SiteFolder) -> Result<(), ReportError> {
        self.flush(folder)?;
        folder.write("s/index.js", script::give("search", &self.segments)?.as_bytes())
    }
}

/// Text as it is searched: compatible forms folded (full width, ligatures), lower case, letters and digits only.
pub(crate) fn folded(text: &str) -> Vec<char> {
    text.nfkc().flat_map(char::to_lowercase).filter(|character| character.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_has_one_form() {
        let text: String = folded("２１０１２０２ 基本医疗 (Ａb)").into_iter().collect();
        assert_eq!(text, "2101202基本医疗ab");
    }
}
