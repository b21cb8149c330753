//! Tables without rules whose names stand on two lines further apart than those of a cell do.

use super::support::*;
use mingxi_model::Page;

/// Three rows of a name and three amounts below a header, with a rule above and below either.
fn body(page: &mut Page) {
    for y in [86.0, 130.0, 230.0] {
        horizontal(page, y, 40.0, 440.0);
    }
    for (row, name) in ["教育", "科技", "体育"].into_iter().enumerate() {
        let y = 150.0 + 30.0 * row as f32;
        write(page, 50.0, y, name);
        for (right, amount) in [(220.0, "9.00"), (320.0, "4.00"), (420.0, "5.00")] {
            write_right(page, right, y, amount);
        }
    }
}

/// The rows above the first amounts.
fn header(page: Page) -> Vec<String> {
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0];
    show(table)[..table.header_rows as usize].to_vec()
}

#[test]
fn the_lines_of_a_head_are_one_name_where_another_head_stands_in_the_middle() {
    let mut page = page(1);
    for (x, name) in [(60.0, "名称"), (200.0, "合计")] {
        write_centred(&mut page, x, 108.5, name);
    }
    for (x, upper, lower) in [(300.0, "一般公共", "预算拨款"), (400.0, "政府基金", "预算收入")]
    {
        write_centred(&mut page, x, 100.0, upper);
        write_centred(&mut page, x, 117.0, lower);
    }
    body(&mut page);
    assert_eq!(header(page), ["名称|合计|一般公共预算拨款|政府基金预算收入"]);
}

#[test]
fn a_group_above_its_column_stays_a_row_of_its_own() {
    let two_rows = |others: f32, rule: bool| {
        let mut page = page(1);
        for (x, name) in [(60.0, "名称"), (200.0, "合计")] {
            write_centred(&mut page, x, others, name);
        }
        write_centred(&mut page, 300.0, 100.0, "支出");
        write_centred(&mut page, 300.0, 117.0, "基本");
        write_centred(&mut page, 400.0, others, "金额");
        if rule {
            horizontal(&mut page, 105.0, 270.0, 330.0);
        }
        body(&mut page);
        header(page)
    };
    // Nothing stands in the middle; what does is parted by the rule of the group.
    for header in [two_rows(100.0, false), two_rows(108.5, true)] {
        assert_eq!(header.len(), 2, "{header:?}");
        assert!(header[0].contains("支出") && header[1].contains("基本"), "{header:?}");
    }
}

#[test]
fn the_lines_of_a_label_are_one_where_the_amount_stands_in_the_middle() {
    let mut page = page(1);
    for (x, name) in [(90.0, "名称"), (250.0, "合计"), (350.0, "基本")] {
        write_centred(&mut page, x, 100.0, name);
    }
    let rows = [("机关事业单位基本养", "老保险缴费支出"), ("行政事业单位职业年", "金缴费支出")];
    for (row, (upper, lower)) in rows.into_iter().enumerate() {
        let y = 140.0 + 40.0 * row as f32;
        write(&mut page, 50.0, y - 8.5, upper);
        write(&mut page, 50.0, y + 8.5, lower);
        write_right(&mut page, 270.0, y, "12.50");
        write_right(&mut page, 370.0, y, "3.00");
    }
    // Two rows as far apart have amounts on lines of their own.
    for (y, name) in [(220.0, "行政单位医疗"), (237.0, "公务员医疗")] {
        write(&mut page, 50.0, y, name);
        write_right(&mut page, 270.0, y, "7.00");
        write_right(&mut page, 370.0, y, "6.00");
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "名称|合计|基本",
            "机关事业单位基本养老保险缴费支出|12.50|3.00",
            "行政事业单位职业年金缴费支出|12.50|3.00",
            "行政单位医疗|7.00|6.00",
            "公务员医疗|7.00|6.00",
        ]
    );
}
