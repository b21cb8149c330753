//! From what was read of a Word file to its document, with what is missing.

use super::remarks::Remarks;
use crate::DecodeError;
use mingxi_model::{Block, Diagnostic, Document, ErrorKind, Format, Severity, Step};

/// What may be wrong where the styles, the lists could not be read.
pub(crate) const STYLES_LOST: &str = "hidden text and heading levels";
pub(crate) const LISTS_LOST: &str = "the labels of lists";

/// What was read of a body.
pub(crate) struct BodyRead {
    pub(crate) blocks: Vec<Block>,
    pub(crate) remarks: Remarks,
    /// Why reading stopped before the end, where it did.
    pub(crate) stop: Option<DecodeError>,
}

impl BodyRead {
    /// The document. `damages` are what was wrong beside the text, and what may be wrong therefore.
    ///
    /// # Errors
    /// Nothing was read.
    pub(crate) fn into_document(
        self,
        format: Format,
        damages: Vec<(DecodeError, &str)>,
    ) -> Result<Document, DecodeError> {
        if self.blocks.is_empty() {
            return Err(self.stop.unwrap_or_else(|| nothing_to_read(self.remarks.pictures)));
        }
        let lost = self.remarks.misplaced + self.remarks.outside_parts;
        let mut partial = self.stop.map(|stop| (stop.kind(), stop.to_string()));
        let mut diagnostics = Vec::new();
        for (damage, what) in damages {
            let message = format!("{damage}; {what} may be wrong");
            diagnostics.push(Diagnostic::new(Step::Decode, Severity::Error, "damaged_part", message.clone()));
            partial.get_or_insert((damage.kind(), message));
        }
        if lost > 0 {
            let message = format!("{lost} elements of the document could not be read; see the diagnostics");
            partial.get_or_insert((ErrorKind::Corrupt, message));
        }
        let has_table = self.blocks.iter().any(|block| matches!(block, Block::Native(_)));
        let pictures = self.remarks.large_pictures.len();
        if pictures > 0 && !has_table {
            let message = format!(
                "the document holds {pictures} large pictures and no table; what they show needs text recognition (OCR)"
            );
            diagnostics.push(Diagnostic::new(Step::Decode, Severity::Error, "needs_ocr", message.clone()));
            partial.get_or_insert((ErrorKind::NeedsOcr, message));
        }
        diagnostics.extend(self.remarks.into_diagnostics());
        Ok(Document {
            format,
            blocks: self.blocks,
            running: Vec::new(),
            pages: Vec::new(),
            page_count: None,
            diagnostics,
            partial,
        })
    }
}

fn nothing_to_read(pictures: usize) -> DecodeError {
    if pictures > 0 {
        let message = "the document holds pictures and no text; it needs text recognition (OCR) first";
        return DecodeError::new(ErrorKind::NeedsOcr, message);
    }
    DecodeError::new(ErrorKind::Empty, "the document holds no text and no table")
}
