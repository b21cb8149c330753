//! Blank forms (空表).

use crate::context::{Context, Entry, contains_any};
use crate::counted::{Key, Money, Portion, Subject};
use crate::figure::{Figure, Source};
use crate::identity::{Claim, Relation, settle};
use crate::rule::rule;
use crate::words::{Language, title};
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Check, Flow, Fund, Outcome, Reading, Stage, Statement, Table, TableKind};

rule! {
    /// # Blank forms (空表)
    ///
    /// **States:** where the form of a fund (政府性基金, 国有资本经营) or of the three public expenses is blank, the other
    /// tables and the prose state no such expenditure; and a form under which a note says 空表 or 无数据 prints no number but zeros.
    ///
    /// **Why:** disclosure rules ask for blank forms to be published, so that a blank form is a statement: there
    /// is no such money. A form that lost its numbers in a copy looks the same.
    ///
    /// **Example:** 政府性基金预算支出表 is blank, and 财政拨款收支总表 prints 政府性基金预算财政拨款 12.00: broken.
    "blank_form", "空表一致", is_equality: true, check
}

/// What a note says under a form without numbers.
const NOTES: &[&str] = &["空表", "无数据", "没有数据"];

fn check(context: &Context<'_>) -> Vec<Check> {
    let reading = context.reading;
    let mut checks = Vec::new();
    for (kind, fund, measure) in [
        (TableKind::GovernmentFund, Fund::GovernmentFund, "government_fund"),
        (TableKind::StateCapital, Fund::StateCapital, "state_capital"),
    ] {
        if !is_blank(reading, kind) {
            continue;
        }
        for (key, groups) in &context.counted().groups {
            if is_total_of(key, fund) {
                let spots = groups.iter().flat_map(|group| &group.spots);
                checks.extend(spots.filter_map(|spot| match context.entry(*spot) {
                    Entry::Number(item) => nothing(context, Figure::cell(*spot, item)),
                    _ => None,
                }));
            }
        }
        for statement in &reading.statements {
            // Revenue of a fund that is not spent leaves its form of expenditure blank.
            if statement.measure_code.as_deref() == Some(measure)
                && !statement.subject.as_deref().is_some_and(|subject| subject.contains("收入"))
                && let Some(amount) = statement.amount.clone().filter(|amount| amount.yuan.is_some())
            {
                checks.extend(nothing(context, Figure::new(Source::Prose(statement), amount)));
            }
        }
    }
    if is_blank(reading, TableKind::ThreePublic) {
        // Of final accounts, the form that is blank may still have had a budget.
        let is_budget = reading.facts.stage == Some(Stage::Budget);
        let is_own = |statement: &&Statement| {
            is_budget || !statement.subject.as_deref().is_some_and(|subject| subject.contains("预算"))
        };
        for statement in reading.statements.iter().filter(is_own) {
            if let Some(amount) = three_public(statement) {
                checks.extend(nothing(context, Figure::new(Source::Prose(statement), amount)));
            }
        }
    }
    checks.extend(reading.tables.iter().filter_map(|table| noted(context, table)));
    checks
}

fn is_total_of(key: &Key, fund: Fund) -> bool {
    key.money == Money::Only(fund)
        && key.subject == Subject::Total
        && (key.flow, key.portion) == (Flow::Expenditure, Portion::All)
}

/// Whether the document has forms of a kind, all of them blank.
fn is_blank(reading: &Reading, kind: TableKind) -> bool {
    let mut forms = reading.tables.iter().filter(|table| table.kind == kind).peekable();
    forms.peek().is_some() && forms.all(|table| table.is_blank)
}

/// The amount of a statement about the three public expenses.
fn three_public(statement: &Statement) -> Option<Amount> {
    let measures = ["three_public_total", "overseas", "reception", "vehicles_total", "vehicles_operation"];
    let is_item = statement.measure_code.as_deref().is_some_and(|measure| measures.contains(&measure));
    statement.amount.clone().filter(|amount| is_item && amount.yuan.is_some())
}

