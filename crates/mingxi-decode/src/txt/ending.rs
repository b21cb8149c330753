//! Whether a dump ends where its document did: one that was cut while it was copied ends inside a row or a sentence,
//! and its last number may have lost digits.

use mingxi_model::{Block, DumpCell, DumpRow, parse_number};

/// Numbers from which the decimals of a column, or of a document, are known.
const NUMBERS: usize = 3;
/// Rows from which the length of a table's rows is known.
const ROWS: usize = 2;
/// A last line with fewer characters is a heading or a signature.
const SENTENCE: usize = 15;

/// Says how the text breaks off, if it does; the last field of a row that does keeps U+FFFD for what is lost.
///
/// A file whose last line ends with a line break is whole; without one, a table's last row must look like the others,
/// and a sentence must end.
pub(super) fn broken_off(text: &str, blocks: &mut [Block]) -> Option<&'static str> {
    if text.ends_with('\n') {
        return None;
    }
    let mut all: Vec<u32> =
        blocks.iter().flat_map(rows).flat_map(|row| row.cells.iter().skip(1)).filter_map(scale_of).collect();
    let usual = usual(&mut all);
    match blocks.last_mut()? {
        Block::Paragraph(line) => is_cut_sentence(&line.text)
            .then_some("the text ends in the middle of a sentence; download the file again"),
        Block::Dump(table) => {
            let (last, others) = table.rows.split_last_mut()?;
            if !is_cut_row(last, others, usual) {
                return None;
            }
            last.cells.last_mut()?.text.push('\u{fffd}');
            Some("the text ends in the middle of a table's row; download the file again")
        }
        Block::Native(_) => None,
    }
}

/// The rows of a table.
fn rows(block: &Block) -> &[DumpRow] {
    match block {
        Block::Dump(table) => &table.rows,
        Block::Paragraph(_) | Block::Native(_) => &[],
    }
}

/// The decimals of most of enough numbers.
fn usual(scales: &mut [u32]) -> Option<u32> {
    scales.sort_unstable();
    (scales.len() >= NUMBERS).then(|| scales[scales.len() / 2])
}

fn is_cut_sentence(line: &str) -> bool {
    let ends = |c: char| "。.！!？?；;：:”’\"）)】]》…".contains(c);
    line.chars().count() >= SENTENCE
        && line.contains(['，', '。', '；', ','])
        && !line.trim_end().ends_with(ends)
}

/// `usual_of_all` are the decimals of the document's numbers, which serve where the column has few.
fn is_cut_row(last: &DumpRow, others: &[DumpRow], usual_of_all: Option<u32>) -> bool {
    let shortest = others.iter().map(|row| row.cells.len()).min().unwrap_or(0);
    let is_short = others.len() >= ROWS && last.cells.len() < shortest;
    let Some(end) = last.cells.last().map(|cell| cell.text.trim()) else { return false };
    if end.is_empty() {
        return is_short;
    }
    let has_number = |row: &DumpRow| row.cells.iter().skip(1).any(|cell| scale(&cell.text).is_some());
    let Some(own) = scale(end) else {
        // 1,28 and 12. are the beginnings of numbers; a label is cut where rows have numbers.
        let is_begun = end.starts_with(|c: char| c.is_ascii_digit())
            && end.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
        let with_numbers = others.iter().filter(|row| has_number(row)).count();
        return is_begun || (is_short && !has_number(last) && with_numbers * 5 >= others.len() * 3);
    };
    let column = last.cells.len() - 1;
    let mut scales: Vec<u32> = others.iter().filter_map(|row| scale_of(row.cells.get(column)?)).collect();
    let usual = usual(&mut scales).or(usual_of_all).unwrap_or(0);
    // Of whole numbers nothing but the missing fields shows the cut.
    column > 0 && (own < usual || (usual == 0 && is_short))
}

fn scale_of(cell: &DumpCell) -> Option<u32> {
    scale(&cell.text)
}

/// The decimals of a number, as amounts are printed.
fn scale(text: &str) -> Option<u32> {
    parse_number(text).map(|number| number.scale())
}

#[cfg(test)]
mod tests {
    use crate::Limits;
    use mingxi_model::{Block, ErrorKind};

    /// Whether the dump is cut, and its last field.
    fn last(text: &str) -> (bool, String) {
        let document = super::super::decode(&text.replace('|', "\t"), &Limits::default()).unwrap();
        let field = match document.blocks.last().unwrap() {
            Block::Dump(table) => table.rows.last().unwrap().cells.last().unwrap().text.clone(),
            Block::Paragraph(line) => line.text.clone(),
            Block::Native(_) => unreachable!("a dump has no native tables"),
        };
        (document.partial.is_some_and(|(kind, _)| kind == ErrorKind::Truncated), field)
    }

    const ROWS: &str =
        "支出总表\n编码|名称|合计|基本\n205|教育|12.00|3.50\n206|科技|7.25|7.25\n221|住房|1,440.10|\n";

    #[test]
    fn a_last_row_that_lost_something_is_told() {
        for (row, field) in [
            ("222|粮油|16.40|1", "1\u{fffd}"),
            ("222|粮油|16.40|1.", "1.\u{fffd}"),
            ("222|粮油|16.4", "16.4\u{fffd}"),
            ("222|粮油|1,2", "1,2\u{fffd}"),
            ("222|粮", "粮\u{fffd}"),
            ("222|粮油|", "\u{fffd}"),
        ] {
            assert_eq!(last(&format!("{ROWS}{row}")), (true, field.to_owned()), "{row}");
        }
    }

    #[test]
    fn a_whole_dump_is_not() {
        for row in ["222|粮油|16.40|16.40", "222|粮油|16.40|", "222|粮油|16.40", "222|粮油|16.40|1\n"]
        {
            assert!(!last(&format!("{ROWS}{row}")).0, "{row}");
        }
        assert!(!last(ROWS).0);
    }

    #[test]
    fn a_sentence_ends() {
        let said = "2026年支出16.40万元，其中基本支出";
        assert!(last(&format!("{ROWS}{said}")).0);
        for whole in [
            "2026年支出16.40万元，比上年增加。",
            "云杉县财政局 2026年1月",
            "2026年支出16.40万元，其中基本支出\n",
        ] {
            assert!(!last(&format!("{ROWS}{whole}")).0, "{whole}");
        }
    }
}
