//! Rows further down that print the names of the columns once more: within a page, or where a page began in the file the
//! table was made of. Their texts are set in cells of their own and say nothing of the columns.

use super::blocks::Block;
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;
use std::collections::BTreeSet;

/// The share, in percent, of the header's texts that a repetition has at least.
const SHARE: usize = 60;
/// Texts of a whole row of the header that are no chance.
const WHOLE: usize = 3;
/// The longest number of a column.
const LONGEST_NUMBER: usize = 2;

/// Takes rows out of the body that repeat the first `header` rows, however their texts are parted into rows.
pub(super) fn remove(rows: &mut Vec<Vec<Block>>, header: usize) {
    let head: BTreeSet<String> = rows[..header].iter().flatten().map(|block| squeeze(&block.text)).collect();
    if head.len() < 2 {
        return;
    }
    let repeats = |row: &[Block]| {
        row.iter().all(|block| {
            let text = squeeze(&block.text);
            head.contains(&text) && (parse_number(&text).is_none() || text.len() <= LONGEST_NUMBER)
        })
    };
    let texts = |row: &[Block]| row.iter().map(|block| squeeze(&block.text)).collect::<Vec<String>>();
    let whole: Vec<Vec<String>> =
        rows[..header].iter().map(|row| texts(row)).filter(|row| row.len() >= WHOLE).collect();
    let mut from = header;
    while from < rows.len() {
        let run = rows[from..].iter().take(2 * header).take_while(|row| repeats(row)).count();
        let said: BTreeSet<String> =
            rows[from..from + run].iter().flatten().map(|block| squeeze(&block.text)).collect();
        let is_whole = run > 0 && whole.contains(&texts(&rows[from]));
        if is_whole || said.len() > 1 && 100 * said.len() >= SHARE * head.len() {
            rows.drain(from..from + run);
        } else {
            from += 1;
        }
    }
}
