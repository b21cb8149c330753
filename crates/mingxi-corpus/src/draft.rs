//! A document in the making: blocks and facts side by side, tables numbered as they come.

use crate::document::{Block, Unit};
use crate::sheet::Sheet;
use crate::truth::{IndicatorFact, LineFact, ProjectFact, Truth};

/// Blocks and the facts they carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Prose and tables in reading order.
    pub blocks: Vec<Block>,
    /// The facts.
    pub truth: Truth,
}

/// What stands around a grid and how it is printed.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The title; empty for none.
    pub title: String,
    /// Lines between title and grid.
    pub captions: Vec<String>,
    /// Whether the captions are the grid's first row.
    pub framed: bool,
    /// Lines below the grid.
    pub notes: Vec<String>,
    /// Name of the bookmark on the title.
    pub bookmark: Option<String>,
    /// Rows before which a page ends.
    pub page_breaks: Vec<usize>,
    /// Whether the header is printed again after a page break.
    pub repeat_header: bool,
}

impl Frame {
    /// A title and captions, nothing else.
    pub fn titled(title: &str, captions: &[&str]) -> Frame {
        Frame {
            title: title.to_owned(),
            captions: captions.iter().map(|c| (*c).to_owned()).collect(),
            ..Frame::default()
        }
    }
}

/// A title without the form number that stands before it: 表一：收支总表 is 收支总表.
fn without_number(title: &str) -> &str {
    match title.split_once('：') {
        Some((number, rest)) if number.starts_with('表') && number.chars().count() <= 4 => rest,
        _ => title,
    }
}

impl Draft {
    /// Appends a headline.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Appends running text.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// States a fact about the document itself.
    pub fn about(&mut self, field: &str, value: impl Into<String>) {
        self.truth.document.push((field.to_owned(), value.into()));
    }

    /// Appends a finished sheet; its facts get the table's number.
    pub fn table(&mut self, sheet: Sheet, frame: Frame, unit: Unit) {
        let number = self.truth.tables.len() + 1;
        let (mut table, mut fact, sheet) = sheet.finish(&frame.title);
        table.captions = frame.captions;
        table.framed_captions = frame.framed;
        table.notes = frame.notes;
        table.bookmark = frame.bookmark;
        table.page_breaks = frame.page_breaks;
        table.repeat_header = frame.repeat_header;
        fact.table = number;
        without_number(&frame.title).clone_into(&mut fact.title);
        if sheet.lines.iter().any(|line| !line.yuan.is_empty()) {
            fact.unit = unit.as_str().to_owned();
        }
        let truth = &mut self.truth;
        truth.tables.push(fact);
        truth.lines.extend(sheet.lines.into_iter().map(|f| LineFact { table: number, ..f }));
        truth.indicators.extend(sheet.indicators.into_iter().map(|f| IndicatorFact { table: number, ..f }));
        truth.projects.extend(sheet.projects.into_iter().map(|f| ProjectFact { table: number, ..f }));
        self.blocks.push(Block::Table(table));
    }
}
