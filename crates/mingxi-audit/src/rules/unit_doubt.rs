//! A table whose unit was misread (单位存疑).

use super::statement;
use crate::amounts::{comparable, half_digit};
use crate::context::{Context, Entry, Spot};
use crate::identity::cell_term;
use crate::rule::rule;
use crate::words::{Language, title};
use mingxi_model::{Amount, Check, MoneyUnit, Outcome};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

rule! {
    /// # Unit of a table (单位存疑)
    ///
    /// **States:** the figures of a table are those that the prose and other tables print for the same things, and
    /// not all of them times one power of ten. Three or more different figures that differ by the same power from the
    /// prose or from several tables, while next to none agrees, mean that the table's unit was misprinted or misread. It is one finding for the
    /// table: all its amounts are in conflict, the comparisons it explains are not stated one by one, and the
    /// unit that would satisfy them is named.
    ///
    /// **Why:** 单位：万 | 元 wrapped over two lines reads as 元; every sum within the table still holds, and every
    /// number is wrong by 10,000.
    ///
    /// **Example:** a table read in 元 with 93.94, 52.94, 39.00 ... where the prose says 93.94万元, 52.94万元,
    /// 39.00万元 ...: the unit is 万元.
    "unit_doubt", "单位存疑", is_equality: true, check
}

/// So many different figures must differ alike where the prose, or several tables, state the others.
const LEAST: usize = 3;
/// So many where one other table does, whose own unit may be the wrong one; as many outweigh one figure that agrees.
const MANY: usize = 10;
/// The greatest power of ten that two units differ by: 元 and 亿元.
const GREATEST: u32 = 8;
/// A number says something about a power of ten only if rounding is less than this part of it.
const FINENESS: Decimal = Decimal::ONE_HUNDRED;
/// Rules that compare a table with something outside it.
const COMPARING: [&str; 6] =
    ["statement", "same_item", "same_total", "unit_scale", "portions", "project_table"];

/// Tables after its own that a figure is compared with: a document of thousands has the same form again and again.
const OTHERS: usize = 64;

const UNITS: [(MoneyUnit, &str); 5] = [
    (MoneyUnit::Yuan, "元"),
    (MoneyUnit::ThousandYuan, "千元"),
    (MoneyUnit::TenThousandYuan, "万元"),
    (MoneyUnit::MillionYuan, "百万元"),
    (MoneyUnit::HundredMillionYuan, "亿元"),
];

/// A sum in yuan and what rounding allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rounded {
    yuan: Decimal,
    slack: Decimal,
}

/// How two numbers for the same thing differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    No,
    /// The other is this one times 10 to the power.
    Power(i32),
    Otherwise,
}

/// A figure of a table that differs by a power of ten.
struct Met {
    cells: Vec<Spot>,
    /// The other's table; `None` for the prose.
    beside: Option<usize>,
    other: Rounded,
    slack: Decimal,
}

/// What a table's figures meet elsewhere, by their own value.
#[derive(Default)]
struct Meetings {
    agreeing: BTreeSet<Decimal>,
    apart: BTreeMap<i32, BTreeMap<Decimal, Met>>,
}

impl Meetings {
    fn add(&mut self, cells: &[Spot], own: Rounded, other: Rounded, beside: Option<usize>) {
        match apart(own, other) {
            Apart::No => {
                self.agreeing.insert(own.yuan);
            }
            Apart::Power(power) => {
                let met = Met { cells: cells.to_vec(), beside, other, slack: own.slack };
                self.apart.entry(power).or_default().entry(own.yuan).or_insert(met);
            }
            Apart::Otherwise => {}
        }
    }
}

fn check(context: &Context<'_>) -> Vec<Check> {
    let mut tables: BTreeMap<usize, Meetings> = BTreeMap::new();
    meet_prose(context, &mut tables);
    meet_tables(context, &mut tables);
    let findings = tables.into_iter().filter_map(|(table, meetings)| finding(context, table, meetings));
    findings.collect()
}

/// Compares the prose with every cell that it may mean. A sentence that agrees with one of them is about that one.
fn meet_prose(context: &Context<'_>, tables: &mut BTreeMap<usize, Meetings>) {
    for (stated, groups) in statement::candidates(context) {
        let Some(other) = rounded(stated) else { continue };
        let sums: Vec<_> =
            groups.into_iter().filter_map(|group| Some((group, sum(context, &group.spots)?))).collect();
        let agrees = sums.iter().any(|(_, own)| apart(*own, other) == Apart::No);
        for (group, own) in sums {
            if !agrees || apart(own, other) == Apart::No {
                tables.entry(group.table).or_default().add(&group.spots, own, other, None);
            }
        }
    }
}

