//! Exact grids of fictional forms.

use super::{grid, indicators, projects, table, words};
use crate::performance::{is_indicator_header, is_indicator_list_header, read};
use mingxi_model::{Operator, TableKind};
use rust_decimal::Decimal;

#[test]
fn operator_value_and_unit_in_three_columns() {
    let rows = "
一级指标|二级指标|三级指标|评分标准|绩效指标描述|指标值|<|<|指标值确定依据
^|^|^|^|^|符号|值|单位|^
单位产出|数量|巡查次数|每少一次扣1分|每年巡查|≥|12|次|台账
^|质量|路灯完好率|每低1%扣1分|完好灯数占比|=|98|%|巡查记录
单位效果|社会效益|出行条件|改善得满分|夜间出行|文字描述||改善|走访
";
    assert_eq!(
        indicators(TableKind::PerformanceUnit, rows),
        [
            "单位产出 > 数量 > 巡查次数: ≥12次",
            "单位产出 > 质量 > 路灯完好率: =98%",
            "单位效果 > 社会效益 > 出行条件: 改善"
        ]
    );
    let (found, projects, diagnostics) =
        read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    assert!(projects.is_empty() && diagnostics.is_empty());
    assert_eq!(found[0].target_value, Some(Decimal::from(12)));
    assert_eq!(found[0].target_unit.as_deref(), Some("次"));
    assert_eq!(found[0].basis.as_deref(), Some("台账"));
    assert_eq!(found[0].scoring_rule.as_deref(), Some("每少一次扣1分"));
    assert_eq!(found[0].description.as_deref(), Some("每年巡查"));
    assert_eq!(found[2].operator, Some(Operator::Text));
    assert_eq!((found[1].row, found[1].col), (3, 2));
}

#[test]
fn a_second_level_is_not_carried_into_a_new_first_level() {
    let rows = "
绩效指标|一级指标|二级指标|指标内容|指标值
^|产出指标|数量指标|清淤长度|3公里
^|^||清淤点位|5处
^|效益指标||通行能力|提高
";
    assert_eq!(
        indicators(TableKind::PerformanceProject, rows),
        [
            "产出指标 > 数量指标 > 清淤长度: 3公里",
            "产出指标 > 数量指标 > 清淤点位: 5处",
            "效益指标 > - > 通行能力: 提高"
        ]
    );
}

#[test]
fn placeholders_totals_and_analysis_are_no_indicators() {
    let rows = "
绩效指标|一级指标|二级指标|三级指标|年初指标值|调整后指标值|实际完成值|分值|得分|备注
^|产出指标|数量指标|指标1：||||||
^|^|^|……||||||
^|^|^|栽树棵数|≥80棵|≥90棵|95棵|10|9.5|
^|群众满意度|<|<|≥90%|≥90%|93%|10|10|
总分|<|<|<|<|<|<|100|98|优
自评结果分析|<|<|说明|<|<|<|<|<|<
";
    let form = [table(1, TableKind::PerformanceSelfEvaluation, "荒山绿化项目支出绩效自评表", grid(rows))];
    let (found, projects, diagnostics) = read(&form, &words());
    assert_eq!(diagnostics, []);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].level3, "栽树棵数");
    assert_eq!(found[0].adjusted_target_value, Some(Decimal::from(90)));
    assert_eq!(found[0].actual_value, Some(Decimal::from(95)));
    assert_eq!(found[0].actual_unit.as_deref(), Some("棵"));
    assert_eq!(found[0].score, Some(Decimal::new(95, 1)));
    assert_eq!(found[0].project_name.as_deref(), Some("荒山绿化"));
    // The row whose upper levels the form leaves open keeps them open.
    assert_eq!((found[1].level1.as_deref(), found[1].level2.as_deref()), (None, None));
    assert_eq!(projects[0].total_score, Some(Decimal::from(98)));
    assert_eq!(projects[0].grade.as_deref(), Some("优"));
}

#[test]
fn points_that_are_no_number_are_reported() {
    let rows = "
一级指标|二级指标|三级指标|指标值|分值
产出指标|数量指标|栽树棵数|≥80棵|十分
";
    let (found, _, diagnostics) = read(&[table(7, TableKind::PerformanceUnit, "", grid(rows))], &words());
    assert_eq!(found[0].weight, None);
    assert_eq!(diagnostics[0].code, "unread_points");
    assert_eq!(
        (diagnostics[0].table_id, diagnostics[0].row, diagnostics[0].col),
        (Some(7), Some(1), Some(4))
    );
}

