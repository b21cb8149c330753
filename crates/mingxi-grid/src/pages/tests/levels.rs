//! Headers without rules whose lines stand as close as those of one cell.

use super::support::*;
use mingxi_model::Page;

const XS: [f32; 4] = [50.0, 170.0, 260.0, 380.0];

fn line(page: &mut Page, y: f32, texts: [&str; 4]) {
    for (x, text) in XS.into_iter().zip(texts) {
        write(page, x, y, text);
    }
}

fn body(page: &mut Page, from: f32) {
    let rows = [
        ["一、拨款", "2,769.16", "一、教育", "3.00"],
        ["二、事业", "2,769.10", "二、科学", "4.00"],
        ["三、其他", "69.00", "三、体育", "5.00"],
        ["四、上年", "9.00", "四、文化", "6.00"],
    ];
    for (row, texts) in rows.into_iter().enumerate() {
        line(page, from + 14.0 * row as f32, texts);
    }
}

#[test]
fn a_column_below_its_group_is_no_further_line_of_it() {
    let mut page = page(1);
    line(&mut page, 100.0, ["收入", "", "支出", ""]);
    line(&mut page, 114.0, ["项目", "金额", "项目", "金额"]);
    body(&mut page, 128.0);
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[..2], ["收入<1x2>|支出<1x2>", "项目|金额|项目|金额"]);
}

#[test]
fn numbers_of_columns_are_no_further_line_of_their_names() {
    let mut page = page(1);
    line(&mut page, 100.0, ["收入项目", "金额", "支出项目", "金额"]);
    line(&mut page, 114.0, ["栏次", "1", "", "2"]);
    body(&mut page, 128.0);
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0], "收入项目|金额|支出项目|金额");
    assert_eq!(rows[2], "一、拨款|2,769.16|一、教育|3.00");
}

#[test]
fn a_name_of_two_lines_is_one_where_its_end_names_no_column() {
    let mut page = page(1);
    line(&mut page, 100.0, ["名称", "国有资本经营", "合计", "基本"]);
    write(&mut page, XS[1], 114.0, "预算拨款");
    body(&mut page, 140.0);
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0].split('|').nth(1), Some("国有资本经营预算拨款"));
}

#[test]
fn names_broken_in_narrow_columns_are_told_by_their_middle() {
    // 名称 stands beside the middle of 编 over 码; both are columns of 收入.
    let mut page = page(1);
    line(&mut page, 100.0, ["收入", "", "支出", ""]);
    write(&mut page, XS[0], 112.0, "编");
    write(&mut page, XS[0], 124.0, "码");
    write(&mut page, XS[1], 118.0, "金额");
    write(&mut page, XS[2], 118.0, "名称");
    write(&mut page, XS[3], 118.0, "金额");
    body(&mut page, 144.0);
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[..2], ["收入<1x2>|支出<1x2>", "编码|金额|名称|金额"]);
}

#[test]
fn a_name_set_downwards_ends_where_the_next_begins() {
    let mut page = page(1);
    let names = [("序", 100.0), ("号", 112.0), ("栏", 124.0), ("次", 136.0)];
    for (text, y) in names {
        write(&mut page, 20.0, y, text);
    }
    line(&mut page, 106.0, ["项目", "金额", "名称", "小计"]);
    line(&mut page, 130.0, ["1", "2", "3", "4"]);
    body(&mut page, 156.0);
    for (row, number) in ["1", "2", "3", "4"].into_iter().enumerate() {
        write(&mut page, 20.0, 156.0 + 14.0 * row as f32, number);
    }
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0], "序号|项目|金额|名称|小计");
    assert_eq!(rows[1], "栏次|1|2|3|4");
}

#[test]
fn the_name_of_a_group_is_spread_over_its_columns() {
    let mut page = page(1);
    for (x, text) in [(50.0, "收"), (170.0, "入"), (260.0, "支"), (380.0, "出")] {
        write(&mut page, x, 100.0, text);
    }
    line(&mut page, 120.0, ["项目", "金额", "项目", "金额"]);
    body(&mut page, 140.0);
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0].replace(' ', ""), "收入<1x2>|支出<1x2>");
    assert_eq!(rows[1], "项目|金额|项目|金额");
}

#[test]
fn of_which_heads_the_columns_below_it() {
    let mut page = page(1);
    line(&mut page, 106.0, ["名称", "合计", "", ""]);
    write(&mut page, XS[2], 100.0, "其中:");
    line(&mut page, 112.0, ["", "", "基本", "项目"]);
    let rows = [
        ["甲县", "1,003.00", "1.00", "1,002.00"],
        ["乙县本级", "15.00", "11.00", "4.00"],
        ["丙县", "125.50", "100.50", "25.00"],
        ["丁县", "7.00", "5.00", "2.00"],
    ];
    for (row, texts) in rows.into_iter().enumerate() {
        line(&mut page, 140.0 + 20.0 * row as f32, texts);
    }
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[..2], ["名称<2x1>|合计<2x1>|其中:<1x2>", "^|^|基本|项目"]);
}
