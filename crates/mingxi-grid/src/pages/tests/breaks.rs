//! What a page break cuts: rows, merged cells, forms, and sheets in halves.

use super::support::*;

#[test]
fn a_row_below_merged_cells_that_the_page_break_cuts_is_no_cut_row() {
    let xs = [50.0, 90.0, 156.0, 220.0];
    let mut first = page(1);
    grid(&mut first, &xs, &[100.0, 120.0]);
    grid(&mut first, &xs[..2], &[120.0, 160.0]);
    grid(&mut first, &xs[1..], &[120.0, 140.0, 160.0]);
    for (x, y, text) in [
        (53.0, 114.0, "项目"),
        (93.0, 114.0, "名称"),
        (159.0, 114.0, "备注"),
        (53.0, 134.0, "时效"),
        (93.0, 134.0, "任务完成率"),
        (159.0, 134.0, "百分之百"),
        (93.0, 154.0, "资金拨付时限"),
        (159.0, 154.0, "六个工作日"),
    ] {
        write(&mut first, x, y, text);
    }
    let mut second = page(2);
    grid(&mut second, &xs, &[100.0, 120.0]);
    write(&mut second, 93.0, 114.0, "资金下达情况");
    write(&mut second, 159.0, 114.0, "及时");
    let (items, diagnostics) = recover(&[first, second]);
    let rows = [
        "项目|名称|备注",
        "时效<3x1>|任务完成率|百分之百",
        "^|资金拨付时限|六个工作日",
        "^|资金下达情况|及时",
    ];
    assert_eq!(show(tables(&items)[0]), rows);
    assert!(diagnostics.iter().all(|d| d.code != "cut_row"));
}

#[test]
fn a_total_printed_again_below_the_header_of_a_page_is_read_once() {
    let xs = [50.0, 150.0, 250.0];
    let one = |number: i32, item: &str, amount: &str| {
        let mut page = page(number);
        grid(&mut page, &xs, &[100.0, 120.0, 140.0, 160.0]);
        let rows = [("科目", "金额"), ("合计", "9.00"), (item, amount)];
        for ((label, value), y) in rows.into_iter().zip([114.0, 134.0, 154.0]) {
            write(&mut page, 60.0, y, label);
            write(&mut page, 200.0, y, value);
        }
        page
    };
    let (items, _) = recover(&[one(1, "行政运行", "5.00"), one(2, "事业运行", "4.00")]);
    assert_eq!(show(tables(&items)[0]), ["科目|金额", "合计|9.00", "行政运行|5.00", "事业运行|4.00"]);
}

#[test]
fn a_corner_above_the_page_break_stays_empty() {
    let xs = [50.0, 150.0, 250.0, 350.0];
    let mut first = page(1);
    grid(&mut first, &xs, &[100.0, 120.0]);
    grid(&mut first, &xs[..2], &[120.0, 160.0]);
    grid(&mut first, &xs[1..], &[120.0, 140.0, 160.0]);
    for (x, y, text) in [
        (60.0, 114.0, "名称"),
        (160.0, 114.0, "绿化"),
        (160.0, 134.0, "支出"),
        (260.0, 134.0, "收入"),
        (160.0, 154.0, "小计"),
        (260.0, 154.0, "基本"),
    ] {
        write(&mut first, x, y, text);
    }
    let mut second = page(2);
    grid(&mut second, &xs, &[100.0, 120.0, 140.0]);
    write(&mut second, 60.0, 114.0, "资金总额");
    write(&mut second, 60.0, 134.0, "财政资金");
    for (x, y) in [(245.0, 114.0), (345.0, 114.0), (245.0, 134.0), (345.0, 134.0)] {
        write_right(&mut second, x, y, "8.35");
    }
    let (items, _) = recover(&[first, second]);
    let rows = ["名称|绿化|", "<2x1>|支出|收入", "^|小计|基本", "资金总额|8.35|8.35", "财政资金|8.35|8.35"];
    assert_eq!(show(tables(&items)[0]), rows);
}