#[test]
fn levels_that_contradict_each_other_are_reported() {
    let rows = "
一级指标|二级指标|三级指标|指标值
成本指标|时效指标|完成时间|6月底
效益指标|成本指标|总成本|4万
";
    let (found, _, diagnostics) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    assert_eq!(found[0].level2.as_deref(), Some("时效指标"));
    let codes: Vec<_> = diagnostics.iter().map(|d| (d.code, d.row)).collect();
    assert_eq!(codes, [("odd_levels", Some(1))]);
}

#[test]
fn a_wide_list_holds_pairs_and_projects() {
    let rows = "
单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|绩效目标|<|<|<
^|^|^|^|产出指标|<|满意度指标|<
^|^|资金总额|政府预算资金|三级指标|指标值|三级指标|指标值
||12.50|12.50||||
201003|青石县林业站|12.50|12.50||||
330100240000001|荒山绿化|12.50|10.00|栽树棵数（棵）|≥80|村民满意度|≥95%
^|^|^|^|成活率|≥85%||
";
    assert_eq!(
        indicators(TableKind::PerformanceProjectList, rows),
        [
            "产出指标 > - > 栽树棵数（棵）: ≥80",
            "满意度指标 > - > 村民满意度: ≥95%",
            "产出指标 > - > 成活率: ≥85%"
        ]
    );
    let list = [table(3, TableKind::PerformanceProjectList, "", grid(rows))];
    let (found, projects, _) = read(&list, &words());
    assert!(found.iter().all(|i| i.project_code.as_deref() == Some("330100240000001")));
    assert_eq!(projects.len(), 1);
    assert_eq!(projects[0].project_name.as_deref(), Some("荒山绿化"));
    assert_eq!(projects[0].row, 5);
    assert_eq!(projects[0].budget.as_ref().unwrap().yuan, Some(Decimal::from(125_000)));
    assert_eq!(projects[0].fiscal_funds.as_ref().unwrap().yuan, Some(Decimal::from(100_000)));
}

#[test]
fn a_form_over_two_tables_is_one_project() {
    let head = "
项目编码|330-01-XY|项目名称|荒山绿化|<
预算规模及资金用途|预算数|21.80|其中：财政资金|20.80
^|预算数22万元。其中：财政资金 22 万元。|<|<|<
资金支出计划（%）|3月底|6月底|10月底|12月底
^|25.00||75.00|100.00
绩效目标|按期完成栽植|<|<|<
";
    let body = "
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|栽树棵数|≥80棵
";
    let form = |unit: &str| {
        let mut tables = [
            table(1, TableKind::PerformanceProject, "1、荒山绿化绩效目标表", grid(head)),
            table(2, TableKind::PerformanceProject, "1、荒山绿化绩效目标表", grid(body)),
        ];
        tables[0].printed_unit = Some(unit.to_owned());
        tables
    };
    let (found, projects, diagnostics) = read(&form("万元"), &words());
    assert_eq!(projects.len(), 1);
    let project = &projects[0];
    assert_eq!(project.table_ids, [1, 2]);
    assert_eq!(project.project_code.as_deref(), Some("330-01-XY"));
    assert_eq!(project.budget.as_ref().unwrap().yuan, Some(Decimal::from(218_000)));
    assert_eq!(project.fiscal_funds.as_ref().unwrap().yuan, Some(Decimal::from(208_000)));
    assert_eq!(project.goal_text.as_deref(), Some("按期完成栽植"));
    let plan: Vec<String> = project
        .payment_plan
        .iter()
        .map(|s| format!("{} {}", s.label, s.percent.map_or("-".to_owned(), |p| p.to_string())))
        .collect();
    assert_eq!(plan, ["3月底 25.00", "6月底 -", "10月底 75.00", "12月底 100.00"]);
    assert_eq!(found[0].project_code.as_deref(), Some("330-01-XY"));
    // The words say 22 where the cell says 21.80: reported, never changed.
    assert_eq!(diagnostics[0].code, "source_conflict");
}

