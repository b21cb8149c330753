//! Tables whose rules part only some of their rows and columns.

use super::support::*;
use mingxi_model::Page;

const XS: [f32; 5] = [50.0, 110.0, 260.0, 330.0, 400.0];

/// A header with all its rules and columns that are drawn down to 300, but for those left out.
fn sheet(open: &[usize]) -> Page {
    let mut page = page(1);
    grid(&mut page, &XS, &[100.0, 120.0]);
    for (x, text) in XS.iter().zip(["编码", "名称", "合计", "基本"]) {
        write(&mut page, x + 20.0, 114.0, text);
    }
    for (index, x) in XS.iter().enumerate().filter(|(index, _)| !open.contains(index)) {
        vertical(&mut page, *x, 120.0, if index == 0 { 300.0 } else { 299.0 });
    }
    page
}

fn row(page: &mut Page, y: f32, code: &str, name: &str, amounts: [&str; 2]) {
    write(page, 52.0, y, code);
    write(page, 114.0, y, name);
    write_right(page, 328.0, y, amounts[0]);
    write_right(page, 398.0, y, amounts[1]);
}

/// Two classes with a rule above each and none between their rows.
fn classes(page: &mut Page) {
    for y in [180.0, 300.0] {
        horizontal(page, y, XS[0], XS[4]);
    }
    row(page, 134.0, "208", "社会保障和就业支出", ["13.50", "3.50"]);
    row(page, 154.0, "20805", "养老支出", ["9.25", ""]);
    row(page, 174.0, "2080505", "基本养老保险", ["4.25", "3.50"]);
    row(page, 194.0, "210", "卫生健康支出", ["7.00", "7.00"]);
    row(page, 214.0, "21011", "行政单位医疗", ["7.00", "7.00"]);
    row(page, 234.0, "", "", ["", ""]);
    write_centred(page, 155.0, 254.0, "合  计");
    write_right(page, 328.0, 254.0, "20.50");
    write_right(page, 398.0, 254.0, "10.50");
}

const READ: [&str; 7] = [
    "编码|名称|合计|基本",
    "208|社会保障和就业支出|13.50|3.50",
    "20805|养老支出|9.25|",
    "2080505|基本养老保险|4.25|3.50",
    "210|卫生健康支出|7.00|7.00",
    "21011|行政单位医疗|7.00|7.00",
    "合 计<1x2>|20.50|10.50",
];

#[test]
fn a_band_holds_as_many_rows_as_its_columns_have_numbers() {
    // The rule between codes and names is drawn in the header only, or everywhere.
    let mut page = sheet(&[1]);
    classes(&mut page);
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), READ);
    let mut page = sheet(&[]);
    classes(&mut page);
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0])[..6], READ[..6]);
}

#[test]
fn no_rule_at_all_below_the_header_but_the_last_one() {
    let mut page = sheet(&[0, 1, 4]);
    for y in [134.0, 154.0, 174.0] {
        row(&mut page, y, "2080505", "基本养老保险", ["4.25", "3.50"]);
    }
    horizontal(&mut page, 300.0, XS[0], XS[4]);
    let (items, _) = recover(&[page]);
    let read = show(tables(&items)[0]);
    assert_eq!(read.len(), 4);
    assert!(read[1..].iter().all(|row| row == "2080505|基本养老保险|4.25|3.50"), "{read:?}");
}

#[test]
fn a_label_that_wraps_beside_one_amount_is_one_row() {
    // The amounts stand in the middle of their labels, or at their last lines.
    for shift in [0.0, 6.0] {
        let mut page = sheet(&[]);
        horizontal(&mut page, 300.0, XS[0], XS[4]);
        write(&mut page, 114.0, 140.0, "机关事业单位基本养老保险缴费");
        write(&mut page, 114.0, 152.0, "支出");
        row(&mut page, 146.0 + shift, "208", "", ["4.25", "3.50"]);
        row(&mut page, 176.0, "210", "行政单位医疗", ["7.00", "7.00"]);
        row(&mut page, 206.0, "221", "住房公积金", ["2.00", "2.00"]);
        let (items, _) = recover(&[page]);
        let read = show(tables(&items)[0]);
        assert_eq!(
            read[1..],
            [
                "208|机关事业单位基本养老保险缴费支出|4.25|3.50",
                "210|行政单位医疗|7.00|7.00",
                "221|住房公积金|2.00|2.00",
            ]
        );
    }
}

#[test]
fn numbers_that_their_cells_break_are_no_rows() {
    let mut page = page(1);
    grid(&mut page, &[50.0, 150.0, 200.0, 250.0], &[100.0, 120.0, 150.0]);
    for (x, text) in [(60.0, "名称"), (155.0, "合计"), (205.0, "基本")] {
        write(&mut page, x, 114.0, text);
    }
    write(&mut page, 60.0, 132.0, "社会保障");
    write(&mut page, 60.0, 144.0, "支出");
    for x in [153.0, 203.0] {
        write(&mut page, x, 132.0, "12345678");
        write(&mut page, x, 144.0, "9.25");
    }
    let (items, _) = recover(&[page]);
    let read = show(tables(&items)[0]);
    assert_eq!(read.len(), 2);
    assert_eq!(read[1], "社会保障支出|123456789.25|123456789.25");
}

