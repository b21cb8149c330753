//! Rows further down that print the names of the columns once more: within a page, or where a page began in the file the
//! table was made of. Their texts are set in cells of their own and say nothing of the columns; as at the top of a page
//! they are left out.

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
    let page = |row: usize| rows.get(row).and_then(|row| row.first()).map(|block| block.page);
    let repeats: Vec<bool> = (0..rows.len())
        .map(|row| {
            // The end of a page cuts names in two.
            let is_cut = row > 0 && page(row - 1) != page(row) || page(row + 1) != page(row);
            rows[row].iter().all(|block| {
                let text = squeeze(&block.text);
                let is_part = |name: &String| name.starts_with(&text) || name.ends_with(&text);
                let is_name = is_made_of(&text, &head, MOST_NAMES) || is_cut && head.iter().any(is_part);
                is_name && (parse_number(&text).is_none() || text.len() <= LONGEST_NUMBER)
            })
        })
        .collect();
    let texts = |row: &[Block]| row.iter().map(|block| squeeze(&block.text)).collect::<Vec<String>>();
    let whole: Vec<Vec<String>> =
        rows[..header].iter().map(|row| texts(row)).filter(|row| row.len() >= WHOLE).collect();
    let mut is_left = vec![true; rows.len()];
    let mut from = header;
    while from < rows.len() {
        let run = repeats[from..].iter().take(2 * header).take_while(|repeats| **repeats).count();
        let said: BTreeSet<String> =
            rows[from..from + run].iter().flatten().map(|block| squeeze(&block.text)).collect();
        let is_whole = run > 0 && whole.contains(&texts(&rows[from]));
        if is_whole || said.len() > 1 && 100 * said.len() >= SHARE * head.len() {
            is_left[from..from + run].fill(false);
        }
        from += run.max(1);
    }
    let mut left = is_left.into_iter();
    rows.retain(|_| left.next().unwrap_or(true));
}

/// The most names that a repeated text is made of.
const MOST_NAMES: usize = 3;

/// Whether a text is one of the header's, or several of them run together: what was parted above may be one here.
fn is_made_of(text: &str, head: &BTreeSet<String>, names: usize) -> bool {
    let goes_on = |name: &String| {
        let rest = text.strip_prefix(name.as_str()).filter(|rest| !name.is_empty() && !rest.is_empty());
        rest.is_some_and(|rest| is_made_of(rest, head, names - 1))
    };
    head.contains(text) || names > 1 && head.iter().any(goes_on)
}
