//! Project forms against the table of projects (项目绩效表与项目支出表).

use crate::context::{Context, Entry};
use crate::counted::{Key, Money, Portion, Subject};
use crate::figure::{Figure, Source};
use crate::forms::Field;
use crate::identity::{Claim, settle};
use crate::rule::rule;
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Cell, Check, Flow, parse_number};
use std::collections::BTreeMap;

rule! {
    /// # Project forms against the table of projects (项目绩效表与项目支出表)
    ///
    /// **States:** the budget of a project's performance form equals the project's row in 项目支出表. Only
    /// where one form and one row have the project's name. Where the form prints the money of
    /// the project's whole term (实施期资金总额) beside the year's, the year's is compared.
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
        let budget = form.amounts.get(&Field::Budget).or(form.amounts.get(&Field::Approved)).map(of_the_year);
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
            let claim = Claim::equal(&RULE, budget, vec![Figure::cell(spot, item)]);
            checks.extend(settle(context, claim));
        }
    }
    checks
}

/// A form's budget, or the year's part of it where the form prints both in one row (实施期资金总额 | 301800 |
/// 年度资金总额 | 200000).
fn of_the_year<'a>(budget: &Figure<'a>) -> Figure<'a> {
    let Source::Form { table, row, col, .. } = budget.source else {
        return budget.clone();
    };
    let label = table.grid.row(row).filter(|cell| cell.col < col).last();
    if !label.is_some_and(|label| squeeze(&label.text).contains("实施期")) {
        return budget.clone();
    }
    let mut right = table.grid.row(row).skip_while(|cell| cell.col <= col);
    let is_year = |cell: &&Cell| squeeze(&cell.text).starts_with("年度");
    let year = right.find(is_year).and_then(|_| right.next());
    let Some((cell, value)) = year.and_then(|cell| Some((cell, parse_number(&cell.text)?))) else {
        return budget.clone();
    };
    let source = Source::Form { table, row, col: cell.col, name: "年度资金总额" };
    Figure::new(source, Amount::new(value, budget.amount.printed_unit.as_deref()))
}
