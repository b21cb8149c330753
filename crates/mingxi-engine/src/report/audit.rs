//! The findings of a publication, document by document: what `mingxi audit` prints.

use crate::dataset::{Dataset, DatasetError, Published, Rows};
use crate::place::shown;
use mingxi_model::{Outcome, Term};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;

/// What the identities say of a publication.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Audit {
    /// Every document, by path.
    pub documents: Vec<AuditedDocument>,
}

/// What the identities say of one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AuditedDocument {
    /// Key of the document.
    pub document_id: String,
    /// Its first path.
    pub source_path: String,
    /// The agency, if known.
    pub agency_name: Option<String>,
    /// The year, if known.
    pub fiscal_year: Option<i64>,
    /// `ok`, `partial` or `failed`.
    pub status: String,
    /// Why it is not ok, in a sentence.
    pub error_message: Option<String>,
    /// Numbers and cells that gave no line item.
    pub unread_numbers: i64,
    /// Its amounts of money by what the identities say of them.
    pub amounts: Amounts,
    /// Identities that hold.
    pub holds: u64,
    /// Identities that could not be evaluated.
    pub unverifiable: u64,
    /// Broken identities, and on request those that could not be evaluated, in the order of the document.
    pub findings: Vec<Finding>,
}

/// Amounts of money by what the identities say of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// All.
    pub total: u64,
    /// In an identity that holds, and in none that is broken.
    pub verified: u64,
    /// Moved or changed by a repair.
    pub repaired: u64,
    /// In a broken identity.
    pub conflict: u64,
}

/// An identity that is broken or could not be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable name of the rule.
    pub rule_id: String,
    /// Name of the rule in Chinese.
    pub rule_name: String,
    /// How it came out.
    pub outcome: Outcome,
    /// The sentence in Chinese.
    pub message_zh: String,
    /// The sentence in English.
    pub message_en: String,
    /// The sum of the parts.
    pub expected: Option<Decimal>,
    /// The sum as stated.
    pub actual: Option<Decimal>,
    /// Their difference.
    pub difference: Option<Decimal>,
    /// What rounding explains of it.
    pub tolerance: Option<Decimal>,
    /// What the four numbers count: 元 for money, %, 分 ...
    pub unit: Option<String>,
    /// The cells that it is about; none where it is about prose or years alone.
    pub cells: Vec<FoundCell>,
}

/// A cell of a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCell {
    /// Its place, and its sign in the identity.
    pub term: Term,
    /// The table's title as printed.
    pub table_title: Option<String>,
    /// The row's label as printed, with its code.
    pub row_name: Option<String>,
    /// The column's header.
    pub column: Option<String>,
    /// The cell as printed; `None` for a blank.
    pub value_text: Option<String>,
    /// The page, where the format has pages.
    pub page: Option<i64>,
    /// 1 for the most likely wrong cell.
    pub suspect_rank: Option<i64>,
    /// What would satisfy the identities in its place.
    pub suspect_value: Option<Decimal>,
    /// How the printed number may have come from that.
    pub suspect_slip: Option<String>,
}

/// A cell of a document.
type CellKey = (i32, i32, i32);

/// Reads the findings of the publication in `out`. Memory grows with the documents and their findings, not
/// with the cells.
///
/// # Errors
/// There is no publication, or it cannot be read.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let audit = mingxi_engine::report::audit("out".as_ref(), false)?;
/// for document in audit.documents.iter().filter(|document| !document.findings.is_empty()) {
///     let sentences: Vec<&str> = document.findings.iter().map(|finding| finding.message_zh.as_str()).collect();
///     assert!(!sentences.is_empty(), "{}", document.source_path);
/// }
/// # Ok(())
/// # }
/// ```
pub fn audit(out: &Path, with_unverifiable: bool) -> Result<Audit, DatasetError> {
    let published = Published::open(out)?;
    let mut documents = read_documents(&published)?;
    let mut cells = read_checks(&published, &mut documents, with_unverifiable)?;
    read_titles(&published, &mut cells)?;
    read_line_items(&published, &mut documents, &mut cells)?;
    if cells.values().any(|found| found.values().any(|cell| cell.value_text.is_none())) {
        read_cells(&published, &mut cells)?;
    }
    for (id, document) in &mut documents {
        let Some(found) = cells.get(id) else { continue };
        for finding in &mut document.findings {
            for cell in &mut finding.cells {
                if let Some(known) = found.get(&key(&cell.term)) {
                    *cell = FoundCell { term: cell.term, ..known.clone() };
                }
            }
        }
    }
    let mut documents: Vec<AuditedDocument> = documents.into_values().collect();
    documents.sort_by(|a, b| a.source_path.cmp(&b.source_path));
    Ok(Audit { documents })
}

