//! What columns state once the form and the rows are known.

use crate::columns::{bare, measure_code};
use crate::{Measures, Vocabulary};
use mingxi_model::{Amount, Column, ColumnRole, Flow, Grid, RowLabel, RowRole, TableKind, parse_number};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// In a summary form the outermost head only names the side (财政拨款收入 over 预算数, 本年支出 over 合计): what stands
/// below it is stated of the whole side.
pub(crate) fn restate_sides(columns: &mut [Column], kind: TableKind, vocabulary: &Vocabulary) {
    if !matches!(kind, TableKind::RevenueExpenditureSummary | TableKind::FiscalAppropriationSummary) {
        return;
    }
    let measures = &vocabulary.measures;
    for column in columns.iter_mut().filter(|column| column.role == ColumnRole::Value) {
        if let [side, rest @ ..] = column.path.as_slice()
            && !rest.is_empty()
            && measures.side.is_match(side)
        {
            column.measure_code = measure_code(rest, measures);
        }
    }
}

/// A form of one flow states it in every column, also under the name of a source (财政拨款收入 in 项目支出表): only a
/// panel that prints both flows side by side (本年收入 | 本年支出) is told column by column.
pub(crate) fn restate_flows(columns: &mut [Column], kind: TableKind, vocabulary: &Vocabulary) {
    let Some(flow) = vocabulary.kinds.form(kind).flow else { return };
    let panels = columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    for panel in (0..panels).filter(|panel| is_of_one_flow(columns, *panel, flow)).collect::<Vec<_>>() {
        for column in columns.iter_mut().filter(|c| c.panel == panel && c.role == ColumnRole::Value) {
            column.flow = Some(flow);
        }
    }
}

/// Whether a panel of a form of one flow has no column headed by the other one alone (收入, 本年收入合计).
pub(crate) fn is_of_one_flow(columns: &[Column], panel: u32, flow: Flow) -> bool {
    let other = match flow {
        Flow::Revenue => Flow::Expenditure,
        Flow::Expenditure => Flow::Revenue,
    };
    columns
        .iter()
        .filter(|column| column.panel == panel && column.role == ColumnRole::Value)
        .all(|column| !column.path.iter().any(|text| names_flow_alone(text, other)))
}

/// Whether a head says nothing but the flow: 收入, 本年收入合计.
pub(crate) fn names_flow_alone(head: &str, flow: Flow) -> bool {
    let word = match flow {
        Flow::Revenue => "收入",
        Flow::Expenditure => "支出",
    };
    let rest = ["本年", "当年", "合计", word]
        .iter()
        .fold(bare(head).to_owned(), |rest, word| rest.replace(word, ""));
    rest.is_empty() && head.contains(word)
}

/// In a form of the three public expenses alone, the total states all three (合计 beside 公务接待费); where its measures
/// are split by fund, the total of a fund states all three of that fund (总计 over 一般公共预算 beside 公务接待费 over
/// 一般公共预算).
pub(crate) fn restate_three_public(columns: &mut [Column], kind: TableKind, vocabulary: &Vocabulary) {
    let states = |column: &Column, codes: &[&str]| {
        column.role == ColumnRole::Value
            && column.measure_code.as_deref().is_some_and(|code| codes.contains(&code))
    };
    let receptions = || columns.iter().filter(|column| states(column, &["reception"]));
    let split_by_fund = receptions().any(|column| column.fund.is_some());
    let has_expenses = receptions().next().is_some();
    let with_others =
        columns.iter().any(|column| states(column, &["meetings", "training", "agency_operation"]));
    if kind != TableKind::ThreePublic || !has_expenses || with_others {
        return;
    }
    let total = &vocabulary.headers.total;
    // 当年财政拨款预算安排 over 合计 and 公务接待费: the total of the same head states all three too.
    let is_own = |head: &[String]| measure_code(head, &vocabulary.measures).as_deref() == Some("reception");
    let heads: BTreeSet<Vec<String>> = receptions()
        .filter_map(|column| Some(column.path.split_last()?.1.to_vec()))
        .filter(|head| !is_own(head))
        .collect();
    let is_beside = |column: &Column| {
        let Some((last, head)) = column.path.split_last() else { return false };
        column.role == ColumnRole::Value && total.is_match(last) && heads.contains(head)
    };
    for column in columns.iter_mut().filter(|column| states(column, &["total"]) || is_beside(column)) {
        column.measure_code = Some("three_public_total".to_owned());
    }
    if !split_by_fund {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.fund.is_some()) {
        if column.path.len() > 1 && total.is_match(&column.path[0]) {
            column.measure_code = Some("three_public_total".to_owned());
        }
    }
}

