//! Compares numbers with their facts field by field: code, name, level, parent, role, kind, fund, phase, flow, unit
//! and the codes of further classifications, a count and examples for each.

use crate::text::fold;
use crate::truth::{LineFact, Truth};
use crate::verify::{is_marked, money, number, value_of};
use mingxi_engine::Document;
use mingxi_engine::model::{LineItem, RowRole};
use std::collections::{BTreeMap, VecDeque};

/// How one field was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldCount {
    /// Numbers whose designer states the field.
    pub stated: usize,
    /// Numbers of which it was read otherwise.
    pub wrong: usize,
    /// Those of them that nothing marks.
    pub unmarked: usize,
    /// The first of them, in words.
    pub examples: Vec<String>,
}

/// Every field by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// Numbers of the facts.
    pub numbers: usize,
    /// Those that were published.
    pub published: usize,
    /// Those that were published with every field as stated.
    pub right: usize,
    /// Those that are missing from a table that no warning is about.
    pub missing_unmarked: usize,
    /// The fields.
    pub by_name: BTreeMap<&'static str, FieldCount>,
}

/// How many examples are kept of a field.
const EXAMPLES: usize = 3;

impl Fields {
    /// Takes over other counts.
    pub fn add(&mut self, other: Fields) {
        self.numbers += other.numbers;
        self.published += other.published;
        self.right += other.right;
        self.missing_unmarked += other.missing_unmarked;
        for (name, count) in other.by_name {
            let own = self.by_name.entry(name).or_default();
            own.stated += count.stated;
            own.wrong += count.wrong;
            own.unmarked += count.unmarked;
            own.examples.extend(count.examples);
            own.examples.truncate(EXAMPLES);
        }
    }

    /// Mistakes that nothing marks.
    pub fn unmarked(&self) -> usize {
        self.missing_unmarked + self.by_name.values().map(|count| count.unmarked).sum::<usize>()
    }
}

/// Compares the numbers that are not left out; gives a complaint for every field of a stated meaning that is wrong.
pub fn compare(
    document: &Document,
    truth: &Truth,
    is_out: impl Fn(&LineFact) -> bool,
) -> (Fields, Vec<String>) {
    let facts: Vec<&LineFact> = truth.lines.iter().filter(|fact| !is_out(fact)).collect();
    let mut fields = Fields { numbers: facts.len(), ..Fields::default() };
    let mut complaints = Vec::new();
    let pairs = paired(document, &facts);
    for (fact, item) in facts.iter().zip(pairs) {
        let Some(item) = item else {
            let warned = document.reading.diagnostics.iter().any(|remark| {
                remark.table_id == i32::try_from(fact.table).ok()
                    && remark.severity != mingxi_engine::model::Severity::Info
            });
            fields.missing_unmarked += usize::from(!warned);
            if fact.meaning.is_some() {
                complaints.push(format!("number missing: {}", place(fact)));
            }
            continue;
        };
        fields.published += 1;
        let marked = is_marked(document, item);
        let mut right = true;
        for (name, meant, read) in stated(document, truth, fact, item) {
            let count = fields.by_name.entry(name).or_default();
            count.stated += 1;
            if same(name, &meant, &read) {
                continue;
            }
            right = false;
            count.wrong += 1;
            count.unmarked += usize::from(!marked);
            let mark = if marked { "" } else { ", unmarked" };
            let sentence = format!("{name} is `{read}` instead of `{meant}`{mark}: {}", place(fact));
            if count.examples.len() < EXAMPLES {
                count.examples.push(sentence.clone());
            }
            if fact.meaning.is_some() {
                complaints.push(sentence);
            }
        }
        fields.right += usize::from(right);
    }
    (fields, complaints)
}

fn place(fact: &LineFact) -> String {
    let LineFact { table, row, col, code, name, text, measure, .. } = fact;
    format!("table {table} r{row} c{col}, {code} {name} {text} under {measure}")
}