/// A form: its name, its department and, below, other columns.
fn form_page(number: i32, name: &str, columns: &[f32]) -> mingxi_model::Page {
    let mut page = page(number);
    write(&mut page, 160.0, 80.0, "项目绩效表");
    grid(&mut page, &[50.0, 150.0, 450.0], &[100.0, 120.0, 140.0]);
    grid(&mut page, columns, &[140.0, 160.0, 180.0, 200.0]);
    for (x, y, text) in [
        (60.0, 114.0, "项目名称"),
        (160.0, 114.0, name),
        (60.0, 134.0, "主管部门"),
        (160.0, 134.0, "某县某局"),
        (60.0, 154.0, "产出指标"),
        (60.0, 174.0, "效益指标"),
    ] {
        write(&mut page, x, y, text);
    }
    page
}

#[test]
fn a_form_filled_in_once_more_is_no_right_half() {
    let pages = [
        form_page(1, "植树造林", &[50.0, 150.0, 250.0, 450.0]),
        form_page(2, "河道清淤", &[50.0, 150.0, 290.0, 450.0]),
    ];
    let (items, _) = recover(&pages);
    let names: Vec<&str> = tables(&items).iter().map(|table| table.grid.at(0, 1).text.as_str()).collect();
    assert_eq!(names, ["植树造林", "河道清淤"]);
    assert!(tables(&items).iter().all(|table| table.grid.columns() == 3));
}

