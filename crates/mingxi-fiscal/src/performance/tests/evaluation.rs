//! Self-evaluations in the words of several provinces, and what they contradict themselves in.

use super::{grid, table, words};
use crate::performance::read;
use mingxi_model::{Amount, Diagnostic, Indicator, Project, TableKind};
use rust_decimal::Decimal;

const FORM: &str = "
项目名称|<|荒山绿化|<|<|<|<|<
项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
^|年度资金总额|90|100|95|10|95%|9.5
^|其中：当年财政拨款|80|90|85|-|94.44%|-
^|上年结转资金||||||
^|其他资金|10|10|10|-|100%|-
绩效指标|一级指标|二级指标|三级指标|年度指标值|全年完成值|权重|自评得分
^|产出指标|数量指标|栽树棵数|80-90棵|95棵|50|50
^|满意度指标|满意度|村民满意度（%）|不低于90|93|40|39
总分|<|<|<|<|<|100|98.5
";

fn evaluation(rows: &str) -> (Vec<Indicator>, Project, Vec<Diagnostic>) {
    let form = [table(1, TableKind::PerformanceSelfEvaluation, "项目支出绩效自评表", grid(rows))];
    let (indicators, mut projects, diagnostics) = read(&form, &words());
    (indicators, projects.pop().unwrap(), diagnostics)
}

fn codes(rows: &str) -> Vec<&'static str> {
    evaluation(rows).2.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn the_matrix_gives_every_amount_of_the_whole_and_the_budgets_of_its_parts() {
    let (indicators, project, diagnostics) = evaluation(FORM);
    assert_eq!(diagnostics, []);
    let yuan =
        |amount: &Option<Amount>| amount.as_ref().and_then(|a| a.yuan).map(|y| y.normalize().to_string());
    let amounts = [
        &project.budget,
        &project.fiscal_funds,
        &project.other_funds,
        &project.approved,
        &project.adjusted,
        &project.executed,
    ];
    let read: Vec<String> = amounts.into_iter().filter_map(yuan).collect();
    assert_eq!(read, ["900000", "800000", "100000", "900000", "1000000", "950000"]);
    assert_eq!(project.execution_rate, Some(Decimal::from(95)));
    assert_eq!(project.execution_weight, Some(Decimal::from(10)));
    assert_eq!(project.execution_score, Some(Decimal::new(95, 1)));
    assert_eq!(project.total_score, Some(Decimal::new(985, 1)));
    // A range has bounds and no one number; a bare number takes its unit from the indicator's name.
    let bounds: Vec<String> =
        indicators[0].target_parts.iter().map(|p| format!("{} {}", p.operator.as_str(), p.value)).collect();
    assert_eq!(bounds, ["ge 80", "le 90"]);
    assert_eq!((indicators[0].target_value, indicators[0].actual_value), (None, Some(Decimal::from(95))));
    assert_eq!(indicators[1].target_unit.as_deref(), Some("%"));
    assert_eq!(indicators[1].actual_unit.as_deref(), Some("%"));
    assert_eq!(indicators[1].weight, Some(Decimal::from(40)));
}

#[test]
fn contradictions_are_reported() {
    assert_eq!(codes(&FORM.replace("|98.5", "|97.5")), ["score_sum_conflict"]);
    assert_eq!(codes(&FORM.replace("|95%|", "|0.95|")), ["rate_conflict"]);
    // Swapped columns: more points than there are.
    assert_eq!(codes(&FORM.replace("|40|39", "|39|40").replace("98.5", "99.5")), ["score_above_weight"]);
    assert_eq!(codes(&FORM.replace("|95棵|", "|95 96棵|")), ["torn_number"]);
    assert_eq!(codes(&FORM.replace("不低于90|", "不低于9 0|")), ["torn_number"]);
    assert_eq!(codes(&FORM.replace("不低于90|", "不低于1 090|")), ["joined_number"]);
    assert_eq!(
        codes(&FORM.replace("村民满意度（%）", "").replace("|98.5", "|59.5")),
        ["indicator_without_name"]
    );
    assert_eq!(codes(&FORM.replace("|50|50", "|50|5 0").replace("|98.5", "|48.5")), ["unread_points"]);
    assert_eq!(codes(&FORM.replace("全年完成值", "做了多少")), ["unknown_indicator_header"]);
    assert_eq!(codes(&FORM.replace("（万元）", "")), ["amount_without_unit"]);
}

