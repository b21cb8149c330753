//! Values and types as a reader sees them.

use super::fixtures::{blank, full, line_item};
use super::{Dataset, column, publish, read, show};
use crate::dataset::VERSION;
use arrow::array::RecordBatch;
use arrow::datatypes::DataType;
use parquet::basic::Type;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::Path;

/// Asserts a row of a dataset, column by column; every column must be named, in order.
fn assert_row(batch: &RecordBatch, row: usize, expected: &[(&str, &str)]) {
    let found: Vec<(String, String)> = batch
        .schema()
        .fields()
        .iter()
        .map(|field| (field.name().clone(), show(batch, field.name(), row)))
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(found, expected);
}

fn published_full() -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[full("d1")]);
    out
}

const WHOSE: [(&str, &str); 5] = [
    ("document_id", "d1"),
    ("agency_name", "某区医疗保障局"),
    ("region_code", "131003"),
    ("fiscal_year", "2024"),
    ("stage", "budget"),
];
const BOX: [(&str, &str); 4] = [("x0", "72.5"), ("y0", "100.25"), ("x1", "144.0"), ("y1", "112.75")];

#[test]
fn documents() {
    let out = published_full();
    let expected = [
        ("document_id", "d1"),
        ("source_path", "in/a.docx"),
        ("duplicate_paths", "[in/b.docx, in/c.docx]"),
        ("file_name", "a.docx"),
        ("container_path", "all.zip/a.docx"),
        ("format", "docx"),
        ("size_bytes", "3000000000"),
        ("page_count", "41"),
        ("status", "partial"),
        ("error_kind", "truncated"),
        ("error_message", "the last part is missing"),
        ("title", "某区医疗保障局2024年部门预算"),
        ("agency_name", "某区医疗保障局"),
        ("agency_name_as_printed", "某区医疗保障局本级"),
        ("agency_type", "医疗保障局"),
        ("agency_code", "571001"),
        ("region_code", "131003"),
        ("region_name", "河北省廊坊市广阳区"),
        ("province", "河北省"),
        ("city", "廊坊市"),
        ("county", "广阳区"),
        ("fiscal_year", "2024"),
        ("stage", "budget"),
        ("scope", "unit"),
        ("table_count", "2"),
        ("line_item_count", "1"),
        ("unpublished_number_count", "4"),
        ("indicator_count", "1"),
        ("check_pass_count", "0"),
        ("check_fail_count", "1"),
        ("needs_ocr", "false"),
        ("same_as", "null"),
        ("superseded_by", "null"),
        ("extractor_version", VERSION),
    ];
    assert_row(&read(out.path(), Dataset::Documents), 0, &expected);
}

#[test]
fn tables_and_cells() {
    let out = published_full();
    let tables = read(out.path(), Dataset::Tables);
    assert_eq!(column(&tables, "table_id"), ["1", "2"]);
    let expected = [
        ("document_id", "d1"),
        ("table_id", "1"),
        ("title", "部门支出总表"),
        ("form_number", "公开03表"),
        ("table_kind", "expenditure_summary"),
        ("kind_evidence", "both"),
        ("printed_unit", "万元"),
        ("page_first", "3"),
        ("page_last", "4"),
        ("row_count", "2"),
        ("column_count", "2"),
        ("header_row_count", "1"),
        ("is_blank", "false"),
        ("captions", "[单位：万元]"),
        ("notes", "[]"),
        ("extraction", "native"),
    ];
    assert_row(&tables, 0, &expected);

    let cells = read(out.path(), Dataset::Cells);
    assert_eq!(column(&cells, "table_id"), ["1", "1", "1", "2", "2", "2"]);
    assert_eq!(column(&cells, "col_span"), ["2", "1", "1", "2", "1", "1"]);
    let repaired = [
        ("document_id", "d1"),
        ("table_id", "1"),
        ("row", "1"),
        ("col", "1"),
        ("row_span", "1"),
        ("col_span", "1"),
        ("text", "2,769.16"),
        ("text_raw", "2,769 .16"),
        ("is_header", "false"),
        ("indent", "2.5"),
        ("page", "4"),
        BOX[0],
        BOX[1],
        BOX[2],
        BOX[3],
        ("locus", "null"),
        ("repair", "was in column 0: the row sum proves the place"),
    ];
    assert_row(&cells, 2, &repaired);
    assert_eq!(show(&cells, "locus", 1), "body/tbl[1]/tr[2]/tc[1]");
    assert_eq!(show(&cells, "x0", 1), "null");
}

