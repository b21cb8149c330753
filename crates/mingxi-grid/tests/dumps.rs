//! Spans that a text dump lost, text in and text out: a cell prints as `text`, `text <rows x columns>` where
//! it spans, `^` where a cell of an upper row goes on.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use mingxi_grid::{Hints, recover};
use mingxi_model::{
    Block, Document, DumpCell, DumpDialect, DumpRow, DumpTable, FlowItem, Format, Grid, LazyRegex,
    RecoveredTable,
};
use proptest::prelude::*;

fn hints() -> Hints {
    let whole = |pattern: &str| LazyRegex::compiled(&format!("^(?:{pattern})$")).unwrap();
    Hints {
        caption: whole("单位:.*|部门名称:.*|\\d{4}年度"),
        note: whole("注:.*"),
        title: whole(".{2,20}表"),
        header: whole(
            "序号|项目|收入|支出|.*编码|.*名称|金额|合计|小计|基本支出|项目支出|.*经费|上年|当年|其中:.*|类|款|栏次|本年|甲费|乙费|丙费",
        ),
        total: whole("合计|小计"),
        index: whole("栏次"),
        numbered: whole("[一二三]、.*|其中:.*"),
    }
}

fn document(dialect: DumpDialect, text: &str) -> Document {
    let mut rows: Vec<DumpRow> = Vec::new();
    let mut break_before = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            break_before = true;
            continue;
        }
        let cells = line
            .trim()
            .split('|')
            .map(|text| DumpCell { text: text.trim().to_owned(), line: index as u32 + 1 })
            .collect();
        rows.push(DumpRow { cells, break_before: break_before && !rows.is_empty() });
        break_before = false;
    }
    let blocks = vec![Block::Dump(DumpTable { dialect, rows })];
    Document {
        format: Format::Txt,
        blocks,
        running: Vec::new(),
        pages: Vec::new(),
        page_count: None,
        diagnostics: Vec::new(),
        partial: None,
    }
}

fn tables(dialect: DumpDialect, text: &str) -> Vec<RecoveredTable> {
    let (items, diagnostics) = recover(&document(dialect, text), &hints());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    items
        .into_iter()
        .filter_map(|item| match item {
            FlowItem::Table(table) => Some(table),
            FlowItem::Paragraph(_) => None,
        })
        .collect()
}

fn print(grid: &Grid) -> String {
    let mut out = String::new();
    for row in 0..grid.rows() {
        let cells: Vec<String> = grid
            .row(row)
            .map(|cell| match (cell.row == row, cell.row_span, cell.col_span) {
                (false, ..) => "^".to_owned(),
                (true, 1, 1) => cell.text.clone(),
                (true, rows, columns) => format!("{} <{rows}x{columns}>", cell.text),
            })
            .collect();
        out.push_str(cells.join(" | ").trim_end());
        out.push('\n');
    }
    out
}

fn check(dialect: DumpDialect, dump: &str, header_rows: u32, expected: &str) {
    let tables = tables(dialect, dump);
    assert_eq!(tables.len(), 1, "one table");
    let expected: String = expected.lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(print(&tables[0].grid), expected.trim_start());
    assert_eq!(tables[0].header_rows, header_rows);
}

#[test]
fn a_row_that_was_run_together_makes_no_grid_of_millions() {
    let text = format!("项目|金额\n{}\n{}", "1|".repeat(300), "208|3.00\n".repeat(10_000));
    let (items, diagnostics) = recover(&document(DumpDialect::TabSeparated, &text), &hints());
    assert!(items.is_empty());
    assert_eq!(diagnostics.iter().map(|said| said.code).collect::<Vec<_>>(), ["table_too_large"]);
}

#[test]
fn a_header_has_an_end() {
    let text = "科目编码|科目名称|合计\n".repeat(20_000) + "208|社会保障|3.00";
    let tables = tables(DumpDialect::TabSeparated, &text);
    assert_eq!((tables[0].header_rows, tables[0].grid.rows()), (64, 20_001));
}

#[test]
fn by_position_a_group_covers_its_children_and_a_leaf_spans_down() {
    check(
        DumpDialect::TabSeparated,
        "项目|          |本年|        |
         科目编码|科目名称|小计|基本支出|项目支出
         208|社会保障|3.00|1.00|2.00",
        2,
        "项目 <1x2> | 本年 <1x3>
         科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
         208 | 社会保障 | 3.00 | 1.00 | 2.00",
    );
}

