//! Groups of rows that end at a page break, and those that go on below it.

use super::support::*;
use mingxi_model::Page;

const XS: [f32; 7] = [50.0, 120.0, 180.0, 240.0, 300.0, 360.0, 450.0];
/// Columns of labels and amounts merged over the rows of a group; the last two have a text in each row.
const LABELS: usize = 4;

/// A group of rows from `y` on: its labels, merged over all of them, and the texts of its rows.
fn group(page: &mut Page, y: f32, labels: [&str; LABELS], rows: &[[&str; 2]]) -> f32 {
    let end = y + 20.0 * rows.len() as f32;
    grid(page, &XS[..=LABELS], &[y, end]);
    for (col, label) in labels.into_iter().enumerate() {
        write(page, XS[col] + 4.0, (y + end) / 2.0 + 4.0, label);
    }
    for (row, texts) in rows.iter().enumerate() {
        let top = y + 20.0 * row as f32;
        grid(page, &XS[LABELS..], &[top, top + 20.0]);
        for (col, text) in texts.iter().enumerate() {
            write(page, XS[LABELS + col] + 4.0, top + 14.0, text);
        }
    }
    end
}

fn head(page: &mut Page) -> f32 {
    grid(page, &XS, &[100.0, 120.0]);
    for (col, text) in ["名称", "金额", "基本", "小计", "项目", "备注"].into_iter().enumerate() {
        write(page, XS[col] + 4.0, 114.0, text);
    }
    120.0
}

fn rows(pages: &[Page]) -> Vec<String> {
    let (items, _) = recover(pages);
    assert_eq!(tables(&items).len(), 1);
    show(tables(&items)[0])
}

#[test]
fn a_blank_cell_beside_labels_that_end_at_the_break_stays_blank() {
    for repeats in [false, true] {
        let mut first = page(1);
        let y = head(&mut first);
        group(&mut first, y, ["甲项", "1.50", "", "1.50"], &[["绿化", "九成"], ["造林", "八成"]]);
        let mut second = page(2);
        let y = if repeats { head(&mut second) } else { 100.0 };
        let y = group(
            &mut second,
            y,
            ["乙项", "2.50", "2.50", ""],
            &[["管护", "全部"], ["育苗", "七成"], ["灌溉", "六成"]],
        );
        group(&mut second, y, ["丙项", "3.50", "3.50", ""], &[["清淤", "五成"]]);
        let wanted = [
            "名称|金额|基本|小计|项目|备注",
            "甲项<2x1>|1.50<2x1>|<2x1>|1.50<2x1>|绿化|九成",
            "^|^|^|^|造林|八成",
            "乙项<3x1>|2.50<3x1>|2.50<3x1>|<3x1>|管护|全部",
            "^|^|^|^|育苗|七成",
            "^|^|^|^|灌溉|六成",
            "丙项|3.50|3.50||清淤|五成",
        ];
        assert_eq!(rows(&[first, second]), wanted, "{repeats}");
    }
}

#[test]
fn a_group_of_one_row_ends_at_the_break_as_well() {
    let mut first = page(1);
    let y = head(&mut first);
    group(&mut first, y, ["甲项", "1.50", "", "1.50"], &[["绿化", "九成"]]);
    let mut second = page(2);
    group(&mut second, 100.0, ["乙项", "2.50", "2.50", ""], &[["管护", "全部"], ["育苗", "七成"]]);
    let found = rows(&[first, second]);
    assert_eq!(found[1], "甲项|1.50||1.50|绿化|九成");
    assert_eq!(found[2], "乙项<2x1>|2.50<2x1>|2.50<2x1>|<2x1>|管护|全部");
}

#[test]
fn a_label_goes_on_while_groups_inside_it_end() {
    let mut first = page(1);
    let y = head(&mut first);
    group(&mut first, y, ["甲项", "产出", "数量", ""], &[["绿化", "九成"], ["造林", "八成"]]);
    let mut second = page(2);
    group(&mut second, 100.0, ["", "", "质量", ""], &[["管护", "全部"], ["育苗", "七成"]]);
    let found = rows(&[first, second]);
    assert_eq!(found[1], "甲项<4x1>|产出<4x1>|数量<2x1>|<2x1>|绿化|九成");
    assert_eq!(found[3], "^|^|质量<2x1>|<2x1>|管护|全部");
}

#[test]
fn amounts_of_a_group_go_on_beside_a_label_printed_on_both_pages() {
    let mut first = page(1);
    let y = head(&mut first);
    group(&mut first, y, ["甲项", "1.50", "", "1.50"], &[["绿化", "九成"], ["造林", "八成"]]);
    let mut second = page(2);
    group(&mut second, 100.0, ["甲项", "", "", ""], &[["管护", "全部"], ["育苗", "七成"]]);
    let found = rows(&[first, second]);
    assert!(found[1].contains("|1.50<4x1>|<4x1>|1.50<4x1>|"), "{found:?}");
}

