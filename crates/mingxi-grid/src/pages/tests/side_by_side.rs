//! Two tables side by side on a page, each with a title of its own.

use super::support::*;
use mingxi_model::{FlowItem, Page};

const LEFT: [f32; 3] = [50.0, 150.0, 250.0];
const RIGHT: [f32; 3] = [320.0, 420.0, 520.0];

fn two_tables() -> Page {
    tables_at(RIGHT)
}

/// The left table, and the other one at the right.
fn tables_at(right: [f32; 3]) -> Page {
    let mut page = page(1);
    for (xs, name) in [(&LEFT, "甲县"), (&right, "乙县")] {
        grid(&mut page, xs, &[120.0, 140.0, 160.0, 180.0]);
        for (row, (label, value)) in
            [("名称", "金额"), (name, "1.00"), ("丙县", "2.00")].into_iter().enumerate()
        {
            let y = 134.0 + 20.0 * row as f32;
            write(&mut page, xs[0] + 4.0, y, label);
            write_right(&mut page, xs[2] - 4.0, y, value);
        }
    }
    page
}

/// The prose and, for each table, its first name.
fn order(page: Page) -> Vec<String> {
    let (items, _) = recover(&[page]);
    let shown = |item: &FlowItem| match item {
        FlowItem::Paragraph(paragraph) => paragraph.text.clone(),
        FlowItem::Table(table) => format!("[{}]", table.grid.at(1, 0).text),
    };
    items.iter().map(shown).collect()
}

#[test]
fn each_table_has_the_title_that_stands_over_it() {
    let mut page = two_tables();
    write_centred(&mut page, 150.0, 80.0, "一般支出表");
    write_centred(&mut page, 420.0, 80.0, "基金支出表");
    write_right(&mut page, 250.0, 110.0, "单位:元");
    write_right(&mut page, 520.0, 110.0, "单位:万元");
    assert_eq!(order(page), ["一般支出表", "单位:元", "[甲县]", "基金支出表", "单位:万元", "[乙县]"]);
}

#[test]
fn a_caption_printed_once_is_said_of_both_tables() {
    let mut page = two_tables();
    write_centred(&mut page, 150.0, 80.0, "一般支出表");
    write_centred(&mut page, 420.0, 80.0, "基金支出表");
    write_right(&mut page, 520.0, 110.0, "单位:万元");
    assert_eq!(order(page), ["一般支出表", "单位:万元", "[甲县]", "基金支出表", "单位:万元", "[乙县]"]);
}

#[test]
fn one_title_over_both_tables_is_said_once() {
    let mut page = two_tables();
    write_centred(&mut page, 285.0, 80.0, "部门支出预算表");
    assert_eq!(order(page), ["部门支出预算表", "[甲县]", "[乙县]"]);
}

#[test]
fn captions_of_two_tables_that_run_together_are_cut_between_them() {
    let mut page = tables_at([256.0, 356.0, 456.0]);
    write_centred(&mut page, 150.0, 80.0, "一般支出表");
    write_centred(&mut page, 356.0, 80.0, "基金支出表");
    // The blank between the two captions is narrower than a character.
    write_right(&mut page, 250.0, 110.0, "单位：万元");
    write(&mut page, 256.0, 110.0, "表8");
    write_right(&mut page, 456.0, 110.0, "单位：元");
    assert_eq!(
        order(page),
        ["一般支出表", "单位：万元", "[甲县]", "基金支出表", "表8", "单位：元", "[乙县]"]
    );
}