#[test]
fn by_position_a_group_header_one_column_off_moves_over_its_sum_column() {
    check(
        DumpDialect::TabSeparated,
        "科目名称|合计|基本支出|||项目支出||
         ||小计|人员经费|||小计|甲费
         |||甲费|乙费|丙费||
         合计|9.00|6.00|1.00|2.00|3.00|3.00|3.00",
        3,
        "科目名称 <3x1> | 合计 <3x1> | 基本支出 <1x4> | 项目支出 <1x2>
         ^ | ^ | 小计 <2x1> | 人员经费 <1x3> | 小计 <2x1> | 甲费 <2x1>
         ^ | ^ | ^ | 甲费 | 乙费 | 丙费 | ^ | ^
         合计 | 9.00 | 6.00 | 1.00 | 2.00 | 3.00 | 3.00 | 3.00",
    );
}

#[test]
fn by_position_groups_drifted_off_their_repeated_blocks_go_back() {
    check(
        DumpDialect::TabSeparated,
        "科目名称|上年||当年|||||
         |合计|甲费|乙费|丙费|合计|甲费|乙费|丙费
         本级|1|1|||2|2||",
        2,
        "科目名称 <2x1> | 上年 <1x4> | 当年 <1x4>
         ^ | 合计 | 甲费 | 乙费 | 丙费 | 合计 | 甲费 | 乙费 | 丙费
         本级 | 1 | 1 |  |  | 2 | 2 |  |",
    );
}

#[test]
fn by_position_a_repeated_header_after_a_page_break_is_dropped() {
    check(
        DumpDialect::TabSeparated,
        "科目名称|金额
         甲|1.00

         科目名称|金额
         乙|2.00",
        1,
        "科目名称 | 金额
         甲 | 1.00
         乙 | 2.00",
    );
}

#[test]
fn by_position_labels_after_a_break_that_read_like_heads_begin_no_table() {
    let found = tables(
        DumpDialect::TabSeparated,
        "项目|金额|项目|金额\n一、甲|1.00|一、乙|1.00\n\n上年||本年|\n合计|1.00|合计|1.00",
    );
    assert_eq!(found.iter().map(|t| t.grid.rows()).collect::<Vec<_>>(), [4]);
}

#[test]
fn by_position_another_header_after_a_break_begins_another_table() {
    let found = tables(DumpDialect::TabSeparated, "科目名称|金额\n甲|1.00\n\n项目|收入|支出\n乙|2.00|3.00");
    assert_eq!(found.iter().map(|t| t.grid.columns()).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn by_position_a_sum_label_covers_the_label_columns_before_its_number() {
    check(
        DumpDialect::TabSeparated,
        "科目编码|科目名称|金额
         合计||1.00",
        1,
        "科目编码 | 科目名称 | 金额
         合计 <1x2> | 1.00",
    );
}

#[test]
fn by_sequence_header_widths_come_from_the_rows_below() {
    check(
        DumpDialect::CellPerLine,
        "序号|收入|支出
         |项目|金额|项目|金额
         栏次|1|2|3|4
         1|一、甲|1.00|一、乙|1.00",
        3,
        "序号 <2x1> | 收入 <1x2> | 支出 <1x2>
         ^ | 项目 | 金额 | 项目 | 金额
         栏次 | 1 | 2 | 3 | 4
         1 | 一、甲 | 1.00 | 一、乙 | 1.00",
    );
}

#[test]
fn by_sequence_three_header_rows() {
    check(
        DumpDialect::CellPerLine,
        "科目名称|合计|基本支出|项目支出
         ||小计|人员经费|
         |||甲费|乙费|
         甲|6.00|3.00|1.00|2.00|3.00",
        3,
        "科目名称 <3x1> | 合计 <3x1> | 基本支出 <1x3> | 项目支出 <3x1>
         ^ | ^ | 小计 <2x1> | 人员经费 <1x2> | ^
         ^ | ^ | ^ | 甲费 | 乙费 | ^
         甲 | 6.00 | 3.00 | 1.00 | 2.00 | 3.00",
    );
}

#[test]
fn by_sequence_a_row_cut_by_an_empty_paragraph_is_glued() {
    check(
        DumpDialect::CellPerLine,
        "序号|项目|科目名称|金额
         1|甲|乙|1.00
         2|丙
         丁|2.00
         3|戊|己|3.00
         4|庚|辛|4.00
         5|壬|癸|5.00",
        1,
        "序号 | 项目 | 科目名称 | 金额
         1 | 甲 | 乙 | 1.00
         2 | 丙 | 丁 | 2.00
         3 | 戊 | 己 | 3.00
         4 | 庚 | 辛 | 4.00
         5 | 壬 | 癸 | 5.00",
    );
}

#[test]
fn by_sequence_a_short_total_row_puts_its_numbers_into_number_columns() {
    check(
        DumpDialect::CellPerLine,
        "科目编码|科目名称|金额|科目编码|科目名称|金额
         301|工资|1.00|302|办公|2.00
         人员合计|1.00|公用合计|2.00",
        1,
        "科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额
         301 | 工资 | 1.00 | 302 | 办公 | 2.00
         人员合计 <1x2> | 1.00 | 公用合计 <1x2> | 2.00",
    );
}

#[test]
fn by_sequence_a_head_inside_a_form_covers_its_children() {
    let form = tables(
        DumpDialect::CellPerLine,
        "堤防加固|某局
         资金情况|年初数|执行数|得分
         |申报数|批复数||
         总额|1.00|1.00|0.90|9.00",
    );
    assert_eq!(print(&form[0].grid).lines().nth(1), Some("资金情况 | 年初数 <1x2> | 执行数 | 得分"));
}

#[test]
fn captions_and_notes_leave_the_grid() {
    let found =
        tables(DumpDialect::TabSeparated, "部门名称：某局|单位：万元\n科目名称|金额\n甲|1.00\n注：无|");
    let texts = |lines: &[mingxi_model::Paragraph]| lines.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&found[0].captions), ["部门名称：某局", "单位：万元"]);
    assert_eq!(texts(&found[0].notes), ["注：无"]);
    assert_eq!(found[0].grid.rows(), 2);
}

fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => prop::sample::select(vec!["合计", "小计", "科目名称", "金额", "栏次", "基本支出", "一、甲", "其中：乙"])
            .prop_map(str::to_owned),
        3 => (0u32..99_999).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
        1 => "[甲乙丙丁]{1,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any rows give grids that tile (the constructor proves it), and no text is lost: what a grid does not
    /// hold is a repeated header, an echo of a header, or stands in captions and notes.
    #[test]
    fn any_rows_tile_and_keep_their_numbers(
        rows in prop::collection::vec((prop::collection::vec(field(), 1..9), any::<bool>()), 1..12),
        tabs in any::<bool>(),
    ) {
        let dialect = if tabs { DumpDialect::TabSeparated } else { DumpDialect::CellPerLine };
        let dump = DumpTable {
            dialect,
            rows: rows
                .iter()
                .map(|(fields, break_before)| DumpRow {
                    cells: fields.iter().map(|text| DumpCell { text: text.clone(), line: 1 }).collect(),
                    break_before: *break_before,
                })
                .collect(),
        };
        let document = Document {
            format: Format::Txt,
            blocks: vec![Block::Dump(dump)],
            running: Vec::new(),
            pages: Vec::new(),
            page_count: None,
            diagnostics: Vec::new(),
            partial: None,
        };
        let (items, diagnostics) = recover(&document, &hints());
        prop_assert!(diagnostics.is_empty(), "{:?}", diagnostics);
        let count = |texts: Vec<String>| texts.iter().filter(|text| text.contains('.')).count();
        let before = count(rows.iter().flat_map(|(fields, _)| fields.clone()).collect());
        let after = count(
            items
                .iter()
                .flat_map(|item| match item {
                    FlowItem::Table(table) => table.grid.cells().iter().map(|c| c.text_raw.clone()).collect(),
                    FlowItem::Paragraph(paragraph) => vec![paragraph.text.clone()],
                })
                .collect(),
        );
        prop_assert_eq!(before, after);
    }
}

#[test]
fn by_sequence_the_sums_tell_how_wide_a_group_is() {
    check(
        DumpDialect::CellPerLine,
        "编码|名称|合计|基本支出|项目支出
         |||小计|人员支出|公用支出|项目支出总数|扣除后支出
         208|社保|6.00|3.00|1.00|2.00|3.00|2.50
         209|其他|8.00|5.00||5.00|3.00|3.00",
        2,
        "编码 <2x1> | 名称 <2x1> | 合计 <2x1> | 基本支出 <1x3> | 项目支出 <1x2>
         ^ | ^ | ^ | 小计 | 人员支出 | 公用支出 | 项目支出总数 | 扣除后支出
         208 | 社保 | 6.00 | 3.00 | 1.00 | 2.00 | 3.00 | 2.50
         209 | 其他 | 8.00 | 5.00 |  | 5.00 | 3.00 | 3.00",
    );
}

#[test]
fn a_header_goes_on_over_the_labels_alone() {
    let rows = "某某科目||编制数\n科目编码|科目名称|\n||9.00\n301|工资|4.00\n302|商品|5.00";
    assert_eq!(tables(DumpDialect::TabSeparated, rows)[0].header_rows, 2);
    let rows = "某某科目||编制数\n301|工资|4.00\n302|商品|5.00";
    assert_eq!(tables(DumpDialect::TabSeparated, rows)[0].header_rows, 1);
}

#[test]
fn a_row_of_a_year_alone_begins_no_table() {
    let rows = "项目|合计|甲费\n2024年||\n2025年||\n增减||";
    assert_eq!(tables(DumpDialect::TabSeparated, rows).len(), 1);
}