/// What the fact states, field by field, beside what was read. Open fields are left out.
fn stated(
    document: &Document,
    truth: &Truth,
    fact: &LineFact,
    item: &LineItem,
) -> Vec<(&'static str, String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut all = vec![
        ("kind", fact.kind.clone(), item.table_kind.as_str().to_owned()),
        ("code", fact.code.clone(), text(&item.code)),
        ("name", fact.name.clone(), text(&item.name)),
        ("secondary_code", fact.secondary_code.clone(), text(&item.secondary_code)),
        ("measure", fact.measure.clone(), item.measure.clone()),
    ];
    if truth.unknown_words.iter().any(|word| fact.measure.split('/').any(|part| part == *word)) {
        all.push(("measure_code", String::new(), text(&item.measure_code)));
    }
    if let Some(meaning) = &fact.meaning {
        let level = item.level.map(|level| level.to_string()).unwrap_or_default();
        let read = [
            level,
            parent(document, item, &meaning.parent),
            item.row_role.map_or("", |role| role.as_str()).to_owned(),
            item.fund.map_or("", |fund| fund.as_str()).to_owned(),
            item.phase.map_or("", |phase| phase.as_str()).to_owned(),
            item.flow.map_or("", |flow| flow.as_str()).to_owned(),
            text(&item.unit_code),
            text(&item.economic_code),
            text(&item.measure_code),
        ];
        all.extend(
            meaning
                .fields()
                .into_iter()
                .zip(read)
                .map(|((name, meant), read)| (name, meant.to_owned(), read)),
        );
    }
    all.retain(|(_, meant, _)| meant != "*");
    all
}

/// Code or name of the row that contains a number's row; `meant` where only a code of no row is stated and the
/// designer means the same.
fn parent(document: &Document, item: &LineItem, meant: &str) -> String {
    let items = || document.reading.line_items.iter().filter(|other| other.table_id == item.table_id);
    if let Some(row) = item.parent_row {
        return match items().find(|other| other.row == row) {
            // Whether a total contains the rows it sums is the same said in two ways.
            Some(above) if above.row_role == Some(RowRole::Total) => String::new(),
            Some(above) => above.code.clone().or_else(|| above.name.clone()).unwrap_or_default(),
            None => format!("row {row}"),
        };
    }
    match &item.parent_code {
        Some(code) if code == meant || items().any(|other| other.code.as_ref() == Some(code)) => code.clone(),
        _ => String::new(),
    }
}

fn same(name: &str, meant: &str, read: &str) -> bool {
    match name {
        // 总计： and 总计 are one name.
        "name" => fold(meant).trim_end_matches(':') == fold(read).trim_end_matches(':'),
        "measure" | "parent" => fold(meant) == fold(read),
        _ => meant == read,
    }
}

/// The number that was read for each fact: the one of the same row and column in words, of the same place before
/// others; then the one in its cell; then the most alike that no other fact has. Words come before the place because
/// one row more or less above shifts all rows below, and rows of one amount would then be compared with each other; one
/// column more at the left does the same to equal amounts of a row.
fn paired<'a>(document: &'a Document, facts: &[&LineFact]) -> Vec<Option<&'a LineItem>> {
    let items = &document.reading.line_items;
    let table_of = tables_by_content(items, facts);
    let mut of_fact: Vec<Option<&LineItem>> = vec![None; facts.len()];
    let mut is_taken = vec![false; items.len()];
    for pass in 0..PASSES {
        let mut free: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (i, item) in items.iter().enumerate().filter(|(i, _)| !is_taken[*i]) {
            free.entry(item_key(pass, item)).or_default().push_back(i);
        }
        for (slot, fact) in of_fact.iter_mut().zip(facts).filter(|(slot, _)| slot.is_none()) {
            if let Some(i) =
                free.get_mut(&fact_key(pass, fact, table_of[&fact.table])).and_then(VecDeque::pop_front)
            {
                *slot = Some(&items[i]);
                is_taken[i] = true;
            }
        }
    }
    of_fact
}

