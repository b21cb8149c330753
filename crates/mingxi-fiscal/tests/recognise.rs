//! Dumps of fictional disclosures in, recognised tables out.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use mingxi_fiscal::{Vocabulary, recognise};
use mingxi_grid::Hints;
use mingxi_model::{LineItem, Reading, RowRole, Table, TableKind};
use std::fmt::Write as _;

fn read(dump: &str) -> Reading {
    let vocabulary = Vocabulary::builtin().unwrap();
    let words = &vocabulary.headers;
    let hints = Hints {
        caption: words.caption.clone(),
        note: words.note.clone(),
        title: words.title.clone(),
        header: words.header.clone(),
        total: words.total.clone(),
        index: words.index.clone(),
        numbered: words.numbered.clone(),
    };
    let text: String = dump.lines().map(|line| format!("{}\n", line.trim().replace('|', "\t"))).collect();
    let document = mingxi_decode::decode(text.as_bytes(), &mingxi_decode::Limits::default()).unwrap();
    let (flow, _) = mingxi_grid::recover(&document, &hints);
    recognise(&flow, "test.txt", &vocabulary)
}

/// Line items as `code name · measure = yuan`.
fn lines(reading: &Reading) -> Vec<String> {
    reading.line_items.iter().map(line).collect()
}

