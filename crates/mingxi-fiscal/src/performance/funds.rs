//! A form's amounts: the unit it names, a single cell, and what contradicts itself.

use super::layout::Layout;
use super::project::in_indicators;
use super::vocabulary::PerformanceVocabulary;
use mingxi_model::text::squeeze;
use mingxi_model::{Amount, Cell, Diagnostic, Project, Severity, Step, Table, parse_number};
use rust_decimal::Decimal;

/// The units that a label may name in parentheses.
const UNITS: [&str; 5] = ["百万元", "亿元", "千元", "万元", "元"];

/// The unit of a form's amounts: the one beside its amounts (资金金额（万元）), else the table's.
pub(super) fn form_unit(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
) -> Option<String> {
    table
        .grid
        .cells()
        .iter()
        .filter(|cell| !in_indicators(cell.row, layouts) && vocabulary.form_label_like(&cell.text).is_some())
        .find_map(|cell| unit_in(&cell.text))
        .map(str::to_owned)
        .or_else(|| table.printed_unit.clone())
}

/// Says so where a form names one unit above it and another beside its amounts; the nearer one counts.
pub(super) fn report_units(
    table: &Table,
    unit: Option<&str>,
    project: &Project,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let amounts = amounts(project);
    let mut report = |code, message| {
        diagnostics
            .push(Diagnostic::new(Step::Recognise, Severity::Warning, code, message).table(table.table_id));
    };
    if let (Some(near), Some(far)) = (unit, table.printed_unit.as_deref())
        && near != far
        && amounts.iter().any(|amount| amount.printed_unit.as_deref() == Some(near))
    {
        report(
            "unit_conflict",
            format!(
                "the form says {far} above and {near} beside its amounts; the amounts are read in {near}."
            ),
        );
    }
    if let Some(amount) = amounts.iter().find(|amount| amount.printed_unit.is_none()) {
        report(
            "amount_without_unit",
            format!(
                "the form prints {} and names no unit; its amounts are not published. Look at the document for 单位.",
                amount.value
            ),
        );
    }
}

