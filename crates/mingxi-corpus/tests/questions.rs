//! The five questions of `docs/queries` without a database: one county a province, budget and final accounts of one
//! year. `scripts/sql_questions.sh` asks all 300 documents in SQL.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

use mingxi_corpus::questions::{Answers, COUNT, document};
use mingxi_engine::model::{Indicator, LineItem, Operator, Phase, RowRole, Stage, TableKind};
use mingxi_engine::{Document, Reader, read_document};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Every thirtieth pair of documents: the first county and year of each of the ten provinces.
const STEP: u64 = 30;

type Answered = BTreeMap<&'static str, Vec<String>>;

#[test]
fn ten_provinces_answer_five_questions() {
    let reader = Reader::new().unwrap();
    let mut meant = Answers::default();
    let mut said = Answered::new();
    for first in (0..COUNT).step_by(STEP as usize) {
        let [budget, spent] = [first, first + 1].map(|number| {
            let (name, disclosure, format) = document(7, number, &mut meant);
            read_document(&format.write(&disclosure).unwrap(), &name, &reader)
        });
        for document in [&budget, &spent] {
            answer(document, &mut said);
        }
        if let (Some(planned), Some(done)) = (three_public(&budget), three_public(&spent)) {
            let row = format!("{},{planned:.2},{done:.2}", whose(&budget));
            said.entry("three_public_budget_and_final").or_default().push(row);
        }
    }
    said.values_mut().for_each(|rows| rows.sort_unstable());
    for (question, rows) in meant.rows() {
        assert!(!rows.is_empty(), "{question}: no answer to compare");
        assert_eq!(said.get(question), Some(&rows), "{question}");
    }
}

fn whose(document: &Document) -> String {
    let facts = &document.reading.facts;
    format!("{},{}", facts.agency_name.clone().unwrap_or_default(), facts.fiscal_year.unwrap_or_default())
}

fn answer(document: &Document, said: &mut Answered) {
    let reading = &document.reading;
    let whose = whose(document);
    let stage = reading.facts.stage.map_or("", |stage| stage.as_str());
    let mut say = |question, row: String| said.entry(question).or_default().push(row);
    let leaves = |kind: TableKind, measures: &[&str]| -> Vec<&LineItem> {
        let is_asked = |item: &&LineItem| {
            item.table_kind == kind
                && item.row_role == Some(RowRole::Leaf)
                && item.measure_code.as_deref().is_some_and(|code| measures.contains(&code))
        };
        reading.line_items.iter().filter(is_asked).collect()
    };
    let sum = |items: &[&LineItem]| items.iter().filter_map(|item| item.amount.yuan).sum::<Decimal>();
    let mut health = leaves(TableKind::GeneralBudgetExpenditure, &["total", "current_year_expenditure"]);
    health.retain(|item| item.code.as_deref() == Some("2101202"));
    if !health.is_empty() {
        say("health_insurance_by_county", format!("{whose},{stage},{:.2}", sum(&health)));
    }
    let kind = TableKind::GeneralBudgetBasicExpenditureEconomic;
    let (personnel, public) = (leaves(kind, &["basic_personnel"]), leaves(kind, &["basic_public"]));
    let share = Decimal::ONE_HUNDRED * sum(&personnel) / (sum(&personnel) + sum(&public));
    let share = share.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    say("personnel_share", format!("{whose},{stage},{share:.2}"));
    for project in &reading.projects {
        if let (Some(name), Some(score)) = (&project.project_name, project.total_score) {
            say("self_evaluation_scores", format!("{whose},{name},{score:.2}"));
        }
    }
    for indicator in reading.indicators.iter().filter(|indicator| is_missed(indicator)) {
        let name = indicator.project_name.clone().unwrap_or_default();
        say("indicators_not_met", format!("{whose},{name},{}", indicator.level3));
    }
}

fn is_missed(indicator: &Indicator) -> bool {
    let adjusted = indicator.adjusted_operator.zip(indicator.adjusted_target_value);
    let target = adjusted.or(indicator.operator.zip(indicator.target_value));
    let (Some((operator, target)), Some(actual)) = (target, indicator.actual_value) else {
        return false;
    };
    match operator {
        Operator::Ge => actual < target,
        Operator::Gt => actual <= target,
        Operator::Le => actual > target,
        Operator::Lt => actual >= target,
        Operator::Eq => actual != target,
        Operator::Text => false,
    }
}

/// The “三公” total: in a column of its own, in a row of its own, or first in a table of one row.
fn three_public(document: &Document) -> Option<Decimal> {
    let stage = document.reading.facts.stage?;
    let phase = if stage == Stage::Budget { Phase::Approved } else { Phase::Executed };
    let most = |is_total: &dyn Fn(&LineItem) -> bool| {
        let items = document.reading.line_items.iter();
        let own = items.filter(|i| i.table_kind == TableKind::ThreePublic && i.phase == Some(phase));
        own.filter(|item| is_total(item)).filter_map(|item| item.amount.yuan).max()
    };
    let measure = |item: &LineItem, code: &str| item.measure_code.as_deref() == Some(code);
    let is_total = |item: &LineItem| item.row_role == Some(RowRole::Total);
    let named = |item: &LineItem| item.name.as_ref().is_some_and(|name| name.contains("三公"));
    most(&|item| measure(item, "three_public_total") && (item.name.is_none() || is_total(item)))
        .or_else(|| most(&|item| measure(item, "total") && is_total(item) && named(item)))
        .or_else(|| most(&|item| measure(item, "total") && item.name.is_none()))
}
