//! The data dictionary for people.

use super::column::ColumnSpec;
use super::definition::{Dataset, DatasetSpec};
use super::parquet_file::sort_order;
use super::{DIVISION_CODES, SCHEMA_VERSION};
use std::fmt::Write;

/// The data dictionary as Markdown.
pub(crate) fn data_dictionary() -> String {
    let mut page = format!(
        "# Data dictionary (数据字典)\n\n\
         Made by `cargo schemas` from the declarations in `crates/mingxi-engine/src/dataset/`; do not edit.\n\
         Schema version {SCHEMA_VERSION}.\n\n\
         A publication is `OUT/latest/<dataset>/part-N.parquet` with `OUT/latest/datapackage.json`. Money is \
         exact: decimals of 18 digits, two of them after the point, stored as INT64. Other printed numbers \
         keep four decimals. Whatever is rounded or does not fit has a row in diagnostics (`rounded`, \
         `out_of_range`). Percentages are the printed number: 28.45, not 0.2845. Codes are text. Nulls sort \
         first.\n\n\
         Region codes: {} of {}. {}\n\n\
         `latest` is replaced in one step. A reader that opens several files resolves the link once, so that \
         all are of one publication; the one before is kept.\n\n\
         | dataset | what |\n|---|---|\n",
        DIVISION_CODES.standard, DIVISION_CODES.vintage, DIVISION_CODES.description,
    );
    let specs: Vec<DatasetSpec> = Dataset::ALL.iter().map(|dataset| dataset.spec()).collect();
    for spec in &specs {
        // Writing to a string does not fail.
        let _ = writeln!(page, "| [{0}](#{0}) | {1} |", spec.name, cell(spec.title));
    }
    for spec in &specs {
        dataset(&mut page, spec);
    }
    lists(&mut page, &specs);
    page
}

fn dataset(page: &mut String, spec: &DatasetSpec) {
    let _ = write!(
        page,
        "\n## {}\n\n{}. {}.\n\nSorted by {}.",
        spec.name,
        spec.title,
        spec.description,
        sort_order(spec)
    );
    if !spec.primary_key.is_empty() {
        let _ = write!(page, " Primary key: {}.", spec.primary_key.join(", "));
    }
    page.push_str("\n\n| column | type | null | unit | what | os-type |\n|---|---|---|---|---|---|\n");
    for column in &spec.columns {
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {}{} | {} |",
            column.name,
            cell(column.kind.name()),
            if column.required { "no" } else { "yes" },
            column.unit.unwrap_or_default(),
            cell(column.description),
            list_link(column),
            column.os_type.unwrap_or_default(),
        );
    }
}

fn list_link(column: &ColumnSpec) -> String {
    match (column.values.is_empty(), column.closed) {
        (true, _) => String::new(),
        (false, true) => format!(". One of [these](#values-of-{})", column.name),
        (false, false) => format!(". [These](#values-of-{}) and more", column.name),
    }
}

/// The lists of values, each once: a column of one name has one list in every dataset.
fn lists(page: &mut String, specs: &[DatasetSpec]) {
    let mut done: Vec<&str> = Vec::new();
    for column in specs.iter().flat_map(|spec| &spec.columns) {
        if column.values.is_empty() || done.contains(&column.name) {
            continue;
        }
        done.push(column.name);
        let _ = write!(
            page,
            "\n## Values of {}\n\n{}\n\n| value | meaning |\n|---|---|\n",
            column.name,
            if column.closed { "A closed list." } else { "An open list: vocabularies may add to it." }
        );
        for (value, meaning) in column.values {
            let _ = writeln!(page, "| {value} | {} |", cell(meaning));
        }
    }
}

/// Text as it may stand in a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
