//! The classification that most codes of the rows belong to: 2 functional, 3 and 5 economic; and of rows without
//! codes the one that has most of their names (教育支出, 基本工资).

use super::Asked;
use super::labels;
use crate::codes::{CodeSystem, name_key};
use crate::numbering::strip_numbering;
use mingxi_model::ColumnRole;
use mingxi_model::text::squeeze;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    let is_code = |col: u32| {
        let role = asked.columns.iter().find(|column| column.col == col).map(|column| column.role);
        match role {
            Some(role) => matches!(role, ColumnRole::Code | ColumnRole::CodePart | ColumnRole::Name),
            None => asked.columns.is_empty() && col < 2,
        }
    };
    let codes: Vec<String> = asked
        .grid
        .cells()
        .iter()
        .filter(|cell| cell.row >= asked.header_rows && is_code(cell.col))
        .filter_map(|cell| code_at_start(&squeeze(&cell.text)))
        .collect();
    // 类, 款 and 项 have three, five and seven digits; a unit's code has others.
    let most = |starts: &[char]| {
        let fitting = |code: &&String| code.starts_with(starts) && matches!(code.len(), 3 | 5 | 7);
        codes.iter().filter(fitting).count() * 2 > codes.len()
    };
    let seen = match () {
        () if most(&['2']) => "functional codes",
        () if most(&['3', '5']) => "economic codes",
        () if codes.is_empty() => return names(asked),
        () => return Vec::new(),
    };
    vec![seen.to_owned()]
}

/// The classification that most names of a panel belong to.
fn names(asked: &Asked) -> Vec<String> {
    let mut seen = Vec::new();
    for panel in labels::panels(asked) {
        match most_named(&panel, asked) {
            Some(CodeSystem::Functional) => seen.push("functional names".to_owned()),
            Some(_) => seen.push("economic names".to_owned()),
            None => {}
        }
    }
    seen.sort();
    seen.dedup();
    seen
}

/// The classification that has at least two and most of some names.
pub(super) fn most_named(names: &[String], asked: &Asked) -> Option<CodeSystem> {
    let (mut functional, mut economic) = (0, 0);
    for name in names {
        let key = name_key(&strip_numbering(name).0);
        let systems: Vec<Option<CodeSystem>> = asked.codes.codes_named(&key).map(CodeSystem::of).collect();
        let is_functional = systems.contains(&Some(CodeSystem::Functional));
        // 其他支出 is in both.
        if systems.iter().any(|system| *system != Some(CodeSystem::Functional)) {
            economic += usize::from(!is_functional);
        } else {
            functional += usize::from(is_functional);
        }
    }
    let is_most = |count: usize| count > 1 && count * 2 > names.len();
    match () {
        () if is_most(functional) => Some(CodeSystem::Functional),
        () if is_most(economic) => Some(CodeSystem::Economic),
        () => None,
    }
}

/// The digits of `30101`, `2014001-行政运行`, `[201]一般公共服务支出`, `301工资福利支出`.
fn code_at_start(text: &str) -> Option<String> {
    let inner = text.trim_start_matches(['[', '(']);
    let digits: String = inner.chars().take_while(char::is_ascii_digit).collect();
    let rest = &inner[digits.len()..];
    // An amount or a numbered name (2.公务接待费) is no code.
    let goes_on = !rest.starts_with(['.', ',', '、', '年']);
    ((3..=10).contains(&digits.len()) && goes_on).then_some(digits)
}