fn line(item: &LineItem) -> String {
    let mut out = String::new();
    let label =
        [item.code.as_deref(), item.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let yuan = item.amount.yuan.map_or_else(|| "?".to_owned(), |yuan| yuan.normalize().to_string());
    let _ = write!(out, "{label} · {} = {yuan}", item.measure);
    out
}

fn diagnostics(reading: &Reading, code: &str) -> usize {
    reading.diagnostics.iter().filter(|diagnostic| diagnostic.code == code).count()
}

fn repaired(table: &Table) -> Vec<(u32, u32, String)> {
    table
        .grid
        .cells()
        .iter()
        .filter(|cell| cell.repair.is_some() && !cell.is_header)
        .map(|cell| (cell.row, cell.col, cell.text.clone()))
        .collect()
}

const EXPENDITURE: &str = "部门支出总表
    部门名称：云岭县水利局
    单位：万元
    科目编码|科目名称|合计|基本支出||项目支出||
    |||小计|人员经费|公用经费|小计|其他运转类|特定目标类
";

#[test]
fn columns_state_measures_and_sums() {
    let reading = read(&format!("{EXPENDITURE}|合计|9.00|6.00|4.00|2.00|3.00|1.00|2.00"));
    let table = &reading.tables[0];
    assert_eq!((table.kind, table.header_rows), (TableKind::ExpenditureSummary, 2));
    let measures: Vec<_> = table.columns.iter().map(|c| c.measure_code.as_deref().unwrap_or("-")).collect();
    assert_eq!(
        measures,
        [
            "-",
            "-",
            "total",
            "basic",
            "basic_personnel",
            "basic_public",
            "project",
            "project_operating",
            "project_specific"
        ]
    );
    let sums: Vec<_> = table.columns.iter().map(|c| c.sum_of.clone()).collect();
    assert_eq!(sums[2], [3, 6]);
    assert_eq!(sums[3], [4, 5]);
    assert_eq!(sums[6], [7, 8]);
}

#[test]
fn a_shift_that_the_row_sums_prove_is_put_back() {
    // The blank of 公用经费 is lost in the second row: 3.00 stands under it, everything after one to the left.
    let reading = read(&format!(
        "{EXPENDITURE}|合计|9.00|6.00|4.00|2.00|3.00|1.00|2.00
         213|农林水支出|7.00|4.00|4.00|3.00|1.00|2.00|
         221|住房保障支出|2.00|2.00||2.00|||"
    ));
    assert_eq!(
        repaired(&reading.tables[0]),
        [(3, 6, "3.00".to_owned()), (3, 7, "1.00".to_owned()), (3, 8, "2.00".to_owned())]
    );
    assert!(lines(&reading).contains(&"213 农林水支出 · 项目支出/小计 = 30000".to_owned()));
    assert_eq!(diagnostics(&reading, "shifted_row"), 3);
}

#[test]
fn a_row_whose_sums_hold_is_never_moved() {
    let reading = read(&format!(
        "{EXPENDITURE}|合计|9.00|6.00|4.00|2.00|3.00|1.00|2.00
         213|农林水支出|9.00|6.00|4.00|2.00|3.00|1.00|2.00"
    ));
    assert!(repaired(&reading.tables[0]).is_empty());
}

#[test]
fn a_row_that_nothing_explains_stays_as_printed() {
    // A slip of a digit (8.00 for 7.00) is the source's; no placement of the numbers mends it.
    let reading = read(&format!("{EXPENDITURE}213|农林水支出|8.00|4.00|4.00||3.00|1.00|2.00"));
    assert!(repaired(&reading.tables[0]).is_empty());
}

#[test]
fn the_project_list_decides_between_two_project_types() {
    let projects = "项目支出表
        部门名称：云岭县水利局
        单位：万元
        类型|项目名称|项目单位|合计
        |||3.00
        特定目标类|堤防加固|云岭县水利局|3.00";
    // 3.00 satisfies 小计 under either type; the list of projects says which it is.
    let reading = read(&format!(
        "{EXPENDITURE}|合计|9.00|6.00|4.00|2.00|3.00|3.00|\n213|农林水支出|9.00|6.00|4.00|2.00|3.00|3.00|\n\n{projects}"
    ));
    assert_eq!(repaired(&reading.tables[0]), [(2, 8, "3.00".to_owned()), (3, 8, "3.00".to_owned())]);
}

#[test]
fn an_amount_in_a_label_column_goes_to_the_free_value_column_beside_it() {
    let reading = read(
        "一般公共预算基本支出表
         部门名称：云岭县水利局
         单位：元
         人员经费|||公用经费||
         科目编码|科目名称|金额|科目编码|科目名称|金额
         30101|基本工资|10.00|30201|办公费|4.00
         人员经费合计||10.00|公用经费合计|4.00|",
    );
    assert_eq!(repaired(&reading.tables[0]), [(3, 5, "4.00".to_owned())]);
    assert!(lines(&reading).contains(&"公用经费合计 · 公用经费/金额 = 4".to_owned()));
}

#[test]
fn panels_codes_in_parts_and_units() {
    let reading = read(
        "部门支出预算表
         部门名称：云岭县水利局
         单位：元
         科目编码|||单位代码|单位(科目名称)|合计|基本支出|项目支出
         类|款|项|||||
         ||||合计|5.00|3.00|2.00
         |||301001|云岭县水利局|5.00|3.00|2.00
         213|3|1||行政运行|3.00|3.00|
         213|03|05||水利工程建设|2.00||2.00",
    );
    let items: Vec<_> = reading.line_items.iter().filter(|item| item.measure == "合计").collect();
    assert_eq!(
        items.iter().map(|i| (i.code.as_deref(), i.level, i.row_role)).collect::<Vec<_>>(),
        [
            (None, None, Some(RowRole::Total)),
            (Some("301001"), None, Some(RowRole::Group)),
            (Some("2130301"), Some(3), Some(RowRole::Leaf)),
            (Some("2130305"), Some(3), Some(RowRole::Leaf)),
        ]
    );
    assert!(items[2..].iter().all(|item| item.unit_code.as_deref() == Some("301001")));
}

#[test]
fn a_caption_without_a_grid_does_not_take_the_next_table() {
    let reading = read(
        "表2
         部门收入总表
         部门名称：云岭县水利局
         单位：元
         表3
         部门支出总表
         部门名称：云岭县水利局
         单位：元
         科目编码|科目名称|合计|基本支出|项目支出
         213|农林水支出|5.00|3.00|2.00",
    );
    assert_eq!(reading.tables[0].title.as_deref(), Some("部门支出总表"));
    assert_eq!(reading.tables[0].form_number.as_deref(), Some("表3"));
    assert_eq!(diagnostics(&reading, "caption_without_table"), 1);
}

#[test]
fn a_header_that_excludes_the_title_wins() {
    let reading = read(
        "部门支出总表
         单位：元
         项目|预算数|项目|预算数
         因公出国（境）费|1.00|公务接待费|2.00",
    );
    assert_eq!(reading.tables[0].kind, TableKind::ThreePublic);
    assert_eq!(diagnostics(&reading, "title_against_header"), 1);
}

#[test]
fn titles_of_a_dozen_provinces_name_the_same_kinds() {
    let functional = "科目编码|科目名称|合计|基本支出|项目支出\n213|农林水支出|5.00|3.00|2.00";
    let panels = "收入||支出|\n项目|金额|项目|金额\n一、一般公共预算拨款|5.00|一、农林水支出|5.00";
    let economic = "科目编码|科目名称|合计|人员经费|公用经费\n301|工资福利支出|5.00|5.00|";
    let sources = "科目编码|科目名称|本年收入合计|财政拨款收入|事业收入|其他收入\n213|农林水支出|5.00|5.00||";
    use TableKind::*;
    let cases = [
        ("收支预算总表", panels, RevenueExpenditureSummary),
        ("收入支出决算总表", panels, RevenueExpenditureSummary),
        ("部门收支总表", panels, RevenueExpenditureSummary),
        ("部门财务收支预算总表", panels, RevenueExpenditureSummary),
        ("财政拨款收支总表", panels, FiscalAppropriationSummary),
        ("财政拨款收支预算总表", panels, FiscalAppropriationSummary),
        ("财政拨款收入支出决算总表", panels, FiscalAppropriationSummary),
        ("部门收入总表", sources, RevenueSummary),
        ("收入决算表(按功能分类列示)", sources, RevenueSummary),
        ("收入决算表(分科目)", sources, RevenueSummary),
        ("部门支出总表", functional, ExpenditureSummary),
        ("支出决算表(分单位)", functional, ExpenditureSummary),
        ("一般公共预算支出表", functional, GeneralBudgetExpenditure),
        ("一般公共预算财政拨款支出决算表", functional, GeneralBudgetExpenditure),
        ("部门一般公共预算支出功能分类预算表", functional, GeneralBudgetExpenditure),
        ("政府性基金预算支出表", functional, GovernmentFund),
        ("政府性基金预算财政拨款收入支出决算表", functional, GovernmentFund),
        ("国有资本经营预算支出表", functional, StateCapital),
        ("国有资本经营预算财政拨款收入支出决算表", functional, StateCapital),
        ("一般公共预算基本支出表", economic, GeneralBudgetBasicExpenditureEconomic),
        ("一般公共预算财政拨款基本支出决算明细表", economic, GeneralBudgetBasicExpenditureEconomic),
        ("一般公共预算基本支出明细表(按经济分类)", economic, GeneralBudgetBasicExpenditureEconomic),
        ("德岭县机关事务中心2025年部门收支总表", panels, RevenueExpenditureSummary),
    ];
    for (title, grid, kind) in cases {
        let reading = read(&format!("{title}\n单位：元\n{grid}"));
        assert_eq!(reading.tables[0].kind, kind, "{title}");
        assert_eq!(reading.tables[0].title.as_deref(), Some(title));
    }
}

#[test]
fn an_of_which_list_is_no_part_of_the_sum() {
    let reading = read(
        "“三公”经费支出表
         单位：万元
         项目|预算数
         合计|6.70
         1、因公出国（境）费用|
         2、公务接待费|1.20
         3、公务用车费|5.50
         其中：（1）公务用车运行维护费|5.50
         （2）公务用车购置费|",
    );
    let roles: Vec<_> = reading.tables[0].labels.iter().map(|l| (l.role.unwrap(), l.parent_row)).collect();
    use RowRole::*;
    assert_eq!(
        roles,
        [(Total, None), (Leaf, None), (Leaf, None), (Leaf, None), (Memo, Some(4)), (Memo, Some(4))]
    );
}

/// Two units above one table: the nearest is believed, and the reader is told.
#[test]
fn contradictory_units_are_resolved_and_reported() {
    let dump = "部门收入总表\n单位：元\n金额单位：万元\n项目|预算数\n合计|12.00\n一般公共预算|12.00\n";
    let reading = read(dump);
    assert_eq!(reading.tables[0].printed_unit.as_deref(), Some("万元"));
    let told: Vec<&str> = reading
        .diagnostics
        .iter()
        .filter(|d| d.code == "unit_contradicted")
        .map(|d| d.message.as_str())
        .collect();
    assert!(matches!(told.as_slice(), [one] if one.contains("元 beside 万元")), "{told:?}");
}
