//! Compares what was read of a document with its designer's facts.

mod marks;
mod performance;

use crate::expect::Expect;
use crate::fields::{self, Fields};
use crate::text::fold;
use crate::truth::{LineFact, Truth};
use mingxi_engine::Document;
use mingxi_engine::model::{
    Amount, CheckStatus, Extraction, LineItem, Severity, Stage, Table, TableKind, parse_number,
};
use std::collections::BTreeMap;

/// How much of the facts was found and how much else was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Facts.
    pub facts: usize,
    /// Facts that were found.
    pub found: usize,
    /// Rows that were emitted.
    pub emitted: usize,
    /// Line items that no fact states: their value, label, measure or kind is wrong.
    pub wrong: usize,
    /// Those of them that nothing marks: neither the check of a sum nor a warning about their row or table.
    pub silent: usize,
    /// Facts other than numbers that were not found, or found where there are none.
    pub others: usize,
    /// The numbers, field by field.
    pub fields: Fields,
    /// Unknown words, and those of them that a diagnostic names.
    pub words: (usize, usize),
    /// A sentence for everything that is wrong.
    pub complaints: Vec<String>,
}

impl Verdict {
    /// Whether all facts were found and nothing else was said.
    pub fn is_perfect(&self) -> bool {
        self.complaints.is_empty()
    }

    /// How much is wrong that nothing marks.
    pub fn unmarked(&self) -> usize {
        self.silent + self.others + self.fields.unmarked() + (self.words.0 - self.words.1)
    }

    /// Takes over another verdict.
    pub fn add(&mut self, other: Verdict) {
        self.facts += other.facts;
        self.found += other.found;
        self.emitted += other.emitted;
        self.wrong += other.wrong;
        self.silent += other.silent;
        self.others += other.others;
        self.words = (self.words.0 + other.words.0, self.words.1 + other.words.1);
        self.fields.add(other.fields);
        self.complaints.extend(other.complaints);
    }

    /// Compares two bags of keys; `what` names them in complaints.
    fn compare(&mut self, what: &str, truth: BTreeMap<String, i64>, emitted: BTreeMap<String, i64>) {
        self.facts += truth.values().sum::<i64>() as usize;
        self.emitted += emitted.values().sum::<i64>() as usize;
        for (key, count) in &truth {
            let found = *emitted.get(key).unwrap_or(&0);
            self.found += found.min(*count) as usize;
            if found < *count {
                self.complaints.push(format!("{what} missing: {key}"));
            }
        }
        for (key, count) in &emitted {
            if count > truth.get(key).unwrap_or(&0) {
                self.complaints.push(format!("{what} not in the source: {key}"));
            }
        }
    }
}

/// Compares everything.
pub fn verify(document: &Document, truth: Option<&Truth>, expect: &Expect) -> Verdict {
    let mut verdict = Verdict::default();
    if !expect.status.iter().any(|s| s == document.status.as_str()) {
        verdict.complaints.push(format!(
            "status {} instead of {:?} ({:?})",
            document.status.as_str(),
            expect.status,
            document.error
        ));
    }
    if let Some((kind, _)) = &document.error
        && !expect.error_kinds.is_empty()
        && !expect.error_kinds.iter().any(|k| k == kind.as_str())
    {
        verdict.complaints.push(format!("reason {kind} instead of one of {:?}", expect.error_kinds));
    }
    let Some(truth) = truth else { return verdict };
    about(&mut verdict, document, truth);
    let is_known = truth.unknown_words.is_empty();
    if is_known {
        tables(&mut verdict, document, truth, expect);
        verdict.others = verdict.complaints.len();
        lines(&mut verdict, document, truth, expect);
    }
    let of_numbers = verdict.complaints.len();
    performance::indicators(&mut verdict, document, truth);
    if is_known {
        performance::projects(&mut verdict, document, truth);
        marks::marks(&mut verdict, document, expect);
    }
    verdict.others += verdict.complaints.len() - of_numbers;
    let is_out = |fact: &LineFact| is_flagged(expect, fact.table, fact.row, fact.col);
    let (fields, complaints) = fields::compare(document, truth, is_out);
    verdict.fields = fields;
    verdict.complaints.extend(complaints);
    unknown_words(&mut verdict, document, truth);
    verdict
}

