//! What a person should know about how a Word file was read.

use super::table::Covered;
use mingxi_model::{Diagnostic, Place, Severity, Step};

/// The most remarks about single places of one kind.
const SINGLE: usize = 50;

/// Counts of what was left out or could not be read.
#[derive(Default)]
pub(crate) struct Remarks {
    /// Content where the format allows none.
    pub(crate) misplaced: usize,
    /// Content that lives in another file inside this one.
    pub(crate) outside_parts: usize,
    pub(crate) objects: usize,
    pub(crate) pictures: usize,
    /// Where pictures stand that are as large as a form.
    pub(crate) large_pictures: Vec<Place>,
    /// Rows that are hidden or too low to be seen.
    pub(crate) hidden_rows: usize,
    /// Struck-through text.
    pub(crate) struck: LeftOut,
    /// Text in the colour of what it stands on, or too small.
    pub(crate) unseen: LeftOut,
    pub(crate) unknown_symbols: usize,
    /// Paragraphs of lists that the file does not define.
    pub(crate) missing_lists: usize,
    pub(crate) hidden_characters: usize,
    /// Rows, cells and runs that tracked changes deleted or moved away.
    pub(crate) deletions: usize,
    /// Text of cells that a merge covers.
    pub(crate) covered: Vec<Covered>,
}

/// Text that was left out.
#[derive(Default)]
pub(crate) struct LeftOut {
    characters: usize,
    sample: String,
    has_digits: bool,
}

/// The most characters of left-out text that a remark names.
const SAMPLE: usize = 60;

impl LeftOut {
    pub(crate) fn add(&mut self, text: &str) {
        self.characters += text.chars().filter(|c| !c.is_whitespace()).count();
        self.has_digits |= text.contains(|c: char| c.is_ascii_digit());
        if self.sample.len() < SAMPLE * 4 && !text.trim().is_empty() {
            self.sample.push_str(text.trim());
            self.sample.push(' ');
        }
    }

    fn remark(&self, code: &'static str, why: &str) -> Option<Diagnostic> {
        let severity = if self.has_digits { Severity::Warning } else { Severity::Info };
        let sample: String = self.sample.trim().chars().take(SAMPLE).collect();
        let message = format!("{} characters were left out because {why}: `{sample}`", self.characters);
        (self.characters > 0).then(|| Diagnostic::new(Step::Decode, severity, code, message))
    }
}

impl Remarks {
    /// The remarks as diagnostics, in a fixed order.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
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
                self.hidden_rows,
                Severity::Warning,
                "hidden_rows",
                "{} rows of tables are hidden or too low to be seen and were left out, as they are not printed",
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
        diagnostics.extend(self.struck.remark("struck_text", "they are struck through"));
        diagnostics.extend(self.unseen.remark(
            "hidden_text",
            "they have the colour of what they stand on, or are too small to be seen",
        ));
        for place in self.large_pictures.iter().take(SINGLE) {
            let message = "a large picture stands here; if it shows a table, that can only be had by character \
                           recognition";
            let remark = Diagnostic::new(Step::Decode, Severity::Warning, "needs_ocr", message);
            diagnostics.push(remark.at(Some(place.clone())));
        }
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
