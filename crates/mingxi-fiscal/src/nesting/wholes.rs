//! What the outermost rows of a panel make up: the total above or below them.

use super::amounts::{Amounts, Stated};
use mingxi_model::{RowLabel, RowRole};

/// The outermost rows in lists, each with what it may come to.
///
/// A total that begins the panel is of the rows below it, up to the next one; else a total is of the rows above it, or of
/// what it states beyond the total before it (总计 beyond 本年收入合计). Totals of other years than the rows' are no wholes.
pub(super) fn outermost(
    labels: &[RowLabel],
    outermost: &[usize],
    years: &[String],
    amounts: &Amounts,
) -> Vec<(Vec<usize>, Vec<Stated>)> {
    let mut totals: Vec<usize> = Vec::new();
    for index in (0..labels.len()).filter(|index| labels[*index].role == Some(RowRole::Total)) {
        // A total that stands again on the next page is the same one.
        let is_of_year = outermost.first().is_none_or(|row| years.get(*row) == years.get(index));
        if amounts.is_filled(index)
            && is_of_year
            && totals.iter().all(|other| amounts.stated(*other) != amounts.stated(index))
        {
            totals.push(index);
        }
    }
    let (Some(first), [top, ..]) = (totals.first().copied(), outermost) else {
        return vec![(outermost.to_vec(), Vec::new())];
    };
    let leads = first < *top;
    let mut lists: Vec<(Vec<usize>, Vec<Stated>)> = Vec::new();
    let mut rest = outermost;
    for (order, total) in totals.iter().copied().enumerate() {
        let (end, wholes) = match leads {
            true => {
                let end = totals.get(order + 1).copied().unwrap_or(usize::MAX);
                (end, vec![amounts.stated(total)])
            }
            false => {
                let before = order.checked_sub(1).map(|before| amounts.beyond(total, totals[before]));
                (total, std::iter::once(amounts.stated(total)).chain(before).collect())
            }
        };
        let count = rest.partition_point(|row| *row < end);
        lists.push((rest[..count].to_vec(), wholes));
        rest = &rest[count..];
    }
    lists.push((rest.to_vec(), Vec::new()));
    lists.retain(|(rows, _)| !rows.is_empty());
    lists
}
