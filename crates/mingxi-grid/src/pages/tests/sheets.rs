//! Ruled tables: how rules are drawn, spans, pages.

use super::support::*;
use mingxi_model::{BBox, Extraction, Place};

const XS: [f32; 4] = [50.0, 150.0, 250.0, 350.0];
const YS: [f32; 4] = [100.0, 120.0, 140.0, 160.0];

/// A header over two rows with a group, and one row of data.
fn fill_grouped(page: &mut mingxi_model::Page) {
    write(page, 60.0, 128.0, "项目");
    write(page, 220.0, 114.0, "支出");
    write(page, 160.0, 134.0, "小计");
    write(page, 260.0, 134.0, "基本");
    write(page, 60.0, 154.0, "一、教育");
    write_right(page, 245.0, 154.0, "1,200.50");
    write_right(page, 345.0, 154.0, "7.00");
}

fn grouped_rules(page: &mut mingxi_model::Page) {
    for y in [100.0, 140.0, 160.0] {
        horizontal(page, y, 50.0, 350.0);
    }
    horizontal(page, 120.0, 150.0, 350.0);
    for x in [50.0, 150.0, 350.0] {
        vertical(page, x, 100.0, 160.0);
    }
    vertical(page, 250.0, 120.0, 160.0);
}

const GROUPED: [&str; 3] = ["项目<2x1>|支出<1x2>", "^|小计|基本", "一、教育|1,200.50|7.00"];

#[test]
fn spans_follow_from_missing_sides() {
    let mut page = page(1);
    grouped_rules(&mut page);
    fill_grouped(&mut page);
    let (items, diagnostics) = recover(&[page]);
    let table = tables(&items)[0];
    assert_eq!(show(table), GROUPED);
    assert_eq!((table.header_rows, table.extraction), (2, Extraction::Ruled));
    assert!(diagnostics.is_empty());
    let amount = table.grid.at(2, 1);
    let place = Place::Page { number: 1, bbox: BBox { x0: 150.0, y0: 140.0, x1: 250.0, y1: 160.0 } };
    assert_eq!(amount.place, Some(place));
}

#[test]
fn dashes_double_lines_and_pieces_are_one_rule() {
    let mut page = page(1);
    for y in [100.0, 140.0, 160.0] {
        // Each line as a double line of dashes.
        for offset in [-0.7, 0.7] {
            let mut x = 50.0;
            while x < 350.0 {
                horizontal(&mut page, y + offset, x, x + 2.0);
                x += 4.0;
            }
        }
    }
    horizontal(&mut page, 120.0, 150.0, 250.0);
    horizontal(&mut page, 120.2, 248.0, 350.0);
    for x in [50.0, 150.0, 350.0] {
        for y in [100.0, 120.0, 140.0] {
            vertical(&mut page, x, y + 0.5, y + 19.5);
        }
    }
    vertical(&mut page, 250.0, 120.0, 160.0);
    fill_grouped(&mut page);
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), GROUPED);
}

#[test]
fn invisible_rules_and_single_boxes_are_no_table() {
    let mut page = page(1);
    grid(&mut page, &XS, &YS);
    for rule in &mut page.rules {
        rule.visible = false;
    }
    grid(&mut page, &[50.0, 400.0], &[300.0, 350.0]);
    write(&mut page, 60.0, 320.0, "框内的一句话。");
    let (items, _) = recover(&[page]);
    assert!(tables(&items).is_empty());
    assert_eq!(prose(&items), ["框内的一句话。"]);
}

#[test]
fn prose_stands_before_between_and_after_two_tables() {
    let mut page = page(1);
    write(&mut page, 60.0, 60.0, "前言在此。");
    grid(&mut page, &XS[..3], &YS[..3]);
    write(&mut page, 60.0, 114.0, "甲类");
    write(&mut page, 60.0, 180.0, "中间的话。");
    grid(&mut page, &XS[1..], &[200.0, 220.0, 240.0]);
    write(&mut page, 160.0, 214.0, "乙类");
    write(&mut page, 60.0, 300.0, "结尾的话。");
    let (items, _) = recover(&[page]);
    let order: Vec<String> = items
        .iter()
        .map(|item| match item {
            mingxi_model::FlowItem::Paragraph(p) => p.text.clone(),
            mingxi_model::FlowItem::Table(t) => format!("[{}]", t.grid.at(0, 0).text),
        })
        .collect();
    assert_eq!(order, ["前言在此。", "[甲类]", "中间的话。", "[乙类]", "结尾的话。"]);
}