/// Compares what tables count alike, each with each.
fn meet_tables(context: &Context<'_>, tables: &mut BTreeMap<usize, Meetings>) {
    for groups in context.counted().groups.values() {
        let sums: Vec<_> =
            groups.iter().filter_map(|group| Some((group, sum(context, &group.spots)?))).collect();
        for (place, (one, own)) in sums.iter().enumerate() {
            let others = sums[place + 1..].iter().filter(|(two, _)| two.table != one.table);
            for (two, other) in others.take(OTHERS) {
                tables.entry(one.table).or_default().add(&one.spots, *own, *other, Some(two.table));
                tables.entry(two.table).or_default().add(&two.spots, *other, *own, Some(one.table));
            }
        }
    }
}

fn rounded(amount: &Amount) -> Option<Rounded> {
    amount.yuan?;
    let yuan = comparable(amount);
    (!yuan.is_zero()).then(|| Some(Rounded { yuan, slack: half_digit(amount)? }))?
}

/// The sum of cells; `None` where it is nothing.
fn sum(context: &Context<'_>, spots: &[Spot]) -> Option<Rounded> {
    let mut sum = Rounded { yuan: Decimal::ZERO, slack: Decimal::ZERO };
    for spot in spots {
        if let Entry::Number(item) = context.entry(*spot) {
            sum.yuan = sum.yuan.checked_add(item.amount.yuan?)?;
            sum.slack = sum.slack.checked_add(half_digit(&item.amount)?)?;
        }
    }
    (!sum.yuan.is_zero()).then_some(sum)
}

fn apart(own: Rounded, other: Rounded) -> Apart {
    let near = |a: Rounded, b: Rounded, factor: Decimal| {
        let difference = a.yuan.checked_mul(factor).and_then(|scaled| scaled.checked_sub(b.yuan));
        let allowed = a.slack.checked_mul(factor).and_then(|scaled| scaled.checked_add(b.slack));
        matches!((difference, allowed), (Some(difference), Some(allowed)) if difference.abs() <= allowed)
    };
    if near(own, other, Decimal::ONE) {
        return Apart::No;
    }
    let is_fine =
        |number: Rounded| number.slack.checked_mul(FINENESS).is_some_and(|coarse| number.yuan.abs() > coarse);
    if !is_fine(own) || !is_fine(other) {
        return Apart::Otherwise;
    }
    let found = (1..=GREATEST).zip(1..).find_map(|(exponent, power)| {
        let factor = Decimal::from(10u64.pow(exponent));
        if near(own, other, factor) {
            Some(power)
        } else if near(other, own, factor) {
            Some(-power)
        } else {
            None
        }
    });
    found.map_or(Apart::Otherwise, Apart::Power)
}

/// The finding about a table, if its figures bear it.
fn finding(context: &Context<'_>, table: usize, meetings: Meetings) -> Option<Check> {
    let (power, met) = meetings.apart.into_iter().max_by_key(|(_, met)| met.len())?;
    let sources: BTreeSet<Option<usize>> = met.values().map(|met| met.beside).collect();
    let least = if sources.len() > 1 || sources.contains(&None) { LEAST } else { MANY };
    if met.len() < least || meetings.agreeing.len() * MANY > met.len() {
        return None;
    }
    let (mut expected, mut actual, mut tolerance) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for (own, met) in &met {
        actual = actual.checked_add(*own)?;
        expected = expected.checked_add(met.other.yuan)?;
        tolerance = tolerance.checked_add(met.slack)?.checked_add(met.other.slack)?;
    }
    let cells: BTreeSet<Spot> = met.values().flat_map(|met| met.cells.iter().copied()).collect();
    let printed = cells.iter().find_map(|spot| match context.entry(*spot) {
        Entry::Number(item) => item.amount.printed_unit.clone(),
        _ => None,
    });
    let printed = printed.unwrap_or_else(|| "元".to_owned());
    let better = MoneyUnit::parse(&printed).and_then(|unit| {
        let exponent = i32::try_from(unit.exponent()).ok()? + power;
        UNITS.iter().find(|(unit, _)| i32::try_from(unit.exponent()) == Ok(exponent)).map(|(_, name)| *name)
    });
    let view = &context.tables[table];
    let factor = 10u64.pow(power.unsigned_abs());
    let count = met.len();
    let (advice_zh, advice_en) = match better {
        Some(name) => (format!("单位应为{name}"), format!("the better unit is {name}")),
        None => ("没有相应的单位".to_owned(), "no unit of money explains it".to_owned()),
    };
    Some(Check {
        rule_id: RULE.id,
        rule_name: RULE.name_zh,
        table_ids: vec![view.table.table_id],
        terms: cells
            .into_iter()
            .filter_map(|spot| cell_term(context, crate::figure::Source::Cell(spot), 1))
            .collect(),
        expected: Some(expected),
        actual: Some(actual),
        difference: Some(actual.checked_sub(expected)?),
        tolerance: Some(tolerance),
        unit: Some(crate::identity::YUAN.to_owned()),
        outcome: Outcome::Broken,
        message_zh: format!(
            "{}有 {count} 个数与正文或其他表所列同一项目正好相差 {factor} 倍，按{printed}识别，{advice_zh}；请核对原件的单位，核实前不要使用本表金额。",
            title(view.table, Language::Chinese)
        ),
        message_en: format!(
            "{}: {count} figures differ from what the prose or other tables print for the same things by exactly {factor} times; the table was read in {printed}, {advice_en}; compare the unit with the source and do not use the table's amounts before.",
            title(view.table, Language::English)
        ),
    })
}