impl Audit {
    /// Amounts of all documents.
    pub fn amounts(&self) -> Amounts {
        let mut sum = Amounts::default();
        for document in &self.documents {
            sum.total += document.amounts.total;
            sum.verified += document.amounts.verified;
            sum.repaired += document.amounts.repaired;
            sum.conflict += document.amounts.conflict;
        }
        sum
    }

    /// Number of broken identities.
    pub fn broken(&self) -> u64 {
        self.documents.iter().map(AuditedDocument::broken).sum()
    }

    /// Number of documents that were not read in full, or of which numbers are in the cells only.
    pub fn unread(&self) -> u64 {
        let is_unread = |document: &&AuditedDocument| document.status != "ok" || document.unread_numbers > 0;
        self.documents.iter().filter(is_unread).count() as u64
    }
}

impl AuditedDocument {
    /// Number of broken identities.
    pub fn broken(&self) -> u64 {
        self.findings.iter().filter(|finding| finding.outcome == Outcome::Broken).count() as u64
    }
}

impl Amounts {
    /// The share that is verified, in percent, rounded down to one decimal so that 100 means all; `None`
    /// without amounts.
    pub fn verified_percent(self) -> Option<Decimal> {
        let permille = (self.verified * 1000).checked_div(self.total)?;
        Some(Decimal::new(i64::try_from(permille).ok()?, 1))
    }
}

fn key(term: &Term) -> CellKey {
    (term.table_id, term.row, term.col)
}

fn read_documents(published: &Published) -> Result<BTreeMap<String, AuditedDocument>, DatasetError> {
    let mut documents = BTreeMap::new();
    let columns = [
        "document_id",
        "source_path",
        "container_path",
        "agency_name",
        "fiscal_year",
        "status",
        "error_message",
        "unpublished_number_count",
    ];
    published.scan(Dataset::Documents, &columns, |rows| {
        for row in 0..rows.len() {
            let text = |column: &str| rows.text(column, row).map(str::to_owned);
            let document = AuditedDocument {
                document_id: text("document_id").unwrap_or_default(),
                source_path: shown(
                    rows.text("source_path", row).unwrap_or_default(),
                    rows.text("container_path", row),
                ),
                agency_name: text("agency_name"),
                fiscal_year: rows.int("fiscal_year", row),
                status: text("status").unwrap_or_default(),
                error_message: text("error_message"),
                unread_numbers: rows.int("unpublished_number_count", row).unwrap_or(0),
                ..AuditedDocument::default()
            };
            documents.insert(document.document_id.clone(), document);
        }
    })?;
    published.scan(Dataset::Diagnostics, &["document_id", "code"], |rows| {
        for row in 0..rows.len() {
            let is_unread = rows.text("code", row) == Some("unread_amount");
            if let Some(document) = rows.text("document_id", row).and_then(|id| documents.get_mut(id)) {
                document.unread_numbers += i64::from(is_unread);
            }
        }
    })?;
    Ok(documents)
}

/// The cells that findings are about, by document.
type Cells = BTreeMap<String, BTreeMap<CellKey, FoundCell>>;

