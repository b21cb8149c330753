//! Every numeric cell of a fiscal table as one tidy row.

use mingxi_model::{
    Amount, CheckStatus, Classification, Column, ColumnRole, Flow, LineItem, MoneyUnit, Phase, RowLabel,
    RowRole, Stage, Table, TableKind, parse_number,
};
use std::collections::BTreeMap;

/// The line items of one table, by row and column.
pub(crate) fn line_items(table: &Table, stage: Option<Stage>) -> Vec<LineItem> {
    if !table.kind.has_line_items() {
        return Vec::new();
    }
    let labels: BTreeMap<(u32, u32), &RowLabel> =
        table.labels.iter().map(|label| ((label.row, label.panel), label)).collect();
    let empty = RowLabel::default();
    let mut items = Vec::new();
    for row in table.header_rows..table.grid.rows() {
        for column in table.columns.iter().filter(|column| column.role == ColumnRole::Value) {
            let Some(cell) = table.grid.starts_at(row, column.col) else {
                continue;
            };
            let Some(value) = parse_number(&cell.text_raw) else {
                continue;
            };
            let label = labels.get(&(row, column.panel)).copied().unwrap_or(&empty);
            let unit = unit(table, column, label);
            items.push(LineItem {
                table_id: table.table_id,
                table_kind: table.kind,
                row: row as i32,
                col: column.col as i32,
                flow: column.flow.or_else(|| flow_of_kind(table.kind)),
                classification: classification(table.kind, column, label),
                code: label.code.clone(),
                name: label.name.clone(),
                name_as_printed: label.name_as_printed.clone(),
                level: label.level,
                parent_code: label.parent_code.clone(),
                secondary_code: label.secondary_code.clone(),
                secondary_name: label.secondary_name.clone(),
                row_role: label.role.or(Some(RowRole::Leaf)),
                line_no: label.line_no.clone(),
                unit_code: label.unit_code.clone(),
                unit_name: label.unit_name.clone(),
                measure: column.measure(),
                measure_code: column.measure_code.clone(),
                fund: column.fund,
                phase: column.phase.or_else(|| phase_of_stage(stage)),
                value_text: cell.text.clone(),
                amount: Amount::new(value, unit.as_deref()),
                check_status: CheckStatus::Unverified,
                suspect_rank: None,
                place: cell.place.clone(),
            });
        }
    }
    items
}

/// The unit of one number: the row's own where it is a count, else the column's, else the table's.
fn unit(table: &Table, column: &Column, label: &RowLabel) -> Option<String> {
    let column_is_money = column.unit.as_deref().and_then(MoneyUnit::parse).is_some();
    match (&label.unit, &column.unit) {
        (Some(row), _) if !column_is_money => Some(row.clone()),
        (_, Some(column)) => Some(column.clone()),
        _ if column.measure_code.as_deref() == Some("quantity") => None,
        _ => table.printed_unit.clone(),
    }
}

fn phase_of_stage(stage: Option<Stage>) -> Option<Phase> {
    stage.map(|stage| match stage {
        Stage::Budget => Phase::Approved,
        Stage::FinalAccounts => Phase::Executed,
    })
}

/// Revenue or expenditure where the whole form is one of them.
fn flow_of_kind(kind: TableKind) -> Option<Flow> {
    use TableKind::*;
    match kind {
        RevenueSummary => Some(Flow::Revenue),
        ExpenditureSummary
        | GeneralBudgetExpenditure
        | GeneralBudgetExpenditureEconomic
        | GeneralBudgetBasicExpenditureFunctional
        | GeneralBudgetBasicExpenditureEconomic
        | FiscalAppropriationExpenditure
        | FiscalAppropriationBasicExpenditure
        | AgencyOperation
        | ThreePublic
        | ProjectExpenditure
        | EconomicSummary
        | Procurement => Some(Flow::Expenditure),
        _ => None,
    }
}

/// What a row classifies by, from its form and its code.
fn classification(kind: TableKind, column: &Column, label: &RowLabel) -> Option<Classification> {
    use TableKind::*;
    let is_unit = label.code.is_some() && label.code == label.unit_code;
    let by_code = label.code.as_deref().and_then(|code| match (code.len(), code.as_bytes().first()) {
        (3 | 5 | 7, Some(b'2')) => Some(Classification::Functional),
        (3 | 5, Some(b'3')) => Some(Classification::Economic),
        (3 | 5, Some(b'5')) => Some(Classification::GovernmentEconomic),
        _ => None,
    });
    let by_header = || {
        let path = column.path.join("/");
        match kind {
            RevenueExpenditureSummary | FiscalAppropriationSummary | GovernmentFund | StateCapital
                if column.flow == Some(Flow::Revenue) =>
            {
                Some(Classification::RevenueSource)
            }
            RevenueExpenditureSummary | FiscalAppropriationSummary if path.contains("支出") => {
                Some(Classification::Functional)
            }
            _ => None,
        }
    };
    match kind {
        _ if is_unit => Some(Classification::Unit),
        ThreePublic => Some(Classification::ThreePublic),
        ProjectExpenditure => Some(Classification::Project),
        Assets => Some(Classification::Asset),
        Procurement => Some(Classification::Procurement),
        DisclosureStatistics => Some(Classification::Statistic),
        Institution => Some(Classification::Unit),
        _ => by_code.or_else(by_header).or(match kind {
            GeneralBudgetBasicExpenditureEconomic
            | GeneralBudgetExpenditureEconomic
            | EconomicSummary
            | FiscalAppropriationBasicExpenditure => Some(Classification::Economic),
            RevenueSummary
            | ExpenditureSummary
            | GeneralBudgetExpenditure
            | GeneralBudgetBasicExpenditureFunctional
            | FiscalAppropriationExpenditure => Some(Classification::Functional),
            _ => None,
        }),
    }
}
