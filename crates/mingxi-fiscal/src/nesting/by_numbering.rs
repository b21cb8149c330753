//! Rows nested by their numbering: 一、 above （一） above 1、, 其中： below all.

use super::amounts::Amounts;
use crate::Headers;
use crate::numbering::{Numbering, numbering_behind_of_which, ordinal};
use mingxi_model::text::squeeze;
use mingxi_model::{RowLabel, RowRole};
use std::collections::{BTreeMap, BTreeSet};

/// A list that 其中： began: 其中：（1）购置费 / （2）运行费, or 其中：购置费 / 运行费.
struct OfWhich {
    parent_row: u32,
    parent_is_numbered: bool,
    /// Its last member so far.
    last_row: u32,
    inner_rank: u8,
}

impl OfWhich {
    /// Whether a row is numbered as a part of the list's last member.
    fn contains(&self, label: &RowLabel) -> bool {
        self.inner_rank > 0 && label.depth > self.inner_rank && label.role != Some(RowRole::Memo)
    }

    /// Whether a row belongs to the list: numbered like its first member, or not numbered at all under a
    /// numbered parent. Without any numbering nothing tells where the list ends.
    fn goes_on_in(&self, label: &RowLabel) -> bool {
        if label.role == Some(RowRole::Memo) {
            return false;
        }
        match label.depth {
            0 => self.parent_is_numbered && self.inner_rank == 0,
            rank => rank == self.inner_rank,
        }
    }
}

fn inner_rank(label: &RowLabel) -> u8 {
    let printed = label.name_as_printed.as_deref().map(squeeze).unwrap_or_default();
    numbering_behind_of_which(&printed).map_or(0, Numbering::rank)
}

/// The rank of rows without a number below a numbered one: deeper than all numbers.
const INSIDE: u8 = u8::MAX;

/// Which rows without a number stand inside a list that goes on below them: 经费拨款 between （一） and （二） is a part
/// of （一）. Lists of the outermost style say nothing, for every row may stand between these.
fn rows_inside_lists(labels: &[RowLabel]) -> Vec<bool> {
    let number = |label: &RowLabel| {
        let printed = label.name_as_printed.as_deref().map(squeeze).unwrap_or_default();
        ordinal(&printed).filter(|(style, _)| style.rank() > Numbering::Chinese.rank())
    };
    let is_plain = |label: &RowLabel| label.depth == 0 && label.role == Some(RowRole::Leaf);
    let mut inside = vec![false; labels.len()];
    let mut above = None;
    let mut first_plain = 0;
    for (index, label) in labels.iter().enumerate().filter(|(_, label)| !is_plain(label)) {
        let own = number(label);
        let goes_on = above.zip(own).is_some_and(|(above, own): ((Numbering, u32), (Numbering, u32))| {
            above.0 == own.0 && above.1 + 1 == own.1
        });
        inside[first_plain..index].fill(goes_on);
        (above, first_plain) = (own, index + 1);
    }
    inside
}

/// A sum that is numbered itself and printed above its parts (（一）支出合计 above 1. 2. 3.) is the group of these parts: of
/// the rows numbered below it, the outermost ones make it up.
fn group_numbered_sums(labels: &mut [RowLabel], amounts: &Amounts) {
    for index in 0..labels.len() {
        let own = labels[index].depth;
        if labels[index].role != Some(RowRole::Total) || own == 0 {
            continue;
        }
        let below = || {
            (index + 1..labels.len())
                .take_while(|row| labels[*row].depth > own && labels[*row].role != Some(RowRole::Total))
        };
        let Some(outermost) = below().map(|row| labels[row].depth).next() else { continue };
        let parts = below().filter(|row| labels[*row].depth == outermost);
        if amounts.verdict(&amounts.stated(index), parts).holds() {
            labels[index].role = Some(RowRole::Group);
        }
    }
}

/// Parents and groups of rows that are nested by their numbering: 一、 above （一） above 1、, 其中 below all.
pub(super) fn nest_by_numbering(labels: &mut [RowLabel], headers: &Headers, amounts: &Amounts) {
    if labels.iter().any(|label| label.level.is_some()) {
        return;
    }
    group_numbered_sums(labels, amounts);
    let inside = rows_inside_lists(labels);
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut carry_over: Option<usize> = None;
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut carried: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut of_which: Option<OfWhich> = None;
    for index in 0..labels.len() {
        if labels[index].name.is_none() || labels[index].role == Some(RowRole::Total) {
            open.clear();
            carry_over = None;
            of_which = None;
            continue;
        }
        // Rows of an inner numbering belong to the list's last member: 1. and 2. below （二）.
        if let Some(list) = of_which.as_ref().filter(|list| list.contains(&labels[index])) {
            labels[index].parent_row = Some(list.last_row);
            labels[index].role = Some(RowRole::Memo);
            continue;
        }
        if let Some(list) = of_which.as_mut().filter(|list| list.goes_on_in(&labels[index])) {
            list.last_row = labels[index].row;
            labels[index].parent_row = Some(list.parent_row);
            labels[index].role = Some(RowRole::Memo);
            continue;
        }
        let name = labels[index].name.clone().unwrap_or_default();
        // Funds named again below a carry-over row are what is carried over.
        let repeats = !names.insert(name.clone());
        // 小计 of the next unit is no fund, and a row that has its place keeps it.
        let is_placed = labels[index].role == Some(RowRole::Group) || labels[index].parent_row.is_some();
        if let Some(parent) = carry_over.filter(|_| repeats && !is_placed) {
            labels[index].parent_row = Some(labels[parent].row);
            if labels[parent].role == Some(RowRole::Leaf) {
                labels[parent].role = Some(RowRole::Group);
            }
            carried.entry(parent).or_default().push(index);
            continue;
        }
        let rank = match labels[index].depth {
            0 if inside[index] => INSIDE,
            0 => Numbering::Chinese.rank(),
            rank => rank,
        };
        if labels[index].depth == 0
            && (name.contains("结转") || name.contains("结余"))
            && !headers.total.is_match(&name)
        {
            carry_over = Some(index);
        }
        while open.last().is_some_and(|(upper, _)| *upper >= rank) {
            open.pop();
        }
        if let Some((_, parent)) = open.last() {
            labels[index].parent_row = Some(labels[*parent].row);
            let splits = labels[index].role != Some(RowRole::Memo);
            if splits && labels[*parent].role == Some(RowRole::Leaf) {
                labels[*parent].role = Some(RowRole::Group);
            }
        }
        if labels[index].role == Some(RowRole::Memo) {
            of_which = open.last().map(|(_, parent)| OfWhich {
                parent_row: labels[*parent].row,
                parent_is_numbered: labels[*parent].depth > 0,
                last_row: labels[index].row,
                inner_rank: inner_rank(&labels[index]),
            });
        } else {
            of_which = None;
            open.push((rank, index));
        }
    }
    // A project may be called 结余 too: only sums make it a whole.
    for (parent, parts) in carried {
        let verdict = amounts.verdict(&amounts.stated(parent), parts.iter().copied());
        if verdict.share().is_some_and(|share| share < 100) {
            labels[parent].role = Some(RowRole::Leaf);
            for part in parts {
                labels[part].parent_row = labels[parent].parent_row;
            }
        }
    }
}
