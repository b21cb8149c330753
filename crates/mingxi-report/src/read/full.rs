//! Everything of one document.

use crate::model::{Cell, Check, Full, Indicator, Item, Project, Remark, Sentence, Status, Table};
use mingxi_engine::dataset::{Dataset, DatasetError, Datum, DocumentRows, Published, Rows};

type Read = Result<(), DatasetError>;

/// Where the rows of every document are.
pub(crate) struct Source {
    tables: DocumentRows,
    cells: DocumentRows,
    items: DocumentRows,
    checks: DocumentRows,
    projects: DocumentRows,
    indicators: DocumentRows,
    statements: DocumentRows,
    diagnostics: DocumentRows,
}

impl Source {
    /// Finds them.
    pub fn open(published: &Published) -> Result<Source, DatasetError> {
        Ok(Source {
            tables: published.document_rows(Dataset::Tables)?,
            cells: published.document_rows(Dataset::Cells)?,
            items: published.document_rows(Dataset::LineItems)?,
            checks: published.document_rows(Dataset::Checks)?,
            projects: published.document_rows(Dataset::Projects)?,
            indicators: published.document_rows(Dataset::Indicators)?,
            statements: published.document_rows(Dataset::Statements)?,
            diagnostics: published.document_rows(Dataset::Diagnostics)?,
        })
    }

    /// Reads a document.
    pub fn document(&self, id: &str) -> Result<Full, DatasetError> {
        let mut full = Full::default();
        read(&self.tables, id, TABLES, |rows, row| full.tables.push(table(rows, row)))?;
        let mut place = 0;
        read(&self.cells, id, CELLS, |rows, row| {
            // Both datasets are in the order of the tables.
            let table = rows.index("table_id", row);
            while full.tables.get(place).is_some_and(|known| known.id < table) {
                place += 1;
            }
            if let Some(known) = full.tables.get_mut(place).filter(|known| known.id == table) {
                known.cells.push(cell(rows, row));
            }
        })?;
        read(&self.items, id, ITEMS, |rows, row| full.items.push(item(rows, row)))?;
        read(&self.checks, id, CHECKS, |rows, row| full.checks.extend(check(rows, row)))?;
        read(&self.projects, id, PROJECTS, |rows, row| full.projects.push(project(rows, row)))?;
        read(&self.indicators, id, INDICATORS, |rows, row| full.indicators.push(indicator(rows, row)))?;
        read(&self.statements, id, &["sentence", "page", "locus"], |rows, row| {
            let sentence = Sentence {
                text: text(rows, "sentence", row).unwrap_or_default(),
                page: rows.int("page", row),
                locus: text(rows, "locus", row),
            };
            // A sentence with several amounts has several rows.
            if full.sentences.last() != Some(&sentence) {
                full.sentences.push(sentence);
            }
        })?;
        read(&self.diagnostics, id, REMARKS, |rows, row| full.remarks.push(remark(rows, row)))?;
        Ok(full)
    }
}

