//! Heads under other words, in other orders, and missing: what the cells hold tells the columns.

use super::{grid, line_of, table, words};
use crate::performance::read;
use mingxi_model::{Amount, Severity, Table, TableKind};

fn lines(kind: TableKind, rows: &str) -> Vec<String> {
    let (found, _, diagnostics) = read(&[table(1, kind, "", grid(rows))], &words());
    let told: Vec<_> = diagnostics.iter().filter(|d| d.severity != Severity::Info).collect();
    assert!(told.is_empty(), "{told:?}");
    let operator = |i: &mingxi_model::Indicator| i.operator.map_or("-", mingxi_model::Operator::as_str);
    found.iter().map(|i| format!("{} ({})", line_of(i), operator(i))).collect()
}

const MEANT: [&str; 4] = [
    "产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)",
    "产出指标 > 质量指标 > 合格率: =95% (eq)",
    "效益指标 > 社会效益指标 > 通航能力: 提高 (text)",
    "满意度指标 > 服务对象满意度指标 > 居民满意度: ≥90% (ge)",
];

#[test]
fn heads_that_nobody_has_listed() {
    for rows in [
        // Other words in the usual order.
        "
指标维度|指标分类|考核要点|判定方式|应达到的数|计数口径
产出指标|数量指标|清淤长度|≥|3|公里
产出指标|质量指标|合格率|=|95|%
效益指标|社会效益指标|通航能力|定性|提高|
满意度指标|服务对象满意度指标|居民满意度|≥|90|%
",
        // The unit before the value, the weight before both.
        "
一级|二级|绩效指标|所占权重|度量单位|指标性质|本年目标值
产出指标|数量指标|清淤长度|30|公里|≥|3
产出指标|质量指标|合格率|20|%|=|95
效益指标|社会效益指标|通航能力|30||定性|提高
满意度指标|服务对象满意度指标|居民满意度|20|%|≥|90
",
        // The comparison under 指标值类型, the levels numbered and with their points.
        "
一级指标|二级指标|三级指标|指标值类型|年度指标值|计量单位
1-产出指标（50分）|11-数量指标|清淤长度|≥|3|公里
^|12-质量指标|合格率|=|95|%
2-效益指标（30分）|22-社会效益指标|通航能力|定性|提高|
3-满意度指标（20分）|31-服务对象满意度指标|居民满意度|≥|90|%
",
        // No head at all: the block goes on from the page before.
        "
产出指标|数量指标|清淤长度|≥|3|公里
产出指标|质量指标|合格率|=|95|%
效益指标|社会效益指标|通航能力|定性|提高|
满意度指标|服务对象满意度指标|居民满意度|≥|90|%
",
        // Heads over two rows.
        "
绩效指标|<|<|年度目标|<|<
一级指标|二级指标|三级指标|指标性质|指标值|度量单位
产出指标|数量指标|清淤长度|≥|3|公里
产出指标|质量指标|合格率|=|95|%
效益指标|社会效益指标|通航能力|定性|提高|
满意度指标|服务对象满意度指标|居民满意度|≥|90|%
",
    ] {
        assert_eq!(lines(TableKind::PerformanceUnit, rows), MEANT, "{rows}");
    }
}

#[test]
fn levels_run_together_with_names_by_activity() {
    let rows = "
部门名称|<|青石县水务局|<|<|<|<
整体绩效目标|其他说明||<|<|<|<
^|活动|绩效指标|<|指标性质|指标值|度量单位
^|河道管理|产出指标数量指标清淤长度|<|≥|3|公里
^|河道管理|效益指标社会效益指标通航能力|<|定性|提高|
^|水质监测|满意度指标服务对象满意度指标服务对象满意度|<|≥|90|%
^|水质监测|成本指标经济成本指标单次成本|<|≤|800|元
";
    assert_eq!(
        lines(TableKind::PerformanceUnit, rows),
        [
            "产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)",
            "效益指标 > 社会效益指标 > 通航能力: 提高 (text)",
            "满意度指标 > 服务对象满意度指标 > 服务对象满意度: ≥90% (ge)",
            "成本指标 > 经济成本指标 > 单次成本: ≤800元 (le)"
        ]
    );
    let (found, projects, _) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    assert_eq!(found[2].activity.as_deref(), Some("水质监测"));
    assert!(projects.is_empty());
}

