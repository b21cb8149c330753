//! Parts that different tables state (分项与合计).

use super::same_item::is_carried;
use crate::context::{Context, Entry};
use crate::counted::{Key, Money, Portion, Subject};
use crate::figure::{Figure, Source};
use crate::identity::{Claim, Relation, settle};
use crate::rule::rule;
use mingxi_model::{Check, Column, Flow, Fund, Outcome, TableKind};

rule! {
    /// # Parts in different tables (分项与合计)
    ///
    /// **States:** of the same money and phase, 基本支出 = 人员经费 + 公用经费; and 财政拨款支出 = 一般公共预算 +
    /// 政府性基金 + 国有资本经营, where the document has the forms of all three: a blank form counts as zero.
    ///
    /// **Why:** budgets print the whole and its parts in forms of their own, so that no sum within one table
    /// ties them together.
    ///
    /// **Example:** 支出总表 基本支出 407.28 = 基本支出表 人员经费合计 381.48 + 公用经费合计 25.80.
    "portions", "分项与合计一致", is_equality: true, check
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for key in context.counted().groups.keys() {
        let parts = match (key.flow, key.portion, key.money) {
            (Flow::Expenditure, Portion::Basic, _)
                if is_code_or_total(key) && !has_third_part(context, key) =>
            {
                [Portion::Personnel, Portion::Public]
                    .map(|portion| figures(context, &Key { portion, ..key.clone() }))
                    .into_iter()
                    .collect()
            }
            (Flow::Expenditure, Portion::All, Money::Appropriation) if key.subject == Subject::Total => {
                by_fund(context, key)
            }
            _ => None,
        };
        if let Some(parts) = parts {
            checks.extend(state(context, key, parts.into_iter().flatten().collect()));
        }
    }
    checks
}

fn is_code_or_total(key: &Key) -> bool {
    matches!(key.subject, Subject::Total | Subject::Functional(_))
}

/// Whether a header prints further parts of 基本支出 beside 人员经费 and 公用经费 (对个人和家庭的补助).
fn has_third_part(context: &Context<'_>, key: &Key) -> bool {
    let parts = context.counted().of(&Key { portion: Portion::Personnel, ..key.clone() });
    parts.iter().flat_map(|group| &group.spots).any(|spot| {
        let view = &context.tables[spot.table];
        let is_basic = |column: &Column| {
            column.measure_code.as_deref() == Some("basic") || is_basic_form(view.table.kind)
        };
        let is_sum = |column: &Column| column.sum_of.len() > 2 && column.sum_of.contains(&spot.col);
        view.columns().any(|column| is_sum(column) && is_basic(column))
    })
}

/// Forms of 基本支出 alone, whose 合计 is all of it.
fn is_basic_form(kind: TableKind) -> bool {
    use TableKind::*;
    matches!(
        kind,
        GeneralBudgetBasicExpenditureFunctional
            | GeneralBudgetBasicExpenditureEconomic
            | FiscalAppropriationBasicExpenditure
    )
}

/// The totals of the three funds of 财政拨款; a blank form has none and counts as zero.
fn by_fund<'a>(context: &Context<'a>, key: &Key) -> Option<Vec<Vec<Figure<'a>>>> {
    let of = |fund: Fund, kind: Option<TableKind>| {
        let own = figures(context, &Key { money: Money::Only(fund), ..key.clone() });
        let mut forms = context.reading.tables.iter().filter(|table| Some(table.kind) == kind).peekable();
        let is_blank = forms.peek().is_some() && forms.all(|table| table.is_blank);
        own.or_else(|| is_blank.then(Vec::new))
    };
    Some(vec![
        of(Fund::GeneralPublicBudget, None)?,
        of(Fund::GovernmentFund, Some(TableKind::GovernmentFund))?,
        of(Fund::StateCapital, Some(TableKind::StateCapital))?,
    ])
}

/// The numbers of a key in the first table that has it.
fn figures<'a>(context: &Context<'a>, key: &Key) -> Option<Vec<Figure<'a>>> {
    let group = context.counted().of(key).first()?;
    let numbers = group.spots.iter().filter_map(|spot| match context.entry(*spot) {
        Entry::Number(item) => Some(Figure::cell(*spot, item)),
        _ => None,
    });
    Some(numbers.collect())
}

fn state(context: &Context<'_>, key: &Key, parts: Vec<Figure<'_>>) -> Option<Check> {
    let [spot] = context.counted().of(key).first()?.spots[..] else {
        return None;
    };
    let Entry::Number(item) = context.entry(spot) else {
        return None;
    };
    let stated = Some(Figure::cell(spot, item));
    let place = Source::Cell(spot);
    let claim = Claim { rule: &RULE, relation: Relation::Equal, place, stated, parts, doubt: None };
    if claim.parts.is_empty() {
        return None;
    }
    let check = settle(context, claim)?;
    // Tables that leave out what is carried over differ by just that.
    let is_scope = check.outcome == Outcome::Broken && is_carried(&check, &context.counted().carried);
    (!is_scope).then_some(check)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, outcomes, reading_of};
    use mingxi_model::Outcome::{self, Broken, Holds};
    use mingxi_model::TableKind;

    fn basic(personnel: &str, public: &str) -> Vec<Outcome> {
        let columns = ["code", "name", "-合计@total=3,4", "-基本@basic", "-项目@project"];
        let general = Form::new("支出", "万元", &columns)
            .kind(TableKind::GeneralBudgetExpenditure)
            .rows(&["|total 合计|9.00|7.00|2.00", "208|社保|9.00|7.00|2.00"]);
        let parts =
            Form::new("基本", "万元", &["code", "name", "-人员@basic_personnel", "-公用@basic_public"])
                .kind(TableKind::GeneralBudgetBasicExpenditureFunctional)
                .rows(&[
                    &format!("|total 合计|{personnel}|{public}"),
                    &format!("208|社保|{personnel}|{public}"),
                ]);
        outcomes(&reading_of(vec![general, parts]), RULE.id)
    }

    #[test]
    fn basic_expenditure_is_personnel_and_public() {
        assert_eq!(basic("6.00", "1.00"), [Holds, Holds], "the total and the code");
        assert_eq!(basic("6.00", "2.00"), [Broken, Broken]);
        assert_eq!(basic("7.00", ""), [], "a column without numbers states nothing");
    }
}