#[test]
fn a_merged_label_stays_one_beside_the_rows_it_covers() {
    let mut page = sheet(&[]);
    horizontal(&mut page, 300.0, XS[0], XS[4]);
    write(&mut page, 52.0, 213.0, "甲类");
    for (y, name) in [(150.0, "绿化"), (190.0, "造林"), (232.0, "育苗"), (270.0, "管护")] {
        row(&mut page, y, "", name, ["7.00", "7.00"]);
    }
    let (items, _) = recover(&[page]);
    let read = show(tables(&items)[0]);
    assert_eq!(read[1], "甲类<4x1>|绿化|7.00|7.00");
    assert_eq!(read[4], "^|管护|7.00|7.00");
}

#[test]
fn boxes_around_filled_cells_only() {
    // Two panels: the label of the second one begins where the number of the first one ends.
    let xs = [50.0, 200.0, 260.0, 400.0, 460.0];
    let mut page = page(1);
    grid(&mut page, &xs, &[100.0, 120.0]);
    for (x, text) in xs.iter().zip(["项目", "金额", "项目", "金额"]) {
        write(&mut page, x + 15.0, 114.0, text);
    }
    let rows = [
        ("本年收入", "12.50", "本年支出", "9.50"),
        ("拨款收入", "7.50", "教育支出", ""),
        ("其他收入", "5.00", "卫生支出", "9.50"),
        ("", "", "农林支出", ""),
    ];
    for (index, (left, first, right, second)) in rows.into_iter().enumerate() {
        let y = 120.0 + 20.0 * index as f32;
        horizontal(&mut page, y + 20.0, xs[0], xs[4]);
        for x in &xs[3..] {
            vertical(&mut page, *x, y, y + 20.0);
        }
        if !first.is_empty() {
            vertical(&mut page, xs[1], y, y + 20.0);
        }
        write(&mut page, 52.0, y + 14.0, left);
        write_right(&mut page, 259.0, y + 14.0, first);
        write(&mut page, 263.5, y + 14.0, right);
        write_right(&mut page, 458.0, y + 14.0, second);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0])[1..],
        [
            "本年收入|12.50|本年支出|9.50",
            "拨款收入|7.50|教育支出|",
            "其他收入|5.00|卫生支出|9.50",
            "<1x2>|农林支出|",
        ]
    );
}

#[test]
fn numbers_of_several_rows_in_one_open_cell() {
    let mut page = page(1);
    grid(&mut page, &XS, &[100.0, 120.0]);
    for (x, text) in XS.iter().zip(["编码", "名称", "合计", "基本"]) {
        write(&mut page, x + 20.0, 114.0, text);
    }
    grid(&mut page, &XS[..3], &[120.0, 140.0, 160.0, 180.0]);
    vertical(&mut page, XS[4], 120.0, 180.0);
    horizontal(&mut page, 180.0, XS[0], XS[4]);
    row(&mut page, 134.0, "甲", "绿化", ["1.50", ""]);
    row(&mut page, 154.0, "乙", "造林", ["", "2.50"]);
    row(&mut page, 174.0, "丙", "育苗", ["3.50", ""]);
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0])[1..], ["甲|绿化|1.50|", "乙|造林||2.50", "丙|育苗|3.50|"]);
}

#[test]
fn labels_in_open_columns_are_parted_at_the_edges_of_the_header() {
    let mut page = page(1);
    grid(&mut page, &XS, &[100.0, 120.0]);
    for (x, text) in XS.iter().zip(["编码", "名称", "合计", "基本"]) {
        write(&mut page, x + 20.0, 114.0, text);
    }
    for (index, name) in ["绿化服务", "造林工程", "育苗"].into_iter().enumerate() {
        let y = 120.0 + 20.0 * index as f32;
        horizontal(&mut page, y + 20.0, XS[0], XS[4]);
        for x in [XS[0], XS[2], XS[3], XS[4]] {
            vertical(&mut page, x, y, y + 20.0);
        }
        row(&mut page, y + 14.0, "甲单位", name, ["1.50", "1.50"]);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0])[1..],
        ["甲单位|绿化服务|1.50|1.50", "甲单位|造林工程|1.50|1.50", "甲单位|育苗|1.50|1.50"]
    );
}

#[test]
fn the_header_above_below_another_group_begins_a_table() {
    let mut pages = [page(1), page(2)];
    for (page, (group, amount)) in pages.iter_mut().zip([("收入", "4.50"), ("支出", "5.50")]) {
        let xs = [50.0, 150.0, 250.0];
        horizontal(page, 100.0, xs[0], xs[2]);
        for x in [xs[0], xs[2]] {
            vertical(page, x, 100.0, 120.0);
        }
        grid(page, &xs, &[120.0, 140.0, 160.0]);
        write(page, 110.0, 114.0, group);
        write(page, 60.0, 134.0, "基本");
        write(page, 160.0, 134.0, "项目");
        write(page, 60.0, 154.0, amount);
        write(page, 160.0, 154.0, "1.50");
    }
    let (items, _) = recover(&pages);
    let read: Vec<Vec<String>> = tables(&items).into_iter().map(show).collect();
    assert_eq!(read.len(), 2, "{read:?}");
    assert_eq!(read[1], ["支出<1x2>", "基本|项目", "5.50|1.50"]);
}
