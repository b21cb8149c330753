//! Every numeric cell of a fiscal table as one tidy row.

use crate::classes::Classes;
use crate::columns::{flow, row_phase, year_column, year_in};
use crate::numbering::{Numbering, strip_numbering};
use crate::precision::state_precision;
use crate::restate::is_of_one_flow;
use crate::{Form, Measures, Vocabulary};
use mingxi_model::text::squeeze;
use mingxi_model::{
    Amount, CheckStatus, Classification, Column, ColumnRole, DocumentFacts, Flow, Fund, KindEvidence,
    LineItem, MoneyUnit, Phase, RowLabel, RowRole, Stage, Table, TableKind, parse_value,
};
use std::collections::BTreeMap;

/// The longest name of a unit of counts, in characters: 平方米, 人次.
const LONGEST_UNIT: usize = 4;

/// The line items of one table, by row and column.
pub(crate) fn line_items(table: &Table, facts: &DocumentFacts, vocabulary: &Vocabulary) -> Vec<LineItem> {
    if !table.kind.has_line_items() {
        return Vec::new();
    }
    let measures = &vocabulary.measures;
    let form = vocabulary.kinds.form(table.kind);
    let fund_of_table = fund_of_table(table, &form, measures);
    // Where no word says what a table is, no word says of which phase it is either.
    let stage = facts.stage.filter(|_| form.phase_of_stage && table.kind_evidence != KindEvidence::None);
    let labels: BTreeMap<(u32, u32), &RowLabel> =
        table.labels.iter().map(|label| ((label.row, label.panel), label)).collect();
    let parents = parents_in_other_panels(&table.labels);
    let empty = RowLabel::default();
    let classes = Classes::new(table, &form, vocabulary);
    let repeated = classes.repeated_lists();
    let sections = sections(table, measures);
    let years = year_column(table, measures, &vocabulary.headers);
    let of_counts = unit_column(table);
    let noted = measures.phase_of_notes(&table.notes);
    let panels = table.columns.iter().map(|column| column.panel + 1).max().unwrap_or(0);
    let flow_of_panel: Vec<Option<Flow>> = (0..panels)
        .map(|panel| form.flow.filter(|flow| is_of_one_flow(&table.columns, panel, *flow)))
        .collect();
    let row_flows = row_flows(table, measures);
    let mut items = Vec::new();
    for row in (table.header_rows..table.grid.rows()).filter(|row| !table.grid.is_header_row(*row)) {
        let phase_of_row =
            years.and_then(|col| row_phase(&table.grid.at(row, col).text, facts.fiscal_year, measures));
        for column in table.columns.iter().filter(|column| column.role == ColumnRole::Value) {
            let Some(cell) = table.grid.starts_at(row, column.col) else {
                continue;
            };
            let Some((value, own_unit)) = parse_value(&cell.text_raw) else {
                continue;
            };
            let label = labels.get(&(row, column.panel)).copied().unwrap_or(&empty);
            let unit = own_unit.map(str::to_owned).or_else(|| unit(table, column, label, of_counts));
            let name = label.name.as_deref();
            let measure_code =
                sections.get(&row).filter(|_| column.measure_code.as_deref() == Some("amount"));
            let measure_code = measure_code.or(column.measure_code.as_ref()).cloned();
            let flow_of_measure = || measure_code.as_deref().and_then(|code| measures.flow_of(code));
            let of_row =
                name.filter(|_| lists_measures(table.kind)).and_then(|name| measures.code_of_row(name));
            // 工资福利支出 in a list by economic class is of basic and of project expenditure.
            let classification = classes.of(column, label);
            let is_class =
                matches!(classification, Some(Classification::Economic | Classification::GovernmentEconomic));
            let of_row = of_row.filter(|code| !(is_class && code.starts_with("basic_")));
            // 收入总计 under 金额.
            let is_sum = label.role == Some(RowRole::Total) && measure_code.as_deref() == Some("amount");
            let of_row = of_row.or_else(|| (is_sum && lists_measures(table.kind)).then_some("total"));
            let fund_of_row = || match lists_measures(table.kind) {
                true => fund_of_rows(label, &labels, measures),
                false => name.and_then(|name| measures.fund_of_row(name)),
            };
            items.push(LineItem {
                table_id: table.table_id,
                table_kind: table.kind,
                row: row as i32,
                col: column.col as i32,
                flow: flow_of_panel[column.panel as usize]
                    .or_else(|| of_side(column, measures))
                    .or_else(flow_of_measure)
                    .or(column.flow)
                    .or(form.flow)
                    .or_else(|| row_flows.get(&row).copied()),
                classification,
                code: label.code.clone(),
                name: label.name.clone(),
                name_as_printed: label.name_as_printed.clone(),
                level: label.level,
                parent_code: label.parent_code.clone(),
                secondary_code: label.secondary_code.clone(),
                secondary_name: label.secondary_name.clone(),
                parent_row: label
                    .parent_row
                    .or_else(|| parents.get(&(row, column.panel)).copied())
                    .and_then(|row| i32::try_from(row).ok()),
                economic_code: label.economic_code.clone(),
                economic_name: label.economic_name.clone(),
                code_status: label.code_status,
                row_role: Some(match label.role {
                    None | Some(RowRole::Leaf) if repeated.contains(&column.panel) => RowRole::Memo,
                    role => role.unwrap_or(RowRole::Leaf),
                }),
                line_no: label.line_no.clone(),
                unit_code: label.unit_code.clone(),
                unit_name: label.unit_name.clone(),
                measure: column.measure(),
                measure_code: measure_code.clone(),
                item_code: of_row.map(str::to_owned).or_else(|| measure_code.clone()),
                fund: one_fund(column.fund.or(label.fund).or_else(fund_of_row), fund_of_table),
                phase: budget_phase(
                    label.phase.or(phase_of_row).or_else(|| phase(column, facts.fiscal_year, stage)),
                    column,
                    noted,
                ),
                value_text: cell.text.split_whitespace().collect(),
                amount: Amount::new(value, unit.as_deref()),
                check_status: CheckStatus::Unverified,
                suspect_rank: None,
                suspect_value: None,
                suspect_slip: None,
                place: cell.place.clone(),
            });
        }
    }
    state_precision(&mut items);
    items
}

