//! A range of a file's characters as blocks: paragraph by paragraph, cells and rows as their marks end them.

use super::file::{CELL, File, Paragraph};
use super::rows::Row;
use super::shapes::Shapes;
use crate::DecodeError;
use crate::allowance::Allowance;
use crate::word::assemble::Assembly;
use crate::word::cells::{Merge, RowDraft};
use crate::word::draft::Context;
use crate::word::labels::Labels;
use crate::word::numbering::Numbering;
use crate::word::outcome::BodyRead;
use crate::word::styles::Styles;
use std::ops::Range;

/// What a text is read with.
pub(super) struct Body<'a, 'f> {
    pub(super) file: &'f File<'f>,
    pub(super) assembly: Assembly<'a>,
    pub(super) shapes: Shapes,
    /// The text being read is that of a box: none is anchored in it.
    pub(super) is_in_box: bool,
    /// Text of the run being read.
    pub(super) text: String,
}

/// A table that is open, from the outermost on.
#[derive(Default)]
struct Level {
    has_row: bool,
    has_cell: bool,
    /// The cell is of a row that is not read.
    is_skipped: bool,
    row: Row,
    /// Cells of the row so far.
    cells: usize,
}

/// Reads a range of characters, then the text boxes that nothing in it leads to.
pub(super) fn read(
    file: &File<'_>,
    range: Range<u32>,
    shapes: Shapes,
    styles: &Styles,
    numbering: &Numbering,
    allowance: &Allowance,
) -> BodyRead {
    let assembly = Assembly::new(styles, Labels::new(numbering, styles), allowance);
    let mut body = Body { file, assembly, shapes, is_in_box: false, text: String::new() };
    let outcome = body.read(range).and_then(|()| body.rest());
    let (blocks, remarks) = body.assembly.finish();
    BodyRead { blocks, remarks, stop: outcome.err() }
}

impl Body<'_, '_> {
    /// Reads a range of characters into the innermost story.
    pub(super) fn read(&mut self, range: Range<u32>) -> Result<(), DecodeError> {
        let mut levels: Vec<Level> = Vec::new();
        let mut at = range.start;
        while let Some(paragraph) = self.file.paragraph(at, &range) {
            at = paragraph.mark.saturating_add(1);
            self.paragraph(&paragraph, &range, &mut levels)?;
        }
        self.close(&mut levels, 0)
    }

    /// Text boxes that no anchor led to: they follow the text.
    fn rest(&mut self) -> Result<(), DecodeError> {
        let rest = self.shapes.take_rest();
        if rest.is_empty() {
            return Ok(());
        }
        self.assembly.begin_paragraph();
        for text in rest {
            self.text_box(text)?;
        }
        self.assembly.end_paragraph()
    }

