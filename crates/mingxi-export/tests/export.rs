//! Exports of small publications, read back by other programs' readers.

#![allow(clippy::unwrap_used)]

mod workbook;

use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::value::Value;
use dta::stata::stata_double::StataDouble;
use mingxi_engine::dataset::{Dataset, DatasetError, Datum, Published, Staging};
use mingxi_engine::{Reader, Record, read_document};
use mingxi_export::{Exported, Filters, Format, Language, MoneyUnit, Options, export};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroU32;
use std::path::Path;
use tempfile::TempDir;
use workbook::{Book, Data};

/// The budget of a water bureau, in 万元.
const BUDGET: &str = include_str!("../../../corpus/forms-budget/source.txt");

/// A form whose names are formulas and whose amounts have more digits than a spreadsheet keeps.
const AWKWARD: &str = "\
石桥县财政局2021年部门预算公开

一般公共预算支出表

部门名称：石桥县财政局

单位：元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t12345678901234.56\t12345678901200.00\t34.56
201\t=HYPERLINK(\"http://example.org\")\t12345678901234.56\t12345678901200.00\t34.56
20106\t财政事务\t12345678901234.56\t12345678901200.00\t34.56
2010601\t@行政运行\t12345678901234.56\t12345678901200.00\t34.56
";

/// Publishes documents by name.
fn published(documents: &[(&str, &str)]) -> TempDir {
    let out = tempfile::tempdir().unwrap();
    let staging = Staging::create(out.path()).unwrap();
    let reader = Reader::new().unwrap();
    for (name, text) in documents {
        let document = read_document(text.as_bytes(), name, &reader);
        let record = Record {
            document_id: format!("id of {name}"),
            source_path: format!("in/{name}"),
            duplicate_paths: Vec::new(),
            file_name: (*name).to_owned(),
            container_path: None,
            format: document.format,
            size_bytes: None,
            page_count: document.page_count,
            status: document.status,
            error: document.error,
            reading: document.reading,
            members: Vec::new(),
        };
        staging.add(&record).unwrap();
    }
    staging.publish().unwrap();
    out
}

fn exported(out: &TempDir, options: &Options) -> (TempDir, Exported) {
    let to = tempfile::tempdir().unwrap();
    let exported = export(out.path(), to.path(), options).unwrap();
    (to, exported)
}

fn options(format: Format, tables: &[&str]) -> Options {
    let tables = tables.iter().map(|name| (*name).to_owned()).collect();
    Options { formats: vec![format], tables, ..Options::default() }
}

/// The rows of a CSV file, by its headings.
fn csv(folder: &TempDir, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(folder.path().join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A sheet of a workbook, its headings first.
fn sheet(folder: &TempDir, book: &str, name: &str) -> Vec<Vec<Data>> {
    Book::open(&folder.path().join(book)).sheet(name)
}

fn column(sheet: &[Vec<Data>], heading: &str) -> usize {
    let headings = sheet.first().unwrap();
    headings.iter().position(|data| *data == Data::Text(heading.to_owned())).unwrap()
}

/// The amounts of line_items as they are published.
fn amounts(out: &Path) -> Vec<Option<String>> {
    let mut amounts = Vec::new();
    Published::open(out)
        .unwrap()
        .read(Dataset::LineItems, &["amount_yuan"], |rows| {
            amounts.extend((0..rows.len()).map(|row| match rows.get("amount_yuan", row) {
                Datum::Null => None,
                value => Some(value.to_string()),
            }));
            Ok::<(), DatasetError>(())
        })
        .unwrap();
    amounts
}

#[test]
fn csv_has_the_headlines_of_a_budget() {
    let out = published(&[("白芦县水利局.txt", BUDGET)]);
    let (folder, _) = exported(&out, &options(Format::Csv, &["agency_years"]));
    let rows = csv(&folder, "agency_years.csv");
    assert_eq!(rows.len(), 1);
    let expected = [
        ("agency_name", "白芦县水利局"),
        ("fiscal_year", "2018"),
        ("stage", "budget"),
        ("revenue_yuan", "750000"),
        ("expenditure_yuan", "750000"),
        ("reception_yuan", "8000"),
        ("vehicles_yuan", "20000"),
        ("three_public_yuan", "28000"),
        ("check_status", "verified"),
        ("source_path", "in/白芦县水利局.txt"),
    ];
    for (name, value) in expected {
        assert_eq!(rows[0][name], value, "{name}");
    }
}

#[test]
fn chinese_headings_and_wan_are_exact() {
    let out = published(&[("白芦县水利局.txt", BUDGET)]);
    let options = Options {
        language: Language::Chinese,
        unit: MoneyUnit::Wan,
        bom: true,
        ..options(Format::Csv, &["agency_years", "line_items"])
    };
    let (folder, _) = exported(&out, &options);
    let bytes = fs::read(folder.path().join("agency_years.csv")).unwrap();
    assert_eq!(bytes[..3], [0xEF, 0xBB, 0xBF]);
    let rows = csv(&folder, "agency_years.csv");
    assert_eq!(rows[0]["三公经费合计（万元）"], "2.8");
    assert_eq!(rows[0]["预算或决算"], "预算");
    assert_eq!(rows[0]["核验结果"], "已核验");
    let items = csv(&folder, "line_items.csv");
    let duty = items.iter().find(|row| row["科目编码"] == "2130301").unwrap();
    assert_eq!((duty["科目名称"].as_str(), duty["金额（万元）"].as_str()), ("行政运行", "31"));
    assert_eq!(duty["数值原文"], "31.00");
}

#[test]
fn items_have_their_measures_beside_each_other() {
    let out = published(&[("石桥县财政局.txt", AWKWARD)]);
    let (folder, _) = exported(&out, &options(Format::Csv, &["agency_year_items"]));
    let rows = csv(&folder, "agency_year_items.csv");
    let names = ["code", "row_role", "total_yuan", "basic_yuan", "project_yuan"];
    let found: Vec<[&str; 5]> = rows.iter().map(|row| names.map(|name| row[name].as_str())).collect();
    let amounts = ["12345678901234.56", "12345678901200", "34.56"];
    let row = |code, role| [code, role, amounts[0], amounts[1], amounts[2]];
    assert_eq!(found, [row("", "total"), row("201", "group"), row("20106", "group"), row("2010601", "leaf")]);
}

#[test]
fn every_figure_is_that_of_the_publication() {
    let out = published(&[("白芦县水利局.txt", BUDGET), ("石桥县财政局.txt", AWKWARD)]);
    let all = Options {
        formats: vec![Format::Xlsx, Format::Csv, Format::Dta],
        tables: vec!["line_items".to_owned()],
        ..Options::default()
    };
    let (folder, _) = exported(&out, &all);
    let published = amounts(out.path());
    assert!(published.len() > 80, "{}", published.len());
    let found: Vec<Option<String>> = csv(&folder, "line_items.csv")
        .iter()
        .map(|row| Some(row["amount_yuan"].clone()).filter(|text| !text.is_empty()))
        .collect();
    assert_eq!(found, published);
    assert_workbook_has(&sheet(&folder, "line_items.xlsx", "line_items"), &published);
    let doubles: Vec<Option<f64>> =
        published.iter().map(|amount| amount.as_ref().map(|amount| amount.parse().unwrap())).collect();
    assert_eq!(stata(&folder.path().join("line_items.dta"), "amount_yuan", "金额（元）"), doubles);
}

/// Numbers are numbers, codes are texts, and what Excel rounds stands beside as text.
fn assert_workbook_has(sheet: &[Vec<Data>], published: &[Option<String>]) {
    let (place, code) = (column(sheet, "amount_yuan"), column(sheet, "code"));
    let exact = column(sheet, "exact_numbers");
    assert_eq!(sheet.len(), published.len() + 1);
    for (row, amount) in sheet[1..].iter().zip(published) {
        match (&row[place], amount) {
            (Data::Number(number), Some(amount)) => assert_eq!(*number, amount.parse::<f64>().unwrap()),
            (Data::Empty, None) => {}
            (found, amount) => panic!("{found:?} is not {amount:?}"),
        }
        assert!(matches!(row[code], Data::Text(_) | Data::Empty), "{:?}", row[code]);
        let is_long = amount.as_deref() == Some("12345678901234.56");
        let told = Data::Text("value=12345678901234.56; amount_yuan=12345678901234.56".to_owned());
        assert_eq!(row[exact] == told, is_long, "{:?}", row[exact]);
    }
}

/// The numbers of a variable with this label.
fn stata(path: &Path, variable: &str, label: &str) -> Vec<Option<f64>> {
    let mut start = DtaReader::new().from_path(path).unwrap().read_header().unwrap().read_schema().unwrap();
    start.skip_to_end().unwrap();
    let mut records = start.into_record_reader().unwrap();
    let schema = records.schema().clone();
    let place = schema.variables().iter().position(|found| found.name() == variable).unwrap();
    assert_eq!(schema.variables()[place].label(), label);
    let mut found = Vec::new();
    while let Some(record) = records.read_record().unwrap() {
        found.push(match &record.values()[place] {
            Value::Double(StataDouble::Present(number)) => Some(*number),
            _ => None,
        });
    }
    found
}

#[test]
fn a_text_that_looks_like_a_formula_stays_text() {
    let out = published(&[("石桥县财政局.txt", AWKWARD)]);
    let both = Options {
        formats: vec![Format::Csv, Format::Xlsx],
        tables: vec!["line_items".to_owned()],
        ..Options::default()
    };
    let (folder, _) = exported(&out, &both);
    let names: Vec<String> =
        csv(&folder, "line_items.csv").iter().map(|row| row["name_as_printed"].clone()).collect();
    assert!(names.contains(&"'=HYPERLINK(\"http://example.org\")".to_owned()), "{names:?}");
    assert!(names.contains(&"'@行政运行".to_owned()), "{names:?}");
    let sheet = sheet(&folder, "line_items.xlsx", "line_items");
    let place = column(&sheet, "name_as_printed");
    let text = Data::Text("=HYPERLINK(\"http://example.org\")".to_owned());
    assert!(sheet.iter().any(|row| row[place] == text));
    assert!(!sheet.iter().flatten().any(|data| *data == Data::Formula));
}

#[test]
fn rows_beyond_a_sheet_go_on_in_the_next_with_a_remark() {
    let out = published(&[("白芦县水利局.txt", BUDGET)]);
    let options = Options { sheet_rows: NonZeroU32::new(31), ..options(Format::Xlsx, &["line_items"]) };
    let (folder, exported) = exported(&out, &options);
    let rows = amounts(out.path()).len();
    let sheets = Book::open(&folder.path().join("line_items.xlsx")).names;
    assert_eq!(sheets[..4], ["README", "Legend", "line_items", "line_items 2"]);
    assert_eq!(sheets.len(), 2 + rows.div_ceil(30));
    let held: usize = sheets[2..].iter().map(|name| sheet(&folder, "line_items.xlsx", name).len() - 1).sum();
    assert_eq!(held, rows);
    let remark = exported.remarks.iter().find(|remark| remark.contains("goes on in further sheets")).unwrap();
    let readme = sheet(&folder, "line_items.xlsx", "README");
    let told = remark.trim_start_matches("line_items.xlsx: ");
    assert!(readme.iter().any(|row| row[0] == Data::Text(told.to_owned())), "{remark}");
}

#[test]
fn filters_leave_what_they_name() {
    let out = published(&[("白芦县水利局.txt", BUDGET), ("石桥县财政局.txt", AWKWARD)]);
    let with = |filters| Options { filters, ..options(Format::Csv, &["line_items", "cells", "documents"]) };
    let kinds = vec!["three_public".to_owned()];
    let (folder, _) = exported(&out, &with(Filters { kinds, ..Filters::default() }));
    let items = csv(&folder, "line_items.csv");
    assert!(!items.is_empty() && items.iter().all(|row| row["table_kind"] == "three_public"));
    let table = &items[0]["table_id"];
    assert!(csv(&folder, "cells.csv").iter().all(|row| row["table_id"] == *table));
    assert_eq!(csv(&folder, "documents.csv").len(), 2);

    let measures = vec!["reception".to_owned()];
    let (folder, _) = exported(&out, &with(Filters { measures, ..Filters::default() }));
    let items = csv(&folder, "line_items.csv");
    assert!(!items.is_empty() && items.iter().all(|row| row["item_code"] == "reception"));

    let years = vec!["2019-2022".parse().unwrap()];
    let (folder, _) = exported(&out, &with(Filters { years, ..Filters::default() }));
    let documents = csv(&folder, "documents.csv");
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["agency_name"], "石桥县财政局");
}

#[test]
fn regions_types_and_stages_leave_their_documents() {
    let awkward = AWKWARD.replace("石桥县", "广平县");
    let out = published(&[("白芦县水利局.txt", BUDGET), ("广平县财政局.txt", &awkward)]);
    let left = |filters: Filters| -> Vec<String> {
        let (folder, _) = exported(&out, &Options { filters, ..options(Format::Csv, &["documents"]) });
        csv(&folder, "documents.csv").into_iter().map(|mut row| row.remove("agency_name").unwrap()).collect()
    };
    // 广平县 is 130432, in 河北省邯郸市.
    for region in ["13", "130400", "130432", "邯郸", "河北省"] {
        let regions = vec![region.to_owned()];
        assert_eq!(left(Filters { regions, ..Filters::default() }), ["广平县财政局"], "{region}");
    }
    let agency_types = vec!["水利局".to_owned()];
    assert_eq!(left(Filters { agency_types, ..Filters::default() }), ["白芦县水利局"]);
    let stages = vec!["budget".to_owned()];
    assert_eq!(left(Filters { stages, ..Filters::default() }).len(), 2);

    let error = |filters: Filters| {
        let asked = Options { filters, ..options(Format::Csv, &["documents"]) };
        export(out.path(), &out.path().join("export"), &asked).unwrap_err().to_string()
    };
    let stages = vec!["final_accounts".to_owned()];
    assert!(error(Filters { stages, ..Filters::default() }).contains("no document of"));
    let agency_types = vec!["水利".to_owned()];
    let said = error(Filters { agency_types, ..Filters::default() });
    assert!(
        said.contains("the type of agency `水利` is unknown") && said.contains("水利局, 财政局"),
        "{said}"
    );
    let measures = vec!["three_public".to_owned()];
    let said = error(Filters { measures, ..Filters::default() });
    assert!(
        said.contains("the measure `three_public` is unknown") && said.contains("three_public_total"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_exported_leaves_the_folder_as_it_was() {
    let out = published(&[("白芦县水利局.txt", BUDGET)]);
    let to = tempfile::tempdir().unwrap();
    let folder = to.path().join("export");
    let years = vec!["1999".parse().unwrap()];
    let nothing = Options { filters: Filters { years, ..Filters::default() }, ..Options::default() };
    let error = export(out.path(), &folder, &nothing).unwrap_err().to_string();
    assert!(error.contains("no document of"), "{error}");
    let error = export(out.path(), &folder, &options(Format::Csv, &["line_item"])).unwrap_err().to_string();
    assert!(error.contains("`line_item` is unknown") && error.contains("line_items"), "{error}");
    assert!(!folder.exists());
}

#[test]
fn equal_exports_have_equal_bytes_and_leave_nothing_else() {
    let out = published(&[("白芦县水利局.txt", BUDGET)]);
    let all = Options { formats: vec![Format::Xlsx, Format::Csv, Format::Dta], ..Options::default() };
    let (first, written) = exported(&out, &all);
    let (second, _) = exported(&out, &all);
    let mut names: Vec<String> = fs::read_dir(first.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut told: Vec<&str> = written.files.iter().map(|file| file.name.as_str()).collect();
    told.sort_unstable();
    assert_eq!(names, told);
    for name in names {
        let bytes = |folder: &TempDir| fs::read(folder.path().join(&name)).unwrap();
        assert!(bytes(&first) == bytes(&second), "{name} differs");
    }
}
