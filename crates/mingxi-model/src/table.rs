//! A grid whose meaning is known: its kind, what its columns state, what its rows are.

use crate::{CodeStatus, Flow, Fund, Grid, KindEvidence, Phase, RowRole, TableKind, Why};

/// How a table's cells and spans were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extraction {
    /// The file states cells and spans.
    Native,
    /// Drawn rules.
    Ruled,
    /// Alignment of text without rules.
    Aligned,
    /// A text dump; spans are inferred.
    Dump,
}

impl Extraction {
    /// The name in the `extraction` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Extraction::Native => "native",
            Extraction::Ruled => "ruled",
            Extraction::Aligned => "aligned",
            Extraction::Dump => "dump",
        }
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnRole {
    /// A classification or unit code (科目编码, 单位代码).
    Code,
    /// One part of a code: 类, 款 or 项 in a column of its own.
    CodePart,
    /// The code of the second classification of a 部门经济 | 政府经济 pair.
    SecondaryCode,
    /// One part (类, 款) of the second classification's code.
    SecondaryCodePart,
    /// The name of the second classification.
    SecondaryName,
    /// The code of a third classification, by department's economic class, beside a functional and a
    /// governmental one (功能 | 政府经济 | 部门经济).
    EconomicCode,
    /// One part (类, 款) of the third classification's code.
    EconomicCodePart,
    /// The name of the third classification.
    EconomicName,
    /// The row's label (项目, 科目名称).
    Name,
    /// The code of the budget unit, beside a classification code (单位代码).
    UnitCode,
    /// The budget unit's name, beside another label (项目单位).
    UnitName,
    /// 行次, 序号.
    LineNumber,
    /// A number.
    Value,
    /// Words that are no label: 备注, 项目简介, 类型.
    Text,
}

impl ColumnRole {
    /// The role in one word: `code`, `unit_name`.
    pub fn as_str(self) -> &'static str {
        match self {
            ColumnRole::Code => "code",
            ColumnRole::CodePart => "code_part",
            ColumnRole::SecondaryCode => "secondary_code",
            ColumnRole::SecondaryCodePart => "secondary_code_part",
            ColumnRole::SecondaryName => "secondary_name",
            ColumnRole::EconomicCode => "economic_code",
            ColumnRole::EconomicCodePart => "economic_code_part",
            ColumnRole::EconomicName => "economic_name",
            ColumnRole::Name => "name",
            ColumnRole::UnitCode => "unit_code",
            ColumnRole::UnitName => "unit_name",
            ColumnRole::LineNumber => "line_number",
            ColumnRole::Value => "value",
            ColumnRole::Text => "text",
        }
    }
}

/// A column of a recognised table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// 0-based column of the grid.
    pub col: u32,
    /// Header texts from top to bottom: white space out, full width folded, repeats and 栏次 left out.
    pub path: Vec<String>,
    /// What the cells are.
    pub role: ColumnRole,
    /// 0-based number of the side-by-side panel the column belongs to; a panel starts at a label after values.
    pub panel: u32,
    /// The measure's stable name (`basic`, `project`, ...), where the vocabulary knows the header.
    pub measure_code: Option<String>,
    /// Whether the column's numbers are revenue or expenditure.
    pub flow: Option<Flow>,
    /// The fund the column is about.
    pub fund: Option<Fund>,
    /// The phase the column is about.
    pub phase: Option<Phase>,
    /// The unit the header states for this column (`万元`, `辆`), where it differs from the table's.
    pub unit: Option<String>,
    /// Value columns whose sum this column states, by the header's own structure; empty if none.
    pub sum_of: Vec<u32>,
    /// The column states a part (其中：) of this other column.
    pub part_of: Option<u32>,
}

impl Column {
    /// The header path joined with `/`: the `measure` of the column's line items.
    pub fn measure(&self) -> String {
        self.path.join("/")
    }
}

