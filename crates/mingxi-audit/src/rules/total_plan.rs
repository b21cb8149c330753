//! Which rows the totals of a list sum up.

use crate::context::{TotalClass, total_class};
use mingxi_model::text::squeeze;

/// A row of a list as far as its totals are concerned.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    /// The row's index in its table.
    pub node: usize,
    /// For a total its name.
    pub total: Option<Option<&'a str>>,
    /// For a total the rows that are known to be its parts, where numbering tells.
    pub parts: Vec<usize>,
}

/// A total and the rows it sums up; `None` where the list leaves open which they are.
pub(super) type Plan = Vec<(usize, Option<Vec<usize>>)>;

/// Assigns rows to totals, from top to bottom.
///
/// A single total sums up the rows above it or those below it. Of several, one at the head of the list sums up
/// all; 本年…合计 and 总计 take up whatever is still open above them, and 人员经费合计 or 小计 only the
/// rows since the total before it; each is then open itself, so that 收入总计 = 本年收入合计 + 上年结转.
pub(super) fn plan(items: &[Item<'_>]) -> Plan {
    let totals: Vec<usize> = (0..items.len()).filter(|place| items[*place].total.is_some()).collect();
    let is_known = |place: usize| !items[place].parts.is_empty();
    match totals.as_slice() {
        [] => Vec::new(),
        [only] if !is_known(*only) => vec![single(items, *only)],
        [head, rest @ ..] if *head == 0 && !is_known(0) => headed(items, rest),
        _ => {
            let mut plan = Vec::new();
            chain(items, &mut plan);
            plan
        }
    }
}

fn single(items: &[Item<'_>], total: usize) -> (usize, Option<Vec<usize>>) {
    let nodes = |items: &[Item<'_>]| items.iter().map(|item| item.node).collect::<Vec<_>>();
    let (above, below) = (&items[..total], &items[total + 1..]);
    let is_current_year = class(&items[total]) == TotalClass::CurrentYear;
    let parts = match (above.is_empty(), below.is_empty()) {
        (false, true) => Some(nodes(above)),
        (true, _) => Some(nodes(below)),
        (false, false) if is_current_year => Some(nodes(above)),
        (false, false) => None,
    };
    (items[total].node, parts)
}

/// A list that begins with a total and has others.
fn headed(items: &[Item<'_>], others: &[usize]) -> Plan {
    let last_row = items.iter().rposition(|item| item.total.is_none());
    let goes_on = others
        .iter()
        .filter(|place| last_row > Some(**place))
        .any(|place| class(&items[*place]) != TotalClass::Section);
    if goes_on {
        // Two lists under one another, or carry-over rows below a total that already counts them.
        let unknown = |place: &usize| (items[*place].node, None);
        return std::iter::once(&0).chain(others).map(unknown).collect();
    }
    let mut plan = Vec::new();
    let open = chain(&items[1..], &mut plan);
    plan.insert(0, (items[0].node, Some(open)));
    plan
}

/// Goes down a list, adding to the plan; gives the rows that no total took up.
fn chain(items: &[Item<'_>], plan: &mut Plan) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut since_total = 0;
    for item in items {
        if item.total.is_some() {
            let own_parts = if !item.parts.is_empty() {
                open.clear();
                item.parts.clone()
            } else if class(item) == TotalClass::Section && since_total < open.len() {
                open.split_off(since_total)
            } else {
                std::mem::take(&mut open)
            };
            plan.push((item.node, Some(own_parts)));
            open.push(item.node);
            since_total = open.len();
        } else {
            open.push(item.node);
        }
    }
    open
}

fn class(item: &Item<'_>) -> TotalClass {
    let name = item.total.flatten().map(squeeze);
    total_class(name.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Totals are written as their name, other rows as `.`.
    fn planned(rows: &[&'static str]) -> Plan {
        let items: Vec<Item<'_>> = rows
            .iter()
            .enumerate()
            .map(|(node, row)| Item { node, total: (*row != ".").then_some(Some(*row)), parts: Vec::new() })
            .collect();
        plan(&items)
    }

    fn known(total: usize, parts: &[usize]) -> (usize, Option<Vec<usize>>) {
        (total, Some(parts.to_vec()))
    }

    #[test]
    fn one_total() {
        assert_eq!(planned(&["合计", ".", "."]), [known(0, &[1, 2])]);
        assert_eq!(planned(&[".", ".", "合计"]), [known(2, &[0, 1])]);
        assert_eq!(planned(&[".", ".", "本年支出合计", "."]), [known(2, &[0, 1])]);
        assert_eq!(planned(&[".", ".", "合计", "."]), [(2, None)]);
    }

    #[test]
    fn carry_over_stands_between_two_totals() {
        assert_eq!(
            planned(&[".", ".", "本年收入合计", ".", "收入总计"]),
            [known(2, &[0, 1]), known(4, &[2, 3])]
        );
    }

    #[test]
    fn sections_are_summed_one_by_one() {
        assert_eq!(
            planned(&[".", ".", "人员经费合计", ".", "公用经费合计", "合计"]),
            [known(2, &[0, 1]), known(4, &[3]), known(5, &[2, 4])]
        );
        assert_eq!(
            planned(&["合计", ".", "人员经费合计", ".", "公用经费合计"]),
            [known(0, &[2, 4]), known(2, &[1]), known(4, &[3])]
        );
    }

    #[test]
    fn two_lists_under_one_another_are_left_open() {
        assert_eq!(planned(&["合计", ".", "合计", "."]), [(0, None), (2, None)]);
        assert_eq!(planned(&["合计", ".", ".", "合计"]), [known(0, &[3]), known(3, &[1, 2])]);
    }
}
