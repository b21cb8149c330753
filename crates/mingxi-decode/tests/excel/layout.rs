//! Captions, tables and notes told from the rows of a sheet.

use crate::common::{book, outline, remarks, sheet};
use mingxi_model::{Block, Place, Severity};

#[test]
fn title_captions_table_and_notes() {
    let sheet = sheet(
        "1",
        &[
            "收支预算总表|||",
            "单位名称：|龙柚县水利局||单位：万元",
            "+收入||支出|",
            "+项目|预算数|项目|预算数",
            "+一、财政拨款|#12.5|一、农林水支出|#12.5",
            "+合计|#12.5|合计|#12.5",
            "注：本表无结转。|||",
        ],
    );
    let document = book(&[sheet.merged(&["A1:D1", "A3:B3", "C3:D3", "A7:D7"])]).decode();
    assert_eq!(
        outline(&document),
        [
            "收支预算总表",
            "单位名称：龙柚县水利局",
            "单位：万元",
            "[收入>2|支出>2]",
            "[项目|预算数|项目|预算数]",
            "[一、财政拨款|12.5|一、农林水支出|12.5]",
            "[合计|12.5|合计|12.5]",
            "注：本表无结转。",
        ]
    );
    let Block::Native(table) = &document.blocks[3] else { panic!("a table") };
    assert_eq!(table.place.to_string(), "1!A3");
    let amount = table.cells.iter().find(|cell| cell.text == "12.5").unwrap();
    assert_eq!(amount.place, Place::Sheet { name: "1".into(), cell: "B5".into() });
    assert_eq!((amount.row, amount.col), (2, 1));
}

#[test]
fn all_forms_on_one_sheet_without_boxes() {
    let rows = [
        "表1 收入总表||",
        "||单位：万元",
        "科目|合计|本年",
        "教育支出|#3|#3",
        "||",
        "表2 支出总表||",
        "科目|合计|基本",
        "教育支出|#3|#2",
        "住房保障支出||",
        "合计|#3|#2",
    ];
    let document = book(&[sheet("Sheet1", &rows).merged(&["A1:C1", "A6:C6"])]).decode();
    assert_eq!(
        outline(&document),
        [
            "表1 收入总表",
            "单位：万元",
            "[科目|合计|本年]",
            "[教育支出|3|3]",
            "表2 支出总表",
            "[科目|合计|基本]",
            "[教育支出|3|2]",
            "[住房保障支出||]",
            "[合计|3|2]",
        ]
    );
}

#[test]
fn a_title_right_below_a_table_begins_the_next() {
    let rows = ["+甲|乙", "+1|#2", "表二|", "+丙|丁", "+1|#4"];
    let document = book(&[sheet("Sheet1", &rows).merged(&["A3:B3"])]).decode();
    assert_eq!(outline(&document), ["[甲|乙]", "[1|2]", "表二", "[丙|丁]", "[1|4]"]);
}

#[test]
fn plain_lines_over_a_header_begin_the_next_table() {
    let rows = [
        "科目|合计|基本",
        "教育支出|#3|#3",
        "合计|#3|#3",
        "表二|",
        "||单位：万元",
        "科目|合计|项目",
        "教育支出|#3|#2",
    ];
    let document = book(&[sheet("Sheet1", &rows)]).decode();
    assert_eq!(
        outline(&document),
        [
            "[科目|合计|基本]",
            "[教育支出|3|3]",
            "[合计|3|3]",
            "表二",
            "单位：万元",
            "[科目|合计|项目]",
            "[教育支出|3|2]"
        ]
    );
    // A label of its own is a row where no header follows.
    let rows = ["科目|合计|备注", "教育支出|#3|", "其中：", "小学|#1|全额", "中学|#2|"];
    let document = book(&[sheet("Sheet1", &rows)]).decode();
    assert_eq!(outline(&document).len(), 5, "{:?}", outline(&document));
    assert_eq!(document.blocks.len(), 1);
}

#[test]
fn a_header_and_its_body_may_stand_apart() {
    for boxed in ["", "+"] {
        let rows = ["支出表", "||", "科目|合计|基本", "||", "教育支出|#3|#3", "合计|#3|#3"];
        let rows: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| format!("{}{row}", if at == 2 || at > 3 { boxed } else { "" }))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let document = book(&[sheet("Sheet1", &rows)]).decode();
        assert_eq!(
            outline(&document),
            ["支出表", "[科目|合计|基本]", "[教育支出|3|3]", "[合计|3|3]"],
            "{boxed}"
        );
    }
}

#[test]
fn titles_in_boxes_part_tables_too() {
    let rows = ["+表一|", "+甲|乙", "+子|#2", "+表二|", "+单位：万元|", "+丙|丁", "+丑|#4"];
    let document = book(&[sheet("Sheet1", &rows).merged(&["A1:B1", "A4:B4", "A5:B5"])]).decode();
    assert_eq!(
        outline(&document),
        ["[表一>2]", "[甲|乙]", "[子|2]", "表二", "[单位：万元>2]", "[丙|丁]", "[丑|4]"]
    );
}

#[test]
fn the_heading_of_a_part_of_a_form_does_not_part_it() {
    let rows = ["+绩效目标表|", "+资金|#2", "+绩效指标|", "+指标|值", "+次数|#4"];
    let document = book(&[sheet("Sheet1", &rows).merged(&["A1:B1", "A3:B3"])]).decode();
    assert_eq!(outline(&document), ["[绩效目标表>2]", "[资金|2]", "[绩效指标>2]", "[指标|值]", "[次数|4]"]);
}