/// Drops the broken comparisons of tables whose unit is in doubt: the doubt is their one finding.
pub(crate) fn stand_for_all(checks: &mut Vec<Check>) {
    let doubted: BTreeSet<i32> = checks
        .iter()
        .filter(|check| check.rule_id == RULE.id)
        .flat_map(|check| check.table_ids.iter().copied())
        .collect();
    checks.retain(|check| {
        check.outcome != Outcome::Broken
            || !COMPARING.contains(&check.rule_id)
            || !check.table_ids.iter().any(|table| doubted.contains(table))
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, audited, outcomes, said, unaudited};
    use mingxi_model::Outcome::{Broken, Holds};
    use mingxi_model::{CheckStatus, Reading, TableKind};

    /// Twelve classes with amounts of their own, in the unit given, and sentences about the first `told`.
    fn document(unit: &str, told: usize) -> Reading {
        let amounts: Vec<String> = (0..12).map(|n| format!("{}.{:02}", 100 + 37 * n, 7 * n)).collect();
        let total = "3646.62";
        let codes: Vec<String> = (0..12).map(|n| (201 + n).to_string()).collect();
        let mut rows = vec![format!("|total 合计|{total}")];
        rows.extend(
            codes.iter().zip(&amounts).map(|(code, amount)| format!("{code}|某类{code}支出|{amount}")),
        );
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let form = Form::new("支出总表", unit, &["code", "name", "-合计@total"]);
        let mut reading = unaudited(vec![form.kind(TableKind::ExpenditureSummary).rows(&rows)]);
        for (code, amount) in codes.iter().zip(&amounts).take(told) {
            reading.statements.push(said(&format!("某类{code}支出(类)"), None, amount));
        }
        audited(reading)
    }

    #[test]
    fn figures_that_differ_alike_are_one_finding_for_the_table() {
        let reading = document("元", 12);
        assert_eq!(outcomes(&reading, RULE.id), [Broken]);
        assert_eq!(outcomes(&reading, "statement"), [], "the doubt stands for them");
        let conflict = |item: &mingxi_model::LineItem| item.check_status == CheckStatus::Conflict;
        assert!(reading.line_items.iter().all(conflict), "the total too, though all sums hold");
        let [finding] = &reading.diagnostics[..] else {
            panic!("one finding, not {:?}", reading.diagnostics);
        };
        assert_eq!((finding.code, finding.table_id), (RULE.id, Some(1)));
        assert!(finding.message.contains("read in 元, the better unit is 万元"), "{}", finding.message);
    }

    #[test]
    fn two_figures_are_stated_one_by_one() {
        let reading = document("元", 2);
        assert_eq!(outcomes(&reading, RULE.id), []);
        assert_eq!(outcomes(&reading, "statement"), [Broken; 2]);
        assert_eq!(outcomes(&document("元", 3), RULE.id), [Broken]);
    }

    #[test]
    fn figures_that_agree_raise_no_doubt() {
        let reading = document("万元", 12);
        assert_eq!(outcomes(&reading, RULE.id), []);
        assert_eq!(outcomes(&reading, "statement"), [Holds; 12]);
    }
}
