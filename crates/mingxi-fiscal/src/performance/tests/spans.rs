//! Several spans of time, and columns under shared heads.

use super::{grid, indicators, line_of, projects, table, words};
use crate::performance::read;
use mingxi_model::TableKind;

#[test]
fn of_several_years_the_forms_own_counts() {
    let meant = ["产出指标 > 数量指标 > 体检人数: ≥9000人", "满意度指标 > 满意度指标 > 居民满意度: ≥92%"];
    for heads in ["前年|上年|预期当年实现", "半年值|上年值|全年值"] {
        let rows = format!(
            "
一级指标|二级指标|三级指标|指标值|<|<
^|^|^|{heads}
产出指标|数量指标|体检人数|8000人|8500人|≥9000人
满意度指标|满意度指标|居民满意度|90%|91%|≥92%
"
        );
        assert_eq!(indicators(TableKind::PerformanceProject, &rows), meant, "{heads}");
    }
    let rows = "
一级指标|二级指标|三级指标|单位|半年（程）目标值|全年（程）目标值
产出指标|数量指标|体检人数|人|≥4000|≥9000
满意度指标|满意度指标|居民满意度|%|≥88|≥92
";
    assert_eq!(indicators(TableKind::PerformanceProject, rows), meant);
}

#[test]
fn two_halves_share_their_first_levels() {
    let rows = "
项目名称|校园安防|<|<|<|<|<
项目资金（万元）|实施期资金总额：|900|年度资金总额：|<|300|<
^|其中：财政拨款|900|其中：财政拨款|<|300|<
总体目标|实施期目标|<|<|年度目标|<|<
^|三年改造六十所|<|<|改造二十所|<|<
一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
产出指标|数量指标|改造学校|60所|数量指标|改造学校|20所
^|质量指标|合格率|100%|质量指标|合格率|≥98%
效益指标|社会效益指标|事故|0起|社会效益指标|事故|≤1起
";
    let form = table(1, TableKind::PerformanceProject, "", grid(rows));
    let (found, _, _) = read(std::slice::from_ref(&form), &words());
    let lines: Vec<String> = found.iter().map(line_of).collect();
    assert_eq!(
        lines,
        [
            "产出指标 > 数量指标 > 改造学校: 60所",
            "产出指标 > 数量指标 > 改造学校: 20所",
            "产出指标 > 质量指标 > 合格率: 100%",
            "产出指标 > 质量指标 > 合格率: ≥98%",
            "效益指标 > 社会效益指标 > 事故: 0起",
            "效益指标 > 社会效益指标 > 事故: ≤1起",
        ]
    );
    let own = &projects(&[form])[0];
    let yuan = |amount: &Option<mingxi_model::Amount>| amount.as_ref().and_then(|a| a.yuan).unwrap();
    assert_eq!(yuan(&own.budget), 3_000_000.into());
    assert_eq!(yuan(&own.fiscal_funds), 3_000_000.into());
    assert_eq!(own.goal_text.as_deref(), Some("改造二十所"));
}

#[test]
fn a_head_over_several_columns_hides_none_of_them() {
    let rows = "
项目名称|预算数|绩效指标|<|<|<|<|<|<
^|^|一级指标|二级指标|三级指标|绩效指标性质|绩效指标值|绩效度量单位|权重
天然林管护|86.40|产出指标|数量指标|管护面积|≥|12.5|万亩|30
^|^|^|质量指标|合格率|≥|95|%|20
^|^|效益指标|社会效益指标|防火意识|定性|提升|无|20
";
    assert_eq!(
        indicators(TableKind::PerformanceProject, rows),
        [
            "产出指标 > 数量指标 > 管护面积: ≥12.5万亩",
            "产出指标 > 质量指标 > 合格率: ≥95%",
            "效益指标 > 社会效益指标 > 防火意识: 提升",
        ]
    );
}

#[test]
fn a_row_that_numbers_the_columns_is_no_indicator() {
    let rows = "
项目名称|绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位
1|2|3|4|5|6|7|8
特困供养|按时发放|产出指标|数量指标|保障人数|>=|520|人
^|^|满意度指标|满意度指标|对象满意度|>=|90|%
";
    assert_eq!(
        indicators(TableKind::PerformanceProject, rows),
        ["产出指标 > 数量指标 > 保障人数: >=520人", "满意度指标 > 满意度指标 > 对象满意度: >=90%"]
    );
}

#[test]
fn levels_over_each_other_head_a_pair_or_a_packed_cell() {
    let rows = "
项目名称|预算金额|产出指标|<|<|<|满意度指标|<
^|^|数量指标|<|质量指标|<|服务对象满意度指标|<
^|^|三级指标|指标值|三级指标|指标值|三级指标|指标值
走访慰问|26.00|慰问人数|≥650人|准确率|100%|对象满意度|≥95%
";
    assert_eq!(
        indicators(TableKind::PerformanceProject, rows),
        [
            "产出指标 > 数量指标 > 慰问人数: ≥650人",
            "产出指标 > 质量指标 > 准确率: 100%",
            "满意度指标 > 服务对象满意度指标 > 对象满意度: ≥95%",
        ]
    );
}

#[test]
fn heads_above_their_values_are_goal_and_result() {
    let rows = "
项目名称|血液保障|<
年度总体目标完成情况|预期目标（年初设定）|实际完成情况
^|保障用血|已保障用血
一级指标|二级指标|三级指标
产出指标|数量指标|采血量
";
    let own = &projects(&[table(1, TableKind::PerformanceSelfEvaluation, "", grid(rows))])[0];
    assert_eq!(own.goal_text.as_deref(), Some("保障用血"));
    assert_eq!(own.actual_text.as_deref(), Some("已保障用血"));
}
