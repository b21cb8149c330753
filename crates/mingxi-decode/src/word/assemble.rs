//! Paragraphs, cells, tables and text boxes as they end: from what was open to blocks.

use super::cells::CellDraft;
use super::draft::{Context, ParagraphDraft, RunDraft, Story, StoryKind};
use super::labels::{Labels, ListPlace};
use super::look::{Ground, WHITE, are_alike};
use super::remarks::Remarks;
use super::styles::Styles;
use super::table::TableDraft;
use crate::DecodeError;
use crate::allowance::Allowance;
use mingxi_model::text::{is_space, superscript};
use mingxi_model::{Block, NativeTable, Paragraph, Place};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Bytes of a path that count as one cell: deep nesting cannot buy memory with long paths.
const PATH_BYTES: usize = 128;

/// Width and height from which a picture may be a form, in EMU (360,000 to the centimetre).
pub(crate) const LARGE: (i64, i64) = (2_900_000, 1_000_000);

/// What is open in a body, innermost last, and what came of the rest.
pub(crate) struct Assembly<'a> {
    pub(crate) styles: &'a Styles,
    labels: Labels<'a>,
    pub(crate) contexts: Vec<Context>,
    pub(crate) stories: Vec<Story>,
    pub(crate) tables: Vec<TableDraft>,
    pub(crate) paragraphs: Vec<ParagraphDraft<'a>>,
    pub(crate) remarks: Remarks,
    /// The pages have a colour.
    pub(crate) has_background: bool,
    allowance: Allowance,
}