/// What one row of one panel is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowLabel {
    /// 0-based row of the grid.
    pub row: u32,
    /// The panel, as in [`Column::panel`].
    pub panel: u32,
    /// The joined and padded classification code, or a unit row's unit code.
    pub code: Option<String>,
    /// The label without white space and list numbering; `None` where the row has none.
    pub name: Option<String>,
    /// The label as printed.
    pub name_as_printed: Option<String>,
    /// Code of the second classification of a pair row.
    pub secondary_code: Option<String>,
    /// Name of the second classification of a pair row.
    pub secondary_name: Option<String>,
    /// Code of the department-economic class of a row with three classifications.
    pub economic_code: Option<String>,
    /// Its name.
    pub economic_name: Option<String>,
    /// What the classification says of code and name; `None` without a classification code.
    pub code_status: Option<CodeStatus>,
    /// The fund that the row itself names.
    pub fund: Option<Fund>,
    /// The phase that the row itself names (2025年, 2026年, 增减变化 as rows).
    pub phase: Option<Phase>,
    /// 行次 or 序号 as printed.
    pub line_no: Option<String>,
    /// Code of the budget unit the row belongs to.
    pub unit_code: Option<String>,
    /// Name of the budget unit the row belongs to.
    pub unit_name: Option<String>,
    /// 1 类, 2 款, 3 项; of a row without a code its depth, where indent, numbering or sums show it.
    pub level: Option<i8>,
    /// The code one level up.
    pub parent_code: Option<String>,
    /// The part the row plays in sums.
    pub role: Option<RowRole>,
    /// Depth of the label's numbering: 0 for a total, 1 for 一、, 2 for （一） or 1、, 3 for (1), 其中 one below.
    pub depth: u8,
    /// The row (same panel) whose amount contains this row's, by code or by numbering.
    pub parent_row: Option<u32>,
    /// The unit the label states for its row (`辆` in 车辆（台、辆）).
    pub unit: Option<String>,
    /// The stable name of what the label says its row counts (`basic`, `opening_balance`), where the
    /// vocabulary of measures knows it; none beside a classification code.
    pub measure_code: Option<String>,
}

/// A recognised table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// 1-based number in reading order.
    pub table_id: i32,
    /// The title as printed.
    pub title: Option<String>,
    /// 公开05表, 表3.
    pub form_number: Option<String>,
    /// The form.
    pub kind: TableKind,
    /// What told the form.
    pub kind_evidence: KindEvidence,
    /// The unit of the table's amounts as printed (万元, 元).
    pub printed_unit: Option<String>,
    /// The cells.
    pub grid: Grid,
    /// How many rows at the top are header.
    pub header_rows: u32,
    /// Lines above the grid that belong to it: agency, year, unit, form number.
    pub captions: Vec<String>,
    /// Lines below the grid that belong to it (注：, 备注：).
    pub notes: Vec<String>,
    /// How the grid was found.
    pub extraction: Extraction,
    /// An empty form (空表).
    pub is_blank: bool,
    /// What the columns state; one entry for every grid column, or none for a form without columns.
    pub columns: Vec<Column>,
    /// What the rows are, sorted by row and panel; header rows have none.
    pub labels: Vec<RowLabel>,
    /// How many numbers like amounts stand in cells that give no line items.
    pub unpublished_numbers: i32,
    /// Why the table was read as it was: what was weighed for its kind, columns and rows.
    pub why: Vec<Why>,
}

impl Table {
    /// The label of a row in a panel.
    pub fn label(&self, row: u32, panel: u32) -> Option<&RowLabel> {
        let index = self.labels.binary_search_by_key(&(row, panel), |label| (label.row, label.panel));
        index.ok().map(|index| &self.labels[index])
    }

    /// The first page the table stands on.
    pub fn page_first(&self) -> Option<i32> {
        self.pages().min()
    }

    /// The last page the table stands on.
    pub fn page_last(&self) -> Option<i32> {
        self.pages().max()
    }

    fn pages(&self) -> impl Iterator<Item = i32> {
        self.grid.cells().iter().filter_map(|cell| cell.place.as_ref()?.page())
    }
}
