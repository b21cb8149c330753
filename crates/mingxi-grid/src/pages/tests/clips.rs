//! What a clip cuts away: cells over two pages, texts that overflow their cells.

use super::support::*;
use mingxi_model::{BBox, Page};

/// Writes a text within a clip; the clip cuts away what lies more than half outside.
fn write_clipped(page: &mut Page, x: f32, y: f32, text: &str, clip: BBox) {
    let before = page.glyphs.len();
    write(page, x, y, text);
    for glyph in &mut page.glyphs[before..] {
        let (cx, cy) = ((glyph.bbox.x0 + glyph.bbox.x1) / 2.0, (glyph.bbox.y0 + glyph.bbox.y1) / 2.0);
        glyph.clip = Some(clip);
        glyph.clipped = cx < clip.x0 || cx > clip.x1 || cy < clip.y0 || cy > clip.y1;
    }
}

const XS: [f32; 4] = [50.0, 150.0, 250.0, 350.0];

/// Two pages of one sheet: the break lies 80 points below the top of the second page's body. The first two columns of
/// the last project reach over it, and each page holds all of their text.
fn cut_sheet(label: [&str; 3]) -> [Page; 2] {
    let mut pages = [page(1), page(2)];
    let bodies = [
        BBox { x0: 45.0, y0: 95.0, x1: 355.0, y1: 180.0 },
        BBox { x0: 45.0, y0: 100.0, x1: 355.0, y1: 700.0 },
    ];
    let first = &mut pages[0];
    grid(first, &XS, &[100.0, 120.0, 140.0]);
    grid(first, &XS[2..], &[140.0, 160.0, 180.0]);
    for x in &XS[..2] {
        vertical(first, *x, 140.0, 180.0);
    }
    for (x, y, text) in [
        (60.0, 114.0, "名称"),
        (160.0, 114.0, "金额"),
        (260.0, 114.0, "备注"),
        (60.0, 134.0, "甲项"),
        (160.0, 134.0, "1.50"),
        (260.0, 134.0, "子"),
        (260.0, 154.0, "丑"),
        (260.0, 174.0, "寅"),
    ] {
        write_clipped(first, x, y, text, bodies[0]);
    }
    let second = &mut pages[1];
    grid(second, &XS[2..], &[100.0, 120.0, 140.0]);
    grid(second, &XS, &[140.0, 160.0]);
    for x in &XS[..2] {
        vertical(second, *x, 100.0, 140.0);
    }
    for (x, y, text) in [
        (260.0, 114.0, "卯"),
        (260.0, 134.0, "辰"),
        (60.0, 154.0, "丙项"),
        (160.0, 154.0, "3.50"),
        (260.0, 154.0, "巳"),
    ] {
        write_clipped(second, x, y, text, bodies[1]);
    }
    for (page, shift) in [(0, 0.0), (1, -80.0)] {
        for (index, line) in label.iter().enumerate() {
            write_clipped(&mut pages[page], 60.0, 174.0 + 12.0 * index as f32 + shift, line, bodies[page]);
        }
        write_clipped(&mut pages[page], 160.0, 190.0 + shift, "2.50", bodies[page]);
    }
    pages
}

#[test]
fn a_cell_over_two_pages_is_written_on_both_and_read_once() {
    let (items, diagnostics) = recover(&cut_sheet(["植树造林", "与河道清", "淤项目"]));
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    let rows = [
        "名称|金额|备注",
        "甲项|1.50|子",
        "植树造林与河道清淤项目<4x1>|2.50<4x1>|丑",
        "^|^|寅",
        "^|^|卯",
        "^|^|辰",
        "丙项|3.50|巳",
    ];
    assert_eq!(show(found[0]), rows);
    assert!(prose(&items).is_empty());
    assert!(diagnostics.iter().all(|d| d.code != "cut_row"));
    // The amount is seen on the second page.
    assert_eq!(found[0].grid.at(2, 1).place.as_ref().and_then(mingxi_model::Place::page), Some(2));
}

#[test]
fn a_cut_line_that_reads_like_a_title_begins_no_table() {
    let (items, _) = recover(&cut_sheet(["甲乙支出表", "某某收支表", "收入总表"]));
    assert_eq!(tables(&items).len(), 1);
    assert_eq!(tables(&items)[0].grid.at(2, 0).text, "甲乙支出表某某收支表收入总表");
}

