//! Tables without rules or with few: repeated names, numbered columns, lists of forms, two tables one below the other.

use super::support::*;
use mingxi_model::Page;

/// Three columns under `names` centred at their middles; the amounts of `rows` end at the columns' right.
fn amounts(page: &mut Page, y: f32, names: [&str; 3], rows: &[(&str, &str, &str)]) -> f32 {
    for (x, name) in [90.0, 250.0, 350.0].into_iter().zip(names) {
        write_centred(page, x, y, name);
    }
    body(page, y + 20.0, rows)
}

fn body(page: &mut Page, mut y: f32, rows: &[(&str, &str, &str)]) -> f32 {
    for (label, first, second) in rows {
        write(page, 52.0, y, label);
        write_right(page, 298.0, y, first);
        write_right(page, 398.0, y, second);
        y += 20.0;
    }
    y
}

#[test]
fn names_printed_again_among_the_rows_are_left_out() {
    let mut page = page(1);
    let y = amounts(
        &mut page,
        100.0,
        ["项目", "合计", "基本"],
        &[("教育", "7.00", "4.00"), ("科技", "2.00", "1.00")],
    );
    // Set at the left of their cells, over the gap between two columns.
    for (x, name) in [(52.0, "项目"), (205.0, "合计"), (305.0, "基本")] {
        write(&mut page, x, y, name);
    }
    body(&mut page, y + 20.0, &[("体育", "3.00", "3.00"), ("合计", "12.00", "8.00")]);
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        ["项目|合计|基本", "教育|7.00|4.00", "科技|2.00|1.00", "体育|3.00|3.00", "合计|12.00|8.00"]
    );
}

#[test]
fn names_printed_again_and_cut_by_the_end_of_the_page_are_left_out() {
    let mut first = page(1);
    let y = amounts(
        &mut first,
        700.0,
        ["项目", "合计", "收入金额"],
        &[("教育", "7.00", "4.00"), ("科技", "2.00", "1.00")],
    );
    for (x, name) in [(52.0, "项目"), (240.0, "合计"), (330.0, "收入")] {
        write(&mut first, x, y, name);
    }
    let mut second = page(2);
    write(&mut second, 330.0, 50.0, "金额");
    body(&mut second, 70.0, &[("体育", "3.00", "3.00"), ("合计", "12.00", "8.00")]);
    let (items, _) = recover(&[first, second]);
    assert_eq!(
        show(tables(&items)[0]),
        ["项目|合计|收入金额", "教育|7.00|4.00", "科技|2.00|1.00", "体育|3.00|3.00", "合计|12.00|8.00"]
    );
}

#[test]
fn the_numbers_of_the_columns_prove_names_that_no_vocabulary_knows() {
    let mut page = page(1);
    let y = amounts(&mut page, 100.0, ["事项", "编制安排", "统筹安排"], &[]);
    for (x, number) in [(90.0, "甲"), (250.0, "1"), (350.0, "2")] {
        write_centred(&mut page, x, y, number);
    }
    body(
        &mut page,
        y + 20.0,
        &[("教育", "7.00", "4.00"), ("科技", "2.00", "1.00"), ("体育", "3.00", "3.00")],
    );
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0];
    assert_eq!(
        show(table),
        ["事项|编制安排|统筹安排", "甲|1|2", "教育|7.00|4.00", "科技|2.00|1.00", "体育|3.00|3.00"]
    );
    assert_eq!(table.header_rows, 2);
}

#[test]
fn a_known_last_name_over_nothing_but_amounts_proves_the_names_beside_it() {
    let mut page = page(1);
    for (x, name) in [(90.0, "服务事项"), (250.0, "指导目录"), (350.0, "金额")] {
        write_centred(&mut page, x, 100.0, name);
    }
    for (row, (label, amount)) in [("物业", "7.00"), ("培训", "12.50")].into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 52.0, y, label);
        write(&mut page, 225.0, y, "维护服务");
        write_right(&mut page, 398.0, y, amount);
    }
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0];
    assert_eq!(show(table), ["服务事项|指导目录|金额", "物业|维护服务|7.00", "培训|维护服务|12.50"]);
    assert_eq!(table.header_rows, 1);
}

