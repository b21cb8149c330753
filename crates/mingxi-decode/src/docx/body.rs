//! The body of a document (word/document.xml) as blocks in reading order: one pass, no recursion.
//!
//! Every element becomes an [`Open`] on a stack, decided by its parent alone; what holds content is kept on
//! stacks of its own. This file knows what elements mean; [`crate::word::assemble`] ends what they opened.

use super::open::Open;
use super::properties::{ground, read_indent, read_look};
use super::xml::{Element, Markup, Ns, Step};
use crate::DecodeError;
use crate::allowance::Allowance;
use crate::word::assemble::{Assembly, LARGE};
use crate::word::cells::{LOWEST, Merge, RowDraft};
use crate::word::draft::{Context, RunDraft};
use crate::word::labels::Labels;
use crate::word::numbering::Numbering;
use crate::word::outcome::BodyRead;
use crate::word::styles::Styles;
use crate::word::symbols::symbol;
use mingxi_model::ErrorKind;

/// Reads the main part's markup.
pub(super) fn read(
    text: &str,
    part: &str,
    styles: &Styles,
    numbering: &Numbering,
    allowance: &Allowance,
) -> BodyRead {
    let mut markup = Markup::new(text, part, allowance.limits().depth);
    let mut body = Body {
        open: Vec::new(),
        assembly: Assembly::new(styles, Labels::new(numbering, styles), allowance),
        runs: Vec::new(),
        text: String::new(),
        keeps_space: false,
        saw_document: false,
        is_large: false,
    };
    let outcome = body.run(&mut markup);
    let saw_document = body.saw_document;
    let (blocks, remarks) = body.assembly.finish();
    let stop = outcome.err().or_else(|| {
        let message = format!("{part} holds no Word document; save it again from its program");
        (!saw_document).then(|| DecodeError::new(ErrorKind::Corrupt, message))
    });
    BodyRead { blocks, remarks, stop }
}

struct Body<'a> {
    open: Vec<Open>,
    assembly: Assembly<'a>,
    runs: Vec<RunDraft>,
    /// The text of the open text element.
    text: String,
    /// `xml:space` of the document element.
    keeps_space: bool,
    saw_document: bool,
    /// The drawing being read is as large as a form.
    is_large: bool,
}

/// EMU in a point.
const EMU: f64 = 12_700.0;

impl<'a> Body<'a> {
    fn run(&mut self, markup: &mut Markup<'_>) -> Result<(), DecodeError> {
        loop {
            match markup.step()? {
                Step::Start(element) => match self.enter(&element)? {
                    Some(open) => self.open.push(open),
                    None => markup.skip(),
                },
                Step::Text(text) => {
                    if matches!(self.open.last(), Some(Open::Text { .. })) {
                        self.text.push_str(&text);
                    }
                }
                Step::End => {
                    if let Some(open) = self.open.pop() {
                        self.leave(open)?;
                    }
                }
                Step::Eof => return Ok(()),
            }
        }
    }

    /// Takes in one element; `None` means that nothing below it is content.
    fn enter(&mut self, element: &Element<'_>) -> Result<Option<Open>, DecodeError> {
        let parent = self.open.last().copied().unwrap_or(Open::Plain);
        if element.ns == Ns::Math {
            return Ok(self.enter_math(element, parent));
        }
        if element.ns == Ns::Hint && parent == Open::ListProps && element.local() == "t" {
            self.assembly.state_label(&element.value("val").unwrap_or_default());
        }
        if element.ns != Ns::Word {
            self.picture(element);
            return Ok(Some(Open::Plain));
        }
        Ok(match parent {
            Open::Paragraph if element.local() == "pPr" => Some(Open::ParagraphProps),
            Open::ParagraphProps | Open::MarkProps | Open::ListProps => {
                self.paragraph_property(element, parent)
            }
            Open::Run => self.run_content(element),
            Open::RunProps => {
                if let Some(run) = self.runs.last_mut() {
                    run_property(element, run);
                }
                None
            }
            Open::TableProps => {
                if element.local() == "tblStyle" {
                    self.assembly.table_style(&element.value("val").unwrap_or_default());
                }
                None
            }
            Open::RowProps => self.row_property(element),
            Open::CellProps => self.cell_property(element),
            Open::Text { .. } => None,
            _ => return self.content(element, parent),
        })
    }

