//! A document through all stages up to recognition.

use mingxi_fiscal::{Vocabulary, recognise};
use mingxi_grid::Hints;
use mingxi_model::Reading;

/// Reads a document; `None` if it cannot be decoded.
pub fn read_bytes(bytes: &[u8], file_name: &str, vocabulary: &Vocabulary) -> Option<Reading> {
    let words = &vocabulary.headers;
    let hints = Hints {
        caption: words.caption.clone(),
        note: words.note.clone(),
        title: words.title.clone(),
        header: words.header.clone(),
        total: words.total.clone(),
        index: words.index.clone(),
        numbered: words.numbered.clone(),
    };
    let document = mingxi_decode::decode(bytes, &mingxi_decode::Limits::default()).ok()?;
    let (flow, _) = mingxi_grid::recover(&document, &hints);
    Some(recognise(&flow, file_name, vocabulary))
}