/// The edge of a page's body goes through the first line of a cell: its lower half stands below the table, and the next
/// page prints the whole cell.
#[test]
fn a_line_across_the_lower_edge_is_a_part_of_the_cell_on_the_next_page() {
    let mut pages = [page(1), page(2)];
    grid(&mut pages[0], &XS, &[100.0, 120.0, 140.0, 180.0]);
    grid(&mut pages[1], &XS, &[80.0, 100.0, 140.0]);
    let heads = [(60.0, "名称"), (160.0, "金额"), (260.0, "备注")];
    for (x, text) in heads {
        write(&mut pages[0], x, 114.0, text);
        write(&mut pages[1], x, 94.0, text);
    }
    for (x, y, text) in
        [(60.0, 134.0, "甲项"), (160.0, 134.0, "1.50"), (260.0, 134.0, "子"), (260.0, 164.0, "丑")]
    {
        write(&mut pages[0], x, y, text);
    }
    write(&mut pages[0], 60.0, 185.0, "建设收支表");
    for (x, y, text) in
        [(60.0, 114.0, "建设收支表"), (60.0, 126.0, "管理系统"), (160.0, 120.0, "2.50"), (260.0, 120.0, "寅")]
    {
        write(&mut pages[1], x, y, text);
    }
    let (items, _) = recover(&pages);
    assert_eq!(tables(&items).len(), 1);
    assert!(prose(&items).is_empty());
}

#[test]
fn a_page_that_repeats_its_heads_goes_on_with_the_cut_cell() {
    let [first, mut second] = cut_sheet(["植树造林", "与河道清", "淤项目"]);
    // The heads are printed above the body of the second page: the cut text lies over them.
    grid(&mut second, &XS, &[80.0, 100.0]);
    for (x, text) in [(60.0, "名称"), (160.0, "金额"), (260.0, "备注")] {
        write(&mut second, x, 94.0, text);
    }
    let (items, _) = recover(&[first, second]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(show(found[0])[2..4], ["植树造林与河道清淤项目<4x1>|2.50<4x1>|丑", "^|^|寅"]);
    assert_eq!(found[0].grid.rows(), 7);
}

/// The clip's edge goes through the last line that the first page shows: the second page shows the rest over its head.
#[test]
fn a_line_that_the_clip_tears_is_no_part_of_the_head() {
    let [first, mut second] = cut_sheet(["植树造林", "与河道清", "淤项目"]);
    grid(&mut second, &XS, &[80.0, 100.0]);
    for (x, text) in [(60.0, "名称"), (160.0, "金额"), (260.0, "备注")] {
        write(&mut second, x, 88.0, text);
    }
    let is_torn = |glyph: &&mut mingxi_model::Glyph| "植树造林".contains(glyph.text.as_str());
    for glyph in second.glyphs.iter_mut().filter(is_torn) {
        let Some(clip) = glyph.clip.as_mut() else { continue };
        clip.y0 = glyph.bbox.y0;
        glyph.clipped = false;
        (glyph.bbox.y0, glyph.bbox.y1, glyph.baseline) =
            (glyph.bbox.y0 + 4.0, glyph.bbox.y1 + 4.0, glyph.baseline + 4.0);
    }
    let (items, _) = recover(&[first, second]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(
        show(found[0])[..4],
        ["名称|金额|备注", "甲项|1.50|子", "植树造林与河道清淤项目<4x1>|2.50<4x1>|丑", "^|^|寅"]
    );
}

#[test]
fn cut_cells_with_other_amounts_are_two() {
    let [mut first, second] = cut_sheet(["植树造林", "与河道清", "淤项目"]);
    for glyph in first.glyphs.iter_mut().filter(|glyph| glyph.clipped && glyph.text == "2") {
        glyph.text = "9".to_owned();
    }
    let (items, _) = recover(&[first, second]);
    let found = tables(&items);
    assert_eq!(show(found[0])[2], "植树造林与河道清淤项目<4x1>|9.50<2x1>|丑");
    assert_eq!(found[0].grid.at(4, 1).text, "2.50");
}

#[test]
fn a_text_that_nothing_completes_is_read_whole() {
    let [first, _] = cut_sheet(["植树造林", "与河道清", "淤项目"]);
    let (items, _) = recover(&[first]);
    let table = tables(&items)[0];
    assert_eq!(table.grid.at(2, 0).text, "植树造林与河道清淤项目");
    // Nothing of the amount is seen, and it stands nowhere else.
    assert_eq!(table.grid.at(2, 1).text, "2.50");
}

#[test]
fn a_clip_of_one_cell_gives_it_the_text_that_overflows() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 85.0, 150.0], &[100.0, 120.0, 140.0]);
    let cell = |x0: f32, y0: f32, x1: f32| BBox { x0, y0, x1, y1: y0 + 20.0 };
    // Too wide for its cell, over the next one.
    write_clipped(&mut page, 53.0, 114.0, "支出科目编码", cell(50.0, 100.0, 85.0));
    write_clipped(&mut page, 88.0, 114.0, "收入", cell(85.0, 100.0, 150.0));
    // Too high for its row, over the one above.
    write_clipped(&mut page, 53.0, 119.0, "其他", cell(50.0, 120.0, 85.0));
    write_clipped(&mut page, 53.0, 131.0, "教育", cell(50.0, 120.0, 85.0));
    write_clipped(&mut page, 53.0, 143.0, "支出", cell(50.0, 120.0, 85.0));
    write_clipped(&mut page, 88.0, 131.0, "8.72", cell(85.0, 120.0, 150.0));
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), ["支出科目编码|收入", "其他教育支出|8.72"]);
}

