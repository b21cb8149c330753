//! Dumps of fictional disclosures in, recognised tables out.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

#[path = "support/dump.rs"]
mod dump;
mod support;

use dump::read_dump;
use mingxi_fiscal::{Vocabulary, recognise};
use mingxi_model::{
    BBox, Cell, Extraction, FlowItem, Grid, LineItem, Paragraph, Place, Reading, RecoveredTable, RowRole,
    Table, TableKind,
};
use std::fmt::Write as _;

fn read(dump: &str) -> Reading {
    read_dump(dump, "test.txt")
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

/// The label of the total spans the column of quantities, which is no place for an amount.
const PROCUREMENT: &str = "政府采购预算表
    部门名称：云岭县水利局
    单位：万元
    项目名称|采购物品名称|数量|单价|政府采购金额||
    ||||合计|一般公共预算拨款|单位资金
";

#[test]
fn a_moved_number_is_never_lost() {
    let reading = read(&format!(
        "{PROCUREMENT}合计||||-12.33|12.33|\n办公设备|打印机|7|0.27|1.89|1.89|\n办公设备|密集架|12|0.87|10.44|10.44|"
    ));
    let texts: Vec<&str> = reading.tables[0].grid.cells().iter().map(|cell| cell.text.as_str()).collect();
    for text in ["-12.33", "12.33"] {
        assert!(texts.contains(&text), "{text} is lost: {texts:?}");
    }
}

#[test]
fn a_cover_is_no_title_without_a_table() {
    let vocabulary = Vocabulary::builtin().unwrap();
    let place = |number| Place::Page { number, bbox: BBox { x0: 0.0, y0: 0.0, x1: 9.0, y1: 9.0 } };
    let paragraph = |text: &str, page| {
        FlowItem::Paragraph(Paragraph {
            text: text.into(),
            heading: None,
            place: place(page),
            turns: Vec::new(),
        })
    };
    let texts = ["项目", "金额", "合计", "5.00"];
    let cells =
        (0..4u32).map(|at| Cell::single(at / 2, at % 2, texts[at as usize], Some(place(2)))).collect();
    let table = RecoveredTable {
        grid: Grid::new(2, 2, cells).unwrap(),
        header_rows: 1,
        captions: Vec::new(),
        notes: Vec::new(),
        extraction: Extraction::Ruled,
        place: Some(place(2)),
        others: Vec::new(),
        doubts: Vec::new(),
    };
    let warned = |first_page: &[&str]| {
        let mut flow: Vec<FlowItem> = first_page.iter().map(|text| paragraph(text, 1)).collect();
        flow.extend([paragraph("收入总表", 2), paragraph("单位：万元", 2), FlowItem::Table(table.clone())]);
        diagnostics(&recognise(&flow, "test.pdf", &vocabulary), "caption_without_table")
    };
    assert_eq!(warned(&["云岭省级部门预算公开报表", "部门：云岭省水利厅"]), 0);
    assert_eq!(
        warned(&["支出总表", "部门：云岭省水利厅", "单位：万元"]),
        1,
        "a table's unit stands below it"
    );
}

fn codes(reading: &Reading, name: &str) -> Vec<String> {
    let items = reading.line_items.iter().filter(|item| item.name.as_deref() == Some(name));
    items.map(|item| item.measure_code.clone().unwrap_or_default()).collect()
}

#[test]
fn a_panel_states_what_its_total_names() {
    let dump = "一般公共预算财政拨款基本支出决算表
         单位：万元
         科目编码|科目名称|决算数|科目编码|科目名称|决算数
         301|工资福利支出|7.00|302|商品和服务支出|4.00
         30101|基本工资|7.00|30201|办公费|4.00
         303|对个人和家庭的补助|3.00|||
         30302|退休费|3.00|||
         人员经费合计||10.00|公用经费合计||4.00";
    let reading = read(dump);
    assert_eq!(codes(&reading, "基本工资"), ["basic_personnel"]);
    assert_eq!(codes(&reading, "办公费"), ["basic_public"]);
    // A total that is not the sum of its panel proves nothing.
    let reading = read(&dump.replace("人员经费合计||10.00", "人员经费合计||11.00"));
    assert_eq!(codes(&reading, "基本工资"), ["amount"]);
}

#[test]
fn a_total_closes_the_panels_before_it_that_have_none() {
    let dump = "一般公共预算财政拨款基本支出决算表
         单位：万元
         科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数
         301|工资福利支出|7.00|302|商品和服务支出|4.00|310|资本性支出|1.50
         30101|基本工资|7.00|30201|办公费|4.00|31002|办公设备购置|1.50
         人员经费合计||7.00||||公用经费合计||5.50";
    let reading = read(dump);
    assert_eq!(codes(&reading, "基本工资"), ["basic_personnel"]);
    assert_eq!(codes(&reading, "办公费"), ["basic_public"]);
    assert_eq!(codes(&reading, "办公设备购置"), ["basic_public"]);
    // 人员经费 are closed by their own total and no part of another one.
    let reading = read(&dump.replace("5.50", "12.50"));
    assert_eq!(codes(&reading, "基本工资"), ["basic_personnel"]);
    assert_eq!(codes(&reading, "办公费"), ["amount"]);
}

#[test]
fn the_side_of_a_summary_is_no_measure_and_a_list_repeated_by_another_class_is_memo() {
    let reading = read(
        "部门收支预算总表
         单位：万元
         本年收入||本年支出|||
         项目|预算数|功能分类科目|预算数|经济分类科目|预算数
         一、一般公共预算资金|9.00|一、农林水支出|7.00|一、工资福利支出|9.00
         ||二、住房保障支出|2.00||
         收入总计|9.00|支出总计|9.00|支出总计|9.00",
    );
    assert!(reading.line_items.iter().all(|item| item.measure_code.as_deref() == Some("amount")));
    let roles: Vec<_> = ["农林水支出", "住房保障支出", "工资福利支出"]
        .iter()
        .map(|name| {
            reading.line_items.iter().find(|item| item.name.as_deref() == Some(name)).unwrap().row_role
        })
        .collect();
    assert_eq!(roles, [Some(RowRole::Leaf), Some(RowRole::Leaf), Some(RowRole::Memo)]);
    let fund = reading.line_items[0].fund;
    assert_eq!(fund, Some(mingxi_model::Fund::GeneralPublicBudget));
    assert_eq!(reading.line_items[0].item_code.as_deref(), Some("general_public_budget"));
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
    let doubts = |reading: &Reading| -> Vec<_> {
        let doubts = reading.tables[0].doubts.iter();
        doubts.map(|doubt| (doubt.rows.clone(), doubt.reason.clone())).collect()
    };
    assert_eq!(doubts(&reading), [(1..3, "the lines above it state 元 and 万元".to_owned())]);
    assert!(doubts(&read(&dump.replace("单位：元\n", ""))).is_empty());
}

#[test]
fn balances_and_revenue_split_like_expenditure_are_measures_of_their_own() {
    let reading = read(
        "一般公共预算财政拨款收入支出决算表
         单位：万元
         科目编码|科目名称|年初结转和结余|||本年收入|||本年支出|||年末结转和结余||
         ||合计|基本支出结转|项目支出结转和结余|合计|基本支出|项目支出|合计|基本支出|项目支出|合计|基本支出结转|项目支出结转和结余
         |合计|1.00||1.00|9.00|6.00|3.00|9.00|6.00|3.00|1.00||1.00
         213|农林水支出|1.00||1.00|9.00|6.00|3.00|9.00|6.00|3.00|1.00||1.00",
    );
    assert_eq!(
        codes(&reading, "农林水支出"),
        [
            "opening_balance",
            "opening_balance_project",
            "current_year_revenue",
            "revenue_for_basic",
            "revenue_for_project",
            "current_year_expenditure",
            "basic",
            "project",
            "closing_balance",
            "closing_balance_project"
        ]
    );
    let flow = |code: &str| {
        let item = reading.line_items.iter().find(|item| item.measure_code.as_deref() == Some(code));
        item.unwrap().flow.map(|flow| flow.as_str())
    };
    assert_eq!(flow("revenue_for_basic"), Some("revenue"));
    assert_eq!(flow("closing_balance_project"), Some("expenditure"));
}

#[test]
fn a_year_or_phase_above_basic_expenditure_is_no_balance() {
    let reading = read(
        "一般公共预算支出表
         单位：万元
         科目编码|科目名称|2022年执行数|2023年预算数||||2023年预算数比2022年执行数|
         |||小计|基本支出|项目支出|其中：以前年度结转|增减额|增减%
         |合计|8.00|9.00|6.00|3.00||1.00|12.50
         213|农林水支出|8.00|9.00|6.00|3.00||1.00|12.50",
    );
    let items: Vec<_> =
        reading.line_items.iter().filter(|item| item.code.as_deref() == Some("213")).collect();
    let codes: Vec<_> = items.iter().map(|item| item.measure_code.as_deref().unwrap_or("-")).collect();
    assert_eq!(codes, ["amount", "total", "basic", "project", "amount", "amount"]);
    assert_eq!(items[5].amount.printed_unit.as_deref(), Some("%"));
    assert_eq!(items[4].phase.map(|phase| phase.as_str()), Some("change"));
}

#[test]
fn a_listed_project_has_its_other_money_and_the_name_of_its_form() {
    let reading = read(
        "项目支出预算表
        部门名称：云岭县水利局
        单位：万元
        项目名称|合计|财政拨款|其他资金
        合计|9.00|6.00|3.00
        堤防 2 号段维修|5.00|4.00|1.00
        信息化运维|4.00|2.00|2.00",
    );
    let yuan =
        |amount: &Option<mingxi_model::Amount>| amount.as_ref().and_then(|a| a.yuan).unwrap().to_string();
    let projects: Vec<(String, String, String, String)> = reading
        .projects
        .iter()
        .map(|p| {
            let name = p.project_name.clone().unwrap();
            (name, yuan(&p.budget), yuan(&p.fiscal_funds), yuan(&p.other_funds))
        })
        .collect();
    let project = |name: &str, all: &str, fiscal: &str, other: &str| {
        (name.to_owned(), all.to_owned(), fiscal.to_owned(), other.to_owned())
    };
    assert_eq!(
        projects,
        [
            project("堤防2号段维修", "50000.00", "40000.00", "10000.00"),
            project("信息化运维", "40000.00", "20000.00", "20000.00"),
        ]
    );
}

#[test]
fn a_share_is_no_money_and_what_one_fund_carries_over_is_of_that_fund() {
    let reading = read(
        "一般公共预算财政拨款支出决算表
        部门名称：云岭县水利局
        单位：万元
        科目编码|科目名称|年初预算数|年初结转和结余|决算数|决算数为年初预算数的%
        |合计|8.00|1.00|10.00|125.00
        213|农林水支出|8.00|1.00|10.00|125.00",
    );
    let share: Vec<&LineItem> =
        reading.line_items.iter().filter(|item| item.measure.ends_with('%')).collect();
    assert_eq!(share.len(), 2);
    assert!(share.iter().all(|item| item.amount.yuan.is_none()));
    let carried = reading.line_items.iter().filter(|item| item.measure == "年初结转和结余");
    assert!(carried.into_iter().all(|item| item.fund == Some(mingxi_model::Fund::GeneralPublicBudget)));
}
