//! The findings of a publication as text, JSON and CSV.

use super::audit::{Amounts, Audit, AuditedDocument, Finding, FoundCell};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::fmt::Write;

/// The language of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    Chinese,
    /// English.
    English,
}

/// Cells of a finding that the text names; the data names all.
const NAMED_CELLS: usize = 3;

/// The findings for a person, grouped by document. Ends with a line break; has no colours.
pub fn audit_text(audit: &Audit, language: Language) -> String {
    let mut page = String::new();
    for document in audit.documents.iter().filter(|d| d.status != "ok" || !d.findings.is_empty()) {
        document_text(&mut page, document, language);
        page.push('\n');
    }
    summary_text(&mut page, audit, language);
    page
}

// Writing to a string cannot fail, so that the results are dropped.
fn document_text(page: &mut String, document: &AuditedDocument, language: Language) {
    let _ = writeln!(page, "{}", clean(&document.source_path));
    let agency = document.agency_name.as_deref().map(clean).unwrap_or_default();
    let year = document.fiscal_year.map(|year| year.to_string()).unwrap_or_default();
    if !agency.is_empty() || !year.is_empty() {
        let _ = writeln!(page, "  {}", format!("{agency} {year}").trim());
    }
    if document.status != "ok" {
        let message = clean(document.error_message.as_deref().unwrap_or_default());
        let word = match (language, document.status.as_str()) {
            (Language::Chinese, "failed") => "未能读取",
            (Language::Chinese, _) => "只读取了一部分",
            (Language::English, "failed") => "not read",
            (Language::English, _) => "read in part",
        };
        let _ = writeln!(page, "  {word}: {message}");
    }
    let (holds, broken, open) = (document.holds, document.broken(), document.unverifiable);
    let amounts = amounts_text(document.amounts, language);
    let _ = match language {
        Language::Chinese => {
            writeln!(page, "  {amounts}；勾稽关系：成立 {holds}，不符 {broken}，无法核对 {open}")
        }
        Language::English => {
            writeln!(
                page,
                "  {amounts}; checks: {holds} held, {broken} broken, {open} could not be evaluated"
            )
        }
    };
    for finding in &document.findings {
        finding_text(page, finding, language);
    }
}

fn amounts_text(amounts: Amounts, language: Language) -> String {
    let Amounts { total, verified, repaired, conflict } = amounts;
    let percent = amounts.verified_percent();
    match (percent, language) {
        (None, Language::Chinese) => "没有金额".to_owned(),
        (None, Language::English) => "no amounts".to_owned(),
        (Some(percent), Language::Chinese) => {
            format!("金额 {total} 个：已核验 {verified}（{percent}%），已修正 {repaired}，有矛盾 {conflict}")
        }
        (Some(percent), Language::English) => {
            format!(
                "{total} amounts: {verified} verified ({percent} %), {repaired} repaired, {conflict} in conflict"
            )
        }
    }
}

fn finding_text(page: &mut String, finding: &Finding, language: Language) {
    let (name, message) = match language {
        Language::Chinese => (finding.rule_name.as_str(), finding.message_zh.as_str()),
        Language::English => (finding.rule_id.as_str(), finding.message_en.as_str()),
    };
    let pages = pages(finding, language);
    let _ = writeln!(page, "  [{}]{pages} {}", clean(name), clean(message));
    // Against prose, the cell is not the likelier mistake.
    let is_among_cells = finding.cells.iter().any(|cell| cell.term.coefficient < 0);
    if !is_among_cells {
        return;
    }
    let mut suspects: Vec<&FoundCell> = finding.cells.iter().filter(|c| c.suspect_rank.is_some()).collect();
    suspects.sort_by_key(|cell| cell.suspect_rank);
    let best = suspects.first().and_then(|cell| cell.suspect_rank);
    for cell in suspects.iter().filter(|cell| cell.suspect_rank == best).take(NAMED_CELLS) {
        let word = match language {
            Language::Chinese => "最可疑",
            Language::English => "most likely wrong",
        };
        let _ = writeln!(page, "      {word}: {}{}", cell_text(cell, language), right(cell, language));
    }
}

/// What would be right in a cell's place, and the slip.
fn right(cell: &FoundCell, language: Language) -> String {
    let Some(value) = cell.suspect_value.map(|value| value.normalize()) else {
        return String::new();
    };
    let slip = cell.suspect_slip.as_deref().and_then(|name| SLIPS.iter().find(|slip| slip.0 == name));
    match (slip, language) {
        (Some((_, zh, _)), Language::Chinese) => format!("；若为 {value} 则相符（{zh}）"),
        (Some((_, _, en)), Language::English) => format!("; {value} would satisfy the sums ({en})"),
        (None, Language::Chinese) => format!("；若为 {value} 则相符"),
        (None, Language::English) => format!("; {value} would satisfy the sums"),
    }
}