fn item_key(pass: usize, item: &LineItem) -> String {
    let name = item.name.as_deref().map(fold).unwrap_or_default();
    let code = item.code.as_deref().unwrap_or_default();
    let measure = fold(&item.measure);
    key(pass, (item.table_id, item.row, item.col), [code, &name, &measure, &value_of(&item.amount)])
}

fn fact_key(pass: usize, fact: &LineFact, table: usize) -> String {
    let value = fact_value(fact);
    let at = [table, fact.row, fact.col].map(|n| i32::try_from(n).unwrap_or_default());
    key(pass, (at[0], at[1], at[2]), [&fact.code, &fold(&fact.name), &fold(&fact.measure), &value])
}

fn fact_value(fact: &LineFact) -> String {
    if fact.yuan.is_empty() { number(&fact.text) } else { money(&fact.yuan) }
}

/// The number that each table of the facts was read under. A form that was not found, or one that was found in two,
/// shifts those behind it: tables keep their order, and as many numbers as can be are in the table of their facts.
fn tables_by_content(items: &[LineItem], facts: &[&LineFact]) -> BTreeMap<usize, usize> {
    let mut read: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    for item in items {
        let table = usize::try_from(item.table_id).unwrap_or_default();
        let key = [item.table_kind.as_str(), &item_key(BY_WORDS, item)].concat();
        *read.entry(table).or_default().entry(key).or_default() += 1;
    }
    let mut meant: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    for fact in facts {
        let key = [fact.kind.as_str(), &fact_key(BY_WORDS, fact, fact.table)].concat();
        *meant.entry(fact.table).or_default().entry(key).or_default() += 1;
    }
    let (rows, columns): (Vec<_>, Vec<_>) = (meant.iter().collect(), read.iter().collect());
    let worth = |row: usize, column: usize| {
        let ((table, meant), (other, read)) = (rows[row], columns[column]);
        let common = |(key, count): (&String, &usize)| read.get(key).map_or(0, |read| *read.min(count));
        // Of equals the one of the same number.
        2 * meant.iter().map(common).sum::<usize>() + usize::from(table == other)
    };
    // best[i][j]: the most that tables from the i-th on have in common with those read from the j-th on.
    let mut best = vec![vec![0usize; columns.len() + 1]; rows.len() + 1];
    for i in (0..rows.len()).rev() {
        for j in (0..columns.len()).rev() {
            best[i][j] = best[i + 1][j].max(best[i][j + 1]).max(worth(i, j) + best[i + 1][j + 1]);
        }
    }
    let mut out: BTreeMap<usize, usize> = rows.iter().map(|(table, _)| (**table, **table)).collect();
    let (mut i, mut j) = (0, 0);
    while i < rows.len() && j < columns.len() {
        let worth = worth(i, j);
        if worth > 0 && best[i][j] == worth + best[i + 1][j + 1] {
            out.insert(*rows[i].0, *columns[j].0);
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// The way of pairing that takes code, name, measure and value together, whatever the table.
const BY_WORDS: usize = PASSES;

/// Ways of pairing, the surest first.
const PASSES: usize = 9;

fn key(pass: usize, (table, row, col): (i32, i32, i32), [code, name, measure, value]: [&str; 4]) -> String {
    match pass {
        0 => format!("{table} {row} {col} {code} {name} {measure} {value}"),
        1 => format!("{table} {row} {code} {name} {measure} {value}"),
        2 => format!("{table} {row} {col} {code} {name} {value}"),
        3 => format!("{table} {code} {name} {measure} {value}"),
        4 => format!("{table} {row} {col} {value}"),
        5 => format!("{table} {name} {measure} {value}"),
        6 => format!("{table} {name} {value}"),
        7 => format!("{name} {measure} {value}"),
        BY_WORDS => format!("{code} {name} {measure} {value}"),
        _ => format!("{table} {value}"),
    }
}
