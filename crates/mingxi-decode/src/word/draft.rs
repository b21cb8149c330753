//! What is open while the text of a Word file is read: stories, paragraphs, runs.

use super::indent::Indent;
use super::look::{Ground, Look};
use super::styles::{Style, Styles};
use mingxi_model::Block;
use mingxi_model::text::is_space;

/// The innermost open thing that holds content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Context {
    Story,
    Table,
    Row,
    Paragraph,
}

/// Where a story stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoryKind {
    Body,
    Cell,
    TextBox,
}

/// Something that holds paragraphs and tables: the body, a cell, a text box.
pub(crate) struct Story {
    pub(crate) kind: StoryKind,
    pub(crate) path: String,
    /// Paragraphs and tables met so far.
    pub(crate) paragraphs: u32,
    pub(crate) tables: u32,
    /// A cell's text so far; `None` before its first paragraph.
    pub(crate) text: Option<String>,
    /// The indentation of a cell's first paragraph with text; `None` also where it is centred.
    pub(crate) indent: Option<f32>,
    /// Text of a paragraph whose mark is deleted or hidden: it runs on into the next paragraph.
    pub(crate) carried: String,
    /// The blocks so far; of a cell only its nested tables and text boxes.
    pub(crate) blocks: Vec<Block>,
    /// The open fields: whether their result has begun.
    pub(crate) fields: Vec<bool>,
    /// How many of them are still in their instruction.
    pub(crate) instructions: usize,
    /// What the shading of a cell paints under its text.
    pub(crate) ground: Ground,
    /// A tracked change deleted the cell, or a merge covers it.
    pub(crate) is_deleted: bool,
    pub(crate) is_covered: bool,
}

impl Story {
    pub(crate) fn new(kind: StoryKind, path: String) -> Story {
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
    pub(crate) fn say(&mut self, text: String) {
        match &mut self.text {
            Some(all) => {
                all.push('\n');
                all.push_str(&text);
            }
            None => self.text = Some(text),
        }
    }

    /// A field begins (`begin`), turns to its result (`separate`) or ends (`end`).
    pub(crate) fn field(&mut self, kind: &str) {
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
    pub(crate) fn settle_fields(&mut self) {
        if self.instructions > 0 {
            self.fields.clear();
            self.instructions = 0;
        }
    }
}

/// A paragraph as it is read.
pub(crate) struct ParagraphDraft<'a> {
    /// 1-based number in its story.
    pub(crate) number: u32,
    pub(crate) text: String,
    pub(crate) style: &'a Style,
    pub(crate) style_id: Option<String>,
    /// Outline level by direct formatting.
    pub(crate) outline: Option<i64>,
    /// Left and first-line indentation in points and whether the text is centred, by direct formatting.
    pub(crate) indent: Indent,
    /// List and level by direct formatting.
    pub(crate) list: Option<String>,
    pub(crate) level: Option<i64>,
    pub(crate) mark: RunDraft,
    /// A tracked change deleted the paragraph's mark.
    pub(crate) mark_deleted: bool,
    /// Its label, once counted.
    pub(crate) label: Option<Option<String>>,
    /// What its own shading paints under the text.
    pub(crate) ground: Ground,
    /// Text boxes anchored in it.
    pub(crate) boxes: u32,
    /// What stands in them.
    pub(crate) after: Vec<Block>,
}

impl<'a> ParagraphDraft<'a> {
    pub(crate) fn new(number: u32, style: &'a Style) -> ParagraphDraft<'a> {
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

    /// What boxes say in an otherwise empty paragraph is what the paragraph says.
    pub(crate) fn say_boxes(&mut self) {
        if !self.text.chars().all(is_space) {
            return;
        }
        for block in std::mem::take(&mut self.after) {
            match block {
                Block::Paragraph(said) => {
                    if !self.text.is_empty() {
                        self.text.push('\n');
                    }
                    self.text.push_str(&said.text);
                }
                other => self.after.push(other),
            }
        }
    }

    /// Whether the paragraph runs on into the next one: its mark is deleted or hidden.
    pub(crate) fn runs_on(&self, styles: &Styles) -> bool {
        self.mark_deleted || styles.is_hidden(self.style, self.mark.style.as_deref(), self.mark.vanish)
    }
}

/// A run as it is read.
#[derive(Default)]
pub(crate) struct RunDraft {
    /// Hidden by direct formatting.
    pub(crate) vanish: Option<bool>,
    /// The character style.
    pub(crate) style: Option<String>,
    /// How it looks by direct formatting.
    pub(crate) look: Look,
}