/// Every word that no vocabulary has seen is named by a diagnostic.
fn unknown_words(verdict: &mut Verdict, document: &Document, truth: &Truth) {
    verdict.words.0 = truth.unknown_words.len();
    for word in &truth.unknown_words {
        if document.reading.diagnostics.iter().any(|remark| remark.message.contains(word.as_str())) {
            verdict.words.1 += 1;
        } else {
            verdict.complaints.push(format!("no diagnostic names the unknown word {word}"));
        }
    }
}

/// Whether a kind is one of a performance form.
pub fn is_performance(kind: &str) -> bool {
    TableKind::from_name(kind).is_some_and(TableKind::is_performance)
}

/// Whether a cell need not be read right, only marked.
fn is_flagged(expect: &Expect, table: usize, row: usize, col: usize) -> bool {
    expect.flagged.iter().any(|p| {
        (p.table, p.row) == (table, row)
            && (p.col == Some(col) || p.found_col == Some(col) || p.col.is_none())
    })
}

fn bag(keys: impl Iterator<Item = String>) -> BTreeMap<String, i64> {
    let mut bag = BTreeMap::new();
    for key in keys {
        *bag.entry(key).or_insert(0) += 1;
    }
    bag
}

fn about(verdict: &mut Verdict, document: &Document, truth: &Truth) {
    let facts = &document.reading.facts;
    for (field, value) in &truth.document {
        let read = match &**field {
            "agency_name" => facts.agency_name.clone(),
            "agency_name_as_printed" => facts.agency_name_as_printed.clone(),
            "fiscal_year" => facts.fiscal_year.map(|y| y.to_string()),
            "stage" => facts.stage.map(|s: Stage| s.as_str().to_owned()),
            "region_code" => facts.region_code.clone(),
            "region_name" => facts.region_name.clone(),
            other => Some(format!("(the field {other} is unknown to the check)")),
        };
        let read = read.unwrap_or_default();
        verdict.facts += 1;
        verdict.emitted += 1;
        if fold(&read) == fold(value) {
            verdict.found += 1;
        } else {
            verdict.complaints.push(format!("{field} is `{read}` instead of `{value}`"));
        }
    }
}

/// A printed title without the number of its form: 表一：部门收支总体情况表.
fn unnumbered(title: &str) -> &str {
    let parts = title.split_once(['：', ':']);
    parts.filter(|(number, _)| number.starts_with('表')).map_or(title, |(_, rest)| rest)
}

fn tables(verdict: &mut Verdict, document: &Document, truth: &Truth, expect: &Expect) {
    // A text dump has lost the widths of merged cells, so that the size of a form's grid cannot be known.
    let has_spans = document.reading.tables.iter().all(|t| t.extraction == Extraction::Native);
    let key = |number: usize, kind: &str, title: &str, rows: usize, cols: usize| {
        let number = if expect.table_numbers { number.to_string() } else { String::new() };
        let size = if has_spans { format!(" {rows}x{cols}") } else { String::new() };
        format!("{number} {kind} {}{size}", fold(title))
    };
    let meant = truth.tables.iter().map(|t| key(t.table, &t.kind, unnumbered(&t.title), t.rows, t.cols));
    let is_meant = |t: &&Table| expect.table_numbers || t.kind != TableKind::Other;
    let read = document.reading.tables.iter().filter(is_meant).map(|t| {
        let (rows, cols) = (t.grid.rows() as usize, t.grid.columns() as usize);
        key(t.table_id as usize, t.kind.as_str(), t.title.as_deref().unwrap_or_default(), rows, cols)
    });
    verdict.compare("table", bag(meant), bag(read));
    for (meant, read) in truth.tables.iter().zip(&document.reading.tables) {
        if expect.table_numbers && meant.is_blank != read.is_blank && read.kind.has_line_items() {
            let (number, title) = (meant.table, &meant.title);
            verdict.complaints.push(format!("table {number} {title}: is_blank is {}", read.is_blank));
        }
    }
}

/// The kinds whose rows' names the designer leaves open.
fn open_names(truth: &Truth) -> Vec<&str> {
    truth.lines.iter().filter(|f| f.name == "*").map(|f| &*f.kind).collect()
}