    /// Reads the text of a box of the open paragraph.
    pub(super) fn text_box(&mut self, text: Range<u32>) -> Result<(), DecodeError> {
        self.assembly.begin_text_box();
        self.is_in_box = true;
        let outer = std::mem::take(&mut self.text);
        let outcome = self.read(text);
        self.text = outer;
        self.is_in_box = false;
        outcome?;
        self.assembly.end_text_box()
    }

    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        range: &Range<u32>,
        levels: &mut Vec<Level>,
    ) -> Result<(), DecodeError> {
        let depth = paragraph.properties.depth();
        self.close(levels, depth)?;
        for number in 0..depth {
            if levels.iter().any(|level| level.is_skipped) {
                break;
            }
            if levels.len() == number {
                self.assembly.begin_table();
                levels.push(Level::default());
            }
            let is_own = number + 1 == depth;
            let Some(level) = levels.get_mut(number) else { break };
            if !level.has_row {
                self.begin_row(level, number + 1, paragraph, range);
            }
            if !(level.has_cell || is_own && paragraph.properties.ends_row()) {
                self.begin_cell(level)?;
            }
        }
        let is_skipped = levels.iter().any(|level| level.is_skipped);
        let Some(level) = depth.checked_sub(1).and_then(|index| levels.get_mut(index)) else {
            return if is_skipped { Ok(()) } else { self.text_of(paragraph) };
        };
        if paragraph.properties.ends_row() {
            self.end_cell(level)?;
            self.end_row(level);
            return Ok(());
        }
        if !is_skipped {
            self.text_of(paragraph)?;
        }
        if ends_cell(paragraph) { self.end_cell(level) } else { Ok(()) }
    }

    /// Ends the tables deeper than a depth.
    fn close(&mut self, levels: &mut Vec<Level>, depth: usize) -> Result<(), DecodeError> {
        while levels.len() > depth {
            let Some(mut level) = levels.pop() else { break };
            self.end_cell(&mut level)?;
            self.end_row(&mut level);
            self.assembly.end_table()?;
        }
        Ok(())
    }

    /// Opens a row of the open table. What it is stands at its end, which is looked for.
    fn begin_row(&mut self, level: &mut Level, depth: usize, first: &Paragraph, range: &Range<u32>) {
        let (end, is_deleted) = self.row_end(depth, first, range);
        level.row = match &end {
            Some(end) => {
                let (own, of_piece) = self.file.row_modifiers(end);
                let mut row = Row::of(own, self.file.data);
                row.read(of_piece);
                row
            }
            None => Row::default(),
        };
        level.has_row = true;
        level.cells = 0;
        self.assembly.remarks.deletions += usize::from(is_deleted);
        if let Some(table) = self.assembly.tables.last_mut() {
            table.met += 1;
            let number = table.met;
            let is_hidden = level.row.is_hidden();
            table.row = Some(RowDraft { number, is_deleted, is_hidden, ..RowDraft::default() });
        }
        if let Some(style) = level.row.style {
            self.assembly.table_style(&style.to_string());
        }
        self.assembly.contexts.push(Context::Row);
    }

    /// The paragraph that ends the row of a depth that a paragraph begins, and whether a tracked change deleted the row:
    /// its own mark, or the marks of all its cells.
    fn row_end(&self, depth: usize, first: &Paragraph, range: &Range<u32>) -> (Option<Paragraph>, bool) {
        let mut paragraph = *first;
        let (mut has_cells, mut are_deleted) = (false, true);
        loop {
            let own = paragraph.properties.depth();
            if own < depth {
                return (None, false);
            }
            if own == depth && paragraph.properties.ends_row() {
                let is_deleted = has_cells && are_deleted || self.mark_of(&paragraph).is_deleted;
                return (Some(paragraph), is_deleted);
            }
            if own == depth && ends_cell(&paragraph) {
                has_cells = true;
                are_deleted = are_deleted && self.mark_of(&paragraph).is_deleted;
            }
            match self.file.paragraph(paragraph.mark.saturating_add(1), range) {
                Some(next) => paragraph = next,
                None => return (None, false),
            }
        }
    }

    fn begin_cell(&mut self, level: &mut Level) -> Result<(), DecodeError> {
        level.is_skipped = !self.assembly.begin_cell()?;
        level.has_cell = true;
        let index = level.cells;
        level.cells += 1;
        if level.is_skipped {
            return Ok(());
        }
        let (stated, across) = (level.row.cell(index), level.row.across(index));
        if let Some(table) = self.assembly.tables.last_mut() {
            table.cell.vertical = stated.vertical;
            table.cell.horizontal = across;
            table.cell.edges = level.row.edges(index);
        }
        self.assembly.story_mut(|story| {
            story.ground = stated.ground;
            story.is_covered = stated.vertical == Merge::Continue || across == Merge::Continue;
        });
        Ok(())
    }

    fn end_cell(&mut self, level: &mut Level) -> Result<(), DecodeError> {
        let was_open = std::mem::take(&mut level.has_cell);
        let was_skipped = std::mem::take(&mut level.is_skipped);
        if was_open && !was_skipped { self.assembly.end_cell() } else { Ok(()) }
    }

    fn end_row(&mut self, level: &mut Level) {
        if std::mem::take(&mut level.has_row) {
            self.assembly.end_row();
        }
    }
}

/// Whether a paragraph of a table ends a cell.
fn ends_cell(paragraph: &Paragraph) -> bool {
    match paragraph.properties.depth() {
        1 => paragraph.mark_character == CELL,
        _ => paragraph.properties.is_inner_cell_end,
    }
}
