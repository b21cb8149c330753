//! Names and codes of tables without rules whose first line or lower levels are set further right.

use super::support::*;

fn heads(page: &mut mingxi_model::Page, y: f32, names: &[(f32, &str)]) {
    for (x, name) in names {
        write_centred(page, *x, y, name);
    }
}

/// A name of three lines of which the first one is indented, its amount beside the middle one.
#[test]
fn the_middle_line_of_an_indented_name_stands_beside_its_amount() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(100.0, "项目"), (350.0, "金额")]);
    write(&mut page, 60.0, 120.0, "社会保障和就业");
    write_right(&mut page, 370.0, 120.0, "9.00");
    for (row, amount) in ["4.00", "5.00"].into_iter().enumerate() {
        let y = 140.0 + 40.0 * row as f32;
        write(&mut page, 80.0, y, "机关事业单位");
        write(&mut page, 60.0, y + 12.0, "养老保险缴费支出");
        write_right(&mut page, 370.0, y + 12.0, amount);
        write(&mut page, 60.0, y + 24.0, "经费");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "项目|金额",
            "社会保障和就业|9.00",
            "机关事业单位养老保险缴费支出经费|4.00",
            "机关事业单位养老保险缴费支出经费|5.00",
        ]
    );
}

/// Beside the two lines of an indented name stand those of a unit; the amount stands in the middle of both.
#[test]
fn an_indented_name_goes_on_beside_another_name_of_two_lines() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(70.0, "名称"), (190.0, "项目"), (350.0, "金额")]);
    for (row, amount) in ["4.00", "5.00", "6.00"].into_iter().enumerate() {
        let y = 120.0 + 30.0 * row as f32;
        write(&mut page, 40.0, y, "某县法律援助");
        write(&mut page, 40.0, y + 12.0, "中心");
        write(&mut page, 170.0, y, "事业单位运行");
        write(&mut page, 150.0, y + 12.0, "经费及其补助");
        write_right(&mut page, 370.0, y + 6.0, amount);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "名称|项目|金额",
            "某县法律援助中心|事业单位运行经费及其补助|4.00",
            "某县法律援助中心|事业单位运行经费及其补助|5.00",
            "某县法律援助中心|事业单位运行经费及其补助|6.00",
        ]
    );
}

/// The last line of a page is the rest of an indented name; no other text of the page begins there.
#[test]
fn the_rest_of_an_indented_name_ends_its_page() {
    let (mut first, mut second) = (page(1), page(2));
    for page in [&mut first, &mut second] {
        heads(page, 60.0, &[(120.0, "项目"), (350.0, "金额")]);
    }
    for (row, name) in
        ["行政单位离退休等支出", "事业单位离退休等支出", "机关事业单位养老保险"].into_iter().enumerate()
    {
        let y = 80.0 + 20.0 * row as f32;
        write(&mut first, 80.0, y, name);
        write_right(&mut first, 370.0, y, "2.00");
    }
    write(&mut first, 60.0, 132.0, "缴费支出");
    for (row, name) in ["卫生健康", "住房保障"].into_iter().enumerate() {
        let y = 80.0 + 20.0 * row as f32;
        write(&mut second, 60.0, y, name);
        write_right(&mut second, 370.0, y, "3.00");
    }
    let (items, _) = recover(&[first, second]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    assert_eq!(
        show(found[0]),
        [
            "项目|金额",
            "行政单位离退休等支出|2.00",
            "事业单位离退休等支出|2.00",
            "机关事业单位养老保险缴费支出|2.00",
            "卫生健康|3.00",
            "住房保障|3.00",
        ]
    );
}

#[test]
fn a_code_set_with_blanks_is_one_cell() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(100.0, "编码"), (200.0, "项目"), (350.0, "金额")]);
    let rows = [
        ("208", "社会保障", "9.00"),
        ("208 05", "养老支出", "9.00"),
        ("208 05 01", "离退休费", "4.00"),
        ("208 05 05", "养老保险", "5.00"),
    ];
    for (row, (code, name, amount)) in rows.into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 62.0, y, code);
        write(&mut page, 160.0, y, name);
        write_right(&mut page, 370.0, y, amount);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "编码|项目|金额",
            "208|社会保障|9.00",
            "208 05|养老支出|9.00",
            "208 05 01|离退休费|4.00",
            "208 05 05|养老保险|5.00",
        ]
    );
}

