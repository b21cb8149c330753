//! Rows, columns, spans and places of tables.

use crate::common::{check, lines, p, package, tc, tr};
use mingxi_model::Block;

fn table(rows: &str) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid>{rows}</w:tbl>")
}

const RESTART: &str = r#"<w:vMerge w:val="restart"/>"#;
const CONTINUE: &str = "<w:vMerge/>";

#[test]
fn spans_over_columns_and_rows() {
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr>",
        tc(RESTART, "序号"),
        tc(r#"<w:gridSpan w:val="2"/>"#, "收入"),
        tc(CONTINUE, ""),
        tc("", "项目"),
        tc("", "预算数"),
    );
    check(&table(&rows), &["[2x3]", "0,0 2x1 序号", "0,1 1x2 收入", "1,1 1x1 项目", "1,2 1x1 预算数"]);
}

#[test]
fn a_vertical_merge_may_span_columns_and_stop_and_start_again() {
    let wide = |merge: &str| format!(r#"<w:gridSpan w:val="2"/>{merge}"#);
    let row = |merge: &str, text: &str, last: &str| {
        format!("<w:tr>{}{}</w:tr>", tc(&wide(merge), text), tc("", last))
    };
    let rows = row(RESTART, "a", "1")
        + &row(r#"<w:vMerge w:val="continue"/>"#, "", "2")
        + &row(RESTART, "b", "3")
        + &row(CONTINUE, "", "4");
    check(
        &table(&rows),
        &["[4x3]", "0,0 2x2 a", "0,2 1x1 1", "1,2 1x1 2", "2,0 2x2 b", "2,2 1x1 3", "3,2 1x1 4"],
    );
}

#[test]
fn a_continuation_without_a_beginning_is_a_cell_of_its_own() {
    let rows = format!("<w:tr>{}</w:tr><w:tr>{}</w:tr>", tc(CONTINUE, "a"), tc(CONTINUE, "b"));
    check(&table(&rows), &["[2x1]", "0,0 1x1 a", "1,0 1x1 b"]);
}

#[test]
fn a_continuation_of_another_width_is_a_cell_of_its_own() {
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}</w:tr>",
        tc(RESTART, "a"),
        tc("", "b"),
        tc(r#"<w:gridSpan w:val="2"/><w:vMerge/>"#, "c"),
    );
    check(&table(&rows), &["[2x2]", "0,0 1x1 a", "0,1 1x1 b", "1,0 1x2 c"]);
}

#[test]
fn text_under_a_merge_is_reported() {
    let rows = format!("<w:tr>{}</w:tr><w:tr>{}</w:tr>", tc(RESTART, "a"), tc(CONTINUE, "1,535.17"));
    let document = package(&table(&rows)).decode().unwrap();
    assert_eq!(lines(&document), ["[2x1]", "0,0 2x1 a"]);
    assert_eq!(document.diagnostics[0].code, "covered_text");
    assert!(document.diagnostics[0].message.contains("1,535.17"));
}

#[test]
fn the_old_horizontal_merge() {
    let merge = |value: &str| format!(r#"<w:hMerge w:val="{value}"/>"#);
    let rows = format!(
        "<w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr>",
        tc(&merge("restart"), "a"),
        tc(&merge("continue"), ""),
        tc("", "b"),
        tc(&merge("continue"), "c"),
        tc("", "d"),
        tc("", "e"),
    );
    check(&table(&rows), &["[2x3]", "0,0 1x2 a", "0,2 1x1 b", "1,0 1x1 c", "1,1 1x1 d", "1,2 1x1 e"]);
}

#[test]
fn columns_left_out_before_and_after() {
    let rows = format!(
        r#"<w:tr><w:trPr><w:gridBefore w:val="1"/><w:wBefore w:w="1000" w:type="dxa"/></w:trPr>{}{}</w:tr>
           <w:tr><w:trPr><w:gridAfter w:val="2"/><w:wAfter w:w="1000" w:type="dxa"/></w:trPr>{}</w:tr>"#,
        tc("", "a"),
        tc("", "b"),
        tc("", "c"),
    );
    check(&table(&rows), &["[2x3]", "0,1 1x1 a", "0,2 1x1 b", "1,0 1x1 c"]);
}

#[test]
fn spans_decide_and_not_widths() {
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}</w:tr>",
        tc(r#"<w:tcW w:w="33.3" w:type="pct"/><w:gridSpan w:val="2"/>"#, "a"),
        tc(r#"<w:tcW w:w="5000"/>"#, "b"),
        tc(r#"<w:tcW w:w="10000"/>"#, "c"),
    );
    check(&table(&rows), &["[2x3]", "0,0 1x2 a", "0,2 1x1 b", "1,0 1x1 c"]);
}

#[test]
fn deleted_rows_and_cells_are_out_and_inserted_ones_in() {
    let rows = format!(
        r#"{}<w:tr><w:trPr><w:del w:id="1" w:author="x"/></w:trPr>{}</w:tr><w:tr><w:trPr><w:ins w:id="2" w:author="x"/></w:trPr>{}{}</w:tr>"#,
        tr(&["a", "b"]),
        tc("", "out"),
        tc(r#"<w:cellDel w:id="3" w:author="x"/>"#, "out"),
        tc("", "c"),
    );
    check(&table(&rows), &["[2x2]", "0,0 1x1 a", "0,1 1x1 b", "1,0 1x1 c"]);
}

#[test]
fn nested_tables_follow_the_outer_one() {
    let deepest = table(&tr(&["x"]));
    let inner = table(&format!("<w:tr><w:tc>{}{deepest}<w:p/></w:tc></w:tr>", p("i")));
    let rows = format!("{}<w:tr><w:tc>{}{inner}{}</w:tc></w:tr>", tr(&["a"]), p("b"), p("c"));
    let document = package(&(table(&rows) + &p("after"))).decode().unwrap();
    assert_eq!(
        lines(&document),
        ["[2x1]", "0,0 1x1 a", "1,0 1x1 b\nc", "[1x1]", "0,0 1x1 i", "[1x1]", "0,0 1x1 x", "after"]
    );
    let Block::Native(third) = &document.blocks[2] else { panic!() };
    assert_eq!(third.place.to_string(), "body/tbl[1]/tr[2]/tc[1]/tbl[1]/tr[1]/tc[1]/tbl[1]");
    assert_eq!(
        third.cells[0].place.to_string(),
        "body/tbl[1]/tr[2]/tc[1]/tbl[1]/tr[1]/tc[1]/tbl[1]/tr[1]/tc[1]"
    );
}

#[test]
fn places_count_as_the_file_does() {
    let rows =
        format!(r#"<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{}</w:tr>{}"#, tc("", "out"), tr(&["a", "b"]));
    let body = format!("<w:p/>{}{}{}", p("x"), table(&rows), table(&tr(&["y"])));
    let document = package(&body).decode().unwrap();
    let places: Vec<String> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.place.to_string(),
            Block::Native(table) => table.cells.last().unwrap().place.to_string(),
            Block::Dump(_) => unreachable!(),
        })
        .collect();
    assert_eq!(places, ["body/p[2]", "body/tbl[1]/tr[2]/tc[2]", "body/tbl[2]/tr[1]/tc[1]"]);
}

#[test]
fn content_controls_at_every_level() {
    let sdt = |content: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let run = sdt("<w:r><w:t>run</w:t></w:r>");
    let row =
        format!("<w:tr>{}<w:tc>{}</w:tc></w:tr>", sdt(&tc("", "cell")), sdt(&format!("<w:p>{run}</w:p>")));
    check(
        &(sdt(&p("block")) + &table(&sdt(&row)) + &sdt(&table(&tr(&["t"])))),
        &["block", "[1x2]", "0,0 1x1 cell", "0,1 1x1 run", "[1x1]", "0,0 1x1 t"],
    );
}

#[test]
fn paragraphs_of_a_cell_are_lines() {
    let cell = format!("<w:tc>{}<w:p/>{}<w:p/></w:tc>", p("一"), p("二"));
    check(&table(&format!("<w:tr>{cell}</w:tr>")), &["[1x1]", "0,0 1x1 一\n\n二"]);
}

#[test]
fn a_table_without_cells_is_none() {
    check(&(p("x") + &table("") + &table("<w:tr/>")), &["x"]);
}

#[test]
fn docx_rs_writes_what_we_read() {
    use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow, VMergeType};
    let cell =
        |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)));
    let table = Table::new(vec![
        TableRow::new(vec![cell("科目").vertical_merge(VMergeType::Restart), cell("合计").grid_span(2)]),
        TableRow::new(vec![
            cell("").vertical_merge(VMergeType::Continue),
            cell("基本支出"),
            cell("项目支出"),
        ]),
        TableRow::new(vec![cell("208"), cell("1.00"), cell("2.00")]),
    ]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    Docx::new().add_table(table).build().pack(&mut bytes).unwrap();
    let document = mingxi_decode::decode(&bytes.into_inner(), &mingxi_decode::Limits::default()).unwrap();
    assert_eq!(
        lines(&document),
        [
            "[3x3]",
            "0,0 2x1 科目",
            "0,1 1x2 合计",
            "1,1 1x1 基本支出",
            "1,2 1x1 项目支出",
            "2,0 1x1 208",
            "2,1 1x1 1.00",
            "2,2 1x1 2.00"
        ]
    );
}