/// The kinds whose measure the designer leaves open.
fn open_measures(truth: &Truth) -> Vec<&str> {
    truth.lines.iter().filter(|f| f.measure == "*").map(|f| &*f.kind).collect()
}

fn lines(verdict: &mut Verdict, document: &Document, truth: &Truth, expect: &Expect) {
    let open = open_measures(truth);
    let nameless = open_names(truth);
    let named = |kind: &str, fact: LineFact| match nameless.contains(&kind) {
        true => LineFact { name: "*".to_owned(), ..fact },
        false => fact,
    };
    let is_flagged = |table: usize, row: usize, col: usize| is_flagged(expect, table, row, col);
    let meant = truth.lines.iter().filter(|f| !is_flagged(f.table, f.row, f.col)).map(|f| {
        let value = if f.yuan.is_empty() { number(&f.text) } else { money(&f.yuan) };
        let measure = if open.contains(&&*f.kind) { "*" } else { &f.measure };
        line_key(&f.kind, &named(&f.kind, f.clone()), measure, &value)
    });
    let items = &document.reading.line_items;
    let read = items.iter().filter(|i| !is_flagged(i.table_id as usize, i.row as usize, i.col as usize)).map(
        |item| {
            let kind = item.table_kind.as_str();
            let measure = if open.contains(&kind) { "*" } else { &item.measure };
            line_key(kind, &named(kind, as_fact(item)), measure, &value_of(&item.amount))
        },
    );
    let (meant, read) = (bag(meant), bag(read));
    count_wrong(verdict, document, &meant, &read, |item| {
        let kind = item.table_kind.as_str();
        let measure = if open.contains(&kind) { "*" } else { &item.measure };
        line_key(kind, &named(kind, as_fact(item)), measure, &value_of(&item.amount))
    });
    verdict.compare("line item", meant, read);
}

/// Counts the line items that no fact states; of equal ones the marked are the wrong ones.
fn count_wrong(
    verdict: &mut Verdict,
    document: &Document,
    meant: &BTreeMap<String, i64>,
    read: &BTreeMap<String, i64>,
    key: impl Fn(&LineItem) -> String,
) {
    let marked = bag(document.reading.line_items.iter().filter(|item| is_marked(document, item)).map(key));
    for (key, count) in read {
        let excess = count - meant.get(key).unwrap_or(&0);
        if excess > 0 {
            verdict.wrong += excess as usize;
            verdict.silent += (excess - marked.get(key).unwrap_or(&0)).max(0) as usize;
        }
    }
}

/// Whether a reader is told to look at this number: its sum does not hold, or a warning names its row or table.
pub(crate) fn is_marked(document: &Document, item: &LineItem) -> bool {
    matches!(item.check_status, CheckStatus::Conflict | CheckStatus::Repaired)
        || document.reading.diagnostics.iter().any(|remark| {
            remark.severity != Severity::Info
                && remark.table_id == Some(item.table_id)
                && remark.row.is_none_or(|row| row == item.row)
                && remark.col.is_none_or(|col| col == item.col)
        })
}

fn line_key(kind: &str, fact: &LineFact, measure: &str, value: &str) -> String {
    let secondary =
        if fact.secondary_code.is_empty() { String::new() } else { format!("/{}", fact.secondary_code) };
    let name = fold(&fact.name);
    let name = name.trim_end_matches(':');
    format!("{kind} | {}{secondary} {name} | {} | {value}", fact.code, fold(measure))
}

fn as_fact(item: &LineItem) -> LineFact {
    LineFact {
        code: item.code.clone().unwrap_or_default(),
        name: item.name.clone().unwrap_or_default(),
        secondary_code: item.secondary_code.clone().unwrap_or_default(),
        ..LineFact::default()
    }
}

pub(crate) fn value_of(amount: &Amount) -> String {
    match amount.yuan {
        Some(yuan) => money(&yuan.to_string()),
        None => amount.value.normalize().to_string(),
    }
}

/// A number as printed, without meaningless zeros.
pub(crate) fn number(text: &str) -> String {
    parse_number(text).map_or_else(|| text.to_owned(), |n| n.normalize().to_string())
}

/// Yuan without meaningless zeros.
pub(crate) fn money(yuan: &str) -> String {
    format!("{} yuan", number(yuan))
}
