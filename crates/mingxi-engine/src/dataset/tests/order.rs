//! Order of rows, and bytes that depend on nothing but the rows.

use super::fixtures::{full, line_item, of_agency};
use super::{Dataset, column, publish, read};
use crate::Record;
use crate::dataset::{Published, Staging};
use mingxi_model::{Format, Stage};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};

/// Records that differ in every key, in no order.
fn many() -> Vec<Record> {
    vec![
        of_agency("f", Some(2024), Some("131003"), Some("医疗保障局")),
        of_agency("b", None, None, None),
        of_agency("e", Some(2024), Some("131003"), Some("财政局")),
        full("c"),
        of_agency("a", Some(2025), Some("110101"), Some("财政局")),
        of_agency("d", Some(2024), None, Some("财政局")),
        of_agency("g", Some(2024), Some("131003"), Some("医疗保障局")),
    ]
}

#[test]
fn fiscal_datasets_are_sorted_for_filters() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &many());
    // Unknown year first, then the known; within a year unknown region first; agencies by their code points.
    let items = read(out.path(), Dataset::LineItems);
    assert_eq!(column(&items, "document_id"), ["b", "d", "f", "g", "c", "e", "a"]);
    assert_eq!(column(&items, "fiscal_year"), ["null", "2024", "2024", "2024", "2024", "2024", "2025"]);
    let documents = read(out.path(), Dataset::Documents);
    assert_eq!(column(&documents, "document_id"), ["a", "b", "c", "d", "e", "f", "g"]);
}

#[test]
fn rows_of_a_document_are_sorted_by_place() {
    let out = tempfile::tempdir().unwrap();
    let mut record = full("a");
    record.reading.line_items = vec![
        line_item(2, 0, 0, "1", None),
        line_item(1, 10, 0, "2", None),
        line_item(1, 9, 5, "3", None),
        line_item(1, 9, 4, "4", None),
    ];
    publish(out.path(), &[record]);
    let items = read(out.path(), Dataset::LineItems);
    assert_eq!(column(&items, "value"), ["4.0000", "3.0000", "2.0000", "1.0000"]);
}

/// Every file of the current publication with its content.
fn contents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let latest = out.join("latest");
    let mut paths = vec!["datapackage.json".to_owned()];
    paths.extend(Dataset::ALL.map(|d| format!("{}/part-0.parquet", d.as_str())));
    paths
        .into_iter()
        .map(|path| {
            let content = fs::read(latest.join(&path)).unwrap();
            (path, content)
        })
        .collect()
}

#[test]
fn the_order_of_adding_and_the_threads_leave_no_trace() {
    let mut records = many();
    for n in 0..60 {
        let mut record = of_agency(&format!("doc{n:03}"), Some(2000 + n % 7), Some("131003"), Some("局"));
        record.reading.tables = full("x").reading.tables;
        records.push(record);
    }
    let one = tempfile::tempdir().unwrap();
    let first = publish(one.path(), &records);

    records.reverse();
    let two = tempfile::tempdir().unwrap();
    let staging = Staging::create(two.path()).unwrap();
    std::thread::scope(|scope| {
        for chunk in records.chunks(9) {
            let staging = &staging;
            scope.spawn(move || chunk.iter().for_each(|r| assert!(staging.add(r).is_ok())));
        }
    });
    let second = staging.publish().unwrap();

    assert_eq!(first.name, second.name);
    assert_eq!(first.files, second.files);
    assert_eq!(contents(one.path()), contents(two.path()));
}

#[test]
fn the_same_again_is_the_same_publication() {
    let out = tempfile::tempdir().unwrap();
    let first = publish(out.path(), &many());
    let before = contents(out.path());
    let second = publish(out.path(), &many());
    assert!(!first.unchanged);
    assert!(second.unchanged);
    assert_eq!(first.name, second.name);
    assert_eq!(before, contents(out.path()));
    assert_eq!(fs::read_dir(out.path().join("publications")).unwrap().count(), 1);
}

