//! Dumps of fictional forms: shifted rows and lost merges.

use super::{by_cell, grid, projects, show, table, words};
use crate::performance::align;
use mingxi_model::{Grid, TableKind};

fn aligned(rows: &str) -> (Grid, Vec<&'static str>) {
    let (grid, diagnostics) = align(grid(rows), &words());
    (grid, diagnostics.iter().map(|d| d.code).collect())
}

fn check(rows: &str, expected: &str, codes: &[&str]) {
    let (grid, found) = aligned(rows);
    assert_eq!(show(&grid), expected.trim_start_matches('\n'));
    assert_eq!(found, codes);
}

#[test]
fn lost_blanks_are_put_back_and_merges_restored() {
    check(
        "
绩效指标|一级指标|二级指标|三级指标|指标值|分值|得分|备注|
|产出指标|数量指标|栽树棵数|≥80棵|10|9||
|||成活棵数|≥70棵|10|10||
||时效指标|完成时间|及时|10||8|
效益指标|社会效益指标|水土保持|改善|15|15|||
|||可持续影响指标|长期管护|可持续|15|15|
",
        "
绩效指标|一级指标|二级指标|三级指标|指标值|分值|得分|备注
^|产出指标|数量指标|栽树棵数|≥80棵|10|9|
^|^|^|成活棵数|≥70棵|10|10|
^|^|时效指标|完成时间|及时|10|8|
^|效益指标|社会效益指标|水土保持|改善|15|15|
^|^|可持续影响指标|长期管护|可持续|15|15|
",
        &["shifted_row", "shifted_row", "shifted_row"],
    );
    let (grid, _) = aligned("一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|栽树棵数|≥80棵");
    let moved = grid.cells().iter().find(|c| c.text == "≥80棵").unwrap();
    let repair = moved.repair.as_deref().unwrap();
    assert!(repair.starts_with("stood in column 4; moved to column 3"), "{repair}");
}

#[test]
fn a_row_that_fits_as_printed_stays() {
    let rows = "
一级指标|二级指标|三级指标|指标值|备注
产出指标|数量指标|栽树棵数|≥80棵|
|质量指标|成活率|≥85%|按月检查
";
    let (grid, codes) = aligned(rows);
    assert!(codes.is_empty());
    assert!(grid.cells().iter().all(|c| c.repair.is_none()));
    assert_eq!(grid.at(2, 0).text, "产出指标");
}

#[test]
fn a_row_with_two_places_stays_and_is_reported() {
    // Two pairs are free, and no other row says by how much the page was shifted.
    check(
        "
项目编码|项目名称|三级指标|指标值|三级指标|指标值
330100240000001|荒山绿化|栽树棵数|≥80棵|满意度|≥90%
|||成活率|≥85%|
",
        "
项目编码|项目名称|三级指标|指标值|三级指标|指标值
330100240000001|荒山绿化|栽树棵数|≥80棵|满意度|≥90%
^|^||成活率|≥85%|
",
        &["shifted_row_unresolved"],
    );
}

#[test]
fn a_tie_is_broken_by_the_rows_around_it() {
    let (grid, codes) = aligned(
        "
项目编码|项目名称|资金总额|三级指标|指标值|三级指标|指标值
330100240000001|荒山绿化|||栽树棵数|≥80棵|村民满意度|≥90%
||||成活率|≥85%
",
    );
    assert_eq!(grid.at(2, 3).text, "成活率");
    assert_eq!(codes, ["shifted_row", "shifted_row"]);
}

#[test]
fn a_name_fused_with_its_target_is_split() {
    let (grid, codes) = aligned(
        "
一级指标|二级指标|三级指标|年初指标值|调整后指标值|实际完成值|分值|得分
产出指标|时效指标|管护期限,长期管护||长期管护|达成预期|10|10
",
    );
    let text = |col: u32| grid.at(1, col).text.as_str();
    assert_eq!((text(2), text(3), text(4)), ("管护期限", "长期管护", "长期管护"));
    assert_eq!(grid.at(1, 2).text_raw, "管护期限,长期管护");
    assert!(grid.at(1, 3).repair.is_some());
    assert_eq!(codes, ["fused_cell"]);
}

