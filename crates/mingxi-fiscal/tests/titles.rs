//! Titles as a dozen provinces print them, each over a header of its form: the kind must be told.

#![allow(clippy::unwrap_used)]

mod support;

use mingxi_fiscal::Vocabulary;
use mingxi_model::TableKind::{self, *};

const SUMMARY: &str = "收入||支出|
    项目|金额|项目|金额
    一、一般公共预算拨款收入|10.00|一、农林水支出|10.00
    收入总计|10.00|支出总计|10.00";
const REVENUE: &str = "科目编码|科目名称|合计|财政拨款收入|事业收入|其他收入
    |合计|10.00|8.00|1.00|1.00
    213|农林水支出|10.00|8.00|1.00|1.00";
const REVENUE_BY_UNIT: &str = "单位编码|单位名称|合计|财政拨款收入|事业收入|其他收入
    |合计|10.00|8.00|1.00|1.00
    310001|某县水利局|10.00|8.00|1.00|1.00";
const EXPENDITURE: &str = "科目编码|科目名称|合计|基本支出|项目支出
    |合计|10.00|6.00|4.00
    213|农林水支出|10.00|6.00|4.00";
const EXPENDITURE_BY_UNIT: &str = "单位编码|单位名称|合计|基本支出|项目支出
    |合计|10.00|6.00|4.00
    310001|某县水利局|10.00|6.00|4.00";
const TURNOVER: &str = "科目编码|科目名称|年初结转和结余|本年收入|本年支出|基本支出|项目支出|年末结转和结余
    |合计|1.00|10.00|10.00|6.00|4.00|1.00
    213|农林水支出|1.00|10.00|10.00|6.00|4.00|1.00";
const ECONOMIC: &str = "经济分类科目编码|经济分类科目名称|合计|人员经费|公用经费
    |合计|6.00|4.00|2.00
    301|工资福利支出|4.00|4.00|
    302|商品和服务支出|2.00||2.00";
const ECONOMIC_ALL: &str = "经济科目编码|经济科目名称|合计|基本支出|项目支出
    |合计|6.00|4.00|2.00
    301|工资福利支出|4.00|4.00|
    302|商品和服务支出|2.00||2.00";
const THREE_PUBLIC: &str = "合计|因公出国（境）费|公务用车购置费|公务用车运行维护费|公务接待费
    3.00||1.00|1.00|1.00";
const WITH_AGENCY: &str = "项目|行次|预算数|决算数
    “三公”经费支出合计|1|3.00|2.00
    1.因公出国（境）费|2||
    2.公务用车购置及运行维护费|3|2.00|1.00
    3.公务接待费|4|1.00|1.00
    机关运行经费|5|20.00|19.00";
const PROJECTS: &str = "项目名称|项目单位|合计|一般公共预算
    合计||4.00|4.00
    堤防加固|某县水利局|4.00|4.00";
const GOODS: &str = "采购项目名称|采购目录|数量|金额
    合计|||4.00
    水泵|机电设备|2|4.00";
const GOALS: &str = "一级指标|二级指标|三级指标|指标值
    产出指标|数量指标|堤防长度|≥3公里";