#[test]
fn a_form_goes_on_with_other_columns() {
    let first = form_page(1, "植树造林", &[50.0, 150.0, 250.0, 450.0]);
    let mut second = page(2);
    grid(&mut second, &[50.0, 150.0, 290.0, 450.0], &[60.0, 80.0, 100.0]);
    for (x, y, text) in [
        (60.0, 74.0, "项目"),
        (160.0, 74.0, "名称"),
        (300.0, 74.0, "金额"),
        (60.0, 94.0, "产出"),
        (160.0, 94.0, "栽树"),
        (300.0, 94.0, "一万棵"),
    ] {
        write(&mut second, x, y, text);
    }
    let (items, _) = recover(&[first.clone(), second.clone()]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(show(found[0])[5..], ["项目|名称<1x2>|金额", "产出|栽树<1x2>|一万棵"]);
    // A list below captions that are framed with the table above begins a table of its own.
    let mut list = page(1);
    grid(&mut list, &[50.0, 150.0, 450.0], &[100.0, 120.0]);
    write(&mut list, 60.0, 114.0, "表1");
    write(&mut list, 160.0, 114.0, "单位:万元");
    grid(&mut list, &[50.0, 150.0, 250.0, 350.0, 450.0], &[120.0, 140.0, 160.0]);
    for (x, text) in [(60.0, "编码甲"), (160.0, "某局"), (260.0, "编码乙"), (360.0, "植树")] {
        write(&mut list, x, 134.0, text);
    }
    assert_eq!(tables(&recover(&[list, second.clone()]).0).len(), 2);
    // So does a title of its own.
    write(&mut second, 160.0, 40.0, "另一张表");
    assert_eq!(tables(&recover(&[first, second]).0).len(), 2);
}

#[test]
fn halves_of_which_one_merges_rows_are_one_sheet() {
    let left = |number: i32, ys: &[f32], label: &str| {
        let mut page = page(number);
        grid(&mut page, &[50.0, 250.0, 450.0], ys);
        write(&mut page, 60.0, ys[0] + 14.0, label);
        write(&mut page, 260.0, ys[0] + 14.0, "某局");
        page
    };
    let right = |number: i32, marks: &[&str]| {
        let mut page = page(number);
        let ys: Vec<f32> = (0..=marks.len()).map(|row| 100.0 + 20.0 * row as f32).collect();
        grid(&mut page, &[50.0, 150.0, 240.0, 330.0], &ys);
        for (y, mark) in ys.iter().zip(marks) {
            write(&mut page, 60.0, y + 14.0, mark);
        }
        page
    };
    let pages = [
        left(1, &[100.0, 160.0, 200.0, 260.0, 280.0], "植树造林"),
        left(2, &[100.0, 140.0, 160.0], "河道清淤"),
        right(3, &["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"]),
        right(4, &["癸", "子", "丑"]),
    ];
    let (items, _) = recover(&pages);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    let rows = show(found[0]);
    assert_eq!(rows.len(), 12);
    assert_eq!(rows[0], "植树造林<3x1>|某局<3x1>|甲||");
    assert_eq!(rows[2], "^|^|丙||");
    assert_eq!(rows[9], "河道清淤<2x1>|某局<2x1>|癸||");
}

#[test]
fn digits_below_the_break_complete_the_number_above() {
    let xs = [50.0, 110.0, 190.0, 270.0];
    let mut first = page(1);
    grid(&mut first, &xs, &[100.0, 120.0, 140.0, 160.0]);
    for (x, y, text) in [(53.0, 114.0, "名称"), (113.0, 114.0, "收入"), (193.0, 114.0, "合计")] {
        write(&mut first, x, y, text);
    }
    for (x, y, text) in [
        (53.0, 134.0, "甲局"),
        (113.0, 134.0, "6,099.52"),
        (193.0, 134.0, "6,099.52"),
        (53.0, 154.0, "杭湖市机动"),
        (113.0, 154.0, "12,437.3"),
        (193.0, 154.0, "14,549.64"),
    ] {
        write(&mut first, x, y, text);
    }
    let mut second = page(2);
    grid(&mut second, &xs, &[100.0, 120.0, 140.0]);
    for (x, y, text) in [
        (53.0, 114.0, "车考试中心"),
        (113.0, 114.0, "6"),
        (53.0, 134.0, "乙局"),
        (113.0, 134.0, "1.00"),
        (193.0, 134.0, "1.00"),
    ] {
        write(&mut second, x, y, text);
    }
    let (items, diagnostics) = recover(&[first, second]);
    let table = tables(&items)[0];
    assert_eq!(table.grid.at(2, 1).text, "12,437.3 6");
    assert_eq!(table.grid.at(2, 0).text, "杭湖市机动车考试中心");
    assert_eq!(table.grid.at(3, 0).text, "乙局");
    assert_eq!(mingxi_model::parse_number(&table.grid.at(2, 1).text_raw).unwrap().to_string(), "12437.36");
    assert!(diagnostics.iter().any(|d| d.code == "cut_row"));
}

#[test]
fn digits_alone_complete_a_number_whose_name_is_whole() {
    let columns = [40.0, 120.0, 190.0, 240.0];
    let mut upper = page(1);
    grid(&mut upper, &columns, &[700.0, 720.0, 740.0, 760.0]);
    for (row, y) in [714.0, 734.0, 754.0].into_iter().enumerate() {
        let texts =
            [["项目", "某合计", "某收入"], ["残疾人", "115,091.36", "0.00"], ["低保", "460,350.", "0.00"]];
        for (col, text) in texts[row].iter().enumerate() {
            write(&mut upper, columns[col] + 3.0, y, text);
        }
    }
    let mut lower = page(2);
    grid(&mut lower, &columns, &[40.0, 54.0, 74.0]);
    write(&mut lower, columns[1] + 3.0, 50.0, "04");
    for (col, text) in ["养老", "803.35", "0.00"].iter().enumerate() {
        write(&mut lower, columns[col] + 3.0, 68.0, text);
    }
    let (items, diagnostics) = recover(&[upper, lower]);
    let table = tables(&items)[0];
    let row = |row| [0, 1, 2].map(|col| table.grid.at(row, col).text.as_str());
    assert_eq!(row(2), ["低保", "460,350. 04", "0.00"]);
    assert_eq!(row(3), ["养老", "803.35", "0.00"]);
    assert!(diagnostics.iter().any(|d| d.code == "cut_row"));
}

#[test]
fn a_page_with_the_same_heads_has_the_same_columns() {
    let mut pages = Vec::new();
    for (number, xs) in [(1, [50.0, 110.0, 190.0, 270.0]), (2, [50.0, 140.0, 180.0, 270.0])] {
        let mut drawn = page(number);
        grid(&mut drawn, &xs, &[100.0, 120.0, 140.0]);
        for (x, text) in xs.iter().zip(["名称", "本年甲", "绩效目标"]) {
            write(&mut drawn, x + 3.0, 114.0, text);
        }
        for (x, text) in xs.iter().zip(["甲局", "6.52", "完成"]) {
            write(&mut drawn, x + 3.0, 134.0, text);
        }
        pages.push(drawn);
    }
    let (items, _) = recover(&pages);
    assert_eq!(show(tables(&items)[0]), ["名称|本年甲|绩效目标", "甲局|6.52|完成", "甲局|6.52|完成"]);
}

#[test]
fn the_blank_rest_of_a_cut_row_is_no_row() {
    let xs = [50.0, 150.0, 250.0];
    let cut = |ys: &[f32]| {
        let mut first = page(1);
        grid(&mut first, &xs, &[100.0, 120.0, 140.0, 152.0]);
        let mut second = page(2);
        grid(&mut second, &xs, ys);
        let mut y = ys[1] + 14.0;
        for (label, amount) in [("丙局", "3.00"), ("丁局", "4.00")].iter().take(ys.len() - 2) {
            write(&mut second, 60.0, y, label);
            write(&mut second, 160.0, y, amount);
            y += 20.0;
        }
        for (y, label, amount) in [(114.0, "名称", "金额"), (134.0, "甲局", "1.00"), (149.0, "乙局", "2.00")]
        {
            write(&mut first, 60.0, y, label);
            write(&mut first, 160.0, y, amount);
        }
        let (items, _) = recover(&[first, second]);
        show(tables(&items)[0])
    };
    let rows = ["名称|金额", "甲局|1.00", "乙局|2.00", "丙局|3.00", "丁局|4.00"];
    assert_eq!(cut(&[100.0, 110.0, 130.0, 150.0]), rows);
    assert_eq!(cut(&[100.0, 110.0]), rows[..3]);
    // A blank row as high as others was left blank by the author.
    assert_eq!(cut(&[100.0, 120.0, 140.0, 160.0])[3], "|");
}

#[test]
fn a_text_beside_merged_labels_goes_on_below_the_break() {
    let xs = [50.0, 120.0, 220.0, 300.0];
    let cut = |below: &str| {
        let mut first = page(1);
        grid(&mut first, &xs, &[100.0, 120.0]);
        grid(&mut first, &xs[..3], &[120.0, 160.0]);
        grid(&mut first, &xs[2..], &[120.0, 140.0, 160.0]);
        for (x, y, text) in [
            (53.0, 114.0, "名称"),
            (123.0, 114.0, "备注"),
            (223.0, 114.0, "项目"),
            (53.0, 134.0, "造林"),
            (123.0, 134.0, "围绕中心工作推进"),
            (123.0, 148.0, "治理能力持续提高"),
            (223.0, 134.0, "栽树"),
            (223.0, 154.0, "浇水"),
        ] {
            write(&mut first, x, y, text);
        }
        let mut second = page(2);
        grid(&mut second, &xs[..3], &[60.0, 100.0]);
        grid(&mut second, &xs[2..], &[60.0, 80.0, 100.0]);
        for (x, y, text) in [(123.0, 74.0, below), (223.0, 74.0, "施肥"), (223.0, 94.0, "修枝")] {
            write(&mut second, x, y, text);
        }
        tables(&recover(&[first, second]).0)[0].grid.clone()
    };
    let table = cut("群众满意");
    assert_eq!(table.at(1, 1).text, "围绕中心工作推进治理能力持续提高群众满意");
    assert_eq!((table.at(1, 1).row_span, table.at(1, 0).row_span), (4, 4));
    // A list begins a text of its own.
    assert_eq!(cut("1.另一项").at(1, 1).row_span, 2);
}
