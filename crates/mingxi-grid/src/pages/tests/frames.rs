//! What stands around and behind tables: titles, captions, watermarks.

use super::support::*;
use mingxi_model::{Diagnostic, Page};

const XS: [f32; 3] = [100.0, 300.0, 500.0];

fn table(page: &mut Page, top: f32, rows: &[[&str; 2]]) {
    let ys: Vec<f32> = (0..=rows.len()).map(|row| top + 20.0 * row as f32).collect();
    grid(page, &XS, &ys);
    for (row, texts) in rows.iter().enumerate() {
        let y = top + 20.0 * row as f32 + 14.0;
        write(page, 110.0, y, texts[0]);
        write_right(page, 490.0, y, texts[1]);
    }
}

fn has(diagnostics: &[Diagnostic], code: &str) -> bool {
    diagnostics.iter().any(|remark| remark.code == code)
}

#[test]
fn captions_that_the_page_before_has_too_stay_with_a_new_table() {
    let mut first = page(1);
    write(&mut first, 230.0, 60.0, "基本支出预算表");
    write(&mut first, 420.0, 90.0, "单位：万元");
    table(&mut first, 100.0, &[["项目", "金额"], ["工资", "2.00"]]);
    write(&mut first, 230.0, 700.0, "运行经费预算表");
    let mut second = page(2);
    write(&mut second, 420.0, 60.0, "单位：万元");
    table(&mut second, 70.0, &[["名称", "备注"], ["水费", "3.00"]]);
    let (items, _) = recover(&[first, second]);
    assert_eq!(tables(&items).len(), 2);
    assert_eq!(prose(&items), ["基本支出预算表", "单位：万元", "运行经费预算表", "单位：万元"]);
}

#[test]
fn a_title_that_does_not_fit_its_line_is_one() {
    let mut page = page(1);
    write_sized(&mut page, 110.0, 60.0, "三公经费会议费培训费支出预算", 25.0);
    write_sized(&mut page, 280.0, 95.0, "表", 25.0);
    write(&mut page, 420.0, 120.0, "单位：万元");
    table(&mut page, 130.0, &[["项目", "金额"], ["工资", "2.00"]]);
    let (items, _) = recover(&[page]);
    assert_eq!(prose(&items), ["三公经费会议费培训费支出预算表", "单位：万元"]);
}

#[test]
fn a_slanted_watermark_is_in_no_cell() {
    let mut page = page(1);
    table(&mut page, 100.0, &[["项目", "金额"], ["工资", "2.00"], ["水费", "3.00"], ["电费", "4.00"]]);
    let before = page.glyphs.len();
    write_sized(&mut page, 150.0, 170.0, "内部2024", 14.0);
    page.glyphs[before..].iter_mut().for_each(|glyph| glyph.rotation = 45);
    let (items, diagnostics) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), ["项目|金额", "工资|2.00", "水费|3.00", "电费|4.00"]);
    assert!(prose(&items).is_empty(), "{:?}", prose(&items));
    assert!(has(&diagnostics, "watermark_left_out"));
}

#[test]
fn a_watermark_larger_than_the_cells_is_in_none_of_them() {
    let mut page = page(1);
    table(&mut page, 100.0, &[["项目", "金额"], ["工资", "2.00"], ["水费", "3.00"], ["电费", "4.00"]]);
    write_sized(&mut page, 130.0, 160.0, "样5", 60.0);
    let (items, diagnostics) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), ["项目|金额", "工资|2.00", "水费|3.00", "电费|4.00"]);
    assert!(has(&diagnostics, "watermark_left_out"));
}

#[test]
fn a_paragraph_written_on_two_pages_is_read_where_it_is_seen() {
    let lines = ["第一行的文字", "第二行的文字", "只写一次的文字"];
    let pages: Vec<Page> = (0..2)
        .map(|number| {
            let mut page = page(number as i32 + 1);
            for (index, text) in lines.iter().take(2).enumerate() {
                let before = page.glyphs.len();
                write(&mut page, 100.0, 300.0 + 100.0 * index as f32, text);
                page.glyphs[before..].iter_mut().for_each(|glyph| glyph.clipped = index != number);
            }
            page
        })
        .collect();
    let mut alone = page(3);
    write(&mut alone, 100.0, 300.0, lines[2]);
    alone.glyphs.iter_mut().for_each(|glyph| glyph.clipped = true);
    let (items, _) = recover(&[pages[0].clone(), pages[1].clone(), alone]);
    assert_eq!(prose(&items), lines);
}

#[test]
fn a_title_in_a_low_row_is_no_watermark() {
    let mut page = page(1);
    table(
        &mut page,
        100.0,
        &[["", ""], ["项目", "金额"], ["工资", "2.00"], ["水费", "3.00"], ["电费", "4.00"]],
    );
    write_sized(&mut page, 110.0, 118.0, "支出表", 27.0);
    let (items, diagnostics) = recover(&[page]);
    assert!(!has(&diagnostics, "watermark_left_out"));
    let framed = tables(&items)[0].captions.iter().map(|paragraph| paragraph.text.as_str());
    assert_eq!(framed.collect::<Vec<_>>(), ["支出表"]);
}

#[test]
fn the_rule_of_a_running_head_is_no_row_of_the_table_below() {
    let mut page = page(1);
    write(&mut page, 50.0, 70.0, "青禾县中医院2026年预算");
    horizontal(&mut page, 75.0, 50.0, 250.0);
    grid(&mut page, &[50.0, 150.0, 250.0], &[90.0, 110.0, 130.0]);
    for (row, texts) in [["项目", "金额"], ["支出", "3.00"]].iter().enumerate() {
        for (col, text) in texts.iter().enumerate() {
            write(&mut page, 55.0 + 100.0 * col as f32, 105.0 + 20.0 * row as f32, text);
        }
    }
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), ["项目|金额", "支出|3.00"]);
}
