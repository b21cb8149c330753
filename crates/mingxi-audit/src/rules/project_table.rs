//! Project forms against the table of projects (项目绩效表与项目支出表).

use crate::context::{Context, Entry};
use crate::counted::{Key, Money, Portion, Subject};
use crate::figure::{Figure, Source};
use crate::forms::Field;
use crate::identity::{Claim, settle};
use crate::rule::rule;
use mingxi_model::text::squeeze;
use mingxi_model::{Check, Flow};
use std::collections::BTreeMap;

rule! {
    /// # Project forms against the table of projects (项目绩效表与项目支出表)
    ///
    /// **States:** the budget of a project's performance form equals the project's row in 项目支出表. Only
    /// where one form and one row have the project's name. The money of a project's whole term (实施期资金总额) is not the
    /// year's and is not compared.
    ///
    /// **Why:** the forms are written by the units that run the projects, the table by the finance section; old
    /// amounts survive in forms.
    ///
    /// **Example:** form `医疗救助补助资金 预算数 220 万元` beside 218.00 in 项目支出表 is broken.
    "project_table", "项目绩效表与项目支出表一致", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for form in context.forms() {
        *names.entry(squeeze(form.project.project_name.as_deref().unwrap_or_default())).or_default() += 1;
    }
    let mut rows: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for key in context.counted().groups.keys() {
        if let Subject::Project(name) = &key.subject
            && (key.flow, key.money, key.portion) == (Flow::Expenditure, Money::All, Portion::Project)
        {
            rows.entry(name).or_default().push(key);
        }
    }
    let mut checks = Vec::new();
    for form in context.forms() {
        let name = squeeze(form.project.project_name.as_deref().unwrap_or_default());
        let budget = form.amounts.get(&Field::Budget).or(form.amounts.get(&Field::Approved));
        let budget = budget.filter(|budget| !is_of_several_years(budget));
        let (Some(budget), Some([key]), Some(1)) =
            (budget, rows.get(name.as_str()).map(Vec::as_slice), names.get(&name))
        else {
            continue;
        };
        let [group] = context.counted().of(key) else {
            continue;
        };
        let [spot] = group.spots[..] else {
            continue;
        };
        if let Entry::Number(item) = context.entry(spot) {
            let claim = Claim::equal(&RULE, budget.clone(), vec![Figure::cell(spot, item)]);
            checks.extend(settle(context, claim));
        }
    }
    checks
}

/// Whether a form's amount is that of the project's whole term (实施期资金总额) and not the year's.
fn is_of_several_years(budget: &Figure<'_>) -> bool {
    let Source::Form { table, row, col, .. } = budget.source else {
        return false;
    };
    let label = table.grid.row(row).filter(|cell| cell.col < col).last();
    label.is_some_and(|label| squeeze(&label.text).contains("实施期"))
}