    /// An element that stands where content may stand.
    fn content(&mut self, element: &Element<'_>, parent: Open) -> Result<Option<Open>, DecodeError> {
        let context = self.assembly.context();
        let open = match (element.local(), context) {
            ("document", _) => {
                self.saw_document = true;
                self.keeps_space = element.value("space").as_deref() == Some("preserve");
                Some(Open::Plain)
            }
            // The outermost element that is left of a file of Word 2003.
            ("body", _) => {
                self.saw_document = true;
                self.keeps_space |= element.value("space").as_deref() == Some("preserve");
                Some(Open::Plain)
            }
            ("p" | "tbl", Context::Story) if self.assembly.story_mut(|story| story.is_deleted) => None,
            ("p", Context::Story) => {
                self.assembly.begin_paragraph();
                Some(Open::Paragraph)
            }
            ("tbl", Context::Story) => {
                self.assembly.begin_table();
                Some(Open::Table)
            }
            ("background", _) => {
                let colour = element.value("color").unwrap_or_default();
                self.assembly.has_background = !matches!(&*colour, "" | "auto" | "FFFFFF" | "ffffff");
                None
            }
            ("tr", Context::Table) => {
                let Some(table) = self.assembly.tables.last_mut() else {
                    return Ok(None);
                };
                table.met += 1;
                table.row = Some(RowDraft { number: table.met, ..RowDraft::default() });
                self.assembly.contexts.push(Context::Row);
                Some(Open::Row)
            }
            ("tc", Context::Row) => self.assembly.begin_cell()?.then_some(Open::Cell),
            ("tblPr", _) if parent == Open::Table => Some(Open::TableProps),
            ("trPr", _) if parent == Open::Row => Some(Open::RowProps),
            ("tcPr", _) if parent == Open::Cell => Some(Open::CellProps),
            ("txbxContent", Context::Paragraph) => self.text_box(),
            ("r", Context::Paragraph) => {
                self.runs.push(RunDraft::default());
                Some(Open::Run)
            }
            ("p" | "tbl" | "tr" | "tc" | "r", _) => {
                self.assembly.misplaced();
                None
            }
            ("altChunk" | "subDoc", _) => {
                self.assembly.remarks.outside_parts += 1;
                None
            }
            ("del" | "moveFrom", _) => {
                self.assembly.remarks.deletions += 1;
                None
            }
            // Readings above characters, and properties.
            (
                "rt" | "rubyPr" | "sectPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "tblPrEx" | "pPr"
                | "rPr" | "fldData" | "trPr" | "tcPr" | "customXmlPr" | "smartTagPr",
                _,
            ) => None,
            _ => Some(Open::Plain),
        };
        Ok(open)
    }

    /// Part of a picture: its size, or the picture itself.
    fn picture(&mut self, element: &Element<'_>) {
        match element.local() {
            "extent" => {
                let side = |name| element.number(name).unwrap_or(0);
                self.is_large = side("cx") >= LARGE.0 && side("cy") >= LARGE.1;
            }
            "shape" | "rect" => {
                let style = element.value("style").unwrap_or_default();
                let side = |name: &str| {
                    let points = style.split(';').find_map(|entry| entry.trim().strip_prefix(name))?;
                    points.trim_end_matches("pt").parse::<f64>().ok()
                };
                let sides = (side("width:").unwrap_or(0.0) * EMU, side("height:").unwrap_or(0.0) * EMU);
                self.is_large = sides.0 >= LARGE.0 as f64 && sides.1 >= LARGE.1 as f64;
            }
            "blip" | "imagedata" => {
                self.assembly.remarks.pictures += 1;
                if std::mem::take(&mut self.is_large) {
                    self.assembly.large_picture();
                }
            }
            _ => {}
        }
    }

    /// A text box; one in a hidden run is hidden with it.
    fn text_box(&mut self) -> Option<Open> {
        if let (Some(run), Some(paragraph)) = (self.runs.last(), self.assembly.paragraphs.last())
            && self.assembly.styles.is_hidden(paragraph.style, run.style.as_deref(), run.vanish)
        {
            return None;
        }
        self.assembly.begin_text_box();
        Some(Open::TextBox)
    }

    fn enter_math(&mut self, element: &Element<'_>, parent: Open) -> Option<Open> {
        match (element.local(), parent) {
            ("r", _) if self.assembly.context() == Context::Paragraph => {
                self.runs.push(RunDraft::default());
                Some(Open::Run)
            }
            ("t", Open::Run) => Some(self.begin_text(element)),
            (name, _) if name.ends_with("Pr") => None,
            _ => Some(Open::Plain),
        }
    }

    fn paragraph_property(&mut self, element: &Element<'_>, parent: Open) -> Option<Open> {
        let styles = self.assembly.styles;
        let paragraph = self.assembly.paragraphs.last_mut()?;
        let value = || element.value("val").map(std::borrow::Cow::into_owned);
        match (parent, element.local()) {
            (Open::ParagraphProps, "rPr") => return Some(Open::MarkProps),
            (Open::ParagraphProps, "numPr") => return Some(Open::ListProps),
            (Open::ParagraphProps, "pStyle") => {
                paragraph.style_id = value();
                paragraph.style = styles.paragraph(paragraph.style_id.as_deref());
            }
            (Open::ParagraphProps, "outlineLvl") => paragraph.outline = element.number("val"),
            (Open::ParagraphProps, "ind" | "jc") => read_indent(&mut paragraph.indent, element),
            (Open::ParagraphProps, "shd") => paragraph.ground = ground(element),
            (Open::ListProps, "numId") => paragraph.list = value(),
            (Open::ListProps, "ilvl") => paragraph.level = element.number("val"),
            (Open::MarkProps, "del" | "moveFrom") => paragraph.mark_deleted = true,
            (Open::MarkProps, _) => run_property(element, &mut paragraph.mark),
            _ => {}
        }
        None
    }

