//! Lists of many projects, as different cities print them.

use super::{grid, line_of, on_pages, table, words};
use crate::performance::read;
use mingxi_model::{Amount, Operator, Project, Table, TableKind};

fn list(rows: &str) -> Table {
    let mut table = table(1, TableKind::PerformanceProject, "", grid(rows));
    table.printed_unit = Some("万元".to_owned());
    table
}

fn goals(rows: &str, header_rows: u32) -> Table {
    let mut table = table(1, TableKind::PerformanceProjectList, "", grid(rows));
    (table.printed_unit, table.header_rows) = (Some("万元".to_owned()), header_rows);
    table
}

fn yuan(amount: &Option<Amount>) -> String {
    amount.as_ref().and_then(|a| a.yuan).map_or_else(|| "-".to_owned(), |y| y.normalize().to_string())
}

fn shown(p: &Project) -> String {
    let text = |t: &Option<String>| t.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "{} {} {} | {} {} {} | {}",
        p.row,
        text(&p.project_code),
        text(&p.project_name),
        yuan(&p.budget),
        yuan(&p.fiscal_funds),
        yuan(&p.other_funds),
        text(&p.goal_text)
    )
}

/// Indicators as `project: level1 > level2 > level3: target (operator)`.
fn read_all(tables: &[Table]) -> (Vec<String>, Vec<String>, Vec<&'static str>) {
    let (found, projects, diagnostics) = read(tables, &words());
    let lines = found.iter().map(|i| {
        let operator = i.operator.map_or("-", Operator::as_str);
        format!("{}: {} ({operator})", i.project_name.as_deref().unwrap_or("-"), line_of(i))
    });
    (
        lines.collect(),
        projects.iter().map(shown).collect(),
        diagnostics.iter().filter(|d| d.severity != mingxi_model::Severity::Info).map(|d| d.code).collect(),
    )
}

#[test]
fn one_long_table_of_many_projects_with_merged_names() {
    let rows = "
项目名称|项目总额|其中：|<|绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|绩效度量单位
^|^|财政资金|其他资金|^|^|^|^|^|^|^
33000026T000000000017-河道清淤|89.5|80.5|9|清淤三公里，恢复通航。|产出指标|数量指标|清淤长度|≥|3|公里
^|^|^|^|^|^|质量指标|验收结果|定性|优|
^|^|^|^|^|成本指标|经济成本指标|总成本|≤|89.5|万元
33000026T000000000025-荒山绿化|40|40||栽树八千棵。|产出指标|数量指标|栽树|＝|8000|棵
^|12.5|12.5||补栽一千棵。|^|^|补栽|≥|1000|棵
";
    let (lines, projects, codes) = read_all(&[list(rows)]);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        lines,
        [
            "河道清淤: 产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)",
            "河道清淤: 产出指标 > 质量指标 > 验收结果: 优 (text)",
            "河道清淤: 成本指标 > 经济成本指标 > 总成本: ≤89.5万元 (le)",
            "荒山绿化: 产出指标 > 数量指标 > 栽树: ＝8000棵 (eq)",
            "荒山绿化: 产出指标 > 数量指标 > 补栽: ≥1000棵 (ge)"
        ]
    );
    assert_eq!(
        projects,
        [
            "2 33000026T000000000017 河道清淤 | 895000 805000 90000 | 清淤三公里，恢复通航。",
            "5 33000026T000000000025 荒山绿化 | 400000 400000 - | 栽树八千棵。",
            "6 33000026T000000000025 荒山绿化 | 125000 125000 - | 补栽一千棵。"
        ]
    );
}

#[test]
fn a_project_goes_on_over_pages_that_repeat_the_head() {
    let first = "
项目名称|金额（万元）|一级指标|二级指标|三级指标|指标值
河道清淤|12.5|产出指标|数量指标|清淤长度|≥3公里
项目名称|金额（万元）|一级指标|二级指标|三级指标|指标值
|||质量指标|合格率|≥95%
";
    let second = "
项目名称|金额（万元）|一级指标|二级指标|三级指标|指标值
||效益指标|社会效益指标|通航能力|提高
荒山绿化|40.1|产出指标|数量指标|栽树|8000棵
";
    let mut next = list(second);
    next.table_id = 2;
    let (lines, projects, codes) = read_all(&[list(first), next]);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        lines,
        [
            "河道清淤: 产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)",
            "河道清淤: - > 质量指标 > 合格率: ≥95% (ge)",
            "河道清淤: 效益指标 > 社会效益指标 > 通航能力: 提高 (text)",
            "荒山绿化: 产出指标 > 数量指标 > 栽树: 8000棵 (eq)"
        ]
    );
    assert_eq!(projects, ["1 - 河道清淤 | 125000 - - | -", "2 - 荒山绿化 | 401000 - - | -"]);
}