/// Where the rows of a form of the three public expenses are the expenses, a column called after the form (“三公”经费预算数)
/// states the amount of each.
pub(crate) fn restate_expenses_below(
    columns: &mut [Column],
    labels: &[RowLabel],
    kind: TableKind,
    measures: &Measures,
) {
    let names_expense = |label: &&RowLabel| {
        let code = label.name.as_deref().and_then(|name| measures.code_of_row(name));
        matches!(code, Some("overseas" | "reception" | "vehicles_total" | "vehicles_operation"))
    };
    let stated = |column: &Column| column.measure_code.as_deref() == Some("three_public_total");
    let is_expense = |column: &Column| column.measure_code.as_deref().is_some_and(|code| code == "reception");
    if kind != TableKind::ThreePublic
        || labels.iter().filter(names_expense).count() < 2
        || columns.iter().any(is_expense)
    {
        return;
    }
    for column in columns.iter_mut().filter(|column| stated(column)) {
        column.measure_code = Some("amount".to_owned());
    }
}

/// A panel of amounts whose only total names a measure (人员经费合计 below 工资福利支出 and 对个人和家庭的补助) states
/// that measure, if the total is the sum of the panel's leaves, or of these and of those in the panels before it that have
/// no total (公用经费合计 behind two panels).
pub(crate) fn restate_panels(
    columns: &mut [Column],
    labels: &[RowLabel],
    grid: &Grid,
    kind: TableKind,
    measures: &Measures,
) {
    if !matches!(
        kind,
        TableKind::GeneralBudgetBasicExpenditureEconomic | TableKind::FiscalAppropriationBasicExpenditure
    ) {
        return;
    }
    // The amounts of the panels so far that no total has closed.
    let mut open: Vec<usize> = Vec::new();
    for index in 0..columns.len() {
        if columns[index].measure_code.as_deref() != Some("amount") {
            continue;
        }
        let of_role = |panel: u32, role: RowRole| {
            labels.iter().filter(move |label| label.panel == panel && label.role == Some(role))
        };
        let mut totals = of_role(columns[index].panel, RowRole::Total);
        let total = totals.next();
        open.push(index);
        let (Some(total), None) = (total, totals.next()) else {
            if total.is_some() {
                open.clear();
            }
            continue;
        };
        let closed = std::mem::take(&mut open);
        let Some(code) = total.name.as_deref().and_then(|name| measures.code_of_row(name)) else { continue };
        let amount = |label: &RowLabel, column: &Column| {
            let cell = grid.starts_at(label.row, column.col)?;
            parse_number(&cell.text_raw).map(|value| Amount::new(value, None))
        };
        let Some(printed) = amount(total, &columns[index]) else { continue };
        let makes_up = |members: &[usize]| {
            let leaves: Vec<Amount> = members
                .iter()
                .map(|member| &columns[*member])
                .flat_map(|column| of_role(column.panel, RowRole::Leaf).filter_map(|row| amount(row, column)))
                .collect();
            let sum: Decimal = leaves.iter().map(|leaf| leaf.value).sum();
            let tolerance: Decimal = leaves.iter().chain([&printed]).map(Amount::half_digit).sum();
            (sum - printed.value).abs() <= tolerance
        };
        let own = &closed[closed.len() - 1..];
        let Some(members) = [own, &closed].into_iter().find(|members| makes_up(members)) else { continue };
        for member in members {
            columns[*member].measure_code = Some(code.to_owned());
        }
    }
}
