//! Headers of tables without rules, set in the ways programs set them.

use super::support::*;
use mingxi_model::{Page, RecoveredTable};

/// Edges of four columns; a name and three amounts.
const EDGES: [f32; 5] = [50.0, 200.0, 280.0, 400.0, 480.0];
const PAD: f32 = 4.0;

fn middle(from: usize, to: usize) -> f32 {
    (EDGES[from] + EDGES[to]) / 2.0
}

fn body(page: &mut Page) {
    let rows = [
        ("一、教育", "8.00", "1.50", "6.50"),
        ("二、科学技术", "19.50", "9.50", "10.00"),
        ("合计", "27.50", "11.00", "16.50"),
    ];
    for (row, (name, a, b, c)) in rows.into_iter().enumerate() {
        let y = 140.0 + 20.0 * row as f32;
        write(page, EDGES[0] + PAD, y, name);
        for (col, text) in [(2, a), (3, b), (4, c)] {
            write_right(page, EDGES[col] - PAD, y, text);
        }
    }
}

fn only(pages: &[Page]) -> RecoveredTable {
    let (items, _) = recover(pages);
    tables(&items)[0].clone()
}

#[test]
fn names_at_the_bottom_of_their_cells_stand_beside_a_group() {
    let mut page = page(1);
    write_centred(&mut page, middle(2, 4), 100.0, "支出");
    for (col, name) in ["项目", "合计", "基本", "金额"].into_iter().enumerate() {
        write_centred(&mut page, middle(col, col + 1), 120.0, name);
    }
    body(&mut page);
    let table = only(&[page]);
    assert_eq!(show(&table)[..2], ["项目<2x1>|合计<2x1>|支出<1x2>", "^|^|基本|金额"]);
    assert_eq!(table.header_rows, 2);
}

#[test]
fn names_at_the_left_of_their_cells_span_by_their_heights() {
    let mut page = page(1);
    write(&mut page, EDGES[2] + PAD, 100.0, "支出");
    for (col, name, y) in [(0, "项目", 110.0), (1, "合计", 110.0), (2, "基本", 120.0), (3, "金额", 120.0)]
    {
        write(&mut page, EDGES[col] + PAD, y, name);
    }
    body(&mut page);
    let table = only(&[page]);
    assert_eq!(show(&table)[..2], ["项目<2x1>|合计<2x1>|支出<1x2>", "^|^|基本|金额"]);
}

#[test]
fn a_rule_below_a_group_says_which_columns_it_has() {
    let mut page = page(1);
    // At the left of its cell and without further lines nothing but the rule tells the group from its neighbour.
    write(&mut page, EDGES[1] + PAD, 100.0, "支出");
    horizontal(&mut page, 106.0, EDGES[1] + 2.0, EDGES[3] - 2.0);
    for (col, name) in ["项目", "小计", "基本", "金额"].into_iter().enumerate() {
        write(&mut page, EDGES[col] + PAD, 120.0, name);
    }
    body(&mut page);
    let table = only(&[page]);
    assert_eq!(show(&table)[..2], ["项目<2x1>|支出<1x2>|金额<2x1>", "^|小计|基本|^"]);
}

#[test]
fn the_second_rule_ends_the_header_whatever_its_words() {
    let mut page = page(1);
    for y in [86.0, 126.0, 190.0] {
        horizontal(&mut page, y, EDGES[0], EDGES[4]);
    }
    write_centred(&mut page, middle(1, 3), 100.0, "某某口径");
    for (col, name) in ["项目", "合计", "基本", "金额"].into_iter().enumerate() {
        write_centred(&mut page, middle(col, col + 1), 120.0, name);
    }
    body(&mut page);
    let table = only(&[page]);
    assert_eq!(show(&table)[..2], ["项目<2x1>|某某口径<1x2>|金额<2x1>", "^|合计|基本|^"]);
    assert_eq!(table.header_rows, 2);
}

#[test]
fn a_rule_as_long_as_the_table_below_the_names_of_panels_ends_no_header() {
    let mut page = page(1);
    let edges = [50.0, 200.0, 280.0, 430.0, 510.0];
    let middle = |from: usize, to: usize| (edges[from] + edges[to]) / 2.0;
    for y in [86.0, 106.0, 126.0, 190.0] {
        horizontal(&mut page, y, edges[0], edges[4]);
    }
    write_centred(&mut page, middle(0, 2), 100.0, "收入");
    write_centred(&mut page, middle(2, 4), 100.0, "支出");
    let rows = [
        ["来源", "数额", "去向", "数额"],
        ["一、拨款", "8.00", "一、教育", "3.00"],
        ["二、事业", "2.00", "二、科学", "5.00"],
        ["三、其他", "1.00", "三、体育", "3.00"],
    ];
    for (row, texts) in rows.into_iter().enumerate() {
        for (col, text) in texts.into_iter().enumerate() {
            write_centred(&mut page, middle(col, col + 1), 120.0 + 20.0 * row as f32, text);
        }
    }
    let table = only(&[page]);
    assert_eq!(show(&table)[..2], ["收入<1x2>|支出<1x2>", "来源|数额|去向|数额"]);
    assert_eq!(table.header_rows, 2);
}