#[test]
fn labels_and_numbers_around_the_indicators() {
    check(
        "
项目名称||荒山绿化||||
项目资金(万元)||年初预算数||全年执行数|执行率|得分
||目标申报数|预算编制数|||
||资金总额|9|8.5|6.8|80.00
市县财政资金||9|8.5|6.8|80.00|8
绩效目标|年度目标|||实际完成情况||
|栽植八十棵|||栽植六十棵||
一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分
产出指标|数量指标|栽树棵数|≥80棵|60棵|90|80
总分|||||96|优
",
        "
项目名称|<|荒山绿化|<|<|<|<
项目资金(万元)|<|年初预算数|<|全年执行数|执行率|得分
^|^|目标申报数|预算编制数|^|^|^
资金总额|<|9|8.5|6.8|80.00|
市县财政资金|<|9|8.5|6.8|80.00|8
绩效目标|年度目标|<|<|实际完成情况|<|<
^|栽植八十棵|<|<|栽植六十棵|<|<
一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分
产出指标|数量指标|栽树棵数|≥80棵|60棵|90|80
总分|<|<|<|<|96|优
",
        &["shifted_row", "shifted_row_unresolved"],
    );
}

#[test]
fn a_table_without_indicators_is_left_alone() {
    let rows = "项目名称|金额\n荒山绿化|3";
    let (found, codes) = aligned(rows);
    assert_eq!(found, grid(rows));
    assert!(codes.is_empty());
}

#[test]
fn rows_of_a_cell_per_line_keep_their_cells_and_get_their_widths() {
    let rows = "
绩效指标|一级指标|二级指标|三级指标|指标值|分值
|产出指标|数量指标|栽树棵数|≥80棵|10
|||成活棵数|≥70棵|10
|服务对象满意度|≥90%|<|<|10
";
    let (aligned, diagnostics) = align(by_cell(rows), &words());
    let expected = "
绩效指标|一级指标|二级指标|三级指标|指标值|分值
^|产出指标|数量指标|栽树棵数|≥80棵|10
^|^|^|成活棵数|≥70棵|10
^|服务对象满意度|<|<|≥90%|10
";
    assert_eq!(show(&aligned), expected.trim_start_matches('\n'));
    assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["shifted_row"]);
}

#[test]
fn words_may_stand_where_the_unit_would() {
    let rows = "
一级指标|二级指标|三级指标|符号|值|单位|确定依据
产出指标|数量指标|栽树棵数|≥|80|棵|台账
|社会效益指标|村容村貌|文字描述||改善|实地走访
";
    let (aligned, codes) = aligned(rows);
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(aligned.at(2, 5).text, "改善");
}

#[test]
fn amounts_of_a_cell_per_line_stand_under_their_heads() {
    // The head over two parts is one cell in the dump; the wide last one is the reader's padding.
    let printed = "
项目资金(万元)|年初预算数|全年预算数|全年执行数|执行率|偏差原因|<
|目标申报数|预算编制数||||
资金总额|9|8.5|8.5|6.8|80.00|
财政资金|9|8.5|8.5|6.8|80.00|
绩效指标|一级指标|二级指标|三级指标|年初指标值|实际完成值|分值
^|产出指标|数量指标|栽树棵数|≥80棵|80棵|10
";
    let (aligned, _) = align(by_cell(printed), &words());
    let form = table(1, TableKind::PerformanceSelfEvaluation, "荒山绿化项目支出绩效自评表", aligned);
    let project = projects(&[form]).pop().unwrap();
    let yuan = |amount: &Option<mingxi_model::Amount>| {
        amount.as_ref().unwrap().yuan.unwrap().normalize().to_string()
    };
    let read =
        [&project.approved, &project.adjusted, &project.executed, &project.budget, &project.fiscal_funds]
            .map(yuan);
    assert_eq!(read, ["85000", "85000", "68000", "85000", "85000"]);
    assert_eq!(project.execution_rate, Some(rust_decimal::Decimal::from(80)));
}