#[test]
fn texts_of_two_clips_are_two_texts() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 85.0, 150.0], &[100.0, 120.0, 140.0]);
    let cell = |x0: f32, x1: f32| BBox { x0, y0: 100.0, x1, y1: 120.0 };
    write_clipped(&mut page, 53.0, 114.0, "245001", cell(50.0, 85.0));
    write_clipped(&mut page, 83.0, 114.0, "某局", cell(85.0, 150.0));
    write(&mut page, 53.0, 134.0, "甲");
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0])[0], "245001|某局");
}

#[test]
fn a_cell_over_two_halves_of_a_sheet_is_written_on_both_and_read_once() {
    let ys = [100.0, 120.0, 140.0, 160.0, 180.0, 200.0];
    let mut left = page(1);
    write(&mut left, 60.0, 80.0, "收支表");
    for y in ys {
        horizontal(&mut left, y, 50.0, 250.0);
    }
    vertical(&mut left, 50.0, 100.0, 200.0);
    vertical(&mut left, 150.0, 100.0, 200.0);
    vertical(&mut left, 250.0, 120.0, 200.0);
    let mut right = page(2);
    for y in ys {
        horizontal(&mut right, y, 50.0, 200.0);
    }
    vertical(&mut right, 50.0, 120.0, 200.0);
    vertical(&mut right, 110.0, 120.0, 200.0);
    vertical(&mut right, 200.0, 100.0, 200.0);
    // The row at the top goes on over the cut; the paper's edge takes the beginning from the right page.
    let clip = |x0: f32, x1: f32| BBox { x0, y0: 100.0, x1, y1: 120.0 };
    write_clipped(&mut left, 160.0, 114.0, "054001-甲市乙区医疗保障局", clip(150.0, 250.0));
    write_clipped(&mut right, 5.0, 114.0, "乙区医疗保障局", clip(50.0, 200.0));
    for (row, y) in [134.0, 154.0, 174.0, 194.0].iter().enumerate() {
        write(&mut left, 60.0, *y, ["项目", "教育", "科学", "文化"][row]);
        write(&mut left, 160.0, *y, ["小计", "3.00", "5.00", "7.00"][row]);
        write(&mut right, 60.0, *y, ["基本", "1.00", "2.00", "3.00"][row]);
        write(&mut right, 120.0, *y, ["备注", "2.00", "3.00", "4.00"][row]);
    }
    let (items, _) = recover(&[left, right]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(show(found[0])[0], "|054001-甲市乙区医疗保障局<1x3>");
    assert_eq!(show(found[0])[2], "教育|3.00|1.00|2.00");
}

/// Two rows of one column; the first one's text has more lines than its cell, and the program paints over the last.
#[test]
fn a_line_painted_over_by_the_next_cell_belongs_to_its_own() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 150.0, 250.0], &[100.0, 120.0, 150.0, 180.0]);
    write(&mut page, 60.0, 114.0, "名称");
    write(&mut page, 160.0, 114.0, "数量");
    for (y, text) in [
        (130.0, "植树造林与"),
        (143.0, "河道清淤及"),
        (156.0, "农村道路"),
        (158.0, "校舍修缮"),
        (171.0, "校园绿化"),
    ] {
        write(&mut page, 60.0, y, text);
    }
    write(&mut page, 160.0, 138.0, "3");
    write(&mut page, 160.0, 168.0, "5");
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        ["名称|数量", "植树造林与河道清淤及农村道路|3", "校舍修缮校园绿化|5"]
    );
}

/// Nothing tells whose a line is that stands over another one: both are in doubt.
#[test]
fn lines_over_one_another_that_no_cell_claims_are_told() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 150.0, 250.0], &[100.0, 120.0, 150.0]);
    for (x, y, text) in [
        (60.0, 114.0, "名称"),
        (160.0, 114.0, "数量"),
        (60.0, 138.0, "植树造林"),
        (160.0, 138.0, "3"),
        (62.0, 140.0, "校舍修缮"),
    ] {
        write(&mut page, x, y, text);
    }
    let (items, _) = recover(&[page]);
    let doubts: Vec<&str> = tables(&items)[0].doubts.iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(doubts, ["texts are printed over one another"]);
}