#[test]
fn a_list_of_forms_is_a_table_though_each_of_its_lines_reads_like_a_title() {
    let mut page = page(1);
    write_sized(&mut page, 200.0, 60.0, "报告目录", 16.0);
    for (x, name) in [(60.0, "序号"), (200.0, "名称"), (350.0, "备注")] {
        write_centred(&mut page, x, 100.0, name);
    }
    for (row, form) in ["收支总表", "支出总表", "采购预算表"].into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 52.0, y, &format!("表{}", row + 1));
        write(&mut page, 150.0, y, form);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        ["序号|名称|备注", "表1|收支总表|", "表2|支出总表|", "表3|采购预算表|"]
    );
}

#[test]
fn a_form_without_entries_is_its_names_and_the_word_for_their_total() {
    let mut page = page(1);
    amounts(&mut page, 100.0, ["项目", "名称", "金额"], &[]);
    write(&mut page, 52.0, 120.0, "合计");
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0]), ["项目|名称|金额", "合计||"]);
}

#[test]
fn the_last_rule_of_a_table_and_the_first_of_the_next_part_them() {
    let mut page = page(1);
    horizontal(&mut page, 88.0, 50.0, 400.0);
    for (row, (label, value)) in
        [("主管", "水务局"), ("年度", "一年"), ("负责", "王某")].into_iter().enumerate()
    {
        let y = 100.0 + 20.0 * row as f32;
        write(&mut page, 52.0, y, label);
        write(&mut page, 170.0, y, value);
        write(&mut page, 300.0, y, "说明");
    }
    horizontal(&mut page, 145.0, 50.0, 400.0);
    horizontal(&mut page, 155.0, 50.0, 400.0);
    let y = amounts(
        &mut page,
        170.0,
        ["项目", "合计", "基本"],
        &[("教育", "7.00", "4.00"), ("科技", "2.00", "1.00")],
    );
    horizontal(&mut page, 177.0, 50.0, 400.0);
    horizontal(&mut page, y - 12.0, 50.0, 400.0);
    let (items, _) = recover(&[page]);
    let tables = tables(&items);
    assert_eq!(tables.len(), 2);
    assert_eq!(show(tables[0]), ["主管|水务局|说明", "年度|一年|说明", "负责|王某|说明"]);
    assert_eq!(show(tables[1]), ["项目|合计|基本", "教育|7.00|4.00", "科技|2.00|1.00"]);
}

#[test]
fn parts_of_a_code_that_stand_by_turns_under_one_name_are_one_column() {
    let mut page = page(1);
    for (x, name) in [(70.0, "编码"), (160.0, "名称"), (300.0, "合计")] {
        write_centred(&mut page, x, 100.0, name);
    }
    let rows = [
        (55.0, "208", "社会", "9.00"),
        (75.0, "05", "养老", "9.00"),
        (55.0, "210", "卫生", "3.00"),
        (75.0, "11", "医疗", "3.00"),
    ];
    for (row, (x, code, name, amount)) in rows.into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, x, y, code);
        write(&mut page, 140.0, y, name);
        write_right(&mut page, 320.0, y, amount);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        ["编码|名称|合计", "208|社会|9.00", "05|养老|9.00", "210|卫生|3.00", "11|医疗|3.00"]
    );
}

#[test]
fn a_name_in_the_middle_between_two_rows_below_a_header_is_that_of_both() {
    let mut page = page(1);
    for (x, name) in [(70.0, "项目"), (160.0, "名称"), (260.0, "备注"), (340.0, "金额")] {
        write_centred(&mut page, x, 100.0, name);
    }
    let rows = [("甲事", "一月"), ("乙事", "二月"), ("丙事", "三月"), ("丁事", "四月"), ("戊事", "五月")];
    for (row, (name, note)) in rows.into_iter().enumerate() {
        let y = 120.0 + 16.0 * row as f32;
        write(&mut page, 140.0, y, name);
        write(&mut page, 240.0, y, note);
        write(&mut page, 325.0, y, "若干");
    }
    write(&mut page, 55.0, 128.0, "教育");
    write(&mut page, 55.0, 160.0, "科技");
    write(&mut page, 55.0, 184.0, "体育");
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "项目|名称|备注|金额",
            "教育<2x1>|甲事|一月|若干",
            "^|乙事|二月|若干",
            "科技<2x1>|丙事|三月|若干",
            "^|丁事|四月|若干",
            "体育|戊事|五月|若干",
        ]
    );
}
