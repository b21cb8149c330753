//! Tables whose rows are ruled and whose columns are not.

use super::support::*;
use mingxi_model::Page;

/// A table of a label and three columns of numbers, ruled between its rows; group heads over the last two columns.
fn sheet(page: &mut Page, y: f32, rows: &[[&str; 4]]) -> f32 {
    let ends = (50.0, 450.0);
    horizontal(page, y, ends.0, ends.1);
    write(page, 100.0, y + 22.0, "项目");
    write(page, 220.0, y + 22.0, "合计");
    write(page, 345.0, y + 13.0, "支出");
    horizontal(page, y + 16.0, 290.0, 450.0);
    write(page, 310.0, y + 29.0, "基本");
    write(page, 400.0, y + 29.0, "项目");
    let mut y = y + 34.0;
    horizontal(page, y, ends.0, ends.1);
    for row in rows {
        let lines = row[0].lines().count() as f32;
        for (line, text) in row[0].lines().enumerate() {
            write(page, 54.0, y + 14.0 + 12.0 * line as f32, text);
        }
        for (x, text) in [(280.0, row[1]), (360.0, row[2]), (445.0, row[3])] {
            write_right(page, x, y + 8.0 + 6.0 * lines, text);
        }
        y += 8.0 + 12.0 * lines;
        horizontal(page, y, ends.0, ends.1);
    }
    y
}

const ROWS: [[&str; 4]; 4] = [
    ["教育", "30.00", "10.00", "20.00"],
    ["机关事业单位基本\n养老保险", "12.00", "12.00", ""],
    ["住房保障", "8.00", "", "8.00"],
    ["合计", "50.00", "22.00", "28.00"],
];

#[test]
fn rules_give_the_rows_and_gaps_the_columns() {
    let mut first = page(1);
    sheet(&mut first, 100.0, &ROWS);
    let (items, _) = recover(&[first]);
    let wanted = [
        "项目<2x1>|合计<2x1>|支出<1x2>",
        "^|^|基本|项目",
        "教育|30.00|10.00|20.00",
        "机关事业单位基本养老保险|12.00|12.00|",
        "住房保障|8.00||8.00",
        "合计|50.00|22.00|28.00",
    ];
    assert_eq!(show(tables(&items)[0]), wanted);
}

#[test]
fn the_rule_of_a_running_head_is_none_of_a_table() {
    let mut first = page(1);
    horizontal(&mut first, 60.0, 50.0, 450.0);
    write(&mut first, 390.0, 80.0, "续表");
    sheet(&mut first, 100.0, &ROWS);
    let (items, _) = recover(&[first]);
    assert_eq!(show(tables(&items)[0]).len(), 6, "{:?}", show(tables(&items)[0]));
}

#[test]
fn rules_between_groups_of_rows_are_left_to_the_texts() {
    // Two rows of numbers between two rules: the rules do not give the rows.
    let mut first = page(1);
    for y in [100.0, 134.0, 174.0, 214.0, 254.0] {
        horizontal(&mut first, y, 50.0, 450.0);
    }
    for (y, texts) in [
        (120.0, ["项目", "合计", "基本"]),
        (150.0, ["教育", "3.00", "1.00"]),
        (166.0, ["医疗", "2.00", "1.00"]),
        (190.0, ["农业", "4.00", "1.00"]),
        (206.0, ["林业", "5.00", "1.00"]),
        (230.0, ["水利", "6.00", "1.00"]),
        (246.0, ["交通", "7.00", "1.00"]),
    ] {
        for (x, text) in [54.0, 220.0, 380.0].into_iter().zip(texts) {
            write(&mut first, x, y, text);
        }
    }
    let (items, _) = recover(&[first]);
    assert_eq!(show(tables(&items)[0]).len(), 7);
}

