//! Forms beside each other on one sheet, and what is only one form.

use crate::common::{Sheet, book, outline, sheet};
use mingxi_model::Block;

fn tables(sheet: Sheet) -> Vec<String> {
    let document = book(&[sheet]).decode();
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Native(table) => Some(table.place.to_string()),
        _ => None,
    });
    tables.collect()
}

#[test]
fn two_forms_with_their_own_titles_and_units() {
    let rows = [
        "收入预算情况||||支出预算情况|",
        "|单位：万元||||单位：万元",
        "科目|合计|||科目|合计",
        "税收|#5|||教育支出|#3",
        "合计|#5|||住房保障支出|#2",
        "||||合计|#5",
    ];
    let document = book(&[sheet("Sheet1", &rows)]).decode();
    assert_eq!(
        outline(&document),
        [
            "收入预算情况",
            "单位：万元",
            "[科目|合计]",
            "[税收|5]",
            "[合计|5]",
            "支出预算情况",
            "单位：万元",
            "[科目|合计]",
            "[教育支出|3]",
            "[住房保障支出|2]",
            "[合计|5]",
        ]
    );
    assert_eq!(tables(sheet("Sheet1", &rows)), ["Sheet1!A3", "Sheet1!E3"]);
}

#[test]
fn three_forms_whose_titles_name_tables() {
    let rows = [
        "收入总表|||支出总表||||三公经费支出表|",
        "科目|合计||科目|合计|基本||科目|合计",
        "税收|#5||教育|#3|#1||接待|#1",
        "合计|#5||合计|#3|#1||合计|#1",
    ];
    assert_eq!(tables(sheet("1", &rows)), ["1!A2", "1!D2", "1!H2"]);
    // Boxes and merged titles change nothing, and a hidden column between two forms does not part them.
    let rows = rows.map(|row| format!("+{row}"));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(tables(sheet("1", &rows)).len(), 1, "the empty columns are in boxes too");
    let rows = ["收入总表|||支出总表|", "科目|合计||科目|合计", "税收|#5||教育|#3", "合计|#5||合计|#3"];
    let merged = sheet("1", &rows).merged(&["A1:B1", "D1:E1"]);
    assert_eq!(tables(merged.clone()).len(), 2);
    let hidden =
        Sheet { before: "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols>".to_owned(), ..merged };
    assert_eq!(tables(hidden).len(), 1);
}

#[test]
fn a_form_of_two_panels_stays_one() {
    let body = ["项目|预算数||项目|预算数", "一、拨款|#5||一、教育支出|#5", "收入总计|#5||支出总计|#5"];
    let heads: [&[&str]; 6] = [
        &["收支预算总表||||", "||||单位：万元", "收入|||支出|"],
        &["收支预算总表|||公开01表|", "部门：某局|||单位：万元|", "收入|||支出|"],
        &["收支预算总表|||预算公开01表|", "单位：某局|||单位：万元|"],
        &["收入|||支出|"],
        &["本年收入|||本年支出|"],
        &["|||收支预算总表|"],
    ];
    for head in heads {
        let rows: Vec<&str> = head.iter().chain(&body).copied().collect();
        assert_eq!(tables(sheet("收支总表", &rows)).len(), 1, "{head:?}");
    }
    let rows: Vec<&str> = ["收支总表|||收支总表|"].iter().chain(&body).copied().collect();
    assert_eq!(tables(sheet("1", &rows).merged(&["A1:E1"])).len(), 1, "the title goes over both");
}

#[test]
fn an_empty_column_inside_a_form_parts_nothing() {
    let rows = ["支出预算总表||||", "科目||合计||基本", "教育支出||#3||#1", "合计||#3||#1"];
    assert_eq!(tables(sheet("1", &rows)).len(), 1);
}
