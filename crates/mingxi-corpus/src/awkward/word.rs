//! What Word's markup may make of a number: text that nobody sees, marks beside it, and numbers that stand inside
//! something in their cell. Cells are marked in their text, and the marked paragraphs of the main part are rewritten.

use super::{Made, print_in, some_cells};
use crate::document::Disclosure;
use crate::rng::Rng;
use crate::write::docx;

/// What is done to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    Struck,
    White,
    /// White digits after it.
    WhiteTail,
    /// Digits after it that are too small to be seen.
    TinyTail,
    Superscript,
    Nested,
    TextBox,
    Control,
    HiddenRow,
}

impl Dress {
    /// Whether the number is still seen.
    fn is_seen(self) -> bool {
        !matches!(self, Dress::Struck | Dress::White | Dress::HiddenRow)
    }
}

/// Begins and ends a marked text.
const MARK: char = '\u{2980}';

/// Marks some cells, and takes what is no longer seen out of the truth.
pub(super) fn mark(disclosure: &mut Disclosure, dress: Dress, made: &mut Made, rng: &mut Rng) {
    let places = some_cells(disclosure, rng);
    let facts: Vec<_> = places.iter().map(|place| disclosure.truth.lines[*place].clone()).collect();
    for fact in &facts {
        print_in(disclosure, fact, &format!("{MARK}{}{MARK}", fact.text));
    }
    made.changed = facts.len();
    if dress.is_seen() {
        return;
    }
    let lines = std::mem::take(&mut disclosure.truth.lines);
    let (gone, left) = lines.into_iter().partition(|line| {
        let is_hit = |fact: &crate::truth::LineFact| {
            (fact.table, fact.row) == (line.table, line.row)
                && (fact.col == line.col || dress == Dress::HiddenRow)
        };
        facts.iter().any(is_hit)
    });
    disclosure.truth.lines = left;
    made.unreadable = gone;
}

/// The Word file with its marked cells dressed.
///
/// # Errors
/// The writer failed.
pub(super) fn write(disclosure: &Disclosure, dress: Dress) -> anyhow::Result<Vec<u8>> {
    docx::write_edited(&disclosure.blocks, |part| dressed(part, dress))
}

fn dressed(mut part: String, dress: Dress) -> String {
    while let Some(open) = part.find(MARK) {
        let Some(length) = part[open + MARK.len_utf8()..].find(MARK) else { break };
        let text = part[open + MARK.len_utf8()..][..length].to_owned();
        let (Some(start), Some(end)) = (part[..open].rfind("<w:p "), part[open..].find("</w:p>")) else {
            break;
        };
        part.replace_range(start..open + end + "</w:p>".len(), &content(&text, dress));
        if dress == Dress::HiddenRow
            && let Some(row) = part[..start].rfind("<w:tr>")
        {
            let after = row + "<w:tr>".len();
            let old = "<w:trPr />";
            let length = if part[after..].starts_with(old) { old.len() } else { 0 };
            part.replace_range(after..after + length, "<w:trPr><w:hidden/></w:trPr>");
        }
    }
    part
}

/// The content of a cell that shows a number so.
fn content(text: &str, dress: Dress) -> String {
    let run = |text: &str, look: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let paragraph = |inner: &str| format!("<w:p>{inner}</w:p>");
    let plain = run(text, "");
    match dress {
        Dress::Struck => paragraph(&run(text, "<w:strike/>")),
        Dress::White => paragraph(&run(text, "<w:color w:val=\"FFFFFF\"/>")),
        Dress::WhiteTail => paragraph(&(plain + &run("00", "<w:color w:val=\"FFFFFF\"/>"))),
        Dress::TinyTail => paragraph(&(plain + &run("9", "<w:sz w:val=\"2\"/>"))),
        Dress::Superscript => paragraph(&(plain + &run("2", "<w:vertAlign w:val=\"superscript\"/>"))),
        Dress::Nested => format!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"900\"/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>",
            paragraph(&plain)
        ),
        Dress::TextBox => paragraph(&format!(
            "<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent>{}\
             </w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            paragraph(&plain)
        )),
        Dress::Control => {
            paragraph(&format!("<w:sdt><w:sdtPr/><w:sdtContent>{plain}</w:sdtContent></w:sdt>"))
        }
        Dress::HiddenRow => paragraph(&plain),
    }
}
