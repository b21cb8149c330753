//! The dialect of a PDF's dump: a row is a line of fields between tabs, a merge leaves empty fields.

use super::plain::{self, Line};
use super::strip_bookmarks;
use crate::DecodeError;
use crate::allowance::Allowance;
use mingxi_model::{Block, DumpCell, DumpDialect, DumpRow, DumpTable};

/// Splits the dump into paragraphs and runs of rows. Blank lines between two rows are kept as
/// `break_before`: they are page breaks, or the border of two tables; which of the two only the rows tell.
pub(super) fn blocks(text: &str, allowance: &Allowance) -> Result<Vec<Block>, DecodeError> {
    let mut blocks = Vec::new();
    let mut rows: Vec<DumpRow> = Vec::new();
    let mut others: Vec<Line> = Vec::new();
    for (number, raw) in (1u32..).zip(text.lines()) {
        let (line, _) = strip_bookmarks(raw);
        if line.contains('\t') && !plain::is_padded(&line) {
            let blank = !others.is_empty();
            if others.iter().any(|line| !line.is_blank()) {
                end_table(&mut rows, &mut blocks);
                plain::blocks(&others, allowance, &mut blocks)?;
            }
            others.clear();
            allowance.cells(line.bytes().filter(|byte| *byte == b'\t').count() + 1)?;
            let cells =
                line.split('\t').map(|text| DumpCell { text: unquoted(text), line: number }).collect();
            rows.push(DumpRow { cells, break_before: blank && !rows.is_empty() });
        } else {
            others.push(Line { number, text: line });
        }
    }
    end_table(&mut rows, &mut blocks);
    plain::blocks(&others, allowance, &mut blocks)?;
    Ok(blocks)
}

/// A field without the quotes in which spreadsheets put what holds a comma.
fn unquoted(text: &str) -> String {
    let inner = text.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let is_one = |inner: &&str| !inner.replace("\"\"", "").contains('"');
    inner.filter(is_one).map_or_else(|| text.to_owned(), |inner| inner.replace("\"\"", "\""))
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
    fn fields_lose_the_quotes_of_spreadsheets() {
        assert_eq!(unquoted("\"1,234.50\""), "1,234.50");
        assert_eq!(unquoted("\"他说\"\"好\"\"\""), "他说\"好\"");
        assert_eq!(unquoted("\"甲\"和\"乙\""), "\"甲\"和\"乙\"");
        assert_eq!(unquoted(" 甲 "), " 甲 ");
    }

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
