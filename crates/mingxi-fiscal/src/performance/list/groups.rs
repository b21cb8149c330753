//! Rows of a project list that are no projects: totals, and budget units over their projects.

use super::own_key;
use super::{ProjectKey, number};
use crate::performance::layout::Layout;
use crate::performance::roles::is_group_name;
use crate::performance::vocabulary::PerformanceVocabulary;
use mingxi_model::Table;
use mingxi_model::text::squeeze;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The longest code of a budget unit; a project's is longer or has letters.
const MAX_UNIT_CODE: usize = 9;

/// Whether a key names the sum of the list.
pub(super) fn is_total(key: &ProjectKey) -> bool {
    let name = key.name.as_deref().or(key.code.as_deref()).map(squeeze).unwrap_or_default();
    matches!(name.trim_end_matches(':'), "合计" | "总计" | "小计" | "合计数")
}

/// The rows of budget units: they have neither goal nor indicator, and a unit's code or name, or the sum of the
/// rows below down to the next such row.
pub(super) fn unit_rows(
    table: &Table,
    layout: &Layout,
    starts: &[u32],
    says_nothing: &[bool],
    vocabulary: &PerformanceVocabulary,
) -> BTreeSet<u32> {
    let has_projects = says_nothing.contains(&false);
    let mut out = BTreeSet::new();
    for (i, row) in starts.iter().enumerate().filter(|(i, _)| says_nothing[*i] && has_projects) {
        let Some(key) = own_key(table, layout, *row) else { continue };
        let by_code = key.code.as_deref().is_some_and(is_unit_code);
        let by_name = key.name.as_deref().is_some_and(|name| is_group_name(name, vocabulary));
        let next = (i + 1..starts.len()).find(|next| says_nothing[*next]).unwrap_or(starts.len());
        let below = starts[i + 1..next].iter().map(|row| number(table, layout, *row));
        let sum = below.clone().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?));
        let by_sum = next > i + 1 && sum.is_some() && sum == number(table, layout, *row);
        if by_code || by_name || by_sum || key.code.is_none() && key.name.is_none() {
            out.insert(*row);
        }
    }
    out
}

/// A code of a budget unit, as the lists print it in the projects' column.
fn is_unit_code(code: &str) -> bool {
    let code = squeeze(code);
    code.len() <= MAX_UNIT_CODE && code.bytes().all(|b| b.is_ascii_digit())
}
