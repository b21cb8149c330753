//! Which columns a sum column states the sum of, by the structure of the header alone.

use crate::{Headers, Measures};
use mingxi_model::{Column, ColumnRole};

/// A value column seen as a node of its panel's header tree.
struct Leaf {
    col: u32,
    /// Header texts without a phase word that several columns share at the bottom (预算数 | 决算数).
    path: Vec<String>,
    /// The phase word left out.
    phase: Option<String>,
    /// The column belongs to what the inner of two sums covers.
    inner: bool,
    /// What the column counts stands in its siblings too.
    aside: bool,
}

/// Fills `sum_of` and `part_of` of the value columns.
///
/// A sum column (合计, 小计) states the sum of its siblings in the same group of the header, a group being
/// stood for by its own sum column or else by all its members. Columns named 其中 are parts of the group's
/// sum column. Where a group has two sum columns the structure does not say what each covers: the vocabulary
/// names what the inner one does, and without it none is filled.
pub(crate) fn fill_sums(columns: &mut [Column], headers: &Headers, measures: &Measures) {
    let panels = columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    for panel in 0..panels {
        let leaves = leaves(columns, panel, measures);
        let mut phases: Vec<Option<String>> = leaves.iter().map(|leaf| leaf.phase.clone()).collect();
        phases.dedup();
        phases.sort();
        phases.dedup();
        for phase in phases {
            let members: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.phase == phase).collect();
            let mut found = Vec::new();
            resolve(&members, 0, headers, &mut found);
            for (total, parts, memos) in found {
                for memo in memos {
                    columns[memo as usize].part_of = Some(total);
                }
                if !parts.is_empty() {
                    columns[total as usize].sum_of = parts;
                }
            }
        }
    }
}

/// A sum over a column of its own measure is of more than that measure (合计 above “三公”经费 小计 and 会议费): it
/// is the total.
pub(crate) fn widen_sums(columns: &mut [Column]) {
    let wider: Vec<usize> = (0..columns.len())
        .filter(|index| {
            let own = &columns[*index];
            own.measure_code.is_some()
                && own.sum_of.iter().any(|part| {
                    let part = &columns[*part as usize];
                    part.measure_code == own.measure_code && part.fund == own.fund
                })
        })
        .collect();
    for index in wider {
        columns[index].measure_code = Some("total".to_owned());
    }
}

fn leaves(columns: &[Column], panel: u32, measures: &Measures) -> Vec<Leaf> {
    let values: Vec<&Column> = columns
        .iter()
        .filter(|c| c.panel == panel && c.role == ColumnRole::Value && !c.path.is_empty())
        .collect();
    values
        .iter()
        .map(|column| {
            let (last, upper) = column.path.split_last().map_or(("", &[][..]), |(l, u)| (l.as_str(), u));
            let is_phase = measures.phases.iter().any(|(_, pattern)| pattern.is_match(last));
            let shared = values.iter().any(|other| {
                other.col != column.col && other.path.split_last().is_some_and(|(_, u)| u == upper)
            });
            let strip = is_phase && shared && !upper.is_empty();
            Leaf {
                col: column.col,
                path: if strip { upper.to_vec() } else { column.path.clone() },
                phase: strip.then(|| last.to_owned()),
                aside: column.measure_code.as_ref().is_some_and(|code| measures.aside.contains(code)),
                inner: column.measure_code.as_ref().is_some_and(|code| measures.inner_sum.contains(code)),
            }
        })
        .collect()
}

/// Whether a leaf is a sum column at this depth.
fn is_total(leaf: &Leaf, depth: usize, headers: &Headers) -> bool {
    leaf.path.get(depth).is_some_and(|text| headers.total.is_match(text))
}

/// Total column, its parts, its 其中 columns.
type Sum = (u32, Vec<u32>, Vec<u32>);

/// Resolves the group of leaves that share a path of length `depth`. Gives the columns that stand for the
/// whole group in the sum above it.
fn resolve(leaves: &[&Leaf], depth: usize, headers: &Headers, found: &mut Vec<Sum>) -> Vec<u32> {
    let mut totals: Vec<u32> = Vec::new();
    let mut parts: Vec<u32> = Vec::new();
    let mut memos: Vec<u32> = Vec::new();
    let mut index = 0;
    while index < leaves.len() {
        let text = leaves[index].path.get(depth);
        let end = (index..leaves.len()).find(|i| leaves[*i].path.get(depth) != text).unwrap_or(leaves.len());
        let group = &leaves[index..end];
        let is_leaf = group.len() == 1 && group[0].path.len() <= depth + 1;
        match text {
            // 支出总计 beside 政府采购 does not count it once more; within a form of procurement alone it would.
            _ if group.iter().all(|leaf| leaf.aside)
                && leaves.iter().any(|leaf| !leaf.aside && !is_total(leaf, depth, headers)) =>
            {
                memos.extend(group.iter().map(|leaf| leaf.col));
            }
            Some(text) if text.starts_with("其中") => memos.extend(group.iter().map(|leaf| leaf.col)),
            Some(text) if is_leaf && headers.total.is_match(text) => totals.push(group[0].col),
            Some(_) if is_leaf => parts.push(group[0].col),
            Some(_) => parts.extend(resolve(group, depth + 1, headers, found)),
            None => parts.extend(group.iter().map(|leaf| leaf.col)),
        }
        index = end;
    }
    match totals.as_slice() {
        [total] => {
            found.push((*total, parts, memos));
            vec![*total]
        }
        [] => parts,
        [outer, inner] => {
            let is_inner = |col: &u32| leaves.iter().any(|leaf| leaf.col == *col && leaf.inner);
            let (covered, mut rest): (Vec<u32>, Vec<u32>) = parts.into_iter().partition(is_inner);
            if !covered.is_empty() {
                rest.insert(0, *inner);
                found.push((*inner, covered, Vec::new()));
                found.push((*outer, rest, memos));
            }
            vec![*outer]
        }
        // Of three sums and more the structure tells nothing.
        [first, ..] => vec![*first],
    }
}