    fn row_property(&mut self, element: &Element<'_>) -> Option<Open> {
        let row = self.assembly.tables.last_mut()?.row.as_mut()?;
        match element.local() {
            "gridBefore" => row.skipped = columns(element, 0),
            "hidden" => row.is_hidden |= element.is_on(),
            "trHeight" => {
                let is_exact = element.value("hRule").as_deref() == Some("exact");
                row.is_hidden |= is_exact && element.number("val").is_some_and(|height| height <= LOWEST);
            }
            "del" => {
                row.is_deleted = true;
                self.assembly.remarks.deletions += 1;
            }
            _ => {}
        }
        None
    }

    fn cell_property(&mut self, element: &Element<'_>) -> Option<Open> {
        let cell = &mut self.assembly.tables.last_mut()?.cell;
        match element.local() {
            "tcW" if element.value("type").as_deref() == Some("dxa") => cell.width = element.number("w"),
            "gridSpan" => cell.span = columns(element, 1),
            "vMerge" => cell.vertical = merge(element.value("val").as_deref()),
            "hMerge" => cell.horizontal = merge(element.value("val").as_deref()),
            // A tracked change of a merge states what holds now.
            "cellMerge" => match element.value("vMerge").as_deref() {
                Some("rest") => cell.vertical = Merge::Restart,
                Some("cont") => cell.vertical = Merge::Continue,
                _ => {}
            },
            "shd" => self.assembly.story_mut(|story| story.ground = ground(element)),
            "cellDel" => {
                cell.is_deleted = true;
                self.assembly.remarks.deletions += 1;
            }
            _ => {}
        }
        let cell = &self.assembly.tables.last()?.cell;
        let story = self.assembly.stories.last_mut()?;
        story.is_deleted = cell.is_deleted;
        story.is_covered = cell.vertical == Merge::Continue || cell.horizontal == Merge::Continue;
        None
    }

    /// A child of a run.
    fn run_content(&mut self, element: &Element<'_>) -> Option<Open> {
        match element.local() {
            "rPr" => return Some(Open::RunProps),
            "t" => return Some(self.begin_text(element)),
            "tab" | "ptab" => self.print("\t"),
            "br" | "cr" => self.print("\n"),
            "noBreakHyphen" => self.print("-"),
            "sym" => {
                let font = element.value("font").unwrap_or_default();
                let code = element.value("char").unwrap_or_default();
                match u32::from_str_radix(&code, 16).ok().and_then(|code| symbol(&font, code)) {
                    Some(c) => self.print(c.encode_utf8(&mut [0; 4])),
                    None => self.assembly.remarks.unknown_symbols += 1,
                }
            }
            "fldChar" => {
                let kind = element.value("fldCharType").unwrap_or_default().into_owned();
                self.assembly.story_mut(|story| story.field(&kind));
            }
            "object" => {
                self.assembly.remarks.objects += 1;
                return Some(Open::Plain);
            }
            "drawing" | "pict" | "ruby" => return Some(Open::Plain),
            _ => {}
        }
        None
    }

    fn begin_text(&mut self, element: &Element<'_>) -> Open {
        self.text.clear();
        let space = element.value("space");
        Open::Text { keeps_space: space.as_deref().map_or(self.keeps_space, |space| space == "preserve") }
    }

    /// Ends an element.
    fn leave(&mut self, open: Open) -> Result<(), DecodeError> {
        match open {
            Open::Paragraph => self.assembly.end_paragraph()?,
            Open::ParagraphProps => self.assembly.count_label(),
            Open::Run => {
                self.runs.pop();
            }
            Open::Text { keeps_space } => {
                let text = std::mem::take(&mut self.text).replace('\n', " ");
                self.print(if keeps_space { &text } else { text.trim_matches([' ', '\t', '\r']) });
                self.text = text;
            }
            Open::Table => self.assembly.end_table()?,
            Open::Row => self.assembly.end_row(),
            Open::Cell => self.assembly.end_cell()?,
            Open::TextBox => self.assembly.end_text_box()?,
            _ => {}
        }
        Ok(())
    }

    /// Adds text to the open paragraph, unless it is hidden or belongs to a field's instruction.
    fn print(&mut self, text: &str) {
        let Some(run) = self.runs.last() else { return };
        self.assembly.print(text, run);
    }
}

fn run_property(element: &Element<'_>, run: &mut RunDraft) {
    match element.local() {
        "vanish" => run.vanish = Some(element.is_on()),
        "rStyle" => run.style = element.value("val").map(std::borrow::Cow::into_owned),
        _ => read_look(&mut run.look, element),
    }
}

fn merge(value: Option<&str>) -> Merge {
    if value == Some("restart") { Merge::Restart } else { Merge::Continue }
}

/// A number of grid columns; one that makes no sense is `least`.
fn columns(element: &Element<'_>, least: u32) -> u32 {
    element.number("val").and_then(|number| u32::try_from(number).ok()).unwrap_or(least).max(least)
}
