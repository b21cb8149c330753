//! The dialect of a PDF's dump: a row is a line of fields between tabs, a merge leaves empty fields.

use super::{paragraph, strip_bookmarks};
use crate::DecodeError;
use crate::allowance::Allowance;
use mingxi_model::{Block, DumpCell, DumpDialect, DumpRow, DumpTable};

/// Splits the dump into paragraphs and runs of rows. Blank lines between two rows are kept as
/// `break_before`: they are page breaks, or the border of two tables; which of the two only the rows tell.
pub(super) fn blocks(text: &str, allowance: &Allowance) -> Result<Vec<Block>, DecodeError> {
    let mut blocks = Vec::new();
    let mut rows: Vec<DumpRow> = Vec::new();
    let mut blank = false;
    for (index, raw) in text.lines().enumerate() {
        let line_number = index + 1;
        let (line, _) = strip_bookmarks(raw);
        if line.contains('\t') {
            allowance.cells(line.bytes().filter(|byte| *byte == b'\t').count() + 1)?;
            let fields: Vec<DumpCell> = line
                .split('\t')
                .map(|text| DumpCell { text: text.to_owned(), line: line_number as u32 })
                .collect();
            rows.push(DumpRow { cells: fields, break_before: blank && !rows.is_empty() });
            blank = false;
        } else if line.chars().all(mingxi_model::text::is_space) {
            blank = true;
        } else {
            blank = false;
            end_table(&mut rows, &mut blocks);
            allowance.cells(1)?;
            blocks.extend(paragraph(&line, line_number));
        }
    }
    end_table(&mut rows, &mut blocks);
    Ok(blocks)
}

fn end_table(rows: &mut Vec<DumpRow>, blocks: &mut Vec<Block>) {
    if !rows.is_empty() {
        let rows = std::mem::take(rows);
        blocks.push(Block::Dump(DumpTable { dialect: DumpDialect::TabSeparated, rows }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_fields_and_breaks() {
        let blocks = blocks(
            "## 收支表\n\n甲\t乙\t\n\n\t1\t\n注：空\n丙\t丁\n",
            &Allowance::new(&crate::Limits::default()),
        )
        .unwrap();
        assert_eq!(blocks.len(), 4);
        let Block::Paragraph(title) = &blocks[0] else { panic!("a title") };
        assert_eq!((title.text.as_str(), title.heading), ("收支表", Some(2)));
        let Block::Dump(table) = &blocks[1] else { panic!("a table") };
        assert_eq!(
            table.rows.iter().map(|r| (r.cells.len(), r.break_before)).collect::<Vec<_>>(),
            [(3, false), (3, true)]
        );
        assert_eq!(table.rows[1].cells[1], DumpCell { text: "1".into(), line: 5 });
    }
}