#[test]
fn a_vertical_list_with_weights_in_percent() {
    for rows in [
        "
项目|金额|目标|指标名称|指标性质|指标值|计量单位|权重
河道清淤|89.55|按期完成全年清淤任务，恢复城区河道的通航能力。|清淤长度|≥|3|公里|68%
^|^|^|完工及时率|=|100|%|12%
^|^|^|居民满意度|≥|90|%|20%
荒山绿化|40.20|栽下八千棵树并且养护到成活，减少水土流失。|栽树|≥|8000|棵|100%
",
        // The weights before the values, other words, and a head that nobody has listed.
        "
支出名称|预算（万元）|任务目标|考核指标名称|所占权重（%）|比较方向|计划目标值|计量单位
河道清淤|89.55|按期完成全年清淤任务，恢复城区河道的通航能力。|清淤长度|68|≥|3|公里
^|^|^|完工及时率|12|=|100|%
^|^|^|居民满意度|20|≥|90|%
荒山绿化|40.20|栽下八千棵树并且养护到成活，减少水土流失。|栽树|100|≥|8000|棵
",
    ] {
        let (lines, projects, codes) = read_all(&[list(rows)]);
        assert_eq!(codes, Vec::<&str>::new(), "{rows}");
        assert_eq!(
            lines,
            [
                "河道清淤: - > - > 清淤长度: ≥3公里 (ge)",
                "河道清淤: - > - > 完工及时率: =100% (eq)",
                "河道清淤: - > - > 居民满意度: ≥90% (ge)",
                "荒山绿化: - > - > 栽树: ≥8000棵 (ge)"
            ]
        );
        assert_eq!(
            projects,
            [
                "1 - 河道清淤 | 895500 - - | 按期完成全年清淤任务，恢复城区河道的通航能力。",
                "4 - 荒山绿化 | 402000 - - | 栽下八千棵树并且养护到成活，减少水土流失。"
            ]
        );
        let (found, _, _) = read(&[list(rows)], &words());
        let weights: Vec<String> = found.iter().map(|i| i.weight.unwrap().to_string()).collect();
        assert_eq!(weights, ["68", "12", "20", "100"]);
    }
}

#[test]
fn goals_without_indicators_are_projects_and_units_and_totals_are_none() {
    let rows = "
项目名称（资金使用单位）|总计|财政拨款|财政专户拨款|其他资金|绩效目标
合计|152.00|150.00||2.00|
青石县水务局|102.00|100.00||2.00|
河道清淤|89.50|89.50|||清淤三公里，恢复城区河道的通航能力，方便两岸居民。
水质监测|12.50|10.50||2.00|每月取样一次，全年出具十二份水质监测报告。
青石县河道管理所|50.00|50.00|||
巡河保洁|50.00|50.00|||每日巡河，水面无漂浮物，两岸群众的满意度不低于九成。
";
    let (_, projects, codes) = read_all(&[goals(rows, 1)]);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        projects,
        [
            "3 - 河道清淤 | 895000 895000 - | 清淤三公里，恢复城区河道的通航能力，方便两岸居民。",
            "4 - 水质监测 | 125000 105000 20000 | 每月取样一次，全年出具十二份水质监测报告。",
            "6 - 巡河保洁 | 500000 500000 - | 每日巡河，水面无漂浮物，两岸群众的满意度不低于九成。"
        ]
    );
    let (_, read, _) = read(&[goals(rows, 1)], &words());
    assert_eq!(read[0].implementing_unit.as_deref(), Some("青石县水务局"));
    assert_eq!(read[2].implementing_unit.as_deref(), Some("青石县河道管理所"));
}

#[test]
fn packed_indicators_are_split_and_carry_their_project() {
    let rows = "
项目名称|总计|绩效目标|绩效指标
河道清淤|89.50|清淤三公里，恢复城区河道的通航能力，方便两岸居民。|1、1-产出指标；11-数量指标；清淤长度；实施周期指标值:≥9公里；年度指标值:≥3公里。2、3-满意度指标；31-服务对象满意度；居民满意度；实施周期指标值:≥90%；年度指标值:≥85%。
水质监测|12.50|每月取样一次，全年出具十二份水质监测报告。|产出指标：数量指标：取样12次，报告≥12份；质量指标：报告合格率：100%
巡河保洁|50.00|每日巡河，水面无漂浮物，两岸群众的满意度不低于九成。|产出指标很多，数量指标和质量指标由各中队自行确定
";
    let (lines, projects, codes) = read_all(&[goals(rows, 1)]);
    assert_eq!(
        lines,
        [
            "河道清淤: 产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)",
            "河道清淤: 满意度指标 > 服务对象满意度 > 居民满意度: ≥85% (ge)",
            "水质监测: 产出指标 > 数量指标 > 取样: 12次 (eq)",
            "水质监测: 产出指标 > 数量指标 > 报告: ≥12份 (ge)",
            "水质监测: 产出指标 > 质量指标 > 报告合格率: 100% (eq)",
            "巡河保洁: - > - > 产出指标很多，数量指标和质量指标由各中队自行确定: - (-)"
        ]
    );
    assert_eq!(codes, ["indicators_not_split"]);
    assert_eq!(projects.len(), 3);
    let (found, _, _) = read(&[goals(rows, 1)], &words());
    let parts: Vec<(i32, i32)> = found.iter().map(|i| (i.row, i.part)).collect();
    assert_eq!(parts, [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1)]);
}

