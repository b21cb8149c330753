//! A disclosure as its designer means it: prose and tables with their true spans.

use crate::truth::Truth;
use crate::write::pdf::{Ink, Look};
use std::collections::BTreeMap;

/// The money unit a document prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 元.
    Yuan,
    /// 万元.
    TenThousand,
}

impl Unit {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::TenThousand => "万元",
        }
    }

    /// One hundredth of this unit, in fen (0.01 yuan): the smallest step that two printed decimals show.
    pub fn step(self) -> i64 {
        match self {
            Unit::Yuan => 1,
            Unit::TenThousand => 10_000,
        }
    }
}

/// Budget or final accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// 预算.
    Budget,
    /// 决算.
    FinalAccounts,
}

impl Stage {
    /// The name in the data contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Budget => "budget",
            Stage::FinalAccounts => "final_accounts",
        }
    }

    /// 预算 or 决算.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Budget => "预算",
            Stage::FinalAccounts => "决算",
        }
    }
}

/// One unit or a whole department.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// 单位.
    Unit,
    /// 部门.
    Department,
}

impl Scope {
    /// The name in the data contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Unit => "unit",
            Scope::Department => "department",
        }
    }

    /// 单位 or 部门.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Unit => "单位",
            Scope::Department => "部门",
        }
    }
}

/// A cell with its true span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// 0-based row.
    pub r: usize,
    /// 0-based column.
    pub c: usize,
    /// Rows covered.
    pub rs: usize,
    /// Columns covered.
    pub cs: usize,
    /// The text; `\n` separates paragraphs of the cell.
    pub text: String,
    /// How many steps its text is indented: 10 points a step on paper, two blanks in a text dump.
    pub indent: u8,
}

/// A table with true spans; its cells tile it and stand in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The table kind of the data contract.
    pub kind: &'static str,
    /// The title as printed; empty where the form has none.
    pub title: String,
    /// 公开05表, 表3.
    pub form_number: Option<String>,
    /// Lines between title and grid: agency, year, unit.
    pub captions: Vec<String>,
    /// Whether the captions are the grid's first row (Word habit) instead of paragraphs.
    pub framed_captions: bool,
    /// Rows at the top that are header; 0 for forms of label and value pairs.
    pub header_rows: usize,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// The cells.
    pub cells: Vec<Cell>,
    /// Lines below the grid.
    pub notes: Vec<String>,
    /// An empty form (空表).
    pub is_blank: bool,
    /// A bookmark that the Word file carries on the title, printed by the dump as `[bookmark: name]`.
    pub bookmark: Option<String>,
    /// Rows before which a page ends (tab dump: a blank line).
    pub page_breaks: Vec<usize>,
    /// Whether the header is printed again after a page break.
    pub repeat_header: bool,
    /// How cells, by row and column, are printed on a page that are not printed plainly.
    pub inks: BTreeMap<(usize, usize), Ink>,
    /// Whether a picture of the grid stands in its place.
    pub is_picture: bool,
}

/// One block of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a document has few blocks, most of them tables")]
pub enum Block {
    /// A headline.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// A table.
    Table(Table),
}

/// A whole disclosure with the facts that a correct extraction must yield.
#[derive(Debug, Clone)]
pub struct Disclosure {
    /// The agency without scope suffix.
    pub agency: String,
    /// The agency's budget code.
    pub agency_code: Option<String>,
    /// Full path of the region: 云岭省清河市东澜区.
    pub region: String,
    /// Its GB/T 2260 code; `None` for the invented places.
    pub region_code: Option<String>,
    /// The year the disclosure is about.
    pub year: i64,
    /// Budget or final accounts.
    pub stage: Stage,
    /// Unit or department.
    pub scope: Scope,
    /// The printed money unit.
    pub unit: Unit,
    /// The name of the provincial habit it follows.
    pub style: &'static str,
    /// How it is printed where its format has pages.
    pub look: Look,
    /// Prose and tables in reading order.
    pub blocks: Vec<Block>,
    /// What must be extracted.
    pub truth: Truth,
}

impl Disclosure {
    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