#[test]
fn panels_with_everything_centred_find_their_amounts() {
    let mut page = page(1);
    let edges = [50.0, 210.0, 290.0, 450.0, 530.0];
    let middle = |from: usize, to: usize| (edges[from] + edges[to]) / 2.0;
    write_centred(&mut page, middle(0, 2), 100.0, "收入");
    write_centred(&mut page, middle(2, 4), 100.0, "支出");
    let rows = [
        ["项目", "金额", "项目", "金额"],
        ["一、拨款", "2,769.16", "一、教育支出", "3.00"],
        ["二、事业收入", "10.00", "二、科学", "1,200.00"],
        ["三、其他各项收入", "1.00", "三、体育事业支出", "77.00"],
    ];
    for (row, texts) in rows.into_iter().enumerate() {
        for (col, text) in texts.into_iter().enumerate() {
            write_centred(&mut page, middle(col, col + 1), 120.0 + 20.0 * row as f32, text);
        }
    }
    let table = only(&[page]);
    assert_eq!(show(&table)[0], "收入<1x2>|支出<1x2>");
    assert_eq!(table.header_rows, 2);
}

#[test]
fn a_group_that_may_have_other_columns_is_handed_on_in_each_reading() {
    let mut page = page(1);
    // The middle of the last three columns is that of the one in their middle.
    write_centred(&mut page, middle(1, 4), 100.0, "支出");
    for (col, name) in ["项目", "合计", "基本", "金额"].into_iter().enumerate() {
        write_centred(&mut page, middle(col, col + 1), 120.0, name);
    }
    body(&mut page);
    let table = only(&[page]);
    let mut readings = vec![show(&table)[0].clone()];
    readings.extend(table.others.iter().map(|other| {
        let (grid, header_rows) = (other.grid.clone(), other.header_rows);
        show(&RecoveredTable { grid, header_rows, ..table.clone() })[0].clone()
    }));
    assert!(readings.contains(&"项目<2x1>|支出<1x3>".to_owned()), "{readings:?}");
    assert!(readings.contains(&"项目<2x1>|合计<2x1>|支出|金额<2x1>".to_owned()), "{readings:?}");
}

#[test]
fn a_code_that_its_cell_broke_is_one_code() {
    let mut page = page(1);
    for (x, name) in [(60.0, "编码"), (160.0, "名称"), (300.0, "金额")] {
        write_centred(&mut page, x, 100.0, name);
    }
    for (row, (code, rest, value)) in
        [("20805", "05", "8.00"), ("21011", "99", "120.25"), ("22102", "01", "3.10")].into_iter().enumerate()
    {
        let y = 140.0 + 40.0 * row as f32;
        write(&mut page, 50.0, y - 6.0, code);
        write(&mut page, 50.0, y + 6.0, rest);
        write(&mut page, 130.0, y, "养老保险");
        write_right(&mut page, 330.0, y, value);
    }
    let table = only(&[page]);
    assert_eq!(
        show(&table)[1..],
        ["2080505|养老保险|8.00", "2101199|养老保险|120.25", "2210201|养老保险|3.10"]
    );
}

#[test]
fn names_of_columns_below_a_title_are_no_page_header() {
    let pages: Vec<Page> = (1..=4)
        .map(|number| {
            let mut page = page(number);
            write_sized(
                &mut page,
                250.0,
                50.0,
                &format!("某某预算{}表", ["甲", "乙", "丙", "丁"][number as usize - 1]),
                14.0,
            );
            for (col, name) in ["项目", "合计", "基本", "金额"].into_iter().enumerate() {
                write_centred(&mut page, middle(col, col + 1), 80.0, name);
            }
            body(&mut page);
            page
        })
        .collect();
    let (items, _) = recover(&pages);
    let found = tables(&items);
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|table| show(table)[0] == "项目|合计|基本|金额" && table.header_rows == 1));
}

#[test]
fn a_code_whose_rest_may_begin_a_row_is_in_doubt() {
    let mut page = page(1);
    for (x, name) in [(60.0, "编码"), (160.0, "名称"), (300.0, "金额")] {
        write_centred(&mut page, x, 100.0, name);
    }
    // Set at the top of their cells nothing tells the code's rest from the code of a further row.
    for (row, name) in ["养老保险", "医疗保险", "住房公积金"].into_iter().enumerate() {
        let y = 140.0 + 60.0 * row as f32;
        for (line, (code, amount)) in [("20", "217,"), ("8051", "782."), ("", "89")].into_iter().enumerate() {
            let y = y + 12.0 * line as f32;
            write(&mut page, 50.0, y, code);
            write_right(&mut page, 330.0, y, amount);
        }
        write(&mut page, 130.0, y, name);
    }
    let table = only(&[page]);
    let is_in_doubt = |row: u32| table.doubts.iter().any(|doubt| doubt.rows.contains(&row));
    assert!((1..7).all(is_in_doubt), "{:?} {:?}", show(&table), table.doubts);
}

#[test]
fn a_name_over_two_lines_beside_a_group_is_no_group() {
    let mut page = page(1);
    for y in [85.0, 120.0, 165.0] {
        horizontal(&mut page, y, 50.0, 480.0);
    }
    write_centred(&mut page, 90.0, 106.0, "单位名称");
    write_centred(&mut page, 190.0, 100.0, "财政专户");
    write_centred(&mut page, 190.0, 112.0, "管理资金");
    write_centred(&mut page, 320.0, 95.0, "单位资金");
    write_centred(&mut page, 280.0, 112.0, "事业收入");
    write_centred(&mut page, 360.0, 112.0, "经营收入");
    write_centred(&mut page, 440.0, 106.0, "总计");
    for (row, name) in ["医保局", "医保中心"].into_iter().enumerate() {
        let y = 136.0 + 20.0 * row as f32;
        write(&mut page, 52.0, y, name);
        for x in [210.0, 300.0, 380.0, 460.0] {
            write_right(&mut page, x, y, "7.50");
        }
    }
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert!(rows.iter().any(|row| row.contains("|财政专户管理资金|")), "{rows:?}");
}