#[test]
fn line_items() {
    let out = published_full();
    let mut expected = WHOSE.to_vec();
    expected.extend([
        ("table_id", "1"),
        ("table_kind", "expenditure_summary"),
        ("row", "1"),
        ("col", "1"),
        ("flow", "expenditure"),
        ("classification", "functional"),
        ("code", "2080505"),
        ("name", "机关事业单位基本养老保险缴费支出"),
        ("name_as_printed", "  1、机关事业单位基本养老保险缴费支出"),
        ("level", "3"),
        ("parent_code", "20805"),
        ("secondary_code", "50102"),
        ("secondary_name", "社会保障缴费"),
        ("parent_row", "3"),
        ("economic_code", "30108"),
        ("economic_name", "机关事业单位基本养老保险缴费"),
        ("code_status", "verified"),
        ("row_role", "leaf"),
        ("line_no", "12"),
        ("unit_code", "571001"),
        ("unit_name", "某区医疗保障局"),
        ("measure", "基本支出/人员经费"),
        ("measure_code", "basic_personnel"),
        ("item_code", "basic_personnel"),
        ("fund", "general_public_budget"),
        ("phase", "approved"),
        ("value_text", "2,769.16"),
        ("value", "2769.1600"),
        ("printed_unit", "万元"),
        ("amount_yuan", "27691600.00"),
        ("amount_yuan_f64", "27691600.0"),
        ("check_status", "conflict"),
        ("suspect_rank", "1"),
        ("suspect_value", "2796.1600"),
        ("suspect_slip", "transposed"),
        ("page", "4"),
    ]);
    expected.extend(BOX);
    assert_row(&read(out.path(), Dataset::LineItems), 0, &expected);
}

#[test]
fn indicators() {
    let out = published_full();
    let mut expected = WHOSE.to_vec();
    expected.extend([
        ("table_id", "2"),
        ("table_kind", "performance_project"),
        ("row", "9"),
        ("col", "3"),
        ("part", "1"),
        ("project_name", "医保经办服务"),
        ("project_code", "13100324P00001"),
        ("activity", "参保管理"),
        ("level1", "产出指标"),
        ("level2", "数量指标"),
        ("level3", "参保人数"),
        ("description", "年末参保人数"),
        ("operator", "ge"),
        ("target_text", "≥95.5%"),
        ("target_value", "95.5000"),
        ("target_unit", "%"),
        ("target_parts", "[]"),
        ("adjusted_target_text", "≥96%"),
        ("adjusted_operator", "ge"),
        ("adjusted_target_value", "96.0000"),
        ("adjusted_target_unit", "%"),
        (
            "adjusted_target_parts",
            "[{operator: ge, value: 96.0000, unit: %}, {operator: le, value: 98.5000, unit: }]",
        ),
        ("actual_text", "97.25%"),
        ("actual_operator", "eq"),
        ("actual_value", "97.2500"),
        ("actual_unit", "%"),
        ("actual_parts", "[]"),
        ("weight", "10.0000"),
        ("score", "9.8000"),
        ("scoring_rule", "每低1%扣1分"),
        ("basis", "工作计划"),
        ("is_core", "true"),
        ("remark", "无偏差"),
        ("page", "12"),
    ]);
    expected.extend(BOX);
    assert_row(&read(out.path(), Dataset::Indicators), 0, &expected);
}