/// Slips by their name in the dataset, in Chinese and in English.
const SLIPS: [(&str, &str, &str); 6] = [
    ("digit", "差一位数字", "one digit differs"),
    ("transposed", "相邻数字颠倒", "two neighbouring digits are swapped"),
    ("sign", "符号相反", "the sign differs"),
    ("unit", "差十的幂，疑为单位或小数点有误", "a power of ten: a wrong unit or decimal point"),
    ("exchanged", "与另一格互换", "exchanged with another cell"),
    ("misplaced", "错列", "it belongs into a blank cell of its row"),
];

/// The pages of a finding's cells.
fn pages(finding: &Finding, language: Language) -> String {
    let mut pages: Vec<i64> = finding.cells.iter().filter_map(|cell| cell.page).collect();
    pages.sort_unstable();
    pages.dedup();
    if pages.is_empty() {
        return String::new();
    }
    let list = pages.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    match language {
        Language::Chinese => format!(" 第{list}页"),
        Language::English => format!(" p. {list}"),
    }
}

fn cell_text(cell: &FoundCell, language: Language) -> String {
    let text = |text: &Option<String>| clean(text.as_deref().unwrap_or_default());
    let (title, row, column, value) =
        (text(&cell.table_title), text(&cell.row_name), text(&cell.column), text(&cell.value_text));
    let table = cell.term.table_id;
    // People count rows and columns from 1.
    let (at_row, at_col) = (i64::from(cell.term.row) + 1, i64::from(cell.term.col) + 1);
    match language {
        Language::Chinese => {
            format!("第{table}张表《{title}》第{at_row}行第{at_col}列 “{row}” “{column}” {value}")
        }
        Language::English => {
            format!(
                "table {table} \"{title}\", row {at_row}, column {at_col}: \"{row}\" \"{column}\" {value}"
            )
        }
    }
}

fn summary_text(page: &mut String, audit: &Audit, language: Language) {
    let documents = audit.documents.len();
    let with_findings = audit.documents.iter().filter(|document| document.broken() > 0).count();
    let (broken, unread) = (audit.broken(), audit.unread());
    let amounts = amounts_text(audit.amounts(), language);
    let _ = match language {
        Language::Chinese => writeln!(
            page,
            "共 {documents} 份文件，{with_findings} 份有不符（共 {broken} 项），{unread} 份未完整读取；{amounts}"
        ),
        Language::English => writeln!(
            page,
            "{documents} documents, {with_findings} with broken checks ({broken} in all), {unread} not read in full; {amounts}"
        ),
    };
}