#[test]
fn amounts_at_the_right_and_names_at_the_left_of_one_seam_are_two_columns() {
    let mut first = page(1);
    for y in [100.0, 120.0, 140.0, 160.0, 180.0, 200.0] {
        horizontal(&mut first, y, 50.0, 450.0);
    }
    for (x, head) in [(60.0, "收入项目"), (160.0, "预算数"), (260.0, "支出项目"), (400.0, "合计")]
    {
        write(&mut first, x, 114.0, head);
    }
    let rows = [
        ("财政拨款", "2948.24", "社会保障"),
        ("基金拨款", "1944.00", "卫生健康"),
        ("其他收入", "0.50", "城乡社区"),
    ];
    for ((income, amount, purpose), y) in rows.into_iter().zip([134.0, 154.0, 174.0]) {
        write(&mut first, 54.0, y, income);
        write_right(&mut first, 220.0, y, amount);
        write(&mut first, 221.6, y, purpose);
        write_right(&mut first, 445.0, y, "7.00");
    }
    write(&mut first, 54.0, 194.0, "收入总计");
    write_right(&mut first, 220.0, 194.0, "4892.74");
    let (items, _) = recover(&[first]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0], "收入项目|预算数|支出项目|合计");
    assert_eq!(rows[1], "财政拨款|2948.24|社会保障|7.00");
    assert_eq!(rows[4], "收入总计|4892.74||");
}

#[test]
fn a_head_and_a_total_in_the_middle_of_short_names_are_in_their_column() {
    let mut first = page(1);
    for y in [100.0, 120.0, 140.0, 160.0, 180.0, 200.0] {
        horizontal(&mut first, y, 50.0, 450.0);
    }
    for (x, head) in [(60.0, "编码"), (200.0, "科目名称"), (340.0, "支出"), (410.0, "合计")] {
        write(&mut first, x, 114.0, head);
    }
    let rows = [("207", "文化"), ("208", "社保就业"), ("210", "卫生健康")];
    for ((code, name), y) in rows.into_iter().zip([134.0, 154.0, 174.0]) {
        write(&mut first, 60.0, y, code);
        write(&mut first, 104.0, y, name);
        write_right(&mut first, 380.0, y, "3.50");
        write_right(&mut first, 445.0, y, "7.00");
    }
    write(&mut first, 210.0, 194.0, "合计");
    write_right(&mut first, 380.0, 194.0, "10.50");
    write_right(&mut first, 445.0, 194.0, "21.00");
    let (items, _) = recover(&[first]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[0], "编码|科目名称|支出|合计");
    assert_eq!(rows[2], "208|社保就业|3.50|7.00");
    assert_eq!(rows[4], "|合计|10.50|21.00");
}

#[test]
fn rules_beside_a_merged_cell_part_its_rows() {
    let mut first = page(1);
    for y in [100.0, 120.0, 140.0, 200.0] {
        horizontal(&mut first, y, 50.0, 450.0);
    }
    // The page ends in the second cell.
    for y in [160.0, 180.0, 220.0, 240.0] {
        horizontal(&mut first, y, 130.0, 450.0);
    }
    for (x, head) in [(60.0, "单位"), (160.0, "项目"), (340.0, "支出"), (410.0, "合计")] {
        write(&mut first, x, 114.0, head);
    }
    let names = ["合计", "复印纸", "计算机", "打印机", "物业", "印刷"];
    for (at, name) in names.into_iter().enumerate() {
        let y = 134.0 + 20.0 * at as f32;
        write(&mut first, 140.0, y, name);
        write_right(&mut first, 380.0, y, "3.50");
        write_right(&mut first, 445.0, y, "7.00");
    }
    write(&mut first, 55.0, 174.0, "云杉市民政局");
    write(&mut first, 55.0, 224.0, "云杉市福利院");
    let (items, _) = recover(&[first]);
    let wanted = [
        "单位|项目|支出|合计",
        "|合计|3.50|7.00",
        "云杉市民政局<3x1>|复印纸|3.50|7.00",
        "^|计算机|3.50|7.00",
        "^|打印机|3.50|7.00",
        "云杉市福利院<2x1>|物业|3.50|7.00",
        "^|印刷|3.50|7.00",
    ];
    assert_eq!(show(tables(&items)[0]), wanted);
}