/// The parents of rows whose list began in the panel before: 基本支出 in three panels goes on with 302 in the third one.
fn parents_in_other_panels(labels: &[RowLabel]) -> BTreeMap<(u32, u32), u32> {
    let mut of_code: BTreeMap<&str, Vec<&RowLabel>> = BTreeMap::new();
    for label in labels {
        if let Some(code) = &label.code {
            of_code.entry(code).or_default().push(label);
        }
    }
    let parent = |label: &RowLabel| match of_code.get(label.parent_code.as_deref()?)?.as_slice() {
        [parent] if label.parent_row.is_none() && parent.panel < label.panel => Some(parent.row),
        _ => None,
    };
    labels.iter().filter_map(|label| Some(((label.row, label.panel), parent(label)?))).collect()
}

/// The flows of the rows of a summary that prints both sides one below the other: by the row's own words, else those of
/// the row that contains it.
fn row_flows(table: &Table, measures: &Measures) -> BTreeMap<u32, Flow> {
    let is_summary =
        matches!(table.kind, TableKind::RevenueExpenditureSummary | TableKind::FiscalAppropriationSummary);
    let mut flows = BTreeMap::new();
    if !is_summary || table.columns.iter().any(|column| column.panel > 0) {
        return flows;
    }
    // 收入 over the whole width, then its rows; 支出, then its own.
    let mut section: Option<Flow> = None;
    for label in &table.labels {
        let Some(name) = label.name.as_deref() else { continue };
        if measures.side.is_match(name) && table.grid.at(label.row, 0).col_span == table.grid.columns() {
            section = flow(name);
        }
        let of_parent = || label.parent_row.and_then(|row| flows.get(&row).copied());
        let of_measure = || measures.code_of_row(name).and_then(|code| measures.flow_of(code));
        if let Some(found) = flow(name).or_else(of_parent).or(section).or_else(of_measure) {
            flows.insert(label.row, found);
        }
    }
    flows
}