/// The findings for a program: one JSON object. Amounts are strings, because JSON numbers are not exact.
pub fn audit_json(audit: &Audit) -> Value {
    let amounts = |amounts: Amounts| {
        let Amounts { total, verified, repaired, conflict } = amounts;
        json!({
            "total": total,
            "verified": verified,
            "repaired": repaired,
            "conflict": conflict,
            "unverified": total - verified - repaired - conflict,
            "verified_percent": amounts.verified_percent().map(|percent| percent.to_string()),
        })
    };
    let documents: Vec<Value> = audit
        .documents
        .iter()
        .map(|document| {
            json!({
                "document_id": document.document_id,
                "source_path": document.source_path,
                "agency_name": document.agency_name,
                "fiscal_year": document.fiscal_year,
                "status": document.status,
                "error_message": document.error_message,
                "amounts": amounts(document.amounts),
                "checks": {
                    "holds": document.holds,
                    "broken": document.broken(),
                    "unverifiable": document.unverifiable,
                },
                "findings": document.findings.iter().map(finding_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "documents": documents,
        "amounts": amounts(audit.amounts()),
        "broken": audit.broken(),
        "unread": audit.unread(),
    })
}

fn finding_json(finding: &Finding) -> Value {
    let number = |number: Option<Decimal>| number.map(|number| number.to_string());
    let cells: Vec<Value> = finding
        .cells
        .iter()
        .map(|cell| {
            json!({
                "table_id": cell.term.table_id,
                "row": cell.term.row,
                "col": cell.term.col,
                "coefficient": cell.term.coefficient,
                "table_title": cell.table_title,
                "row_name": cell.row_name,
                "column": cell.column,
                "value_text": cell.value_text,
                "page": cell.page,
                "suspect_rank": cell.suspect_rank,
                "suspect_value": number(cell.suspect_value),
                "suspect_slip": cell.suspect_slip,
            })
        })
        .collect();
    json!({
        "rule_id": finding.rule_id,
        "rule_name": finding.rule_name,
        "outcome": finding.outcome.as_str(),
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "expected": number(finding.expected),
        "actual": number(finding.actual),
        "difference": number(finding.difference),
        "tolerance": number(finding.tolerance),
        "unit": finding.unit,
        "cells": cells,
    })
}

/// The columns of the CSV.
const COLUMNS: &[&str] = &[
    "source_path",
    "document_id",
    "agency_name",
    "fiscal_year",
    "rule_id",
    "rule_name",
    "outcome",
    "message",
    "expected",
    "actual",
    "difference",
    "tolerance",
    "unit",
    "table_id",
    "table_title",
    "row",
    "col",
    "row_name",
    "column",
    "value_text",
    "page",
    "coefficient",
    "suspect_rank",
    "suspect_value",
    "suspect_slip",
];

/// The findings for a spreadsheet: a line for every cell of every finding, or one for a finding without cells.
/// Rows and columns are counted from 0, as in the datasets.
pub fn audit_csv(audit: &Audit, language: Language) -> String {
    let mut page = COLUMNS.join(",");
    page.push_str("\r\n");
    for document in &audit.documents {
        for finding in &document.findings {
            let cells: Vec<Option<&FoundCell>> = match finding.cells.as_slice() {
                [] => vec![None],
                cells => cells.iter().map(Some).collect(),
            };
            for cell in cells {
                let fields = fields(document, finding, cell, language);
                page.push_str(&fields.join(","));
                page.push_str("\r\n");
            }
        }
    }
    page
}

fn fields(
    document: &AuditedDocument,
    finding: &Finding,
    cell: Option<&FoundCell>,
    language: Language,
) -> Vec<String> {
    let text = |text: Option<&str>| quoted(text.unwrap_or_default());
    let number = |number: Option<Decimal>| number.map(|n| n.to_string()).unwrap_or_default();
    let whole = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    let index = |get: fn(&FoundCell) -> i32| whole(cell.map(|cell| i64::from(get(cell))));
    let of = |get: fn(&FoundCell) -> &Option<String>| text(cell.and_then(|cell| get(cell).as_deref()));
    let message = match language {
        Language::Chinese => &finding.message_zh,
        Language::English => &finding.message_en,
    };
    vec![
        text(Some(&document.source_path)),
        text(Some(&document.document_id)),
        text(document.agency_name.as_deref()),
        whole(document.fiscal_year),
        text(Some(&finding.rule_id)),
        text(Some(&finding.rule_name)),
        finding.outcome.as_str().to_owned(),
        text(Some(message)),
        number(finding.expected),
        number(finding.actual),
        number(finding.difference),
        number(finding.tolerance),
        text(finding.unit.as_deref()),
        index(|cell| cell.term.table_id),
        of(|cell| &cell.table_title),
        index(|cell| cell.term.row),
        index(|cell| cell.term.col),
        of(|cell| &cell.row_name),
        of(|cell| &cell.column),
        of(|cell| &cell.value_text),
        whole(cell.and_then(|cell| cell.page)),
        index(|cell| cell.term.coefficient),
        whole(cell.and_then(|cell| cell.suspect_rank)),
        number(cell.and_then(|cell| cell.suspect_value)),
        of(|cell| &cell.suspect_slip),
    ]
}

/// A text field of a CSV. What a spreadsheet would take for a formula gets an apostrophe: the text is a
/// stranger's.
fn quoted(text: &str) -> String {
    let is_number = text.parse::<Decimal>().is_ok();
    let is_formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// Text of an untrusted file on a terminal: control characters could command it.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_fields_are_quoted_and_no_formulas() {
        assert_eq!(quoted("甲"), "甲");
        assert_eq!(quoted("1,234.00"), "\"1,234.00\"");
        assert_eq!(quoted("说\"好\""), "\"说\"\"好\"\"\"");
        assert_eq!(quoted("-5.00"), "-5.00");
        assert_eq!(quoted("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
    }

    #[test]
    fn a_share_is_rounded_down() {
        let amounts = Amounts { total: 3, verified: 2, ..Amounts::default() };
        assert_eq!(amounts.verified_percent().unwrap().to_string(), "66.6");
        assert_eq!(Amounts::default().verified_percent(), None);
    }
}