const CASES: &[(&str, &str, TableKind)] = &[
    ("收支预算总表", SUMMARY, RevenueExpenditureSummary),
    ("部门收支总表", SUMMARY, RevenueExpenditureSummary),
    ("部门财务收支预算总表", SUMMARY, RevenueExpenditureSummary),
    ("收入支出决算总表", SUMMARY, RevenueExpenditureSummary),
    ("收入支出决算表", SUMMARY, RevenueExpenditureSummary),
    ("某县某局2025年部门收支总表", SUMMARY, RevenueExpenditureSummary),
    ("财政拨款收支总表", SUMMARY, FiscalAppropriationSummary),
    ("财政拨款收支预算总表", SUMMARY, FiscalAppropriationSummary),
    ("财政拨款收入支出决算总表", SUMMARY, FiscalAppropriationSummary),
    ("财政拨款收入支出决算表", SUMMARY, FiscalAppropriationSummary),
    ("四、政拨款收入支出决算总表", SUMMARY, FiscalAppropriationSummary),
    ("部门收入总表", REVENUE, RevenueSummary),
    ("部门收入预算总表", REVENUE, RevenueSummary),
    ("收入决算表（按功能分类列示）", REVENUE, RevenueSummary),
    ("收入决算表（分科目）", REVENUE, RevenueSummary),
    ("收入决算表（按单位列示）", REVENUE_BY_UNIT, RevenueSummary),
    ("收入决算表（分单位）", REVENUE_BY_UNIT, RevenueSummary),
    ("部门支出总表", EXPENDITURE, ExpenditureSummary),
    ("支出决算表（分科目）", EXPENDITURE, ExpenditureSummary),
    ("支出决算表（分单位）", EXPENDITURE_BY_UNIT, ExpenditureSummary),
    ("三、出决算表", EXPENDITURE, ExpenditureSummary),
    ("一般公共预算支出表", EXPENDITURE, GeneralBudgetExpenditure),
    ("部门一般公共预算支出功能分类预算表", EXPENDITURE, GeneralBudgetExpenditure),
    ("一般公共预算财政拨款支出决算表", EXPENDITURE, GeneralBudgetExpenditure),
    ("六、般公共预算财政拨款支出决算表", EXPENDITURE, GeneralBudgetExpenditure),
    ("一般公共预算财政拨款收入支出决算表", TURNOVER, GeneralBudgetExpenditure),
    ("政府性基金预算支出表", EXPENDITURE, GovernmentFund),
    ("部门政府性基金预算支出功能分类预算表", EXPENDITURE, GovernmentFund),
    ("政府性基金预算财政拨款收入支出决算表", TURNOVER, GovernmentFund),
    ("国有资本经营预算支出表", EXPENDITURE, StateCapital),
    ("国有资本经营预算财政拨款收入支出决算表", TURNOVER, StateCapital),
    ("一般公共预算基本支出表", ECONOMIC, GeneralBudgetBasicExpenditureEconomic),
    ("一般公共预算基本支出明细表（按经济分类）", ECONOMIC, GeneralBudgetBasicExpenditureEconomic),
    ("一般公共预算财政拨款基本支出决算明细表", ECONOMIC, GeneralBudgetBasicExpenditureEconomic),
    ("部门一般公共预算基本支出部门预算经济分类预算表", ECONOMIC, GeneralBudgetBasicExpenditureEconomic),
    ("一般公共预算经济科目支出预算表", ECONOMIC_ALL, GeneralBudgetExpenditureEconomic),
    ("财政拨款“三公”经费支出表", THREE_PUBLIC, ThreePublic),
    ("一般公共预算财政拨款“三公”经费支出决算表", THREE_PUBLIC, ThreePublic),
    ("“三公”经费、行政参公单位机关运行经费情况表", WITH_AGENCY, ThreePublic),
    ("部门“三公”经费和机关运行经费预算表", WITH_AGENCY, ThreePublic),
    ("一般公共预算财政拨款“三公”经费情况表", WITH_AGENCY, ThreePublic),
    ("项目支出决算表", PROJECTS, ProjectExpenditure),
    ("一般公共预算项目支出表", PROJECTS, ProjectExpenditure),
    ("政府采购预算表", GOODS, Procurement),
    ("政府购买服务预算表", PROJECTS, ServicePurchase),
    ("部门整体支出绩效目标表", GOALS, PerformanceUnit),
    ("项目支出绩效目标表", GOALS, PerformanceProject),
];

#[test]
fn titles_of_a_dozen_provinces_tell_their_kinds() {
    let vocabulary = Vocabulary::builtin().unwrap();
    let mut wrong = Vec::new();
    for (title, table, kind) in CASES {
        let dump = format!("{title}\n单位：万元\n{table}\n");
        let text: String = dump.lines().map(|line| format!("{}\n", line.trim().replace('|', "\t"))).collect();
        let reading = support::read_bytes(text.as_bytes(), "test.txt", &vocabulary).unwrap();
        let found: Vec<&str> = reading.tables.iter().map(|table| table.kind.as_str()).collect();
        if found != [kind.as_str()] {
            wrong.push(format!("{title}: {found:?} instead of {}", kind.as_str()));
        }
        if reading.tables.iter().any(|table| table.title.as_deref() != Some(title)) {
            wrong.push(format!("{title}: is no title"));
        }
        let unknown = reading.line_items.iter().filter(|item| item.measure_code.is_none());
        wrong.extend(unknown.map(|item| format!("{title}: {} has no measure code", item.measure)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