#[test]
fn files_have_what_filters_need() {
    let out = tempfile::tempdir().unwrap();
    let mut records = Vec::new();
    for n in 0..14 {
        let mut record = of_agency(&format!("d{n:02}"), Some(2010 + n), Some("131003"), Some("局"));
        record.reading.line_items =
            (0..10_000).map(|row| line_item(1, row, 2, "1.5", Some("万元"))).collect();
        records.push(record);
    }
    publish(out.path(), &records);
    let path = out.path().join("latest/line_items/part-0.parquet");
    let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let metadata = file.metadata();
    let rows: Vec<i64> = metadata.row_groups().iter().map(|g| g.num_rows()).collect();
    assert_eq!(rows, [122_880, 17_120]);
    for group in metadata.row_groups() {
        for chunk in group.columns() {
            let name = chunk.column_path().string();
            assert_eq!(format!("{:?}", chunk.compression()).split('(').next(), Some("ZSTD"));
            assert!(chunk.statistics().is_some(), "{name}");
            assert!(chunk.column_index_offset().is_some(), "{name}");
            assert!(chunk.offset_index_offset().is_some(), "{name}");
        }
        // fiscal_year, region_code, agency_name, document_id, table_id, row, col by their place in the schema.
        let sorting = group.sorting_columns().unwrap();
        let indices: Vec<i32> = sorting.iter().map(|s| s.column_idx).collect();
        assert_eq!(indices, [3, 2, 1, 0, 5, 7, 8]);
    }
    let year = metadata.row_group(1).column(3).statistics().unwrap();
    assert_eq!(year.min_bytes_opt().unwrap(), 2022i32.to_le_bytes());
    assert_eq!(year.max_bytes_opt().unwrap(), 2023i32.to_le_bytes());
}

#[test]
fn a_large_dataset_is_several_files_whose_ends_depend_on_the_rows_alone() {
    let out = tempfile::tempdir().unwrap();
    let staging = Staging::create(out.path()).unwrap().in_parts_of(3);
    let mut record = full("a");
    record.reading.line_items = (0..7).map(|row| line_item(1, row, 0, &row.to_string(), None)).collect();
    staging.add(&record).unwrap();
    let publication = staging.publish().unwrap();
    let parts: Vec<(&str, u64)> = publication
        .files
        .iter()
        .filter(|file| file.dataset == Dataset::LineItems)
        .map(|file| (file.path.as_str(), file.rows))
        .collect();
    assert_eq!(
        parts,
        [
            ("line_items/part-0.parquet", 3),
            ("line_items/part-1.parquet", 3),
            ("line_items/part-2.parquet", 1)
        ]
    );
    let mut rows = Vec::new();
    let published = Published::open(out.path()).unwrap();
    published
        .scan(Dataset::LineItems, &["row"], |batch| {
            rows.extend((0..batch.len()).map(|at| batch.index("row", at)))
        })
        .unwrap();
    assert_eq!(rows, [0, 1, 2, 3, 4, 5, 6]);
    let description = fs::read_to_string(publication.path.join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&description).unwrap();
    let items =
        package["resources"].as_array().unwrap().iter().find(|one| one["name"] == "line_items").unwrap();
    assert_eq!(items["path"][2], "line_items/part-2.parquet");
    assert_eq!(items["rows"], 7);
}

#[test]
fn files_of_one_disclosure_name_the_better_and_the_newer_one() {
    let out = tempfile::tempdir().unwrap();
    let edition = |id: &str, name: &str, format: Format, value: &str| {
        let mut record = of_agency(id, Some(2026), Some("530122"), Some("云杉县医疗保障局"));
        record.file_name = name.to_owned();
        record.format = Some(format);
        record.reading.facts.stage = Some(Stage::Budget);
        record.reading.line_items = vec![line_item(1, 4, 2, value, Some("万元"))];
        record
    };
    publish(
        out.path(),
        &[
            edition("a", "云杉县医保局20260105.pdf", Format::Pdf, "1.50"),
            edition("b", "云杉县医保局20260105.docx", Format::Docx, "1.50"),
            edition("c", "云杉县医保局20260220.pdf", Format::Pdf, "1.80"),
        ],
    );
    let documents = read(out.path(), Dataset::Documents);
    assert_eq!(column(&documents, "same_as"), ["b", "null", "null"]);
    assert_eq!(column(&documents, "superseded_by"), ["c", "c", "null"]);
}