#[test]
fn a_number_broken_by_a_narrow_cell_stays_one() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 150.0, 175.0], &[100.0, 140.0]);
    write(&mut page, 60.0, 120.0, "合计");
    write(&mut page, 153.0, 118.0, "369");
    write(&mut page, 153.0, 130.0, "8.72");
    let (items, _) = recover(&[page]);
    assert_eq!(tables(&items)[0].grid.at(0, 1).text, "3698.72");
}

#[test]
fn two_numbers_in_a_wide_cell_stay_two() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 150.0, 250.0], &[100.0, 140.0]);
    write(&mut page, 60.0, 120.0, "合计");
    write(&mut page, 153.0, 118.0, "369");
    write(&mut page, 153.0, 130.0, "8.72");
    let (items, _) = recover(&[page]);
    assert_eq!(tables(&items)[0].grid.at(0, 1).text_raw, "369\n8.72");
}

#[test]
fn an_overflowing_text_keeps_its_cell() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 95.0, 150.0], &[100.0, 120.0, 140.0]);
    write(&mut page, 53.0, 114.0, "机关运行经费");
    write(&mut page, 53.0, 134.0, "教育");
    write_right(&mut page, 148.0, 134.0, "8.72");
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), ["机关运行经费|", "教育|8.72"]);
}

fn data_page(number: i32, labels: &[&str], header: bool) -> mingxi_model::Page {
    let mut page = page(number);
    let rows = labels.len() + usize::from(header);
    let ys: Vec<f32> = (0..=rows).map(|row| 100.0 + 20.0 * row as f32).collect();
    grid(&mut page, &XS[..3], &ys);
    let mut y = 114.0;
    if header {
        write(&mut page, 60.0, y, "项目");
        write(&mut page, 160.0, y, "金额");
        y += 20.0;
    }
    for label in labels {
        write(&mut page, 60.0, y, label);
        write_right(&mut page, 245.0, y, "1.00");
        y += 20.0;
    }
    page
}

#[test]
fn a_table_goes_on_over_pages_with_and_without_its_header() {
    let pages = [
        data_page(1, &["教育", "科学"], true),
        data_page(2, &["文化"], true),
        data_page(3, &["体育"], false),
    ];
    let (items, diagnostics) = recover(&pages);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(show(found[0]), ["项目|金额", "教育|1.00", "科学|1.00", "文化|1.00", "体育|1.00"]);
    let pages: Vec<Option<i32>> =
        (0..5).map(|row| found[0].grid.at(row, 0).place.as_ref().and_then(Place::page)).collect();
    assert_eq!(pages, [Some(1), Some(1), Some(1), Some(2), Some(3)]);
    assert_eq!(diagnostics.iter().filter(|d| d.code == "joined_pages").count(), 2);
}

#[test]
fn another_title_begins_another_table() {
    let mut second = data_page(2, &["文化"], true);
    write(&mut second, 160.0, 80.0, "另一张表");
    let (items, _) = recover(&[data_page(1, &["教育"], true), second]);
    assert_eq!(tables(&items).len(), 2);
    assert_eq!(prose(&items), ["另一张表"]);
}

#[test]
fn a_row_cut_by_the_page_break_is_one() {
    let mut first = page(1);
    grid(&mut first, &[50.0, 110.0, 250.0], &[100.0, 120.0, 140.0]);
    write(&mut first, 60.0, 114.0, "项目");
    write(&mut first, 160.0, 114.0, "金额");
    write(&mut first, 53.0, 134.0, "社会保障和");
    write_right(&mut first, 245.0, 134.0, "8.00");
    let mut second = page(2);
    grid(&mut second, &[50.0, 110.0, 250.0], &[100.0, 120.0, 140.0]);
    write(&mut second, 53.0, 114.0, "就业支出");
    write(&mut second, 53.0, 134.0, "卫生");
    write_right(&mut second, 245.0, 134.0, "9.00");
    let (items, diagnostics) = recover(&[first, second]);
    assert_eq!(show(tables(&items)[0]), ["项目|金额", "社会保障和就业支出|8.00", "卫生|9.00"]);
    assert!(diagnostics.iter().any(|d| d.code == "cut_row"));
}

