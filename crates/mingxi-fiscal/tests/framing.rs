//! Titles, form numbers and units of tables on pages: at the foot, wrapped, shared by two tables, in the header.

#![allow(clippy::unwrap_used)]

use mingxi_fiscal::{Vocabulary, recognise};
use mingxi_model::{
    BBox, Cell, Extraction, FlowItem, Grid, Paragraph, Place, Reading, RecoveredTable, Table,
};

/// A line of a page, `height` points below its top, centred on 300.
fn line(text: &str, number: i32, height: f32, size: f32) -> FlowItem {
    let half = text.chars().count() as f32 * size / 2.0;
    let bbox = BBox { x0: 300.0 - half, y0: height, x1: 300.0 + half, y1: height + size };
    FlowItem::Paragraph(Paragraph {
        text: text.into(),
        heading: None,
        place: Place::Page { number, bbox },
        turns: Vec::new(),
    })
}

/// A table on a page from rows of `甲|乙`.
fn table(rows: &str, number: i32, header_rows: u32) -> FlowItem {
    let place = Some(Place::Page { number, bbox: BBox { x0: 50.0, y0: 200.0, x1: 550.0, y1: 300.0 } });
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.trim().split('|').collect()).collect();
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        let place = place.clone();
        texts
            .iter()
            .enumerate()
            .map(move |(col, text)| Cell::single(row as u32, col as u32, text, place.clone()))
    });
    let mut grid = Grid::new(rows.len() as u32, rows[0].len() as u32, cells.collect()).unwrap();
    grid.mark_header(header_rows);
    FlowItem::Table(RecoveredTable {
        grid,
        header_rows,
        captions: Vec::new(),
        notes: Vec::new(),
        extraction: Extraction::Ruled,
        place,
        others: Vec::new(),
        doubts: Vec::new(),
    })
}

const SPENDING: &str = "科目编码|科目名称|合计|基本支出|项目支出
    |合计|10.00|6.00|4.00
    213|农林水支出|10.00|6.00|4.00";

fn read(flow: &[FlowItem]) -> Reading {
    recognise(flow, "test.pdf", &Vocabulary::builtin().unwrap())
}

fn names(table: &Table) -> (Option<&str>, Option<&str>, Option<&str>) {
    (table.title.as_deref(), table.form_number.as_deref(), table.printed_unit.as_deref())
}

#[test]
fn a_form_number_at_the_foot_numbers_the_table_above() {
    for number in ["预算01表", "表一", "第三表", "附表1-2", "部门公开表7"] {
        let reading = read(&[
            line("部门支出总表", 1, 60.0, 16.0),
            line("单位：万元", 1, 100.0, 10.0),
            table(SPENDING, 1, 1),
            line(number, 1, 760.0, 10.0),
            line("部门收入总表", 2, 60.0, 16.0),
            line("单位：元", 2, 100.0, 10.0),
            table(SPENDING, 2, 1),
        ]);
        assert_eq!(names(&reading.tables[0]), (Some("部门支出总表"), Some(number), Some("万元")));
        assert_eq!(names(&reading.tables[1]), (Some("部门收入总表"), None, Some("元")));
    }
}

#[test]
fn a_form_number_above_a_title_on_the_same_page_is_that_titles() {
    let reading = read(&[
        line("部门支出总表", 1, 60.0, 16.0),
        table(SPENDING, 1, 1),
        line("表2", 1, 400.0, 10.0),
        line("部门收入总表", 1, 420.0, 16.0),
        table(SPENDING, 1, 1),
    ]);
    assert_eq!(names(&reading.tables[0]).1, None);
    assert_eq!(names(&reading.tables[1]).1, Some("表2"));
}

#[test]
fn a_title_of_several_lines_may_end_in_its_number() {
    let whole = "云杉县人民代表大会常务委员会办公室一般公共预算支出情况表";
    for (last, size) in [("支出情况表（预算05表）", 18.0), ("支出情况表（表五）", 14.0)] {
        let reading = read(&[
            line("云杉县人民代表大会常务委员会", 1, 60.0, size),
            line("办公室一般公共预算", 1, 60.0 + 1.5 * size, size),
            line(last, 1, 60.0 + 3.0 * size, size),
            line("单位：元", 1, 150.0, 10.0),
            table(SPENDING, 1, 1),
        ]);
        assert_eq!(names(&reading.tables[0]).0, Some(whole), "{last}");
    }
}

#[test]
fn two_tables_under_one_title_share_it_and_its_unit() {
    let reading = read(&[
        line("部门支出总表", 1, 60.0, 16.0),
        line("单位：万元", 1, 100.0, 10.0),
        table(SPENDING, 1, 1),
        table(SPENDING, 1, 1),
        line("这里是一段说明文字。", 1, 500.0, 10.0),
        table("单位名称|收入合计|事业收入\n云杉县水利局|3.00|3.00", 1, 1),
    ]);
    assert_eq!(names(&reading.tables[1]), (Some("部门支出总表"), None, Some("万元")));
    assert!(reading.diagnostics.iter().any(|d| d.code == "unit_of_table_before"));
    assert_eq!(names(&reading.tables[2]).2, None, "text stands between");
}