/// The flow of the side of a summary form that heads the column: 支出 over 上年结转 is what is spent of it.
fn of_side(column: &Column, measures: &Measures) -> Option<Flow> {
    let (side, below) = column.path.split_first()?;
    flow(side).filter(|_| !below.is_empty() && measures.side.is_match(side))
}

/// Rows inside each other that are asked for a fund at most.
const DEEPEST: usize = 8;

/// The fund that a row names, or the nearest row around it: 非税收入安排的资金 inside 一般公共预算拨款 is of that budget.
fn fund_of_rows(
    label: &RowLabel,
    labels: &BTreeMap<(u32, u32), &RowLabel>,
    measures: &Measures,
) -> Option<Fund> {
    let above = |label: &&RowLabel| labels.get(&(label.parent_row?, label.panel)).copied();
    let rows = std::iter::successors(Some(label), above).take(DEEPEST);
    let named = rows.filter(|row| row.role != Some(RowRole::Total)).filter_map(|row| row.name.as_deref());
    named.into_iter().find_map(|name| measures.fund_of_row(name))
}

/// The fund of a cell whose column or row states one, in a table of one fund or none: what a form of one fund carries
/// over from the year before (年初结转和结余) is of that fund as well.
fn one_fund(stated: Option<Fund>, of_table: Option<Fund>) -> Option<Fund> {
    stated.filter(|fund| *fund != Fund::CarryOver || of_table.is_none()).or(of_table)
}

/// The fund of all that a table says nothing else of: its title's, or that of a form of one fund. A table whose
/// columns list several funds is of none: its 合计 adds them up.
fn fund_of_table(table: &Table, form: &Form, measures: &Measures) -> Option<Fund> {
    let of_title = table.title.as_deref().and_then(|title| measures.fund_of_title(&squeeze(title)));
    let fund = of_title.or(form.fund)?;
    let values = table.columns.iter().filter(|column| column.role == ColumnRole::Value);
    let mut listed = values.filter_map(|column| column.fund).filter(|fund| *fund != Fund::CarryOver);
    listed.all(|other| other == fund).then_some(fund)
}

/// Rows below a section's heading (二、机关运行经费) with the measure that it names, in forms of statistics.
fn sections(table: &Table, measures: &Measures) -> BTreeMap<u32, String> {
    let mut rows = BTreeMap::new();
    if table.kind != TableKind::DisclosureStatistics {
        return rows;
    }
    let named = |text: &str| match strip_numbering(&squeeze(text)) {
        (name, Some(Numbering::Chinese)) => Some(measures.code_of_row(&name).map(str::to_owned)),
        _ => None,
    };
    let mut section: Option<String> = None;
    for row in 0..table.grid.rows() {
        let mut texts =
            table.grid.row(row).map(|cell| cell.text.as_str()).filter(|text| !text.trim().is_empty());
        // A heading stands alone in its row.
        if let (Some(heading), None) = (texts.next(), texts.next())
            && let Some(code) = named(heading)
        {
            section = code;
        }
        if let Some(code) = section.as_ref().filter(|_| row >= table.header_rows) {
            rows.insert(row, code.clone());
        }
    }
    rows
}