#[test]
fn projects_and_statements() {
    let out = published_full();
    let mut project = WHOSE.to_vec();
    project.extend([
        ("table_ids", "[2, 3]"),
        ("row", "0"),
        ("page", "12"),
        ("project_name", "医保经办服务"),
        ("project_code", "13100324P00001"),
        ("department", "某区医疗保障局"),
        ("implementing_unit", "某区医疗保障局本级"),
        ("period", "2026年"),
        ("budget_yuan", "1200000.00"),
        ("fiscal_funds_yuan", "1000000.00"),
        ("other_funds_yuan", "200000.00"),
        ("approved_yuan", "1100000.00"),
        ("adjusted_yuan", "1150000.00"),
        ("executed_yuan", "341400.00"),
        ("balance_yuan", "808600.00"),
        ("execution_rate", "28.4500"),
        ("execution_weight", "10.0000"),
        ("execution_score", "2.8400"),
        ("total_score", "92.5000"),
        ("grade", "优"),
        ("goal_text", "保障参保人员待遇"),
        ("actual_text", "已完成"),
        ("payment_plan", "[{label: 3月底, percent: 25.0000}, {label: 6月底, percent: }]"),
        ("check_status", "verified"),
    ]);
    assert_row(&read(out.path(), Dataset::Projects), 0, &project);

    let mut statement = WHOSE.to_vec();
    statement.extend([
        ("sentence", "机关运行经费12.5万元，比上年减少0.5万元，下降3.85%。"),
        ("subject", "机关运行经费"),
        ("code", "20101"),
        ("measure_code", "agency_operation"),
        ("amount_yuan", "125000.00"),
        ("quantity", "3.0000"),
        ("quantity_unit", "辆"),
        ("change_yuan", "5000.00"),
        ("change_percent", "3.8500"),
        ("change_direction", "decrease"),
        ("reason_text", "压减一般性支出"),
        ("page", "null"),
        ("locus", "说明!C5"),
    ]);
    assert_row(&read(out.path(), Dataset::Statements), 0, &statement);
}

#[test]
fn checks_and_diagnostics() {
    let out = published_full();
    let check = [
        ("document_id", "d1"),
        ("rule_id", "row_sum"),
        ("rule_name", "行合计"),
        ("table_ids", "[1]"),
        (
            "terms",
            "[{table_id: 1, row: 1, col: 1, coefficient: 1}, {table_id: 1, row: 2, col: 1, coefficient: -1}]",
        ),
        ("expected", "27691600.00"),
        ("actual", "27691700.00"),
        ("difference", "100.00"),
        ("tolerance", "0.0050"),
        ("unit", "元"),
        ("outcome", "broken"),
        ("message_zh", "第1表第1行"),
        ("message_en", "table 1, row 1"),
    ];
    assert_row(&read(out.path(), Dataset::Checks), 0, &check);

    // What is about the document as a whole comes first.
    let diagnostics = read(out.path(), Dataset::Diagnostics);
    let whole = [
        ("document_id", "d1"),
        ("step", "decode"),
        ("severity", "info"),
        ("code", "encoding"),
        ("message", "read as GB18030"),
        ("table_id", "null"),
        ("row", "null"),
        ("col", "null"),
        ("page", "null"),
        ("locus", "null"),
    ];
    assert_row(&diagnostics, 0, &whole);
    let one = [
        ("document_id", "d1"),
        ("step", "grid"),
        ("severity", "warning"),
        ("code", "shifted_row"),
        ("message", "row 5 was shifted"),
        ("table_id", "1"),
        ("row", "5"),
        ("col", "2"),
        ("page", "null"),
        ("locus", "line 1532"),
    ];
    assert_row(&diagnostics, 1, &one);
    assert_eq!(diagnostics.num_rows(), 2);
}

#[test]
fn decimals_are_stored_as_int64() {
    let out = published_full();
    for dataset in Dataset::ALL {
        let path = out.path().join("latest").join(dataset.as_str()).join("part-0.parquet");
        let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        for leaf in file.metadata().file_metadata().schema_descr().columns() {
            if leaf.type_precision() > 0 {
                assert_eq!(leaf.physical_type(), Type::INT64, "{}", leaf.path());
                assert_eq!(leaf.type_precision(), 18, "{}", leaf.path());
            }
        }
    }
    let items = read(out.path(), Dataset::LineItems);
    let kind = |name: &str| items.schema().field_with_name(name).unwrap().data_type().clone();
    assert_eq!(kind("amount_yuan"), DataType::Decimal128(18, 2));
    assert_eq!(kind("value"), DataType::Decimal128(18, 4));
    assert_eq!(kind("fiscal_year"), DataType::Int16);
    assert_eq!(kind("level"), DataType::Int8);
    assert_eq!(kind("x0"), DataType::Float32);
}