/// All amounts that a project has.
fn amounts(project: &Project) -> Vec<&Amount> {
    [
        &project.budget,
        &project.fiscal_funds,
        &project.other_funds,
        &project.approved,
        &project.adjusted,
        &project.executed,
        &project.balance,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The unit a label names in parentheses.
pub(super) fn unit_in(label: &str) -> Option<&'static str> {
    let squeezed = squeeze(label);
    UNITS
        .into_iter()
        .find(|unit| squeezed.contains(&format!("({unit})")) || squeezed.contains(&format!("(单位:{unit})")))
}

/// The amount a cell prints: its own unit first (`4万`, `39200元`), then its label's, then the form's.
pub(super) fn amount_of(label: &str, text: &str, form_unit: Option<&str>) -> Option<Amount> {
    let squeezed = squeeze(text);
    let own = UNITS
        .into_iter()
        .find_map(|unit| Some((squeezed.strip_suffix(unit)?, unit)))
        .or_else(|| Some((squeezed.strip_suffix('万')?, "万元")))
        .or_else(|| Some((squeezed.strip_suffix('亿')?, "亿元")));
    match own {
        Some((number, unit)) => {
            // White space is left to the number: two numbers must not become one.
            let spaced = without_last(text, squeezed.chars().count() - number.chars().count());
            Some(Amount::new(parse_number(spaced)?, Some(unit)))
        }
        None => Some(Amount::new(parse_number(text)?, unit_in(label).or(form_unit))),
    }
}

/// A text without its last characters, white space not counted.
fn without_last(text: &str, count: usize) -> &str {
    let mut marks = text.char_indices().filter(|(_, c)| !mingxi_model::text::is_space(*c)).map(|(at, _)| at);
    let at = count.checked_sub(1).and_then(|n| marks.nth_back(n));
    at.map_or(text, |at| &text[..at])
}

/// A filled cell beside an amount's label that holds no amount.
pub(super) fn unread_amount(table: &Table, label: &Cell, value: &Cell) -> Diagnostic {
    Diagnostic::new(
        Step::Recognise,
        Severity::Warning,
        "unread_amount",
        format!(
            "“{}” stands beside “{}” and is no amount; the project's amount stays empty. Look at the cell: its row may be shifted.",
            value.text, label.text
        ),
    )
    .table(table.table_id)
    .cell(value.row, Some(value.col))
    .at(value.place.clone())
}

/// A form that prints one budget in its 预算数 cell and another in the words below contradicts itself.
pub(super) fn report_conflict(
    table: &Table,
    layouts: &[Layout],
    vocabulary: &PerformanceVocabulary,
    project: &Project,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(budget) = project.budget.as_ref().and_then(|amount| amount.yuan) else {
        return;
    };
    for cell in table.grid.cells() {
        if in_indicators(cell.row, layouts) {
            continue;
        }
        let Some(stated) = stated_budget(&cell.text, vocabulary).filter(|stated| *stated != budget) else {
            continue;
        };
        diagnostics.push(
            Diagnostic::new(
                Step::Recognise,
                Severity::Warning,
                "source_conflict",
                format!(
                    "the form's budget cell says {} yuan, its words say {} yuan; both are kept as printed and the dataset takes the cell.",
                    budget.normalize(),
                    stated.normalize()
                ),
            )
            .table(table.table_id)
            .cell(cell.row, Some(cell.col))
            .at(cell.place.clone()),
        );
    }
}

/// The budget that words state (预算数 220 万元, 该项目预算资金总额为9.2万元), in yuan.
fn stated_budget(text: &str, vocabulary: &PerformanceVocabulary) -> Option<Decimal> {
    let squeezed = squeeze(text);
    let found = vocabulary.stated_budget.captures(&squeezed)?;
    let (number, unit) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let unit = if unit.ends_with('元') { unit.to_owned() } else { format!("{unit}元") };
    Amount::new(parse_number(number)?, Some(&unit)).yuan
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(label: &str, text: &str, unit: Option<&str>) -> Option<String> {
        amount_of(label, text, unit)?.yuan.map(|y| y.normalize().to_string())
    }

    #[test]
    fn the_nearest_unit_counts() {
        assert_eq!(yuan("资金总额", "3.92", Some("万元")).as_deref(), Some("39200"));
        assert_eq!(yuan("资金总额", "4万", Some("万元")).as_deref(), Some("40000"));
        assert_eq!(yuan("资金总额", "39200元", Some("万元")).as_deref(), Some("39200"));
        assert_eq!(yuan("预算金额(元)", "100", Some("万元")).as_deref(), Some("100"));
        assert_eq!(yuan("资金总额", "1,535.174", Some("万元")).as_deref(), Some("15351740"));
        assert_eq!(yuan("资金总额", "约4万", Some("万元")), None);
        assert_eq!(yuan("资金总额", "16.4 万 元", None).as_deref(), Some("164000"));
        assert_eq!(yuan("资金总额", "10 10万元", None), None);
        assert_eq!(amount_of("资金总额", "5", None).unwrap().yuan, None);
    }

    #[test]
    fn a_budget_stated_in_words_is_found() {
        let words = PerformanceVocabulary::builtin().unwrap();
        let stated = |text: &str| stated_budget(text, &words).map(|yuan| yuan.normalize().to_string());
        assert_eq!(stated("预算数 220 万元。其中").as_deref(), Some("2200000"));
        assert_eq!(stated("1. 预算金额: 4万; 2. 任务").as_deref(), Some("40000"));
        assert_eq!(stated("2023年该项目预算资金总额为27.1元").as_deref(), Some("27.1"));
        assert_eq!(stated("其他预算数220万元"), None);
        assert_eq!(stated("预算数万元"), None);
    }
}
