//! Tables without rules whose narrow columns break numbers, names and captions over lines.

use super::support::*;
use mingxi_model::Page;

/// Three columns with their names at the top; `rows` are written from the top of their cells.
fn narrow(page: &mut Page) {
    for (x, name) in [(60.0, "编码"), (160.0, "名称"), (300.0, "金额"), (400.0, "合计")] {
        write_centred(page, x, 100.0, name);
    }
}

#[test]
fn an_amount_and_a_code_broken_over_lines_are_one_number_each() {
    let mut page = page(1);
    narrow(&mut page);
    let rows = [
        ("养老", ["61", "20", "01"], ["67,5", "41.7", "9"]),
        ("医疗", ["61", "20", "02"], ["113,", "609.", "32"]),
    ];
    for (row, (name, code, amount)) in rows.into_iter().enumerate() {
        let y = 140.0 + 60.0 * row as f32;
        for (line, (code, amount)) in code.into_iter().zip(amount).enumerate() {
            write(&mut page, 50.0, y + 12.0 * line as f32, code);
            write_right(&mut page, 320.0, y + 12.0 * line as f32, amount);
            write_right(&mut page, 420.0, y + 12.0 * line as f32, amount);
        }
        write(&mut page, 150.0, y + 12.0, name);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        ["编码|名称|金额|合计", "612001|养老|67,541.79|67,541.79", "612002|医疗|113,609.32|113,609.32"]
    );
}

#[test]
fn amounts_of_tight_rows_stay_apart() {
    let mut page = page(1);
    narrow(&mut page);
    for (row, amount) in ["1.25", "12.00", "3.10", "4.40", "5.00", "6.00", "7.00"].into_iter().enumerate() {
        let y = 120.0 + 12.0 * row as f32;
        write(&mut page, 50.0, y, &format!("{}", 201 + row));
        write(&mut page, 150.0, y, "名字");
        write_right(&mut page, 320.0, y, amount);
        write_right(&mut page, 420.0, y, amount);
    }
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0];
    assert_eq!(table.grid.rows(), 8);
    assert_eq!(show(table)[1], "201|名字|1.25|1.25");
}