#[test]
fn left_and_right_halves_of_a_sheet_are_joined() {
    let ys = [100.0, 120.0, 140.0, 160.0];
    let mut left = page(1);
    write(&mut left, 60.0, 80.0, "收支表");
    grid(&mut left, &[50.0, 150.0, 250.0], &ys[1..]);
    for (y, x1) in [(100.0, 300.0), (120.0, 300.0), (140.0, 300.0), (160.0, 300.0)] {
        horizontal(&mut left, y, 50.0, x1);
    }
    vertical(&mut left, 50.0, 100.0, 160.0);
    vertical(&mut left, 150.0, 100.0, 160.0);
    vertical(&mut left, 300.0, 120.0, 160.0);
    write(&mut left, 60.0, 114.0, "项目");
    write(&mut left, 160.0, 114.0, "支出");
    write(&mut left, 160.0, 134.0, "小计");
    write(&mut left, 60.0, 154.0, "教育");
    write_right(&mut left, 245.0, 154.0, "3.00");
    let mut right = page(2);
    grid(&mut right, &[50.0, 120.0], &ys[1..]);
    horizontal(&mut right, 100.0, 50.0, 120.0);
    vertical(&mut right, 120.0, 100.0, 160.0);
    write(&mut right, 60.0, 134.0, "基本");
    write_right(&mut right, 115.0, 154.0, "2.00");
    let (items, _) = recover(&[left, right]);
    let table = tables(&items)[0];
    assert_eq!(tables(&items).len(), 1);
    assert_eq!(show(table)[0], "项目|支出<1x3>");
    assert_eq!(show(table)[2], "教育|3.00||2.00");
    assert_eq!(table.grid.at(2, 3).place.as_ref().and_then(Place::page), Some(2));
}

#[test]
fn the_end_of_a_title_at_the_papers_edge_parts_no_halves() {
    let ys = [100.0, 120.0, 140.0, 160.0];
    let mut left = page(1);
    write(&mut left, 500.0, 80.0, "医疗补助资金绩效目标表");
    grid(&mut left, &[50.0, 150.0, 250.0], &ys);
    let mut right = page(2);
    write(&mut right, 3.0, 80.0, "标表");
    grid(&mut right, &[50.0, 170.0], &ys);
    for (y, name, level, target) in
        [(114.0, "名称", "项目", "备注"), (134.0, "甲", "乙", "丙"), (154.0, "丁", "戊", "己")]
    {
        write(&mut left, 60.0, y, name);
        write(&mut left, 160.0, y, level);
        write(&mut right, 60.0, y, target);
    }
    let (items, _) = recover(&[left, right]);
    assert_eq!(show(tables(&items)[0]), ["名称|项目|备注", "甲|乙|丙", "丁|戊|己"]);
}

#[test]
fn page_numbers_and_running_headers_are_left_out() {
    let pages: Vec<_> = (1..=4)
        .map(|number| {
            let mut page = page(number);
            write(&mut page, 60.0, 30.0, "某局预算公开");
            write(&mut page, 60.0, 200.0, ["甲句。", "乙句。", "丙句。", "丁句。"][number as usize - 1]);
            write(&mut page, 290.0, 780.0, &format!("- {number} -"));
            page
        })
        .collect();
    let (items, _) = recover(&pages);
    assert_eq!(prose(&items), ["甲句。", "乙句。", "丙句。", "丁句。"]);
}

#[test]
fn captions_beside_each_other_follow_their_title() {
    let mut page = page(1);
    write(&mut page, 500.0, 60.0, "表3");
    write(&mut page, 250.0, 80.0, "收入支出总表");
    write(&mut page, 500.0, 95.0, "单位:万元");
    grid(&mut page, &XS, &YS);
    write(&mut page, 60.0, 114.0, "项目");
    let (items, _) = recover(&[page]);
    assert_eq!(prose(&items), ["收入支出总表", "表3", "单位:万元"]);
}

#[test]
fn sideways_pages_read_like_upright_ones_and_keep_their_boxes() {
    let mut upright = page(1);
    grouped_rules(&mut upright);
    fill_grouped(&mut upright);
    // The same page turned: text runs from bottom to top.
    let turn = |b: BBox| BBox { x0: b.y0, y0: 600.0 - b.x1, x1: b.y1, y1: 600.0 - b.x0 };
    let mut turned = upright.clone();
    (turned.width, turned.height) = (800.0, 600.0);
    for glyph in &mut turned.glyphs {
        glyph.bbox = turn(glyph.bbox);
        glyph.rotation = 90;
    }
    for rule in &mut turned.rules {
        rule.bbox = turn(rule.bbox);
        rule.horizontal = !rule.horizontal;
    }
    let (items, _) = recover(&[turned]);
    let table = tables(&items)[0];
    assert_eq!(show(table), GROUPED);
    let bbox = table.grid.at(2, 1).place.as_ref().and_then(Place::bbox).unwrap();
    assert_eq!(bbox, turn(BBox { x0: 150.0, y0: 140.0, x1: 250.0, y1: 160.0 }));
}

