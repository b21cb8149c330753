//! Performance forms: their money, their points, their rate and grade.

use crate::testing::{Form, audited, outcomes, unaudited};
use mingxi_model::Outcome::{self, Broken, Holds, Unverifiable};
use mingxi_model::{
    Amount, Cell, CheckStatus, Extraction, Grid, Indicator, KindEvidence, Project, Reading, Table, TableKind,
};
use rust_decimal::Decimal;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn amount(text: &str) -> Option<Amount> {
    (!text.is_empty()).then(|| Amount::new(number(text), Some("万元")))
}

fn table(kind: TableKind, rows: &[&str]) -> Table {
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let width = texts.iter().map(Vec::len).max().unwrap();
    let cells = (0..texts.len() * width).map(|place| {
        let (row, col) = (place / width, place % width);
        Cell::single(row as u32, col as u32, texts[row].get(col).copied().unwrap_or_default(), None)
    });
    Table {
        table_id: 1,
        title: Some("绩效表".to_owned()),
        form_number: None,
        kind,
        kind_evidence: KindEvidence::Both,
        printed_unit: Some("万元".to_owned()),
        grid: Grid::new(texts.len() as u32, width as u32, cells.collect()).unwrap(),
        header_rows: 0,
        captions: Vec::new(),
        notes: Vec::new(),
        extraction: Extraction::Native,
        is_blank: false,
        columns: Vec::new(),
        labels: Vec::new(),
        doubts: Vec::new(),
        unpublished_numbers: 0,
        why: Vec::new(),
    }
}

fn project(name: &str) -> Project {
    Project {
        table_ids: vec![1],
        row: 0,
        place: None,
        project_name: Some(name.to_owned()),
        project_code: None,
        department: None,
        implementing_unit: None,
        period: None,
        budget: None,
        fiscal_funds: None,
        other_funds: None,
        approved: None,
        adjusted: None,
        executed: None,
        balance: None,
        execution_rate: None,
        execution_weight: None,
        execution_score: None,
        total_score: None,
        grade: None,
        goal_text: None,
        actual_text: None,
        payment_plan: Vec::new(),
        check_status: CheckStatus::Unverified,
    }
}

fn indicator(row: i32, name: &str, weight: &str, score: &str) -> Indicator {
    let points = |text: &str| (!text.is_empty()).then(|| number(text));
    Indicator {
        table_id: 1,
        table_kind: TableKind::PerformanceSelfEvaluation,
        row,
        col: 0,
        part: 1,
        project_name: None,
        project_code: None,
        activity: None,
        level1: None,
        level2: None,
        level3: name.to_owned(),
        description: None,
        operator: None,
        target_text: None,
        target_value: None,
        target_unit: None,
        target_parts: Vec::new(),
        adjusted_target_text: None,
        adjusted_operator: None,
        adjusted_target_value: None,
        adjusted_target_unit: None,
        adjusted_target_parts: Vec::new(),
        actual_text: None,
        actual_operator: None,
        actual_value: None,
        actual_unit: None,
        actual_parts: Vec::new(),
        weight: points(weight),
        score: points(score),
        scoring_rule: None,
        basis: None,
        is_core: None,
        remark: None,
        place: None,
    }
}

/// A self-evaluation; the last argument changes the project.
fn evaluation(weights: [&str; 2], scores: [&str; 2], change: impl FnOnce(&mut Project)) -> Reading {
    let rows = [
        "|全年预算数|全年执行数|结余|执行率|得分",
        "资金总额|200.00|197.00|3.00|98.50|9.85",
        &format!("完成数量||||{}|{}", weights[0], scores[0]),
        &format!("群众满意||||{}|{}", weights[1], scores[1]),
        "总分|||||97.85",
    ];
    let mut own = project("养护");
    (own.adjusted, own.executed, own.balance) = (amount("200.00"), amount("197.00"), amount("3.00"));
    (own.execution_rate, own.total_score) = (Some(number("98.50")), Some(number("97.85")));
    own.grade = Some("优".to_owned());
    change(&mut own);
    let mut reading = Reading::default();
    reading.tables.push(table(TableKind::PerformanceSelfEvaluation, &rows));
    reading.indicators = vec![
        indicator(2, "完成数量", weights[0], scores[0]),
        indicator(3, "群众满意", weights[1], scores[1]),
    ];
    reading.projects.push(own);
    audited(reading)
}

fn points(weights: [&str; 2], scores: [&str; 2]) -> Vec<Outcome> {
    outcomes(&evaluation(weights, scores, |_| {}), "points")
}