impl<'a> Assembly<'a> {
    pub(crate) fn new(styles: &'a Styles, labels: Labels<'a>, allowance: &Allowance) -> Assembly<'a> {
        Assembly {
            styles,
            labels,
            contexts: vec![Context::Story],
            stories: vec![Story::new(StoryKind::Body, "body".to_owned())],
            tables: Vec::new(),
            paragraphs: Vec::new(),
            remarks: Remarks::default(),
            has_background: false,
            allowance: allowance.clone(),
        }
    }

    /// The innermost open thing that holds content.
    pub(crate) fn context(&self) -> Context {
        self.contexts.last().copied().unwrap_or(Context::Story)
    }

    /// Does something with the innermost story.
    pub(crate) fn story_mut<T: Default>(&mut self, act: impl FnOnce(&mut Story) -> T) -> T {
        self.stories.last_mut().map(act).unwrap_or_default()
    }

    /// Notes content where the format allows none.
    pub(crate) fn misplaced(&mut self) {
        self.remarks.misplaced += 1;
    }

    pub(crate) fn begin_paragraph(&mut self) {
        let number = self.story_mut(|story| {
            story.paragraphs += 1;
            story.paragraphs
        });
        self.paragraphs.push(ParagraphDraft::new(number, self.styles.paragraph(None)));
        self.contexts.push(Context::Paragraph);
    }

    /// Adds text to the open paragraph, unless it is hidden or belongs to a field's instruction.
    pub(crate) fn print(&mut self, text: &str, run: &RunDraft) {
        if self.stories.last().is_some_and(|story| story.instructions > 0) {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if self.styles.is_hidden(paragraph.style, run.style.as_deref(), run.vanish) {
            self.remarks.hidden_characters += text.chars().filter(|c| !is_space(*c)).count();
            return;
        }
        let look = self.styles.look(paragraph.style, run.style.as_deref(), run.look);
        if look.strike == Some(true) {
            self.remarks.struck.add(text);
            return;
        }
        // A text box has a colour of its own, which is not read.
        let grounds = std::iter::once(look.ground).chain([paragraph.ground]).chain(
            self.stories.iter().rev().map(|story| match story.kind {
                StoryKind::TextBox => Ground::Other,
                _ => story.ground,
            }),
        );
        let ground = grounds.into_iter().find(|ground| *ground != Ground::None);
        let may_be_shaded = self.has_background || self.tables.iter().any(|table| table.is_styled);
        let ground = match ground {
            Some(Ground::Plain(colour)) => Some(colour),
            Some(_) => None,
            None => (!may_be_shaded).then_some(WHITE),
        };
        let is_lost =
            matches!((look.ink.flatten(), ground), (Some(ink), Some(ground)) if are_alike(ink, ground));
        if is_lost || look.is_tiny == Some(true) {
            self.remarks.unseen.add(text);
            return;
        }
        // The raised 2 of m2 is no note mark.
        let is_unit = paragraph.text.ends_with(|c: char| c.is_ascii_alphabetic());
        match superscript(text).filter(|_| look.is_raised == Some(true) && !is_unit) {
            Some(mark) => paragraph.text.push_str(&mark),
            None => paragraph.text.push_str(text),
        }
    }

    /// The open table's style.
    pub(crate) fn table_style(&mut self, id: &str) {
        let is_styled = self.styles.named(id).is_some_and(|style| style.shades);
        if let Some(table) = self.tables.last_mut() {
            table.is_styled = is_styled;
        }
    }

    /// Notes a picture as large as a form.
    pub(crate) fn large_picture(&mut self) {
        let path = self.stories.last().map_or("body", |story| story.path.as_str());
        let number = self.paragraphs.last().map_or(0, |paragraph| paragraph.number);
        self.remarks.large_pictures.push(Place::Part(format!("{path}/p[{number}]")));
    }

    /// Counts the open paragraph in its list, once. One that runs on into the next is not counted, nor is
    /// one in a cell that a merge covers.
    pub(crate) fn count_label(&mut self) {
        let is_covered = self.stories.last().is_some_and(|story| story.is_covered);
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if paragraph.label.is_some() || is_covered || paragraph.runs_on(self.styles) {
            return;
        }
        let style = paragraph.style;
        let place = match (&paragraph.list, &style.list) {
            (Some(list), _) => ListPlace { list, level: paragraph.level.or(style.level), style: None },
            (None, Some(list)) => ListPlace {
                list,
                level: paragraph.level.or(style.level),
                style: paragraph.level.map_or(style.numbered_by.as_deref(), |_| None),
            },
            (None, None) => return,
        };
        self.remarks.missing_lists += usize::from(self.labels.is_missing(place.list));
        paragraph.label = Some(self.labels.next(&place));
    }

    /// Takes the label of the open paragraph that the file states itself; bullets are none.
    pub(crate) fn state_label(&mut self, label: &str) {
        let label = label.trim_matches(is_space);
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.label = Some(label.contains(char::is_alphanumeric).then(|| format!("{label} ")));
        }
    }

    pub(crate) fn end_paragraph(&mut self) -> Result<(), DecodeError> {
        self.count_label();
        self.contexts.pop();
        let (Some(mut paragraph), Some(story)) = (self.paragraphs.pop(), self.stories.last_mut()) else {
            return Ok(());
        };
        story.settle_fields();
        if story.kind == StoryKind::Cell && story.text.as_deref().is_none_or(is_blank) {
            paragraph.say_boxes();
        }
        let runs_on = paragraph.runs_on(self.styles);
        // The carried text is moved and not copied: thousands of paragraphs may run on into one another.
        let mut text = std::mem::take(&mut story.carried);
        text.push_str(&paragraph.text);
        if let Some(label) = paragraph.label.flatten() {
            text.insert_str(0, &label);
        }
        if runs_on {
            story.carried = text;
        } else {
            let level = paragraph.outline.or(paragraph.style.outline);
            let is_first = story.text.as_deref().unwrap_or_default().chars().all(is_space);
            if story.kind == StoryKind::Cell && is_first {
                story.indent = paragraph.indent.over(paragraph.style.indent).points();
            }
            let heading = level.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
            self.emit(text, heading.map(|level| level + 1), paragraph.number)?;
        }
        self.story_mut(|story| story.blocks.extend(paragraph.after));
        Ok(())
    }

    /// Adds a paragraph's text to the innermost story.
    fn emit(&mut self, text: String, heading: Option<u8>, number: u32) -> Result<(), DecodeError> {
        let Some(story) = self.stories.last_mut() else {
            return Ok(());
        };
        if story.kind == StoryKind::Cell {
            story.say(text);
            return Ok(());
        }
        let text = tidy(&text);
        if text.chars().all(is_space) {
            return Ok(());
        }
        let path = format!("{}/p[{number}]", story.path);
        let cost = 1 + path.len() / PATH_BYTES;
        story.blocks.push(Block::Paragraph(Paragraph {
            text,
            heading,
            place: Place::Part(path),
            turns: Vec::new(),
        }));
        self.allowance.cells(cost)
    }

    /// Ends the innermost story: text that was to run on into a next paragraph stands for itself.
    fn end_story(&mut self) -> Result<Option<Story>, DecodeError> {
        let carried = self.story_mut(|story| std::mem::take(&mut story.carried));
        if !carried.is_empty() {
            let number = self.story_mut(|story| story.paragraphs);
            self.emit(carried, None, number)?;
        }
        Ok(self.stories.pop())
    }

    pub(crate) fn begin_table(&mut self) {
        let path = self.story_mut(|story| {
            story.tables += 1;
            format!("{}/tbl[{}]", story.path, story.tables)
        });
        self.tables.push(TableDraft::new(path));
        self.contexts.push(Context::Table);
    }

    /// Opens a cell of the open row; `false` where the row is deleted.
    pub(crate) fn begin_cell(&mut self) -> Result<bool, DecodeError> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(false);
        };
        let Some(row) = &mut table.row else {
            return Ok(false);
        };
        row.met += 1;
        if row.is_deleted || row.is_hidden {
            self.remarks.hidden_rows += usize::from(row.is_hidden && row.met == 1);
            return Ok(false);
        }
        table.cell = CellDraft { number: row.met, span: 1, ..CellDraft::default() };
        let path = format!("{}/tr[{}]/tc[{}]", table.path, row.number, row.met);
        let cost = 1 + path.len() / PATH_BYTES;
        self.stories.push(Story::new(StoryKind::Cell, path));
        self.contexts.push(Context::Story);
        self.allowance.cells(cost)?;
        Ok(true)
    }

    pub(crate) fn end_cell(&mut self) -> Result<(), DecodeError> {
        self.contexts.pop();
        let Some(mut story) = self.end_story()? else {
            return Ok(());
        };
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let mut cell = std::mem::take(&mut table.cell);
        cell.indent = story.indent;
        cell.text = tidy(&story.text.unwrap_or_default());
        // A frame in an otherwise empty cell holds the cell's text.
        if let [Block::Native(frame)] = story.blocks.as_slice()
            && cell.text.chars().all(is_space)
            && let Some(text) = lone_text(frame)
        {
            cell.text = text;
            story.blocks.clear();
        }
        table.after.append(&mut story.blocks);
        if let Some(row) = &mut table.row {
            row.cells.push(cell);
        }
        Ok(())
    }

    pub(crate) fn end_row(&mut self) {
        self.contexts.pop();
        if let Some(table) = self.tables.last_mut() {
            table.end_row();
        }
    }

    pub(crate) fn end_table(&mut self) -> Result<(), DecodeError> {
        self.contexts.pop();
        let Some(mut table) = self.tables.pop() else {
            return Ok(());
        };
        let (laid_out, covered) = table.lay_out();
        self.remarks.covered.extend(covered);
        let Some(native) = laid_out else {
            self.story_mut(|story| story.blocks.append(&mut table.after));
            return Ok(());
        };
        self.allowance.table(native.rows, native.columns, &table.path)?;
        self.story_mut(|story| {
            story.blocks.push(Block::Native(native));
            story.blocks.append(&mut table.after);
        });
        Ok(())
    }

    /// Opens a text box (文本框) of the open paragraph.
    pub(crate) fn begin_text_box(&mut self) {
        let number = self.paragraphs.last_mut().map_or((0, 0), |paragraph| {
            paragraph.boxes += 1;
            (paragraph.number, paragraph.boxes)
        });
        let path = self.stories.last().map_or("body", |story| story.path.as_str());
        let path = format!("{path}/p[{}]/txbx[{}]", number.0, number.1);
        self.stories.push(Story::new(StoryKind::TextBox, path));
        self.contexts.push(Context::Story);
    }

    pub(crate) fn end_text_box(&mut self) -> Result<(), DecodeError> {
        self.contexts.pop();
        let Some(mut story) = self.end_story()? else {
            return Ok(());
        };
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.after.append(&mut story.blocks);
        }
        Ok(())
    }

    /// Everything that was read, also where reading stopped in the middle: what was complete is kept, the
    /// paragraph and the cell that were being read are not, because their text may be cut.
    pub(crate) fn finish(mut self) -> (Vec<Block>, Remarks) {
        while let Some(context) = self.contexts.pop() {
            match context {
                Context::Paragraph => {
                    let after = self.paragraphs.pop().map(|paragraph| paragraph.after).unwrap_or_default();
                    self.story_mut(|story| story.blocks.extend(after));
                }
                Context::Row => {
                    if let Some(table) = self.tables.last_mut() {
                        table.end_row();
                    }
                }
                Context::Table => {
                    self.contexts.push(context);
                    // The table is cut short; if it is too large besides, it is dropped.
                    let _ = self.end_table();
                }
                Context::Story if self.stories.len() > 1 => {
                    let Some(mut story) = self.stories.pop() else {
                        break;
                    };
                    if let (StoryKind::TextBox, Some(paragraph)) = (story.kind, self.paragraphs.last_mut()) {
                        paragraph.after.append(&mut story.blocks);
                    } else if let Some(table) = self.tables.last_mut() {
                        table.after.append(&mut story.blocks);
                    }
                }
                Context::Story => break,
            }
        }
        let carried = self.story_mut(|story| std::mem::take(&mut story.carried));
        let number = self.story_mut(|story| story.paragraphs);
        // One paragraph beyond the limit on their number does no harm.
        let _ = self.emit(carried, None, number);
        let blocks = self.story_mut(|story| std::mem::take(&mut story.blocks));
        (blocks, self.remarks)
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// The only text of a nested table that has no more than one: the frame around it is no table.
fn lone_text(table: &NativeTable) -> Option<String> {
    let mut filled = table.cells.iter().filter(|cell| !cell.text.chars().all(is_space));
    match (filled.next(), filled.next()) {
        (Some(cell), None) => Some(cell.text.clone()),
        _ => None,
    }
}

/// Composed characters, and no line breaks at the ends (page breaks, empty last paragraphs).
fn tidy(text: &str) -> String {
    let text = text.trim_matches('\n');
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text.to_owned() } else { text.nfc().collect() }
}
