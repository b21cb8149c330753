//! Forms with the habits of real files: the kind is weighed, never decided by one word.

#![allow(clippy::unwrap_used)]

#[path = "support/dump.rs"]
mod dump;
mod support;

use dump::read_dump;
use mingxi_model::{Fund, Reading, TableKind};

fn read(dump: &str) -> Reading {
    read_dump(dump, "test.txt")
}

fn kinds(dump: &str) -> Vec<TableKind> {
    read(dump).tables.iter().map(|table| table.kind).collect()
}

fn remarks(reading: &Reading, code: &str) -> usize {
    reading.diagnostics.iter().filter(|remark| remark.code == code).count()
}

#[test]
fn a_word_in_a_remark_decides_nothing() {
    let found = kinds(
        "专项业务经费支出表
         单位：万元
         单位编码|单位（项目）名称|项目金额|项目简介
         301001|云杉县财政局|30.00|
         301001|资产清查|10.00|核对固定资产账目，清点房屋和车辆
         301001|系统维护|20.00|政府采购系统维护，降低公务接待和出国（境）开支",
    );
    assert_eq!(found, [TableKind::ProjectExpenditure]);
}

#[test]
fn a_column_of_procurement_makes_no_form_of_procurement() {
    let found = kinds(
        "部门支出总表
         单位：万元
         科目编码|科目名称|支出总计|基本支出|项目支出|其中：政府采购
         |合计|10.00|6.00|4.00|1.00
         213|农林水支出|10.00|6.00|4.00|1.00",
    );
    assert_eq!(found, [TableKind::ExpenditureSummary]);
}

#[test]
fn a_list_of_sources_or_classes_makes_no_other_form_of_procurement() {
    let found = kinds(
        "政府采购支出表
         单位：万元
         采购品目大类|专项名称|经济科目|采购品目名称|合计|一般公共预算资金|事业收入|其他收入
         合计||||4.00|3.00|1.00|
         货物|设备更新|办公费|打印机|3.00|3.00||
         服务|系统维护|委托业务费|软件|1.00||1.00|",
    );
    assert_eq!(found, [TableKind::Procurement]);
    let by_function = kinds(
        "政府采购预算表
         单位：万元
         科目编码|科目名称|合计|财政拨款|财政专户管理资金|单位资金
         |合计|4.00|3.00|1.00|
         2010650|事业运行|3.00|3.00||
         2010601|行政运行|1.00||1.00|",
    );
    assert_eq!(by_function, [TableKind::Procurement]);
}

#[test]
fn an_economic_list_with_reception_is_no_three_public_form() {
    let found = kinds(
        "一般公共预算基本支出表
         单位：万元
         科目编码|科目名称|预算数
         |合计|16.00
         301|工资福利支出|10.00
         30101|基本工资|10.00
         302|商品和服务支出|6.00
         30201|办公费|3.00
         30212|因公出国（境）费用|1.00
         30217|公务接待费|1.00
         30231|公务用车运行维护费|1.00",
    );
    assert_eq!(found, [TableKind::GeneralBudgetBasicExpenditureEconomic]);
}

#[test]
fn basic_expenditure_of_all_funds_has_no_fund_in_its_total() {
    let reading = read(
        "部门预算基本支出预算表
         单位：万元
         科目编码|科目名称|总计|一般公共预算|政府性基金预算|财政专户管理资金
         |合计|10.00|8.00|1.00|1.00
         301|工资福利支出|7.00|6.00|1.00|
         302|商品和服务支出|3.00|2.00||1.00",
    );
    assert_eq!(reading.tables[0].kind, TableKind::BasicExpenditure);
    let fund =
        |col: i32| reading.line_items.iter().find(|item| item.row == 1 && item.col == col).unwrap().fund;
    assert_eq!([fund(2), fund(3)], [None, Some(Fund::GeneralPublicBudget)]);
    assert_eq!([fund(4), fund(5)], [Some(Fund::GovernmentFund), Some(Fund::SpecialAccount)]);
}

#[test]
fn basic_expenditure_with_projects_in_brackets_is_basic_expenditure() {
    let found = kinds(
        "部门基本支出预算表（人员类、运转类公用经费项目）
         单位：万元
         单位名称|项目代码|项目名称|功能科目编码|功能科目名称|经济科目编码|经济科目名称|合计
         云杉县财政局|530100210000000001|行政人员工资|2010601|行政运行|30101|基本工资|7.00
         云杉县财政局|530100210000000002|一般公用经费|2010601|行政运行|30201|办公费|3.00",
    );
    assert_eq!(found, [TableKind::BasicExpenditure]);
}

#[test]
fn money_kept_in_special_accounts_is_of_that_fund_whatever_it_is_called() {
    let reading = read(
        "部门收入总表
         单位：万元
         项目|预算数
         合计|10.00
         一般公共预算拨款|7.00
         财政专户拨款|2.00
         纳入财政专户管理的收费|1.00",
    );
    let told: Vec<_> =
        reading.line_items[2..].iter().map(|item| (item.item_code.as_deref(), item.fund)).collect();
    assert_eq!(told, [(Some("special_account"), Some(Fund::SpecialAccount)); 2]);
}

