//! What a person should know about how a Word file was read.

use super::table::Covered;
use mingxi_model::{Diagnostic, Severity, Step};

/// The most remarks about single places of one kind.
const SINGLE: usize = 50;

/// Counts of what was left out or could not be read.
#[derive(Default)]
pub(super) struct Remarks {
    /// Content where the format allows none.
    pub(super) misplaced: usize,
    /// Content that lives in another file inside this one.
    pub(super) outside_parts: usize,
    pub(super) objects: usize,
    pub(super) pictures: usize,
    pub(super) unknown_symbols: usize,
    /// Paragraphs of lists that the file does not define.
    pub(super) missing_lists: usize,
    pub(super) hidden_characters: usize,
    /// Rows, cells and runs that tracked changes deleted or moved away.
    pub(super) deletions: usize,
    /// Text of cells that a merge covers.
    pub(super) covered: Vec<Covered>,
}

impl Remarks {
    /// The remarks as diagnostics, in a fixed order.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let counted = [
            (
                self.misplaced,
                Severity::Error,
                "misplaced_content",
                "{} elements stand where a Word document can have none; their text is missing. Open the file \
                 in Word and save it again",
            ),
            (
                self.outside_parts,
                Severity::Error,
                "embedded_document",
                "{} parts of the text are other files embedded in this one; they are missing. Open the file \
                 in Word and save it again",
            ),
            (
                self.objects,
                Severity::Warning,
                "embedded_object",
                "{} embedded objects (Excel sheets, formulas) were not read; where one shows a table, paste \
                 it into the document as a table",
            ),
            (
                self.unknown_symbols,
                Severity::Warning,
                "unknown_symbol",
                "{} characters of symbol fonts stand for no known character and are missing",
            ),
            (
                self.missing_lists,
                Severity::Warning,
                "missing_list",
                "{} paragraphs belong to lists that the file does not define; they have no label, as in Word",
            ),
            (
                self.hidden_characters,
                Severity::Info,
                "hidden_text",
                "{} characters of hidden text were left out, as they are not printed",
            ),
            (
                self.deletions,
                Severity::Info,
                "tracked_deletions",
                "{} tracked deletions (rows, cells, pieces of text) were left out, as if they were accepted",
            ),
        ];
        let mut diagnostics: Vec<Diagnostic> = counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, severity, code, message)| {
                Diagnostic::new(Step::Decode, severity, code, message.replace("{}", &count.to_string()))
            })
            .collect();
        let rest = self.covered.len().saturating_sub(SINGLE);
        diagnostics.extend(self.covered.into_iter().take(SINGLE).map(|covered| {
            let text: String = covered.text.chars().take(80).collect();
            let message =
                format!("a merged cell covers the text {text:?}; Word does not show it and it was left out");
            Diagnostic::new(Step::Decode, Severity::Warning, "covered_text", message).at(Some(covered.place))
        }));
        if rest > 0 {
            let message = format!("{rest} more merged cells cover text that was left out");
            diagnostics.push(Diagnostic::new(Step::Decode, Severity::Warning, "covered_text", message));
        }
        diagnostics
    }
}
