//! Rows nested by their numbering: 一、 above （一） above 1、, 其中： below all.

use crate::Headers;
use crate::numbering::{Numbering, numbering_behind_of_which};
use mingxi_model::text::squeeze;
use mingxi_model::{RowLabel, RowRole};

/// A list that 其中： began: 其中：（1）购置费 / （2）运行费, or 其中：购置费 / 运行费.
struct OfWhich {
    parent_row: u32,
    parent_is_numbered: bool,
    inner_rank: u8,
}

impl OfWhich {
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

/// Parents and groups of rows that are nested by their numbering: 一、 above （一） above 1、, 其中 below all.
pub(super) fn nest_by_numbering(labels: &mut [RowLabel], headers: &Headers) {
    if labels.iter().any(|label| label.level.is_some()) {
        return;
    }
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut carry_over: Option<usize> = None;
    let mut of_which: Option<OfWhich> = None;
    for index in 0..labels.len() {
        if labels[index].name.is_none() || labels[index].role == Some(RowRole::Total) {
            open.clear();
            carry_over = None;
            of_which = None;
            continue;
        }
        if let Some(list) = of_which.as_ref().filter(|list| list.goes_on_in(&labels[index])) {
            labels[index].parent_row = Some(list.parent_row);
            labels[index].role = Some(RowRole::Memo);
            continue;
        }
        let name = labels[index].name.clone().unwrap_or_default();
        // Funds named again below a carry-over row are what is carried over.
        let repeats = || labels[..index].iter().any(|other| other.name.as_deref() == Some(name.as_str()));
        if let Some(parent) = carry_over.filter(|_| repeats()) {
            labels[index].parent_row = Some(labels[parent].row);
            if labels[parent].role == Some(RowRole::Leaf) {
                labels[parent].role = Some(RowRole::Group);
            }
            continue;
        }
        let rank = match labels[index].depth {
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
                inner_rank: inner_rank(&labels[index]),
            });
        } else {
            of_which = None;
            open.push((rank, index));
        }
    }
}
