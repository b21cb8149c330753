//! A publication read back through the public functions.

use super::fixtures::{blank, full, of_agency};
use super::publish;
use crate::dataset::{Dataset, DatasetError, Datum, Published};
use std::path::Path;

/// All columns of a dataset, as `column=value` of a row; of one document only, where one is named.
fn texts(out: &Path, dataset: Dataset, document: Option<&str>) -> Vec<Vec<(String, String)>> {
    let published = Published::open(out).unwrap();
    let names: Vec<&str> = dataset.spec().columns.iter().map(|column| column.name).collect();
    let mut found = Vec::new();
    let mut take = |rows: crate::dataset::Rows<'_>| {
        for row in 0..rows.len() {
            let values = rows.values(row).map(|value| value.to_string());
            found.push(names.iter().map(|name| (*name).to_owned()).zip(values).collect());
        }
        Ok::<(), DatasetError>(())
    };
    match document {
        None => published.read(dataset, &names, &mut take).unwrap(),
        Some(id) => published.document_rows(dataset).unwrap().read(id, &names, &mut take).unwrap(),
    }
    found
}

#[test]
fn every_kind_of_value_is_read_as_it_was_published() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[full("d1"), of_agency("d2", Some(2024), None, None)]);
    let published = Published::open(out.path()).unwrap();
    let mut seen = Vec::new();
    let columns = ["fiscal_year", "value", "amount_yuan", "x0", "code", "suspect_slip", "amount_yuan_f64"];
    published
        .read(Dataset::LineItems, &columns, |rows| {
            for row in 0..rows.len() {
                seen.push(columns.map(|column| rows.get(column, row).to_string()));
            }
            Ok::<(), DatasetError>(())
        })
        .unwrap();
    assert_eq!(seen[0], ["2024", "1.5000", "15000.00", "", "", "", "15000"]);
    let terms = texts(out.path(), Dataset::Checks, Some("d1"));
    let terms = terms[0].iter().find(|(name, _)| name == "terms").map(|(_, value)| value.as_str());
    assert!(terms.is_some_and(|terms| terms.starts_with("table_id=1 row=")), "{terms:?}");
    let mut paths = None;
    published
        .read(Dataset::Documents, &["duplicate_paths", "size_bytes"], |rows| {
            paths = paths.take().or(Some((
                rows.get("duplicate_paths", 0).to_string(),
                rows.get("size_bytes", 0) == Datum::Int(3_000_000_000),
            )));
            Ok::<(), DatasetError>(())
        })
        .unwrap();
    assert_eq!(paths, Some(("in/b.docx; in/c.docx".to_owned(), true)));
}

#[test]
fn the_rows_of_a_document_are_those_that_a_scan_finds() {
    let out = tempfile::tempdir().unwrap();
    let agencies = [("d3", "乙局"), ("d1", "甲局"), ("d2", "丙局")];
    let mut records: Vec<_> =
        agencies.map(|(id, name)| of_agency(id, Some(2024), Some("131003"), Some(name))).to_vec();
    records.push(full("d5"));
    records.push(blank("d4"));
    publish(out.path(), &records);
    for dataset in Dataset::ALL {
        let all = texts(out.path(), dataset, None);
        for id in ["d1", "d2", "d3", "d4", "d5"] {
            let own = texts(out.path(), dataset, Some(id));
            let scanned: Vec<_> = all.iter().filter(|row| row.iter().any(|(_, value)| value == id)).collect();
            assert_eq!(own.iter().collect::<Vec<_>>(), scanned, "{dataset:?} {id}");
        }
    }
    assert!(texts(out.path(), Dataset::LineItems, Some("no such document")).is_empty());
}

#[test]
fn a_column_that_is_not_there_is_told() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[blank("d1")]);
    let published = Published::open(out.path()).unwrap();
    let mut batches = published.batches(Dataset::Documents, &["colour"]);
    let error = batches.next().unwrap().unwrap_err().to_string();
    assert!(error.contains("its column colour is missing or of another type"), "{error}");
    assert!(batches.next().is_none());
}
