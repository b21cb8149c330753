//! Labels of several rows of tables without rules, and names of groups of columns beside which wrapped names stand.

use super::support::*;

fn row(page: &mut mingxi_model::Page, y: f32, code: &str, amount: &str) {
    write(page, 160.0, y, code);
    write(page, 240.0, y, "行政运行");
    write_right(page, 370.0, y, amount);
}

fn heads(page: &mut mingxi_model::Page) {
    for (x, name) in [(90.0, "名称"), (170.0, "编码"), (260.0, "项目"), (350.0, "金额")] {
        write_centred(page, x, 100.0, name);
    }
}

/// Eight rows of two units below a total that has no label: the units' names stand in the middle of four rows each, and
/// of the six and two rows from the total on.
#[test]
fn a_total_without_a_label_belongs_to_no_label_of_several_rows() {
    let mut page = page(1);
    heads(&mut page);
    write_right(&mut page, 370.0, 120.0, "8.00");
    for index in 0..8 {
        row(&mut page, 140.0 + 20.0 * index as f32, &format!("{}", 201 + index), "1.00");
    }
    write(&mut page, 70.0, 170.0, "甲单位");
    write(&mut page, 70.0, 250.0, "乙单位");
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "名称|编码|项目|金额",
            "|||8.00",
            "甲单位<4x1>|201|行政运行|1.00",
            "^|202|行政运行|1.00",
            "^|203|行政运行|1.00",
            "^|204|行政运行|1.00",
            "乙单位<4x1>|205|行政运行|1.00",
            "^|206|行政运行|1.00",
            "^|207|行政运行|1.00",
            "^|208|行政运行|1.00",
        ]
    );
}

/// A label of two lines, each a little nearer to the other than the two rows are that it stands over.
#[test]
fn the_lines_of_a_label_join_no_two_rows() {
    let mut page = page(1);
    heads(&mut page);
    for (index, amount) in ["1.00", "2.00", "3.00", "4.00"].into_iter().enumerate() {
        row(&mut page, 120.0 + 16.0 * index as f32, &format!("{}", 201 + index), amount);
    }
    write(&mut page, 60.0, 122.5, "一般公共服务支");
    write(&mut page, 60.0, 133.5, "出");
    write(&mut page, 60.0, 152.0, "卫生健康");
    write(&mut page, 60.0, 168.0, "住房保障");
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "名称|编码|项目|金额",
            "一般公共服务支出<2x1>|201|行政运行|1.00",
            "^|202|行政运行|2.00",
            "卫生健康|203|行政运行|3.00",
            "住房保障|204|行政运行|4.00",
        ]
    );
}

/// The name of a group stands right above the wrapped name of its middle column; the names of the others are shorter and
/// stand in the middle beside it.
#[test]
fn the_name_of_a_group_is_no_line_of_the_name_below_it() {
    let mut page = page(1);
    for y in [80.0, 135.0, 210.0] {
        horizontal(&mut page, y, 50.0, 480.0);
    }
    for (x, y, name) in [
        (350.0, 95.0, "支出"),
        (80.0, 110.0, "编码"),
        (170.0, 110.0, "名称"),
        (270.0, 119.0, "小计"),
        (350.0, 113.0, "其中基本"),
        (350.0, 125.0, "建设"),
        (430.0, 119.0, "合计"),
    ] {
        write_centred(&mut page, x, y, name);
    }
    for index in 0..3 {
        let y = 155.0 + 20.0 * index as f32;
        write(&mut page, 60.0, y, &format!("{}", 201 + index));
        write(&mut page, 140.0, y, "行政运行");
        for x in [290.0, 370.0, 450.0] {
            write_right(&mut page, x, y, "1.00");
        }
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "编码<2x1>|名称<2x1>|支出<1x3>",
            "^|^|小计|其中基本建设|合计",
            "201|行政运行|1.00|1.00|1.00",
            "202|行政运行|1.00|1.00|1.00",
            "203|行政运行|1.00|1.00|1.00",
        ]
    );
}

/// A unit's code and name stand beside the first of its rows: the names below it are no labels over both columns.
#[test]
fn a_name_before_blank_cells_of_a_unit_stays_in_its_column() {
    let mut page = page(1);
    for (x, name) in [(60.0, "编码"), (150.0, "名称"), (250.0, "编码"), (350.0, "名称"), (450.0, "金额")]
    {
        write_centred(&mut page, x, 100.0, name);
    }
    let rows = [
        ("201", "536001", "某县财政局"),
        ("208", "", ""),
        ("210", "536002", "某县国库中心"),
        ("221", "", ""),
    ];
    for (row, (code, unit, name)) in rows.into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 50.0, y, code);
        write(&mut page, 120.0, y, "公共服务");
        write(&mut page, 235.0, y, unit);
        write(&mut page, 320.0, y, name);
        write_right(&mut page, 470.0, y, "5.00");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0])[1..],
        [
            "201|公共服务|536001|某县财政局|5.00",
            "208|公共服务|||5.00",
            "210|公共服务|536002|某县国库中心|5.00",
            "221|公共服务|||5.00",
        ]
    );
}

/// Units in line with the middle ones of their three rows, code and name.
#[test]
fn units_stand_in_the_middle_of_their_rows() {
    let mut page = page(1);
    for (x, name) in [(60.0, "编码"), (150.0, "名称"), (260.0, "项目"), (450.0, "金额")] {
        write_centred(&mut page, x, 100.0, name);
    }
    let units = ["", "536001", "", "", "536002", ""];
    for (row, unit) in units.into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 45.0, y, unit);
        write(&mut page, 120.0, y, if unit.is_empty() { "" } else { "某县财政局" });
        write(&mut page, 230.0, y, "公共服务");
        write_right(&mut page, 470.0, y, "5.00");
    }
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0];
    let spans: Vec<(u32, u32, u32)> = table
        .grid
        .cells()
        .iter()
        .filter(|cell| cell.text.starts_with("5360") || cell.text == "某县财政局")
        .map(|cell| (cell.row, cell.col, cell.row_span))
        .collect();
    assert_eq!(spans, [(1, 0, 3), (1, 1, 3), (4, 0, 3), (4, 1, 3)]);
}