#[test]
fn levels_as_columns_of_packed_cells() {
    let rows = "
预算单位|项目名称|预算金额|产出指标|效益指标
青石县水务局|河道清淤|89.50|数量指标：清淤长度≥3公里；时效指标：完工时间：10月底前|社会效益指标：受益人口≥2万人；生态效益指标：水质达标率≥90%
青石县水务局|水质监测|12.50|数量指标：取样次数≥12次；质量指标：报告合格率=100%|社会效益指标：信息公开率=100%；生态效益指标：预警次数≤2次
";
    let (lines, projects, codes) = read_all(&[goals(rows, 1)]);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(lines.len(), 8);
    assert_eq!(lines[1], "河道清淤: 产出指标 > 时效指标 > 完工时间: 10月底前 (text)");
    assert_eq!(lines[6], "水质监测: 效益指标 > 社会效益指标 > 信息公开率: =100% (eq)");
    assert_eq!(projects[1], "2 - 水质监测 | 125000 - - | -");
}

#[test]
fn packed_cells_without_levels_and_with_levels_before_every_name() {
    let (lines, projects, codes) = read_all(&[goals(
        "
项目名称|预算金额|年度绩效目标|绩效指标
河道清淤|31.5|清淤三公里，恢复全线通航。|1.产出指标-数量指标-清淤长度：≥3公里2.产出指标-质量指标-合格率：≥95%3.效益指标-社会效益指标-受益人数：≥300人
荒山绿化|48.5|栽树八千棵，成活率高。|1.产出指标-数量指标-栽树：=8000棵2.产出指标-质量指标-成活率：≥90%
",
        1,
    )]);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        lines,
        [
            "河道清淤: 产出指标 > 数量指标 > 清淤长度: ≥3公里 (ge)",
            "河道清淤: 产出指标 > 质量指标 > 合格率: ≥95% (ge)",
            "河道清淤: 效益指标 > 社会效益指标 > 受益人数: ≥300人 (ge)",
            "荒山绿化: 产出指标 > 数量指标 > 栽树: =8000棵 (eq)",
            "荒山绿化: 产出指标 > 质量指标 > 成活率: ≥90% (ge)",
        ]
    );
    assert_eq!(projects.len(), 2);
    let (lines, projects, codes) = read_all(&[goals(
        "
项目名称|预算金额|年度绩效目标|绩效指标
河道清淤|31.5|清淤三公里，恢复全线通航。|清淤长度≥3公里；合格率≥95%
荒山绿化|48.5|栽树八千棵，成活率高。|栽树=8000棵；成活率≥90%；受益人数≥300人
",
        1,
    )]);
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(
        lines,
        [
            "河道清淤: - > - > 清淤长度: ≥3公里 (ge)",
            "河道清淤: - > - > 合格率: ≥95% (ge)",
            "荒山绿化: - > - > 栽树: =8000棵 (eq)",
            "荒山绿化: - > - > 成活率: ≥90% (ge)",
            "荒山绿化: - > - > 受益人数: ≥300人 (ge)",
        ]
    );
    assert_eq!(projects.len(), 2);
}

#[test]
fn a_project_that_a_page_break_prints_twice_is_one() {
    let listed = |goal: &str, second: u32| {
        let rows = "
项目名称|金额（万元）|年度目标|一级指标|二级指标|三级指标|指标值
河道清淤|12.5|恢复通航。|产出指标|数量指标|清淤长度|≥3公里
河道清淤|12.5|GOAL|产出指标|质量指标|合格率|≥95%
荒山绿化|40.1|栽树。|产出指标|数量指标|栽树|8000棵
";
        read_all(&[Table { grid: on_pages(&rows.replace("GOAL", goal), second), ..list(rows) }])
    };
    let (lines, found, _) = listed("恢复通航。", 2);
    assert_eq!(lines[1], "河道清淤: 产出指标 > 质量指标 > 合格率: ≥95% (ge)");
    assert_eq!(found, ["1 - 河道清淤 | 125000 - - | 恢复通航。", "3 - 荒山绿化 | 401000 - - | 栽树。"]);
    // Two rows of one page, and rows that say different things, are two.
    assert_eq!(listed("恢复通航。", 3).1.len(), 3);
    assert_eq!(listed("清理支流。", 2).1.len(), 3);
}

#[test]
fn a_level_that_both_pages_print_is_the_level() {
    let words = words();
    for (text, level) in [
        ("产出指标产出", Some("产出指标")),
        ("产出指标产出指标", Some("产出指标")),
        ("产出指标", Some("产出指标")),
        ("产出指标清淤", None),
    ] {
        assert_eq!(words.level_word(text).as_deref(), level, "{text}");
    }
}