#[test]
fn a_caption_broken_over_lines_says_its_whole_unit() {
    let mut page = page(1);
    write_centred(&mut page, 420.0, 60.0, "单位：万");
    write_centred(&mut page, 420.0, 72.0, "元");
    narrow(&mut page);
    for row in 0..3 {
        let y = 130.0 + 20.0 * row as f32;
        write(&mut page, 50.0, y, "201");
        write(&mut page, 150.0, y, "名字");
        write_right(&mut page, 320.0, y, "1.00");
        write_right(&mut page, 420.0, y, "2.00");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(prose(&items), ["单位：万元"]);
}

#[test]
fn the_rest_of_an_indented_name_begins_at_the_columns_left() {
    let mut page = page(1);
    narrow(&mut page);
    for (row, name) in ["购置及运行维护", "公务接待费支出", "因公出国费支出"].into_iter().enumerate()
    {
        let y = 130.0 + 20.0 * row as f32;
        write(&mut page, 55.0, y, "20");
        write(&mut page, 120.0, y, name);
        write_right(&mut page, 320.0, y, "5.08");
        write_right(&mut page, 420.0, y, "5.08");
    }
    // The row's other cells stand in the middle of the two lines.
    write(&mut page, 140.0, 190.0, "公务用车运");
    write(&mut page, 120.0, 202.0, "行费");
    write(&mut page, 55.0, 196.0, "20");
    write_right(&mut page, 320.0, 196.0, "2.50");
    write_right(&mut page, 420.0, 196.0, "2.50");
    let (items, _) = recover(&[page]);
    assert_eq!(show(tables(&items)[0])[4], "20|公务用车运行费|2.50|2.50");
}

#[test]
fn a_name_that_the_end_of_the_page_cuts_is_one() {
    let mut first = page(1);
    narrow(&mut first);
    for (row, name) in ["医疗补助", "养老保险", "机关事业单位职业年"].into_iter().enumerate()
    {
        let y = 130.0 + 20.0 * row as f32;
        write(&mut first, 50.0, y, "201");
        write(&mut first, 120.0, y, name);
        write_right(&mut first, 320.0, y, "1.00");
        write_right(&mut first, 420.0, y, "2.00");
    }
    let mut second = page(2);
    write(&mut second, 120.0, 60.0, "金缴费支出");
    for row in 0..2 {
        let y = 80.0 + 20.0 * row as f32;
        write(&mut second, 50.0, y, "208");
        write(&mut second, 120.0, y, "住房保障");
        write_right(&mut second, 320.0, y, "3.00");
        write_right(&mut second, 420.0, y, "4.00");
    }
    let (items, _) = recover(&[first, second]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(
        show(found[0])[3..5],
        ["201|机关事业单位职业年金缴费支出|1.00|2.00", "208|住房保障|3.00|4.00"]
    );
}

#[test]
fn labels_centred_on_rows_below_the_names_of_a_form_take_them_all() {
    let mut page = page(1);
    for (row, (name, value)) in [("项目", "甲类"), ("编码", "乙类")].into_iter().enumerate() {
        write(&mut page, 50.0, 100.0 + 20.0 * row as f32, name);
        write(&mut page, 200.0, 100.0 + 20.0 * row as f32, value);
    }
    for (x, name) in [(50.0, "一级"), (120.0, "二级"), (200.0, "名称"), (320.0, "数值"), (420.0, "依据")]
    {
        write(&mut page, x, 140.0, name);
    }
    for row in 0..5 {
        let y = 160.0 + 20.0 * row as f32;
        write(&mut page, 200.0, y, &format!("事项{row}号"));
        write(&mut page, 320.0, y, &format!("≥{row}次"));
        write(&mut page, 420.0, y, "计划");
    }
    write(&mut page, 50.0, 170.0, "产出");
    write(&mut page, 50.0, 220.0, "效益");
    for (y, name) in [(160.0, "数量"), (180.0, "质量"), (210.0, "社会"), (240.0, "满意")] {
        write(&mut page, 120.0, y, name);
    }
    let (items, _) = recover(&[page]);
    let rows = show(tables(&items)[0]);
    assert_eq!(rows[3], "产出<2x1>|数量|事项0号|≥0次|计划");
    assert_eq!(rows[5], "效益<3x1>|社会<2x1>|事项2号|≥2次|计划");
    assert_eq!(rows[7], "^|满意|事项4号|≥4次|计划");
}

#[test]
fn rows_as_tight_as_lines_begin_where_amounts_stand() {
    let mut page = page(1);
    narrow(&mut page);
    let rows: [(&str, &[&str]); 5] = [
        ("204", &["公共安全", "支出"]),
        ("205", &["教育"]),
        ("206", &["科学技术", "支出"]),
        ("208", &["社会保障", "和就业支", "出"]),
        ("210", &["卫生健康", "支出"]),
    ];
    let mut y = 130.0;
    for (code, name) in rows {
        write(&mut page, 50.0, y, code);
        write_right(&mut page, 320.0, y, "863.08");
        write_right(&mut page, 420.0, y, "0.00");
        for line in name {
            write(&mut page, 150.0, y, line);
            y += 12.0;
        }
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "编码|名称|金额|合计",
            "204|公共安全支出|863.08|0.00",
            "205|教育|863.08|0.00",
            "206|科学技术支出|863.08|0.00",
            "208|社会保障和就业支出|863.08|0.00",
            "210|卫生健康支出|863.08|0.00",
        ]
    );
}

#[test]
fn the_rest_of_a_label_at_the_top_of_a_page_may_be_a_word_of_headers() {
    let mut pages = [page(1), page(2)];
    let row = |page: &mut Page, y: f32, name: &str, amount: &str| {
        write(page, 100.0, y, name);
        write_right(page, 300.0, y, amount);
    };
    row(&mut pages[0], 100.0, "名称", "金额");
    for (index, name) in ["绿化造林", "社会保障", "卫生健康"].into_iter().enumerate() {
        row(&mut pages[0], 130.0 + 26.0 * index as f32, name, "1.50");
    }
    write(&mut pages[0], 100.0, 168.5, "支出");
    // The rest of the last label stands on the next page.
    write(&mut pages[1], 100.0, 60.0, "支出");
    row(&mut pages[1], 74.5, "住房保障", "2.50");
    write(&mut pages[1], 100.0, 87.0, "支出");
    row(&mut pages[1], 101.5, "农林水事", "3.50");
    let (items, _) = recover(&pages);
    let read = tables(&items).into_iter().map(show).collect::<Vec<_>>();
    assert_eq!(
        read,
        [[
            "名称|金额",
            "绿化造林|1.50",
            "社会保障支出|1.50",
            "卫生健康支出|1.50",
            "住房保障支出|2.50",
            "农林水事|3.50"
        ]]
    );
}

#[test]
fn codes_of_tight_rows_are_broken_beside_the_middle_of_which_amounts_stand() {
    let mut page = page(1);
    narrow(&mut page);
    let rows = [("2014", "009"), ("2014", "050"), ("2050", "803"), ("2080", "5")];
    for (row, (upper, lower)) in rows.into_iter().enumerate() {
        let y = 130.0 + 24.0 * row as f32;
        write(&mut page, 50.0, y, upper);
        write(&mut page, 50.0, y + 12.0, lower);
        write(&mut page, 150.0, y + 6.0, "名字");
        write(&mut page, 290.0, y + 6.0, "1.25");
        write(&mut page, 390.0, y + 6.0, "2.50");
    }
    let (items, _) = recover(&[page]);
    let found = show(tables(&items)[0]);
    assert_eq!(
        found[1..],
        [
            "2014009|名字|1.25|2.50",
            "2014050|名字|1.25|2.50",
            "2050803|名字|1.25|2.50",
            "20805|名字|1.25|2.50"
        ]
    );
}
