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
