//! Rows that a page break cuts, told by what the other rows print.

use super::support::*;
use mingxi_model::{Diagnostic, Page};

/// A ruled page of columns 100 points wide; the rows are written `甲|乙|丙`, lines of a cell parted by `/`.
fn ruled(number: i32, rows: &[&str]) -> Page {
    let mut drawn = page(number);
    let columns = rows[0].split('|').count();
    let xs: Vec<f32> = (0..=columns).map(|col| 30.0 + 100.0 * col as f32).collect();
    let mut ys = vec![100.0];
    for row in rows {
        let top = ys[ys.len() - 1];
        let mut lines = 1;
        for (col, text) in row.split('|').enumerate() {
            for (line, text) in text.split('/').enumerate() {
                write(&mut drawn, xs[col] + 3.0, top + 14.0 + 12.0 * line as f32, text);
                lines = lines.max(line + 1);
            }
        }
        ys.push(top + 8.0 + 12.0 * lines as f32);
    }
    grid(&mut drawn, &xs, &ys);
    drawn
}

/// The rows of the one table of two pages from the last one of the first page on, and whether a row was cut.
fn seam(upper: &[&str], lower: &[&str]) -> (Vec<String>, bool) {
    joined(ruled(1, upper), upper.len(), lower)
}

fn joined(upper: Page, rows: usize, lower: &[&str]) -> (Vec<String>, bool) {
    let (items, diagnostics) = recover(&[upper, ruled(2, lower)]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    let is_cut = |diagnostic: &Diagnostic| diagnostic.code == "cut_row";
    (show(found[0])[rows - 1..].to_vec(), diagnostics.iter().any(is_cut))
}

#[test]
fn a_row_cut_inside_a_bracket_goes_on_where_the_bracket_closes() {
    let upper = |last: &'static str| ["名称|合计|基本", "其他||", "科技|8.00|4.00", last];
    let (rows, is_cut) = seam(&upper("教育（事业|3.00|2.00"), &["单位）||", "住房|1.00|1.00"]);
    assert_eq!(rows, ["教育（事业单位）|3.00|2.00", "住房|1.00|1.00"]);
    assert!(is_cut);
    // Where the bracket is closed above, or the row below has one of its own, both are rows.
    for (last, below) in [("教育（事业）|3.00|2.00", "单位）||"), ("教育（事业|3.00|2.00", "（续）||")]
    {
        let (rows, is_cut) = seam(&upper(last), &[below, "住房|1.00|1.00"]);
        assert_eq!(rows, [last, below, "住房|1.00|1.00"]);
        assert!(!is_cut);
    }
}

#[test]
fn the_only_row_without_a_number_is_the_rest_of_the_one_above_the_break() {
    // Each row prints a number, though only one column has one in each.
    let upper = |third: &'static str| {
        ["名称|合计|基本|项目", "教育|8.00|8.00|", "科技|2.00||2.00", third, "卫生健康|7.00|7.00|"]
    };
    let third = "体育|1.00|1.00|";
    let below = ["支出|||", "住房|1.00|1.00|"];
    let (rows, is_cut) = seam(&upper(third), &below);
    assert_eq!(rows, ["卫生健康支出|7.00|7.00|", "住房|1.00|1.00|"]);
    assert!(is_cut);
    // Another row has none; the row announces others.
    for (third, first) in [("体育|||", "支出|||"), (third, "其中：|||")] {
        let (rows, is_cut) = seam(&upper(third), &[first, below[1]]);
        assert_eq!(rows, ["卫生健康|7.00|7.00|", first, below[1]]);
        assert!(!is_cut);
    }
}

#[test]
fn a_list_in_a_cut_cell_goes_on_with_its_next_entry() {
    let rows = ["序号|项目|内容|金额", "1|造林|栽树|8.00", "2|清淤|挖泥|2.00", "3|修路|铺设|1.00"];
    let upper = [&rows[..], &["4|修渠|1.清淤三里/2.加固堤岸|7.00"]].concat();
    let (seam, is_cut) = seam(&upper, &["||3.绿化|", "5|建桥|设计|6.00"]);
    assert_eq!(seam, ["4|修渠|1.清淤三里 2.加固堤岸 3.绿化|7.00", "5|建桥|设计|6.00"]);
    assert!(is_cut);
}

#[test]
fn what_rows_print_is_looked_for_below_merged_heads() {
    let xs = [30.0, 130.0, 230.0, 330.0, 430.0, 530.0];
    let mut upper = page(1);
    grid(&mut upper, &xs[..4], &[60.0, 100.0]);
    grid(&mut upper, &[330.0, 530.0], &[60.0, 80.0]);
    grid(&mut upper, &xs[3..], &[80.0, 100.0]);
    for (x, y, text) in [
        (33.0, 84.0, "单位"),
        (133.0, 84.0, "名称"),
        (233.0, 84.0, "备注"),
        (333.0, 74.0, "支出"),
        (333.0, 94.0, "小计"),
        (433.0, 94.0, "基本"),
    ] {
        write(&mut upper, x, y, text);
    }
    let rows = ["甲局|造林|乙类||", "乙局|清淤|甲类|2.00|2.00", "丙局|修路|乙类|1.00|", "丁局|修渠|甲类||"];
    let below = ruled(1, &rows);
    upper.glyphs.extend(below.glyphs);
    upper.rules.extend(below.rules);
    let (seam, is_cut) = joined(upper, 6, &["|养护|||", "戊局|建桥|甲类|6.00|"]);
    assert_eq!(seam, ["丁局|修渠养护|甲类||", "戊局|建桥|甲类|6.00|"]);
    assert!(is_cut);
}