#[test]
fn a_line_before_the_levels_ends_the_name_above() {
    let rows = "
部门名称|<|青石县水务局|<|<|<|<
整体绩效目标|其他说明||<|<|<|<
^|活动|绩效指标|<|指标性质|指标值|度量单位
^|河道管理|产出指标数量指标清淤长|<|≥|3|公里
^|河道管理|度不含支流产出指标质量指标合格率|<|≥|95|%
^|水质监测|成本指标经济成本指标单次成本|<|≤|800|元
";
    let (found, _, told) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    let names: Vec<&str> = found.iter().map(|indicator| indicator.level3.as_str()).collect();
    assert_eq!(names, ["清淤长度不含支流", "合格率", "单次成本"]);
    assert_eq!(found[1].level2.as_deref(), Some("质量指标"));
    assert_eq!(told.iter().filter(|diagnostic| diagnostic.code == "overflowing_name").count(), 1);
}

#[test]
fn a_name_that_begins_like_a_level_is_a_name() {
    let rows = "
一级指标|指标名称|指标值
产出指标|质量指标完成率|≥95%
产出指标|清淤长度|≥3公里
效益指标|通航能力|提高
";
    assert_eq!(
        lines(TableKind::PerformanceUnit, rows),
        [
            "产出指标 > - > 质量指标完成率: ≥95% (ge)",
            "产出指标 > - > 清淤长度: ≥3公里 (ge)",
            "效益指标 > - > 通航能力: 提高 (text)"
        ]
    );
}

#[test]
fn levels_in_rows_of_their_own() {
    let rows = "
指标名称|<|指标值|权重（%）
一、产出指标|<|<|<
（一）数量指标|<|<|<
1|清淤长度|≥3公里|60
（二）质量指标|<|<|<
2|合格率|≥95%|20
二、效益指标|<|<|<
3|通航能力|提高|20
";
    let (found, _, _) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    let shown: Vec<String> =
        found.iter().map(|i| format!("{} {}", line_of(i), i.weight.unwrap_or_default())).collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown[0].starts_with("产出指标 > 数量指标 > "), "{shown:?}");
    assert!(shown[1].starts_with("产出指标 > 质量指标 > "), "{shown:?}");
    assert!(shown[2].starts_with("效益指标 > - > "), "{shown:?}");
}

#[test]
fn placeholders_and_forms_left_open_have_no_indicators() {
    let rows = "
一级指标|二级指标|三级指标|指标值|是否核心
产出指标|数量指标|指标1：||
^|^|……||
^|质量指标|不适用||否
^|时效指标|无|无|
效益指标|社会效益指标|通航能力|提高|是
^|生态效益指标|水质达标率|≥90%|否
满意度指标|服务对象满意度指标|——||
";
    let (found, _, _) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    let shown: Vec<String> = found.iter().map(|i| format!("{} {:?}", line_of(i), i.is_core)).collect();
    assert_eq!(
        shown,
        [
            "效益指标 > 社会效益指标 > 通航能力: 提高 Some(true)",
            "效益指标 > 生态效益指标 > 水质达标率: ≥90% Some(false)"
        ]
    );
}

#[test]
fn of_two_spans_the_years_target_counts() {
    let rows = "
一级指标|二级指标|三级指标|实施期指标值|本年度目标值
产出指标|数量指标|清淤长度|≥9公里|≥3公里
";
    assert_eq!(lines(TableKind::PerformanceUnit, rows), ["产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)"]);
}

/// The form's table of a transfer.
fn transfer(rows: &str) -> Table {
    let mut table = table(1, TableKind::PerformanceProject, "1 某项转移支付绩效目标表", grid(rows));
    table.printed_unit = Some("万元".to_owned());
    table
}

#[test]
fn transfers_name_their_money_by_level() {
    let rows = "
转移支付名称|<|河道整治转移支付|<|市级主管部门|青石市水务局
资金情况 （万元）|年度金额：|<|567.76|<|<
^|其中：中央财政资金|<|67.76|<|<
^|市级财政资金|<|500|<|<
^|其他资金|<||<|<
年度总体目标|年度目标|<|<|<|<
^|清淤三公里，恢复通航。|<|<|<|<
绩效指标|一级指标|二级指标|三级指标|<|指标值
^|产出指标|数量指标|清淤长度|<|≥3公里
";
    let (found, projects, _) = read(&[transfer(rows)], &words());
    let yuan =
        |amount: &Option<Amount>| amount.as_ref().and_then(|a| a.yuan).map(|y| y.normalize().to_string());
    let project = &projects[0];
    assert_eq!(project.project_name.as_deref(), Some("河道整治转移支付"));
    assert_eq!(project.department.as_deref(), Some("青石市水务局"));
    assert_eq!(yuan(&project.budget).as_deref(), Some("5677600"));
    assert_eq!(yuan(&project.fiscal_funds).as_deref(), Some("5677600"));
    assert_eq!(project.goal_text.as_deref(), Some("清淤三公里，恢复通航。"));
    assert_eq!(found[0].project_name.as_deref(), Some("河道整治转移支付"));
}