/// A page of a wide sheet: the label columns and two columns of amounts under one head; the outer side of the head is
/// open where the cut goes through it.
fn titled_page(number: i32, title: &str, head: &str, heads: [&str; 2], is_open: bool) -> mingxi_model::Page {
    let mut one = page(number);
    let (middle, end) = if number == 1 { (290.0, 370.0) } else { (310.0, 400.0) };
    let (xs, ys) = ([50.0, 110.0, 210.0, middle, end], [100.0, 120.0, 140.0, 160.0, 180.0, 200.0]);
    write_centred(&mut one, 300.0, 80.0, title);
    for y in [100.0, 140.0, 160.0, 180.0, 200.0] {
        horizontal(&mut one, y, 50.0, end);
    }
    horizontal(&mut one, 120.0, 210.0, end);
    vertical(&mut one, 50.0, 100.0, 200.0);
    vertical(&mut one, 110.0, 100.0, 200.0);
    vertical(&mut one, 210.0, 100.0, 200.0);
    vertical(&mut one, middle, 120.0, 200.0);
    vertical(&mut one, end, if is_open { 120.0 } else { 100.0 }, 200.0);
    let labels = [("编码", "名称"), ("201", "公共服务"), ("208", "社保就业"), ("210", "卫生健康")];
    for ((code, name), y) in labels.into_iter().zip(ys[2..].iter().map(|y| y - 6.0)) {
        write(&mut one, xs[0] + 5.0, if code == "编码" { 124.0 } else { y }, code);
        write(&mut one, xs[1] + 5.0, if code == "编码" { 124.0 } else { y }, name);
    }
    if !head.is_empty() {
        write(&mut one, 220.0, 114.0, head);
    }
    for (col, head) in heads.into_iter().enumerate() {
        write(&mut one, xs[col + 2] + 5.0, 134.0, head);
        for row in 0..3 {
            let amount = format!("{number}{col}{row}.50");
            write_right(&mut one, xs[col + 3] - 5.0, 154.0 + 20.0 * row as f32, &amount);
        }
    }
    one
}

#[test]
fn label_columns_printed_again_on_every_page_of_a_sheet_stand_in_it_once() {
    let pages = [
        titled_page(1, "", "收入", ["基本", "金额"], true),
        titled_page(2, "某某支出表", "", ["合计", "备注"], false),
    ];
    let (items, _) = recover(&pages);
    let tables = tables(&items);
    assert_eq!(tables.len(), 1);
    let rows = show(tables[0]);
    assert_eq!(rows[1], "^|^|基本|金额|合计|备注");
    assert_eq!(rows[2], "201|公共服务|100.50|110.50|200.50|210.50");
    assert_eq!(rows[4], "210|卫生健康|102.50|112.50|202.50|212.50");
    assert!(rows[0].contains("收入<1x4>"), "{}", rows[0]);
}

#[test]
fn a_second_form_of_the_same_labels_is_no_part_of_the_sheet_before_it() {
    let pages = [
        titled_page(1, "某某收入表", "收入", ["基本", "金额"], false),
        titled_page(2, "某某支出表", "支出", ["合计", "备注"], false),
    ];
    let (items, _) = recover(&pages);
    assert_eq!(tables(&items).len(), 2);
}

#[test]
fn columns_of_one_width_on_every_page_are_those_of_one_sheet_under_other_heads() {
    let title = "某某支出表";
    let sheet = |number: i32, head: &str, heads: [&str; 2]| {
        let mut page = titled_page(1, title, head, heads, false);
        (page.number, page.width, page.height) = (number, page.height, page.width);
        page
    };
    let first = sheet(1, "工资", ["基本", "津贴"]);
    let recovered = |second: mingxi_model::Page| {
        let (items, _) = recover(&[first.clone(), second]);
        tables(&items).into_iter().map(show).collect::<Vec<_>>()
    };
    let sheets = recovered(sheet(2, "商品", ["水费", "电费"]));
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0][3], "208|社保就业|101.50|111.50|101.50|111.50");
    // The same heads are the next page of the same columns.
    let pages = recovered(sheet(2, "工资", ["基本", "津贴"]));
    assert_eq!(pages[0].iter().filter(|row| row.starts_with("208|")).count(), 2);
}
