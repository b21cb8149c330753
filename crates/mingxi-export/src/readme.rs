//! What explains the files: where they come from, what each column means, what the colours mean.

use crate::Exported;
use crate::context::Context;
use crate::options::{Filters, Language, MoneyUnit};
use crate::table::{Form, Shade, Table};
use mingxi_engine::dataset::{SCHEMA_VERSION, VERSION};
use std::fmt::Write;

/// The headings of what [`columns`] gives.
pub(crate) const COLUMN_HEADINGS: [&str; 5] =
    ["table 表", "heading 栏目", "column 列名", "meaning 含义", "values 取值"];

/// Where the tables come from, in lines; the first is a title.
pub(crate) fn head(context: &Context<'_>) -> Vec<String> {
    let options = context.options;
    let mut lines = vec![
        "mingxi 明细: county budgets and final accounts 部门预决算公开数据".to_owned(),
        format!("Source 来源: the publication in {}", context.out.display()),
        format!("Made by mingxi {VERSION}, columns of version {SCHEMA_VERSION} (schemas/DATA_DICTIONARY.md)"),
        match options.unit {
            MoneyUnit::Yuan => "Money is in yuan 金额单位：元".to_owned(),
            MoneyUnit::Wan => "Money is in ten thousand yuan 金额单位：万元".to_owned(),
        },
        "check_status says whether a number is proven: see the legend 校验结果见图例. Numbers of more than 15 digits, \
         which Excel and Stata round, stand in the column exact_numbers as text"
            .to_owned(),
        "Every row names its document; in line_items page, table_id, row and col say where the number stands"
            .to_owned(),
    ];
    lines.extend(filters(&options.filters));
    lines.extend(context.remarks());
    lines
}

fn filters(filters: &Filters) -> Option<String> {
    let years = filters.years.iter().map(|years| format!("{}-{}", years.0.start(), years.0.end())).collect();
    let all = [
        ("region", &filters.regions),
        ("agency type", &filters.agency_types),
        ("year", &years),
        ("stage", &filters.stages),
        ("kind", &filters.kinds),
        ("measure", &filters.measures),
    ];
    let given: Vec<String> = all
        .iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| format!("{name} {}", values.join(", ")))
        .collect();
    (!given.is_empty()).then(|| format!("Only 筛选: {}", given.join("; ")))
}

/// What each column of a table means, by [`COLUMN_HEADINGS`].
pub(crate) fn columns(table: &Table) -> impl Iterator<Item = [String; 5]> {
    table.columns.iter().map(|column| {
        let values: Vec<String> = column
            .values
            .iter()
            .map(|(value, shown)| if value == shown { shown.clone() } else { format!("{shown} = {value}") })
            .collect();
        [
            table.title.clone(),
            column.heading.clone(),
            column.name.clone(),
            column.meaning.clone(),
            values.join(", "),
        ]
    })
}

/// A line of the legend.
pub(crate) struct LegendLine {
    /// The colour; none for the headings.
    pub shade: Option<Shade>,
    /// What is printed.
    pub texts: [&'static str; 3],
}

/// What the colours mean; the first line has the headings.
pub(crate) fn legend(language: Language) -> Vec<LegendLine> {
    let chinese = language == Language::Chinese;
    let headings = if chinese {
        ["校验结果", "check_status", "含义"]
    } else {
        ["check_status", "校验结果", "meaning"]
    };
    let mut lines = vec![LegendLine { shade: None, texts: headings }];
    lines.extend(Shade::ALL.map(|shade| {
        let (name, zh, en) = match shade {
            Shade::Conflict => (
                "存疑",
                "所在的勾稽关系不成立，请核对原文",
                "In a broken identity: compare it with the document before it is used",
            ),
            Shade::Repaired => (
                "已修正",
                "程序移动或修正过，原始内容保留在 cells 中",
                "Moved or changed by mingxi with proof; the raw text is kept in cells",
            ),
            Shade::Unverified => (
                "未校验",
                "没有可核对的勾稽关系",
                "In no identity that could be evaluated: neither proven nor in doubt",
            ),
            Shade::Verified => {
                ("已校验", "至少一个勾稽关系成立", "Proven: in at least one identity that holds")
            }
        };
        let value = shade.as_str();
        let texts = if chinese { [name, value, zh] } else { [value, name, en] };
        LegendLine { shade: Some(shade), texts }
    }));
    lines
}

/// The page that lies beside the files.
pub(crate) fn text(context: &Context<'_>, tables: &[Table], exported: &Exported) -> String {
    let mut page = String::new();
    // Writing to a string does not fail.
    for line in head(context) {
        let _ = writeln!(page, "{line}");
    }
    for remark in exported.remarks.iter().filter(|remark| !context.remarks().contains(remark)) {
        let _ = writeln!(page, "{remark}");
    }
    page.push_str(
        "\nCSV: UTF-8, empty for no value, exact numbers. A text that a spreadsheet would run as a formula (it begins \
         with = + - @) has an apostrophe before it. Codes are text: import them as such.\n\
         Stata: format 118; listed values are numbers with value labels, money is double.\n\nFiles\n",
    );
    for file in &exported.files {
        let _ = writeln!(page, "  {} ({} rows)", file.name, file.rows);
    }
    page.push_str("\nColours and check_status\n");
    for line in legend(context.options.language).iter().skip(1) {
        let _ = writeln!(page, "  {}", line.texts.join("  "));
    }
    for table in tables {
        let _ = writeln!(page, "\n{} ({})\n  {}", table.title, table.name(), table.source.description());
        for (line, column) in columns(table).zip(&table.columns) {
            let [_, heading, name, meaning, values] = line;
            let heading = if heading == name { column.chinese.clone() } else { heading };
            let values = if values.is_empty() { values } else { format!(" [{values}]") };
            let kind = match column.form {
                Form::Text | Form::Code => "text",
                Form::Whole => "whole number",
                Form::Money => "money",
                Form::Number | Form::Real => "number",
                Form::Truth => "true or false",
            };
            let _ = writeln!(page, "  {name} | {heading} | {kind} | {meaning}{values}");
        }
    }
    page
}