#[test]
fn a_goal_that_a_page_break_has_cut_and_a_period() {
    let rows = "
项目名称|<|河道清淤|实施期限|三年
总体目标|<|目标1：清淤三公里。|<|<
^|^|目标2：恢复通航。|<|<
绩效目标|绩效指标|一级指标|三级指标|指标值
^|^|产出指标|清淤长度|≥3公里
";
    let (_, projects, _) = read(&[transfer(rows)], &words());
    assert_eq!(projects[0].goal_text.as_deref(), Some("目标1：清淤三公里。目标2：恢复通航。"));
    assert_eq!(projects[0].period.as_deref(), Some("三年"));
}

#[test]
fn forms_side_by_side_are_read_apart() {
    let rows = "
项目名称|河道清淤|<|<|项目名称|荒山绿化|<|<
资金总额|89.5|<|<|资金总额|40|<|<
年度目标|清淤三公里|<|<|年度目标|栽树八千棵|<|<
一级指标|二级指标|三级指标|指标值|一级指标|二级指标|三级指标|指标值
产出指标|数量指标|清淤长度|≥3公里|产出指标|数量指标|栽树|8000棵
效益指标|社会效益指标|通航能力|提高|效益指标|生态效益指标|成活率|≥85%
";
    let (found, projects, _) = read(&[transfer(rows)], &words());
    let shown: Vec<String> = found
        .iter()
        .map(|i| format!("{} {} {}", i.project_name.as_deref().unwrap_or("-"), i.col, line_of(i)))
        .collect();
    assert_eq!(
        shown,
        [
            "河道清淤 2 产出指标 > 数量指标 > 清淤长度: ≥3公里",
            "河道清淤 2 效益指标 > 社会效益指标 > 通航能力: 提高",
            "荒山绿化 6 产出指标 > 数量指标 > 栽树: 8000棵",
            "荒山绿化 6 效益指标 > 生态效益指标 > 成活率: ≥85%"
        ]
    );
    let goals: Vec<&str> = projects.iter().filter_map(|p| p.goal_text.as_deref()).collect();
    assert_eq!(goals, ["清淤三公里", "栽树八千棵"]);
}

#[test]
fn a_page_without_heads_goes_on_with_the_one_before() {
    let first = "
项目名称|<|河道清淤|<
年度绩效指标|二级指标|三级指标|指标值
^|数量指标|清淤长度|≥3公里
^|质量指标|合格率|≥95%
";
    let second = "
|^|验收资料完整|全年
||巡查记录完整|全面
|时效指标|完工时间|11月底前
|成本指标|单位成本|≤90万元
";
    let mut next = transfer(&second.replace('^', ""));
    (next.table_id, next.title) = (2, Some("质量指标".to_owned()));
    let (found, projects, _) = read(&[transfer(first), next], &words());
    let shown: Vec<String> = found
        .iter()
        .map(|i| format!("{} {}", i.project_name.as_deref().unwrap_or("-"), line_of(i)))
        .collect();
    assert_eq!(
        shown,
        [
            "河道清淤 - > 数量指标 > 清淤长度: ≥3公里",
            "河道清淤 - > 质量指标 > 合格率: ≥95%",
            "河道清淤 - > 质量指标 > 验收资料完整: 全年",
            "河道清淤 - > 质量指标 > 巡查记录完整: 全面",
            "河道清淤 - > 时效指标 > 完工时间: 11月底前",
            "河道清淤 - > 成本指标 > 单位成本: ≤90万元"
        ]
    );
    assert_eq!(projects.len(), 1);
}

#[test]
fn the_target_is_that_of_the_form_s_own_year() {
    let rows = "
一级指标|二级指标|三级指标|指标值|<|<|指标值确定依据
^|^|^|2023年实际|2024年预计|2025年预期实现|^
产出指标|数量指标|清淤长度|2公里|2公里|≥3公里|计划标准
产出指标|质量指标|合格率|93%|94%|=95%|行业标准
效益指标|社会效益指标|通航能力|一般|改善|提高|历史标准
满意度指标|服务对象满意度指标|居民满意度|88%|89%|≥90%|历史标准
";
    let (found, _, _) = read(&[table(1, TableKind::PerformanceUnit, "", grid(rows))], &words());
    let targets: Vec<&str> = found.iter().filter_map(|i| i.target_text.as_deref()).collect();
    assert_eq!(targets, ["≥3公里", "=95%", "提高", "≥90%"]);
}
