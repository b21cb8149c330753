//! What a publication has that the one before had not, down to amounts.

use crate::dataset::{Dataset, DatasetError, Published, Rows};
use crate::place::shown;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many paths of each kind are named; all are counted.
const NAMED: usize = 100;
/// How many changed documents are compared amount by amount.
const COMPARED: usize = 500;
/// How many amounts are named; all of the compared documents are counted.
const AMOUNTS: usize = 500;

/// What differs from the publication before.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changes {
    /// Content that was not there, at a path that was not there.
    pub new: Named,
    /// Other content at a known path.
    pub changed: Named,
    /// Known content at another path.
    pub moved: Named,
    /// Paths whose content is nowhere any more.
    pub gone: Named,
    /// Amounts of changed documents.
    pub amounts: AmountChanges,
}

/// Paths, counted and the first of them named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    /// How many.
    pub count: usize,
    /// The first, by path.
    pub paths: Vec<String>,
}

/// What happened to the amounts of changed documents.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AmountChanges {
    /// Documents that were compared.
    pub documents_compared: usize,
    /// Changed documents that were too many to compare.
    pub documents_not_compared: usize,
    /// Amounts without a counterpart before.
    pub added: usize,
    /// Amounts without a counterpart now.
    pub removed: usize,
    /// Amounts that are others now.
    pub changed: usize,
    /// The first of them.
    pub first: Vec<AmountChange>,
}

/// One amount before and now, in yuan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AmountChange {
    /// The document's path.
    pub source_path: String,
    /// The form.
    pub table_kind: String,
    /// The row's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The row's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The column.
    pub measure: String,
    /// The phase of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// The amount before.
    pub before: Option<String>,
    /// The amount now.
    pub now: Option<String>,
}

/// What identifies an amount within a document: form, code, name, measure, phase, and which of several such it is.
type Key = (String, Option<String>, Option<String>, String, Option<String>, usize);
/// The amounts of documents by the path that they are compared under.
type Amounts = BTreeMap<String, BTreeMap<Key, Decimal>>;

/// Compares two publications.
///
/// # Errors
/// One of them cannot be read.
pub(crate) fn changes(before: &Published, now: &Published) -> Result<Changes, DatasetError> {
    let (old, new) = (paths(before)?, paths(now)?);
    let old_ids: BTreeSet<&String> = old.values().collect();
    let new_ids: BTreeSet<&String> = new.values().collect();
    let mut changes = Changes::default();
    let mut pairs: Vec<(&String, &String, &String)> = Vec::new();
    for (path, id) in &new {
        match old.get(path) {
            Some(same) if same == id => {}
            Some(other) => {
                changes.changed.add(path);
                pairs.push((path, other, id));
            }
            None if old_ids.contains(id) => changes.moved.add(path),
            None => changes.new.add(path),
        }
    }
    old.iter()
        .filter(|(path, id)| !new.contains_key(*path) && !new_ids.contains(id))
        .for_each(|(path, _)| changes.gone.add(path));
    let compared = &pairs[..pairs.len().min(COMPARED)];
    changes.amounts.documents_not_compared = pairs.len() - compared.len();
    if !compared.is_empty() {
        let by_id = |pick: fn(&(&String, &String, &String)) -> String| -> BTreeMap<String, String> {
            compared.iter().map(|pair| (pick(pair), pair.0.clone())).collect()
        };
        let old_amounts = amounts(before, &by_id(|pair| pair.1.clone()))?;
        let new_amounts = amounts(now, &by_id(|pair| pair.2.clone()))?;
        changes.amounts.documents_compared = compared.len();
        let nothing = BTreeMap::new();
        for (path, _, _) in compared {
            let old = old_amounts.get(*path).unwrap_or(&nothing);
            let new = new_amounts.get(*path).unwrap_or(&nothing);
            changes.amounts.compare(path, old, new);
        }
    }
    Ok(changes)
}

impl Named {
    fn add(&mut self, path: &str) {
        self.count += 1;
        if self.paths.len() < NAMED {
            self.paths.push(path.to_owned());
        }
    }
}

impl AmountChanges {
    fn compare(&mut self, path: &str, old: &BTreeMap<Key, Decimal>, new: &BTreeMap<Key, Decimal>) {
        let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
        for key in keys {
            let (before, now) = (old.get(key), new.get(key));
            match (before, now) {
                (Some(before), Some(now)) if before == now => continue,
                (Some(_), Some(_)) => self.changed += 1,
                (None, _) => self.added += 1,
                (_, None) => self.removed += 1,
            }
            if self.first.len() < AMOUNTS {
                let (table_kind, code, name, measure, phase, _) = key.clone();
                self.first.push(AmountChange {
                    source_path: path.to_owned(),
                    table_kind,
                    code,
                    name,
                    measure,
                    phase,
                    before: before.map(Decimal::to_string),
                    now: now.map(Decimal::to_string),
                });
            }
        }
    }
}

/// Every path of a publication and the document there.
fn paths(published: &Published) -> Result<BTreeMap<String, String>, DatasetError> {
    let mut found = BTreeMap::new();
    published.scan(
        Dataset::Documents,
        &["document_id", "source_path", "container_path", "duplicate_paths"],
        |rows| {
            for row in 0..rows.len() {
                let id = rows.text("document_id", row).unwrap_or_default();
                let first = shown(
                    rows.text("source_path", row).unwrap_or_default(),
                    rows.text("container_path", row),
                );
                for path in std::iter::once(first).chain(rows.texts("duplicate_paths", row)) {
                    found.insert(path, id.to_owned());
                }
            }
        },
    )?;
    Ok(found)
}

/// The amounts of some documents.
fn amounts(published: &Published, wanted: &BTreeMap<String, String>) -> Result<Amounts, DatasetError> {
    let columns = ["document_id", "table_kind", "code", "name", "measure", "phase", "amount_yuan"];
    let mut found = Amounts::new();
    let mut times: BTreeMap<String, BTreeMap<Key, usize>> = BTreeMap::new();
    published.scan(Dataset::LineItems, &columns, |rows| {
        for row in 0..rows.len() {
            let path = rows.text("document_id", row).and_then(|id| wanted.get(id));
            let (Some(path), Some(amount)) = (path, rows.decimal("amount_yuan", row)) else {
                continue;
            };
            let mut key = key(rows, row);
            let seen = times.entry(path.clone()).or_default().entry(key.clone()).or_default();
            key.5 = *seen;
            *seen += 1;
            found.entry(path.clone()).or_default().insert(key, amount);
        }
    })?;
    Ok(found)
}

fn key(rows: &Rows, row: usize) -> Key {
    let text = |column: &str| rows.text(column, row).map(str::to_owned);
    (
        text("table_kind").unwrap_or_default(),
        text("code"),
        text("name"),
        text("measure").unwrap_or_default(),
        text("phase"),
        0,
    )
}
