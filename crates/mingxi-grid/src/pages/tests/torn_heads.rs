//! Heads at page breaks: torn ones, rows that look like heads, and what halves of a sheet print again.

use super::support::*;
use mingxi_model::Page;

const XS: [f32; 4] = [50.0, 150.0, 250.0, 350.0];

/// A page of rows 20 points high from the top; numbers stand right.
fn rows(number: i32, xs: &[f32], rows: &[&[&str]]) -> Page {
    let mut page = page(number);
    let ys: Vec<f32> = (0..=rows.len()).map(|row| 100.0 + 20.0 * row as f32).collect();
    grid(&mut page, xs, &ys);
    for (row, texts) in rows.iter().enumerate() {
        for (col, text) in texts.iter().enumerate() {
            let y = 114.0 + 20.0 * row as f32;
            match text.contains('.') {
                true => write_right(&mut page, xs[col + 1] - 4.0, y, text),
                false => write(&mut page, xs[col] + 4.0, y, text),
            }
        }
    }
    page
}

#[test]
fn a_repeated_head_that_the_break_tears_is_no_row() {
    let first = rows(
        1,
        &XS,
        &[&["甲类", "乙类", "备注"], &["教育", "3.00", "甲"], &["医疗", "4.00", "乙"], &["甲", "乙", "备注"]],
    );
    let second = rows(2, &XS, &[&["类", "类", ""], &["住房", "5.00", "丙"], &["合计", "12.00", "丁"]]);
    let (items, _) = recover(&[first, second]);
    let expected = ["甲类|乙类|备注", "教育|3.00|甲", "医疗|4.00|乙", "住房|5.00|丙", "合计|12.00|丁"];
    assert_eq!(tables(&items).len(), 1);
    assert_eq!(show(tables(&items)[0]), expected);
}

#[test]
fn the_rest_of_a_torn_head_may_stand_below_a_whole_one() {
    let first = rows(
        1,
        &XS,
        &[&["甲类", "乙类", "备注"], &["教育", "3.00", "甲"], &["医疗", "4.00", "乙"], &["甲", "乙", "备注"]],
    );
    let second = rows(
        2,
        &XS,
        &[&["甲类", "乙类", "备注"], &["类", "类", ""], &["住房", "5.00", "丙"], &["环保", "6.00", "丁"]],
    );
    let (items, _) = recover(&[first, second]);
    let expected = ["甲类|乙类|备注", "教育|3.00|甲", "医疗|4.00|乙", "住房|5.00|丙", "环保|6.00|丁"];
    assert_eq!(show(tables(&items)[0]), expected);
}

#[test]
fn names_beside_the_columns_of_amounts_are_no_head() {
    let xs = [50.0, 150.0, 250.0, 350.0, 450.0];
    let first = rows(
        1,
        &xs,
        &[
            &["收入", "金额", "支出", "金额"],
            &["拨款", "3.00", "教育", "1.00"],
            &["合计", "3.00", "合计", "3.00"],
        ],
    );
    // Both are names of columns elsewhere.
    let second = rows(2, &xs, &[&["基本", "", "备注", ""], &["合计", "3.00", "合计", "3.00"]]);
    let (items, _) = recover(&[first, second]);
    assert_eq!(tables(&items).len(), 1);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "收入|金额|支出|金额",
            "拨款|3.00|教育|1.00",
            "合计|3.00|合计|3.00",
            "基本||备注|",
            "合计|3.00|合计|3.00"
        ]
    );
}

#[test]
fn a_lone_column_stands_beside_the_rows_of_its_sheet() {
    let labels: &[&[&str]] = &[
        &["项目", "金额", "备注"],
        &["教育", "3.00", "甲"],
        &["医疗", "4.00", "乙"],
        &["住房", "5.00", "丙"],
        &["环保", "6.00", "丁"],
    ];
    let left = rows(1, &XS, labels);
    // What goes on below the left part has no part of its own beside it.
    let below = rows(2, &XS, &[&["水利", "7.00", "戊"]]);
    let right = rows(3, &[50.0, 130.0], &[&["小计"], &["8.00"], &[""], &["9.00"], &[""]]);
    let (items, _) = recover(&[left, below, right]);
    assert_eq!(tables(&items).len(), 1);
    let expected = [
        "项目|金额|备注|小计",
        "教育|3.00|甲|8.00",
        "医疗|4.00|乙|",
        "住房|5.00|丙|9.00",
        "环保|6.00|丁|",
        "水利|7.00|戊|",
    ];
    assert_eq!(show(tables(&items)[0]), expected);
}

#[test]
fn a_right_half_may_have_the_same_heads_below_a_group_of_another_name() {
    let half = |number: i32, group: &str, amounts: [&str; 4]| {
        let xs = [50.0, 150.0, 250.0, if number == 1 { 350.0 } else { 390.0 }];
        let mut page = page(number);
        let ys: Vec<f32> = (0..=7).map(|row| 100.0 + 20.0 * row as f32).collect();
        grid(&mut page, &xs[..2], &[100.0, 140.0, 160.0, 180.0, 200.0, 220.0, 240.0]);
        grid(&mut page, &xs[1..], &ys[1..]);
        grid(&mut page, &[xs[1], xs[3]], &ys[..2]);
        write(&mut page, 54.0, 120.0, "项目");
        write(&mut page, 160.0, 114.0, group);
        write(&mut page, 160.0, 134.0, "小计");
        write(&mut page, 260.0, 134.0, "基本");
        for (row, label) in ["教育", "医疗", "住房", "环保", "水利"].iter().enumerate() {
            write(&mut page, 54.0, 154.0 + 20.0 * row as f32, label);
        }
        for (at, amount) in amounts.iter().enumerate() {
            write_right(&mut page, xs[2 + at % 2] - 4.0, 154.0 + 20.0 * (at / 2) as f32, amount);
        }
        page
    };
    let (items, _) = recover(&[
        half(1, "本级收入", ["1.00", "1.00", "2.00", "2.00"]),
        half(2, "上级收入", ["3.00", "3.00", "4.00", "4.00"]),
    ]);
    assert_eq!(tables(&items).len(), 1);
    assert_eq!(show(tables(&items)[0])[1..3], ["^|小计|基本|小计|基本", "教育|1.00|1.00|3.00|3.00"]);
}