#[test]
fn the_fund_of_a_table_is_what_its_title_says() {
    let of_title = |title: &str| {
        let table = "单位：万元
             科目编码|科目名称|合计|人员经费|公用经费
             |合计|6.00|4.00|2.00
             301|工资福利支出|4.00|4.00|
             302|商品和服务支出|2.00||2.00";
        read(&format!("{title}\n{table}")).line_items[0].fund
    };
    assert_eq!(of_title("一般公共预算基本支出表"), Some(Fund::GeneralPublicBudget));
    assert_eq!(of_title("基本支出预算情况表"), None);
}

#[test]
fn further_forms_are_told() {
    let carry_over = "部门综合预算财政拨款上年结转资金支出表
         单位：万元
         预算单位代码|预算单位名称|预算项目名称|金额|功能分类科目代码|功能分类科目名称|政府经济分类科目代码|政府经济分类科目名称|备注
         301001|云杉县财政局|资产清查|3.00|2010650|事业运行|50201|办公经费|";
    let service = "财政拨款政府购买服务明细表
         单位：万元
         指导性目录|项目名称|金额
         法律服务|法律顾问|3.00
         会计服务|年度审计|4.00";
    let meetings = "培训费明细表
         单位：万元
         序号|培训名称|时间|人数|金额|备注
         1|财务培训|5月|40|3.00|
         2|业务培训|6月|50|4.00|";
    let by_class = "一般公共预算项目支出情况表（按经济分类科目）
         单位：万元
         科目编码|科目名称|预算数
         302|商品和服务支出|7.00
         310|资本性支出|3.00";
    let cases = [
        (carry_over, TableKind::CarryOverExpenditure),
        (service, TableKind::ServicePurchase),
        (meetings, TableKind::MeetingsTraining),
        (by_class, TableKind::GeneralBudgetProjectExpenditureEconomic),
    ];
    for (dump, kind) in cases {
        assert_eq!(kinds(dump), [kind], "{dump}");
    }
}

#[test]
fn a_table_that_goes_on_takes_the_kind_of_the_one_before() {
    let reading = read(
        "表12 部门预算项目支出预算表
         单位：万元
         支出项目类别（资金使用单位）|总计|一般公共预算|其他资金
         堤防加固|4.00|4.00|
         河道清淤|3.00|3.00|
         续表
         单位：万元
         支出项目类别（资金使用单位）|总计|一般公共预算|其他资金
         水库除险|5.00|5.00|",
    );
    let found: Vec<_> = reading.tables.iter().map(|table| (table.kind, table.title.as_deref())).collect();
    assert_eq!(found[0], (TableKind::ProjectExpenditure, Some("部门预算项目支出预算表")));
    assert_eq!(reading.tables[0].form_number.as_deref(), Some("表12"));
    assert!(found[1..].iter().all(|table| *table == (TableKind::ProjectExpenditure, None)), "{found:?}");
}

#[test]
fn nothing_is_lost_in_silence() {
    let reading = read(
        "云杉县水利局
         甲物|乙物|丙物
         石|12.50|1,300
         木|2026|7",
    );
    for table in &reading.tables {
        assert_eq!((table.kind, table.unpublished_numbers), (TableKind::Other, 2));
    }
    assert_eq!(remarks(&reading, "numbers_unpublished"), reading.tables.len());
    assert!(!reading.tables.is_empty());
}

#[test]
fn a_unit_wrapped_over_two_lines_is_read_whole() {
    let reading = read(
        "预算03表 支出总表
         部门名称：云杉县人民
         单位：万
         代表大会办公室
         元
         科目编码|科目名称|合计|基本支出|项目支出
         |合计|10.00|6.00|4.00
         201|一般公共服务支出|10.00|6.00|4.00",
    );
    let table = &reading.tables[0];
    assert_eq!(table.printed_unit.as_deref(), Some("万元"));
    assert_eq!((table.title.as_deref(), table.form_number.as_deref()), (Some("支出总表"), Some("预算03表")));
    assert!(table.captions.iter().any(|caption| caption == "部门名称：云杉县人民代表大会办公室"));
}

#[test]
fn a_list_of_projects_with_goals_gives_projects() {
    let list = |title: &str, head: &str| {
        format!(
            "{title}
             单位：万元
             项目|预算数|{head}
             云客服服务外包|252.28|组建专业的客服团队，为广大群众提供信访投诉咨询与解答，协助做好基础业务的数据分析
             校舍修缮|30.50|按期完成三所学校的校舍加固和防水维修，保障师生安全，群众满意度不低于百分之九十五"
        )
    };
    let reading = read(&list("2026年度情况", "绩效目标"));
    assert_eq!(reading.tables[0].kind, TableKind::PerformanceProjectList);
    assert_eq!(reading.line_items.len(), 0);
    let project = &reading.projects[0];
    assert_eq!(reading.projects.len(), 2);
    assert_eq!(project.project_name.as_deref(), Some("云客服服务外包"));
    assert_eq!(project.budget.as_ref().unwrap().value.to_string(), "252.28");
    assert!(project.goal_text.as_deref().unwrap().starts_with("组建专业的客服团队"));
    assert_eq!(kinds(&list("项目支出预算表", "项目简介")), [TableKind::ProjectExpenditure]);
    assert_eq!(kinds(&list("项目支出预算表", "绩效目标")), [TableKind::ProjectExpenditure]);
}

#[test]
fn a_price_list_is_no_form() {
    let found = kinds(
        "序号|项目名称|项目编码|最高付费标准
         1|熊胆粉|T001500800|127.9036
         2|川贝母|T001500123|7.9396",
    );
    assert_eq!(found, [TableKind::Other]);
}