/// A class or a part of it in each row, the part right of where the class ends, and units beside the first of them.
#[test]
fn a_part_set_further_right_stands_in_the_column_of_its_class() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(135.0, "名称"), (228.0, "编码"), (300.0, "项目"), (400.0, "金额")]);
    write(&mut page, 108.0, 120.0, "某市民政局");
    let rows = [
        (210.0, "208", "社会保障和就业"),
        (225.0, "05", "养老支出"),
        (225.0, "02", "离退休费"),
        (210.0, "210", "卫生健康"),
        (225.0, "11", "单位医疗"),
    ];
    for (row, (x, code, name)) in rows.into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, x, y, code);
        write(&mut page, 260.0, y, name);
        write_right(&mut page, 420.0, y, "3.00");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "名称|编码|项目|金额",
            "某市民政局|208|社会保障和就业|3.00",
            "|05|养老支出|3.00",
            "|02|离退休费|3.00",
            "|210|卫生健康|3.00",
            "|11|单位医疗|3.00",
        ]
    );
}

/// A name of the third level is set six characters further right than its second line.
#[test]
fn a_deep_name_goes_on_at_the_left() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(45.0, "编码"), (150.0, "名称"), (400.0, "金额")]);
    let rows = [
        (120.0, 110.0, "201", "公共服务支出事务", ""),
        (136.0, 130.0, "20101", "人大事务", ""),
        (152.0, 170.0, "2010101", "机关事业单位养老保险", "缴费"),
        (180.0, 110.0, "208", "社会保障和就业", ""),
        (196.0, 170.0, "2080101", "机关事业单位职业年金", "缴费"),
        (224.0, 110.0, "210", "卫生健康", ""),
    ];
    for (y, x, code, name, rest) in rows {
        write(&mut page, 30.0, y, code);
        write(&mut page, x, y, name);
        write(&mut page, 110.0, y + 12.0, rest);
        write_right(&mut page, 420.0, y, "5.00");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "编码|名称|金额",
            "201|公共服务支出事务|5.00",
            "20101|人大事务|5.00",
            "2010101|机关事业单位养老保险缴费|5.00",
            "208|社会保障和就业|5.00",
            "2080101|机关事业单位职业年金缴费|5.00",
            "210|卫生健康|5.00",
        ]
    );
}

/// No line breaks within a code, so that a bracket may open well before the end of its column.
#[test]
fn an_open_bracket_goes_on_in_the_next_line() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(100.0, "项目"), (350.0, "金额")]);
    let rows = [
        (120.0, 60.0, "公共服务支出（201）", ""),
        (136.0, 80.0, "行政运行（", "2010501）"),
        (164.0, 60.0, "社会保障（208）", ""),
        (180.0, 80.0, "离退休（", "2080501）"),
        (208.0, 60.0, "卫生健康（210）", ""),
    ];
    for (y, x, name, rest) in rows {
        write(&mut page, x, y, name);
        write(&mut page, 60.0, y + 12.0, rest);
        write_right(&mut page, 370.0, y, "5.00");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "项目|金额",
            "公共服务支出（201）|5.00",
            "行政运行（ 2010501）|5.00",
            "社会保障（208）|5.00",
            "离退休（ 2080501）|5.00",
            "卫生健康（210）|5.00",
        ]
    );
}

/// Code and name in one cell are parted by a colon, and deeper levels are set further right.
#[test]
fn no_cell_begins_with_a_colon() {
    let mut page = page(1);
    heads(&mut page, 100.0, &[(100.0, "项目"), (350.0, "金额")]);
    let rows = [(60.0, "646001：某县财政局"), (80.0, "201：公共服务支出"), (95.0, "201060：财政事务")];
    for (row, (x, name)) in rows.into_iter().chain(rows).enumerate() {
        let y = 120.0 + 16.0 * row as f32;
        write(&mut page, x, y, name);
        write_right(&mut page, 370.0, y, "5.00");
    }
    let (items, _) = recover(&[page]);
    let names = ["646001：某县财政局|5.00", "201：公共服务支出|5.00", "201060：财政事务|5.00"];
    assert_eq!(show(tables(&items)[0])[1..], [names, names].concat());
}
