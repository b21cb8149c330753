//! Tables without rules.

use super::support::*;
use mingxi_model::{Extraction, Place};

/// Two panels side by side; the amounts of the first end where the labels of the second begin.
fn two_panels(page: &mut mingxi_model::Page) {
    write_centred(page, 125.0, 100.0, "收入");
    write_centred(page, 275.0, 100.0, "支出");
    for x in [50.0, 200.0] {
        write_centred(page, x + 50.0, 120.0, "项目");
        write_centred(page, x + 125.0, 120.0, "金额");
    }
    let rows = [("一、拨款", "一、教育"), ("二、事业", "二、科学"), ("三、其他", "三、体育")];
    for (row, (left, right)) in rows.into_iter().enumerate() {
        let y = 140.0 + 20.0 * row as f32;
        write(page, 52.0, y, left);
        write_right(page, 202.0, y, "2,769.16");
        write(page, 202.0, y, right);
        write_right(page, 348.0, y, "3.00");
    }
}

#[test]
fn an_amount_that_touches_the_next_label_is_parted_from_it() {
    let mut page = page(1);
    two_panels(&mut page);
    let (items, _) = recover(&[page]);
    let table = tables(&items)[0];
    assert_eq!(table.extraction, Extraction::Aligned);
    assert_eq!(
        show(table),
        [
            "收入<1x2>|支出<1x2>",
            "项目|金额|项目|金额",
            "一、拨款|2,769.16|一、教育|3.00",
            "二、事业|2,769.16|二、科学|3.00",
            "三、其他|2,769.16|三、体育|3.00",
        ]
    );
    assert_eq!(table.header_rows, 2);
    assert_eq!(table.grid.at(2, 1).place.as_ref().and_then(Place::page), Some(1));
}

#[test]
fn wrapped_labels_are_one_cell_and_empty_columns_stay() {
    let mut page = page(1);
    for (x, text) in [(90.0, "名称"), (200.0, "合计"), (300.0, "基本"), (400.0, "备注")] {
        write_centred(&mut page, x, 100.0, text);
    }
    for (row, value) in ["8.00", "19.50", "120.25"].into_iter().enumerate() {
        let y = 130.0 + 40.0 * row as f32;
        write(&mut page, 52.0, y - 6.0, "机关事业单位养");
        write(&mut page, 52.0, y + 6.0, "老保险");
        write_right(&mut page, 220.0, y, value);
    }
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "名称|合计|基本|备注",
            "机关事业单位养老保险|8.00||",
            "机关事业单位养老保险|19.50||",
            "机关事业单位养老保险|120.25||",
        ]
    );
}

#[test]
fn a_lone_total_on_its_own_page_is_placed_by_x() {
    let mut first = page(1);
    two_panels(&mut first);
    let mut second = page(2);
    write(&mut second, 52.0, 60.0, "合计");
    write_right(&mut second, 348.0, 60.0, "9.00");
    let (items, _) = recover(&[first, second]);
    let found = tables(&items);
    assert_eq!(found.len(), 1);
    let last = found[0].grid.rows() - 1;
    let columns = found[0].grid.columns();
    assert_eq!(found[0].grid.at(last, 0).text, "合计");
    assert_eq!(found[0].grid.at(last, columns - 1).text, "9.00");
    assert_eq!(found[0].grid.at(last, 0).place.as_ref().and_then(Place::page), Some(2));
}

#[test]
fn prose_is_no_table() {
    let mut page = page(1);
    for row in 0..8 {
        let y = 100.0 + 20.0 * row as f32;
        write(
            &mut page,
            50.0,
            y,
            "按照有关规定现将本单位预算公开如下并作说明请予监督另见附件所列各项内容以及其他说明事项",
        );
    }
    let (items, _) = recover(&[page]);
    assert!(tables(&items).is_empty());
    assert_eq!(prose(&items).len(), 1);
}

#[test]
fn the_parts_of_a_document_are_no_table() {
    let mut contents = page(1);
    for (index, (part, name)) in
        [("第一部分", "部门概况"), ("第二部分", "预算情况"), ("第三部分", "名词解释")].iter().enumerate()
    {
        write(&mut contents, 60.0, 100.0 + 20.0 * index as f32, part);
        write(&mut contents, 125.0, 100.0 + 20.0 * index as f32, name);
    }
    let (items, _) = recover(&[contents]);
    assert!(tables(&items).is_empty());
    assert_eq!(prose(&items).len(), 3);
}

/// Labels at the left, amounts that end at one place, and one label of the second panel right behind an amount, where
/// no other label shows where the panel begins.
#[test]
fn an_amount_that_ends_where_the_others_do_is_parted_from_the_only_label_behind_it() {
    let mut page = page(1);
    for (x, text) in [(90.0, "项目"), (180.0, "金额"), (255.0, "项目"), (350.0, "合计")] {
        write_centred(&mut page, x, 100.0, text);
    }
    for (row, (label, amount)) in
        [("年初结转", "4,597.16"), ("一般公共预算", "4,247.16"), ("政府性基金", "350.00")]
            .into_iter()
            .enumerate()
    {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 52.0, y, label);
        write_right(&mut page, 202.0, y, amount);
    }
    write(&mut page, 206.0, 120.0, "年末结转和结余");
    write_right(&mut page, 380.0, 120.0, "27.00");
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "项目|金额|项目|合计",
            "年初结转|4,597.16|年末结转和结余|27.00",
            "一般公共预算|4,247.16||",
            "政府性基金|350.00||",
        ]
    );
}

#[test]
fn a_name_that_fills_its_cell_is_parted_from_the_line_number_behind_it() {
    let mut page = page(1);
    for (x, text) in [(90.0, "项目"), (140.0, "行次"), (200.0, "金额")] {
        write_centred(&mut page, x, 100.0, text);
    }
    for (row, label) in ["本年收入", "使用专用结余", "年初结转"].into_iter().enumerate() {
        let y = 120.0 + 20.0 * row as f32;
        write(&mut page, 52.0, y, label);
        write_centred(&mut page, 140.0, y, &(26 + row).to_string());
        write_right(&mut page, 220.0, y, "5.00");
    }
    // 8 characters of 10 points end right before the number.
    write(&mut page, 53.5, 180.0, "使用非财政拨款结");
    write_centred(&mut page, 140.0, 180.0, "29");
    write_right(&mut page, 220.0, 180.0, "0.00");
    let (items, _) = recover(&[page]);
    assert_eq!(
        show(tables(&items)[0]),
        [
            "项目|行次|金额",
            "本年收入|26|5.00",
            "使用专用结余|27|5.00",
            "年初结转|28|5.00",
            "使用非财政拨款结|29|0.00",
        ]
    );
}