#[test]
fn weights_make_up_100_and_scores_the_total() {
    let reading = evaluation(["50", "40"], ["50", "38"], |_| {});
    assert_eq!(outcomes(&reading, "points"), [Holds, Holds]);
    assert_eq!(outcomes(&reading, "execution_rate"), [Holds, Holds]);
    assert_eq!(outcomes(&reading, "project_funds"), [Holds]);
    assert_eq!(reading.projects[0].check_status, CheckStatus::Verified);
    let scores = reading.checks.iter().find(|check| check.terms.iter().any(|term| term.coefficient < 0));
    assert!(scores.is_some());
}

#[test]
fn a_listed_project_has_the_amount_of_its_form() {
    let outcome = |listed: &str, own: &str| {
        let mut list =
            table(TableKind::PerformanceProjectList, &["项目|金额|绩效目标", "养护|218.00|道路平整"]);
        list.table_id = 2;
        let form =
            table(TableKind::PerformanceProject, &["项目名称|养护", "资金总额|220", "资金总额|218.00"]);
        let mut reading = Reading::default();
        reading.tables.extend([form, list]);
        let (mut row, mut single) = (project("养护"), project("养护"));
        (row.table_ids, row.row, row.budget) = (vec![2], 1, amount(listed));
        (single.table_ids, single.budget) = (vec![1], amount(own));
        reading.projects.extend([single, row]);
        outcomes(&audited(reading), "project_list")
    };
    assert_eq!(outcome("218.00", "218.00"), [Holds]);
    assert_eq!(outcome("218.00", "220"), [Broken]);
    assert_eq!(outcome("", "220"), []);
}

#[test]
fn wrong_points_are_found() {
    assert_eq!(points(["50", "41"], ["50", "38"]), [Broken, Holds], "9 are left and 9.85 given");
    assert_eq!(points(["50", "30"], ["50", "30"])[0], Unverifiable, "执行率 may have 20");
    assert_eq!(points(["60", "41"], ["50", "38"])[0], Broken, "whole points have no tolerance");
    assert_eq!(points(["50", "40"], ["50", "83"]).iter().filter(|o| **o == Broken).count(), 2, "83 of 40");
    assert_eq!(points(["50", "40"], ["50", ""]), [Holds, Unverifiable]);
}

#[test]
fn a_wrong_rate_balance_or_grade_is_found() {
    let with = |change: fn(&mut Project)| evaluation(["50", "40"], ["50", "38"], change);
    let rate = with(|project| project.execution_rate = Some(number("98.05")));
    assert_eq!(outcomes(&rate, "execution_rate"), [Holds, Broken], "the grade comes first");
    assert_eq!(rate.projects[0].check_status, CheckStatus::Conflict);
    let rounded = with(|project| project.execution_rate = Some(number("99")));
    assert_eq!(outcomes(&rounded, "execution_rate"), [Holds, Holds], "98.5 rounds to 99");
    let grade = with(|project| project.grade = Some("良".to_owned()));
    assert_eq!(outcomes(&grade, "execution_rate"), [Broken, Holds]);
}

#[test]
fn parts_of_a_projects_money_may_be_short_and_not_above() {
    let funds = |budget: &str, fiscal: &str, other: &str| {
        let mut reading = Reading::default();
        let rows = [format!("总额|{budget}|财政|{fiscal}|其他|{other}")];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        reading.tables.push(table(TableKind::PerformanceProject, &rows));
        let mut own = project("养护");
        (own.budget, own.fiscal_funds, own.other_funds) = (amount(budget), amount(fiscal), amount(other));
        reading.projects.push(own);
        outcomes(&audited(reading), "project_funds")
    };
    assert_eq!(funds("30.00", "20.00", "10.00"), [Holds]);
    assert_eq!(funds("30.00", "20.00", ""), [Unverifiable]);
    assert_eq!(funds("30.00", "40.00", ""), [Broken]);
    assert_eq!(funds("30.00", "", ""), []);
}

#[test]
fn a_form_agrees_with_the_row_of_its_name() {
    let outcome = |budget: &str, name: &str| {
        let list = Form::new("项目支出表", "元", &["name", "-金额@amount"])
            .kind(TableKind::ProjectExpenditure)
            .rows(&["养护|2180000.00", "培训|50000.00"]);
        let mut reading = unaudited(vec![list]);
        let mut form = table(TableKind::PerformanceProject, &[&format!("预算数|{budget}")]);
        form.table_id = 2;
        reading.tables.push(form);
        let mut own = project(name);
        (own.table_ids, own.budget) = (vec![2], amount(budget));
        reading.projects.push(own);
        outcomes(&audited(reading), "project_table")
    };
    assert_eq!(outcome("218.00", "养护"), [Holds]);
    assert_eq!(outcome("220", "养护"), [Broken]);
    assert_eq!(outcome("220", "绿化"), []);
}