#[test]
fn of_two_units_the_nearer_counts_and_both_are_named() {
    let mut form = table(1, TableKind::PerformanceSelfEvaluation, "项目支出绩效自评表", grid(FORM));
    form.printed_unit = Some("元".to_owned());
    let (_, projects, diagnostics) = read(&[form], &words());
    assert_eq!(diagnostics[0].code, "unit_conflict");
    assert!(diagnostics[0].message.contains("says 元 above and 万元"), "{}", diagnostics[0].message);
    assert_eq!(projects[0].budget.as_ref().unwrap().yuan, Some(Decimal::from(900_000)));
}

#[test]
fn a_form_with_a_name_and_a_content_column_is_no_list() {
    let rows = "
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
产出指标|数量指标|栽树棵数|>=|80|棵|定量指标|当年栽下的树
^|质量指标|成活率|定量|≥85|%|定量指标|当年成活的树
效益指标|生态效益指标|水土保持|定性|良好||定性指标|水土流失的变化
";
    let (found, _, diagnostics) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    assert_eq!(diagnostics, []);
    let lines: Vec<String> = found.iter().map(super::line_of).collect();
    assert_eq!(
        lines,
        [
            "产出指标 > 数量指标 > 栽树棵数: >=80棵",
            "产出指标 > 质量指标 > 成活率: ≥85%",
            "效益指标 > 生态效益指标 > 水土保持: 良好"
        ]
    );
    assert_eq!(found[0].description.as_deref(), Some("当年栽下的树"));
    assert_eq!(found[1].target_value, Some(Decimal::from(85)));
}

/// On a page without rules the heads of one row stand on several, and amounts beside their columns.
#[test]
fn heads_and_amounts_that_stand_apart_are_matched_in_order() {
    let rows = "
项目名称|<|荒山绿化|<|<|<|<|<|<
||年初预算数||||||
项目资金(万元)|<|||全年预算数|全年执行数||结转结余|执行率
||目标申报数|预算编制数|||||
资金总额:||9|8.5|8.5||6.8|1.7|80.00
其中：财政资金||9|8|8||6.4|1.6|80.00
";
    let (_, project, diagnostics) = evaluation(rows);
    assert_eq!(diagnostics, []);
    let yuan = |amount: &Option<Amount>| amount.as_ref().unwrap().yuan.unwrap().normalize().to_string();
    let read = [
        &project.approved,
        &project.adjusted,
        &project.executed,
        &project.balance,
        &project.budget,
        &project.fiscal_funds,
    ]
    .map(yuan);
    assert_eq!(read, ["85000", "85000", "68000", "17000", "85000", "80000"]);
}

/// `name | budget approved adjusted executed | rate score grade` of every project of a list.
fn listed(rows: &str) -> (Vec<String>, Vec<&'static str>) {
    let mut list = table(1, TableKind::PerformanceSelfEvaluation, "项目支出绩效自评结果汇总表", grid(rows));
    (list.printed_unit, list.header_rows) = (Some("万元".to_owned()), 1);
    let (indicators, projects, diagnostics) = read(&[list], &words());
    assert!(indicators.is_empty());
    let yuan = |amount: &Option<Amount>| {
        amount.as_ref().and_then(|a| a.yuan).map_or("-".to_owned(), |y| y.normalize().to_string())
    };
    let number = |number: Option<Decimal>| number.map_or("-".to_owned(), |n| n.normalize().to_string());
    let show = |p: &Project| {
        let amounts = [&p.budget, &p.approved, &p.adjusted, &p.executed].map(yuan).join(" ");
        format!(
            "{} | {amounts} | {} {} {}",
            p.project_name.as_deref().unwrap_or("-"),
            number(p.execution_rate),
            number(p.total_score),
            p.grade.as_deref().unwrap_or("-")
        )
    };
    (projects.iter().map(show).collect(), diagnostics.iter().map(|d| d.code).collect())
}