fn diagnostics_of(out: &Path) -> Vec<[String; 6]> {
    let batch = read(out, Dataset::Diagnostics);
    let names = ["step", "severity", "code", "table_id", "row", "col"];
    (0..batch.num_rows()).map(|row| names.map(|name| show(&batch, name, row))).collect()
}

#[test]
fn a_rounded_number_is_told() {
    let out = tempfile::tempdir().unwrap();
    let mut record = blank("d1");
    // 0.00000125 万元 are 0.0125 yuan: both columns lose decimals.
    record.reading.line_items = vec![line_item(3, 7, 2, "0.00000125", Some("万元"))];
    publish(out.path(), &[record]);
    assert_eq!(show(&read(out.path(), Dataset::Documents), "status", 0), "ok");
    let items = read(out.path(), Dataset::LineItems);
    assert_eq!(show(&items, "value", 0), "0.0000");
    assert_eq!(show(&items, "amount_yuan", 0), "0.01");
    assert_eq!(show(&items, "amount_yuan_f64", 0), "0.01");
    let told = ["write", "info", "rounded", "3", "7", "2"].map(str::to_owned);
    assert_eq!(diagnostics_of(out.path()), [told.clone(), told]);
    let messages = column(&read(out.path(), Dataset::Diagnostics), "message");
    assert!(messages[0].starts_with("line_items.value is 0.00000125 exactly"), "{messages:?}");
    assert!(messages[1].starts_with("line_items.amount_yuan is 0.0125"), "{messages:?}");
}

#[test]
fn a_number_that_does_not_fit_is_null_and_told() {
    let out = tempfile::tempdir().unwrap();
    let mut record = blank("d1");
    record.reading.line_items = vec![
        line_item(1, 1, 1, "10000000000000000", Some("元")),
        // So large that not even its yuan can be computed.
        line_item(1, 2, 1, "7922816251426433759354395033", Some("亿元")),
        line_item(1, 3, 1, "5", Some("辆")),
    ];
    publish(out.path(), &[record]);
    let items = read(out.path(), Dataset::LineItems);
    assert_eq!(column(&items, "value"), ["null", "null", "5.0000"]);
    assert_eq!(column(&items, "amount_yuan"), ["null"; 3]);
    assert_eq!(column(&items, "amount_yuan_f64"), ["null"; 3]);
    assert_eq!(show(&items, "value_text", 0), "10000000000000000");
    let told = diagnostics_of(out.path());
    // Value and yuan of the first; the yuan of the second follow its value.
    assert_eq!(told.len(), 3);
    assert_eq!(column(&items, "check_status"), ["conflict", "conflict", "unverified"]);
    assert!(told.iter().all(|d| d[..3] == ["write", "error", "out_of_range"].map(str::to_owned)));
    let documents = read(out.path(), Dataset::Documents);
    assert_eq!(show(&documents, "status", 0), "partial");
    assert_eq!(show(&documents, "error_kind", 0), "limit_exceeded");
    assert!(show(&documents, "error_message", 0).starts_with("3 number(s)"));
}

#[test]
fn nothing_known_is_null_and_every_dataset_is_there() {
    let out = tempfile::tempdir().unwrap();
    let publication = publish(out.path(), &[]);
    for dataset in Dataset::ALL {
        let batch = read(out.path(), dataset);
        assert_eq!(batch.num_rows(), 0);
        assert_eq!(batch.schema().fields().len(), dataset.spec().columns.len(), "{}", dataset.as_str());
    }
    assert!(publication.files.iter().all(|file| file.rows == 0));

    publish(out.path(), &[blank("d1")]);
    let documents = read(out.path(), Dataset::Documents);
    for name in ["format", "size_bytes", "page_count", "fiscal_year", "scope", "error_kind"] {
        assert_eq!(show(&documents, name, 0), "null", "{name}");
    }
    assert_eq!(show(&documents, "duplicate_paths", 0), "[]");
    assert_eq!(show(&documents, "table_count", 0), "0");
}