/// The unit of one number: the row's own where it is a count, else the column's, else the table's. A quantity has that of
/// the row's 计量单位 cell, also where the head over it states money (批复数（元） over 数量 | 单价 | 金额).
fn unit(table: &Table, column: &Column, label: &RowLabel, of_counts: Option<u32>) -> Option<String> {
    let is_money = |unit: &str| MoneyUnit::parse(unit).is_some();
    let of_column = column.unit.as_ref();
    if column.measure_code.as_deref() == Some("quantity") {
        let counted = label.unit.as_ref().or(of_column).filter(|unit| !is_money(unit)).cloned();
        return counted.or_else(|| {
            let text = squeeze(&table.grid.at(label.row, of_counts?).text);
            (is_unit_word(&text) && label.role != Some(RowRole::Total) && !is_money(&text)).then_some(text)
        });
    }
    // What is bought is called like what is counted: 执法执勤用车.
    let names_goods = matches!(
        table.kind,
        TableKind::Procurement | TableKind::ServicePurchase | TableKind::ProjectExpenditure
    );
    // Beside a column of quantities the unit of the label is theirs, and 原值 is money.
    let counts_beside = || {
        table.columns.iter().any(|other| {
            other.panel == column.panel
                && other.col != column.col
                && other.measure_code.as_deref() == Some("quantity")
        })
    };
    let names_goods = names_goods || counts_beside();
    match (label.unit.as_ref().filter(|unit| !names_goods || is_money(unit)), of_column) {
        (Some(row), _) if row == "%" || !of_column.is_some_and(|unit| is_money(unit)) => Some(row.clone()),
        (_, Some(column)) => Some(column.clone()),
        _ => unit_of_row(table, label, of_counts)
            .filter(|unit| !names_goods || is_money(unit))
            .or_else(|| table.printed_unit.clone()),
    }
}

/// The unit that the row's own cell of units states: 万元 or 平方米 in a list of money and counts.
fn unit_of_row(table: &Table, label: &RowLabel, of_counts: Option<u32>) -> Option<String> {
    let text = squeeze(&table.grid.at(label.row, of_counts?).text);
    (is_unit_word(&text) || MoneyUnit::parse(&text).is_some()).then_some(text)
}

/// A word as short as units are; a dash is none.
fn is_unit_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic) && text.chars().count() <= LONGEST_UNIT
}

/// The column that prints what the quantities of the rows are counted in: 计量单位.
fn unit_column(table: &Table) -> Option<u32> {
    let heads_units = |column: &&Column| {
        let head = column.path.last().map(String::as_str);
        column.role == ColumnRole::Text && matches!(head, Some("计量单位" | "数量单位" | "单位"))
    };
    table.columns.iter().find(heads_units).map(|column| column.col)
}

/// Whether the rows of a form are measures by themselves: sources of revenue, 三公 items, statistics.
fn lists_measures(kind: TableKind) -> bool {
    matches!(
        kind,
        TableKind::RevenueExpenditureSummary
            | TableKind::FiscalAppropriationSummary
            | TableKind::RevenueSummary
            | TableKind::ThreePublic
            | TableKind::DisclosureStatistics
    )
}

/// The phase of a number: an earlier year in the header is the year before, else what the header says, else
/// what the stage of the document says.
fn phase(column: &Column, fiscal_year: Option<i16>, stage: Option<Stage>) -> Option<Phase> {
    let named_years = || column.path.iter().rev().filter_map(|text| year_in(text));
    if let (Some(named), Some(own)) = (named_years().next(), fiscal_year)
        && named + 1 == own
        && column.phase != Some(Phase::Change)
    {
        return Some(Phase::PriorYear);
    }
    column.phase.or_else(|| phase_of_stage(stage))
}

/// What a form calls its budget is of the phase that a note below it gives, but for what a head calls 年初预算数.
fn budget_phase(phase: Option<Phase>, column: &Column, noted: Option<Phase>) -> Option<Phase> {
    let is_original = || column.path.iter().any(|text| text.contains("年初"));
    match phase {
        Some(Phase::Approved) if !is_original() => noted.or(phase),
        _ => phase,
    }
}

fn phase_of_stage(stage: Option<Stage>) -> Option<Phase> {
    stage.map(|stage| match stage {
        Stage::Budget => Phase::Approved,
        Stage::FinalAccounts => Phase::Executed,
    })
}