/// A label over two rows, cut by the break, and what stands beside it below.
fn cut_label(beside: [&str; 2]) -> Vec<String> {
    let xs = [50.0, 120.0, 180.0, 240.0, 300.0];
    let mut first = page(1);
    grid(&mut first, &xs, &[100.0, 120.0, 140.0]);
    for (x, head, text) in
        [(54.0, "类别", "甲"), (124.0, "编码", "05"), (184.0, "名称", "育苗"), (244.0, "金额", "1.50")]
    {
        write(&mut first, x, 114.0, head);
        write(&mut first, x, 134.0, text);
    }
    let mut second = page(2);
    grid(&mut second, &xs[..2], &[100.0, 140.0]);
    grid(&mut second, &xs[1..], &[100.0, 120.0, 140.0]);
    for (x, text, below) in [(124.0, beside[0], "08"), (184.0, beside[1], "绿化"), (244.0, "2.50", "3.50")]
    {
        write(&mut second, x, 114.0, text);
        write(&mut second, x, 134.0, below);
    }
    rows(&[first, second])
}

#[test]
fn labels_inside_a_label_that_the_break_cuts_go_on_with_it() {
    let found = cut_label(["", ""]);
    assert_eq!(found[1..], ["甲<3x1>|05<2x1>|育苗<2x1>|1.50", "^|^|^|2.50", "^|08|绿化|3.50"]);
    // A text of its own ends the label above, and those right of it.
    let found = cut_label(["06", ""]);
    assert_eq!(found[1..], ["甲<3x1>|05|育苗|1.50", "^|06||2.50", "^|08|绿化|3.50"]);
    let found = cut_label(["", "造林"]);
    assert_eq!(found[1..], ["甲<3x1>|05<2x1>|育苗|1.50", "^|^|造林|2.50", "^|08|绿化|3.50"]);
}

/// The last row prints a number alone: it may be the total, and no row of the group that ends at the break.
#[test]
fn a_last_row_of_numbers_alone_is_of_no_group() {
    let columns = [50.0, 150.0, 250.0, 350.0];
    let heads = |page: &mut Page| {
        grid(page, &columns, &[100.0, 120.0]);
        for (x, text) in [(54.0, "单位"), (154.0, "科目"), (254.0, "金额")] {
            write(page, x, 114.0, text);
        }
    };
    let mut first = page(1);
    heads(&mut first);
    grid(&mut first, &columns[..2], &[120.0, 160.0]);
    write(&mut first, 54.0, 144.0, "水务站");
    for (y, name, amount) in [(120.0, "行政运行", "1.50"), (140.0, "住房公积金", "2.50")] {
        grid(&mut first, &columns[1..], &[y, y + 20.0]);
        write(&mut first, 154.0, y + 14.0, name);
        write(&mut first, 254.0, y + 14.0, amount);
    }
    let mut second = page(2);
    heads(&mut second);
    grid(&mut second, &columns, &[120.0, 140.0]);
    write(&mut second, 254.0, 134.0, "4.00");
    let found = rows(&[first, second]);
    assert_eq!(found, ["单位|科目|金额", "水务站<2x1>|行政运行|1.50", "^|住房公积金|2.50", "||4.00"]);
}

/// Two bureaus, the second cut by the break: one row above it, two below.
fn cut_name(above: &str, below: &str) -> Vec<String> {
    let mut first = page(1);
    let y = head(&mut first);
    let y = group(&mut first, y, ["云杉县林业局", "1.50", "", "1.50"], &[["绿化", "九成"], ["造林", "八成"]]);
    group(&mut first, y, [above, "", "", ""], &[["管护", "全部"]]);
    let mut second = page(2);
    group(&mut second, 100.0, [below, "", "", ""], &[["育苗", "七成"], ["灌溉", "六成"]]);
    rows(&[first, second]).into_iter().map(|row| row.split('|').next().unwrap().to_owned()).collect()
}

#[test]
fn a_name_that_the_break_cuts_is_one() {
    let names = cut_name("云杉县造林绿", "化中心");
    assert_eq!(names, ["名称", "云杉县林业局<2x1>", "^", "云杉县造林绿化中心<3x1>", "^", "^"]);
    let names = cut_name("云杉县种苗站", "云杉县造林站");
    assert_eq!(
        names[3..],
        ["云杉县种苗站", "云杉县造林站<2x1>", "^"],
        "another bureau's name begins as all do"
    );
}