#[test]
fn a_blank_row_inside_a_table_parts_nothing() {
    let rows = ["科目|合计", "教育支出|#3", "|", "农林水支出|#4"];
    let document = book(&[sheet("支出表", &rows)]).decode();
    assert_eq!(outline(&document), ["支出表", "[科目|合计]", "[教育支出|3]", "[农林水支出|4]"]);
}

#[test]
fn labels_alone_at_a_break_belong_to_their_table() {
    let rows = [
        "收入|预算数|支出|预算数",
        "一、财政拨款|#3|一、教育支出|#3",
        "||二、科技支出|",
        "|||",
        "二、事业收入||三、农林水支出|",
        "收入合计|#3|支出合计|#3",
    ];
    let document = book(&[sheet("Sheet1", &rows)]).decode();
    assert_eq!(
        outline(&document),
        [
            "[收入|预算数|支出|预算数]",
            "[一、财政拨款|3|一、教育支出|3]",
            "[||二、科技支出|]",
            "[二、事业收入||三、农林水支出|]",
            "[收入合计|3|支出合计|3]"
        ]
    );
}

#[test]
fn blank_columns_at_the_left_are_none() {
    let rows = ["||收入表|", "||", "||科目|合计", "||教育支出|#3"];
    let document = book(&[sheet("Sheet1", &rows)]).decode();
    assert_eq!(outline(&document), ["收入表", "[科目|合计]", "[教育支出|3]"]);
}

#[test]
fn the_name_of_a_sheet_stands_in_for_a_caption() {
    let rows = ["+科目|合计", "+教育支出|#3"];
    let outline = |name: &str| outline(&book(&[sheet(name, &rows)]).decode());
    assert_eq!(outline("政府采购预算表")[0], "政府采购预算表");
    for default in ["Sheet1", "sheet 2", "工作表3", "表1", "7"] {
        assert_eq!(outline(default)[0], "[科目|合计]", "{default}");
    }
}

#[test]
fn blank_forms_keep_their_boxes() {
    let rows = ["+科目|合计|备注", "+||", "+||"];
    let document = book(&[sheet("Sheet1", &rows)]).decode();
    assert_eq!(outline(&document), ["[科目|合计|备注]", "[||]", "[||]"]);
}

#[test]
fn hidden_sheets_rows_and_columns_are_left_out_and_counted() {
    let mut shown = sheet("支出表", &["+科目|合计|底稿", "+教育支出|#3|#9", "+科技支出|#4|#9", "+合计|#7|"]);
    shown.rows = shown.rows.replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
    shown.before = "<cols><col min=\"3\" max=\"3\" width=\"9\" hidden=\"1\"/></cols>".to_owned();
    let mut hidden = sheet("计算", &["甲|#1", "乙|#2.5", "丙|3.5"]);
    hidden.state = "veryHidden";
    let document = book(&[shown, hidden]).decode();
    assert_eq!(outline(&document), ["支出表", "[科目|合计]", "[教育支出|3]", "[合计|7]"]);
    let said = remarks(&document);
    assert_eq!(
        said.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        ["hidden_sheets", "hidden_rows", "hidden_columns"]
    );
    assert!(said[0].1.contains("计算") && said[0].1.contains("3 numbers"), "{said:?}");
    // The hidden row has 4 and 9, the hidden column another 9.
    assert!(said[1].1.contains("hold 2 numbers"), "{said:?}");
    assert!(said[2].1.contains("hold 1 numbers"), "{said:?}");
    assert!(document.diagnostics.iter().all(|remark| remark.severity == Severity::Warning));
}

#[test]
fn merged_ranges_shrink_to_what_is_shown() {
    let mut sheet = sheet("Sheet1", &["+支出||", "+基本|项目|其他", "+#1|#2|#3"]).merged(&["A1:C1"]);
    sheet.before = "<cols><col min=\"1\" max=\"1\" width=\"0\"/></cols>".to_owned();
    assert_eq!(outline(&book(&[sheet]).decode()), ["[支出>2]", "[项目|其他]", "[2|3]"]);
}

#[test]
fn text_under_a_merged_range_is_told() {
    let sheet = sheet("Sheet1", &["+合计|7|甲", "+子|#1|#2"]).merged(&["A1:B1"]);
    let document = book(&[sheet]).decode();
    assert_eq!(outline(&document), ["[合计>2|甲]", "[子|1|2]"]);
    assert_eq!(remarks(&document)[0].0, "covered_text");
}

#[test]
fn labels_merged_over_rows_keep_their_spans() {
    let rows = ["+一级|二级|值", "+产出|数量|≥2", "+|质量|100%", "+|时效|及时", "+效益|社会|高"];
    let document = book(&[sheet("Sheet1", &rows).merged(&["A2:A4"])]).decode();
    assert_eq!(
        outline(&document),
        ["[一级|二级|值]", "[产出v3|数量|≥2]", "[质量|100%]", "[时效|及时]", "[效益|社会|高]"]
    );
}

#[test]
fn overlapping_ranges_never_overlap_in_the_table() {
    let sheet = sheet("Sheet1", &["+a|b|c", "+d|e|f", "+#1|#2|#3"]).merged(&["A1:B2", "B2:C3", "C1:C2"]);
    let document = book(&[sheet]).decode();
    assert_eq!(outline(&document), ["[av2>2|cv2]", "[]", "[1|2|3]"]);
    assert!(remarks(&document).iter().any(|(code, _)| *code == "overlapping_merges"));
}

#[test]
fn a_sheet_of_text_has_no_table() {
    let rows = ["龙柚县水利局", "", "2026年部门预算", "目录|", "一、部门概况"];
    let document = book(&[sheet("封面", &rows)]).decode();
    assert_eq!(outline(&document), ["龙柚县水利局", "2026年部门预算", "目录", "一、部门概况"]);
}
