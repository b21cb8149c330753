//! What is open while a document's body is read: stories, paragraphs, runs.

use super::indent::Indent;
use super::look::{Ground, Look};
use super::styles::{Style, Styles};
use mingxi_model::Block;

/// What an open element is, and thereby what its children can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Its children mean what they would mean without it.
    Plain,
    Table,
    Row,
    Cell,
    Paragraph,
    ParagraphProps,
    /// Properties of the paragraph's mark.
    MarkProps,
    ListProps,
    Run,
    RunProps,
    /// Text; whether white space at its ends counts.
    Text {
        keeps_space: bool,
    },
    TableProps,
    RowProps,
    CellProps,
    TextBox,
}

/// The innermost open thing that holds content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Story,
    Table,
    Row,
    Paragraph,
}

/// Where a story stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoryKind {
    Body,
    Cell,
    TextBox,
}

/// Something that holds paragraphs and tables: the body, a cell, a text box.
pub(super) struct Story {
    pub(super) kind: StoryKind,
    pub(super) path: String,
    /// Paragraphs and tables met so far.
    pub(super) paragraphs: u32,
    pub(super) tables: u32,
    /// A cell's text so far; `None` before its first paragraph.
    pub(super) text: Option<String>,
    /// The indentation of a cell's first paragraph with text; `None` also where it is centred.
    pub(super) indent: Option<f32>,
    /// Text of a paragraph whose mark is deleted or hidden: it runs on into the next paragraph.
    pub(super) carried: String,
    /// The blocks so far; of a cell only its nested tables and text boxes.
    pub(super) blocks: Vec<Block>,
    /// The open fields: whether their result has begun.
    pub(super) fields: Vec<bool>,
    /// How many of them are still in their instruction.
    pub(super) instructions: usize,
    /// What the shading of a cell paints under its text.
    pub(super) ground: Ground,
    /// A tracked change deleted the cell, or a merge covers it.
    pub(super) is_deleted: bool,
    pub(super) is_covered: bool,
}

impl Story {
    pub(super) fn new(kind: StoryKind, path: String) -> Story {
        Story {
            kind,
            path,
            paragraphs: 0,
            tables: 0,
            text: None,
            indent: None,
            carried: String::new(),
            blocks: Vec::new(),
            fields: Vec::new(),
            instructions: 0,
            ground: Ground::default(),
            is_deleted: false,
            is_covered: false,
        }
    }

    /// Adds a paragraph to a cell's text.
    pub(super) fn say(&mut self, text: String) {
        match &mut self.text {
            Some(all) => {
                all.push('\n');
                all.push_str(&text);
            }
            None => self.text = Some(text),
        }
    }

    /// A field begins (`begin`), turns to its result (`separate`) or ends (`end`).
    pub(super) fn field(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.fields.push(false);
                self.instructions += 1;
            }
            "separate" => {
                if let Some(result) = self.fields.last_mut()
                    && !std::mem::replace(result, true)
                {
                    self.instructions -= 1;
                }
            }
            "end" if self.fields.pop() == Some(false) => self.instructions -= 1,
            _ => {}
        }
    }

    /// A field that never turns to its result would swallow the rest of the document: at the end of a
    /// paragraph it is forgotten.
    pub(super) fn settle_fields(&mut self) {
        if self.instructions > 0 {
            self.fields.clear();
            self.instructions = 0;
        }
    }
}

/// A paragraph as it is read.
pub(super) struct ParagraphDraft<'a> {
    /// 1-based number in its story.
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) style: &'a Style,
    pub(super) style_id: Option<String>,
    /// Outline level by direct formatting.
    pub(super) outline: Option<i64>,
    /// Left and first-line indentation in points and whether the text is centred, by direct formatting.
    pub(super) indent: Indent,
    /// List and level by direct formatting.
    pub(super) list: Option<String>,
    pub(super) level: Option<i64>,
    pub(super) mark: RunDraft,
    /// A tracked change deleted the paragraph's mark.
    pub(super) mark_deleted: bool,
    /// Its label, once counted.
    pub(super) label: Option<Option<String>>,
    /// What its own shading paints under the text.
    pub(super) ground: Ground,
    /// Text boxes anchored in it.
    pub(super) boxes: u32,
    /// What stands in them.
    pub(super) after: Vec<Block>,
}

impl<'a> ParagraphDraft<'a> {
    pub(super) fn new(number: u32, style: &'a Style) -> ParagraphDraft<'a> {
        ParagraphDraft {
            number,
            text: String::new(),
            style,
            style_id: None,
            outline: None,
            indent: Indent::default(),
            list: None,
            level: None,
            mark: RunDraft::default(),
            mark_deleted: false,
            label: None,
            ground: Ground::default(),
            boxes: 0,
            after: Vec::new(),
        }
    }

    /// Whether the paragraph runs on into the next one: its mark is deleted or hidden.
    pub(super) fn runs_on(&self, styles: &Styles) -> bool {
        self.mark_deleted || styles.is_hidden(self.style, self.mark.style.as_deref(), self.mark.vanish)
    }
}

/// A run as it is read.
#[derive(Default)]
pub(super) struct RunDraft {
    /// Hidden by direct formatting.
    pub(super) vanish: Option<bool>,
    /// The character style.
    pub(super) style: Option<String>,
    /// How it looks by direct formatting.
    pub(super) look: Look,
}
