//! Several forms in one grid, and labels that a page break leaves on the next page.

use super::{grid, line_of, on_pages, table, words};
use crate::performance::read;
use mingxi_model::{Grid, TableKind};

fn with_projects(grid: Grid) -> Vec<String> {
    let (found, own, _) = read(&[table(1, TableKind::PerformanceProject, "", grid)], &words());
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    let mut out: Vec<String> =
        found.iter().map(|i| format!("{} {}: {}", i.row, name(&i.project_name), line_of(i))).collect();
    out.extend(own.iter().map(|p| format!("{} {}", p.row, name(&p.project_name))));
    out
}

#[test]
fn a_project_name_below_indicators_begins_a_form() {
    let rows = "
项目名称|食品抽检|项目金额|58.00万元|<
一级指标|二级指标|三级指标|运算符号|指标值
产出指标|数量指标|抽检批次|≥|1200批次
满意度指标|满意度指标|公众满意度|≥|85%
项目名称|设备检验|项目金额|21.00万元|<
一级指标|二级指标|三级指标|运算符号|指标值
产出指标|数量指标|检验台数|≥|340台
";
    assert_eq!(
        with_projects(grid(rows)),
        [
            "2 食品抽检: 产出指标 > 数量指标 > 抽检批次: ≥1200批次",
            "3 食品抽检: 满意度指标 > 满意度指标 > 公众满意度: ≥85%",
            "6 设备检验: 产出指标 > 数量指标 > 检验台数: ≥340台",
            "0 食品抽检",
            "4 设备检验",
        ]
    );
}

#[test]
fn a_row_across_the_indicators_names_their_project() {
    let rows = "
一级指标|二级指标|三级指标|符号|指标值|单位
项目名称：基金监管 预算金额：350,000.00元|<|<|<|<|<
产出指标|数量指标|检查家数|≥|80|家
项目名称：系统运维 预算金额：120,000.00元|<|<|<|<|<
产出指标|数量指标|运维系统|=|2|套
";
    assert_eq!(
        with_projects(grid(rows)),
        [
            "2 基金监管: 产出指标 > 数量指标 > 检查家数: ≥80家",
            "4 系统运维: 产出指标 > 数量指标 > 运维系统: =2套",
            "1 基金监管",
            "3 系统运维",
        ]
    );
}

#[test]
fn a_blank_at_the_end_of_a_page_belongs_to_the_label_on_the_next() {
    let rows = "
项目名称|一级指标|二级指标|三级指标|指标值
护林|产出指标|数量指标|护林面积|5亩
^|满意度指标|满意度指标|满意度|≥90%
|产出指标|数量指标|清淤长度|3公里
清淤|^|质量指标|合格率|100%
^|满意度指标|满意度指标|居民满意度|≥85%
";
    assert_eq!(
        with_projects(on_pages(rows, 4)),
        [
            "1 护林: 产出指标 > 数量指标 > 护林面积: 5亩",
            "2 护林: 满意度指标 > 满意度指标 > 满意度: ≥90%",
            "3 清淤: 产出指标 > 数量指标 > 清淤长度: 3公里",
            "4 清淤: 产出指标 > 质量指标 > 合格率: 100%",
            "5 清淤: 满意度指标 > 满意度指标 > 居民满意度: ≥85%",
            "1 护林",
            "3 清淤",
        ]
    );
    // On one page a blank goes on with what stands above it.
    let lines = with_projects(grid(rows));
    assert_eq!(lines[2], "3 护林: 产出指标 > 数量指标 > 清淤长度: 3公里");
}
