//! The dialect of a Word file's dump: a cell is a line that starts with a tab, a blank line ends a row.

use super::{paragraph, strip_bookmarks};
use crate::DecodeError;
use crate::allowance::Allowance;
use mingxi_model::{Block, DumpCell, DumpDialect, DumpRow, DumpTable};

/// What has been read of the table at hand.
#[derive(Default)]
struct OpenTable {
    rows: Vec<DumpRow>,
    row: Vec<DumpCell>,
    blank_lines: usize,
}

impl OpenTable {
    fn end_row(&mut self) {
        if !self.row.is_empty() {
            self.rows.push(DumpRow { cells: std::mem::take(&mut self.row), break_before: false });
        }
    }

    /// Ends the table. A lone cell is no table but text that stood in a frame: its lines become paragraphs.
    fn end(&mut self, blocks: &mut Vec<Block>) {
        self.end_row();
        self.blank_lines = 0;
        let rows = std::mem::take(&mut self.rows);
        match rows.as_slice() {
            [] => {}
            [row] if row.cells.len() == 1 => {
                let cell = &row.cells[0];
                blocks.extend(
                    cell.text.lines().enumerate().filter_map(|(i, t)| paragraph(t, cell.line as usize + i)),
                );
            }
            _ => blocks.push(Block::Dump(DumpTable { dialect: DumpDialect::CellPerLine, rows })),
        }
    }
}

/// Splits the dump into paragraphs and tables.
///
/// A line without a tab right after a cell is a further line of that cell, unless a bookmark announces a
/// title. Two blank lines, or any paragraph after a row's end, end the table.
pub(super) fn blocks(text: &str, allowance: &Allowance) -> Result<Vec<Block>, DecodeError> {
    let mut blocks = Vec::new();
    let mut table = OpenTable::default();
    for (index, raw) in text.lines().enumerate() {
        let line_number = index + 1;
        let (line, bookmarked) = strip_bookmarks(raw);
        if let Some(rest) = line.strip_prefix('\t') {
            if table.blank_lines > 1 {
                table.end(&mut blocks);
            }
            table.blank_lines = 0;
            allowance.cells(1)?;
            let text = rest.trim_end_matches('\t').replace('\t', " ");
            table.row.push(DumpCell { text, line: line_number as u32 });
        } else if line.chars().all(mingxi_model::text::is_space) {
            table.end_row();
            table.blank_lines += 1;
        } else if let Some(cell) = table.row.last_mut().filter(|_| !bookmarked) {
            cell.text.push('\n');
            cell.text.push_str(line.trim_end());
        } else {
            table.end(&mut blocks);
            allowance.cells(1)?;
            blocks.extend(paragraph(&line, line_number));
        }
    }
    table.end(&mut blocks);
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    /// Blocks as text: `P:text` or rows of cells joined with `|`.
    fn shape(text: &str) -> Vec<String> {
        let blocks = blocks(text, &Allowance::new(&Limits::default())).unwrap();
        blocks.iter().flat_map(describe).collect()
    }

    fn describe(block: &Block) -> Vec<String> {
        match block {
            Block::Paragraph(p) => vec![format!("P:{}", p.text)],
            Block::Dump(t) => t
                .rows
                .iter()
                .map(|r| r.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|"))
                .collect(),
            Block::Native(_) => unreachable!("a dump has no native tables"),
        }
    }

    #[test]
    fn rows_cells_and_wrapped_lines() {
        assert_eq!(
            shape("收支表\n\n\t二级\n指标\n\t金额\n\n\t\n\t1.00\t\t\n\n\n正文"),
            ["P:收支表", "二级\n指标|金额", "|1.00", "P:正文"]
        );
    }

    #[test]
    fn a_bookmark_ends_a_table_without_a_blank_line() {
        assert_eq!(
            shape("\t甲\n\t乙\n\n\t1\n\t2\n [bookmark: t]支出表\n\t丙\n\t丁\n"),
            ["甲|乙", "1|2", "P:支出表", "丙|丁"]
        );
    }

    #[test]
    fn two_blank_lines_part_two_tables() {
        let two = blocks("\t甲\n\t乙\n\n\n\t丙\n\t丁\n", &Allowance::new(&Limits::default())).unwrap();
        assert_eq!(two.len(), 2);
    }

    #[test]
    fn a_lone_cell_is_text() {
        assert_eq!(
            shape("\t资产说明。\n资产情况表\n\n\n\t甲\n\t乙\n"),
            ["P:资产说明。", "P:资产情况表", "甲|乙"]
        );
    }
}
