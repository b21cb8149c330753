//! The list of projects against their forms (项目一览与项目绩效目标表).

use crate::context::Context;
use crate::forms::{Field, Form};
use crate::identity::{Claim, settle};
use crate::rule::rule;
use mingxi_model::Check;
use mingxi_model::text::squeeze;
use std::collections::BTreeMap;

rule! {
    /// # The list of projects against their forms (项目一览与项目绩效目标表)
    ///
    /// **States:** the amount that a list of projects gives a project equals the budget of the project's own
    /// form. Only where one row of one list and one form have the project's name.
    ///
    /// **Why:** both are filled by the unit that runs the project, and a change reaches one of them first.
    ///
    /// **Example:** `河道清淤 | 89.50` in the list beside `项目资金总额 98.50` in the form is broken.
    "project_list", "项目一览与项目绩效表一致", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut named: BTreeMap<String, Vec<&Form<'_>>> = BTreeMap::new();
    for form in context.forms() {
        let name = squeeze(form.project.project_name.as_deref().unwrap_or_default());
        if !name.is_empty() {
            named.entry(name).or_default().push(form);
        }
    }
    let mut checks = Vec::new();
    for forms in named.values() {
        let (listed, own): (Vec<&Form>, Vec<&Form>) =
            forms.iter().copied().partition(|form| form.is_listed());
        let ([listed], [own]) = (listed.as_slice(), own.as_slice()) else {
            continue;
        };
        if let (Some(row), Some(budget)) =
            (listed.amounts.get(&Field::Budget), own.amounts.get(&Field::Budget))
        {
            checks.extend(settle(context, Claim::equal(&RULE, budget.clone(), vec![row.clone()])));
        }
    }
    checks
}