#[test]
fn heads_printed_again_at_the_foot_of_a_page_swallow_no_blank_cell_below() {
    let upper = ["名称|合计|基本", "甲局|8.00|4.00", "乙局|2.00|1.00", "名称|合计|基本"];
    let mut lower = page(2);
    grid(&mut lower, &[30.0, 130.0], &[100.0, 140.0]);
    grid(&mut lower, &[130.0, 230.0, 330.0], &[100.0, 120.0, 140.0]);
    for (y, amount) in [(114.0, "5.00"), (134.0, "6.00")] {
        write(&mut lower, 133.0, y, amount);
        write(&mut lower, 233.0, y, "3.00");
    }
    let (items, diagnostics) = recover(&[ruled(1, &upper), lower]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[3..], ["名称|合计|基本", "<2x1>|5.00|3.00", "^|6.00|3.00"]);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code != "cut_row"));
}

#[test]
fn a_row_of_many_unknown_names_printed_again_is_a_head() {
    // The last name stands over two columns of the first page, which the second one does not part.
    let upper = |names: &[&str]| {
        let mut upper = page(1);
        let xs: Vec<f32> = (0..names.len()).map(|col| 30.0 + 90.0 * col as f32).collect();
        let (last, right) = (xs[names.len() - 1], xs[names.len() - 1] + 90.0);
        grid(&mut upper, &[&xs[..], &[right]].concat(), &[100.0, 120.0]);
        grid(&mut upper, &[&xs[..], &[last + 45.0, right]].concat(), &[120.0, 140.0, 160.0]);
        for (x, name) in xs.iter().zip(names) {
            write(&mut upper, x + 3.0, 114.0, name);
            write(&mut upper, x + 3.0, 134.0, "造林");
            write(&mut upper, x + 3.0, 154.0, "清淤");
        }
        let mut lower = page(2);
        grid(&mut lower, &[&xs[..], &[right]].concat(), &[100.0, 120.0, 140.0]);
        for (x, name) in xs.iter().zip(names) {
            write(&mut lower, x + 3.0, 114.0, name);
            write(&mut lower, x + 3.0, 134.0, "修路");
        }
        let (items, _) = recover(&[upper, lower]);
        tables(&items).iter().flat_map(|table| show(table)).collect::<Vec<String>>()
    };
    let rows = upper(&["甲口径", "乙口径", "丙口径", "丁口径", "戊口径"]);
    assert_eq!(
        rows,
        [
            "甲口径|乙口径|丙口径|丁口径|戊口径<1x2>",
            "造林|造林|造林|造林|造林|",
            "清淤|清淤|清淤|清淤|清淤|",
            "修路|修路|修路|修路|修路<1x2>",
        ]
    );
}

/// A page of three columns: labels of groups with the rows of each; `open` leaves the first column without a rule at the
/// top or the foot of the page.
fn labelled(number: i32, groups: &[(&str, &[&str])], open: (bool, bool)) -> Page {
    let (xs, mut y) = ([30.0, 130.0, 230.0, 330.0], 100.0);
    let mut drawn = page(number);
    for (index, (label, rows)) in groups.iter().enumerate() {
        let end = y + 20.0 * rows.len() as f32;
        if index > 0 || !open.0 {
            horizontal(&mut drawn, y, xs[0], xs[1]);
        }
        if index + 1 < groups.len() || !open.1 {
            horizontal(&mut drawn, end, xs[0], xs[1]);
        }
        vertical(&mut drawn, xs[0], y, end);
        write(&mut drawn, xs[0] + 3.0, (y + end) / 2.0 + 4.0, label);
        for (row, texts) in rows.iter().enumerate() {
            let top = y + 20.0 * row as f32;
            grid(&mut drawn, &xs[1..], &[top, top + 20.0]);
            for (col, text) in texts.split('|').enumerate() {
                write(&mut drawn, xs[1 + col] + 3.0, top + 14.0, text);
            }
        }
        y = end;
    }
    drawn
}

#[test]
fn two_labels_that_stand_in_the_column_once_more_are_two_without_a_rule() {
    let first: [(&str, &[&str]); 4] = [
        ("类", &["名称|金额"]),
        ("社会保障", &["养老|8.00"]),
        ("卫生健康", &["医疗|7.00"]),
        ("社会保障", &["离休|6.00", "退休|5.00"]),
    ];
    let lower = |label: &'static str| -> [(&str, &'static [&'static str]); 2] {
        [(label, &["医保|4.00", "救助|3.00"]), ("卫生健康", &["保健|2.00"])]
    };
    let rows = |label: &'static str| {
        let (items, _) =
            recover(&[labelled(1, &first, (false, true)), labelled(2, &lower(label), (true, false))]);
        assert_eq!(tables(&items).len(), 1);
        show(tables(&items)[0])[3..].to_vec()
    };
    assert_eq!(
        rows("卫生健康"),
        [
            "社会保障<2x1>|离休|6.00",
            "^|退休|5.00",
            "卫生健康<2x1>|医保|4.00",
            "^|救助|3.00",
            "卫生健康|保健|2.00"
        ]
    );
    // What stands nowhere else is the rest of the label above.
    assert_eq!(rows("和就业")[0], "社会保障和就业<4x1>|离休|6.00");
}
