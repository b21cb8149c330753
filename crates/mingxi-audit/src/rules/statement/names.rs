//! The codes that full names of the classification stand for.

use crate::context::{Context, NodeKind};
use mingxi_model::text::squeeze;
use std::collections::BTreeMap;

/// Codes of the functional classification by the names that the tables print.
pub(super) struct Names {
    /// Names of 类, and of every code with the names above it (A(类)B(款)C(项)); none where several codes share one.
    codes: BTreeMap<String, Option<String>>,
}

impl Names {
    pub(super) fn new(context: &Context<'_>) -> Names {
        let mut codes: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut add = |name: String, code: &str| {
            codes
                .entry(name)
                .and_modify(|known| {
                    if known.as_deref() != Some(code) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(code.to_owned()));
        };
        for view in &context.tables {
            for node in view.nodes.iter().filter(|node| node.kind == NodeKind::Coded) {
                let (Some(code), Some(level)) = (&node.label.code, node.label.level) else {
                    continue;
                };
                if !code.starts_with('2') {
                    continue;
                }
                let mut path = Vec::new();
                let mut next = Some(node);
                while let Some(row) = next.filter(|row| row.kind == NodeKind::Coded && path.len() < 4) {
                    let Some(name) = &row.label.name else { break };
                    path.push((row.label.level, squeeze(name)));
                    next = row.parent.map(|parent| &view.nodes[parent]);
                }
                if level == 1
                    && let Some((_, name)) = path.first()
                {
                    add(name.clone(), code);
                }
                if path.len() == usize::from(level.unsigned_abs()) {
                    let full = path.iter().rev().zip(["(类)", "(款)", "(项)"]);
                    add(full.map(|((_, name), mark)| format!("{name}{mark}")).collect(), code);
                }
            }
        }
        Names { codes }
    }

    pub(super) fn code(&self, subject: &str) -> Option<String> {
        let bare: String = subject.chars().filter(|c| !"“”\"'‘’".contains(*c)).collect();
        // 教育支出(类)支出预算数: what follows the last mark says which sum, not whose.
        let marks = ["(类)", "(款)", "(项)"];
        let end = marks.iter().filter_map(|mark| Some(bare.rfind(mark)? + mark.len())).max();
        let named = self.codes.get(&bare).or_else(|| self.codes.get(&bare[..end?]));
        named?.clone()
    }
}
