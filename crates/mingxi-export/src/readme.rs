//! What explains the files: where they come from, what each column means, what the colours mean.

use crate::Exported;
use crate::context::Context;
use crate::options::{Filters, Language, MoneyUnit};
use crate::table::{Form, Shade, Table};
use mingxi_engine::dataset::{SCHEMA_VERSION, VERSION};
use std::fmt::Write;

/// The headings of what [`columns`] gives.
pub(crate) fn column_headings(language: Language) -> [&'static str; 5] {
    match language {
        Language::English => ["table", "heading", "column", "meaning", "values"],
        Language::Chinese => ["表", "栏目", "列名", "含义（英文）", "取值"],
    }
}

/// Where the tables come from, in lines; the first is a title.
pub(crate) fn head(context: &Context<'_>) -> Vec<String> {
    let mut lines = match context.options.language {
        Language::English => english_head(context),
        Language::Chinese => chinese_head(context),
    };
    lines.extend(filters(context));
    lines.extend(context.remarks());
    lines
}

fn english_head(context: &Context<'_>) -> Vec<String> {
    let money = match context.options.unit {
        MoneyUnit::Yuan => "Money is in yuan",
        MoneyUnit::Wan => "Money is in ten thousand yuan",
    };
    vec![
        "mingxi 明细: county budgets and final accounts".to_owned(),
        format!("Source: the publication in {}", context.out.display()),
        format!("Made by mingxi {VERSION}, columns of version {SCHEMA_VERSION} (schemas/DATA_DICTIONARY.md)"),
        money.to_owned(),
        "check_status says whether a number is proven: see the legend. Numbers of more than 15 digits, which Excel and \
         Stata round, stand in the column exact_numbers as text"
            .to_owned(),
        "Every row names its document; in line_items page, table_id, row and col say where the number stands"
            .to_owned(),
    ]
}

fn chinese_head(context: &Context<'_>) -> Vec<String> {
    let money = match context.options.unit {
        MoneyUnit::Yuan => "金额单位：元",
        MoneyUnit::Wan => "金额单位：万元",
    };
    vec![
        "明细（mingxi）：部门预决算公开数据".to_owned(),
        format!("来源：{}", context.out.display()),
        format!("由mingxi {VERSION}生成，数据列版本{SCHEMA_VERSION}（数据字典见schemas/DATA_DICTIONARY.md）"),
        money.to_owned(),
        "核验结果（check_status）说明数字是否经勾稽关系证实，见图例；超过15位的数字会被Excel和Stata舍入，原值以文本列在“超过15位的数字原值”一栏"
            .to_owned(),
        "每行都注明所出文件；收支条目（line_items）中的页码、表序号、行、列说明数字在文件中的位置".to_owned(),
    ]
}

fn filters(context: &Context<'_>) -> Option<String> {
    let filters: &Filters = &context.options.filters;
    let years = filters.years.iter().map(|years| format!("{}-{}", years.0.start(), years.0.end())).collect();
    let all = [
        ("region", "地区", &filters.regions),
        ("agency type", "单位类型", &filters.agency_types),
        ("year", "年度", &years),
        ("stage", "阶段", &filters.stages),
        ("kind", "表的种类", &filters.kinds),
        ("measure", "指标口径", &filters.measures),
    ];
    let chinese = context.options.language == Language::Chinese;
    let given: Vec<String> = all
        .iter()
        .filter(|(_, _, values)| !values.is_empty())
        .map(|(english, name, values)| {
            format!("{} {}", if chinese { name } else { english }, values.join(", "))
        })
        .collect();
    let given = given.join("; ");
    (!given.is_empty()).then(|| context.said(format!("Only {given}"), format!("筛选：{given}")))
}

/// What each column of a table means, by [`column_headings`].
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
        ["核验结果", "check_status", "含义"]
    } else {
        ["check_status", "核验结果", "meaning"]
    };
    let mut lines = vec![LegendLine { shade: None, texts: headings }];
    lines.extend(Shade::ALL.map(|shade| {
        let (name, zh, en) = match shade {
            Shade::Conflict => (
                "有矛盾",
                "所在的勾稽关系不成立，请核对原文",
                "In a broken identity: compare it with the document before it is used",
            ),
            Shade::Repaired => (
                "已修正",
                "程序移动或修正过，原始内容保留在 cells 中",
                "Moved or changed by mingxi with proof; the raw text is kept in cells",
            ),
            Shade::Unverified => (
                "未核验",
                "没有可核对的勾稽关系",
                "In no identity that could be evaluated: neither proven nor in doubt",
            ),
            Shade::Verified => {
                ("已核验", "至少一个勾稽关系成立", "Proven: in at least one identity that holds")
            }
        };
        let value = shade.as_str();
        let texts = if chinese { [name, value, zh] } else { [value, name, en] };
        LegendLine { shade: Some(shade), texts }
    }));
    lines
}

const ENGLISH_NOTES: &str = "
CSV: UTF-8, empty for no value, exact numbers. A text that a spreadsheet would run as a formula (it begins with = + - @) \
has an apostrophe before it. Codes are text: import them as such.
Stata: format 118; listed values are numbers with value labels, money is double.

Files
";
const CHINESE_NOTES: &str = "
CSV：UTF-8编码，空表示无值，数字为精确值；以 = + - @ 开头、会被当作公式的文字前加撇号；代码为文本，请按文本导入。
Stata：118格式；列明取值的栏目为带值标签的数字，金额为双精度数。

文件
";

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
    page.push_str(match context.options.language {
        Language::English => ENGLISH_NOTES,
        Language::Chinese => CHINESE_NOTES,
    });
    for file in &exported.files {
        let rows = context.said(format!("{} rows", file.rows), format!("{}行", file.rows));
        let _ = writeln!(page, "  {} ({rows})", file.name);
    }
    let _ = writeln!(page, "\n{}", context.said("Colours and check_status".into(), "颜色与核验结果".into()));
    for line in legend(context.options.language).iter().skip(1) {
        let _ = writeln!(page, "  {}", line.texts.join("  "));
    }
    for table in tables {
        let _ = writeln!(page, "\n{} ({})\n  {}", table.title, table.name(), table.source.description());
        for (line, column) in columns(table).zip(&table.columns) {
            let [_, heading, name, meaning, values] = line;
            let heading = if heading == name { column.chinese.clone() } else { heading };
            let values = if values.is_empty() { values } else { format!(" [{values}]") };
            let (english, chinese) = match column.form {
                Form::Text | Form::Code => ("text", "文本"),
                Form::Whole => ("whole number", "整数"),
                Form::Money => ("money", "金额"),
                Form::Number | Form::Real => ("number", "数值"),
                Form::Truth => ("true or false", "是否"),
            };
            let kind = context.said(english.to_owned(), chinese.to_owned());
            let _ = writeln!(page, "  {name} | {heading} | {kind} | {meaning}{values}");
        }
    }
    page
}