fn read(of: &DocumentRows, id: &str, columns: &[&str], mut each: impl FnMut(Rows<'_>, usize)) -> Read {
    of.read(id, columns, |rows| {
        (0..rows.len()).for_each(|row| each(rows, row));
        Ok::<(), DatasetError>(())
    })
}

fn text(rows: Rows<'_>, column: &str, row: usize) -> Option<String> {
    rows.text(column, row).map(str::to_owned)
}

fn truth(rows: Rows<'_>, column: &str, row: usize) -> bool {
    rows.get(column, row) == Datum::Bool(true)
}

const TABLES: &[&str] = &[
    "table_id",
    "title",
    "form_number",
    "table_kind",
    "printed_unit",
    "page_first",
    "page_last",
    "is_blank",
    "captions",
    "notes",
];

fn table(rows: Rows<'_>, row: usize) -> Table {
    Table {
        id: rows.index("table_id", row),
        title: text(rows, "title", row),
        form_number: text(rows, "form_number", row),
        kind: text(rows, "table_kind", row).unwrap_or_default(),
        unit: text(rows, "printed_unit", row),
        page_first: rows.int("page_first", row),
        page_last: rows.int("page_last", row),
        is_blank: truth(rows, "is_blank", row),
        captions: rows.texts("captions", row),
        notes: rows.texts("notes", row),
        cells: Vec::new(),
    }
}

const CELLS: &[&str] = &[
    "table_id",
    "row",
    "col",
    "row_span",
    "col_span",
    "text",
    "is_header",
    "page",
    "x0",
    "y0",
    "x1",
    "y1",
    "locus",
    "repair",
];

fn cell(rows: Rows<'_>, row: usize) -> Cell {
    let edge = |column: &str| match rows.get(column, row) {
        Datum::Float(edge) => Some(edge),
        _ => None,
    };
    let bbox = match (edge("x0"), edge("y0"), edge("x1"), edge("y1")) {
        (Some(x0), Some(y0), Some(x1), Some(y1)) => Some([x0, y0, x1, y1]),
        _ => None,
    };
    Cell {
        row: rows.index("row", row),
        col: rows.index("col", row),
        row_span: rows.index("row_span", row),
        col_span: rows.index("col_span", row),
        text: text(rows, "text", row).unwrap_or_default(),
        is_header: truth(rows, "is_header", row),
        page: rows.int("page", row),
        bbox,
        locus: text(rows, "locus", row),
        repair: text(rows, "repair", row),
    }
}

const ITEMS: &[&str] = &[
    "table_id",
    "row",
    "col",
    "table_kind",
    "flow",
    "classification",
    "code",
    "name",
    "row_role",
    "measure",
    "measure_code",
    "item_code",
    "fund",
    "phase",
    "value_text",
    "printed_unit",
    "amount_yuan",
    "check_status",
    "suspect_rank",
    "suspect_value",
    "suspect_slip",
];

fn item(rows: Rows<'_>, row: usize) -> Item {
    Item {
        spot: (rows.index("table_id", row), rows.index("row", row), rows.index("col", row)),
        kind: text(rows, "table_kind", row).unwrap_or_default(),
        flow: text(rows, "flow", row),
        classification: text(rows, "classification", row),
        code: text(rows, "code", row),
        name: text(rows, "name", row),
        role: text(rows, "row_role", row),
        measure: text(rows, "measure", row).unwrap_or_default(),
        measure_code: text(rows, "measure_code", row),
        item_code: text(rows, "item_code", row),
        fund: text(rows, "fund", row),
        phase: text(rows, "phase", row),
        text: text(rows, "value_text", row).unwrap_or_default(),
        unit: text(rows, "printed_unit", row),
        amount: rows.decimal("amount_yuan", row),
        status: Status::of(rows.text("check_status", row)),
        suspect_rank: rows.int("suspect_rank", row),
        suspect_value: rows.decimal("suspect_value", row),
        suspect_slip: text(rows, "suspect_slip", row),
    }
}

const CHECKS: &[&str] = &[
    "rule_id",
    "rule_name",
    "terms",
    "expected",
    "actual",
    "difference",
    "tolerance",
    "unit",
    "outcome",
    "message_zh",
    "message_en",
];

/// Nothing for one that could not be evaluated.
fn check(rows: Rows<'_>, row: usize) -> Option<Check> {
    let outcome = rows.text("outcome", row)?;
    let is_broken = outcome == "broken";
    if !is_broken && outcome != "holds" {
        return None;
    }
    let terms = rows.terms("terms", row).into_iter();
    Some(Check {
        rule: text(rows, "rule_id", row).unwrap_or_default(),
        rule_name: text(rows, "rule_name", row).unwrap_or_default(),
        terms: terms.map(|term| ((term.table_id, term.row, term.col), term.coefficient)).collect(),
        expected: rows.decimal("expected", row),
        actual: rows.decimal("actual", row),
        difference: rows.decimal("difference", row),
        tolerance: rows.decimal("tolerance", row),
        unit: text(rows, "unit", row),
        is_broken,
        zh: text(rows, "message_zh", row).filter(|_| is_broken).unwrap_or_default(),
        en: text(rows, "message_en", row).filter(|_| is_broken).unwrap_or_default(),
    })
}

const PROJECTS: &[&str] = &[
    "table_ids",
    "row",
    "project_name",
    "budget_yuan",
    "approved_yuan",
    "executed_yuan",
    "execution_rate",
    "total_score",
    "grade",
    "check_status",
];

fn project(rows: Rows<'_>, row: usize) -> Project {
    let table = match rows.get("table_ids", row) {
        Datum::List(items) => match items.first() {
            Some(Datum::Int(id)) => i32::try_from(*id).ok(),
            _ => None,
        },
        _ => None,
    };
    Project {
        name: text(rows, "project_name", row),
        table,
        row: rows.index("row", row),
        budget: rows.decimal("budget_yuan", row).or_else(|| rows.decimal("approved_yuan", row)),
        executed: rows.decimal("executed_yuan", row),
        rate: rows.decimal("execution_rate", row),
        score: rows.decimal("total_score", row),
        grade: text(rows, "grade", row),
        status: Status::of(rows.text("check_status", row)),
    }
}

const INDICATORS: &[&str] = &[
    "table_id",
    "row",
    "col",
    "project_name",
    "level3",
    "operator",
    "target_text",
    "target_value",
    "target_unit",
    "adjusted_target_text",
    "adjusted_operator",
    "adjusted_target_value",
    "adjusted_target_unit",
    "actual_text",
    "actual_value",
    "actual_unit",
];

fn indicator(rows: Rows<'_>, row: usize) -> Indicator {
    let is_adjusted = rows.has("adjusted_target_value", row);
    let either = |adjusted: &str, first: &str| text(rows, if is_adjusted { adjusted } else { first }, row);
    Indicator {
        spot: (rows.index("table_id", row), rows.index("row", row), rows.index("col", row)),
        project: text(rows, "project_name", row),
        name: text(rows, "level3", row),
        operator: text(rows, "adjusted_operator", row).or_else(|| text(rows, "operator", row)),
        target: rows.decimal(if is_adjusted { "adjusted_target_value" } else { "target_value" }, row),
        target_unit: either("adjusted_target_unit", "target_unit"),
        target_text: either("adjusted_target_text", "target_text"),
        actual: rows.decimal("actual_value", row),
        actual_unit: text(rows, "actual_unit", row),
        actual_text: text(rows, "actual_text", row),
    }
}

const REMARKS: &[&str] = &["severity", "code", "message", "table_id", "page"];

fn remark(rows: Rows<'_>, row: usize) -> Remark {
    Remark {
        severity: text(rows, "severity", row).unwrap_or_default(),
        code: text(rows, "code", row).unwrap_or_default(),
        message: text(rows, "message", row).unwrap_or_default(),
        table: rows.int("table_id", row),
        page: rows.int("page", row),
    }
}
