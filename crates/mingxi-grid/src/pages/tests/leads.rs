//! What stands above and below tables at the ends of pages: titles cut by the page's edge, captions of right halves,
//! marks of continuation, page numbers and form numbers at the foot.

use super::support::*;
use mingxi_model::Page;

const LEFT: [f32; 3] = [50.0, 150.0, 500.0];
const RIGHT: [f32; 3] = [50.0, 130.0, 210.0];

/// A grid of as many columns as the texts of a row, with rows of 20 points from `top` down.
fn sheet(number: i32, xs: &[f32], top: f32, rows: &[&[&str]]) -> Page {
    let mut page = page(number);
    let ys: Vec<f32> = (0..=rows.len()).map(|row| top + 20.0 * row as f32).collect();
    grid(&mut page, xs, &ys);
    for (y, row) in ys.iter().zip(rows) {
        for (x, text) in xs.iter().zip(*row) {
            write(&mut page, x + 4.0, y + 14.0, text);
        }
    }
    page
}

fn left(number: i32) -> Page {
    sheet(number, &LEFT, 100.0, &[&["编码", "名称"], &["201", "公共"], &["205", "教育"], &["", "合计"]])
}

fn right(number: i32) -> Page {
    sheet(number, &RIGHT, 100.0, &[&["金额", "备注"], &["1.00", "甲"], &["2.00", "乙"], &["3.00", "丙"]])
}

const WHOLE: [&str; 4] = ["编码|名称|金额|备注", "201|公共|1.00|甲", "205|教育|2.00|乙", "|合计|3.00|丙"];

#[test]
fn the_unit_above_a_right_half_is_the_unit_of_the_sheet() {
    let (mut first, mut second) = (left(1), right(2));
    write(&mut first, 300.0, 60.0, "县级支出总表");
    write(&mut second, 100.0, 90.0, "单位:万元");
    write(&mut second, 100.0, 40.0, "表3");
    let (items, _) = recover(&[first, second]);
    assert_eq!(show(tables(&items)[0]), WHOLE);
    assert_eq!(prose(&items), ["县级支出总表", "表3", "单位:万元"]);
}

#[test]
fn a_title_that_the_edge_cuts_goes_on_above_the_right_half() {
    // The rest as a whole word, with the cut character once more, and as all that is left of the text.
    for (title, rest, whole) in [
        ("县级支出预算总表", "总表", "县级支出预算总表"),
        ("县级支出预算", "算总表", "县级支出预算总表"),
        ("县级支出预算(按", "预算(按功能)总表", "县级支出预算(按功能)总表"),
        ("县级支出预算总表", "表", "县级支出预算总表"),
    ] {
        let (mut first, mut second) = (left(1), right(2));
        write(&mut first, 420.0, 60.0, title);
        write(&mut first, 60.0, 40.0, "表5");
        write(&mut second, 50.0, 61.0, rest);
        write(&mut second, 100.0, 90.0, "单位:元");
        let (items, _) = recover(&[first, second]);
        assert_eq!(show(tables(&items)[0]), WHOLE, "{rest}");
        assert_eq!(prose(&items), [whole, "表5", "单位:元"]);
    }
}

#[test]
fn a_table_with_a_title_of_its_own_is_no_right_half() {
    for title in ["县级收入总表", "表4:县级收入总表"] {
        let (mut first, mut second) = (left(1), right(2));
        write(&mut first, 200.0, 60.0, "表3:县级支出总表");
        write(&mut second, 200.0, 60.0, title);
        write(&mut second, 100.0, 90.0, "单位:元");
        assert_eq!(tables(&recover(&[first, second]).0).len(), 2, "{title}");
    }
}

#[test]
fn forms_that_fill_their_upright_pages_are_not_joined_sideways() {
    let first = sheet(
        1,
        &[50.0, 200.0, 550.0],
        100.0,
        &[&["编码", "名称"], &["201", "公共"], &["205", "教育"], &["208", "社会"]],
    );
    let second = sheet(
        2,
        &[50.0, 300.0, 550.0],
        100.0,
        &[&["收入", "金额"], &["税收", "1.00"], &["规费", "2.00"], &["罚没", "3.00"]],
    );
    assert_eq!(tables(&recover(&[first.clone(), second.clone()]).0).len(), 2);
    // On landscape pages nothing speaks against it.
    let wide = |mut page: Page| {
        page.width = 900.0;
        page
    };
    assert_eq!(tables(&recover(&[wide(first), wide(second)]).0).len(), 1);
}