#[test]
fn forms_of_one_title_are_told_apart_by_their_header_blocks() {
    let form = |name: &str| {
        format!(
            "项目名称|<|{name}|<\n资金金额（万元）|实施期资金总额：|4万|<\n绩效指标|一级指标|指标内容|指标值\n^|产出指标|栽树棵数|≥80棵"
        )
    };
    let tables = [
        table(1, TableKind::PerformanceProject, "部门专项业务经费绩效目标表", grid(&form("荒山绿化"))),
        table(2, TableKind::PerformanceProject, "部门专项业务经费绩效目标表", grid(&form("河道清淤"))),
    ];
    let names: Vec<_> = projects(&tables).into_iter().filter_map(|p| p.project_name).collect();
    assert_eq!(names, ["荒山绿化", "河道清淤"]);
    assert_eq!(projects(&tables)[0].budget.as_ref().unwrap().yuan, Some(Decimal::from(40_000)));
}

#[test]
fn phases_of_a_self_evaluation() {
    let rows = "
项目名称|<|荒山绿化|<|<|<
主管部门及代码|<|201-青石县林业局|预算单位|0201 青石县林业站|<
项目资金(万元)|<|年初预算数|<|全年执行数|执行率
^|<|目标申报数|预算编制数|^|^
其中：上级资金|<|4|4|4|100
资金总额|<|9|8.5|6.8|80.00
项目年度绩效目标|年度目标|<|实际完成情况|<|<
^|栽植八十棵|<|栽植六十棵|<|<
";
    let project =
        projects(&[table(1, TableKind::PerformanceSelfEvaluation, "项目支出绩效自评表", grid(rows))])
            .pop()
            .unwrap();
    assert_eq!(project.department.as_deref(), Some("青石县林业局"));
    assert_eq!(project.implementing_unit.as_deref(), Some("青石县林业站"));
    assert_eq!(project.approved.unwrap().yuan, Some(Decimal::from(85_000)));
    // The budget is the one of the start of the year; a part (上级资金) is none.
    assert_eq!(project.budget.unwrap().yuan, Some(Decimal::from(85_000)));
    assert_eq!(project.fiscal_funds, None);
    assert_eq!(project.executed.unwrap().yuan, Some(Decimal::from(68_000)));
    assert_eq!(project.execution_rate, Some(Decimal::from(80)));
    assert_eq!(project.goal_text.as_deref(), Some("栽植八十棵"));
    assert_eq!(project.actual_text.as_deref(), Some("栽植六十棵"));
}

#[test]
fn an_unfilled_form_is_no_project() {
    let rows = "
项目名称|<|<
总体目标|目标1： 目标2：|<
绩效指标|指标内容|指标值
^|指标1：|
";
    let (found, projects, _) =
        read(&[table(1, TableKind::PerformanceProject, "项目绩效目标表", grid(rows))], &words());
    assert!(found.is_empty() && projects.is_empty());
}

#[test]
fn headers_are_told_by_their_third_level() {
    let texts = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<_>>();
    assert!(is_indicator_header(&texts("绩效指标|一级指标|二级\n指标|指标内容|指标值"), &words()));
    assert!(!is_indicator_header(&texts("科目编码|科目名称|合计"), &words()));
    assert!(!is_indicator_header(&texts("三级指标|备注"), &words()));
    assert!(is_indicator_list_header(&texts("资金总额|三级指标|指标值|三级指标|指标值"), &words()));
}

/// The amount's label in other words than 资金总额, beside a share that is no money.
#[test]
fn the_budget_of_the_year_under_other_labels() {
    for label in ["本年预算（万元）", "当年预算（万元）", "年度预算金额（万元）"] {
        let rows = format!(
            "
项目名称|医保基金监管专项|业务主管部门|某县医疗保障局|<
预算执行率权重（%）|10|{label}|44.40|<
项目当年绩效目标|完成年度定点机构全覆盖检查。|<|<|<
绩效指标|指标|指标性质|指标值|计量单位
^|抽查定点机构|≥|240|家
^|群众满意度|≥|90|%
"
        );
        let found = projects(&[table(1, TableKind::PerformanceProject, "", grid(&rows))]);
        let yuan = found[0].budget.as_ref().and_then(|amount| amount.yuan);
        assert_eq!(yuan, Some(Decimal::from(444_000)), "{label}");
    }
}