fn read_checks(
    published: &Published,
    documents: &mut BTreeMap<String, AuditedDocument>,
    with_unverifiable: bool,
) -> Result<Cells, DatasetError> {
    let mut cells = Cells::new();
    let columns = [
        "document_id",
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
    published.scan(Dataset::Checks, &columns, |rows| {
        for row in 0..rows.len() {
            let Some(document) = rows.text("document_id", row).and_then(|id| documents.get_mut(id)) else {
                continue;
            };
            let outcome = match rows.text("outcome", row) {
                Some("broken") => Outcome::Broken,
                Some("unverifiable") => Outcome::Unverifiable,
                _ => Outcome::Holds,
            };
            match outcome {
                Outcome::Holds => document.holds += 1,
                Outcome::Unverifiable => document.unverifiable += 1,
                Outcome::Broken => {}
            }
            if outcome == Outcome::Broken || (with_unverifiable && outcome == Outcome::Unverifiable) {
                let finding = finding(rows, row, outcome);
                let known = cells.entry(document.document_id.clone()).or_default();
                known.extend(finding.cells.iter().map(|cell| (key(&cell.term), cell.clone())));
                document.findings.push(finding);
            }
        }
    })?;
    Ok(cells)
}

fn finding(rows: &Rows<'_>, row: usize, outcome: Outcome) -> Finding {
    let text = |column: &str| rows.text(column, row).unwrap_or_default().to_owned();
    let cells = rows.terms("terms", row).into_iter().map(|term| FoundCell {
        term,
        table_title: None,
        row_name: None,
        column: None,
        value_text: None,
        page: None,
        suspect_rank: None,
        suspect_value: None,
        suspect_slip: None,
    });
    Finding {
        rule_id: text("rule_id"),
        rule_name: text("rule_name"),
        outcome,
        message_zh: text("message_zh"),
        message_en: text("message_en"),
        expected: rows.decimal("expected", row),
        actual: rows.decimal("actual", row),
        difference: rows.decimal("difference", row),
        tolerance: rows.decimal("tolerance", row),
        unit: rows.text("unit", row).map(str::to_owned),
        cells: cells.collect(),
    }
}

fn read_titles(published: &Published, cells: &mut Cells) -> Result<(), DatasetError> {
    published.scan(Dataset::Tables, &["document_id", "table_id", "title"], |rows| {
        for row in 0..rows.len() {
            let own = rows.text("document_id", row).and_then(|id| cells.get_mut(id));
            let (Some(own), Some(title)) = (own, rows.text("title", row)) else {
                continue;
            };
            let table = rows.index("table_id", row);
            let range = (table, i32::MIN, i32::MIN)..=(table, i32::MAX, i32::MAX);
            for (_, cell) in own.range_mut(range) {
                cell.table_title = Some(title.to_owned());
            }
        }
    })
}

fn cell_at<'c>(cells: &'c mut Cells, rows: &Rows<'_>, row: usize) -> Option<&'c mut FoundCell> {
    let own = cells.get_mut(rows.text("document_id", row)?)?;
    own.get_mut(&(rows.index("table_id", row), rows.index("row", row), rows.index("col", row)))
}

fn read_line_items(
    published: &Published,
    documents: &mut BTreeMap<String, AuditedDocument>,
    cells: &mut Cells,
) -> Result<(), DatasetError> {
    let columns = [
        "document_id",
        "table_id",
        "row",
        "col",
        "code",
        "name_as_printed",
        "measure",
        "value_text",
        "amount_yuan",
        "check_status",
        "suspect_rank",
        "suspect_value",
        "suspect_slip",
        "page",
    ];
    published.scan(Dataset::LineItems, &columns, |rows| {
        for row in 0..rows.len() {
            let document = rows.text("document_id", row).and_then(|id| documents.get_mut(id));
            if let Some(document) = document.filter(|_| rows.has("amount_yuan", row)) {
                let amounts = &mut document.amounts;
                amounts.total += 1;
                match rows.text("check_status", row) {
                    Some("verified") => amounts.verified += 1,
                    Some("repaired") => amounts.repaired += 1,
                    Some("conflict") => amounts.conflict += 1,
                    _ => {}
                }
            }
            if let Some(cell) = cell_at(cells, rows, row) {
                let parts = [rows.text("code", row), rows.text("name_as_printed", row)];
                let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                cell.row_name = (!name.is_empty()).then_some(name);
                cell.column = rows.text("measure", row).map(str::to_owned);
                cell.value_text = rows.text("value_text", row).map(str::to_owned);
                cell.page = rows.int("page", row);
                cell.suspect_rank = rows.int("suspect_rank", row);
                cell.suspect_value = rows.decimal("suspect_value", row);
                cell.suspect_slip = rows.text("suspect_slip", row).map(str::to_owned);
            }
        }
    })
}

/// Cells that are no line items: those of performance forms, and blanks.
fn read_cells(published: &Published, cells: &mut Cells) -> Result<(), DatasetError> {
    published.scan(Dataset::Cells, &["document_id", "table_id", "row", "col", "text", "page"], |rows| {
        for row in 0..rows.len() {
            if let Some(cell) = cell_at(cells, rows, row).filter(|cell| cell.value_text.is_none()) {
                cell.value_text = rows.text("text", row).filter(|text| !text.is_empty()).map(str::to_owned);
                cell.page = rows.int("page", row);
            }
        }
    })
}
