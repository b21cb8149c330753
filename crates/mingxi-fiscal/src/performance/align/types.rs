//! What kind of text a field holds, what kind a column takes, and how badly the two fit.

use super::super::layout::{Column, Layout};
use super::super::target::is_quantity;
use super::super::vocabulary::{HeaderRole, PerformanceVocabulary};
use mingxi_model::parse_number;
use mingxi_model::text::squeeze;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnType {
    /// The form's label beside a block (绩效指标).
    Side,
    Level1,
    Level2,
    Level3,
    /// The form's own target.
    Target,
    /// The target as adjusted, or what was reached.
    Result,
    Operator,
    Unit,
    /// 分值.
    Weight,
    /// 得分.
    Score,
    /// Words of any length.
    Words,
    /// A project's code.
    Code,
    /// A project's or a fund row's name.
    Name,
    Money,
    /// No header stands over it.
    Blank,
}

/// The types of all columns of an indicator block.
pub(super) fn of_layout(layout: &Layout, columns: usize) -> Vec<ColumnType> {
    let mut types = vec![ColumnType::Blank; columns];
    let panels = layout.panels.iter().flat_map(|panel| &panel.columns);
    let all: Vec<&Column> = panels.chain(&layout.keys).collect();
    let first_level = all
        .iter()
        .filter(|c| matches!(c.role, HeaderRole::Level1 | HeaderRole::Level2 | HeaderRole::Level3))
        .map(|c| c.start as usize)
        .min()
        .unwrap_or(0);
    if layout.panels.len() == 1 && layout.keys.is_empty() {
        types[..first_level.min(columns)].fill(ColumnType::Side);
    }
    for column in all {
        // The columns under the rest of a wide header take no field of their own.
        if let Some(slot) = types.get_mut(column.start as usize) {
            *slot = of_role(column.role);
        }
    }
    // In a list the columns between its keys and its first pair are amounts, whatever their names.
    if layout.panels.len() > 1 {
        let keyed = types
            .iter()
            .rposition(|t| matches!(t, ColumnType::Code | ColumnType::Name))
            .map_or(0, |at| at + 1);
        for slot in types.iter_mut().take(first_level).skip(keyed) {
            *slot = ColumnType::Money;
        }
    }
    types
}

fn of_role(role: HeaderRole) -> ColumnType {
    match role {
        HeaderRole::Side => ColumnType::Side,
        HeaderRole::Level1 => ColumnType::Level1,
        HeaderRole::Level2 => ColumnType::Level2,
        HeaderRole::Level3 => ColumnType::Level3,
        HeaderRole::Target => ColumnType::Target,
        HeaderRole::Adjusted | HeaderRole::Actual => ColumnType::Result,
        HeaderRole::Operator => ColumnType::Operator,
        HeaderRole::Unit => ColumnType::Unit,
        HeaderRole::Weight => ColumnType::Weight,
        HeaderRole::Score => ColumnType::Score,
        HeaderRole::Description | HeaderRole::ScoringRule | HeaderRole::Basis | HeaderRole::Remark => {
            ColumnType::Words
        }
        HeaderRole::ProjectCode => ColumnType::Code,
        HeaderRole::ProjectName => ColumnType::Name,
        HeaderRole::Budget
        | HeaderRole::FiscalFunds
        | HeaderRole::OtherFunds
        | HeaderRole::ApprovedFunds
        | HeaderRole::AdjustedFunds
        | HeaderRole::ExecutedFunds => ColumnType::Money,
        HeaderRole::ExecutionRate => ColumnType::Score,
        HeaderRole::Department
        | HeaderRole::UnitName
        | HeaderRole::Period
        | HeaderRole::Goal
        | HeaderRole::Activity
        | HeaderRole::Core
        | HeaderRole::Grade
        | HeaderRole::Packed
        | HeaderRole::Other => ColumnType::Words,
    }
}

/// What can be seen of a field's text alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    is_number: bool,
    is_quantity: bool,
    is_level1: bool,
    is_level2: bool,
    is_name_too: bool,
    is_label: bool,
    is_operator: bool,
    has_digit: bool,
    is_code: bool,
    /// The text ends in a comma and the text of the next field: a name that has swallowed its target.
    pub is_fused: bool,
    /// The field follows such a name: it is the adjusted target.
    pub is_after_fused: bool,
    chars: usize,
}

/// Looks at a field's text.
pub(super) fn look(text: &str, vocabulary: &PerformanceVocabulary) -> Look {
    let squeezed = squeeze(text);
    let is_side = vocabulary.header_role(text) == Some(HeaderRole::Side);
    Look {
        is_number: parse_number(&squeezed).is_some(),
        is_quantity: is_quantity(text, vocabulary),
        is_level1: vocabulary.is_level1(text),
        is_level2: vocabulary.is_level2(text),
        is_name_too: vocabulary.is_name_too(text),
        is_label: is_side || vocabulary.form_label(text).is_some(),
        is_operator: vocabulary.is_text_operator(text)
            || vocabulary.operators.iter().any(|(word, _)| *word == squeezed),
        has_digit: squeezed.bytes().any(|b| b.is_ascii_digit()),
        is_code: squeezed.len() > 2 && squeezed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        is_fused: false,
        is_after_fused: false,
        chars: squeezed.chars().count(),
    }
}