#[test]
fn a_unit_in_the_header_is_the_tables() {
    for (cell, unit) in [("单位：万\n元", "万元"), ("金额单位：元", "元"), ("（单位：亿元）", "亿元")]
    {
        let cell = cell.replace('\n', "");
        let rows = format!("科目编码|科目名称|{cell}||\n{}", SPENDING.replace("科目编码|科目名称", "|"));
        let reading = read(&[line("部门支出总表", 1, 60.0, 16.0), table(&rows, 1, 2)]);
        assert_eq!(names(&reading.tables[0]).2, Some(unit));
        let measures: Vec<&str> = reading.line_items.iter().map(|item| item.measure.as_str()).collect();
        assert!(measures.iter().all(|measure| !measure.contains("万元")), "{measures:?}");
    }
}

#[test]
fn the_end_of_a_unit_that_fell_into_the_header_goes_back() {
    for (caption, head, unit) in [("单位：万", "元合计", "万元"), ("金额单位：人民币千", "元预算数", "千元")]
    {
        let head = SPENDING.replacen("合计", head, 1);
        let reading =
            read(&[line("部门支出总表", 1, 60.0, 16.0), line(caption, 1, 100.0, 10.0), table(&head, 1, 1)]);
        let found = &reading.tables[0];
        assert_eq!(found.printed_unit.as_deref(), Some(unit));
        assert!(!found.grid.at(0, 2).text.starts_with('元') && found.grid.at(0, 2).repair.is_some());
    }
    // 元 that begins no known head stays.
    let rows = SPENDING.replacen("合计", "元坝镇", 1);
    let reading = read(&[line("单位：万", 1, 100.0, 10.0), table(&rows, 1, 1)]);
    assert_eq!(reading.tables[0].grid.at(0, 2).text, "元坝镇");
}

#[test]
fn captions_of_the_page_before_are_another_tables() {
    let reading = read(&[
        line("部门：云杉县水利局", 1, 60.0, 10.0),
        line("表10", 1, 90.0, 10.0),
        line("部门支出总表", 2, 60.0, 16.0),
        line("单位：元", 2, 100.0, 10.0),
        table(SPENDING, 2, 1),
    ]);
    assert_eq!(reading.tables[0].captions, ["单位：元"]);
    assert_eq!(reading.tables[0].form_number, None);
}

#[test]
fn a_subhead_stands_between_a_table_and_its_unit() {
    for subhead in ["（一）支出", "1.支出", "二、支出部分"] {
        let reading = read(&[
            line("部门收支总表", 1, 60.0, 16.0),
            line("单位：万元", 1, 100.0, 10.0),
            line(subhead, 1, 120.0, 10.0),
            table(SPENDING, 1, 1),
        ]);
        let found = &reading.tables[0];
        assert_eq!((names(found).0, names(found).2), (Some("部门收支总表"), Some("万元")), "{subhead}");
    }
}

#[test]
fn a_title_in_the_frame_begins_the_next_form() {
    let rows = [
        "科目编码|科目名称|合计|基本支出|项目支出",
        "213|农林水支出|10.00|6.00|4.00",
        "|合计|10.00|6.00|4.00",
        "政府性基金预算支出表",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "212|城乡社区支出|3.00|1.00|2.00",
        "|合计|3.00|1.00|2.00",
    ];
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        let texts: Vec<&str> = texts.split('|').collect();
        let col_span = if texts.len() == 1 { 5 } else { 1 };
        let cell = |(col, text): (usize, &str)| Cell {
            col_span,
            ..Cell::single(row as u32, col as u32, text, None)
        };
        texts.into_iter().enumerate().map(cell).collect::<Vec<_>>()
    });
    let mut grid = Grid::new(7, 5, cells.collect()).unwrap();
    grid.mark_header(1);
    let both = FlowItem::Table(RecoveredTable {
        grid,
        header_rows: 1,
        captions: Vec::new(),
        notes: Vec::new(),
        extraction: Extraction::Ruled,
        place: None,
        others: Vec::new(),
        doubts: Vec::new(),
    });
    let reading =
        read(&[line("一般公共预算支出表", 1, 60.0, 16.0), line("单位：万元", 1, 100.0, 10.0), both]);
    let found: Vec<_> = reading.tables.iter().map(names).collect();
    assert_eq!(
        found,
        [
            (Some("一般公共预算支出表"), None, Some("万元")),
            (Some("政府性基金预算支出表"), None, Some("万元")),
        ]
    );
    assert_eq!(reading.tables[1].kind, mingxi_model::TableKind::GovernmentFund);
    assert_eq!(reading.tables[0].grid.rows(), 3);
}
