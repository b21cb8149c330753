//! A sum right below a larger one, both above their rows: “三公”经费及会议费、培训费合计, “三公”经费小计, 因公出国（境）费 …
//! 会议费, 培训费. The smaller sum is the group of the first rows, and with the rest makes up the larger one.

use super::amounts::Amounts;
use mingxi_model::{RowLabel, RowRole};

/// Rows of one list that are looked through.
const MOST: usize = 60;

/// Makes groups of sums that stand right below a larger sum and are proven to be a part of it.
pub(super) fn nest_leading_sums(labels: &mut [RowLabel], amounts: &Amounts) {
    let is_total = |label: &RowLabel| label.role == Some(RowRole::Total);
    for whole in 0..labels.len().saturating_sub(2) {
        let part = whole + 1;
        if !is_total(&labels[whole]) || !is_total(&labels[part]) {
            continue;
        }
        let outermost: Vec<usize> = (part + 1..labels.len())
            .take_while(|row| !is_total(&labels[*row]))
            .filter(|row| labels[*row].parent_row.is_none())
            .take(MOST)
            .collect();
        let ends = (1..outermost.len()).find(|end| {
            let rest = outermost[*end..].iter().copied();
            amounts.verdict(&amounts.stated(part), outermost[..*end].iter().copied()).holds()
                && amounts.verdict(&amounts.stated(whole), rest.chain([part])).holds()
        });
        let Some(end) = ends else { continue };
        labels[part].role = Some(RowRole::Group);
        let parent = labels[part].row;
        outermost[..end].iter().for_each(|row| labels[*row].parent_row = Some(parent));
    }
}
