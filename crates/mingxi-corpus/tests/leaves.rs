//! Within one table and measure the leaves count everything once: their sum is the printed total.

#![allow(clippy::unwrap_used, clippy::print_stderr)] // helpers of tests are tests

use mingxi_corpus::generate::{Order, document};
use mingxi_corpus::harness::stored;
use mingxi_corpus::write::Format;
use mingxi_engine::model::{LineItem, Outcome, RowRole};
use mingxi_engine::{Document, Reader, read_document};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Default)]
struct Sums {
    leaves: Decimal,
    /// What the rounding of the terms explains.
    tolerance: Decimal,
    /// The greatest total of each column.
    totals: BTreeMap<i32, Decimal>,
}

/// The groups of a document whose leaves do not add up to a printed total, beyond rounding and beyond what the
/// audit already calls a contradiction of the source; and how many groups there are.
fn failures(document: &Document) -> (usize, Vec<String>) {
    let mut groups: BTreeMap<_, Sums> = BTreeMap::new();
    let has_role = |item: &&LineItem| matches!(item.row_role, Some(RowRole::Leaf | RowRole::Total));
    for item in document.reading.line_items.iter().filter(has_role) {
        let Some(yuan) = item.amount.yuan else { continue };
        let key = (
            item.table_id,
            item.measure_code.clone(),
            item.phase.map(|phase| phase.as_str()),
            item.flow.map(|flow| flow.as_str()),
        );
        let sums = groups.entry(key).or_default();
        sums.tolerance += item.amount.half_digit();
        if item.row_role == Some(RowRole::Leaf) {
            sums.leaves += yuan;
        } else {
            let total = sums.totals.entry(item.col).or_insert(yuan);
            if yuan.abs() > total.abs() {
                *total = yuan;
            }
        }
    }
    groups.retain(|_, sums| !sums.totals.is_empty());
    let is_contradicted = |table: i32| {
        let checks = &document.reading.checks;
        checks.iter().any(|check| check.outcome == Outcome::Broken && check.table_ids.contains(&table))
    };
    let complaints = groups
        .iter()
        .filter(|((table, ..), sums)| {
            let near = |total: Decimal| (sums.leaves - total).abs() <= sums.tolerance;
            let all: Decimal = sums.totals.values().sum();
            !near(all) && !sums.totals.values().any(|total| near(*total)) && !is_contradicted(*table)
        })
        .map(|(key, sums)| format!("{key:?}: leaves {}, totals {:?}", sums.leaves, sums.totals))
        .collect();
    (groups.len(), complaints)
}

#[test]
fn leaves_add_up_in_the_corpus() {
    let reader = Reader::new().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let (mut count, mut wrong) = (0, Vec::new());
    for case in stored(&corpus).unwrap().into_iter().filter(|case| !case.name.starts_with("fail-")) {
        let (groups, complaints) = failures(&case.read(&reader));
        count += groups;
        wrong.extend(complaints.into_iter().map(|complaint| format!("{}: {complaint}", case.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 200, "only {count} groups have a total");
}

#[test]
fn leaves_add_up_in_generated_documents() {
    let reader = Reader::new().unwrap();
    let order = Order { count: 0, seed: 4, formats: vec![Format::Docx], habit: None, ..Order::default() };
    let mut wrong = Vec::new();
    for number in 0..40 {
        let (name, disclosure, format) = document(&order, number);
        let read = read_document(&format.write(&disclosure).unwrap(), "source.docx", &reader);
        wrong.extend(failures(&read).1.into_iter().map(|complaint| format!("{name}: {complaint}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn leaves_add_up_in_the_reference_documents() {
    let Some(shared) = std::env::var_os("MINGXI_SHARED") else {
        eprintln!("skipped: MINGXI_SHARED does not name a folder of reference documents");
        return;
    };
    let reader = Reader::new().unwrap();
    let mut wrong = Vec::new();
    for folder in ["seeds", "real/budget"] {
        for entry in std::fs::read_dir(Path::new(&shared).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let read = read_document(&std::fs::read(&path).unwrap(), &name, &reader);
            wrong.extend(failures(&read).1.into_iter().map(|complaint| format!("{name}: {complaint}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