#[test]
fn a_list_of_evaluated_projects_gives_one_project_a_row() {
    let rows = "
序号|项目名称|年初预算数|全年预算数|全年执行数|预算执行率|自评得分|自评等级
1|校舍维修项目|369.42|371.42|360.61|97.09%|90.0|优
2|生活补助|63.72|65.72|63.81|97.09%|95.5|优
|合计|433.14|437.14|424.42|97.09%||
";
    let (projects, codes) = listed(rows);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        projects,
        [
            "校舍维修项目 | 3694200 3694200 3714200 3606100 | 97.09 90 优",
            "生活补助 | 637200 637200 657200 638100 | 97.09 95.5 优"
        ]
    );
}

#[test]
fn lists_of_evaluated_projects_in_other_words() {
    let (projects, _) = listed(
        "
项目名称|主管部门|预算数|执行数|执行率|评价得分|评价等级
河道清淤|某县水利局|80|60|75%|88|良
荒山绿化|某县林业局|20|20|100%|96|优
",
    );
    assert_eq!(
        projects,
        ["河道清淤 | 800000 - - 600000 | 75 88 良", "荒山绿化 | 200000 - - 200000 | 100 96 优"]
    );
    let (projects, codes) = listed(
        "
项目名称|预算金额|支出数|执行率|得分
河道清淤|80|60|57%|88
",
    );
    assert_eq!(projects, ["河道清淤 | 800000 - - 600000 | 57 88 -"]);
    assert_eq!(codes, ["rate_conflict"]);
}

#[test]
fn an_evaluation_of_a_whole_unit_is_no_project() {
    let rows = "
LABEL|<|青石县图书馆|<|<|<|<|<
部门资金||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|资金总额|90|100|95|10|95%|9.5
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
^|产出指标|数量指标|借书册数|≥80册|95册|50|50
";
    let read = |label: &str, title: &str| {
        let grid = grid(&rows.replace("LABEL", label));
        read(&[table(1, TableKind::PerformanceSelfEvaluation, title, grid)], &words())
    };
    for (label, title) in [
        ("部门名称", "部门整体支出绩效自评表"),
        ("部门（单位）名称", "青石县图书馆2024年度绩效自评表"),
        ("单位概况", "2024年度单位整体支出绩效自评表"),
    ] {
        let (indicators, projects, _) = read(label, title);
        assert_eq!((indicators.len(), projects.len()), (1, 0), "{label} {title}");
        assert_eq!(indicators[0].project_name, None);
    }
    // The label of a project is believed before the title's word.
    let (indicators, projects, _) = read("项目名称", "专项资金整体支出绩效自评表");
    assert_eq!(projects[0].project_name.as_deref(), Some("青石县图书馆"));
    assert_eq!(indicators[0].project_name.as_deref(), Some("青石县图书馆"));
}

/// A whole unit's evaluation is no project; its indicators are read.
#[test]
fn an_evaluation_of_a_whole_unit_gives_no_project() {
    let rows = FORM.replace("项目名称|<|荒山绿化", "预算单位名称|<|青溪县林业局");
    let form =
        [table(1, TableKind::PerformanceSelfEvaluation, "2024年度部门整体支出绩效自评表", grid(&rows))];
    let (indicators, projects, _) = read(&form, &words());
    assert_eq!((indicators.len(), projects.len()), (2, 0));
}
