//! From what a file says in order to paragraphs, rows and cells as they begin and end.
//!
//! RTF marks only ends: of a paragraph, a cell, a row. What has to be open for them is opened when something stands in it;
//! how deep in tables it stands is a property of the paragraph.

use super::state::{CellState, ParagraphState, RowState, State, ground};
use crate::DecodeError;
use crate::allowance::{Allowance, exceeded};
use crate::word::assemble::Assembly;
use crate::word::cells::{LOWEST, Merge, RowDraft};
use crate::word::draft::{Context, RunDraft};
use crate::word::labels::Labels;
use crate::word::look::{Colour, Ground};
use crate::word::numbering::Numbering;
use crate::word::styles::Styles;
use std::collections::BTreeMap;

/// Tables in tables that are read; Word's own files have a few.
const LEVELS: usize = 32;

/// What is open while a file is read.
pub(super) struct Flow<'a> {
    pub(super) assembly: Assembly<'a>,
    /// For each open text box the number of tables around it.
    boxes: Vec<usize>,
    /// What was said last of the row of each level.
    pub(super) rows: Vec<RowState>,
    /// Heading levels of styles.
    pub(super) outlines: BTreeMap<i32, i64>,
    pub(super) colours: Vec<Option<Colour>>,
    /// Styles of tables may paint cells.
    pub(super) styles_shade: bool,
    numbering: &'a Numbering,
    /// The file wrote a label for the paragraph, also one that is not printed.
    pub(super) is_labelled: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: &'a Numbering, allowance: &Allowance) -> Flow<'a> {
        Flow {
            assembly: Assembly::new(styles, Labels::new(numbering, styles), allowance),
            boxes: Vec::new(),
            rows: vec![RowState::default()],
            outlines: BTreeMap::new(),
            colours: Vec::new(),
            styles_shade: false,
            numbering,
            is_labelled: false,
        }
    }

    /// Tables that are open inside the innermost text box, or in the document.
    fn depth(&self) -> usize {
        self.assembly.tables.len().saturating_sub(self.boxes.last().copied().unwrap_or(0))
    }

    /// The row of a level that is being described.
    pub(super) fn row_mut(&mut self, level: usize) -> Option<&mut RowState> {
        let index = level.clamp(1, LEVELS) - 1;
        if self.rows.len() <= index {
            self.rows.resize(index + 1, RowState::default());
        }
        self.rows.get_mut(index)
    }

    /// Adds text to the paragraph, which begins with it.
    pub(super) fn print(&mut self, text: &str, state: &State) -> Result<(), DecodeError> {
        self.open(state.level())?;
        if state.is_deleted {
            self.assembly.remarks.deletions += 1;
            return Ok(());
        }
        let paint = ground(&self.colours, state.paragraph.ground);
        if let Some(paragraph) = self.assembly.paragraphs.last_mut() {
            paragraph.ground = paint;
        }
        let run = RunDraft {
            vanish: state.is_hidden.then_some(true),
            style: None,
            look: state.look(&self.colours),
        };
        self.assembly.print(text, &run);
        Ok(())
    }

    /// Ends a paragraph, also an empty one.
    pub(super) fn end_paragraph(&mut self, state: &State) -> Result<(), DecodeError> {
        self.open(state.level())?;
        self.close_paragraph(&state.paragraph, state.is_deleted, state.is_hidden)
    }

    fn close_paragraph(
        &mut self,
        said: &ParagraphState,
        is_deleted: bool,
        is_hidden: bool,
    ) -> Result<(), DecodeError> {
        let outline = said.outline.or_else(|| self.outlines.get(&said.style).copied());
        if let Some(paragraph) = self.assembly.paragraphs.last_mut() {
            paragraph.outline = outline;
            paragraph.indent = said.indent;
            paragraph.mark_deleted = is_deleted;
            paragraph.mark.vanish = is_hidden.then_some(true);
        }
        self.count(said);
        self.assembly.end_paragraph()
    }

    /// Counts the paragraph in its list. A label that the file wrote is the one that Word printed: it stands in the text.
    fn count(&mut self, said: &ParagraphState) {
        let is_labelled = std::mem::take(&mut self.is_labelled);
        let list = said.list.to_string();
        if said.list > 0 && !self.numbering.lists.contains_key(&list) {
            self.assembly.remarks.missing_lists += usize::from(!is_labelled);
        } else if said.list > 0
            && let Some(paragraph) = self.assembly.paragraphs.last_mut()
        {
            (paragraph.list, paragraph.level) = (Some(list), Some(i64::from(said.list_level)));
            self.assembly.count_label();
        }
        if let Some(paragraph) = self.assembly.paragraphs.last_mut().filter(|_| is_labelled) {
            paragraph.label = Some(None);
        }
    }

    /// Ends a cell of a level.
    pub(super) fn end_cell(&mut self, level: usize, state: &State) -> Result<(), DecodeError> {
        let level = level.max(1);
        // A cell without a paragraph holds an empty one; tables inside it end with it.
        self.open(level)?;
        self.close_paragraph(&state.paragraph, false, false)?;
        self.assembly.end_cell()
    }

    /// Ends a row of a level with what was said of it.
    pub(super) fn end_row(&mut self, level: usize) -> Result<(), DecodeError> {
        let level = level.max(1);
        while self.depth() > level {
            self.close_table()?;
        }
        if self.depth() < level || self.assembly.contexts.last() == Some(&Context::Table) {
            return Ok(());
        }
        // Text behind the last cell's end belongs to no cell.
        self.close_cell()?;
        let Some(said) = self.rows.get(level - 1).cloned() else { return Ok(()) };
        let is_low = said.height < 0 && -i64::from(said.height) <= LOWEST;
        let may_be_painted = said.style > 0 && self.styles_shade;
        if let Some(table) = self.assembly.tables.last_mut() {
            table.is_styled |= may_be_painted;
            if let Some(row) = &mut table.row {
                describe(row, &said);
                row.is_hidden |= is_low;
                self.assembly.remarks.hidden_rows += usize::from(row.is_hidden);
            }
        }
        self.assembly.end_row();
        Ok(())
    }

    /// Opens what text at that depth of tables needs.
    fn open(&mut self, level: usize) -> Result<(), DecodeError> {
        if level > LEVELS {
            return Err(exceeded(format!(
                "tables stand more than {LEVELS} deep in one another; what follows was not read"
            )));
        }
        while self.depth() > level {
            self.close_table()?;
        }
        while self.depth() < level {
            // A table in a table stands where a paragraph may begin.
            if self.assembly.context() == Context::Paragraph {
                self.close_paragraph(&ParagraphState::default(), false, false)?;
            }
            self.assembly.begin_table();
            self.open_cell()?;
        }
        if level > 0 && matches!(self.assembly.context(), Context::Table | Context::Row) {
            self.open_cell()?;
        }
        if self.assembly.context() == Context::Story {
            self.assembly.begin_paragraph();
        }
        Ok(())
    }

    /// Opens a cell of the innermost table, and a row where none is.
    fn open_cell(&mut self) -> Result<(), DecodeError> {
        let level = self.depth();
        let mut paint = Ground::None;
        if let Some(table) = self.assembly.tables.last_mut() {
            if table.row.is_none() {
                table.met += 1;
                table.row = Some(RowDraft { number: table.met, ..RowDraft::default() });
                self.assembly.contexts.push(Context::Row);
            }
            let met = table.row.as_ref().map_or(0, |row| row.met as usize);
            let said = level.checked_sub(1).and_then(|index| self.rows.get(index));
            if let Some(cell) = said.and_then(|said| said.cells.get(met)) {
                paint = cell.ground(&self.colours);
            }
        }
        self.assembly.begin_cell()?;
        self.assembly.story_mut(|story| story.ground = paint);
        Ok(())
    }

    /// Ends a cell whose end is missing, where one is open.
    fn close_cell(&mut self) -> Result<(), DecodeError> {
        let has_paragraph = self.assembly.context() == Context::Paragraph;
        if has_paragraph {
            self.close_paragraph(&ParagraphState::default(), false, false)?;
        }
        if self.assembly.context() == Context::Story {
            self.assembly.end_cell()?;
        }
        Ok(())
    }

    /// Ends the innermost table, a row whose end is missing included.
    fn close_table(&mut self) -> Result<(), DecodeError> {
        if matches!(self.assembly.context(), Context::Paragraph | Context::Story) {
            self.close_cell()?;
        }
        if self.assembly.context() == Context::Row {
            self.end_row(self.depth())?;
        }
        self.assembly.end_table()
    }

    /// Opens a text box in the open paragraph.
    pub(super) fn begin_box(&mut self, state: &State) -> Result<(), DecodeError> {
        self.open(state.level())?;
        self.assembly.begin_text_box();
        self.boxes.push(self.assembly.tables.len());
        Ok(())
    }

    /// Ends the innermost text box.
    pub(super) fn end_box(&mut self) -> Result<(), DecodeError> {
        while self.depth() > 0 {
            self.close_table()?;
        }
        if self.assembly.context() == Context::Paragraph {
            self.close_paragraph(&ParagraphState::default(), false, false)?;
        }
        self.boxes.pop();
        self.assembly.end_text_box()
    }

    /// Ends what is open at the end of a file.
    pub(super) fn end(&mut self, state: &State) -> Result<(), DecodeError> {
        while !self.boxes.is_empty() {
            self.end_box()?;
        }
        while self.depth() > 0 {
            self.close_table()?;
        }
        if self.assembly.context() == Context::Paragraph {
            self.close_paragraph(&state.paragraph, false, false)?;
        }
        Ok(())
    }
}

/// Gives the cells of a row what its description says of them.
fn describe(row: &mut RowDraft, said: &RowState) {
    let known = said.cells.len();
    for (index, cell) in row.cells.iter_mut().enumerate() {
        // Cells beyond those that are described would have no width.
        cell.edges = said.edges(index).filter(|_| known > 0);
        let described = said.cells.get(index).copied().unwrap_or_default();
        let CellState { vertical, horizontal, .. } = described;
        (cell.vertical, cell.horizontal) = (vertical, horizontal);
        if cell.horizontal == Merge::Continue && index == 0 {
            cell.horizontal = Merge::None;
        }
    }
}