/// A text that cannot stand in a column.
const WRONG: u32 = 8;
/// A level word in another level's column, a stranger at the form's edge.
const MISPLACED: u32 = 6;

/// How badly a field fits a column: 0 is at home, [`WRONG`] cannot be.
///
/// `beside_operator`: the form prints comparisons in a column of their own, so that its targets are bare numbers.
pub(super) fn misfit(look: &Look, column: ColumnType, beside_operator: bool) -> u32 {
    let is_level = (look.is_level1 || look.is_level2) && !look.is_name_too;
    match column {
        ColumnType::Side if look.is_label => 0,
        ColumnType::Side | ColumnType::Blank => MISPLACED,
        ColumnType::Level1 | ColumnType::Level2 | ColumnType::Level3 if look.is_quantity => WRONG,
        ColumnType::Level1 if look.is_level1 => 0,
        ColumnType::Level1 if look.is_level2 => {
            if look.is_name_too {
                3
            } else {
                MISPLACED
            }
        }
        ColumnType::Level1 => {
            if look.chars <= 10 {
                2
            } else {
                5
            }
        }
        ColumnType::Level2 if look.is_level2 => 0,
        ColumnType::Level2 if look.is_level1 => MISPLACED,
        ColumnType::Level2 => {
            if look.chars <= 12 {
                1
            } else {
                4
            }
        }
        ColumnType::Level3 if is_level => MISPLACED,
        ColumnType::Level3 => {
            if look.chars > 40 {
                2
            } else {
                0
            }
        }
        ColumnType::Target if look.is_after_fused => MISPLACED,
        ColumnType::Target | ColumnType::Result => misfit_target(look, beside_operator),
        ColumnType::Operator => {
            if look.is_operator {
                0
            } else {
                MISPLACED
            }
        }
        ColumnType::Unit if look.is_number => 4,
        ColumnType::Unit => {
            if look.chars <= 8 {
                0
            } else {
                4
            }
        }
        ColumnType::Weight | ColumnType::Score | ColumnType::Money => {
            if look.is_number {
                0
            } else {
                WRONG
            }
        }
        ColumnType::Words if look.is_quantity || is_level => 5,
        ColumnType::Words => {
            if look.chars <= 3 {
                1
            } else {
                0
            }
        }
        ColumnType::Code => {
            if look.is_code {
                0
            } else {
                MISPLACED
            }
        }
        ColumnType::Name => {
            if look.is_quantity {
                MISPLACED
            } else {
                0
            }
        }
    }
}

fn misfit_target(look: &Look, beside_operator: bool) -> u32 {
    let is_level = (look.is_level1 || look.is_level2) && !look.is_name_too;
    // Points are bare numbers, targets seldom are.
    if look.is_number && !beside_operator {
        return 3;
    }
    match look.chars {
        _ if look.is_quantity => 0,
        _ if is_level || look.is_fused => MISPLACED,
        0..=8 => 0,
        9..=12 => 1,
        13..=60 if look.has_digit => 1,
        13..=30 => 2,
        _ => 4,
    }
}

/// What an indicator row of a form misses between two used columns: a name beside a target, a target beside a
/// name, the second level beside a first.
pub(super) fn gap_in_form(types: &[ColumnType], from: Option<usize>, to: Option<usize>) -> u32 {
    let after_level1 = from.is_some_and(|f| types[f] == ColumnType::Level1);
    let before_target = to.is_some_and(|t| matches!(types[t], ColumnType::Target | ColumnType::Result));
    let start = from.map_or(0, |f| f + 1);
    let skipped = &types[start..to.unwrap_or(types.len())];
    let mut cost = 0;
    if skipped.contains(&ColumnType::Level3) {
        cost += 4;
    }
    // A label right before the target may be a name over all levels; otherwise a first level has a second.
    if after_level1 && !before_target && skipped.contains(&ColumnType::Level2) {
        cost += 5;
    }
    // A row that prints points prints both.
    cost += 4 * skipped.iter().filter(|t| matches!(t, ColumnType::Weight | ColumnType::Score)).count() as u32;
    // The first of a form's targets is its own; the later ones need not be filled. Words instead of a number
    // may stand where the unit would.
    let is_worded = to.is_some_and(|t| types[t] == ColumnType::Unit);
    let end = to.unwrap_or(types.len());
    let first_target = types.iter().position(|t| *t == ColumnType::Target);
    if first_target.is_some_and(|at| at >= start && at < end && !is_worded) {
        cost += 4;
    }
    cost
}

/// What a row of a wide list misses: the other half of a pair.
pub(super) fn gap_in_list(types: &[ColumnType], from: Option<usize>, to: Option<usize>) -> u32 {
    let next = |at: usize| types[at + 1..].iter().position(|t| *t == ColumnType::Target).map(|p| at + 1 + p);
    let mut cost = 0;
    if let Some(from) = from.filter(|f| types[*f] == ColumnType::Level3)
        && next(from) != to
    {
        cost += 4;
    }
    if let Some(to) = to.filter(|t| types[*t] == ColumnType::Target) {
        let name = types[..to].iter().rposition(|t| *t == ColumnType::Level3);
        cost += if name == from { 0 } else { MISPLACED };
    }
    cost
}

impl Look {
    /// Whether the text is a target with a number.
    pub fn is_quantity(&self) -> bool {
        self.is_quantity
    }

    /// Whether the text is one number.
    pub fn is_number(&self) -> bool {
        self.is_number
    }
}