/// States that a number is zero.
fn nothing(context: &Context<'_>, stated: Figure<'_>) -> Option<Check> {
    let claim = Claim {
        rule: &RULE,
        relation: Relation::Equal,
        place: stated.source,
        stated: Some(stated),
        parts: Vec::new(),
        doubt: None,
    };
    settle(context, claim)
}

/// A note that calls a form with numbers blank. The check is about the largest number.
fn noted(context: &Context<'_>, table: &Table) -> Option<Check> {
    let note = table.notes.iter().find(|note| contains_any(&squeeze(note), NOTES))?;
    let view = context.tables.iter().position(|view| view.table.table_id == table.table_id)?;
    // Of a note that only excuses a row (无数据的行不列示), every number would be a contradiction.
    let is_whole = !squeeze(note).contains('行');
    let row = context.tables[view].rows.iter().copied();
    let columns: Vec<u32> = context.tables[view].columns().map(|column| column.col).collect();
    let spots = row
        .flat_map(|row| columns.iter().map(move |col| crate::context::Spot { table: view, row, col: *col }));
    let largest = spots
        .filter_map(|spot| match context.entry(spot) {
            Entry::Number(item) => Some((item.amount.yuan?.abs(), spot, item)),
            _ => None,
        })
        .max_by_key(|(yuan, spot, _)| (*yuan, std::cmp::Reverse(*spot)))
        .filter(|_| is_whole)?;
    let (_, spot, item) = largest;
    let mut check = nothing(context, Figure::cell(spot, item))?;
    if check.outcome == Outcome::Broken {
        check.message_zh.push_str(&format!(
            "{}的附注为“{}”。",
            title(table, Language::Chinese),
            crate::words::clip(note)
        ));
        check.message_en.push_str(&format!(
            " The note of {} says \"{}\".",
            title(table, Language::English),
            crate::words::clip(note)
        ));
    }
    Some(check)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Form, audited, outcomes, said, unaudited};
    use mingxi_model::Outcome::{self, Broken, Holds};
    use mingxi_model::TableKind;

    fn documents(fund: &str, prose: &str) -> Vec<Outcome> {
        let appropriation = Form::new(
            "财政拨款收支总表",
            "万元",
            &[
                "name",
                "+金额@amount",
                "name",
                "-合计@total=4,5",
                "-一般@general_public_budget",
                "-基金@government_fund",
            ],
        )
        .kind(TableKind::FiscalAppropriationSummary)
        .rows(&[
            &format!("一、拨款|5.00|一、社会保障和就业支出|5.00|5.00|{fund}"),
            &format!("total 收入总计|5.00|total 支出总计|5.00|5.00|{fund}"),
        ]);
        let blank = Form::new("政府性基金", "万元", &["code", "name", "-合计@total"]).rows(&["||"]);
        let mut reading = unaudited(vec![appropriation, blank]);
        reading.tables[0].columns[4].fund = Some(mingxi_model::Fund::GeneralPublicBudget);
        reading.tables[0].columns[5].fund = Some(mingxi_model::Fund::GovernmentFund);
        reading.tables[1].is_blank = true;
        reading.statements.push(said("政府性基金预算支出", Some("government_fund"), prose));
        outcomes(&audited(reading), RULE.id)
    }

    #[test]
    fn a_blank_form_says_that_there_is_no_such_money() {
        assert_eq!(documents("0.00", "0"), [Holds, Holds]);
        assert_eq!(documents("1.00", "0"), [Holds, Broken], "prose comes first");
        assert_eq!(documents("", "1.00"), [Broken]);
    }

    #[test]
    fn a_note_must_not_call_a_filled_form_blank() {
        let form = |note: &str| {
            let mut reading = unaudited(vec![
                Form::new("政府性基金", "万元", &["code", "name", "-合计@total"]).rows(&["208|社保|5.00"]),
            ]);
            reading.tables[0].notes.push(note.to_owned());
            outcomes(&audited(reading), RULE.id)
        };
        assert_eq!(form("注：本年度没有此项收支，空表列示。"), [Broken]);
        assert_eq!(form("注：本表反映当年收支。"), []);
    }
}
