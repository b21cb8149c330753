//! The funds that the columns list (资金来源).

use super::Asked;
use mingxi_model::{ColumnRole, Fund};
use std::collections::BTreeSet;

pub(super) fn texts(asked: &Asked) -> Vec<String> {
    let values = asked.columns.iter().filter(|column| column.role == ColumnRole::Value);
    let funds: BTreeSet<Fund> =
        values.filter_map(|column| column.fund).filter(|fund| *fund != Fund::CarryOver).collect();
    let is_appropriated =
        |fund: &Fund| matches!(fund, Fund::GeneralPublicBudget | Fund::GovernmentFund | Fund::StateCapital);
    let seen = match funds.len() {
        0 => return Vec::new(),
        1 => funds.iter().next().map_or("", |fund| fund.as_str()),
        _ if funds.iter().all(is_appropriated) => "several funds of the appropriation",
        _ => "funds beyond the appropriation",
    };
    vec![seen.to_owned()]
}