#[test]
fn every_mark_of_a_continuation_is_no_text_of_its_own() {
    for mark in
        ["续表", "续表2", "(续表三)", "(续)", "县级支出总表(续1)", "县级支出总表-续", "接上表", "承上页"]
    {
        let (mut first, mut second) = (left(1), left(2));
        write(&mut first, 200.0, 60.0, "县级支出总表");
        write(&mut second, 200.0, 60.0, mark);
        let (items, _) = recover(&[first, second]);
        assert_eq!(tables(&items).len(), 1, "{mark}");
        assert_eq!(tables(&items)[0].grid.rows(), 7, "{mark}");
    }
    // 手续 is no mark.
    let (mut first, mut second) = (left(1), left(2));
    write(&mut first, 200.0, 60.0, "县级支出总表");
    write(&mut second, 200.0, 60.0, "手续费支出总表");
    assert_eq!(tables(&recover(&[first, second]).0).len(), 2);
}

#[test]
fn a_page_without_heads_whose_edges_moved_a_little_goes_on() {
    let xs = [50.0, 130.0, 300.0, 380.0];
    let rows: [&[&str]; 3] = [&["编码", "名称", "金额"], &["201", "公共", "1.00"], &["205", "教育", "2.00"]];
    let first = sheet(1, &xs, 100.0, &rows);
    // More than the tolerance of one edge, less than a third of a column.
    let second =
        sheet(2, &[50.0, 138.0, 293.0, 380.0], 60.0, &[&["208", "社会", "3.00"], &["210", "卫生", "4.00"]]);
    let (items, _) = recover(&[first.clone(), second]);
    let goes_on = ["编码|名称|金额", "201|公共|1.00", "205|教育|2.00", "208|社会|3.00", "210|卫生|4.00"];
    assert_eq!(show(tables(&items)[0]), goes_on);
    // Other columns are another table.
    let other =
        sheet(2, &[50.0, 250.0, 330.0, 380.0], 60.0, &[&["社会", "3.00", "4.00"], &["卫生", "4.00", "5.00"]]);
    assert_ne!(show(tables(&recover(&[first, other]).0)[0]), goes_on);
}

#[test]
fn the_break_right_below_the_upper_heads_cuts_the_header() {
    let first = sheet(1, &[50.0, 250.0, 450.0], 700.0, &[&["收入", "支出"]]);
    let xs = [50.0, 150.0, 250.0, 450.0];
    let second = sheet(2, &xs, 60.0, &[&["项目", "金额", "基本支出"], &["税收", "1.00", "2.00"]]);
    let (items, _) = recover(&[first, second]);
    assert_eq!(show(tables(&items)[0]), ["收入<1x2>|支出", "项目|金额|基本支出", "税收|1.00|2.00"]);
}

#[test]
fn page_numbers_of_every_style_part_no_table() {
    for number in ["第三页", "〔3〕", "【3】", "(3)", "Page 3 of 9", "— 3 —", "第 3 页 共 9 页", "·3·", "P3"]
    {
        let (mut first, second) = (left(1), left(2));
        write(&mut first, 280.0, 770.0, number);
        let (items, _) = recover(&[first, second]);
        assert_eq!(tables(&items).len(), 1, "{number}");
        assert!(prose(&items).is_empty(), "{number}");
    }
}

#[test]
fn a_number_at_the_foot_stays_before_the_next_title() {
    let (mut first, mut second) = (left(1), right(2));
    write(&mut first, 50.0, 740.0, "表3");
    write(&mut second, 200.0, 60.0, "县级收入总表");
    write(&mut second, 100.0, 90.0, "单位:元");
    let (items, _) = recover(&[first, second]);
    assert_eq!(prose(&items), ["表3", "县级收入总表", "单位:元"]);
    // Above the title on its own page it is the title's.
    let mut page = right(1);
    write(&mut page, 50.0, 40.0, "表3");
    write(&mut page, 200.0, 60.0, "县级收入总表");
    assert_eq!(prose(&recover(&[page]).0), ["县级收入总表", "表3"]);
}

#[test]
fn amounts_in_a_column_alone_are_reported() {
    let page = sheet(1, &[50.0, 130.0], 100.0, &[&["金额"], &["1.00"], &["2.00"]]);
    let (_, diagnostics) = recover(&[page]);
    assert!(diagnostics.iter().any(|d| d.code == "lone_column"));
    let page = sheet(1, &[50.0, 130.0], 100.0, &[&["甲局"], &["乙局"], &["2026"]]);
    assert!(recover(&[page]).1.iter().all(|d| d.code != "lone_column"));
}
