//! Which panels continue one another.
//!
//! A long list of codes is often printed in several panels side by side (科目编码 | 科目名称 | 决算数, four
//! times), so that a 类 may stand at the foot of one panel and its 款 at the head of the next. Panels of
//! different lists (收入 | 支出) must not be mixed up with that.

use super::forest::{Node, NodeKind};
use super::panel::Panel;
use std::ops::Range;

/// The runs of panels in which one list goes on: neighbouring panels of codes under the same headers, up to
/// and including the first panel that has a total, because a total closes its list.
pub(crate) fn lists(panels: &[Panel<'_>], nodes: &[Node<'_>]) -> Vec<Vec<usize>> {
    let mut coded = vec![false; panels.len()];
    let mut closed = vec![false; panels.len()];
    for node in nodes {
        match node.kind {
            NodeKind::Coded => coded[node.panel] = true,
            NodeKind::Total => closed[node.panel] = true,
            _ => {}
        }
    }
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for panel in 0..panels.len() {
        let goes_on = panel > 0
            && coded[panel]
            && coded[panel - 1]
            && !closed[panel - 1]
            && same_headers(&panels[panel - 1], &panels[panel]);
        match lists.last_mut() {
            Some(list) if goes_on => list.push(panel),
            _ => lists.push(vec![panel]),
        }
    }
    lists
}

fn same_headers(a: &Panel<'_>, b: &Panel<'_>) -> bool {
    a.values.len() == b.values.len()
        && a.values.iter().zip(&b.values).all(|(a, b)| a.path == b.path && a.phase == b.phase)
}

/// Where each list's rows stand in `nodes`, which are sorted by panel.
pub(crate) fn ranges(lists: &[Vec<usize>], nodes: &[Node<'_>]) -> Vec<Range<usize>> {
    let mut start = 0;
    lists
        .iter()
        .map(|list| {
            let last = list.last().copied().unwrap_or_default();
            let end = nodes.partition_point(|node| node.panel <= last);
            let range = start..end;
            start = end;
            range
        })
        .collect()
}
